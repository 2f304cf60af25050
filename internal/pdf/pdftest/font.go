package pdftest

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
)

// face is a composite font whose codes are two bytes (9.7).
type face struct {
	name    string
	widths  map[uint16]float64 // by code, in 1/1000 em
	missing float64            // width of all others
	glyphs  []byte             // CIDToGIDMap: two bytes a code, 0 for none
	unicode *cmap              // nil if the font has none: its codes are UTF-16BE units
}

func (f *file) face(object any) (*face, error) {
	font, err := f.dict(object)
	if err != nil {
		return nil, err
	}
	if font["Subtype"] != Name("Type0") || font["Encoding"] != Name("Identity-H") {
		return nil, fmt.Errorf("is %v with %v, not Type0 with Identity-H", font["Subtype"], font["Encoding"])
	}
	base, ok := font["BaseFont"].(Name)
	if !ok {
		return nil, errors.New("no BaseFont")
	}
	descendants, err := f.array(font["DescendantFonts"])
	if err != nil {
		return nil, fmt.Errorf("DescendantFonts: %w", err)
	}
	if len(descendants) != 1 {
		return nil, fmt.Errorf("%d DescendantFonts", len(descendants))
	}
	descendant, err := f.dict(descendants[0])
	if err != nil {
		return nil, err
	}
	if descendant["Subtype"] != Name("CIDFontType2") {
		return nil, fmt.Errorf("its descendant is %v, not CIDFontType2", descendant["Subtype"])
	}
	fc := &face{name: string(base), widths: map[uint16]float64{}, missing: 1000}
	if _, ok := descendant["DW"]; ok {
		if fc.missing, err = f.number(descendant["DW"]); err != nil {
			return nil, fmt.Errorf("DW: %w", err)
		}
	}
	if fc.glyphs, err = f.data(descendant["CIDToGIDMap"]); err != nil {
		return nil, fmt.Errorf("CIDToGIDMap: %w", err)
	}
	if _, ok := font["ToUnicode"]; ok {
		data, err := f.data(font["ToUnicode"])
		if err != nil {
			return nil, fmt.Errorf("ToUnicode: %w", err)
		}
		if fc.unicode, err = readCMap(data); err != nil {
			return nil, fmt.Errorf("ToUnicode: %w", err)
		}
	}
	w, err := f.array(descendant["W"])
	if err != nil {
		return nil, fmt.Errorf("its W: %w", err)
	}
	return fc, f.setWidths(fc, w)
}

// setWidths reads "first [w w …]" and "first last w" (9.7.4.3).
func (f *file) setWidths(fc *face, w Array) error {
	for len(w) >= 2 {
		first, ok := w[0].(float64)
		if !ok || !isCode(first) {
			return fmt.Errorf("code %v in W", w[0])
		}
		if list, ok := f.resolve(w[1]).(Array); ok {
			for i, object := range list {
				width, ok := object.(float64)
				if code := first + float64(i); !ok || !isCode(code) {
					return fmt.Errorf("width %v of code %v in W", object, code)
				}
				fc.widths[uint16(first)+uint16(i)] = width
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
func isCode(n float64) bool { return n >= 0 && n <= 0xFFFF && n == math.Trunc(n) }

func (fc *face) width(code uint16) float64 {
	if width, ok := fc.widths[code]; ok {
		return width
	}
	return fc.missing
}

func (fc *face) hasGlyph(code uint16) bool {
	at := 2 * int(code)
	return at+1 < len(fc.glyphs) && (fc.glyphs[at] != 0 || fc.glyphs[at+1] != 0)
}

// units returns the UTF-16BE units that a code stands for.
func (fc *face) units(code uint16) ([]byte, error) {
	if fc.unicode == nil || fc.unicode.identity {
		return []byte{byte(code >> 8), byte(code)}, nil
	}
	units, ok := fc.unicode.units[code]
	if !ok {
		return nil, fmt.Errorf("code %04X is not in the ToUnicode of font %s", code, fc.name)
	}
	return units, nil
}

// cmap is what a ToUnicode CMap says (9.10.3).
type cmap struct {
	units    map[uint16][]byte // UTF-16BE, by code
	identity bool              // each code is its own unit: what gofpdf writes
}

// readCMap reads the CMap's ranges of codes and its blocks bfchar and bfrange;
// its other operators say nothing about single codes.
func readCMap(data []byte) (*cmap, error) {
	c := &cmap{units: map[uint16][]byte{}}
	p := &parser{src: data}
	var operands []any
	var announced any // the number before a begin…
	codespace := false
	for {
		object, err := p.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
		op, ok := object.(Keyword)
		if !ok {
			operands = append(operands, object)
			continue
		}
		switch op {
		case "begincodespacerange", "beginbfchar", "beginbfrange":
			if len(operands) == 0 {
				return nil, fmt.Errorf("%s without a number", op)
			}
			announced = operands[len(operands)-1]
		case "endcodespacerange":
			if len(operands) != 2 || !isHex(operands[0], "\x00\x00") || !isHex(operands[1], "\xff\xff") {
				return nil, fmt.Errorf("codespace range %x", operands)
			}
			codespace = true
		case "endbfchar":
			err = c.block(operands, 2, announced)
		case "endbfrange":
			err = c.block(operands, 3, announced)
		}
		if err != nil {
			return nil, fmt.Errorf("%s before byte %d: %w", op, p.pos, err)
		}
		operands = nil
	}
	if !codespace {
		return nil, errors.New("no codespace range")
	}
	return c, nil
}

func isHex(object any, want string) bool {
	s, ok := object.([]byte)
	return ok && string(s) == want
}

// block reads the pairs of a bfchar or the triples of a bfrange.
func (c *cmap) block(operands []any, size int, announced any) error {
	if announced != float64(len(operands))/float64(size) || len(operands) > 100*size {
		return fmt.Errorf("%v entries announced, %d operands", announced, len(operands))
	}
	for item := range slices.Chunk(operands, size) {
		first, ok1 := item[0].([]byte)
		last, ok2 := item[size-2].([]byte)
		if !ok1 || !ok2 || len(first) != 2 || len(last) != 2 {
			return fmt.Errorf("entry %x", item)
		}
		if size == 3 && isHex(item[0], "\x00\x00") && isHex(item[1], "\xff\xff") && isHex(item[2], "\x00\x00") {
			c.identity = true
			continue
		}
		from, to := int(first[0])<<8|int(first[1]), int(last[0])<<8|int(last[1])
		if from > to || first[0] != last[0] { // only the last byte may vary
			return fmt.Errorf("range from %04X to %04X", from, to)
		}
		for code := from; code <= to; code++ {
			var units []byte
			switch target := item[size-1].(type) {
			case []byte:
				units = slices.Clone(target)
				if len(units) == 0 || len(units)%2 != 0 || int(units[len(units)-1])+code-from > 0xFF {
					return fmt.Errorf("code %04X is %x", code, target)
				}
				units[len(units)-1] += byte(code - from)
			case Array:
				if len(target) != to-from+1 {
					return fmt.Errorf("range from %04X to %04X with %d texts", from, to, len(target))
				}
				var ok bool
				if units, ok = target[code-from].([]byte); !ok || len(units) == 0 || len(units)%2 != 0 {
					return fmt.Errorf("code %04X is %v", code, target[code-from])
				}
			default:
				return fmt.Errorf("code %04X is %v", code, target)
			}
			if _, ok := c.units[uint16(code)]; ok {
				return fmt.Errorf("code %04X twice", code)
			}
			c.units[uint16(code)] = units
		}
	}
	return nil
}
