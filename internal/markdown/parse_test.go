package markdown

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"umsetzungsstand/internal/diag"
)

// head begins a draft of a report without findings.
const head = "<!-- us:dokument 1\nedition: x\ntitel: x\nverfasser: x\ndatum: 2023\n-->\n<!-- us:teil bericht -->\n\n"

// parseClean reads the body of a report in which nothing is to be found.
func parseClean(t *testing.T, body string) []Block {
	t.Helper()
	doc, findings := Parse([]byte(head+body), "entwurf.md")
	if len(findings) > 0 {
		t.Fatalf("findings in %q:\n%s", body, findings)
	}
	if len(doc.Parts) != 1 || len(doc.Parts[0].Zones) != 1 {
		t.Fatalf("%q has other parts or zones than one:\n%s", body, dump(doc))
	}
	return doc.Parts[0].Zones[0].Blocks
}

// escaped puts a backslash before every ASCII punctuation character.
func escaped(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < utf8.RuneSelf && (unicode.IsPunct(r) || unicode.IsSymbol(r)) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

var places = regexp.MustCompile(`(?m) \d+:\d+$`)

// checkVerbatim checks that a text comes back as itself from every place where
// text can stand.
func checkVerbatim(t *testing.T, text string) {
	t.Helper()
	e := escaped(text)
	for _, c := range []struct{ name, draft, want string }{
		{"paragraph", e + "\n", "Paragraph\n  TEXT"},
		{"lines", e + "\\\n" + e + "  \n" + e, "Paragraph\n  TEXT\n  break\n  TEXT\n  break\n  TEXT"},
		{"item", "- " + e + "\n- " + e, "List tight\n  Item\n    Paragraph\n      TEXT\n  Item\n    Paragraph\n      TEXT"},
		{"number", "7. " + e, "List from 7 tight\n  Item\n    Paragraph\n      TEXT"},
		{"heading", "## <a id=\"x\"></a>" + e, "Heading 2 #x\n  TEXT"},
		{"closed heading", "# " + e + " #", "Heading 1\n  TEXT"},
		{"quote", "> " + e, "Quote\n  Paragraph\n    TEXT"},
		{"cells", "| " + e + " | " + e + " |\n|---|---|\n| " + e + " | " + e + " |",
			"Table\n  Row\n    Cell\n      TEXT\n    Cell\n      TEXT\n  Row\n    Cell\n      TEXT\n    Cell\n      TEXT"},
		{"span", "<span lang=\"fr\">" + e + "</span>", "Paragraph\n  lang fr TEXT"},
		{"link", "x [" + e + "](https://example.org)", "Paragraph\n  \"x \"\n  link 1 https://example.org TEXT"},
	} {
		var b strings.Builder
		dumpBlocks(&b, parseClean(t, c.draft), "")
		got := strings.TrimSuffix(places.ReplaceAllString(b.String(), ""), "\n")
		if want := strings.ReplaceAll(c.want, "TEXT", fmt.Sprintf("%q", norm.NFC.String(text))); got != want {
			t.Errorf("%s %q:\ngot:\n%s\nwant:\n%s", c.name, text, got, want)
		}
	}
}

// printable keeps of s what a draft can hold verbatim, in NFC.
func printable(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == utf8.RuneError || forbidden(r) || !unicode.IsPrint(r) && r != '\u00a0' && r != '\u00ad' {
			return -1
		}
		return r
	}, s)
	return strings.Trim(norm.NFC.String(s), " \u0338") // ">" and U+0338 together are another character
}

var hostile = []string{
	`#`, `|`, `||`, `*`, `**x**`, `_x_`, `<b>`, `[x](y)`, `[x]: y`, `{{x}}`, `1.`, `1)`, `www.x.de`, `~`, `$x$`, `@`, `\`, `\\`, `\\\`, `a\`, `|a|`, `-`, `---`,
	`===`, `- x`, `+`, `> x`, "`", "```", "`a|b`", `&amp;`, `&#35;`, `<!-- us:teil brief -->`, `-->`, `<https://x.de>`, `![x](y)`, `:---:`, `x  y`, `!`, `"'`, `<`, `a\|b`,
	`12`, `Łukasz`, `„Pôlénergie“`, "a\u00a0b", "Nord\u00adrhein", "\u00a0", `ﷺ`, `日本`, `e` + "\u0301",
}

