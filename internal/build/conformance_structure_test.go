package build

import (
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"umsetzungsstand/internal/pdf/pdftest"
	"umsetzungsstand/internal/typeset"
)

// below says which elements may stand in which (ISO 32000-1, 14.8.4.2 to
// 14.8.4.4), as far as reports have them. Those of texts hold content too.
var below = map[string]string{
	"":           "Document",
	"Document":   "Part",
	"Part":       "Sect H1 H2 H3 P L Table BlockQuote",
	"Sect":       "H1 H2 H3 P L Table BlockQuote TOC",
	"BlockQuote": "P L",
	"TOC":        "TOCI",
	"TOCI":       "Reference",
	"Reference":  texts,
	"L":          "LI",
	"LI":         "Lbl LBody",
	"LBody":      "P L BlockQuote",
	"Table":      "THead TBody TR",
	"THead":      "TR",
	"TBody":      "TR",
	"TR":         "TH TD",
	"H1":         texts,
	"H2":         texts,
	"H3":         texts,
	"P":          texts,
	"TH":         texts,
	"TD":         texts,
	"Lbl":        "",
	"Link":       "Span",
	"Span":       "Link Span",
}

const texts = "Link Span"

// holders are those that hold content; a Reference does where its heading has
// no anchor to link to.
var holders = strings.Fields("H1 H2 H3 P TH TD Lbl Link Span Reference")

