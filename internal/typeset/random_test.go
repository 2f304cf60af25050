package typeset

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/font/fonttest"
	"umsetzungsstand/internal/markdown"
)

// maker makes random documents. Most are like the real ones; some of everything
// is far too long.
type maker struct {
	*rand.Rand
	extra   string // stands among the words
	foreign bool   // many words are in other scripts
	link    int
	line    int
}

var vocabulary = []string{
	"die", "der", "und", "in", "Zusammenarbeit", "Land", "Nordrhein-Westfalen", "Hauts-de-France", "„Thema“", "–", "2021–2023", "E-Mail",
	"Partnerländer", "-regionen", "Länder-", "18.\u00a0Oktober\u00a02023", "Do\u00adnau\u00addampf\u00adschiff", "Nord\u2011Süd", "(SPD)", "Łukasz",
	"Vereinbarung", "Wissenschaftszusammenarbeit", "z.\u00a0B.", "Académie", "a", "ein", "Gespräch", "Regierungskonsultation,", "§\u00a03", "bis",
}

var foreign = []string{"Łukasz", "„Чернівці“", "Łódź-Vertrag", "Ελλάδα,", "→", "Дзень\u00a0добры", "Чер\u00adнів\u00adці", "Ł", "Łódź\u2011Nord"}

func (m *maker) word() string {
	if m.foreign && m.IntN(4) == 0 {
		return foreign[m.IntN(len(foreign))]
	}
	switch m.IntN(300) {
	case 0:
		return strings.Repeat("Donaudampfschifffahrt", 1+m.IntN(20))
	case 1:
		return m.extra
	case 2:
		return "a\u0301\u0302" + strings.Repeat("m\u0301", m.IntN(120))
	case 3:
		return "漢字" // reported and left out
	case 4:
		return strings.Repeat("x\u00ad", m.IntN(150))
	}
	return vocabulary[m.IntN(len(vocabulary))]
}

func (m *maker) pos() diag.Pos {
	m.line++
	return diag.Pos{File: "entwurf.md", Line: m.line, Column: 1}
}

// runs makes text of up to so many words, in changing styles.
func (m *maker) runs(words int) []markdown.Run {
	if m.IntN(40) == 0 {
		words *= 20
	}
	n := 1 + m.IntN(words)
	var runs []markdown.Run
	for n > 0 {
		k := min(n, 1+m.IntN(12))
		n -= k
		var ws []string
		for range k {
			ws = append(ws, m.word())
		}
		r := markdown.Run{Text: strings.Join(ws, " "), Pos: m.pos()}
		switch m.IntN(8) {
		case 0:
			r.Bold = true
		case 1:
			r.Italic = true
		case 2:
			m.link++
			r.Link, r.Href = m.link, "https://www.land.nrw/"
			if m.IntN(2) == 0 { // a link in two styles
				half := r
				half.Bold, half.Text = true, "fett "
				runs = append(runs, half)
			}
		case 3:
			r.Lang = "fr"
		case 4:
			r.Long = "Langform"
		case 5:
			r.Code, r.Bold, r.Italic = true, true, true
		}
		runs = append(runs, r)
		switch m.IntN(4) {
		case 0:
			runs = append(runs, markdown.Run{Break: true})
		case 1: // the style changes within a word
		default:
			runs[len(runs)-1].Text += " "
		}
	}
	return runs
}

func (m *maker) paragraph(words int) *markdown.Paragraph {
	return &markdown.Paragraph{Runs: m.runs(words), Pos: m.pos()}
}

func (m *maker) list(depth int) *markdown.List {
	l := &markdown.List{Ordered: m.IntN(3) == 0, Tight: m.IntN(3) > 0, Pos: m.pos()}
	if l.Ordered {
		l.Start = []int{1, 0, 7, 99, 999999999}[m.IntN(5)]
	}
	for range 1 + m.IntN(5) {
		var item []markdown.Block
		for range m.IntN(3) {
			if depth < 8 && m.IntN(3) == 0 {
				item = append(item, m.list(depth+1))
			} else {
				item = append(item, m.paragraph(30))
			}
		}
		l.Items = append(l.Items, item)
	}
	return l
}

func (m *maker) table() *markdown.Table {
	columns := 1 + m.IntN(6)
	if m.IntN(20) == 0 {
		columns = 16
	}
	t := &markdown.Table{Pos: m.pos(), Summary: "Zusammenfassung"}
	if m.IntN(2) == 0 {
		for range columns {
			t.Columns = append(t.Columns, 1+m.IntN(100))
		}
	}
	cells := func(words int) (row [][]markdown.Run) {
		for range columns {
			if m.IntN(10) == 0 {
				row = append(row, nil)
			} else {
				row = append(row, m.runs(words))
			}
		}
		return row
	}
	t.Head = cells(4)
	for range m.IntN(30) {
		t.Rows = append(t.Rows, cells(12))
	}
	return t
}

