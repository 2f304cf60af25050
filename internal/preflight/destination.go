package preflight

import (
	"fmt"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// destination is where a link or a bookmark leads (12.3.2).
type destination struct {
	page  *page // nil if there is none
	name  string
	array types.Array
	x, y  float64 // pt; only what has hasX, hasY
	hasX  bool
	hasY  bool
	fault string // why it leads nowhere: the end of a German sentence
}

// fits says how many numbers each way of showing a page takes (Table 151).
var fits = map[string]int{"XYZ": 3, "Fit": 0, "FitH": 1, "FitV": 1, "FitR": 4, "FitB": 0, "FitBH": 1, "FitBV": 1}

// named returns the named destinations of the file: those of the name tree and
// those of PDF 1.1.
func (d *document) named() map[string]types.Object {
	if d.dests != nil {
		return d.dests
	}
	d.dests = map[string]types.Object{}
	for name, o := range d.dict(d.catalog["Dests"]) {
		d.dests[name] = o
	}
	if tree := d.dict(d.catalog["Names"])["Dests"]; tree != nil {
		for _, e := range d.names(tree).entries {
			d.dests[e.key] = e.value
		}
	}
	return d.dests
}

// destination reads a destination: an array, or the name of one.
func (d *document) destination(o types.Object) destination {
	to := destination{}
	key, isText := d.raw(o)
	if n := d.name(o); n != "" {
		key, isText = []byte(n), true
	}
	if isText {
		to.name = decodeText(key)
		var ok bool
		if o, ok = d.named()[string(key)]; !ok {
			to.fault = "das Ziel " + quote(to.name) + " gibt es nicht"
			return to
		}
	}
	if dict := d.dict(o); dict != nil {
		o = dict["D"]
	}
	to.array = d.array(o)
	if len(to.array) == 0 {
		to.fault = "das Ziel ist unlesbar"
		return to
	}
	if to.page = d.byObject[objectNumber(to.array[0])]; to.page == nil {
		to.fault = "die Seite des Ziels gibt es nicht"
		return to
	}
	if len(to.array) < 2 {
		to.fault = "das Ziel nennt keine Ansicht"
		return to
	}
	kind := d.name(to.array[1])
	count, ok := fits[kind]
	switch {
	case !ok:
		to.fault = "das Ziel nennt eine unbekannte Ansicht"
		return to
	case len(to.array)-2 > count || kind == "FitR" && len(to.array) != 6:
		to.fault = "das Ziel hat die falsche Zahl von Angaben"
		return to
	}
	for _, o := range to.array[2:] {
		if _, ok := d.number(o); !ok && d.resolve(o) != nil {
			to.fault = "eine Angabe des Ziels ist keine Zahl"
			return to
		}
	}
	at := func(i int) (float64, bool) {
		if i >= len(to.array) {
			return 0, false
		}
		return d.number(to.array[i])
	}
	switch kind {
	case "XYZ":
		to.x, to.hasX = at(2)
		to.y, to.hasY = at(3)
	case "FitH", "FitBH":
		to.y, to.hasY = at(2)
	case "FitV", "FitBV":
		to.x, to.hasX = at(2)
	case "FitR":
		to.x, to.hasX = at(2)
		to.y, to.hasY = at(5)
	}
	return to
}

// target is what an annotation, a bookmark or the file's opening does: a
// destination, an action, both, or nothing.
type target struct {
	page   int
	what   fmt.Stringer // "Der Verweis „…“"
	dest   types.Object
	action types.Object
}

// targets returns all that lead somewhere.
func (d *document) targets() []target {
	var list []target
	for _, l := range d.links {
		list = append(list, target{l.page.number, d.describe(l), l.dict["Dest"], l.dict["A"]})
	}
	for _, b := range d.bookmarks().items {
		list = append(list, target{0, phrase{"Das Lesezeichen", b.title}, b.dict["Dest"], b.dict["A"]})
	}
	switch o := d.catalog["OpenAction"]; {
	case o == nil:
	case d.dict(o) != nil:
		list = append(list, target{0, phrase{"Die Aktion beim Öffnen", ""}, nil, o})
	default:
		list = append(list, target{0, phrase{"Die Aktion beim Öffnen", ""}, o, nil})
	}
	return list
}

// phrase is a noun and what is quoted after it.
type phrase struct{ noun, quoted string }

// String returns "Das Lesezeichen „Ungarn“".
func (p phrase) String() string {
	if p.quoted == "" {
		return p.noun
	}
	return p.noun + " " + quote(p.quoted)
}

// annotationName is an annotation as findings name it, when they are printed.
type annotationName struct {
	d *document
	l *link
}

func (d *document) describe(l *link) fmt.Stringer { return annotationName{d, l} }

// String returns "Der Verweis „Zum Abschnitt …“".
func (n annotationName) String() string {
	what := "Die Anmerkung"
	if n.l.subtype == "Link" {
		what = "Der Verweis"
	}
	if s := n.d.text(n.l.dict["Contents"]); s != "" {
		return what + " " + quote(s)
	}
	if uri, ok := n.d.raw(n.d.dict(n.l.dict["A"])["URI"]); ok {
		return what + " auf " + quote(decodeText(uri))
	}
	return what + " ohne Beschreibung"
}

// actions returns an action and those that follow it.
func (d *document) actions(o types.Object) []types.Dict {
	var list []types.Dict
	seen := map[int]bool{}
	open := []types.Object{o}
	for len(open) > 0 && len(list) < 100 {
		o, number := open[0], objectNumber(open[0])
		open = open[1:]
		a := d.dict(o)
		if a == nil || number > 0 && seen[number] {
			continue
		}
		seen[number] = true
		list = append(list, a)
		next := d.kidsOf(a["Next"])
		open = append(open, next[:min(len(next), max(0, 100-len(open)))]...)
	}
	return list
}

// bookmark is an item of the outline (12.3.3).
type bookmark struct {
	object int
	dict   types.Dict
	title  string
	level  int
	kids   int // of its own
	shown  int // how many items below it are shown when it is open
}

// outline is the tree of bookmarks, read along First and Next.
type outline struct {
	items  []*bookmark
	faults []outlineFault
}

type outlineFault struct {
	code string
	text string
}

const mostBookmarks = 500_000

func (o *outline) fault(code, text string) {
	if len(o.faults) < 10*mostFindings {
		o.faults = append(o.faults, outlineFault{code, text})
	}
}

// bookmarks reads the outline once.
func (d *document) bookmarks() *outline {
	if d.outline != nil {
		return d.outline
	}
	d.outline = &outline{}
	if root := d.dict(d.catalog["Outlines"]); root != nil {
		_, shown := d.readOutline(d.catalog["Outlines"], root, 0, map[int]bool{})
		count, ok := d.integer(root["Count"])
		if shown > 0 && (!ok || count != shown) || shown == 0 && ok && count != 0 {
			d.outline.fault("lesezeichen-anzahl", "Die Anzahl der sichtbaren Lesezeichen (Count) stimmt nicht.")
		}
	}
	return d.outline
}

// readOutline reads the items of a level and those below. It returns how many
// there are, and how many are seen when this level is.
func (d *document) readOutline(parent types.Object, node types.Dict, level int, seen map[int]bool) (kids, shown int) {
	o := d.outline
	of := "der Wurzel"
	if level > 0 {
		of = quote(d.text(node["Title"]))
	}
	previous := 0
	next := node["First"]
	if next == nil && node["Last"] != nil {
		o.fault("lesezeichen-kette", "Unter "+of+" gibt es ein letztes Lesezeichen (Last), aber kein erstes.")
	}
	for next != nil {
		number, dict := objectNumber(next), d.dict(next)
		switch {
		case dict == nil || number == 0:
			o.fault("lesezeichen-kette", "Unter "+of+" fehlt ein Lesezeichen, auf das ein anderes verweist.")
			return kids, shown
		case seen[number]:
			o.fault("lesezeichen-kette", "Unter "+of+" kommt ein Lesezeichen zum zweiten Mal vor.")
			return kids, shown
		case level >= maxDepth || len(o.items) >= mostBookmarks:
			o.fault("lesezeichen-kette", "Die Lesezeichen sind zu viele oder zu tief gegliedert; der Rest ist ungeprüft.")
			return kids, shown
		}
		seen[number] = true
		b := &bookmark{object: number, dict: dict, title: d.text(dict["Title"]), level: level}
		o.items = append(o.items, b)
		if objectNumber(dict["Parent"]) != objectNumber(parent) {
			o.fault("lesezeichen-kette", "Das Lesezeichen "+quote(b.title)+" nennt ein falsches übergeordnetes (Parent).")
		}
		if objectNumber(dict["Prev"]) != previous {
			o.fault("lesezeichen-kette", "Das Lesezeichen "+quote(b.title)+" nennt ein falsches vorheriges (Prev).")
		}
		b.kids, b.shown = d.readOutline(next, dict, level+1, seen)
		kids++
		shown++
		count, ok := d.integer(dict["Count"])
		switch {
		case b.kids == 0 && count != 0, b.kids > 0 && (!ok || count != b.shown && count != -b.shown):
			o.fault("lesezeichen-anzahl", "Die Anzahl (Count) unter dem Lesezeichen "+quote(b.title)+" stimmt nicht.")
		case count > 0:
			shown += b.shown
		}
		previous, next = number, dict["Next"]
	}
	if objectNumber(node["Last"]) != previous && kids > 0 {
		o.fault("lesezeichen-kette", "Unter "+of+" ist das letzte Lesezeichen (Last) nicht das letzte der Reihe.")
	}
	return kids, shown
}
