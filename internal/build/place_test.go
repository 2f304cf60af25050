package build

import (
	"testing"
	"testing/fstest"

	"umsetzungsstand/internal/compose"
	"umsetzungsstand/internal/diag"
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
		Out:       "out",
	}
	value := diag.Pos{File: "partnerschaften/ungarn.toml", Line: 7, Column: 12}
	inner := diag.Pos{File: "partnerschaften/ungarn.toml", Line: 9, Column: 3}
	r := &Result{
		Path:     "2023-Q4/umsetzungsstand-2023-Q4",
		Markdown: []byte("Vorspann.\n\nTagung in Pécs am Montag.\n"),
		Origins:  []compose.Origin{{Start: 11, End: 37, Pos: value}, {Start: 21, End: 26, Pos: inner}},
	}
	md := func(line, column int) diag.Pos {
		return diag.Pos{File: "umsetzungsstand-2023-Q4.md", Line: line, Column: column}
	}
	for _, tt := range []struct {
		name     string
		at, want diag.Pos
	}{
		{"record", diag.Pos{File: "haus.toml", Line: 2, Column: 1}, diag.Pos{File: "quellen/haus.toml", Line: 2, Column: 1}},
		{"built-in template", diag.Pos{File: "frage.tmpl", Line: 3}, diag.Pos{File: "templates/frage.tmpl", Line: 3}},
		{"template of the overlay", diag.Pos{File: "brief.tmpl", Line: 3}, diag.Pos{File: "../eigene/brief.tmpl", Line: 3}},
		{"passage from a record", md(3, 1), diag.Pos{File: "quellen/partnerschaften/ungarn.toml", Line: 7, Column: 12}},
		{"passage within one", md(3, 12), diag.Pos{File: "quellen/partnerschaften/ungarn.toml", Line: 9, Column: 3}},
		{"behind it again", md(3, 17), diag.Pos{File: "quellen/partnerschaften/ungarn.toml", Line: 7, Column: 12}},
		{"words of a template", md(1, 4), diag.Pos{File: "out/2023-Q4/umsetzungsstand-2023-Q4.md", Line: 1, Column: 4}},
		{"draft as a whole", md(0, 0), diag.Pos{File: "out/2023-Q4/umsetzungsstand-2023-Q4.md"}},
		{"nowhere", diag.Pos{}, diag.Pos{}},
	} {
		got := in.place(r, diag.List{{Pos: tt.at, Code: "code", Text: "Text."}})
		if want := (diag.Finding{Pos: tt.want, Code: "code", Text: "Text."}); len(got) != 1 || got[0] != want {
			t.Errorf("%s: %v, want %v", tt.name, got, want)
		}
	}

	got := in.inSources(diag.List{{Pos: diag.Pos{File: "Haus alt.txt"}}, {Pos: diag.Pos{File: "berichte"}}, {}})
	for i, want := range []string{"quellen/Haus alt.txt", "quellen/berichte", "quellen"} {
		if got[i].File != want {
			t.Errorf("finding of the loader in %q, want %q", got[i].File, want)
		}
	}
}
