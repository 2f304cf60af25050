package pdftest

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Link is an annotation that leads somewhere: either to the URI, or to the
// named destination Dest. Lengths in mm, from the page's upper left corner.
type Link struct {
	Page     int          // index
	Rect     [4]float64   // left, top, right, bottom
	Quads    [][8]float64 // x, y of the corners in the order of the file's QuadPoints
	Contents string
	URI      string
	Dest     string
	F        int      // flags; 4 is Print
	Border   float64  // its width; 1 where the file says nothing
	Element  *Element // that its StructParent leads to
	Dict     Dict
}

// linkAt is where a link stands in the document.
type linkAt struct{ page, index int }

// Place is where a destination leads: the point that comes to the window's
// upper left corner, in mm from the page's. What the file leaves out is 0.
type Place struct {
	Page int // index
	X, Y float64
}

// Bookmark is an item of the outline. Open says whether its Kids are shown at
// first.
type Bookmark struct {
	Title string
	Place Place
	Open  bool
	Kids  []Bookmark
}

// annotations reads the page's annotations, which must all be links (12.5.6.5).
func (r *reader) annotations(index int) error {
	page := &r.doc.Pages[index]
	object, ok := page.Dict["Annots"]
	if !ok {
		return nil
	}
	list, err := r.array(object)
	if err != nil {
		return fmt.Errorf("its Annots: %w", err)
	}
	for i, object := range list {
		n, err := reference(object)
		if err != nil {
			return fmt.Errorf("annotation %d: %w", i+1, err)
		}
		link, err := r.link(n, page)
		if err != nil {
			return fmt.Errorf("annotation %d, object %d: %w", i+1, n, err)
		}
		if _, ok := r.links[n]; ok {
			return fmt.Errorf("annotation %d, object %d: stands on a page already", i+1, n)
		}
		link.Page = index
		r.links[n] = linkAt{index, len(page.Links)}
		page.Links = append(page.Links, *link)
	}
	return nil
}

func (r *reader) link(n Ref, page *Page) (*Link, error) {
	d, err := r.dict(n)
	if err != nil {
		return nil, err
	}
	if d["Subtype"] != Name("Link") {
		return nil, fmt.Errorf("is %v, not Link", d["Subtype"])
	}
	link := &Link{Border: 1, Dict: d}
	rect, err := r.numbers(d["Rect"], 4)
	if err != nil {
		return nil, fmt.Errorf("its Rect: %w", err)
	}
	if rect[0] >= rect[2] || rect[1] >= rect[3] {
		return nil, fmt.Errorf("its Rect %v is empty or upside down", rect)
	}
	mm := func(x, y float64) (float64, float64) { return x * mmPerPoint, page.Height - y*mmPerPoint }
	link.Rect[0], link.Rect[3] = mm(rect[0], rect[1])
	link.Rect[2], link.Rect[1] = mm(rect[2], rect[3])
	if link.Quads, err = r.quads(d, link.Rect, mm); err != nil {
		return nil, fmt.Errorf("QuadPoints: %w", err)
	}
	if link.Contents, err = r.optionalText(d, "Contents"); err != nil {
		return nil, err
	}
	if _, ok := d["F"]; ok {
		if link.F, err = r.integer(d["F"]); err != nil {
			return nil, fmt.Errorf("its F: %w", err)
		}
	}
	if _, ok := d["BS"]; ok {
		return nil, errors.New("has BS")
	}
	if _, ok := d["Border"]; ok {
		border, err := r.numbers(d["Border"], 3)
		if err != nil {
			return nil, fmt.Errorf("its Border: %w", err)
		}
		link.Border = border[2]
	}
	link.URI, link.Dest, err = r.target(d)
	return link, err
}

func (r *reader) quads(d Dict, rect [4]float64, mm func(x, y float64) (float64, float64)) ([][8]float64, error) {
	object, ok := d["QuadPoints"]
	if !ok {
		return nil, nil
	}
	points, err := r.array(object)
	if err != nil {
		return nil, err
	}
	if len(points) == 0 || len(points)%8 != 0 {
		return nil, fmt.Errorf("%d numbers", len(points))
	}
	var quads [][8]float64
	for points := range slices.Chunk(points, 8) {
		n, err := r.numbers(points, 8)
		if err != nil {
			return nil, err
		}
		var quad [8]float64
		for i := 0; i < 8; i += 2 {
			x, y := mm(n[i], n[i+1])
			if x < rect[0]-near || x > rect[2]+near || y < rect[1]-near || y > rect[3]+near {
				return nil, fmt.Errorf("point %v %v is outside Rect", n[i], n[i+1])
			}
			quad[i], quad[i+1] = x, y
		}
		quads = append(quads, quad)
	}
	return quads, nil
}

