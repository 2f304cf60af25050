package typeset

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"umsetzungsstand/internal/hyphen"
	"umsetzungsstand/internal/markdown"
)

// cheapest tries every way of breaking the boxes from a node on, and returns
// what these lines cost at least. known holds what it has found.
func cheapest(t *text, w *way, n node, known map[node]int64) int64 {
	if n.next == len(t.boxes) {
		return 0
	}
	n.cost, n.worst = 0, 0
	if cost, ok := known[n]; ok {
		return cost
	}
	least, before := int64(math.MaxInt64), -1
	for b := n.next; b < len(t.boxes) && !t.tooWide(w, n.next, b); b++ {
		if t.boxes[b].after == join {
			continue
		}
		if next, ok := t.weigh(w, &n, b, before); ok {
			next.prev = 0
			if rest := cheapest(t, w, next, known); rest < math.MaxInt64 {
				least = min(least, next.cost+rest)
			}
		}
		if t.boxes[b].after != soft {
			before = b
		}
	}
	known[n] = least
	return least
}

// What breakLines finds costs as little as the best of all ways.
func TestBreakIsOptimal(t *testing.T) {
	words := strings.Fields("die der Land Köln Ungarn Gespräch Vereinbarung Lenkungsausschuss Zusammenarbeit Nordrhein-Westfalen und in Hauts-de-France bis")
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 7))
		var ws []string
		for range 6 + random.IntN(20) {
			ws = append(ws, words[random.IntN(len(words))])
		}
		s := &setter{Style: DefaultStyle(), doc: &markdown.Document{}, words: hyphen.New(nil, nil)}
		f := s.Body
		f.Justified = seed%2 == 0
		s.read([]markdown.Run{{Text: strings.Join(ws, " ")}}, f, 0)
		s.divideWords(f)
		w := &way{LineStyle: &s.Lines, limit: 8000 + random.IntN(8000), justified: f.Justified, divide: f.Divide}
		lines, _ := s.text.breakLines(w, nil)
		got := node{prev: -1, class: decent}
		for i, l := range lines {
			before := -1
			for b := l.first; b < l.end-1; b++ {
				if a := s.text.boxes[b].after; a != join && a != soft {
					before = b
				}
			}
			next, ok := s.text.weigh(w, &got, l.end-1, before)
			if !ok {
				t.Fatalf("seed %d: line %d may not be set", seed, i)
			}
			next.prev = 0
			got = next
		}
		if want := cheapest(&s.text, w, node{prev: -1, class: decent}, map[node]int64{}); got.cost != want {
			t.Errorf("seed %d: the lines cost %d, the best %d: %s", seed, got.cost, want, strings.Join(ws, " "))
		}
	}
}

// What a line costs, counted by hand.
func TestBadness(t *testing.T) {
	st := &DefaultStyle().Lines // a rag of 150; spaces give half and take a quarter
	for _, tt := range []struct {
		gap, limit int
		last       bool
		bad        int
		class      uint8
		ok         bool
	}{
		{-1, 1000, false, 0, tight, false}, // too wide
		{-1, 1000, true, 0, tight, false},
		{0, 1000, false, 0, tight, true},
		{50, 1000, false, 3, tight, true},   // 100 · (50/150)³
		{75, 1000, false, 12, decent, true}, // 100 · (1/2)³
		{150, 1000, false, 100, loose, true},
		{300, 1000, false, 800, veryLoose, true},
		{700, 1000, true, 0, decent, true},
	} {
		if bad, class, ok := st.raggedBadness(tt.gap, tt.limit, tt.last); bad != tt.bad || class != tt.class || ok != tt.ok {
			t.Errorf("ragged, gap %d of %d: %d, class %d, %t, want %d, %d, %t", tt.gap, tt.limit, bad, class, ok, tt.bad, tt.class, tt.ok)
		}
	}
	for _, tt := range []struct {
		gap, spaces int
		last        bool
		bad         int
		class       uint8
		ok          bool
	}{
		{0, 1000, false, 0, decent, true},
		{250, 1000, false, 12, decent, true}, // half of what they give
		{500, 1000, false, 100, loose, true},
		{1000, 1000, false, 800, veryLoose, true},
		{500, 0, false, 800_000, veryLoose, true}, // no space: as bad as can be
		{500_000, 1000, false, 800_000, veryLoose, true},
		{-100, 1000, false, 6, decent, true}, // 100 · (100/250)³
		{-250, 1000, false, 100, tight, true},
		{-251, 1000, false, 0, tight, false},
		{-1, 0, false, 0, tight, false},
		{500, 1000, true, 0, decent, true}, // the last line need not be full
		{-250, 1000, true, 100, tight, true},
	} {
		if bad, class, ok := st.justifiedBadness(tt.gap, tt.spaces, tt.last); bad != tt.bad || class != tt.class || ok != tt.ok {
			t.Errorf("justified, gap %d, spaces %d: %d, class %d, %t, want %d, %d, %t", tt.gap, tt.spaces, bad, class, ok, tt.bad, tt.class, tt.ok)
		}
	}
}

