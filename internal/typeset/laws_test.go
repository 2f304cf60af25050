package typeset

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"sync"
	"testing"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/font"
	"umsetzungsstand/internal/markdown"
)

// checkLaws checks what holds for every layout, whatever the document:
//
//   - nothing leaves the type area, or on a letter its fields;
//   - no two texts overlap, and no rule crosses a text;
//   - every word of the document is there, in reading order, once;
//   - within a page the texts stand in reading order;
//   - a text's characters are in its face;
//   - widths are the sums of the advances, and of the pairs where they are kerned;
//   - the table of contents lists the headings and the pages they stand on;
//   - owners, parents, labels and artifacts are consistent.
//
// It returns the layout and the findings.
func checkLaws(t testing.TB, doc *markdown.Document, version string) (*Layout, diag.List) {
	t.Helper()
	return checkLawsOf(t, doc, DefaultStyle(), version)
}

// checkLawsOf checks them for a style.
func checkLawsOf(t testing.TB, doc *markdown.Document, st *Style, version string) (*Layout, diag.List) {
	t.Helper()
	l, finds := Set(doc, st, version)
	// What a field of the letter has no room for stands at the head of the
	// column, and so after the fields that follow.
	moved := slices.ContainsFunc(finds, func(f diag.Finding) bool { return strings.HasSuffix(f.Code, "-zu-lang") })
	for i := range l.Elements {
		if p := l.Elements[i].Parent; p >= i || p < -1 || (p == -1) != (i == 0) {
			t.Errorf("element %d (%s) has the parent %d", i, l.Elements[i].Role, p)
		}
	}
	for n := range l.Pages {
		p := &l.Pages[n]
		checkArea(t, st, n, p)
		checkOverlap(t, st, n, p)
		last := -1
		for i := range p.Fragments {
			f := &p.Fragments[i]
			if want := advance(f, st); f.Width != want {
				t.Errorf("page %d: %q is said to be %d wide, its advances are %d", n+1, f.Text, f.Width, want)
			}
			if lacks := strings.Map(func(r rune) rune {
				if f.Face.Has(r) {
					return -1
				}
				return r
			}, f.Text); lacks != "" {
				t.Errorf("page %d: %q has %q, which are not in %s", n+1, f.Text, lacks, f.Face.PostScript)
			}
			if k := strings.IndexRune(f.Text, '\u00ad'); k >= 0 && k != len(f.Text)-2 {
				t.Errorf("page %d: U+00AD within %q", n+1, f.Text)
			}
			if (f.Owner < 0) != (f.Artifact != NoArtifact) {
				t.Fatalf("page %d: %q has owner %d and artifact %d", n+1, f.Text, f.Owner, f.Artifact)
			}
			if f.Owner >= 0 {
				b := blockOf(l, f.Owner)
				if b < last && !moved {
					t.Errorf("page %d: %q (element %d) stands after element %d", n+1, f.Text, b, last)
				}
				last = max(last, b)
			}
		}
	}
	checkInline(t, l, moved)
	if got, want := layoutWords(l), documentWords(doc, version); got != want {
		t.Errorf("the pages do not say what the document says:\n%s", firstDifference(got, want))
	}
	if got, want := strings.Join(contentsLines(l), "\n"), strings.Join(headingLines(l), "\n"); got != "" && got != want {
		t.Errorf("the table of contents is wrong:\n%s", firstDifference(got, want))
	}
	return l, finds
}

// within returns the nearest element of a role that an element stands in, or
// is; -1 if none.
func within(l *Layout, element int, role Role) int {
	for element >= 0 && l.Elements[element].Role != role {
		element = l.Elements[element].Parent
	}
	return element
}

// contentsLines is what the table of contents says, an entry a line.
func contentsLines(l *Layout) []string {
	texts := map[int]string{}
	for i := range l.Pages {
		for j := range l.Pages[i].Fragments {
			f := &l.Pages[i].Fragments[j]
			if item := within(l, f.Owner, RoleTOCI); item >= 0 {
				texts[item] += f.Text
			}
		}
	}
	var lines []string
	for i := range l.Elements {
		if l.Elements[i].Role == RoleTOCI {
			lines = append(lines, settableText(texts[i]))
		}
	}
	return lines
}

// headingLines is what it should say.
func headingLines(l *Layout) []string {
	first := map[int]string{} // element of a heading: the page it begins on
	for i := range l.Pages {
		for j := range l.Pages[i].Fragments {
			if owner := l.Pages[i].Fragments[j].Owner; owner >= 0 && first[blockOf(l, owner)] == "" {
				first[blockOf(l, owner)] = l.Pages[i].Number
			}
		}
	}
	var lines []string
	for i := range l.Elements {
		e := &l.Elements[i]
		title := e.Role == RoleH2 && i+1 < len(l.Elements) && l.Elements[i+1].Role == RoleTOC
		if (e.Role == RoleH2 || e.Role == RoleH3) && !title && l.Elements[within(l, i, RolePart)].Title == "Bericht" {
			lines = append(lines, settableText(e.Title)+" "+first[i])
		}
	}
	return lines
}

