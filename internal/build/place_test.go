package build

import (
	"cmp"
	"strings"
	"testing"
	"testing/fstest"

	"umsetzungsstand/internal/compose"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
)

func TestOffset(t *testing.T) {
	const text = "Überblick\n\nGemäß Beschluß\n"
	for _, tt := range []struct{ line, column, want int }{
		{1, 1, 0},
		{1, 2, 2}, // behind the Ü of two bytes
		{1, 0, 0}, // no column known: the line's beginning
		{1, 99, 10},
		{2, 1, 11},
		{3, 5, 17},
		{9, 1, len(text)},
	} {
		if got := offset([]byte(text), tt.line, tt.column); got != tt.want {
			t.Errorf("offset(%d, %d) = %d, want %d", tt.line, tt.column, got, tt.want)
		}
	}
}

// TestPlace: a finding points to the file that its reader would open.
func TestPlace(t *testing.T) {
	in := Input{
		Sources:   Tree{Name: "quellen"},
		Templates: Tree{Name: "templates"},
		Overlay:   Tree{Name: "../eigene", FS: fstest.MapFS{"brief.tmpl": {}}},
	}
	value := diag.Pos{File: "partnerschaften/ungarn.toml", Line: 7, Column: 12}
	address := diag.Pos{File: "haus.toml", Line: 2, Column: 8}
	odd := diag.Pos{File: "haus.toml", Line: 3, Column: 8}
	edition := diag.Pos{File: "quellen/berichte/2023-Q4.toml"}
	const head = "<!-- us:dokument 1\nthema: 漢\n-->\n\n" // four lines
	inner := diag.Pos{File: "partnerschaften/ungarn.toml", Line: 9, Column: 3}
	r := &Result{
		Path:     "2023-Q4/umsetzungsstand-2023-Q4",
		Edition:  &report.Edition{Record: &record.Edition{Name: "2023-Q4"}},
		Markdown: []byte(head + "Vorspann.\n\nTagung in Pécs am Montag.\n\n<!-- us:anschrift -->\n\nAn den Landtag 漢字\n\n<!-- us:brieftext -->\n\n漢\n"),
	}
	stretch := func(text string, pos diag.Pos) {
		start := strings.Index(string(r.Markdown), text)
		r.Origins = append(r.Origins, compose.Origin{Start: start, End: start + len(text), Pos: pos})
	}
	stretch("Tagung in Pécs am Montag.", value)
	stretch("Pécs", inner)
	stretch("Landtag", address)
	stretch("漢字", odd)
	md := func(line, column int) diag.Pos {
		return diag.Pos{File: "umsetzungsstand-2023-Q4.md", Line: line, Column: column}
	}
	for _, tt := range []struct {
		name       string
		code, text string // "Text." where it makes no difference
		read       bool   // found in reading the Markdown, not in typesetting
		at, want   diag.Pos
	}{
		{name: "record", at: diag.Pos{File: "haus.toml", Line: 2, Column: 1}, want: diag.Pos{File: "quellen/haus.toml", Line: 2, Column: 1}},
		{name: "built-in template", at: diag.Pos{File: "frage.tmpl", Line: 3}, want: diag.Pos{File: "templates/frage.tmpl", Line: 3}},
		{name: "template of the overlay", at: diag.Pos{File: "brief.tmpl", Line: 3}, want: diag.Pos{File: "../eigene/brief.tmpl", Line: 3}},
		{name: "passage from a record", at: md(7, 1), want: diag.Pos{File: "quellen/partnerschaften/ungarn.toml", Line: 7, Column: 12}},
		{name: "passage within one", at: md(7, 12), want: diag.Pos{File: "quellen/partnerschaften/ungarn.toml", Line: 9, Column: 3}},
		{name: "behind it again", at: md(7, 17), want: diag.Pos{File: "quellen/partnerschaften/ungarn.toml", Line: 7, Column: 12}},
		{name: "words of a template", at: md(5, 4), want: edition},
		{name: "zone", at: md(9, 1), want: diag.Pos{File: "quellen/haus.toml", Line: 2, Column: 8}},
		{name: "zone without values", at: md(13, 1), want: edition},
		{name: "zone that only a template can make", code: "zone-unbekannt", at: md(9, 1), want: diag.Pos{File: "../eigene"}},
		{name: "character behind a template's words", text: "Das Zeichen „漢“ (U+6F22) fehlt.", at: md(11, 1), want: diag.Pos{File: "quellen/haus.toml", Line: 3, Column: 8}},
		{name: "character of another passage", text: "Das Zeichen U+6F22 fehlt.", at: md(5, 1), want: edition},
		{name: "character of a template", text: "Das Zeichen „漢“ (U+6F22) fehlt.", at: md(15, 1), want: edition},
		{name: "head", at: md(1, 1), want: edition},
		{name: "value of the head", text: "Das Zeichen „漢“ (U+6F22) fehlt.", at: md(2, 1), want: edition},
		{name: "draft as a whole", at: md(0, 0), want: edition},
		{name: "passage from a record, read", read: true, at: md(7, 1), want: diag.Pos{File: "quellen/partnerschaften/ungarn.toml", Line: 7, Column: 12}},
		{name: "words of a template, read", read: true, at: md(5, 4), want: diag.Pos{File: "../eigene"}},
		{name: "mark, read", read: true, at: md(9, 1), want: diag.Pos{File: "../eigene"}},
		{name: "head, read", read: true, at: md(2, 1), want: edition},
		{name: "nowhere"},
	} {
		text := cmp.Or(tt.text, "Text.")
		got := in.place(r, diag.List{{Pos: tt.at, Code: tt.code, Text: text}}, !tt.read)
		if want := (diag.Finding{Pos: tt.want, Code: tt.code, Text: text}); len(got) != 1 || got[0] != want {
			t.Errorf("%s: %v, want %v", tt.name, got, want)
		}
	}

	const long = "Bitte kürzen Sie „thema“; es ist auch die Kopfzeile."
	got := in.place(r, diag.List{{Pos: md(2, 1), Code: "kopfzeile-zu-lang", Hint: "Schlüssel des Entwurfs"}}, true)
	if want := (diag.Finding{Pos: edition, Code: "kopfzeile-zu-lang", Hint: long}); got[0] != want {
		t.Errorf("running header: %v, want %v", got[0], want)
	}

	got = in.inSources(diag.List{{Pos: diag.Pos{File: "Haus alt.txt"}}, {Pos: diag.Pos{File: "berichte"}}, {}})
	for i, want := range []string{"quellen/Haus alt.txt", "quellen/berichte", "quellen"} {
		if got[i].File != want {
			t.Errorf("finding of the loader in %q, want %q", got[i].File, want)
		}
	}
}

// TestAhead: a character is looked for in the passage alone.
func TestAhead(t *testing.T) {
	for _, tt := range []struct {
		passage, text string
		want          int
	}{
		{"Gast: 漢", "Das Zeichen „漢“ (U+6F22) ist in der Schrift nicht enthalten.", 6},
		{"Gast: 漢", "Das Zeichen U+6F22", 6},
		{"Gast: 😀.", "Das Zeichen „😀“ (U+1F600) ist in der Schrift nicht enthalten.", 6},
		{"Gast\n\n漢", "Das Zeichen „漢“ (U+6F22) ist in der Schrift nicht enthalten.", 0},
		{"Gast: 漢", "Die Anschrift hat im Brief nicht Platz.", 0},
		{"Gast: 漢", "U+", 0},
		{"Gast: 漢", "U+FFFFFFFFFFFFFFFF", 0},
		{"", "U+6F22", 0},
	} {
		if got := ahead([]byte(tt.passage), tt.text); got != tt.want {
			t.Errorf("ahead(%q, %q) = %d, want %d", tt.passage, tt.text, got, tt.want)
		}
	}
}
