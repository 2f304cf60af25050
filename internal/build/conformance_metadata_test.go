package build

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"umsetzungsstand/internal/pdf/pdftest"
)

// The namespaces of XMP that a report has.
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
)

// predefined are the properties that PDF/A knows without a description (XMP
// 2004, and ISO 19005-2, 6.6.4), and that a report has: simple texts, or lists
// of their kind.
var predefined = map[string]string{
	nsDC + "title": "Alt", nsDC + "creator": "Seq", nsDC + "description": "Alt", nsDC + "subject": "Bag", nsDC + "language": "Bag", nsDC + "format": "",
	nsXMP + "CreatorTool": "", nsXMP + "CreateDate": "", nsXMP + "ModifyDate": "",
	nsPDF + "Keywords": "", nsPDF + "Producer": "",
	nsPDFA + "part": "", nsPDFA + "conformance": "",
	nsExtension + "schemas": "Bag",
}

// The rules of what the file says of itself.
var metadataRules = []rule{
	{"2a 6.6.2.1; ua 7.1; 06-001", "the catalog has metadata, which can be read without reading PDF", func(s *subject, fault fault) {
		stream := s.doc.Stream(s.doc.Catalog["Metadata"])
		if stream.Dict["Type"] != pdftest.Name("Metadata") || stream.Dict["Subtype"] != pdftest.Name("XML") || stream.Dict["Filter"] != nil {
			fault("its dictionary is %v", stream.Dict)
		}
		if len(s.doc.XMP) == 0 || !bytes.Contains(s.pdf, s.doc.XMP) {
			fault("it does not stand in the file as it is")
		}
	}, []func(*subject){
		func(s *subject) { delete(s.doc.Catalog, "Metadata") },
		func(s *subject) { s.doc.XMP = nil },
		func(s *subject) { s.pdf = bytes.Replace(s.pdf, []byte("<x:xmp"), []byte("<y:xmp"), 1) },
	}},
	{"2a 6.6.2.1; ISO 16684-1 7.3", "the metadata is a packet of XML in UTF-8, without the attributes bytes and encoding", func(s *subject, fault fault) {
		head, rest, _ := strings.Cut(string(s.doc.XMP), "\n")
		if head != "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>" {
			fault("it begins with %q", head)
		}
		if !regexp.MustCompile(`<\?xpacket end="[rw]"\?>\s*$`).MatchString(rest) {
			fault("it has no end")
		}
		if !utf8.Valid(s.doc.XMP) {
			fault("it is not UTF-8")
		}
		if _, err := properties(s.doc.XMP); err != nil {
			fault("%v", err)
		}
	}, []func(*subject){
		func(s *subject) { s.xmp(` id="W5M`, ` bytes="1" id="W5M`) },
		func(s *subject) { s.xmp(`<?xpacket end="r"?>`, "") },
		func(s *subject) { s.xmp("</rdf:RDF>", "") },
		func(s *subject) { s.xmp("Staatskanzlei", "\xe4") },
	}},
	{"2a 6.6.4", "the metadata says that the file is PDF/A-2, level A", func(s *subject, fault fault) {
		s.is(fault, nsPDFA+"part", "2")
		s.is(fault, nsPDFA+"conformance", "A")
		if !bytes.Contains(s.doc.XMP, []byte("<pdfaid:part>")) {
			fault("the prefix is not pdfaid")
		}
	}, []func(*subject){
		func(s *subject) { s.xmp("<pdfaid:part>2", "<pdfaid:part>3") },
		func(s *subject) { s.xmp("<pdfaid:conformance>A", "<pdfaid:conformance>a") },
		func(s *subject) { s.xmp(nsPDFA, nsPDFA+"x") },
	}},
	{"ua 5; 06-002", "the metadata says that the file is PDF/UA-1", func(s *subject, fault fault) {
		s.is(fault, nsPDFUA+"part", "1")
	}, []func(*subject){
		func(s *subject) { s.xmp("<pdfuaid:part>1", "<pdfuaid:part>2") },
		func(s *subject) { s.xmp("<pdfuaid:part>1</pdfuaid:part>", "") },
	}},
	{"ua 7.1; 06-003, 07-001, 07-002", "the document has a title, and the window shows it", func(s *subject, fault fault) {
		if strings.TrimSpace(s.property(nsDC+"title")) == "" {
			fault("it has none")
		}
		if d := s.doc.Dict(s.doc.Catalog["ViewerPreferences"]); d["DisplayDocTitle"] != pdftest.Keyword("true") {
			fault("DisplayDocTitle is %v", d["DisplayDocTitle"])
		}
		if !strings.HasPrefix(s.property(nsDC+"title"), s.layout.Meta.Title) ||
			strings.Contains(s.property(nsDC+"title"), "Entwurf") != s.layout.Meta.Draft && !strings.Contains(s.layout.Meta.Title, "Entwurf") {
			fault("it is %q", s.property(nsDC+"title"))
		}
	}, []func(*subject){
		func(s *subject) { s.xmp("dc:title>", "dc:coverage>") },
		func(s *subject) {
			s.doc.Dict(s.doc.Catalog["ViewerPreferences"])["DisplayDocTitle"] = pdftest.Keyword("false")
		},
		func(s *subject) { delete(s.doc.Catalog, "ViewerPreferences") },
		func(s *subject) { s.xmp("(Entwurf, Muster)", "") },
	}},
	{"2a 6.6.2.3.1", "all properties of the metadata are known, or described, and of their type", func(s *subject, fault fault) {
		list, _ := properties(s.doc.XMP)
		for key, p := range list {
			if kind, ok := predefined[key]; ok {
				if p.kind != kind {
					fault("%s is a list %q, not %q", key, p.kind, kind)
				}
			} else if _, described := s.described()[key]; !described || p.kind != "" {
				fault("nobody knows %s", key)
			}
		}
	}, []func(*subject){
		func(s *subject) { s.xmp("<dc:format>", "<dc:formats>", "</dc:format>", "</dc:formats>") },
		func(s *subject) { s.xmp("<pdfaProperty:name>part<", "<pdfaProperty:name>parts<") },
		func(s *subject) { s.xmp("rdf:Seq>", "rdf:Bag>") },
	}},
	{"2a 6.6.2.3.2, 6.6.2.3.3", "the schema of PDF/UA's identification is described with all that a description has", func(s *subject, fault fault) {
		d, ok := s.described()[nsPDFUA+"part"]
		if !ok {
			fault("it is not described")
			return
		}
		if d.schema == "" || d.prefix != "pdfuaid" || d.valueType != "Integer" || d.category != "internal" || d.description == "" {
			fault("it is described as %+v", d)
		}
	}, []func(*subject){
		func(s *subject) { s.xmp("pdfaSchema:prefix", "pdfaSchema:prefixes") },
		func(s *subject) { s.xmp("pdfaProperty:category>internal", "pdfaProperty:category>intern") },
		func(s *subject) { s.xmp(nsSchema, nsSchema+"x") },
		func(s *subject) { s.xmp(nsExtension, nsExtension+"x") },
	}},
	{"2a 6.1.5; ua 7.1", "the information dictionary says what the metadata says, and no more", func(s *subject, fault fault) {
		same := map[string]string{
			"Title": nsDC + "title", "Author": nsDC + "creator", "Subject": nsDC + "description", "Keywords": nsPDF + "Keywords",
			"Creator": nsXMP + "CreatorTool", "Producer": nsPDF + "Producer", "CreationDate": nsXMP + "CreateDate", "ModDate": nsXMP + "ModifyDate",
		}
		for key := range s.doc.Info {
			if same[key] == "" {
				fault("it has %s", key)
			}
		}
		for key, property := range same {
			info, ok := s.doc.Info[key]
			if _, there := mustProperties(s.doc.XMP)[property]; ok != there {
				fault("only one of the two has %s", key)
			}
			if strings.HasSuffix(key, "Date") {
				if digits, ok := strings.CutPrefix(info, "D:"); ok {
					info = digits
				}
				if info != strings.ReplaceAll(s.property(property), "-", "") {
					fault("%s is %s and %s", key, info, s.property(property))
				}
			} else if info != s.property(property) {
				fault("%s is %q and %q", key, info, s.property(property))
			}
		}
		if got, want := s.list(nsDC+"subject"), s.doc.Info["Keywords"]; strings.Join(got, ", ") != want {
			fault("dc:subject is %q, Keywords %q", got, want)
		}
	}, []func(*subject){
		func(s *subject) { s.doc.Info["Title"] += "." },
		func(s *subject) { s.doc.Info["Trapped"] = "False" },
		func(s *subject) { delete(s.doc.Info, "Author") },
		func(s *subject) { s.doc.Info["ModDate"] = "D:20231030" },
		func(s *subject) { s.xmp("<rdf:li>Europa</rdf:li>", "") },
	}},
	{"32000 7.9.4; ISO 16684-1 8.2.1.2", "dates are of the calendar, and nothing but the document's own", func(s *subject, fault fault) {
		for _, key := range []string{"CreationDate", "ModDate"} {
			value, ok := s.doc.Info[key]
			valid := !ok
			for _, layout := range []string{"D:20060102", "D:200601", "D:2006"} {
				if _, err := time.Parse(layout, value); err == nil {
					valid = true
				}
			}
			if !valid || ok && value != "D:"+strings.ReplaceAll(s.layout.Meta.Date, "-", "") {
				fault("%s is %q", key, value)
			}
		}
	}, []func(*subject){
		func(s *subject) { s.doc.Info["ModDate"] = "D:20231331" },
		func(s *subject) { s.doc.Info["ModDate"] = "D:20231030" },
	}},
	{"2a 6.7.4; ua 7.2; 11-006", "the metadata names the language of the text, and that the file is a PDF", func(s *subject, fault fault) {
		s.is(fault, nsDC+"language", s.doc.Lang)
		s.is(fault, nsDC+"format", "application/pdf")
	}, []func(*subject){
		func(s *subject) { s.xmp("<rdf:li>de-DE", "<rdf:li>en") },
	}},
}

