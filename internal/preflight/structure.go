package preflight

import (
	"fmt"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// element is a structure element (14.7.2).
type element struct {
	object int
	dict   types.Dict
	kind   string // S, as it stands
	role   string // the standard type that it is mapped to
	parent *element
	depth  int
	kids   []kid
	lang   string // its own Lang
	first  *page  // of the first content in it
}

// kid is a child of an element: an element, marked content, or an object.
type kid struct {
	element *element
	page    *page // of marked content, and of an object that names one; nil if it is none of the file's
	mcid    int   // -1 if there is none
	form    bool  // the marked content is said to stand in a form
	objr    bool  // it is a reference to an object
	object  int   // its number
}

// content is a marked content of a page.
type content struct {
	page *page
	mcid int
}

// fault is what reading met in the structure; the rule of its code tells it.
type fault struct {
	code string
	page int
	text string
}

func (d *document) fault(code string, at *element, format string, args ...any) {
	if len(d.faults) < 10*mostFindings {
		d.faults = append(d.faults, fault{code, at.number(), fmt.Sprintf(format, args...)})
	}
}

// number returns the page on which an element begins, 0 if it is on none.
func (e *element) number() int {
	if e == nil || e.first == nil {
		return 0
	}
	return e.first.number
}

// readStructure reads the structure tree (14.7), as deep as mostDepth.
func (d *document) readStructure() {
	d.readWords()
	d.tree = d.dict(d.catalog["StructTreeRoot"])
	if d.tree == nil {
		return
	}
	for from, to := range d.dict(d.tree["RoleMap"]) {
		d.roles[from] = d.name(to)
	}
	for _, o := range d.kidsOf(d.tree["K"]) {
		d.readElement(o, nil)
	}
}

// readWords gathers the text of marked content, as much of it as is quoted or
// compared, and where it begins.
func (d *document) readWords() {
	const most = 2000
	for _, p := range d.pages {
		for i := range p.marks {
			m := &p.marks[i]
			at := content{p, m.mcid}
			if _, ok := d.lines[at]; !ok && m.mcid >= 0 && strings.TrimSpace(m.text) != "" {
				d.lines[at] = m.y
			}
			if old := d.words[at]; m.mcid >= 0 && m.text != "" && len(old) < most {
				d.words[at] = old + m.text
			}
		}
	}
}

func (d *document) kidsOf(o types.Object) []types.Object {
	if a := d.array(o); a != nil {
		return a
	}
	if o == nil {
		return nil
	}
	return []types.Object{o}
}

// readElement reads an element and what is below it. Each is read once.
func (d *document) readElement(o types.Object, parent *element) {
	number := objectNumber(o)
	dict := d.dict(o)
	if dict == nil {
		d.fault("struktur-unlesbar", parent, "In einem Element %s steht etwas, das kein Element ist.", kindOf(parent))
		return
	}
	if old := d.byNumber[number]; old != nil {
		for e := parent; e != nil; e = e.parent {
			if e == old {
				d.fault("struktur-kreis", parent, "Ein Element %s enthält sich selbst.", kindOf(old))
				return
			}
		}
		d.fault("struktur-doppelt", old, "Ein Element %s steht an zwei Stellen der Struktur.", kindOf(old))
		return
	}
	e := &element{object: number, dict: dict, kind: d.name(dict["S"]), parent: parent, lang: d.text(dict["Lang"])}
	e.role = d.standard(e.kind)
	if parent != nil {
		e.depth = parent.depth + 1
	}
	if e.depth > mostDepth || len(d.elements) >= mostElements {
		d.fault("struktur-unlesbar", parent, "Die Struktur ist zu groß oder tiefer als %d Stufen; ihr Rest ist ungeprüft.", mostDepth)
		return
	}
	if parent != nil {
		parent.kids = append(parent.kids, kid{element: e, mcid: -1})
	}
	if number > 0 {
		d.byNumber[number] = e
	}
	d.elements = append(d.elements, e)
	own := d.byObject[objectNumber(dict["Pg"])]
	for _, k := range d.kidsOf(dict["K"]) {
		if d.kidCount++; d.kidCount > mostKids {
			d.fault("struktur-unlesbar", e, "Die Struktur hat mehr als %d Teile; ihr Rest ist ungeprüft.", mostKids)
			return
		}
		d.readKid(k, e, own)
	}
}

// readKid reads a child of an element. An integer is content of the element's
// own page, which no element inherits (14.7.4.2).
func (d *document) readKid(o types.Object, e *element, own *page) {
	if n, ok := d.integer(o); ok {
		d.own(e, kid{page: own, mcid: n})
		return
	}
	child := d.dict(o)
	p := own
	if pg, ok := child["Pg"]; ok {
		p = d.byObject[objectNumber(pg)]
	}
	switch d.name(child["Type"]) {
	case "MCR":
		n, ok := d.integer(child["MCID"])
		if !ok {
			n = -1
		}
		d.own(e, kid{page: p, mcid: n, form: child["Stm"] != nil})
	case "OBJR":
		e.kids = append(e.kids, kid{objr: true, page: p, object: objectNumber(child["Obj"]), mcid: -1})
		if l := d.linkOf[objectNumber(child["Obj"])]; l != nil {
			e.begin(l.page)
		}
	default:
		d.readElement(o, e)
	}
}

// own adds marked content to an element.
func (d *document) own(e *element, k kid) {
	e.kids = append(e.kids, k)
	if k.page == nil {
		return
	}
	e.begin(k.page)
	if at := (content{k.page, k.mcid}); !k.form && d.owners[at] == nil {
		d.owners[at] = e
	}
}

// begin notes where an element and those around it begin.
func (e *element) begin(p *page) {
	for ; e != nil && e.first == nil; e = e.parent {
		e.first = p
	}
}

// standard follows the role map (14.7.3).
func (d *document) standard(kind string) string {
	for range 32 {
		to, ok := d.roles[kind]
		if !ok || to == kind {
			return kind
		}
		kind = to
	}
	return kind
}

func kindOf(e *element) string {
	if e == nil {
		return "StructTreeRoot"
	}
	if e.kind == "" {
		return "ohne Typ"
	}
	return e.kind
}

// held yields the marked content below an element, or of the whole
// structure, in reading order.
func (d *document) held(top *element) func(func(*element, kid) bool) {
	return func(yield func(*element, kid) bool) {
		var visit func(*element) bool
		visit = func(e *element) bool {
			for _, k := range e.kids {
				switch {
				case k.element != nil:
					if !visit(k.element) {
						return false
					}
				case !k.objr:
					if !yield(e, k) {
						return false
					}
				}
			}
			return true
		}
		if top != nil {
			visit(top)
			return
		}
		for _, e := range d.elements {
			if e.parent == nil && !visit(e) {
				return
			}
		}
	}
}

// text returns the text of an element, as much of it as is quoted or compared.
func (e *element) text(d *document) string {
	var b strings.Builder
	var last *element // the block that the text before belongs to
	for owner, k := range d.held(e) {
		for owner != e && inlineTypes[owner.role] {
			owner = owner.parent
		}
		if last != nil && owner != last {
			b.WriteByte(' ')
		}
		last = owner
		if b.WriteString(d.words[content{k.page, k.mcid}]); b.Len() > 2000 {
			break
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// quoted is a text that is quoted when it is printed.
type quoted string

// String returns the text as quote has it.
func (q quoted) String() string { return quote(string(q)) }

// naming is an element as findings name it. Its text is gathered only when it
// is printed, for of many findings few are told.
type naming struct {
	d *document
	e *element
}

// String returns "P „Sehr geehrter …“".
func (n naming) String() string {
	if s := n.e.text(n.d); s != "" {
		return kindOf(n.e) + " " + quote(s)
	}
	return kindOf(n.e) + " ohne Text"
}

func (d *document) naming(e *element) naming { return naming{d, e} }

// attribute returns an attribute of an element (14.7.5), its own or of one of
// its classes; nil if it has none.
func (d *document) attribute(e *element, owner, key string) types.Object {
	find := func(o types.Object) types.Object {
		list := d.kidsOf(o)
		for _, o := range list[:min(len(list), 64)] {
			if a := d.dict(o); d.name(a["O"]) == owner && a[key] != nil {
				return d.resolve(a[key])
			}
		}
		return nil
	}
	if v := find(e.dict["A"]); v != nil {
		return v
	}
	classes := d.dict(d.tree["ClassMap"])
	if classes == nil {
		return nil
	}
	list := d.kidsOf(e.dict["C"])
	for _, c := range list[:min(len(list), 64)] {
		if v := find(classes[d.name(c)]); v != nil {
			return v
		}
	}
	return nil
}

// childrenOf returns the elements in an element, those of types that mean
// nothing by themselves replaced by what is in them.
func childrenOf(e *element) []*element {
	var list []*element
	for _, k := range e.kids {
		switch {
		case k.element == nil:
		case k.element.role == "NonStruct" || k.element.role == "Private":
			list = append(list, childrenOf(k.element)...)
		default:
			list = append(list, k.element)
		}
	}
	return list
}

// holds reports whether an element has content of its own.
func (e *element) holds() bool {
	for _, k := range e.kids {
		if k.element == nil && !k.objr {
			return true
		}
	}
	return false
}

// within returns the nearest element of a role around one, the element itself
// included; nil if there is none.
func (e *element) within(role string) *element {
	for ; e != nil; e = e.parent {
		if e.role == role {
			return e
		}
	}
	return nil
}
