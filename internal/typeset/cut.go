package typeset

import (
	"slices"
	"strings"
	"unicode"
)

// cutWide cuts words that are wider than a line, as the last resort.
func (t *text) cutWide(limit int) {
	for i := 0; i < len(t.boxes); {
		j, w := t.word(i)
		if w > limit && t.loosen(i, j-1) {
			continue
		}
		if w > limit {
			j = t.cutWord(i, j, limit)
		}
		i = j
	}
}

// loosen lets lines end at the spaces after the boxes i to j where they should
// not. It reports whether there is such a space.
func (t *text) loosen(i, j int) bool {
	found := false
	for ; i < j; i++ {
		if b := &t.boxes[i]; b.space > 0 {
			b.after = blank
			found = true
		}
	}
	return found
}

// word returns the end of the unbreakable sequence of boxes that begins at i,
// and its width.
func (t *text) word(i int) (end, width int) {
	for {
		b := &t.boxes[i]
		width += b.width
		if i++; b.after != join || i == len(t.boxes) {
			if b.after == soft {
				width += t.hyphen(b)
			}
			return i, width
		}
		width += b.space
	}
}

func (t *text) hyphen(b *box) int { return t.pieces[b.piece].face.Advance('\u00ad') }

// char is a character of a word that has to be cut.
type char struct {
	r     rune
	at    int // in clean
	width int
	kern  int // with the character before
	box   int // of the word's
}

func (c char) letter() bool { return unicode.IsLetter(c.r) }

// cutWord cuts the boxes i to j so that no part is wider than limit, except a
// single character that is; it returns where the boxes after them begin now.
// Between letters a part ends with a hyphen, as at U+00AD, but not in an
// address, where that could be taken for a part of it.
func (t *text) cutWord(i, j, limit int) int {
	word := slices.Clone(t.boxes[i:j])
	var chars []char
	for n, b := range word {
		face := t.pieces[b.piece].face
		for at, r := range t.clean[b.start:b.end] {
			c := char{r: r, at: b.start + at, width: face.Advance(r), box: n}
			if k := len(chars); t.kerned && k > 0 && word[chars[k-1].box].piece == b.piece {
				c.kern = face.Kern(chars[k-1].r, r)
			}
			chars = append(chars, c)
		}
	}
	last := &word[len(word)-1]
	if last.after == soft {
		chars[len(chars)-1].width += t.hyphen(last)
	}
	hyphens := !isAddress(t.clean[word[0].start:last.end])

	var parts []box
	next := 0 // box of the word of which no part has been made
	for from := 0; from < len(chars); {
		to, width := from, 0
		for to < len(chars) {
			w := chars[to].width
			if to > from {
				if w += chars[to].kern; width+w > limit {
					break
				}
			}
			width += w
			to++
		}
		after := join
		if to < len(chars) {
			to, after = t.lineEnd(word, chars, from, to, limit-width, hyphens)
		}
		for from < to { // a part for each box
			n := chars[from].box
			if next <= n {
				parts = append(parts, word[next:n]...) // without characters
				next = n + 1
			}
			part := word[n]
			part.start, part.width = chars[from].at, 0
			for first := from; from < to && chars[from].box == n; from++ {
				part.width += chars[from].width
				if from > first {
					part.width += chars[from].kern
				}
			}
			if from < len(chars) && chars[from].box == n { // the line ends within the box
				part.end, part.next, part.space, part.kern = chars[from].at, chars[from].at, 0, chars[from].kern
			}
			parts = append(parts, part)
		}
		if to < len(chars) {
			parts[len(parts)-1].after = after
		}
	}
	parts = append(parts, word[next:]...)
	if last.after == soft {
		parts[len(parts)-1].width -= t.hyphen(last)
	}
	t.boxes = slices.Replace(t.boxes, i, j, parts...)
	return i + len(parts)
}

// lineEnd returns before which character a line that begins with the character
// from, and has room for those before to and spare beyond them, ends within the
// word. With a hyphen at least three letters stand before and after it if that
// can be.
func (t *text) lineEnd(word []box, chars []char, from, to, spare int, hyphens bool) (int, ending) {
	if !hyphens || !chars[to-1].letter() {
		return to, cut
	}
	for _, least := range []int{3, 1} {
		room := spare
		for k := to; k > from; k-- {
			if letters(chars, k, least) && t.hyphen(&word[chars[k-1].box]) <= room {
				return k, soft
			}
			room += chars[k-1].width + chars[k-1].kern
		}
	}
	return to, cut
}

// letters reports whether so many letters stand before and after the place
// before character k.
func letters(chars []char, k, least int) bool {
	if k < least || k+least > len(chars) {
		return false
	}
	for _, c := range chars[k-least : k+least] {
		if !c.letter() {
			return false
		}
	}
	return true
}

// isAddress reports whether a word looks like one of the web, of mail or of a
// file.
func isAddress(word string) bool {
	if strings.ContainsAny(word, "/@_\\") {
		return true
	}
	for i, r := range word {
		if rest := word[i:]; r == '.' && len(rest) > 1 && unicode.IsLetter(rune(rest[1])) {
			return true
		}
	}
	return false
}
