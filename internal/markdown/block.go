package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// place says where a block stands, and so which blocks can stand there.
type place int

const (
	inZone place = iota
	inQuote
	inItem
)

// block appends to out what becomes of a block: one block, several where it
// cannot stand here, or none.
func (r *reader) block(n ast.Node, where place, out []Block) []Block {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return r.paragraph(n, out)
	case *ast.Heading:
		return r.heading(n, where, out)
	case *ast.List:
		list := &List{Ordered: n.IsOrdered(), Start: n.Start, Tight: n.IsTight, Pos: r.src.pos(n.Pos())}
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			list.Items = append(list.Items, r.children(item, inItem, nil))
		}
		return append(out, list)
	case *ast.Blockquote:
		if where != inZone {
			r.misplaced(n.Pos(), "Ein Zitat")
			return r.children(n, where, out)
		}
		quote := &Quote{Pos: r.src.pos(n.Pos())}
		quote.Blocks = r.children(n, inQuote, nil)
		if len(quote.Blocks) == 0 {
			return out
		}
		return append(out, quote)
	case *east.Table:
		table := r.readTable(n)
		if where == inZone {
			return append(out, table)
		}
		r.misplaced(r.tableStart(n), "Eine Tabelle")
		for _, row := range append([][][]Run{table.Head}, table.Rows...) {
			for _, cell := range row {
				if len(cell) > 0 {
					out = append(out, &Paragraph{Runs: cell, Pos: cell[0].Pos})
				}
			}
		}
		return out
	case *ast.ThematicBreak:
		r.warn(n.Pos(), "trennlinie", "Bitte löschen Sie die Zeile; gegliedert wird mit Überschriften.",
			"Trennlinien kennt das Dokument nicht.")
		return out
	case *ast.CodeBlock:
		r.warn(n.Pos(), "code-block", "Bitte rücken Sie den Text um weniger als vier Leerzeichen ein.",
			"Vier Leerzeichen am Anfang machen aus einem Absatz Programmtext; er steht als einfacher Text im Dokument.")
		return r.verbatim(n, out)
	case *ast.FencedCodeBlock:
		r.warn(n.Pos(), "code-block", "Bitte löschen Sie die Zeilen mit ``` oder ~~~.",
			"Programmtext kennt das Dokument nicht; er steht als einfacher Text darin.")
		return r.verbatim(n, out)
	case *ast.HTMLBlock:
		if n.HTMLBlockType == ast.HTMLBlockType2 {
			return r.comments(n, where, out)
		}
		r.warn(n.Pos(), "html-block", "Bitte schreiben Sie den Text ohne HTML.",
			"HTML versteht das Dokument nicht; es steht als Text darin.")
		return r.verbatim(n, out)
	case *ast.LinkReferenceDefinition:
		r.definitions = append(r.definitions, n)
		return out
	}
	panic("markdown: unknown block node " + n.Kind().String())
}

func (r *reader) children(n ast.Node, where place, out []Block) []Block {
	mendOrder(n)
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		out = r.block(c, where, out)
	}
	return out
}

// mendOrder puts a setext heading before the table that stands between its text
// and its underline; goldmark v1.8.7 appends it behind.
func mendOrder(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		table, _ := n.(*east.Table)
		heading, _ := n.NextSibling().(*ast.Heading)
		if table != nil && heading != nil && heading.Pos() < table.FirstChild().Pos() {
			parent.RemoveChild(parent, heading)
			parent.InsertBefore(parent, table, heading)
		}
	}
}

func (r *reader) misplaced(offset int, what string) {
	r.warn(offset, "block-stelle", "In Zitaten und Listen stehen nur Absätze und Listen.",
		"%s kann hier nicht stehen; der Text steht als Absatz im Dokument.", what)
}

func (r *reader) paragraph(n ast.Node, out []Block) []Block {
	if n.Lines().Len() == 0 {
		return out
	}
	p := &Paragraph{Pos: r.src.pos(n.Lines().At(0).Start)}
	if p.Runs, _ = r.runs(n, anchorAsText); len(p.Runs) == 0 {
		return out
	}
	return append(out, p)
}

// isHeading reports whether a heading is one of the dialect.
func (r *reader) isHeading(h *ast.Heading) bool { return h.Level <= 3 && !r.underlined(h) }

// underlined reports whether a heading is a setext one: goldmark does not say.
func (r *reader) underlined(h *ast.Heading) bool {
	line := r.src.text[h.Pos():]
	text := bytes.TrimLeft(line, "#")
	return len(line)-len(text) != h.Level || len(text) > 0 && !strings.ContainsRune(" \t\n", rune(text[0]))
}

func (r *reader) heading(h *ast.Heading, where place, out []Block) []Block {
	offset := h.Pos()
	pos := r.src.pos(offset)
	runs, id := r.runs(h, anchorTaken)
	switch {
	case len(runs) == 0:
		r.warn(offset, "ueberschrift-leer", "Bitte löschen Sie die Zeile, oder schreiben Sie die Überschrift dazu.",
			"Die Überschrift hat keinen Text.")
		return out
	case where != inZone:
		r.misplaced(offset, "Eine Überschrift")
		return append(out, &Paragraph{Runs: runs, Pos: pos})
	case r.underlined(h):
		r.warn(offset, "ueberschrift-unterstrichen",
			"Überschriften beginnen mit #; ist keine gemeint, trennen Sie den Text und die Striche durch eine leere Zeile.",
			"Striche unter einem Text machen ihn zur Überschrift; er steht als Absatz im Dokument.")
		return append(out, &Paragraph{Runs: runs, Pos: pos})
	case h.Level > 3:
		r.warn(offset, "ueberschrift-ebene", "Bitte verwenden Sie #, ## oder ###.",
			"Überschriften der Ebene %d kennt das Dokument nicht; der Text steht als Absatz darin.", h.Level)
		return append(out, &Paragraph{Runs: runs, Pos: pos})
	}
	if id != "" && r.ids[id] != offset {
		first := r.src.pos(r.ids[id])
		r.warn(offset, "anker-doppelt", "Bitte geben Sie dieser Überschrift einen eigenen Anker.",
			"Den Anker „%s“ hat schon die Überschrift in Zeile %d.", id, first.Line)
		id = ""
	}
	return append(out, &Heading{Level: h.Level, ID: id, Runs: runs, Pos: pos})
}

// verbatim makes a paragraph of a block that the dialect does not know: its
// source, line for line, without notes.
func (r *reader) verbatim(n ast.Node, out []Block) []Block {
	source := string(n.Lines().Value(r.src.text))
	if h, ok := n.(*ast.HTMLBlock); ok && h.HasClosure() {
		source += string(h.ClosureLine.Value(r.src.text))
	}
	offset := n.Pos()
	if n.Lines().Len() > 0 {
		offset = n.Lines().At(0).Start
	}
	pos := r.src.pos(offset)
	w := r.writer()
	for line := range strings.SplitSeq(r.withoutNotes(source, offset), "\n") {
		w.put(strings.ReplaceAll(line, "\t", " "), offset)
		w.lineBreak(offset)
	}
	if runs := w.finish(); len(runs) > 0 {
		out = append(out, &Paragraph{Runs: runs, Pos: pos})
	}
	return out
}
