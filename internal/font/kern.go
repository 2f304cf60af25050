package font

import (
	"sync"
	"unicode"

	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
)

// Kern returns how much nearer (less than 0) or wider the second character
// stands when it follows the first, in 1/1000 em, halves rounded away from 0.
//
// A letter with a mark is kerned like its base letter, for the faces have no
// pairs of their own for most of them („To“ −111, „Tö“ none). Neither figures
// among each other, which have to stand in columns, nor spaces are kerned.
func (f *Face) Kern(before, after rune) int {
	a, b := kernIndex(before), kernIndex(after)
	if a < 0 || b < 0 || a >= '0' && a <= '9' && b >= '0' && b <= '9' {
		return 0
	}
	known := &f.kerned[a*kernSide+b]
	v := known.Load()
	if v == 0 {
		v = f.readKern(kernRune(a), kernRune(b)) + kernKnown
		known.Store(v)
	}
	return int(v - kernKnown)
}

// kernKnown is added to what is remembered, so that 0 means nothing is.
const kernKnown = 1 << 16

// The characters beyond ASCII that have pairs of their own.
var kernMore = [...]rune{'„', '“', '”', '‚', '‘', '’', '–', '…'}

// kernSide is how many characters can be kerned.
const kernSide = 0x80 + len(kernMore)

// latin holds the base letters of the Latin blocks that Unicode composes
// (U+00C0–U+024F); 0 where there is none.
var latin = sync.OnceValue(func() *[0x250]byte {
	var t [0x250]byte
	for r := rune(0xC0); r < 0x250; r++ {
		if base := []rune(norm.NFD.String(string(r)))[0]; base < 0x80 && unicode.IsLetter(r) {
			t[r] = byte(base)
		}
	}
	return &t
})

// kernIndex returns the character's place in the table of pairs, -1 if it has
// none. An ASCII character is its own.
func kernIndex(r rune) int {
	switch {
	case r > ' ' && r < 0x7F:
		return int(r)
	case r < 0xC0:
		return -1
	case r < 0x250:
		if base := latin()[r]; base != 0 {
			return int(base)
		}
		return -1
	}
	for i, m := range kernMore {
		if m == r {
			return 0x80 + i
		}
	}
	return -1
}

func kernRune(i int) rune {
	if i < 0x80 {
		return rune(i)
	}
	return kernMore[i-0x80]
}

// readKern reads a pair's kerning from the file: of GPOS what sfnt knows of it,
// else of kern.
func (f *Face) readKern(before, after rune) (kern int32) {
	var buf sfnt.Buffer
	a, b := f.glyph(&buf, before), f.glyph(&buf, after)
	if a == 0 || b == 0 {
		return 0
	}
	// sfnt takes what GPOS says of its own tables for true when it looks up a
	// pair, and panics if it is not. Such a pair is not kerned.
	defer func() {
		if recover() != nil {
			kern = 0
		}
	}()
	// No pair is an error too, sfnt.ErrNotFound.
	units, err := f.parsed().Kern(&buf, a, b, f.unscaled(), xfont.HintingNone)
	if err != nil {
		return 0
	}
	return int32(thousandths(int(units), int(f.parsed().UnitsPerEm())))
}
