package build

import (
	"math"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"umsetzungsstand/internal/pdf/pdftest"
	"umsetzungsstand/internal/typeset"
)

// The rules of links.
var linkRules = []rule{
	{"2a 6.3.1; ua 7.18.1, 7.18.5; 28-002, 28-011", "the only annotations are links, each in a Link of the structure", func(s *subject, fault fault) {
		for i, page := range s.doc.Pages {
			if n := len(s.doc.Array(page.Dict["Annots"])); n != len(page.Links) {
				fault("page %d: %d annotations, %d links", i+1, n, len(page.Links))
			}
			for _, link := range page.Links {
				if link.Dict["Subtype"] != pdftest.Name("Link") || link.Element == nil || link.Element.Type != "Link" || link.Dict["StructParent"] == nil {
					fault("page %d: the %v %q does not stand in a Link", i+1, link.Dict["Subtype"], link.Contents)
				}
			}
		}
	}, []func(*subject){
		func(s *subject) { s.first("Link").Type = "Span" },
		func(s *subject) { s.link().Dict["Subtype"] = pdftest.Name("Text") },
		func(s *subject) { delete(s.link().Dict, "StructParent") },
	}},
	{"2a 6.3.2", "links are printed, and neither hidden nor locked away", func(s *subject, fault fault) {
		for link := range s.links {
			if link.F != 4 || link.Dict["F"] != 4.0 {
				fault("%q has the flags %d", link.Contents, link.F)
			}
		}
	}, []func(*subject){
		func(s *subject) { s.link().F = 0 },
		func(s *subject) { s.link().F |= 2 },
		func(s *subject) { s.link().F |= 32 },
	}},
	{"ua 7.18.1, 7.18.5; 28-004, 28-012", "links say where they lead, in words that belong to the place", func(s *subject, fault fault) {
		for link := range s.links {
			switch {
			case strings.TrimSpace(link.Contents) == "":
				fault("the link to %s%s says nothing", link.URI, link.Dest)
			case link.URI == "" && !regexp.MustCompile(`^Zum Abschnitt .+, Seite [0-9ivx]+$`).MatchString(link.Contents):
				fault("%q", link.Contents)
			case link.URI != "" && !strings.HasSuffix(strings.SplitN(link.Contents, "/", 2)[0], " "+domain(link.URI)):
				fault("%q leads to %s", link.Contents, link.URI)
			case link.URI == "" && !strings.HasSuffix(link.Contents, ", Seite "+s.doc.Labels[s.doc.Dests[link.Dest].Page]):
				fault("%q leads to page %s", link.Contents, s.doc.Labels[s.doc.Dests[link.Dest].Page])
			}
		}
	}, []func(*subject){
		func(s *subject) { s.link().Contents = " " },
		func(s *subject) { s.link().Contents += "9" },
		func(s *subject) { s.away().Contents = "Zur Internetseite" },
	}},
	{"2a 6.5.1", "links have one target: a destination that exists, or a web or mail address in ASCII", func(s *subject, fault fault) {
		for link := range s.links {
			if (link.Dict["A"] != nil) == (link.Dict["Dest"] != nil) || link.Dict["PA"] != nil {
				fault("%q has A %v and Dest %v", link.Contents, link.Dict["A"], link.Dict["Dest"])
			}
			if link.URI == "" {
				if _, ok := s.doc.Dests[link.Dest]; !ok {
					fault("there is no destination %q", link.Dest)
				}
				continue
			}
			a := s.doc.Dict(link.Dict["A"])
			if a["S"] != pdftest.Name("URI") || a["IsMap"] != nil || a["Next"] != nil {
				fault("the action %v", a)
			}
			u, err := url.Parse(link.URI)
			if err != nil || !slices.Contains([]string{"http", "https", "mailto"}, u.Scheme) || strings.ContainsFunc(link.URI, func(r rune) bool { return r <= ' ' || r > '~' }) {
				fault("%q: %v", link.URI, err)
			}
		}
	}, []func(*subject){
		func(s *subject) { s.link().Dict["A"] = pdftest.Dict{} },
		func(s *subject) { delete(s.doc.Dests, s.link().Dest) },
		func(s *subject) { s.away().URI = "file:///etc" },
		func(s *subject) { s.away().URI += "ä" },
		func(s *subject) { s.doc.Dict(s.away().Dict["A"])["S"] = pdftest.Name("Launch") },
	}},
	{"ua 7.18.5; 32000 14.7.4.3", "a Link has text, and an annotation on each page where its text is", func(s *subject, fault fault) {
		for e := range s.all("Link") {
			texts, links := map[int]bool{}, map[int]int{}
			var target string
			for below := range under(e) {
				for _, kid := range below.Kids {
					switch {
					case kid.Element != nil:
						if kid.Element.Type == "Link" {
							fault("a Link in the Link %q", e.Text())
						}
					case kid.Link != nil:
						links[kid.Page]++
						if to := kid.Link.URI + "#" + kid.Link.Dest; target != "" && target != to {
							fault("%q leads to %s and %s", e.Text(), target, to)
						} else {
							target = to
						}
						if below != e {
							fault("the annotation of %q is not the Link's own", e.Text())
						}
					default:
						texts[kid.Page] = true
					}
				}
			}
			if strings.TrimSpace(e.Text()) == "" || len(links) != len(texts) {
				fault("%q stands on %d pages and has annotations on %d", e.Text(), len(texts), len(links))
			}
			for page, n := range links {
				if n != 1 || !texts[page] {
					fault("%q has %d annotations on page %d", e.Text(), n, page+1)
				}
			}
		}
	}, []func(*subject){
		func(s *subject) { e := s.first("Link"); e.Kids = e.Kids[1:] },
		func(s *subject) {
			e := s.first("Link")
			e.Kids = slices.DeleteFunc(e.Kids, func(k pdftest.Kid) bool { return k.Link != nil })
		},
		func(s *subject) {
			e := s.first("Link")
			e.Kids = append(e.Kids, e.Kids[len(e.Kids)-1])
		},
	}},
	{"2a 6.3.2; 32000 12.5.6.5", "a link covers its text, line by line, and has no border", func(s *subject, fault fault) {
		for e := range s.all("Link") {
			for below := range under(e) {
				for _, kid := range below.Kids {
					if kid.Element != nil || kid.Link != nil {
						continue
					}
					link := linkOn(e, kid.Page)
					for _, f := range s.doc.Pages[kid.Page].Fragments {
						if f.MCID == kid.MCID && link != nil && !covered(f, link) {
							fault("page %d: %q is not under its link", kid.Page+1, f.Text)
						}
					}
				}
			}
		}
		for link := range s.links {
			if link.Border != 0 {
				fault("%q has a border of %g", link.Contents, link.Border)
			}
			for _, q := range link.Quads {
				if q[0] >= q[2] || q[1] >= q[5] || math.Abs(q[0]-q[4])+math.Abs(q[2]-q[6])+math.Abs(q[1]-q[3])+math.Abs(q[5]-q[7]) > 0.01 {
					fault("%q: %v is no rectangle from its upper left to its lower right", link.Contents, q)
				}
			}
		}
	}, []func(*subject){
		func(s *subject) { s.link().Border = 1 },
		func(s *subject) { s.link().Quads = s.link().Quads[:1]; s.link().Quads[0][2] -= 5 },
		func(s *subject) { q := s.link().Quads[0][:]; q[0], q[2] = q[2], q[0] },
	}},
	{"ua 7.18.3", "the links of a page stand in the order of the structure", func(s *subject, fault fault) {
		want := make([][]*pdftest.Element, len(s.doc.Pages))
		for e := range s.elements() {
			for _, kid := range e.Kids {
				if kid.Link != nil {
					want[kid.Page] = append(want[kid.Page], e)
				}
			}
		}
		for i, page := range s.doc.Pages {
			var got []*pdftest.Element
			for _, link := range page.Links {
				got = append(got, link.Element)
			}
			if !slices.Equal(got, want[i]) {
				fault("on page %d they do not", i+1)
			}
		}
	}, []func(*subject){
		func(s *subject) {
			slices.Reverse(s.doc.Pages[s.first("TOC").Kids[0].Element.Kids[0].Element.Kids[0].Element.Kids[0].Page].Links)
		},
	}},
}