// advance is a fragment's width, computed anew.
func advance(f *Fragment, st *Style) Length {
	sum, before := 0, rune(0)
	for _, r := range f.Text {
		if sum += f.Face.Advance(r); st.Kerning {
			sum += f.Face.Kern(before, r)
		}
		before = r
	}
	return (Length(sum)*f.Size + 500) / 1000
}

// rect is a rectangle on a page.
type rect struct{ x0, y0, x1, y1 Length }

// ink is the rectangle that a fragment may blacken: without the spaces at its
// end, as high and low as letters reach.
func ink(f *Fragment, st *Style) rect {
	g := *f
	g.Text = strings.TrimRight(f.Text, " \u00a0")
	r := reach(f.Face)
	return rect{f.X, f.Y - r[0]*f.Size/1000, f.X + advance(&g, st), f.Y + r[1]*f.Size/1000}
}

// reaches holds what [font.Face.Reach] has said, for it takes its time.
var reaches sync.Map

func reach(f *font.Face) [2]Length {
	if r, ok := reaches.Load(f); ok {
		return r.([2]Length)
	}
	above, below := f.Reach()
	r := [2]Length{Length(above), Length(below)}
	reaches.Store(f, r)
	return r
}

const hair Length = 20 // 0.02 pt, for roundings

func checkArea(t testing.TB, st *Style, n int, p *Page) {
	t.Helper()
	letter := strings.Trim(p.Label, "ivxlcdm") == ""
	for i := range p.Fragments {
		f := &p.Fragments[i]
		r := ink(f, st)
		area := rect{st.Hang, st.FirstBase, st.Right, st.LastBase}
		if letter {
			area.x1 = st.Letter.Right
			if p.Label == "i" {
				area.y0 = st.Letter.SenderBase
				if f.Y < st.Letter.SubjectBase-st.Letter.Text.Leading {
					area.x1 = st.Letter.InfoRight
				}
			}
		}
		switch f.Artifact {
		case Header:
			area.y0, area.y1 = st.Letter.MarkBase, st.HeaderBase
		case Footer:
			area.y0, area.y1 = st.NumberBase, st.NumberBase
		}
		// Baselines of tables and letters need not end on the body's last line,
		// but their lines do.
		if r.x0 < area.x0-hair || r.x1 > area.x1+hair || f.Y < area.y0-hair || r.y1 > area.y1+MM(150)+hair {
			t.Errorf("page %d: %q at %.2f, %.2f mm, %.2f mm wide, leaves the type area", n+1, f.Text, f.X.mm(), f.Y.mm(), (r.x1 - r.x0).mm())
		}
		if stamp := (rect{MM(12000), MM(1000), MM(20000), MM(4500)}); p.Label == "i" && meet(r, stamp) {
			t.Errorf("page %d: %q stands in the Landtag's rectangle", n+1, f.Text)
		}
	}
}

func meet(a, b rect) bool {
	return a.x0+hair < b.x1 && b.x0+hair < a.x1 && a.y0+hair < b.y1 && b.y0+hair < a.y1
}

func checkOverlap(t testing.TB, st *Style, n int, p *Page) {
	t.Helper()
	type box struct {
		rect
		what string
	}
	var boxes []box
	for i := range p.Fragments {
		if r := ink(&p.Fragments[i], st); r.x1 > r.x0 {
			boxes = append(boxes, box{r, p.Fragments[i].Text})
		}
	}
	texts := len(boxes)
	for _, r := range p.Rules {
		boxes = append(boxes, box{rect{r.X, r.Y, r.X + r.W, r.Y + r.H}, "a rule"})
	}
	sort.SliceStable(boxes[:texts], func(i, j int) bool { return boxes[i].y0 < boxes[j].y0 })
	for i := range boxes {
		for j := i + 1; j < len(boxes); j++ {
			if j < texts && boxes[j].y0 >= boxes[i].y1 {
				j = texts - 1
				continue
			}
			if meet(boxes[i].rect, boxes[j].rect) {
				t.Errorf("page %d: %q and %q overlap", n+1, boxes[i].what, boxes[j].what)
			}
		}
	}
}

// checkInline: links and spans have text, their own or that of their spans.
func checkInline(t testing.TB, l *Layout, moved bool) {
	t.Helper()
	has := make([]bool, len(l.Elements))
	for n := range l.Pages {
		for i := range l.Pages[n].Fragments {
			for o := l.Pages[n].Fragments[i].Owner; o >= 0; o = l.Elements[o].Parent {
				has[o] = true
			}
		}
	}
	for i, e := range l.Elements {
		if e.Role.inline() && !has[i] && !moved {
			t.Errorf("element %d, %s %s%s%s, has no text", i, e.Role, e.Href, e.Lang, e.Long)
		}
	}
}