// What ending a line in one way or the other costs: (Line + badness + penalty)²
// and what is added to it.
func TestWeigh(t *testing.T) {
	st := DefaultStyle()
	line := &st.Lines
	boxes := func(ends ...ending) *text {
		t := &text{clean: "a-aaaaaaaa", pieces: []piece{{end: 10, face: st.Family.Regular}}}
		for i, after := range ends {
			t.boxes = append(t.boxes, box{start: i, end: i + 1, next: i + 1, width: 1000, after: after})
		}
		t.sum()
		return t
	}
	square := func(n int) int64 { return int64(n) * int64(n) }
	w := &way{LineStyle: line, limit: 2000, divide: 850}
	for _, tt := range []struct {
		name string
		t    *text
		n    node
		b    int
		cost int64
		ok   bool
	}{
		{"full line", boxes(join, blank, forced), node{prev: -1, class: decent}, 1, square(line.Line), true},
		{"own hyphen", boxes(join, ownHyphen, forced), node{prev: -1, class: decent}, 1, square(line.Line + line.Hyphen), true},
		{"cut", boxes(join, cut, forced), node{prev: -1, class: decent}, 1, square(line.Line + line.Cut), true},
		{"a second hyphen running", boxes(join, ownHyphen, forced), node{prev: 0, class: decent, hyphen: 1}, 1, square(line.Line+line.Hyphen) + line.Forbidden, true},
		{"far classes", boxes(join, blank, forced), node{prev: 0, class: veryLoose}, 1, square(line.Line) + line.Unlike, true},
		{"last line below a hyphen", boxes(join, forced), node{prev: 0, class: decent, hyphen: 1, next: 0}, 1, square(line.Line) + line.HyphenBeforeLast, true},
		{"too wide", boxes(join, join, forced), node{prev: -1, class: decent}, 2, 0, false},
	} {
		if tt.name == "last line below a hyphen" { // there must be a box before it
			tt.t = boxes(ownHyphen, join, forced)
			tt.n.next, tt.b = 1, 2
		}
		next, ok := tt.t.weigh(w, &tt.n, tt.b, -1)
		if ok != tt.ok || ok && next.cost != tt.cost {
			t.Errorf("%s: %d, %t, want %d, %t", tt.name, next.cost, ok, tt.cost, tt.ok)
		}
	}
	short := boxes(ownHyphen, forced)
	short.clean = "aaaaaaaaaa"
	short.boxes[1].width = 100
	short.boxes[0].after = soft
	short.sum()
	n := node{prev: 0, class: decent, hyphen: 1, next: 1}
	if next, _ := short.weigh(w, &n, 1, -1); next.cost != square(line.Line)+line.Short+line.HyphenBeforeLast+line.RestOfWord {
		t.Errorf("the short rest of a word costs %d", next.cost)
	}
	full := boxes(join, blank, soft, forced)
	wide := &way{LineStyle: line, limit: 3400, divide: 500}
	first := node{prev: -1, class: decent}
	if _, ok := full.weigh(wide, &first, 2, 1); ok {
		t.Error("a word is divided although the line is full enough without")
	}
}

// What a no-break space ties to its neighbour is not divided, nor are foreign
// words and code.
func TestNotDivided(t *testing.T) {
	for _, tt := range []struct {
		run  markdown.Run
		want bool
	}{
		{markdown.Run{Text: "Zusammenarbeit"}, true},
		{markdown.Run{Text: "19.\u00a0September"}, false},
		{markdown.Run{Text: "Exchange Conference", Lang: "en"}, false},
		{markdown.Run{Text: "Zusammenarbeit", Lang: "de-AT"}, true},
		{markdown.Run{Text: "Zusammenarbeit", Code: true}, false},
		{markdown.Run{Text: "Zu\u00adsammenarbeit"}, false}, // as its writer wants it
	} {
		s := &setter{Style: DefaultStyle(), doc: &markdown.Document{}, words: hyphen.New(nil, nil)}
		s.read([]markdown.Run{tt.run}, s.Body, 0)
		if got := s.divideWords(s.Body); got != tt.want {
			t.Errorf("%q: %t", tt.run.Text, got)
		}
	}
}

// setLines returns the texts of the lines of a paragraph in a format, with
// their natural widths in 1/1000 of the measure.
func setLines(t *testing.T, content string, f Format, measure Length) (lines []string, widths []int) {
	t.Helper()
	s := &setter{Style: DefaultStyle(), doc: &markdown.Document{}, words: hyphen.New(nil, nil)}
	s.read([]markdown.Run{{Text: content}}, f, 0)
	s.divide(measure, f)
	for _, l := range s.lines {
		frags := s.place(l, 0, s.justified(l, measure, f))
		var b strings.Builder
		for _, f := range s.frags[frags.lo:frags.hi] {
			b.WriteString(f.Text)
		}
		lines = append(lines, b.String())
		widths = append(widths, int(s.text.length(s.text.width(l.first, l.end-1))*1000/measure))
	}
	return lines, widths
}

