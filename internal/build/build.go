// Package build wires the stages once: records, edition, Markdown, document
// tree, pages, PDF, and the examination of what the edition says and of the
// PDF. The commands use it, and so does whatever else makes a report. It takes
// file systems and bytes and returns bytes and findings; it opens and writes no
// file, reads no clock, and decides nothing about the report's content or look.
//
// Call [Generate] to go from the records to the PDF, and [Render] to go from a
// Markdown draft to the PDF. [Compute], [Draft] and [Check] stop on the way, for
// callers that need no PDF; [Examine] is the second half of Check. [Changes]
// tells what has changed between two editions.
package build

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sync"

	"umsetzungsstand/internal/check"
	"umsetzungsstand/internal/compose"
	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/font"
	"umsetzungsstand/internal/markdown"
	"umsetzungsstand/internal/pdf"
	"umsetzungsstand/internal/preflight"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
	"umsetzungsstand/internal/typeset"
)

// Tree is a folder to read from.
type Tree struct {
	Name string // what findings put before its files' names: the folder as its owner would open it
	FS   fs.FS
}

// Input is what a report is made of.
type Input struct {
	Sources   Tree
	Templates Tree
	Overlay   Tree     // templates that replace those of the same name; zero: none
	Edition   string   // name of the edition: "2023-Q4"; "" for the newest
	AsOf      date.Day // the Stichtag; zero for the edition's own
	Fonts     Tree     // the family to set it in; zero: the house's
	Results   string   // how findings call the folder of results: as its owner would open it
	Unchecked bool     // the PDF is not examined, and the results are called so: for emergencies

	Cache *record.Cache // for callers that load the same records again and again; nil: none
}

// Target is what becomes of the PDF of a draft.
type Target struct {
	Name      string // how findings call it: as its reader would open it
	Unchecked bool   // it is not examined: for emergencies
}

// Result is what a run has made, as far as it came: after a finding that is
// an error, the stages behind it are missing.
type Result struct {
	Path     string // without extension, relative to the folder of results; "" after Render
	Edition  *report.Edition
	Markdown []byte
	Origins  []compose.Origin
	Document *markdown.Document
	Layout   *typeset.Layout
	PDF      []byte
	Check    *check.Result // of what the edition says; nil after Render and Draft
}

// Generate makes the Markdown and the PDF of an edition and examines both what
// the edition says and the PDF. The findings are sorted; with an error among
// them the PDF is nil. Of what the edition says they hold only the errors: the
// rest stands in Result.Check, for those who ask for it.
func Generate(in Input) (*Result, diag.List) {
	r, findings := Draft(in)
	style, faults := styleOf(in.Fonts)
	findings = append(findings, faults...)
	if !findings.Failed() {
		r.check(in)
		findings = append(findings, slices.DeleteFunc(slices.Clone(r.Check.Findings), func(f diag.Finding) bool { return f.Severity != diag.Error })...)
	}
	if !findings.Failed() {
		findings = append(findings, in.place(r, r.print(style), true)...)
	}
	if !findings.Failed() && !in.Unchecked {
		findings = append(findings, r.examine(path.Join(in.Results, r.Path+".pdf"))...)
	}
	findings.Sort()
	return r, findings
}

// Render makes the PDF of a draft and examines it. name is how findings call
// the draft; fonts is the family to set it in, zero for the house's. The
// findings are sorted; with an error among them the PDF is nil.
func Render(md []byte, name string, fonts Tree, target Target) (*Result, diag.List) {
	r := &Result{Markdown: md}
	var findings diag.List
	r.Document, findings = markdown.Parse(md, name)
	style, faults := styleOf(fonts)
	findings = append(findings, faults...)
	if !findings.Failed() {
		findings = append(findings, r.print(style)...)
	}
	if !findings.Failed() && !target.Unchecked {
		findings = append(findings, r.examine(target.Name)...)
	}
	findings.Sort()
	return r, findings
}

// Draft makes the Markdown of an edition and its document tree, without pages.
// The findings are sorted.
func Draft(in Input) (*Result, diag.List) {
	r := &Result{}
	var findings diag.List
	r.Edition, findings = Compute(in)
	templates, faults := overlay(in.Templates, in.Overlay)
	findings = append(findings, faults...)
	if findings.Failed() {
		findings.Sort()
		return r, findings
	}
	findings = append(findings, r.compose(in, templates)...)
	findings.Sort()
	return r, findings
}

// Check makes an edition as far as its pages and examines what it says. The
// findings are sorted, those of Result.Check among them; there is no PDF.
func Check(in Input) (*Result, diag.List) {
	r, findings := Draft(in)
	if findings.Failed() {
		return r, findings
	}
	return r, Examine(in, r, findings)
}

// Examine is the second half of Check, for callers that do something of their
// own with what Draft has made, even at the same time; findings are those of
// Draft, without an error. It returns all findings, sorted.
func Examine(in Input, r *Result, findings diag.List) diag.List {
	var pages sync.WaitGroup // made in the meantime
	var faults diag.List
	pages.Go(func() { r.Layout, faults = typeset.Set(r.Document, typeset.DefaultStyle(), Version(r.Markdown)) })
	r.check(in)
	pages.Wait()
	findings = slices.Concat(findings, r.Check.Findings, in.place(r, faults, true))
	findings.Sort()
	return findings
}

