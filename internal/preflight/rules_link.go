package preflight

import (
	"math"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"umsetzungsstand/internal/diag"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// linkRules are about links: that they belong to the text, say where they lead,
// and lead there.
var linkRules = []rule{
	{"link-ohne-element", "ISO 14289-1, 7.18.5; Matterhorn 28-011", diag.Error,
		"Jeder Verweis gehört zu einem Element Link.", checkLinkElements},
	{"link-ohne-anmerkung", "ISO 14289-1, 7.18.5; ISO 32000-1, 14.8.4.4.2", diag.Warning,
		"Jedes Element Link hat einen anklickbaren Verweis, auf jeder Seite einen.", checkLinkAnnotations},
	{"link-ohne-text", "ISO 14289-1, 7.18.5", diag.Warning,
		"Jedes Element Link hat einen Text oder einen Alternativtext.", checkLinkTexts},
	{"link-beschreibung", "ISO 14289-1, 7.18.5; Matterhorn 28-012", diag.Error,
		"Jeder Verweis sagt, wohin er führt (Contents).", checkLinkContents},
	{"link-beschreibung-seite", "ISO 14289-1, 7.18.5", diag.Warning,
		"Nennt die Beschreibung eines Verweises eine Seite, so ist es die, zu der er führt.", checkPagesSaid},
	{"link-flaechen", "ISO 32000-1, 12.5.6.5", diag.Warning,
		"Die Flächen eines Verweises (QuadPoints) sind Rechtecke innerhalb seines Rahmens.", checkQuads},
	{"link-abdeckung", "ISO 32000-1, 12.5.6.5", diag.Warning,
		"Ein Verweis liegt über seinem Text.", checkCoverage},
	{"link-reihenfolge", "ISO 14289-1, 7.18.3", diag.Warning,
		"Die Verweise einer Seite stehen in der Reihenfolge des Textes.", checkLinkOrder},
	{"link-ohne-ziel", "ISO 32000-1, 12.5.6.5", diag.Error,
		"Ein Verweis hat entweder ein Ziel oder eine Aktion.", checkLinkTargets},
	{"link-aktion", "ISO 19005-2, 6.5.1", diag.Error,
		"Aktionen sind nur solche, die PDF/A zulässt.", checkActions},
	{"link-aktion-ungewoehnlich", "ISO 19005-2, 6.5.1", diag.Warning,
		"Verweise führen nur zu einer Stelle des Dokuments oder zu einer Adresse.", checkPlainActions},
	{"link-adresse", "ISO 32000-1, 12.6.4.7", diag.Error,
		"Adressen sind gültig und bestehen aus ASCII-Zeichen.", checkAddresses},
	{"link-adresse-art", "ISO 32000-1, 12.6.4.7", diag.Warning,
		"Adressen führen in das Internet oder sind solche von E-Mails.", checkSchemes},
}

func checkLinkElements(d *document, report report) {
	owners := d.annotated()
	for _, l := range d.links {
		if e := owners[l.object]; l.subtype == "Link" && (l.object == 0 || e.within("Link") == nil) {
			report(l.page.number, "%s gehört zu keinem Element Link.", d.describe(l))
		}
	}
}

// linked returns the annotations of each Link, those in its parts included.
func (d *document) linked() map[*element][]*link {
	list := map[*element][]*link{}
	for _, e := range d.elements {
		for _, k := range e.kids {
			if l := d.linkOf[k.object]; k.objr && l != nil {
				if at := e.within("Link"); at != nil {
					list[at] = append(list[at], l)
				}
			}
		}
	}
	return list
}

func checkLinkAnnotations(d *document, report report) {
	linked := d.linked()
	for _, e := range d.elements {
		if e.role != "Link" {
			continue
		}
		if len(linked[e]) == 0 {
			report(e.number(), "Das Element %s hat keinen anklickbaren Verweis.", d.naming(e))
			continue
		}
		on := map[*page]bool{}
		for _, l := range linked[e] {
			on[l.page] = true
		}
		for _, k := range d.held(e) {
			if k.page != nil && !on[k.page] {
				on[k.page] = true
				report(k.page.number, "Das Element %s hat auf dieser Seite Text, aber keinen Verweis.", d.naming(e))
			}
		}
	}
}

func checkLinkTexts(d *document, report report) {
	for _, e := range d.elements {
		if e.role == "Link" && e.text(d) == "" && strings.TrimSpace(d.text(e.dict["Alt"])+d.text(e.dict["ActualText"])) == "" && !hasFigure(e) {
			report(e.number(), "Ein Verweis hat keinen Text%s.", d.after(e))
		}
	}
}

func hasFigure(e *element) bool {
	return slices.ContainsFunc(e.kids, func(k kid) bool {
		return k.element != nil && (k.element.role == "Figure" || k.element.role == "Formula" || hasFigure(k.element))
	})
}

func checkLinkContents(d *document, report report) {
	for _, l := range d.links {
		if l.subtype == "Link" && strings.TrimSpace(d.text(l.dict["Contents"])) == "" {
			report(l.page.number, "%s sagt nicht, wohin er führt.", d.describe(l))
		}
	}
}

var pageSaid = regexp.MustCompile(`Seite ([0-9A-Za-z]+)$`)

func checkPagesSaid(d *document, report report) {
	if d.want != nil {
		return // contentsRules know more of our reports
	}
	labels := d.labels()
	for _, l := range d.links {
		said := pageSaid.FindStringSubmatch(strings.TrimSpace(d.text(l.dict["Contents"])))
		if said == nil || l.subtype != "Link" {
			continue
		}
		if to := d.leads(target{dest: l.dict["Dest"], action: l.dict["A"]}); to.page != nil && labels[to.page.number-1] != said[1] {
			report(l.page.number, "%s führt zu Seite %s.", d.describe(l), quoted(labels[to.page.number-1]))
		}
	}
}

// mostQuads is how many areas of a link are looked at.
const mostQuads = 200

// quads returns the areas of a link in mm from the upper left corner: left,
// top, right, bottom.
func (d *document) quads(l *link) (list [][4]float64, fault string) {
	points := d.array(l.dict["QuadPoints"])
	if len(points) == 0 || len(points)%8 != 0 {
		return nil, "hat keine Folge von Flächen"
	}
	for len(points) > 0 && len(list) < mostQuads {
		var x, y [4]float64
		for i := range 4 {
			var ok1, ok2 bool
			x[i], ok1 = d.number(points[2*i])
			y[i], ok2 = d.number(points[2*i+1])
			if !ok1 || !ok2 {
				return nil, "hat Flächen, die keine Zahlen sind"
			}
		}
		points = points[8:]
		// The order of the corners differs between the standard and its readers.
		for i := range 4 {
			x[i], y[i] = (x[i]-l.page.box[0])*mmPerPoint, (l.page.box[3]-y[i])*mmPerPoint
		}
		q := [4]float64{slices.Min(x[:]), slices.Min(y[:]), slices.Max(x[:]), slices.Max(y[:])}
		for i := range 4 {
			if math.Min(x[i]-q[0], q[2]-x[i]) > 0.01 || math.Min(y[i]-q[1], q[3]-y[i]) > 0.01 {
				fault = "hat eine Fläche, die kein Rechteck ist"
			}
		}
		if q[2]-q[0] < 0.01 || q[3]-q[1] < 0.01 {
			fault = "hat eine leere Fläche"
		}
		list = append(list, q)
	}
	return list, fault
}

func checkQuads(d *document, report report) {
	const slack = 0.05 // mm
	for _, l := range d.links {
		if l.subtype != "Link" || l.dict["QuadPoints"] == nil {
			continue
		}
		list, fault := d.quads(l)
		for _, q := range list {
			if q[0] < l.box[0]-slack || q[1] < l.box[1]-slack || q[2] > l.box[2]+slack || q[3] > l.box[3]+slack {
				fault = "hat eine Fläche außerhalb seines Rahmens"
			}
		}
		if fault != "" {
			report(l.page.number, "%s %s.", d.describe(l), fault)
		}
	}
}

// checkCoverage holds the texts of each Link against the areas of its
// annotations on their page.
func checkCoverage(d *document, report report) {
	const slack = 0.5 // mm; a letter may reach beyond its width
	areas := map[content][][4]float64{}
	of := map[content]*element{}
	linked := d.linked()
	for _, e := range d.elements {
		on := map[*page][][4]float64{}
		for _, l := range linked[e] {
			quads, _ := d.quads(l)
			if len(quads) == 0 {
				quads = [][4]float64{l.box}
			}
			if len(on[l.page]) < mostQuads {
				on[l.page] = append(on[l.page], quads...)
			}
		}
		if len(on) == 0 {
			continue
		}
		for _, k := range d.held(e) {
			if at := (content{k.page, k.mcid}); k.page != nil && !k.form && on[k.page] != nil {
				areas[at], of[at] = on[k.page], e
			}
		}
	}
	for _, p := range d.pages {
		told := map[*element]bool{}
		for i := range p.marks {
			m := &p.marks[i]
			at := content{p, m.mcid}
			if m.kind != textMark || m.mcid < 0 || m.rotated || of[at] == nil || told[of[at]] || strings.TrimSpace(m.text) == "" {
				continue
			}
			covered := slices.ContainsFunc(areas[at], func(q [4]float64) bool {
				return m.x >= q[0]-slack && m.x+m.ink() <= q[2]+slack && m.y >= q[1] && m.y <= q[3]+slack
			})
			if !covered {
				told[of[at]] = true
				report(p.number, "Über dem Text %s liegt sein Verweis nicht.", quoted(m.text))
			}
		}
	}
}

func checkLinkOrder(d *document, report report) {
	place := map[int]int{} // of an annotation's number in the structure
	for _, e := range d.elements {
		for _, k := range e.kids {
			if k.objr && k.object > 0 && place[k.object] == 0 {
				place[k.object] = len(place) + 1
			}
		}
	}
	last := map[*page]int{}
	told := map[*page]bool{}
	for _, l := range d.links {
		n := place[l.object]
		if n == 0 || told[l.page] {
			continue
		}
		if n < last[l.page] {
			told[l.page] = true
			report(l.page.number, "%s steht im Text vor dem Verweis, der ihm auf der Seite vorausgeht.", d.describe(l))
		}
		last[l.page] = n
	}
}

func checkLinkTargets(d *document, report report) {
	for _, l := range d.links {
		if l.subtype != "Link" {
			continue
		}
		dest, action := d.resolve(l.dict["Dest"]) != nil, d.dict(l.dict["A"]) != nil
		switch {
		case !dest && !action:
			report(l.page.number, "%s führt nirgendwohin.", d.describe(l))
		case dest && action:
			report(l.page.number, "%s hat ein Ziel und eine Aktion.", d.describe(l))
		}
	}
}

var (
	allowedActions = set("GoTo GoToR GoToE Thread URI Named SubmitForm")
	knownActions   = set("NextPage PrevPage FirstPage LastPage")
)

// eachAction calls visit for all actions of the file, as far as they are
// reached without additional actions, which the rules about the file forbid.
func (d *document) eachAction(visit func(t target, a types.Dict, kind string)) {
	for _, t := range d.targets() {
		for _, a := range d.actions(t.action) {
			visit(t, a, d.name(a["S"]))
		}
	}
}

func checkActions(d *document, report report) {
	d.eachAction(func(t target, a types.Dict, kind string) {
		switch {
		case !allowedActions[kind]:
			report(t.page, "%s hat die unzulässige Aktion %s.", t.what, quoted(kind))
		case kind == "Named" && !knownActions[d.name(a["N"])]:
			report(t.page, "%s hat die unzulässige benannte Aktion %s.", t.what, quoted(d.name(a["N"])))
		}
	})
}

func checkPlainActions(d *document, report report) {
	d.eachAction(func(t target, a types.Dict, kind string) {
		switch {
		case allowedActions[kind] && kind != "URI" && kind != "GoTo":
			report(t.page, "%s hat die Aktion %s.", t.what, kind)
		case a["Next"] != nil:
			report(t.page, "%s hat mehrere Aktionen.", t.what)
		}
	})
}

// addresses calls visit for all addresses of the file.
func (d *document) addresses(visit func(t target, address string)) {
	d.eachAction(func(t target, a types.Dict, kind string) {
		if kind == "URI" {
			b, _ := d.raw(a["URI"])
			visit(t, string(b))
		}
	})
}

func checkAddresses(d *document, report report) {
	d.addresses(func(t target, address string) {
		fault := ""
		switch {
		case strings.TrimSpace(address) == "":
			fault = "ist leer"
		case strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r > '~' }):
			fault = "enthält Leerzeichen oder Zeichen, die nicht ASCII sind"
		default:
			if _, err := url.Parse(address); err != nil {
				fault = "ist ungültig"
			}
		}
		if fault != "" {
			report(t.page, "%s: Die Adresse %s %s.", t.what, quoted(address), fault)
		}
	})
}

func checkSchemes(d *document, report report) {
	d.addresses(func(t target, address string) {
		u, err := url.Parse(address)
		if err != nil || address == "" {
			return
		}
		if !slices.Contains([]string{"http", "https", "mailto", "tel"}, strings.ToLower(u.Scheme)) {
			report(t.page, "%s: Die Adresse %s führt weder in das Internet noch zu einer E-Mail.", t.what, quoted(address))
		}
	})
}
