package build

import (
	"encoding/binary"
	"math"
	"regexp"
	"slices"
	"strings"

	"umsetzungsstand/internal/pdf/pdftest"
	"umsetzungsstand/internal/typeset"
)

// The rules of pages and of their content.
var pageRules = []rule{
	{"2a 6.1.13; 32000 7.7.3", "each page says its size, which is A4, and its resources itself", func(s *subject, fault fault) {
		for n, page := range s.pageObjects() {
			if page["MediaBox"] == nil || page["Resources"] == nil {
				fault("page object %d has no MediaBox or no Resources", n)
			}
			for _, key := range []pdftest.Name{"UserUnit", "Rotate", "CropBox"} {
				if page[key] != nil {
					fault("page object %d has %s", n, key)
				}
			}
		}
		for i, page := range s.doc.Pages {
			if math.Abs(page.Width-210) > 0.01 || math.Abs(page.Height-297) > 0.01 {
				fault("page %d is %g × %g mm", i+1, page.Width, page.Height)
			}
		}
	}, []func(*subject){
		func(s *subject) {
			for _, page := range s.pageObjects() {
				delete(page, "MediaBox")
			}
		},
		func(s *subject) { s.doc.Pages[0].Width = 0.5 },
	}},
	{"2a 6.2.2", "content streams have only operators that ISO 32000-1 knows and that text and rules need", func(s *subject, fault fault) {
		known := strings.Fields("BT ET Tf Tm Tj TJ BDC EMC w m l S")
		for i := range s.doc.Pages {
			for _, o := range s.operators(i) {
				if !slices.Contains(known, o.op) {
					fault("page %d: operator %s", i+1, o.op)
				}
			}
		}
	}, []func(*subject){
		func(s *subject) { s.replaceContent("\nET\n", "\nBI\n") },
		func(s *subject) { s.replaceContent(" S\n", " k\n") },
	}},
	{"2a 6.2.2, 6.2.11.4.1", "pages use only fonts that are among their resources", func(s *subject, fault fault) {
		for i, page := range s.doc.Pages {
			fonts := s.doc.Dict(s.doc.Dict(page.Dict["Resources"])["Font"])
			for _, o := range s.operators(i) {
				if o.op == "Tf" && s.doc.Dict(fonts[pdftest.Name(strings.TrimPrefix(o.operands[0], "/"))]) == nil {
					fault("page %d: font %s", i+1, o.operands[0])
				}
			}
		}
	}, []func(*subject){
		func(s *subject) { s.replaceContent("/F0 ", "/F9 ") },
	}},
	{"2a 6.1.6, 6.1.13", "strings of content are hexadecimal, whole and not too long, and nothing is nested too deep", func(s *subject, fault fault) {
		for i := range s.doc.Pages {
			for _, o := range s.operators(i) {
				for _, operand := range o.operands {
					if strings.HasPrefix(operand, "<") && operand != "<<" && (len(operand)%4 != 2 || len(operand) > 2*32767) {
						fault("page %d: %s %s", i+1, operand, o.op)
					}
				}
				if o.op == "q" {
					fault("page %d: %s, which need not be nested at all", i+1, o.op)
				}
			}
		}
	}, []func(*subject){
		func(s *subject) { s.replaceContent(">Tj", "0Tj") },
		func(s *subject) { s.replaceContent("\nET\n", "\nq \n") },
	}},
	{"2a 6.7.2.2; ua 7.1; 01-003, 01-004, 01-005", "all content is either tagged or an artifact, and never both", func(s *subject, fault fault) {
		for i, page := range s.doc.Pages {
			depth := 0
			for _, o := range s.operators(i) {
				switch o.op {
				case "BDC", "BMC":
					if depth++; depth > 1 {
						fault("page %d: marked content within marked content: %v", i+1, o.operands)
					}
				case "EMC":
					depth--
				case "Tj", "TJ", "S":
					if depth != 1 {
						fault("page %d: %v %s is not marked", i+1, o.operands, o.op)
					}
				}
			}
			for _, f := range page.Fragments {
				if (f.MCID >= 0) == (f.Artifact != "") {
					fault("page %d: %q has the MCID %d and the artifact %q", i+1, f.Text, f.MCID, f.Artifact)
				}
			}
			for _, r := range page.Rules {
				if r.Artifact == "" {
					fault("page %d: the rule %v is no artifact", i+1, r)
				}
			}
		}
	}, []func(*subject){
		func(s *subject) { s.replaceContent("EMC\n", "   \n") },
		func(s *subject) { s.doc.Pages[0].Fragments[0].Artifact, s.doc.Pages[0].Fragments[0].MCID = "", -1 },
		func(s *subject) { s.doc.Pages[0].Fragments[0].Artifact, s.doc.Pages[0].Fragments[0].MCID = "Layout", 1 },
		func(s *subject) { s.doc.Pages[0].Rules[0].Artifact = "" },
	}},
	{"ua 7.8; 32000 14.8.2.2", "artifacts say what they are, running headers and page numbers that they are pagination and where", func(s *subject, fault fault) {
		want := map[typeset.Artifact]string{typeset.NoArtifact: "", typeset.Layouted: "Layout", typeset.Header: "Pagination/Header", typeset.Footer: "Pagination/Footer"}
		for i, page := range s.doc.Pages {
			for _, o := range s.operators(i) {
				if (o.op == "BDC" || o.op == "BMC") && o.operands[0] == "/Artifact" {
					switch list := strings.Join(o.operands[1:], ""); list {
					case "<</Type/Layout>>", "<</Type/Pagination/Subtype/Header/Attached[/Top]>>", "<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>":
					default:
						fault("page %d: an artifact of %q", i+1, list)
					}
				}
			}
			drawn := page.Fragments
			for _, f := range s.layout.Pages[i].Fragments {
				if f.Text == "" || f.Text == "\u00ad" {
					continue
				}
				if len(drawn) == 0 {
					fault("page %d: %q is not drawn", i+1, f.Text)
					break
				}
				got := drawn[0]
				drawn = drawn[1:]
				text, divided := strings.CutSuffix(f.Text, "\u00ad")
				if got.Text != text || got.Artifact != want[f.Artifact] {
					fault("page %d: %q is drawn as %q, %q, not as %q", i+1, text, got.Text, got.Artifact, want[f.Artifact])
				}
				if divided && len(drawn) > 0 {
					if drawn[0].Text != "-" || drawn[0].Artifact != "Layout" {
						fault("page %d: %q follows the divided word, not the artifact of a hyphen", i+1, drawn[0].Text)
					}
					drawn = drawn[1:]
				}
			}
		}
	}, []func(*subject){
		func(s *subject) {
			s.replaceContent("/Type/Pagination/Subtype/Header", "/Type/Pagination               ")
		},
		func(s *subject) { s.doc.Pages[len(s.doc.Pages)-1].Fragments[0].Artifact += "x" },
	}},
	{"32000 14.7.4.2", "the MCIDs of a page count from 0, in the order of its content", func(s *subject, fault fault) {
		for i := range s.doc.Pages {
			next := 0
			for _, o := range s.operators(i) {
				if o.op == "BDC" && o.operands[0] != "/Artifact" {
					if want := "<< /MCID " + itoa(next) + " >>"; strings.Join(o.operands[1:], " ") != want {
						fault("page %d: %v, not %s", i+1, o.operands[1:], want)
					}
					next++
				}
			}
		}
	}, []func(*subject){
		func(s *subject) { s.replaceContent("/MCID 1>", "/MCID 9>") },
	}},
	{"ua 7.1, 7.2; 32000 14.8.2.3", "a page is read in the order of its content", func(s *subject, fault fault) {
		last := map[int]int{}
		for _, kid := range s.contents() {
			if before, ok := last[kid.Page]; ok && kid.MCID <= before {
				fault("page %d: MCID %d is read after %d", kid.Page+1, kid.MCID, before)
			}
			last[kid.Page] = kid.MCID
		}
		for i := range s.doc.Pages {
			for _, f := range s.doc.Pages[i].Fragments {
				if f.MCID > last[i] {
					fault("page %d: MCID %d is never read", i+1, f.MCID)
				}
			}
		}
	}, []func(*subject){
		func(s *subject) { slices.Reverse(s.first("L").Kids) },
		func(s *subject) { s.last("P").Kids = nil },
	}},
	{"32000 14.6, 14.7.4", "content is marked with the type of the element that it belongs to", func(s *subject, fault fault) {
		owners := map[[2]int]string{}
		for e := range s.elements() {
			for _, kid := range e.Kids {
				if kid.Element == nil && kid.Link == nil {
					owners[[2]int{kid.Page, kid.MCID}] = e.Type
				}
			}
		}
		for i, page := range s.doc.Pages {
			for _, f := range page.Fragments {
				if f.MCID >= 0 && f.Tag != owners[[2]int{i, f.MCID}] {
					fault("page %d: %q is marked as %s, but belongs to a %s", i+1, f.Text, f.Tag, owners[[2]int{i, f.MCID}])
				}
			}
		}
	}, []func(*subject){
		func(s *subject) { s.first("H1").Type = "H2" },
	}},
	{"ua 7.18.3; 28-008, 28-009", "on each page the tabulator follows the structure", func(s *subject, fault fault) {
		for i, page := range s.doc.Pages {
			if page.Dict["Tabs"] != pdftest.Name("S") {
				fault("page %d: Tabs is %v", i+1, page.Dict["Tabs"])
			}
		}
	}, []func(*subject){
		func(s *subject) { s.doc.Pages[0].Dict["Tabs"] = pdftest.Name("R") },
		func(s *subject) { delete(s.doc.Pages[0].Dict, "Tabs") },
	}},
}

