package preflight

import (
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"umsetzungsstand/internal/diag"
)

var contentsRules = []rule{
	{"verzeichnis-eintrag", design, diag.Error,
		"Das Inhaltsverzeichnis nennt alle Überschriften der zweiten und dritten Ebene, in ihrer Reihenfolge.", ours(checkEntries)},
	{"verzeichnis-seitenzahl", design, diag.Error,
		"Die Seitenzahlen im Inhaltsverzeichnis stimmen.", ours(checkEntryNumbers)},
	{"verzeichnis-ziel", design, diag.Error,
		"Jeder Verweis im Dokument führt zu der Überschrift, die er nennt.", ours(checkTargets)},
	{"verzeichnis-linkangabe", "ISO 14289-1, 7.18.5; " + design, diag.Error,
		"Die Beschreibung eines Verweises nennt Abschnitt und Seite seines Ziels.", ours(checkDescriptions)},
	{"verzeichnis-lesezeichen", "ISO 32000-1, 12.3.3; " + design, diag.Error,
		"Jedes Lesezeichen führt zu dem Teil oder der Überschrift, die es nennt.", ours(checkBookmarks)},
}

// listed returns the headings that belong in the table of contents.
func (s *sheets) listed() (list []head) {
	for _, h := range s.heads {
		if h.level > 1 && !h.contents && h.page.inReport() {
			list = append(list, h)
		}
	}
	return list
}

func checkEntries(_ *document, s *sheets, say report) {
	heads := s.listed()
	for i, e := range s.entries {
		if i >= len(heads) {
			say(e.page, "Der Eintrag %s hat keine Überschrift.", quote(e.title))
			return
		}
		if e.title != heads[i].text {
			say(e.page, "Der Eintrag heißt %s, die Überschrift %s.", quote(e.title), quote(heads[i].text))
			return
		}
	}
	if n := len(s.entries); n > 0 && n < len(heads) {
		say(s.entries[0].page, "Die Überschrift %s ist nicht verzeichnet.", quote(heads[n].text))
	}
}

func checkEntryNumbers(_ *document, s *sheets, say report) {
	heads := s.listed()
	for i, e := range s.entries {
		if i >= len(heads) || e.title != heads[i].text {
			return // that is said elsewhere
		}
		if want := s.printed(heads[i].page); e.number != want {
			say(e.page, "Zu %s steht die Seitenzahl %s, die Überschrift steht auf Seite %s.", quote(e.title), quote(e.number), want)
		}
	}
}

// targets calls visit with each link within the document and the heading that
// it leads to, nil if there is none, and the page, nil if it leads nowhere.
func (s *sheets) targets(d *document, visit func(*link, *sheet, *head)) {
	names := s.destinations(d)
	find := s.finder()
	for _, l := range d.links {
		o, inside := leadsTo(d, l.dict)
		if l.subtype != "Link" || !inside {
			continue
		}
		sh, y := s.place(d, o, names)
		var h *head
		if sh != nil {
			h = find(sh, y)
		}
		visit(l, sh, h)
	}
}

// described is how the description of a link names its target.
var described = regexp.MustCompile(`^Zum Abschnitt (.*), Seite (\S+)$`)

func checkTargets(d *document, s *sheets, say report) {
	s.targets(d, func(l *link, sh *sheet, h *head) {
		text := s.linked[l.object]
		named := ""
		if m := described.FindStringSubmatch(plainWords(d.text(l.dict["Contents"]))); m != nil {
			named = m[1]
		}
		switch {
		case sh == nil:
			say(l.page.number, "Der Verweis %s führt nirgendwohin.", quote(text))
		case h == nil:
			say(l.page.number, "Der Verweis %s führt zu keiner Überschrift.", quote(text))
		case h.text != named && h.text != text:
			say(l.page.number, "Der Verweis %s führt zur Überschrift %s.", quote(text), quote(h.text))
		}
	})
}

func checkDescriptions(d *document, s *sheets, say report) {
	s.targets(d, func(l *link, sh *sheet, h *head) {
		if h == nil {
			return // that is said elsewhere
		}
		contents := plainWords(d.text(l.dict["Contents"]))
		m := described.FindStringSubmatch(contents)
		if (m == nil || m[1] != h.text) && s.linked[l.object] != h.text {
			return // that, too
		}
		if number := s.printed(sh); m == nil || m[1] != h.text || m[2] != number {
			say(l.page.number, "Die Beschreibung %s müsste „Zum Abschnitt %s, Seite %s“ lauten.", quote(contents), h.text, number)
		}
	})
}

// leadsTo returns the destination of a link or bookmark; inside is false if it
// leads out of the document or has none.
func leadsTo(d *document, dict types.Dict) (o types.Object, inside bool) {
	if o, ok := dict["Dest"]; ok {
		return o, true
	}
	if a := d.dict(dict["A"]); d.name(a["S"]) == "GoTo" {
		return a["D"], true
	}
	return nil, false
}

// destinations returns the named destinations (12.3.2.3).
func (s *sheets) destinations(d *document) map[string]types.Object {
	names := map[string]types.Object{}
	for name, o := range d.dict(d.catalog["Dests"]) {
		names[name] = o
	}
	eachLeaf(d, d.dict(d.catalog["Names"])["Dests"], "Names", map[int]bool{}, 0, func(key, value types.Object) {
		if b, ok := d.raw(key); ok {
			names[string(b)] = value
		}
	})
	return names
}

