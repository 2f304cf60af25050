package finish

import (
	"fmt"
	"strings"
	"testing"
)

func TestStrings(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{textString(""), "()"},
		{textString(`a (b) \c`), `(a \(b\) \\c)`},
		{textString("Łódź 😀"), "<FEFF014100F30064017A0020D83DDE00>"},
		{textString("a\nb"), "<FEFF0061000A0062>"},
		{name("Fell+Sans-Bold"), "/Fell+Sans-Bold"},
		{name("a b#(/ä"), "/a#20b#23#28#2F#C3#A4"},
		{points(0), "0"}, {points(1), "0.01"}, {points(10), "0.1"}, {points(1200), "12"}, {points(-80787), "-807.87"}, {points(-5), "-0.05"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %s, want %s", tt.got, tt.want)
		}
	}
}

// A numbering that goes on is one range; what is neither numbered in Arabic nor
// in small Roman figures stands as it is.
func TestLabels(t *testing.T) {
	for _, tt := range []struct{ labels, want string }{
		{"1 2 3", "0<</S/D>>"},
		{"i ii 1 2", "0<</S/r>>2<</S/D>>"},
		{"iv v 7 8 7", "0<</S/r/St 4>>2<</S/D/St 7>>4<</S/D/St 7>>"},
		{"1 A A 01 0 1", "0<</S/D>>1<</P(A)>>2<</P(A)>>3<</P(01)>>4<</P(0)>>5<</S/D>>"},
		{"iiii xcix", "0<</P(iiii)>>1<</S/r/St 99>>"},
	} {
		a := assembly{doc: &Document{}}
		for _, l := range strings.Fields(tt.labels) {
			a.doc.Pages = append(a.doc.Pages, Page{Label: l})
		}
		if got := a.labels(); got != "<</Nums["+tt.want+"]>>" {
			t.Errorf("%s: got %s", tt.labels, got)
		}
	}
}

func TestRoman(t *testing.T) {
	for n, want := range map[int]string{1: "i", 4: "iv", 9: "ix", 14: "xiv", 19: "xix", 40: "xl", 49: "xlix", 90: "xc", 99: "xcix", 144: "cxliv", 200: "cc"} {
		if got := roman(n); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
}

// How the bookmarks hang together, level by level.
func TestItems(t *testing.T) {
	marks := []Bookmark{{Level: 0}, {Level: 0, Open: true}, {Level: 1}, {Level: 2}, {Level: 2}, {Level: 1, Open: true}, {Level: 2}, {Level: 0}}
	want := []item{
		{8, -1, 1, -1, -1, 0},
		{8, 0, 7, 2, 5, 3}, // the two below, and what the second of them shows
		{1, -1, 5, 3, 4, 2},
		{2, -1, 4, -1, -1, 0},
		{2, 3, -1, -1, -1, 0},
		{1, 2, -1, 6, 6, 1},
		{5, -1, -1, -1, -1, 0},
		{8, 1, -1, -1, -1, 0},
		{-1, -1, -1, 0, 7, 6},
	}
	for i, got := range items(marks) {
		if got != want[i] {
			t.Errorf("%d: got %+v, want %+v", i, got, want[i])
		}
	}
}

// What a caller gets wrong is an error, never a broken file.
func TestCheck(t *testing.T) {
	good := func() *Document {
		return &Document{
			Fonts:        sans,
			Elements:     []Element{{Type: "Document", Parent: -1}, {Type: "Link", Parent: 0}},
			Pages:        []Page{{Texts: []Text{{Text: "a", Element: 1}}, Links: []Link{{Element: 1, Areas: []Area{{}}, Contents: "b", Name: "n"}}}},
			Destinations: []Destination{{Name: "n"}},
			Outline:      []Bookmark{{Title: "c"}},
		}
	}
	if err := good().check(); err != nil {
		t.Fatal(err)
	}
	for i, spoil := range []func(*Document){
		func(d *Document) { d.Pages = nil },
		func(d *Document) { d.Elements = nil; d.Pages[0] = Page{} },
		func(d *Document) { d.Elements[0].Parent = 0 },
		func(d *Document) { d.Elements[1].Parent = 1 },
		func(d *Document) { d.Elements[1].Parent = -1 },
		func(d *Document) { d.Elements[1].Type = "P" },
		func(d *Document) { d.Destinations = append(d.Destinations, Destination{Name: "n"}) },
		func(d *Document) { d.Destinations[0].Page = 1 },
		func(d *Document) { d.Destinations[0].Name = "m" },
		func(d *Document) { d.Outline[0].Level = 1 },
		func(d *Document) { d.Outline[0].Page = -1 },
		func(d *Document) { d.Pages[0].Texts[0].Font = 2 },
		func(d *Document) { d.Pages[0].Texts[0].Element = 2 },
		func(d *Document) { d.Pages[0].Texts[0].Element = -2 },
		func(d *Document) { d.Pages[0].Texts[0].Kind = 3 },
		func(d *Document) { d.Pages[0].Links[0].Element = 2 },
		func(d *Document) { d.Pages[0].Links[0].Areas = nil },
		func(d *Document) { d.Pages[0].Links[0].Contents = "" },
		func(d *Document) { d.Pages[0].Links[0].URI = "https://a.example/ä" },
	} {
		d := good()
		spoil(d)
		if _, err := Finish(nil, d); err == nil || !strings.HasPrefix(err.Error(), "finish: ") {
			t.Errorf("case %d: got %v", i, err)
		}
	}
}

// The profile is what a reader of ICC.1:2010 expects: its size, its signature, and tags that lie inside of it.
func TestProfile(t *testing.T) {
	p := profile()
	u32 := func(at int) int { return int(p[at])<<24 | int(p[at+1])<<16 | int(p[at+2])<<8 | int(p[at+3]) }
	if u32(0) != len(p) || string(p[12:24]) != "mntrRGB XYZ " || string(p[36:40]) != "acsp" {
		t.Fatalf("header %q", p[:40])
	}
	var tags []string
	for i := range u32(128) {
		entry := 132 + 12*i
		at, size := u32(entry+4), u32(entry+8)
		if at%4 != 0 || at < 132+12*u32(128) || at+size > len(p) {
			t.Errorf("tag %s at %d of %d bytes", p[entry:entry+4], at, size)
		}
		tags = append(tags, fmt.Sprintf("%s=%s", p[entry:entry+4], p[at:at+4]))
	}
	want := "desc=mluc cprt=mluc wtpt=XYZ  chad=sf32 rXYZ=XYZ  gXYZ=XYZ  bXYZ=XYZ  rTRC=para gTRC=para bTRC=para"
	if got := strings.Join(tags, " "); got != want {
		t.Errorf("got %s", got)
	}
}
