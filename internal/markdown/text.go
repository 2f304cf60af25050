package markdown

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"umsetzungsstand/internal/diag"
)

// Text returns the text of runs without their styles; a hard break is "\n".
func Text(runs []Run) string {
	if len(runs) == 1 && !runs[0].Break {
		return runs[0].Text
	}
	var b strings.Builder
	for _, r := range runs {
		if r.Break {
			b.WriteByte('\n')
		} else {
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

// Plain returns all text of a document in reading order, a string for each
// heading, paragraph (those of lists and quotes too) and cell that has any. The
// head, the summaries of tables and the table of contents are not text of the
// document.
func Plain(doc *Document) []string {
	var list []string
	for _, p := range doc.Parts {
		for _, z := range inReadingOrder(p) {
			list = appendPlain(list, z.Blocks)
		}
	}
	return list
}

// inReadingOrder returns the zones of a part. Those of a letter are read in the
// order of DIN 5008, for they stand in fields; what no zone has, before the text.
func inReadingOrder(p Part) []Zone {
	if p.Kind != Letter {
		return p.Zones
	}
	place := func(z Zone) int {
		if z.Name == "" {
			return slices.Index(zones[Letter], "brieftext")
		}
		return slices.Index(zones[Letter], z.Name)
	}
	return slices.SortedStableFunc(slices.Values(p.Zones), func(a, b Zone) int { return place(a) - place(b) })
}

// empty reports whether the part has no text.
func (p *Part) empty() bool {
	for _, z := range p.Zones {
		if len(appendPlain(nil, z.Blocks)) > 0 {
			return false
		}
	}
	return true
}

func appendPlain(list []string, blocks []Block) []string {
	add := func(runs []Run) {
		if len(runs) > 0 {
			list = append(list, Text(runs))
		}
	}
	for _, b := range blocks {
		switch b := b.(type) {
		case *Heading:
			add(b.Runs)
		case *Paragraph:
			add(b.Runs)
		case *List:
			for _, item := range b.Items {
				list = appendPlain(list, item)
			}
		case *Quote:
			list = appendPlain(list, b.Blocks)
		case *Table:
			for _, cell := range b.Head {
				add(cell)
			}
			for _, row := range b.Rows {
				for _, cell := range row {
					add(cell)
				}
			}
		case *Contents:
		default:
			panic(fmt.Sprintf("markdown: unknown block %T", b))
		}
	}
	return list
}

// Place returns where in the draft the first r of the run's text stands. It is
// meant for characters that are no part of Markdown, such as those that no face
// has: the first of them behind the run's beginning is taken. Where the block
// has none, for r was written as an entity, or the document was not parsed, the
// place is the run's.
func (d *Document) Place(run *Run, r rune) diag.Pos {
	if d.src == nil || run.Pos.Line < 1 || run.Pos.Line > len(d.src.lines) {
		return run.Pos
	}
	begin := run.at
	if begin == 0 {
		begin = d.src.lines[run.Pos.Line-1]
	}
	block := d.src.whole[begin:]
	if end := bytes.Index(block, []byte("\n\n")); end >= 0 {
		block = block[:end]
	}
	at := bytes.IndexRune(block, r)
	if at < 0 {
		return run.Pos
	}
	src := *d.src // pos writes down what it was asked for
	return src.pos(begin + at)
}