// target returns the URI or the named destination of a link.
func (r *reader) target(d Dict) (uri, dest string, err error) {
	object, direct := d["Dest"]
	if _, ok := d["A"]; ok {
		if direct {
			return "", "", errors.New("has both Dest and A")
		}
		action, err := r.dict(d["A"])
		if err != nil {
			return "", "", fmt.Errorf("its A: %w", err)
		}
		switch action["S"] {
		case Name("URI"):
			if uri, err = r.text(action["URI"]); err != nil {
				return "", "", fmt.Errorf("URI: %w", err)
			}
			return uri, "", nil
		case Name("GoTo"):
			object = action["D"]
		default:
			return "", "", fmt.Errorf("action %v", action["S"])
		}
	}
	s, ok := r.resolve(object).([]byte)
	if !ok {
		return "", "", fmt.Errorf("its destination is %s, not a named one", r.kind(object))
	}
	return "", string(s), nil
}

// navigation reads named destinations, outline and page labels, after the
// pages.
func (r *reader) navigation() error {
	if _, ok := r.doc.Catalog["Dests"]; ok {
		return errors.New("catalog: has Dests")
	}
	r.doc.Dests = map[string]Place{}
	if object, ok := r.doc.Catalog["Names"]; ok {
		names, err := r.dict(object)
		if err != nil {
			return fmt.Errorf("the catalog's Names: %w", err)
		}
		if err := r.dests(names); err != nil {
			return fmt.Errorf("destinations: %w", err)
		}
	}
	for i, page := range r.doc.Pages {
		for _, link := range page.Links {
			if _, ok := r.doc.Dests[link.Dest]; !ok && link.URI == "" {
				return fmt.Errorf("page %d: link to the destination %q, which does not exist", i+1, link.Dest)
			}
		}
	}
	if object, ok := r.doc.Catalog["Outlines"]; ok {
		if err := r.outline(object); err != nil {
			return fmt.Errorf("outline: %w", err)
		}
	}
	if object, ok := r.doc.Catalog["PageLabels"]; ok {
		if err := r.labels(object); err != nil {
			return fmt.Errorf("page labels: %w", err)
		}
	}
	return nil
}

func (r *reader) dests(names Dict) error {
	object, ok := names["Dests"]
	if !ok {
		return nil
	}
	pairs, err := readTree(r.file, object, "Names", func(key any) (string, error) {
		s, ok := key.([]byte)
		if !ok {
			return "", fmt.Errorf("key %v", key)
		}
		return string(s), nil
	})
	if err != nil {
		return err
	}
	for _, pair := range pairs {
		object := pair.value
		if d, ok := r.resolve(object).(Dict); ok {
			object = d["D"]
		}
		if r.doc.Dests[pair.key], err = r.place(object); err != nil {
			return fmt.Errorf("%s: %w", pair.key, err)
		}
	}
	return nil
}

// place reads an explicit destination: a page, /XYZ, left, top and zoom
// (12.3.2.2).
func (r *reader) place(object any) (Place, error) {
	a, err := r.array(object)
	if err != nil {
		return Place{}, err
	}
	if len(a) != 5 || a[1] != Name("XYZ") {
		return Place{}, fmt.Errorf("destination %v", a)
	}
	n, _ := reference(a[0])
	page, ok := r.pages[n]
	if !ok {
		return Place{}, fmt.Errorf("destination %v: is on no page", a)
	}
	p := Place{Page: page}
	if a[2] != Keyword("null") {
		if p.X, err = r.number(a[2]); err != nil {
			return Place{}, fmt.Errorf("destination %v: %w", a, err)
		}
		p.X *= mmPerPoint
	}
	if a[3] != Keyword("null") {
		if p.Y, err = r.number(a[3]); err != nil {
			return Place{}, fmt.Errorf("destination %v: %w", a, err)
		}
		p.Y = r.doc.Pages[page].Height - p.Y*mmPerPoint
	}
	return p, nil
}

// pair is an entry of a name tree or a number tree.
type pair[K cmp.Ordered] struct {
	key   K
	value any
}

