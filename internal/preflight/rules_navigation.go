package preflight

import (
	"strings"

	"umsetzungsstand/internal/diag"
)

// navigationRules are about bookmarks and destinations.
var navigationRules = []rule{
	{"lesezeichen-kette", "ISO 32000-1, 12.3.3", diag.Error,
		"Die Lesezeichen sind richtig verkettet (First, Last, Prev, Next, Parent).", checkOutline("lesezeichen-kette")},
	{"lesezeichen-anzahl", "ISO 32000-1, 12.3.3, Tabellen 152 und 153", diag.Error,
		"Die Lesezeichen nennen die Zahl derer, die unter ihnen zu sehen sind (Count).", checkOutline("lesezeichen-anzahl")},
	{"lesezeichen-titel", "ISO 32000-1, 12.3.3, Tabelle 153", diag.Error,
		"Jedes Lesezeichen hat einen Titel.", checkBookmarkTitles},
	{"lesezeichen-ohne-ziel", "ISO 14289-1, 7.17", diag.Warning,
		"Jedes Lesezeichen führt zu einer Stelle.", checkBookmarkTargets},
	{"lesezeichen-ueberschrift", "ISO 14289-1, 7.17", diag.Warning,
		"Zu jeder Überschrift der zweiten Stufe führt ein Lesezeichen.", checkBookmarksOfHeadings},
	{"lesezeichen-ort", "ISO 14289-1, 7.17", diag.Warning,
		"Ein Lesezeichen zeigt die Überschrift, deren Text es trägt.", checkBookmarkPlaces},
	{"lesezeichen-reihenfolge", "ISO 14289-1, 7.17", diag.Warning,
		"Die Lesezeichen folgen den Seiten.", checkBookmarkOrder},
	{"ziel-fehlt", "ISO 32000-1, 12.3.2", diag.Error,
		"Jedes Ziel, zu dem etwas führt, gibt es, und seine Seite auch.", checkDestinations},
	{"ziel-ungueltig", "ISO 32000-1, 12.3.2", diag.Error,
		"Jedes benannte Ziel nennt eine vorhandene Seite und eine Ansicht.", checkNamedTargets},
	{"ziel-lage", "ISO 32000-1, 12.3.2.2", diag.Warning,
		"Jedes Ziel liegt auf seiner Seite.", checkPlaces},
	{"ziel-namensbaum", "ISO 32000-1, 7.9.6", diag.Error,
		"Das Verzeichnis der Ziele ist ein geordneter Namensbaum.", checkNameTree},
}

// viewRules are about what a reader shows of the file as a whole. Its title is
// among the rules about metadata.
var viewRules = []rule{
	{"ansicht-lesezeichen", "ISO 32000-1, 7.7.2, Tabelle 28", diag.Warning,
		"Wo es Lesezeichen gibt, werden sie beim Öffnen gezeigt.", checkPageMode},
	{"ansicht-seitenzahlen", "ISO 32000-1, 12.4.2", diag.Error,
		"Die Seitenzahlen sind ein geordneter Zahlenbaum und beginnen mit der ersten Seite.", checkPageLabels},
}

func checkOutline(code string) func(*document, report) {
	return func(d *document, report report) {
		for _, f := range d.bookmarks().faults {
			if f.code == code {
				report(0, "%s", f.text)
			}
		}
	}
}

func checkBookmarkTitles(d *document, report report) {
	before := ""
	for _, b := range d.bookmarks().items {
		if strings.TrimSpace(b.title) == "" {
			if before == "" {
				report(0, "Das erste Lesezeichen hat keinen Titel.")
			} else {
				report(0, "Ein Lesezeichen nach %s hat keinen Titel.", quoted(before))
			}
			continue
		}
		before = b.title
	}
}

func checkBookmarkTargets(d *document, report report) {
	for _, b := range d.bookmarks().items {
		if d.resolve(b.dict["Dest"]) == nil && d.dict(b.dict["A"]) == nil {
			report(0, "Das Lesezeichen %s führt nirgendwohin.", quoted(b.title))
		}
	}
}

// leads returns where a bookmark or a link leads within the file.
func (d *document) leads(t target) destination {
	if d.resolve(t.dest) != nil {
		return d.destination(t.dest)
	}
	if a := d.dict(t.action); d.name(a["S"]) == "GoTo" {
		return d.destination(a["D"])
	}
	return destination{}
}

// mostTitles is how many bookmarks of a page are looked at.
const mostTitles = 2000

// checkBookmarksOfHeadings looks for a bookmark with each heading's text that
// leads to the heading's page. A bookmark may say more than its heading:
// "Ungarn (21. April 2008)".
func checkBookmarksOfHeadings(d *document, report report) {
	titles := map[*page][]string{}
	for _, b := range d.bookmarks().items {
		if to := d.leads(target{dest: b.dict["Dest"], action: b.dict["A"]}); to.page != nil && len(titles[to.page]) < mostTitles {
			titles[to.page] = append(titles[to.page], plainWords(b.title))
		}
	}
	for _, e := range d.elements {
		if level(e) != 2 || e.first == nil {
			continue
		}
		text, found := plainWords(e.text(d)), false
		for _, title := range titles[e.first] {
			found = found || title == text || strings.HasPrefix(title, text+" ") || shortens(title, text)
		}
		if !found && text != "" {
			report(e.number(), "Zur Überschrift %s führt kein Lesezeichen.", quoted(e.text(d)))
		}
	}
}

// shortens reports whether a title is the beginning of a text and an ellipsis.
func shortens(title, text string) bool {
	begin, cut := strings.CutSuffix(title, "…")
	begin = strings.TrimRight(begin, " ")
	return cut && begin != "" && strings.HasPrefix(text, begin)
}

