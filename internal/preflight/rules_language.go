package preflight

import (
	"regexp"
	"strings"

	"umsetzungsstand/internal/diag"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// headingRules are about headings.
var headingRules = []rule{
	{"ueberschrift-erste", "ISO 14289-1, 7.4.2; Matterhorn 14-002", diag.Error,
		"Die erste Überschrift ist von der ersten Stufe.", checkFirstHeading},
	{"ueberschrift-stufe", "ISO 14289-1, 7.4.2; Matterhorn 14-003", diag.Error,
		"Überschriften überspringen nach unten keine Stufe.", checkLevels},
	{"ueberschrift-mehrfach", "ISO 14289-1, 7.4.4; Matterhorn 14-006", diag.Error,
		"In einem Element steht höchstens eine Überschrift H.", checkHeadingsInNode},
	{"ueberschrift-gemischt", "ISO 14289-1, 7.4.4; Matterhorn 14-007", diag.Error,
		"Eine Datei hat Überschriften mit oder ohne Stufen, nicht beide.", checkMixedHeadings},
	{"ueberschrift-fehlt", "ISO 14289-1, 7.4.1", diag.Warning,
		"Ein längeres Dokument ist durch Überschriften gegliedert.", checkNoHeading},
	{"ueberschrift-titel", design, diag.Warning,
		"Nur der Titel des Dokuments ist eine Überschrift der ersten Stufe.", checkTitles},
}

// languageRules are about languages, and about the texts that stand for others.
var languageRules = []rule{
	{"sprache-fehlt", "ISO 19005-2, 6.7.4; ISO 14289-1, 7.2; Matterhorn 11-006", diag.Error,
		"Der Katalog nennt die Sprache des Dokuments.", checkLanguage},
	{"sprache-ungueltig", "ISO 19005-2, 6.7.4; ISO 32000-1, 14.9.2.2", diag.Error,
		"Alle Sprachangaben sind Kennzeichen nach BCP 47 wie „de-DE“.", checkTagsOfLanguages},
	{"sprache-text", "ISO 14289-1, 7.2; Matterhorn 11-001", diag.Error,
		"Von jedem Text der Seiten steht die Sprache fest.", checkLanguageOfTexts},
	{"sprache-ersatztext", "ISO 14289-1, 7.2; Matterhorn 11-002", diag.Error,
		"Von jedem Ersatztext (Alt, ActualText, E) steht die Sprache fest.", checkLanguageOfReplacements},
	{"sprache-lesezeichen", "ISO 14289-1, 7.2; Matterhorn 11-003", diag.Error,
		"Von den Lesezeichen steht die Sprache fest.", checkLanguageOfOutline},
	{"sprache-anmerkung", "ISO 14289-1, 7.2; Matterhorn 11-004", diag.Error,
		"Von den Beschreibungen der Verweise und Anmerkungen steht die Sprache fest.", checkLanguageOfAnnotations},
	{"struktur-alternativtext", "ISO 14289-1, 7.3; Matterhorn 13-004, 17-002", diag.Error,
		"Jede Abbildung und jede Formel hat einen Alternativtext.", checkAlternatives},
	{"struktur-abbildung-kasten", "ISO 32000-1, 14.8.5.4.3", diag.Warning,
		"Abbildungen und Formeln nennen ihren Platz auf der Seite (BBox).", checkBoxes},
	{"struktur-ersatztext", "ISO 32000-1, 14.9.3 bis 14.9.5", diag.Warning,
		"Ersatztexte stehen nur dort, wo sie einen kurzen Inhalt ersetzen, und sind nicht leer.", checkReplacements},
}

// level returns the level of a heading, 0 for other elements.
func level(e *element) int { return levelOf(e.role) }

// levelOf returns the level of a heading, 0 if the role is another.
func levelOf(role string) int {
	if len(role) == 2 && role[0] == 'H' && role[1] >= '1' && role[1] <= '6' {
		return int(role[1] - '0')
	}
	return 0
}

func checkFirstHeading(d *document, report report) {
	for _, e := range d.elements {
		if n := level(e); n > 0 {
			if n > 1 {
				report(e.number(), "Die erste Überschrift ist von Stufe %d: %s.", n, d.naming(e))
			}
			return
		}
	}
}

func checkLevels(d *document, report report) {
	last := 0
	for _, e := range d.elements {
		n := level(e)
		if n == 0 {
			continue
		}
		if last > 0 && n > last+1 {
			report(e.number(), "Auf eine Überschrift der Stufe %d folgt eine der Stufe %d: %s.", last, n, d.naming(e))
		}
		last = n
	}
}

func checkHeadingsInNode(d *document, report report) {
	count := map[*element]int{}
	for _, e := range d.elements {
		if e.role != "H" || e.parent == nil {
			continue
		}
		if count[e.parent]++; count[e.parent] > 1 {
			report(e.number(), "Eine weitere Überschrift steht im selben %s: %s.", kindOf(e.parent), d.naming(e))
		}
	}
}

func checkMixedHeadings(d *document, report report) {
	var plain, levelled *element
	for _, e := range d.elements {
		if e.role == "H" && plain == nil {
			plain = e
		}
		if level(e) > 0 && levelled == nil {
			levelled = e
		}
	}
	if plain != nil && levelled != nil {
		report(plain.number(), "Eine Überschrift hat keine Stufe, andere haben eine: %s.", d.naming(plain))
	}
}

func checkNoHeading(d *document, report report) {
	if len(d.pages) < 3 || len(d.elements) == 0 {
		return
	}
	for _, e := range d.elements {
		if e.role == "H" || level(e) > 0 {
			return
		}
	}
	report(0, "Das Dokument hat %d Seiten und keine Überschrift.", len(d.pages))
}

func checkTitles(d *document, report report) {
	var first *element
	for _, e := range d.elements {
		if level(e) != 1 {
			continue
		}
		if first != nil {
			report(e.number(), "Eine weitere Überschrift ist von der ersten Stufe: %s.", d.naming(e))
		}
		first = e
	}
}

// languageTag is the form of RFC 5646, 2.1.
var languageTag = regexp.MustCompile(`(?i)^(([a-z]{2,3}(-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?` +
	`(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(-[0-9a-wyz](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?|x(-[a-z0-9]{1,8})+)$`)

func (d *document) lang() string { return strings.TrimSpace(d.text(d.catalog["Lang"])) }

func checkLanguage(d *document, report report) {
	if d.lang() == "" {
		report(0, "Das Dokument nennt keine Sprache.")
	}
}

func checkTagsOfLanguages(d *document, report report) {
	if tag := d.text(d.catalog["Lang"]); d.lang() != "" && !languageTag.MatchString(tag) {
		report(0, "Die Sprache des Dokuments ist %s.", quoted(tag))
	}
	for _, e := range d.elements {
		// An empty Lang says that the language is unknown, which is allowed.
		if e.dict["Lang"] != nil && e.lang == "" {
			if _, ok := d.raw(e.dict["Lang"]); ok {
				continue
			}
		}
		if e.dict["Lang"] != nil && !languageTag.MatchString(e.lang) {
			report(e.number(), "Die Sprache des Elements %s ist %s.", d.naming(e), quoted(e.lang))
		}
	}
	for _, p := range d.pages {
		for _, s := range p.sequences {
			if s.lang != "" && !languageTag.MatchString(s.lang) {
				report(p.number, "Die Sprache eines markierten Inhalts ist %s.", quoted(s.lang))
			}
		}
	}
}

// spoken reports whether a language is known for an element.
func (d *document) spoken(e *element) bool {
	for ; e != nil; e = e.parent {
		if e.lang != "" {
			return true
		}
	}
	return d.lang() != ""
}

func checkLanguageOfTexts(d *document, report report) {
	if d.lang() != "" {
		return
	}
	for _, p := range d.pages {
		for i := range p.marks {
			m := &p.marks[i]
			if m.kind == textMark && m.artifact == "" && m.lang == "" && strings.TrimSpace(m.text) != "" && !d.spoken(d.owners[content{p, m.mcid}]) {
				report(p.number, "Von einem Text ist die Sprache unbekannt: %s.", quoted(m.text))
				break // one a page is enough
			}
		}
	}
}

func checkLanguageOfReplacements(d *document, report report) {
	if d.lang() != "" {
		return
	}
	for _, e := range d.elements {
		for _, key := range []string{"Alt", "ActualText", "E"} {
			if s := d.text(e.dict[key]); s != "" && !d.spoken(e) {
				report(e.number(), "Von einem Ersatztext ist die Sprache unbekannt: %s.", quoted(s))
			}
		}
	}
	for _, p := range d.pages {
		for _, s := range p.sequences {
			if s.replaced && s.lang == "" && !d.spoken(d.owners[content{p, s.mcid}]) {
				report(p.number, "Von dem Ersatztext eines markierten Inhalts ist die Sprache unbekannt.")
			}
		}
	}
}

func checkLanguageOfOutline(d *document, report report) {
	if d.lang() == "" && d.dict(d.dict(d.catalog["Outlines"])["First"]) != nil {
		report(0, "Von den Lesezeichen ist die Sprache unbekannt.")
	}
}

func checkLanguageOfAnnotations(d *document, report report) {
	if d.lang() != "" {
		return
	}
	owners := d.annotated()
	for _, l := range d.links {
		if s := d.text(l.dict["Contents"]); s != "" && !d.spoken(owners[l.object]) {
			report(l.page.number, "Von einer Beschreibung ist die Sprache unbekannt: %s.", quoted(s))
		}
	}
}

// annotated returns the elements that hold annotations, by their numbers.
func (d *document) annotated() map[int]*element {
	owners := map[int]*element{}
	for _, e := range d.elements {
		for _, k := range e.kids {
			if k.objr && k.object > 0 && owners[k.object] == nil {
				owners[k.object] = e
			}
		}
	}
	return owners
}

func checkAlternatives(d *document, report report) {
	for _, e := range d.elements {
		switch _, actual := d.raw(e.dict["ActualText"]); {
		case strings.TrimSpace(d.text(e.dict["Alt"])) != "":
		case e.role == "Figure" && !actual:
			report(e.number(), "Einer Abbildung fehlt der Alternativtext%s.", d.after(e))
		case e.role == "Formula":
			report(e.number(), "Einer Formel fehlt der Alternativtext: %s.", d.naming(e))
		}
	}
}

func checkBoxes(d *document, report report) {
	for _, e := range d.elements {
		if e.role != "Figure" && e.role != "Formula" {
			continue
		}
		if box, _ := d.attribute(e, "Layout", "BBox").(types.Array); len(box) != 4 {
			report(e.number(), "Das Element %s nennt keinen Platz auf der Seite.", d.naming(e))
		}
	}
}

// replaceable are the types that a text may stand for.
var replaceable = map[string]map[string]bool{
	"E":          set("Span Quote Code Link Reference TH TD Lbl"),
	"ActualText": set("Span Quote Code Link Figure Formula Form Lbl RB RT WT"),
	"Alt":        set("Span Link Figure Formula Form Annot Code Reference Note"),
}

func checkReplacements(d *document, report report) {
	for _, e := range d.elements {
		for _, key := range []string{"Alt", "ActualText", "E"} {
			o, ok := e.dict[key]
			if !ok {
				continue
			}
			_, isText := d.raw(o)
			switch {
			case !replaceable[key][e.role]:
				report(e.number(), "Das Element %s hat einen Ersatztext (%s), den dieser Typ nicht haben sollte.", d.naming(e), key)
			case !isText || key == "E" && strings.TrimSpace(d.text(o)) == "":
				report(e.number(), "Der Ersatztext (%s) des Elements %s ist leer.", key, d.naming(e))
			}
		}
	}
}
