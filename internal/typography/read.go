package typography

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// text is what a reader of the Markdown sees, a character at a time, each with
// its place in the source. Markup that shows nothing is not there; what shows
// something that is not ours to change is there and fixed.
type text struct {
	source  string
	chars   []char
	changes []Change
	quotes  bool // there are quotation marks or apostrophes
	hyphens bool // there are hyphens

	// While quoting:
	marks []mark
	stack []int
}

// char is one visible character.
type char struct {
	r     rune
	fixed bool // must not change
	at, n int  // its stretch of the source
}

const (
	edge   = rune(0)  // before the beginning, behind the end, and the bar of a table
	object = '\uFFFC' // code, a foreign tag, an address: something like a word
	nbsp   = '\u00A0'
)

// char returns the character with that index, as it is now.
func (t *text) char(i int) rune {
	if i < 0 || i >= len(t.chars) {
		return edge
	}
	return t.chars[i].r
}

// change puts r in the place of the character with that index.
func (t *text) change(i int, r rune, rule string) {
	c := &t.chars[i]
	if c.fixed || c.r == r {
		return
	}
	t.changes = append(t.changes, Change{c.at, c.at + c.n, written(r), rule})
	c.r = r
}

// written returns the string of a character that Normalise writes.
func written(r rune) string {
	switch r {
	case nbsp:
		return "\u00A0"
	case '–':
		return "–"
	case '…':
		return "…"
	}
	return string(r)
}

// clear leaves nothing to be changed.
func (t *text) clear() {
	t.chars, t.changes = t.chars[:0], t.changes[:0]
	t.quotes, t.hyphens = false, false
}

// read takes the source apart. What it does not understand to its end, it
// takes for something to be left alone, up to the end of the source.
func (t *text) read(s string) {
	t.source = s
	t.clear()
	if strings.ContainsFunc(s, isStrange) {
		return
	}
	spans, foreign := 0, 0 // open spans, and the outermost of them that is foreign
	prose := true          // all lines so far are those of one paragraph
	put := func(r rune, at, n int, fixed bool) {
		t.chars = append(t.chars, char{r, fixed || foreign > 0, at, n})
	}
	begin := func(i int) int { // of a line
		j, item := lineBegin(s, i, prose && i > 0)
		if item {
			prose = false
		}
		return j
	}
	for i := begin(0); i < len(s); {
		if i < 0 {
			return
		}
		c, next := s[i], byte(0)
		if i+1 < len(s) {
			next = s[i+1]
		}
		switch c {
		case '\n':
			put('\n', i, 1, true)
			i = begin(i + 1)
			if i < 0 {
				put(object, len(s), 0, true)
				return
			}
			continue
		case '\\':
			switch {
			case punctuation(next):
				put(rune(next), i, 2, true)
				i += 2
				continue
			case next == '\n':
				i++ // a hard break
				continue
			}
		case '*', '_', '[':
			i++
			continue
		case ']':
			if next == ':' {
				// Of a reference only its use would change, or its definition.
				t.clear()
				return
			}
			i++
			if next == '(' {
				i = destinationEnd(s, i)
			}
			continue
		case '|':
			put(edge, i, 1, true)
			i++
			continue
		case '`':
			end := codeEnd(s, i)
			put(object, i, end-i, true)
			i = end
			continue
		case '<':
			if next != '!' && next != '?' && next != '/' && !asciiLetter(next) {
				break
			}
			end := tagEnd(s, i)
			tag := s[i:end]
			switch {
			case tag == "</span>":
				if foreign == spans {
					foreign = 0
				}
				spans = max(0, spans-1)
			case strings.HasPrefix(tag, "<span "):
				spans++
				if foreign == 0 && !strings.HasPrefix(tag, `<span lang="de`) {
					foreign = spans
				}
			case strings.HasPrefix(tag, "<!--"), tag == "</abbr>", tag == "</a>", strings.HasPrefix(tag, "<abbr "), strings.HasPrefix(tag, "<a "):
			default:
				put(object, i, end-i, true)
			}
			i = end
			continue
		case '&':
			if n := entity(s[i:]); n > 0 {
				r := object
				if s[i:i+n] == "&nbsp;" {
					r = nbsp
				}
				put(r, i, n, true)
				i += n
				continue
			}
		case '.':
			if n := run(s, i); n != 3 || foreign > 0 || i > 0 && s[i-1] == '.' {
				for ; n > 0; n-- {
					put('.', i, 1, false)
					i++
				}
				continue
			}
			put('…', i, 3, false)
			t.changes = append(t.changes, Change{i, i + 3, "…", ruleEllipsis})
			i += 3
			continue
		case '-':
			t.hyphens = true
			n := run(s, i)
			if n == 2 {
				put('-', i, 2, false)
				i += 2
				continue
			}
			for ; n > 0; n-- {
				put('-', i, 1, false)
				i++
			}
			continue
		case '"', '\'':
			t.quotes = true
		}
		if c < utf8.RuneSelf {
			put(rune(c), i, 1, false)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if isQuote(r) {
			t.quotes = true
		}
		put(r, i, n, false)
		i += n
	}
}

// lineBegin returns where a line's text begins, behind the signs of headings,
// quotations and items, whether there are any, and -1 for a line that may be no
// text. In a paragraph only a 1 begins an ordered list (CommonMark 0.31, 5.3).
func lineBegin(s string, i int, paragraph bool) (begin int, item bool) {
	for {
		spaces := i
		for i < len(s) && s[i] == ' ' {
			i++
		}
		if i-spaces >= 4 || i < len(s) && s[i] == '\t' {
			return -1, true
		}
		if i == len(s) {
			return i, item
		}
		rest := s[i:]
		switch c := rest[0]; {
		case c == '>':
			i++
		case c == '\n':
			return i, true
		case c == '#':
			n := run(s, i)
			if n > 6 || !blankAt(rest, n) {
				return i, item
			}
			for i += n; i < len(s) && s[i] == ' '; i++ {
			}
			return i, true
		case (c == '-' || c == '+' || c == '*') && blankAt(rest, 1):
			i++
		case c >= '0' && c <= '9':
			n := 1
			for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
				n++
			}
			if n > 9 || n == len(rest) || rest[n] != '.' && rest[n] != ')' || !blankAt(rest, n+1) || paragraph && !item && rest[:n] != "1" {
				return i, item
			}
			i += n + 1
		case strings.HasPrefix(rest, "```"), strings.HasPrefix(rest, "~~~"), c == '<' && htmlBlock(rest):
			return -1, true
		default:
			return i, item
		}
		item = true
	}
}

