package pdftest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Element is an element of the structure tree (14.7.2).
type Element struct {
	Type                                        string // as in the file
	Role                                        string // the standard type that the role map makes of it
	Parent                                      *Element
	Kids                                        []Kid
	Title, Lang, Alt, Expansion, ActualText, ID string
	Attributes                                  map[string]map[string]any // by owner ("Table") and name ("Scope"); names and strings are string, numbers float64
	Dict                                        Dict

	doc *Document
	ref Ref
}

// Kid is one of three: an Element; a Link; or, if both are nil, the content
// MCID of the page with the index Page. MCID is -1 for the other two.
type Kid struct {
	Element *Element
	Page    int
	MCID    int
	Link    *Link
}

// Text returns the texts of all content of the element and of those below it,
// in the order of the structure and as they are drawn.
func (e *Element) Text() string {
	var b strings.Builder
	for _, kid := range e.Kids {
		switch {
		case kid.Element != nil:
			b.WriteString(kid.Element.Text())
		case kid.Link == nil:
			page := e.doc.Pages[kid.Page]
			for _, i := range page.marked[kid.MCID] {
				b.WriteString(page.Fragments[i].Text)
			}
		}
	}
	return b.String()
}

// standard has the standard structure types (14.8.4).
var standard = func() map[string]bool {
	set := map[string]bool{}
	for _, s := range strings.Fields(`
		Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private
		P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot
		Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP
		Figure Formula Form`) {
		set[s] = true
	}
	return set
}()

// structure reads the structure tree, after the pages and their annotations,
// and compares it with them.
func (r *reader) structure() error {
	s := tagging{reader: r, content: map[place]*Element{}, owners: map[Ref]*Element{}, seen: map[Ref]bool{}}
	object, ok := r.doc.Catalog["StructTreeRoot"]
	marked, err := r.marked()
	if err != nil {
		return err
	}
	if marked && !ok {
		return errors.New("the file is marked as tagged, but has no structure tree")
	}
	root := Dict{}
	if ok {
		if root, err = s.root(object); err != nil {
			return fmt.Errorf("structure tree: %w", err)
		}
	}
	if err := s.claims(); err != nil {
		return err
	}
	if err := s.parentTree(root); err != nil {
		return fmt.Errorf("parent tree: %w", err)
	}
	return nil
}

// tagging reads the structure tree.
type tagging struct {
	*reader
	roles   Dict
	content map[place]*Element // whose content it is
	owners  map[Ref]*Element   // whose annotation it is
	seen    map[Ref]bool       // elements
}

// place is marked content, by the index of its page.
type place struct{ page, mcid int }

func (s *tagging) root(object any) (Dict, error) {
	n, err := reference(object)
	if err != nil {
		return nil, err
	}
	root, err := s.dict(n)
	if err != nil {
		return nil, err
	}
	if root["Type"] != Name("StructTreeRoot") {
		return nil, fmt.Errorf("its Type is %v", root["Type"])
	}
	if _, ok := root["ClassMap"]; ok {
		return nil, errors.New("has a ClassMap")
	}
	if object, ok := root["RoleMap"]; ok {
		if s.roles, err = s.dict(object); err != nil {
			return nil, fmt.Errorf("RoleMap: %w", err)
		}
	}
	for _, t := range slices.Sorted(maps.Keys(s.roles)) {
		if _, err := s.role(t); err != nil {
			return nil, err
		}
	}
	top := root["K"]
	if list, ok := s.resolve(top).(Array); ok {
		if len(list) != 1 {
			return nil, fmt.Errorf("%d elements at its top, not one", len(list))
		}
		top = list[0]
	}
	s.doc.Root, err = s.element(top, n, nil)
	return root, err
}

// role follows the role map (14.7.3) to a standard type.
func (s *tagging) role(t Name) (string, error) {
	_, mapped := s.roles[t]
	if mapped && standard[string(t)] {
		return "", fmt.Errorf("the role map changes the standard type %s", t)
	}
	role := t
	for range len(s.roles) + 1 {
		if standard[string(role)] {
			return string(role), nil
		}
		var ok bool
		if role, ok = s.roles[role].(Name); !ok {
			return "", fmt.Errorf("the role map leads %s to no standard type", t)
		}
	}
	return "", fmt.Errorf("the role map leads %s in a circle", t)
}