// readTree reads a name tree or a number tree (7.9.6, 7.9.7). leaf is Names or
// Nums.
func readTree[K cmp.Ordered](f *file, root any, leaf Name, key func(any) (K, error)) ([]pair[K], error) {
	var pairs []pair[K]
	seen := map[Ref]bool{}
	var walk func(object any, top bool) error
	walk = func(object any, top bool) error {
		where := "tree"
		if n, ok := object.(Ref); ok {
			where = fmt.Sprintf("tree node %d", n)
			if seen[n] {
				return fmt.Errorf("%s: is met twice", where)
			}
			seen[n] = true
		}
		node, err := f.dict(object)
		if err != nil {
			return fmt.Errorf("%s: %w", where, err)
		}
		begin := len(pairs)
		kids, hasKids := node["Kids"]
		list, hasList := node[leaf]
		if hasKids == hasList {
			return fmt.Errorf("%s: should have either Kids or %s", where, leaf)
		}
		if hasKids {
			a, err := f.array(kids)
			if err != nil {
				return fmt.Errorf("%s: Kids: %w", where, err)
			}
			for _, kid := range a {
				if _, err := reference(kid); err != nil {
					return fmt.Errorf("%s: Kids: %v %w", where, kid, err)
				}
				if err := walk(kid, false); err != nil {
					return err
				}
			}
		} else {
			a, err := f.array(list)
			if err != nil {
				return fmt.Errorf("%s: %s: %w", where, leaf, err)
			}
			if len(a)%2 != 0 {
				return fmt.Errorf("%s: %s has a key without a value", where, leaf)
			}
			for item := range slices.Chunk(a, 2) {
				k, err := key(f.resolve(item[0]))
				if err != nil {
					return fmt.Errorf("%s: %w", where, err)
				}
				if len(pairs) > 0 && k <= pairs[len(pairs)-1].key {
					return fmt.Errorf("%s: the key %v is out of order", where, k)
				}
				pairs = append(pairs, pair[K]{k, item[1]})
			}
		}
		return checkLimits(f, node["Limits"], pairs[begin:], top, key, where)
	}
	if err := walk(root, true); err != nil {
		return nil, err
	}
	return pairs, nil
}

// checkLimits compares a node's Limits with the pairs below it.
func checkLimits[K cmp.Ordered](f *file, object any, below []pair[K], top bool, key func(any) (K, error), where string) error {
	switch {
	case top && object == nil:
		return nil
	case top:
		return fmt.Errorf("%s: its root has Limits", where)
	case object == nil:
		return fmt.Errorf("%s: no Limits", where)
	case len(below) == 0:
		return fmt.Errorf("%s: is empty", where)
	}
	limits, err := f.array(object)
	if err != nil || len(limits) != 2 {
		return fmt.Errorf("%s: Limits %v", where, object)
	}
	first, err1 := key(f.resolve(limits[0]))
	last, err2 := key(f.resolve(limits[1]))
	if err := errors.Join(err1, err2); err != nil {
		return fmt.Errorf("%s: Limits: %w", where, err)
	}
	if first != below[0].key || last != below[len(below)-1].key {
		return fmt.Errorf("%s: Limits from %v to %v, but its keys go from %v to %v", where, first, last, below[0].key, below[len(below)-1].key)
	}
	return nil
}

// outline reads the bookmarks (12.3.3).
func (r *reader) outline(object any) error {
	n, err := reference(object)
	if err != nil {
		return err
	}
	root, err := r.dict(n)
	if err != nil {
		return err
	}
	var visible int
	r.doc.Outline, visible, err = r.bookmarks(root, n, map[Ref]bool{n: true})
	if err != nil {
		return err
	}
	return r.checkCount(root, visible, true)
}

// bookmarks returns the items below parent, and how many are shown when it is
// open.
func (r *reader) bookmarks(parent Dict, number Ref, seen map[Ref]bool) ([]Bookmark, int, error) {
	var list []Bookmark
	visible := 0
	var previous any
	for object := parent["First"]; object != nil; {
		n, err := reference(object)
		if err != nil {
			return nil, 0, err
		}
		if seen[n] {
			return nil, 0, fmt.Errorf("item %d: is met twice", n)
		}
		seen[n] = true
		item, err := r.dict(n)
		if err != nil {
			return nil, 0, fmt.Errorf("item %d: %w", n, err)
		}
		if item["Parent"] != number {
			return nil, 0, fmt.Errorf("item %d: its Parent is not %d", n, number)
		}
		if item["Prev"] != previous {
			return nil, 0, fmt.Errorf("item %d: its Prev is %v, not %v", n, item["Prev"], previous)
		}
		b, shown, err := r.bookmark(item, n, seen)
		if err != nil {
			return nil, 0, err
		}
		list = append(list, *b)
		visible += 1 + shown
		previous, object = n, item["Next"]
	}
	if parent["Last"] != previous {
		return nil, 0, fmt.Errorf("item %d: its Last is %v, not %v", number, parent["Last"], previous)
	}
	return list, visible, nil
}

