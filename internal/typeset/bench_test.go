package typeset

import (
	"fmt"
	"strings"
	"testing"

	"umsetzungsstand/internal/markdown"
)

// sections makes a report with as many partnerships, each of the usual size: a
// row of the overview, and a section of about 170 words with a list.
func sections(n int) *markdown.Document {
	table := &markdown.Table{Columns: []int{36, 34, 42, 48}, Head: [][]markdown.Run{
		runs("Partner"), runs("Vereinbarung"), runs("Letzte Begegnung"), runs("Nächster Schritt"),
	}}
	blocks := []markdown.Block{&markdown.Heading{Level: 1, Runs: runs("Umsetzungsstand")}, table}
	const sentence = "Am 18.\u00a0Oktober\u00a02023 sprach der Minister in Düsseldorf mit Vertreterinnen und Vertretern der Partnerregion über Wissenschaft, Verkehr und Hauts-de-France. "
	for i := range n {
		name := fmt.Sprintf("Partner %d", i)
		table.Rows = append(table.Rows, [][]markdown.Run{
			{{Text: name, Link: i + 1, Href: "#p"}}, runs("Gemeinsame Erklärung (4. März 2004)"),
			runs("Gespräch im Oktober 2022"), runs("keine offenen Punkte (Stand: 31. Oktober 2023)"),
		})
		blocks = append(blocks,
			&markdown.Heading{Level: 2, ID: fmt.Sprintf("p%d", i), Runs: runs(name)},
			&markdown.Paragraph{Agreement: true, Runs: []markdown.Run{
				{Text: "Gemeinsame Erklärung über die nachbarschaftliche Zusammenarbeit", Bold: true}, {Break: true}, {Text: "4. März 2004"}}},
			&markdown.Paragraph{Runs: []markdown.Run{{Text: "Umgesetzt.", Bold: true}, {Text: " " + sentence + sentence + sentence}}},
			para(sentence+sentence+"Vereinbart wurde:"),
			&markdown.List{Tight: true, Items: [][]markdown.Block{{para(sentence)}, {para(sentence)}}},
		)
	}
	return reportOf(blocks...)
}

func BenchmarkSet(b *testing.B) {
	for _, n := range []int{17, 1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			doc, style := sections(n), DefaultStyle()
			b.ReportAllocs()
			for b.Loop() {
				if _, finds := Set(doc, style, ""); len(finds) > 0 {
					b.Fatal(finds)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(n), "µs/section")
		})
	}
}

// words200 is a paragraph of 200 words.
func words200() *markdown.Document {
	const sentence = "Am 18.\u00a0Oktober sprach der Minister in Düsseldorf mit Vertreterinnen und Vertretern der Partnerregion über Wissenschaft, Verkehr und Hauts-de-France. "
	return reportOf(para(strings.Repeat(sentence, 200/len(strings.Fields(sentence)))))
}

func BenchmarkParagraph(b *testing.B) {
	for _, justified := range []bool{false, true} {
		b.Run(map[bool]string{false: "ragged", true: "justified"}[justified], func(b *testing.B) {
			doc, style := words200(), DefaultStyle()
			doc.Meta.Justify = justified
			b.ReportAllocs()
			for b.Loop() {
				Set(doc, style, "")
			}
		})
	}
}

// The layout must not grow faster than the document: counted in allocations,
// which unlike times are the same on every machine.
func TestLinear(t *testing.T) {
	style := DefaultStyle()
	count := func(n int) float64 {
		doc := sections(n)
		return testing.AllocsPerRun(1, func() { Set(doc, style, "") }) / float64(n)
	}
	most := 10_000
	if testing.Short() {
		most = 1000
	}
	small, large := count(100), count(most)
	t.Logf("%.1f allocations a section at 100, %.1f at %d", small, large, most)
	if large > 1.2*small {
		t.Errorf("%.1f allocations a section at 100, %.1f at %d", small, large, most)
	}
	if large > 40 {
		t.Errorf("%.1f allocations a section; a paragraph should need about one", large)
	}
}

// Of a paragraph's 1,500 characters and 200 words none costs an allocation of
// its own, only lines and buffers do.
func TestNoAllocationPerGlyph(t *testing.T) {
	doc, style := words200(), DefaultStyle()
	for _, justified := range []bool{false, true} {
		doc.Meta.Justify = justified
		if n := testing.AllocsPerRun(3, func() { Set(doc, style, "") }); n > 120 {
			t.Errorf("justified %t: %.0f allocations for 200 words", justified, n)
		}
	}
}
