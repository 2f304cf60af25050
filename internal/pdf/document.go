package pdf

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"umsetzungsstand/internal/font"
	"umsetzungsstand/internal/pdf/finish"
	"umsetzungsstand/internal/typeset"
)

// document tells the finishing what the drawn pages are: it gives the elements
// of the layout the types of ISO 32000-1, and makes the links, the
// destinations and the outline from them.
func document(l *typeset.Layout) *finish.Document {
	t := &telling{layout: l, faces: faces(l), first: firstPlaces(l)}
	d := &finish.Document{
		Language: l.Meta.Language,
		Width:    int(hundredths(typeset.PageWidth)),
		Height:   pageHeight,
		Metadata: metadata(l),
		Elements: t.elements(),
	}
	for _, f := range t.faces {
		face := finish.Font{PostScript: f.PostScript, Advance: f.Advance, Glyph: f.Glyph}
		if l.Kerned {
			face.Kern = f.Kern
		}
		d.Fonts = append(d.Fonts, face)
	}
	for i := range l.Pages {
		d.Pages = append(d.Pages, t.page(&l.Pages[i]))
	}
	d.Destinations, d.Outline = t.navigation()
	return d
}

// telling is the work on one document.
type telling struct {
	layout *typeset.Layout
	faces  []*font.Face
	first  []place        // by element: where its first text is; page -1 if it has none
	heads  map[string]int // elements of the headings that have text, by anchor
	number []int          // by element: its index among those of the file; -1 for those that are left out
	levels []int          // of the last heading, and of those that it stands under, the uppermost first
}

type place struct{ page, fragment int }

// firstPlaces returns where each element's first text is, its descendants' among
// them.
func firstPlaces(l *typeset.Layout) []place {
	first := make([]place, len(l.Elements))
	for i := range first {
		first[i].page = -1
	}
	for i := range l.Pages {
		for j := range l.Pages[i].Fragments {
			f := &l.Pages[i].Fragments[j]
			if f.Text == "" {
				continue
			}
			for o := f.Owner; o >= 0 && first[o].page < 0; o = l.Elements[o].Parent {
				first[o] = place{i, j}
			}
		}
	}
	return first
}

// elements returns the structure elements.
func (t *telling) elements() []finish.Element {
	t.heads = map[string]int{}
	t.number = numbers(t.layout, t.first)
	var list []finish.Element
	for i := range t.layout.Elements {
		if t.number[i] < 0 {
			continue
		}
		e := &t.layout.Elements[i]
		if e.ID != "" && t.first[i].page >= 0 {
			t.heads[e.ID] = i
		}
		out := finish.Element{Type: string(e.Role), Parent: -1, Language: e.Lang, Expansion: capped(e.Long), Summary: capped(e.Summary)}
		if e.Parent >= 0 {
			out.Parent = t.number[e.Parent]
		}
		switch e.Role {
		case typeset.RolePart:
			out.Title = e.Title
		case typeset.RoleH1, typeset.RoleH2, typeset.RoleH3:
			out.Type = t.heading(e.Role)
		case typeset.RoleTH:
			out.Scope = "Row"
			if e.Column {
				out.Scope = "Column"
			}
		case typeset.RoleL:
			out.Numbering = "Disc"
			if e.Ordered {
				out.Numbering = "Decimal"
			}
		}
		list = append(list, out)
	}
	// A link to a heading of which nothing can be seen leads nowhere.
	for i, n := range t.number {
		if n >= 0 && list[n].Type == string(typeset.RoleLink) && t.target(i) == nil {
			list[n].Type = string(typeset.RoleSpan)
		}
	}
	return list
}

// numbers numbers the elements that the file has. To whoever is read to, an
// empty item, section or part is nothing; only a cell is, for the table's sake.
func numbers(l *typeset.Layout, first []place) []int {
	keep := make([]bool, len(l.Elements))
	for i := len(keep) - 1; i >= 0; i-- {
		e := &l.Elements[i]
		if first[i].page >= 0 || e.Parent < 0 || e.Role == typeset.RoleTH || e.Role == typeset.RoleTD {
			keep[i] = true
		}
		if keep[i] && e.Parent >= 0 {
			keep[e.Parent] = true
		}
	}
	number := make([]int, len(keep))
	n := 0
	for i := range keep {
		number[i] = -1
		if keep[i] {
			number[i] = n
			n++
		}
	}
	return number
}

