// Package hyphen says where German words may be divided at a line's end. It
// follows the patterns of the Deutschsprachige Trennmustermannschaft by the
// method of Franklin Mark Liang (Word Hy-phen-a-tion by Com-put-er,
// dissertation, Stanford 1983), and an edition's own lists of words, which
// overrule them.
//
// It knows nothing of lines, pages or languages: where a division is worth its
// price is for the line breaker to decide, and a foreign phrase must not be
// asked about. Real hyphens and U+00AD in a word are the line breaker's
// affair, too.
//
// Start with [New], then ask [Dictionary.Points] about each word.
package hyphen

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Dictionary knows where German words may be divided. The zero Dictionary has
// the patterns only. It does not change, and may be used by several goroutines
// at once.
type Dictionary struct {
	// exceptions has the key of each word of the lists, and how many of its
	// characters stand before each division, ascending.
	exceptions map[string][]uint8
}

// New returns a Dictionary with exceptions to the patterns. The words of
// divided have a hyphen wherever they may be divided, "Nord-rhein-West-fa-len",
// and are not divided elsewhere; those of whole are never divided, even if they
// are in divided as well.
//
// Capitals and real hyphens make no difference: that entry holds for
// „Nordrhein-Westfalen“ and for „NORDRHEINWESTFALEN“. It also holds for the
// word with an s or an apostrophe and an s at its end, as in a genitive, and
// for the word as a part of a compound that is spelt with hyphens or slashes.
// Texts are to be in NFC.
func New(divided, whole []string) *Dictionary {
	d := &Dictionary{exceptions: make(map[string][]uint8, len(divided)+len(whole))}
	for _, entry := range divided {
		for start, end := range compounds(entry) {
			d.list(entry[start:end], divisions(entry[start:end]))
		}
	}
	for _, entry := range whole {
		for start, end := range compounds(entry) {
			d.list(entry[start:end], nil)
		}
	}
	return d
}

// Points appends to dst the byte offsets in word before which it may be
// divided, ascending, and returns the extended slice. A word is what stands between two
// spaces, with the punctuation that is around it. It consists of parts, which
// end at hyphens, apostrophes, slashes and whatever else is no letter. Each
// division leaves at least left letters of its part before it and right after
// it; less than 2 is taken for 2, for a single letter is never divided off
// (amtliche Regelung, § 107 E1). The place behind a real hyphen is not reported.
//
// Unless they are listed in the Dictionary, not divided are parts with a capital
// behind the first letter (MWIKE, NRWs, eTwinning), parts next to a digit, words
// with a period or an @ between letters (KI.NRW, post@land.example), and web
// addresses. A word with U+00AD is not divided at all: who wrote it has said
// where.
//
// Points takes time in proportion to the word's length and allocates only if
// dst is too small.
func (d *Dictionary) Points(dst []int, word string, left, right int) []int {
	if strings.Contains(word, "\u00ad") {
		return dst
	}
	s := search{dict: d, word: word, left: max(left, 2), right: max(right, 2), address: isAddress(word)}
	for start, end := range compounds(word) {
		dst = s.compound(dst, start, end)
	}
	return dst
}

// search is one call of Points.
type search struct {
	dict        *Dictionary
	word        string
	left, right int
	address     bool
	part        part // the last that was read
}

// compounds yields where in the word the compounds begin and end. They are
// parts joined by hyphens and the like, which are listed as one word.
func compounds(word string) iter.Seq2[int, int] {
	return func(yield func(start, end int) bool) {
		for i := 0; i < len(word); {
			start := i + prefix(word[i:], surrounds)
			i = start + prefix(word[start:], joins)
			if start < i && !yield(start, i) {
				return
			}
		}
	}
}

// compound appends the divisions of the compound word[start:end].
func (s *search) compound(dst []int, start, end int) []int {
	divisions, listed, ok := s.dict.find(s.word[start:end])
	if !ok {
		return dst
	}
	p := &s.part
	for i, before := start, 0; ; before += p.n {
		gap, passed := skip(s.word[i:end])
		i, before = i+gap, before+passed
		if i == end {
			return dst
		}
		first := i
		i = p.read(s.word, i)
		if p.n-s.left < s.right {
			continue
		}
		allowed, known, from := divisions, listed, before
		if !known && i-first < end-start {
			allowed, known, _ = s.dict.find(s.word[first:i])
			from = 0
		}
		if known {
			p.allow(allowed, from)
		} else if !s.address && !p.capital && !besideNumber(s.word, first, i) {
			p.hyphenate()
		}
		dst = p.report(dst, s.left, s.right)
	}
}

