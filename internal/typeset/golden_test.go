package typeset

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"umsetzungsstand/internal/markdown"
)

var update = flag.Bool("update", false, "write the goldens in testdata anew")

// Each testdata/layout/NAME.md has its pages in NAME.txt.
func TestGolden(t *testing.T) {
	inputs, err := filepath.Glob("testdata/layout/*.md")
	if err != nil || len(inputs) == 0 {
		t.Fatalf("no inputs (%v)", err)
	}
	wanted := map[string]bool{}
	for _, input := range inputs {
		golden := strings.TrimSuffix(input, ".md") + ".txt"
		wanted[golden] = true
		t.Run(filepath.Base(input), func(t *testing.T) {
			src, err := os.ReadFile(input)
			if err != nil {
				t.Fatal(err)
			}
			doc, finds := markdown.Parse(src, filepath.Base(input))
			if len(finds) > 0 {
				t.Fatal(finds)
			}
			l, finds := checkLaws(t, doc, "a3f2c1")
			if len(finds) > 0 {
				t.Fatal(finds)
			}
			got := Dump(l)
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("the pages differ from %s; go test -update writes it anew\n%s", golden, firstDifference(got, string(want)))
			}
		})
	}
	goldens, err := filepath.Glob("testdata/layout/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range goldens {
		if !wanted[g] {
			t.Errorf("%s has no input", g)
		}
	}
}
