package finish

import (
	"fmt"
	"math"
	"slices"
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
			Language:     "de-DE",
			Metadata:     Metadata{Title: "Bericht"},
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
	long := strings.Repeat("ä", 16383) // and the mark of UTF-16: 32,768 bytes
	for _, tt := range []struct {
		want  string
		spoil func(*Document)
	}{
		{"a document without pages or structure", func(d *Document) { d.Pages = nil }},
		{"a document without pages or structure", func(d *Document) { d.Elements = nil }},
		{"a document without language or title", func(d *Document) { d.Language = "" }},
		{"a document without language or title", func(d *Document) { d.Metadata.Title = "" }},
		{"element 0 (Document) has the parent 0", func(d *Document) { d.Elements[0].Parent = 0 }},
		{"element 1 (Link) has the parent 1", func(d *Document) { d.Elements[1].Parent = 1 }},
		{"element 1 (Link) has the parent -1", func(d *Document) { d.Elements[1].Parent = -1 }},
		{"page 1: a link without element, area or contents", func(d *Document) { d.Elements[1].Type = "P" }},
		{`destination "n" exists twice, or on no page, or is not ASCII`, func(d *Document) { d.Destinations = append(d.Destinations, Destination{Name: "n"}) }},
		{`destination "n" exists twice, or on no page, or is not ASCII`, func(d *Document) { d.Destinations[0].Page = 1 }},
		{`destination "ä" exists twice, or on no page, or is not ASCII`, func(d *Document) { d.Destinations[0].Name = "ä" }},
		{`page 1: there is no destination "n"`, func(d *Document) { d.Destinations[0].Name = "m" }},
		{`bookmark "c" skips a level, or leads to no page`, func(d *Document) { d.Outline[0].Level = 1 }},
		{`bookmark "c" skips a level, or leads to no page`, func(d *Document) { d.Outline[0].Page = -1 }},
		{`page 1: "a" has an unknown font, element or kind`, func(d *Document) { d.Pages[0].Texts[0].Font = 2 }},
		{`page 1: "a" has an unknown font, element or kind`, func(d *Document) { d.Pages[0].Texts[0].Element = 2 }},
		{`page 1: "a" has an unknown font, element or kind`, func(d *Document) { d.Pages[0].Texts[0].Element = -2 }},
		{`page 1: "a" has an unknown font, element or kind`, func(d *Document) { d.Pages[0].Texts[0].Kind = 3 }},
		{"page 1: a link without element, area or contents", func(d *Document) { d.Pages[0].Links[0].Element = 2 }},
		{"page 1: a link without element, area or contents", func(d *Document) { d.Pages[0].Links[0].Areas = nil }},
		{"page 1: a link without element, area or contents", func(d *Document) { d.Pages[0].Links[0].Contents = "" }},
		{`page 1: "https://a.example/ä" is not percent-encoded`, func(d *Document) { d.Pages[0].Links[0].URI = "https://a.example/ä" }},
		{"element 1 is a Link without an annotation", func(d *Document) { d.Pages[0].Links = nil }},
		{"metadata are too long", func(d *Document) { d.Metadata.Title = long }},
		{"the keywords are too long", func(d *Document) { d.Metadata.Keywords = []string{long[:20000], long[:20000]} }},
		{"a text of a Link is too long", func(d *Document) { d.Elements[1].Expansion = long }},
		{"the title of a bookmark is too long", func(d *Document) { d.Outline[0].Title = long }},
		{"page 1: the address or the description of a link is too long", func(d *Document) { d.Pages[0].Links[0].Contents = long }},
		{"page 1: the address or the description of a link is too long", func(d *Document) { d.Pages[0].Links[0].URI = strings.Repeat("a", 32768) }},
	} {
		d := good()
		tt.spoil(d)
		if err := d.check(); err == nil || err.Error() != tt.want {
			t.Errorf("got %v, want %s", err, tt.want)
		}
	}
	d := good()
	d.Metadata.Title, d.Pages[0].Links[0].URI = long[:len(long)-2], strings.Repeat("a", 32767)
	if err := d.check(); err != nil {
		t.Errorf("as long as it may be: %v", err)
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
	// The primaries add up to white, and the curve is that of sRGB: half the
	// signal is a fifth of the light.
	value := func(tag string, n int) float64 {
		at := 132 + 12*slices.Index(strings.Split("desc cprt wtpt chad rXYZ gXYZ bXYZ rTRC gTRC bTRC", " "), tag)
		return float64(int32(u32(u32(at+4)+8+4*n))) / 65536
	}
	for i := range 3 {
		if sum, white := value("rXYZ", i)+value("gXYZ", i)+value("bXYZ", i), value("wtpt", i); math.Abs(sum-white) > 0.0005 {
			t.Errorf("the primaries add up to %.4f, white is %.4f", sum, white)
		}
	}
	light := math.Pow(value("gTRC", 2)*0.5+value("gTRC", 3), value("gTRC", 1))
	if math.Abs(light-0.2140) > 0.0001 || math.Abs(value("rXYZ", 1)-0.2225) > 0.0001 || math.Abs(value("wtpt", 0)-0.9642) > 0.0001 {
		t.Errorf("half the signal is %.4f of the light; red is %.4f bright", light, value("rXYZ", 1))
	}
}