// heading returns the type of the next heading. A level that a draft skips is
// none: the first heading is H1, and the next level below it H2 (ISO 14289-1,
// 7.4.2), however they are called in the draft.
func (t *telling) heading(role typeset.Role) string {
	level := int(role[1] - '0')
	for len(t.levels) > 0 && t.levels[len(t.levels)-1] >= level {
		t.levels = t.levels[:len(t.levels)-1]
	}
	t.levels = append(t.levels, level)
	return fmt.Sprintf("H%d", len(t.levels))
}

// target returns where a Link leads: what is to be said of it, and the address
// or the name of the destination. It is nil if the element is none, or leads
// nowhere.
func (t *telling) target(element int) *finish.Link {
	e := &t.layout.Elements[element]
	if e.Role != typeset.RoleLink {
		return nil
	}
	anchor, inside := strings.CutPrefix(e.Href, "#")
	if !inside {
		return &finish.Link{Element: t.number[element], Contents: described(e.Href), URI: e.Href}
	}
	head, ok := t.heads[anchor]
	if !ok {
		return nil
	}
	p := &t.layout.Pages[t.first[head].page]
	number := p.Number
	if number == "" {
		number = p.Label
	}
	return &finish.Link{
		Element:  t.number[element],
		Contents: fmt.Sprintf("Zum Abschnitt %s, Seite %s", shortened(t.layout.Elements[head].Title), number),
		Name:     anchor,
	}
}

// described says where an address leads, as one would say it: without what
// only machines read, and decoded.
func described(address string) string {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return "Zu " + shortened(address)
	case u.Scheme == "mailto":
		to, err := url.PathUnescape(u.Opaque)
		if err != nil {
			to = u.Opaque
		}
		return "E-Mail an " + shortened(to)
	}
	return "Zur Internetseite " + shortened(u.Hostname()+strings.TrimSuffix(u.Path, "/"))
}

// visible returns a text without what cannot be seen of it.
func visible(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) {
			return -1
		}
		return r
	}, s))
}

// capped returns the visible text as far as a file can hold it (ISO 19005-2,
// 6.1.13), which is further than anybody reads.
func capped(s string) string {
	s = visible(s)
	if r := []rune(s); len(r) > 4000 {
		s = string(r[:3999]) + "…"
	}
	return s
}

// shortened returns a text as far as it is worth listening to.
func shortened(s string) string {
	s = visible(s)
	if r := []rune(s); len(r) > 200 {
		s = string(r[:199]) + "…"
	}
	return s
}

// page returns what the finishing needs to know of a page.
func (t *telling) page(p *typeset.Page) finish.Page {
	out := finish.Page{Label: p.Label, Texts: make([]finish.Text, 0, len(p.Fragments))}
	links := map[int]int{} // element: index of its annotation on this page
	for i := range p.Fragments {
		f := &p.Fragments[i]
		if f.Text == "" {
			continue
		}
		text := finish.Text{
			X: int(hundredths(f.X)), Y: pageHeight - int(hundredths(f.Y)), Size: int(hundredths(f.Size)),
			Font: slices.Index(t.faces, f.Face), Element: -1,
		}
		if f.Owner >= 0 {
			text.Element = t.number[f.Owner]
		}
		switch f.Artifact {
		case typeset.NoArtifact, typeset.Layouted:
		case typeset.Header:
			text.Kind = finish.Header
		case typeset.Footer:
			text.Kind = finish.Footer
		default:
			panic(fmt.Sprintf("pdf: unknown artifact %d", f.Artifact))
		}
		word, at, divided := hyphen(f)
		if text.Text = word; word != "" {
			out.Texts = append(out.Texts, text)
		}
		if divided {
			text.X, text.Text, text.Element, text.Kind = int(hundredths(at)), "-", -1, finish.Layout
			out.Texts = append(out.Texts, text)
		}

		for o := f.Owner; o >= 0; o = t.layout.Elements[o].Parent {
			if t.layout.Elements[o].Role != typeset.RoleLink {
				continue
			}
			n, known := links[o]
			if !known {
				link := t.target(o)
				if link == nil {
					break
				}
				n = len(out.Links)
				links[o], out.Links = n, append(out.Links, *link)
			}
			out.Links[n].Areas = touch(out.Links[n].Areas, f)
			break
		}
	}
	for i := range p.Rules {
		out.Rules = append(out.Rules, stroke(&p.Rules[i]))
	}
	return out
}

