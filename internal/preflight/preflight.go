// Package preflight examines a finished PDF, whoever made it, and says what in
// it is against the rules: PDF/A-2a (ISO 19005-2, level A), PDF/UA-1 (ISO
// 14289-1), and, for a report of this program's, the geometry of DIN 5008 and
// of the report's pages, and that it says what its draft says. Call [Examine].
//
// It is a self-examination and no certificate: what a person has to judge says
// [Checklist]. It knows nothing of how a file was made; the numbers of the
// standards and of our own pages stand here a second time, so that a wrong
// constant cannot agree with itself. It changes nothing and writes no file.
//
// The way of a file: read.go and document.go read its objects, page.go runs
// the content of its pages and marks what is painted where, font.go reads its
// fonts. The rules are in the files rules_*.go, a table each, and in geometry.go
// and wording.go. No file makes the examination panic, hang or take more memory
// than a fixed limit: what cannot be read is a finding.
package preflight

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"umsetzungsstand/internal/diag"
)

// rule is one thing that a file is held against.
type rule struct {
	code     string // of its findings: "pdf-kopf"
	clause   string // where it comes from: "ISO 19005-2, 6.1.2", "Matterhorn 06-001"
	severity diag.Severity
	says     string // one German sentence: what has to hold
	check    func(*document, report)
}

// hint is what its findings say of the rule.
func (r *rule) hint() string { return r.says + " (" + r.clause + ")" }

// report reports a fault on a page, 0 for the file as a whole: one German
// sentence.
type report func(page int, format string, args ...any)

// Expectation is what a report of this program has to be beside sound; nil for
// any other file.
type Expectation struct {
	Blocks []string // the texts of the draft's blocks, in reading order
	Draft  bool     // it is not released
	Sample bool     // it is a specimen
}

// textOnly stands for a clause where there is none: nothing forbids the thing,
// but the rules are made for documents of text.
const textOnly = "ohne Norm: Geprüft werden Textdokumente"

// mostFindings is how many findings of one rule are told.
const mostFindings = 20

// rules returns all rules, in the order in which they are tried.
func rules() []rule {
	var list []rule
	for _, group := range [][]rule{
		fileRules, pageRules, colourRules, fontRules, metadataRules,
		structureRules, headingRules, languageRules, tableRules, listRules, linkRules, annotationRules, navigationRules, viewRules,
		geometryRules, letterRules, wordingRules, contentsRules,
	} {
		list = append(list, group...)
	}
	return list
}

// maxBefore is how many bytes may stand before the header of a file for readers
// to find it (ISO 32000-1, annex H, 3.4.1).
const maxBefore = 1024

// Examine holds a file against the rules. name is how the findings call it.
func Examine(data []byte, name string, want *Expectation) diag.List {
	var list diag.List
	if !bytes.Contains(data[:min(len(data), maxBefore)], []byte("%PDF-")) {
		list.Add(diag.Finding{
			Pos: diag.Pos{File: name}, Severity: diag.Error, Code: "pdf-unlesbar",
			Text: "Die Datei ist kein PDF: An ihrem Anfang steht nicht „%PDF-“.",
			Hint: "Prüfen Sie, ob es die richtige Datei ist.",
		})
		return list
	}
	// What the program makes itself is examined however long it takes: the
	// result must not depend on the clock.
	limit, cancel := context.Background(), func() {}
	if want == nil {
		limit, cancel = context.WithTimeout(limit, maxTime)
	}
	defer cancel()
	d, err := read(limit, data)
	if err != nil {
		list.Add(diag.Finding{
			Pos: diag.Pos{File: name}, Severity: diag.Error, Code: "pdf-unlesbar",
			// What the parser says is English, and may quote the file.
			Text: "Die Datei lässt sich nicht als PDF lesen; der Grund ist " + diag.Quote(err.Error()) + ".",
			Hint: "Öffnen Sie die Datei in einem PDF-Programm; ist sie dort in Ordnung, geben Sie sie an die Betreuung des Programms weiter.",
		})
		return list
	}
	d.want = want
	all := rules()
	for i := range all {
		if d.late() {
			list.Add(diag.Finding{
				Pos: diag.Pos{File: name}, Severity: diag.Error, Code: "pdf-aufwendig",
				Text: fmt.Sprintf("Die Datei zu prüfen dauert zu lange; %d von %d Regeln sind nicht geprüft.", len(all)-i, len(all)),
				Hint: "Prüfen Sie die Datei auf einem schnelleren Rechner, oder geben Sie sie an die Betreuung des Programms weiter.",
			})
			break
		}
		list = append(list, d.try(&all[i], name)...)
	}
	list.Sort()
	return list
}

// try tries one rule. A rule that panics has met a file that its author did not
// think of; that is said, and the others are tried all the same.
func (d *document) try(r *rule, name string) (list diag.List) {
	count := 0
	add := func(page int, text string) {
		list.Add(diag.Finding{
			Pos: diag.Pos{File: name}, Page: page, Severity: r.severity, Code: r.code,
			Text: clipped(text), Hint: r.hint(),
		})
	}
	defer func() {
		if p := recover(); p != nil {
			add(0, "Diese Regel ließ sich nicht prüfen.")
		}
		if count > mostFindings {
			add(0, fmt.Sprintf("Dasselbe gilt an %d weiteren Stellen.", count-mostFindings))
		}
	}()
	r.check(d, func(page int, format string, args ...any) {
		if count++; count <= mostFindings {
			add(page, fmt.Sprintf(format, args...))
		}
	})
	return list
}

// clipped cuts off a finding's text where a file has a name longer than any:
// names stand in findings as they are.
func clipped(s string) string {
	const most = 1000
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + " …"
}

// quote shortens a text for a finding.
func quote(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 60 {
		s = string(r[:59]) + "…"
	}
	return diag.Quote(s)
}