func (m *maker) blocks() (bs []markdown.Block) {
	for range m.IntN(12) {
		switch m.IntN(8) {
		case 0:
			bs = append(bs, m.list(0))
		case 1:
			bs = append(bs, &markdown.Quote{Blocks: []markdown.Block{m.paragraph(60), m.list(0)}, Pos: m.pos()})
		case 2:
			bs = append(bs, m.table())
		case 3:
			bs = append(bs, &markdown.Heading{Level: 1 + m.IntN(3), Runs: m.runs(8), Pos: m.pos()})
			if m.IntN(2) == 0 {
				p := m.paragraph(25)
				p.Agreement = true
				bs = append(bs, p)
			}
		default:
			bs = append(bs, m.paragraph(120))
		}
	}
	return bs
}

// zone makes a zone of a few short paragraphs, now and then of anything.
func (m *maker) zone(name string) markdown.Zone {
	z := markdown.Zone{Name: name, Pos: m.pos()}
	switch m.IntN(12) {
	case 0:
		z.Blocks = m.blocks()
		for _, b := range z.Blocks {
			if p, ok := b.(*markdown.Paragraph); ok {
				p.Agreement = false // only the report has agreements
			}
		}
	case 1:
	default:
		for range 1 + m.IntN(3) {
			z.Blocks = append(z.Blocks, m.paragraph(12))
		}
	}
	return z
}

func (m *maker) document() *markdown.Document {
	d := &markdown.Document{Meta: markdown.Meta{
		Header: "Umsetzungsstand " + m.extra, Draft: m.IntN(2) == 0, Sample: m.IntN(2) == 0, Justify: m.IntN(2) == 0,
	}}
	for _, kind := range []markdown.PartKind{markdown.Letter, markdown.TitlePage, markdown.Report} {
		if m.IntN(4) == 0 {
			continue
		}
		part := markdown.Part{Kind: kind, Pos: m.pos()}
		switch kind {
		case markdown.Letter:
			for _, name := range []string{"absender", "anschrift", "angaben", "betreff", "brieftext", "unterschrift", "anlagen"} {
				if m.IntN(5) > 0 {
					part.Zones = append(part.Zones, m.zone(name))
				}
			}
			if m.IntN(2) == 0 {
				back := markdown.Zone{Name: "ruecksendeangabe", Blocks: []markdown.Block{&markdown.Paragraph{Runs: []markdown.Run{{Text: "Staatskanzlei · 40213 Düsseldorf"}}}}}
				part.Zones = append(part.Zones, back)
			}
		case markdown.TitlePage:
			for _, name := range []string{"urheber", "titel", "adressat", "anlass", "thema", "stand"} {
				if m.IntN(5) > 0 {
					part.Zones = append(part.Zones, m.zone(name))
				}
			}
		case markdown.Report:
			part.Zones = []markdown.Zone{{Blocks: m.blocks()}}
			if z := &part.Zones[0]; m.IntN(2) == 0 {
				z.Blocks = slices.Insert(z.Blocks, m.IntN(len(z.Blocks)+1), markdown.Block(&markdown.Contents{Title: "Inhalt", Pos: m.pos()}))
			}
		}
		d.Parts = append(d.Parts, part)
	}
	return d
}

func TestRandomDocuments(t *testing.T) {
	n := 400
	if testing.Short() {
		n = 40
	}
	for seed := range uint64(n) {
		m := &maker{Rand: rand.New(rand.NewPCG(seed, 1)), extra: "Zusatz"}
		doc := m.document()
		style := DefaultStyle()
		style.Kerning = seed%4 == 0
		t.Run(fmt.Sprint(seed), func(t *testing.T) { checkLawsOf(t, doc, style, "a3f2c1") })
		if t.Failed() {
			t.Fatalf("seed %d fails; the rest was not tried", seed)
		}
	}
}

// TestRandomDocumentsInAnotherFamily: the laws do not hang on the house's family.
func TestRandomDocumentsInAnotherFamily(t *testing.T) {
	style := styleOf(t, fonttest.Go())
	for seed := range uint64(60) {
		m := &maker{Rand: rand.New(rand.NewPCG(seed, 3)), extra: "Zusatz"}
		checkLawsOf(t, m.document(), style, "a3f2c1")
		if t.Failed() {
			t.Fatalf("seed %d fails; the rest was not tried", seed)
		}
	}
}

func FuzzSet(f *testing.F) {
	for i, extra := range []string{
		"", "Wort", "ein Satz mit Leerzeichen ", " vorn", "–", "- ", "a-b-c-d-e", "\u00ad\u00adx\u00ad", "\u200b\u2060\ufeff", "漢\ufffd\xff",
		"\U0001F600", "\t\n\r\u2028", "\u00a0\u00a0\u00a0", "e\u0301", strings.Repeat("M", 90), "x\u00ad-\u00ad–y", "1-2–3", "Wort:",
	} {
		f.Add(uint64(i), extra)
	}
	f.Fuzz(func(t *testing.T, seed uint64, extra string) {
		m := &maker{Rand: rand.New(rand.NewPCG(seed, 2)), extra: extra}
		checkLaws(t, m.document(), "a3f2c1")
	})
}