// The rules of colours.
var colourRules = []rule{
	{"2a 6.2.3", "there is one output intent, GTS_PDFA1, with a profile", func(s *subject, fault fault) {
		intents := s.doc.Array(s.doc.Catalog["OutputIntents"])
		if len(intents) != 1 {
			fault("%d output intents", len(intents))
			return
		}
		intent := s.doc.Dict(intents[0])
		id, _ := intent["OutputConditionIdentifier"].([]byte)
		if intent["S"] != pdftest.Name("GTS_PDFA1") || len(id) == 0 || intent["DestOutputProfileRef"] != nil {
			fault("it is %v", intent)
		}
		if s.doc.Stream(intent["DestOutputProfile"]).Dict["N"] != 3.0 {
			fault("its profile is not one of three colours")
		}
		for i, page := range s.doc.Pages {
			if page.Dict["OutputIntents"] != nil {
				fault("page %d has one of its own", i+1)
			}
		}
	}, []func(*subject){
		func(s *subject) { delete(s.doc.Catalog, "OutputIntents") },
		func(s *subject) { s.intent()["S"] = pdftest.Name("GTS_PDFX") },
		func(s *subject) { s.doc.Stream(s.intent()["DestOutputProfile"]).Dict["N"] = 4.0 },
	}},
	{"2a 6.2.3; ICC.1:2010", "the profile is a sound one of sRGB", profile, []func(*subject){
		func(s *subject) { s.profile()[3]++ },
		func(s *subject) { s.profile()[8] = 5 },
		func(s *subject) { copy(s.profile()[12:], "link") },
		func(s *subject) { copy(s.profile()[16:], "CMYK") },
		func(s *subject) { s.profile()[36] = 'x' },
		func(s *subject) { s.profile()[70]++ },
		func(s *subject) { s.profile()[132] = 'x' },
		func(s *subject) { s.profile()[132+4] = 0x7f },
		func(s *subject) { p := s.profile(); p[len(p)-1]++ },
	}},
	{"2a 6.2.4.3, 6.2.6", "colours are the initial black of the device, which the output intent defines", func(s *subject, fault fault) {
		for i := range s.doc.Pages {
			for _, o := range s.operators(i) {
				if slices.Contains(strings.Fields("g G rg RG k K cs CS sc SC scn SCN sh ri gs"), o.op) {
					fault("page %d: operator %s", i+1, o.op)
				}
			}
		}
	}, []func(*subject){
		func(s *subject) { s.replaceContent(" S\n", " K\n") },
	}},
}

