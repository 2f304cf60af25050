package typeset

import (
	"strconv"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/markdown"
)

// table is what the lines of one table have in common.
type table struct {
	head   []slot // repeated at the head of each page; nil: not repeated
	height Length // of head
}

// row is a row of a table. Its fragments stand in the order of its cells, not
// of its lines.
type row struct {
	table *table
	head  bool
	lines int
	cells []span // of line l of cell c: cells[c*lines+l]
}

// table sets a table over the whole width, from the headings' edge.
func (s *setter) table(t *markdown.Table, c column) {
	widths := columnWidths(t, s.Right-s.Hang, s.NarrowestCell)
	if widths == nil {
		s.wideTable(t, c)
		return
	}
	owner := s.element(Element{Role: RoleTable, Parent: c.parent, Summary: t.Summary})
	tab := &table{}
	before := s.gap(c.text.Leading)

	// A table that has a head has a body as well (ISO 32000-1, 14.8.4.3.4).
	head := owner
	if len(t.Rows) > 0 {
		head = s.element(Element{Role: RoleTHead, Parent: owner})
	}
	lo := len(s.slots)
	s.row(tab, t.Head, widths, head, true)
	for i := lo; i < len(s.slots); i++ {
		tab.height += s.slots[i].height
	}
	if len(t.Rows) > 0 {
		s.keepAll(len(s.slots)-lo, true)
	}
	if tab.height <= s.TallestHead {
		tab.head = append(tab.head, s.slots[lo:]...)
	}

	tbody := -1
	for i, r := range t.Rows {
		if i == 0 {
			tbody = s.element(Element{Role: RoleTBody, Parent: owner})
		}
		s.row(tab, r, widths, tbody, false)
		last := &s.slots[len(s.slots)-1]
		last.end += s.Pages.Between
		if rows := len(t.Rows); rows > 2 && (i == 0 || i == rows-2) {
			last.end += s.Pages.LoneRow
		}
	}
	s.slots[lo].before = before
}

// row appends the slots of a row. Lines of all its cells stand beside each
// other; there is at least one, so that an empty row can be seen.
func (s *setter) row(tab *table, runs [][]markdown.Run, widths []Length, parent int, head bool) {
	f := s.Cell
	if head {
		f = s.CellHead
	}
	tr := s.element(Element{Role: RoleTR, Parent: parent})
	var (
		all   []span // the lines of all cells, one cell after the other
		ends  = make([]int, len(runs))
		x     = s.Hang
		lines = 1
	)
	for i := range runs {
		e := Element{Role: RoleTD, Parent: tr}
		if head || i == 0 {
			e.Role, e.Column = RoleTH, head
		}
		left, right := x, x+widths[i]
		if i > 0 {
			left += s.CellPadding
		}
		if i < len(runs)-1 {
			right -= s.CellPadding
		}
		x += widths[i]
		if s.read(runs[i], f, s.element(e)) {
			s.divide(right-left, f)
			for _, l := range s.lines {
				all = append(all, s.place(l, left, 0))
			}
			lines = max(lines, len(s.lines))
		}
		ends[i] = len(all)
	}

	r := &row{table: tab, head: head, lines: lines, cells: make([]span, len(runs)*lines)}
	from := 0
	for i, end := range ends {
		copy(r.cells[i*lines:], all[from:end])
		from = end
	}
	lo := len(s.slots)
	for i := range lines {
		s.slots = append(s.slots, slot{height: f.Leading, drop: f.Drop, cells: r, line: i})
	}
	first, last := &s.slots[lo], &s.slots[len(s.slots)-1]
	first.height += s.CellPadding
	first.drop += s.CellPadding
	last.height += s.CellPadding
	last.rule = s.RowRule
	if head {
		last.rule = s.HeadRule
	}
	if Length(lines)*f.Leading+2*s.CellPadding <= s.TallestRow {
		s.keepAll(lines, false)
	} else {
		s.keepEnds(lines)
	}
}

// columnWidths divides the width by the table's relative widths, none narrower
// than narrowest; nil if there is no room for that.
func columnWidths(t *markdown.Table, width, narrowest Length) []Length {
	n := Length(len(t.Head))
	if n == 0 || n*narrowest > width {
		return nil
	}
	// Each column first gets the narrowest width, then its share of the rest;
	// a column that has more by its share alone keeps exactly that as long as
	// no other column was too narrow.
	shares := make([]Length, n)
	sum := Length(0)
	for i := range shares {
		shares[i] = 1
		if len(t.Columns) == int(n) && t.Columns[i] > 0 {
			shares[i] = min(Length(t.Columns[i]), 1_000_000)
		}
		sum += shares[i]
	}
	widths := make([]Length, n)
	fixed := make([]bool, n)
	for again := true; again; {
		again = false
		for i := range widths {
			if fixed[i] {
				continue
			}
			if widths[i] = width * shares[i] / sum; widths[i] < narrowest {
				widths[i], fixed[i], again = narrowest, true, true
				width -= narrowest
				sum -= shares[i]
				break
			}
		}
	}
	return widths
}

// wideTable sets a table that has too many columns as paragraphs, so that
// nothing is lost, and reports it.
func (s *setter) wideTable(t *markdown.Table, c column) {
	s.finds.Add(diag.Finding{
		Pos: t.Pos, Severity: diag.Error, Code: "tabelle-zu-breit",
		Text: "Die Tabelle hat " + strconv.Itoa(len(t.Head)) + " Spalten; so viele haben auf der Seite nicht Platz.",
		Hint: "Bitte teilen Sie die Tabelle auf.",
	})
	for _, cell := range t.Head {
		s.paragraph(&markdown.Paragraph{Runs: cell, Pos: t.Pos}, c, c.text.Leading)
	}
	for _, r := range t.Rows {
		for _, cell := range r {
			s.paragraph(&markdown.Paragraph{Runs: cell, Pos: t.Pos}, c, c.text.Leading)
		}
	}
}
