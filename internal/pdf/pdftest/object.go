package pdftest

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// The objects of a PDF (ISO 32000-1, 7.3) are any of float64, []byte (a
// string), name, array, dict, ref, stream, and keyword for true, false, null
// and the operators of content streams.
type (
	name    string
	keyword string
	array   []any
	dict    map[name]any
	ref     int // object number; generations are always 0
	stream  struct {
		dict dict
		data []byte // decoded
	}
)

// parser reads objects from src, beginning at pos.
type parser struct {
	src []byte
	pos int
}

const (
	whitespace = "\x00\t\n\f\r "
	delimiters = "()<>[]{}/%"
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
	if !bytes.HasPrefix(p.src[p.pos:], []byte(token)) {
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
		return array(items), err
	case p.has("/"):
		return name(p.word()), nil
	}
	begin := p.pos
	word := p.word()
	if word == "" {
		return nil, fmt.Errorf("unexpected %q at byte %d", p.src[p.pos], p.pos)
	}
	number, err := strconv.ParseFloat(word, 64)
	if err != nil {
		return keyword(word), nil
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

func (p *parser) reference() (ref, bool) {
	n, err := strconv.Atoi(p.word())
	if err != nil {
		return 0, false
	}
	p.skipSpace()
	if p.word() != "0" {
		return 0, false
	}
	p.skipSpace()
	return ref(n), p.word() == "R"
}

func (p *parser) until(end string) ([]any, error) {
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

func (p *parser) dict() (dict, error) {
	items, err := p.until(">>")
	if err != nil {
		return nil, err
	}
	if len(items)%2 != 0 {
		return nil, fmt.Errorf("dictionary with an odd number of objects before byte %d", p.pos)
	}
	d := dict{}
	for pair := range slices.Chunk(items, 2) {
		key, ok := pair[0].(name)
		if !ok {
			return nil, fmt.Errorf("dictionary key %v before byte %d is no name", pair[0], p.pos)
		}
		d[key] = pair[1]
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
		case '\\':
			if p.pos >= len(p.src) {
				return nil, io.ErrUnexpectedEOF
			}
			c = p.src[p.pos]
			p.pos++
			switch c {
			case 'n':
				c = '\n'
			case 'r':
				c = '\r'
			case '\\', '(', ')':
			default:
				return nil, fmt.Errorf(`unknown escape \%c before byte %d`, c, p.pos)
			}
		}
		s = append(s, c)
	}
	return nil, io.ErrUnexpectedEOF
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
	return s, nil
}

// file is a PDF with its cross-reference table.
type file struct {
	src     []byte
	offsets []int // by object number
	trailer dict
}

// open reads the cross-reference table and the trailer (7.5.4, 7.5.5).
func open(src []byte) (*file, error) {
	if !bytes.HasPrefix(src, []byte("%PDF-")) {
		return nil, errors.New("no PDF header")
	}
	at := bytes.LastIndex(src, []byte("startxref"))
	if at < 0 {
		return nil, errors.New("no startxref")
	}
	p := &parser{src: src, pos: at + len("startxref")}
	start, err := p.next()
	if err != nil {
		return nil, err
	}
	n, ok := start.(float64)
	if !ok || !(n >= 0 && n < float64(len(src))) {
		return nil, fmt.Errorf("startxref %v", start)
	}
	p.pos = int(n)
	if !p.has("xref") {
		return nil, fmt.Errorf("no cross-reference table at byte %d", p.pos)
	}
	var f file
	f.src = src
	entries, err := p.until("trailer")
	if err != nil {
		return nil, err
	}
	// "0 count", then "offset generation n" for each object.
	if len(entries) < 2 || entries[0] != 0.0 || entries[1] != float64(len(entries)-2)/3 {
		return nil, errors.New("cross-reference table has more than one section, or its count is wrong")
	}
	for entry := range slices.Chunk(entries[2:], 3) {
		offset, ok := entry[0].(float64)
		if !ok || !(offset >= 0 && offset < float64(len(src))) {
			return nil, fmt.Errorf("cross-reference entry %v", entry)
		}
		f.offsets = append(f.offsets, int(offset))
	}
	trailer, err := p.next()
	if err != nil {
		return nil, err
	}
	f.trailer, ok = trailer.(dict)
	if !ok {
		return nil, errors.New("trailer is no dictionary")
	}
	return &f, nil
}

// resolve returns the object itself, or the one that it refers to.
func (f *file) resolve(object any) (any, error) {
	n, ok := object.(ref)
	if !ok {
		return object, nil
	}
	if n <= 0 || int(n) >= len(f.offsets) {
		return nil, fmt.Errorf("object %d does not exist", n)
	}
	p := &parser{src: f.src, pos: f.offsets[n]}
	if !p.has(fmt.Sprintf("%d 0 obj", n)) {
		return nil, fmt.Errorf("object %d is not at byte %d", n, f.offsets[n])
	}
	object, err := p.next()
	if err != nil {
		return nil, fmt.Errorf("object %d: %w", n, err)
	}
	d, ok := object.(dict)
	if !ok || !p.has("stream") {
		return object, nil
	}
	s, err := f.stream(d, p)
	if err != nil {
		return nil, fmt.Errorf("object %d: %w", n, err)
	}
	return s, nil
}

// stream reads the data after the keyword stream (7.3.8).
func (f *file) stream(d dict, p *parser) (stream, error) {
	if p.pos < len(p.src) && p.src[p.pos] == '\r' {
		p.pos++
	}
	p.pos++                             // the line feed
	length, ok := d["Length"].(float64) // gofpdf makes no reference of it
	if !ok || !(length >= 0 && length <= float64(len(p.src)-p.pos)) {
		return stream{}, fmt.Errorf("stream of %v bytes", d["Length"])
	}
	end := p.pos + int(length)
	data := p.src[p.pos:end]
	p.pos = end
	if !p.has("endstream") {
		return stream{}, errors.New("stream's length is wrong")
	}
	switch filter := d["Filter"]; filter {
	case nil:
	case name("FlateDecode"):
		r, err := zlib.NewReader(bytes.NewReader(data))
		if err != nil {
			return stream{}, err
		}
		if data, err = io.ReadAll(r); err != nil {
			return stream{}, err
		}
	default:
		return stream{}, fmt.Errorf("unknown filter %v", filter)
	}
	return stream{d, data}, nil
}

func (f *file) dict(object any) (dict, error) {
	object, err := f.resolve(object)
	if err != nil {
		return nil, err
	}
	d, ok := object.(dict)
	if !ok {
		return nil, fmt.Errorf("%T where a dictionary should be", object)
	}
	return d, nil
}

func (f *file) array(object any) (array, error) {
	object, err := f.resolve(object)
	if err != nil {
		return nil, err
	}
	a, ok := object.(array)
	if !ok {
		return nil, fmt.Errorf("%T where an array should be", object)
	}
	return a, nil
}

func (f *file) number(object any) (float64, error) {
	object, err := f.resolve(object)
	if err != nil {
		return 0, err
	}
	n, ok := object.(float64)
	if !ok {
		return 0, fmt.Errorf("%T where a number should be", object)
	}
	return n, nil
}

func (f *file) data(object any) ([]byte, error) {
	object, err := f.resolve(object)
	if err != nil {
		return nil, err
	}
	s, ok := object.(stream)
	if !ok {
		return nil, fmt.Errorf("%T where a stream should be", object)
	}
	return s.data, nil
}
