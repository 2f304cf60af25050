package markdown

import (
	"slices"
	"strings"

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
	if m.name == markTable || m.name == markContents {
		if m.arg != "" {
			r.error(m.offset, "marke-angabe", "Bitte schreiben Sie je Zeile „schlüssel: wert“.",
				"Hinter „us:%s“ steht %s.", m.name, quoted(m.arg))
		}
		if m.name == markTable {
			r.tableMark(m)
		} else {
			r.contentsMark(m)
		}
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

// contentsMark reads a us:inhalt.
func (r *reader) contentsMark(m *mark) {
	c := &Contents{Pos: r.src.pos(m.offset)}
	for _, k := range r.keys(m, contentsKeys) {
		c.Title = unescape(k.value, false)
	}
	switch {
	case r.part < 0 || r.doc.Parts[r.part].Kind != Report:
		r.error(m.offset, "marke-stelle", "Der Teil beginnt mit „<!-- us:teil "+string(Report)+" -->“.",
			"Die Marke „us:%s“ gehört in den Teil „%s“.", m.name, Report)
	case r.contents != nil:
		r.warn(m.offset, "marke-doppelt", "Bitte löschen Sie eine der beiden Marken.",
			"Die Marke „us:%s“ steht schon in Zeile %d; das Inhaltsverzeichnis steht dort.", m.name, r.contents.Pos.Line)
	default:
		r.contents = c
		r.add(c)
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