func TestVerbatim(t *testing.T) {
	for _, s := range hostile {
		checkVerbatim(t, s)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	alphabet := []rune(" !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~019azÄß€„“–\u00a0\u00ad")
	for range 2000 {
		s := make([]rune, 1+rnd.IntN(12))
		for i := range s {
			s[i] = alphabet[rnd.IntN(len(alphabet))]
		}
		if text := printable(string(s)); text != "" {
			checkVerbatim(t, text)
		}
	}
}

func FuzzVerbatim(f *testing.F) {
	for _, s := range hostile {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if text := printable(s); text != "" {
			checkVerbatim(t, text)
		}
	})
}

func FuzzParse(f *testing.F) {
	inputs, _ := filepath.Glob("testdata/*.md")
	for _, input := range inputs {
		src, err := os.ReadFile(input)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(src))
		for block := range strings.SplitSeq(string(src), "\n\n") {
			f.Add(head + block)
		}
	}
	for _, s := range hostile {
		f.Add(head + s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		doc, findings := Parse([]byte(s), "entwurf.md")
		checkDocument(t, s, doc, findings)
	})
}

// checkDocument checks what holds for every draft.
func checkDocument(t *testing.T, draft string, doc *Document, findings diag.List) {
	t.Helper()
	sorted := slices.Clone(findings)
	sorted.Sort()
	if !slices.Equal(findings, sorted) {
		t.Errorf("findings are not sorted:\n%s", findings)
	}
	c := checker{t: t}
	draft = strings.TrimPrefix(draft, "\ufeff")
	draft = strings.ReplaceAll(strings.ReplaceAll(draft, "\r\n", "\n"), "\r", "\n")
	for line := range strings.SplitSeq(strings.TrimSuffix(draft, "\n"), "\n") {
		c.columns = append(c.columns, utf8.RuneCountInString(line)+1) // the line's end is a place too
	}
	for _, f := range findings {
		c.pos(f.Pos)
		if f.Code == "" || f.Text == "" || f.Hint == "" || !utf8.ValidString(f.Text+f.Hint) {
			t.Errorf("finding without code, text or hint, or not in UTF-8: %+v", f)
		}
	}
	kinds := map[PartKind]bool{}
	for _, p := range doc.Parts {
		c.pos(p.Pos)
		if kinds[p.Kind] {
			t.Errorf("part %s twice", p.Kind)
		}
		kinds[p.Kind] = true
		names := map[string]bool{}
		for _, z := range p.Zones {
			c.pos(z.Pos)
			if names[z.Name] || z.Name != "" && !slices.Contains(zones[p.Kind], z.Name) {
				t.Errorf("part %s: zone %q twice, or not of this part", p.Kind, z.Name)
			}
			names[z.Name] = true
			c.blocks(z.Blocks, inZone, 0)
		}
	}
	for _, href := range c.anchors {
		if !slices.Contains(c.ids, href[1:]) {
			t.Errorf("a link to %s, which no heading has", href)
		}
	}
	for _, s := range Plain(doc) {
		if s == "" {
			t.Error("Plain returned an empty text")
		}
	}
}

type checker struct {
	t       *testing.T
	columns []int // the last column of each line
	link    int
	ids     []string
	anchors []string
}

func (c *checker) pos(p diag.Pos) {
	c.t.Helper()
	if p.File != "entwurf.md" || p.Line < 1 || p.Line > len(c.columns) || p.Column < 1 || p.Column > c.columns[p.Line-1] {
		c.t.Errorf("no place in the draft: %s", p)
	}
}