// element reads the element that the object refers to and all below it.
func (s *tagging) element(object any, parent Ref, above *Element) (*Element, error) {
	n, err := reference(object)
	if err != nil {
		return nil, fmt.Errorf("element %v: %w", object, err)
	}
	d, err := s.dict(n)
	if err != nil {
		return nil, fmt.Errorf("element %d: %w", n, err)
	}
	if s.seen[n] {
		return nil, fmt.Errorf("element %d: is met twice", n)
	}
	s.seen[n] = true
	t, _ := d["S"].(Name)
	e := &Element{Type: string(t), Parent: above, Dict: d, Attributes: map[string]map[string]any{}, doc: &s.doc, ref: n}
	if err := s.fields(e, parent); err != nil {
		return nil, fmt.Errorf("element %d (%s): %w", n, t, err)
	}
	kids, ok := s.resolve(d["K"]).(Array)
	if !ok && d["K"] != nil {
		kids = Array{d["K"]}
	}
	for _, object := range kids {
		kid, err := s.kid(e, object)
		if err != nil {
			return nil, fmt.Errorf("element %d (%s): %w", n, t, err)
		}
		if kid == nil {
			below, err := s.element(object, n, e)
			if err != nil {
				return nil, err
			}
			kid = &Kid{Element: below, MCID: -1}
		}
		e.Kids = append(e.Kids, *kid)
	}
	return e, nil
}

// fields reads all of an element but its kids.
func (s *tagging) fields(e *Element, parent Ref) error {
	d := e.Dict
	if t, ok := d["Type"]; ok && t != Name("StructElem") {
		return fmt.Errorf("its Type is %v", t)
	}
	if d["P"] != parent {
		return fmt.Errorf("its P is %v, but it is a kid of %d", d["P"], parent)
	}
	if _, ok := d["C"]; ok {
		return errors.New("has a class")
	}
	var err error
	if e.Role, err = s.role(Name(e.Type)); err != nil {
		return err
	}
	for key, field := range map[Name]*string{
		"T": &e.Title, "Lang": &e.Lang, "Alt": &e.Alt, "E": &e.Expansion, "ActualText": &e.ActualText, "ID": &e.ID,
	} {
		if *field, err = s.optionalText(d, key); err != nil {
			return err
		}
	}
	object, ok := d["A"]
	if !ok {
		return nil
	}
	list, ok := s.resolve(object).(Array)
	if !ok {
		list = Array{object}
	}
	for _, object := range list {
		if err := s.attributes(e, object); err != nil {
			return fmt.Errorf("attributes: %w", err)
		}
	}
	return nil
}

// attributes adds an attribute object (14.7.5) to the element.
func (s *tagging) attributes(e *Element, object any) error {
	d, err := s.dict(object)
	if err != nil {
		return err
	}
	owner, ok := d["O"].(Name)
	if !ok {
		return errors.New("no owner")
	}
	values := e.Attributes[string(owner)]
	if values == nil {
		values = map[string]any{}
		e.Attributes[string(owner)] = values
	}
	for key, object := range d {
		if key == "O" {
			continue
		}
		if _, ok := values[string(key)]; ok {
			return fmt.Errorf("%s %s twice", owner, key)
		}
		switch value := s.resolve(object).(type) {
		case Name:
			values[string(key)] = string(value)
		case []byte:
			if values[string(key)], err = s.text(value); err != nil {
				return fmt.Errorf("%s %s: %w", owner, key, err)
			}
		default:
			values[string(key)] = value
		}
	}
	return nil
}

// kid reads a kid of the element e; it returns nil if the kid is an element.
func (s *tagging) kid(e *Element, object any) (*Kid, error) {
	page := e.Dict["Pg"]
	mcid := s.resolve(object)
	if d, ok := mcid.(Dict); ok {
		if own, ok := d["Pg"]; ok {
			page = own
		}
		switch d["Type"] {
		case Name("MCR"):
			if _, ok := d["Stm"]; ok {
				return nil, errors.New("content of another stream than the page's")
			}
			mcid = d["MCID"]
		case Name("OBJR"):
			return s.objectKid(e, d, page)
		default:
			return nil, nil
		}
	}
	number, err := s.integer(mcid)
	if err != nil {
		return nil, fmt.Errorf("kid: %w", err)
	}
	n, _ := page.(Ref)
	at, ok := s.pages[n]
	if !ok {
		return nil, fmt.Errorf("MCID %d is on no page", number)
	}
	if _, ok := s.doc.Pages[at].marked[number]; !ok {
		return nil, fmt.Errorf("MCID %d is not on page %d", number, at+1)
	}
	if other := s.content[place{at, number}]; other != nil {
		return nil, fmt.Errorf("MCID %d of page %d belongs to element %d (%s) already", number, at+1, other.ref, other.Type)
	}
	s.content[place{at, number}] = e
	return &Kid{Page: at, MCID: number}, nil
}

