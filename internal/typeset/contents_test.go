package typeset

import (
	"fmt"
	"strings"
	"testing"

	"umsetzungsstand/internal/markdown"
)

// A table of contents of three pages shifts what it tells of, and its entries
// lead there.
func TestContents(t *testing.T) {
	blocks := []markdown.Block{
		&markdown.Heading{Level: 1, Runs: runs("Umsetzungsstand")},
		&markdown.Contents{Title: "Inhalt"},
	}
	for i := range 90 {
		blocks = append(blocks, &markdown.Heading{Level: 2, ID: fmt.Sprintf("p%d", i), Runs: runs(fmt.Sprintf("Partner %d", i))}, filled(30))
	}
	blocks = append(blocks, &markdown.Heading{Level: 3, Runs: []markdown.Run{{Text: "Ein langer Titel, der in einer Zeile nicht Platz hat,", Italic: true},
		{Break: true}, {Text: " weil er von der Zusammenarbeit aller Partnerregionen handelt"}}}, para("Text"))
	l, finds := checkLaws(t, reportOf(blocks...), "")
	if len(finds) > 0 {
		t.Fatal(finds)
	}
	lines := contentsLines(l)
	if len(lines) != 91 || lines[0] != "Partner 0 4" || lines[89] != "Partner 89 80" ||
		lines[90] != "Ein langer Titel, der in einer Zeile nicht Platz hat, weil er von der Zusammenarbeit aller Partnerregionen handelt 81" {
		t.Errorf("%d entries: %q", len(lines), lines)
	}
	links := map[int]string{}
	for i := range l.Pages {
		for _, f := range l.Pages[i].Fragments {
			if f.Link != 0 {
				links[f.Link] = f.Href
			}
		}
	}
	if len(links) != 90 || links[1] != "#p0" || links[90] != "#p89" {
		t.Errorf("%d links: %v", len(links), links)
	}
}

// Numbers stand at the right edge, and the dots of all lines beneath each other.
func TestContentsColumns(t *testing.T) {
	blocks := []markdown.Block{&markdown.Contents{}}
	for i := range 12 {
		blocks = append(blocks, &markdown.Heading{Level: 2, Runs: runs(strings.Repeat("Wort ", 1+i%5))}, filled(40))
	}
	l, _ := checkLaws(t, reportOf(blocks...), "")
	st := DefaultStyle()
	dots, numbers, dotsEnd := 0, 0, Length(0)
	for _, f := range l.Pages[0].Fragments {
		switch {
		case f.Artifact == Layouted:
			dots++
			if end := f.X + f.Width; end != dotsEnd && dotsEnd != 0 {
				t.Errorf("dots end at %.2f mm, those above at %.2f", end.mm(), dotsEnd.mm())
			} else {
				dotsEnd = end
			}
		case within(l, f.Owner, RoleTOCI) >= 0 && !strings.HasPrefix(f.Text, "Wort"):
			numbers++
			if f.X+f.Width != st.Right {
				t.Errorf("the number %q ends at %.2f mm", f.Text, (f.X + f.Width).mm())
			}
		}
	}
	if dots != 12 || numbers != 12 {
		t.Errorf("%d leaders, %d numbers, want 12 of each", dots, numbers)
	}
}

// A part without headings has no entries, and a heading with nothing to set has
// none.
func TestContentsWithoutEntries(t *testing.T) {
	l, _ := Set(reportOf(&markdown.Contents{Title: "Inhalt"}, para("Text")), DefaultStyle(), "")
	if got := contentsLines(l); len(got) != 0 {
		t.Errorf("got %q", got)
	}
	l, _ = Set(reportOf(&markdown.Contents{Title: "Inhalt"}, &markdown.Heading{Level: 2, Runs: runs("\u200b")},
		&markdown.Heading{Level: 2, Runs: runs("A")}, para("Text")), DefaultStyle(), "")
	if got := contentsLines(l); len(got) != 1 || got[0] != "A 1" {
		t.Errorf("got %q", got)
	}
}