// A paragraph that a greedy method would set with a hole is set evenly, and
// words are divided only where the lines are bad without.
func TestBreakLooksAhead(t *testing.T) {
	st := DefaultStyle()
	measure := st.Right - st.Left
	even, widths := setLines(t, "Am 28. November 2022 nahm der Ministerpräsident gemeinsam mit dem Ministerpräsidenten der Niederlande "+
		"sowie den Premierministern Belgiens und Luxemburgs am Benelux-Gipfel teil.", st.Body, measure)
	for i, w := range widths[:len(widths)-1] {
		if w < 850 {
			t.Errorf("%q fills only %d/1000 of the measure", even[i], w)
		}
	}
	for _, l := range even {
		if strings.HasSuffix(l, "\u00ad") {
			t.Errorf("%q is divided without need", l)
		}
	}

	body := st.Body
	body.Justified = true
	justified, _ := setLines(t, strings.Repeat("Die Regierungskommission bekräftigte die Zusammenarbeit der Partnerregionen in der Wissenschaft. ", 4), body, MM(6000))
	hyphens := 0
	for i, l := range justified {
		if strings.HasSuffix(l, "\u00ad") || strings.HasSuffix(l, "-") {
			if hyphens++; hyphens > st.Lines.JustifiedHyphens {
				t.Errorf("line %d is the third running that ends with a hyphen: %q", i+1, justified)
			}
			continue
		}
		hyphens = 0
	}
}

// Both edges of justified text are straight to the last unit, but for the last
// line; no-break spaces give as much as others.
func TestJustifiedEdges(t *testing.T) {
	doc := reportOf(&markdown.Paragraph{Runs: []markdown.Run{
		{Text: strings.Repeat("Am 18.\u00a0Oktober sprach der Minister mit ", 5)}, {Text: "Levente Magyar ", Bold: true},
		{Text: "über die Zusammenarbeit", Link: 1, Href: "https://www.land.nrw/"}, {Text: strings.Repeat(" in Wissenschaft und Verkehr", 6) + "."}, {Break: true}, {Text: "Ende"},
	}})
	doc.Meta.Justify = true
	l, finds := checkLaws(t, doc, "")
	if len(finds) > 0 {
		t.Fatal(finds)
	}
	st := DefaultStyle()
	ends, gaps := map[Length]Length{}, map[Length]map[Length]bool{}
	var before *Fragment
	for i := range l.Pages[0].Fragments {
		f := &l.Pages[0].Fragments[i]
		if f.Owner < 0 {
			continue
		}
		ends[f.Y] = max(ends[f.Y], ink(f, st).x1)
		if before != nil && before.Y == f.Y && strings.HasSuffix(strings.ReplaceAll(before.Text, "\u00a0", " "), " ") {
			if gaps[f.Y] == nil {
				gaps[f.Y] = map[Length]bool{}
			}
			gaps[f.Y][(f.X-before.X-before.Width)/3] = true
		}
		before = f
	}
	last := Length(0)
	for y := range ends {
		last = max(last, y)
	}
	short := 0
	for y, end := range ends {
		switch {
		case end < st.Right-2 && y >= last-st.Grid:
			short++ // before the hard break, and the last line
		case end < st.Right-2 || end > st.Right+2:
			t.Errorf("the line at %.1f mm ends at %.3f mm", y.mm(), end.mm())
		case len(gaps[y]) > 2:
			t.Errorf("the spaces of the line at %.1f mm give unlike much: %v", y.mm(), gaps[y])
		}
	}
	if len(ends) < 6 || short != 2 {
		t.Errorf("%d lines, %d of them short", len(ends), short)
	}
}

// Kerned, a fragment is as wide as its advances and pairs, and lines hold more.
func TestKerning(t *testing.T) {
	style := DefaultStyle()
	style.Kerning = false
	doc := reportOf(para(strings.Repeat("AVATAR To Te Vater Wort. Tönnies ", 20)))
	plain, _ := Set(doc, style, "")
	kerned, _ := Set(doc, DefaultStyle(), "")
	if plain.Kerned || !kerned.Kerned {
		t.Error("the layout does not say whether it is kerned")
	}
	width := func(l *Layout) (sum Length) {
		for _, f := range l.Pages[0].Fragments {
			if f.Owner >= 0 {
				sum += f.Width
			}
		}
		return sum
	}
	if width(kerned) >= width(plain) {
		t.Error("kerning does not bring letters nearer")
	}
	for _, f := range kerned.Pages[0].Fragments {
		units, before := 0, rune(0)
		for _, r := range f.Text {
			units += f.Face.Advance(r) + f.Face.Kern(before, r)
			before = r
		}
		if want := (Length(units)*f.Size + 500) / 1000; f.Width != want {
			t.Errorf("%q is said to be %d wide, want %d", f.Text, f.Width, want)
		}
	}
}

func ExampleSet() {
	doc := &markdown.Document{Parts: []markdown.Part{{Kind: markdown.Report, Zones: []markdown.Zone{{Blocks: []markdown.Block{
		&markdown.Paragraph{Runs: []markdown.Run{{Text: "Ein Absatz."}}},
	}}}}}}
	layout, findings := Set(doc, DefaultStyle(), "")
	fmt.Println(len(layout.Pages), len(findings))
	// Output: 1 0
}
