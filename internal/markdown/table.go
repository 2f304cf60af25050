package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"

	"umsetzungsstand/internal/diag"
)

// tableMark is what a us:tabelle says of the table that follows.
type tableMark struct {
	offset  int
	columns []int
	summary string
}

// tableStart returns the offset of a table's first line.
func (r *reader) tableStart(n *east.Table) int {
	head := n.FirstChild()
	return head.Pos() + leadingSpace(r.src.text[head.Pos():])
}

func leadingSpace(b []byte) int { return len(b) - len(bytes.TrimLeft(b, " \t")) }

// readTable reads a table; a waiting us:tabelle belongs to it.
func (r *reader) readTable(n *east.Table) *Table {
	start := r.tableStart(n)
	t := &Table{Pos: r.src.pos(start)}
	t.Head = r.row(n.FirstChild(), len(n.Alignments))
	for row := n.FirstChild().NextSibling(); row != nil; row = row.NextSibling() {
		t.Rows = append(t.Rows, r.row(row, len(n.Alignments)))
	}
	if m := r.table; m != nil {
		r.table = nil
		t.Summary = m.summary
		t.Columns = m.columns
		if len(m.columns) > 0 && len(m.columns) != len(t.Head) {
			r.warn(m.offset, "tabelle-spalten", "Bitte geben Sie je Spalte eine Breite an.",
				"Die Marke nennt %d Spaltenbreiten, die Tabelle hat %d Spalten; alle werden gleich breit.", len(m.columns), len(t.Head))
			t.Columns = nil
		}
	}
	return t
}

// row reads a row of the given number of cells. GFM leaves cells beyond them
// out and fills missing ones up.
func (r *reader) row(n ast.Node, width int) [][]Run {
	cells := make([][]Run, 0, width)
	end := -1 // of the last cell's text
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		runs, _ := r.runs(c, anchorAsText)
		cells = append(cells, runs)
		if lines := c.Lines(); lines != nil && lines.Len() > 0 {
			end = lines.At(0).Stop
		}
	}
	if end >= 0 && len(cells) == width {
		rest := r.src.text[end:]
		if i := bytes.IndexByte(rest, '\n'); i >= 0 {
			rest = rest[:i]
		}
		skip := leadingSpace(rest)
		cut, ok := bytes.CutPrefix(bytes.TrimSpace(rest), []byte{'|'})
		if cut = bytes.TrimSpace(cut); ok && len(cut) > 0 {
			r.warn(end+skip, "tabelle-zeile", "Ein senkrechter Strich, der zum Text gehört, wird \\| geschrieben.",
				"Die Zeile hat mehr Zellen als der Kopf der Tabelle; %s fehlt im Dokument.", quoted(string(cut)))
		}
	}
	return cells
}

// tableMark reads a us:tabelle.
func (r *reader) tableMark(m *mark) {
	t := &tableMark{offset: m.offset}
	for _, k := range r.keys(m, tableKeys) {
		switch k.name {
		case "spalten":
			for _, f := range strings.Fields(k.value) {
				n, err := strconv.Atoi(f)
				if err != nil || n < 1 || n > 10000 {
					r.warn(k.offset, "wert-ungueltig", "Spaltenbreiten sind ganze Zahlen wie in „spalten: 36 31 45 48“.",
						"%s ist keine Spaltenbreite; alle Spalten werden gleich breit.", quoted(f))
					t.columns = nil
					break
				}
				t.columns = append(t.columns, n)
			}
		case "zusammenfassung":
			t.summary = unescape(k.value, false)
		}
	}
	r.table = t
}

// closeMarks reports marks whose paragraph or table does not follow.
func (r *reader) closeMarks() {
	report := func(offset int, name, what string) {
		r.findings.Add(diag.Finding{Pos: r.src.pos(offset), Severity: diag.Warning, Code: "marke-ohne-ziel",
			Text: "Auf die Marke „us:" + name + "“ folgt kein" + what + ".",
			Hint: "Bitte setzen Sie die Marke unmittelbar davor, oder löschen Sie sie."})
	}
	if r.agreement != nil {
		report(r.agreement.offset, markAgreement, " Absatz")
		r.agreement = nil
	}
	if r.table != nil {
		report(r.table.offset, markTable, "e Tabelle")
		r.table = nil
	}
}
