package preflight_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"umsetzungsstand/internal/pdf/pdftest"
	"umsetzungsstand/internal/preflight"
)

// plain is a PDF whose objects lie open: dictionaries and arrays as text,
// streams decoded. It is written with a plain cross-reference table and without
// any compression, so that a test can change what it likes.
type plain struct {
	t       testing.TB
	header  string
	objects map[int]string // without "obj" and "endobj"; of a stream its dictionary without Length and Filter
	streams map[int][]byte
	trailer string // what stands in it beside Size
}

// open reads a sound file.
func open(t testing.TB, data []byte) *plain {
	t.Helper()
	doc, err := pdftest.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	p := &plain{t: t, header: "%PDF-" + doc.Version + "\n%\xe2\xe3\xcf\xd3\n", objects: map[int]string{}, streams: map[int][]byte{}}
	for ref, o := range doc.Objects() {
		if s, ok := o.(*pdftest.Stream); ok {
			o = *s
		}
		s, ok := o.(pdftest.Stream)
		if !ok {
			p.objects[int(ref)] = text(o)
			continue
		}
		if kind := s.Dict["Type"]; kind == pdftest.Name("ObjStm") || kind == pdftest.Name("XRef") {
			continue
		}
		data := s.Data()
		d := maps.Clone(s.Dict)
		delete(d, "Length")
		delete(d, "Filter")
		p.objects[int(ref)], p.streams[int(ref)] = text(d), data
	}
	for _, key := range []pdftest.Name{"Root", "Info", "ID"} {
		if v, ok := doc.Trailer[key]; ok {
			p.trailer += "/" + string(key) + " " + text(v)
		}
	}
	return p
}