// The rules of the ways into the document.
var navigationRules = []rule{
	{"ua 7.17; 11-003", "the outline has the parts and the headings, in their order and with their titles", func(s *subject, fault fault) {
		var want []string
		level := -1
		for e, drawn := range s.pairs() {
			title := words(e)
			switch drawn.Role {
			case typeset.RolePart:
				title, level = e.Title, 0
			case typeset.RoleH2:
				level = 1
			case typeset.RoleH3:
				level = min(2, level+1)
			default:
				continue
			}
			want = append(want, itoa(level)+" "+title)
		}
		var got []string
		for level, b := range outlined(s.doc.Outline) {
			got = append(got, itoa(level)+" "+b.Title)
		}
		if len(got) != len(want) {
			fault("%d bookmarks for %d headings", len(got), len(want))
			return
		}
		for i, title := range got {
			// „Ungarn (21. April 2008)“ tells two agreements apart.
			if note, ok := strings.CutPrefix(title, want[i]); !ok || note != "" && !(strings.HasPrefix(note, " (") && strings.HasSuffix(note, ")")) {
				fault("the bookmark %q for the heading %q", title, want[i])
			}
		}
		if len(want) > 0 && s.doc.Catalog["PageMode"] != pdftest.Name("UseOutlines") {
			fault("it is not shown")
		}
	}, []func(*subject){
		func(s *subject) { s.doc.Outline = s.doc.Outline[1:] },
		func(s *subject) { s.doc.Outline[0].Title += "x" },
		func(s *subject) { delete(s.doc.Catalog, "PageMode") },
		func(s *subject) { slices.Reverse(s.doc.Outline) },
	}},
	{"ua 7.17; 32000 12.3.3", "bookmarks lead to where their headings are", func(s *subject, fault fault) {
		var starts []pdftest.Place
		for e, drawn := range s.pairs() {
			if drawn.Role == typeset.RolePart || drawn.Role == typeset.RoleH2 || drawn.Role == typeset.RoleH3 {
				at, ok := s.start(e)
				if !ok {
					fault("%q is nowhere", e.Text())
				}
				starts = append(starts, at)
			}
		}
		i := 0
		for _, b := range outlined(s.doc.Outline) {
			if i < len(starts) && !above(b.Place, starts[i]) {
				fault("%q leads to %v, but its text is at %v", b.Title, b.Place, starts[i])
			}
			i++
		}
	}, []func(*subject){
		func(s *subject) { s.doc.Outline[0].Place.Page++ },
		func(s *subject) { s.doc.Outline[0].Place.Y += 30 },
	}},
	{"32000 12.3.2.3", "there is a destination for each heading with an anchor, where the heading is, and no other", func(s *subject, fault fault) {
		known := map[string]bool{}
		for e, want := range s.pairs() {
			id := want.ID
			at, ok := s.start(e)
			if id == "" || !ok {
				continue
			}
			known[id] = true
			if place, ok := s.doc.Dests[id]; !ok || !above(place, at) {
				fault("%s leads to %v, but its heading %q is at %v", id, place, e.Text(), at)
			}
		}
		for id := range s.doc.Dests {
			if !known[id] {
				fault("%s leads to no heading", id)
			}
		}
	}, []func(*subject){
		func(s *subject) { s.doc.Dests["x"] = pdftest.Place{} },
		func(s *subject) { delete(s.doc.Dests, "lang") },
		func(s *subject) { p := s.doc.Dests["lang"]; p.Page--; s.doc.Dests["lang"] = p },
	}},
	{"32000 12.4.2; ua 7.8", "the page labels are the layout's, and those of numbered pages their numbers", func(s *subject, fault fault) {
		if len(s.doc.Labels) != len(s.layout.Pages) {
			fault("%d labels for %d pages", len(s.doc.Labels), len(s.layout.Pages))
			return
		}
		for i, p := range s.layout.Pages {
			if s.doc.Labels[i] != p.Label || p.Number != "" && p.Number != p.Label {
				fault("page %d is labelled %q, not %q, and numbered %q", i+1, s.doc.Labels[i], p.Label, p.Number)
			}
			if p.Number == "" {
				continue
			}
			if !slices.ContainsFunc(s.doc.Pages[i].Fragments, func(f pdftest.Fragment) bool {
				return f.Artifact == "Pagination/Footer" && slices.Contains(strings.Fields(f.Text), p.Number)
			}) {
				fault("the number %s is not on its page", p.Number)
			}
		}
	}, []func(*subject){
		func(s *subject) { s.doc.Labels[0] = "x" },
		func(s *subject) { s.doc.Labels = nil },
		func(s *subject) { s.layout.Pages = slices.Clone(s.layout.Pages); s.layout.Pages[0].Number = "77" },
	}},
}