// skip returns how many bytes stand before the first letter, and how many
// characters they count for in a key.
func skip(word string) (bytes, characters int) {
	for i, r := range word {
		if unicode.IsLetter(r) {
			return i, characters
		}
		if counts(r) {
			characters++
		}
	}
	return len(word), characters
}

// part is a run of letters, the combining marks on them included.
type part struct {
	n       int                // letters
	at      [longest]int       // where in the word each begins
	letters [longest + 2]byte  // in lower case, between two dots
	levels  [longest + 2]uint8 // before each of the letters; odd: a division
	capital bool               // there is one behind the first letter
}

// read reads the letters from word[i] on and returns where they end.
func (p *part) read(word string, i int) int {
	p.n, p.capital = 0, false
	p.letters[0] = '.'
	for i < len(word) {
		r, size := utf8.DecodeRuneInString(word[i:])
		if isMark(r) {
			p.letters[p.n] = unknown // not the letter that it would be without
			i += size
			continue
		}
		if !unicode.IsLetter(r) {
			break
		}
		p.capital = p.capital || p.n > 0 && (unicode.IsUpper(r) || unicode.IsTitle(r))
		p.at[p.n] = i
		p.n++
		p.letters[p.n] = unknown
		if r = unicode.ToLower(r); r <= unicode.MaxLatin1 {
			p.letters[p.n] = byte(r)
		}
		i += size
	}
	p.letters[p.n+1] = '.'
	clear(p.levels[:p.n+2])
	return i
}

// hyphenate sets the levels by the patterns.
func (p *part) hyphenate() { patterns().raise(p.levels[:p.n+2], p.letters[:p.n+2]) }

// allow sets the levels by the divisions of a listed word, of which the given
// number of characters stand before this part.
func (p *part) allow(divisions []uint8, before int) {
	for _, d := range divisions {
		if k := int(d) - before; 0 < k && k < p.n {
			p.levels[k+1] = 1
		}
	}
}

// report appends the part's divisions.
func (p *part) report(dst []int, left, right int) []int {
	for k := left; k <= p.n-right; k++ {
		if p.levels[k+1]%2 == 1 {
			dst = append(dst, p.at[k])
		}
	}
	return dst
}

// isAddress reports whether the word is one of the web or of mail, or a name
// like KI.NRW, which looks like one.
func isAddress(word string) bool {
	if strings.Contains(word, "@") || strings.Contains(word, "://") {
		return true
	}
	within := false // behind a letter or a digit
	for i, r := range word {
		if r == '.' && within {
			if next, _ := utf8.DecodeRuneInString(word[i+1:]); isWord(next) {
				return true
			}
		}
		within = isWord(r)
	}
	return false
}

// besideNumber reports whether a digit is next to word[start:end].
func besideNumber(word string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(word[:start])
	behind, _ := utf8.DecodeRuneInString(word[end:])
	return unicode.IsNumber(before) || unicode.IsNumber(behind)
}

// prefix returns how many bytes at the beginning of the word are of a kind.
func prefix(word string, is func(rune) bool) int {
	for i, r := range word {
		if !is(r) {
			return i
		}
	}
	return len(word)
}

// joins reports whether the character can be within a compound.
func joins(r rune) bool {
	return isWord(r) || isHyphen(r) || isApostrophe(r) || r == '.'
}

// isWord reports whether a word can begin with the character, or go on with it.
func isWord(r rune) bool { return unicode.IsLetter(r) || isMark(r) || unicode.IsNumber(r) }

func isMark(r rune) bool { return r >= 0x300 && unicode.IsMark(r) } // quick for what is frequent

// surrounds reports whether the character can only be around a word.
func surrounds(r rune) bool { return !isWord(r) }

// isHyphen reports whether the character is U+002D, U+2010 HYPHEN or U+2011
// NON-BREAKING HYPHEN.
func isHyphen(r rune) bool { return r == '-' || r == '\u2010' || r == '\u2011' }

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }
