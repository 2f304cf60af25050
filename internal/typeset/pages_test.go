package typeset

import (
	"fmt"
	"strings"
	"testing"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/markdown"
)

func runs(content string) []markdown.Run { return []markdown.Run{{Text: content}} }

func para(content string) *markdown.Paragraph { return &markdown.Paragraph{Runs: runs(content)} }

// filled makes a paragraph of so many lines of the body's measure.
func filled(lines int) *markdown.Paragraph {
	p := &markdown.Paragraph{}
	for i := range lines {
		if i > 0 {
			p.Runs = append(p.Runs, markdown.Run{Break: true})
		}
		p.Runs = append(p.Runs, markdown.Run{Text: fmt.Sprintf("Zeile %d", i+1)})
	}
	return p
}

func reportOf(blocks ...markdown.Block) *markdown.Document {
	return &markdown.Document{Parts: []markdown.Part{{Kind: markdown.Report, Zones: []markdown.Zone{{Blocks: blocks}}}}}
}

// pagesOf returns the texts of each page without artifacts.
func pagesOf(l *Layout) [][]string {
	pages := make([][]string, len(l.Pages))
	for n := range l.Pages {
		for _, f := range l.Pages[n].Fragments {
			if f.Owner >= 0 {
				pages[n] = append(pages[n], strings.TrimSpace(f.Text))
			}
		}
	}
	return pages
}

