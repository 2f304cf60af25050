package preflight

import (
	"context"
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
	byNumber map[int]*element     // by object number
	owners   map[content]*element // of marked content, the first that claims it
	words    map[content]string   // the text of marked content
	lines    map[content]float64  // the baseline of its first text, in mm
	links    []*link
	faults   []fault // what kept the structure from being read as it stands
	maxPages bool    // there are more pages than are read
	// What the pages asked for, all in all.
	steps, marks, codes, nodes, joined int
	widths, mapped                     int                 // of the fonts, see mostCodes
	syntax                             map[string][]string // see readSyntax
	xmp                                *xmp                // see readXMP
	want                               *Expectation
	sheets                             *sheets       // of a report of ours, made when a rule first asks for it
	linkOf                             map[int]*link // by object number
	kidCount                           int
	dests                              map[string]types.Object // see named
	outline                            *outline                // see bookmarks
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
	mostLinks    = 100_000
	mostElements = 2_000_000
	mostKids     = 2_000_000 // of all elements
	mostDepth    = 500       // of the structure
)

// read reads a file as far as it can.
func read(limit context.Context, data []byte) (*document, error) {
	f, err := open(limit, data)
	if err != nil {
		return nil, err
	}
	d := &document{
		file: f, byObject: map[int]*page{}, fonts: map[int]*fontFile{}, roles: map[string]string{},
		byNumber: map[int]*element{}, owners: map[content]*element{}, words: map[content]string{}, lines: map[content]float64{}, linkOf: map[int]*link{},
	}
	if f.ctx.Root != nil {
		d.catalog = f.dict(*f.ctx.Root)
	}
	if f.ctx.Info != nil {
		d.info = f.dict(*f.ctx.Info)
	}
	d.readTree(d.catalog["Pages"], nil, map[int]bool{}, 0)
	for _, p := range d.pages {
		if d.late() {
			return nil, errLate
		}
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
	if number > 0 {
		d.byObject[number] = p
	}
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
		if len(d.links) >= mostLinks {
			d.fault("struktur-unlesbar", nil, "Es gibt mehr als %d Anmerkungen.", mostLinks)
			return
		}
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
		if l.object > 0 && d.linkOf[l.object] == nil {
			d.linkOf[l.object] = l
		}
	}
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
