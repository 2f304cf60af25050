package preflight_test

import (
	"bytes"
	"encoding/binary"
	"strings"

	"umsetzungsstand/internal/pdf/pdftest"
)

var fontMutations = []spoilt{
	// Nothing of a font is known whose type is not: neither its descendant nor its
	// two bytes a character.
	{codes: "schrift-art schrift-nicht-eingebettet schrift-unicode-fehlt", spoil: replaced("/Subtype /Type0 /ToUnicode", "/Subtype /Type9 /ToUnicode")},
	{codes: "schrift-art", spoil: replaced("/Type /Font>>", "/Type /Fount>>")},
	{codes: "schrift-art schrift-name", spoil: replaced("/BaseFont /OVTIDQ+LiberationSans /DescendantFonts", "/Encoding /Identity-H /DescendantFonts")},
	{codes: "schrift-nicht-eingebettet", spoil: replaced("/FontFile2 104 0 R", "")},
	{codes: "schrift-programm", spoil: replaced("/Length1 19712", "/Length1 19711")},
	{codes: "schrift-programm", spoil: replaced("/FontFile2 104 0 R", "/FontFile2 104 0 R /FontFile3 104 0 R")},
	{codes: "schrift-programm pdf-datenstrom-defekt", spoil: replaced("/Length1 19712", "/Length1 19712 /Filter /FlateDecode")},
	{codes: "schrift-programm", spoil: program(0, 9)},
	{codes: "schrift-programm", spoil: program(12+8, 0x7f)},
	{codes: "schrift-programm", spoil: table("loca", 4, 0xff)},
	{codes: "schrift-programm", spoil: table("head", 18, 0, 0)},
	{codes: "schrift-programm", spoil: table("hhea", 34, 0xff, 0xff)},
	{codes: "schrift-programm", spoil: table("maxp", 4, 0xff, 0xff)},
	{codes: "schrift-programm", spoil: func(p *plain) { // a table by another name
		font := p.streams[p.ref("FontFile2")]
		copy(font[bytes.Index(font, []byte("hmtx")):], "hmty")
	}},
	{codes: "schrift-name", spoil: replaced("/FontName /OVTIDQ+", "/FontName /OVTIDR+")},
	{codes: "schrift-name", spoil: replaced("/BaseFont /OVTIDQ+LiberationSans /DescendantFonts", "/BaseFont /OVTIDR+LiberationSans /DescendantFonts")},
	{codes: "schrift-teilmenge", spoil: func(p *plain) { p.replaceAll("OVTIDQ+LiberationSans", "LiberationSans") }},
	{codes: "schrift-zeichenvorrat", spoil: replaced("/Supplement 0", "")},
	{codes: "schrift-zeichenvorrat", spoil: replaced("/CIDSystemInfo ", "/X ")},
	{codes: "schrift-zeichenvorrat schrift-ungeprueft", spoil: cmap("<</CIDSystemInfo <</Registry (Adobe) /Ordering (Japan1) /Supplement 0>>>>", "")},
	{codes: "schrift-glyphen schrift-ungeprueft", spoil: replaced("/CIDToGIDMap 106 0 R", "/CIDToGIDMap /Other")},
	{codes: "schrift-glyphen", spoil: func(p *plain) { n := p.ref("CIDToGIDMap"); p.streams[n] = append(p.streams[n], 0) }},
	{codes: "schrift-kodierung schrift-ungeprueft", spoil: replaced("/Encoding /Identity-H", "/Encoding /Other-H")},
	{codes: "schrift-kodierung schrift-ungeprueft", spoil: cmap("<</WMode 1 /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>>>", "/WMode 0 def")},
	{codes: "schrift-kodierung schrift-ungeprueft", spoil: simple("/Encoding /WinAnsiEncoding", 4)},
	{codes: "schrift-kodierung schrift-ungeprueft schrift-unicode-fehlt", spoil: simple("", 32)},
	{codes: "schrift-ungeprueft", spoil: simple("/Encoding /WinAnsiEncoding", 32)},
	{codes: "schrift-art schrift-ungeprueft", spoil: func(p *plain) {
		simple("/Encoding /WinAnsiEncoding", 32)(p)
		p.replace("/LastChar 65", "/LastChar 66")
	}},
	{codes: "schrift-kodierung schrift-ungeprueft", spoil: func(p *plain) {
		table("cmap", 2, 0, 0)(p)
		simple("/Encoding /WinAnsiEncoding", 32)(p)
	}},
	{codes: "schrift-programm schrift-ungeprueft", spoil: replaced("/FontFile2 104 0 R", "/FontFile3 104 0 R")},
	{codes: "schrift-beschreibung", spoil: replaced("/StemV 87 ", "")},
	{codes: "schrift-beschreibung", spoil: replaced("/Flags 4 ", "/Flags 36 ")},
	{codes: "schrift-beschreibung", spoil: replaced("/FontBBox [-543 -303 1301 979] ", "")},
	{codes: "schrift-beschreibung", spoil: replaced("/Type /FontDescriptor", "")},
	{codes: "schrift-beschreibung schrift-nicht-eingebettet", spoil: replaced("/FontDescriptor 105 0 R", "")},
	{codes: "schrift-breite", spoil: replaced("/W [32 [278]", "/W [32 [280]")},
	{codes: "schrift-breite", spoil: replaced("/W [32 [278]", "/DW 0 /X [32 [278]")},
	{codes: "schrift-breite", spoil: table("hmtx", 4*3, 0, 1)},
	{codes: "schrift-breite schrift-glyphe-fehlt", spoil: glyph('D', 0)},
	{codes: "schrift-glyphe-fehlt", spoil: glyph('D', 0xffff)},
	{codes: "schrift-breite schrift-glyphe-fehlt", spoil: func(p *plain) {
		b := p.streams[p.ref("CIDToGIDMap")]
		glyph('D', int(binary.BigEndian.Uint16(b[2*' ':])))(p)
	}},
	{codes: "schrift-unicode-fehlt", spoil: replaced("/ToUnicode 108 0 R", "")},
	{codes: "schrift-unicode-fehlt schrift-tounicode", spoil: rewritten("<0044><0044>\n", "")},
	{codes: "schrift-unicode-verboten", spoil: rewritten("<0044><0044>", "<0044><FEFF>")},
	{codes: "schrift-unicode-verboten", spoil: rewritten("<0044><0044>", "<0044><0000>")},
	{codes: "schrift-unicode-verboten", spoil: rewritten("<0044><0044>", "<0044><FFFE>")},
	{codes: "schrift-unicode-privat", spoil: rewritten("<0044><0044>", "<0044><E000>")},
	{codes: "schrift-tounicode", spoil: rewritten("65 beginbfchar", "64 beginbfchar")},
	{codes: "schrift-tounicode", spoil: rewritten("begincmap", "opencmap")},
	{codes: "schrift-tounicode", spoil: rewritten("endcmap", "endcmap (")},
	{codes: "schrift-verzeichnis", spoil: func(p *plain) {
		n := p.add("<<>>")
		p.streams[n] = bytes.Repeat([]byte{0xff}, 'D'/8)
		p.replace("/FontName ", "/CIDSet "+text(pdftest.Ref(n))+" /FontName ")
	}},
	{codes: "", spoil: func(p *plain) {
		n := p.add("<<>>")
		p.streams[n] = bytes.Repeat([]byte{0xff}, 0x2000)
		p.replace("/FontName ", "/CIDSet "+text(pdftest.Ref(n))+" /FontName ")
	}},
	{codes: "", spoil: replaced("/W [32 [278]", "/W [32 [277]")},
	{codes: "", spoil: rewritten("65 beginbfchar\n", "1 beginbfrange\n<0044><0045><0044>\nendbfrange\n65 beginbfchar\n")},
}

