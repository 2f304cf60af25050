package pdftest_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// objects are the objects of a PDF by number, as they are written between
// "obj" and "endobj". A stream is written as its dictionary without Length, a
// line that says stream, and its data; see [complete].
type objects map[int]string

// tagged returns a tagged PDF of two pages of 720 × 360 pt, as plain as it can
// be with all that the package reads.
func tagged() objects {
	return objects{
		1: "<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot 20 0 R /Lang (de-DE) /Metadata 3 0 R\n" +
			"/Names << /Dests 40 0 R >> /Outlines 50 0 R /PageLabels << /Nums [0 << /S /r >> 1 << /S /D /P (A-) /St 7 >>] >> >>",
		2: "<< /Type /Pages /Kids [4 0 R 6 0 R] /Count 2 /Resources 9 0 R >>",
		3: "<< /Type /Metadata /Subtype /XML >>\nstream\n<x/>",
		4: "<< /Type /Pages /Parent 2 0 R /Kids [5 0 R] /Count 1 /MediaBox [0 0 720 360] >>",
		5: "<< /Type /Page /Parent 4 0 R /Contents 7 0 R /StructParents 0 /Tabs /S /Annots [14 0 R] >>",
		6: "<< /Type /Page /Parent 2 0 R /Contents 8 0 R /StructParents 1 /MediaBox [0 0 720 360] /Annots [15 0 R] >>",
		7: "<< >>\nstream\n" +
			"/Artifact << /Type /Pagination /Subtype /Header >> BDC BT /F1 10 Tf 1 0 0 1 72 340 Tm " + hex("Kopf") + " Tj ET EMC\n" +
			"/H1 << /MCID 0 >> BDC BT /F1 20 Tf 72 288 Td " + hex("Titel") + " Tj ET EMC\n" +
			"q BT /P << /MCID 1 >> BDC /F1 10 Tf 72 270 Td [100 " + hex("Si") + " 200 " + hex("eﬁ ") + "] TJ EMC\n" +
			"/Link << /MCID 2 >> BDC " + hex("Un-") + " Tj EMC ET Q\n" +
			"/Artifact BMC 1 w 72 36 m 144 36 l S EMC /Artifact << /Type /Layout >> BDC 72 20 36 9 re f EMC",
		8: "<< >>\nstream\n" +
			"/Link << /MCID 0 >> BDC BT /F1 10 Tf 72 288 Td " + hex("garn") + " Tj ET EMC\n" +
			"/P << /MCID 1 >> BDC BT 92 288 Td " + hex(" oder ") + " Tj /Span /Foreign BDC " + hex("Le Senat") + " Tj EMC " + hex(". ") + " Tj\n" +
			"/Span << /E (Nummer) >> BDC " + hex("Nr.") + " Tj EMC /Span << /ActualText <FEFF00BD> >> BDC " + hex("1/") + " Tj " + hex("2") + " Tj EMC ET EMC\n" +
			"/Link << /MCID 2 >> BDC BT 72 250 Td " + hex("nrw") + " Tj ET EMC\n" +
			"/TH << /MCID 3 >> BDC BT 72 200 Td " + hex("Land") + " Tj ET EMC",
		9:  "<< /Font << /F1 10 0 R >> /Properties << /Foreign << /Lang (fr) >> >> >>",
		10: "<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Sans#20Bold /Encoding /Identity-H /DescendantFonts [11 0 R] /ToUnicode 13 0 R >>",
		11: "<< /Type /Font /Subtype /CIDFontType2 /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 250 /W [288 382 500] /CIDToGIDMap 12 0 R >>",
		12: "<< >>\nstream\n\x00\x00\x00\x07\x00\x07" + strings.Repeat("\x00\x00", 285) + strings.Repeat("\x00\x07", 90),
		13: "<< >>\nstream\n" +
			"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n" +
			"1 begincodespacerange <0000> <FFFF> endcodespacerange\n" +
			"2 beginbfchar <0001> <00AD> <0002> <00660069> endbfchar\n" +
			"2 beginbfrange <0120> <0160> <0020> <0161> <017E> [" + singles('a', '~') + "] endbfrange\n" +
			"endcmap end end",
		14: "<< /Type /Annot /Subtype /Link /Rect [72 268 110 280] /QuadPoints [72 280 110 280 72 268 110 268] /Border [0 0 0]\n" +
			"/F 4 /Contents (Zum Abschnitt Ungarn) /Dest (ungarn) /StructParent 2 >>",
		15: "<< /Type /Annot /Subtype /Link /Rect [72 248 90 260] /F 4 /Contents (Land NRW) /A << /S /URI /URI (https://land.nrw/) >> /StructParent 3 >>",

		20: "<< /Type /StructTreeRoot /K [21 0 R] /ParentTree 30 0 R /ParentTreeNextKey 5 /RoleMap << /Absatz /Text /Text /P >> >>",
		21: "<< /Type /StructElem /S /Document /P 20 0 R /K [22 0 R 23 0 R 25 0 R 26 0 R] /T (Bericht) >>",
		22: "<< /Type /StructElem /S /H1 /P 21 0 R /Pg 5 0 R /K 0 /ID (h) >>",
		23: "<< /Type /StructElem /S /Absatz /P 21 0 R /Pg 5 0 R /K [1 24 0 R << /Type /MCR /Pg 6 0 R /MCID 1 >>] >>",
		24: "<< /Type /StructElem /S /Link /P 23 0 R /Pg 5 0 R /K [2 << /Type /MCR /Pg 6 0 R /MCID 0 >> << /Type /OBJR /Obj 14 0 R >>] >>",
		25: "<< /Type /StructElem /S /Link /P 21 0 R /Pg 6 0 R /Lang (en) /E (lang) /Alt (alt) /ActualText (anders)\n" +
			"/K [2 << /Type /OBJR /Obj 15 0 R >>] >>",
		26: "<< /Type /StructElem /S /Table /P 21 0 R /K 27 0 R /A << /O /Table /Summary (Alles) >> >>",
		27: "<< /Type /StructElem /S /TR /P 26 0 R /K [28 0 R 29 0 R] >>",
		28: "<< /Type /StructElem /S /TH /P 27 0 R /Pg 6 0 R /K 3 /A [<< /O /Table /Scope /Row /ColSpan 1 >> << /O /List /ListNumbering /Decimal >>] >>",
		29: "<< /Type /StructElem /S /TD /P 27 0 R >>",

		30: "<< /Kids [31 0 R 32 0 R] >>",
		31: "<< /Limits [0 1] /Nums [0 [22 0 R 23 0 R 24 0 R] 1 33 0 R] >>",
		32: "<< /Limits [2 3] /Nums [2 24 0 R 3 25 0 R] >>",
		33: "[24 0 R 23 0 R 25 0 R 28 0 R]",

		40: "<< /Kids [41 0 R 42 0 R] >>",
		41: "<< /Limits [(polen) (polen)] /Names [(polen) [5 0 R /XYZ 0 360 null]] >>",
		42: "<< /Limits [(titel) (ungarn)] /Names [(titel) [5 0 R /XYZ null null null] (ungarn) << /D [6 0 R /XYZ 72 288 0] >>] >>",

		50: "<< /Type /Outlines /First 51 0 R /Last 52 0 R /Count 3 >>",
		51: "<< /Title (Titel) /Parent 50 0 R /Next 52 0 R /Dest (titel) /First 53 0 R /Last 53 0 R /Count 1 >>",
		52: "<< /Title (Ungarn) /Parent 50 0 R /Prev 51 0 R /A << /S /GoTo /D (ungarn) >> /First 54 0 R /Last 54 0 R /Count -1 >>",
		53: "<< /Title (Kind) /Parent 51 0 R /Dest [6 0 R /XYZ 72 288 null] >>",
		54: "<< /Title (Verborgen) /Parent 52 0 R /Dest (polen) /Count 0 >>",
	}
}