// profile reads the ICC profile of the output intent.
func profile(s *subject, fault fault) {
	p := s.profile()
	if len(p) < 132 || int(binary.BigEndian.Uint32(p)) != len(p) || len(p)%4 != 0 {
		fault("its size is not the %d bytes that are there", len(p))
		return
	}
	if p[8] != 2 && p[8] != 4 || p[9]&0x0f != 0 || p[10] != 0 || p[11] != 0 {
		fault("its version is %x", p[8:12])
	}
	if got := string(p[12:24]); got != "mntrRGB XYZ " {
		fault("class, colours and connection space are %q", got)
	}
	if got := string(p[36:40]); got != "acsp" {
		fault("its signature is %q", got)
	}
	fixed := func(b []byte) float64 { return float64(int32(binary.BigEndian.Uint32(b))) / 65536 }
	d50 := []float64{0.9642, 1, 0.8249}
	for i, want := range d50 {
		if got := fixed(p[68+4*i:]); math.Abs(got-want) > 2e-5 {
			fault("its illuminant is %g, not %g", got, want)
		}
	}
	tags := map[string][]byte{}
	count := int(binary.BigEndian.Uint32(p[128:]))
	for i := range count {
		entry := p[132+12*i:]
		at, size := int(binary.BigEndian.Uint32(entry[4:])), int(binary.BigEndian.Uint32(entry[8:]))
		if at%4 != 0 || at < 132+12*count || size < 8 || at+size > len(p) {
			fault("tag %q is at byte %d, %d long", entry[:4], at, size)
			continue
		}
		tags[string(entry[:4])] = p[at : at+size]
	}
	for tag, kind := range map[string]string{
		"desc": "mluc", "cprt": "mluc", "wtpt": "XYZ ", "chad": "sf32",
		"rXYZ": "XYZ ", "gXYZ": "XYZ ", "bXYZ": "XYZ ", "rTRC": "para", "gTRC": "para", "bTRC": "para",
	} {
		if !strings.HasPrefix(string(tags[tag]), kind+"\x00\x00\x00\x00") {
			fault("tag %s is none of the type %s", tag, kind)
			return
		}
	}
	for i, want := range d50 { // white is where all three colours are
		sum := fixed(tags["rXYZ"][8+4*i:]) + fixed(tags["gXYZ"][8+4*i:]) + fixed(tags["bXYZ"][8+4*i:])
		if math.Abs(sum-want) > 2e-4 {
			fault("red, green and blue make %g, not the white %g", sum, want)
		}
	}
	for _, tag := range []string{"rTRC", "gTRC", "bTRC"} { // IEC 61966-2-1
		curve := tags[tag]
		if len(curve) != 32 || string(curve[8:12]) != "\x00\x03\x00\x00" {
			fault("%s is no curve of five parameters", tag)
			continue
		}
		for i, want := range []float64{2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045} {
			if got := fixed(curve[12+4*i:]); math.Abs(got-want) > 1e-5 {
				fault("parameter %d of %s is %g, not %g", i, tag, got, want)
			}
		}
	}
}

