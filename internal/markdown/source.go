package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
	"golang.org/x/text/unicode/norm"

	"umsetzungsstand/internal/diag"
)

// source is a draft as goldmark reads it, and the way back from its offsets to
// places in the draft.
type source struct {
	name    string
	text    []byte
	whole   []byte // text with the comments that have no end (see cutComments)
	lines   []int  // offset of the first byte of each line
	dropped []int  // offsets in text before which a character of the draft was left out, ascending

	last    int // the offset that was asked for last, with its place
	lastPos diag.Pos
}

// newSource reads a draft: without byte order mark, with "\n" at the end of
// every line, in valid UTF-8, without forbidden characters and in NFC.
func newSource(draft []byte, name string, findings *diag.List) *source {
	s := &source{name: name}
	s.text = bytes.TrimPrefix(draft, []byte("\ufeff"))
	if !clean(s.text) {
		s.mend(findings)
	}
	if !norm.NFC.IsNormal(s.text) {
		s.compose()
	}
	if n := len(s.text); n > 0 && s.text[n-1] != '\n' {
		s.text = append(s.text[:n:n], '\n')
	}
	s.whole = s.text
	s.lines = make([]int, 1, bytes.Count(s.text, []byte{'\n'})+1)
	for i := 0; ; {
		n := bytes.IndexByte(s.text[i:], '\n')
		if n < 0 || i+n+1 == len(s.text) {
			break
		}
		i += n + 1
		s.lines = append(s.lines, i)
	}
	s.lastPos = diag.Pos{File: name, Line: 1, Column: 1 + s.droppedIn(0, 0)}
	return s
}

// clean reports whether nothing in the text has to be mended.
func clean(text []byte) bool {
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			if c < ' ' && c != '\n' && c != '\t' || c == 0x7f {
				return false
			}
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		if r == utf8.RuneError && size == 1 || forbidden(r) {
			return false
		}
		i += size
	}
	return true
}

// forbidden reports whether a character has no place in a draft: control
// characters, invisible ones that steer the direction or the joining of text,
// private-use ones and those that are none. The soft hyphen is a permitted
// division and stays.
func forbidden(r rune) bool {
	switch {
	case r < ' ' && r != '\n' && r != '\t', r >= 0x7f && r <= 0x9f:
		return true
	case r < 0x200b:
		return false
	case r <= 0x200f, r >= 0x2028 && r <= 0x202e, r == 0x2060, r >= 0x2066 && r <= 0x2069:
		return true
	case r < 0xe000:
		return false
	}
	return r == 0xfeff || unicode.Is(unicode.Co, r) || r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef
}

// separates reports whether a forbidden character stands between words, so that
// a space takes its place.
func separates(r rune) bool {
	return r == '\v' || r == '\f' || r == 0x85 || r == 0x2028 || r == 0x2029
}

// mend replaces the text by one without forbidden characters, carriage returns
// and invalid bytes, with a finding of either kind for a line at most.
func (s *source) mend(findings *diag.List) {
	text := s.text
	out := make([]byte, 0, len(text)+16)
	pos := diag.Pos{File: s.name, Line: 1, Column: 1}
	var invalid, removed lineFinding
	endLine := func() {
		if invalid.n > 0 {
			findings.Add(diag.Finding{Pos: invalid.pos, Severity: diag.Warning, Code: "zeichen-ungueltig",
				Text: "Die Datei enthält hier Bytes, die kein Zeichen ergeben; gelesen wird „\ufffd“" + invalid.more() + ".",
				Hint: "Bitte speichern Sie die Datei als UTF-8."})
		}
		if removed.n > 0 {
			findings.Add(removedFinding(removed.pos, removed.r, removed.more()))
		}
		invalid, removed = lineFinding{}, lineFinding{}
	}
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r == '\r':
			if i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
			r = '\n'
			out = append(out, '\n')
		case r == 0 || r == utf8.RuneError && size == 1:
			invalid.add(pos, r)
			out = utf8.AppendRune(out, utf8.RuneError)
		case separates(r):
			removed.add(pos, r)
			out = append(out, ' ')
		case forbidden(r):
			removed.add(pos, r)
			s.dropped = append(s.dropped, len(out))
		default:
			out = append(out, text[i:i+size]...)
		}
		i += size
		pos.Column++
		if r == '\n' {
			endLine()
			pos.Line++
			pos.Column = 1
		}
	}
	endLine()
	s.text = out
}

// lineFinding collects the faulty characters of a line.
type lineFinding struct {
	pos diag.Pos // of the first
	r   rune
	n   int
}

func (f *lineFinding) add(pos diag.Pos, r rune) {
	if f.n == 0 {
		f.pos, f.r = pos, r
	}
	f.n++
}

func (f *lineFinding) more() string {
	switch f.n {
	case 1:
		return ""
	case 2:
		return "; in dieser Zeile noch ein weiteres Mal"
	}
	return fmt.Sprintf("; in dieser Zeile noch %d weitere Male", f.n-1)
}