// eachLeaf visits the pairs of a name tree or number tree (7.9.6, 7.9.7).
func eachLeaf(d *document, o types.Object, leaves string, seen map[int]bool, depth int, visit func(key, value types.Object)) {
	number := objectNumber(o)
	node := d.dict(o)
	if node == nil || depth > maxDepth || number > 0 && seen[number] {
		return
	}
	seen[number] = true
	pairs := d.array(node[leaves])
	for i := 0; i+1 < len(pairs); i += 2 {
		visit(pairs[i], pairs[i+1])
	}
	for _, kid := range d.array(node["Kids"]) {
		eachLeaf(d, kid, leaves, seen, depth+1, visit)
	}
}

// place returns the page of a destination and the height in mm that it shows
// at the window's top; nil if it leads nowhere.
func (s *sheets) place(d *document, o types.Object, names map[string]types.Object) (*sheet, float64) {
	if b, ok := d.raw(o); ok {
		o = names[string(b)]
	} else if name := d.name(o); name != "" {
		o = names[name]
	}
	if dict := d.dict(o); dict != nil {
		o = dict["D"]
	}
	a := d.array(o)
	if len(a) < 2 {
		return nil, 0
	}
	p := d.byObject[objectNumber(a[0])]
	if p == nil {
		return nil, 0
	}
	at := -1
	switch d.name(a[1]) {
	case "XYZ":
		at = 3
	case "FitH", "FitBH":
		at = 2
	}
	if at < 0 || at >= len(a) {
		return s.byPage[p], 0
	}
	top, ok := d.number(a[at])
	if !ok {
		return s.byPage[p], 0
	}
	return s.byPage[p], (p.box[3] - top) * mmPerPoint
}

// mostBelow is how far below the window's top a heading is still where a reader
// looks first, in mm.
const mostBelow = 20

// finder returns a function that finds the first heading below a height.
func (s *sheets) finder() func(*sheet, float64) *head {
	byPage := map[*sheet][]*head{}
	for i := range s.heads {
		h := &s.heads[i]
		byPage[h.page] = append(byPage[h.page], h)
	}
	for _, list := range byPage {
		slices.SortStableFunc(list, func(a, b *head) int {
			if a.y < b.y {
				return -1
			}
			return 1
		})
	}
	return func(sh *sheet, y float64) *head {
		list := byPage[sh]
		i := sort.Search(len(list), func(i int) bool { return list[i].y >= y-tolerance })
		if i == len(list) || list[i].y > y+mostBelow {
			return nil
		}
		return list[i]
	}
}

// checkBookmarks follows the outline (12.3.3).
func checkBookmarks(d *document, s *sheets, say report) {
	names, find := s.destinations(d), s.finder()
	seen := map[int]bool{}
	var visit func(o types.Object, depth int)
	visit = func(o types.Object, depth int) {
		for depth < maxDepth {
			item := d.dict(o)
			number := objectNumber(o)
			if item == nil || number == 0 || seen[number] {
				return
			}
			seen[number] = true
			title := plainWords(d.text(item["Title"]))
			to, _ := leadsTo(d, item)
			sh, y := s.place(d, to, names)
			switch {
			case sh == nil:
				say(0, "Das Lesezeichen %s führt nirgendwohin.", quote(title))
			case s.parts[title] != nil && depth == 0: // below, it is a heading's
				if first := s.parts[title]; sh != first || len(sh.lines) > 0 && y > sh.lines[0].y {
					say(sh.number, "Das Lesezeichen %s führt nicht zum Anfang seines Teils.", quote(title))
				}
			default:
				h := find(sh, y)
				if h == nil {
					say(sh.number, "Das Lesezeichen %s führt zu keiner Überschrift.", quote(title))
				} else if title != h.text && !strings.HasPrefix(title, h.text+" (") && !shortens(title, h.text) {
					say(sh.number, "Das Lesezeichen %s führt zur Überschrift %s.", quote(title), quote(h.text))
				}
			}
			visit(item["First"], depth+1)
			o = item["Next"]
		}
	}
	visit(d.dict(d.catalog["Outlines"])["First"], 0)
}

// readLabels returns the labels that a viewer shows for the pages (12.4.2).
func readLabels(d *document) []string {
	if d.dict(d.catalog["PageLabels"]) == nil {
		return nil
	}
	ranges := map[int]types.Dict{}
	eachLeaf(d, d.catalog["PageLabels"], "Nums", map[int]bool{}, 0, func(key, value types.Object) {
		if n, ok := d.integer(key); ok {
			ranges[n] = d.dict(value)
		}
	})
	list := make([]string, len(d.pages))
	var in types.Dict
	n := 0
	for i := range list {
		if next, ok := ranges[i]; ok {
			in, n = next, 1
			if start, ok := d.integer(in["St"]); ok && start > 0 && start < mostPages {
				n = start
			}
		}
		list[i] = d.text(in["P"])
		switch d.name(in["S"]) {
		case "D":
			list[i] += strconv.Itoa(n)
		case "r":
			list[i] += numeral(n, "r")
		case "R":
			list[i] += numeral(n, "R")
		}
		n++
	}
	return list
}
