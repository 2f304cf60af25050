package pdf_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"umsetzungsstand/internal/pdf"
	"umsetzungsstand/internal/pdf/finish"
	"umsetzungsstand/internal/typeset"
)

// laidOut returns a page with a text for each of the elements, which stand
// below a Document.
func laidOut(elements ...typeset.Element) *typeset.Layout {
	l := &typeset.Layout{Elements: []typeset.Element{{Role: typeset.RoleDocument, Parent: -1}}, Meta: typeset.Meta{Title: "T", Language: "de-DE"}}
	var p typeset.Page
	p.Label, p.Number = "7", "7"
	for i, e := range elements {
		f := fragment("Text")
		f.Owner, f.Y, f.Width = i+1, typeset.MM(int64(3600+600*i)), 20_000
		p.Fragments = append(p.Fragments, f)
		l.Elements = append(l.Elements, e)
	}
	l.Pages = append(l.Pages, p)
	return l
}

// What a link says of where it leads is to be listened to.
func TestLinkContents(t *testing.T) {
	for href, want := range map[string]string{
		"https://www.land.nrw/": "Zur Internetseite www.land.nrw",
		"https://user:geheim@m%C3%BCller.example:8080/%C3%A4?a=b#c": "Zur Internetseite müller.example/ä",
		"http://a.example/b%2fc":                                    "Zur Internetseite a.example/b/c",
		"mailto:poststelle@stk.nrw.de":                              "E-Mail an poststelle@stk.nrw.de",
		"mailto:o%27neil@a.example?subject=x":                       "E-Mail an o'neil@a.example",
		"https://a.example/" + strings.Repeat("a", 1000):            "Zur Internetseite a.example/" + strings.Repeat("a", 189) + "…",
		"#ungarn": "Zum Abschnitt Ungarn, Seite 7",
	} {
		d := pdf.Document(laidOut(typeset.Element{Role: typeset.RoleLink, Href: href}, typeset.Element{Role: typeset.RoleH2, ID: "ungarn", Title: "Ungarn"}))
		if got := d.Pages[0].Links; len(got) != 1 || got[0].Contents != want {
			t.Errorf("%s: got %+v, want %s", href, got, want)
		}
	}
	d := pdf.Document(laidOut(typeset.Element{Role: typeset.RoleLink, Href: "#nirgends"}))
	if len(d.Pages[0].Links) != 0 || d.Elements[1].Type != "Span" {
		t.Errorf("a link that leads nowhere: %+v, %s", d.Pages[0].Links, d.Elements[1].Type)
	}
}

// Headings stand in the outline as they stand below each other, whatever
// levels a draft leaves out.
func TestOutlineLevels(t *testing.T) {
	h := func(level int) typeset.Element {
		return typeset.Element{Role: typeset.Role(fmt.Sprint("H", level)), Title: fmt.Sprint(level)}
	}
	for _, tt := range []struct {
		levels []int
		want   string
	}{
		{[]int{1, 2, 3, 3, 2}, "0 1 1 0"}, // H1 is the report's title
		{[]int{3, 3, 2, 3}, "0 0 0 1"},
		{[]int{2, 3, 3}, "0 1 1"},
	} {
		var elements []typeset.Element
		for _, l := range tt.levels {
			elements = append(elements, h(l))
		}
		var got []string
		for _, m := range pdf.Document(laidOut(elements...)).Outline {
			got = append(got, fmt.Sprint(m.Level))
		}
		if g := strings.Join(got, " "); g != tt.want {
			t.Errorf("%v: got %s, want %s", tt.levels, g, tt.want)
		}
	}
}

func TestTitle(t *testing.T) {
	for _, tt := range []struct {
		meta typeset.Meta
		want string
	}{
		{typeset.Meta{Title: "Bericht"}, "Bericht"},
		{typeset.Meta{Title: "Bericht", Draft: true}, "Bericht (Entwurf)"},
		{typeset.Meta{Title: "Bericht", Draft: true, Sample: true}, "Bericht (Entwurf, Muster)"},
		{typeset.Meta{Title: " \u00ad\u200b", Sample: true}, "Überschrift (Muster)"},
		{typeset.Meta{Title: "Um\u00adsetzung"}, "Umsetzung"},
	} {
		l := laidOut(typeset.Element{Role: typeset.RoleH1, Title: "Überschrift"})
		l.Meta = tt.meta
		if got := pdf.Document(l).Metadata.Title; got != tt.want {
			t.Errorf("%+v: got %q, want %q", tt.meta, got, tt.want)
		}
	}
	if got := pdf.Document(laidOut(typeset.Element{Role: typeset.RoleP})).Metadata.Title; got != "T" {
		t.Errorf("got %q", got)
	}
}

// What a file cannot hold is cut, so that there is a file.
func TestLongTexts(t *testing.T) {
	long := strings.Repeat("Öl ", 20_000)
	l := laidOut(
		typeset.Element{Role: typeset.RoleH2, ID: "a", Title: long},
		typeset.Element{Role: typeset.RoleLink, Href: "#a"},
		typeset.Element{Role: typeset.RoleSpan, Long: long},
		typeset.Element{Role: typeset.RoleTable, Summary: long},
	)
	l.Meta = typeset.Meta{Title: long, Author: long, Subject: long, Keywords: []string{long}, Language: "de-DE"}
	write(t, l)
}

// A font program that is damaged is not taken over, nor a descriptor that lacks
// something.
func TestDamagedFont(t *testing.T) {
	l := small()
	drawn, err := pdf.Draw(l)
	if err != nil {
		t.Fatal(err)
	}
	spoil := func(old, new string) []byte {
		if !bytes.Contains(drawn, []byte(old)) {
			t.Fatalf("the drawn file does not hold %q", old)
		}
		return bytes.Replace(drawn, []byte(old), []byte(new), 1)
	}
	at := bytes.Index(drawn, []byte("/Length1"))
	at += bytes.Index(drawn[at:], []byte("stream")) + 2000
	damaged := bytes.Clone(drawn)
	damaged[at] ^= 0x10
	for name, data := range map[string][]byte{
		"program":  damaged,
		"flags":    spoil("/Flags ", "/Flegs "),
		"ascent":   spoil("/Ascent 905", "/Ascent /ab"),
		"box":      spoil("/FontBBox [", "/FontBBix ["),
		"encoding": spoil("/Identity-H", "/Identity-V"),
		"subtype":  spoil("/CIDFontType2", "/CIDFontType0"),
		"map":      spoil("/CIDToGIDMap", "/CIDToGIDMep"),
	} {
		if _, err := finish.Finish(data, pdf.Document(l)); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

// What one clicks on is the text of the link, line by line.
func TestLinkAreas(t *testing.T) {
	l := laidOut(typeset.Element{Role: typeset.RoleLink, Href: "https://a.example"}, typeset.Element{Role: typeset.RoleP})
	more, next := l.Pages[0].Fragments[0], l.Pages[0].Fragments[0]
	more.X += 30_000
	next.Y += 17_000
	l.Pages[0].Fragments = append(l.Pages[0].Fragments, more, next)
	// 12 pt at 40 mm and 36 mm: 113.39 and, from below, 739.84 pt.
	want := []finish.Area{{X1: 11339, Y1: 73684, X2: 16339, Y2: 74944}, {X1: 11339, Y1: 71984, X2: 13339, Y2: 73244}}
	if got := pdf.Document(l).Pages[0].Links; len(got) != 1 || fmt.Sprint(got[0].Areas) != fmt.Sprint(want) {
		t.Errorf("got %+v, want %v", got, want)
	}
}
