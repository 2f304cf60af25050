package build

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"umsetzungsstand/internal/pdf/pdftest"
	"umsetzungsstand/internal/typeset"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// editions are the sample editions.
var editions = []string{"2023-Q3", "2023-Q4"}

// TestEditions: the sample records make these drafts and these pages, and a
// screen reader finds this in the PDF, from top to bottom.
func TestEditions(t *testing.T) {
	wanted := []string{"fakten-2023-10.txt", "stand-2023-10.txt", "fuzz", "search.mjs",
		"changes-2023-Q4.md", "changes-alle.txtar"}
	for _, edition := range editions {
		t.Run(edition, func(t *testing.T) {
			r, findings := Generate(sampleInput(edition))
			if len(findings) > 0 {
				t.Errorf("findings:\n%s", findings)
			}
			if r.PDF == nil {
				t.FailNow()
			}
			golden(t, edition+".md", string(r.Markdown))
			golden(t, edition+".pages.txt", typeset.Dump(r.Layout))
			doc, err := pdftest.Read(r.PDF)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, edition+".vorlesefassung.txt", about(doc)+"\n"+doc.Reading()+"\nLesezeichen\n"+bookmarks(doc, doc.Outline, "  "))
		})
		wanted = append(wanted, edition+".md", edition+".pages.txt", edition+".vorlesefassung.txt")
	}
	entries, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains(wanted, e.Name()) {
			t.Errorf("testdata/%s belongs to no test", e.Name())
		}
	}
}

// about writes what the document says of itself.
func about(doc *pdftest.Document) string {
	b := "Sprache: " + doc.Lang + "\n"
	for _, key := range slices.Sorted(maps.Keys(doc.Info)) {
		b += key + ": " + doc.Info[key] + "\n"
	}
	return b
}

// bookmarks writes the outline, with the labels of the pages.
func bookmarks(doc *pdftest.Document, list []pdftest.Bookmark, indent string) string {
	var b strings.Builder
	for _, m := range list {
		folded := ""
		if len(m.Kids) > 0 && !m.Open {
			folded = ", zugeklappt"
		}
		fmt.Fprintf(&b, "%s%s (Seite %s%s)\n%s", indent, m.Title, doc.Labels[m.Place.Page], folded, bookmarks(doc, m.Kids, indent+"  "))
	}
	return b.String()
}

// golden compares text with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.ReplaceAll(string(data), "\r\n", "\n") // as git may check it out
	if got == want {
		return
	}
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(gotLines), len(wantLines)) {
		if i >= len(gotLines) || i >= len(wantLines) || gotLines[i] != wantLines[i] {
			t.Errorf("%s:%d: differs; now\n\t%s\nwas\n\t%s\n(go test ./internal/build -update rewrites it)",
				path, i+1, lineAt(gotLines, i), lineAt(wantLines, i))
			return
		}
	}
}

func lineAt(lines []string, i int) string {
	if i >= len(lines) {
		return "(end)"
	}
	return lines[i]
}
