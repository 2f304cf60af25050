package diag

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// excerptCells is how much of a source line is shown, in cells of a terminal:
// with the gutter it stays below the 80 of a narrow one.
const excerptCells = 68

// excerpt shows a line of a file with its number and a caret beneath the
// column, which counts runes from 1. Of a long line it shows the surroundings
// of the place. It never looks at more of the line than it has to.
func excerpt(line string, number, column int) string {
	off := 0
	for n := 1; n < column && off < len(line); n++ {
		_, size := utf8.DecodeRuneInString(line[off:])
		off += size
	}
	before, from := tail(line[:off], excerptCells)
	after, to := head(line[off:], excerptCells)
	switch {
	case from == 0 && off+to == len(line) && cells(before)+cells(after) <= excerptCells:
	case from == 0 && cells(before) <= excerptCells*2/3:
		after, _ = head(line[off:], excerptCells-cells(before)-1)
		after += "…"
	default:
		shown, end := head(line[off:], excerptCells/3)
		if after = shown; off+end < len(line) {
			after += "…"
		}
		before, _ = tail(line[:off], excerptCells-cells(after)-1)
		before = "…" + before
	}
	gutter := fmt.Sprintf("%5d |", number)
	text := strings.TrimRight(" "+before+after, " ")
	return gutter + text + "\n" + strings.Repeat(" ", len(gutter)-1) + "|" + strings.Repeat(" ", cells(before)+1) + "^"
}

// head returns the beginning of a text as it is shown, at most n cells, and
// where in the text it ends.
func head(s string, n int) (shown string, end int) {
	var b strings.Builder
	used := 0
	for end < len(s) {
		r, size := utf8.DecodeRuneInString(s[end:])
		c := visible(r)
		if used += cells(c); used > n {
			break
		}
		b.WriteString(c)
		end += size
	}
	return b.String(), end
}

// tail is head for the end of a text.
func tail(s string, n int) (shown string, begin int) {
	begin = len(s)
	used := 0
	for begin > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:begin])
		if used += cells(visible(r)); used > n {
			break
		}
		begin -= size
	}
	shown, _ = head(s[begin:], n)
	return shown, begin
}

// visible returns what stands for a character of a source line: itself, four
// spaces for a tab, U+FFFD for what has no shape of its own.
func visible(r rune) string {
	switch {
	case r == '\t':
		return "    "
	case r == '\u00ad' || !unicode.IsGraphic(r):
		return "\ufffd"
	}
	return string(r)
}

// cells returns how many cells of a terminal a text takes: two for the wide
// characters of East Asia and emoji, none for combining marks.
func cells(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r < 0x300:
			n++
		case unicode.In(r, unicode.Mn, unicode.Me):
		default:
			n++
			if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
				n++
			}
		}
	}
	return n
}

// clean replaces what is no printable character: line breaks and tabs by
// spaces, the rest by U+FFFD. The permitted division U+00AD stays.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case r == '\u00ad' || unicode.IsGraphic(r):
			return r
		}
		return utf8.RuneError
	}, s)
}
