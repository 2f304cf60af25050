package preflight

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// sheets is a report of ours as the rules in geometry.go, letter.go, wording.go
// and contents.go ask for it again and again: its pages, and its text along the
// structure. It is made once a file.
type sheets struct {
	pages    []*sheet
	byPage   map[*page]*sheet
	parts    map[string]*sheet // the first page of each part, by title
	blocks   []block           // in reading order
	heads    []head            // likewise
	entries  []entry           // of the table of contents
	linked   map[int]string    // the text of a link, by the object of its annotation
	headRows map[string]bool   // the words of the heads of tables
	labels   []string          // of the viewer, one a page
	matched  *matching         // see wording.go

	open      reading          // the block that is being read
	linking   *strings.Builder // the link
	contented map[*element]bool
}

// sheet is a page with what its texts belong to.
type sheet struct {
	*page
	part   string // title of the part that it stands in
	first  bool   // of its part
	texts  []text // that have ink, in the order of the content
	lines  []line // of content, likewise
	byMCID map[int][]*mark
	owners map[int]*element
}

// text is a text on a page.
type text struct {
	*mark
	owner *element // nil for an artifact, and for what no element claims
	block *element // the paragraph, heading or cell that it stands in
}

// line is a line of a block.
type line struct {
	y, left, right, size float64
	block                *element
	text                 string
}

// block is the text of a paragraph, heading or cell, its spaces made one.
type block struct {
	element *element
	page    int // of its first text
	text    string
}

// reading is a block while it is read.
type reading struct {
	element *element
	words   strings.Builder
	page    *sheet
	y       float64 // of its first text
}

// head is a heading.
type head struct {
	text     string
	level    int
	page     *sheet
	y        float64 // its first baseline
	contents bool    // above a table of contents
}

// entry is an entry of a table of contents.
type entry struct {
	page          int
	title, number string
	annotations   []int
}

// inlineRoles are the roles that are part of a line (14.8.4.4).
var inlineRoles = map[string]bool{
	"Span": true, "Quote": true, "Note": true, "Reference": true, "BibEntry": true, "Code": true, "Link": true, "Annot": true, "Em": true, "Strong": true,
}

// ours makes a rule one for reports of ours only.
func ours(check func(*document, *sheets, report)) func(*document, report) {
	return func(d *document, say report) {
		if d.want == nil {
			return
		}
		if d.sheets == nil {
			d.sheets = d.layOut()
		}
		check(d, d.sheets, say)
	}
}

// eachPage makes a rule from what holds for a page.
func eachPage(check func(*sheet, report)) func(*document, report) {
	return ours(func(_ *document, s *sheets, say report) {
		for _, p := range s.pages {
			check(p, say)
		}
	})
}

// layOut says of each page and text what it belongs to.
func (d *document) layOut() *sheets {
	s := &sheets{
		byPage: map[*page]*sheet{}, parts: map[string]*sheet{}, linked: map[int]string{}, contented: map[*element]bool{}, headRows: map[string]bool{},
		labels: readLabels(d),
	}
	for _, p := range d.pages {
		sh := &sheet{page: p, byMCID: map[int][]*mark{}, owners: map[int]*element{}}
		s.pages, s.byPage[p] = append(s.pages, sh), sh
	}
	for _, e := range d.elements {
		for _, k := range e.kids {
			if sh := s.byPage[k.page]; k.element == nil && k.object == 0 && sh != nil {
				if _, claimed := sh.owners[k.mcid]; !claimed {
					sh.owners[k.mcid] = e
				}
			}
		}
	}
	part := ""
	for _, sh := range s.pages {
		sh.fill()
		for _, t := range sh.texts {
			if title := d.partOf(t.owner); title != "" {
				part = title
				break
			}
		}
		if sh.part = part; s.parts[part] == nil {
			s.parts[part], sh.first = sh, true
		}
	}
	for _, e := range d.elements {
		if e.parent == nil {
			s.read(e)
		}
	}
	return s
}

// fill finds the texts and lines of a page.
func (sh *sheet) fill() {
	for i := range sh.marks {
		m := &sh.marks[i]
		if m.kind != textMark {
			continue
		}
		t := text{mark: m}
		if m.artifact == "" && m.mcid >= 0 {
			sh.byMCID[m.mcid] = append(sh.byMCID[m.mcid], m)
			t.owner = sh.owners[m.mcid]
		}
		for t.block = t.owner; t.block != nil && inlineRoles[t.block.role] && t.block.parent != nil; {
			t.block = t.block.parent
		}
		if plainWords(m.text) == "" && m.unmapped == 0 {
			continue
		}
		sh.texts = append(sh.texts, t)
		if t.block == nil {
			continue
		}
		if n := len(sh.lines); n > 0 && sh.lines[n-1].block == t.block && nearly(sh.lines[n-1].y, m.y) {
			l := &sh.lines[n-1]
			l.left, l.right, l.size = min(l.left, m.x), max(l.right, m.x+m.ink()), max(l.size, m.size)
			l.text += m.text
			continue
		}
		sh.lines = append(sh.lines, line{m.y, m.x, m.x + m.ink(), m.size, t.block, m.text})
	}
}

