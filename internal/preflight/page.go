package preflight

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// page is a page and what stands on it. Lengths are in mm, from its upper left
// corner.
type page struct {
	number        int // from 1
	object        int // its number
	dict          types.Dict
	box           [4]float64 // MediaBox in pt, x and y of the lower left corner, then of the upper right
	width, height float64
	resources     types.Dict
	marks         []mark
	fault         error // why its content could not be read to the end
	operators     map[string]int
	unbalanced    bool                // marked content or the graphics state is not closed
	nested        int                 // how deep q goes
	ragged        bool                // a hexadecimal string has half a byte
	notes         map[string][]string // what was noticed on the way, by the code of the rule that tells it
	mcids         map[int]bool        // of the page's own content
	sequences     []sequence
}

// mostNotes is how many things are noted of a page for one rule.
const mostNotes = 1000

func (p *page) note(code, format string, args ...any) {
	if len(p.notes[code]) < mostNotes {
		p.notes[code] = append(p.notes[code], fmt.Sprintf(format, args...))
	}
}

// sequence is a marked content that the structure, or a rule about languages,
// may ask for, in the order in which they begin.
type sequence struct {
	mcid     int // -1: none
	tag      string
	lang     string
	replaced bool // it has an alternative, replacing or expanded text
	form     bool // it stands in a form, not in the page's own content
}

// markKind is what a mark on a page is.
type markKind int

const (
	textMark markKind = iota
	pathMark
	imageMark
	shadingMark
)

// mark is what one operator paints.
type mark struct {
	kind     markKind
	x, y     float64 // text: begin of its baseline; path: upper left corner of its box
	w, h     float64 // text: advance width, and 0; path: its box
	size     float64 // pt, of text
	rotated  bool    // text that does not run from left to right
	text     string  // by the font's map to Unicode
	unmapped int     // characters that the map does not have
	trail    float64 // how much of the width is spaces at the end
	font     *fontFile
	hidden   bool   // text of rendering mode 3
	colour   string // as it would be set, black is "0 g"; of a colour space that is none of the device "scn"
	filled   bool   // a path that is an area
	tag      string // of the innermost marked content that has an MCID or is an artifact
	mcid     int    // -1: none
	artifact string // "" for content; otherwise its type and subtype ("Pagination/Header"), "Artifact" without a list
	lang     string // from the property lists around it
	stack    int    // how many marked contents are around it
}

// ink is how much of a text's width is not spaces at its end.
func (m *mark) ink() float64 { return m.w - m.trail }

const mmPerPoint = 25.4 / 72

// matrix is a transformation (8.3.3).
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times returns m × n: first m, then n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// graphics is the graphics state as far as it matters here (8.4).
type graphics struct {
	ctm          matrix
	font         *fontFile
	size         float64
	char, word   float64 // Tc, Tw
	scale        float64 // Tz, 1 for 100 %
	leading      float64
	rise         float64
	mode         int
	fill, stroke string
	// The colour spaces of cs and CS.
	fillSpace, strokeSpace string
	width                  float64
}

// marked is an open marked content. What it does not say it has from the one
// around it.
type marked struct {
	tag      string
	mcid     int
	artifact string
	lang     string
	// It is content, or an artifact, or lies in such a one.
	content, aside bool
	text           bool // opened between BT and ET
}

// within returns a marked content with what it has from the one around it.
func (m marked) within(around marked) marked {
	if m.lang == "" {
		m.lang = around.lang
	}
	if m.mcid < 0 && m.artifact == "" && (around.content || around.aside) {
		m.tag, m.mcid, m.artifact = around.tag, around.mcid, around.artifact
	}
	return m
}

// interpreter runs a page's content.
type interpreter struct {
	doc   *document
	page  *page
	state graphics
	saved []graphics
	text  matrix
	line  matrix
	in    bool // between BT and ET
	marks []marked
	path  []float64 // x, y of the points of the path, in pt of the page
	forms int       // depth
}

// How many operators, marks and characters the pages of a file may have, all in
// all. A report of 1500 pages has a tenth.
const (
	maxSteps  = 10_000_000
	maxMarks  = 1_000_000
	maxCodes  = 20_000_000 // bytes of strings, and of the texts that they are
	maxJoined = 128 << 20  // bytes of contents in several parts
)

