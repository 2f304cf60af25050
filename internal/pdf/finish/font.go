package finish

import (
	"crypto/sha256"
	"fmt"
	"unicode/utf16"
)

// codes is a set of the codes that are shown in a font: UTF-16 units.
type codes [0x10000 / 64]uint64

func (c *codes) add(code uint16) { c[code/64] |= 1 << (code % 64) }

// all yields the codes in ascending order.
func (c *codes) all(yield func(uint16) bool) {
	for i, word := range c {
		for bit := 0; word != 0; bit, word = bit+1, word>>1 {
			if word&1 != 0 && !yield(uint16(64*i+bit)) {
				return
			}
		}
	}
}

// usedCodes returns which codes are shown in each font; nil for a font that is
// not used.
func usedCodes(d *Document) ([]*codes, error) {
	used := make([]*codes, len(d.Fonts))
	for i := range d.Pages {
		for j := range d.Pages[i].Texts {
			t := &d.Pages[i].Texts[j]
			if used[t.Font] == nil {
				used[t.Font] = new(codes)
			}
			for _, r := range t.Text {
				if r > 0xFFFF || utf16.IsSurrogate(r) {
					return nil, fmt.Errorf("page %d: %q cannot be shown", i+1, t.Text)
				}
				used[t.Font].add(uint16(r))
			}
		}
	}
	return used, nil
}

// font writes a font that is used: the drawn file's subset, under the names that
// ISO 32000-1 and ISO 19005-2 want, with the widths, glyphs and characters of
// the codes that are shown and of no others.
func (a *assembly) font(i int, used *codes) (ref, error) {
	face := &a.doc.Fonts[i]
	drawn := a.drawn.font(i)
	if drawn == nil {
		return 0, fmt.Errorf("the font %s is not embedded", face.PostScript)
	}
	var (
		glyphs  []byte // CIDToGIDMap
		widths  []byte
		unicode []byte // of the map to Unicode, blocks of at most 100 (Adobe Technical Note 5014)
		block   []byte
		count   int
		next    = -1
	)
	flush := func() {
		if count > 0 {
			unicode = fmt.Appendf(unicode, "%d beginbfchar\n%sendbfchar\n", count, block)
			block, count = block[:0], 0
		}
	}
	for code := range used.all {
		shown := face.drawn(rune(code))
		at := 2 * int(shown)
		if shown < 0 || at+1 >= len(drawn.glyphs) || drawn.glyphs[at] == 0 && drawn.glyphs[at+1] == 0 {
			// The standards forbid to show .notdef (ISO 19005-2, 6.2.11.8; ISO
			// 14289-1, 7.21.8), and no validator finds it here.
			return 0, fmt.Errorf("the font %s has no glyph for %q (U+%04X)", face.PostScript, rune(code), code)
		}
		for len(glyphs) <= 2*int(code) {
			glyphs = append(glyphs, 0, 0)
		}
		copy(glyphs[2*int(code):], drawn.glyphs[at:at+2])

		switch {
		case int(code) == next:
			widths = append(widths, ' ')
		case next >= 0:
			widths = fmt.Appendf(widths, "]%d[", code)
		default:
			widths = fmt.Appendf(widths, "%d[", code)
		}
		widths = fmt.Append(widths, face.Advance(rune(code)))
		next = int(code) + 1

		block = fmt.Appendf(block, "<%04X><%04X>\n", code, code)
		if count++; count == 100 {
			flush()
		}
	}
	flush()

	// A subset's name begins with six letters of its own (ISO 32000-1, 9.6.4).
	base := name(tag(drawn.file, glyphs) + "+" + face.PostScript)
	n := drawn.descriptor
	file := a.addStream(fmt.Sprintf("/Length1 %d", len(drawn.file)), drawn.file)
	descriptor := a.add("<</Type/FontDescriptor/FontName%s/Flags %d/FontBBox%v/ItalicAngle %d/Ascent %d/Descent %d/CapHeight %d/StemV %d/FontFile2 %v>>",
		base, n["Flags"], drawn.box, n["ItalicAngle"], n["Ascent"], n["Descent"], n["CapHeight"], n["StemV"], file)
	descendant := a.add("<</Type/Font/Subtype/CIDFontType2/BaseFont%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"+
		"/FontDescriptor %v/CIDToGIDMap %v/W[%s]]>>", base, descriptor, a.addStream("", glyphs), widths)
	toUnicode := a.addStream("", fmt.Appendf(nil, toUnicodeMap, unicode))
	return a.add("<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H/DescendantFonts[%v]/ToUnicode %v>>",
		base, descendant, toUnicode), nil
}

// tag returns six capital letters that stand for a subset.
func tag(parts ...[]byte) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write(p)
	}
	sum := h.Sum(nil)[:6]
	for i := range sum {
		sum[i] = 'A' + sum[i]%26
	}
	return string(sum)
}

// toUnicodeMap is a CMap as ISO 32000-1, 9.10.3 wants it.
const toUnicodeMap = `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><FFFF>
endcodespacerange
%sendcmap
CMapName currentdict /CMap defineresource pop
end
end
`