// blockOf is the element that holds a text as its own: the owner, or what a
// link or a span stands in.
func blockOf(l *Layout, owner int) int {
	for l.Elements[owner].Role.inline() {
		owner = l.Elements[owner].Parent
	}
	return owner
}

// layoutWords is what the pages say, a block a line, in the order of the
// structure; artifacts of the text (the return line) come first, repeated table
// heads and what belongs to the page not at all.
func layoutWords(l *Layout) string {
	var back strings.Builder
	blocks := make([]strings.Builder, len(l.Elements))
	for n := range l.Pages {
		for i := range l.Pages[n].Fragments {
			f := &l.Pages[n].Fragments[i]
			switch {
			case within(l, f.Owner, RoleTOC) >= 0:
			case f.Owner >= 0:
				blocks[blockOf(l, f.Owner)].WriteString(f.Text)
			case f.Artifact == Layouted && l.Pages[n].Label == "i":
				back.WriteString(f.Text)
			}
		}
	}
	var lines []string
	add := func(content string) {
		if w := strings.Join(strings.Fields(strings.ReplaceAll(content, "\u00ad", "")), " "); w != "" {
			lines = append(lines, w)
		}
	}
	add(back.String())
	for i := range blocks {
		add(blocks[i].String())
	}
	return strings.Join(lines, "\n")
}

// documentWords is what the document says, in the same form.
func documentWords(doc *markdown.Document, version string) string {
	var (
		headed bool // the part has headings for a table of contents
		lines  []string
		add    = func(content string) {
			if w := settableText(content); w != "" {
				lines = append(lines, w)
			}
		}
		blocks func(bs []markdown.Block, depth int)
	)
	block := func(b markdown.Block, depth int) {
		switch b := b.(type) {
		case *markdown.Heading:
			add(runsText(b.Runs))
		case *markdown.Paragraph:
			if !b.Agreement {
				add(runsText(b.Runs))
				return
			}
			for _, runs := range hardLines(b.Runs) { // its title and its date
				add(runsText(runs))
			}
		case *markdown.Quote:
			blocks(b.Blocks, depth)
		case *markdown.List:
			for i, item := range b.Items {
				switch {
				case b.Ordered:
					add(fmt.Sprintf("%d.", b.Start+i))
				default:
					add([]string{"•", "–"}[min(depth, 1)])
				}
				blocks(item, depth+1)
			}
		case *markdown.Contents:
			if headed { // otherwise it is left out
				add(b.Title)
			}
		case *markdown.Table:
			for _, row := range append([][][]markdown.Run{b.Head}, b.Rows...) {
				for _, cell := range row {
					add(runsText(cell))
				}
			}
		}
	}
	blocks = func(bs []markdown.Block, depth int) {
		for _, b := range bs {
			block(b, depth)
		}
	}
	for _, part := range doc.Parts {
		headed = len(partHeadings(&part)) > 0
		zones := slices.Clone(part.Zones)
		if part.Kind == markdown.Letter {
			order := []string{"ruecksendeangabe", "absender", "anschrift", "angaben", "betreff", "", "brieftext", "unterschrift", "anlagen"}
			slices.SortStableFunc(zones, func(a, b markdown.Zone) int {
				return slices.Index(order, a.Name) - slices.Index(order, b.Name)
			})
		}
		for _, z := range zones {
			for _, b := range z.Blocks {
				p, ok := b.(*markdown.Paragraph)
				switch {
				case !ok || part.Kind != markdown.Letter:
					block(b, 0)
				case z.Name == "angaben": // each line is a paragraph of its own
					for _, runs := range hardLines(p.Runs) {
						add(runsText(runs))
					}
				case slices.Contains([]string{"absender", "ruecksendeangabe", "anschrift"}, z.Name):
					add(runsText(p.Runs))
				default:
					block(b, 0)
				}
			}
		}
		if part.Kind == markdown.TitlePage {
			if doc.Meta.Draft {
				add("ENTWURF, Fassung " + version)
			}
			if doc.Meta.Sample {
				add("Muster")
			}
		}
	}
	return strings.Join(lines, "\n")
}

// settableText is a text as it can be set, with single spaces.
func settableText(content string) string {
	content = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case r == '\u00ad' || r == '\u200b' || !font.Liberation.Regular.Has(r) || !settable(r):
			return -1
		}
		return r
	}, content)
	return strings.Join(strings.Fields(content), " ")
}

func runsText(runs []markdown.Run) string {
	var b strings.Builder
	for _, r := range runs {
		if r.Break {
			b.WriteByte(' ')
		}
		b.WriteString(r.Text)
	}
	return b.String()
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		a, b := "(nothing)", "(nothing)"
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			return fmt.Sprintf("line %d\n got  %.300q\n want %.300q", i+1, a, b)
		}
	}
	return "no difference"
}
