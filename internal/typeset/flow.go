package typeset

import (
	"fmt"
	"strconv"
	"strings"

	"umsetzungsstand/internal/markdown"
)

// slot is a line of the column: what can stand on one page or the next, but
// not on both.
type slot struct {
	before Length // white above it
	head   Length // white above it at the head of a page, beyond the first line's place
	height Length
	drop   Length // from its upper edge to the baseline
	at     Length // on a part's first page: the baseline stands no higher
	frags  span
	cells  *row   // a line of a table instead of frags
	line   int    // of cells
	quote  int    // number of the question whose rule stands beside it; 0: none
	bar    Length // left edge of that rule
	rule   Length // a rule along its lower edge, so thick
	snap   bool   // its upper edge stands on the grid
	end    int64  // what it costs if a page ends after it (PageStyle)
}

// column says where blocks are set and whose children they are.
type column struct {
	parent      int
	left, right Length
	hang        Length // left edge of headings and agreements
	text        Format
	depth       int // of lists
	quote       int
	bar         Length
	snap        bool
}

// gap returns the white above a block that asks for before, and forgets what
// the block above asked for: the larger of the two holds, but beneath a heading
// what that asked for.
func (s *setter) gap(before Length) Length {
	g := max(before, s.after)
	if s.headed && s.after > 0 {
		g = s.after
	}
	if s.joined {
		g = 0
	}
	s.after, s.joined, s.headed = 0, false, false
	return g
}

// block sets a block into the column.
func (s *setter) block(b markdown.Block, c column) {
	switch b := b.(type) {
	case *markdown.Heading:
		s.heading(b, c)
	case *markdown.Paragraph:
		if b.Agreement {
			s.agreement(b, c)
			return
		}
		s.paragraph(b, c, c.text.Leading)
	case *markdown.List:
		s.list(b, c)
	case *markdown.Quote:
		s.quote(b, c)
	case *markdown.Table:
		s.table(b, c)
	case *markdown.Contents:
		panic("typeset: a table of contents outside the report")
	default:
		panic(fmt.Sprintf("typeset: unknown block %T", b))
	}
}

// set appends the slots of a text and returns how many; 0 if there is nothing
// to set. The first has the white gap(before) above it.
func (s *setter) set(runs []markdown.Run, f Format, owner int, left, right, before Length, c column) int {
	if !s.read(runs, f, owner) {
		return 0
	}
	s.divide(right-left, f)
	for i, l := range s.lines {
		sl := slot{height: f.Leading, drop: f.Drop, frags: s.place(l, left, s.justified(l, right-left, f)), quote: c.quote, bar: c.bar, snap: c.snap}
		if s.text.boxes[l.end-1].after == soft {
			sl.end += s.Pages.Divided
		}
		if i == 0 {
			sl.before = s.gap(before)
		} else if f.Leading != s.Grid {
			sl.snap = false // large headings only begin on the grid
		}
		s.slots = append(s.slots, sl)
	}
	return len(s.lines)
}

// keepAll keeps the last n slots together and, if next is set, with what
// follows.
func (s *setter) keepAll(n int, next bool) {
	last := len(s.slots)
	if !next {
		last--
	}
	for i := len(s.slots) - n; i < last; i++ {
		s.slots[i].end += s.Pages.Together
	}
}

// keepEnds prices page ends within the last n slots, the lines of a paragraph:
// dearest where a line of it would stand alone.
func (s *setter) keepEnds(n int) {
	for i := len(s.slots) - n; i < len(s.slots)-1; i++ {
		s.slots[i].end += s.Pages.Within
	}
	if n >= 2 {
		s.slots[len(s.slots)-n].end += s.Pages.Alone
		s.slots[len(s.slots)-2].end += s.Pages.Alone
	}
}

func (s *setter) heading(h *markdown.Heading, c column) {
	var (
		role          Role
		f             Format
		before, after Length
	)
	switch h.Level {
	case 1:
		role, f, before, after = RoleH1, s.H1, s.BeforeH2, s.AfterH1
	case 2:
		role, f, before = RoleH2, s.H2, s.BeforeH2
	case 3:
		role, f, before, after = RoleH3, s.H3, s.BeforeH3, s.AfterH3
		c.snap = false // half a line of white above and beneath is off the grid
	default:
		panic(fmt.Sprintf("typeset: heading of level %d", h.Level))
	}
	s.joined = false
	if n := len(s.slots); n > 0 && s.slots[n-1].end == s.Pages.Between {
		s.slots[n-1].end = 0 // the best place for a page to end
	}
	owner := s.element(Element{Role: role, Parent: c.parent, ID: h.ID, Title: plain(h.Runs)})
	if n := s.set(h.Runs, f, owner, c.hang, c.right, before, c); n > 0 {
		s.slots[len(s.slots)-n].head = before % s.Grid // as far from its text as elsewhere
		s.keepAll(n, true)
		s.after = after
		s.headed = true
		s.head = owner
	} else {
		s.drop(owner)
		owner = -1
	}
	if h.Level > 1 {
		s.contents.heads = append(s.contents.heads, owner)
	}
}

