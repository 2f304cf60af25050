package build

import (
	"bytes"
	"math"
	"testing"

	"umsetzungsstand/internal/typeset"
)

// Both editions stand in the PDF as they were set, text for text, to 0.01 mm:
// ragged and justified.
func TestDrawnAsSet(t *testing.T) {
	for _, edition := range []string{"2023-Q3", "2023-Q4"} {
		for _, setting := range []string{"flattersatz", "blocksatz"} {
			t.Run(edition+" "+setting, func(t *testing.T) {
				set := sampleSet(t)
				for i := range set.Editions {
					set.Editions[i].Justify = setting
				}
				r := resultOf(t, set, edition)
				if justified := bytes.Contains(r.Markdown, []byte("satzart: blocksatz")); justified != (setting == "blocksatz") {
					t.Fatal("the edition's choice is not in the draft")
				}
				drawn := readPDF(t, r.PDF)
				texts := 0
				for i, p := range r.Layout.Pages {
					if len(drawn.Pages[i].Fragments) != len(p.Fragments) {
						t.Fatalf("page %d: %d texts drawn of %d", i+1, len(drawn.Pages[i].Fragments), len(p.Fragments))
					}
					for j, want := range p.Fragments {
						got := drawn.Pages[i].Fragments[j]
						for _, m := range []struct {
							what string
							got  float64
							want typeset.Length
						}{{"x", got.X, want.X}, {"y", got.Y, want.Y}, {"width", got.W, want.Width}} {
							if mm := m.want.Points() * 25.4 / 72; math.Abs(m.got-mm) > 0.01 {
								t.Errorf("page %d, %q: %s is %.3f mm, set was %.3f mm", i+1, want.Text, m.what, m.got, mm)
							}
						}
						texts++
					}
				}
				if texts < 500 {
					t.Errorf("only %d texts compared", texts)
				}
			})
		}
	}
}
