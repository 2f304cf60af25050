package preflight

import (
	"strings"

	"umsetzungsstand/internal/diag"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// annotationRules are about annotations of all kinds. The order of the tabulator
// is among the rules about pages.
var annotationRules = []rule{
	{"link-anmerkungsart", "ISO 19005-2, 6.3.1; Matterhorn 28-006, 28-007", diag.Error,
		"Anmerkungen sind von einer Art, die ISO 32000-1 kennt und PDF/A zulässt.", checkAnnotationTypes},
	{"link-sichtbarkeit", "ISO 19005-2, 6.3.2", diag.Error,
		"Anmerkungen und Verweise werden gedruckt und sind nicht verborgen.", checkFlags},
	{"link-erscheinung", "ISO 19005-2, 6.3.3", diag.Error,
		"Anmerkungen haben ein festes Aussehen; Verweise brauchen keines.", checkAppearance},
	{"link-rahmen", "ISO 32000-1, 12.5.2", diag.Warning,
		"Anmerkungen und Verweise liegen auf ihrer Seite und sind nicht leer.", checkBox},
	{"link-strukturzeiger", "ISO 32000-1, 14.7.4.4", diag.Error,
		"Von jeder Anmerkung führt der Elternbaum zu dem Element, das sie enthält.", checkStructParent},
	{"link-doppelt", "ISO 32000-1, 14.7.4.3", diag.Error,
		"Eine Anmerkung gehört zu einer Seite und zu höchstens einem Element.", checkSharedAnnotations},
	{"link-verweis-leer", "ISO 32000-1, 14.7.4.3", diag.Error,
		"Elemente verweisen (OBJR) nur auf Anmerkungen, die es auf der genannten Seite gibt.", checkObjectReferences},
	{"link-anmerkung-ohne-element", "ISO 14289-1, 7.18.1; Matterhorn 28-002, 28-010, 28-017", diag.Error,
		"Sichtbare Anmerkungen gehören zu einem Element Annot, Felder zu einem Form.", checkAnnotationElements},
	{"link-anmerkung-beschreibung", "ISO 14289-1, 7.18.1; Matterhorn 28-004, 28-005", diag.Error,
		"Anmerkungen haben eine Beschreibung (Contents, Alt oder TU).", checkAnnotationContents},
}

// annotationTypes are those of Table 169; false are those that PDF/A-2 forbids.
var annotationTypes = map[string]bool{
	"Text": true, "Link": true, "FreeText": true, "Line": true, "Square": true, "Circle": true, "Polygon": true, "PolyLine": true,
	"Highlight": true, "Underline": true, "Squiggly": true, "StrikeOut": true, "Stamp": true, "Caret": true, "Ink": true, "Popup": true,
	"FileAttachment": true, "Widget": true, "PrinterMark": true, "Watermark": true, "Redact": true,
	"Sound": false, "Movie": false, "Screen": false, "3D": false, "TrapNet": false,
}

func checkAnnotationTypes(d *document, report report) {
	for _, l := range d.links {
		if allowed, known := annotationTypes[l.subtype]; !known || !allowed {
			report(l.page.number, "Eine Anmerkung ist von der unzulässigen Art %s.", quoted(l.subtype))
		}
	}
}

// The bits of an annotation's flags (Table 165).
const (
	flagInvisible    = 1 << 0
	flagHidden       = 1 << 1
	flagPrint        = 1 << 2
	flagNoView       = 1 << 5
	flagToggleNoView = 1 << 8
)

func checkFlags(d *document, report report) {
	for _, l := range d.links {
		if l.subtype == "Popup" {
			continue
		}
		flags, _ := d.integer(l.dict["F"])
		switch {
		case flags&flagPrint == 0:
			report(l.page.number, "%s wird nicht gedruckt.", d.describe(l))
		case flags&(flagInvisible|flagHidden|flagNoView|flagToggleNoView) != 0:
			report(l.page.number, "%s ist verborgen.", d.describe(l))
		}
	}
}

func checkAppearance(d *document, report report) {
	for _, l := range d.links {
		if l.subtype == "Popup" || l.subtype == "Link" || l.box[0] == l.box[2] && l.box[1] == l.box[3] {
			continue
		}
		a := d.dict(l.dict["AP"])
		if a == nil || len(a) != 1 || a["N"] == nil {
			report(l.page.number, "%s hat kein festes Aussehen, oder mehrere.", d.describe(l))
		}
	}
}

// hidden reports whether an annotation is not seen, so that it needs no
// element: by its flags, as a popup, or outside the page.
func (d *document) hidden(l *link) bool {
	flags, _ := d.integer(l.dict["F"])
	return flags&flagHidden != 0 || l.subtype == "Popup" || l.outside()
}

func (l *link) outside() bool {
	return l.box[2] <= 0 || l.box[3] <= 0 || l.box[0] >= l.page.width || l.box[1] >= l.page.height
}

func checkBox(d *document, report report) {
	const slack = 0.05 // mm
	for _, l := range d.links {
		b := l.box
		switch {
		case l.subtype == "Popup":
		case b[2]-b[0] < slack || b[3]-b[1] < slack:
			report(l.page.number, "%s ist leer.", d.describe(l))
		case b[0] < -slack || b[1] < -slack || b[2] > l.page.width+slack || b[3] > l.page.height+slack:
			report(l.page.number, "%s reicht über die Seite hinaus.", d.describe(l))
		}
	}
}

func checkStructParent(d *document, report report) {
	owners := d.annotated()
	values := map[int]int{}
	if d.tree["ParentTree"] != nil {
		for _, e := range d.numbers(d.tree["ParentTree"]).entries {
			values[e.key] = objectNumber(e.value)
		}
	}
	for _, l := range d.links {
		e := owners[l.object]
		if e == nil || l.object == 0 {
			continue // another rule's
		}
		switch key, ok := d.integer(l.dict["StructParent"]); {
		case !ok:
			report(l.page.number, "%s hat keinen Schlüssel im Elternbaum (StructParent).", d.describe(l))
		case e.object == 0 || values[key] != e.object:
			report(l.page.number, "%s führt im Elternbaum nicht zu seinem Element.", d.describe(l))
		}
	}
}

func checkSharedAnnotations(d *document, report report) {
	on := map[int]bool{}
	for _, l := range d.links {
		if l.object > 0 && on[l.object] {
			report(l.page.number, "%s steht mehrmals auf den Seiten.", d.describe(l))
		}
		on[l.object] = true
	}
	in := map[int]bool{}
	for _, e := range d.elements {
		for _, k := range e.kids {
			if !k.objr || k.object == 0 {
				continue
			}
			if l := d.linkOf[k.object]; in[k.object] && l != nil {
				report(l.page.number, "%s gehört zu mehreren Elementen, darunter %s.", d.describe(l), d.naming(e))
			}
			in[k.object] = true
		}
	}
}

func checkObjectReferences(d *document, report report) {
	for _, e := range d.elements {
		for _, k := range e.kids {
			if !k.objr {
				continue
			}
			switch l := d.linkOf[k.object]; {
			case l == nil && d.stream(*types.NewIndirectRef(k.object, 0)) != nil: // an image or a form
			case l == nil:
				report(e.number(), "Das Element %s verweist auf eine Anmerkung, die auf keiner Seite steht.", d.naming(e))
			case k.page != l.page:
				report(l.page.number, "Das Element %s sucht seine Anmerkung auf einer anderen Seite.", d.naming(e))
			}
		}
	}
}

func checkAnnotationElements(d *document, report report) {
	owners := d.annotated()
	for _, l := range d.links {
		want := "Annot"
		switch l.subtype {
		case "Link":
			continue
		case "Widget":
			want = "Form"
		case "PrinterMark":
			if owners[l.object] != nil && l.object > 0 {
				report(l.page.number, "Eine Druckmarke gehört nicht in die Struktur.")
			}
			continue
		}
		if e := owners[l.object]; !d.hidden(l) && (l.object == 0 || e.within(want) == nil) {
			report(l.page.number, "%s gehört zu keinem Element %s.", d.describe(l), want)
		}
	}
}

func checkAnnotationContents(d *document, report report) {
	owners := d.annotated()
	for _, l := range d.links {
		if l.subtype == "Link" || l.subtype == "PrinterMark" || d.hidden(l) {
			continue
		}
		said := d.text(l.dict["Contents"])
		if l.subtype == "Widget" {
			said = d.text(l.dict["TU"]) + d.text(d.dict(l.dict["Parent"])["TU"])
		} else if e := owners[l.object]; e != nil && l.object > 0 {
			said += d.text(e.dict["Alt"])
		}
		if strings.TrimSpace(said) == "" {
			report(l.page.number, "Eine Anmerkung der Art %s hat keine Beschreibung.", quoted(l.subtype))
		}
	}
}
