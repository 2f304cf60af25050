package typeset

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"umsetzungsstand/internal/markdown"
)

// counts are the faults of typesetting that can be counted, and how even the
// lines are.
type counts struct {
	pages, lines, hyphens int

	overfull  int // lines wider than their measure
	orphans   int // first lines of paragraphs alone at the foot of a page
	widows    int // last lines alone at the head of one
	feet      int // headings and agreements' titles at the foot of a page
	ladders   int // third lines running that end with a hyphen
	across    int // words divided across pages
	fragments int // last lines that hold the rest of a divided word only

	uneven []int // of each line but the last: depth of the rag in 1/1000 of the measure, or what a space gives in 1/1000 of its width
}

func (c *counts) String() string {
	slices.Sort(c.uneven)
	sum := 0
	for _, u := range c.uneven {
		sum += u
	}
	n := max(1, len(c.uneven))
	return fmt.Sprintf("%d pages, %d lines, %d with a hyphen; overfull %d, orphans %d, widows %d, headings at a foot %d, three hyphens running %d, words divided across pages %d, last lines of a part of a word %d; mean %d, nine of ten below %d, worst %d (1/1000), best %d",
		c.pages, c.lines, c.hyphens, c.overfull, c.orphans, c.widows, c.feet, c.ladders, c.across, c.fragments,
		sum/n, c.uneven[len(c.uneven)*9/10], c.uneven[len(c.uneven)-1], c.uneven[0])
}

// setLine is a line of a block on a page.
type setLine struct {
	page  int
	y     Length
	frags []*Fragment
}

func (l *setLine) text() string {
	var b strings.Builder
	for _, f := range l.frags {
		b.WriteString(f.Text)
	}
	return strings.TrimRight(b.String(), " ")
}

// countFaults looks through the report's part of a layout, tables and letters
// aside.
func countFaults(l *Layout, st *Style, justified bool) *counts {
	c := &counts{pages: len(l.Pages)}
	blocks := map[int][]setLine{}
	for n := range l.Pages {
		last := -1
		for i := range l.Pages[n].Fragments {
			f := &l.Pages[n].Fragments[i]
			if f.Owner < 0 || l.Elements[within(l, f.Owner, RolePart)].Title != "Bericht" {
				continue
			}
			b := blockOf(l, f.Owner)
			last = b
			if within(l, b, RoleTable) >= 0 || within(l, b, RoleTOC) >= 0 || l.Elements[b].Role == RoleLbl {
				continue
			}
			lines := blocks[b]
			if k := len(lines) - 1; k < 0 || lines[k].page != n || lines[k].y != f.Y {
				lines = append(lines, setLine{page: n, y: f.Y})
			}
			lines[len(lines)-1].frags = append(lines[len(lines)-1].frags, f)
			blocks[b] = lines
		}
		if last >= 0 {
			head := l.Elements[last].Role == RoleH1 || l.Elements[last].Role == RoleH2 || l.Elements[last].Role == RoleH3
			title := l.Elements[last].Role == RoleP && last > 0 && l.Elements[last-1].Role == RoleH2
			if head || title && n+1 < len(l.Pages) && blocks[last][0].frags[0].X == st.Hang {
				c.feet++
			}
		}
	}
	for b, lines := range blocks {
		running := 0
		left := lines[0].frags[0].X
		for i := range lines {
			line := &lines[i]
			c.lines++
			end := Length(0)
			for _, f := range line.frags {
				end = max(end, ink(f, st).x1)
			}
			if end > st.Right+2 {
				c.overfull++
			}
			isLast := i == len(lines)-1
			hyphened := strings.HasSuffix(line.text(), "\u00ad") || strings.HasSuffix(line.text(), "-")
			if running++; !hyphened || isLast {
				running = 0
			}
			if running > 0 {
				c.hyphens++
			}
			if running >= 3 {
				c.ladders++
			}
			if isLast {
				if i > 0 && strings.HasSuffix(lines[i-1].text(), "\u00ad") && !strings.Contains(line.text(), " ") {
					c.fragments++
				}
				continue
			}
			if next := &lines[i+1]; next.page != line.page {
				if i == 0 {
					c.orphans++
				}
				if i == len(lines)-2 {
					c.widows++
				}
				if strings.HasSuffix(line.text(), "\u00ad") {
					c.across++
				}
			}
			if l.Elements[b].Role != RoleP || left < st.Left {
				continue // headings and titles are balanced, not filled
			}
			if !justified {
				c.uneven = append(c.uneven, int((st.Right-end)*1000/(st.Right-left)))
				continue
			}
			for k := 1; k < len(line.frags); k++ {
				before, f := line.frags[k-1], line.frags[k]
				if gap := f.X - before.X - before.Width; strings.HasSuffix(before.Text, " ") {
					space := Length(before.Face.Advance(' ')) * before.Size / 1000
					c.uneven = append(c.uneven, int(gap*1000/space))
					break // all spaces of a line give the same
				}
			}
		}
	}
	return c
}

