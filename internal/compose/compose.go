// Package compose fills the ministry's templates with an edition and makes
// one Markdown draft of it, and says which place of the records each stretch
// came from. It owns the templates' functions and all escaping, and is the
// only user of text/template.
//
// It does not decide what an edition tells (package report does), and it does
// not read Markdown back: the draft's bytes are all that it shares with package
// markdown. Start with [Compose]; [ComposeChanges] tells what has changed
// between two editions.
package compose

import (
	"io/fs"
	"slices"
	"strings"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/report"
)

// Root is the template that Compose executes with a [Report]; it calls the others.
const Root = "bericht.tmpl"

// Origin says from which place in the records a stretch of the Markdown came.
type Origin struct {
	Start, End int // byte offsets in the Markdown
	Pos        diag.Pos
}

// Draft is a composed report.
type Draft struct {
	Markdown []byte
	Origins  []Origin // by Start
}

// Compose fills the templates with the edition. before is the edition that came
// before it, for the part that tells what has changed since, which stands only
// where the edition wants it; nil: there is none. templates holds *.tmpl at its
// root. With an error among the findings (a template's fault, with the file
// and line of the template) the draft is nil.
func Compose(ed, before *report.Edition, templates fs.FS) (*Draft, diag.List) {
	v := newViewer(ed)
	output, findings := execute(templates, Root, v.report(before))
	if findings.Failed() {
		return nil, findings
	}
	return v.draft(output, true), findings
}

// draft makes the draft of the templates' output, with the report's head or
// without one.
func (v *viewer) draft(output string, head bool) *Draft {
	a := &assembler{words: newGlossary(&v.ed.Set.Words, v.ministries), known: len(v.origins)}
	a.out.Grow(len(output))
	if head {
		writeHead(&a.out, v.ed, v.names)
	}
	a.assemble(output)
	draft := &Draft{Markdown: []byte(a.out.String()), Origins: make([]Origin, len(a.origins))}
	for i, s := range a.origins {
		draft.Origins[i] = Origin{s.start, s.end, v.origins[s.origin]}
	}
	return draft
}

// writeHead writes the head of the draft, what the PDF needs to know beside the
// text. It is the machine's part of the draft and has no template. names are
// words of persons' names, which are not divided.
func writeHead(b *strings.Builder, ed *report.Edition, names []string) {
	rec, words := ed.Record, &ed.Set.Words
	line := func(key, value string) {
		if value != "" {
			b.WriteString(key + ": " + headValue(value) + "\n")
		}
	}
	yes := func(is bool) string {
		if is {
			return "ja"
		}
		return ""
	}
	b.WriteString("<!-- us:dokument 1\n")
	line("edition", rec.Name)
	line("titel", rec.Topic)
	line("verfasser", ed.Set.House.Author)
	line("datum", rec.Date.String())
	line("stichtag", ed.AsOf.String())
	state := rec.State
	if state == "" {
		state = "entwurf"
	}
	line("zustand", state)
	line("muster", yes(rec.Sample))
	line("satzart", rec.Justify)
	line("kopfzeile", rec.Topic)
	line("trennung", strings.Join(words.Hyphenations, " "))
	whole := slices.Concat(words.NeverDivide, names)
	slices.Sort(whole)
	line("ungetrennt", strings.Join(slices.Compact(whole), " "))
	b.WriteString("-->\n\n")
}

// headValue writes a value so that it cannot end the comment it stands in; the
// reader resolves entities in head values.
func headValue(s string) string {
	s = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\n", " ").Replace(plain(s))
	return strings.ReplaceAll(s, "--", "-&#45;")
}
