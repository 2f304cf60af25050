package record

import (
	"strings"
	"unicode/utf8"
)

// The index says where in a file's source each table, key and value stands.
// BurntSushi/toml does not: within arrays of tables its positions are those of
// the last element, and for keys that were not decoded it has none.

// shape says what a node of the index is.
type shape uint8

const (
	scalar shape = iota
	table        // [x], {…}, or the a of a.b = 1
	array        // [[x]] or […]
)

// node is a table, key, value or element of an array. The root is node 0, and
// no node is its child, so that 0 also stands for none.
type node struct {
	key   string // empty for elements of arrays
	shape shape
	// faulty says that the fault of this node has been reported: its value means
	// nothing, and of an element nothing is missing.
	faulty bool
	named  bool // has a line of its own: header or key with value (what MetaData.Keys lists)

	at    place // of the key; of the header's first bracket; of an element
	value place // of the value's first character; of the header where there is none

	start, end int32 // byte offsets of a scalar's source, quotes included

	first, last, next, count int32 // children, in the order of the file
}

// place is a line and a column, both from 1, the column in runes.
type place struct{ line, col int32 }

// index is the tree of a file's nodes.
type index struct {
	src     string
	nodes   []node
	patches []patch // by offset
}

// patch says what BurntSushi shall read instead of a part of the source, so
// that one fault of syntax does not hide the others of the file.
type patch struct {
	off, end int
	text     string
}

// patched returns the source with its patches.
func (ix *index) patched() string {
	if len(ix.patches) == 0 {
		return ix.src
	}
	var b strings.Builder
	b.Grow(len(ix.src) + 8*len(ix.patches))
	off := 0
	for _, p := range ix.patches {
		b.WriteString(ix.src[off:p.off])
		b.WriteString(p.text)
		off = p.end
	}
	b.WriteString(ix.src[off:])
	return b.String()
}

// original returns the offset in the source of an offset in what patched
// returns.
func (ix *index) original(off int) int {
	moved := 0 // offset in the patched text less that in the source
	for _, p := range ix.patches {
		if off < p.off+moved {
			break
		}
		if off < p.off+moved+len(p.text) {
			return p.off
		}
		moved += len(p.text) - (p.end - p.off)
	}
	return off - moved
}

// placeOf returns the place of any byte offset. It counts from the beginning:
// for faults only.
func (ix *index) placeOf(off int) place {
	before := ix.src[:min(off, len(ix.src))]
	line := strings.Count(before, "\n")
	return place{int32(line + 1), int32(utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1)}
}
