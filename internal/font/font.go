// Package font knows the program's faces, the four of Liberation Sans: which
// characters they have and how wide those are. Liberation Sans has the metrics
// of Arial, which the ministry's own documents use, and may be embedded (SIL
// Open Font License 1.1).
//
// It draws nothing, breaks no lines and knows no sizes: all widths are in
// 1/1000 em. Only this package uses sfnt and the module that brings the fonts.
// Kerning and substitute faces belong here too, once there are any.
//
// Start with [Face.Has] and [Face.Advance]; a PDF writer needs [Face.Data] and
// [Glyph].
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

// Face is one of the program's faces.
type Face int

// The faces.
const (
	Regular Face = iota
	Bold
	Italic
	BoldItalic
)

// Faces is how many faces there are; they count from 0.
const Faces = 4

// Data returns a fresh copy of the face's TrueType bytes. It is a copy because
// gofpdf writes padding into the slice that it is given.
func (f Face) Data() []byte { return slices.Clone(f.data()) }

// String returns the face's name within its family, "BoldItalic".
func (f Face) String() string {
	switch f {
	case Regular:
		return "Regular"
	case Bold:
		return "Bold"
	case Italic:
		return "Italic"
	case BoldItalic:
		return "BoldItalic"
	}
	panic(fmt.Sprintf("font: unknown face %d", int(f)))
}

// PostScript returns the face's PostScript name, as in its name table.
func (f Face) PostScript() string {
	if f == Regular {
		return "LiberationSans"
	}
	return "LiberationSans-" + f.String()
}

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
func (f Face) Has(r rune) bool { return f.width(r) != 0 }

// Advance returns the character's advance width in 1/1000 em, rounded as
// gofpdf rounds it; 0 if the face does not have it. U+00AD is as wide as the
// hyphen that is drawn for it at a line's end; elsewhere it must not be drawn.
func (f Face) Advance(r rune) int {
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

// face is what has been read of a face so far. The file is parsed at the first
// question, and the widths are read in blocks as they are asked for: a report
// in German needs three or four of the 256 blocks, and a cold start pays for
// no more.
type face struct {
	once   sync.Once
	font   *sfnt.Font
	blocks [256]atomic.Pointer[block]
}

var faces [Faces]face

func (f Face) data() []byte {
	switch f {
	case Regular:
		return liberationsansregular.TTF
	case Bold:
		return liberationsansbold.TTF
	case Italic:
		return liberationsansitalic.TTF
	case BoldItalic:
		return liberationsansbolditalic.TTF
	}
	panic(fmt.Sprintf("font: unknown face %d", int(f)))
}

func (f Face) width(r rune) uint16 {
	if uint32(r) > 0xFFFF {
		return 0
	}
	b := faces[f].blocks[r>>8].Load()
	if b == nil {
		b = f.read(r >> 8)
	}
	return b[r&0xFF]
}

// read fills the block with the given number. Two callers at once read the
// same widths, so it does not matter whose stay.
func (f Face) read(n rune) *block {
	t := &faces[f]
	t.once.Do(func() {
		parsed, err := sfnt.Parse(f.data())
		if err != nil {
			panic(fmt.Sprintf("font: %s cannot be read: %v", f.PostScript(), err))
		}
		t.font = parsed
	})
	var (
		b   block
		buf sfnt.Buffer
		em  = int64(t.font.UnitsPerEm())
	)
	for i := range b {
		r := n<<8 | rune(i)
		if unicode.IsControl(r) || unicode.Is(unicode.Co, r) {
			continue
		}
		g, err := t.font.GlyphIndex(&buf, Glyph(r))
		if err != nil || g == 0 {
			continue
		}
		// At a size of one em in font units the advance is exact: 26.6 fixed
		// point, without fraction.
		adv, err := t.font.GlyphAdvance(&buf, g, fixed.I(int(em)), xfont.HintingNone)
		if err != nil {
			continue
		}
		units := int64(adv >> 6)
		b[i] = uint16((units*1000+em/2)/em) + 1
	}
	t.blocks[n].Store(&b)
	return &b
}