func (c *checker) blocks(blocks []Block, where place, depth int) {
	if depth > maxDepth {
		c.t.Error("nested too deeply")
	}
	for _, b := range blocks {
		c.pos(blockPos(b))
		switch b := b.(type) {
		case *Heading:
			if where != inZone || b.Level < 1 || b.Level > 3 || len(b.Runs) == 0 {
				c.t.Errorf("impossible heading %+v", b)
			}
			if b.ID != "" && (!isAnchor(b.ID) || slices.Contains(c.ids, b.ID)) {
				c.t.Errorf("impossible or repeated id %q", b.ID)
			}
			c.ids = append(c.ids, b.ID)
			c.runs(b.Runs)
		case *Paragraph:
			if len(b.Runs) == 0 {
				c.t.Errorf("paragraph without text at %s", b.Pos)
			}
			c.runs(b.Runs)
		case *List:
			for _, item := range b.Items {
				c.blocks(item, inItem, depth+1)
			}
		case *Quote:
			if where != inZone || len(b.Blocks) == 0 {
				c.t.Errorf("impossible quote at %s", b.Pos)
			}
			c.blocks(b.Blocks, inQuote, depth+1)
		case *Contents:
			if where != inZone {
				c.t.Errorf("impossible table of contents at %s", b.Pos)
			}
		case *Table:
			if where != inZone || len(b.Columns) > 0 && len(b.Columns) != len(b.Head) {
				c.t.Errorf("impossible table at %s", b.Pos)
			}
			for _, row := range append([][][]Run{b.Head}, b.Rows...) {
				if len(row) != len(b.Head) {
					c.t.Errorf("row of %d cells in a table of %d columns at %s", len(row), len(b.Head), b.Pos)
				}
				for _, cell := range row {
					c.runs(cell)
				}
			}
		}
	}
}

func (c *checker) runs(runs []Run) {
	for i, r := range runs {
		c.pos(r.Pos)
		edge := i == 0 || i == len(runs)-1
		if r.Break {
			if edge || runs[i-1].Break || r != (Run{Break: true, Pos: r.Pos}) {
				c.t.Errorf("impossible break at %s", r.Pos)
			}
			continue
		}
		if r.Text == "" || strings.ContainsFunc(r.Text, func(r rune) bool { return forbidden(r) || r == '\n' || r == '\t' }) {
			c.t.Errorf("empty or forbidden text %q at %s", r.Text, r.Pos)
		}
		if (i == 0 || runs[i-1].Break) && r.Text[0] == ' ' ||
			(i == len(runs)-1 || runs[i+1].Break) && strings.HasSuffix(r.Text, " ") {
			c.t.Errorf("space at the edge of %q at %s", r.Text, r.Pos)
		}
		if i > 0 {
			a, b := runs[i-1], r
			a.Text, b.Text, a.Pos, b.Pos, a.at, b.at = "", "", diag.Pos{}, diag.Pos{}, 0, 0
			if a == b {
				c.t.Errorf("runs of one style not joined: %q and %q at %s", runs[i-1].Text, r.Text, r.Pos)
			}
		}
		if (r.Link == 0) != (r.Href == "") || r.Link != 0 && r.Link < c.link {
			c.t.Errorf("link %d to %q after link %d at %s", r.Link, r.Href, c.link, r.Pos)
		}
		if r.Link != 0 {
			c.link = r.Link
		}
		if strings.HasPrefix(r.Href, "#") {
			c.anchors = append(c.anchors, r.Href)
		}
	}
}