func (d *document) readPage(p *page) {
	p.operators, p.notes, p.mcids = map[string]int{}, map[string][]string{}, map[int]bool{}
	in := &interpreter{doc: d, page: p, state: graphics{ctm: identity, scale: 1, fill: "0 g", stroke: "0 G", width: 1}}
	var all []byte
	parts := d.contents(p.dict["Contents"])
	for _, part := range parts {
		data, err := d.data(part)
		if err != nil {
			p.fault = err
			return
		}
		delete(d.streams, objectNumber(part)) // it is read once
		if len(parts) == 1 {
			all = data
			break
		}
		if d.joined += len(data); d.joined > maxJoined {
			p.fault = errors.New("die Seiten sind zu lang")
			return
		}
		all = append(append(all, data...), '\n')
	}
	p.fault = in.run(all, p.resources)
	p.unbalanced = len(in.marks) > 0 || len(in.saved) > 0 || in.in
}

// contents returns the streams of a page's content.
func (d *document) contents(o types.Object) []types.Object {
	if a := d.array(o); a != nil {
		return a
	}
	if o == nil {
		return nil
	}
	return []types.Object{o}
}

func (in *interpreter) run(content []byte, resources types.Dict) error {
	s := &scanner{src: content}
	var operands []any
	for {
		t, err := s.next()
		in.page.ragged = in.page.ragged || s.ragged
		if err != nil {
			return err
		}
		if t == nil {
			return nil
		}
		op, ok := t.(operator)
		if !ok {
			if len(operands) > 1000 {
				return errors.New("ein Operator hat mehr als 1000 Operanden")
			}
			operands = append(operands, t)
			continue
		}
		in.page.operators[string(op)]++
		if in.doc.steps++; in.doc.steps > maxSteps {
			return errors.New("die Seiten haben zu viele Operatoren")
		}
		if in.doc.marks > maxMarks || in.doc.codes > maxCodes {
			return errors.New("auf den Seiten steht zu viel")
		}
		if err := in.operator(string(op), operands, resources, s); err != nil {
			return fmt.Errorf("der Operator %s: %w", op, err)
		}
		operands = operands[:0]
	}
}

func numbers(operands []any, n int) ([6]float64, bool) {
	var list [6]float64
	if len(operands) != n {
		return list, false
	}
	for i, o := range operands {
		v, ok := o.(float64)
		if !ok {
			return list, false
		}
		list[i] = v
	}
	return list, true
}

// arities says how many numbers the operators take that take nothing else.
var arities = map[string]int{
	"cm": 6, "w": 1, "J": 1, "j": 1, "M": 1, "i": 1, "BT": 0, "ET": 0, "q": 0, "Q": 0,
	"Tc": 1, "Tw": 1, "Tz": 1, "TL": 1, "Tr": 1, "Ts": 1, "Td": 2, "TD": 2, "Tm": 6, "T*": 0,
	"m": 2, "l": 2, "c": 6, "v": 4, "y": 4, "re": 4, "h": 0, "W": 0, "W*": 0,
	"S": 0, "s": 0, "f": 0, "F": 0, "f*": 0, "B": 0, "B*": 0, "b": 0, "b*": 0, "n": 0,
	"g": 1, "G": 1, "rg": 3, "RG": 3, "k": 4, "K": 4, "EMC": 0, "BX": 0, "EX": 0,
}

