package record

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scan accepts everything that BurntSushi accepts, and more: whether a file is
// TOML remains BurntSushi's judgement. Where scan itself cannot go on, its
// fault often says better what a clerk did wrong.

// maxDepth bounds the nesting of arrays and inline tables and the parts of a
// dotted key: records need four. It is checked before BurntSushi sees the
// file, because its parser recurses without bound.
const maxDepth = 16

// fault is the first thing in a source that scan cannot read.
type fault struct {
	off  int
	code string // empty: scan does not know better than BurntSushi
}

type tableKey struct {
	parent int32
	key    string
}

type part struct {
	key string
	off int
}

type scanner struct {
	index
	off    int
	tables map[tableKey]int32 // children that are no scalars
	parts  []part             // of the key just read
	fault  *fault

	// line and col are those of the offset seen; they only move forwards.
	seen int
	line int32
	col  int32
}

// scan builds the index of a source with plain line feeds and no byte order
// mark. With a fault the index ends before it.
func scan(src string) (*index, *fault) {
	s := &scanner{
		index:  index{src: src, nodes: make([]node, 1, 16+len(src)/24)},
		tables: make(map[tableKey]int32),
		line:   1, col: 1,
	}
	s.nodes[0].shape = table
	s.file()
	return &s.index, s.fault
}

// fail notes the first fault and moves to the end, so that every loop ends.
func (s *scanner) fail(off int, code string) {
	if s.fault == nil {
		s.fault = &fault{off, code}
		s.off = len(s.src)
	}
}

// peek returns the next byte, or 0 at the end.
func (s *scanner) peek() byte {
	if s.off < len(s.src) {
		return s.src[s.off]
	}
	return 0
}

func (s *scanner) has(prefix string) bool { return strings.HasPrefix(s.src[s.off:], prefix) }

// place returns line and column of an offset that is not before those asked for
// earlier.
func (s *scanner) place(off int) place {
	for s.seen < off {
		i := strings.IndexByte(s.src[s.seen:off], '\n')
		if i < 0 {
			s.col += int32(utf8.RuneCountInString(s.src[s.seen:off]))
			s.seen = off
			break
		}
		s.line++
		s.col = 1
		s.seen += i + 1
	}
	return place{s.line, s.col}
}

func (s *scanner) add(parent int32, n node) int32 {
	id := int32(len(s.nodes))
	s.nodes = append(s.nodes, n)
	p := &s.nodes[parent]
	if p.last == 0 {
		p.first = id
	} else {
		s.nodes[p.last].next = id
	}
	p.last = id
	p.count++
	if n.shape != scalar && n.key != "" {
		s.tables[tableKey{parent, n.key}] = id
	}
	return id
}

// file reads a whole source.
func (s *scanner) file() {
	current := int32(0)
	for {
		s.blank(true)
		switch {
		case s.off >= len(s.src):
			return
		case s.mergeMark():
			s.fail(s.off, CodeMergeMarks)
		case s.peek() == '[':
			current = s.header()
			s.lineEnd()
		default:
			s.pair(current, 0)
			s.lineEnd()
		}
	}
}

// mergeMark reports whether a line of version control's conflict marks begins.
func (s *scanner) mergeMark() bool {
	return (s.off == 0 || s.src[s.off-1] == '\n') &&
		(s.has("<<<<<<<") || s.has("=======") || s.has(">>>>>>>") || s.has("|||||||"))
}

// blank skips spaces and, with lines, line ends and comments.
func (s *scanner) blank(lines bool) {
	for s.off < len(s.src) {
		switch c := s.src[s.off]; {
		case c == ' ' || c == '\t', lines && (c == '\n' || c == '\r'):
			s.off++
		case c == '#' && lines:
			if i := strings.IndexByte(s.src[s.off:], '\n'); i >= 0 {
				s.off += i
			} else {
				s.off = len(s.src)
			}
		default:
			return
		}
	}
}

// lineEnd skips to the end of the line, where only a comment may stand.
func (s *scanner) lineEnd() {
	s.blank(false)
	switch c := s.peek(); {
	case s.off >= len(s.src), c == '\n', c == '\r', c == '#':
	default:
		s.fail(s.off, s.afterValue())
	}
}