func blankAt(s string, i int) bool { return i >= len(s) || s[i] == ' ' || s[i] == '\t' || s[i] == '\n' }

// htmlBlock reports whether a line that begins with a tag may be HTML up to
// its end or further. The tags of the dialect are not, but alone in the line.
func htmlBlock(s string) bool {
	end := tagEnd(s, 0)
	tag := s[:end]
	for _, known := range [...]string{"<span ", "</span>", "<abbr ", "</abbr>", "<a ", "</a>"} {
		if strings.HasPrefix(tag, known) {
			line, _, _ := strings.Cut(s[end:], "\n")
			return strings.TrimLeft(line, " \t") == ""
		}
	}
	autolink := !strings.HasPrefix(tag, "<!") && strings.ContainsAny(tag, ":@")
	return !autolink
}

// run returns how often the byte at s[i] is repeated there.
func run(s string, i int) int {
	n := 1
	for i+n < len(s) && s[i+n] == s[i] {
		n++
	}
	return n
}

// codeEnd returns the end of the code span that begins at s[i].
func codeEnd(s string, i int) int {
	n := run(s, i)
	for j := i + n; j < len(s); {
		if s[j] != '`' {
			j++
			continue
		}
		m := run(s, j)
		j += m
		if m == n {
			return j
		}
	}
	return len(s)
}

// tagEnd returns the end of the tag of the dialect, autolink or comment that
// begins at s[i]; of anything else the end of the text.
func tagEnd(s string, i int) int {
	rest := s[i:]
	if strings.HasPrefix(rest, "<!--") {
		if n := strings.Index(rest[2:], "-->"); n >= 0 {
			return i + 2 + n + 3
		}
		return len(s)
	}
	for _, tag := range [...]string{"</span>", "</abbr>", "</a>"} {
		if strings.HasPrefix(rest, tag) {
			return i + len(tag)
		}
	}
	for _, begin := range [...]string{`<span lang="`, `<abbr title="`, `<a id="`} {
		if !strings.HasPrefix(rest, begin) {
			continue
		}
		if n := strings.IndexAny(rest[len(begin):], "\"\n"); n >= 0 && strings.HasPrefix(rest[len(begin)+n:], `">`) {
			return i + len(begin) + n + 2
		}
		return len(s)
	}
	address := false
	for j, r := range rest[1:] {
		switch {
		case r == '>' && address:
			return i + 1 + j + 1
		case r <= ' ' || r == '<' || r == '>' || r == '\\' || r == '`':
			return len(s)
		case r == ':' || r == '@':
			address = true
		}
	}
	return len(s)
}

// destinationEnd returns the end of a link's address and title, which begin
// with the parenthesis at s[i].
func destinationEnd(s string, i int) int {
	depth := 0
	quote := byte(0)
	for j := i; j < len(s); j++ {
		switch c := s[j]; {
		case c == '\\':
			j++
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && (s[j-1] == ' ' || s[j-1] == '\n'):
			quote = c
		case c == '<':
			quote = '>'
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				return j + 1
			}
		}
	}
	return len(s)
}

// entity returns the length of the entity that s begins with, or 0.
func entity(s string) int {
	const longest = 40
	for i := 1; i < len(s) && i < longest; i++ {
		switch c := s[i]; {
		case c == ';' && i > 1:
			return i + 1
		case !asciiLetter(c) && (c < '0' || c > '9') && (c != '#' || i > 1):
			return 0
		}
	}
	return 0
}

func asciiLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// punctuation reports whether a backslash before c escapes it.
func punctuation(c byte) bool {
	return c > ' ' && c < 0x7F && !asciiLetter(c) && (c < '0' || c > '9')
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// isWord reports whether r belongs to a word or number, or is something like one.
func isWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z' || isDigit(r)
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == object || r == '\u00AD'
}

// isStrange reports whether r is a character that no text may hold and that a
// reader may take out before it looks for Markdown: a control character, an
// invisible one, one for private use, or what stands for a lost one.
func isStrange(r rune) bool {
	switch {
	case r < ' ':
		return r != '\n' && r != '\t'
	case r < 0x7F:
		return false
	case r <= 0x9F:
		return true
	case r < 0x600 || r >= 0x2010 && r <= 0x2026: // most of what German texts hold
		return false
	}
	return r == utf8.RuneError || unicode.In(r, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp)
}

// isBlank reports whether nothing is to be seen there.
func isBlank(r rune) bool {
	return r == ' ' || r == edge || r == '\n' || r == nbsp || r == '\t' || r == '\r' || r >= 0x1680 && unicode.IsSpace(r)
}