// program changes a byte of the first font's program.
func program(at int, to byte) func(*plain) {
	return func(p *plain) { p.streams[p.ref("FontFile2")][at] = to }
}

// table changes bytes of a table of it.
func table(tag string, at int, to ...byte) func(*plain) {
	return func(p *plain) {
		font := p.streams[p.ref("FontFile2")]
		entry := bytes.Index(font[:12+16*32], []byte(tag))
		copy(font[int(binary.BigEndian.Uint32(font[entry+8:]))+at:], to)
	}
}

// glyph gives a code of the first font another glyph.
func glyph(code, to int) func(*plain) {
	return func(p *plain) { binary.BigEndian.PutUint16(p.streams[p.ref("CIDToGIDMap")][2*code:], uint16(to)) }
}

// cmap gives the first font an encoding of its own.
func cmap(dict, content string) func(*plain) {
	return func(p *plain) {
		n := p.add(dict)
		p.streams[n] = []byte(content)
		p.replace("/Encoding /Identity-H", "/Encoding "+text(pdftest.Ref(n)))
	}
}

// simple sets a text on the first page in a simple font of the same program.
func simple(encoding string, flags int) func(*plain) {
	return func(p *plain) {
		d := p.add(strings.Replace(p.objects[p.ref("FontDescriptor")], "/Flags 4", "/Flags "+text(float64(flags)), 1))
		n := p.add("<</BaseFont /OVTIDQ+LiberationSans " + encoding + " /FirstChar 65 /LastChar 65 /FontDescriptor " + text(pdftest.Ref(d)) + " /Subtype /TrueType /Type /Font /Widths [667]>>")
		p.replace("<</Font <<", "<</Font <</F7 "+text(pdftest.Ref(n))+" ")
		p.rewrite("BT\n", "BT\n/Artifact BMC /F7 10 Tf (A) Tj EMC\n")
	}
}
