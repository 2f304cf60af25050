package record

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// scan accepts everything that BurntSushi accepts, and more: whether a file is
// TOML remains BurntSushi's judgement. Faults that leave no doubt about what
// was meant it notes and mends (see patch and mend.go); where it cannot go on,
// its fault often says better what a clerk did wrong.

// maxDepth bounds the nesting of arrays and inline tables and the parts of a
// dotted key: records need four. It is checked before BurntSushi sees the
// file, because its parser recurses without bound.
const maxDepth = 16

// fault is a thing in a source that scan cannot read.
type fault struct {
	off        int
	code       string // empty: scan does not know better than BurntSushi
	text, hint string // empty: those of explain
	last       bool   // of too many that could be mended
}

type tableKey struct {
	parent int32
	key    string
}

type part struct {
	key    string
	off    int
	faulty bool
}

type scanner struct {
	index
	off    int
	tables map[tableKey]int32 // children that are no scalars
	parts  []part             // of the key just read
	plan   *plan              // of the file; nil: brackets are taken as they are
	fault  *fault             // that ended the scan
	notes  []fault            // those that did not
	last   int32              // the scalar that the last pair of a line holds; 0: none

	// line and col are those of the offset seen; they only move forwards.
	seen int
	line int32
	col  int32
}

// scan builds the index of a source with plain line feeds and no byte order
// mark, by the plan of its file. With a fault the index ends before it; the
// notes are faults that were mended.
func scan(src string, p *plan) (ix *index, notes []fault, f *fault) {
	s := &scanner{
		index:  index{src: src, nodes: make([]node, 1, 16+len(src)/24)},
		tables: make(map[tableKey]int32),
		plan:   p,
		line:   1, col: 1,
	}
	s.nodes[0].shape = table
	s.controls()
	s.file()
	slices.SortStableFunc(s.patches, func(a, b patch) int { return cmp.Compare(a.off, b.off) })
	return &s.index, s.notes, s.fault
}

// fail notes the first fault and moves to the end, so that every loop ends.
func (s *scanner) fail(off int, code string) {
	if s.fault == nil {
		s.fault = &fault{off: off, code: code}
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
	for s.fault == nil {
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
		case c >= utf8.RuneSelf: // no-break spaces come with text from Word
			r, size := utf8.DecodeRuneInString(s.src[s.off:])
			if !unicode.Is(unicode.Zs, r) {
				return
			}
			s.mend(s.off, s.off+size, " ")
			s.off += size
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
	case s.afterValue() == CodeQuoteInText && s.mendQuotes():
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
	s.last = 0
	s.keyPath()
	if s.fault != nil {
		return 0
	}
	closing := s.off
	if s.peek() != ']' {
		s.fail(begin, CodeHeader)
		return 0
	}
	s.off++
	doubleEnd := s.peek() == ']'
	if doubleEnd {
		s.off++
	}
	key := s.parts[len(s.parts)-1].key
	double = s.mendBrackets(begin, closing, double, doubleEnd)

	id := s.descend(0, s.parts[:len(s.parts)-1], begin)
	if s.fault != nil {
		return 0
	}
	faulty := s.parts[len(s.parts)-1].faulty
	child, ok := s.tables[tableKey{id, key}]
	if !double {
		if !ok {
			return s.add(id, node{key: key, shape: table, named: true, faulty: faulty, at: at, value: at})
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
		child = s.add(id, node{key: key, shape: array, faulty: faulty, at: at, value: at})
	} else if s.nodes[child].shape != array {
		s.fail(begin, "")
		return 0
	}
	return s.add(child, node{shape: table, named: true, at: at, value: at})
}

// descend follows the parts of a key from a table down, making tables that are
// not yet there, and returns the table of the last part. header is the offset
// of the header that the parts belong to, or -1.
func (s *scanner) descend(id int32, parts []part, header int) int32 {
	for i, p := range parts {
		child, ok := s.tables[tableKey{id, p.key}]
		if !ok && header >= 0 && s.mendOrphan(header, i) {
			child, ok = s.tables[tableKey{id, p.key}]
		}
		if !ok {
			at := s.place(p.off)
			child = s.add(id, node{key: p.key, shape: table, faulty: p.faulty, at: at, value: at})
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
			s.parts = append(s.parts, part{key: decode(s.src[off:s.off]), off: off})
		default:
			for s.off < len(s.src) && bareKey(s.src[s.off]) {
				s.off++
			}
			if r, _ := utf8.DecodeRuneInString(s.src[s.off:]); r >= utf8.RuneSelf && s.off < len(s.src) && !unicode.Is(unicode.Zs, r) {
				if s.mendKey(off); s.fault != nil {
					return
				}
				break
			}
			if s.off == off {
				s.fail(off, CodeNoPair)
				return
			}
			s.parts = append(s.parts, part{key: s.src[off:s.off], off: off})
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

// pair reads key = value into a table; depth is 0 for a line of its own.
func (s *scanner) pair(id int32, depth int) {
	begin := s.off
	s.last = 0
	if s.keyPath(); s.fault != nil {
		return
	}
	if s.peek() != '=' {
		s.fail(begin, CodeNoPair)
		return
	}
	s.off++
	s.blank(false)
	id = s.descend(id, s.parts[:len(s.parts)-1], -1)
	if s.fault != nil {
		return
	}
	last := s.parts[len(s.parts)-1]
	n := node{key: last.key, named: true, faulty: last.faulty, at: s.place(last.off)}
	if s.off >= len(s.src) || s.peek() == '\n' || s.peek() == '\r' || s.peek() == '#' {
		if depth > 0 {
			s.fail(begin, CodeNoValue)
			return
		}
		s.note(begin, CodeNoValue)
		s.mend(s.off, s.off, `""`)
		n.value, n.faulty = n.at, true
		s.add(id, n)
		return
	}
	n.value = s.place(s.off)
	if s.val(id, n, depth); depth == 0 && s.fault == nil && s.nodes[len(s.nodes)-1].shape == scalar {
		s.last = int32(len(s.nodes) - 1)
	}
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
		if s.text(true); depth == 0 && s.mendOpenText(begin) {
			n.faulty = true
		}
	default:
		if s.bare(depth) {
			n.faulty = true
		}
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
				s.backslash(true)
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
			s.backslash(false)
			s.off--
		case c == quote[0]:
			s.off++
			return
		}
	}
	s.fail(begin, CodeOpenText)
}
