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

// expected is what the report of a draft has to be.
func expected(doc *markdown.Document) *preflight.Expectation {
	return &preflight.Expectation{Blocks: markdown.Plain(doc), Draft: doc.Meta.Draft, Sample: doc.Meta.Sample}
}

// render makes a report from a draft.
func render(t testing.TB, md string) made {
	t.Helper()
	r, findings := build.Render([]byte(md), "entwurf.md", build.Tree{}, build.Target{Unchecked: true})
	if findings.Failed() {
		t.Fatal(findings.String())
	}
	return made{r.PDF, expected(r.Document)}
}

// goodWant is what the good file has to be.
var goodWant = sync.OnceValue(func() *preflight.Expectation {
	doc, findings := markdown.Parse([]byte(draft), "entwurf.md")
	if findings.Failed() {
		panic(findings.String())
	}
	return expected(doc)
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
	return made{r.PDF, expected(r.Document)}
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
		{"a letter with a table and its zones in another order", func(t testing.TB) made {
			return render(t, strings.NewReplacer(
				"<!-- us:absender -->", "<!-- us:anlagen -->\n\nAnlage: Bericht\n\n<!-- us:absender -->",
				"<!-- us:anlagen -->", "<!-- us:brieftext -->",
				"ich übersende Ihnen", "<!-- us:tabelle\nzusammenfassung: Je Land: Erklärung.\n-->\n\n| Land | Erklärung |\n| --- | --- |\n| Ungarn | ja |\n\nIch übersende Ihnen",
			).Replace(draft))
		}},
		{"a letter alone, with a long heading", func(t testing.TB) made {
			letter, _, _ := strings.Cut(draft, "<!-- us:teil titelblatt -->")
			return render(t, strings.Replace(letter, "ich übersende", "# Bericht\n\n## "+strings.Repeat("Eine lange Überschrift ", 6)+"\n\nIch übersende", 1))
		}},
		{"the letter behind the title page", func(t testing.TB) made {
			head, rest, _ := strings.Cut(draft, "<!-- us:teil brief -->")
			letter, rest, _ := strings.Cut(rest, "<!-- us:teil titelblatt -->")
			title, rest, _ := strings.Cut(rest, "<!-- us:teil bericht -->")
			return render(t, head+"<!-- us:teil titelblatt -->"+title+"<!-- us:teil brief -->"+letter+"<!-- us:teil bericht -->"+rest)
		}},
		{"a letter to nobody", func(t testing.TB) made {
			before, rest, _ := strings.Cut(draft, "<!-- us:anschrift -->")
			_, after, _ := strings.Cut(rest, "<!-- us:")
			return render(t, before+"<!-- us:"+after)
		}},
		{"a return line in several faces", func(t testing.TB) made {
			before, rest, _ := strings.Cut(draft, "<!-- us:ruecksendeangabe -->")
			_, after, _ := strings.Cut(rest, "<!-- us:")
			return render(t, before+"<!-- us:ruecksendeangabe -->\n\n*Staatskanzlei* **-** [NRW](https://www.land.nrw), 40213 **D**üsseldorf\n\n<!-- us:"+after)
		}},
		{"headings named as the parts, and long ones", func(t testing.TB) made {
			return render(t, strings.Replace(draft, "## <a id=\"schlesien\"></a>",
				"## Bericht\n\nJa.\n\n### Anschreiben\n\nJa.\n\n## "+strings.Repeat("Gemeinsame Erklärung ", 20)+"\n\nJa.\n\n## <a id=\"schlesien\"></a>", 1))
		}},
		{"Muster and ENTWURF as header and on the title page", func(t testing.TB) made {
			return render(t, strings.NewReplacer(
				"kopfzeile: Umsetzungsstand", "kopfzeile: ENTWURF", "zustand: freigegeben", "zustand: freigegeben\nmuster: ja",
				"<!-- us:titel -->", "<!-- us:titel -->\n\nMuster\n\nENTWURF",
			).Replace(draft))
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
