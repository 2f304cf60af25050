package pdftest

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
)

// file is a PDF with all its objects.
type file struct {
	src     []byte
	version string
	entries []entry
	objects []any // by object number; nil for those that are free
	trailer Dict
}

// entry is where the cross-reference says that an object is.
type entry struct {
	kind   entryKind
	offset int // of an object in use
	stream Ref // of an object in an object stream,
	index  int // and which of its objects
}

type entryKind int

const (
	free entryKind = iota
	inUse
	compressed
)

var header = regexp.MustCompile(`\A%PDF-([1-9]\.[0-9])[\r\n]`)

// open reads the cross-reference (7.5.4, 7.5.8) and all objects.
func open(src []byte) (*file, error) {
	version := header.FindSubmatch(src[:min(len(src), 16)])
	if version == nil {
		return nil, errors.New("no PDF header")
	}
	f := &file{src: src, version: string(version[1])}
	at := bytes.LastIndex(src, []byte("startxref"))
	if at < 0 {
		return nil, errors.New("no startxref")
	}
	p := &parser{src: src, pos: at + len("startxref")}
	object, err := p.next()
	if err != nil {
		return nil, err
	}
	start, err := f.integer(object)
	if err != nil || start >= len(src) {
		return nil, fmt.Errorf("startxref %v", object)
	}
	if rest := bytes.TrimSpace(src[p.pos:]); string(rest) != "%%EOF" {
		return nil, fmt.Errorf("%q after startxref, not %%%%EOF", rest)
	}
	p.pos = start
	if p.has("xref") {
		err = f.table(p)
	} else {
		err = f.crossReferenceStream(p)
	}
	if err != nil {
		return nil, err
	}
	if size, ok := f.trailer["Size"].(float64); !ok || size != float64(len(f.entries)) {
		return nil, fmt.Errorf("the trailer's Size is %v, but the cross-reference has %d objects", f.trailer["Size"], len(f.entries))
	}
	for _, key := range []Name{"Prev", "XRefStm", "Encrypt"} {
		if _, ok := f.trailer[key]; ok {
			return nil, fmt.Errorf("the trailer has %s", key)
		}
	}
	if f.entries[0].kind != free {
		return nil, errors.New("object 0 is not free")
	}
	if err := f.load(); err != nil {
		return nil, err
	}
	return f, nil
}

// table reads a cross-reference table of one section and its trailer.
func (f *file) table(p *parser) error {
	items, err := p.until("trailer")
	if err != nil {
		return err
	}
	// "0 count", then "offset generation n" for each object.
	if len(items) < 5 || items[0] != 0.0 || items[1] != float64(len(items)-2)/3 {
		return errors.New("cross-reference table has more than one section, or its count is wrong")
	}
	for item := range slices.Chunk(items[2:], 3) {
		offset, err := f.integer(item[0])
		if err != nil {
			return fmt.Errorf("cross-reference entry %v", item)
		}
		switch {
		case item[2] == Keyword("f"):
			f.entries = append(f.entries, entry{kind: free})
		case item[2] == Keyword("n") && item[1] == 0.0:
			f.entries = append(f.entries, entry{kind: inUse, offset: offset})
		default:
			return fmt.Errorf("cross-reference entry %v", item)
		}
	}
	trailer, err := p.next()
	if err != nil {
		return err
	}
	var ok bool
	if f.trailer, ok = trailer.(Dict); !ok {
		return errors.New("trailer is no dictionary")
	}
	return nil
}

// crossReferenceStream reads the stream at p, whose dictionary is the trailer.
func (f *file) crossReferenceStream(p *parser) error {
	start := p.pos
	number, err := p.next()
	n, ok := number.(float64)
	if err != nil || !ok || !p.has("0 obj") {
		return fmt.Errorf("neither a cross-reference table nor an object at byte %d", start)
	}
	object, err := f.body(p)
	if err != nil {
		return fmt.Errorf("cross-reference stream: %w", err)
	}
	s, ok := object.(Stream)
	if !ok || s.Dict["Type"] != Name("XRef") {
		return fmt.Errorf("object at byte %d is no cross-reference stream", start)
	}
	f.trailer = s.Dict
	if err := f.streamEntries(s); err != nil {
		return fmt.Errorf("cross-reference stream: %w", err)
	}
	own, err := f.integer(n)
	if err != nil || own >= len(f.entries) || f.entries[own] != (entry{kind: inUse, offset: start}) {
		return fmt.Errorf("cross-reference stream: has no entry for itself, object %v at byte %d", n, start)
	}
	return nil
}