func (s *subject) links(yield func(*pdftest.Link) bool) {
	for i := range s.doc.Pages {
		for j := range s.doc.Pages[i].Links {
			if !yield(&s.doc.Pages[i].Links[j]) {
				return
			}
		}
	}
}

// domain returns the part of an address that tells whose it is: host or mail
// address.
func domain(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	mail, _, _ := strings.Cut(u.Opaque, "?")
	return u.Host + mail
}

// link returns the first link to a heading, away one that leads out of the file.
func (s *subject) link() *pdftest.Link {
	for link := range s.links {
		if link.URI == "" {
			return link
		}
	}
	panic("no link")
}

func (s *subject) away() *pdftest.Link {
	for link := range s.links {
		if link.URI != "" {
			return link
		}
	}
	panic("no link")
}

// linkOverPages reports whether a link stands on two pages.
func (s *subject) linkOverPages() bool {
	for e := range s.all("Link") {
		for _, kid := range e.Kids {
			if kid.Element == nil && kid.Page != e.Kids[0].Page {
				return true
			}
		}
	}
	return false
}

// linkOn returns the annotation that a Link has on a page.
func linkOn(e *pdftest.Element, page int) *pdftest.Link {
	for _, kid := range e.Kids {
		if kid.Link != nil && kid.Page == page {
			return kid.Link
		}
	}
	return nil
}

