package pdftest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// The objects of a PDF (ISO 32000-1, 7.3) are any of float64, []byte (a
// string), [Name], [Array], [Dict], [Ref], [Stream], and [Keyword] for true,
// false, null and the operators of content streams. A dictionary has no entry
// whose value is null.
type (
	Name    string
	Keyword string
	Array   []any
	Dict    map[Name]any
	Ref     int // object number; generations are always 0
	Stream  struct {
		Dict Dict
		Raw  []byte // as in the file
		data []byte
	}
)

// Data returns the stream's decoded data.
func (s Stream) Data() []byte { return s.data }

// parser reads objects from src, beginning at pos.
type parser struct {
	src   []byte
	pos   int
	depth int // of arrays and dictionaries around pos
}

const (
	whitespace = "\x00\t\n\f\r "
	delimiters = "()<>[]{}/%"
	maxDepth   = 100 // of arrays and dictionaries
)

func (p *parser) skipSpace() {
	for p.pos < len(p.src) {
		switch c := p.src[p.pos]; {
		case strings.IndexByte(whitespace, c) >= 0:
			p.pos++
		case c == '%':
			for p.pos < len(p.src) && p.src[p.pos] != '\n' && p.src[p.pos] != '\r' {
				p.pos++
			}
		default:
			return
		}
	}
}

// has consumes the token if it comes next.
func (p *parser) has(token string) bool {
	p.skipSpace()
	return p.follows(token)
}

// follows consumes the bytes if they come next, without any space before them.
func (p *parser) follows(token string) bool {
	if !bytes.HasPrefix(p.src[min(p.pos, len(p.src)):], []byte(token)) {
		return false
	}
	p.pos += len(token)
	return true
}

// word returns the regular characters that come next.
func (p *parser) word() string {
	begin := p.pos
	for p.pos < len(p.src) && strings.IndexByte(whitespace+delimiters, p.src[p.pos]) < 0 {
		p.pos++
	}
	return string(p.src[begin:p.pos])
}

// next returns the object that comes next; io.EOF at the end.
func (p *parser) next() (any, error) {
	p.skipSpace()
	if p.pos >= len(p.src) {
		return nil, io.EOF
	}
	switch {
	case p.has("<<"):
		return p.dict()
	case p.has("<"):
		return p.hexString()
	case p.has("("):
		return p.literalString()
	case p.has("["):
		items, err := p.until("]")
		return Array(items), err
	case p.has("/"):
		return p.name()
	}
	begin := p.pos
	word := p.word()
	if word == "" {
		return nil, fmt.Errorf("unexpected %q at byte %d", p.src[p.pos], p.pos)
	}
	number, err := strconv.ParseFloat(word, 64)
	if err != nil || strings.Trim(word, "+-.0123456789") != "" {
		return Keyword(word), nil
	}
	// Three tokens, "12 0 R", may be a reference.
	after := p.pos
	p.pos = begin
	if n, ok := p.reference(); ok {
		return n, nil
	}
	p.pos = after
	return number, nil
}

func (p *parser) reference() (Ref, bool) {
	n, err := strconv.Atoi(p.word())
	if err != nil {
		return 0, false
	}
	p.skipSpace()
	if p.word() != "0" {
		return 0, false
	}
	p.skipSpace()
	return Ref(n), p.word() == "R"
}

// name reads a name after its slash (7.3.5).
func (p *parser) name() (Name, error) {
	parts := strings.Split(p.word(), "#")
	for i, part := range parts[1:] {
		if len(part) < 2 {
			return "", fmt.Errorf("name with #%s before byte %d", part, p.pos)
		}
		c, err := strconv.ParseUint(part[:2], 16, 8)
		if err != nil {
			return "", fmt.Errorf("name with #%s before byte %d", part, p.pos)
		}
		parts[i+1] = string([]byte{byte(c)}) + part[2:]
	}
	return Name(strings.Join(parts, "")), nil
}

func (p *parser) until(end string) ([]any, error) {
	if p.depth++; p.depth > maxDepth {
		return nil, fmt.Errorf("more than %d arrays and dictionaries in one another at byte %d", maxDepth, p.pos)
	}
	defer func() { p.depth-- }()
	var items []any
	for !p.has(end) {
		item, err := p.next()
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return items, nil
}

func (p *parser) dict() (Dict, error) {
	items, err := p.until(">>")
	if err != nil {
		return nil, err
	}
	if len(items)%2 != 0 {
		return nil, fmt.Errorf("dictionary with an odd number of objects before byte %d", p.pos)
	}
	d := Dict{}
	for pair := range slices.Chunk(items, 2) {
		key, ok := pair[0].(Name)
		if !ok {
			return nil, fmt.Errorf("dictionary key %v before byte %d is no name", pair[0], p.pos)
		}
		if _, ok := d[key]; ok {
			return nil, fmt.Errorf("dictionary key %s twice before byte %d", key, p.pos)
		}
		if pair[1] != Keyword("null") {
			d[key] = pair[1]
		}
	}
	return d, nil
}

// literalString reads a string after its opening bracket (7.3.4.2).
func (p *parser) literalString() ([]byte, error) {
	var s []byte
	for depth := 1; p.pos < len(p.src); {
		c := p.src[p.pos]
		p.pos++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return s, nil
			}
		case '\r': // would have to be read as a line feed
			return nil, fmt.Errorf("carriage return in a string before byte %d", p.pos)
		case '\\':
			var err error
			if c, err = p.escape(); err != nil {
				return nil, err
			}
		}
		s = append(s, c)
	}
	return nil, io.ErrUnexpectedEOF
}