// checkBookmarkPlaces compares what a window shows that begins at a bookmark's
// place with where the heading of its text is: neither above it nor a fifth of
// a page below its upper edge, unless the page ends there.
func checkBookmarkPlaces(d *document, report report) {
	if d.want != nil {
		return // contentsRules know more of our reports
	}
	heads := map[*page]map[string]float64{} // the baselines, from the upper edge
	for _, e := range d.elements {
		y, ok := d.baseline(e)
		if level(e) == 0 && e.role != "H" || !ok {
			continue
		}
		if heads[e.first] == nil {
			heads[e.first] = map[string]float64{}
		}
		text := plainWords(e.text(d))
		if _, twice := heads[e.first][text]; twice {
			y = -1 // which one is meant is unknown
		}
		heads[e.first][text] = y
	}
	for _, b := range d.bookmarks().items {
		to := d.leads(target{dest: b.dict["Dest"], action: b.dict["A"]})
		if to.page == nil || !to.hasY {
			continue
		}
		top := (to.page.box[3] - to.y) * mmPerPoint
		if y := heads[to.page][plainWords(b.title)]; y > 0 && (y < top || y > top+to.page.height/5) {
			report(to.page.number, "Das Lesezeichen %s führt nicht zu seiner Überschrift.", quoted(b.title))
		}
	}
}

// baseline returns where the first text of an element is, in mm from the upper
// edge of its page.
func (d *document) baseline(e *element) (float64, bool) {
	for _, k := range d.held(e) {
		if y, ok := d.lines[content{k.page, k.mcid}]; ok && k.page == e.first {
			return y, true
		}
	}
	return 0, false
}

func checkBookmarkOrder(d *document, report report) {
	last := 0
	for _, b := range d.bookmarks().items {
		to := d.leads(target{dest: b.dict["Dest"], action: b.dict["A"]})
		if to.page == nil {
			continue
		}
		if to.page.number < last {
			report(to.page.number, "Das Lesezeichen %s führt zurück, das vorige zu Seite %d.", quoted(b.title), last)
		}
		last = to.page.number
	}
}

func checkDestinations(d *document, report report) {
	for _, t := range d.targets() {
		if d.resolve(t.dest) != nil {
			if to := d.destination(t.dest); to.fault != "" {
				report(t.page, "%s führt nirgendwohin: %s.", t.what, to.fault)
			}
		}
		for _, a := range d.actions(t.action) {
			if d.name(a["S"]) != "GoTo" {
				continue
			}
			if to := d.destination(a["D"]); to.fault != "" {
				report(t.page, "%s führt nirgendwohin: %s.", t.what, to.fault)
			}
		}
	}
}

func checkNamedTargets(d *document, report report) {
	for _, name := range keysOf(d.named()) {
		if to := d.destination(d.named()[name]); to.fault != "" {
			report(0, "Das Ziel %s ist ungültig: %s.", quoted(decodeText([]byte(name))), to.fault)
		}
	}
}

func checkPlaces(d *document, report report) {
	const slack = 1 // pt
	look := func(to destination, format string, what any) {
		if to.fault != "" || to.page == nil {
			return
		}
		b := to.page.box
		if to.hasX && (to.x < b[0]-slack || to.x > b[2]+slack) || to.hasY && (to.y < b[1]-slack || to.y > b[3]+slack) {
			report(to.page.number, format, what)
		}
	}
	for _, name := range keysOf(d.named()) {
		look(d.destination(d.named()[name]), "Das Ziel %s liegt nicht auf der Seite.", quoted(decodeText([]byte(name))))
	}
	for _, t := range d.targets() {
		if to := d.leads(t); to.name == "" {
			look(to, "%s führt zu einer Stelle außerhalb der Seite.", t.what)
		}
	}
}

func checkNameTree(d *document, report report) {
	if tree := d.dict(d.catalog["Names"])["Dests"]; tree != nil {
		for _, s := range d.names(tree).faults {
			report(0, "Im Verzeichnis der Ziele: %s", s)
		}
	}
}

func checkPageMode(d *document, report report) {
	if len(d.bookmarks().items) > 0 && d.name(d.catalog["PageMode"]) != "UseOutlines" {
		report(0, "Die Lesezeichen werden beim Öffnen nicht gezeigt.")
	}
}

// labelStyles are those of Table 159.
var labelStyles = set("D R r A a")

func checkPageLabels(d *document, report report) {
	if d.catalog["PageLabels"] == nil {
		return
	}
	tree := d.numbers(d.catalog["PageLabels"])
	for _, s := range tree.faults {
		report(0, "In den Seitenzahlen: %s", s)
	}
	if len(tree.entries) == 0 || tree.entries[0].key != 0 {
		report(1, "Die Seitenzahlen beginnen nicht mit der ersten Seite.")
	}
	for _, e := range tree.entries {
		style := d.dict(e.value)
		first, ok := d.integer(style["St"])
		switch {
		case e.key < 0 || e.key >= len(d.pages) && !d.maxPages:
			report(0, "Die Seitenzahlen nennen eine Seite mit der Nummer %d, die es nicht gibt.", e.key)
		case style == nil:
			report(e.key+1, "Die Seitenzahlen ab dieser Seite sind nicht beschrieben.")
		case style["S"] != nil && !labelStyles[d.name(style["S"])]:
			report(e.key+1, "Die Seitenzahlen ab dieser Seite haben die unbekannte Schreibweise %s.", quoted(d.name(style["S"])))
		case style["St"] != nil && (!ok || first < 1):
			report(e.key+1, "Die Seitenzahlen ab dieser Seite beginnen nicht mit einer Zahl ab 1.")
		}
	}
}