// The rules of the structure.
var structureRules = []rule{
	{"2a 6.7.2.2, 6.7.3.3; ua 7.1", "the file is marked as tagged, and has a structure tree", func(s *subject, fault fault) {
		if info := s.doc.Dict(s.doc.Catalog["MarkInfo"]); info["Marked"] != pdftest.Keyword("true") || info["UserProperties"] != nil {
			fault("MarkInfo is %v", info)
		}
		if tree := s.doc.Dict(s.doc.Catalog["StructTreeRoot"]); tree["Type"] != pdftest.Name("StructTreeRoot") || tree["ParentTree"] == nil || s.doc.Root == nil {
			fault("StructTreeRoot is %v", tree)
		}
	}, []func(*subject){
		func(s *subject) { s.doc.Dict(s.doc.Catalog["MarkInfo"])["Marked"] = pdftest.Keyword("false") },
		func(s *subject) { delete(s.doc.Catalog, "StructTreeRoot") },
	}},
	{"2a 6.7.3.4; ua 7.1; 02-001, 09-004, 09-005, 09-006", "all elements are of standard types, and stand where these may", func(s *subject, fault fault) {
		for e := range s.elements() {
			parent := ""
			if e.Parent != nil {
				parent = e.Parent.Type
			}
			if !slices.Contains(strings.Fields(below[parent]), e.Type) {
				fault("a %s stands in a %s: %q", e.Type, parent, e.Text())
			}
			for _, kid := range e.Kids {
				if kid.Element == nil && !slices.Contains(holders, e.Type) {
					fault("a %s holds content itself", e.Type)
				}
			}
		}
	}, []func(*subject){
		func(s *subject) { s.first("LBody").Type = "P" },
		func(s *subject) { s.first("TOCI").Type = "LI" },
		func(s *subject) { s.first("P").Type = "Absatz" },
		func(s *subject) { s.first("P").Type = "LBody" },
	}},
	{"ua 7.4.2; 14-002, 14-003, 14-006, 14-007", "the first heading is an H1, and no level is skipped", func(s *subject, fault fault) {
		level := 0
		for e := range s.elements() {
			if e.Type == "H" {
				fault("a heading without level: %q", e.Text())
			}
			if !heading.MatchString(e.Type) {
				continue
			}
			n := int(e.Type[1] - '0')
			if n > level+1 {
				fault("an H%d follows an H%d: %q", n, level, e.Text())
			}
			level = n
		}
	}, []func(*subject){
		func(s *subject) { s.first("H1").Type = "H2" },
		func(s *subject) { s.first("H2").Type = "P"; s.first("H2").Type = "H3" },
		func(s *subject) { s.first("H2").Type = "H" },
	}},
	{"ua 7.4; house", "a draft's title, the one heading of the first level that comes first, is the one H1", func(s *subject, fault fault) {
		var levels []string
		for _, drawn := range s.pairs() {
			if heading.MatchString(string(drawn.Role)) {
				levels = append(levels, string(drawn.Role))
			}
		}
		titled := len(levels) > 0 && levels[0] == "H1" && !slices.Contains(levels[1:], "H1")
		if n := len(slices.Collect(s.all("H1"))); titled && n != 1 {
			fault("there are %d", n)
		}
	}, []func(*subject){
		func(s *subject) { s.first("H1").Type = "H2" },
		func(s *subject) { s.first("H2").Type = "H1" },
	}},
	{"ua 7.1; 01-006", "no element is empty but cells, and what holds nothing but these", func(s *subject, fault fault) {
		for e := range s.elements() {
			if e.Parent != nil && strings.TrimSpace(e.Text()) == "" && len(slices.Collect(within(e, "TD")))+len(slices.Collect(within(e, "TH"))) == 0 {
				fault("the %s after %q", e.Type, s.before(e))
			}
		}
	}, []func(*subject){
		func(s *subject) { s.first("P").Kids = nil },
		func(s *subject) { s.first("Lbl").Kids = nil },
	}},
	{"2a 6.7.4; ua 7.2; 11-001 to 11-006", "the document has a language, and all languages are tags of BCP 47", func(s *subject, fault fault) {
		if s.doc.Lang == "" {
			fault("it has none")
		}
		tags := []string{s.doc.Lang}
		for e := range s.elements() {
			if e.Lang != "" {
				tags = append(tags, e.Lang)
			}
		}
		for _, page := range s.doc.Pages {
			for _, f := range page.Fragments {
				if f.Lang != "" {
					tags = append(tags, f.Lang)
				}
			}
		}
		for _, tag := range tags {
			if tag != "" && !language.MatchString(tag) {
				fault("%q", tag)
			}
		}
	}, []func(*subject){
		func(s *subject) { s.doc.Lang = "" },
		func(s *subject) { s.doc.Lang = "deutsch-ä" },
		func(s *subject) { s.first("Span").Lang = "fr_FR" },
		func(s *subject) { s.doc.Pages[0].Fragments[0].Lang = "e" },
	}},
	{"2a 6.7.4, 6.7.7; ua 7.2", "languages and long forms stand at Spans, and are what the draft says", func(s *subject, fault fault) {
		for e, want := range s.pairs() {
			if e.Lang != want.Lang || e.Expansion != want.Long {
				fault("%q has the language %q and the long form %q, not %q and %q", e.Text(), e.Lang, e.Expansion, want.Lang, want.Long)
			}
			if e.Type != "Span" && (e.Lang != "" || e.Dict["E"] != nil) {
				fault("a %s has a language or a long form: %q", e.Type, e.Text())
			}
			if e.Type == "Span" && e.Lang == "" && e.Expansion == "" && want.Role == typeset.RoleSpan {
				fault("a Span says nothing: %q", e.Text())
			}
		}
	}, []func(*subject){
		func(s *subject) { s.first("P").Dict["E"] = []byte("x") },
		func(s *subject) { s.first("Span").Lang = "it" },
		func(s *subject) { s.first("P").Lang = "fr" },
	}},
	{"ua 7.1; 32000 14.8.2.3", "the structure is the layout's: the same elements, in the same order, with the same texts", func(s *subject, fault fault) {
		own := map[*typeset.Element]string{}
		for i := range s.layout.Pages {
			for _, f := range s.layout.Pages[i].Fragments {
				if f.Owner >= 0 {
					own[&s.layout.Elements[f.Owner]] += strings.TrimSuffix(f.Text, "\u00ad")
				}
			}
		}
		count := 0
		for e, want := range s.pairs() {
			count++
			role := string(want.Role)
			switch {
			case heading.MatchString(e.Type) && heading.MatchString(role):
				role = e.Type // levels that a draft skips are none
			case role == "Link" && strings.HasPrefix(want.Href, "#") && e.Type == "Span":
				role = "Span" // it leads to a heading without text
			}
			if e.Type != role || s.ownText(e) != own[want] {
				fault("the %s %q is not the %s %q", e.Type, s.ownText(e), role, own[want])
			}
		}
		if want := len(s.kept()); count != want {
			fault("there are %d elements, not the layout's %d", count, want)
		}
	}, []func(*subject){
		func(s *subject) { s.first("H2").Type = "P" },
		func(s *subject) { s.last("P").Kids = nil },
		func(s *subject) { root := s.doc.Root; root.Kids = root.Kids[:1] },
	}},
	{"32000 14.7.2; ua 7.1", "each part has its title", func(s *subject, fault fault) {
		for e := range s.elements() {
			if (e.Type == "Part") != (e.Title != "") {
				fault("the %s with the title %q", e.Type, e.Title)
			}
		}
	}, []func(*subject){
		func(s *subject) { s.first("Part").Title = "" },
	}},
	{"32000 14.8.5; 2a 6.7.3.4", "elements have only attributes that are theirs, of values that are known", func(s *subject, fault fault) {
		known := map[string]string{"L": "List/ListNumbering", "TH": "Table/Scope", "Table": "Table/Summary"}
		for e := range s.elements() {
			for owner, values := range e.Attributes {
				for key, value := range values {
					if text, ok := value.(string); !ok || text == "" || known[e.Type] != owner+"/"+key {
						fault("a %s has %s/%s %v", e.Type, owner, key, value)
					}
				}
			}
		}
	}, []func(*subject){
		func(s *subject) { s.first("P").Attributes["Layout"] = map[string]any{"Placement": "Block"} },
		func(s *subject) { s.first("TD").Attributes["Table"] = map[string]any{"ColSpan": 2.0} },
	}},
}

