package preflight

import (
	"encoding/xml"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// The namespaces of XMP that the rules ask for.
const (
	nsRDF       = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	nsDC        = "http://purl.org/dc/elements/1.1/"
	nsXMP       = "http://ns.adobe.com/xap/1.0/"
	nsPDF       = "http://ns.adobe.com/pdf/1.3/"
	nsPDFA      = "http://www.aiim.org/pdfa/ns/id/"
	nsPDFUA     = "http://www.aiim.org/pdfua/ns/id/"
	nsExtension = "http://www.aiim.org/pdfa/ns/extension/"
	nsSchema    = "http://www.aiim.org/pdfa/ns/schema#"
	nsProperty  = "http://www.aiim.org/pdfa/ns/property#"
	nsMM        = "http://ns.adobe.com/xap/1.0/mm/"
)

// knownSpaces are the predefined schemas of XMP 2004 that a text document does
// not use: their properties are taken as they are.
var knownSpaces = []string{
	nsMM, "http://ns.adobe.com/xap/1.0/rights/", "http://ns.adobe.com/xap/1.0/bj/", "http://ns.adobe.com/xap/1.0/t/pg/",
	"http://ns.adobe.com/photoshop/1.0/", "http://ns.adobe.com/tiff/1.0/", "http://ns.adobe.com/exif/1.0/",
	"http://ns.adobe.com/camera-raw-settings/1.0/", "http://ns.adobe.com/xmp/1.0/DynamicMedia/",
}

// predefined are the properties that PDF/A knows without a description (XMP
// 2004, and ISO 19005-2, 6.6.4), and whether they are lists, and of what kind.
var predefined = map[string]string{
	nsDC + "contributor": "Bag", nsDC + "coverage": "", nsDC + "creator": "Seq", nsDC + "date": "Seq", nsDC + "description": "Alt",
	nsDC + "format": "", nsDC + "identifier": "", nsDC + "language": "Bag", nsDC + "publisher": "Bag", nsDC + "relation": "Bag",
	nsDC + "rights": "Alt", nsDC + "source": "", nsDC + "subject": "Bag", nsDC + "title": "Alt", nsDC + "type": "Bag",
	nsXMP + "Advisory": "Bag", nsXMP + "BaseURL": "", nsXMP + "CreateDate": "", nsXMP + "CreatorTool": "", nsXMP + "Identifier": "Bag",
	nsXMP + "Label": "", nsXMP + "MetadataDate": "", nsXMP + "ModifyDate": "", nsXMP + "Nickname": "", nsXMP + "Rating": "", nsXMP + "Thumbnails": "Alt",
	nsPDF + "Keywords": "", nsPDF + "PDFVersion": "", nsPDF + "Producer": "", nsPDF + "Trapped": "",
	nsPDFA + "part": "", nsPDFA + "amd": "", nsPDFA + "corr": "", nsPDFA + "conformance": "",
	nsExtension + "schemas": "Bag",
}

// xmp is what the metadata says.
type xmp struct {
	data         []byte
	err          error
	properties   map[string]property // by namespace and name
	order        []string
	prefixes     map[string]map[string]bool // of the namespaces, as they are declared
	described    map[string]bool            // properties of extension schemas
	schemaFaults []string
}

// property is a text, or a list of texts of the kind Alt, Bag or Seq.
type property struct {
	kind  string
	items []node
}

// node is an element of XML.
type node struct {
	XMLName  xml.Name
	Text     string     `xml:",chardata"`
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []node     `xml:",any"`
}

func (n *node) is(space, local string) bool { return n.XMLName == xml.Name{Space: space, Local: local} }

// child returns a child that is an element, nil if there is none.
func (n *node) child(space, local string) *node {
	for i := range n.Children {
		if n.Children[i].is(space, local) {
			return &n.Children[i]
		}
	}
	return nil
}

// field returns the text of a field of a structure, be it an element or an
// attribute.
func (n *node) field(space, local string) string {
	if c := n.child(space, local); c != nil {
		return strings.TrimSpace(c.Text)
	}
	for _, a := range n.Attrs {
		if a.Name.Space == space && a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

// structure returns the node that holds the fields of a structure: itself, or
// the description in it.
func (n *node) structure() *node {
	if d := n.child(nsRDF, "Description"); d != nil {
		return d
	}
	return n
}

// largestXMP is far more than any document says of itself.
const largestXMP = 4 << 20

// readXMP reads the metadata; nil if there is none, or none that can be read.
func (d *document) readXMP() *xmp {
	if x := d.packet(); x != nil && len(x.order) > 0 {
		return x
	}
	return nil
}

// packet reads the metadata once, nil if there is none.
func (d *document) packet() *xmp {
	if d.xmp != nil || d.stream(d.catalog["Metadata"]) == nil {
		return d.xmp
	}
	x := &xmp{properties: map[string]property{}, prefixes: map[string]map[string]bool{}, described: map[string]bool{}}
	d.xmp = x
	if x.data, x.err = d.data(d.catalog["Metadata"]); x.err != nil {
		x.err = errors.New("der Datenstrom ist defekt")
		return x
	}
	if len(x.data) > largestXMP {
		x.data, x.err = nil, errors.New("sie sind zu lang")
		return x
	}
	x.err = x.read()
	x.describe()
	return x
}

func (x *xmp) read() error {
	var root node
	if err := xml.Unmarshal(x.data, &root); err != nil {
		return errors.New("das XML ist fehlerhaft")
	}
	x.declare(&root)
	rdf := &root
	if !rdf.is(nsRDF, "RDF") {
		if rdf = root.child(nsRDF, "RDF"); rdf == nil {
			return errors.New("die Beschreibung in RDF fehlt")
		}
	}
	x.declare(rdf)
	var fault error
	for i := range rdf.Children {
		description := &rdf.Children[i]
		if !description.is(nsRDF, "Description") {
			fault = fmt.Errorf("in der Beschreibung steht %s", quote(description.XMLName.Local))
			continue
		}
		x.declare(description)
		for _, a := range description.Attrs {
			if s := a.Name.Space; s != "" && s != "xmlns" && s != nsRDF && s != "http://www.w3.org/XML/1998/namespace" {
				x.add(s+a.Name.Local, property{"", []node{{Text: a.Value}}})
			}
		}
		for _, p := range description.Children {
			x.declare(&p)
			list := property{"", []node{p}}
			if len(p.Children) == 1 && p.Children[0].XMLName.Space == nsRDF && p.Children[0].XMLName.Local != "Description" {
				list = property{p.Children[0].XMLName.Local, p.Children[0].Children}
			}
			if !x.add(p.XMLName.Space+p.XMLName.Local, list) {
				fault = fmt.Errorf("die Angabe %s steht zweimal da", quote(p.XMLName.Local))
			}
		}
	}
	return fault
}

func (x *xmp) declare(n *node) {
	for _, a := range n.Attrs {
		if a.Name.Space == "xmlns" {
			if x.prefixes[a.Value] == nil {
				x.prefixes[a.Value] = map[string]bool{}
			}
			x.prefixes[a.Value][a.Name.Local] = true
		}
	}
}

// add reports whether the property was not there yet.
func (x *xmp) add(key string, p property) bool {
	if _, ok := x.properties[key]; ok {
		return false
	}
	x.properties[key] = p
	x.order = append(x.order, key)
	return true
}

// describe reads the extension schemas (6.6.2.3.3).
func (x *xmp) describe() {
	fault := func(format string, args ...any) {
		x.schemaFaults = append(x.schemaFaults, fmt.Sprintf(format, args...))
	}
	for _, space := range []struct{ uri, prefix string }{{nsExtension, "pdfaExtension"}, {nsSchema, "pdfaSchema"}, {nsProperty, "pdfaProperty"}} {
		for prefix := range x.prefixes[space.uri] {
			if prefix != space.prefix {
				fault("Die Beschreibung eines Schemas steht unter dem Kürzel %s statt %s.", quote(prefix), space.prefix)
			}
		}
	}
	for i := range x.properties[nsExtension+"schemas"].items {
		schema := x.properties[nsExtension+"schemas"].items[i].structure()
		name := schema.field(nsSchema, "schema")
		for _, key := range []string{"schema", "namespaceURI", "prefix"} {
			if schema.field(nsSchema, key) == "" {
				fault("Dem Schema %s fehlt die Angabe %s.", quote(name), key)
			}
		}
		for _, c := range schema.Children {
			if c.XMLName.Space != nsSchema || !slices.Contains(schemaFields, c.XMLName.Local) {
				fault("Das Schema %s hat die Angabe %s, die es dort nicht gibt.", quote(name), quote(c.XMLName.Local))
			}
		}
		list := schema.child(nsSchema, "property")
		if list == nil || len(list.Children) != 1 || !list.Children[0].is(nsRDF, "Seq") {
			if list != nil || schema.child(nsSchema, "valueType") == nil {
				fault("Das Schema %s beschreibt keine Angaben.", quote(name))
			}
			continue
		}
		for j := range list.Children[0].Children {
			p := list.Children[0].Children[j].structure()
			own := p.field(nsProperty, "name")
			for _, key := range []string{"name", "valueType", "category", "description"} {
				if p.field(nsProperty, key) == "" {
					fault("Im Schema %s fehlt der Angabe %s die Beschreibung %s.", quote(name), quote(own), key)
				}
			}
			if c := p.field(nsProperty, "category"); c != "" && c != "internal" && c != "external" {
				fault("Im Schema %s ist die Angabe %s von der Art %s.", quote(name), quote(own), quote(c))
			}
			x.described[schema.field(nsSchema, "namespaceURI")+own] = true
		}
	}
}

// schemaFields are what a description of a schema may have.
var schemaFields = []string{"schema", "namespaceURI", "prefix", "property", "valueType"}

// list returns the texts of a property.
func (x *xmp) list(key string) []string {
	var texts []string
	for _, item := range x.properties[key].items {
		texts = append(texts, strings.TrimSpace(item.Text))
	}
	return texts
}

// text returns the text of a property, of several the first: in a list of
// languages it is the one for all others.
func (x *xmp) text(key string) string {
	for _, item := range x.properties[key].items {
		for _, a := range item.Attrs {
			if a.Name.Local == "lang" && a.Value == "x-default" {
				return strings.TrimSpace(item.Text)
			}
		}
	}
	if list := x.list(key); len(list) > 0 {
		return list[0]
	}
	return ""
}

// splitKey cuts the key of a property into namespace and name.
func splitKey(key string) (space, name string) {
	i := strings.LastIndexAny(key, "/#")
	return key[:i+1], key[i+1:]
}
