// Package fonttest holds a family for tests that is not the house's, the Go
// fonts, and ways to spoil the files of one. Start with [Go].
//
// It is not for the program itself: no family but the house's is built in.
package fonttest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gobolditalic"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/gomedium"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/gomonobold"
	"golang.org/x/image/font/gofont/gomonobolditalic"
	"golang.org/x/image/font/gofont/gomonoitalic"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/encoding/charmap"
)

// Go returns the four files of the family Go, by their names.
func Go() map[string][]byte {
	return copies(map[string][]byte{
		"Go-Regular.ttf": goregular.TTF, "Go-Bold.ttf": gobold.TTF,
		"Go-Italic.ttf": goitalic.TTF, "Go-Bold-Italic.ttf": gobolditalic.TTF,
	})
}

// Mono returns those of Go Mono, of which few glyphs have a width of their own.
func Mono() map[string][]byte {
	return copies(map[string][]byte{
		"Go-Mono.ttf": gomono.TTF, "Go-Mono-Bold.ttf": gomonobold.TTF,
		"Go-Mono-Italic.ttf": gomonoitalic.TTF, "Go-Mono-Bold-Italic.ttf": gomonobolditalic.TTF,
	})
}

// Western returns the files of Go with no other characters than those of
// Windows-1252, as many families have: no Ł, nothing Greek or Cyrillic.
func Western() map[string][]byte {
	return Only(Go(), func(r rune) bool {
		_, ok := charmap.Windows1252.EncodeRune(r)
		return ok
	})
}

// Only returns the files with no other characters than those to keep.
func Only(files map[string][]byte, keep func(rune) bool) map[string][]byte {
	for name, data := range files {
		font, err := sfnt.Parse(data)
		if err != nil {
			panic(err)
		}
		chars := make(map[rune]uint16)
		for r := range rune(0xFFFF) {
			if g, err := font.GlyphIndex(nil, r); err == nil && keep(r) {
				chars[r] = uint16(g)
			}
		}
		files[name] = Replace(data, "cmap", Cmap(chars))
	}
	return files
}

// Medium returns a file of Go Medium, another weight.
func Medium() []byte { return slices.Clone(gomedium.TTF) }

func copies(files map[string][]byte) map[string][]byte {
	for name, data := range files {
		files[name] = slices.Clone(data)
	}
	return files
}

// Table returns a table of a TrueType file, to be changed in place. It panics
// if there is none.
func Table(data []byte, tag string) []byte {
	e := entry(data, tag)
	at, size := binary.BigEndian.Uint32(e[8:]), binary.BigEndian.Uint32(e[12:])
	return data[at : at+size]
}

// Hide takes a table out of the file's directory.
func Hide(data []byte, tag string) { copy(entry(data, tag), "zzzz") }

// Replace returns the file with another table in place of the one it has, at
// its end.
func Replace(data []byte, tag string, table []byte) []byte {
	data = slices.Clone(data)
	for len(data)%4 != 0 {
		data = append(data, 0)
	}
	e := entry(data, tag)
	binary.BigEndian.PutUint32(e[8:], uint32(len(data)))
	binary.BigEndian.PutUint32(e[12:], uint32(len(table)))
	return append(data, table...)
}

// Cmap returns a table of characters with one of format 4 in it. Those with the
// glyph 0 are left out.
func Cmap(chars map[rune]uint16) []byte {
	var ends, starts, deltas, ranges []byte
	add := func(r int) {
		ends = binary.BigEndian.AppendUint16(ends, uint16(r))
		starts = binary.BigEndian.AppendUint16(starts, uint16(r))
		deltas = binary.BigEndian.AppendUint16(deltas, chars[rune(r)]-uint16(r))
		ranges = append(ranges, 0, 0)
	}
	for r := range 0xFFFF {
		if chars[rune(r)] != 0 {
			add(r)
		}
	}
	add(0xFFFF)
	n := len(ends)
	table := []byte{0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12, 0, 4, byte((16 + 4*n) >> 8), byte(16 + 4*n), 0, 0, byte(n >> 8), byte(n), 0, 0, 0, 0, 0, 0}
	return bytes.Join([][]byte{table, ends, {0, 0}, starts, deltas, ranges}, nil)
}

func entry(data []byte, tag string) []byte {
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		if e := data[12+16*i:]; string(e[:4]) == tag {
			return e[:16]
		}
	}
	panic(fmt.Sprintf("no table %q", tag))
}