// afterValue names the fault of what follows a complete value on its line.
func (s *scanner) afterValue() string {
	rest, _, _ := strings.Cut(s.src[s.off:], "\n")
	before := strings.TrimRight(s.src[:s.off], " \t")
	if strings.HasSuffix(before, `"`) && strings.Contains(rest, `"`) {
		return CodeQuoteInText
	}
	return ""
}

// header reads [a.b] or [[a.b]] and returns the table that it opens.
func (s *scanner) header() int32 {
	begin := s.off
	at := s.place(begin)
	s.off++
	double := s.peek() == '['
	if double {
		s.off++
	}
	s.keyPath()
	if s.fault != nil {
		return 0
	}
	closing := "]"
	if double {
		closing = "]]"
	}
	if !s.has(closing) {
		s.fail(begin, CodeHeader)
		return 0
	}
	s.off += len(closing)

	id := s.descend(0, s.parts[:len(s.parts)-1])
	if s.fault != nil {
		return 0
	}
	key := s.parts[len(s.parts)-1].key
	child, ok := s.tables[tableKey{id, key}]
	if !double {
		if !ok {
			return s.add(id, node{key: key, shape: table, named: true, at: at, value: at})
		}
		n := &s.nodes[child]
		if n.shape != table {
			s.fail(begin, "")
			return 0
		}
		n.named, n.at, n.value = true, at, at
		return child
	}
	if !ok {
		child = s.add(id, node{key: key, shape: array, at: at, value: at})
	} else if s.nodes[child].shape != array {
		s.fail(begin, "")
		return 0
	}
	return s.add(child, node{shape: table, named: true, at: at, value: at})
}

// descend follows the parts of a key from a table down, making tables that are
// not yet there, and returns the table of the last part.
func (s *scanner) descend(id int32, parts []part) int32 {
	for _, p := range parts {
		child, ok := s.tables[tableKey{id, p.key}]
		if !ok {
			at := s.place(p.off)
			child = s.add(id, node{key: p.key, shape: table, at: at, value: at})
		}
		if s.nodes[child].shape == array {
			child = s.nodes[child].last
			if child == 0 || s.nodes[child].shape != table {
				s.fail(p.off, "")
				return 0
			}
		}
		id = child
	}
	return id
}

// keyPath reads a key of one or several parts into s.parts, and the blanks
// around it.
func (s *scanner) keyPath() {
	s.parts = s.parts[:0]
	for {
		s.blank(false)
		off := s.off
		switch c := s.peek(); c {
		case '"', '\'':
			if s.text(false); s.fault != nil {
				return
			}
			s.parts = append(s.parts, part{decode(s.src[off:s.off]), off})
		default:
			for s.off < len(s.src) && bareKey(s.src[s.off]) {
				s.off++
			}
			if s.peek() >= utf8.RuneSelf {
				line, _, _ := strings.Cut(s.src[off:], "\n")
				code := CodeNoPair
				if strings.ContainsAny(line, "=]") {
					code = CodeKeyCharacter
				}
				s.fail(off, code)
				return
			}
			if s.off == off {
				s.fail(off, CodeNoPair)
				return
			}
			s.parts = append(s.parts, part{s.src[off:s.off], off})
		}
		s.blank(false)
		if s.peek() != '.' {
			return
		}
		if s.off++; len(s.parts) == maxDepth {
			s.fail(s.off, CodeTooDeep)
			return
		}
	}
}

