package preflight_test

import (
	"fmt"
	"testing"

	"umsetzungsstand/internal/preflight"
)

// annotate adds an annotation to the first page with any, before that of the
// first table, and returns its number.
func annotate(p *plain, dict string) int {
	n := p.add("<</Type /Annot " + dict + ">>")
	p.at(p.find("/Annots ["), "100 0 R", fmt.Sprintf("%d 0 R 100 0 R", n))
	return n
}

// square adds an annotation that is seen, with its element if it shall have one.
func square(p *plain, dict string, owned bool) {
	form := p.add("<</Type /XObject /Subtype /Form /BBox [0 0 9 9]>>")
	p.streams[form] = nil
	n := annotate(p, fmt.Sprintf("/Subtype /Square /F 4 /Rect [10 10 20 20] /AP <</N %d 0 R>> %s", form, dict))
	if !owned {
		return
	}
	e := p.add(fmt.Sprintf("<</Type /StructElem /S /Annot /P %s /K <</Type /OBJR /Obj %d 0 R /Pg 6 0 R>>>>", p.refTo("/S /BlockQuote"), n))
	p.append(p.find("/S /BlockQuote"), "K", fmt.Sprintf("%d 0 R", e))
	p.at(n, "/F 4", "/F 4 /StructParent 12")
	p.in("/Nums [0 1", `\]`, fmt.Sprintf(" 12 %d 0 R]", e))
	p.in("/ParentTreeNextKey", "Key 12", "Key 13")
}

const away = "/URI (https://www.land.nrw/partner)"

func TestLinkRules(t *testing.T) {
	tryAlterations(t, preflight.LinkCodes, []alteration{
		{"no Link", "link-ohne-element" + retagged, change("/S /Link", "/S /Link", "/S /Span")},
		{"no annotation", "link-ohne-anmerkung link-ohne-element", change("/K [17 ", `<</Obj.*OBJR>>`, "")},
		{"no text", "link-ohne-text struktur-elternbaum" + retagged, func(p *plain) {
			p.at(58, `\[17 `, "[")
			p.at(57, `/K \[`, "/Pg 6 0 R /K [17 ")
		}},
		{"no description", "link-beschreibung", change("/Dest (frage)", "/Contents", "/Inhalt")},
		{"another page", "link-beschreibung-seite", change("/Dest (frage)", "Seite 2", "Seite 3")},
		{"an area beside its frame", "link-flaechen", change(away, `/Rect \[214.1`, "/Rect [250")},
		{"an area without end", "link-flaechen", change(away, ` 702.83\] /Rect`, "] /Rect")},
		{"an area that is no rectangle", "link-flaechen", change(away, `306.83 715.43`, "260 715.43")},
		{"text beside its link", "link-abdeckung", change(away, `306.83 715.43 214.1 702.83 306.83 702.83`, "250 715.43 214.1 702.83 250 702.83")},
		{"links out of order", "link-reihenfolge", change("/Annots [", `96 0 R 97 0 R`, "97 0 R 96 0 R")},
		{"to nowhere", "link-ohne-ziel", change("/Dest (frage)", `/Dest`, "/Ziel")},
		{"to two places", "link-ohne-ziel", change(away, "/F 4", "/Dest (frage) /F 4")},
		{"a program", "link-aktion", change(away, "/S /URI", "/S /Launch")},
		{"a script at opening", "link-aktion", change("/Type /Catalog", "/Lang", "/OpenAction <</S /JavaScript /JS (x)>> /Lang")},
		{"a script afterwards", "link-aktion link-aktion-ungewoehnlich", change(away, "/S /URI", "/S /URI /Next <</S /JavaScript>>")},
		{"an unknown named action", "link-aktion link-aktion-ungewoehnlich", change("/Type /Catalog", "/Lang", "/OpenAction <</S /Named /N /Print>> /Lang")},
		{"another file", "link-aktion-ungewoehnlich", change(away, "/S /URI", "/S /GoToR")},
		{"an address with an umlaut", "link-adresse", change(away, "partner", "pärtner")},
		{"an address with a space", "link-adresse", change(away, "partner", "part ner")},
		{"no address", "link-adresse", change(away, `\(.*?\)`, "()")},
		{"a broken address", "link-adresse", change(away, "partner", "%zz")},
		{"an address of a file", "link-adresse-art", change(away, "https", "file")},

		{"a film", "link-anmerkungsart link-erscheinung link-rahmen", func(p *plain) { annotate(p, "/Subtype /Movie /F 4 /Rect [-20 -20 -9 -9]") }},
		{"of no type", "link-anmerkungsart link-rahmen", func(p *plain) { annotate(p, "/F 4") }},
		{"not printed", "link-sichtbarkeit", change(away, "/F 4", "/F 0")},
		{"without flags", "link-sichtbarkeit", change(away, "/F 4", "")},
		{"hidden", "link-sichtbarkeit", change(away, "/F 4", "/F 6")},
		{"not seen", "link-sichtbarkeit", change(away, "/F 4", "/F 36")},
		{"beyond the page", "link-rahmen", change(away, `/Rect \[214.1`, "/Rect [-5")},
		{"no way back", "link-strukturzeiger struktur-elternbaum", change("/Dest (frage)", "/StructParent 4", "")},
		{"a wrong way back", "link-strukturzeiger struktur-elternbaum", change("/Dest (frage)", "/StructParent 4", "/StructParent 5")},
		{"the key of a page", "link-strukturzeiger struktur-elternbaum struktur-seitenschluessel", change("/Dest (frage)", "/StructParent 4", "/StructParent 2")},
		{"on two pages", "link-doppelt", change("/Annots [102", `102`, "96 0 R 102")},
		{"in two elements", "link-doppelt", change("/K [4 5", `\[4 5`, "[4 5 <</Obj 96 0 R /Pg 6 0 R /Type /OBJR>>")},
		{"on another page", "link-verweis-leer", change("/Obj 96 0 R", "/Pg 6 0 R", "/Pg 7 0 R")},
		{"to nothing", "link-verweis-leer link-ohne-anmerkung link-ohne-element", change("/Obj 96 0 R", "/Obj 96 0 R", "/Obj 9999 0 R")},
		{"without element", "link-anmerkung-ohne-element", func(p *plain) { square(p, "/Contents (Kasten)", false) }},
		{"without description", "link-anmerkung-beschreibung", func(p *plain) { square(p, "", true) }},
		{"a field", "link-anmerkung-ohne-element link-anmerkung-beschreibung", func(p *plain) {
			square(p, "", true)
			p.in("/Subtype /Square", "/Subtype /Square", "/Subtype /Widget")
		}},
		{"a printer's mark", "link-anmerkung-ohne-element", func(p *plain) {
			square(p, "", true)
			p.in("/Subtype /Square", "/Subtype /Square", "/Subtype /PrinterMark")
		}},
		{"two looks", "link-erscheinung", func(p *plain) {
			square(p, "/Contents (Kasten)", true)
			p.in("/Subtype /Square", "/AP <<", "/AP <</D 1 0 R ")
		}},
	})
}