// touch adds the area of a fragment; what stands on one line is one area.
func touch(areas []finish.Area, f *typeset.Fragment) []finish.Area {
	// Letters reach about so far above and below the baseline.
	a := finish.Area{
		X1: int(hundredths(f.X)), Y1: pageHeight - int(hundredths(f.Y+f.Size/4)),
		X2: int(hundredths(f.X + f.Width)), Y2: pageHeight - int(hundredths(f.Y-f.Size*4/5)),
	}
	if n := len(areas); n > 0 && areas[n-1].Y1 == a.Y1 {
		areas[n-1].X1, areas[n-1].X2 = min(areas[n-1].X1, a.X1), max(areas[n-1].X2, a.X2)
		return areas
	}
	return append(areas, a)
}

// stroke returns the line that drawRule draws a rule as.
func stroke(r *typeset.Rule) finish.Rule {
	if r.H > r.W {
		x, y := int(hundredths(r.X+r.W/2)), pageHeight-int(hundredths(r.Y))
		return finish.Rule{X1: x, Y1: y, X2: x, Y2: y - int(hundredths(r.H)), Width: int(hundredths(r.W))}
	}
	x, y := int(hundredths(r.X)), pageHeight-int(hundredths(r.Y+r.H/2))
	return finish.Rule{X1: x, Y1: y, X2: x + int(hundredths(r.W)), Y2: y, Width: int(hundredths(r.H))}
}

// pageHeight in 1/100 pt, from which the finishing measures upwards.
var pageHeight = int(hundredths(typeset.PageHeight))

// navigation returns the headings' destinations, and the outline: the parts,
// and below them the headings of the second and third level, an agreement's
// with its date („Ungarn (21. April 2008)“).
func (t *telling) navigation() (dests []finish.Destination, marks []finish.Bookmark) {
	var above []int // the levels of the last bookmark, and of those that it stands under
	for i := range t.layout.Elements {
		e := &t.layout.Elements[i]
		first := t.first[i]
		if first.page < 0 {
			continue
		}
		f := &t.layout.Pages[first.page].Fragments[first.fragment]
		at := finish.Place{Page: first.page, X: int(hundredths(max(0, f.X-f.Size))), Y: pageHeight - int(hundredths(max(0, f.Y-f.Size*9/8)))}
		if e.ID != "" {
			dests = append(dests, finish.Destination{Name: e.ID, Place: at})
		}
		mark := finish.Bookmark{Title: e.Title, Place: at}
		switch e.Role {
		case typeset.RolePart:
			mark.Open = true
		case typeset.RoleH2:
			mark.Level = 1
		case typeset.RoleH3:
			mark.Level = 2
		default:
			continue
		}
		if e.Note != "" {
			mark.Title += " (" + e.Note + ")"
		}
		mark.Title = shortened(mark.Title)
		for len(above) > 0 && above[len(above)-1] >= mark.Level {
			above = above[:len(above)-1]
		}
		above = append(above, mark.Level)
		mark.Level = len(above) - 1
		marks = append(marks, mark)
	}
	return dests, marks
}

// metadata returns what the document says of itself. A draft and a specimen say
// so in the title, which stands in the window's bar. A draft that tells no title
// has that of its first heading.
func metadata(l *typeset.Layout) finish.Metadata {
	m := &l.Meta
	title := capped(m.Title)
	for i := 0; title == "" && i < len(l.Elements); i++ {
		if l.Elements[i].Role != typeset.RolePart {
			title = capped(l.Elements[i].Title)
		}
	}
	if title == "" {
		title = "Bericht"
	}
	var marks, keywords []string
	for _, k := range m.Keywords {
		keywords = append(keywords, capped(k))
	}
	if m.Draft {
		marks = append(marks, "Entwurf")
	}
	if m.Sample {
		marks = append(marks, "Muster")
	}
	if len(marks) > 0 {
		title += " (" + strings.Join(marks, ", ") + ")"
	}
	keywords = append(keywords, marks...)
	return finish.Metadata{
		Title: title, Author: capped(m.Author), Subject: capped(m.Subject),
		Keywords: keywords,
		Creator:  "umsetzungsstand",
		Producer: "umsetzungsstand (maroto, gofpdf)",
		Date:     m.Date,
	}
}
