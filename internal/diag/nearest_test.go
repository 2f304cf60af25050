package diag_test

import (
	"testing"

	"umsetzungsstand/internal/diag"
)

func TestNearest(t *testing.T) {
	known := []string{"titelblatt.tmpl", "brief.tmpl", "ort", "wo", "was", "vereinbarung", "2023-Q3", "2023-Q4", "Große Lage"}
	for _, tt := range []struct{ word, want string }{
		{"breif.tmpl", "brief.tmpl"},           // two neighbours swapped: one error
		{"Titelblatt.tmpl", "titelblatt.tmpl"}, // case is no error
		{"vereinbarungen", "vereinbarung"},
		{"vreinbarug", "vereinbarung"},
		{"orte", "ort"},
		{"2023-Q5", "2023-Q3"}, // equally near: the first
		{"wos", "wo"},
		{"haushalt", ""},
		{"grosse-lage", "Große Lage"}, // a transcription is no error, nor is the hyphen
		{"", ""},
	} {
		if got := diag.Nearest(tt.word, known); got != tt.want {
			t.Errorf("Nearest(%q) = %q, want %q", tt.word, got, tt.want)
		}
	}
}
