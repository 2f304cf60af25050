package build

import (
	"fmt"
	"maps"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/markdown"
	"umsetzungsstand/internal/pdf/pdftest"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
	"umsetzungsstand/internal/typeset"
	"umsetzungsstand/templates"
)

// What the tests of this package share: the sample records and ways to look at
// what became of them.

// sampleInput is the repository's own records and templates.
func sampleInput(edition string) Input {
	return Input{
		Sources:   Tree{Name: "sources", FS: os.DirFS("../../sources")},
		Templates: Tree{Name: "templates", FS: templates.FS},
		Edition:   edition,
	}
}

// sampleSet loads the repository's records afresh, free to be changed.
func sampleSet(t testing.TB) *record.Set {
	t.Helper()
	set, findings := record.Load(sampleInput("").Sources.FS)
	noErrors(t, "load", findings)
	return set
}

// draftOf makes the Markdown and the document of an edition of a changed set.
func draftOf(t testing.TB, set *record.Set, edition string) *Result {
	t.Helper()
	in := sampleInput(edition)
	ed, findings := find(set, edition)
	noErrors(t, "find", findings)
	r := &Result{Edition: report.Make(set, ed, date.Day{})}
	noErrors(t, "compose", r.compose(in, in.Templates.FS))
	return r
}

// resultOf makes everything of an edition of a changed set.
func resultOf(t testing.TB, set *record.Set, edition string) *Result {
	t.Helper()
	r := draftOf(t, set, edition)
	noErrors(t, "print", r.print(typeset.DefaultStyle()))
	return r
}

func noErrors(t testing.TB, stage string, findings diag.List) {
	t.Helper()
	if findings.Failed() {
		t.Fatalf("%s:\n%s", stage, findings)
	}
}

// readPDF reads the PDF back. The hyphen of a divided word, which is drawn as an
// artifact of its own, is put back to the text before it, as U+00AD; the fonts'
// names are given without the tags of their subsets.
func readPDF(t testing.TB, data []byte) *pdftest.Document {
	t.Helper()
	doc, err := pdftest.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	for i := range doc.Fonts {
		doc.Fonts[i] = untagged(doc.Fonts[i])
	}
	for i := range doc.Pages {
		var texts []pdftest.Fragment
		for _, f := range doc.Pages[i].Fragments {
			f.Font = untagged(f.Font)
			if n := len(texts); n > 0 && f.Text == "-" && f.Artifact == "Layout" {
				last := &texts[n-1]
				if last.Y == f.Y && math.Abs(last.X+last.W-f.X) < 0.01 && last.Artifact == "" {
					last.Text += "\u00ad"
					last.W += f.W
					continue
				}
			}
			texts = append(texts, f)
		}
		doc.Pages[i].Fragments = texts
	}
	return doc
}

// untagged returns a font's name without the six letters of its subset.
func untagged(name string) string {
	_, name, _ = strings.Cut(name, "+")
	return name
}

// bodyText returns the text of the PDF without headers and page numbers; last
// comes what else is not read with the text, such as repeated heads of tables.
// Which texts those are, the layout tells; that the PDF holds the layout's texts
// in their order is checked.
func bodyText(t testing.TB, r *Result) string {
	t.Helper()
	doc := readPDF(t, r.PDF)
	if len(doc.Pages) != len(r.Layout.Pages) {
		t.Fatalf("%d pages in the PDF, %d in the layout", len(doc.Pages), len(r.Layout.Pages))
	}
	var b, beside strings.Builder
	for i, page := range doc.Pages {
		drawn := page.Fragments
		for _, f := range r.Layout.Pages[i].Fragments {
			if f.Text == "" {
				continue
			}
			if len(drawn) == 0 || drawn[0].Text != f.Text {
				t.Fatalf("page %d: the PDF has another text than %q", i+1, f.Text)
			}
			drawn = drawn[1:]
			switch f.Artifact {
			case typeset.NoArtifact:
				b.WriteString(f.Text + "\n")
			case typeset.Layouted:
				beside.WriteString(f.Text + "\n")
			}
		}
	}
	return b.String() + beside.String()
}

// eachRuns calls f with the runs of each block of text, in reading order.
func eachRuns(doc *markdown.Document, f func([]markdown.Run)) {
	var visit func([]markdown.Block)
	visit = func(list []markdown.Block) {
		for _, block := range list {
			switch b := block.(type) {
			case *markdown.Heading:
				f(b.Runs)
			case *markdown.Paragraph:
				f(b.Runs)
			case *markdown.Quote:
				visit(b.Blocks)
			case *markdown.List:
				for _, item := range b.Items {
					visit(item)
				}
			case *markdown.Table:
				for _, row := range append([][][]markdown.Run{b.Head}, b.Rows...) {
					for _, cell := range row {
						f(cell)
					}
				}
			case *markdown.Contents:
			default:
				panic(fmt.Sprintf("unknown block %T", b))
			}
		}
	}
	for _, part := range doc.Parts {
		for _, zone := range part.Zones {
			visit(zone.Blocks)
		}
	}
}

// around returns what stands at and beside a byte of a text, for messages.
func around(text string, at int) string {
	return strings.ToValidUTF8(text[max(0, at-80):min(len(text), at+120)], "")
}

// squeeze drops all white space: lines break anywhere, and a no-break space is
// no other text.
func squeeze(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

// joined drops hyphens as well, for texts that may be divided at line ends.
func joined(s string) string {
	return strings.NewReplacer("-", "", "\u00AD", "", "\u2010", "", "\u2011", "").Replace(squeeze(s))
}

// multiply repeats the set's partnerships until there are n, each with a name
// and a file of its own.
func multiply(set *record.Set, n int) {
	sample := slices.Clone(set.Partnerships)
	set.Partnerships = make([]record.Partnership, n)
	for i := range set.Partnerships {
		p := sample[i%len(sample)]
		mark := ""
		if round := i / len(sample); round > 0 {
			mark = fmt.Sprintf(" %d", round+1)
			p.Slug += fmt.Sprintf("-%d", round+1)
		}
		p.Short += mark
		if p.Who != "" {
			p.Who += mark
		}
		if p.With != "" {
			p.With += mark
		}
		p.Partners = slices.Clone(p.Partners)
		for j := range p.Partners {
			partner := &p.Partners[j]
			partner.Name += mark
			if partner.Short != "" {
				partner.Short += mark
			}
			if partner.With != "" {
				partner.With += mark
			}
		}
		p.At = maps.Clone(p.At)
		set.Partnerships[i] = p
	}
	slices.SortFunc(set.Partnerships, func(a, b record.Partnership) int { return strings.Compare(a.Slug, b.Slug) })
}
