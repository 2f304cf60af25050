package preflight

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"umsetzungsstand/internal/diag"
)

// The numbers of our pages, in mm and pt. They stand in the program that makes
// them as well; they are typed again so that a slip there is found here.
const (
	tolerance = 0.1 // mm: two roundings to 1/100 pt, and what no eye sees

	paperWidth, paperHeight = 210, 297

	areaLeft, areaRight = 25, 185
	areaFirst, areaLast = 36, 270     // first and last baseline
	areaTop, areaFoot   = 31.5, 271.5 // of rules: the edges of the lines there
	bodyLeft            = 40
	itemLeft            = 46
	headerBase          = 18
	numberBase          = 282

	smallest     = 8 // pt
	smallRunning = 9
	smallCell    = 10.5
	smallLetter  = 11
	smallBody    = 12

	// Of the size: from the baseline to the top of the capitals and to the foot
	// of the descenders, in Liberation Sans, as in Arial.
	capitals, descenders = 0.73, 0.21
)

// The parts of a report, by the titles of their elements.
const (
	letterPart = "Anschreiben"
	titlePart  = "Titelblatt"
	reportPart = "Bericht"
)

const design = "Gestaltung des Berichts"

var geometryRules = []rule{
	{"geometrie-format", "DIN EN ISO 216, A4", diag.Error,
		"Jede Seite ist ein A4-Blatt im Hochformat, ungedreht und unbeschnitten.", ours(checkPaper)},
	{"geometrie-teil", design, diag.Error,
		"Jede Seite gehört zu einem Teil des Berichts: Anschreiben, Titelblatt oder Bericht.", ours(checkPart)},
	{"geometrie-leere-seite", design, diag.Error,
		"Auf jeder Seite steht Text.", eachPage(checkEmpty)},
	{"geometrie-richtung", design, diag.Error,
		"Text läuft von links nach rechts.", eachPage(checkDirection)},
	{"geometrie-blattrand", design, diag.Error,
		"Nichts ragt über den Rand des Blattes.", eachPage(checkSheetEdge)},
	{"geometrie-satzspiegel", design, diag.Error,
		"Titelblatt und Bericht stehen zwischen 25 und 185 mm vom linken Rand, die Grundlinien zwischen 36 und 270 mm vom oberen.", eachPage(checkTypeArea)},
	{"geometrie-ueberdeckung", design, diag.Error,
		"Texte und Linien liegen nicht aufeinander.", eachPage(checkOverlap)},
	{"geometrie-schriftgrad", design, diag.Warning,
		"Der Brief ist in mindestens 11 Punkt gesetzt, Tabellen in 10,5, Kopfzeilen und Seitenzahlen in 9, aller übrige Text in 12; nichts ist kleiner als 8 Punkt.", eachPage(checkSize)},
	{"geometrie-zeilenabstand", design, diag.Warning,
		"Zeilen eines Absatzes stehen mindestens das 1,15-Fache des Schriftgrads auseinander, im Brieftext außer in Überschriften das 1,25-Fache.", eachPage(checkLeading)},
	{"geometrie-kante", design, diag.Warning,
		"Alle Zeilen eines Absatzes beginnen an derselben Kante: Überschriften 25 mm vom linken Rand, Fließtext 40 mm, Listen 46 mm oder weiter.", eachPage(checkEdges)},
	{"geometrie-kopfzeile", design, diag.Warning,
		"Die Kopfzeile steht 18 mm vom oberen Rand und lautet auf allen Seiten des Berichts gleich.", ours(checkHeader)},
	{"geometrie-seitenzahl", design, diag.Error,
		"Jede Seite des Berichts trägt ihre Zahl, ebenso jede Folgeseite des Briefes; das Titelblatt zählt als Seite 1, der Brief für sich.", ours(checkNumber)},
	{"geometrie-seitenzahl-ort", design, diag.Warning,
		"Die Seitenzahl steht 282 mm vom oberen Rand und endet 185 mm vom linken.", eachPage(checkNumberPlace)},
	{"geometrie-seitenbezeichnung", "ISO 32000-1, 12.4.2; " + design, diag.Error,
		"Das PDF-Programm nennt die Seiten so, wie sie gezählt sind.", ours(checkLabel)},
}

