package preflight

import (
	"bytes"
	"fmt"
	"regexp"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

var objectHead = regexp.MustCompile(`\A([0-9]+) ([0-9]+) obj`)

// longestObject is how many tokens an object may have before its end: a
// dictionary and an array are one.
const longestObject = 100

// readSyntax reads the objects once more as they lie in the file, for the
// parser forgives much: what it notices, by the code of the rule that tells it.
func (d *document) readSyntax() map[string][]string {
	if d.syntax != nil {
		return d.syntax
	}
	d.syntax = map[string][]string{}
	for n, o := range d.objects {
		e := d.ctx.Table[n]
		if s, ok := o.(types.ObjectStreamDict); ok {
			d.readInner(n, s.Content)
		}
		if e.Compressed || e.Offset == nil || *e.Offset <= 0 {
			continue
		}
		d.readObject(n, o, int(*e.Offset))
	}
	return d.syntax
}

func (d *document) note(code, format string, args ...any) {
	if len(d.syntax[code]) < mostNotes {
		d.syntax[code] = append(d.syntax[code], fmt.Sprintf(format, args...))
	}
}

// readInner reads the objects of an object stream.
func (d *document) readInner(n int, content []byte) {
	s := &scanner{src: content, loose: true}
	for {
		if t, err := s.next(); t == nil || err != nil {
			break
		}
	}
	if s.ragged {
		d.note("pdf-sedezimalzahl", "In dem Objektstrom %d hat eine Zeichenkette eine halbe Stelle.", n)
	}
}

func (d *document) readObject(n int, o types.Object, at int) {
	if at >= len(d.bytes) {
		d.note("pdf-querverweis", "Das Objekt %d liegt hinter dem Ende der Datei.", n)
		return
	}
	head := objectHead.FindSubmatch(d.bytes[at:min(len(d.bytes), at+40)])
	if head == nil || string(head[1]) != fmt.Sprint(n) {
		d.note("pdf-querverweis", "Das Objekt %d liegt nicht dort, wohin sein Querverweis zeigt.", n)
		return
	}
	s := &scanner{src: d.bytes, pos: at + len(head[0]), loose: true}
	if !isBreak(d.bytes[at-1]) || s.pos >= len(d.bytes) || !isBreak(d.bytes[s.pos]) {
		d.note("pdf-objekt", "Der Kopf des Objekts %d steht nicht auf einer eigenen Zeile.", n)
	}
	for range longestObject {
		t, err := s.next()
		if err != nil || t == nil {
			d.note("pdf-objekt", "Das Objekt %d ist fehlerhaft.", n)
			return
		}
		switch t {
		case operator("stream"):
			if !d.readStream(n, o, s) {
				return
			}
		case operator("endobj"):
			if !isBreak(d.bytes[s.pos-len("endobj")-1]) || s.pos >= len(d.bytes) || !isBreak(d.bytes[s.pos]) {
				d.note("pdf-objekt", "Das Ende des Objekts %d steht nicht auf einer eigenen Zeile.", n)
			}
			if s.ragged {
				d.note("pdf-sedezimalzahl", "In dem Objekt %d hat eine Zeichenkette eine halbe Stelle.", n)
			}
			return
		}
	}
	d.note("pdf-objekt", "Das Objekt %d hat kein Ende.", n)
}

// readStream passes over the data of a stream. It reports whether its end was
// found where the dictionary says.
func (d *document) readStream(n int, o types.Object, s *scanner) bool {
	rest := d.bytes[s.pos:]
	switch {
	case bytes.HasPrefix(rest, []byte("\r\n")):
		s.pos += 2
	case bytes.HasPrefix(rest, []byte("\n")):
		s.pos++
	default:
		d.note("pdf-datenstrom", "Auf den Anfang des Datenstroms %d folgt nicht der vorgeschriebene Zeilenwechsel.", n)
		return false
	}
	length, ok := d.integer(d.dict(o)["Length"])
	if !ok || length < 0 || length > len(d.bytes)-s.pos {
		d.note("pdf-datenstrom", "Die Länge des Datenstroms %d fehlt oder ist falsch.", n)
		return false
	}
	s.pos += length
	rest = d.bytes[s.pos:min(len(d.bytes), s.pos+16)]
	for _, end := range []string{"\r\nendstream", "\nendstream", "\rendstream"} {
		if bytes.HasPrefix(rest, []byte(end)) {
			s.pos += len(end)
			return true
		}
	}
	d.note("pdf-datenstrom", "Der Datenstrom %d endet nicht dort, wo seine Länge es sagt, oder ohne Zeilenwechsel.", n)
	return false
}

func isBreak(c byte) bool { return c == '\n' || c == '\r' }
