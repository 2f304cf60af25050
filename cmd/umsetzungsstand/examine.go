package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/preflight"
)

// examinePDF examines the PDF of a file and prints what is found.
func (p *program) examinePDF(name string, asJSON, checklist bool) (diag.List, error) {
	data, err := readPDF(name)
	if err != nil {
		return nil, err
	}
	e := examined{name: name, data: data, findings: preflight.Examine(data, filepath.ToSlash(name), nil)}
	switch {
	case asJSON:
		p.Stdout.Write(e.json())
	case checklist:
		p.printChecklist(e)
	default:
		p.printExamined(e)
	}
	return e.findings, nil
}

// maxPDF is the size in bytes beyond which a PDF is not read.
const maxPDF = 256 << 20

// onceValue is the value of an option that may be given once: of two files, one
// would be examined and the other taken for sound.
type onceValue string

func (v *onceValue) String() string { return string(*v) }
func (v *onceValue) Type() string   { return "string" }

func (v *onceValue) Set(s string) error {
	if *v != "" {
		return errTwice
	}
	*v = onceValue(s)
	return nil
}

var errTwice = errors.New("kommt mehrmals vor")

// readPDF reads the file that the option --pdf names. The error is a
// *usageError.
func readPDF(name string) ([]byte, error) {
	data, err := readFile(name, maxPDF)
	switch {
	case err == nil:
		return data, nil
	case errors.Is(err, errTooLarge):
		return nil, &usageError{fmt.Sprintf("Die Datei „%s“ ist größer als 256 MiB und wird nicht gelesen.", name),
			"Prüfen Sie, ob es die richtige Datei ist."}
	case errors.Is(err, fs.ErrNotExist):
		return nil, &usageError{fmt.Sprintf("Die Datei „%s“ gibt es nicht.", name), "Prüfen Sie die Angabe nach --pdf."}
	}
	return nil, &usageError{fmt.Sprintf("Die Datei „%s“ ist nicht lesbar: %s.", name, germanCause(err)), "Prüfen Sie die Angabe nach --pdf."}
}

// examined is a file and what was found in it.
type examined struct {
	name     string
	data     []byte
	findings diag.List
}

func (e examined) sum() string { return fmt.Sprintf("%x", sha256.Sum256(e.data)) }

// unreadable reports whether the file could not be held against the rules at
// all.
func (e examined) unreadable() bool {
	return slices.ContainsFunc(e.findings, func(f diag.Finding) bool { return f.Code == "pdf-unlesbar" })
}

// rules returns how many rules the file was held against.
func (e examined) rules() int {
	if e.unreadable() {
		return 0
	}
	return len(preflight.Rules())
}

// printExamined prints the findings, for they are what was asked for, and what
// they are worth.
func (p *program) printExamined(e examined) {
	p.show(p.Stdout, e.findings)
	if e.unreadable() {
		fmt.Fprintln(p.Stdout, "Selbstprüfung, kein Zertifikat: Die Datei ließ sich nicht prüfen.")
		return
	}
	counts := counted(e.findings)
	if counts == "" {
		counts = "keine Fehler, keine Warnungen"
	}
	fmt.Fprintf(p.Stdout, `Selbstprüfung, kein Zertifikat: %s, %s.
Was nur ein Mensch beurteilen kann, fragt die Prüfliste ab: --checkliste.
`, number(e.rules(), "Regel", "Regeln"), counts)
}

// printChecklist prints the checklist, and the findings beside it. Of a file
// that cannot be read a person need not judge anything.
func (p *program) printChecklist(e examined) {
	p.show(p.Stderr, e.findings)
	if e.unreadable() {
		return
	}
	fmt.Fprint(p.Stdout, preflight.Checklist(preflight.Subject{
		Name: visible(e.name), Title: preflight.Title(e.data), SHA256: e.sum(), Found: e.findings}))
}

// The JSON of an examination. Other programs read it: names stay as they are.
type (
	examinedJSON struct {
		File     string        `json:"file"`
		SHA256   string        `json:"sha256"`
		Rules    int           `json:"rules"`
		Findings []findingJSON `json:"findings"`
		Counts   countsJSON    `json:"counts"`
	}
	findingJSON struct {
		File     string `json:"file,omitempty"`
		Line     int    `json:"line,omitempty"`
		Column   int    `json:"column,omitempty"`
		Page     int    `json:"page,omitempty"`
		Severity string `json:"severity"`
		Code     string `json:"code"`
		Clause   string `json:"clause,omitempty"`
		Text     string `json:"text"`
		Hint     string `json:"hint"`
	}
	countsJSON struct {
		Error   int `json:"error"`
		Warning int `json:"warning"`
		Hint    int `json:"hint"`
	}
)

// json returns the examination as a JSON object.
func (e examined) json() []byte {
	out := examinedJSON{File: e.name, SHA256: e.sum(), Rules: e.rules(), Findings: findingsJSON(e.findings), Counts: counts(e.findings)}
	for i := range out.Findings {
		f := &out.Findings[i]
		f.File, f.Clause = "", preflight.Clause(e.findings[i])
	}
	return encodeJSON(out)
}

// findingsJSON returns findings for a JSON object, in their order.
func findingsJSON(findings diag.List) []findingJSON {
	severities := map[diag.Severity]string{diag.Error: "error", diag.Warning: "warning", diag.Hint: "hint"}
	out := make([]findingJSON, len(findings))
	for i, f := range findings {
		out[i] = findingJSON{File: f.File, Line: f.Line, Column: f.Column, Page: f.Page,
			Severity: severities[f.Severity], Code: f.Code, Text: f.Text, Hint: f.Hint}
	}
	return out
}

func counts(l diag.List) countsJSON {
	return countsJSON{l.Count(diag.Error), l.Count(diag.Warning), l.Count(diag.Hint)}
}

// encodeJSON writes a value as JSON that a person can read as well.
func encodeJSON(v any) []byte {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(v); err != nil {
		panic(err) // strings and numbers only
	}
	return visibleJSON(b.Bytes())
}

// visibleJSON escapes what would steer a terminal, which JSON itself does only
// for some of it.
func visibleJSON(data []byte) []byte {
	var b []byte
	for _, r := range string(data) {
		switch {
		case r == '\n' || unicode.IsGraphic(r):
			b = utf8.AppendRune(b, r)
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			b = fmt.Appendf(b, `\u%04x\u%04x`, high, low)
		default:
			b = fmt.Appendf(b, `\u%04x`, r)
		}
	}
	return b
}