// What must stay together does so wherever on the page it begins.
func TestKeep(t *testing.T) {
	agreement := para("Vereinbarung")
	agreement.Agreement = true
	list := &markdown.List{Tight: true, Items: [][]markdown.Block{{filled(5)}, {para("zweiter Punkt")}}}
	table := &markdown.Table{Head: [][]markdown.Run{runs("Kopf"), runs("Kopf")},
		Rows: [][][]markdown.Run{{runs("erste"), filled(4).Runs}, {runs("zweite"), runs("x")}}}
	intro := filled(4)
	intro.Runs[len(intro.Runs)-1].Text += " folgendes:"
	tests := []struct {
		name   string
		blocks []markdown.Block
		// together lists stretches of text, first and last, of which no page
		// boundary may part the members.
		together [][]string
	}{
		{"heading and two lines", []markdown.Block{&markdown.Heading{Level: 2, Runs: runs("Überschrift")}, filled(5)},
			[][]string{{"Überschrift", "Zeile 1", "Zeile 2"}, {"Zeile 4", "Zeile 5"}}},
		{"heading, agreement and two lines", []markdown.Block{&markdown.Heading{Level: 2, Runs: runs("Überschrift")}, agreement, filled(5)},
			[][]string{{"Überschrift", "Vereinbarung", "Zeile 1", "Zeile 2"}}},
		{"headings in a row", []markdown.Block{&markdown.Heading{Level: 2, Runs: runs("Überschrift")}, &markdown.Heading{Level: 3, Runs: runs("Unterüberschrift")}, filled(5)},
			[][]string{{"Überschrift", "Unterüberschrift", "Zeile 1", "Zeile 2"}}},
		{"paragraph of three lines", []markdown.Block{filled(3)}, [][]string{{"Zeile 1", "Zeile 2", "Zeile 3"}}},
		{"introduction and first item", []markdown.Block{intro, list},
			[][]string{{"Zeile 3", "Zeile 4 folgendes:", "•", "Zeile 1", "Zeile 2"}}},
		{"heading, table head and first row", []markdown.Block{&markdown.Heading{Level: 2, Runs: runs("Übersicht")}, table},
			[][]string{{"Übersicht", "Kopf", "Kopf", "erste", "Zeile 1", "Zeile 2", "Zeile 3", "Zeile 4"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			parted := false
			for lines := 1; lines <= 40; lines++ {
				above := &markdown.Paragraph{}
				for i := range lines {
					if i > 0 {
						above.Runs = append(above.Runs, markdown.Run{Break: true})
					}
					above.Runs = append(above.Runs, markdown.Run{Text: fmt.Sprintf("davor %d", i+1)})
				}
				l, _ := checkLaws(t, reportOf(append([]markdown.Block{above}, tt.blocks...)...), "")
				pages := pagesOf(l)
				parted = parted || len(pages) > 1
				all := "\n"
				for _, p := range pages {
					all += strings.Join(p, "\n") + "\n\f\n"
				}
				for _, stretch := range tt.together {
					if want := "\n" + strings.Join(stretch, "\n") + "\n"; !strings.Contains(all, want) {
						t.Fatalf("below %d lines, %q is parted:\n%q", lines, stretch, pages)
					}
				}
			}
			if !parted {
				t.Error("no page ended: nothing was shown")
			}
		})
	}
}

func TestTableHeadRepeats(t *testing.T) {
	table := &markdown.Table{Summary: "Lang", Head: [][]markdown.Run{runs("Partner"), runs("Schritt")}}
	for i := range 60 {
		table.Rows = append(table.Rows, [][]markdown.Run{runs(fmt.Sprintf("P%d", i)), runs("keine Angabe")})
	}
	l, _ := checkLaws(t, reportOf(table), "")
	if len(l.Pages) != 3 {
		t.Fatalf("%d pages, want 3", len(l.Pages))
	}
	for n := range l.Pages {
		var heads []Fragment
		for _, f := range l.Pages[n].Fragments {
			if f.Text == "Partner" || f.Text == "Schritt" {
				heads = append(heads, f)
			}
		}
		if len(heads) != 2 {
			t.Fatalf("page %d has %d heads, want 2", n+1, len(heads))
		}
		for _, h := range heads {
			if (n == 0) != (h.Owner >= 0) || (n == 0) != (h.Artifact == NoArtifact) {
				t.Errorf("page %d: head %q has owner %d and artifact %d", n+1, h.Text, h.Owner, h.Artifact)
			}
			if h.Y != heads[0].Y || n > 0 && h.Y != DefaultStyle().FirstBase {
				t.Errorf("page %d: head %q at %.2f mm", n+1, h.Text, h.Y.mm())
			}
		}
	}
}

// A row of three pages is split by lines, each page with two of them at least.
func TestRowOfThreePages(t *testing.T) {
	table := &markdown.Table{Head: [][]markdown.Run{runs("A"), runs("B")},
		Rows: [][][]markdown.Run{{filled(8).Runs, filled(120).Runs}, {runs("letzte"), nil}}}
	l, _ := checkLaws(t, reportOf(para("davor"), table), "")
	var counts []int
	for n := range l.Pages {
		lines := 0
		for _, f := range l.Pages[n].Fragments {
			if f.X > MM(10000) && f.Owner >= 0 && strings.HasPrefix(f.Text, "Zeile") {
				lines++
			}
		}
		counts = append(counts, lines)
	}
	if got := fmt.Sprint(counts); got != "[43 46 31]" {
		t.Errorf("lines of the cell a page: %s", got)
	}
}

func TestClosingStaysWithName(t *testing.T) {
	for lines := 1; lines <= 60; lines++ {
		doc := &markdown.Document{Parts: []markdown.Part{{Kind: markdown.Letter, Zones: []markdown.Zone{
			{Name: "brieftext", Blocks: []markdown.Block{filled(lines)}},
			{Name: "unterschrift", Blocks: []markdown.Block{para("Mit freundlichen Grüßen"), para("Name")}},
		}}}}
		l, _ := checkLaws(t, doc, "")
		for _, p := range pagesOf(l) {
			all := strings.Join(p, "\n") + "\n"
			if strings.Contains(all, "Grüßen") != strings.Contains(all, "Name") {
				t.Errorf("%d lines: closing and name are parted", lines)
			}
			if strings.HasPrefix(all, "Mit freundlichen") {
				t.Errorf("%d lines: the closing stands alone on a page", lines)
			}
		}
	}
}

// The letter is outside the count; the title page counts and prints nothing.
func TestPageNumbers(t *testing.T) {
	letter := filled(80)
	doc := &markdown.Document{Parts: []markdown.Part{
		{Kind: markdown.Letter, Zones: []markdown.Zone{{Name: "brieftext", Blocks: []markdown.Block{letter}}}},
		{Kind: markdown.TitlePage, Zones: []markdown.Zone{{Name: "titel", Blocks: []markdown.Block{para("Bericht")}}}},
		{Kind: markdown.Report, Zones: []markdown.Zone{{Blocks: []markdown.Block{filled(100)}}}},
	}}
	l, _ := checkLaws(t, doc, "")
	var got []string
	for _, p := range l.Pages {
		got = append(got, p.Label+"="+p.Number)
		printed := ""
		for _, f := range p.Fragments {
			if f.Artifact == Footer {
				printed += f.Text
			}
		}
		if printed != p.Number {
			t.Errorf("page %s prints %q, its number is %q", p.Label, printed, p.Number)
		}
	}
	if g, want := strings.Join(got, " "), "i= ii=ii 1= 2=2 3=3 4=4"; g != want {
		t.Errorf("got %q, want %q", g, want)
	}
}

// A page holds forty lines of the body, the last at 270 mm.
func TestFortyLines(t *testing.T) {
	for lines, want := range map[int]int{40: 1, 41: 2, 80: 2} {
		l, _ := checkLaws(t, reportOf(filled(lines)), "")
		if len(l.Pages) != want {
			t.Errorf("%d lines stand on %d pages, want %d", lines, len(l.Pages), want)
		}
	}
	l, _ := Set(reportOf(filled(40)), DefaultStyle(), "")
	if last := l.Pages[0].Fragments[39]; last.Text != "Zeile 40" || (last.Y-MM(27000)) > 10 {
		t.Errorf("the fortieth line is %q at %.2f mm", last.Text, last.Y.mm())
	}
}

// Bodies stand on the grid, whatever stands between them.
func TestGrid(t *testing.T) {
	table := &markdown.Table{Head: [][]markdown.Run{runs("A")}, Rows: [][][]markdown.Run{{runs("a")}, {filled(2).Runs}}}
	l, _ := checkLaws(t, reportOf(
		&markdown.Heading{Level: 1, Runs: runs(strings.Repeat("Titel ", 20))}, filled(3), table, filled(3),
		&markdown.Heading{Level: 2, Runs: runs("Zwei")}, filled(3), &markdown.Heading{Level: 3, Runs: runs("Drei")}, filled(30),
	), "")
	st := DefaultStyle()
	seen := 0
	for n := range l.Pages {
		for _, f := range l.Pages[n].Fragments {
			if f.Size == st.Body.Size && f.Owner >= 0 && l.Elements[f.Owner].Role != RoleH3 {
				seen++
				if over := (f.Y - st.FirstBase) % st.Grid; over != 0 {
					t.Errorf("page %d: %q is %d off the grid", n+1, f.Text, over)
				}
			}
		}
	}
	if seen != 39 {
		t.Errorf("%d lines seen, want 39", seen)
	}
}

// The extremes that real records can bring: nothing is lost, nothing overlaps.
func TestExtremes(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("Gemeinsame Erklärung über die Zusammenarbeit ", 9)) // 400 characters
	if n := len([]rune(long)); n < 400 {
		t.Fatalf("the title has only %d characters", n)
	}
	word := strings.Repeat("Wissenschaftszusammenarbeit", 4)[:90]
	items := &markdown.List{Tight: true}
	for i := range 200 {
		items.Items = append(items.Items, []markdown.Block{para(fmt.Sprintf("Punkt %d", i+1))})
	}
	numbered := *items
	numbered.Ordered, numbered.Start = true, 1
	var sections []markdown.Block
	for i := range 300 {
		a := para(long)
		a.Agreement = true
		sections = append(sections, &markdown.Heading{Level: 2, ID: fmt.Sprintf("p%d", i), Runs: runs("Partner")}, a, para(strings.Repeat("Text und mehr. ", 40)))
	}
	cells := make([][]markdown.Run, 16)
	for i := range cells {
		cells[i] = runs("Zelle")
	}
	part := func(kind markdown.PartKind, zone string, blocks ...markdown.Block) *markdown.Document {
		return &markdown.Document{Parts: []markdown.Part{{Kind: kind, Zones: []markdown.Zone{{Name: zone, Blocks: blocks}}}}}
	}
	tests := []struct {
		name  string
		doc   *markdown.Document
		finds string
	}{
		{"title", reportOf(&markdown.Heading{Level: 1, Runs: runs(long)}, &markdown.Heading{Level: 2, Runs: runs(long)}, para("Text")), ""},
		{"title page", part(markdown.TitlePage, "thema", para(long)), ""},
		{"title page of pages", part(markdown.TitlePage, "titel", filled(60)), ""},
		{"subject", part(markdown.Letter, "betreff", para(long)), ""},
		{"word", reportOf(para("davor "+word+" danach"), &markdown.Heading{Level: 2, Runs: runs(word)}), ""},
		{"word in a cell", reportOf(&markdown.Table{Head: [][]markdown.Run{runs(word), runs("b"), runs("c"), runs("d")}, Columns: []int{1, 1000, 1, 1}}), ""},
		{"list", reportOf(items), ""},
		{"numbered list", reportOf(&numbered), ""},
		{"sections", reportOf(sections...), ""},
		{"only a heading", reportOf(&markdown.Heading{Level: 2, Runs: runs("Ende")}), ""},
		{"heading of pages", reportOf(para("davor"), &markdown.Heading{Level: 2, Runs: runs(strings.Repeat(long+" ", 30))}, para("danach")), ""},
		{"table head of pages", reportOf(&markdown.Table{Head: [][]markdown.Run{filled(120).Runs}, Rows: [][][]markdown.Run{{filled(60).Runs}}}), ""},
		{"empty report", reportOf(), ""},
		{"empty blocks", reportOf(para(""), &markdown.List{}, &markdown.Quote{}, &markdown.Heading{Level: 1}, &markdown.Table{Head: [][]markdown.Run{nil, nil}}), ""},
		{"empty item", reportOf(&markdown.List{Items: [][]markdown.Block{nil, {para("")}}}), ""},
		{"empty letter", part(markdown.Letter, "brieftext"), ""},
		{"no part", &markdown.Document{},
			"Fehler: Das Dokument hat keinen Teil, also auch keine Seite. [dokument-leer]\n  Hinweis: Ein Entwurf hat mindestens einen Teil: <!-- us:teil bericht -->."},
		{"address of nine lines", part(markdown.Letter, "anschrift", filled(9)),
			"Fehler: Die Anschrift hat im Brief nicht Platz. [anschrift-zu-lang]\n  Hinweis: Bitte kürzen Sie den Text; was zu viel ist, steht sonst über dem Betreff."},
		{"information of twelve lines", part(markdown.Letter, "angaben", filled(12)),
			"Fehler: Der Informationsblock hat im Brief nicht Platz. [angaben-zu-lang]\n  Hinweis: Bitte kürzen Sie den Text; was zu viel ist, steht sonst über dem Betreff."},
		{"sender of a page", part(markdown.Letter, "absender", filled(60)),
			"Fehler: Der Absender hat im Brief nicht Platz. [absender-zu-lang]\n  Hinweis: Bitte kürzen Sie den Text; was zu viel ist, steht sonst über dem Betreff."},
		{"sixteen columns", reportOf(&markdown.Table{Head: cells, Rows: [][][]markdown.Run{cells}, Pos: diag.Pos{File: "e.md", Line: 7}}),
			"e.md:7: Fehler: Die Tabelle hat 16 Spalten; so viele haben auf der Seite nicht Platz. [tabelle-zu-breit]\n  Hinweis: Bitte teilen Sie die Tabelle auf."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, finds := checkLaws(t, tt.doc, ""); finds.String() != tt.finds {
				t.Errorf("findings:\n%s\nwant:\n%s", finds, tt.finds)
			}
		})
	}
}