func TestPlain(t *testing.T) {
	doc, _ := Parse([]byte(head+"# Ü **b**\n\na\\\nb\n\n- c\n  - d\n-\n\n> e\n>\n> 1. f\n\n| g | |\n|---|---|\n| | h |\n"), "entwurf.md")
	want := []string{"Ü b", "a\nb", "c", "d", "e", "f", "g", "h"}
	if got := Plain(doc); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestDeep checks that what is nested too deeply or marked too often is text,
// and costs neither stack nor quadratic time.
func TestDeep(t *testing.T) {
	const n = 100000
	tooDeep := "Mehr als 8 Listen und Zitate ineinander versteht das Dokument nicht; der Rest steht als Text darin."
	tooMany := "Der Absatz enthält mehr als 1000 Zeichen für Hervorhebungen oder Verweise; die weiteren stehen als Text im Dokument."
	for _, c := range []struct {
		name, body, finding, text string
	}{
		{"quotes", strings.Repeat(">", n) + "x", tooDeep, strings.Repeat(">", n-maxDepth) + "x"},
		{"lists", strings.Repeat("- ", n) + "x", tooDeep, strings.TrimSpace(strings.Repeat("- ", n-maxDepth) + "x")},
		{"stars", strings.Repeat("*a ", n) + "x", tooMany, strings.Repeat("*a ", n) + "x"},
		{"mixed", strings.Repeat("*a ", n) + strings.Repeat("b_ ", n) + "x", tooMany, strings.Repeat("*a ", n) + strings.Repeat("b_ ", n) + "x"},
		{"brackets", strings.Repeat("[", n) + "x" + strings.Repeat("]", n), tooMany, strings.Repeat("[", n) + "x" + strings.Repeat("]", n)},
		{"tags", strings.Repeat(`<span lang="fr">`, n) + "x", "", strings.Repeat(`<span lang="fr">`, n) + "x"},
	} {
		doc, findings := Parse([]byte(head+c.body), "entwurf.md")
		if got := strings.Join(Plain(doc), "\n"); got != c.text {
			t.Errorf("%s: text of %d bytes, want %d", c.name, len(got), len(c.text))
		}
		if c.finding != "" && !slices.ContainsFunc(findings, func(f diag.Finding) bool { return f.Text == c.finding }) {
			t.Errorf("%s: no finding %q", c.name, c.finding)
		}
	}
}

// sections writes a draft of n sections such as the composer makes them.
func sections(n int) []byte {
	var b strings.Builder
	b.WriteString(head + "| Partner | Vereinbarung | Letzte Begegnung | Nächster Schritt |\n|---|---|---|---|\n")
	for i := range n {
		fmt.Fprintf(&b, "| [Partner %d](#p%d) | Gemeinsame Erklärung (19\\. Februar 2021) | 18\\. Oktober 2023 | keine Angabe |\n", i, i)
	}
	for i := range n {
		fmt.Fprintf(&b, "\n## <a id=\"p%d\"></a>Partner %d\n\n<!-- us:vereinbarung -->\n\nGemeinsame Erklärung\\\n19\\. Februar 2021\n\n", i, i)
		b.WriteString("**Umgesetzt.** Zuletzt tagte der Lenkungsausschuss am 21\\. März 2023 in Düsseldorf unter dem Vorsitz von Nathanael Liminski (Europaminister).\n" +
			"Die <span lang=\"fr\">Académie de Lille</span> und das <abbr title=\"Ministerium für Schule und Bildung\">MSB</abbr> beschlossen:\n\n" +
			"- den Austausch von Schülerinnen und Schülern und\n- einen Maßnahmenplan \\(2024\\).\n\n**Geplant.** Die folgende Sitzung ist für Frühjahr 2024 vorgesehen.\n")
	}
	return []byte(b.String())
}

func BenchmarkParse(b *testing.B) {
	for _, n := range []int{20, 20000} {
		b.Run(fmt.Sprintf("sections=%d", n), func(b *testing.B) {
			src := sections(n)
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				doc, findings := Parse(src, "entwurf.md")
				if len(findings) > 0 || len(doc.Parts[0].Zones[0].Blocks) != 1+5*n {
					b.Fatalf("%d blocks\n%s", len(doc.Parts[0].Zones[0].Blocks), findings)
				}
			}
		})
	}
}

func TestIsLanguage(t *testing.T) {
	for tag, want := range map[string]bool{
		"de": true, "de-DE": true, "zh-Hant-TW": true, "de-1996": true, "en-x-nrw": true,
		"": false, "d": false, "de-": false, "de-a": false, "deutsch-1": false, "d1": false, "de_DE": false, "abcdefghi": false,
	} {
		if got := isLanguage(tag); got != want {
			t.Errorf("%q: %v", tag, got)
		}
	}
}

// A part whose text was deleted would be an empty page.
func TestEmptyPart(t *testing.T) {
	const head = "<!-- us:dokument 1\nedition: x\ntitel: x\nverfasser: x\n-->\n\n"
	for draft, want := range map[string]string{
		"<!-- us:teil brief -->\n\n<!-- us:anschrift -->\n\n<!-- us:teil bericht -->\n\nText\n": "e.md:7:1: Fehler: Der Teil „brief“ hat keinen Text. [teil-leer]",
		"<!-- us:teil bericht -->\n\n<!-- nur ein Vermerk -->\n":                                "e.md:7:1: Fehler: Der Teil „bericht“ hat keinen Text. [teil-leer]",
		"<!-- us:teil bericht -->\n\n> - a\n":                                                   "",
	} {
		_, findings := Parse([]byte(head+draft), "e.md")
		got, _, _ := strings.Cut(findings.String(), "\n")
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
