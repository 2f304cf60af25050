package build

import (
	"bytes"
	"crypto/sha256"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"umsetzungsstand/internal/pdf/pdftest"
)

// The rules of the file as such, and of what must not be in it.
var fileRules = []rule{
	{"2a 6.1.2", "the file begins with %PDF-1.n, and then a comment of bytes above 127", func(s *subject, fault fault) {
		if !regexp.MustCompile(`\A%PDF-1\.[0-7]\n%[^\x00-\x7f]{4,}\n`).Match(latin1(s.pdf[:min(len(s.pdf), 32)])) {
			fault("it begins with %q", s.pdf[:16])
		}
		if s.doc.Version != "1.7" {
			fault("version %s", s.doc.Version)
		}
	}, []func(*subject){
		func(s *subject) { s.pdf = bytes.Replace(s.pdf, []byte("%PDF-1.7"), []byte("%PDF-2.0"), 1) },
		func(s *subject) { s.pdf = append([]byte(" "), s.pdf...) },
		func(s *subject) { s.pdf[9+2] = 'a' },
	}},
	{"2a 6.1.3", "the trailer has an ID, which is the body's digest, twice", func(s *subject, fault fault) {
		at := bytes.LastIndex(s.pdf, []byte("\nstartxref\n"))
		start, err := strconv.Atoi(string(bytes.TrimSpace(bytes.TrimSuffix(bytes.TrimSpace(s.pdf[at+11:]), []byte("%%EOF")))))
		if err != nil || start > len(s.pdf) {
			fault("startxref leads nowhere: %v", err)
			return
		}
		sum := sha256.Sum256(s.pdf[:start])
		for _, half := range s.doc.ID {
			if !bytes.Equal(half, sum[:16]) {
				fault("it is %x, not %x", half, sum[:16])
			}
		}
	}, []func(*subject){
		func(s *subject) { s.pdf[len(s.pdf)/2]++ },
		func(s *subject) { s.doc.ID[1] = nil },
	}},
	{"2a 6.1.3, 6.1.4", "there is one cross-reference and one end, and nothing behind it", func(s *subject, fault fault) {
		if !bytes.HasSuffix(s.pdf, []byte("\n%%EOF\n")) {
			fault("it does not end with %%%%EOF")
		}
		if n := bytes.Count(s.pdf, []byte("startxref")); n != 1 {
			fault("startxref is there %d times", n)
		}
		for _, key := range []pdftest.Name{"Prev", "XRefStm"} {
			if s.doc.Trailer[key] != nil {
				fault("the trailer has %s", key)
			}
		}
	}, []func(*subject){
		func(s *subject) { s.pdf = append(s.pdf, "\n\n"...) },
		func(s *subject) { s.doc.Trailer["Prev"] = 1.0 },
	}},
	{"2a 6.1.7.1, 6.1.9", "objects and streams are written with the line ends, blanks and lengths that the standard wants", spacing, []func(*subject){
		func(s *subject) { s.pdf = bytes.Replace(s.pdf, []byte(" 0 obj\n"), []byte(" 0 obj "), 1) },
		func(s *subject) { s.pdf = bytes.Replace(s.pdf, []byte("\nendstream"), []byte("endstream"), 1) },
		func(s *subject) { s.pdf = bytes.Replace(s.pdf, []byte("/Length "), []byte("/Length 1"), 1) },
		func(s *subject) { s.pdf = bytes.Replace(s.pdf, []byte("endobj\n"), []byte("endobj "), 1) },
	}},
	{"2a 6.1.7.1", "no stream is in another file", func(s *subject, fault fault) {
		for n, stream := range s.streams() {
			for _, key := range []pdftest.Name{"F", "FFilter", "FDecodeParms"} {
				if stream.Dict[key] != nil {
					fault("stream %d has %s", n, key)
				}
			}
		}
	}, []func(*subject){
		func(s *subject) { s.anyStream().Dict["F"] = []byte("x") },
	}},
	{"2a 6.1.7.2", "streams are compressed with Flate, if at all; no LZW, no Crypt", func(s *subject, fault fault) {
		for n, stream := range s.streams() {
			if f := stream.Dict["Filter"]; f != nil && f != pdftest.Name("FlateDecode") {
				fault("stream %d has the filter %v", n, f)
			}
		}
	}, []func(*subject){
		func(s *subject) { s.anyStream().Dict["Filter"] = pdftest.Name("LZWDecode") },
	}},
	{"2a 6.1.8", "names are UTF-8", func(s *subject, fault fault) {
		s.each(func(n pdftest.Ref, value any) {
			if name, ok := value.(pdftest.Name); ok && (!utf8.ValidString(string(name)) || name == "") {
				fault("object %d has the name %q", n, name)
			}
		})
	}, []func(*subject){
		func(s *subject) { s.doc.Catalog["X"] = pdftest.Name("\xff") },
	}},
	{"2a 6.1.13", "no number, string or name is larger than a reader must know", func(s *subject, fault fault) {
		count := 0
		for range s.doc.Objects() {
			count++
		}
		if count > 8388607 {
			fault("%d objects", count)
		}
		s.each(func(n pdftest.Ref, value any) {
			switch v := value.(type) {
			case float64:
				if whole := v == math.Trunc(v); whole && math.Abs(v) > math.MaxInt32 || math.Abs(v) > math.MaxFloat32 || v != 0 && math.Abs(v) < 1.175e-38 {
					fault("object %d has the number %g", n, v)
				}
			case []byte:
				if len(v) > 32767 {
					fault("object %d has a string of %d bytes", n, len(v))
				}
			case pdftest.Name:
				if len(v) > 127 {
					fault("object %d has a name of %d bytes", n, len(v))
				}
			}
		})
	}, []func(*subject){
		func(s *subject) { s.doc.Catalog["X"] = float64(1 << 31) },
		func(s *subject) { s.doc.Catalog["X"] = make([]byte, 32768) },
		func(s *subject) { s.doc.Catalog["X"] = pdftest.Name(make([]byte, 128)) },
	}},
	{"house", "no object is left over: all are reached from the trailer", func(s *subject, fault fault) {
		reached := map[pdftest.Ref]bool{}
		var visit func(any)
		visit = func(value any) {
			switch v := value.(type) {
			case pdftest.Ref:
				if !reached[v] {
					reached[v] = true
					visit(s.doc.Object(v))
				}
			case pdftest.Array:
				for _, item := range v {
					visit(item)
				}
			case pdftest.Dict:
				for _, item := range v {
					visit(item)
				}
			case pdftest.Stream:
				visit(v.Dict)
			}
		}
		visit(s.doc.Trailer)
		for n, object := range s.doc.Objects() {
			stream, _ := object.(pdftest.Stream)
			if t := stream.Dict["Type"]; !reached[n] && t != pdftest.Name("ObjStm") && t != pdftest.Name("XRef") {
				fault("nothing leads to object %d", n)
			}
		}
	}, []func(*subject){
		func(s *subject) { delete(s.doc.Catalog, "Outlines") },
	}},
	{"house", "the catalog has what a report needs, and nothing that gofpdf put there", func(s *subject, fault fault) {
		want := strings.Fields("Type Pages Lang MarkInfo StructTreeRoot Metadata OutputIntents ViewerPreferences PageLabels Names Outlines PageMode")
		for key := range s.doc.Catalog {
			if !slices.Contains(want, string(key)) {
				fault("it has %s", key)
			}
		}
		if s.doc.Catalog["Type"] != pdftest.Name("Catalog") || s.doc.Catalog["PageLabels"] == nil {
			fault("it has no Type or no PageLabels")
		}
		for key := range s.doc.Dict(s.doc.Catalog["Names"]) {
			if key != "Dests" {
				fault("it has names of %s", key)
			}
		}
	}, []func(*subject){
		func(s *subject) { s.doc.Catalog["PageLayout"] = pdftest.Name("OneColumn") },
		func(s *subject) { delete(s.doc.Catalog, "PageLabels") },
		func(s *subject) { s.doc.Dict(s.doc.Catalog["Names"])["Pages"] = 1.0 },
	}},

	without("2a 6.1.3; ua 7.16; 26-001, 26-002", "the file is not encrypted", "Encrypt"),
	without("2a 6.1.12", "nobody's permission is asked", "Perms"),
	without("2a 6.2.5, 6.2.10", "there are no graphics states, and so no transparency, halftones and transfer functions",
		"ExtGState", "SMask", "BM", "CA", "ca", "TR2", "HT", "HTP", "Group"),
	without("2a 6.2.8, 6.2.9; ua 7.1, 7.3; 13-004, 30-001, 30-002", "there are no images, no forms drawn in pages and no thumbnails",
		"XObject", "Image", "Alternates", "OPI", "Ref", "PS", "Thumb", "Interpolate"),
	without("2a 6.2.4.2, 6.2.4.4", "there are no colour spaces but the device's, no patterns and shadings",
		"ColorSpace", "DefaultRGB", "DefaultGray", "DefaultCMYK", "Pattern", "Shading", "Separation", "DeviceN"),
	without("2a 6.3.3", "annotations need no appearance", "AP", "AS"),
	without("2a 6.4; ua 7.18.4; 11-005, 25-001, 28-005, 28-010", "there are no forms, of XFA neither", "AcroForm", "XFA", "NeedsRendering", "Widget", "Sig"),
	without("2a 6.5.1; ua 7.19; 29-001", "there are no scripts, and no actions but those of links", "JavaScript", "JS", "OpenAction", "Launch", "Named", "SubmitForm"),
	without("2a 6.5.2", "nothing happens by itself", "AA"),
	without("2a 6.8; ua 7.11; 21-001, 28-016", "no files are embedded", "EmbeddedFiles", "EF", "Filespec", "AF", "Collection", "UF"),
	without("2a 6.9; ua 7.10; 20-001, 20-002, 20-003", "there are no layers", "OCProperties", "OCG", "OCMD", "OC"),
	without("2a 6.10", "there are no other presentations", "AlternatePresentations", "PresSteps", "Trans"),
	without("2a 6.11", "nothing is required of the reader", "Requirements"),
	without("ua 7.18; 28-006, 28-007, 28-014, 28-015, 28-017, 28-018", "there are no annotations of kinds that the standards forbid or that need more than a link",
		"TrapNet", "PrinterMark", "Popup", "Screen", "Movie", "Sound", "3D", "FileAttachment", "Watermark", "RichMedia", "MediaClip"),
	without("32000 14.8.4.5; ua 7.3, 7.7, 7.9; 09-007, 09-008, 17-002, 17-003, 19-003, 19-004",
		"there are no figures, formulas, notes, rubies and warichus, which would need texts of their own",
		"Figure", "Formula", "Form", "Note", "Ruby", "Warichu", "Private"),
	without("ua 7.1; 01-007", "no tag is called suspect", "Suspects"),
	without("ua 7.15; 31-012 to 31-015", "no font lists its characters, which could be a wrong list", "CIDSet", "CharSet"),
	without("2a 6.7.3.4; 02-003, 02-004", "no structure type is mapped or given by a class", "RoleMap", "ClassMap"),
	without("ua 7.15", "there is no text instead of the text", "ActualText", "Alt"),
}

