package font

import (
	"bytes"
	"encoding/binary"
	"math"
	"sync"
	"testing"

	"golang.org/x/image/font/sfnt"

	"umsetzungsstand/internal/font/fonttest"
)

var (
	Regular, Bold, Italic, BoldItalic = Liberation.Regular, Liberation.Bold, Liberation.Italic, Liberation.BoldItalic

	all = Liberation.Faces()
)

func TestAdvance(t *testing.T) {
	// Arial's widths, which Liberation Sans was made to have, in 1/1000 em.
	tests := []struct {
		face *Face
		r    rune
		want int
	}{
		{Regular, ' ', 278}, {Regular, 'a', 556}, {Regular, 'i', 222}, {Regular, 'M', 833},
		{Regular, 'ß', 611}, {Regular, '–', 556}, {Regular, '„', 333}, {Regular, '0', 556},
		{Bold, ' ', 278}, {Bold, 'i', 278}, {Bold, 'a', 556}, {Bold, 'ß', 611},
		{Italic, 'a', 556}, {BoldItalic, 'i', 278},
		{Regular, 'ä', 556}, {Regular, '\u00a0', 278}, {Regular, '\u00ad', 333},
		{Regular, '-', 333}, {Regular, '\u2011', 333}, {Bold, '\u2011', 333},
		{Regular, '漢', 0}, {Regular, '\U0001F600', 0}, {Regular, -1, 0}, {Regular, '\n', 0},
	}
	for _, tt := range tests {
		if got := tt.face.Advance(tt.r); got != tt.want {
			t.Errorf("%v.Advance(%U) = %d, want %d", tt.face, tt.r, got, tt.want)
		}
	}
}

func TestHas(t *testing.T) {
	const german = "aäoöuüßAÄOÖUÜẞ„“‚‘–—…§€²³½°•·×÷ " + "\u00a0\u00ad\u2011"
	const names = "ŁukaszPôlénergieAcadémieŐűčřžşğæøåÅñçÿŸŒœŽŠđΑθήναМосква"
	for _, f := range all {
		for _, r := range german + names {
			if !f.Has(r) {
				t.Errorf("%v does not have %q (%U)", f, r, r)
			}
		}
		for _, r := range []rune{0, '\t', '\n', 0x7f, 0x85, '\ue000', '漢', '\u0e01', '\ufffe', '\U0001F600', '\U000F0000', -5} {
			if f.Has(r) {
				t.Errorf("%v has %U", f, r)
			}
		}
	}
}

// Every character of the plane must be as wide as gofpdf believes: it takes
// hmtx as a float, scales it to 1000 units and rounds half away from zero
// (utf8FontFile.parseHMTXTable).
func TestAdvanceAsGofpdfRounds(t *testing.T) {
	for _, f := range all {
		data := f.Data()
		table := func(tag string) []byte {
			for i := range int(binary.BigEndian.Uint16(data[4:])) {
				e := data[12+16*i:]
				if string(e[:4]) == tag {
					return data[binary.BigEndian.Uint32(e[8:]):]
				}
			}
			t.Fatalf("%v: no table %s", f, tag)
			return nil
		}
		em := binary.BigEndian.Uint16(table("head")[18:])
		metrics := int(binary.BigEndian.Uint16(table("hhea")[34:]))
		hmtx := table("hmtx")
		parsed, err := sfnt.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		seen := 0
		for r := rune(' '); r <= 0xFFFF; r++ {
			if !f.Has(r) {
				continue
			}
			seen++
			g, err := parsed.GlyphIndex(nil, f.Glyph(r))
			if err != nil {
				t.Fatal(err)
			}
			i := min(int(g), metrics-1)
			want := int(math.Round(float64(binary.BigEndian.Uint16(hmtx[4*i:])) * 1000 / float64(em)))
			if got := f.Advance(r); got != want {
				t.Errorf("%v.Advance(%U) = %d, gofpdf counts %d", f, r, got, want)
			}
		}
		if seen < 2000 {
			t.Errorf("%v: only %d characters compared", f, seen)
		}
	}
}

func TestReach(t *testing.T) {
	for name, tt := range map[string]struct {
		family       *Family
		above, below int
	}{
		"Liberation Sans": {Liberation, 854, 212}, // „Ä“, „j“; hhea says 905, 212
		"Go":              {load(t, fonttest.Go()), 906, 205},
	} {
		if a, b := tt.family.Reach(); a != tt.above || b != tt.below {
			t.Errorf("%s reaches %d above and %d below, want %d and %d", name, a, b, tt.above, tt.below)
		}
	}
}

func TestPostScript(t *testing.T) {
	for _, f := range all {
		parsed, err := sfnt.Parse(f.Data())
		if err != nil {
			t.Fatal(err)
		}
		want, err := parsed.Name(nil, sfnt.NameIDPostScript)
		if err != nil {
			t.Fatal(err)
		}
		if got := f.PostScript; got != want {
			t.Errorf("PostScript = %q, the font says %q", got, want)
		}
	}
}

func TestDataIsACopy(t *testing.T) {
	a := Regular.Data()
	b := bytes.Clone(a)
	for i := range a {
		a[i] = 0xFF
	}
	if !bytes.Equal(Regular.Data(), b) {
		t.Error("writing into Data() changed the face")
	}
}

// Faces are shared by all goroutines; run with -race this shows that reading
// widths needs no lock of the caller's.
func TestConcurrent(t *testing.T) {
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for r := rune(0); r < 0x3000; r += rune(i + 1) {
				_ = BoldItalic.Advance(r)
			}
		})
	}
	wg.Wait()
}

func BenchmarkAdvance(b *testing.B) {
	const text = "Gemeinsame Erklärung über die nachbarschaftliche Zusammenarbeit – 4. März 2004"
	b.ReportAllocs()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		for _, r := range text {
			_ = Regular.Advance(r)
		}
	}
}

// The cost of a cold start: one face parsed and the blocks of German text read.
func BenchmarkCold(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		cold := &Face{bytes: Regular.bytes}
		for _, r := range "aä–„" {
			_ = cold.Advance(r)
		}
	}
}
