package preflight_test

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"umsetzungsstand/internal/build"
	"umsetzungsstand/internal/font/fonttest"
	"umsetzungsstand/internal/markdown"
	"umsetzungsstand/internal/preflight"
	"umsetzungsstand/templates"
)

// What the tests of the rules for reports of ours share.

// made is a report with what it has to be.
type made struct {
	pdf  []byte
	want *preflight.Expectation
}

// render makes a report from a draft.
func render(t testing.TB, md string) made {
	t.Helper()
	r, findings := build.Render([]byte(md), "entwurf.md", build.Tree{}, build.Target{Unchecked: true})
	if findings.Failed() {
		t.Fatal(findings.String())
	}
	return made{r.PDF, &preflight.Expectation{Blocks: markdown.Plain(r.Document)}}
}

// goodWant is what the good file has to be.
var goodWant = sync.OnceValue(func() *preflight.Expectation {
	doc, findings := markdown.Parse([]byte(draft), "entwurf.md")
	if findings.Failed() {
		panic(findings.String())
	}
	return &preflight.Expectation{Blocks: markdown.Plain(doc)}
})

// edition makes an edition of the sample records.
func edition(t testing.TB, name string, sources fs.FS) made {
	t.Helper()
	r, findings := build.Generate(build.Input{
		Sources:   build.Tree{Name: "sources", FS: sources},
		Templates: build.Tree{Name: "templates", FS: templates.FS},
		Edition:   name,
		Unchecked: true,
	})
	if findings.Failed() {
		t.Fatal(findings.String())
	}
	return made{r.PDF, &preflight.Expectation{Blocks: markdown.Plain(r.Document)}}
}

// long is a draft with n sections and a letter of several pages.
func long(n int) string {
	var b strings.Builder
	head, rest, _ := strings.Cut(draft, "| [Schlesien](#schlesien) | Gemeinsame Erklärung |  |\n")
	b.WriteString(strings.Replace(head, "ich übersende Ihnen den Bericht.", strings.Repeat("Ich übersende Ihnen den Bericht der Landesregierung mit allen Einzelheiten.\n\n", 40), 1))
	b.WriteString("| [Schlesien](#schlesien) | Gemeinsame Erklärung |  |\n")
	for i := range n {
		fmt.Fprintf(&b, "| [Partner %d](#partner-%d) | Gemeinsame Absichtserklärung über die Zusammenarbeit vom 3. Mai 2021 | keine Angabe |\n", i, i)
	}
	b.WriteString(rest)
	for i := range n {
		fmt.Fprintf(&b, "\n## <a id=\"partner-%d\"></a>Partner %d\n\n<!-- us:vereinbarung -->\n\n**Gemeinsame Erklärung Nr. %d**\\\n3. Mai 2021\n\n### Ergebnisse\n\n", i, i, i)
		for j := range 1 + i%4 {
			fmt.Fprintf(&b, "Beide Seiten berieten zum %d. Mal über Wissenschaftszusammenarbeit, Verwaltungsdigitalisierung und Regierungskonsultationen und über [Ungarn](#ungarn), ohne dass ein Ergebnis schriftlich festgehalten worden wäre.\n\n1. Sie sprachen über „Verkehr“.\n2. Sie sprachen über z. B. Umwelt.\n\n", j+1)
		}
	}
	return b.String()
}

// TestSilent: reports as the program makes them have no findings.
func TestSilent(t *testing.T) {
	sources := os.DirFS("../../sources")
	for _, tt := range []struct {
		name string
		make func(testing.TB) made
	}{
		{"good", func(testing.TB) made { return made{good(), goodWant()} }},
		{"2023-Q3", func(t testing.TB) made { return edition(t, "2023-Q3", sources) }},
		{"2023-Q4", func(t testing.TB) made { return edition(t, "2023-Q4", sources) }},
		{"draft", func(t testing.TB) made {
			return render(t, strings.Replace(draft, "zustand: freigegeben", "zustand: entwurf\nmuster: ja", 1))
		}},
		{"justified", func(t testing.TB) made {
			return render(t, strings.Replace(long(20), "zustand: freigegeben", "zustand: entwurf\nsatzart: blocksatz", 1))
		}},
		{"long words and cells, deep lists", func(t testing.TB) made {
			return render(t, strings.NewReplacer(
				"Ungarn](#ungarn) |", "Donau"+strings.Repeat("dampfschifffahrts", 5)+"](#ungarn) |",
				"keine Angabe", strings.Repeat("keine Angabe und so weiter ", 300)+"Ende",
				"  2. Sie werden", "     - Ja.\n       - Nein.\n         - Doch.\n  2. Sie werden",
			).Replace(long(20)))
		}},
		{"another family", func(t testing.TB) made {
			files := fstest.MapFS{}
			for name, data := range fonttest.Go() {
				files[name] = &fstest.MapFile{Data: data}
			}
			m := render(t, long(20))
			r, _ := build.Render([]byte(long(20)), "entwurf.md", build.Tree{Name: "schrift", FS: files}, build.Target{Unchecked: true})
			return made{r.PDF, m.want}
		}},
		{"300 partnerships", func(t testing.TB) made { return render(t, long(300)) }},
		{"a letter of many pages", func(t testing.TB) made {
			return render(t, strings.Replace(draft, "ich übersende", strings.Repeat("Ich übersende ihn heute.\n\n", 260)+"Ich übersende", 1))
		}},
		{"no letter", func(t testing.TB) made {
			_, rest, _ := strings.Cut(draft, "<!-- us:teil titelblatt -->")
			head, _, _ := strings.Cut(draft, "<!-- us:teil brief -->")
			return render(t, head+"<!-- us:teil titelblatt -->"+rest)
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := tt.make(t)
			if list := preflight.Examine(m.pdf, "x.pdf", m.want); len(list) > 0 {
				t.Errorf("%s", list)
			}
		})
	}
}