// hex writes a text in the codes of the sample's font: 256 more than the
// character; "-" is the soft hyphen, and "ﬁ" a ligature.
func hex(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch r {
		case '-':
			r = 1
		case 'ﬁ':
			r = 2
		default:
			r += 0x100
		}
		fmt.Fprintf(&b, "%04X", r)
	}
	return "<" + b.String() + ">"
}

func singles(first, last rune) string {
	var b strings.Builder
	for r := first; r <= last; r++ {
		fmt.Fprintf(&b, "<%04X>", r)
	}
	return b.String()
}

// complete adds its Length to a stream, and its end.
func complete(object string) string {
	head, data, ok := strings.Cut(object, "\nstream\n")
	if !ok {
		return object
	}
	return fmt.Sprintf("%s /Length %d >>\nstream\n%s\nendstream", strings.TrimSuffix(head, ">>"), len(data), data)
}

const ending = "/Root 1 0 R /ID [<01> <02>]"

// plain writes a PDF with a cross-reference table.
func (o objects) plain() []byte {
	last := slices.Max(slices.Collect(maps.Keys(o)))
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	table := "0000000000 65535 f \n"
	for n := 1; n <= last; n++ {
		object, ok := o[n]
		if !ok {
			table += "0000000000 00000 f \n"
			continue
		}
		table += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", n, complete(object))
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n%strailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n", last+1, table, last+1, ending, start)
	return b.Bytes()
}

// packed writes a PDF with an object stream and a cross-reference stream, both
// compressed.
func (o objects) packed() []byte {
	own := slices.Max(slices.Collect(maps.Keys(o))) + 2 // of the cross-reference stream
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	entries := make([][4]byte, own+1) // type, two bytes, one byte
	inFile := func(n int, body string) {
		entries[n] = [4]byte{1, byte(b.Len() >> 8), byte(b.Len())}
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", n, complete(body))
	}
	var header, bodies string
	count := 0
	for n := range own {
		object, ok := o[n]
		switch {
		case strings.Contains(object, "\nstream\n"):
			inFile(n, object)
		case ok:
			entries[n] = [4]byte{2, byte((own - 1) >> 8), byte(own - 1), byte(count)}
			header += fmt.Sprintf("%d %d ", n, len(bodies))
			bodies += object + "\n"
			count++
		}
	}
	inFile(own-1, fmt.Sprintf("<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode >>\nstream\n%s", count, len(header), deflate(header+bodies)))
	start := b.Len()
	entries[own] = [4]byte{1, byte(start >> 8), byte(start)}
	inFile(own, fmt.Sprintf("<< /Type /XRef /Size %d /W [1 2 1] /Index [0 2 2 %d] /Filter /FlateDecode %s >>\nstream\n%s",
		own+1, own-1, ending, deflate(string(bytes.Join(rows(entries), nil)))))
	fmt.Fprintf(&b, "startxref\n%d\n%%%%EOF\n", start)
	return b.Bytes()
}

func rows(entries [][4]byte) [][]byte {
	var list [][]byte
	for i := range entries {
		list = append(list, entries[i][:])
	}
	return list
}

func deflate(s string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

// replace replaces what must occur exactly once in the object.
func (o objects) replace(t testing.TB, n int, before, after string) {
	t.Helper()
	if strings.Count(o[n], before) != 1 {
		t.Fatalf("object %d does not have %q once", n, before)
	}
	o[n] = strings.Replace(o[n], before, after, 1)
}
