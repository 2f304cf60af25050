package diag

import (
	"strings"
	"testing"
)

func TestQuote(t *testing.T) {
	for in, want := range map[string]string{
		"":                               "„“",
		"Ungarn":                         "„Ungarn“",
		"a\tb\u202ec":                    "„a b\uFFFDc“",
		strings.Repeat("ä", 60):          "„" + strings.Repeat("ä", 60) + "“",
		strings.Repeat("ä", 61):          "„" + strings.Repeat("ä", 60) + " …“",
		strings.Repeat("neun Jahre ", 6): "„neun Jahre neun Jahre neun Jahre neun Jahre neun Jahre neun …“",
	} {
		if got := Quote(in); got != want {
			t.Errorf("Quote(%q) = %s, want %s", in, got, want)
		}
	}
}
