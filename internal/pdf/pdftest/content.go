package pdftest

import (
	"errors"
	"fmt"
	"io"
	"math"
)

// content runs the operators of a content stream. Lengths are in pt, from the
// lower left corner, as in the file.
type content struct {
	f          *file
	page       *Page
	height     float64
	faces      map[Name]*face
	properties Dict // the resources' named property lists
	mustTag    bool // whether all content must be marked

	state  state
	saved  []state
	inText bool
	lineX  float64 // where Td goes on from
	lineY  float64
	x, y   float64   // of the next text
	path   []float64 // x, y of each point of the current path
	marks  []mark    // open marked content, the outermost first
	opened int       // how much marked content was opened so far
}

// state is that part of the graphics state that is not overlooked.
type state struct {
	face      *face
	size      float64
	thickness float64
}

// mark is open marked content, with all that it inherits from the one around
// it.
type mark struct {
	tag             Name
	mcid            int
	artifact        string
	lang, expansion string
	actual          string
	span            int // number of the marked content that ActualText replaces, 0 if none
	inText          bool
}

func (c *content) run(data []byte) error {
	p := &parser{src: data}
	c.state.thickness = 1
	var operands []any
	for {
		object, err := p.next()
		if err == io.EOF {
			return c.end(operands)
		}
		if err != nil {
			return err
		}
		op, ok := object.(Keyword)
		if !ok {
			operands = append(operands, object)
			continue
		}
		if err := c.operator(op, operands); err != nil {
			return fmt.Errorf("operator %s before byte %d: %w", op, p.pos, err)
		}
		operands = operands[:0]
	}
}

func (c *content) end(operands []any) error {
	switch {
	case len(operands) > 0:
		return fmt.Errorf("operands %v without an operator", operands)
	case len(c.marks) > 0:
		return fmt.Errorf("marked content %s has no end", c.marks[len(c.marks)-1].tag)
	case c.inText:
		return errors.New("BT without ET")
	case len(c.saved) > 0:
		return errors.New("q without Q")
	}
	return nil
}

func (c *content) operator(op Keyword, operands []any) error {
	switch op {
	case "Tf", "BDC":
		if len(operands) != 2 {
			return fmt.Errorf("operands %v", operands)
		}
		key, ok := operands[0].(Name)
		if !ok {
			return fmt.Errorf("operands %v", operands)
		}
		if op == "BDC" {
			return c.begin(key, operands[1])
		}
		size, ok := operands[1].(float64)
		if c.state.face = c.faces[key]; c.state.face == nil || !ok {
			return fmt.Errorf("operands %v", operands)
		}
		c.state.size = size
		return nil
	case "BMC", "Tj", "TJ":
		if len(operands) != 1 {
			return fmt.Errorf("operands %v", operands)
		}
		switch operand := operands[0].(type) {
		case Name:
			if op == "BMC" {
				return c.begin(operand, Dict{})
			}
		case []byte:
			if op == "Tj" {
				return c.show(Array{operand})
			}
		case Array:
			if op == "TJ" {
				return c.show(operand)
			}
		}
		return fmt.Errorf("operands %v", operands)
	}

	want, ok := arity[op]
	if !ok {
		return errors.New("is not known")
	}
	n := make([]float64, len(operands))
	for i, operand := range operands {
		var ok bool
		if n[i], ok = operand.(float64); !ok {
			return fmt.Errorf("operands %v", operands)
		}
	}
	if len(n) != want {
		return fmt.Errorf("%d operands, not %d", len(n), want)
	}
	return c.numeric(op, n)
}

// arity has the operators whose operands are numbers, and how many. Those that
// [content.numeric] passes over are colours and ends of lines.
var arity = map[Keyword]int{
	"BT": 0, "ET": 0, "Td": 2, "Tm": 6, "EMC": 0, "w": 1, "m": 2, "l": 2, "S": 0, "re": 4, "f": 0,
	"q": 0, "Q": 0, "g": 1, "G": 1, "rg": 3, "RG": 3, "J": 1, "j": 1,
}

