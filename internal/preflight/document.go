package preflight

import (
	"strings"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// document is what was read of a file: pages with their marks, fonts, structure.
type document struct {
	*file
	catalog  types.Dict
	info     types.Dict
	pages    []*page
	byObject map[int]*page
	fonts    map[int]*fontFile
	fontList []*fontFile // in the order in which they are first used
	elements []*element  // of the structure, in reading order; the first is the root's first child
	tree     types.Dict  // StructTreeRoot
	roles    map[string]string
	links    []*link
	faults   []string // what kept the structure from being read as it stands
	maxPages bool     // there are more pages than are read
	// What the pages asked for, all in all.
	steps, marks, codes, nodes, joined int
	syntax                             map[string][]string // see readSyntax
	uses                               map[*fontFile][]use // see shown
	xmp                                *xmp                // see readXMP
	want                               *Expectation
	sheets                             *sheets // of a report of ours, made when a rule first asks for it
}

// element is a structure element (14.7.2).
type element struct {
	object int
	dict   types.Dict
	kind   string // S, as it stands
	role   string // the standard type that it is mapped to
	parent *element
	depth  int
	kids   []kid
}

// kid is a child of an element: exactly one of the three.
type kid struct {
	element *element
	page    *page // of marked content
	mcid    int
	object  int // of an OBJR
}

// link is an annotation, of whatever subtype.
type link struct {
	object  int
	page    *page
	dict    types.Dict
	subtype string
	box     [4]float64 // mm: left, top, right, bottom
}

const (
	mostPages    = 20_000
	mostElements = 2_000_000
)

// read reads a file as far as it can.
func read(data []byte) (*document, error) {
	f, err := open(data)
	if err != nil {
		return nil, err
	}
	d := &document{file: f, byObject: map[int]*page{}, fonts: map[int]*fontFile{}, roles: map[string]string{}}
	if f.ctx.Root != nil {
		d.catalog = f.dict(*f.ctx.Root)
	}
	if f.ctx.Info != nil {
		d.info = f.dict(*f.ctx.Info)
	}
	d.readTree(d.catalog["Pages"], nil, map[int]bool{}, 0)
	for _, p := range d.pages {
		d.readPage(p)
		d.readAnnotations(p)
	}
	d.readStructure()
	return d, nil
}

// readTree reads the page tree (7.7.3) with the attributes that pages inherit.
func (d *document) readTree(o types.Object, inherited types.Dict, seen map[int]bool, depth int) {
	number := objectNumber(o)
	node := d.dict(o)
	if node == nil || depth > maxDepth || number > 0 && seen[number] {
		return
	}
	seen[number] = true
	// Nodes without a number can hold each other over and over.
	if d.nodes++; d.nodes > 4*mostPages {
		d.maxPages = true
		return
	}
	if len(d.pages) >= mostPages {
		d.maxPages = true
		return
	}
	own := types.NewDict()
	for _, key := range []string{"MediaBox", "CropBox", "Resources", "Rotate"} {
		if v, ok := node[key]; ok {
			own[key] = v
		} else if v, ok := inherited[key]; ok {
			own[key] = v
		}
	}
	if kids := d.array(node["Kids"]); kids != nil && d.name(node["Type"]) != "Page" {
		for _, kid := range kids {
			d.readTree(kid, own, seen, depth+1)
		}
		return
	}
	p := &page{number: len(d.pages) + 1, object: number, dict: node, resources: d.dict(own["Resources"])}
	for i, o := range d.array(own["MediaBox"]) {
		if i < 4 {
			p.box[i], _ = d.number(o)
		}
	}
	p.width, p.height = (p.box[2]-p.box[0])*mmPerPoint, (p.box[3]-p.box[1])*mmPerPoint
	d.pages = append(d.pages, p)
	d.byObject[number] = p
}

func objectNumber(o types.Object) int {
	if r, ok := o.(types.IndirectRef); ok {
		return r.ObjectNumber.Value()
	}
	return 0
}

func (d *document) readAnnotations(p *page) {
	for _, o := range d.array(p.dict["Annots"]) {
		a := d.dict(o)
		l := &link{object: objectNumber(o), page: p, dict: a, subtype: d.name(a["Subtype"])}
		var r [4]float64
		for i, o := range d.array(a["Rect"]) {
			if i < 4 {
				r[i], _ = d.number(o)
			}
		}
		l.box = [4]float64{
			(min(r[0], r[2]) - p.box[0]) * mmPerPoint, (p.box[3] - max(r[1], r[3])) * mmPerPoint,
			(max(r[0], r[2]) - p.box[0]) * mmPerPoint, (p.box[3] - min(r[1], r[3])) * mmPerPoint,
		}
		d.links = append(d.links, l)
	}
}

// readStructure reads the structure tree (14.7) without recursion, for it may
// be as deep as its maker liked.
func (d *document) readStructure() {
	d.tree = d.dict(d.catalog["StructTreeRoot"])
	if d.tree == nil {
		return
	}
	for from, to := range d.dict(d.tree["RoleMap"]) {
		d.roles[from] = d.name(to)
	}
	seen := map[int]bool{}
	for _, o := range d.kidsOf(d.tree["K"]) {
		d.readElement(o, nil, nil, seen)
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

// readElement reads an element and what is below it.
func (d *document) readElement(o types.Object, parent *element, onPage *page, seen map[int]bool) {
	number := objectNumber(o)
	dict := d.dict(o)
	switch {
	case dict == nil:
		d.faults = append(d.faults, "ein Element fehlt")
		return
	case number > 0 && seen[number]:
		d.faults = append(d.faults, "ein Element kommt zweimal vor")
		return
	case len(d.elements) >= mostElements:
		d.faults = append(d.faults, "es gibt zu viele Elemente")
		return
	}
	e := &element{object: number, dict: dict, kind: d.name(dict["S"]), parent: parent}
	if parent != nil {
		e.depth = parent.depth + 1
		parent.kids = append(parent.kids, kid{element: e})
	}
	if e.depth > 500 {
		d.faults = append(d.faults, "die Struktur ist tiefer als 500 Stufen")
		return
	}
	e.role = d.standard(e.kind)
	seen[number] = true
	d.elements = append(d.elements, e)
	if p := d.byObject[objectNumber(dict["Pg"])]; p != nil {
		onPage = p
	}
	for _, k := range d.kidsOf(dict["K"]) {
		if n, ok := d.integer(k); ok {
			e.kids = append(e.kids, kid{page: onPage, mcid: n})
			continue
		}
		child := d.dict(k)
		switch d.name(child["Type"]) {
		case "MCR":
			p := onPage
			if q := d.byObject[objectNumber(child["Pg"])]; q != nil {
				p = q
			}
			n, ok := d.integer(child["MCID"])
			if !ok {
				n = -1
			}
			e.kids = append(e.kids, kid{page: p, mcid: n})
		case "OBJR":
			e.kids = append(e.kids, kid{object: objectNumber(child["Obj"]), mcid: -1})
		default:
			d.readElement(k, e, onPage, seen)
		}
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

// decodeText decodes a text string: UTF-16BE with its mark, else
// PDFDocEncoding.
func decodeText(b []byte) string {
	if len(b) >= 2 && b[0] == 0xFE && b[1] == 0xFF {
		return utf16Text(b[2:])
	}
	if len(b) >= 2 && b[0] == 0xFF && b[1] == 0xFE {
		units := make([]uint16, (len(b)-2)/2)
		for i := range units {
			units[i] = uint16(b[2+2*i]) | uint16(b[3+2*i])<<8
		}
		return string(utf16.Decode(units))
	}
	var s strings.Builder
	for _, c := range b {
		if r := pdfDoc[c]; r != 0 {
			s.WriteRune(r)
		} else {
			s.WriteRune(rune(c))
		}
	}
	return s.String()
}

// pdfDoc is where PDFDocEncoding is not Latin-1 (D.2).
var pdfDoc = [256]rune{
	0x18: '˘', 0x19: 'ˇ', 0x1A: 'ˆ', 0x1B: '˙', 0x1C: '˝', 0x1D: '˛', 0x1E: '˚', 0x1F: '˜',
	0x80: '•', 0x81: '†', 0x82: '‡', 0x83: '…', 0x84: '—', 0x85: '–', 0x86: 'ƒ', 0x87: '⁄',
	0x88: '‹', 0x89: '›', 0x8A: '−', 0x8B: '‰', 0x8C: '„', 0x8D: '“', 0x8E: '”', 0x8F: '‘',
	0x90: '’', 0x91: '‚', 0x92: '™', 0x93: 'ﬁ', 0x94: 'ﬂ', 0x95: 'Ł', 0x96: 'Œ', 0x97: 'Š',
	0x98: 'Ÿ', 0x99: 'Ž', 0x9A: 'ı', 0x9B: 'ł', 0x9C: 'œ', 0x9D: 'š', 0x9E: 'ž', 0xA0: '€',
}
