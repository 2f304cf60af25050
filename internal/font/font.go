// Package font knows faces: which characters they have, how wide those are,
// and how much closer or wider two of them stand together. The house's own are
// the four of Liberation Sans ([Liberation]), which has the metrics of Arial,
// the typeface of the ministry's own documents, and may be embedded (SIL Open
// Font License 1.1). Another family is read from a folder ([Load]); what its
// faces lack, those of Liberation Sans draw ([Face.For]).
//
// It draws nothing, breaks no lines and knows no sizes: all widths are in
// 1/1000 em. Only this package uses sfnt and the module that brings the fonts.
//
// Start with [Face.Has], [Face.Advance] and [Face.Kern]; a PDF writer needs
// [Face.Data] and [Face.Glyph].
package font

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"unicode"

	"github.com/go-fonts/liberation/liberationsansbold"
	"github.com/go-fonts/liberation/liberationsansbolditalic"
	"github.com/go-fonts/liberation/liberationsansitalic"
	"github.com/go-fonts/liberation/liberationsansregular"
	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// Face is one face of a family. It may be used by several goroutines at once.
//
// What it knows of the file is read as it is asked for: the file is parsed at
// the first question, and the widths are read in blocks. A report in German
// needs three or four of the 256 blocks, and a cold start pays for no more.
type Face struct {
	Family     string // the family's name: "Liberation Sans"
	Style      string // its name within the family: "Regular", "BoldItalic"
	PostScript string // its PostScript name, as in its name table
	Fallback   *Face  // of the same style, for what this one lacks; nil: none

	bytes  []byte
	once   sync.Once
	font   *sfnt.Font
	chars  *[0x10000]uint16 // the glyphs of all characters; nil: sfnt is asked
	blocks [256]atomic.Pointer[block]
	kerned [kernSide * kernSide]atomic.Int32 // Kern + kernKnown; 0: not asked yet
}

// Family is the four faces that a document is set in.
type Family struct{ Regular, Bold, Italic, BoldItalic *Face }

// Liberation is Liberation Sans, the house's family.
var Liberation = &Family{
	Regular:    &Face{Family: liberation, Style: "Regular", PostScript: "LiberationSans", bytes: liberationsansregular.TTF},
	Bold:       &Face{Family: liberation, Style: "Bold", PostScript: "LiberationSans-Bold", bytes: liberationsansbold.TTF},
	Italic:     &Face{Family: liberation, Style: "Italic", PostScript: "LiberationSans-Italic", bytes: liberationsansitalic.TTF},
	BoldItalic: &Face{Family: liberation, Style: "BoldItalic", PostScript: "LiberationSans-BoldItalic", bytes: liberationsansbolditalic.TTF},
}

const liberation = "Liberation Sans"

// Faces returns the family's faces, in the order of its fields.
func (f *Family) Faces() [4]*Face { return [4]*Face{f.Regular, f.Bold, f.Italic, f.BoldItalic} }

// Reach returns how far the characters that every report needs reach above and
// below the baseline in any of the faces, in 1/1000 em.
func (f *Family) Reach() (above, below int) {
	for _, face := range f.Faces() {
		a, b := face.Reach()
		above, below = max(above, a), max(below, b)
	}
	return above, below
}

// Face returns the face of text that is bold or not, italic or not.
func (f *Family) Face(bold, italic bool) *Face {
	switch {
	case bold && italic:
		return f.BoldItalic
	case bold:
		return f.Bold
	case italic:
		return f.Italic
	}
	return f.Regular
}

// Data returns a fresh copy of the face's TrueType bytes. It is a copy because
// gofpdf writes padding into the slice that it is given.
func (f *Face) Data() []byte { return slices.Clone(f.bytes) }

// String returns the face's name within its family, "BoldItalic".
func (f *Face) String() string { return f.Style }

// Glyph returns the character whose glyph is drawn for r: r itself, but the
// hyphen for U+2011 NON-BREAKING HYPHEN, which is in few faces and looks the
// same, and for U+00AD SOFT HYPHEN, which shows at a line's end.
func (f *Face) Glyph(r rune) rune {
	if r == '\u2011' || r == '\u00ad' {
		return '-'
	}
	return r
}

