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
	off      int
	children map[tableKey]int32 // by their keys
	parts    []part             // of the key just read
	plan     *plan              // of the file; nil: brackets are taken as they are
	fault    *fault             // that ended the scan
	notes    []fault            // those that did not

	table  int32    // under whose header lines stand
	list   int32    // that the table is an element of; 0: of none
	header []part   // that opened the table
	in     *plan    // of the table that pairs are read into; nil: not of the format
	field  *binding // of the pair that is being read; nil: not of the format
	value  value    // of the line that is being read

	cursor
}

// cursor knows line and column of the offset seen; it only moves forwards.
type cursor struct {
	seen int
	line int32
	col  int32
}

// value is where the value of a line begins, before any of it is read.
type value struct {
	off    int // 0: not yet
	parent int32
	node   node
	nodes  int // of the index
	field  *binding
	cursor cursor
}

// scan builds the index of a source with plain line feeds and no byte order
// mark, by the plan of its file. With a fault the index ends before it; the
// notes are faults that were mended.
func scan(src string, p *plan) (ix *index, notes []fault, f *fault) {
	s := &scanner{
		index:    index{src: src, nodes: make([]node, 1, 16+len(src)/24)},
		children: make(map[tableKey]int32, 16+len(src)/48),
		plan:     p,
		in:       p,
		cursor:   cursor{line: 1, col: 1},
	}
	s.nodes[0].shape = table
	s.controls()
	s.file()
	slices.SortStableFunc(s.patches, func(a, b patch) int { return cmp.Compare(a.off, b.off) })
	return &s.index, s.notes, s.fault
}

// fail notes the first fault and moves to the end, so that every loop ends.
func (s *scanner) fail(off int, code string) { s.failWith(fault{off: off, code: code}) }

