// Package font knows faces: which characters they have, how wide those are,
// and how much closer or wider two of them stand together. The house's own are
// the four of Liberation Sans ([Liberation]), which has the metrics of Arial,
// the typeface of the ministry's own documents, and may be embedded (SIL Open
// Font License 1.1).
//
// It draws nothing, breaks no lines and knows no sizes: all widths are in
// 1/1000 em. Only this package uses sfnt and the module that brings the fonts.
// Substitute faces belong here too, once there are any.
//
// Start with [Face.Has], [Face.Advance] and [Face.Kern]; a PDF writer needs
// [Face.Data] and [Glyph].
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
	Style      string // its name within the family: "Regular", "BoldItalic"
	PostScript string // its PostScript name, as in its name table

	bytes  []byte
	once   sync.Once
	font   *sfnt.Font
	blocks [256]atomic.Pointer[block]
	kerned [kernSide * kernSide]atomic.Int32 // Kern + kernKnown; 0: not asked yet
}

// Family is the four faces that a document is set in.
type Family struct{ Regular, Bold, Italic, BoldItalic *Face }

// Liberation is Liberation Sans, the house's family.
var Liberation = &Family{
	Regular:    &Face{Style: "Regular", PostScript: "LiberationSans", bytes: liberationsansregular.TTF},
	Bold:       &Face{Style: "Bold", PostScript: "LiberationSans-Bold", bytes: liberationsansbold.TTF},
	Italic:     &Face{Style: "Italic", PostScript: "LiberationSans-Italic", bytes: liberationsansitalic.TTF},
	BoldItalic: &Face{Style: "BoldItalic", PostScript: "LiberationSans-BoldItalic", bytes: liberationsansbolditalic.TTF},
}

// Faces returns the family's faces, in the order of its fields.
func (f *Family) Faces() [4]*Face { return [4]*Face{f.Regular, f.Bold, f.Italic, f.BoldItalic} }

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
// hyphen for U+2011 NON-BREAKING HYPHEN, which is in none of the faces and
// looks the same.
func Glyph(r rune) rune {
	if r == '\u2011' {
		return '-'
	}
	return r
}

// Has reports whether the face can draw the character, whether by its own
// glyph or by that of [Glyph]. It is false for control characters, for
// characters of private use (their meaning is no text: ISO 19005-2, 6.2.11.7.3)
// and for those above U+FFFF, which gofpdf cannot write.
func (f *Face) Has(r rune) bool { return f.width(r) != 0 }

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

// Ascent and Descent are how far the faces' letters reach above and below the
// baseline in 1/1000 em, with accents on capitals (hhea table, all faces).
const (
	Ascent  = 905
	Descent = 212
)

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

// read fills the block with the given number. Two callers at once read the
// same widths, so it does not matter whose stay.
func (f *Face) read(n rune) *block {
	var (
		b    block
		buf  sfnt.Buffer
		file = f.parsed()
		em   = int64(file.UnitsPerEm())
	)
	for i := range b {
		r := n<<8 | rune(i)
		if unicode.IsControl(r) || unicode.Is(unicode.Co, r) {
			continue
		}
		g, err := file.GlyphIndex(&buf, Glyph(r))
		if err != nil || g == 0 {
			continue
		}
		// At a size of one em in font units the advance is exact: 26.6 fixed
		// point, without fraction.
		adv, err := file.GlyphAdvance(&buf, g, fixed.I(int(em)), xfont.HintingNone)
		if err != nil {
			continue
		}
		units := int64(adv >> 6)
		b[i] = uint16((units*1000+em/2)/em) + 1
	}
	f.blocks[n].Store(&b)
	return &b
}