// covered reports whether one of the link's areas holds the text.
func covered(f pdftest.Fragment, link *pdftest.Link) bool {
	const slack = 0.02 // mm
	for _, q := range link.Quads {
		if f.X >= q[0]-slack && f.X+f.W <= q[2]+slack && f.Y >= q[1] && f.Y <= q[5] {
			return true
		}
	}
	return false
}

// outlined yields the items of an outline with their level.
func outlined(list []pdftest.Bookmark) func(func(int, pdftest.Bookmark) bool) {
	return func(yield func(int, pdftest.Bookmark) bool) {
		var visit func(int, []pdftest.Bookmark) bool
		visit = func(level int, list []pdftest.Bookmark) bool {
			for _, b := range list {
				if !yield(level, b) || !visit(level+1, b.Kids) {
					return false
				}
			}
			return true
		}
		visit(0, list)
	}
}

// start returns where the first text of an element is.
func (s *subject) start(e *pdftest.Element) (pdftest.Place, bool) {
	for below := range under(e) {
		for _, kid := range below.Kids {
			if kid.Element != nil || kid.Link != nil {
				continue
			}
			for _, f := range s.doc.Pages[kid.Page].Fragments {
				if f.MCID == kid.MCID {
					return pdftest.Place{Page: kid.Page, X: f.X, Y: f.Y}, true
				}
			}
		}
	}
	return pdftest.Place{}, false
}

// above reports whether a window that begins at the place shows the text at its
// top.
func above(place, text pdftest.Place) bool {
	return place.Page == text.Page && place.X <= text.X && text.Y-place.Y > 0 && text.Y-place.Y < 25
}
