package main

import (
	"errors"
	"strings"
	"testing"

	"umsetzungsstand/internal/check"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/pdf/pdftest"
)

// TestMisspelled: hunspell's word for what is right and what is not, whatever
// the locale. The second compound is one that it does not know by itself.
func TestMisspelled(t *testing.T) {
	pdftest.Tool(t, "hunspell")
	pdftest.File(t, "/usr/share/hunspell/de_DE.dic")
	for _, locale := range []string{"C", "C.UTF-8", "de_DE.ISO-8859-1"} {
		t.Run(locale, func(t *testing.T) {
			t.Setenv("LC_ALL", locale)
			var words []check.Word
			for i, text := range []string{"Vereinbarung", "Zusammenabreit", "Maßnahmenplan", "Großbritannien", "für", "fuer", "Landesjugendorchesters", "gemeinsmae"} {
				words = append(words, check.Word{Text: text, Pos: diag.Pos{File: "partnerschaften/ungarn.toml", Line: i + 1, Column: 1}})
			}
			list, err := misspelled(words)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range list {
				got = append(got, f.Text)
			}
			want := "Das Wörterbuch kennt „Zusammenabreit“ nicht.|Das Wörterbuch kennt „fuer“ nicht.|Das Wörterbuch kennt „gemeinsmae“ nicht."
			if strings.Join(got, "|") != want {
				t.Errorf("got %q", got)
			}
			if len(list) > 0 && !strings.Contains(list[0].Hint, "„Zusammenarbeit“") {
				t.Errorf("no suggestion: %s", list[0].Hint)
			}
			if list, err := misspelled(nil); len(list) > 0 || err != nil {
				t.Errorf("without words: %v, %v", list, err)
			}
		})
	}
}

// TestNoHunspell: who lacks the program or the dictionary is told what to
// install.
func TestNoHunspell(t *testing.T) {
	words := []check.Word{{Text: "Wort"}}
	want := func(t *testing.T) {
		t.Helper()
		_, err := misspelled(words)
		var usage *usageError
		if !errors.As(err, &usage) || usage != errNoHunspell {
			t.Errorf("got %v", err)
		}
	}
	t.Run("dictionary", func(t *testing.T) {
		pdftest.Tool(t, "hunspell")
		t.Setenv("DICPATH", t.TempDir())
		t.Chdir(t.TempDir())
		if _, err := hunspell("xx_XX", "-l", "Wort\n"); err != errNoHunspell {
			t.Errorf("got %v", err)
		}
	})
	t.Run("program", func(t *testing.T) {
		t.Setenv("PATH", t.TempDir())
		want(t)
	})
}
