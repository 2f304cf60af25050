// Package diag holds what every stage says about its input: findings, each at
// a place in a file, and lists of them. It imports nothing of ours and writes
// no files; the commands print what it formats. Start with [List.Add].
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Severity says what a finding does to a run: an Error stops it, a Warning is
// counted, a Hint is only shown.
type Severity int

// The severities, the gravest first.
const (
	Error Severity = iota
	Warning
	Hint
)

// String returns the German word that stands in a printed finding.
func (s Severity) String() string {
	switch s {
	case Error:
		return "Fehler"
	case Warning:
		return "Warnung"
	case Hint:
		return "Hinweis"
	}
	panic(fmt.Sprintf("diag: unknown severity %d", int(s)))
}

// Pos is a place in a text file. Line and Column count from 1; Column counts
// characters (runes), not bytes. A zero Line means the file as a whole.
type Pos struct {
	File   string
	Line   int
	Column int
}

// IsZero reports whether nothing is known about the place.
func (p Pos) IsZero() bool { return p == Pos{} }

// String returns "datei:zeile:spalte", or as much of it as is known.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Finding is one thing that has to be said about an input.
type Finding struct {
	Pos
	Page     int // page of a PDF, from 1; 0 where no page is meant
	Severity Severity
	Code     string // short stable German name in ASCII, e.g. "schluessel-unbekannt"
	Text     string // one German sentence: what is wrong
	Hint     string // one German sentence: how to mend it; may be empty

	// Source is the line of the file on which the place lies, without its line
	// end, where whoever found it knows it. It is meant to share memory with
	// the file's text, so that many findings cost no copies.
	Source string
}

// String returns the finding as it is printed:
//
//	datei:zeile:spalte: Fehler: Meldung [code]
//	   14 | die Zeile der Datei
//	      |     ^
//	  Hinweis: …
//
// In a PDF the place is a page:
//
//	datei.pdf, Seite 5: Fehler: Meldung [code]
//
// What could steer a terminal instead of being read is replaced by U+FFFD.
func (f Finding) String() string {
	var b strings.Builder
	place := clean(f.Pos.String())
	if f.Page > 0 {
		if place != "" {
			place += ", "
		}
		place += fmt.Sprintf("Seite %d", f.Page)
	}
	if place != "" {
		b.WriteString(place + ": ")
	}
	fmt.Fprintf(&b, "%s: %s [%s]", f.Severity, clean(f.Text), f.Code)
	if f.Source != "" && f.Line > 0 && f.Column > 0 {
		b.WriteString("\n" + excerpt(f.Source, f.Line, f.Column))
	}
	if f.Hint != "" {
		b.WriteString("\n  Hinweis: " + clean(f.Hint))
	}
	return b.String()
}

// List is a list of findings. The zero value is empty and ready for use.
type List []Finding

// Add appends a finding.
func (l *List) Add(f Finding) { *l = append(*l, f) }

// Errorf appends an error with a code, a hint (may be empty) and a formatted text.
func (l *List) Errorf(pos Pos, code, hint, format string, args ...any) {
	l.Add(Finding{Pos: pos, Severity: Error, Code: code, Hint: hint, Text: fmt.Sprintf(format, args...)})
}

// Sort orders the list by file, line, column, page, severity, code and text,
// and drops repetitions, so that the same findings always print the same.
func (l *List) Sort() {
	slices.SortFunc(*l, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Page, b.Page),
			cmp.Compare(a.Severity, b.Severity),
			cmp.Compare(a.Code, b.Code),
			cmp.Compare(a.Text, b.Text),
			cmp.Compare(a.Hint, b.Hint),
		)
	})
	*l = slices.Compact(*l)
}

// Count returns how many findings have the severity.
func (l List) Count(s Severity) int {
	n := 0
	for _, f := range l {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// Failed reports whether the list holds an error.
func (l List) Failed() bool { return l.Count(Error) > 0 }

// String joins the findings, one below the other, in the order of the list.
func (l List) String() string {
	lines := make([]string, len(l))
	for i, f := range l {
		lines[i] = f.String()
	}
	return strings.Join(lines, "\n")
}