// Has reports whether the face can draw the character, whether by its own
// glyph or by that of [Face.Glyph]. It is false for control characters, for
// characters of private use (their meaning is no text: ISO 19005-2, 6.2.11.7.3)
// and for those above U+FFFF, which gofpdf cannot write.
func (f *Face) Has(r rune) bool { return f.width(r) != 0 }

// For returns the face that draws the character: f itself, or its fallback
// where only that has it; nil if neither does.
func (f *Face) For(r rune) *Face {
	switch {
	case f.Has(r):
		return f
	case f.Fallback != nil && f.Fallback.Has(r):
		return f.Fallback
	}
	return nil
}

// Advance returns the character's advance width in 1/1000 em, rounded as
// gofpdf rounds it; 0 if the face does not have it. U+00AD is as wide as the
// hyphen that is drawn for it at a line's end; elsewhere it must not be drawn.
func (f *Face) Advance(r rune) int {
	w := f.width(r)
	if w == 0 {
		return 0
	}
	return int(w) - 1
}

// Reach returns how far the characters that every report needs reach above and
// below the baseline, in 1/1000 em. It is measured at their outlines: the
// ascent that a file tells often has room for other scripts.
func (f *Face) Reach() (above, below int) {
	var buf sfnt.Buffer
	for _, r := range required {
		box, _, err := f.parsed().GlyphBounds(&buf, f.glyph(&buf, r), f.unscaled(), xfont.HintingNone)
		if err == nil { // its y axis points downwards
			above, below = max(above, -int(box.Min.Y)), max(below, int(box.Max.Y))
		}
	}
	em := int(f.parsed().UnitsPerEm())
	return thousandths(above, em), thousandths(below, em)
}

// block holds the widths of 256 consecutive characters: advance + 1, or 0
// where there is no glyph.
type block [256]uint16

func (f *Face) width(r rune) uint16 {
	if uint32(r) > 0xFFFF {
		return 0
	}
	b := f.blocks[r>>8].Load()
	if b == nil {
		b = f.read(r >> 8)
	}
	return b[r&0xFF]
}

// parsed returns the parsed file.
func (f *Face) parsed() *sfnt.Font {
	f.once.Do(func() {
		parsed, err := sfnt.Parse(f.bytes)
		if err != nil {
			panic(fmt.Sprintf("font: %s cannot be read: %v", f.PostScript, err))
		}
		f.font = parsed
	})
	return f.font
}

// unscaled is the size at which sfnt returns lengths in font units: as many
// 1/64 px an em as there are units. It is small enough for sfnt, which
// multiplies it with the length in 32 bits.
func (f *Face) unscaled() fixed.Int26_6 { return fixed.Int26_6(f.parsed().UnitsPerEm()) }

// glyph returns the glyph of a character, 0 if there is none.
func (f *Face) glyph(buf *sfnt.Buffer, r rune) sfnt.GlyphIndex {
	if f.chars != nil {
		return sfnt.GlyphIndex(f.chars[r])
	}
	g, err := f.parsed().GlyphIndex(buf, r)
	if err != nil {
		return 0
	}
	return g
}

// advance returns a glyph's advance width in font units.
func (f *Face) advance(buf *sfnt.Buffer, g sfnt.GlyphIndex) int {
	adv, err := f.parsed().GlyphAdvance(buf, g, f.unscaled(), xfont.HintingNone)
	if err != nil { // not of a glyph that the file has
		return 0
	}
	return int(adv)
}

// read fills the block with the given number. Two callers at once read the
// same widths, so it does not matter whose stay.
func (f *Face) read(n rune) *block {
	var (
		b   block
		buf sfnt.Buffer
		em  = int(f.parsed().UnitsPerEm())
	)
	for i := range b {
		r := n<<8 | rune(i)
		if unicode.IsControl(r) || unicode.Is(unicode.Co, r) {
			continue
		}
		if g := f.glyph(&buf, f.Glyph(r)); g != 0 {
			b[i] = uint16(thousandths(f.advance(&buf, g), em)) + 1
		}
	}
	f.blocks[n].Store(&b)
	return &b
}
