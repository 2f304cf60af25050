package preflight_test

import (
	"bytes"
	"regexp"
	"strings"
)

var fileMutations = []mutation{
	{codes: "pdf-kopf", spoil: func(p *plain) { p.header = strings.Replace(p.header, "1.7", "2.0", 1) }},
	{codes: "pdf-kopf", spoil: func(p *plain) { p.header = "%PDF-1.7\n%abc\n" }},
	{codes: "pdf-kopf", spoil: func(p *plain) { p.header = "%PDF-1.7\n" }},
	{codes: "pdf-ende", raw: func(b []byte) []byte { return append(b, '\n') }},
	{codes: "pdf-ende", raw: func(b []byte) []byte { return append(b, "%%EO"...) }},
	{codes: "pdf-kennung", spoil: func(p *plain) { p.trailer = regexp.MustCompile(`/ID \[[^]]*\]`).ReplaceAllString(p.trailer, "") }},
	{codes: "pdf-kennung", spoil: func(p *plain) {
		p.trailer = regexp.MustCompile(`/ID \[[^]]*\]`).ReplaceAllString(p.trailer, "/ID [() ()]")
	}},
	{codes: "pdf-verschluesselung", spoil: func(p *plain) { p.trailer += "/Encrypt <</Filter /Standard>>" }},
	{codes: "pdf-unlesbar", spoil: func(p *plain) { p.trailer += "/Encrypt 1 0 R" }},
	{codes: "pdf-querverweis", raw: swapped("xref\n0 ", "xref\n 0 ")},
	{codes: "pdf-objekt", raw: swapped("\nendobj\n2", " endobj\n2")},
	{codes: "pdf-objekt", raw: swapped("endobj\n3", "endobj 3")},
	{codes: "pdf-objekt", raw: swapped("3 0 obj\n", "3 0 obj ")},
	{codes: "pdf-sedezimalzahl", spoil: catalog("/X <abc>")},
	{codes: "pdf-sedezimalzahl", spoil: rewritten("<0033>Tj", "<00330>Tj")},
	{codes: "pdf-datenstrom", raw: swapped("\nendstream", " endstream")},
	{codes: "pdf-datenstrom farbe-profil", raw: swapped("/Length 520>>", "/Length 521>>")},
	{codes: "pdf-datenstrom", raw: swapped("stream\n<?xp", "stream\r<?xp")},
	{codes: "pdf-datenstrom-extern", spoil: replaced("/N 3", "/N 3 /FFilter /FlateDecode")},
	{codes: "pdf-filter", spoil: stream("<</Filter /LZWDecode>>", "x")},
	{codes: "pdf-filter", spoil: stream("<</Filter [/Crypt /FlateDecode]>>", "x")},
	{codes: "pdf-datenstrom-defekt", spoil: stream("<</Filter /FlateDecode>>", "no zlib")},
	{codes: "pdf-name", spoil: catalog("/X /a#ff")},
	{codes: "pdf-name", spoil: catalog("/a#ff 1")},
	{codes: "pdf-grenze", spoil: catalog("/X 2147483648")},
	{codes: "pdf-grenze", spoil: catalog("/X -2147483649")},
	{codes: "pdf-grenze", spoil: catalog("/X (" + strings.Repeat("x", 32768) + ")")},
	{codes: "pdf-grenze", spoil: catalog("/X /" + strings.Repeat("x", 128))},
	{codes: "pdf-grenze", spoil: catalog("/" + strings.Repeat("x", 128) + " 1")},
	{codes: "pdf-grenze", spoil: rewritten("BT\n", strings.Repeat("q ", 29)+strings.Repeat("Q ", 29)+"BT\n")},
	{codes: "pdf-grenze", spoil: rewritten("BT\n", "BT\n/Artifact BMC /F0 9 Tf <"+strings.Repeat("0020", 16384)+"> Tj EMC\n")},
	{codes: "pdf-seiten", spoil: func(p *plain) {
		p.objects[p.ref("Pages")] = "<</Count 0 /Kids [] /Type /Pages>>"
	}},

	{codes: "pdf-anhang", spoil: replaced("/Names <<", "/Names <</EmbeddedFiles <</Names []>> ")},
	{codes: "pdf-anhang", spoil: object("<</Type /Filespec /F (x) /EF <<>>>>")},
	{codes: "pdf-skript", spoil: replaced("/Names <<", "/Names <</JavaScript <</Names []>> ")},
	{codes: "pdf-skript", spoil: catalog("/OpenAction <</S /JavaScript>>")},
	{codes: "pdf-aktion", spoil: catalog("/OpenAction <</S /Launch /F (x)>>")},
	{codes: "pdf-aktion", spoil: catalog("/OpenAction <</S /Named /N /Print>>")},
	{codes: "pdf-ausloeser", spoil: catalog("/AA <<>>")},
	{codes: "pdf-formular pdf-formularfelder", spoil: catalog("/AcroForm <</Fields [] /XFA []>>")},
	{codes: "pdf-formular", spoil: catalog("/NeedsRendering true")},
	{codes: "pdf-formularfelder", spoil: catalog("/AcroForm <</Fields []>>")},
	{codes: "pdf-ebene pdf-ebenen", spoil: catalog("/OCProperties <</OCGs [] /D <<>>>>")},
	{codes: "pdf-ebene pdf-ebenen", spoil: catalog("/OCProperties <</OCGs [] /D <</Name (x) /AS []>>>>")},
	{codes: "pdf-ebenen", spoil: catalog("/OCProperties <</OCGs [] /D <</Name (x)>>>>")},
	{codes: "pdf-medien", spoil: object("<</Type /Annot /Subtype /Movie>>")},
	{codes: "pdf-darbietung", spoil: replaced("/Names <<", "/Names <</AlternatePresentations <<>> ")},
	{codes: "pdf-anforderung", spoil: catalog("/Requirements []")},
	{codes: "pdf-berechtigung", spoil: catalog("/Perms <</UR3 1 /Other 1>>")},
	{codes: "pdf-formularobjekt", spoil: stream("<</Type /XObject /Subtype /PS>>", "x")},
	{codes: "pdf-formularobjekt", spoil: stream("<</Type /XObject /Subtype /Form /Ref <<>>>>", "")},
	{codes: "pdf-bild", spoil: stream("<</Type /XObject /Subtype /Image /Interpolate true>>", "x")},
	{codes: "pdf-bild", spoil: stream("<</Type /XObject /Subtype /Image /Alternates []>>", "x")},
	{codes: "pdf-grafikzustand", spoil: state("<</TR /Identity>>")},
	{codes: "pdf-grafikzustand", spoil: state("<</TR2 /Identity>>")},
	{codes: "pdf-grafikzustand", spoil: state("<</HT <</HalftoneType 6>>>>")},
	{codes: "pdf-mischung", spoil: state("<</BM /Other>>")},
	{codes: "pdf-mischung", spoil: state("<</BM [/Multiply /Other]>>")},
	{codes: "pdf-transparenz", spoil: state("<</ca .5>>")},
	{codes: "pdf-transparenz", spoil: state("<</SMask <<>>>>")},
	{codes: "pdf-transparenz", spoil: replaced("/Type /Page>>", "/Group <</S /Transparency>> /Type /Page>>")},
	{codes: "", spoil: state("<</BM /Normal /ca 1 /TR2 /Default /SMask /None /RI /Perceptual>>")},
	{codes: "", raw: func(b []byte) []byte { return bytes.TrimSuffix(b, []byte("\n")) }},
}