func (s *subject) intent() pdftest.Dict {
	return s.doc.Dict(s.doc.Array(s.doc.Catalog["OutputIntents"])[0])
}

func (s *subject) profile() []byte {
	for _, intent := range s.doc.Array(s.doc.Catalog["OutputIntents"]) {
		return s.doc.Stream(s.doc.Dict(intent)["DestOutputProfile"]).Data()
	}
	return nil
}

// pageObjects returns the pages' dictionaries as they lie in the file.
func (s *subject) pageObjects() map[pdftest.Ref]pdftest.Dict {
	list := map[pdftest.Ref]pdftest.Dict{}
	for n, object := range s.doc.Objects() {
		if d, ok := object.(pdftest.Dict); ok && d["Type"] == pdftest.Name("Page") {
			list[n] = d
		}
	}
	return list
}

// operator is one of a content stream, and the tokens before it.
type operator struct {
	op       string
	operands []string
}

var contentToken = regexp.MustCompile(`<<|>>|<[0-9A-F]*>|[\[\]]|/[^\s/<>\[\]]*|[^\s/<>\[\]]+|\S`)

// operators cuts the content of a page into its operators. It knows no literal
// strings, which we do not write.
func (s *subject) operators(page int) []operator {
	if list, ok := s.cut[page]; ok {
		return list
	}
	var (
		list     []operator
		operands []string
	)
	for _, token := range contentToken.FindAllString(string(s.content(page)), -1) {
		if c := token[0]; c|0x20 < 'a' || c|0x20 > 'z' {
			operands = append(operands, token)
			continue
		}
		list = append(list, operator{token, operands})
		operands = nil
	}
	s.cut[page] = list
	return list
}

func (s *subject) content(page int) []byte {
	return s.doc.Stream(s.doc.Pages[page].Dict["Contents"]).Data()
}

// replaceContent spoils the last page on which the text occurs, in place.
func (s *subject) replaceContent(old, new string) {
	for i := len(s.doc.Pages) - 1; i >= 0; i-- {
		content := s.content(i)
		if at := strings.Index(string(content), old); at >= 0 {
			if len(old) != len(new) {
				new += strings.Repeat(" ", len(old)-len(new))
			}
			copy(content[at:], new)
			return
		}
	}
	panic("no page holds " + old)
}