// node is an element of XML.
type node struct {
	XMLName  xml.Name
	Text     string     `xml:",chardata"`
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []node     `xml:",any"`
}

func (n *node) is(space, local string) bool { return n.XMLName == xml.Name{Space: space, Local: local} }

// child returns the text of a child, "" if there is none.
func (n *node) child(space, local string) string {
	for _, c := range n.Children {
		if c.is(space, local) {
			return c.Text
		}
	}
	return ""
}

// property is a text, or a list of texts of the kind Alt, Bag or Seq.
type property struct {
	kind  string
	items []node
}

// properties reads XMP: the properties by namespace and name.
func properties(xmp []byte) (map[string]property, error) {
	var root node
	if err := xml.Unmarshal(xmp, &root); err != nil {
		return nil, err
	}
	if !root.is("adobe:ns:meta/", "xmpmeta") || len(root.Children) != 1 || !root.Children[0].is(nsRDF, "RDF") {
		return nil, fmt.Errorf("it is %v, not one rdf:RDF in an x:xmpmeta", root.XMLName)
	}
	list := map[string]property{}
	for _, description := range root.Children[0].Children {
		if !description.is(nsRDF, "Description") {
			return nil, fmt.Errorf("%v in rdf:RDF", description.XMLName)
		}
		for _, a := range description.Attrs {
			if a.Name.Space != "xmlns" && a.Name != (xml.Name{Space: nsRDF, Local: "about"}) {
				return nil, fmt.Errorf("attribute %v", a.Name)
			}
		}
		for _, p := range description.Children {
			key := p.XMLName.Space + p.XMLName.Local
			if _, ok := list[key]; ok {
				return nil, fmt.Errorf("%s twice", key)
			}
			list[key] = property{"", []node{p}}
			if len(p.Children) == 1 && p.Children[0].XMLName.Space == nsRDF {
				list[key] = property{p.Children[0].XMLName.Local, p.Children[0].Children}
			}
		}
	}
	return list, nil
}