func (c *content) numeric(op Keyword, n []float64) error {
	if text := op == "ET" || op == "Td" || op == "Tm"; text && !c.inText {
		return errors.New("outside BT … ET")
	}
	switch op {
	case "BT", "q", "Q", "m", "re":
		if c.inText {
			return errors.New("inside BT … ET")
		}
	}
	switch op {
	case "BT":
		c.inText = true
		c.line(0, 0)
	case "ET":
		c.inText = false
		if len(c.marks) > 0 && c.marks[len(c.marks)-1].inText {
			return fmt.Errorf("marked content %s goes on", c.marks[len(c.marks)-1].tag)
		}
	case "Td":
		c.line(c.lineX+n[0], c.lineY+n[1])
	case "Tm":
		if n[0] != 1 || n[1] != 0 || n[2] != 0 || n[3] != 1 {
			return fmt.Errorf("matrix %v does more than move", n)
		}
		c.line(n[4], n[5])
	case "EMC":
		return c.endMark()
	case "q":
		c.saved = append(c.saved, c.state)
	case "Q":
		if len(c.saved) == 0 {
			return errors.New("without q")
		}
		c.state = c.saved[len(c.saved)-1]
		c.saved = c.saved[:len(c.saved)-1]
	case "w":
		c.state.thickness = n[0]
	case "m":
		c.path = append(c.path[:0], n...)
	case "l":
		c.path = append(c.path, n...)
	case "S":
		return c.stroke()
	case "re":
		c.path = append(c.path[:0], n[0], n[1], n[0]+n[2], n[1]+n[3])
	case "f":
		if len(c.path) != 4 {
			return fmt.Errorf("path %v is no rectangle", c.path)
		}
		return c.rule(c.path[0], c.path[1], c.path[2], c.path[3])
	}
	return nil
}

// line begins a line of text.
func (c *content) line(x, y float64) {
	c.lineX, c.lineY = x, y
	c.x, c.y = x, y
}

// begin is the operators BMC and BDC (14.6).
func (c *content) begin(tag Name, list any) error {
	if key, ok := list.(Name); ok {
		if list, ok = c.properties[key]; !ok {
			return fmt.Errorf("no property list %s", key)
		}
	}
	properties, err := c.f.dict(list)
	if err != nil {
		return err
	}
	m := mark{mcid: -1}
	if len(c.marks) > 0 {
		m = c.marks[len(c.marks)-1]
	}
	m.tag, m.inText = tag, c.inText
	c.opened++
	if _, ok := properties["MCID"]; ok {
		mcid, err := c.f.integer(properties["MCID"])
		if err != nil {
			return fmt.Errorf("MCID: %w", err)
		}
		if m.mcid >= 0 {
			return fmt.Errorf("MCID %d inside MCID %d", mcid, m.mcid)
		}
		if _, ok := c.page.marked[mcid]; ok {
			return fmt.Errorf("MCID %d twice on the page", mcid)
		}
		c.page.marked[mcid] = nil
		m.mcid = mcid
	}
	if tag == "Artifact" {
		m.artifact = "Artifact"
		kind, _ := c.f.resolve(properties["Type"]).(Name)
		subtype, _ := c.f.resolve(properties["Subtype"]).(Name)
		if kind != "" {
			m.artifact = string(kind)
		}
		if subtype != "" {
			m.artifact += "/" + string(subtype)
		}
	}
	if m.artifact != "" && m.mcid >= 0 {
		return fmt.Errorf("artifact and MCID %d in one another", m.mcid)
	}
	for key, field := range map[Name]*string{"Lang": &m.lang, "E": &m.expansion, "ActualText": &m.actual} {
		if _, ok := properties[key]; !ok {
			continue
		}
		if *field, err = c.f.optionalText(properties, key); err != nil {
			return err
		}
		if key == "ActualText" {
			m.span = c.opened
		}
	}
	c.marks = append(c.marks, m)
	return nil
}

