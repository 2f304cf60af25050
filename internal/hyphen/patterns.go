package hyphen

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

// text holds the patterns, one a line: „1d“ allows a division before a d,
// „dr2“ forbids one behind „dr“, „.ab3a“ allows one within a word that begins
// with „aba“. A digit is the level of the place it stands at; where none
// stands it is 0. Of all patterns that are found in a word the highest level
// counts, and odd levels allow a division (Liang 1983).
//
//go:embed hyph-de-1996.pat.txt
var text string

// All letters of the patterns are in Latin-1, so a letter is a byte in this
// package. A dot stands for either end of the word, unknown for any letter
// that is in no pattern.
const unknown = 0

// index finds patterns by their letters: a hash table with linear probing
// whose entries point into text, where levels and letters are read in place.
// Nothing else has to be built, which matters to a program that runs for
// 40 ms. What a trie does better, to stop where no longer pattern follows,
// saves a quarter of the time of a search at most, for no pattern has more than
// twelve letters; it would have 55,000 nodes.
//
// An entry is the offset of a pattern + 1, shifted by checkBits, and below it a
// part of the hash that makes almost all comparisons of letters needless. 0 is
// a free entry.
type index struct {
	entries [1 << indexBits]uint32
	longest int // letters of the longest pattern, dots included
}

const (
	indexBits = 16 // little more than half of the entries are in use
	checkBits = 14 // leaves 18 bits for the offset
)

// patterns returns the index, which is built at the first call.
var patterns = sync.OnceValue(func() *index { return build(text) })

// build indexes the patterns. That text fits is our own affair: it is
// embedded.
func build(text string) *index {
	if len(text) >= 1<<(32-checkBits) || strings.Count(text, "\n") >= 1<<indexBits {
		panic(fmt.Sprintf("hyphen: %d bytes of patterns are too many for the index", len(text)))
	}
	x := new(index)
	hash, letters, start := hashSeed, 0, 0
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\n':
			slot, check := place(hash)
			for x.entries[slot] != 0 {
				slot = (slot + 1) % uint32(len(x.entries))
			}
			x.entries[slot] = uint32(start+1)<<checkBits | check
			x.longest = max(x.longest, letters)
			hash, letters, start = hashSeed, 0, i+1
		case isLevel(c):
		default:
			c, i = letterAt(text, i)
			hash = hashNext(hash, c)
			letters++
		}
	}
	return x
}

// raise writes to levels the level before each of the letters, which are a
// word between two dots. levels must be as long and hold zeros.
func (x *index) raise(levels, letters []byte) {
	for i := range letters {
		hash := hashSeed
		for j, c := range letters[i:min(len(letters), i+x.longest)] {
			hash = hashNext(hash, c)
			at := x.find(hash, letters[i:i+j+1])
			if at < 0 {
				continue
			}
			for k := i; text[at] != '\n'; at++ {
				if c := text[at]; isLevel(c) {
					// A level behind a word's last letter is behind the
					// dot, or cannot matter.
					if k < len(levels) {
						levels[k] = max(levels[k], c-'0')
					}
				} else if !isContinuation(c) {
					k++
				}
			}
		}
	}
}

// find returns where in text the pattern with just these letters begins, or -1.
func (x *index) find(hash uint32, letters []byte) int {
	slot, check := place(hash)
	for ; x.entries[slot] != 0; slot = (slot + 1) % uint32(len(x.entries)) {
		if x.entries[slot]%(1<<checkBits) != check {
			continue
		}
		if at := int(x.entries[slot]>>checkBits) - 1; spells(at, letters) {
			return at
		}
	}
	return -1
}

// spells reports whether the pattern that begins at the offset has just these
// letters.
func spells(at int, letters []byte) bool {
	for ; text[at] != '\n'; at++ {
		if isLevel(text[at]) {
			continue
		}
		var c byte
		if c, at = letterAt(text, at); len(letters) == 0 || letters[0] != c {
			return false
		}
		letters = letters[1:]
	}
	return len(letters) == 0
}

// letterAt returns the letter or dot at text[i] in Latin-1 and the offset of
// its last byte.
func letterAt(text string, i int) (byte, int) {
	if text[i] < 0x80 {
		return text[i], i
	}
	return text[i]<<6 | text[i+1]&0x3F, i + 1 // U+00C0 to U+00FF: C3 80 to C3 BF
}

func isLevel(c byte) bool        { return '0' <= c && c <= '9' }
func isContinuation(c byte) bool { return c&0xC0 == 0x80 }

// FNV-1a, of which the hash of a longer text follows from that of a shorter.
const hashSeed uint32 = 2166136261

func hashNext(hash uint32, c byte) uint32 { return (hash ^ uint32(c)) * 16777619 }

// place returns where the search for a hash begins, and the part of it that
// is kept in the entry.
func place(hash uint32) (slot, check uint32) {
	hash *= 0x9E3779B1 // 2³² divided by the golden ratio: spreads the upper bits (Knuth, TAOCP 3, 6.4)
	return hash >> (32 - indexBits), hash >> 2 % (1 << checkBits)
}
