package typeset

import (
	"math"
	"slices"
)

// paging says what stands on a part's pages beside its column.
type paging struct {
	roman  bool // labels i, ii, … and no number counted
	silent bool // the first page prints no number
	header bool // pages have the running header's text, not only its marks
	post   bool // marks where a letter has room for them
	begun  Page // what stands on the first page already
}

// pager cuts a column into pages.
type pager struct {
	ruler
	paging
	page Page

	row     *row      // the row whose lines wait for their order: see flush
	waiting []waiting // its lines on this page
	repeat  bool      // what is put is a table head once more
	quote   int       // number of the question at hand
	bar     Rule      // beside it
}

// ruler finds the heights of slots on a page.
type ruler struct {
	*setter
	y     Length // lower edge of what stands on the page
	first bool   // of the part's pages
	empty bool   // nothing of the column stands on the page
}

// waiting is a line of a row that has its place on the page.
type waiting struct {
	line int
	y    Length
}

// paginate cuts the column of the part at hand into pages and empties it.
func (s *setter) paginate(how paging) {
	p := &pager{ruler: ruler{setter: s}, paging: how}
	from := 0
	for _, to := range s.pageEnds() {
		p.open(from)
		for i := from; i < to; i++ {
			p.put(&s.slots[i])
		}
		p.finish()
		from = to
	}
	s.slots, s.frags = s.slots[:0], s.frags[:0]
	s.after, s.joined = 0, false
}

// pageEnds returns the slots before which the pages of the part end, the last
// one the number of slots; at least one page.
//
// All pages of a part are weighed together, as the lines of a paragraph are:
// for each slot, the cheapest way to end a page before it is found from the
// cheapest ways to begin that page (Plass, "Optimal pagination techniques for
// automatic typesetting systems", 1981). A page that would be too high is out
// of the question, unless a single slot is; what has to stay together but has no room on one
// page is parted where it costs least.
func (s *setter) pageEnds() []int {
	n := len(s.slots)
	if n == 0 {
		return []int{0}
	}
	const unknown = math.MaxInt64
	type way struct {
		cost  int64
		begin int // of the page that ends here
	}
	ways := make([]way, n+1)
	for i := range ways[1:] {
		ways[i+1].cost = unknown
	}
	for begin := range n {
		if ways[begin].cost == unknown {
			continue
		}
		r := ruler{setter: s}
		r.begin(begin)
		for i := begin; i < n; i++ {
			r.add(&s.slots[i])
			if r.y > s.bottom() && i > begin {
				break
			}
			cost := ways[begin].cost + s.slots[i].end
			switch white := int64((s.bottom() - r.y) / s.Grid); {
			case i == n-1:
				if lines := i + 1 - begin; begin > 0 && lines < s.Pages.Fewest {
					cost += int64(s.Pages.Fewest-lines) * s.Pages.Last
				}
			case white > 0:
				cost += white * white * s.Pages.White
			}
			if cost <= ways[i+1].cost {
				ways[i+1] = way{cost, begin}
			}
		}
	}
	var ends []int
	for end := n; end > 0; end = ways[end].begin {
		ends = append(ends, end)
	}
	slices.Reverse(ends)
	return ends
}

// begin puts the ruler at the head of a page that begins with a slot. Within a
// table the table's head comes before it.
func (r *ruler) begin(slot int) {
	r.y, r.first, r.empty = 0, slot == 0, true
	for _, sl := range r.heads(slot) {
		r.add(&sl)
	}
	r.afterHead(slot)
}

// heads returns the lines of the table head that is repeated above a slot at the
// head of a page.
func (r *ruler) heads(slot int) []slot {
	if slot >= len(r.slots) || slot == 0 {
		return nil
	}
	if sl := &r.slots[slot]; sl.cells != nil && !sl.cells.head {
		return sl.cells.table.head
	}
	return nil
}

// afterHead leaves white below a repeated table head where the row begins on
// the page before, and the padding above it with it.
func (r *ruler) afterHead(slot int) {
	if slot < len(r.slots) && r.slots[slot].line > 0 && !r.empty {
		r.y += r.CellPadding
	}
}

// add puts a slot below what stands on the page and returns its upper edge. The
// first baseline of every page stands at the same height.
func (r *ruler) add(sl *slot) Length {
	y := r.y + sl.before
	if r.empty {
		y = r.FirstBase - sl.drop + sl.head
	}
	if r.first && sl.at > 0 {
		y = max(y, sl.at-sl.drop)
	}
	if sl.snap {
		top := r.FirstBase - r.Body.Drop
		if over := (y - top) % r.Grid; over > 0 {
			y += r.Grid - over
		}
	}
	r.y, r.empty = y+sl.height, false
	return y
}

// put places a slot on the page.
func (p *pager) put(sl *slot) {
	top := p.add(sl)
	if sl.cells != p.row {
		p.flush()
		p.row = sl.cells
	}
	if sl.quote != p.quote {
		p.endQuote()
		p.quote = sl.quote
		p.bar = Rule{X: sl.bar, Y: top, W: p.BarWidth}
	}
	p.bar.H = p.y - p.bar.Y
	if sl.cells != nil {
		p.waiting = append(p.waiting, waiting{sl.line, top + sl.drop})
	}
	for i := sl.frags.lo; i < sl.frags.hi; i++ {
		f := p.frags[i]
		f.Y = top + sl.drop
		p.page.Fragments = append(p.page.Fragments, f)
	}
	if sl.rule > 0 {
		p.page.Rules = append(p.page.Rules, Rule{X: p.Hang, Y: p.y - sl.rule, W: p.Right - p.Hang, H: sl.rule})
	}
}

// flush puts the waiting lines of a row on the page, cell after cell: in the
// order in which they are read.
func (p *pager) flush() {
	if p.row == nil {
		return
	}
	for c := 0; c < len(p.row.cells); c += p.row.lines {
		for _, w := range p.waiting {
			cell := p.row.cells[c+w.line]
			for i := cell.lo; i < cell.hi; i++ {
				f := p.frags[i]
				f.Y = w.y
				if p.repeat {
					f.Owner, f.Artifact = -1, Layouted
				}
				p.page.Fragments = append(p.page.Fragments, f)
			}
		}
	}
	p.row, p.waiting = nil, p.waiting[:0]
}

func (p *pager) endQuote() {
	if p.quote != 0 {
		p.page.Rules = append(p.page.Rules, p.bar)
	}
	p.quote = 0
}

// open begins a page with a slot.
func (p *pager) open(slot int) {
	p.page = Page{}
	p.y, p.first, p.empty = 0, slot == 0, true
	p.runningHeader()
	if p.first {
		p.page.Fragments = append(p.page.Fragments, p.begun.Fragments...)
		p.page.Rules = append(p.page.Rules, p.begun.Rules...)
	}
	p.repeat = true
	for _, sl := range p.heads(slot) {
		p.put(&sl)
	}
	p.flush()
	p.repeat = false
	p.afterHead(slot)
}