func removedFinding(pos diag.Pos, r rune, more string) diag.Finding {
	return diag.Finding{Pos: pos, Severity: diag.Warning, Code: "zeichen-entfernt",
		Text: fmt.Sprintf("Das Zeichen U+%04X ist unsichtbar oder hat keine Bedeutung im Text; es wurde entfernt%s.", r, more),
		Hint: "Bitte löschen Sie das Zeichen im Entwurf."}
}

// compose brings the text to NFC: macOS and some editors write „ö“ as o and
// U+0308, and no face draws that well. A character that has gone into the one
// before counts as left out. The few sequences that NFC makes longer stay as
// they are.
func (s *source) compose() {
	text, dropped := s.text, s.dropped
	out := make([]byte, 0, len(text))
	var composed []byte
	s.dropped = nil
	for i := 0; i < len(text); {
		n := norm.NFC.QuickSpan(text[i:])
		for len(dropped) > 0 && dropped[0] <= i+n {
			s.dropped = append(s.dropped, len(out)+dropped[0]-i)
			dropped = dropped[1:]
		}
		out = append(out, text[i:i+n]...)
		if i += n; i == len(text) {
			break
		}
		n = max(1, norm.NFC.NextBoundary(text[i:], true))
		old := text[i : i+n]
		composed = norm.NFC.Append(composed[:0], old...)
		fewer := utf8.RuneCount(old) - utf8.RuneCount(composed)
		if fewer < 0 {
			composed, fewer = append(composed[:0], old...), 0
		}
		out = append(out, composed...)
		for range fewer {
			s.dropped = append(s.dropped, len(out))
		}
		i += n
		for len(dropped) > 0 && dropped[0] < i {
			s.dropped = append(s.dropped, len(out))
			dropped = dropped[1:]
		}
	}
	s.text = out
}

// blank puts a space or line break in the place of a byte that is none.
func (s *source) blank(offset int, white byte) {
	if &s.text[0] == &s.whole[0] {
		s.text = bytes.Clone(s.text) // it is the caller's, and the way back to places
	}
	if s.text[offset] != '\n' {
		s.text[offset] = white
	}
}

// pos returns the place of an offset in the draft. It is fast for an offset
// that follows the one asked for before on the same line.
func (s *source) pos(offset int) diag.Pos {
	offset = max(0, min(offset, len(s.whole)-1))
	for offset > 0 && !utf8.RuneStart(s.whole[offset]) {
		offset-- // goldmark's positions behind tabs can be a few bytes off
	}
	from, p := s.last, s.lastPos
	if offset < from || p.Line < len(s.lines) && offset >= s.lines[p.Line] {
		i, found := slices.BinarySearch(s.lines, offset)
		if !found {
			i--
		}
		from = s.lines[i]
		p.Line, p.Column = i+1, 1+s.droppedIn(from, from)
	}
	p.Column += utf8.RuneCount(s.whole[from:offset]) + s.droppedIn(from+1, offset)
	s.last, s.lastPos = offset, p
	return p
}

// droppedIn counts the characters left out at the offsets from to to.
func (s *source) droppedIn(from, to int) int {
	if len(s.dropped) == 0 || from > to {
		return 0
	}
	i, _ := slices.BinarySearch(s.dropped, from)
	j, _ := slices.BinarySearch(s.dropped, to+1)
	return j - i
}

// entity reads the HTML entity at the beginning of b (CommonMark 0.31, 2.5) and
// returns what it stands for and its length, 0 where there is none.
func entity(b []byte) (value string, size int) {
	end := bytes.IndexByte(b[:min(len(b), 40)], ';')
	if len(b) == 0 || b[0] != '&' || end < 2 {
		return "", 0
	}
	name := string(b[1:end])
	if name[0] != '#' {
		if e, ok := util.LookUpHTML5EntityByName(name); ok {
			return string(e.Characters), end + 1
		}
		return "", 0
	}
	digits, base, most := name[1:], rune(10), 7
	if digits != "" && digits[0]|0x20 == 'x' {
		digits, base, most = digits[1:], 16, 6
	}
	if digits == "" || len(digits) > most {
		return "", 0
	}
	var r rune
	for _, c := range []byte(digits) {
		d := rune(99)
		switch {
		case c >= '0' && c <= '9':
			d = rune(c - '0')
		case c|0x20 >= 'a' && c|0x20 <= 'f':
			d = rune(c|0x20-'a') + 10
		}
		if d >= base {
			return "", 0
		}
		r = r*base + d
	}
	if r == 0 || !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	return string(r), end + 1
}

// unescape resolves the entities of s and, where they mean something there, its
// backslash escapes. Forbidden characters that an entity stands for become
// spaces.
func unescape(s string, backslashes bool) string {
	if !strings.ContainsAny(s, "&\\") {
		return s
	}
	b := []byte(s)
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		switch {
		case backslashes && b[i] == '\\' && i+1 < len(b) && util.IsPunct(b[i+1]):
			i++
		case b[i] == '&':
			v, size := entity(b[i:])
			if size == 0 {
				break
			}
			for _, r := range v {
				if r == '\n' || r == '\t' || forbidden(r) {
					r = ' '
				}
				out = utf8.AppendRune(out, r)
			}
			i += size - 1
			continue
		}
		out = append(out, b[i])
	}
	return string(out)
}