func (s *scanner) failWith(f fault) {
	if s.fault == nil {
		s.fault = &f
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
	if n.key != "" {
		s.children[tableKey{parent, n.key}] = id
	}
	return id
}

// file reads a whole source.
func (s *scanner) file() {
	for s.fault == nil {
		s.blank(true)
		begin := s.off
		s.value.off = 0
		switch {
		case s.off >= len(s.src):
			return
		case s.mergeMark():
			s.fail(s.off, CodeMergeMarks)
		case s.peek() == '[', s.odd() != nil:
			if s.openTable(); s.fault == nil {
				s.lineEnd()
			}
			if s.fault != nil {
				s.skipSection(begin)
			}
		default:
			s.mendHeader(begin)
			if s.fault == nil {
				s.pair(s.table, 0)
			}
			if s.fault == nil {
				s.lineEnd()
			}
			if s.fault != nil {
				s.skipLine(begin)
			}
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
	default:
		s.surplus()
	}
}

// openTable reads a header, [a.b] or [[a.b]], and opens its table.
func (s *scanner) openTable() {
	begin := s.off
	at := s.place(begin)
	double, ok := s.oddHeader()
	if !ok {
		double = s.readHeader()
	}
	if s.fault == nil {
		s.enter(begin, at, double)
	}
}

// enter opens the table of the header whose key is in s.parts.
func (s *scanner) enter(begin int, at place, double bool) {
	last := s.parts[len(s.parts)-1]
	s.header, s.list, s.in = append(s.header[:0], s.parts...), 0, nil
	if b := s.plan.follow(s.parts); b != nil {
		s.in = b.table
	}
	id := s.descend(0, s.parts[:len(s.parts)-1], begin)
	if id < 0 {
		s.sameHeader(begin, at, double, -id)
		return
	}
	child, ok := s.children[tableKey{id, last.key}]
	if !double {
		if !ok {
			s.table = s.add(id, node{key: last.key, shape: table, named: true, faulty: last.faulty, at: at, value: at})
			return
		}
		n := &s.nodes[child]
		if n.shape != table || n.named {
			s.sameHeader(begin, at, double, child)
			return
		}
		n.named, n.at, n.value = true, at, at
		s.table = child
		return
	}
	if !ok {
		child = s.add(id, node{key: last.key, shape: array, faulty: last.faulty, at: at, value: at})
	} else if n := &s.nodes[child]; n.shape != array || n.named {
		s.sameHeader(begin, at, double, child)
		return
	}
	s.list = child
	s.table = s.add(child, node{shape: table, named: true, at: at, value: at})
}

// readHeader reads a header's key into s.parts, and the brackets around it.
func (s *scanner) readHeader() (double bool) {
	begin := s.off
	s.off++
	double = s.peek() == '['
	if double {
		s.off++
	}
	s.keyPath()
	if s.fault != nil {
		if s.fault.code == CodeNoPair {
			s.fault.code = CodeHeader
		}
		return double
	}
	closing, ends := s.off, 0
	for s.peek() == ']' && ends < 2 {
		s.off++
		ends++
	}
	if ends == 0 && !s.atLineEnd() {
		s.fail(begin, CodeHeader)
		return double
	}
	return s.mendBrackets(begin, closing, double, ends)
}

// atLineEnd reports whether nothing more stands on the line but a comment.
func (s *scanner) atLineEnd() bool {
	return s.off >= len(s.src) || strings.IndexByte("\n\r#", s.src[s.off]) >= 0
}

// descend follows the parts of a key from a table down, making tables that are
// not yet there, and returns the table of the last part; where something else
// bears the name of one, it returns that, negated. header is the offset of the
// header that the parts belong to, or -1.
func (s *scanner) descend(id int32, parts []part, header int) int32 {
	for i, p := range parts {
		child, ok := s.children[tableKey{id, p.key}]
		if !ok && header >= 0 && s.mendOrphan(header, i) {
			child, ok = s.children[tableKey{id, p.key}]
		}
		if !ok {
			at := s.place(p.off)
			child = s.add(id, node{key: p.key, shape: table, faulty: p.faulty, at: at, value: at})
		}
		named := child
		if s.nodes[child].shape == array {
			child = s.nodes[child].last
		}
		if child == 0 || s.nodes[child].shape != table {
			return -named
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
	if s.keyPath(); s.fault != nil {
		return
	}
	if s.peek() != '=' && !s.mendEquals(begin) {
		f := fault{off: begin, code: CodeNoPair}
		if depth > 0 && s.src[begin] == '"' {
			f.text, f.hint = "In den geschweiften Klammern steht hier ein Wert ohne Namen.", "Schreiben Sie davor, was er ist, zum Beispiel name = \"…\"."
		}
		s.failWith(f)
		return
	}
	keyEnd := s.off
	if s.peek() == '=' {
		s.off++
	}
	if s.blank(false); s.peek() == '=' {
		s.noteFault(fault{off: s.off, code: CodeNoPair, text: "Hier stehen zwei Gleichheitszeichen.", hint: "Löschen Sie eines davon."})
		s.mend(s.off, s.off+1, "")
		s.off++
		s.blank(false)
	}
	in, field := s.in, s.in.follow(s.parts)
	last := s.parts[len(s.parts)-1]
	parent := s.descend(id, s.parts[:len(s.parts)-1], -1)
	n := node{key: last.key, named: true, faulty: last.faulty, at: s.place(last.off)}
	first := -parent
	if parent >= 0 {
		first = s.children[tableKey{parent, last.key}]
	}
	switch {
	case first == 0:
		id = parent
	case depth == 0 && len(s.parts) == 1 && s.splitEntry(begin, first):
		id = s.table
	default:
		s.sameKey(begin, keyEnd, first, &n)
	}
	s.field = field
	if depth == 0 {
		s.value = value{s.off, id, n, len(s.nodes), field, s.cursor}
	}
	if s.atLineEnd() && depth == 0 {
		s.mendLateValue(begin)
	}
	if s.fault != nil {
		return
	}
	if s.atLineEnd() {
		if depth > 0 {
			s.fail(begin, CodeNoValue)
			return
		}
		f := fault{off: begin, code: CodeNoValue}
		if field != nil && field.Required {
			f.text, f.hint = "Nach dem Gleichheitszeichen fehlt der Wert.", "Tragen Sie ihn ein."
		}
		s.noteFault(f)
		s.mend(s.off, s.off, `""`)
		n.value, n.faulty = n.at, true
		s.add(id, n)
		return
	}
	n.value = s.place(s.off)
	s.val(id, n, depth)
	s.in = in
}

// val reads a value as a child of id; n holds its key and places.
func (s *scanner) val(id int32, n node, depth int) {
	begin := s.off
	if depth > maxDepth {
		s.fail(begin, CodeTooDeep)
		return
	}
	switch c := s.peek(); c {
	case '[', '{':
		if s.in = nil; s.field != nil {
			s.in = s.field.table
		}
		s.off++
		if c == '[' {
			n.shape = array
			s.items(s.add(id, n), depth)
		} else {
			n.shape = table
			s.pairs(s.add(id, n), depth)
		}
		return
	case '"', '\'':
		if s.text(true); s.fault == nil && s.swallowed(begin) {
			s.fail(begin, CodeOpenText)
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
func (s *scanner) items(id int32, depth int) {
	field, in, gap := s.field, s.in, s.off
	for s.fault == nil {
		s.blank(true)
		switch c := s.peek(); {
		case c == ']':
			s.off++
			return
		case s.off >= len(s.src), s.newLine(gap) && s.lineBegins(nil, "]") && !s.lacksBrace(in):
			s.mendEnd(gap, "]")
			return
		case c == ',':
			s.note(s.off, CodeNoValue)
			s.mend(s.off, s.off+1, "")
			s.off++
			continue
		}
		at := s.place(s.off)
		s.field, s.in = field, in
		if c := s.peek(); bareKey(c) && s.mendBrace() {
			s.pairs(s.add(id, node{shape: table, at: at, value: at}), depth+1)
		} else {
			s.val(id, node{at: at, value: at}, depth+1)
		}
		gap = s.comma(nil, "]")
	}
}

// pairs reads the pairs of an inline table whose brace has been read.
func (s *scanner) pairs(id int32, depth int) {
	in, gap, end := s.in, s.off, s.off
	for s.fault == nil {
		s.blank(true)
		switch c := s.peek(); {
		case c == '}':
			s.off++
			return
		case c == ']', s.off >= len(s.src), s.newLine(gap) && s.lineBegins(in, "}"):
			s.mendEnd(end, "}")
			return
		}
		s.in = in
		s.pair(id, depth+1)
		end = s.off
		gap = s.comma(in, "}")
	}
}

// comma reads the comma behind an element, or a pair of in, if it is not the
// last, and returns the offset behind what it has read.
func (s *scanner) comma(in *plan, closing string) (gap int) {
	end := s.off
	if s.fault != nil {
		return end
	}
	s.blank(true)
	switch c := s.peek(); {
	case c == ',':
		s.off++
		return s.off
	case s.off >= len(s.src), c == closing[0], c == ']', s.newLine(end) && s.lineBegins(in, closing):
	case c == ';':
		s.noteFault(fault{off: s.off, code: CodeOpenList, text: "Hier steht ein Semikolon statt eines Kommas.", hint: "Ersetzen Sie es durch ein Komma."})
		s.mend(s.off, s.off+1, ",")
		s.off++
		return s.off
	case conjunction.MatchString(s.src[s.off:min(s.off+20, len(s.src))]):
		word := strings.TrimRight(conjunction.FindString(s.src[s.off:min(s.off+20, len(s.src))]), " \t\"'")
		s.noteFault(fault{off: s.off, code: CodeOpenList, text: "Hier steht „" + word + "“ statt eines Kommas.", hint: "Ersetzen Sie es durch ein Komma."})
		s.mend(s.off, s.off+len(word), ",")
		s.off += len(word)
		return s.off
	case !s.newLine(end) && s.quoteFault(end, true):
	default:
		s.mendComma(end, closing)
	}
	return end
}

// newLine reports whether a line ends between an offset and the present one.
func (s *scanner) newLine(from int) bool { return strings.IndexByte(s.src[from:s.off], '\n') >= 0 }

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
