package preview

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"umsetzungsstand/internal/build"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/markdown"
)

// Draft is an edition as the page shows it.
type Draft struct {
	Name     string // of the edition
	AsOf     string // its Stichtag, in words
	Before   string // the edition that changes are marked against; "" for none
	Markdown []byte

	Faults  diag.List // errors that keep a newer draft from being made; the rest is then of the last good one
	Missing bool      // there was none yet

	title    string
	released bool   // it is no draft any more
	state    string // „freigegeben“, „Muster“, in words
	parts    []part
	contents []heading
	groups   []group
	coverage coverage
	counts   string
	others   []other         // all editions, the newest first
	places   map[string]bool // of passages and findings
	version  string
}

// Version tells two states of a page apart: it is the sum of what is shown.
func (d *Draft) Version() string { return d.version }

// Knows reports whether a passage, finding or fault of the draft lies at a place
// („sources/haus.toml:3“).
func (d *Draft) Knows(place string) bool {
	return d.places[place] || slices.ContainsFunc(d.Faults, func(f diag.Finding) bool { return f.File != "" && placeOf(f.Pos) == place })
}

type (
	part struct {
		Name   string // as its reader calls it
		Kind   string
		Blocks []block
	}
	// block is a block of the document; which fields are set says Kind.
	block struct {
		Kind   string // h1, h2, h3, p, agreement, ul, ol, li, quote, table, contents
		ID     string // s-wallonie of a heading that has a name, else s12; the page's own ids begin otherwise
		Place  string // datei:zeile of the record that it came from
		Short  string // the same without folders
		Zone   string
		Spans  []span
		Start  int
		Blocks []block
		Head   [][]span // cells
		Rows   [][][]span
		Label  string // of a table: what it shows
	}
	// span is a link, or what stands between links.
	span struct {
		Href     string
		External bool
		Runs     []run
	}
	run struct {
		Text                           string
		Lang, Long                     string
		Break, Bold, Italic, Code, New bool
	}
	heading struct {
		ID, Text string
		Level    int
	}
	group struct {
		Name, ID string
		Open     bool // it says more than that an answer is missing
		Findings []finding
	}
	finding struct {
		Severity, Class string
		Place           string // as blocks have it
		Short, Long     string // „haus.toml, Zeile 3“, with folders and column
		Page            int
		Text, Hint      string
		Code, Target    string    // of the passage; "" where none is known
		Source          [3]string // the line: up to the column, its character, the rest
	}
	coverage struct {
		Questions []string
		Rows      []coverageRow
		Sums      [3]int
	}
	coverageRow struct {
		Partner, Anchor string
		Cells           []coverageCell
	}
	coverageCell struct{ Word, Class string }
	other        struct {
		Name, AsOf string
		Current    bool
	}
)

// Make makes the draft of an edition. last is what the page showed before, of
// the same edition, or nil: with an error among the findings its text stays,
// and the errors stand above it.
func Make(in build.Input, last *Draft) *Draft {
	r, findings := build.Draft(in)
	if findings.Failed() {
		d := &Draft{Missing: true, Name: in.Edition}
		if last != nil && !last.Missing {
			clone := *last
			d = &clone
		} else {
			in.Edition = "" // only which others there are is asked
			if newest, faults := build.Compute(in); !faults.Failed() {
				d.others = editions(newest.Set, d.Name)
			}
		}
		d.Faults = nil
		for _, f := range findings {
			if f.Severity == diag.Error {
				d.Faults = append(d.Faults, f)
			}
		}
		d.sum()
		return d
	}
	m := &maker{result: r, in: in, d: &Draft{
		Name: r.Edition.Record.Name, AsOf: r.Edition.AsOf.Long(), Markdown: r.Markdown,
		title: r.Document.Meta.Title, released: !r.Document.Meta.Draft, places: map[string]bool{},
	}}
	m.d.state = "noch nicht freigegeben"
	if m.d.released {
		m.d.state = "freigegeben"
	}
	if r.Document.Meta.Sample {
		m.d.state = "Muster, nicht versandt"
	}
	var examined sync.WaitGroup
	examined.Go(func() { findings = build.Examine(in, r, findings) }) // it takes longest
	m.earlier()
	m.document()
	examined.Wait()
	m.findings(findings)
	m.coverage()
	m.d.others = editions(r.Edition.Set, m.d.Name)
	m.d.sum()
	return m.d
}

// maker makes a draft from what was built.
type maker struct {
	result *build.Result
	in     build.Input
	d      *Draft
	old    map[string]bool // the sentences of the edition before; nil: there is none
	mark   bool            // what is new is marked: in the report, for letter and title page are new each time
	lines  []int           // offsets at which the lines of the Markdown begin
	next   int             // index of the first origin not yet passed
	id     int
	spots  []spot // where passages came from, by file and line
}

