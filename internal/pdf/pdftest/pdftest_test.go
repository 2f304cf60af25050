package pdftest_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"umsetzungsstand/internal/pdf/pdftest"
)

// file writes a PDF of one page of 720 × 360 pt by hand. Its only font, F1, is
// 500/1000 em wide from U+0020 to U+007E, 600 for U+0141 (Ł) and 250 else; it
// has glyphs for all but "?". filter is what the content stream is packed
// with, "" or "/Filter /FlateDecode".
func file(content, filter string) []byte {
	glyphs := bytes.Repeat([]byte{0, 7}, 0x200)
	glyphs[2*'?'+1] = 0
	if filter != "" {
		var packed bytes.Buffer
		w := zlib.NewWriter(&packed)
		w.Write([]byte(content))
		w.Close()
		content = packed.String()
	}
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 720 360] /Resources << /Font << /F1 5 0 R >> >> >>",
		"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
		fmt.Sprintf("<< /Length %d %s >>\nstream\n%s\nendstream", len(content), filter, content),
		"<< /Type /Font /Subtype /Type0 /BaseFont /Sans /Encoding /Identity-H /DescendantFonts [6 0 R] >>",
		"<< /Type /Font /Subtype /CIDFontType2 /DW 250 /W [32 126 500 321 [600]] /CIDToGIDMap 7 0 R >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(glyphs), glyphs),
		"<< /Title (\xfe\xff\x00P\x01\x7a) /CreationDate (D:2023) >>",
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.3\n")
	table := "0000000000 65535 f \n"
	for i, object := range objects {
		table += fmt.Sprintf("%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n%strailer\n<< /Size %d /Root 1 0 R /Info 8 0 R >>\nstartxref\n%d\n%%%%EOF\n",
		len(objects)+1, table, len(objects)+1, start)
	return b.Bytes()
}

// utf16 returns a Latin text as the bytes of UTF-16BE.
func utf16(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r >> 8))
		b.WriteByte(byte(r))
	}
	return b.String()
}