var (
	heading  = regexp.MustCompile(`^H[1-6]$`)
	language = regexp.MustCompile(`(?i)^([a-z]{2,3}(-[a-z]{3}){0,3}|[a-z]{5,8})(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?` +
		`(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(-[0-9a-wyz](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?$`) // RFC 5646, 2.1
)

// The rules of tables, lists and the table of contents.
var tableRules = []rule{
	{"ua 7.5; 09-004; 32000 14.8.4.3.4", "tables are rectangular, with one head and one body", func(s *subject, fault fault) {
		for table := range s.all("Table") {
			if types(table) == "TR" { // nothing but a head
				continue
			}
			if got := types(table); got != "THead TBody" {
				fault("a table has %q", got)
				continue
			}
			columns := -1
			for _, part := range table.Kids {
				for _, row := range part.Element.Kids {
					n := len(row.Element.Kids)
					if columns < 0 {
						columns = n
					}
					if n != columns || n == 0 {
						fault("a row has %d cells, not %d: %q", n, columns, row.Element.Text())
					}
				}
			}
			if head := table.Kids[0].Element; len(head.Kids) != 1 {
				fault("a head of %d rows", len(head.Kids))
			}
		}
	}, []func(*subject){
		func(s *subject) { tr := s.first("TBody").Kids[0].Element; tr.Kids = tr.Kids[1:] },
		func(s *subject) { s.first("TBody").Type = "TFoot" },
		func(s *subject) { head := s.first("THead"); head.Kids = append(head.Kids, head.Kids[0]) },
	}},
	{"ua 7.5; 15-003", "each TH says what it heads, and each row and each column has one", func(s *subject, fault fault) {
		for table := range s.all("Table") {
			if types(table) == "TR" { // nothing but a head
				continue
			}
			for _, part := range table.Kids {
				for _, row := range part.Element.Kids {
					for i, cell := range row.Element.Kids {
						want := "TD "
						switch {
						case part.Element.Type == "THead":
							want = "TH Column"
						case i == 0:
							want = "TH Row"
						}
						scope, _ := cell.Element.Attributes["Table"]["Scope"].(string)
						if got := cell.Element.Type + " " + scope; got != want {
							fault("the cell %q is a %s, not a %s", cell.Element.Text(), got, want)
						}
					}
				}
			}
		}
	}, []func(*subject){
		func(s *subject) { delete(s.first("TH").Attributes["Table"], "Scope") },
		func(s *subject) { s.rowHead().Attributes["Table"]["Scope"] = "Column" },
		func(s *subject) { s.rowHead().Type = "TD" },
	}},
	{"ua 7.6; 09-005; 32000 14.8.4.3.3", "lists have items, and items a label and a body", func(s *subject, fault fault) {
		for item := range s.all("LI") {
			if got := types(item); got != "Lbl LBody" && got != "Lbl" { // an item can be empty
				fault("an item has %q: %q", got, item.Text())
			}
		}
		for list := range s.all("L") {
			if got := types(list); got != strings.TrimSuffix(strings.Repeat("LI ", len(list.Kids)), " ") || got == "" {
				fault("a list has %q", got)
			}
		}
	}, []func(*subject){
		func(s *subject) { li := s.first("LI"); li.Kids = li.Kids[1:] },
		func(s *subject) { s.first("L").Kids = nil },
	}},
	{"ua 7.6; 32000 14.8.5.5", "lists say how they are numbered, and their labels are such", func(s *subject, fault fault) {
		for list := range s.all("L") {
			numbering := list.Attributes["List"]["ListNumbering"]
			if numbering != "Decimal" && numbering != "Disc" {
				fault("numbered with %v", numbering)
			}
			number := 0
			for _, item := range list.Kids {
				label := strings.TrimSpace(item.Element.Kids[0].Element.Text())
				n, err := strconv.Atoi(strings.TrimSuffix(label, "."))
				if (err == nil) != (numbering == "Decimal") {
					fault("the label %q in a list with %v", label, numbering)
				}
				if err == nil && number > 0 && n != number+1 {
					fault("the label %q follows %d", label, number)
				}
				number = n
			}
		}
	}, []func(*subject){
		func(s *subject) { delete(s.first("L").Attributes, "List") },
		func(s *subject) { s.first("L").Attributes["List"]["ListNumbering"] = "Decimal" },
		func(s *subject) { slices.Reverse(s.last("L").Kids); slices.Reverse(s.numbered().Kids) },
	}},
	{"ua 7.3, 7.1; 09-006; 32000 14.8.4.2", "the table of contents has an entry for each heading below it, that links to it and tells its page", func(s *subject, fault fault) {
		var heads []*pdftest.Element
		anchors := map[*pdftest.Element]string{}
		for e, want := range s.pairs() {
			if want.Role == typeset.RoleH2 || want.Role == typeset.RoleH3 {
				heads = append(heads, e)
				anchors[e] = want.ID
			}
		}
		for toc := range s.all("TOC") {
			heads := heads[len(heads)-min(len(toc.Kids), len(heads)):]
			if len(toc.Kids) != len(heads) {
				fault("%d entries for %d headings", len(toc.Kids), len(heads))
				return
			}
			for n, item := range toc.Kids {
				label, dest := "", ""
				if at, ok := s.start(heads[n]); ok {
					label = s.doc.Labels[at.Page]
				}
				for link := range within(item.Element, "Link") {
					if on := linkOn(link, link.Kids[0].Page); on != nil {
						dest = on.Dest
					}
				}
				if got, want := words(item.Element), words(heads[n])+" "+label; got != want || dest != anchors[heads[n]] {
					fault("the entry %q leads to %q, not %q to %q", got, dest, want, anchors[heads[n]])
				}
			}
		}
	}, []func(*subject){
		func(s *subject) { toc := s.first("TOC"); toc.Kids = toc.Kids[:len(toc.Kids)-1] },
		func(s *subject) { s.link(); s.first("TOCI").Kids = s.last("TOCI").Kids },
		func(s *subject) { s.doc.Labels[s.doc.Dests["tabelle"].Page] = "x" },
	}},
}

