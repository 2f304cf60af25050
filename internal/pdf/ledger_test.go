package pdf

import (
	"slices"
	"testing"

	"umsetzungsstand/internal/font"
	"umsetzungsstand/internal/pdf/pdftest"
	"umsetzungsstand/internal/typeset"
)

// What is tagged later rests on this: the n-th text operator of the file draws
// the fragment of the ledger's n-th entry.
func TestLedgerIsTheOrderOfTextOperators(t *testing.T) {
	text := func(s string) typeset.Fragment {
		return typeset.Fragment{Y: 72000, Text: s, Face: font.Liberation.Regular, Size: 9000}
	}
	l := &typeset.Layout{Pages: []typeset.Page{
		{Fragments: []typeset.Fragment{text("a"), text(""), text("b")}},
		{},
		{Fragments: []typeset.Fragment{text("c"), text("a")}, Rules: []typeset.Rule{{W: 9000, H: 500}}},
	}}
	b, ledger, err := draw(l)
	if err != nil {
		t.Fatal(err)
	}
	if want := []place{{0, 0}, {0, 2}, {2, 0}, {2, 1}}; !slices.Equal(ledger.drawn, want) {
		t.Fatalf("ledger %v, want %v", ledger.drawn, want)
	}
	doc, err := pdftest.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for i, p := range doc.Pages {
		for _, f := range p.Fragments {
			at := ledger.drawn[n]
			if at.page != i || f.Text != l.Pages[at.page].Fragments[at.index].Text {
				t.Errorf("operator %d draws %q on page %d, the ledger says %v", n, f.Text, i, at)
			}
			n++
		}
	}
	if n != len(ledger.drawn) {
		t.Errorf("%d operators, %d entries", n, len(ledger.drawn))
	}

	if err := ledger.verify(l); err != nil {
		t.Errorf("a true ledger: %v", err)
	}
	for name, drawn := range map[string][]place{
		"missing": {{0, 0}, {0, 2}, {2, 0}},
		"swapped": {{0, 0}, {0, 2}, {2, 1}, {2, 0}},
		"twice":   {{0, 0}, {0, 2}, {2, 0}, {2, 1}, {2, 1}},
	} {
		ledger.drawn = drawn
		if ledger.verify(l) == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestHundredthsRoundHalvesUpwards(t *testing.T) {
	for length, want := range map[typeset.Length]int64{
		0: 0, 4: 0, 5: 1, 14: 1, 15: 2, 12000: 1200, -4: 0, -5: 0, -6: -1, -15: -1, -16: -2,
	} {
		if got := hundredths(length); got != want {
			t.Errorf("%d/1000 pt: %d/100 pt, want %d", length, got, want)
		}
	}
}