// The return line is no part of the text; what has no room becomes one.
func TestReturnLine(t *testing.T) {
	letter := func(content string) *markdown.Document {
		return &markdown.Document{Parts: []markdown.Part{{Kind: markdown.Letter, Zones: []markdown.Zone{
			{Name: "ruecksendeangabe", Blocks: []markdown.Block{para(content)}},
		}}}}
	}
	l, finds := checkLaws(t, letter("Staatskanzlei · Düsseldorf"), "")
	if len(finds) > 0 || len(l.Elements) != 2 || len(l.Pages[0].Fragments) != 1 || l.Pages[0].Fragments[0].Artifact != Layouted {
		t.Errorf("%s\n%s", finds, Dump(l))
	}

	content := strings.TrimSpace(strings.Repeat("Staatskanzlei des Landes ", 8))
	l, finds = Set(letter(content), DefaultStyle(), "")
	var all string
	for _, f := range l.Pages[0].Fragments {
		all += f.Text
	}
	if all != content {
		t.Errorf("got %q, want %q", all, content)
	}
	want := "Fehler: Die Rücksendeangabe hat im Brief nicht Platz. [ruecksendeangabe-zu-lang]\n  Hinweis: Bitte kürzen Sie den Text; was zu viel ist, steht sonst über dem Betreff."
	if finds.String() != want {
		t.Errorf("findings:\n%s", finds)
	}
}