// round rounds to 1/1000, for comparison.
func round(p pdftest.Page) string {
	var b strings.Builder
	for _, f := range p.Fragments {
		fmt.Fprintf(&b, "%.3f %.3f %.3f %.1f %s %q missing %q\n", f.X, f.Y, f.W, f.Size, f.Font, f.Text, f.Missing)
	}
	for _, r := range p.Rules {
		fmt.Fprintf(&b, "rule %.3f %.3f %.3f %.3f\n", r.X, r.Y, r.W, r.H)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	content := "0 J 0.57 w\n0.000 G\n0.000 g\n" +
		"BT /F1 10.00 Tf ET\n" +
		"BT 72.00 288.00 Td (" + utf16("ab") + ") Tj ET\n" +
		"BT 72 216 Td (" + utf16("Łą") + ") Tj (" + utf16("?\u00ad") + ") Tj ET\n" +
		// Bytes that are escaped: brackets, backslash and carriage return; and
		// a line feed that is not (Ċ is U+010A).
		"q 0.1 0.2 0.3 rg BT 0 0 Td (\x00\\(\x00\\)\x00\\\\\x01\\r\x01\n) Tj ET Q\n" +
		"BT 0 0 Td <0041> Tj ET\n" +
		// Td goes on from the line's beginning, not from the text's end.
		"BT 72 72 Td (\\000\\101) Tj 0 -36 Td (\\0\\102) Tj ET\n" +
		"2.00 w 72 36 m 144 36 l S\n" +
		"72 36 m 72 72 l S\n" +
		"144 288 72 -36 re f\n"
	want := `25.400 25.400 3.528 10.0 Sans "ab" missing ""
25.400 50.800 2.999 10.0 Sans "Łą" missing ""
28.399 50.800 2.646 10.0 Sans "?` + "\u00ad" + `" missing "?"
0.000 127.000 7.056 10.0 Sans "()\\čĊ" missing ""
0.000 127.000 1.764 10.0 Sans "A" missing ""
25.400 101.600 1.764 10.0 Sans "A" missing ""
25.400 114.300 1.764 10.0 Sans "B" missing ""
rule 25.400 113.947 25.400 0.706
rule 25.047 101.600 0.706 12.700
rule 50.800 25.400 25.400 12.700
`
	want = strings.ReplaceAll(want, "\u00ad", `\u00ad`)
	for _, filter := range []string{"", "/Filter /FlateDecode"} {
		doc, err := pdftest.Read(file(content, filter))
		if err != nil {
			t.Fatal(err)
		}
		if len(doc.Pages) != 1 || math.Round(doc.Pages[0].Width) != 254 || math.Round(doc.Pages[0].Height) != 127 {
			t.Fatalf("pages: %+v", doc.Pages)
		}
		if got := round(doc.Pages[0]); got != want {
			t.Errorf("%q: got\n%s\nwant\n%s", filter, got, want)
		}
		if want := map[string]string{"Title": "Pź", "CreationDate": "D:2023"}; !reflect.DeepEqual(doc.Info, want) {
			t.Errorf("Info is %q", doc.Info)
		}
		if want := []string{"Sans"}; !reflect.DeepEqual(doc.Fonts, want) {
			t.Errorf("Fonts are %q", doc.Fonts)
		}
	}
}

func TestTextAndCrop(t *testing.T) {
	show := func(x, y int, s string) string {
		return fmt.Sprintf("BT %d %d Td (%s) Tj ET\n", x, y, utf16(s))
	}
	doc, err := pdftest.Read(file("BT /F1 10 Tf ET\n"+
		show(72, 288, "Ein ")+show(92, 288, "Satz")+show(300, 288, "Zelle")+
		show(72, 271, "unten    ")+
		"1 w 72 280 m 100 280 l S\n", ""))
	if err != nil {
		t.Fatal(err)
	}
	p := doc.Pages[0]
	if got, want := p.Text(), "Ein Satz\nZelle\nunten    "; got != want || doc.Text() != want {
		t.Errorf("Text() = %q, want %q", got, want)
	}
	const pt = 25.4 / 72
	for _, c := range []struct {
		x, y, w, h float64 // pt
		want       string
		rules      int
	}{
		{72, 72, 40, 17, "Ein Satz\nunten    ", 1},
		{72, 72, 40, 16.9, "Ein Satz", 1},
		{72, 72, 39, 17, "Ein \nunten    ", 1}, // the spaces may hang over
		{72, 72, 24, 17, "Ein ", 0},
		{73, 72, 600, 17, "Satz\nZelle", 0},
		{0, 73, 720, 300, "unten    ", 1},
	} {
		got := p.Crop(c.x*pt, c.y*pt, c.w*pt, c.h*pt)
		if got.Text() != c.want || len(got.Rules) != c.rules {
			t.Errorf("%+v: %q and %d rules", c, got.Text(), len(got.Rules))
		}
	}
}

func TestReadRefusesWhatItDoesNotKnow(t *testing.T) {
	const begin = "BT /F1 10 Tf 0 0 Td "
	for content, want := range map[string]string{
		begin + "(\x00a) ' ET":     "pdftest: page 1: operator ' before byte 26: is not known",
		begin + "[/a] TJ ET":       "pdftest: page 1: operator TJ before byte 27: operands [a]",
		"2 0 0 2 0 0 cm":           "pdftest: page 1: operator cm before byte 14: is not known",
		begin + "(a) Tj":           `pdftest: page 1: operator Tj before byte 26: string of 1 bytes is not UTF-16: "a"`,
		"/F2 10 Tf":                "pdftest: page 1: operator Tf before byte 9: operands [F2 10]",
		"(\x00a) Tj":               "pdftest: page 1: operator Tj before byte 7: no font",
		"0 0 m 9 9 l S":            "pdftest: page 1: operator S before byte 13: path [0 0 9 9] is oblique",
		"0 0 m 9 0 l 9 9 l S":      "pdftest: page 1: operator S before byte 19: path [0 0 9 0 9 9] is no single line",
		"1 w 2":                    "pdftest: page 1: operands [2] without an operator",
		"1 2 w":                    "pdftest: page 1: operator w before byte 5: 2 operands, not 1",
		begin + `(\b) Tj`:          `pdftest: page 1: unknown escape \b before byte 23`,
		begin + "(\x00\r) Tj":      "pdftest: page 1: carriage return in a string before byte 23",
		"1 0 0 2 0 0 Tm":           "pdftest: page 1: operator Tm before byte 14: outside BT … ET",
		"BT 1 0 0 2 0 0 Tm":        "pdftest: page 1: operator Tm before byte 17: matrix [1 0 0 2 0 0] does more than move",
		"BT BT":                    "pdftest: page 1: operator BT before byte 5: inside BT … ET",
		"BT":                       "pdftest: page 1: BT without ET",
		"q":                        "pdftest: page 1: q without Q",
		"Q":                        "pdftest: page 1: operator Q before byte 1: without q",
		"/F1 10 Tf (\x00a) Tj":     "pdftest: page 1: operator Tj before byte 17: outside BT … ET",
		begin + "(\x00a":           "pdftest: page 1: unexpected EOF",
		"EMC":                      "pdftest: page 1: operator EMC before byte 3: without BMC or BDC",
		"/P BMC BT EMC ET":         "pdftest: page 1: operator EMC before byte 13: marked content P is partly inside BT … ET",
		"/P << /MCID 0 >> BDC EMC": "pdftest: page 1: MCID 0 belongs to no element",
		begin + "<123> Tj":         "pdftest: page 1: hexadecimal string <123> before byte 25",
		begin + "<xy> Tj":          "pdftest: page 1: hexadecimal string <xy> before byte 24",
		"BT ]":                     `pdftest: page 1: unexpected ']' at byte 3`,
	} {
		_, err := pdftest.Read(file(content, ""))
		if err == nil || err.Error() != want {
			t.Errorf("%q: got %v\nwant %s", content, err, want)
		}
	}

	whole := string(file("", ""))
	for _, c := range []struct{ old, new, want string }{
		{"%PDF-", "%PS-", "pdftest: no PDF header"},
		{"startxref", "startx", "pdftest: no startxref"},
		{"xref\n0 9", "xref\n0 8", "pdftest: cross-reference table has more than one section, or its count is wrong"},
		{"/Count 1", "/Count 2", "pdftest: page tree, object 2: its Count is 2, but it has 1 pages"},
		{"/Identity-H", "/Identity-V", "pdftest: page 1: font F1: is Type0 with Identity-V, not Type0 with Identity-H"},
		{"/Length 0", "/Length 5", "pdftest: object 4: stream's length is wrong"},
		{"4 0 obj", "9 0 obj", "pdftest: object 4 is not at byte 241"},
		{"[0 0 720", "[0 1 720", "pdftest: page 1: page with MediaBox [0 1 720 360]"},
	} {
		_, err := pdftest.Read([]byte(strings.Replace(whole, c.old, c.new, 1)))
		if err == nil || err.Error() != c.want {
			t.Errorf("%s → %s: got %v\nwant %s", c.old, c.new, err, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(file("BT /F1 10 Tf 72 288 Td (\x00a) Tj ET 0 0 9 9 re f", ""))
	f.Add(file("", "/Filter /FlateDecode"))
	f.Add([]byte("%PDF-1.3\nxref\n0 1\n0 0 f\ntrailer<</Root 1 0 R>>startxref 9"))
	f.Add(tagged().plain())
	f.Add(tagged().packed())
	f.Fuzz(func(t *testing.T, b []byte) {
		doc, err := pdftest.Read(b)
		if (doc == nil) == (err == nil) {
			t.Errorf("document %v, error %v", doc, err)
		}
		if err == nil {
			doc.Reading()
		}
	})
}

// FuzzObject changes one object, with the cross-reference put right: most of
// what FuzzRead changes is refused before anything is looked at.
func FuzzObject(f *testing.F) {
	for n, object := range tagged() {
		f.Add(n, object)
	}
	f.Fuzz(func(t *testing.T, n int, object string) {
		if n < 1 || n > 60 {
			return
		}
		o := tagged()
		o[n] = object
		doc, err := pdftest.Read(o.plain())
		if (doc == nil) == (err == nil) {
			t.Errorf("document %v, error %v", doc, err)
		}
		if err == nil {
			doc.Reading()
		}
	})
}