// mm writes a length.
func mm(v float64) string {
	return strings.Replace(fmt.Sprintf("%.1f mm", v), ".", ",", 1)
}

func points(v float64) string { return decimal(v) + " Punkt" }

func nearly(a, b float64) bool { return math.Abs(a-b) <= tolerance }

// rect is a rectangle of a page.
type rect struct{ left, top, right, bottom float64 }

// meets reports whether two rectangles lie on each other by more than the
// tolerance.
func (r rect) meets(q rect) bool {
	return r.left < q.right-tolerance && q.left < r.right-tolerance && r.top < q.bottom-tolerance && q.top < r.bottom-tolerance
}

// holds reports whether a rectangle lies in r.
func (r rect) holds(q rect) bool {
	return q.left >= r.left-tolerance && q.right <= r.right+tolerance && q.top >= r.top-tolerance && q.bottom <= r.bottom+tolerance
}

// box returns the box of what can be seen of a mark.
func (m *mark) box() rect {
	if m.kind != textMark {
		return rect{m.x, m.y, m.x + m.w, m.y + m.h}
	}
	size := m.size * mmPerPoint
	return rect{m.x, m.y - capitals*size, m.x + m.ink(), m.y + descenders*size}
}

func (sh *sheet) inReport() bool { return sh.part == reportPart }

func checkPaper(d *document, s *sheets, say report) {
	for _, sh := range s.pages {
		if !nearly(sh.width, paperWidth) || !nearly(sh.height, paperHeight) {
			say(sh.number, "Die Seite ist %s breit und %s hoch.", mm(sh.width), mm(sh.height))
		}
		if turn, _ := d.number(d.inherited(sh.page, "Rotate")); turn != 0 {
			say(sh.number, "Die Seite ist um %v Grad gedreht.", turn)
		}
		for i, o := range d.array(d.inherited(sh.page, "CropBox")) {
			if edge, ok := d.number(o); i < 4 && (!ok || !nearly(edge*mmPerPoint, sh.box[i]*mmPerPoint)) {
				say(sh.number, "Die Seite wird beschnitten gezeigt.")
				break
			}
		}
	}
}

// inherited returns an attribute of a page, its own or that of the page tree.
func (d *document) inherited(p *page, key string) types.Object {
	node := p.dict
	for range maxDepth {
		if o, ok := node[key]; ok || node == nil {
			return o
		}
		node = d.dict(node["Parent"])
	}
	return nil
}

func checkPart(d *document, s *sheets, say report) {
	for _, sh := range s.pages {
		for _, t := range sh.texts {
			if t.owner == nil {
				continue
			}
			part := d.partOf(t.owner)
			if part != letterPart && part != titlePart && part != reportPart {
				say(sh.number, "Der Text %s gehört zum Teil %s.", quote(t.text), quote(part))
			} else if part != sh.part {
				say(sh.number, "Der Text %s gehört zum Teil %s, die Seite zum Teil %s.", quote(t.text), quote(part), quote(sh.part))
			}
		}
	}
}

func checkEmpty(sh *sheet, say report) {
	if !slices.ContainsFunc(sh.texts, func(t text) bool { return t.artifact == "" }) {
		say(sh.number, "Auf der Seite steht kein Text.")
	}
}

func checkDirection(sh *sheet, say report) {
	for _, t := range sh.texts {
		if t.rotated {
			say(sh.number, "Der Text %s ist gedreht oder gespiegelt.", quote(t.text))
		}
	}
}

