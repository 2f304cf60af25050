package pdftest

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
)

const mmPerPoint = 25.4 / 72

// Read reads the whole file.
func Read(pdf []byte) (*Document, error) {
	f, err := open(pdf)
	if err != nil {
		return nil, fmt.Errorf("pdftest: %w", err)
	}
	doc, err := f.read()
	if err != nil {
		return nil, fmt.Errorf("pdftest: %w", err)
	}
	return doc, nil
}

func (f *file) read() (*Document, error) {
	doc := &Document{Info: map[string]string{}}
	if object, ok := f.trailer["Info"]; ok {
		info, err := f.dict(object)
		if err != nil {
			return nil, err
		}
		for key, value := range info {
			s, ok := value.([]byte)
			if !ok {
				return nil, fmt.Errorf("the information dictionary's %s is no string", key)
			}
			text := string(s)
			if units, ok := strings.CutPrefix(text, "\xfe\xff"); ok {
				if text, err = decode([]byte(units)); err != nil {
					return nil, err
				}
			}
			doc.Info[string(key)] = text
		}
	}

	root, err := f.dict(f.trailer["Root"])
	if err != nil {
		return nil, err
	}
	tree, err := f.dict(root["Pages"])
	if err != nil {
		return nil, err
	}
	kids, err := f.array(tree["Kids"])
	if err != nil {
		return nil, err
	}
	if tree["Count"] != float64(len(kids)) {
		return nil, fmt.Errorf("page tree of %v pages has %d kids", tree["Count"], len(kids))
	}
	fonts := map[ref]*face{}
	for i, kid := range kids {
		page, err := f.dict(kid)
		if err != nil {
			return nil, err
		}
		// Attributes may be inherited (7.7.3.4).
		for _, key := range []name{"MediaBox", "Resources"} {
			if _, ok := page[key]; !ok {
				page[key] = tree[key]
			}
		}
		p, err := f.page(page, fonts)
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
		doc.Pages = append(doc.Pages, *p)
	}
	for _, n := range slices.Sorted(maps.Keys(fonts)) {
		doc.Fonts = append(doc.Fonts, fonts[n].name)
	}
	return doc, nil
}

func (f *file) page(page dict, fonts map[ref]*face) (*Page, error) {
	box, err := f.array(page["MediaBox"])
	if err != nil {
		return nil, err
	}
	if len(box) != 4 || box[0] != 0.0 || box[1] != 0.0 {
		return nil, fmt.Errorf("page with MediaBox %v", box)
	}
	width, err := f.number(box[2])
	if err != nil {
		return nil, err
	}
	height, err := f.number(box[3])
	if err != nil {
		return nil, err
	}
	resources, err := f.dict(page["Resources"])
	if err != nil {
		return nil, err
	}
	named, err := f.dict(resources["Font"])
	if err != nil {
		return nil, err
	}
	c := content{
		page:   Page{Width: width * mmPerPoint, Height: height * mmPerPoint},
		height: height,
		faces:  map[name]*face{},
	}
	for key, object := range named {
		n, ok := object.(ref)
		if !ok {
			return nil, fmt.Errorf("font %s is no reference", key)
		}
		if fonts[n] == nil {
			if fonts[n], err = f.face(n); err != nil {
				return nil, fmt.Errorf("font %s: %w", key, err)
			}
		}
		c.faces[key] = fonts[n]
	}
	data, err := f.data(page["Contents"])
	if err != nil {
		return nil, err
	}
	if err := c.run(data); err != nil {
		return nil, err
	}
	return &c.page, nil
}

// face is a composite font whose codes are UTF-16BE units, as gofpdf makes
// them (9.7).
type face struct {
	name    string
	widths  map[uint16]float64 // by code, in 1/1000 em
	missing float64            // width of all others
	glyphs  []byte             // CIDToGIDMap: two bytes a code, 0 for none
}

func (f *file) face(object any) (*face, error) {
	font, err := f.dict(object)
	if err != nil {
		return nil, err
	}
	if font["Subtype"] != name("Type0") || font["Encoding"] != name("Identity-H") {
		return nil, fmt.Errorf("is %v with %v, not Type0 with Identity-H", font["Subtype"], font["Encoding"])
	}
	base, ok := font["BaseFont"].(name)
	if !ok {
		return nil, errors.New("no BaseFont")
	}
	descendants, err := f.array(font["DescendantFonts"])
	if err != nil || len(descendants) != 1 {
		return nil, fmt.Errorf("array DescendantFonts %v (%w)", descendants, err)
	}
	descendant, err := f.dict(descendants[0])
	if err != nil {
		return nil, err
	}
	fc := &face{name: string(base), widths: map[uint16]float64{}, missing: 1000}
	if dw, ok := descendant["DW"].(float64); ok {
		fc.missing = dw
	}
	if fc.glyphs, err = f.data(descendant["CIDToGIDMap"]); err != nil {
		return nil, err
	}
	w, err := f.array(descendant["W"])
	if err != nil {
		return nil, err
	}
	return fc, fc.setWidths(w)
}

