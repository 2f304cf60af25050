package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"umsetzungsstand/internal/diag"
)

// mark is a us: mark.
type mark struct {
	name   string // without "us:"
	arg    string // rest of its line
	body   string // the lines below
	offset int    // of the comment
	bodyAt int    // of body
}

// comment returns what stands in an HTML comment.
func comment(html string) string {
	s := strings.TrimPrefix(html, "<!--")
	return strings.TrimSuffix(s, "-->")
}

// markName returns the name of the mark in a comment, and whether it is one.
func markName(content string) (string, bool) {
	content = strings.TrimSpace(content)
	if len(content) < 3 || !strings.EqualFold(content[:3], "us:") {
		return "", false
	}
	name, _, _ := strings.Cut(content[3:], "\n")
	name = strings.TrimLeft(name, " \t")
	if i := strings.IndexAny(name, " \t"); i >= 0 {
		name = name[:i]
	}
	return name, true
}

// commentEnd returns the length of the comment that html begins with, or -1
// where it is not closed. "<!-->" and "<!--->" are comments.
func commentEnd(html []byte) int {
	i := bytes.Index(html[2:], []byte("-->"))
	if i < 0 {
		return -1
	}
	return i + 5
}

// comments reads a block that begins with a comment: marks, notes, and text
// behind them, which other readers would swallow.
func (r *reader) comments(n *ast.HTMLBlock, where place, out []Block) []Block {
	first := n.Lines().At(0)
	raw, at := n.Lines().Value(r.src.text), func(int) int { return n.Pos() }
	if where == inZone {
		// No quote's or list's prefix stands between the lines.
		end := n.Lines().At(n.Lines().Len() - 1).Stop
		if n.HasClosure() {
			end = n.ClosureLine.Stop
		}
		raw, at = r.src.text[first.Start:end], func(i int) int { return first.Start + i }
	} else if n.HasClosure() {
		raw = append(raw, n.ClosureLine.Value(r.src.text)...)
	}
	for i := 0; ; {
		i += len(raw[i:]) - len(bytes.TrimLeft(raw[i:], " \t\n"))
		if i == len(raw) {
			return out
		}
		if bytes.HasPrefix(raw[i:], []byte("<!--")) {
			size := commentEnd(raw[i:])
			if size < 0 {
				r.error(at(i), "kommentar-offen", "Bitte schließen Sie den Kommentar mit „-->“.",
					"Der Kommentar hat kein Ende; was folgt, erscheint nicht.")
				return out
			}
			r.comment(string(raw[i:i+size]), at(i), where)
			i += size
			continue
		}
		size := len(raw) - i
		if next := bytes.Index(raw[i:], []byte("<!--")); next >= 0 {
			size = next
		}
		text := strings.TrimSpace(string(raw[i : i+size]))
		r.warn(at(i), "kommentar-text", "Bitte beginnen Sie nach dem Kommentar eine neue Zeile.",
			"Text in der Zeile eines Kommentars sehen andere Programme nicht; er steht ohne Hervorhebungen im Dokument.")
		w := r.writer()
		w.put(strings.ReplaceAll(unescape(text, true), "\t", " "), at(i))
		if runs := w.finish(); len(runs) > 0 {
			p := &Paragraph{Runs: runs, Pos: runs[0].Pos}
			if where == inZone {
				r.add(p) // a further mark in this block may open another zone
			} else {
				out = append(out, p)
			}
		}
		i += size
	}
}

// withoutNotes takes the notes out of the source of a block that is shown as it
// stands, lest a clerk's note be printed.
func (r *reader) withoutNotes(source string, offset int) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(source, "<!--")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		html := "<!--" + after
		size := commentEnd([]byte(html))
		if size < 0 {
			r.error(offset, "kommentar-offen", "Bitte schließen Sie den Kommentar mit „-->“.",
				"In diesem Block steht ein Kommentar ohne Ende.")
			return b.String()
		}
		r.comment(html[:size], offset, inItem)
		source = html[size:]
	}
}

