package typeset

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/markdown"
)

// running is what every page says of the document, made ready once.
type running struct {
	header, marks []Fragment // X from where they begin, Y 0
	marksWidth    Length
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
	r, t := &s.running, &s.text
	room := s.Right - s.Hang
	if s.read([]markdown.Run{{Text: strings.Join(marks, " · "), Pos: s.anywhere()}}, s.Running, -1) {
		r.marks, r.marksWidth = s.oneLine()
		room -= r.marksWidth + s.Grid
	}
	at := s.doc.Meta.HeaderAt
	if at.IsZero() {
		at = s.anywhere()
	}
	if !s.read([]markdown.Run{{Text: s.doc.Meta.Header, Pos: at}}, s.Running, -1) {
		return
	}
	if t.sum(); t.length(t.width(0, len(t.boxes)-1)) > room {
		s.finds.Add(diag.Finding{
			Pos: at, Severity: diag.Warning, Code: "kopfzeile-zu-lang",
			Text: "Die Kopfzeile ist länger als die Zeile und wird gekürzt.",
			Hint: "Bitte geben Sie unter „kopfzeile:“ einen kürzeren Text an.",
		})
		t.shorten(room)
	}
	r.header, _ = s.oneLine()
}

// oneLine sets the text that was read on one line and returns that and its
// width.
func (s *setter) oneLine() ([]Fragment, Length) {
	t := &s.text
	t.sum()
	frags := s.place(line{0, len(t.boxes)}, 0, 0)
	set := slices.Clone(s.frags[frags.lo:])
	s.frags = s.frags[:frags.lo]
	return set, t.length(t.width(0, len(t.boxes)-1))
}

// shorten leaves as much of the text as has room on one line, with an ellipsis.
func (t *text) shorten(room Length) {
	width, fits, last := 0, 0, 0
pieces:
	for i := range t.pieces {
		p := &t.pieces[i]
		for at, r := range t.clean[p.start:p.end] {
			width += p.face.Advance(r)
			switch {
			case r == ' ': // none stands before the ellipsis
			case t.length(width+p.face.Advance('…')) > room:
				break pieces
			default:
				fits, last = p.start+at+utf8.RuneLen(r), i
			}
		}
	}
	t.clean = t.clean[:fits] + "…"
	t.pieces = t.pieces[:last+1]
	t.pieces[last].end = len(t.clean)
	t.soft = t.soft[:0]
	t.box()
}

// runningHeader puts the running header on a page.
func (p *pager) runningHeader() {
	r := &p.running
	if p.header {
		p.aside(r.header, p.Hang, p.HeaderBase, Header)
	}
	if p.post {
		p.aside(r.marks, p.Letter.Left, p.Letter.MarkBase, Header)
	} else {
		p.aside(r.marks, p.Right-r.marksWidth, p.HeaderBase, Header)
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
		number := Fragment{Width: w, Text: p.page.Number, Face: p.face(p.Running, false, false), Size: p.Running.Size, Owner: -1}
		p.aside([]Fragment{number}, p.Right-w, p.NumberBase, Footer)
	}
	p.layout.Pages = append(p.layout.Pages, p.page)
}

// aside puts a line that is no part of the text on the page.
func (p *pager) aside(line []Fragment, x, y Length, kind Artifact) {
	for _, f := range line {
		f.X, f.Y, f.Artifact = f.X+x, y, kind
		p.page.Fragments = append(p.page.Fragments, f)
	}
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