// numbered returns the first list with numbers.
func (s *subject) numbered() *pdftest.Element {
	for e := range s.all("L") {
		if e.Attributes["List"]["ListNumbering"] == "Decimal" {
			return e
		}
	}
	panic("no list has numbers")
}

// rowHead returns the first TH of a body.
func (s *subject) rowHead() *pdftest.Element {
	return s.first("TBody").Kids[0].Element.Kids[0].Element
}

// words returns an element's text as it is read.
func words(e *pdftest.Element) string { return strings.Join(strings.Fields(e.Text()), " ") }

// types returns the types of an element's kids.
func types(e *pdftest.Element) string {
	var list []string
	for _, kid := range e.Kids {
		if kid.Element == nil {
			list = append(list, "content")
		} else {
			list = append(list, kid.Element.Type)
		}
	}
	return strings.Join(list, " ")
}

// elements yields the elements in the order of the structure.
func (s *subject) elements() iter.Seq[*pdftest.Element] { return under(s.doc.Root) }

func under(top *pdftest.Element) iter.Seq[*pdftest.Element] {
	return func(yield func(*pdftest.Element) bool) {
		var visit func(*pdftest.Element) bool
		visit = func(e *pdftest.Element) bool {
			if !yield(e) {
				return false
			}
			for _, kid := range e.Kids {
				if kid.Element != nil && !visit(kid.Element) {
					return false
				}
			}
			return true
		}
		if top != nil {
			visit(top)
		}
	}
}

// within yields the elements of a type below one.
func within(top *pdftest.Element, t string) iter.Seq[*pdftest.Element] {
	return func(yield func(*pdftest.Element) bool) {
		for e := range under(top) {
			if e.Type == t && !yield(e) {
				return
			}
		}
	}
}

func (s *subject) all(t string) iter.Seq[*pdftest.Element] { return within(s.doc.Root, t) }

// first and last return the first and the last element of a type.
func (s *subject) first(t string) *pdftest.Element {
	for e := range s.all(t) {
		return e
	}
	panic("there is no " + t)
}

func (s *subject) last(t string) *pdftest.Element {
	var last *pdftest.Element
	for e := range s.all(t) {
		last = e
	}
	return last
}

// kept returns the elements of the layout that the structure needs: those with
// text, cells, and what these stand in.
func (s *subject) kept() []*typeset.Element {
	keep := make([]bool, len(s.layout.Elements))
	for _, page := range s.layout.Pages {
		for _, f := range page.Fragments {
			if f.Owner >= 0 && f.Text != "" {
				keep[f.Owner] = true
			}
		}
	}
	var list []*typeset.Element
	for i := len(keep) - 1; i >= 0; i-- {
		e := &s.layout.Elements[i]
		if keep[i] || i == 0 || e.Role == typeset.RoleTH || e.Role == typeset.RoleTD {
			keep[max(0, e.Parent)] = true
			list = append(list, e)
		}
	}
	slices.Reverse(list)
	return list
}

// pairs yields the elements of the structure with those of the layout; where
// there are more of them than there, with an empty one.
func (s *subject) pairs() iter.Seq2[*pdftest.Element, *typeset.Element] {
	return func(yield func(*pdftest.Element, *typeset.Element) bool) {
		rest := s.kept()
		for e := range s.elements() {
			want := &typeset.Element{}
			if len(rest) > 0 {
				want, rest = rest[0], rest[1:]
			}
			if !yield(e, want) {
				return
			}
		}
	}
}

// contents returns all marked content in the order in which it is read.
func (s *subject) contents() []pdftest.Kid {
	var list []pdftest.Kid
	var visit func(*pdftest.Element)
	visit = func(e *pdftest.Element) {
		for _, kid := range e.Kids {
			switch {
			case kid.Element != nil:
				visit(kid.Element)
			case kid.Link == nil:
				list = append(list, kid)
			}
		}
	}
	visit(s.doc.Root)
	return list
}

// before returns the text before an element, for messages.
func (s *subject) before(e *pdftest.Element) string {
	text := ""
	for other := range s.elements() {
		if other == e {
			break
		}
		text += s.ownText(other)
	}
	return text[max(0, len(text)-40):]
}

// ownText returns an element's text without that of others in it.
func (s *subject) ownText(e *pdftest.Element) string {
	var b strings.Builder
	for _, kid := range e.Kids {
		if kid.Element == nil && kid.Link == nil {
			b.WriteString(s.marked(kid.Page, kid.MCID))
		}
	}
	return b.String()
}

// marked returns the text of marked content.
func (s *subject) marked(page, mcid int) string {
	var b strings.Builder
	for _, f := range s.doc.Pages[page].Fragments {
		if f.MCID == mcid {
			b.WriteString(f.Text)
		}
	}
	return b.String()
}

func itoa(n int) string { return strconv.Itoa(n) }