func (f *file) streamEntries(s Stream) error {
	size, err := f.integer(s.Dict["Size"])
	if err != nil || size == 0 || size > 1<<23 { // the limit of ISO 32000-1, annex C
		return fmt.Errorf("its Size is %v", s.Dict["Size"])
	}
	widths, err := f.numbers(s.Dict["W"], 3)
	if err != nil {
		return fmt.Errorf("its W: %w", err)
	}
	for _, w := range widths {
		if w != 0 && w != 1 && w != 2 && w != 3 && w != 4 {
			return fmt.Errorf("its W: %v", widths)
		}
	}
	index := Array{0.0, float64(size)}
	if _, ok := s.Dict["Index"]; ok {
		if index, err = f.array(s.Dict["Index"]); err != nil || len(index)%2 != 0 {
			return fmt.Errorf("its Index %v", s.Dict["Index"])
		}
	}
	f.entries = make([]entry, size)
	seen := make([]bool, size)
	data := s.data
	for section := range slices.Chunk(index, 2) {
		first, err1 := f.integer(section[0])
		count, err2 := f.integer(section[1])
		if err := errors.Join(err1, err2); err != nil {
			return fmt.Errorf("its Index %v", index)
		}
		for n := first; n < first+count; n++ {
			if n >= size {
				return fmt.Errorf("object %d is outside Size %d", n, size)
			}
			if seen[n] {
				return fmt.Errorf("object %d twice", n)
			}
			seen[n] = true
			fields := [3]int{1, 0, 0} // the type's default is 1
			for i, w := range widths {
				if len(data) < int(w) {
					return fmt.Errorf("ends at object %d", n)
				}
				if w > 0 {
					fields[i] = 0
				}
				for _, b := range data[:int(w)] {
					fields[i] = fields[i]<<8 | int(b)
				}
				data = data[int(w):]
			}
			switch {
			case fields[0] == 0:
			case fields[0] == 1 && fields[2] == 0:
				f.entries[n] = entry{kind: inUse, offset: fields[1]}
			case fields[0] == 2:
				f.entries[n] = entry{kind: compressed, stream: Ref(fields[1]), index: fields[2]}
			default:
				return fmt.Errorf("object %d has the entry %v", n, fields)
			}
		}
	}
	if len(data) > 0 {
		return fmt.Errorf("%d bytes after its last entry", len(data))
	}
	if n := slices.Index(seen, false); n >= 0 {
		return fmt.Errorf("object %d has no entry", n)
	}
	return nil
}

// load reads all objects, and checks that references lead to one.
func (f *file) load() error {
	f.objects = make([]any, len(f.entries))
	waiting := 0 // objects in object streams
	for n, e := range f.entries {
		switch e.kind {
		case compressed:
			waiting++
		case inUse:
			p := &parser{src: f.src, pos: e.offset}
			if !p.follows(fmt.Sprintf("%d 0 obj", n)) {
				return fmt.Errorf("object %d is not at byte %d", n, e.offset)
			}
			object, err := f.body(p)
			if err != nil {
				return fmt.Errorf("object %d: %w", n, err)
			}
			f.objects[n] = object
		}
	}
	for n := range f.objects {
		s, ok := f.objects[n].(Stream)
		if !ok || s.Dict["Type"] != Name("ObjStm") {
			continue
		}
		count, err := f.unpack(Ref(n), s)
		if err != nil {
			return fmt.Errorf("object stream %d: %w", n, err)
		}
		waiting -= count
	}
	if waiting != 0 {
		return fmt.Errorf("%d objects are in no object stream", waiting)
	}
	for n, object := range f.objects {
		if _, ok := object.(Ref); ok {
			return fmt.Errorf("object %d is a reference", n)
		}
		if err := f.references(object); err != nil {
			return fmt.Errorf("object %d: %w", n, err)
		}
	}
	if err := f.references(f.trailer); err != nil {
		return fmt.Errorf("trailer: %w", err)
	}
	return nil
}

// unpack reads an object stream (7.5.7) and returns how many objects it has.
func (f *file) unpack(number Ref, s Stream) (int, error) {
	count, err1 := f.integer(s.Dict["N"])
	first, err2 := f.integer(s.Dict["First"])
	if err := errors.Join(err1, err2); err != nil {
		return 0, err
	}
	if _, ok := s.Dict["Extends"]; ok {
		return 0, errors.New("has Extends")
	}
	if first > len(s.data) {
		return 0, fmt.Errorf("its First %d is behind its end", first)
	}
	header := &parser{src: s.data[:first]}
	for i := range count {
		object, err1 := header.next()
		place, err2 := header.next()
		if err := errors.Join(err1, err2); err != nil {
			return 0, err
		}
		n, err1 := f.integer(object)
		offset, err2 := f.integer(place)
		if err := errors.Join(err1, err2); err != nil {
			return 0, err
		}
		if n >= len(f.entries) || f.entries[n] != (entry{kind: compressed, stream: number, index: i}) {
			return 0, fmt.Errorf("the cross-reference does not say that object %d is its object %d", n, i)
		}
		p := &parser{src: s.data, pos: first + offset}
		if p.pos > len(s.data) {
			return 0, fmt.Errorf("object %d is behind its end", n)
		}
		if f.objects[n], err1 = p.next(); err1 != nil {
			return 0, fmt.Errorf("object %d: %w", n, err1)
		}
	}
	return count, nil
}