type spot struct {
	pos diag.Pos
	id  string
}

// earlier reads the sentences of the edition before.
func (m *maker) earlier() {
	r := build.Earlier(m.in, m.result)
	if r == nil {
		return
	}
	m.d.Before = r.Edition.Record.Name
	m.old = map[string]bool{}
	for _, text := range markdown.Plain(r.Document) {
		for _, s := range sentences(text) {
			m.old[strings.TrimSpace(text[s[0]:s[1]])] = true
		}
	}
}

var partNames = map[markdown.PartKind]string{markdown.Letter: "Anschreiben", markdown.TitlePage: "Titelblatt", markdown.Report: "Bericht"}

// document makes the parts from the document tree.
func (m *maker) document() {
	at := 0
	m.lines = []int{0}
	for {
		n := bytes.IndexByte(m.result.Markdown[at:], '\n')
		if n < 0 {
			break
		}
		at += n + 1
		m.lines = append(m.lines, at)
	}
	for _, p := range m.result.Document.Parts {
		out := part{Name: partNames[p.Kind], Kind: string(p.Kind)}
		m.mark = p.Kind == markdown.Report
		for _, z := range p.Zones {
			for _, b := range z.Blocks {
				made := m.block(b)
				made.Zone = z.Name
				out.Blocks = append(out.Blocks, made)
			}
		}
		m.d.parts = append(m.d.parts, out)
	}
	slices.SortStableFunc(m.spots, func(a, b spot) int {
		return cmp.Or(cmp.Compare(a.pos.File, b.pos.File), cmp.Compare(a.pos.Line, b.pos.Line), cmp.Compare(a.pos.Column, b.pos.Column))
	})
}

func (m *maker) block(b markdown.Block) block {
	switch b := b.(type) {
	case *markdown.Heading:
		out := block{Kind: fmt.Sprintf("h%d", b.Level)}
		if b.ID != "" {
			out.ID = passage(b.ID)
		}
		m.fill(&out, b.Runs, b.Pos)
		m.d.contents = append(m.d.contents, heading{out.ID, markdown.Text(b.Runs), b.Level})
		return out
	case *markdown.Paragraph:
		out := block{Kind: "p"}
		if b.Agreement {
			out.Kind = "agreement"
		}
		m.fill(&out, b.Runs, b.Pos)
		return out
	case *markdown.List:
		out := block{Kind: "ul", ID: m.newID(), Start: b.Start}
		if b.Ordered {
			out.Kind = "ol"
		}
		for _, item := range b.Items {
			li := block{Kind: "li"}
			for _, inner := range item {
				li.Blocks = append(li.Blocks, m.block(inner))
			}
			out.Blocks = append(out.Blocks, li)
		}
		return out
	case *markdown.Quote:
		out := block{Kind: "quote", ID: m.newID()}
		for _, inner := range b.Blocks {
			out.Blocks = append(out.Blocks, m.block(inner))
		}
		return out
	case *markdown.Table:
		out := block{Kind: "table", ID: m.newID(), Label: b.Summary}
		for _, c := range b.Head {
			out.Head = append(out.Head, m.spans(c))
		}
		for _, row := range b.Rows {
			var cells [][]span
			for _, c := range row {
				cells = append(cells, m.spans(c))
			}
			out.Rows = append(out.Rows, cells)
		}
		return out
	case *markdown.Contents:
		return block{Kind: "contents", ID: m.newID()}
	}
	panic(fmt.Sprintf("preview: unknown block %T", b))
}

func (m *maker) newID() string {
	m.id++
	return fmt.Sprintf("s%d", m.id)
}

// passage returns the id of the heading that has a name in the document.
func passage(name string) string { return "s-" + name }

// target returns the id of the heading of that name, "" if the draft has none:
// templates may leave it out.
func (m *maker) target(name string) string {
	id := passage(name)
	if slices.ContainsFunc(m.d.contents, func(h heading) bool { return h.ID == id }) {
		return id
	}
	return ""
}

// fill gives a block of text its runs, its id and its place in the records.
func (m *maker) fill(out *block, runs []markdown.Run, pos diag.Pos) {
	if id := m.newID(); out.ID == "" {
		out.ID = id
	}
	out.Spans = m.spans(runs)
	for _, o := range m.origins(pos) {
		if out.Place == "" {
			out.Place = placeOf(o)
			out.Short = fmt.Sprintf("%s:%d", strings.TrimSuffix(path.Base(o.File), ".toml"), o.Line)
			m.d.places[out.Place] = true
		}
		m.spots = append(m.spots, spot{o, out.ID})
	}
}