// objectKid reads an object reference (14.7.4.3), which must be to a link.
func (s *tagging) objectKid(e *Element, d Dict, page any) (*Kid, error) {
	n, _ := d["Obj"].(Ref)
	at, ok := s.links[n]
	if !ok {
		return nil, fmt.Errorf("refers to the object %v, which is no annotation of a page", d["Obj"])
	}
	pg, _ := page.(Ref)
	if index, ok := s.pages[pg]; !ok || index != at.page {
		return nil, fmt.Errorf("refers to annotation %d with the wrong page", n)
	}
	if other := s.owners[n]; other != nil {
		return nil, fmt.Errorf("annotation %d belongs to element %d (%s) already", n, other.ref, other.Type)
	}
	s.owners[n] = e
	link := &s.doc.Pages[at.page].Links[at.index]
	link.Element = e
	return &Kid{Page: at.page, MCID: -1, Link: link}, nil
}

// claims checks that all content and, in a file with a structure tree, all
// annotations belong to an element.
func (s *tagging) claims() error {
	for i, page := range s.doc.Pages {
		for _, mcid := range slices.Sorted(maps.Keys(page.marked)) {
			if s.content[place{i, mcid}] == nil {
				return fmt.Errorf("page %d: MCID %d belongs to no element", i+1, mcid)
			}
		}
	}
	for _, n := range slices.Sorted(maps.Keys(s.links)) {
		if s.doc.Root != nil && s.owners[n] == nil {
			return fmt.Errorf("page %d: annotation %d belongs to no element", s.links[n].page+1, n)
		}
	}
	return nil
}

// parentTree checks that the parent tree (14.7.4.4) says of all content and
// all annotations what the structure tree says, and nothing else.
func (s *tagging) parentTree(root Dict) error {
	entries := map[int]any{}
	last := -1
	if object, ok := root["ParentTree"]; ok {
		pairs, err := readTree(s.file, object, "Nums", s.integer)
		if err != nil {
			return err
		}
		for _, pair := range pairs {
			entries[pair.key] = pair.value
			last = pair.key
		}
	}
	if object, ok := root["ParentTreeNextKey"]; ok {
		if next, err := s.integer(object); err != nil || next <= last {
			return fmt.Errorf("ParentTreeNextKey is %v, its last key %d", object, last)
		}
	}
	used := map[int]bool{}
	take := func(d Dict, key Name) (any, error) {
		n, err := s.integer(d[key])
		if err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
		entry, ok := entries[n]
		if !ok {
			return nil, fmt.Errorf("%s: no entry %d", key, n)
		}
		if used[n] {
			return nil, fmt.Errorf("%s: entry %d is another's already", key, n)
		}
		used[n] = true
		return entry, nil
	}
	for i, page := range s.doc.Pages {
		if _, ok := page.Dict["StructParents"]; !ok && len(page.marked) == 0 {
			continue
		}
		entry, err := take(page.Dict, "StructParents")
		if err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
		if err := s.parents(i, entry); err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
	}
	for _, n := range slices.Sorted(maps.Keys(s.owners)) {
		entry, err := take(s.objects[n].(Dict), "StructParent")
		if err != nil {
			return fmt.Errorf("annotation %d: %w", n, err)
		}
		if e := s.owners[n]; entry != e.ref {
			return fmt.Errorf("annotation %d: belongs to %v, but to element %d (%s) in the structure tree", n, entry, e.ref, e.Type)
		}
	}
	for _, n := range slices.Sorted(maps.Keys(entries)) {
		if !used[n] {
			return fmt.Errorf("entry %d is nobody's", n)
		}
	}
	return nil
}

// parents compares a page's entry with the structure tree: an array of the
// elements by MCID, null where there is no such content.
func (s *tagging) parents(page int, entry any) error {
	list, err := s.array(entry)
	if err != nil {
		return err
	}
	marked := s.doc.Pages[page].marked
	for mcid := range marked {
		if mcid >= len(list) {
			return fmt.Errorf("%d entries, none for MCID %d", len(list), mcid)
		}
	}
	for mcid, parent := range list {
		e := s.content[place{page, mcid}]
		switch {
		case e == nil && parent != Keyword("null"):
			return fmt.Errorf("an entry for MCID %d, which is not on the page", mcid)
		case e != nil && parent != e.ref:
			return fmt.Errorf("MCID %d belongs to %v, but to element %d (%s) in the structure tree", mcid, parent, e.ref, e.Type)
		}
	}
	return nil
}
