package finish

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"unicode/utf16"
)

// ref is the number of an object; all have the generation 0.
type ref int

func (r ref) String() string { return fmt.Sprintf("%d 0 R", int(r)) }

// writer collects the objects of a file.
type writer struct{ objects []object }

// object is a dictionary or an array, or, with data, a stream: then body is the
// inside of its dictionary without Length and Filter.
type object struct {
	body   []byte
	data   []byte
	stream bool
	plain  bool // the stream is not compressed
}

// reserve returns the number of an object that is to be set.
func (w *writer) reserve() ref {
	w.objects = append(w.objects, object{})
	return ref(len(w.objects))
}

func (w *writer) set(r ref, body []byte) { w.objects[r-1].body = body }

func (w *writer) add(format string, args ...any) ref {
	r := w.reserve()
	w.set(r, fmt.Appendf(nil, format, args...))
	return r
}

func (w *writer) addStream(dict string, data []byte) ref {
	w.objects = append(w.objects, object{body: []byte(dict), data: data, stream: true})
	return ref(len(w.objects))
}

// packed is how many objects one object stream holds.
const packed = 200

// file writes the file: header, streams, all other objects packed into object
// streams (ISO 32000-1, 7.5.7), and a cross-reference stream (ISO 32000-1, 7.5.8). The same
// objects give the same bytes.
func (w *writer) file(root, info ref) []byte {
	where := make([]entry, len(w.objects))
	w.pack(where)
	parallel(len(w.objects), func(i int) {
		if o := &w.objects[i]; o.stream && !o.plain {
			o.data = deflate(o.data)
		}
	})

	// The comment of bytes above 127 says that the file is binary (ISO 19005-2,
	// 6.1.2).
	size := 0
	for i := range w.objects {
		size += len(w.objects[i].data) + 200
	}
	b := make([]byte, 0, size)
	b = append(b, "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"...)
	for i := range w.objects {
		o := &w.objects[i]
		if !o.stream {
			continue
		}
		if i < len(where) {
			where[i].at = len(b)
		} else {
			where = append(where, entry{at: len(b)})
		}
		b = fmt.Appendf(b, "%d 0 obj\n<<%s/Length %d", i+1, o.body, len(o.data))
		if !o.plain {
			b = append(b, "/Filter/FlateDecode"...)
		}
		b = append(b, ">>stream\n"...)
		b = append(b, o.data...)
		b = append(b, "\nendstream\nendobj\n"...)
		o.data = nil
	}

	// ISO 19005-2, 6.1.3 asks for an ID. It is the body's own digest, for a file is what it
	// holds; both halves are equal as long as it has not been changed.
	id := sha256.Sum256(b)
	start := len(b)
	where = append(where, entry{at: start})
	table := deflate(crossReferences(where))
	b = fmt.Appendf(b, "%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]/Root %v/Info %v/ID[<%x><%x>]/Length %d/Filter/FlateDecode>>stream\n",
		len(where), len(where)+1, root, info, id[:16], id[:16], len(table))
	b = append(b, table...)
	return fmt.Appendf(b, "\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n", start)
}

// entry says where an object is: at an offset of the file, or in an object
// stream, the how manieth.
type entry struct {
	at     int
	within ref
	index  int
}

// pack puts all objects that are no streams into object streams, which become
// objects themselves.
func (w *writer) pack(where []entry) {
	var head, bodies []byte
	n := 0
	flush := func() {
		if n > 0 {
			dict := fmt.Sprintf("/Type/ObjStm/N %d/First %d", n, len(head))
			w.addStream(dict, append(head, bodies...))
			head, bodies, n = nil, nil, 0
		}
	}
	count := len(where)
	// The streams' own numbers follow those of all that are packed.
	next := ref(count + 1)
	for i := range count {
		o := &w.objects[i]
		if o.stream {
			continue
		}
		where[i] = entry{within: next, index: n}
		head = fmt.Appendf(head, "%d %d ", i+1, len(bodies))
		bodies = append(append(bodies, o.body...), '\n')
		o.body = nil
		if n++; n == packed {
			flush()
			next++
		}
	}
	flush()
}

// crossReferences writes the table in the widths 1, 4 and 2.
func crossReferences(where []entry) []byte {
	b := make([]byte, 0, 7*(len(where)+1))
	b = append(b, 0, 0, 0, 0, 0, 0xFF, 0xFF) // object 0 is free
	for _, e := range where {
		kind, at, index := byte(1), e.at, 0
		if e.within > 0 {
			kind, at, index = 2, int(e.within), e.index
		}
		b = append(b, kind, byte(at>>24), byte(at>>16), byte(at>>8), byte(at), byte(index>>8), byte(index))
	}
	return b
}

var deflaters = sync.Pool{New: func() any { return zlib.NewWriter(nil) }}

func deflate(data []byte) []byte {
	var b bytes.Buffer
	z := deflaters.Get().(*zlib.Writer)
	defer deflaters.Put(z)
	z.Reset(&b)
	z.Write(data) // a bytes.Buffer takes all
	z.Close()
	return bytes.Clone(b.Bytes())
}

// parallel calls f for 0 to n-1, on as many processors as there are.
func parallel(n int, f func(int)) {
	var (
		group sync.WaitGroup
		next  = make(chan int)
	)
	for range min(n, runtime.GOMAXPROCS(0)) {
		group.Go(func() {
			for i := range next {
				f(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	group.Wait()
}

var escape = strings.NewReplacer(`\`, `\\`, `(`, `\(`, `)`, `\)`)

// textString writes a text string (ISO 32000-1, 7.9.2.2): as it is where it is ASCII, else
// in UTF-16BE.
func textString(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) < 0 {
		return "(" + escape.Replace(s) + ")"
	}
	b := []byte("<FEFF")
	for _, u := range utf16.Encode([]rune(s)) {
		b = fmt.Appendf(b, "%04X", u)
	}
	return string(append(b, '>'))
}

// name writes a name (ISO 32000-1, 7.3.5).
func name(s string) string {
	b := []byte{'/'}
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c > '~' || c == '#' || strings.IndexByte(delimiters, c) >= 0 {
			b = fmt.Appendf(b, "#%02X", c)
		} else {
			b = append(b, c)
		}
	}
	return string(b)
}

// appendPoints writes a length in 1/100 pt as a number in pt.
func appendPoints(b []byte, hundredths int) []byte {
	if hundredths < 0 {
		b, hundredths = append(b, '-'), -hundredths
	}
	b = fmt.Append(b, hundredths/100)
	switch d := hundredths % 100; {
	case d == 0:
	case d%10 == 0:
		b = append(b, '.', byte('0'+d/10))
	default:
		b = append(b, '.', byte('0'+d/10), byte('0'+d%10))
	}
	return b
}

func points(hundredths int) string { return string(appendPoints(nil, hundredths)) }
