package typeset

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
	*setter
	paging
	page  Page
	y     Length // lower edge of what stands on the page
	first bool   // of the part's pages
	empty bool   // nothing of the column stands on the page

	row     *row      // the row whose lines wait for their order: see flush
	waiting []waiting // its lines on this page
	repeat  bool      // what is put is a table head once more
	quote   int       // number of the question at hand
	bar     Rule      // beside it
}

// waiting is a line of a row that has its place on the page.
type waiting struct {
	line int
	y    Length
}

// A part's last page should hold so many lines at least.
const fewestLines = 5

// paginate cuts the column of the part at hand into pages and empties it. Where
// hardly anything would stand on the last page, the page before gives some of
// its lines away.
func (s *setter) paginate(how paging) {
	before, last := s.fill(how, 0, -1)
	if turn := s.earlier(before, last); turn >= 0 {
		s.layout.Pages = s.layout.Pages[:len(s.layout.Pages)-2]
		if how.roman {
			s.letters -= 2
		} else {
			s.number -= 2
		}
		s.fill(how, before, turn)
	}
	s.slots, s.frags = s.slots[:0], s.frags[:0]
	s.after, s.joined = 0, false
}

// earlier returns the slot that a part's last page had better begin with than
// with the slot last, or -1 where that one is good or there is none. The page
// before begins with the slot before.
func (s *setter) earlier(before, last int) int {
	if last == 0 || len(s.slots)-last >= fewestLines || before > 0 && s.slots[before-1].keep {
		return -1
	}
	for i := len(s.slots) - fewestLines; i > max(before, last-2*fewestLines); i-- {
		if !s.slots[i-1].keep {
			return i
		}
	}
	return -1
}

// fill cuts the column into pages, beginning with the slot from, and returns the
// slots that the last two begin with. A page ends where the next slots that must
// stay together have no room; if they have none on a page of their own, they are
// parted anywhere. It also ends before the slot turn.
func (s *setter) fill(how paging, from, turn int) (before, last int) {
	p := &pager{setter: s, paging: how}
	if from == 0 {
		p.first, p.empty = true, true
		p.begin()
		p.page.Fragments = append(p.page.Fragments, how.begun.Fragments...)
		p.page.Rules = append(p.page.Rules, how.begun.Rules...)
	} else {
		p.open(&s.slots[from])
	}
	before, last = from, from
	for i := from; i < len(s.slots); {
		end := i + 1
		for end < len(s.slots) && s.slots[end-1].keep {
			end++
		}
		if i > from && (i == turn || !p.fits(s.slots[i:end]) && !p.empty) {
			p.turn(&s.slots[i])
			before, last = last, i
		}
		whole := p.fits(s.slots[i:end])
		for ; i < end; i++ {
			if !whole && !p.empty && !p.fits(s.slots[i:i+1]) {
				p.turn(&s.slots[i])
				before, last = last, i
			}
			p.put(&s.slots[i])
		}
	}
	p.finish()
	return before, last
}

// next returns where a slot's upper edge comes to stand on a page that is
// filled down to y. The first baseline of every page stands at the same height.
func (p *pager) next(sl *slot, y Length, empty bool) Length {
	if empty {
		y = p.FirstBase - sl.drop
	} else {
		y += sl.before
	}
	if p.first && sl.at > 0 {
		y = max(y, sl.at-sl.drop)
	}
	if sl.snap {
		top := p.FirstBase - p.Body.Drop
		if over := (y - top) % p.Grid; over > 0 {
			y += p.Grid - over
		}
	}
	return y
}

func (p *pager) fits(slots []slot) bool {
	y, empty := p.y, p.empty
	for i := range slots {
		y = p.next(&slots[i], y, empty) + slots[i].height
		empty = false
	}
	return y <= p.bottom()
}

// put places a slot on the page.
func (p *pager) put(sl *slot) {
	top := p.next(sl, p.y, p.empty)
	p.y = top + sl.height
	p.empty = false
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
					f.Owner, f.Artifact, f.Link, f.Href = -1, Layouted, 0, ""
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

// turn ends the page and opens the next.
func (p *pager) turn(sl *slot) {
	p.finish()
	p.open(sl)
}

// open begins a page that is not the part's first, with sl: within a table the
// table's head comes before it.
func (p *pager) open(sl *slot) {
	p.page = Page{}
	p.first, p.empty = false, true
	p.begin()
	if sl.cells == nil || sl.cells.head {
		return
	}
	p.repeat = true
	for i := range sl.cells.table.head {
		p.put(&sl.cells.table.head[i])
	}
	p.flush()
	p.repeat = false
	if sl.line > 0 && !p.empty { // within a row: the padding above it is on the page before
		p.y += p.CellPadding
	}
}
