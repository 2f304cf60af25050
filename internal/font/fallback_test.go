package font

import (
	"testing"

	"umsetzungsstand/internal/font/fonttest"
)

// TestFallback: each face of a family from a folder has that of Liberation Sans
// of the same style for what it lacks.
func TestFallback(t *testing.T) {
	family := load(t, fonttest.Western())
	for i, f := range family.Faces() {
		other := Liberation.Faces()[i]
		if f.Family != "Go" || f.Fallback != other || f.Style != other.Style {
			t.Errorf("%s %s falls back to %v", f.Family, f, f.Fallback)
		}
		for r, want := range map[rune]*Face{'a': f, 'ß': f, '€': f, '\u2011': f, '\u00ad': f, 'Ł': other, 'Ч': other, 'Ω': other, '漢': nil, '\x07': nil, '\ue000': nil} {
			if got := f.For(r); got != want {
				t.Errorf("%s: %q is drawn in %v, want %v", f, r, got, want)
			}
		}
	}
	for _, f := range Liberation.Faces() {
		if f.Fallback != nil || f.For('Ł') != f || f.For('漢') != nil {
			t.Errorf("Liberation Sans %s falls back to %v", f, f.Fallback)
		}
	}
}

// TestNoFallbackToItsOwnName: two fonts of one name cannot be in one PDF.
func TestNoFallbackToItsOwnName(t *testing.T) {
	files := fonttest.Western()
	files["Go-Italic.ttf"] = fonttest.Replace(files["Go-Italic.ttf"], "name", names(map[byte]string{1: "Go", 2: "Italic", 6: "liberationsans-BOLD"}))
	for _, f := range load(t, files).Faces() {
		if f.Fallback != nil {
			t.Errorf("%s falls back to %s", f, f.Fallback.PostScript)
		}
	}
}