// bookmark reads one item, and returns how many are shown below it.
func (r *reader) bookmark(item Dict, n Ref, seen map[Ref]bool) (*Bookmark, int, error) {
	var b Bookmark
	var err error
	if b.Title, err = r.text(item["Title"]); err != nil {
		return nil, 0, fmt.Errorf("item %d: Title: %w", n, err)
	}
	dest, ok := item["Dest"]
	if !ok {
		action, err := r.dict(item["A"])
		if err != nil || action["S"] != Name("GoTo") {
			return nil, 0, fmt.Errorf("item %d: neither Dest nor an action GoTo", n)
		}
		dest = action["D"]
	}
	if name, named := r.resolve(dest).([]byte); named {
		if b.Place, ok = r.doc.Dests[string(name)]; !ok {
			return nil, 0, fmt.Errorf("item %d: the destination %q does not exist", n, name)
		}
	} else if b.Place, err = r.place(dest); err != nil {
		return nil, 0, fmt.Errorf("item %d: %w", n, err)
	}
	count, _ := item["Count"].(float64)
	b.Open = count > 0
	kids, visible, err := r.bookmarks(item, n, seen)
	if err != nil {
		return nil, 0, err
	}
	b.Kids = kids
	if err := r.checkCount(item, visible, b.Open); err != nil {
		return nil, 0, fmt.Errorf("item %d: %w", n, err)
	}
	if !b.Open {
		visible = 0
	}
	return &b, visible, nil
}

// checkCount checks the Count of an item below which so many are shown when it
// is open: negative while it is closed, and best left out if it is 0.
func (r *reader) checkCount(item Dict, visible int, open bool) error {
	want := float64(visible)
	if !open {
		want = -want
	}
	var count float64
	if object, ok := item["Count"]; ok {
		var err error
		if count, err = r.number(object); err != nil {
			return fmt.Errorf("its Count: %w", err)
		}
	}
	if count != want {
		return fmt.Errorf("its Count is %v, not %v", count, want)
	}
	return nil
}

// labels computes the label of each page (12.4.2).
func (r *reader) labels(object any) error {
	pairs, err := readTree(r.file, object, "Nums", r.integer)
	if err != nil {
		return err
	}
	if len(pairs) == 0 || pairs[0].key != 0 {
		return errors.New("none for the first page")
	}
	if last := pairs[len(pairs)-1].key; last >= len(r.doc.Pages) {
		return fmt.Errorf("for page %d of %d", last+1, len(r.doc.Pages))
	}
	for i, pair := range pairs {
		end := len(r.doc.Pages)
		if i+1 < len(pairs) {
			end = pairs[i+1].key
		}
		d, err := r.dict(pair.value)
		if err != nil {
			return err
		}
		prefix, err := r.optionalText(d, "P")
		if err != nil {
			return err
		}
		number := 1
		if _, ok := d["St"]; ok {
			if number, err = r.integer(d["St"]); err != nil || number < 1 || number > 10000 {
				return fmt.Errorf("its St %v", d["St"])
			}
		}
		for range end - pair.key {
			numeral, err := numeral(d["S"], number)
			if err != nil {
				return err
			}
			r.doc.Labels = append(r.doc.Labels, prefix+numeral)
			number++
		}
	}
	return nil
}

// numeral writes n ≥ 1 in one of the styles of page labels.
func numeral(style any, n int) (string, error) {
	switch style {
	case nil:
		return "", nil
	case Name("D"):
		return fmt.Sprint(n), nil
	case Name("R"):
		return roman(n), nil
	case Name("r"):
		return strings.ToLower(roman(n)), nil
	case Name("A"), Name("a"): // A … Z, AA … ZZ, AAA …
		letter := strings.Repeat(string(rune('A'+(n-1)%26)), 1+(n-1)/26)
		if style == Name("a") {
			letter = strings.ToLower(letter)
		}
		return letter, nil
	}
	return "", fmt.Errorf("style %v", style)
}

func roman(n int) string {
	values := map[int]string{
		1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC",
		50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I",
	}
	var b strings.Builder
	for _, value := range slices.Backward(slices.Sorted(maps.Keys(values))) {
		for ; n >= value; n -= value {
			b.WriteString(values[value])
		}
	}
	return b.String()
}