// references returns an error if a reference leads nowhere.
func (f *file) references(object any) error {
	switch object := object.(type) {
	case Ref:
		if object <= 0 || int(object) >= len(f.objects) || f.objects[object] == nil {
			return fmt.Errorf("object %d does not exist", object)
		}
	case Array:
		for _, item := range object {
			if err := f.references(item); err != nil {
				return err
			}
		}
	case Dict:
		for key, value := range object {
			if err := f.references(value); err != nil {
				return fmt.Errorf("%s: %w", key, err)
			}
		}
	case Stream:
		return f.references(object.Dict)
	}
	return nil
}

// body reads an object after "n 0 obj", to its end.
func (f *file) body(p *parser) (any, error) {
	object, err := p.next()
	if err != nil {
		return nil, err
	}
	if d, ok := object.(Dict); ok && p.has("stream") {
		if object, err = f.stream(d, p); err != nil {
			return nil, err
		}
	}
	if !p.has("endobj") {
		return nil, fmt.Errorf("no endobj at byte %d", p.pos)
	}
	return object, nil
}

// stream reads the data after the keyword stream (7.3.8). One end of line, and
// no more, may stand between the data and endstream.
func (f *file) stream(d Dict, p *parser) (Stream, error) {
	if !p.follows("\r\n") && !p.follows("\n") {
		return Stream{}, errors.New("no line feed after the keyword stream")
	}
	length, ok := d["Length"].(float64) // neither writer makes a reference of it
	if !ok || !(length >= 0 && length <= float64(len(p.src)-p.pos)) {
		return Stream{}, fmt.Errorf("stream of %v bytes", d["Length"])
	}
	end := p.pos + int(length)
	s := Stream{Dict: d, Raw: p.src[p.pos:end]}
	p.pos = end
	if !p.follows("\r\nendstream") && !p.follows("\nendstream") {
		return Stream{}, errors.New("stream's length is wrong")
	}
	var err error
	s.data, err = inflate(d, s.Raw)
	return s, err
}

// maxData is how long a stream may be when decoded.
const maxData = 1 << 28

// inflate decodes the data of a stream (7.4.4).
func inflate(d Dict, raw []byte) ([]byte, error) {
	switch filter := d["Filter"].(type) {
	case nil:
		return raw, nil
	case Name:
		if filter != "FlateDecode" {
			return nil, fmt.Errorf("unknown filter %v", filter)
		}
	default:
		return nil, fmt.Errorf("unknown filter %v", filter)
	}
	packed := bytes.NewReader(raw)
	r, err := zlib.NewReader(packed)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(r, maxData+1))
	switch {
	case err != nil:
		return nil, err
	case len(data) > maxData:
		return nil, fmt.Errorf("stream of more than %d bytes", maxData)
	case packed.Len() > 0:
		return nil, fmt.Errorf("%d bytes after the compressed data", packed.Len())
	}
	switch parameters := d["DecodeParms"].(type) {
	case nil:
		return data, nil
	case Dict:
		return unpredict(parameters, data)
	default:
		return nil, fmt.Errorf("DecodeParms %v", parameters)
	}
}

// unpredict undoes PNG's filters None and Up on rows of bytes (7.4.4.4).
func unpredict(parameters Dict, data []byte) ([]byte, error) {
	columns := 1
	for key, value := range parameters {
		n, ok := value.(float64)
		switch {
		case ok && key == "Predictor" && n >= 10 && n <= 15:
		case ok && key == "Columns" && n >= 1 && n <= 1<<16:
			columns = int(n)
		case key == "Colors" && n == 1:
		case key == "BitsPerComponent" && n == 8:
		default:
			return nil, fmt.Errorf("DecodeParms with %s %v", key, value)
		}
	}
	if parameters["Predictor"] == nil {
		return data, nil
	}
	var plain []byte
	above := make([]byte, columns)
	for row := range slices.Chunk(data, columns+1) {
		if len(row) != columns+1 || row[0] != 0 && row[0] != 2 {
			return nil, fmt.Errorf("row of %d bytes with the PNG filter %d", len(row)-1, row[0])
		}
		line := slices.Clone(row[1:])
		if row[0] == 2 {
			for i := range line {
				line[i] += above[i]
			}
		}
		plain = append(plain, line...)
		above = line
	}
	return plain, nil
}
