package preflight

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// pdfcpu would otherwise write a folder for its configuration into the user's.
func init() { model.ConfigPath = "disable" }

// What a file may ask for. A report has a hundredth of it.
const (
	maxFile    = 256 << 20
	maxDecoded = 64 << 20  // of one stream
	maxAll     = 512 << 20 // of all streams
	mostRatio  = 1032      // of what Flate decodes to what it reads
	maxObjects = 300_000
	maxParts   = 4_000_000 // values in the objects of object streams
	maxDepth   = 64
	maxTime    = 15 * time.Second // for everything: ten times what a thousand pages take
)

// file gives access to the objects of a PDF. A reference that leads nowhere is
// null (ISO 32000-1, 7.3.10); what is of another type than asked for is the
// zero value. Nothing here fails: rules say what is wrong.
type file struct {
	bytes   []byte
	ctx     *model.Context
	numbers []int   // of the objects, in order
	values  []value // see each
	many    bool    // there are too many of them to be kept
	parts   int     // about how many there are
	decoded int64   // bytes of all streams so far
	streams map[int][]byte
	broken  map[int]error   // of the streams that cannot be decoded
	limit   context.Context // ends when the examination has taken too long
}

// late reports whether the examination has taken too long.
func (f *file) late() bool { return f.limit.Err() != nil }

// errLate is why a file is not read to its end.
var errLate = errors.New("sie zu lesen dauert zu lange")

// open parses a file. pdfcpu panics at some malformed files, and does not end
// at others.
func open(limit context.Context, data []byte) (f *file, err error) {
	if len(data) > maxFile {
		return nil, errors.New("die Datei ist größer als 256 MiB")
	}
	defer func() {
		if r := recover(); r != nil {
			f, err = nil, fmt.Errorf("%v", r)
		}
	}()
	conf := model.NewDefaultConfiguration()
	// pdfcpu decodes all object streams at once.
	packed := max(1, bytes.Count(data, []byte("/ObjStm")))
	conf.Limits.MaxStreamBytes, conf.Limits.MaxDecodeBytes = maxFile, int64(max(1<<20, min(maxDecoded, maxAll/packed)))
	conf.Limits.MaxObjectCount, conf.Limits.MaxXRefEntries = maxObjects, maxObjects
	conf.Limits.MaxRecursionDepth = maxDepth
	ctx, err := pdfcpu.ReadWithContext(limit, bytes.NewReader(data), conf)
	if err != nil {
		switch {
		case slices.Contains(trailerKeys(data), "Encrypt"):
			err = errors.New("sie ist verschlüsselt")
		case limit.Err() != nil:
			err = errLate
		}
		return nil, err
	}
	f = &file{bytes: data, ctx: ctx, streams: map[int][]byte{}, broken: map[int]error{}, limit: limit}
	if err := f.unpack(); err != nil {
		return nil, err
	}
	return f, nil
}

// unpack reads the objects of the object streams, which pdfcpu leaves for later:
// a few bytes of a file may be millions of them.
func (f *file) unpack() error {
	packed := 0
	for _, n := range slices.Sorted(maps.Keys(f.ctx.Table)) {
		e := f.ctx.Table[n]
		if e == nil || e.Free {
			continue
		}
		lazy, ok := e.Object.(types.LazyObjectStreamObject)
		if !ok {
			f.parts += weight(e.Object, mostValues)
			continue
		}
		o, err := lazy.DecodedObject(f.limit)
		if f.late() {
			return errLate
		}
		if e.Object = o; err != nil {
			e.Object = nil
		}
		if packed += weight(e.Object, maxParts-packed); packed >= maxParts {
			return errors.New("sie besteht aus zu vielen Teilen")
		}
	}
	f.parts += packed
	return nil
}

// weight counts the values in an object, up to most of them.
func weight(o types.Object, most int) int {
	n := 1
	switch o := o.(type) {
	case types.Array:
		for _, item := range o {
			if n >= most {
				break
			}
			n += weight(item, most-n)
		}
	case types.Dict:
		for _, item := range o {
			if n >= most {
				break
			}
			n += weight(item, most-n)
		}
	}
	return n
}

// resolve follows references.
func (f *file) resolve(o types.Object) types.Object {
	for range maxDepth {
		r, ok := o.(types.IndirectRef)
		if !ok {
			return o
		}
		entry, ok := f.ctx.Table[r.ObjectNumber.Value()]
		if !ok || entry == nil || entry.Free {
			return nil
		}
		o = entry.Object
	}
	return nil
}

func (f *file) dict(o types.Object) types.Dict {
	switch d := f.resolve(o).(type) {
	case types.Dict:
		return d
	case types.StreamDict:
		return d.Dict
	case *types.StreamDict:
		return d.Dict
	case types.ObjectStreamDict:
		return d.Dict
	case types.XRefStreamDict:
		return d.Dict
	}
	return nil
}

func (f *file) array(o types.Object) types.Array {
	a, _ := f.resolve(o).(types.Array)
	return a
}

func (f *file) name(o types.Object) string {
	n, _ := f.resolve(o).(types.Name)
	return n.Value()
}

// number returns a number; ok is false if it is none, or not a finite one.
func (f *file) number(o types.Object) (n float64, ok bool) {
	switch v := f.resolve(o).(type) {
	case types.Integer:
		return float64(v.Value()), true
	case types.Float:
		n = v.Value()
		return n, !math.IsNaN(n) && !math.IsInf(n, 0)
	}
	return 0, false
}

func (f *file) integer(o types.Object) (n int, ok bool) {
	v, ok := f.resolve(o).(types.Integer)
	return v.Value(), ok
}

