package main

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"umsetzungsstand/internal/build"
)

// explained returns what explain prints about a code.
func explained(t *testing.T, name string) string {
	t.Helper()
	var out bytes.Buffer
	if err := (&program{Stdout: &out}).explain(name); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return out.String()
}

func codeNames() []string {
	names := build.CodeNames()
	for _, e := range ownExplanations() {
		names = append(names, e.Name)
	}
	return names
}

// Every code has an explanation that a clerk can act on and that is fit to
// print.
func TestExplainAll(t *testing.T) {
	for _, name := range codeNames() {
		text := explained(t, name)
		if !regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`).MatchString(name) || !strings.HasPrefix(text, name+" (") {
			t.Errorf("%s: no name for a code, or not the heading:\n%s", name, text)
		}
		for line := range strings.Lines(text) {
			line = strings.TrimSuffix(line, "\n")
			if strings.HasPrefix(line, "  ") {
				continue // an example is as wide as it is
			}
			if utf8.RuneCountInString(line) > width || strings.TrimRight(line, " ") != line || strings.Contains(line, held) {
				t.Errorf("%s: %q", name, line)
			}
		}
		if strings.Contains(text, "\n\n\n\n") || strings.HasSuffix(text, "\n\n") || !strings.HasSuffix(text, "\n") {
			t.Errorf("%s: empty lines:\n%s", name, text)
		}
	}
}

var abbreviations = strings.NewReplacer("z. B.", "", "usw.", "")

func TestExplanations(t *testing.T) {
	var list []build.Explanation
	for _, name := range build.CodeNames() {
		list = append(list, build.Explanations(name)...)
	}
	for _, c := range codes {
		list = append(list, build.Explanation{Code: c, Where: inCommand})
	}
	seen := map[string]bool{}
	for _, e := range list {
		at := fmt.Sprintf("%s, %s", e.Name, e.Where)
		if seen[at] {
			t.Errorf("%s: explained twice", at)
		}
		seen[at] = true
		sentences := strings.Count(abbreviations.Replace(e.Explain), ". ") + 1
		if sentences < 2 || sentences > 5 || !strings.HasSuffix(e.Explain, ".") || strings.Contains(e.Explain, "  ") {
			t.Errorf("%s: %d sentences: %s", at, sentences, e.Explain)
		}
		if strings.Count(e.Explain, "„") != strings.Count(e.Explain, "“") {
			t.Errorf("%s: quotation marks: %s", at, e.Explain)
		}
		if (e.Clause != "") != (strings.HasPrefix(e.Explain, "Das PDF verletzt eine Regel")) {
			t.Errorf("%s: clause %q", at, e.Clause)
		}
	}
	if n := len(build.Explanations("schluessel-unbekannt")); n != 2 {
		t.Errorf("schluessel-unbekannt means %d things", n)
	}
	if len(build.Explanations("gibt-es-nicht")) != 0 {
		t.Error("what does not exist is explained")
	}
	if names := build.CodeNames(); !slices.IsSorted(names) || len(slices.Compact(slices.Clone(names))) != len(names) {
		t.Error("the names are not sorted, or not once each")
	}
}

func TestExplainGolden(t *testing.T) {
	const file = "testdata/erklaerungen.txt"
	var b strings.Builder
	for _, name := range []string{"frage-offen", "[Schluessel-Unbekannt]", "zeichen-verboten", "pdf-kopf", "nicht-geschrieben"} {
		fmt.Fprintf(&b, "== %s\n%s", name, explained(t, name))
	}
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestExplainUnknown(t *testing.T) {
	for name, hint := range map[string]string{
		"frage-ofen":           "Meinten Sie „frage-offen“? Das Kürzel einer Meldung steht in eckigen Klammern hinter ihr.",
		"Schlüssel-unbekannt":  "Meinten Sie „schluessel-unbekannt“? Das Kürzel einer Meldung steht in eckigen Klammern hinter ihr.",
		"nicht-geschriben":     "Meinten Sie „nicht-geschrieben“? Das Kürzel einer Meldung steht in eckigen Klammern hinter ihr.",
		"etwas ganz anderes !": "Das Kürzel einer Meldung steht in eckigen Klammern hinter ihr.",
		"[]":                   "Das Kürzel einer Meldung steht in eckigen Klammern hinter ihr.",
	} {
		var out bytes.Buffer
		err := (&program{Stdout: &out}).explain(name)
		usage, ok := err.(*usageError)
		if !ok || usage.hint != hint || usage.text != "Das Kürzel „"+name+"“ gibt es nicht." || out.Len() > 0 {
			t.Errorf("%s: %#v, printed %q", name, err, out.String())
		}
	}
}
