package preflight

import (
	"strings"

	"umsetzungsstand/internal/diag"
)

// The fields of a letter after DIN 5008:2020, form B, in mm.
var (
	addressField = rect{20, 45, 105, 90}
	returnZone   = rect{25, 45, 105, 50}
	addressZone  = rect{25, 62.7, 105, 90}
	infoBlock    = rect{125, 50, 200, 98.46}
	stampField   = rect{120, 10, 200, 45} // kept for the Landtag's Vorlage number
)

const (
	subjectTop   = 98.46
	letterLeft   = 25
	letterRight  = 190
	letterLast   = 270.3 // last baseline: its lines are narrower than the report's, and end where those do
	addressLines = 6
)

// letterMarks are the fold marks and the hole mark between them.
var letterMarks = []struct {
	y    float64
	name string
}{{105, "Faltmarke"}, {148.5, "Lochmarke"}, {210, "Faltmarke"}}

const markTolerance = 0.3

const din5008 = "DIN 5008:2020, Geschäftsbrief Form B"

var letterRules = []rule{
	{"brief-ruecksendeangabe", din5008 + ", Rücksendeangabe", diag.Error,
		"Die Rücksendeangabe steht in einer Zeile oben im Anschriftfeld: 25 bis 105 mm vom linken Rand, 45 bis 50 mm vom oberen.", eachLetter(checkReturnLine)},
	{"brief-anschrift", din5008 + ", Anschriftzone", diag.Error,
		"Die Anschrift steht in ihrer Zone: 25 bis 105 mm vom linken Rand, 62,7 bis 90 mm vom oberen, höchstens sechs Zeilen; sonst steht im Anschriftfeld nichts.", eachLetter(checkAddress)},
	{"brief-informationsblock", din5008 + ", Informationsblock", diag.Error,
		"Der Informationsblock beginnt 125 mm vom linken Rand und 50 mm vom oberen, endet 200 mm vom linken und über dem Betreff.", eachLetter(checkInfoBlock)},
	{"brief-marken", din5008 + ", Falt- und Lochmarken", diag.Error,
		"Am linken Rand stehen Faltmarken bei 105 und 210 mm und eine Lochmarke bei 148,5 mm.", eachLetter(checkMarks)},
	{"brief-vorlagenfeld", design + ": Stempel des Landtags", diag.Error,
		"Das Feld für die Vorlagennummer des Landtags, 120 bis 200 mm vom linken Rand und 10 bis 45 mm vom oberen, ist frei.", eachLetter(checkStamp)},
	{"brief-betreff", din5008 + ", Betreff", diag.Error,
		"Der Betreff beginnt nicht über 98,46 mm vom oberen Rand.", eachLetter(checkSubject)},
	{"brief-raender", din5008 + ", Seitenränder", diag.Warning,
		"Der Brief lässt links 25 mm frei, rechts 20 mm, der Informationsblock rechts 10 mm; die letzte Grundlinie liegt bei höchstens 270,3 mm.", eachPage(checkMargins)},
}

// eachLetter makes a rule from what holds for the first page of the letter.
func eachLetter(check func(*sheet, report)) func(*document, report) {
	return eachPage(func(sh *sheet, say report) {
		if sh.part == letterPart && sh.first {
			check(sh, say)
		}
	})
}

// zones tells the texts of a letter's first page apart.
func (sh *sheet) zones() (sender, returned, address, info, column []text) {
	for _, t := range sh.texts {
		b := t.box()
		switch {
		case t.artifact != "":
			if !strings.HasPrefix(t.artifact, "Pagination") && (plainWords(t.text) != "-" || returnZone.meets(b)) {
				returned = append(returned, t)
			}
		case b.left >= addressField.right && b.top < infoBlock.bottom && b.bottom > stampField.bottom:
			info = append(info, t)
		case b.meets(addressField):
			address = append(address, t)
		case b.bottom <= addressField.top+tolerance:
			sender = append(sender, t)
		default:
			column = append(column, t)
		}
	}
	return
}

