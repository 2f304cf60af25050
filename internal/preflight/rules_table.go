package preflight

import (
	"cmp"
	"strings"

	"umsetzungsstand/internal/diag"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// tableRules are about tables.
var tableRules = []rule{
	{"tabelle-aufbau", "ISO 32000-1, 14.8.4.3.4; Matterhorn 09-004", diag.Error,
		"Eine Tabelle besteht aus Kopf, Rumpf und Fuß oder aus Zeilen, und Zeilen bestehen aus Zellen.", checkTableParts},
	{"tabelle-inhalt", "ISO 32000-1, 14.8.4.3.4", diag.Error,
		"Inhalt steht in einer Tabelle nur in Zellen.", checkTableContent},
	{"tabelle-zellen", "ISO 14289-1, 7.5; ISO 32000-1, 14.8.4.3.4", diag.Error,
		"Alle Zeilen einer Tabelle haben gleich viele Zellen.", checkTableCells},
	{"tabelle-spannen", "ISO 32000-1, 14.8.5.7", diag.Error,
		"Verbundene Zellen überdecken einander nicht und enden in ihrem Teil der Tabelle.", checkTableSpans},
	{"tabelle-bereich", "ISO 14289-1, 7.5; Matterhorn 15-003", diag.Error,
		"Jede Kopfzelle sagt, ob sie für ihre Spalte oder ihre Zeile gilt (Scope), oder die Zellen nennen ihre Kopfzellen.", checkScopes},
	{"tabelle-verweise", "ISO 14289-1, 7.5; ISO 32000-1, 14.8.5.7", diag.Error,
		"Zellen nennen unter Headers nur Kopfzellen ihrer Tabelle.", checkHeaders},
	{"tabelle-kopf", "ISO 14289-1, 7.5", diag.Warning,
		"Eine Tabelle hat Kopfzellen, und ihr Kopf besteht aus solchen.", checkTableHead},
	{"tabelle-richtung", "ISO 14289-1, 7.5", diag.Warning,
		"Die Kopfzellen im Tabellenkopf gelten für ihre Spalten.", checkScopeOfHead},
	{"tabelle-zusammenfassung", "ISO 32000-1, 14.8.5.7", diag.Warning,
		"Eine Tabelle hat eine Zusammenfassung (Summary).", checkSummary},
}

// tableParents says in which elements the parts of a table stand, tableParts
// what may stand in these.
var (
	tableParents = map[string]map[string]bool{
		"THead": set("Table"), "TBody": set("Table"), "TFoot": set("Table"),
		"TR": set("Table THead TBody TFoot"), "TH": set("TR"), "TD": set("TR"),
	}
	tableParts = map[string]map[string]bool{
		"Table": set("THead TBody TFoot TR Caption"), "THead": set("TR"), "TBody": set("TR"), "TFoot": set("TR"), "TR": set("TH TD"),
	}
)

// transparentParent returns the nearest element around one that means
// something by itself.
func transparentParent(e *element) *element {
	p := e.parent
	for p != nil && (p.role == "NonStruct" || p.role == "Private") {
		p = p.parent
	}
	return p
}

func checkTableParts(d *document, report report) {
	for _, e := range d.elements {
		p := transparentParent(e)
		if want := tableParents[e.role]; want != nil && (p == nil || !want[p.role]) {
			report(e.number(), "Ein Element %s steht in einem %s statt in einer Tabelle: %s.", kindOf(e), kindOf(p), d.naming(e))
		}
		allowed := tableParts[e.role]
		if allowed == nil {
			continue
		}
		children := childrenOf(e)
		for _, c := range children {
			// A part in the wrong place is told once, where it stands.
			if !allowed[c.role] && tableParents[c.role] == nil {
				report(c.number(), "In einem Element %s steht ein %s: %s.", kindOf(e), kindOf(c), d.naming(c))
			}
		}
		if e.role == "Table" {
			checkTableOrder(d, e, children, report)
		}
	}
}

func checkTableOrder(d *document, table *element, children []*element, report report) {
	count := map[string]int{}
	for i, c := range children {
		count[c.role]++
		if c.role == "Caption" && i > 0 && i < len(children)-1 {
			report(c.number(), "Die Beschriftung steht mitten in der Tabelle: %s.", d.naming(c))
		}
	}
	for _, role := range []string{"Caption", "THead", "TFoot"} {
		if count[role] > 1 {
			report(table.number(), "Die Tabelle hat mehrere %s: %s.", role, d.naming(table))
		}
	}
	switch parts := count["THead"] + count["TFoot"]; {
	case parts+count["TBody"]+count["TR"] == 0:
		report(table.number(), "Die Tabelle hat keine Zeilen%s.", d.after(table))
	case parts > 0 && count["TBody"] == 0:
		report(table.number(), "Die Tabelle hat einen Kopf oder Fuß, aber keinen Rumpf: %s.", d.naming(table))
	case count["TR"] > 0 && parts+count["TBody"] > 0:
		report(table.number(), "Die Tabelle hat Zeilen neben Kopf, Rumpf oder Fuß: %s.", d.naming(table))
	}
}

func checkTableContent(d *document, report report) {
	for _, e := range d.elements {
		if tableParts[e.role] != nil && e.holds() {
			report(e.number(), "Das Element %s enthält Text außerhalb von Zellen.", d.naming(e))
		}
	}
}

// What is looked at of a table.
const (
	mostColumns = 1000
	mostSpan    = 1000
)

// tableRow is a row and how many columns it has, with the cells that reach into
// it from above.
type tableRow struct {
	element *element
	columns int
}

// grid is a table laid out.
type grid struct {
	rows   []tableRow
	faults []gridFault
}

type gridFault struct {
	cell *element
	text string
}

// gridOf lays out the cells of a table (14.8.5.7).
func (d *document) gridOf(table *element) *grid {
	g := &grid{}
	var direct []*element
	for _, part := range childrenOf(table) {
		switch part.role {
		case "TR":
			direct = append(direct, part)
		case "THead", "TBody", "TFoot":
			d.fillGrid(g, childrenOf(part))
		}
	}
	d.fillGrid(g, direct)
	return g
}

func (d *document) fillGrid(g *grid, rows []*element) {
	var rest []int // for each column how many rows the cell above still takes
	for _, row := range rows {
		if row.role != "TR" {
			continue
		}
		column := 0
		for _, cell := range childrenOf(row) {
			if cell.role != "TH" && cell.role != "TD" {
				continue
			}
			for column < len(rest) && rest[column] > 0 {
				column++
			}
			width, ok1 := d.span(cell, "ColSpan")
			height, ok2 := d.span(cell, "RowSpan")
			if !ok1 || !ok2 || column+width > mostColumns {
				g.faults = append(g.faults, gridFault{cell, "Die Zelle hat eine ungültige Ausdehnung"})
				width, height = 1, 1
			}
			for ; width > 0; width-- {
				if column >= len(rest) {
					rest = append(rest, 0)
				}
				if rest[column] > 0 {
					g.faults = append(g.faults, gridFault{cell, "Die Zelle überdeckt eine andere"})
				}
				rest[column] = height
				column++
			}
			if column >= mostColumns {
				break
			}
		}
		columns := 0
		for i := range rest {
			if rest[i] > 0 {
				columns++
				rest[i]--
			}
		}
		for len(rest) > 0 && rest[len(rest)-1] == 0 {
			rest = rest[:len(rest)-1]
		}
		g.rows = append(g.rows, tableRow{row, columns})
	}
	if len(rest) > 0 {
		last := rows[len(rows)-1]
		g.faults = append(g.faults, gridFault{last, "Eine Zelle reicht über das Ende ihres Teils der Tabelle hinaus"})
	}
}

// span returns how many columns or rows a cell takes.
func (d *document) span(cell *element, key string) (int, bool) {
	o := d.attribute(cell, "Table", key)
	if o == nil {
		return 1, true
	}
	n, ok := d.integer(o)
	return n, ok && n >= 1 && n <= mostSpan
}

func checkTableCells(d *document, report report) {
	for _, table := range d.elements {
		if table.role != "Table" {
			continue
		}
		g := d.gridOf(table)
		for _, row := range g.rows {
			if want := g.rows[0].columns; row.columns != want || want == 0 {
				report(cmp.Or(row.element.number(), table.number()), "Die Zeile hat %d Spalten, nicht %d: %s.", row.columns, max(want, 1), d.naming(row.element))
			}
		}
	}
}

func checkTableSpans(d *document, report report) {
	for _, table := range d.elements {
		if table.role != "Table" {
			continue
		}
		for _, f := range d.gridOf(table).faults {
			report(f.cell.number(), "%s: %s.", f.text, d.naming(f.cell))
		}
	}
}

// cells returns the cells of a table.
func cells(table *element) []*element {
	var list []*element
	for _, part := range childrenOf(table) {
		rows := []*element{part}
		if part.role != "TR" {
			rows = childrenOf(part)
		}
		for _, row := range rows {
			for _, cell := range childrenOf(row) {
				if cell.role == "TH" || cell.role == "TD" {
					list = append(list, cell)
				}
			}
		}
	}
	return list
}

func checkScopes(d *document, report report) {
	for _, table := range d.elements {
		if table.role != "Table" {
			continue
		}
		list := cells(table)
		named, all := 0, 0
		for _, cell := range list {
			if cell.role == "TD" {
				all++
				if d.attribute(cell, "Table", "Headers") != nil {
					named++
				}
			}
		}
		if all > 0 && named == all {
			continue
		}
		for _, cell := range list {
			if cell.role != "TH" {
				continue
			}
			switch scope := d.name(d.attribute(cell, "Table", "Scope")); scope {
			case "Row", "Column", "Both":
			case "":
				report(cell.number(), "Eine Kopfzelle sagt nicht, wofür sie gilt: %s.", d.naming(cell))
			default:
				report(cell.number(), "Eine Kopfzelle hat den unbekannten Geltungsbereich %s: %s.", scope, d.naming(cell))
			}
		}
	}
}

func checkHeaders(d *document, report report) {
	for _, table := range d.elements {
		if table.role != "Table" {
			continue
		}
		list := cells(table)
		heads := map[string]bool{}
		for _, cell := range list {
			if b, ok := d.raw(cell.dict["ID"]); ok && cell.role == "TH" {
				heads[string(b)] = true
			}
		}
		for _, cell := range list {
			headers, _ := d.attribute(cell, "Table", "Headers").(types.Array)
			for _, o := range headers[:min(len(headers), mostColumns)] {
				if b, ok := d.raw(o); !ok || !heads[string(b)] {
					report(cell.number(), "Die Zelle nennt eine Kopfzelle %s, die es nicht gibt: %s.", quoted(decodeText(b)), d.naming(cell))
				}
			}
		}
	}
}

func checkTableHead(d *document, report report) {
	for _, table := range d.elements {
		if table.role != "Table" {
			continue
		}
		heads := 0
		for _, cell := range cells(table) {
			switch {
			case cell.role == "TH":
				heads++
			case cell.within("THead") != nil && cell.text(d) != "":
				report(cell.number(), "Im Tabellenkopf steht eine Zelle, die keine Kopfzelle ist: %s.", d.naming(cell))
			}
		}
		if heads == 0 {
			report(table.number(), "Die Tabelle hat keine Kopfzellen: %s.", d.naming(table))
		}
	}
}

func checkScopeOfHead(d *document, report report) {
	for _, e := range d.elements {
		if e.role == "TH" && e.within("THead") != nil && d.name(d.attribute(e, "Table", "Scope")) == "Row" {
			report(e.number(), "Eine Kopfzelle im Tabellenkopf gilt nur für ihre Zeile: %s.", d.naming(e))
		}
	}
}

func checkSummary(d *document, report report) {
	for _, e := range d.elements {
		if e.role == "Table" && strings.TrimSpace(d.text(d.attribute(e, "Table", "Summary"))) == "" {
			report(e.number(), "Die Tabelle hat keine Zusammenfassung: %s.", d.naming(e))
		}
	}
}