// text writes an object, the keys of dictionaries in order.
func text(o any) string {
	switch o := o.(type) {
	case pdftest.Dict:
		var b strings.Builder
		b.WriteString("<<")
		for _, k := range slices.Sorted(maps.Keys(o)) {
			fmt.Fprintf(&b, "/%s %s ", k, text(o[k]))
		}
		return strings.TrimSuffix(b.String(), " ") + ">>"
	case pdftest.Array:
		var parts []string
		for _, item := range o {
			parts = append(parts, text(item))
		}
		return "[" + strings.Join(parts, " ") + "]"
	case pdftest.Name:
		return "/" + string(o)
	case pdftest.Ref:
		return fmt.Sprintf("%d 0 R", int(o))
	case []byte:
		if strings.IndexFunc(string(o), func(r rune) bool { return r < ' ' || r > '~' || strings.ContainsRune(`()\`, r) }) < 0 {
			return "(" + string(o) + ")"
		}
		return fmt.Sprintf("<%x>", o)
	case float64:
		return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.5f", o), "0"), ".")
	case pdftest.Keyword:
		return string(o)
	}
	panic(fmt.Sprintf("an object of type %T", o))
}

// replace replaces a text in the object that holds it, the first by number; it
// must be there.
func (p *plain) replace(old, new string) {
	p.t.Helper()
	for _, n := range slices.Sorted(maps.Keys(p.objects)) {
		if strings.Contains(p.objects[n], old) {
			p.objects[n] = strings.Replace(p.objects[n], old, new, 1)
			return
		}
	}
	p.t.Fatalf("no object holds %q", old)
}

// replaceAll replaces a text in all objects that hold it.
func (p *plain) replaceAll(old, new string) {
	p.t.Helper()
	found := false
	for n, o := range p.objects {
		if strings.Contains(o, old) {
			p.objects[n], found = strings.ReplaceAll(o, old, new), true
		}
	}
	if !found {
		p.t.Fatalf("no object holds %q", old)
	}
}

// rewrite replaces a text in the first stream that holds it.
func (p *plain) rewrite(old, new string) {
	p.t.Helper()
	for _, n := range slices.Sorted(maps.Keys(p.streams)) {
		if bytes.Contains(p.streams[n], []byte(old)) {
			p.streams[n] = bytes.Replace(p.streams[n], []byte(old), []byte(new), 1)
			return
		}
	}
	p.t.Fatalf("no stream holds %q", old)
}

// add adds an object and returns its number.
func (p *plain) add(object string) int {
	n := slices.Max(slices.Collect(maps.Keys(p.objects))) + 1
	p.objects[n] = object
	return n
}

// bytes writes the file.
func (p *plain) bytes() []byte {
	b := []byte(p.header)
	last := slices.Max(slices.Collect(maps.Keys(p.objects)))
	offsets := make([]int, last+1)
	for _, n := range slices.Sorted(maps.Keys(p.objects)) {
		offsets[n] = len(b)
		if data, ok := p.streams[n]; ok {
			b = fmt.Appendf(b, "%d 0 obj\n%s/Length %d>>\nstream\n%s\nendstream\nendobj\n", n, strings.TrimSuffix(p.objects[n], ">>"), len(data), data)
		} else {
			b = fmt.Appendf(b, "%d 0 obj\n%s\nendobj\n", n, p.objects[n])
		}
	}
	start := len(b)
	b = fmt.Appendf(b, "xref\n0 %d\n0000000000 65535 f \n", last+1)
	for _, at := range offsets[1:] {
		kind := 'n'
		if at == 0 {
			kind = 'f'
		}
		b = fmt.Appendf(b, "%010d 00000 %c \n", at, kind)
	}
	return fmt.Appendf(b, "trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n", last+1, p.trailer, start)
}

// draft is a small report with all that the dialect has and a report needs.
const draft = `<!-- us:dokument 1
edition: 2023-Q4
titel: Umsetzungsstand der Vereinbarungen
verfasser: Staatskanzlei des Landes Nordrhein-Westfalen
gegenstand: Bericht an den Landtag
datum: 2023-10-31
zustand: freigegeben
kopfzeile: Umsetzungsstand
schlagworte: Partnerschaften, Landtag
-->

<!-- us:teil brief -->

<!-- us:absender -->

Der Minister\
des Landes Nordrhein-Westfalen

<!-- us:ruecksendeangabe -->

Staatskanzlei NRW, Horionplatz 1, 40213 Düsseldorf

<!-- us:anschrift -->

An den Präsidenten\
des Landtags Nordrhein-Westfalen\
40221 Düsseldorf

<!-- us:angaben -->

Aktenzeichen: I.2 – 123/23\
Datum: 31. Oktober 2023

<!-- us:betreff -->

Bericht zum Umsetzungsstand

<!-- us:brieftext -->

Sehr geehrter Herr Landtagspräsident,

ich übersende Ihnen den Bericht.

<!-- us:unterschrift -->

Mit freundlichen Grüßen

Nathanael Liminski

<!-- us:anlagen -->

Anlage: Bericht

<!-- us:teil titelblatt -->

<!-- us:urheber -->

Staatskanzlei des Landes Nordrhein-Westfalen

<!-- us:titel -->

**Bericht**

<!-- us:thema -->

„Umsetzungsstand“

<!-- us:stand -->

Oktober 2023

<!-- us:teil bericht -->

# Umsetzungsstand der Vereinbarungen

<!-- us:inhalt
titel: Inhalt
-->

## <a id="frage"></a>Frage

Der Ausschuss hat gefragt:

> Was ist umgesetzt? Was steht noch aus?

## <a id="uebersicht"></a>Übersicht

<!-- us:tabelle
spalten: 40 60 60
zusammenfassung: Je Partner die Vereinbarung und der nächste Schritt.
-->

| Partner | Vereinbarung | Nächster Schritt |
| --- | --- | --- |
| [Ungarn](#ungarn) | Gemeinsame Erklärung | keine Angabe |
| [Schlesien](#schlesien) | Gemeinsame Erklärung |  |

## <a id="ungarn"></a>Ungarn

<!-- us:vereinbarung -->

**Gemeinsame Erklärung über eine verstärkte Partnerschaft**\
21. April 2008

Nordrhein-Westfalen und Ungarn arbeiten auf vielen Feldern zusammen, unter anderem in der Verwaltungsdigitalisierung, der Wissenschaftszusammenarbeit und der Regierungskonsultation. Die Reise brachte folgende Ergebnisse:

- Beide Seiten verabschiedeten die Leitlinien.
  1. Sie gelten zwei Jahre.
  2. Sie werden dann erneuert.
- Sie benannten Projekte.

Mehr steht auf der [Seite des Landes](https://www.land.nrw/partner) und bei der <abbr title="Deutsche Gesellschaft für Internationale Zusammenarbeit">GIZ</abbr>.

## <a id="schlesien"></a>Schlesien

Gespräche führte Łukasz Czopik mit dem Ensemble <span lang="fr">Les Lumières</span>. Fragen nimmt [die Staatskanzlei](mailto:poststelle@stk.nrw.de) entgegen.
`

// good is that report as a file, sound in all respects. It lies frozen in
// testdata, so that the numbers of its objects, by which tests change them, stay
// what they are when the program learns to write its files otherwise; what it
// writes today is examined by the tests of real reports.
var good = sync.OnceValue(func() []byte {
	data, err := os.ReadFile("testdata/gut.pdf")
	if err != nil {
		panic(err)
	}
	return data
})

// codes returns the codes of what an examination finds, each once, sorted.
func codes(data []byte, want *preflight.Expectation) []string {
	var list []string
	for _, f := range preflight.Examine(data, "x.pdf", want) {
		list = append(list, f.Code)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// TestPlainIsTheSame: opened and written again, the good file is as good.
func TestPlainIsTheSame(t *testing.T) {
	if got := codes(good(), nil); len(got) > 0 {
		t.Errorf("the good file: %q", got)
	}
	b := open(t, good()).bytes()
	if _, err := pdftest.Read(b); err != nil {
		t.Error(err)
	}
	if got := codes(b, nil); len(got) > 0 {
		t.Errorf("written plainly: %q", got)
	}
}