// setWidths reads "first [w w …]" and "first last w" (9.7.4.3).
func (fc *face) setWidths(w array) error {
	for len(w) >= 2 {
		first, ok := w[0].(float64)
		if !ok || !isCode(first) {
			return fmt.Errorf("code %v in W", w[0])
		}
		if list, ok := w[1].(array); ok {
			for i, width := range list {
				if fc.widths[uint16(first)+uint16(i)], ok = width.(float64); !ok {
					return fmt.Errorf("width %v in W", width)
				}
			}
			w = w[2:]
			continue
		}
		last, ok := w[1].(float64)
		if !ok || !isCode(last) || len(w) < 3 {
			return fmt.Errorf("range from %v to %v in W", first, w[1])
		}
		width, ok := w[2].(float64)
		if !ok {
			return fmt.Errorf("width %v in W", w[2])
		}
		for code := first; code <= last; code++ {
			fc.widths[uint16(code)] = width
		}
		w = w[3:]
	}
	if len(w) > 0 {
		return fmt.Errorf("left over in W: %v", w)
	}
	return nil
}

// isCode reports whether n is a code of two bytes.
func isCode(n float64) bool { return n >= 0 && n <= 0xFFFF }

// content runs the operators of a content stream. Lengths are in pt, from the
// lower left corner, as in the file.
type content struct {
	page   Page
	height float64
	faces  map[name]*face

	face      *face
	size      float64
	x, y      float64 // of the next text
	thickness float64
	path      []float64 // x, y of each point of the current path
}

func (c *content) run(data []byte) error {
	p := &parser{src: data}
	var operands []any
	for {
		object, err := p.next()
		if err == io.EOF {
			if len(operands) > 0 {
				return fmt.Errorf("operands %v without an operator", operands)
			}
			return nil
		}
		if err != nil {
			return err
		}
		op, ok := object.(keyword)
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

func (c *content) operator(op keyword, operands []any) error {
	switch op {
	case "Tf":
		if len(operands) != 2 {
			return fmt.Errorf("operands %v", operands)
		}
		key, _ := operands[0].(name)
		size, ok := operands[1].(float64)
		if c.face = c.faces[key]; c.face == nil || !ok {
			return fmt.Errorf("operands %v", operands)
		}
		c.size = size
		return nil
	case "Tj":
		if len(operands) != 1 {
			return fmt.Errorf("operands %v", operands)
		}
		s, ok := operands[0].([]byte)
		if !ok {
			return fmt.Errorf("operands %v", operands)
		}
		return c.show(s)
	}

	arity := map[keyword]int{
		"BT": 0, "ET": 0, "Td": 2, "w": 1, "m": 2, "l": 2, "S": 0, "re": 4, "f": 0,
		"q": 0, "Q": 0, "g": 1, "G": 1, "rg": 3, "RG": 3, "J": 1, "j": 1,
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
	switch op {
	case "BT":
		c.x, c.y = 0, 0
	case "Td":
		c.x, c.y = c.x+n[0], c.y+n[1]
	case "w":
		c.thickness = n[0]
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
		c.rule(c.path[0], c.path[1], c.path[2], c.path[3])
	}
	// The others are colours, ends of lines and the graphics state: gofpdf
	// keeps font and line width out of it.
	return nil
}

// show is the operator Tj.
func (c *content) show(s []byte) error {
	if c.face == nil {
		return errors.New("no font")
	}
	text, err := decode(s)
	if err != nil {
		return err
	}
	f := Fragment{X: c.x * mmPerPoint, Y: (c.height - c.y) * mmPerPoint, Size: c.size, Font: c.face.name, Text: text}
	for i := 0; i+1 < len(s); i += 2 {
		code := uint16(s[i])<<8 | uint16(s[i+1])
		width, ok := c.face.widths[code]
		if !ok {
			width = c.face.missing
		}
		f.W += width / 1000 * c.size * mmPerPoint
		if code != ' ' {
			f.ink = f.W
		}
		if at := 2 * int(code); at+1 >= len(c.face.glyphs) || c.face.glyphs[at] == 0 && c.face.glyphs[at+1] == 0 {
			f.Missing += string(rune(code))
		}
	}
	c.x += f.W / mmPerPoint
	c.page.Fragments = append(c.page.Fragments, f)
	return nil
}

// stroke is the operator S for a single horizontal or vertical line with butt
// caps.
func (c *content) stroke() error {
	if len(c.path) != 4 {
		return fmt.Errorf("path %v is no single line", c.path)
	}
	x1, y1, x2, y2, half := c.path[0], c.path[1], c.path[2], c.path[3], c.thickness/2
	switch {
	case y1 == y2:
		c.rule(x1, y1-half, x2, y2+half)
	case x1 == x2:
		c.rule(x1-half, y1, x2+half, y2)
	default:
		return fmt.Errorf("path %v is oblique", c.path)
	}
	return nil
}

// rule adds a rectangle, given by two opposite corners.
func (c *content) rule(x1, y1, x2, y2 float64) {
	c.page.Rules = append(c.page.Rules, Rule{
		X: min(x1, x2) * mmPerPoint,
		Y: (c.height - max(y1, y2)) * mmPerPoint,
		W: math.Abs(x2-x1) * mmPerPoint,
		H: math.Abs(y2-y1) * mmPerPoint,
	})
}
