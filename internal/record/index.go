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
	named bool // has a line of its own: header or key with value (what MetaData.Keys lists)

	at    place // of the key; of the header's first bracket; of an element
	value place // of the value's first character; of the header where there is none

	start, end int32 // byte offsets of a scalar's source, quotes included

	first, last, next, count int32 // children, in the order of the file
}

// place is a line and a column, both from 1, the column in runes.
type place struct{ line, col int32 }

// index is the tree of a file's nodes.
type index struct {
	src   string
	nodes []node
}

// placeOf returns the place of any byte offset. It counts from the beginning:
// for faults only.
func (ix *index) placeOf(off int) place {
	before := ix.src[:min(off, len(ix.src))]
	line := strings.Count(before, "\n")
	return place{int32(line + 1), int32(utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:]) + 1)}
}