func checkReturnLine(sh *sheet, say report) {
	_, returned, _, _, _ := sh.zones()
	for _, t := range returned {
		if b := t.box(); !returnZone.holds(b) {
			say(sh.number, "Die Rücksendeangabe %s reicht von %s bis %s und steht %s vom oberen Rand.", quote(t.text), mm(b.left), mm(b.right), mm(b.top))
		}
	}
}

func checkAddress(sh *sheet, say report) {
	_, _, address, _, _ := sh.zones()
	lines, last := 0, 0.0
	for _, t := range address {
		if lines == 0 || !nearly(t.y, last) {
			lines, last = lines+1, t.y
		}
		if b := t.box(); !addressZone.holds(b) {
			say(sh.number, "Im Anschriftfeld reicht der Text %s von %s bis %s und steht %s bis %s vom oberen Rand.", quote(t.text), mm(b.left), mm(b.right), mm(b.top), mm(b.bottom))
		}
	}
	if lines > addressLines {
		say(sh.number, "Die Anschrift hat %d Zeilen.", lines)
	}
}

func checkInfoBlock(sh *sheet, say report) {
	_, _, _, info, _ := sh.zones()
	for _, t := range info {
		if b := t.box(); !infoBlock.holds(b) {
			say(sh.number, "Der Text %s im Informationsblock reicht von %s bis %s und steht %s vom oberen Rand.", quote(t.text), mm(b.left), mm(b.right), mm(b.top))
		}
	}
}

func checkMarks(sh *sheet, say report) {
	var found [3]bool
	for i := range sh.marks {
		m := &sh.marks[i]
		if m.kind != pathMark || m.x+m.w > letterLeft {
			continue
		}
		known := false
		for j, want := range letterMarks {
			if at := m.y + m.h/2; at >= want.y-markTolerance && at <= want.y+markTolerance && m.h < 1 && m.w >= 1 {
				found[j], known = true, true
			}
		}
		if !known {
			say(sh.number, "Am linken Rand steht %s vom oberen ein Strich, der keine Marke ist.", mm(m.y+m.h/2))
		}
	}
	for j, ok := range found {
		if !ok {
			say(sh.number, "Die %s bei %s fehlt.", letterMarks[j].name, mm(letterMarks[j].y))
		}
	}
}

func checkStamp(sh *sheet, say report) {
	for i := range sh.marks {
		m := &sh.marks[i]
		switch {
		case m.kind == textMark && plainWords(m.text) != "" && stampField.meets(m.box()):
			say(sh.number, "Der Text %s ragt in das Feld.", quote(m.text))
		case m.kind == pathMark && stampField.meets(m.box()):
			say(sh.number, "Eine Linie ragt in das Feld.")
		case m.kind == imageMark || m.kind == shadingMark:
			say(sh.number, "Auf der Seite ist ein Bild, dessen Ort sich nicht prüfen lässt.")
		}
	}
}

func checkSubject(sh *sheet, say report) {
	_, _, _, _, column := sh.zones()
	for _, t := range column {
		if b := t.box(); b.top < subjectTop-tolerance {
			say(sh.number, "Der Text %s beginnt bei %s.", quote(t.text), mm(b.top))
		}
	}
}

func checkMargins(sh *sheet, say report) {
	if sh.part != letterPart {
		return
	}
	texts := sh.texts
	if sh.first {
		sender, _, _, _, column := sh.zones() // of the others their own rules tell
		texts = append(sender, column...)
	}
	for _, t := range texts {
		b := t.box()
		switch {
		case strings.HasPrefix(t.artifact, "Pagination/Footer"):
		case b.left < letterLeft-tolerance || b.right > letterRight+tolerance:
			say(sh.number, "Der Text %s reicht von %s bis %s.", quote(t.text), mm(b.left), mm(b.right))
		case t.y > letterLast+tolerance:
			say(sh.number, "Die Grundlinie des Textes %s liegt bei %s.", quote(t.text), mm(t.y))
		}
	}
}