// without is a rule that these names are neither keys of a dictionary nor
// values.
func without(clause, says string, names ...pdftest.Name) rule {
	return rule{clause, says, func(s *subject, fault fault) {
		s.each(func(n pdftest.Ref, value any) {
			if name, ok := value.(pdftest.Name); ok && slices.Contains(names, name) {
				fault("object %d has %s", n, name)
			}
		})
	}, []func(*subject){
		func(s *subject) { s.doc.Catalog[names[0]] = 1.0 },
		func(s *subject) {
			s.doc.Pages[0].Links[0].Dict["X"] = pdftest.Array{pdftest.Dict{"Y": names[len(names)-1]}}
		},
	}}
}

// latin1 makes of each byte a character, for regular expressions.
func latin1(b []byte) []byte {
	var out []byte
	for _, c := range b {
		out = utf8.AppendRune(out, rune(c))
	}
	return out
}

var (
	objectHead = regexp.MustCompile(`\A([1-9][0-9]*) 0 obj\n`)
	lengthKey  = regexp.MustCompile(`/Length ([0-9]+)[/>]`)
)

// spacing reads the file from its first byte to its last, as it lies there.
func spacing(s *subject, fault fault) {
	rest := s.pdf
	for range 2 { // header and comment
		_, rest, _ = bytes.Cut(rest, []byte("\n"))
	}
	for count := 0; ; count++ {
		head := objectHead.Find(rest)
		if head == nil {
			if count == 0 || !bytes.HasPrefix(rest, []byte("startxref\n")) {
				fault("after %d objects there is %.40q", count, rest)
			}
			return
		}
		rest = rest[len(head):]
		dict, after, ok := bytes.Cut(rest, []byte(">>stream\n"))
		length := lengthKey.FindSubmatch(append(dict, '>'))
		if !ok || length == nil {
			fault("%q is no stream with a length", head)
			return
		}
		n, err := strconv.Atoi(string(length[1]))
		if err != nil || n > len(after) || !bytes.HasPrefix(after[n:], []byte("\nendstream\nendobj\n")) {
			fault("%q: there is no line with endstream, and no line with endobj, after %s bytes", head, length[1])
			return
		}
		rest = after[n+len("\nendstream\nendobj\n"):]
	}
}

// each calls f with all values of all objects, those in others too, and with
// the keys of dictionaries.
func (s *subject) each(f func(pdftest.Ref, any)) {
	var visit func(pdftest.Ref, any)
	visit = func(n pdftest.Ref, value any) {
		f(n, value)
		switch v := value.(type) {
		case pdftest.Array:
			for _, item := range v {
				visit(n, item)
			}
		case pdftest.Dict:
			for key, item := range v {
				f(n, key)
				visit(n, item)
			}
		case pdftest.Stream:
			visit(n, v.Dict)
		}
	}
	visit(0, s.doc.Trailer)
	for n, object := range s.doc.Objects() {
		visit(n, object)
	}
}

func (s *subject) streams() map[pdftest.Ref]pdftest.Stream {
	list := map[pdftest.Ref]pdftest.Stream{}
	for n, object := range s.doc.Objects() {
		if stream, ok := object.(pdftest.Stream); ok {
			list[n] = stream
		}
	}
	return list
}

func (s *subject) anyStream() pdftest.Stream {
	list := s.streams()
	return list[slices.Min(slices.Collect(maps.Keys(list)))]
}