func (c *content) endMark() error {
	if len(c.marks) == 0 {
		return errors.New("without BMC or BDC")
	}
	m := c.marks[len(c.marks)-1]
	if m.inText != c.inText {
		return fmt.Errorf("marked content %s is partly inside BT … ET", m.tag)
	}
	c.marks = c.marks[:len(c.marks)-1]
	return nil
}

// mark returns the innermost marked content, or an error where a file that
// calls itself tagged has content outside.
func (c *content) mark() (mark, error) {
	m := mark{mcid: -1}
	if len(c.marks) > 0 {
		m = c.marks[len(c.marks)-1]
	}
	if c.mustTag && m.mcid < 0 && m.artifact == "" {
		return m, errors.New("content that is neither tagged nor an artifact")
	}
	return m, nil
}

// show is the operators Tj and TJ: strings, and numbers that move the next
// string to the left by so many 1/1000 em.
func (c *content) show(items Array) error {
	fc, size := c.state.face, c.state.size
	if fc == nil {
		return errors.New("no font")
	}
	if !c.inText {
		return errors.New("outside BT … ET")
	}
	m, err := c.mark()
	if err != nil {
		return err
	}
	frag := Fragment{
		Y: (c.height - c.y) * mmPerPoint, Size: size, Font: fc.name,
		Tag: string(m.tag), MCID: m.mcid, Artifact: m.artifact,
		Lang: m.lang, Expansion: m.expansion, ActualText: m.actual, span: m.span,
	}
	begin := c.x
	var all, missing []byte // UTF-16BE
	for _, item := range items {
		if adjustment, ok := item.(float64); ok {
			c.x -= adjustment / 1000 * size
			if len(frag.Codes) == 0 {
				begin = c.x
			}
			continue
		}
		s, ok := item.([]byte)
		if !ok {
			return fmt.Errorf("operands %v", items)
		}
		if len(s)%2 != 0 {
			return fmt.Errorf("string of %d bytes is not UTF-16: %q", len(s), s)
		}
		for i := 0; i < len(s); i += 2 {
			code := uint16(s[i])<<8 | uint16(s[i+1])
			units, err := fc.units(code)
			if err != nil {
				return err
			}
			frag.Codes = append(frag.Codes, code)
			all = append(all, units...)
			if !fc.hasGlyph(code) {
				missing = append(missing, units...)
			}
			c.x += fc.width(code) / 1000 * size
			if string(units) != "\x00 " {
				frag.ink = (c.x - begin) * mmPerPoint
			}
		}
	}
	frag.X = begin * mmPerPoint
	frag.W = (c.x - begin) * mmPerPoint
	if frag.Text, err = decode(all); err != nil {
		return err
	}
	if frag.Missing, err = decode(missing); err != nil {
		return err
	}
	if m.mcid >= 0 {
		c.page.marked[m.mcid] = append(c.page.marked[m.mcid], len(c.page.Fragments))
	}
	c.page.Fragments = append(c.page.Fragments, frag)
	return nil
}

// stroke is the operator S for a single horizontal or vertical line with butt
// caps.
func (c *content) stroke() error {
	if len(c.path) != 4 {
		return fmt.Errorf("path %v is no single line", c.path)
	}
	x1, y1, x2, y2, half := c.path[0], c.path[1], c.path[2], c.path[3], c.state.thickness/2
	switch {
	case y1 == y2:
		return c.rule(x1, y1-half, x2, y2+half)
	case x1 == x2:
		return c.rule(x1-half, y1, x2+half, y2)
	}
	return fmt.Errorf("path %v is oblique", c.path)
}

// rule adds a rectangle, given by two opposite corners.
func (c *content) rule(x1, y1, x2, y2 float64) error {
	m, err := c.mark()
	if err != nil {
		return err
	}
	c.path = c.path[:0]
	c.page.Rules = append(c.page.Rules, Rule{
		X:        min(x1, x2) * mmPerPoint,
		Y:        (c.height - max(y1, y2)) * mmPerPoint,
		W:        math.Abs(x2-x1) * mmPerPoint,
		H:        math.Abs(y2-y1) * mmPerPoint,
		Artifact: m.artifact,
		Tagged:   m.tag != "",
	})
	return nil
}