// The reading order of the letter is that of DIN 5008, whatever the draft's.
func TestLetterOrder(t *testing.T) {
	doc := &markdown.Document{Parts: []markdown.Part{{Kind: markdown.Letter}}}
	for _, name := range []string{"anlagen", "brieftext", "betreff", "angaben", "anschrift", "unterschrift", "absender"} {
		doc.Parts[0].Zones = append(doc.Parts[0].Zones, markdown.Zone{Name: name, Blocks: []markdown.Block{para(name)}})
	}
	l, _ := checkLaws(t, doc, "")
	if got, want := layoutWords(l), "absender\nanschrift\nangaben\nbetreff\nbrieftext\nunterschrift\nanlagen"; got != want {
		t.Errorf("got %q", got)
	}
}

// A heading of the third level stands nearer to its text than to what comes
// before, and its text on the grid.
func TestThirdLevel(t *testing.T) {
	agreement := para("Erklärung")
	agreement.Agreement = true
	l, _ := checkLaws(t, reportOf(
		para("a"), &markdown.Heading{Level: 3, Runs: runs("A")}, para("b"),
		&markdown.Heading{Level: 3, Runs: runs("B")}, agreement, para("c"),
	), "")
	st := DefaultStyle()
	var lines []string
	for _, f := range l.Pages[0].Fragments {
		if f.Owner >= 0 {
			lines = append(lines, fmt.Sprintf("%s %.1f", f.Text, float64(f.Y-st.FirstBase)/float64(st.Grid)))
		}
	}
	if got, want := strings.Join(lines, ", "), "a 0.0, A 2.5, b 4.0, B 6.5, Erklärung 8.0, c 10.0"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// Hardly anything on the last page is worse than a few lines less on the page
// before.
func TestLastPage(t *testing.T) {
	for _, tt := range []struct {
		name   string
		blocks []markdown.Block
		want   string // lines on the pages
	}{
		{"one page", []markdown.Block{filled(40)}, "40"},
		{"a short rest", []markdown.Block{filled(42)}, "37 5"},
		{"a rest that is long enough", []markdown.Block{filled(45)}, "40 5"},
		{"no line left alone", []markdown.Block{filled(36), filled(4)}, "34 6"},
		{"a heading stays with its text", []markdown.Block{filled(33), &markdown.Heading{Level: 2, Runs: runs("H")}, filled(3), filled(1)}, "33 5"},
		{"what has to stay together stays", []markdown.Block{filled(38), &markdown.Heading{Level: 2, Runs: runs("H")}, filled(1)}, "35 5"},
		{"the pages before share what they give", []markdown.Block{filled(82)}, "39 38 5"},
	} {
		l, _ := checkLaws(t, reportOf(tt.blocks...), "")
		var lines []string
		for i := range l.Pages {
			n := 0
			for _, f := range l.Pages[i].Fragments {
				if f.Owner >= 0 {
					n++
				}
			}
			lines = append(lines, fmt.Sprint(n))
		}
		if got := strings.Join(lines, " "); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

// A heading of the third level is as far from its text at the head of a page as
// elsewhere.
func TestThirdLevelAtTheHead(t *testing.T) {
	l, _ := checkLaws(t, reportOf(filled(37), &markdown.Heading{Level: 3, Runs: runs("Oben")}, filled(6),
		&markdown.Heading{Level: 3, Runs: runs("Unten")}, filled(6)), "")
	var distances []Length
	for n := range l.Pages {
		fs := l.Pages[n].Fragments
		for i := range fs {
			if fs[i].Text == "Oben" || fs[i].Text == "Unten" {
				distances = append(distances, fs[i+1].Y-fs[i].Y)
			}
		}
	}
	if len(l.Pages) != 2 || l.Pages[1].Fragments[0].Text != "Oben" {
		t.Fatalf("the heading does not begin a page: %q", pagesOf(l))
	}
	if d := distances[0] - distances[1]; d < -hair || d > hair {
		t.Errorf("%.2f mm at the head, %.2f mm below", distances[0].mm(), distances[1].mm())
	}
}

// Neither the first nor the last row of a table stands alone on its page where
// that can be had.
func TestLoneRows(t *testing.T) {
	for lines := 1; lines <= 40; lines++ {
		table := &markdown.Table{Head: [][]markdown.Run{runs("Kopf")}}
		for i := range 6 {
			table.Rows = append(table.Rows, [][]markdown.Run{runs(fmt.Sprintf("Reihe %d", i))})
		}
		l, _ := checkLaws(t, reportOf(filled(lines), table), "")
		for _, p := range pagesOf(l) {
			rows := 0
			for _, text := range p {
				if strings.HasPrefix(text, "Reihe") {
					rows++
				}
			}
			if rows == 1 {
				t.Errorf("below %d lines a row stands alone: %q", lines, pagesOf(l))
			}
		}
	}
}

// What a heading of the first level begins is no part of the section before it.
func TestSections(t *testing.T) {
	h := func(level int) markdown.Block { return &markdown.Heading{Level: level, Runs: runs("H")} }
	l, _ := checkLaws(t, reportOf(h(1), para("a"), h(2), para("b"), h(3), para("c"), h(1), para("d"), h(2), para("e")), "")
	var parents []string
	for _, e := range l.Elements {
		if e.Role == RoleP {
			parents = append(parents, fmt.Sprintf("%s%d", l.Elements[e.Parent].Role, e.Parent))
		}
	}
	if got := strings.Join(parents, " "); got != "Part1 Sect4 Sect4 Part1 Sect11" {
		t.Errorf("got %s", got)
	}
}
