package finish

import "fmt"

// kid is a child of a structure element: another element, marked content of a
// page, or a link annotation of a page.
type kid struct {
	element int // if > 0
	page    int
	content int // identifier of marked content, if >= 0
	link    ref
}

// kids returns the children of each element, in reading order: an element comes
// before the first text that is drawn after it was opened, so that texts and
// links of a paragraph keep their order and empty cells their place.
func (a *assembly) kids() [][]kid {
	elements := a.doc.Elements
	kids := make([][]kid, len(elements))
	next := 1
	open := func(last int) {
		for ; next <= last; next++ {
			p := elements[next].Parent
			kids[p] = append(kids[p], kid{element: next})
		}
	}
	for i, owners := range a.owners {
		for content, owner := range owners {
			open(owner)
			kids[owner] = append(kids[owner], kid{page: i, content: content})
		}
		for j := range a.doc.Pages[i].Links {
			owner := a.doc.Pages[i].Links[j].Element
			kids[owner] = append(kids[owner], kid{page: i, content: -1, link: a.links[i][j]})
		}
	}
	open(len(elements) - 1)
	return kids
}

// structure writes the structure tree (ISO 32000-1, 14.7) and returns its root.
// Nothing has a role of its own, so there is no RoleMap.
func (a *assembly) structure() ref {
	root := a.reserve()
	for i, kids := range a.kids() {
		a.set(a.elements[i], a.element(root, i, kids))
	}
	parents := []byte("[")
	for i, owners := range a.owners {
		list := []byte{'['}
		for _, owner := range owners {
			list = fmt.Appendf(list, "%v ", a.elements[owner])
		}
		parents = fmt.Appendf(parents, "%d %v ", i, a.add("%s]", list))
	}
	key := len(a.doc.Pages)
	for i := range a.doc.Pages {
		for _, l := range a.doc.Pages[i].Links {
			parents = fmt.Appendf(parents, "%d %v ", key, a.elements[l.Element])
			key++
		}
	}
	tree := a.add("<</Nums%s]>>", parents)
	a.set(root, fmt.Appendf(nil, "<</Type/StructTreeRoot/K %v/ParentTree %v/ParentTreeNextKey %d>>", a.elements[0], tree, key))
	return root
}

// element writes a structure element (ISO 32000-1, 14.7.2).
func (a *assembly) element(root ref, i int, kids []kid) []byte {
	e := &a.doc.Elements[i]
	parent := root
	if e.Parent >= 0 {
		parent = a.elements[e.Parent]
	}
	b := fmt.Appendf(nil, "<</Type/StructElem/S%s/P %v", name(e.Type), parent)
	for _, x := range []struct{ key, value string }{{"T", e.Title}, {"Lang", e.Language}, {"E", e.Expansion}} {
		if x.value != "" {
			b = fmt.Appendf(b, "/%s%s", x.key, textString(x.value))
		}
	}
	switch {
	case e.Summary != "":
		b = fmt.Appendf(b, "/A<</O/Table/Summary%s>>", textString(e.Summary))
	case e.Scope != "":
		b = fmt.Appendf(b, "/A<</O/Table/Scope%s>>", name(e.Scope))
	case e.Numbering != "":
		b = fmt.Appendf(b, "/A<</O/List/ListNumbering%s>>", name(e.Numbering))
	}

	// Marked content of the element's own page needs no more than its number.
	page := -1
	for _, k := range kids {
		if k.element == 0 {
			page = k.page
			b = fmt.Appendf(b, "/Pg %v", a.pages[page])
			break
		}
	}
	if len(kids) > 0 {
		b = append(b, "/K["...)
	}
	for n, k := range kids {
		if n > 0 {
			b = append(b, ' ')
		}
		switch {
		case k.element > 0:
			b = fmt.Append(b, a.elements[k.element])
		case k.link > 0:
			b = fmt.Appendf(b, "<</Type/OBJR/Obj %v/Pg %v>>", k.link, a.pages[k.page])
		case k.page == page:
			b = fmt.Append(b, k.content)
		default:
			b = fmt.Appendf(b, "<</Type/MCR/Pg %v/MCID %d>>", a.pages[k.page], k.content)
		}
	}
	if len(kids) > 0 {
		b = append(b, ']')
	}
	return append(b, ">>"...)
}
