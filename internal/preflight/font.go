package preflight

import (
	"encoding/binary"
	"errors"
	"reflect"
	"unicode/utf16"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// fontFile is a font of the file (9.5 to 9.7).
type fontFile struct {
	object     int // its number, 0 if it stands in a resource dictionary
	dict       types.Dict
	inner      types.Dict // the descendant of a composite font, else dict
	descriptor types.Dict
	subtype    string
	base       string // BaseFont
	encoding   string // Encoding, "" if it is no name
	composite  bool
	program    []byte // FontFile, FontFile2 or FontFile3; nil if it is not embedded
	programErr error
	widths     map[int]float64 // by code, in 1/1000 em
	missing    float64         // the width of all others
	unicode    map[int]string  // by code; nil without ToUnicode
	mapErr     error
	glyphs     []byte // CIDToGIDMap as a stream
	glyphsErr  error
	unknown    bool             // CIDToGIDMap is none of those that there are
	codes      [256]*[256]*code // see code
	cmap       []byte           // ToUnicode
	outlines   *trueType        // see tables
	outlineErr error
	uses       []use // of the codes that are shown in it, in the order in which they appear
}

// code is one character code of a text.
type code struct {
	value     int
	width     float64 // in 1/1000 em
	text      string
	wordSpace bool // the single-byte code 32, to which word spacing applies
	space     bool // reads as a space
	shown     bool // somewhere
}

// font returns the font of a resource; the same one for the same object.
func (d *document) font(o types.Object) *fontFile {
	number := objectNumber(o)
	key := number
	if direct, ok := o.(types.Dict); ok && number == 0 {
		key = -int(reflect.ValueOf(direct).Pointer()) // as long as the file is held
	}
	if f := d.fonts[key]; f != nil || key == 0 {
		return f
	}
	f := d.readFont(o)
	if f != nil {
		f.object = number
		d.fonts[key] = f
		d.fontList = append(d.fontList, f)
	}
	return f
}

func (d *document) readFont(o types.Object) *fontFile {
	dict := d.dict(o)
	if dict == nil {
		return nil
	}
	f := &fontFile{dict: dict, inner: dict, subtype: d.name(dict["Subtype"]), base: d.name(dict["BaseFont"]), encoding: d.name(dict["Encoding"]), widths: map[int]float64{}}
	if f.composite = f.subtype == "Type0"; f.composite {
		f.missing = 1000
		if a := d.array(dict["DescendantFonts"]); len(a) > 0 {
			f.inner = d.dict(a[0])
		}
		if n, ok := d.number(f.inner["DW"]); ok {
			f.missing = n
		}
		f.readWidths(d)
		if d.stream(f.inner["CIDToGIDMap"]) != nil {
			f.glyphs, f.glyphsErr = d.data(f.inner["CIDToGIDMap"])
		}
		name := d.name(f.inner["CIDToGIDMap"])
		f.unknown = f.glyphsErr != nil || name != "" && name != "Identity"
	} else {
		first, _ := d.integer(dict["FirstChar"])
		for i, o := range d.array(dict["Widths"]) {
			if n, ok := d.number(o); ok && i < 256 {
				f.widths[first+i] = n
			}
		}
	}
	f.descriptor = d.dict(f.inner["FontDescriptor"])
	if !f.composite {
		f.missing, _ = d.number(f.descriptor["MissingWidth"])
	}
	for _, key := range []string{"FontFile", "FontFile2", "FontFile3"} {
		if o, ok := f.descriptor[key]; ok {
			f.program, f.programErr = d.data(o)
		}
	}
	if o, ok := dict["ToUnicode"]; ok {
		data, err := d.data(o)
		if f.mapErr, f.cmap = err, data; err == nil {
			f.unicode, f.mapErr = readUnicode(data, &d.mapped)
		}
	}
	return f
}

// mostCodes is how many codes the fonts of a file may give a width, and how many
// bytes of text, all in all.
const mostCodes = 1 << 21

// readWidths reads "first [w w …]" and "first last w" (9.7.4.3).
func (f *fontFile) readWidths(d *document) {
	w := d.array(f.inner["W"])
	for len(w) >= 2 && d.widths < mostCodes {
		first, _ := d.integer(w[0])
		if list := d.array(w[1]); list != nil {
			for i, o := range list {
				if d.widths++; d.widths > mostCodes {
					return
				}
				if n, ok := d.number(o); ok && first+i <= 0xFFFF {
					f.widths[first+i] = n
				}
			}
			w = w[2:]
			continue
		}
		if len(w) < 3 {
			return
		}
		last, _ := d.integer(w[1])
		n, _ := d.number(w[2])
		for code := max(first, 0); code <= min(last, 0xFFFF) && d.widths < mostCodes; code++ {
			d.widths++
			f.widths[code] = n
		}
		w = w[3:]
	}
}

// readUnicode reads a map to Unicode (9.10.3). It counts the bytes of the texts
// in mapped.
func readUnicode(data []byte, mapped *int) (map[int]string, error) {
	list := map[int]string{}
	s := &scanner{src: data}
	var operands []any
	for *mapped < mostCodes {
		t, err := s.next()
		if err != nil {
			return list, err
		}
		if t == nil {
			return list, nil
		}
		op, ok := t.(operator)
		if !ok {
			if operands = append(operands, t); len(operands) > 100_000 {
				operands = operands[:0]
			}
			continue
		}
		switch op {
		case "endbfchar":
			for i := 0; i+1 < len(operands); i += 2 {
				from, ok1 := operands[i].([]byte)
				to, ok2 := operands[i+1].([]byte)
				if ok1 && ok2 {
					*mapped += len(to)
					list[number(from)] = utf16Text(to)
				}
			}
		case "endbfrange":
			for i := 0; i+2 < len(operands); i += 3 {
				from, ok1 := operands[i].([]byte)
				last, ok2 := operands[i+1].([]byte)
				if !ok1 || !ok2 {
					continue
				}
				lo, hi := number(from), min(number(last), number(from)+0xFFFF)
				switch to := operands[i+2].(type) {
				case []byte:
					for code := lo; code <= hi && len(to) > 0 && *mapped < mostCodes; code++ {
						*mapped += len(to)
						next := append([]byte(nil), to...)
						next[len(next)-1] += byte(code - lo)
						list[code] = utf16Text(next)
					}
				case []any:
					for j, item := range to {
						if b, ok := item.([]byte); ok && lo+j <= hi {
							*mapped += len(b)
							list[lo+j] = utf16Text(b)
						}
					}
				}
			}
		}
		operands = operands[:0]
	}
	return list, errors.New("es sind zu viele Zeichen")
}

func number(b []byte) int {
	n := 0
	for _, c := range b[max(0, len(b)-4):] {
		n = n<<8 | int(c)
	}
	return n
}

func utf16Text(b []byte) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = binary.BigEndian.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

// decode cuts a string into codes: of two bytes in a composite font, as all
// that are embedded have them, of one in a simple one.
func (f *fontFile) decode(s []byte) []*code {
	if f == nil {
		return nil
	}
	step := 1
	if f.composite {
		step = 2
	}
	list := make([]*code, 0, len(s)/step)
	for i := 0; i+step <= len(s); i += step {
		list = append(list, f.code(number(s[i:i+step])))
	}
	return list
}

// code returns what is known of a code. It is asked for each character of the
// file, so the answers are kept, in rows of 256.
func (f *fontFile) code(value int) *code {
	row := f.codes[value>>8]
	if row == nil {
		row = new([256]*code)
		f.codes[value>>8] = row
	}
	c := row[value&0xFF]
	if c == nil {
		c = &code{value: value, wordSpace: !f.composite && value == ' ', width: f.missing, text: f.unicode[value]}
		if width, ok := f.widths[value]; ok {
			c.width = width
		}
		if f.unicode == nil && !f.composite && value >= ' ' && value < 0x7F {
			c.text = string(rune(value)) // the standard encodings agree in ASCII
		}
		c.space = c.text == " " || c.text == "\u00a0"
		row[value&0xFF] = c
	}
	return c
}

// readable reports whether codes can be followed to their glyphs: those of a
// composite TrueType font whose codes are its CIDs.
func (f *fontFile) readable() bool {
	t, err := f.tables()
	return f.composite && t != nil && err == nil && !f.unknown && (f.encoding == "Identity-H" || f.encoding == "Identity-V")
}

// use is where a code is shown first.
type use struct {
	code int
	page int
	text string // what is shown with it
}