func (in *interpreter) operator(op string, operands []any, resources types.Dict, s *scanner) error {
	g := &in.state
	var n [6]float64
	if arity, ok := arities[op]; ok {
		if n, ok = numbers(operands, arity); !ok {
			return errors.New("falsche Operanden")
		}
	}
	switch op {
	case "q":
		in.saved = append(in.saved, *g)
		in.page.nested = max(in.page.nested, len(in.saved))
		if len(in.saved) > 10_000 {
			return errors.New("zu tief verschachtelt")
		}
	case "Q":
		if len(in.saved) == 0 {
			return errors.New("ohne q")
		}
		*g, in.saved = in.saved[len(in.saved)-1], in.saved[:len(in.saved)-1]
	case "cm":
		g.ctm = matrix(n).times(g.ctm)
	case "w":
		g.width = n[0]
	case "J", "j", "M", "d", "i", "BX", "EX", "MP", "DP", "d0", "d1":
	case "ri":
		in.resource("", nil, operands, func(key string) {
			if !slices.Contains(intents, key) {
				in.page.note("seite-wiedergabeabsicht", "Die Wiedergabeabsicht %s gibt es nicht.", quote(key))
			}
		})
	case "gs":
		in.resource("ExtGState", resources, operands, nil)
	case "g", "rg", "k":
		g.fill = colour(op, n, arities[op])
	case "G", "RG", "K":
		g.stroke = colour(op, n, arities[op])
	case "cs":
		g.fillSpace = in.space(operands, resources)
		g.fill = in.colourIn(g.fillSpace, nil)
	case "CS":
		g.strokeSpace = in.space(operands, resources)
		g.stroke = in.colourIn(g.strokeSpace, nil)
	case "sc", "scn":
		g.fill = in.colourIn(g.fillSpace, operands)
	case "SC", "SCN":
		g.stroke = in.colourIn(g.strokeSpace, operands)
	case "BT":
		if in.in {
			return errors.New("vor dem Ende des Textes davor")
		}
		in.in, in.text, in.line = true, identity, identity
	case "ET":
		if !in.in {
			return errors.New("ohne BT")
		}
		in.in = false
	case "Tc":
		g.char = n[0]
	case "Tw":
		g.word = n[0]
	case "Tz":
		g.scale = n[0] / 100
	case "TL":
		g.leading = n[0]
	case "Tr":
		g.mode = int(n[0])
	case "Ts":
		g.rise = n[0]
	case "Tf":
		if len(operands) != 2 {
			return errors.New("falsche Operanden")
		}
		key, _ := operands[0].(types.Name)
		size, ok := operands[1].(float64)
		if !ok {
			return errors.New("falsche Operanden")
		}
		g.font, g.size = in.doc.font(in.doc.dict(resources["Font"])[string(key)]), size
	case "Td", "TD":
		if op == "TD" {
			g.leading = -n[1]
		}
		in.line = matrix{1, 0, 0, 1, n[0], n[1]}.times(in.line)
		in.text = in.line
	case "Tm":
		in.line, in.text = matrix(n), matrix(n)
	case "T*":
		in.newline()
	case "Tj", "'", "\"", "TJ":
		return in.showText(op, operands)
	case "m", "l":
		in.point(n[0], n[1])
	case "c":
		in.point(n[0], n[1])
		in.point(n[2], n[3])
		in.point(n[4], n[5])
	case "v", "y":
		in.point(n[0], n[1])
		in.point(n[2], n[3])
	case "re":
		in.point(n[0], n[1])
		in.point(n[0]+n[2], n[1]+n[3])
	case "h", "W", "W*":
	case "n":
		in.path = in.path[:0]
	case "S", "s", "f", "F", "f*", "B", "B*", "b", "b*":
		in.paint(op)
	case "sh":
		in.resource("Shading", resources, operands, nil)
		in.add(mark{kind: shadingMark, colour: "scn"})
	case "Do":
		return in.object(operands, resources)
	case "BI":
		in.add(mark{kind: imageMark})
		return in.inlineImage(s)
	case "BMC", "BDC":
		in.begin(op, operands, resources)
	case "EMC":
		if len(in.marks) == 0 {
			return errors.New("ohne BMC oder BDC")
		}
		if open := in.marks[len(in.marks)-1]; open.text != in.in {
			in.page.note("seite-marke-verschraenkt", "Eine Markierung (%s) beginnt innerhalb eines Textblocks und endet außerhalb, oder umgekehrt.", open.tag)
		}
		in.marks = in.marks[:len(in.marks)-1]
	default:
		return errors.New("den Operator gibt es nicht")
	}
	return nil
}

func (in *interpreter) newline() {
	in.line = matrix{1, 0, 0, 1, 0, -in.state.leading}.times(in.line)
	in.text = in.line
}

func (in *interpreter) point(x, y float64) {
	x, y = in.state.ctm.apply(x, y)
	in.path = append(in.path, x, y)
}

// place turns a point of the page in pt into mm from the upper left corner.
func (in *interpreter) place(x, y float64) (float64, float64) {
	b := in.page.box
	return (x - b[0]) * mmPerPoint, (b[3] - y) * mmPerPoint
}

