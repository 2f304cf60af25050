package finish

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"math"
	"strings"
	"time"
	"unicode/utf16"
)

// info writes the information dictionary (ISO 32000-1, 14.3.3).
func (m *Metadata) info() string {
	var b strings.Builder
	b.WriteString("<<")
	for _, x := range []struct{ key, value string }{
		{"Title", m.Title}, {"Author", m.Author}, {"Subject", m.Subject}, {"Keywords", strings.Join(m.Keywords, ", ")},
		{"Creator", m.Creator}, {"Producer", m.Producer},
	} {
		if x.value != "" {
			fmt.Fprintf(&b, "/%s%s", x.key, textString(x.value))
		}
	}
	if d := m.date(); d != "" {
		digits := strings.ReplaceAll(d, "-", "")
		fmt.Fprintf(&b, "/CreationDate(D:%s)/ModDate(D:%s)", digits, digits)
	}
	b.WriteString(">>")
	return b.String()
}

// date returns Date if it is a day, a month or a year of the calendar, else "".
// A PDF date may be as short as that (ISO 32000-1, 7.9.4), and so may one in XMP.
func (m *Metadata) date() string {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if _, err := time.Parse(layout, m.Date); err == nil {
			return m.Date
		}
	}
	return ""
}

// xmp writes the metadata as XMP (ISO 16684-1), equal to the information
// dictionary, with the identification of PDF/A (ISO 19005-2, 6.6.4) and PDF/UA
// (ISO 14289-1, clause 5) and the extension schema that describes the latter,
// which PDF/A asks for (ISO 19005-2, 6.6.2.3).
func (m *Metadata) xmp(language string) []byte {
	var b bytes.Buffer
	b.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` + "\n" +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"` +
		` xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">` + "\n" +
		"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>\n" +
		"<dc:format>application/pdf</dc:format>\n")
	element := func(tag, value string) {
		if value != "" {
			fmt.Fprintf(&b, "<%s>%s</%s>\n", tag, escaped(value), tag)
		}
	}
	alternatives := func(tag, value string) {
		if value != "" {
			fmt.Fprintf(&b, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></%s>\n", tag, escaped(value), tag)
		}
	}
	list := func(tag, kind string, values ...string) {
		if strings.Join(values, "") == "" {
			return
		}
		fmt.Fprintf(&b, "<%s><rdf:%s>", tag, kind)
		for _, v := range values {
			fmt.Fprintf(&b, "<rdf:li>%s</rdf:li>", escaped(v))
		}
		fmt.Fprintf(&b, "</rdf:%s></%s>\n", kind, tag)
	}
	alternatives("dc:title", m.Title)
	list("dc:creator", "Seq", m.Author)
	alternatives("dc:description", m.Subject)
	list("dc:subject", "Bag", m.Keywords...)
	list("dc:language", "Bag", language)
	element("pdf:Keywords", strings.Join(m.Keywords, ", "))
	element("pdf:Producer", m.Producer)
	element("xmp:CreatorTool", m.Creator)
	element("xmp:CreateDate", m.date())
	element("xmp:ModifyDate", m.date())
	b.WriteString("</rdf:Description>\n" + extensionSchema + "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
	return b.Bytes()
}

func escaped(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) // a strings.Builder takes all
	return b.String()
}

const extensionSchema = `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"` +
	` xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the document conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
`

// profile writes the sRGB colour space (IEC 61966-2-1) as an ICC profile
// (ICC.1:2010, version 4.3), the output intent that gives device colours their
// meaning (ISO 19005-2, 6.2.3). Its numbers are those of sRGB adapted to the
// illuminant D50 by the Bradford transform.
func profile() []byte {
	fixed := func(values ...float64) []byte {
		var b []byte
		for _, v := range values {
			b = binary.BigEndian.AppendUint32(b, uint32(int32(math.Round(v*65536))))
		}
		return b
	}
	typed := func(kind string, data []byte) []byte { return append([]byte(kind+"\x00\x00\x00\x00"), data...) }
	text := func(s string) []byte { // multiLocalizedUnicodeType with one record
		units := utf16.Encode([]rune(s))
		b := []byte("\x00\x00\x00\x01\x00\x00\x00\x0cenUS")
		b = binary.BigEndian.AppendUint32(b, uint32(2*len(units)))
		b = binary.BigEndian.AppendUint32(b, 28)
		for _, u := range units {
			b = binary.BigEndian.AppendUint16(b, u)
		}
		return typed("mluc", b)
	}
	d50 := fixed(0.9642, 1, 0.8249)
	curve := typed("para", append([]byte{0, 3, 0, 0}, fixed(2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045)...))
	tags := []struct {
		name string
		data []byte
	}{
		{"desc", text("sRGB")},
		{"cprt", text("No copyright, use freely")},
		{"wtpt", typed("XYZ ", d50)},
		{"chad", typed("sf32", fixed(1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168))},
		{"rXYZ", typed("XYZ ", fixed(0.43607, 0.22249, 0.01392))},
		{"gXYZ", typed("XYZ ", fixed(0.38515, 0.71687, 0.09708))},
		{"bXYZ", typed("XYZ ", fixed(0.14307, 0.06061, 0.71410))},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	}

	const header = 128
	b := make([]byte, header, 1024)
	binary.BigEndian.PutUint32(b[8:], 0x04300000)
	copy(b[12:], "mntrRGB XYZ ")
	for i, v := range []uint16{2010, 12, 1, 0, 0, 0} { // when, which says nothing here: the standard's own date
		binary.BigEndian.PutUint16(b[24+2*i:], v)
	}
	copy(b[36:], "acsp")
	copy(b[68:], d50)
	b = binary.BigEndian.AppendUint32(b, uint32(len(tags)))
	at := header + 4 + 12*len(tags)
	var data []byte
	last := at
	for i, t := range tags {
		if i == 0 || &t.data[0] != &tags[i-1].data[0] { // the three curves are one
			for len(data)%4 != 0 {
				data = append(data, 0)
			}
			last = at + len(data)
			data = append(data, t.data...)
		}
		b = append(b, t.name...)
		b = binary.BigEndian.AppendUint32(b, uint32(last))
		b = binary.BigEndian.AppendUint32(b, uint32(len(t.data)))
	}
	b = append(b, data...)
	for len(b)%4 != 0 {
		b = append(b, 0)
	}
	binary.BigEndian.PutUint32(b, uint32(len(b)))
	return b
}