// comment reads one comment.
func (r *reader) comment(html string, offset int, where place) {
	content := comment(html)
	name, ok := markName(content)
	if !ok {
		return
	}
	if where != inZone {
		r.error(offset, "marke-stelle", "Bitte setzen Sie die Marke in eine eigene Zeile am linken Rand.",
			"Die Marke „us:%s“ steht in einem anderen Block.", shortened(name))
		return
	}
	m := &mark{name: name, offset: offset, bodyAt: offset}
	line := content
	if i := leadingBlank(content); strings.Contains(content[i:], "\n") {
		i += strings.IndexByte(content[i:], '\n') + 1
		line, m.body, m.bodyAt = content[:i], content[i:], offset+len("<!--")+i
	}
	if _, after, ok := strings.Cut(line, name); ok {
		m.arg = strings.TrimSpace(after)
	}
	r.mark(m)
}

func leadingBlank(s string) int { return len(s) - len(strings.TrimLeft(s, " \t\n")) }

// mark does what a mark says.
func (r *reader) mark(m *mark) {
	if !slices.Contains(markNames, m.name) {
		hint := "Möglich sind: " + strings.Join(markNames, ", ") + "."
		if near := diag.Nearest(m.name, markNames); near != "" {
			hint = "Meinten Sie „us:" + near + "“?"
		}
		r.error(m.offset, "marke-unbekannt", hint, "Die Marke „us:%s“ ist unbekannt.", shortened(m.name))
		return
	}
	if m.name == markHead {
		r.head(m)
		return
	}
	r.closeMarks()
	if m.name == markTable {
		if m.arg != "" {
			r.error(m.offset, "marke-angabe", "Bitte schreiben Sie je Zeile „schlüssel: wert“.",
				"Hinter „us:tabelle“ steht %s.", quoted(m.arg))
		}
		r.tableMark(m)
		return
	}
	if strings.TrimSpace(m.body) != "" {
		r.error(m.offset, "marke-angabe", "Bitte schließen Sie den Kommentar in derselben Zeile mit „-->“.",
			"Die Marke „us:%s“ hat keine weiteren Zeilen.", m.name)
	}
	if m.name == markPart {
		r.partMark(m)
		return
	}
	if m.arg != "" {
		r.error(m.offset, "marke-angabe", "Bitte schreiben Sie „<!-- us:"+m.name+" -->“.",
			"Die Marke „us:%s“ hat keine Angabe wie %s.", m.name, quoted(m.arg))
	}
	home := Report // us:vereinbarung
	for _, p := range parts {
		if slices.Contains(zones[p], m.name) {
			home = p
		}
	}
	switch {
	case r.part < 0 || r.doc.Parts[r.part].Kind != home:
		r.error(m.offset, "marke-stelle", "Der Teil beginnt mit „<!-- us:teil "+string(home)+" -->“.",
			"Die Marke „us:%s“ gehört in den Teil „%s“.", m.name, home)
	case m.name == markAgreement:
		r.agreement = m
	default:
		pos := r.src.pos(m.offset)
		r.openZone(m.name, pos)
		if z := r.doc.Parts[r.part].Zones[r.zone]; z.Pos != pos {
			r.warn(m.offset, "marke-doppelt", "Bitte löschen Sie eine der beiden Marken.",
				"Die Marke „us:%s“ steht schon in Zeile %d; der Text folgt dem dortigen.", m.name, z.Pos.Line)
		}
	}
}

// partMark opens a part.
func (r *reader) partMark(m *mark) {
	kind := PartKind(m.arg)
	if !slices.Contains(parts, kind) {
		known := []string{string(Letter), string(TitlePage), string(Report)}
		hint := "Möglich sind: " + strings.Join(known, ", ") + "."
		if near := diag.Nearest(m.arg, known); near != "" {
			hint = "Meinten Sie „us:teil " + near + "“?"
		}
		if m.arg == "" {
			r.error(m.offset, "teil-unbekannt", hint, "Der Marke „us:teil“ fehlt der Name des Teils.")
			return
		}
		r.error(m.offset, "teil-unbekannt", hint, "Einen Teil %s gibt es nicht.", quoted(m.arg))
		return
	}
	pos := r.src.pos(m.offset)
	r.openPart(kind, pos)
	if p := r.doc.Parts[r.part]; p.Pos != pos {
		r.warn(m.offset, "marke-doppelt", "Bitte löschen Sie eine der beiden Marken.",
			"Der Teil „%s“ beginnt schon in Zeile %d; der Text folgt dem dortigen.", kind, p.Pos.Line)
	}
}