func bareKey(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

// pair reads key = value into a table.
func (s *scanner) pair(id int32, depth int) {
	begin := s.off
	if s.keyPath(); s.fault != nil {
		return
	}
	if s.peek() != '=' {
		s.fail(begin, CodeNoPair)
		return
	}
	s.off++
	s.blank(false)
	id = s.descend(id, s.parts[:len(s.parts)-1])
	if s.fault != nil {
		return
	}
	last := s.parts[len(s.parts)-1]
	at := s.place(last.off)
	if s.off >= len(s.src) || s.peek() == '\n' || s.peek() == '\r' || s.peek() == '#' {
		s.fail(begin, CodeNoValue)
		return
	}
	s.val(id, node{key: last.key, named: true, at: at, value: s.place(s.off)}, depth)
}

// val reads a value as a child of id; n holds its key and places.
func (s *scanner) val(id int32, n node, depth int) {
	begin := s.off
	if depth > maxDepth {
		s.fail(begin, CodeTooDeep)
		return
	}
	switch s.peek() {
	case '[':
		n.shape = array
		s.off++
		s.items(s.add(id, n), begin, depth)
		return
	case '{':
		n.shape = table
		s.off++
		s.pairs(s.add(id, n), begin, depth)
		return
	case '"', '\'':
		s.text(true)
	default:
		s.bare()
	}
	n.start, n.end = int32(begin), int32(s.off)
	if s.fault == nil {
		s.add(id, n)
	}
}

// items reads the elements of an array whose bracket has been read.
func (s *scanner) items(id int32, begin, depth int) {
	for {
		s.blank(true)
		if s.peek() == ']' {
			s.off++
			return
		}
		if s.off >= len(s.src) {
			s.fail(begin, CodeOpenList)
			return
		}
		at := s.place(s.off)
		if s.val(id, node{at: at, value: at}, depth+1); s.fault != nil {
			return
		}
		end := s.off
		s.blank(true)
		switch s.peek() {
		case ',':
			s.off++
		case ']':
		default:
			s.listFault(begin, end)
			return
		}
	}
}

// pairs reads the pairs of an inline table whose brace has been read.
func (s *scanner) pairs(id int32, begin, depth int) {
	for {
		s.blank(true)
		if s.peek() == '}' {
			s.off++
			return
		}
		if s.off >= len(s.src) {
			s.fail(begin, CodeOpenList)
			return
		}
		if s.pair(id, depth+1); s.fault != nil {
			return
		}
		end := s.off
		s.blank(true)
		switch s.peek() {
		case ',':
			s.off++
		case '}':
		default:
			s.listFault(begin, end)
			return
		}
	}
}

// listFault says that neither a comma nor the closing bracket follows an
// element that ended at the offset end.
func (s *scanner) listFault(begin, end int) {
	switch {
	case s.off >= len(s.src):
		s.fail(begin, CodeOpenList)
	case s.off == end && s.afterValue() != "":
		s.fail(s.off, s.afterValue())
	default:
		s.fail(s.off, CodeOpenList)
	}
}

// text reads a string in any of the four kinds of quotes; in keys long ones
// do not occur.
func (s *scanner) text(long bool) {
	begin := s.off
	quote := s.src[s.off : s.off+1]
	if triple := strings.Repeat(quote, 3); long && s.has(triple) {
		s.off += 3
		for s.off < len(s.src) {
			switch {
			case s.src[s.off] == '\\' && quote == `"`:
				s.off = min(s.off+2, len(s.src))
			case s.has(triple):
				for s.peek() == quote[0] { // up to two more belong to the text
					s.off++
				}
				return
			default:
				s.off++
			}
		}
		s.fail(begin, CodeOpenText)
		return
	}
	for s.off++; s.off < len(s.src) && s.src[s.off] != '\n'; s.off++ {
		switch c := s.src[s.off]; {
		case c == '\\' && quote == `"`:
			s.off++
		case c == quote[0]:
			s.off++
			return
		}
	}
	s.fail(begin, CodeOpenText)
}

// bare reads a value without quotes: number, date, true or false.
func (s *scanner) bare() {
	begin := s.off
	n := strings.IndexAny(s.src[begin:], ",]}#\n\r")
	if n < 0 {
		n = len(s.src) - begin
	}
	word := strings.TrimRight(s.src[begin:begin+n], " \t")
	s.off = begin + len(word)
	first, _ := utf8.DecodeRuneInString(word)
	switch {
	case word == "":
		s.fail(begin, CodeNoValue)
	case word == "true", word == "false", word == "inf", word == "nan":
	case strings.ContainsRune("„“”‚‘’»«›‹", first):
		s.fail(begin, CodeQuoteStyle)
	case unicode.IsLetter(first):
		s.fail(begin, CodeBareText)
	case bareDate(word):
		s.fail(begin, CodeBareDate)
	}
}

// bareDate reports whether a word that begins with a digit is what clerks
// write for a date, and no value in TOML.
func bareDate(word string) bool {
	if word[0] < '0' || word[0] > '9' {
		return false
	}
	if len(word) == len("2021-02") && word[4] == '-' && strings.Trim(word[:4]+word[5:], "0123456789") == "" {
		return true
	}
	if strings.ContainsRune(word, ':') {
		return false
	}
	if strings.Count(word, ".") > 1 || strings.Contains(word, "/") {
		return true
	}
	_, after, ok := strings.Cut(word, " ")
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, " "))
	return ok && unicode.IsLetter(r)
}
