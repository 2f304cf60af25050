package build

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"umsetzungsstand/internal/markdown"
	"umsetzungsstand/internal/pdf/pdftest"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/typeset"
)

// typeArea is where the text of a page may stand, in mm: x, y, width, height.
// Running header and page number, where a page has them, lie outside of it.
func typeArea(page typeset.Page) (x, y, w, h float64) {
	if page.Number == "" { // letter and title page
		return 20, 10, 180, 277
	}
	return 25, 22, 165, 254
}

// TestNothingLost: each block of the sample editions' text is in the PDF, whole
// and in order, within the type area.
func TestNothingLost(t *testing.T) {
	for _, edition := range editions {
		t.Run(edition, func(t *testing.T) {
			r, findings := Generate(sampleInput(edition))
			noErrors(t, "generate", findings)
			soundPages(t, r)
		})
	}
}

// TestScale: the same holds for reports of another size than today's.
func TestScale(t *testing.T) {
	word := "Donau" + strings.Repeat("dampfschifffahrts", 5) // 90 letters
	title := strings.TrimSpace(strings.Repeat("Gemeinsame Erklärung über die vertiefte Zusammenarbeit in allen Fragen ", 6))[:400]
	for _, tt := range []struct {
		name   string
		change func(*record.Set)
		pages  int // at least
	}{
		{"300 partnerships", func(set *record.Set) { multiply(set, 300) }, 150},
		{"title of 400 characters", func(set *record.Set) {
			for i := range set.Partnerships {
				for j := range set.Partnerships[i].Agreements {
					set.Partnerships[i].Agreements[j].Title = title
				}
			}
		}, 10},
		{"word of 90 letters", func(set *record.Set) {
			for i := range set.Partnerships {
				p := &set.Partnerships[i]
				p.Short = word
				for j := range p.Agreements {
					p.Agreements[j].Kind = word
				}
				for j := range p.Meetings {
					p.Meetings[j].Topics = []string{word}
				}
			}
		}, 10},
		{"no partnership at all", func(set *record.Set) { set.Partnerships = nil }, 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			set := sampleSet(t)
			tt.change(set)
			r := resultOf(t, set, "2023-Q4")
			if n := len(r.Layout.Pages); n < tt.pages {
				t.Errorf("%d pages, want at least %d", n, tt.pages)
			}
			soundPages(t, r)
		})
	}
}

// TestLongCell: a cell may be longer than its page, three times.
func TestLongCell(t *testing.T) {
	var words strings.Builder
	for i := range 1500 {
		fmt.Fprintf(&words, "Wort%d ", i)
	}
	draft, findings := Draft(sampleInput("2023-Q4"))
	noErrors(t, "draft", findings)
	const last = "keine Angabe |\n"
	at := strings.LastIndex(string(draft.Markdown), last)
	if at < 0 {
		t.Fatal("the overview has no cell to lengthen")
	}
	md := string(draft.Markdown[:at]) + words.String() + "|\n" + string(draft.Markdown[at+len(last):])
	r, findings := Render([]byte(md), "entwurf.md", Tree{}, Target{})
	noErrors(t, "render", findings)
	soundPages(t, r, "Wort0 ")
	pages := 0
	for _, page := range readPDF(t, r.PDF).Pages {
		if strings.Contains(page.Text(), "Wort") {
			pages++
		}
	}
	if pages < 3 {
		t.Errorf("the cell has %d pages, want 3 or more", pages)
	}
}

// soundPages checks that the PDF holds the document's text, all of it, within
// the type area and without two texts on one place. A block's text stands in
// one piece, but for those that begin as one of broken: cells that go on on the
// next page, below their neighbours, so that other words come between.
func soundPages(t *testing.T, r *Result, broken ...string) {
	t.Helper()
	doc := readPDF(t, r.PDF)
	var area strings.Builder
	for i, page := range doc.Pages {
		area.WriteString(page.Crop(typeArea(r.Layout.Pages[i])).Text() + "\n")
		for _, f := range page.Fragments {
			if f.X < 0 || f.X+f.W > page.Width+0.01 || f.Y-f.Size*mmPerPoint < 0 || f.Y > page.Height {
				t.Errorf("page %d: %q leaves the page: x %.1f to %.1f, y %.1f mm", i+1, f.Text, f.X, f.X+f.W, f.Y)
			}
			if f.Missing != "" {
				t.Errorf("page %d: %q: no glyph for %q", i+1, f.Text, f.Missing)
			}
		}
		if a, b, ok := overlap(page); ok {
			t.Errorf("page %d: %q at (%.1f, %.1f) and %q at (%.1f, %.1f) overlap", i+1, a.Text, a.X, a.Y, b.Text, b.X, b.Y)
		}
	}
	text := joined(area.String())
	at := 0
	for _, block := range markdown.Plain(r.Document) {
		want := joined(block)
		i := strings.Index(text[at:], want)
		switch {
		case i >= 0:
			at += i + len(want)
		case slices.ContainsFunc(broken, func(b string) bool { return strings.HasPrefix(block, b) }) && scattered(text[at:], block):
		default:
			t.Fatalf("not in the type area of the PDF: %q; next comes %q", block, around(text, at))
		}
	}
}

// scattered reports whether the words of a block follow each other in the
// text, with others between them.
func scattered(text, block string) bool {
	for _, word := range strings.Fields(block) {
		word = joined(word)
		i := strings.Index(text, word)
		if i < 0 {
			return false
		}
		text = text[i+len(word):]
	}
	return true
}

const mmPerPoint = 25.4 / 72

// overlap finds two texts of a page whose boxes, from the top of the capitals to
// the foot of the descenders, lie on each other.
func overlap(page pdftest.Page) (a, b pdftest.Fragment, ok bool) {
	type box struct{ left, top, right, bottom float64 }
	const slack = 0.05 // mm, two roundings
	boxes := make([]box, len(page.Fragments))
	for i, f := range page.Fragments {
		letters := strings.TrimRight(f.Text, " ") // a line keeps the space at its end
		if letters == "" {
			continue
		}
		size := f.Size * mmPerPoint
		width := f.W * float64(len(letters)) / float64(len(f.Text))
		// Liberation Sans: capitals of 0.73, descenders of 0.21 of the size.
		boxes[i] = box{f.X + slack, f.Y - 0.73*size + slack, f.X + width - slack, f.Y + 0.21*size - slack}
	}
	for i, p := range boxes {
		for j, q := range boxes[:i] {
			if p.left < q.right && q.left < p.right && p.top < q.bottom && q.top < p.bottom {
				return page.Fragments[j], page.Fragments[i], true
			}
		}
	}
	return a, b, false
}
