package hyphen

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longest is how many characters a word may have in all its parts, hyphens not
// counted; one with more is not divided. The longest German words in use have
// about 80.
const longest = 128

// key is what all spellings of a word have in common: its characters in lower
// case without hyphens, and without what is no letter at its ends.
type key struct {
	text [longest * utf8.UTFMax]byte
	n    int
}

// set sets the key of a word, and reports whether the word is not too long.
func (k *key) set(word string) bool {
	k.n = 0
	characters := 0
	for _, r := range trim(word) {
		if isHyphen(r) {
			continue
		}
		if counts(r) {
			characters++
		}
		if characters > longest || k.n+utf8.UTFMax > len(k.text) {
			return false
		}
		k.n += utf8.EncodeRune(k.text[k.n:], unicode.ToLower(r))
	}
	return true
}

// trim takes off what is around a word: all that no word begins with.
func trim(word string) string { return strings.TrimFunc(word, surrounds) }

// counts reports whether the character is counted in a key: not a hyphen,
// which the key does not hold, nor a mark, which belongs to the letter before
// it.
func counts(r rune) bool { return !isHyphen(r) && !isMark(r) }

// divisions returns how many characters of the word's key stand before each of
// its hyphens.
func divisions(word string) []uint8 {
	var at []uint8
	n := 0
	for _, r := range trim(word) {
		if isHyphen(r) {
			at = append(at, uint8(min(n, longest)))
		} else if counts(r) {
			n++
		}
	}
	return at
}

// list lists a word.
func (d *Dictionary) list(word string, divisions []uint8) {
	var k key
	if k.set(word) && k.n > 0 {
		d.exceptions[string(k.text[:k.n])] = divisions
	}
}

// find returns the divisions of a listed word; ok is false if the word is too
// long to be divided.
func (d *Dictionary) find(word string) (divisions []uint8, listed, ok bool) {
	var k key
	if !k.set(word) {
		return nil, false, false
	}
	divisions, listed = d.exceptions[string(k.text[:k.n])]
	if stem, genitive := cutGenitive(k.text[:k.n]); genitive && !listed {
		divisions, listed = d.exceptions[string(stem)]
	}
	return divisions, listed, true
}

// cutGenitive takes the s off a key, and the apostrophe before it.
func cutGenitive(key []byte) (stem []byte, ok bool) {
	for _, ending := range []string{"’s", "'s", "s"} {
		if stem, ok := bytes.CutSuffix(key, []byte(ending)); ok {
			return stem, true
		}
	}
	return nil, false
}
