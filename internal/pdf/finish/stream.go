package finish

import (
	"fmt"
	"strconv"
)

// stream writes the page's content anew: each run of texts that belong to one
// element in marked content with an identifier (ISO 32000-1, 14.7.4.2), all else
// in that of an artifact. It returns the elements by these identifiers.
//
// Texts are placed absolutely, so that what is drawn is the same to the pixel;
// only kerning moves the letters within a text.
func (p *Page) stream(d *Document) (content []byte, owners []int) {
	var (
		b     []byte
		font  = -1
		size  = 0
		open  = false // marked content is
		owner = 0
		kind  Artifact
	)
	if len(p.Texts) > 0 {
		b = append(b, "BT\n"...)
	}
	for i := range p.Texts {
		t := &p.Texts[i]
		if !open || t.Element != owner || t.Element < 0 && t.Kind != kind {
			if open {
				b = append(b, "EMC\n"...)
			}
			open, owner, kind = true, t.Element, t.Kind
			if owner < 0 {
				b = append(b, artifacts[kind]...)
			} else {
				b = fmt.Appendf(b, "%s<</MCID %d>>BDC\n", name(d.Elements[owner].Type), len(owners))
				owners = append(owners, owner)
			}
		}
		if t.Font != font || t.Size != size {
			font, size = t.Font, t.Size
			b = fmt.Appendf(b, "/F%d ", font)
			b = append(appendPoints(b, size), " Tf\n"...)
		}
		b = append(b, "1 0 0 1 "...)
		b = append(appendPoints(b, t.X), ' ')
		b = append(appendPoints(b, t.Y), " Tm "...)
		b = d.Fonts[font].show(b, t.Text)
	}
	if open {
		b = append(b, "EMC\n"...)
	}
	if len(p.Texts) > 0 {
		b = append(b, "ET\n"...)
	}
	if len(p.Rules) > 0 {
		b = append(b, artifacts[Layout]...)
		for _, r := range p.Rules {
			b = append(appendPoints(b, r.Width), " w "...)
			b = append(appendPoints(b, r.X1), ' ')
			b = append(appendPoints(b, r.Y1), " m "...)
			b = append(appendPoints(b, r.X2), ' ')
			b = append(appendPoints(b, r.Y2), " l S\n"...)
		}
		b = append(b, "EMC\n"...)
	}
	return b, owners
}

// artifacts open the marked content of artifacts (ISO 32000-1, 14.8.2.2.2).
var artifacts = [...]string{
	Layout: "/Artifact<</Type/Layout>>BDC\n",
	Header: "/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC\n",
	Footer: "/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC\n",
}

// show writes the operator that shows a text: Tj, or TJ if letters are kerned.
func (f *Font) show(b []byte, text string) []byte {
	const digits = "0123456789ABCDEF"
	start, kerned := len(b), false
	b = append(b, '[', '<')
	before := rune(0)
	for _, r := range text {
		if f.Kern != nil && before != 0 {
			if k := f.Kern(before, r); k != 0 {
				b = append(b, '>')
				b = append(strconv.AppendInt(b, int64(-k), 10), '<')
				kerned = true
			}
		}
		b = append(b, digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15])
		before = r
	}
	if kerned {
		return append(b, ">]TJ\n"...)
	}
	b = append(b[:start], b[start+1:]...)
	return append(b, ">Tj\n"...)
}

// drawn returns the character whose glyph the drawn file shows for r.
func (f *Font) drawn(r rune) rune {
	if f.Glyph == nil {
		return r
	}
	return f.Glyph(r)
}
