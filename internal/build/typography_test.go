package build

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/markdown"
	"umsetzungsstand/internal/typography"
)

const bareHead = "<!-- us:dokument 1\nedition: 2023-Q4\ntitel: Bericht\nverfasser: Haus\n-->\n\n<!-- us:teil bericht -->\n\n"

// sameStructure checks that a block of Markdown reads after Normalise as it
// did before: the same blocks, the same inlines, the same code, addresses and
// foreign text; the texts differ in quotation marks, dashes, dots and spaces at
// most.
func sameStructure(t *testing.T, block string) {
	t.Helper()
	normal, changes := typography.Normalise(block)
	if len(changes) == 0 {
		return
	}
	before, found := markdown.Parse([]byte(bareHead+block+"\n"), "")
	after, foundAfter := markdown.Parse([]byte(bareHead+normal+"\n"), "")
	if a, b := structure(before, found), structure(after, foundAfter); a != b {
		t.Errorf("%q\nis normalised as\n%q\nby %v; it was\n%s\nand is now\n%s", block, normal, changes, a, b)
	}
}

// structure writes down a document without what the typography may change.
func structure(doc *markdown.Document, findings diag.List) string {
	var b strings.Builder
	runs := func(list []markdown.Run) {
		for _, r := range list {
			text := r.Text
			if !r.Code && (r.Lang == "" || strings.HasPrefix(r.Lang, "de")) {
				text = typed(text)
			}
			fmt.Fprintf(&b, " [%s bold %v italic %v code %v break %v lang %q long %q href %q]", text, r.Bold, r.Italic, r.Code, r.Break, r.Lang, r.Long, r.Href)
		}
		b.WriteByte('\n')
	}
	var visit func(string, []markdown.Block)
	visit = func(indent string, list []markdown.Block) {
		for _, block := range list {
			fmt.Fprintf(&b, "%s%T", indent, block)
			switch x := block.(type) {
			case *markdown.Heading:
				fmt.Fprintf(&b, " %d %q", x.Level, x.ID)
				runs(x.Runs)
			case *markdown.Paragraph:
				runs(x.Runs)
			case *markdown.Quote:
				b.WriteByte('\n')
				visit(indent+"  ", x.Blocks)
			case *markdown.List:
				fmt.Fprintf(&b, " ordered %v start %d\n", x.Ordered, x.Start)
				for _, item := range x.Items {
					visit(indent+"  ", item)
				}
			case *markdown.Table:
				b.WriteByte('\n')
				for _, row := range append([][][]markdown.Run{x.Head}, x.Rows...) {
					for _, cell := range row {
						runs(cell)
					}
				}
			}
		}
	}
	for _, part := range doc.Parts {
		for _, zone := range part.Zones {
			visit("", zone.Blocks)
		}
	}
	for _, f := range findings {
		fmt.Fprintln(&b, f.Code)
	}
	return b.String()
}

// typed returns the text without what the typography may change.
var typed = strings.NewReplacer("„", `"`, "“", `"`, "”", `"`, "‚", `"`, "‘", `"`, "’", `"`, "'", `"`,
	"–", "", "-", "", "…", "", ".", "", " ", "", "\u00a0", "").Replace

// typewritten makes of a well-set text one as it might have been typed.
var typewritten = strings.NewReplacer("„", `"`, "“", `"`, "‚", `'`, "‘", `'`, "’", `'`, "–", "-", "…", "...", "z.\u00a0B.", "z.B.", "\u00a0", " ")

func structureSeeds(t testing.TB) []string {
	seeds := []string{
		`*"a"* **- b -** _'c'_ "**d**" "_e_" ***"f"*** a*"b"*c`,
		"| \"a\" | b - c |\n| --- | --- |\n| z.B. `z.B.` | 18. Oktober |",
		"1. a - b\n2. 4. März\n\n   Nr. 5", "> - \"a\n>   b\" ...\n> 3. Mai", "- - a - b\n-     z.B. c",
		"[a \"b\"](c \"d e\") ![f - g](h) <https://a.de/\"b\"> <span lang=\"en\">\"x\" ...</span> <abbr title=\"a - b\">\"x\"</abbr>",
		"<!-- a - b --> z.B. <b \"c\"> &quot;d&quot; \\\"e\\\"", "## 4. März \"a\" <a id=\"x\"></a>", "a\\\n1. März\n4. Mai -\n- b - c",
		"a\n===\nb - c\n---\n...", "    a - b\n\n\t\"c\"", "```\na - b\n```\n\"c\"", "<div>\na - b\n</div>\n\n\"c\"", "[a]: b \"c\"\n\n[a \"b\"]",
		"a  \nb - c", "5 *\"* 6 * 7", "``a`b`` - `c", "<span lang=\"fr\">\n\"a\"\n</span>",
	}
	for _, edition := range editions {
		md, err := os.ReadFile("testdata/" + edition + ".md")
		if err != nil {
			t.Fatal(err)
		}
		_, report, _ := strings.Cut(string(md), "us:teil bericht -->")
		for block := range strings.SplitSeq(report, "\n\n") {
			seeds = append(seeds, block, typewritten.Replace(block))
		}
	}
	return seeds
}

// TestStructure: the typography changes no structure.
func TestStructure(t *testing.T) {
	changed := 0
	for _, s := range structureSeeds(t) {
		sameStructure(t, s)
		if _, changes := typography.Normalise(s); len(changes) > 0 {
			changed++
		}
	}
	if changed < 30 {
		t.Errorf("only %d blocks were changed", changed)
	}
}

// FuzzStructure: nor in any other text.
func FuzzStructure(f *testing.F) {
	for _, s := range structureSeeds(f) {
		f.Add(s)
	}
	f.Fuzz(sameStructure)
}