// partOf returns the title of the part that an element stands in.
func (d *document) partOf(e *element) string {
	for ; e != nil; e = e.parent {
		if e.role == "Part" {
			return d.text(e.dict["T"])
		}
	}
	return ""
}

// standsIn reports whether an element stands in one of a role.
func standsIn(e *element, roles ...string) bool {
	for ; e != nil; e = e.parent {
		if slices.Contains(roles, e.role) {
			return true
		}
	}
	return false
}

// read reads the text of an element and what is below it. Each mark is read
// once, whoever claims it.
func (s *sheets) read(e *element) {
	if e.role == "TOCI" {
		s.flush()
		s.readEntry(e)
		return
	}
	isBlock := !inlineRoles[e.role] || e.parent == nil
	if isBlock {
		s.flush()
		s.open.element = e
	}
	around := s.linking
	if e.role == "Link" {
		s.linking = &strings.Builder{}
	}
	for i, k := range e.kids {
		switch {
		case k.element != nil:
			if i+1 < len(e.kids) && e.kids[i+1].element != nil && e.kids[i+1].element.role == "TOC" {
				s.contented[k.element] = true
			}
			if s.read(k.element); !inlineRoles[k.element.role] {
				s.open.element = e
			}
		case k.object == 0:
			s.take(k)
		}
	}
	if e.role == "Link" {
		for _, k := range e.kids {
			if k.object > 0 {
				s.linked[k.object] = plainWords(s.linking.String())
			}
		}
		s.linking = around
	}
	if isBlock {
		s.flush()
	}
}

// take moves the text of a marked content to the block that is read.
func (s *sheets) take(k kid) {
	sh := s.byPage[k.page]
	if sh == nil {
		return
	}
	for _, m := range sh.byMCID[k.mcid] {
		if s.open.page == nil {
			s.open.page, s.open.y = sh, m.y
		}
		s.open.words.WriteString(m.text)
		if s.linking != nil {
			s.linking.WriteString(m.text)
		}
	}
	delete(sh.byMCID, k.mcid)
}

// flush ends the block that is read.
func (s *sheets) flush() {
	o := &s.open
	if text := plainWords(o.words.String()); text != "" {
		if level := levelOf(o.element.role); level > 0 {
			s.heads = append(s.heads, head{text, level, o.page, o.y, s.contented[o.element]})
		}
		if standsIn(o.element, "THead") {
			s.headRows[text] = true
		}
		s.blocks = append(s.blocks, block{o.element, o.page.number, text})
	}
	s.open = reading{}
}

// readEntry reads an entry of the table of contents: its last word is the
// number.
func (s *sheets) readEntry(e *element) {
	var en entry
	stack := []kid{{element: e}}
	for len(stack) > 0 {
		k := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		switch {
		case k.element != nil:
			stack = append(stack, k.element.kids...)
			slices.Reverse(stack[len(stack)-len(k.element.kids):])
		case k.object > 0:
			en.annotations = append(en.annotations, k.object)
		default:
			s.take(k)
		}
	}
	if s.open.page != nil {
		en.page = s.open.page.number
	}
	en.title = plainWords(s.open.words.String())
	if at := strings.LastIndexByte(en.title, ' '); at >= 0 {
		en.title, en.number = en.title[:at], en.title[at+1:]
	}
	for _, object := range en.annotations {
		s.linked[object] = en.title
	}
	s.entries = append(s.entries, en)
	s.open = reading{}
}

// plainWords returns a text as it is compared: all spaces alike and one at a
// time, without soft hyphens and other characters that are not seen.
func plainWords(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	space := false
	for _, r := range text {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
		case unicode.Is(unicode.Cf, r) || unicode.IsControl(r):
		default:
			if space {
				b.WriteByte(' ')
				space = false
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// printed returns the number that is printed on a page, or the viewer's label.
func (s *sheets) printed(sh *sheet) string {
	for _, t := range sh.texts {
		if t.artifact == "Pagination/Footer" {
			return plainWords(t.text)
		}
	}
	return s.label(sh)
}

func (s *sheets) label(sh *sheet) string {
	if sh.number <= len(s.labels) {
		return s.labels[sh.number-1]
	}
	return ""
}

// counted returns the number of a page as it is counted: the letter by itself
// in Roman numerals, from the title page on in Arabic ones.
func (s *sheets) counted(sh *sheet) string {
	n := sh.number
	if first := s.parts[letterPart]; first != nil {
		if sh.part == letterPart {
			return numeral(sh.number-first.number+1, "r")
		}
		for _, p := range s.pages[:sh.number-1] {
			if p.part == letterPart {
				n--
			}
		}
	}
	return fmt.Sprint(n)
}
