package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode"

	"umsetzungsstand/internal/diag"
)

// hostile is what a file may give its examination to quote.
const hostile = "Zu „\x1b[2J\u009b\u202e\U000E0001\x00\u2028\a“."

func hostileFindings(file string) diag.List {
	return diag.List{
		{Pos: diag.Pos{File: file}, Severity: diag.Warning, Code: "pdf-titel", Text: "Der Titel ist leer.", Hint: "H."},
		{Pos: diag.Pos{File: file}, Page: 5, Code: "pdf-text", Text: hostile, Hint: "Statt " + hostile},
	}
}

// TestPrintExamined: findings stand on stdout with their pages, and nothing that
// a file holds steers the terminal.
func TestPrintExamined(t *testing.T) {
	var stdout, stderr bytes.Buffer
	p := &program{Stdout: &stdout, Stderr: &stderr}
	p.printExamined(examined{name: "a\x1b.pdf", findings: hostileFindings("a\x1b.pdf")})
	const want = `a\x1b.pdf: Warnung: Der Titel ist leer. [pdf-titel]
  Hinweis: H.
a\x1b.pdf, Seite 5: Fehler: Zu „\x1b[2J\u009b\u202e\U000e0001\x00\u2028\a“. [pdf-text]
  Hinweis: Statt Zu „\x1b[2J\u009b\u202e\U000e0001\x00\u2028\a“.
Selbstprüfung, kein Zertifikat: `
	if got, _, _ := strings.Cut(stdout.String(), "Zertifikat: "); got+"Zertifikat: " != want || stderr.Len() > 0 {
		t.Errorf("stdout\n%s\nwant\n%s\nstderr\n%s", &stdout, want, &stderr)
	}
	if !strings.Contains(stdout.String(), ", 1 Fehler, 1 Warnung.\n") {
		t.Errorf("stdout\n%s", &stdout)
	}
}

// TestExaminedJSON: the JSON holds what was found, character for character, and
// shows nothing that would steer a terminal.
func TestExaminedJSON(t *testing.T) {
	data := examined{name: "a\x1b\u202e.pdf", findings: hostileFindings("a.pdf")}.json()
	for _, r := range string(data) {
		if r != '\n' && !unicode.IsGraphic(r) {
			t.Errorf("%U stands in\n%s", r, data)
		}
	}
	var got examinedJSON
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatalf("%v in\n%s", err, data)
	}
	if got.File != "a\x1b\u202e.pdf" || len(got.Findings) != 2 || got.Counts != (countsJSON{Error: 1, Warning: 1}) {
		t.Errorf("read back: %+v", got)
	}
	for i, want := range []findingJSON{
		{Severity: "warning", Code: "pdf-titel", Text: "Der Titel ist leer.", Hint: "H."},
		{Page: 5, Severity: "error", Code: "pdf-text", Text: hostile, Hint: "Statt " + hostile},
	} {
		if got.Findings[i] != want {
			t.Errorf("finding %d: got %+v, want %+v", i, got.Findings[i], want)
		}
	}
}

// TestRefused: where the program refuses its own PDF, all findings are told, with
// the name of the PDF and what to do next.
func TestRefused(t *testing.T) {
	var stderr bytes.Buffer
	p := &program{Stderr: &stderr}
	findings := diag.List{
		{Pos: diag.Pos{File: "out/a.pdf"}, Page: 2, Code: "pdf-text", Text: "T.", Hint: "H."},
		{Pos: diag.Pos{File: "sources/b.toml", Line: 1}, Severity: diag.Warning, Code: "w", Text: "W."},
	}
	if err := p.reportMade(findings, "out/a.pdf", false); !errors.Is(err, errFindings) {
		t.Errorf("error %v", err)
	}
	want := `out/a.pdf, Seite 2: Fehler: T. [pdf-text]
  Hinweis: H.
sources/b.toml:1: Warnung: W. [w]
out/a.pdf: Hinweis: So besteht das PDF die Selbstprüfung nicht. [pdf-beanstandet]
  Hinweis: Geben Sie die Meldungen mit dem Entwurf an die Betreuung des Programms weiter; im Notfall schreibt --ohne-pruefung das PDF trotzdem.
1 Fehler, 1 Warnung. Es wurde nichts geschrieben.
`
	want = strings.NewReplacer("out/", localPath("out/"), "sources/", localPath("sources/")).Replace(want)
	if got := stderr.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
