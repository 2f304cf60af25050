package typeset

import (
	"fmt"
	"strings"
	"testing"

	"umsetzungsstand/internal/diag"
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
	var links []string
	for _, e := range l.Elements {
		if e.Role == RoleLink {
			links = append(links, e.Href)
		}
	}
	if len(links) != 90 || links[0] != "#p0" || links[89] != "#p89" {
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
	l, finds := Set(reportOf(&markdown.Contents{Title: "Inhalt", Pos: diag.Pos{File: "e.md", Line: 9, Column: 1}}, para("Text")), DefaultStyle(), "")
	if got := strings.Join(pagesOf(l)[0], "|"); got != "Text" {
		t.Errorf("got %q", got)
	}
	if want := "e.md:9:1: Warnung: Das Inhaltsverzeichnis hat keinen Eintrag, denn der Bericht hat keine Überschrift der zweiten oder dritten Ebene. [inhalt-leer]"; !strings.HasPrefix(finds.String(), want) {
		t.Errorf("got %s", finds)
	}
	l, finds = Set(reportOf(&markdown.Contents{Title: "Inhalt"}, &markdown.Heading{Level: 2, Runs: runs("\u200b")},
		&markdown.Heading{Level: 2, Runs: runs("A")}, para("Text")), DefaultStyle(), "")
	if got := contentsLines(l); len(got) != 1 || got[0] != "A 1" {
		t.Errorf("got %q", got)
	}
	if len(finds) > 0 {
		t.Error(finds)
	}
}

// The number is read as a number, whatever the heading ends with, and a fault of
// a heading is reported once; what follows the contents is no part of them.
func TestContentsNumberIsPlain(t *testing.T) {
	heading := &markdown.Heading{Level: 2, ID: "a", Runs: []markdown.Run{{Text: "漢 Das "}, {Text: "MSB", Long: "Ministerium", Lang: "fr"}}}
	l, finds := Set(reportOf(&markdown.Contents{Title: "Inhalt"}, para("danach"), heading, para("Text")), DefaultStyle(), "")
	if len(finds) != 1 {
		t.Errorf("%d findings: %s", len(finds), finds)
	}
	for i := range l.Pages[0].Fragments {
		f := &l.Pages[0].Fragments[i]
		if f.Text == "1" && f.Owner >= 0 && l.Elements[f.Owner].Role != RoleLink {
			t.Errorf("the number is %+v", f)
		}
		if f.Text == "danach" && l.Elements[l.Elements[f.Owner].Parent].Role != RolePart {
			t.Error("text after the contents belongs to their section")
		}
	}
}

// Numbers of five figures have room too; the dots make way for the widest.
func TestContentsFiveFigures(t *testing.T) {
	s := &setter{Style: DefaultStyle()}
	s.layout.Elements = []Element{{Role: RoleDocument, Parent: -1}, {Role: RoleRef, Parent: 0}, {Role: RoleH2, Parent: 0}}
	s.layout.Pages = []Page{
		{Number: "1", Fragments: []Fragment{{X: s.Left, Owner: -1, Size: s.Contents.Size, Artifact: Layouted}, {X: s.Right, Owner: 1, Size: s.Contents.Size}}},
		{Number: "10002", Fragments: []Fragment{{Text: "H", Owner: 2}}},
	}
	s.contents = contents{heads: []int{2}, entries: []entry{{1, 0}}}
	s.numberContents(0)
	dots, number := &s.layout.Pages[0].Fragments[0], &s.layout.Pages[0].Fragments[1]
	if number.Text != "10002" || number.X+number.Width != s.Right || dots.X+dots.Width > number.X-s.LabelGap {
		t.Errorf("dots %+v, number %+v", dots, number)
	}
}