// check examines what the edition says.
func (r *Result) check(in Input) {
	r.Check = check.Examine(r.Edition, earlier(r.Edition))
	r.Check.Findings = in.Placed(r.Check.Findings)
	r.Check.Accepted = in.Placed(r.Check.Accepted)
}

// Earlier makes the draft of the edition before another one from the same
// records, as of its own Stichtag; nil where there is none or it has faults.
func Earlier(in Input, r *Result) *Result {
	before := report.Before(r.Edition.Set, r.Edition.Record)
	templates, findings := overlay(in.Templates, in.Overlay)
	if before == nil || findings.Failed() {
		return nil
	}
	earlier := &Result{Edition: report.Make(r.Edition.Set, before, date.Day{})}
	if earlier.compose(in, templates).Failed() {
		return nil
	}
	return earlier
}

// Compute loads the records and makes the edition from them. The findings are
// sorted; with an error among them the edition is nil.
func Compute(in Input) (*report.Edition, diag.List) {
	load := record.Load
	if in.Cache != nil {
		load = in.Cache.Load
	}
	set, findings := load(in.Sources.FS)
	var ed *record.Edition
	if !findings.Failed() {
		var faults diag.List
		ed, faults = find(set, in.Edition)
		findings = append(findings, faults...)
	}
	findings = in.inSources(findings)
	if findings.Failed() {
		return nil, findings
	}
	return report.Make(set, ed, in.AsOf), findings
}

// compose makes the Markdown and its document tree from the edition.
func (r *Result) compose(in Input, templates fs.FS) diag.List {
	r.Path = resultPath(r.Edition, in.Unchecked)
	var before *report.Edition
	if r.Edition.Record.Changes {
		before = earlier(r.Edition)
	}
	draft, findings := compose.Compose(r.Edition, before, templates)
	if !findings.Failed() {
		r.Markdown, r.Origins = draft.Markdown, draft.Origins
		var faults diag.List
		r.Document, faults = markdown.Parse(r.Markdown, r.markdownName())
		findings = append(findings, faults...)
	}
	return in.place(r, findings, false)
}

// print makes the pages from the document and the PDF from the pages.
func (r *Result) print(style *typeset.Style) diag.List {
	layout, findings := typeset.Set(r.Document, style, Version(r.Markdown))
	if findings.Failed() {
		return findings
	}
	data, err := pdf.Write(layout)
	if err != nil {
		findings.Errorf(diag.Pos{}, "pdf-fehlgeschlagen",
			"Das ist ein Fehler des Programms; bitte geben Sie ihn mit dem Entwurf an die Betreuung des Programms weiter.",
			"Die PDF-Datei ließ sich nicht erzeugen: %v.", err)
		return findings
	}
	r.Layout, r.PDF = layout, data
	return findings
}

// examine holds the PDF against the rules for one and against the document that
// it was made from. name is how findings call it. A PDF with errors is none.
func (r *Result) examine(name string) diag.List {
	findings := preflight.Examine(r.PDF, name, &preflight.Expectation{
		Blocks: markdown.Plain(r.Document),
		Draft:  r.Document.Meta.Draft,
		Sample: r.Document.Meta.Sample,
	})
	if findings.Failed() {
		r.PDF = nil
	}
	return findings
}

// styleOf returns the house style, set in the family that a folder holds, if
// one is given. Files are named in the findings as their reader would open
// them; after an error the style is of no use.
func styleOf(fonts Tree) (*typeset.Style, diag.List) {
	style := typeset.DefaultStyle()
	if fonts.FS == nil {
		return style, nil
	}
	family, findings := font.Load(fonts.FS)
	if family != nil {
		style.Family = family
		if above, below := family.Reach(); above+below > style.Room() {
			findings.Add(diag.Finding{Severity: diag.Warning, Code: "schrift-zu-hoch",
				Text: "Die Buchstaben der Schrift sind so hoch, dass sie in engen Zeilen, etwa der Anschrift, an die der nächsten stoßen können.",
				Hint: "Sehen Sie die Seiten an; das Programm rückt die Zeilen nicht auseinander."})
		}
	}
	for i := range findings {
		findings[i].File = path.Join(fonts.Name, findings[i].File)
	}
	return style, findings
}

// Version returns the mark that tells two printed drafts apart: the first six
// hexadecimal digits of the Markdown's SHA-256.
func Version(md []byte) string {
	return fmt.Sprintf("%x", sha256.Sum256(md))[:6]
}

// UncheckedMark ends the names of files whose PDF was not examined.
const UncheckedMark = "-ungeprueft"

// resultPath returns where an edition's files lie in the folder of results. An
// edition as of another day than its own has names of its own, so that a trial
// never replaces the report that was sent; so has one whose PDF is not examined.
func resultPath(ed *report.Edition, unchecked bool) string {
	name := "umsetzungsstand-" + ed.Record.Name
	if own := ed.Record.AsOfDay; ed.AsOf != own.First() {
		name += "-stichtag-" + ed.AsOf.String()
	}
	if unchecked {
		name += UncheckedMark
	}
	return path.Join(ed.Record.Name, name)
}

// markdownName is how the stages after the Markdown call the draft in their
// findings, until place gives them a place that their reader can open.
func (r *Result) markdownName() string { return path.Base(r.Path) + ".md" }

// WithoutNotes returns a draft without its clerks' notes; see
// [markdown.WithoutNotes].
func WithoutNotes(draft []byte) (without []byte, ok bool) { return markdown.WithoutNotes(draft) }