func checkSheetEdge(sh *sheet, say report) {
	paper := rect{0, 0, sh.width, sh.height}
	for i := range sh.marks {
		m := &sh.marks[i]
		switch {
		case m.kind != textMark && m.kind != pathMark || paper.holds(m.box()):
		case m.kind == textMark:
			say(sh.number, "Der Text %s ragt über den Rand des Blattes.", quote(m.text))
		default:
			say(sh.number, "Eine Linie ragt über den Rand des Blattes.")
		}
	}
}

func checkTypeArea(sh *sheet, say report) {
	if sh.part == letterPart {
		return
	}
	for i := range sh.marks {
		m := &sh.marks[i]
		b := m.box()
		aside := strings.HasPrefix(m.artifact, "Pagination")
		sides := b.left >= areaLeft-tolerance && b.right <= areaRight+tolerance
		switch {
		case m.kind == textMark && plainWords(m.text) == "":
		case m.kind == textMark && !sides:
			say(sh.number, "Der Text %s reicht von %s bis %s.", quote(m.text), mm(b.left), mm(b.right))
		case m.kind == textMark && !aside && (m.y < areaFirst-tolerance || m.y > areaLast+tolerance):
			say(sh.number, "Die Grundlinie des Textes %s liegt bei %s.", quote(m.text), mm(m.y))
		case m.kind == pathMark && !aside && (!sides || b.top < areaTop-tolerance || b.bottom > areaFoot+tolerance):
			say(sh.number, "Eine Linie reicht von %s bis %s, %s vom oberen Rand.", mm(b.left), mm(b.right), mm(b.top))
		}
	}
}

// mostPairs is how many pairs of marks of one page are compared. A page of
// ours has some hundred marks, of which few stand side by side.
const mostPairs = 2_000_000

func checkOverlap(sh *sheet, say report) {
	var marks []*mark
	for i := range sh.marks {
		m := &sh.marks[i]
		if m.kind == textMark && plainWords(m.text) != "" || m.kind == pathMark {
			marks = append(marks, m)
		}
	}
	slices.SortStableFunc(marks, func(a, b *mark) int {
		switch at, bt := a.box().top, b.box().top; {
		case at < bt:
			return -1
		case at > bt:
			return 1
		}
		return 0
	})
	compared := 0
	var above []*mark // that reach down to where the sweep is
	for _, m := range marks {
		box := m.box()
		above = slices.DeleteFunc(above, func(a *mark) bool { return a.box().bottom < box.top })
		for _, a := range above {
			if compared++; compared > mostPairs {
				say(sh.number, "Auf der Seite liegt zu vieles aufeinander.")
				return
			}
			if a.kind == pathMark && m.kind == pathMark || !a.box().meets(box) {
				continue
			}
			t, other := a, m
			if t.kind != textMark {
				t, other = m, a
			}
			if other.kind == textMark {
				say(sh.number, "Die Texte %s und %s liegen aufeinander.", quote(t.text), quote(other.text))
			} else {
				say(sh.number, "Eine Linie geht durch den Text %s.", quote(t.text))
			}
		}
		above = append(above, m)
	}
}

func checkSize(sh *sheet, say report) {
	for _, t := range sh.texts {
		least := float64(smallBody)
		switch {
		case strings.HasPrefix(t.artifact, "Pagination"):
			least = smallRunning
		case t.artifact != "":
			least = smallest
		case standsIn(t.owner, "Table"):
			least = smallCell
		case sh.part == letterPart:
			least = smallLetter
		}
		if t.size < least-0.01 {
			say(sh.number, "Der Text %s ist in %s gesetzt, kleiner als %s.", quote(t.text), points(t.size), points(least))
		}
	}
}

