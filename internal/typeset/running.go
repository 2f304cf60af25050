package typeset

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/markdown"
)

// running is what every page says of the document, made ready once.
type running struct {
	header, marks           string
	headerWidth, marksWidth Length
}

// The words that mark what must not be taken for a released report, and one
// that is a specimen.
const (
	draftMark  = "ENTWURF"
	sampleMark = "Muster"
)

// prepareRunning fits the running header and the marks to their places.
func (s *setter) prepareRunning() {
	var marks []string
	if s.doc.Meta.Draft {
		marks = append(marks, draftMark)
	}
	if s.doc.Meta.Sample {
		marks = append(marks, sampleMark)
	}
	r := &s.running
	r.marks = strings.Join(marks, " · ")
	r.marksWidth = s.measure(r.marks, s.Running)

	room := s.Right - s.Hang
	if r.marks != "" {
		room -= r.marksWidth + s.Grid
	}
	at := s.doc.Meta.HeaderAt
	if at.IsZero() {
		at = s.anywhere()
	}
	if !s.read([]markdown.Run{{Text: s.doc.Meta.Header, Pos: at}}, s.Running, -1) {
		return
	}
	r.header = s.text.clean
	r.headerWidth = s.measure(r.header, s.Running)
	if r.headerWidth <= room {
		return
	}
	s.finds.Add(diag.Finding{
		Pos: at, Severity: diag.Warning, Code: "kopfzeile-zu-lang",
		Text: "Die Kopfzeile ist länger als die Zeile und wird gekürzt.",
		Hint: "Bitte geben Sie unter „kopfzeile:“ einen kürzeren Text an.",
	})
	r.header = s.shortened(r.header, s.Running, room)
	r.headerWidth = s.measure(r.header, s.Running)
}

// shortened returns as much of a text as has room on one line, with an ellipsis.
func (s *setter) shortened(content string, f Format, room Length) string {
	const more = "…"
	face := s.face(f, false, false)
	width, fits := face.Advance('…'), 0
	for at, r := range content {
		if r == ' ' { // none stands before the ellipsis
			width += face.Advance(r)
			continue
		}
		if width += face.Advance(r); (Length(width)*f.Size+500)/1000 > room {
			break
		}
		fits = at + utf8.RuneLen(r)
	}
	return content[:fits] + more
}

// runningHeader puts the running header on a page.
func (p *pager) runningHeader() {
	r := &p.running
	if r.header != "" && p.header {
		p.aside(r.header, p.Hang, p.HeaderBase, r.headerWidth, Header)
	}
	switch {
	case r.marks == "":
	case p.post:
		p.aside(r.marks, p.Letter.Left, p.Letter.MarkBase, r.marksWidth, Header)
	default:
		p.aside(r.marks, p.Right-r.marksWidth, p.HeaderBase, r.marksWidth, Header)
	}
}

// finish numbers a page and adds it to the layout.
func (p *pager) finish() {
	p.flush()
	p.endQuote()
	if p.roman {
		p.letters++
		p.page.Label = romanNumber(p.letters)
	} else {
		p.number++
		p.page.Label = strconv.Itoa(p.number)
	}
	if !(p.silent && p.first) {
		p.page.Number = p.page.Label
		w := p.measure(p.page.Number, p.Running)
		p.aside(p.page.Number, p.Right-w, p.NumberBase, w, Footer)
	}
	p.layout.Pages = append(p.layout.Pages, p.page)
}

func (p *pager) aside(content string, x, y, width Length, kind Artifact) {
	p.page.Fragments = append(p.page.Fragments, Fragment{
		X: x, Y: y, Width: width, Text: content, Face: p.face(p.Running, false, false), Size: p.Running.Size, Owner: -1, Artifact: kind,
	})
}

// romanNumber writes n > 0 in small Roman numerals.
func romanNumber(n int) string {
	var b strings.Builder
	for _, d := range []struct {
		value int
		sign  string
	}{
		{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"},
		{50, "l"}, {40, "xl"}, {10, "x"}, {9, "ix"}, {5, "v"}, {4, "iv"}, {1, "i"},
	} {
		for ; n >= d.value; n -= d.value {
			b.WriteString(d.sign)
		}
	}
	return b.String()
}
