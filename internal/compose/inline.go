package compose

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The Markdown that a record's Markdown fields may hold: **strong**, *emphasis*,
// [text](address) with an http, https or mailto address, paragraphs, and lines
// that begin with "- " as a list. Whatever else stands there is text and comes
// out as itself; nothing that a clerk types can change the document around it.

var (
	strong   = regexp.MustCompile(`^\*\*([^\s*](?:[^*]*[^\s*])?)\*\*`)
	emphasis = regexp.MustCompile(`^\*([^\s*](?:[^*]*[^\s*])?)\*`)
	link     = regexp.MustCompile(`^\[([^\[\]]+)\]\(((?:https?://|mailto:)[^\s()<>\\|]+)\)`)
)

// prose makes a Text of a record's Markdown field.
func prose(s string, origin int) Text {
	var t Text
	raw := func(s string) { t = append(t, fragment{s: s, raw: true}) }
	between := "" // what separates the next line from the one before
	for _, line := range strings.Split(plain(s), "\n") {
		line = strings.TrimSpace(line)
		item := strings.HasPrefix(line, "- ")
		switch {
		case line == "":
			if len(t) > 0 {
				between = "\n\n"
			}
			continue
		case item:
			raw("\n- ")
			line = strings.TrimSpace(line[2:])
		case between != "":
			raw(between)
		}
		t = inline(t, line, origin)
		between = " "
	}
	return t
}

// inline appends a line's text and marks to t.
func inline(t Text, s string, origin int) Text {
	from := 0 // beginning of the plain text not yet appended
	flush := func(to int) {
		if to > from {
			t = append(t, fragment{s: s[from:to], origin: origin})
		}
	}
	wrap := func(i int, open, inner, end string, whole int) {
		if open == "[" && strings.HasSuffix(s[from:i], "!") { // no image
			flush(i - 1)
			open = `\![`
		} else {
			flush(i)
		}
		t = append(t, fragment{s: open, raw: true}, fragment{s: inner, origin: origin}, fragment{s: end, raw: true})
		from = i + whole
	}
	for i := 0; i < len(s); {
		switch s[i] {
		case '*':
			if m := strong.FindStringSubmatch(s[i:]); m != nil && flanks(s[:i], m[1], s[i+len(m[0]):]) {
				wrap(i, "**", m[1], "**", len(m[0]))
				i = from
				continue
			}
			if m := emphasis.FindStringSubmatch(s[i:]); m != nil && flanks(s[:i], m[1], s[i+len(m[0]):]) {
				wrap(i, "*", m[1], "*", len(m[0]))
				i = from
				continue
			}
			for i < len(s) && s[i] == '*' { // an unpaired run of stars is text
				i++
			}
			continue
		case '[':
			if m := link.FindStringSubmatch(s[i:]); m != nil {
				wrap(i, "[", m[1], "]("+strings.ReplaceAll(m[2], "&", "&amp;")+")", len(m[0]))
				i = from
				continue
			}
		}
		i++
	}
	flush(len(s))
	return t
}

// flanks reports whether stars around inner would be read as emphasis between
// what stands before and after (CommonMark 0.31, 6.2: left- and right-flanking
// delimiter runs). The beginning and the end of a field count as spaces.
func flanks(before, inner, after string) bool {
	prev, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	first, _ := utf8.DecodeRuneInString(inner)
	last, _ := utf8.DecodeLastRuneInString(inner)
	space := func(r rune) bool { return r == utf8.RuneError || unicode.IsSpace(r) }
	mark := func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }
	if space(first) || space(last) || prev == '*' || next == '*' {
		return false
	}
	return (!mark(first) || space(prev) || mark(prev)) && (!mark(last) || space(next) || mark(next))
}