func mustProperties(xmp []byte) map[string]property {
	list, _ := properties(xmp)
	return list
}

// list returns the texts of a property.
func (s *subject) list(key string) []string {
	var texts []string
	for _, item := range mustProperties(s.doc.XMP)[key].items {
		texts = append(texts, item.Text)
	}
	return texts
}

// property returns the text of a property that is one.
func (s *subject) property(key string) string {
	if list := s.list(key); len(list) == 1 {
		return list[0]
	}
	return ""
}

func (s *subject) is(fault fault, key, want string) {
	if got := s.list(key); !slices.Equal(got, []string{want}) {
		fault("%s is %q, not %q", key, got, want)
	}
}

// description is what an extension schema says of a property.
type description struct{ schema, prefix, valueType, category, description string }

// described reads the extension schemas (6.6.2.3.3).
func (s *subject) described() map[string]description {
	list := map[string]description{}
	for _, schema := range mustProperties(s.doc.XMP)[nsExtension+"schemas"].items {
		space := schema.child(nsSchema, "namespaceURI")
		for _, c := range schema.Children {
			if !c.is(nsSchema, "property") || len(c.Children) != 1 || !c.Children[0].is(nsRDF, "Seq") {
				continue
			}
			for _, p := range c.Children[0].Children {
				list[space+p.child(nsProperty, "name")] = description{
					schema.child(nsSchema, "schema"), schema.child(nsSchema, "prefix"),
					p.child(nsProperty, "valueType"), p.child(nsProperty, "category"), p.child(nsProperty, "description"),
				}
			}
		}
	}
	return list
}

// xmp replaces texts of the metadata.
func (s *subject) xmp(oldnew ...string) {
	before := string(s.doc.XMP)
	s.doc.XMP = []byte(strings.NewReplacer(oldnew...).Replace(before))
	if string(s.doc.XMP) == before {
		panic(fmt.Sprintf("the metadata has no %q", oldnew[0]))
	}
}
