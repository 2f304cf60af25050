package typeset

import (
	"slices"
	"strings"
	"unicode"
)

// divide breaks the text that was read into s.lines. Words are divided only
// where the lines would be too short or too loose without, or where a word is
// wider than the measure.
func (s *setter) divide(measure Length, f Format) {
	t := &s.text
	w := &way{LineStyle: &s.Lines, limit: t.limit(measure), justified: f.Justified, divide: f.Divide}
	divided := t.hasWide(w.limit)
	if divided {
		s.divideWords(f)
	}
	if f.Balanced {
		t.keepWords(w.limit)
	}
	t.cutWide(w.limit)
	if f.Balanced {
		s.lines = t.balance(w.limit, s.lines[:0])
		return
	}
	var good bool
	if s.lines, good = t.breakLines(w, s.lines[:0]); good || divided || f.Divide == 0 {
		return
	}
	if s.divideWords(f) {
		s.lines, _ = t.breakLines(w, s.lines[:0])
	}
}

// hasWide reports whether a word is wider than a line.
func (t *text) hasWide(limit int) bool {
	for i := 0; i < len(t.boxes); {
		end, w := t.word(i)
		if w > limit {
			return true
		}
		i = end
	}
	return false
}

// spaces are the characters between which words stand.
const spaces = " \u00a0"

// divideWords adds the places where words may be divided and cuts the text into
// boxes anew. It reports whether there are any. Words that hold U+00AD are left
// as who wrote them wants them; foreign words, code and what a no-break space
// ties to its neighbour are left alone.
func (s *setter) divideWords(f Format) bool {
	t, style := &s.text, &s.Lines
	word, left, right := style.RaggedWord, style.RaggedLeft, style.RaggedRight
	if f.Justified {
		word, left, right = style.JustifiedWord, style.JustifiedLeft, style.JustifiedRight
	}
	given := len(t.soft)
	softs, piece := t.soft, 0
	for start := 0; start < len(t.clean); {
		end := len(t.clean)
		if i := strings.IndexAny(t.clean[start:], spaces); i >= 0 {
			end = start + i
		}
		for t.pieces[piece].end <= start {
			piece++
		}
		for len(softs) > 0 && softs[0] <= start {
			softs = softs[1:]
		}
		tied := strings.HasSuffix(t.clean[:start], "\u00a0") || strings.HasPrefix(t.clean[end:], "\u00a0")
		if (len(softs) == 0 || softs[0] >= end) && letterCount(t.clean[start:end]) >= word && !tied && t.german(piece, end) {
			from := len(t.soft)
			t.soft = s.words.Points(t.soft, t.clean[start:end], left, right)
			for i := from; i < len(t.soft); i++ {
				t.soft[i] += start
			}
		}
		start = len(t.clean) - len(strings.TrimLeft(t.clean[end:], spaces))
	}
	if len(t.soft) == given {
		return false
	}
	slices.Sort(t.soft)
	t.box()
	return true
}

// german reports whether a text that ends at an offset is German prose, from
// the piece at hand on.
func (t *text) german(piece, end int) bool {
	for ; piece < len(t.pieces) && t.pieces[piece].start < end; piece++ {
		if p := &t.pieces[piece]; p.code || p.lang != "" && p.lang != "de" && !strings.HasPrefix(p.lang, "de-") {
			return false
		}
	}
	return true
}

func letterCount(word string) int {
	n := 0
	for _, r := range word {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}
