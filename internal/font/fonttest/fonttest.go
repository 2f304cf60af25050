// Package fonttest holds a family for tests that is not the house's, the Go
// fonts, and ways to spoil the files of one. Start with [Go].
//
// It is not for the program itself: no family but the house's is built in.
package fonttest

import (
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

func entry(data []byte, tag string) []byte {
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		if e := data[12+16*i:]; string(e[:4]) == tag {
			return e[:16]
		}
	}
	panic(fmt.Sprintf("no table %q", tag))
}
