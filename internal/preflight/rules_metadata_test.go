package preflight_test

import "strings"

var metadataMutations = []spoilt{
	{codes: "metadaten-fehlen", spoil: replaced("/Metadata 121 0 R", "")},
	{codes: "metadaten-fehlen", spoil: replaced("/Subtype /XML /Type /Metadata", "/Subtype /XML")},
	{codes: "metadaten-gepackt", spoil: func(p *plain) {
		p.replace("/Subtype /XML", "/Filter /ASCIIHexDecode /Subtype /XML")
		n := p.ref("Metadata")
		p.streams[n] = []byte(strings.Trim(text(append([]byte{0}, p.streams[n]...)), "<>")[2:] + ">")
	}},
	{codes: broken, spoil: rewritten("</rdf:RDF>", "")},
	{codes: broken, spoil: rewritten("Umsetzungsstand der", "\xe4 der")},
	{codes: broken, spoil: rewritten("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/1999/02/22-rdf-syntax")},
	{codes: "metadaten-xml metadaten-info", spoil: rewritten("<pdf:Producer>", "<pdf:Producer>x</pdf:Producer><pdf:Producer>")},
	{codes: "metadaten-paket", spoil: rewritten(` id="W5M`, ` bytes="1" id="W5M`)},
	{codes: "metadaten-paket", spoil: rewritten(` id="W5M`, ` encoding="UTF-8" id="W5M`)},
	{codes: "metadaten-paket", spoil: rewritten("<?xpacket begin", "<?package begin")},
	{codes: "metadaten-paket", spoil: rewritten(`<?xpacket end="r"?>`, "")},
	{codes: "metadaten-pdfa", spoil: rewritten("<pdfaid:part>2", "<pdfaid:part>3")},
	{codes: "metadaten-pdfa", spoil: rewritten("<pdfaid:conformance>A", "<pdfaid:conformance>a")},
	{codes: "metadaten-pdfa", spoil: rewritten("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>", "")},
	{codes: "metadaten-pdfa", spoil: xmp("pdfaid:", "a:", "xmlns:pdfaid", "xmlns:a")},
	{codes: "metadaten-pdfua", spoil: rewritten("<pdfuaid:part>1", "<pdfuaid:part>2")},
	{codes: "metadaten-pdfua", spoil: rewritten("<pdfuaid:part>1</pdfuaid:part>", "")},
	{codes: "metadaten-pdfua", spoil: xmp("pdfuaid:", "u:", "xmlns:pdfuaid", "xmlns:u")},
	{codes: "metadaten-unbekannt", spoil: xmp("dc:format>", "dc:formats>")},
	{codes: "metadaten-unbekannt", spoil: rewritten("<pdfaProperty:name>part<", "<pdfaProperty:name>parts<")},
	{codes: "metadaten-unbekannt", spoil: rewritten("<pdf:Producer>", "<x:y xmlns:x='urn:x'>1</x:y><pdf:Producer>")},
	{codes: "metadaten-art", spoil: xmp("rdf:Seq><rdf:li>", "rdf:Bag><rdf:li>", "</rdf:li></rdf:Seq></dc:creator", "</rdf:li></rdf:Bag></dc:creator")},
	{codes: "metadaten-art", spoil: rewritten("<dc:format>application/pdf", "<dc:format><rdf:Bag><rdf:li>application/pdf</rdf:li></rdf:Bag>")},
	{codes: "metadaten-schema", spoil: xmp("pdfaSchema:prefix", "pdfaSchema:prefixes")},
	{codes: "metadaten-schema", spoil: xmp("pdfaProperty:", "p:", "xmlns:pdfaProperty", "xmlns:p")},
	{codes: "metadaten-schema", spoil: rewritten("<pdfaSchema:prefix>", "<pdfaSchema:other>x</pdfaSchema:other><pdfaSchema:prefix>")},
	{codes: "metadaten-schema", spoil: rewritten("pdfaProperty:category>internal", "pdfaProperty:category>intern")},
	{codes: "metadaten-schema", spoil: rewritten("<pdfaProperty:valueType>Integer", "<pdfaProperty:valueType>")},
	{codes: "metadaten-schema metadaten-unbekannt", spoil: xmp("pdfaSchema:property>", "pdfaSchema:properties>")},
	{codes: "metadaten-titel metadaten-info", spoil: rewritten(`<rdf:li xml:lang="x-default">Umsetzungsstand der Vereinbarungen`, `<rdf:li xml:lang="x-default"> `)},
	{codes: "metadaten-titel metadaten-info", spoil: xmp("dc:title>", "dc:rights>")},
	{codes: "metadaten-titelanzeige", spoil: replaced("/DisplayDocTitle true", "/DisplayDocTitle false")},
	{codes: "metadaten-titelanzeige", spoil: replaced("/ViewerPreferences <</DisplayDocTitle true>>", "")},
	{codes: "metadaten-sprache", spoil: rewritten("<rdf:li>de-DE", "<rdf:li>en")},
	{codes: "metadaten-sprache", spoil: rewritten("<dc:language><rdf:Bag><rdf:li>de-DE</rdf:li></rdf:Bag></dc:language>", "")},
	{codes: "metadaten-info", spoil: replaced("/Title (Umsetzungsstand der Vereinbarungen)>>", "/Title (Anderes)>>")},
	{codes: "metadaten-info", spoil: replaced("/Author (", "/X (")},
	{codes: "metadaten-info", spoil: rewritten("<xmp:CreatorTool>umsetzungsstand</xmp:CreatorTool>", "")},
	{codes: "metadaten-info", spoil: replaced("/ModDate (D:20231031)", "/ModDate (D:20231030)")},
	{codes: "metadaten-schlagwort", spoil: rewritten("<rdf:li>Landtag</rdf:li>", "")},
	{codes: "metadaten-datum metadaten-info", spoil: replaced("/ModDate (D:20231031)", "/ModDate (D:20231331)")},
	{codes: "metadaten-datum metadaten-info", spoil: rewritten("<xmp:ModifyDate>2023-10-31", "<xmp:ModifyDate>2023-31-10")},
	// The same said in another way.
	{codes: "", spoil: rewritten("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
		"</rdf:Description><rdf:Description xmlns:pdfaid='http://www.aiim.org/pdfa/ns/id/' pdfaid:part='2' pdfaid:conformance='A'/>"+
			"<rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:xmp='http://ns.adobe.com/xap/1.0/' xmlns:pdf='http://ns.adobe.com/pdf/1.3/' xmlns:pdfuaid='http://www.aiim.org/pdfua/ns/id/'>")},
	{codes: "", spoil: func(p *plain) {
		p.replace("/ModDate (D:20231031)", "/ModDate (D:20231031120000+01'00')")
		p.rewrite("<xmp:ModifyDate>2023-10-31", "<xmp:ModifyDate>2023-10-31T11:00:00Z")
	}},
}

// broken is the only rule that finds something where nothing can be read.
const broken = "metadaten-xml"

// xmp replaces texts all over the metadata.
func xmp(oldnew ...string) func(*plain) {
	return func(p *plain) {
		n := p.ref("Metadata")
		before := string(p.streams[n])
		after := strings.NewReplacer(oldnew...).Replace(before)
		if after == before {
			p.t.Fatalf("the metadata has no %q", oldnew[0])
		}
		p.streams[n] = []byte(after)
	}
}