// origins returns the places of the records from which the block that begins at
// a place of the Markdown came. Blocks are asked for in their order.
func (m *maker) origins(pos diag.Pos) []diag.Pos {
	if pos.Line < 1 || pos.Line > len(m.lines) {
		return nil
	}
	start := m.lines[pos.Line-1]
	end := len(m.result.Markdown)
	if n := bytes.Index(m.result.Markdown[start:], []byte("\n\n")); n >= 0 {
		end = start + n
	}
	all := m.result.Origins
	for m.next < len(all) && all[m.next].Start < start {
		m.next++
	}
	var found []diag.Pos
	for i := m.next; i < len(all) && all[i].Start < end; i++ {
		if p := all[i].Pos; p.File != "" {
			p.File = path.Join(m.in.Sources.Name, p.File)
			found = append(found, p)
		}
	}
	return found
}

func placeOf(p diag.Pos) string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d", p.File, p.Line)
}

// spans makes the runs of a text; sentences that the edition before did not
// have are new.
func (m *maker) spans(runs []markdown.Run) []span {
	var fresh [][2]int
	if m.mark && m.old != nil {
		text := markdown.Text(runs)
		for _, s := range sentences(text) {
			if m.old[strings.TrimSpace(text[s[0]:s[1]])] {
				continue
			}
			end := s[0] + len(strings.TrimRight(text[s[0]:s[1]], " \n"))
			if n := len(fresh); n > 0 && strings.Trim(text[fresh[n-1][1]:s[0]], " ") == "" { // one stretch with the last
				fresh[n-1][1] = end
			} else {
				fresh = append(fresh, [2]int{s[0], end})
			}
		}
	}
	var out []span
	at, link := 0, -1
	for i := range runs {
		r := &runs[i]
		if r.Link != link || len(out) == 0 {
			s := span{Href: r.Href, External: r.Href != "" && r.Href[0] != '#'}
			if name, ok := strings.CutPrefix(r.Href, "#"); ok {
				s.Href = "#" + passage(name)
			}
			out = append(out, s)
			link = r.Link
		}
		to := &out[len(out)-1].Runs
		if r.Break {
			*to = append(*to, run{Break: true})
			at++
			continue
		}
		for len(fresh) > 0 && fresh[0][1] <= at {
			fresh = fresh[1:]
		}
		for _, piece := range cutAt(r.Text, at, fresh) {
			*to = append(*to, run{Text: piece.text, Lang: r.Lang, Long: r.Long, Bold: r.Bold, Italic: r.Italic, Code: r.Code, New: piece.fresh})
		}
		at += len(r.Text)
	}
	return out
}

type piece struct {
	text  string
	fresh bool
}

// cutAt cuts a text, which begins at an offset of the whole, where stretches of
// the whole, which are in order, begin and end.
func cutAt(text string, at int, stretches [][2]int) []piece {
	var out []piece
	done := 0
	for _, s := range stretches {
		if s[0] >= at+len(text) {
			break
		}
		from, to := max(s[0]-at, done), min(s[1]-at, len(text))
		if from >= to {
			continue
		}
		if from > done {
			out = append(out, piece{text[done:from], false})
		}
		out = append(out, piece{text[from:to], true})
		done = to
	}
	if done < len(text) {
		out = append(out, piece{text[done:], false})
	}
	return out
}

// sentences returns where the sentences of a text begin and end. A line ends
// one as well; a point before a small letter does not („am 18. und 19. Mai“).
func sentences(text string) [][2]int {
	var out [][2]int
	begin := 0
	add := func(end int) {
		if strings.TrimSpace(text[begin:end]) != "" {
			out = append(out, [2]int{begin, end})
		}
		begin = end
	}
	for i, r := range text {
		switch r {
		case '\n':
			add(i + 1)
		case ' ':
			said := strings.TrimRight(text[begin:i], "“‘)")
			next, _ := utf8.DecodeRuneInString(text[i+1:])
			if said != "" && strings.ContainsRune(".!?", rune(said[len(said)-1])) && !unicode.IsLower(next) {
				add(i + 1)
			}
		}
	}
	add(len(text))
	return out
}

// sum makes the version of the draft from what the page is made of: that is
// quicker than to make the page.
func (d *Draft) sum() {
	d.version = ""
	hash := sha256.New()
	if err := json.NewEncoder(hash).Encode(d.page()); err != nil {
		panic(fmt.Sprintf("preview: %v", err)) // the data is ours
	}
	d.version = fmt.Sprintf("%x", hash.Sum(nil)[:8])
}
