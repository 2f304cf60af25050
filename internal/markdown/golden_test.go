package markdown

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"umsetzungsstand/internal/diag"
)

var update = flag.Bool("update", false, "rewrite the wanted trees in testdata")

// TestGolden reads every testdata/NAME.md and compares its tree and findings
// with testdata/NAME.want.
func TestGolden(t *testing.T) {
	inputs, err := filepath.Glob("testdata/*.md")
	if err != nil || len(inputs) == 0 {
		t.Fatalf("no inputs in testdata: %v", err)
	}
	known := map[string]bool{}
	for _, input := range inputs {
		name := strings.TrimSuffix(filepath.Base(input), ".md")
		want := filepath.Join("testdata", name+".want")
		known[want] = true
		t.Run(name, func(t *testing.T) {
			src, err := os.ReadFile(input)
			if err != nil {
				t.Fatal(err)
			}
			doc, findings := Parse(src, name+".md")
			got := dump(doc)
			if len(findings) > 0 {
				got += "\n" + findings.String() + "\n"
			}
			if *update {
				if err := os.WriteFile(want, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			wanted, err := os.ReadFile(want)
			if err != nil {
				t.Fatal(err)
			}
			if got != strings.ReplaceAll(string(wanted), "\r\n", "\n") {
				t.Errorf("got:\n%s\nwant:\n%s", got, wanted)
			}
		})
	}
	wants, _ := filepath.Glob("testdata/*.want")
	for _, want := range wants {
		if !known[want] {
			t.Errorf("%s belongs to no input; delete it", want)
		}
	}
}

// dump writes a document so that a person can read it: a line a node, with its
// place; a line a run, with its style, text and place.
func dump(doc *Document) string {
	var b strings.Builder
	meta := reflect.ValueOf(doc.Meta)
	for i := range meta.NumField() {
		if f := meta.Field(i); !f.IsZero() {
			format := "%s: %v\n"
			if f.Kind() == reflect.Slice || f.Kind() == reflect.String {
				format = "%s: %q\n"
			}
			value := f.Interface()
			if pos, ok := value.(diag.Pos); ok {
				value = fmt.Sprintf("%d:%d", pos.Line, pos.Column)
			}
			fmt.Fprintf(&b, format, meta.Type().Field(i).Name, value)
		}
	}
	for _, p := range doc.Parts {
		fmt.Fprintf(&b, "\nPart %s %d:%d\n", p.Kind, p.Pos.Line, p.Pos.Column)
		for _, z := range p.Zones {
			fmt.Fprintf(&b, "  Zone %q %d:%d\n", z.Name, z.Pos.Line, z.Pos.Column)
			dumpBlocks(&b, z.Blocks, "    ")
		}
	}
	return b.String()
}

func dumpBlocks(b *strings.Builder, blocks []Block, indent string) {
	for _, block := range blocks {
		pos := blockPos(block)
		at := fmt.Sprintf(" %d:%d\n", pos.Line, pos.Column)
		switch n := block.(type) {
		case *Heading:
			fmt.Fprintf(b, "%sHeading %d", indent, n.Level)
			if n.ID != "" {
				fmt.Fprintf(b, " #%s", n.ID)
			}
			b.WriteString(at)
			dumpRuns(b, n.Runs, indent+"  ")
		case *Paragraph:
			b.WriteString(indent + "Paragraph")
			if n.Agreement {
				b.WriteString(" agreement")
			}
			b.WriteString(at)
			dumpRuns(b, n.Runs, indent+"  ")
		case *List:
			b.WriteString(indent + "List")
			if n.Ordered {
				fmt.Fprintf(b, " from %d", n.Start)
			}
			if n.Tight {
				b.WriteString(" tight")
			}
			b.WriteString(at)
			for _, item := range n.Items {
				b.WriteString(indent + "  Item\n")
				dumpBlocks(b, item, indent+"    ")
			}
		case *Quote:
			b.WriteString(indent + "Quote" + at)
			dumpBlocks(b, n.Blocks, indent+"  ")
		case *Contents:
			fmt.Fprintf(b, "%sContents %q%s", indent, n.Title, at)
		case *Table:
			b.WriteString(indent + "Table")
			if len(n.Columns) > 0 {
				fmt.Fprintf(b, " %v", n.Columns)
			}
			if n.Summary != "" {
				fmt.Fprintf(b, " %q", n.Summary)
			}
			b.WriteString(at)
			for _, row := range append([][][]Run{n.Head}, n.Rows...) {
				b.WriteString(indent + "  Row\n")
				for _, cell := range row {
					b.WriteString(indent + "    Cell\n")
					dumpRuns(b, cell, indent+"      ")
				}
			}
		default:
			panic(fmt.Sprintf("unknown block %T", block))
		}
	}
}

func dumpRuns(b *strings.Builder, runs []Run, indent string) {
	for _, r := range runs {
		b.WriteString(indent)
		if r.Break {
			b.WriteString("break")
		}
		for _, s := range []struct {
			name string
			on   bool
		}{{"bold ", r.Bold}, {"italic ", r.Italic}, {"code ", r.Code}} {
			if s.on {
				b.WriteString(s.name)
			}
		}
		if r.Link != 0 {
			fmt.Fprintf(b, "link %d %s ", r.Link, r.Href)
		}
		if r.Lang != "" {
			fmt.Fprintf(b, "lang %s ", r.Lang)
		}
		if r.Long != "" {
			fmt.Fprintf(b, "long %q ", r.Long)
		}
		if !r.Break {
			fmt.Fprintf(b, "%q", r.Text)
		}
		fmt.Fprintf(b, " %d:%d\n", r.Pos.Line, r.Pos.Column)
	}
}