// paint marks the box of the path.
func (in *interpreter) paint(op string) {
	if len(in.path) < 2 {
		return
	}
	x0, y0, x1, y1 := in.path[0], in.path[1], in.path[0], in.path[1]
	for i := 2; i+1 < len(in.path); i += 2 {
		x0, x1 = min(x0, in.path[i]), max(x1, in.path[i])
		y0, y1 = min(y0, in.path[i+1]), max(y1, in.path[i+1])
	}
	in.path = in.path[:0]
	colour := in.state.fill
	if op == "S" || op == "s" {
		colour = in.state.stroke
		half := in.state.width * math.Hypot(in.state.ctm[0], in.state.ctm[1]) / 2
		// A line is as long as it is, with butt ends, and as thick as it is drawn.
		if x1-x0 <= y1-y0 {
			x0, x1 = x0-half, x1+half
		}
		if y1-y0 <= x1-x0-2*half || y0 == y1 {
			y0, y1 = y0-half, y1+half
		}
	}
	m := mark{kind: pathMark, colour: colour, filled: op != "S" && op != "s", w: (x1 - x0) * mmPerPoint, h: (y1 - y0) * mmPerPoint}
	m.x, m.y = in.place(x0, y1)
	in.add(m)
}

// add marks the page, with the marked content that is open.
func (in *interpreter) add(m mark) {
	m.mcid, m.stack = -1, len(in.marks)
	if m.stack > 0 {
		open := &in.marks[m.stack-1]
		m.lang = open.lang
		if open.mcid >= 0 || open.artifact != "" {
			m.tag, m.mcid, m.artifact = open.tag, open.mcid, open.artifact
		}
	}
	in.doc.marks++
	in.page.marks = append(in.page.marks, m)
}

// begin opens a marked content (14.6).
func (in *interpreter) begin(op string, operands []any, resources types.Dict) {
	m := marked{mcid: -1, text: in.in}
	if len(operands) > 0 {
		tag, _ := operands[0].(types.Name)
		m.tag = string(tag)
	}
	var around marked
	if n := len(in.marks); n > 0 {
		around = in.marks[n-1]
	}
	m.content, m.aside = around.content, around.aside
	var list types.Dict
	if op == "BDC" && len(operands) == 2 {
		switch p := operands[1].(type) {
		case types.Dict:
			list = p
		case types.Name:
			in.resource("Properties", resources, operands[1:], nil)
			list = in.doc.dict(in.doc.dict(resources["Properties"])[string(p)])
		}
	}
	if n, ok := in.doc.integer(list["MCID"]); ok && n >= 0 {
		m.mcid = n
		switch {
		case m.aside:
			in.page.note("seite-inhalt-im-artefakt", "Der Inhalt %d (%s) steht in einem Artefakt.", n, m.tag)
		case m.content:
			in.page.note("seite-inhalt-im-inhalt", "Der Inhalt %d (%s) steht in dem Inhalt %d.", n, m.tag, around.mcid)
		}
		if in.forms == 0 && in.page.mcids[n] {
			in.page.note("seite-inhalt-doppelt", "Die Nummer %d hat mehr als ein Inhalt.", n)
		}
		if in.forms == 0 {
			in.page.mcids[n] = true
		}
		m.content = true
	}
	m.lang = in.doc.text(list["Lang"])
	if m.tag == "Artifact" {
		m.artifact = "Artifact"
		if kind := in.doc.name(list["Type"]); kind != "" {
			m.artifact = kind
			if sub := in.doc.name(list["Subtype"]); sub != "" {
				m.artifact += "/" + sub
			}
		}
		if m.content {
			in.page.note("seite-artefakt-im-inhalt", "In dem Inhalt %d (%s) steht ein Artefakt.", around.mcid, around.tag)
		}
		m.aside = true
	}
	in.marks = append(in.marks, m.within(around))
	replaced := list["Alt"] != nil || list["ActualText"] != nil || list["E"] != nil
	if m.mcid >= 0 || m.lang != "" || replaced {
		in.page.sequences = append(in.page.sequences, sequence{m.mcid, m.tag, m.lang, replaced, in.forms > 0})
	}
}
