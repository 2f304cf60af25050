package finish

import (
	"fmt"
	"slices"
	"strings"
)

// addLinks reserves and writes the link annotations of all pages.
func (a *assembly) addLinks() {
	key := len(a.doc.Pages)
	for i := range a.doc.Pages {
		var refs []ref
		for j := range a.doc.Pages[i].Links {
			refs = append(refs, a.add("%s", annotation(&a.doc.Pages[i].Links[j], key)))
			key++
		}
		a.links = append(a.links, refs)
	}
}

// annotation writes a link annotation (ISO 32000-1, 12.5.6.5). It is printed
// (ISO 19005-2, 6.3.2: flag 4), says in words where it leads (ISO 14289-1,
// 7.18.5) and stands in the structure (ISO 14289-1, 7.18.1).
func annotation(l *Link, key int) []byte {
	b := []byte("<</Type/Annot/Subtype/Link/Rect[")
	box := l.Areas[0]
	for _, r := range l.Areas[1:] {
		box = Area{min(box.X1, r.X1), min(box.Y1, r.Y1), max(box.X2, r.X2), max(box.Y2, r.Y2)}
	}
	b = appendAll(b, box.X1, box.Y1, box.X2, box.Y2)
	b = append(b, "]/QuadPoints["...)
	for i, r := range l.Areas {
		if i > 0 {
			b = append(b, ' ')
		}
		// In the order of all viewers: upper left, upper right, lower left, lower
		// right. That of the standard, around the rectangle, is read wrongly.
		b = appendAll(b, r.X1, r.Y2, r.X2, r.Y2, r.X1, r.Y1, r.X2, r.Y1)
	}
	b = fmt.Appendf(b, "]/Border[0 0 0]/F 4/StructParent %d/Contents%s", key, textString(l.Contents))
	if l.URI != "" {
		return fmt.Appendf(b, "/A<</Type/Action/S/URI/URI%s>>>>", textString(l.URI))
	}
	return fmt.Appendf(b, "/Dest%s>>", textString(l.Name))
}

func appendAll(b []byte, lengths ...int) []byte {
	for i, l := range lengths {
		if i > 0 {
			b = append(b, ' ')
		}
		b = appendPoints(b, l)
	}
	return b
}

// place writes an explicit destination (ISO 32000-1, 12.3.2.2) that leaves the magnification
// as it is.
func (a *assembly) place(p Place) string {
	return fmt.Sprintf("[%v/XYZ %s %s null]", a.pages[p.Page], points(p.X), points(p.Y))
}

// destinations writes the name tree of the destinations (ISO 32000-1, 12.3.2.3).
func (a *assembly) destinations() ref {
	list := slices.Clone(a.doc.Destinations)
	slices.SortFunc(list, func(x, y Destination) int { return strings.Compare(x.Name, y.Name) })
	var b []byte
	for _, d := range list {
		b = fmt.Appendf(b, "%s%s", textString(d.Name), a.place(d.Place))
	}
	return a.add("<</Names[%s]>>", b)
}

// item is a bookmark among the others, by their indices; -1 for none.
type item struct{ parent, prev, next, first, last, shown int }

// items says how the bookmarks stand to each other; the last item is the root.
func items(marks []Bookmark) []item {
	list := make([]item, len(marks)+1)
	root := len(marks)
	list[root] = item{-1, -1, -1, -1, -1, 0}
	above := []int{root} // the item of each level at hand, and what is above it
	for i, m := range marks {
		above = above[:m.Level+1]
		p := above[m.Level]
		list[i] = item{p, list[p].last, -1, -1, -1, 0}
		if list[p].first < 0 {
			list[p].first = i
		} else {
			list[list[p].last].next = i
		}
		list[p].last = i
		above = append(above, i)
	}
	// From the end, for then the children come first.
	for i := len(marks) - 1; i >= 0; i-- {
		p := &list[list[i].parent]
		p.shown++
		if marks[i].Open {
			p.shown += list[i].shown
		}
	}
	return list
}

// outline writes the outline (ISO 32000-1, 12.3.3) and returns its root, 0 if there is none.
func (a *assembly) outline() ref {
	marks := a.doc.Outline
	if len(marks) == 0 {
		return 0
	}
	list := items(marks)
	refs := make([]ref, len(list))
	for i := range refs {
		refs[i] = a.reserve()
	}
	for i, m := range marks {
		t := list[i]
		b := fmt.Appendf(nil, "<</Title%s/Parent %v/Dest%s", textString(m.Title), refs[t.parent], a.place(m.Place))
		if t.prev >= 0 {
			b = fmt.Appendf(b, "/Prev %v", refs[t.prev])
		}
		if t.next >= 0 {
			b = fmt.Appendf(b, "/Next %v", refs[t.next])
		}
		if t.first >= 0 {
			if !m.Open { // the count of those that would be shown
				t.shown = -t.shown
			}
			b = fmt.Appendf(b, "/First %v/Last %v/Count %d", refs[t.first], refs[t.last], t.shown)
		}
		a.set(refs[i], append(b, ">>"...))
	}
	t := list[len(marks)]
	a.set(refs[len(marks)], fmt.Appendf(nil, "<</Type/Outlines/First %v/Last %v/Count %d>>", refs[t.first], refs[t.last], t.shown))
	return refs[len(marks)]
}

// labels writes the number tree of the page labels (ISO 32000-1, 12.4.2): a range for pages
// that count on in the same manner.
func (a *assembly) labels() string {
	b := []byte("<</Nums[")
	style, next := "", 0
	for i := range a.doc.Pages {
		label := a.doc.Pages[i].Label
		s, n := numbered(label)
		if i > 0 && s == style && s != "" && n == next {
			next++
			continue
		}
		style, next = s, n+1
		switch {
		case s == "":
			b = fmt.Appendf(b, "%d<</P%s>>", i, textString(label))
		case n == 1:
			b = fmt.Appendf(b, "%d<</S/%s>>", i, s)
		default:
			b = fmt.Appendf(b, "%d<</S/%s/St %d>>", i, s, n)
		}
	}
	return string(b) + "]>>"
}

// numbered returns the numbering style of a label, D or r, and its number; ""
// if it is neither.
func numbered(label string) (style string, n int) {
	if label == "" || len(label) > 12 {
		return "", 0
	}
	for _, c := range label {
		if c < '0' || c > '9' {
			n = -1
			break
		}
		n = min(10*n+int(c-'0'), 1<<30)
	}
	if n > 0 && fmt.Sprint(n) == label {
		return "D", n
	}
	for n := 1; n <= 200; n++ {
		if roman(n) == label {
			return "r", n
		}
	}
	return "", 0
}

func roman(n int) string {
	s := strings.Repeat("i", n)
	for _, r := range [][2]string{
		{"iiiii", "v"}, {"vv", "x"}, {"xxxxx", "l"}, {"ll", "c"},
		{"viiii", "ix"}, {"iiii", "iv"}, {"lxxxx", "xc"}, {"xxxx", "xl"},
	} {
		s = strings.ReplaceAll(s, r[0], r[1])
	}
	return s
}