// agreement sets an agreement's official title and date, close beneath the
// heading.
func (s *setter) agreement(p *markdown.Paragraph, c column) {
	if lines := hardLines(p.Runs); s.headed && len(lines) > 1 {
		s.layout.Elements[s.head].Note = plain(lines[len(lines)-1])
	}
	// Read aloud, its title and its date are two things.
	for _, runs := range hardLines(p.Runs) {
		s.joined = s.joined || s.headed
		owner := s.element(Element{Role: RoleP, Parent: c.parent})
		if n := s.set(runs, s.Agreement, owner, c.hang, c.right, c.text.Leading, c); n > 0 {
			s.keepAll(n, true)
			s.joined = true
		} else {
			s.drop(owner)
		}
	}
	s.joined = false
}

// hardLines cuts runs at their hard breaks.
func hardLines(runs []markdown.Run) [][]markdown.Run {
	var lines [][]markdown.Run
	from := 0
	for i := range runs {
		if runs[i].Break {
			lines = append(lines, runs[from:i])
			from = i + 1
		}
	}
	return append(lines, runs[from:])
}

// drop takes back the elements from this one on, which have nothing to hold.
func (s *setter) drop(element int) { s.layout.Elements = s.layout.Elements[:element] }

// paragraph sets a paragraph with the white before above it. One that ends with
// a colon stays with what it introduces.
func (s *setter) paragraph(p *markdown.Paragraph, c column, before Length) {
	owner := s.element(Element{Role: RoleP, Parent: c.parent})
	n := s.set(p.Runs, c.text, owner, c.left, c.right, before, c)
	if n == 0 {
		s.drop(owner)
		return
	}
	s.keepEnds(n)
	last := &s.slots[len(s.slots)-1]
	last.end += s.Pages.Between
	if strings.HasSuffix(s.text.clean, ":") {
		last.end += s.Pages.Introduction
	}
}

// quote sets a question: the same text, with a rule beside it. In the report
// the rule hangs out and the question stands on the edge of the text.
func (s *setter) quote(q *markdown.Quote, c column) {
	c.parent = s.element(Element{Role: RoleQuote, Parent: c.parent})
	s.quotes++
	c.quote = s.quotes
	if c.depth > 0 || c.left-s.BarGap < c.hang { // no white to the left
		c.left += s.BarGap
	}
	c.bar = c.left - s.BarGap
	for _, b := range q.Blocks {
		s.block(b, c)
	}
}

// list sets a list. Labels stand at the column's left edge, items are set in.
func (s *setter) list(l *markdown.List, c column) {
	owner := s.element(Element{Role: RoleL, Parent: c.parent, Ordered: l.Ordered})
	label := s.Bullets[min(c.depth, 1)]
	indent := s.Indent
	if l.Ordered && len(l.Items) > 0 {
		widest := s.measure(number(l.Start+len(l.Items)-1), c.text)
		indent = max(indent, max(widest, s.measure(number(l.Start), c.text))+s.LabelGap)
	}
	in := c
	in.depth++
	in.left += indent
	beside := in.left <= c.right-s.Narrowest
	if !beside {
		in.left = c.left // no room left to go in: the label gets a line of its own
	}
	before := c.text.Leading
	if c.depth > 0 {
		before = 0
	}
	for i, item := range l.Items {
		if l.Ordered {
			label = number(l.Start + i)
		}
		li := s.element(Element{Role: RoleLI, Parent: owner})
		lbl := s.element(Element{Role: RoleLbl, Parent: li})
		in.parent = s.element(Element{Role: RoleLBody, Parent: li})
		s.item(label, item, lbl, in, c, before, beside)
		before = 0
		if !l.Tight {
			before = c.text.Leading
		}
	}
}

// item sets one item: its label, and beside or beneath that its blocks.
func (s *setter) item(label string, blocks []markdown.Block, lbl int, in, c column, before Length, beside bool) {
	s.read([]markdown.Run{{Text: label}}, c.text, lbl)
	s.text.boxes[0].space = s.text.pieces[0].face.Advance(' ')
	frags := s.place(line{0, 1}, c.left, 0)
	s.frags[frags.lo].Text += " "

	lo := len(s.slots)
	if beside && len(blocks) > 0 {
		if first, ok := blocks[0].(*markdown.Paragraph); ok {
			s.paragraph(first, in, before)
			blocks = blocks[1:]
		}
	}
	if len(s.slots) > lo {
		s.slots[lo].frags.lo = frags.lo // the label comes before the text
	} else {
		s.slots = append(s.slots, slot{
			before: s.gap(before), height: c.text.Leading, drop: c.text.Drop, frags: frags,
			quote: c.quote, bar: c.bar, snap: c.snap,
		})
		if s.joined = len(blocks) > 0; s.joined {
			s.keepAll(1, true)
		}
	}
	for _, b := range blocks {
		s.block(b, in)
	}
	s.joined = false
}

func number(n int) string { return strconv.Itoa(n) + "." }

// measure returns the width of a short text on one line: of numbers, dots and
// spaces, which every family has.
func (s *setter) measure(content string, f Format) Length {
	face, w, before := s.face(f, false, false), 0, rune(0)
	for _, r := range content {
		w += face.Advance(r)
		if s.Kerning {
			w += face.Kern(before, r)
		}
		before = r
	}
	return (Length(w)*f.Size + 500) / 1000
}

// plain returns the runs' text, for the outline.
func plain(runs []markdown.Run) string {
	var b strings.Builder
	for i := range runs {
		if runs[i].Break {
			b.WriteByte(' ')
		}
		b.WriteString(strings.ReplaceAll(runs[i].Text, "\u00ad", ""))
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