func (f *file) boolean(o types.Object) bool {
	b, _ := f.resolve(o).(types.Boolean)
	return bool(b)
}

// raw returns the bytes of a string; ok is false if it is none.
func (f *file) raw(o types.Object) (b []byte, ok bool) {
	switch s := f.resolve(o).(type) {
	case types.StringLiteral:
		b, err := types.Unescape(s.Value())
		return b, err == nil
	case types.HexLiteral:
		b, err := s.Bytes()
		return b, err == nil
	}
	return nil, false
}

// text returns a text string (7.9.2.2), "" if it is none.
func (f *file) text(o types.Object) string {
	b, _ := f.raw(o)
	return decodeText(b)
}

// stream returns the object of a stream, nil if it is none.
func (f *file) stream(o types.Object) *types.StreamDict {
	switch s := f.resolve(o).(type) {
	case types.StreamDict:
		return &s
	case *types.StreamDict:
		return s
	}
	return nil
}

// data returns the decoded data of a stream. What is too large is an error.
func (f *file) data(o types.Object) (data []byte, err error) {
	number := 0
	if r, ok := o.(types.IndirectRef); ok {
		number = r.ObjectNumber.Value()
		if data, ok := f.streams[number]; ok {
			return data, f.broken[number]
		}
	}
	defer func() {
		if r := recover(); r != nil {
			data, err = nil, fmt.Errorf("%v", r)
		}
		if number > 0 {
			f.streams[number], f.broken[number] = data, err
		}
	}()
	s := f.stream(o)
	if s == nil {
		return nil, errors.New("der Datenstrom fehlt")
	}
	if f.decoded > maxAll {
		return nil, errors.New("die Datenströme sind entpackt zu groß")
	}
	if err := s.DecodeWithLimit(maxDecoded); err != nil {
		// It may have failed at its end, after any number of bytes.
		cost := len(s.Raw)
		for range s.FilterPipeline {
			cost = min(mostRatio*cost, maxDecoded)
		}
		f.decoded += int64(cost)
		return nil, err
	}
	f.decoded += int64(len(s.Content))
	return s.Content, nil
}

// objects yields all objects with their numbers, in the order of these.
func (f *file) objects(yield func(int, types.Object) bool) {
	if f.numbers == nil {
		f.numbers = slices.Sorted(maps.Keys(f.ctx.Table))
	}
	for _, n := range f.numbers {
		e := f.ctx.Table[n]
		if e == nil || e.Free || e.Object == nil {
			continue
		}
		if !yield(n, e.Object) {
			return
		}
	}
}

// value is an object, or what stands in one.
type value struct {
	object int
	key    string
	o      types.Object
}

// mostValues is how many values are kept; of a report of 1500 pages there are a
// third.
const mostValues = 1_000_000

// each visits all objects and what stands in them, with the key under which it
// stands in a dictionary.
func (f *file) each(visit func(object int, key string, o types.Object)) {
	if f.values == nil && !f.many {
		f.values = make([]value, 0, min(f.parts, mostValues))
		f.walk(func(n int, key string, o types.Object) {
			if f.many = f.many || len(f.values) >= mostValues; !f.many {
				f.values = append(f.values, value{n, key, o})
			}
		})
	}
	if f.many {
		f.values = nil
		f.walk(visit)
		return
	}
	for _, v := range f.values {
		visit(v.object, v.key, v.o)
	}
}

func (f *file) walk(visit func(object int, key string, o types.Object)) {
	var walk func(int, string, types.Object)
	walk = func(n int, key string, o types.Object) {
		visit(n, key, o)
		if a, ok := o.(types.Array); ok {
			for _, item := range a {
				walk(n, "", item)
			}
			return
		}
		if _, ok := o.(types.IndirectRef); ok {
			return
		}
		d := f.dict(o)
		for _, k := range slices.Sorted(maps.Keys(d)) {
			walk(n, k, d[k])
		}
	}
	for n, o := range f.objects {
		walk(n, "", o)
	}
}

// dicts visits all dictionaries.
func (f *file) dicts(visit func(object int, d types.Dict)) {
	f.each(func(n int, _ string, o types.Object) {
		if _, ok := o.(types.IndirectRef); ok {
			return
		}
		if d := f.dict(o); d != nil {
			visit(n, d)
		}
	})
}

// startxref returns where the file says that its cross-reference begins, -1 if
// it does not.
func startxref(data []byte) int {
	at := bytes.LastIndex(data, []byte("startxref"))
	if at < 0 {
		return -1
	}
	s := &scanner{src: data, pos: at + len("startxref")}
	t, _ := s.next()
	n, ok := t.(float64)
	if !ok || n < 0 || n >= float64(len(data)) {
		return -1
	}
	return int(n)
}

// trailerKeys returns the names in the last trailer, be it that of a
// cross-reference table or of a stream.
func trailerKeys(data []byte) []string {
	at := startxref(data)
	if at < 0 {
		return nil
	}
	if bytes.HasPrefix(data[at:], []byte("xref")) {
		i := bytes.Index(data[at:], []byte("trailer"))
		if i < 0 {
			return nil
		}
		at += i
	}
	i := bytes.Index(data[at:], []byte("<<"))
	if i < 0 {
		return nil
	}
	s := &scanner{src: data, pos: at + i + 2, loose: true}
	items, _ := s.list(">>")
	var names []string
	for _, item := range items {
		if n, ok := item.(types.Name); ok {
			names = append(names, n.Value())
		}
	}
	return names
}
