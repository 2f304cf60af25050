package record

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestCanonical(t *testing.T) {
	for in, want := range map[string]string{
		"":                                   "",
		" \t\n":                              "",
		"Köln":                               "Köln",
		"Ko\u0308ln":                         "Köln",
		"  ein \t Text\r\nüber\nZeilen \n":   "ein Text über Zeilen",
		"Nr.\u00a05":                         "Nr.\u00a05",
		"Nr.\u00a0\u00a05":                   "Nr.\u00a05",
		"Nr. \u00a05":                        "Nr. 5",
		"\u00a0Nr. 5\u202f":                  "Nr. 5",
		"z.\u202fB. a\u2028b\u2003\u2003c":   "z.\u202fB. a b c",
		"Absichts\u00aderklärung":            "Absichts\u00aderklärung",
		"# | * _ <b> [x](y) {{ ~ $ @ \\ „a“": "# | * _ <b> [x](y) {{ ~ $ @ \\ „a“",
	} {
		if got := Canonical(in); got != want {
			t.Errorf("Canonical(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCanonicalMarkdown(t *testing.T) {
	for in, want := range map[string]string{
		"":                                  "",
		"\n \n":                             "",
		"Ein  Satz. ":                       "Ein Satz.",
		"Erste\r\nzweite\rdritte":           "Erste\nzweite\ndritte",
		"\n  Absatz\n\n\n  - a\n    - b\n ": "Absatz\n\n- a\n  - b",
		"\tAbsatz\n\t\tmehr":                "Absatz\n    mehr",
		"    tief\n- a":                     "tief\n- a",
		"a\u2028b\u2029c":                   "a\nb\nc",
		"1. a\n\n   noch  a\n2. Ko\u0308ln": "1. a\n\n   noch a\n2. Köln",
	} {
		if got := CanonicalMarkdown(in); got != want {
			t.Errorf("CanonicalMarkdown(%q) = %q, want %q", in, got, want)
		}
	}
}

// words returns the text without what canonical form may change.
func words(s string) string {
	return strings.Join(strings.FieldsFunc(norm.NFC.String(s), blank), "")
}

func FuzzCanonical(f *testing.F) {
	for _, s := range []string{"", "  a \u00a0 b\n", "Ko\u0308ln", "\n  - a\n\t- b\n\n\n c", "\u0301", " \u0301", "a\n \u0308", "\u2000\u3000", "\x80\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, canonical := range map[string]func(string) string{"Canonical": Canonical, "CanonicalMarkdown": CanonicalMarkdown} {
			got := canonical(s)
			if again := canonical(got); again != got {
				t.Errorf("%s(%q) = %q, and again %q", name, s, got, again)
			}
			if !utf8.ValidString(s) {
				continue
			}
			if !norm.NFC.IsNormalString(got) {
				t.Errorf("%s(%q) = %q is not NFC", name, s, got)
			}
			if words(got) != words(s) {
				t.Errorf("%s(%q) = %q changes more than spaces", name, s, got)
			}
			if name == "Canonical" && strings.ContainsAny(got, "\n\r\t\u0085\u2028\u2029") {
				t.Errorf("%s(%q) = %q has a line break or tab", name, s, got)
			}
			if strings.HasPrefix(got, " ") || strings.HasSuffix(got, " ") || strings.HasPrefix(got, "\n") || strings.HasSuffix(got, "\n") {
				t.Errorf("%s(%q) = %q has a space at an edge", name, s, got)
			}
		}
	})
}