// escape reads an escape sequence after its backslash.
func (p *parser) escape() (byte, error) {
	if p.pos >= len(p.src) {
		return 0, io.ErrUnexpectedEOF
	}
	c := p.src[p.pos]
	p.pos++
	switch c {
	case 'n':
		return '\n', nil
	case 'r':
		return '\r', nil
	case '\\', '(', ')':
		return c, nil
	}
	if c < '0' || c > '7' {
		return 0, fmt.Errorf(`unknown escape \%c before byte %d`, c, p.pos)
	}
	code := int(c - '0')
	for digits := 1; digits < 3 && p.pos < len(p.src) && p.src[p.pos] >= '0' && p.src[p.pos] <= '7'; digits++ {
		code = 8*code + int(p.src[p.pos]-'0')
		p.pos++
	}
	return byte(code), nil
}

func (p *parser) hexString() ([]byte, error) {
	end := bytes.IndexByte(p.src[p.pos:], '>')
	if end < 0 {
		return nil, io.ErrUnexpectedEOF
	}
	digits := p.src[p.pos : p.pos+end]
	p.pos += end + 1
	s := make([]byte, len(digits)/2)
	for i := range s {
		b, err := strconv.ParseUint(string(digits[2*i:2*i+2]), 16, 8)
		if err != nil {
			return nil, fmt.Errorf("hexadecimal string <%s> before byte %d", digits, p.pos)
		}
		s[i] = byte(b)
	}
	if len(digits)%2 != 0 {
		return nil, fmt.Errorf("hexadecimal string <%s> before byte %d", digits, p.pos)
	}
	return s, nil
}

// decode returns the characters of a string of UTF-16BE units.
func decode(s []byte) (string, error) {
	if len(s)%2 != 0 {
		return "", fmt.Errorf("string of %d bytes is not UTF-16: %q", len(s), s)
	}
	units := make([]uint16, len(s)/2)
	for i := range units {
		units[i] = uint16(s[2*i])<<8 | uint16(s[2*i+1])
	}
	return string(utf16.Decode(units)), nil
}

// text decodes a text string (7.9.2.2): UTF-16BE with its mark, or the ASCII
// characters of PDFDocEncoding.
func (f *file) text(object any) (string, error) {
	s, ok := f.resolve(object).([]byte)
	if !ok {
		return "", fmt.Errorf("%v is no string", object)
	}
	if units, ok := bytes.CutPrefix(s, []byte("\xfe\xff")); ok {
		return decode(units)
	}
	for _, c := range s {
		if (c < ' ' || c > '~') && c != '\t' && c != '\n' && c != '\r' {
			return "", fmt.Errorf("string %q is neither ASCII nor UTF-16 with its mark", s)
		}
	}
	return string(s), nil
}

// optionalText returns "" if the dictionary has no such key.
func (f *file) optionalText(d Dict, key Name) (string, error) {
	object, ok := d[key]
	if !ok {
		return "", nil
	}
	s, err := f.text(object)
	if err != nil {
		return "", fmt.Errorf("%s: %w", key, err)
	}
	return s, nil
}

// resolve returns the object itself, or the one that it refers to; nil if there
// is none, which only a content stream can ask for: [open] checks all others.
func (f *file) resolve(object any) any {
	n, ok := object.(Ref)
	if !ok {
		return object
	}
	if n <= 0 || int(n) >= len(f.objects) {
		return nil
	}
	return f.objects[n]
}

func (f *file) dict(object any) (Dict, error) {
	d, ok := f.resolve(object).(Dict)
	if !ok {
		return nil, fmt.Errorf("%s where a dictionary should be", f.kind(object))
	}
	return d, nil
}

func (f *file) array(object any) (Array, error) {
	a, ok := f.resolve(object).(Array)
	if !ok {
		return nil, fmt.Errorf("%s where an array should be", f.kind(object))
	}
	return a, nil
}

func (f *file) number(object any) (float64, error) {
	n, ok := f.resolve(object).(float64)
	if !ok {
		return 0, fmt.Errorf("%s where a number should be", f.kind(object))
	}
	return n, nil
}

// integer returns a whole number from 0 to 2³¹−1.
func (f *file) integer(object any) (int, error) {
	n, err := f.number(object)
	if err != nil {
		return 0, err
	}
	if !(n >= 0 && n < 1<<31) || n != float64(int(n)) {
		return 0, fmt.Errorf("%v where a whole number should be", n)
	}
	return int(n), nil
}

// numbers returns an array of so many numbers.
func (f *file) numbers(object any, count int) ([]float64, error) {
	a, err := f.array(object)
	if err != nil {
		return nil, err
	}
	if len(a) != count {
		return nil, fmt.Errorf("%d numbers where %d should be", len(a), count)
	}
	list := make([]float64, count)
	for i, item := range a {
		if list[i], err = f.number(item); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (f *file) data(object any) ([]byte, error) {
	s, ok := f.resolve(object).(Stream)
	if !ok {
		return nil, fmt.Errorf("%s where a stream should be", f.kind(object))
	}
	return s.data, nil
}

var errNoReference = errors.New("is no reference")

func reference(object any) (Ref, error) {
	n, ok := object.(Ref)
	if !ok {
		return 0, errNoReference
	}
	return n, nil
}

// kind names what an object is, for errors.
func (f *file) kind(object any) string {
	switch object := f.resolve(object).(type) {
	case nil:
		return "nothing"
	case float64:
		return "a number"
	case []byte:
		return "a string"
	case Name:
		return "the name " + string(object)
	case Array:
		return "an array"
	case Dict:
		return "a dictionary"
	case Stream:
		return "a stream"
	case Keyword:
		return string(object)
	default:
		panic(fmt.Sprintf("pdftest: object of type %T", object))
	}
}