// longReport makes a report of about 300 pages from the sentences of an
// edition, in ever new orders.
func longReport(t testing.TB, edition *markdown.Document) *markdown.Document {
	t.Helper()
	var sentences []string
	for _, text := range markdown.Plain(edition) {
		if strings.HasSuffix(text, ".") && strings.Count(text, " ") > 8 {
			sentences = append(sentences, strings.SplitAfter(text, ". ")...)
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	passage := func(most int) *markdown.Paragraph {
		var b strings.Builder
		for range 1 + random.IntN(most) {
			b.WriteString(strings.TrimSpace(sentences[random.IntN(len(sentences))]) + " ")
		}
		return para(b.String())
	}
	blocks := []markdown.Block{&markdown.Heading{Level: 1, Runs: runs("Umsetzungsstand")}, &markdown.Contents{Title: "Inhalt"}}
	for i := range 390 {
		title := para("Gemeinsame Erklärung über die Zusammenarbeit zwischen dem Land Nordrhein-Westfalen und der Region " + strings.Repeat("West ", random.IntN(20)))
		title.Agreement = true
		blocks = append(blocks, &markdown.Heading{Level: 2, ID: fmt.Sprintf("p%d", i), Runs: runs(fmt.Sprintf("Region %d", i))}, title)
		for range 2 + random.IntN(4) {
			blocks = append(blocks, passage(4))
		}
		if random.IntN(3) == 0 {
			intro := passage(2)
			intro.Runs[0].Text += "Vereinbart wurde:"
			list := &markdown.List{Tight: true}
			for range 2 + random.IntN(4) {
				list.Items = append(list.Items, []markdown.Block{passage(1)})
			}
			blocks = append(blocks, intro, list)
		}
	}
	return reportOf(blocks...)
}

// The editions and a report of 300 pages are set without the faults that every
// handbook names, ragged and justified.
func TestCounts(t *testing.T) {
	type subject struct {
		name string
		doc  *markdown.Document
	}
	var subjects []subject
	for _, name := range []string{"2023-Q3", "2023-Q4"} {
		src, err := os.ReadFile("../build/testdata/" + name + ".md")
		if err != nil {
			t.Fatal(err)
		}
		doc, _ := markdown.Parse(src, name)
		subjects = append(subjects, subject{name, doc})
	}
	if !testing.Short() {
		subjects = append(subjects, subject{"300 pages", longReport(t, subjects[1].doc)})
	}
	for _, s := range subjects {
		for _, justified := range []bool{false, true} {
			name := s.name + " ragged"
			if justified {
				name = s.name + " justified"
			}
			t.Run(name, func(t *testing.T) {
				s.doc.Meta.Justify = justified
				st := DefaultStyle()
				l, finds := Set(s.doc, st, "")
				if finds.Failed() {
					t.Fatal(finds)
				}
				c := countFaults(l, st, justified)
				t.Log(c)
				if c.overfull+c.orphans+c.widows+c.feet+c.ladders+c.across > 0 || !justified && c.fragments > 0 {
					t.Error(c)
				}
				if strings.HasPrefix(s.name, "300") && (c.pages < 280 || c.pages > 330) {
					t.Errorf("%d pages", c.pages)
				}
			})
		}
	}
}