func checkLeading(sh *sheet, say report) {
	last := map[*element]*line{}
	for i := range sh.lines {
		l := &sh.lines[i]
		above := last[l.block]
		if last[l.block] = l; above == nil {
			continue
		}
		least := 1.15
		if sh.part == letterPart && levelOf(l.block.role) == 0 && !(sh.first && addressField.meets(rect{l.left, l.y - 1, l.right, l.y})) {
			least = 1.25
		}
		if step := l.y - above.y; step < least*max(l.size, above.size)*mmPerPoint-tolerance {
			say(sh.number, "Die Zeile %s steht %s unter der vorigen; das ist das %s-Fache des Schriftgrads.",
				quote(l.text), mm(step), strings.Replace(fmt.Sprintf("%.2f", step/(max(l.size, above.size)*mmPerPoint)), ".", ",", 1))
		}
	}
}

// checkEdges holds the left edges of lines against the system. Cells and the
// table of contents have edges of their own.
func checkEdges(sh *sheet, say report) {
	if sh.part == letterPart {
		return
	}
	first := map[*element]float64{}
	for _, l := range sh.lines {
		edge, known := first[l.block]
		if !known {
			edge = l.left
			first[l.block] = edge
		}
		list := standsIn(l.block, "L")
		switch {
		case standsIn(l.block, "Table", "TOC", "Lbl"):
		case !nearly(l.left, edge):
			say(sh.number, "Die Zeile %s beginnt bei %s, die erste ihres Absatzes bei %s.", quote(l.text), mm(l.left), mm(edge))
		case levelOf(l.block.role) > 0 && !nearly(edge, areaLeft),
			list && edge < itemLeft-tolerance,
			levelOf(l.block.role) == 0 && !list && !nearly(edge, bodyLeft) && !(nearly(edge, areaLeft) && sh.inReport()):
			say(sh.number, "Die Zeile %s beginnt bei %s.", quote(l.text), mm(l.left))
		}
	}
}

func checkHeader(_ *document, s *sheets, say report) {
	var wording *string
	for _, sh := range s.pages {
		var words []string
		for _, t := range sh.texts {
			if t.artifact != "Pagination/Header" {
				continue
			}
			words = append(words, t.text)
			if sh.part != letterPart && !nearly(t.y, headerBase) {
				say(sh.number, "Die Kopfzeile %s steht bei %s.", quote(t.text), mm(t.y))
			}
		}
		if !sh.inReport() {
			continue
		}
		text := plainWords(strings.Join(words, " "))
		if wording == nil {
			wording = &text
		} else if text != *wording {
			say(sh.number, "Die Kopfzeile lautet %s, auf der ersten Seite des Berichts %s.", quote(text), quote(*wording))
		}
	}
}

// numbers returns the page numbers that are printed on a page.
func (sh *sheet) numbers() (list []text) {
	for _, t := range sh.texts {
		if t.artifact == "Pagination/Footer" {
			list = append(list, t)
		}
	}
	return list
}

func checkNumber(_ *document, s *sheets, say report) {
	for _, sh := range s.pages {
		want := s.counted(sh)
		if sh.first && (sh.part == letterPart || sh.part == titlePart) {
			want = ""
		}
		got := ""
		for _, t := range sh.numbers() {
			got += plainWords(t.text)
		}
		switch {
		case got == want:
		case got == "":
			say(sh.number, "Die Seitenzahl %s fehlt.", want)
		case want == "":
			say(sh.number, "Die Seite trägt die Zahl %s, sollte aber keine tragen.", quote(got))
		default:
			say(sh.number, "Die Seite trägt die Zahl %s, gezählt ist sie als %s.", quote(got), want)
		}
	}
}

func checkNumberPlace(sh *sheet, say report) {
	for _, t := range sh.numbers() {
		if right := t.x + t.ink(); !nearly(t.y, numberBase) || !nearly(right, areaRight) {
			say(sh.number, "Die Seitenzahl steht bei %s und endet bei %s.", mm(t.y), mm(right))
		}
	}
}

func checkLabel(_ *document, s *sheets, say report) {
	for _, sh := range s.pages {
		if got, want := s.label(sh), s.counted(sh); got != want {
			say(sh.number, "Das PDF-Programm nennt die Seite %s, gezählt ist sie als %s.", quote(got), want)
		}
	}
}
