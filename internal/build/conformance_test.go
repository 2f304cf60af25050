package build

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"umsetzungsstand/internal/font/fonttest"
	"umsetzungsstand/internal/pdf/pdftest"
	"umsetzungsstand/internal/preflight"
	"umsetzungsstand/internal/typeset"
)

// That every PDF is PDF/A-2a (ISO 19005-2, level A) and PDF/UA-1 (ISO 14289-1),
// as far as a machine can tell without veraPDF: by the rules of the files
// conformance_*_test.go, and by what other programs say (second_test.go).
//
// What of the Matterhorn Protocol 1.02 a machine can check is asked by the rule
// that names its number, and where it is about things that no report has
// (forms, scripts, pictures, notes, formulas, layers, encryption), by a rule
// that these are not there.

// rule is what holds of every file. A rule that was never seen to fail proves
// nothing: each of spoils breaks a sound file in another way that the rule
// has to find.
type rule struct {
	clause string // 2a: ISO 19005-2, ua: ISO 14289-1, 32000: ISO 32000-1, house: no standard, but ours; numbers such as 06-001 are Matterhorn's
	says   string
	check  func(*subject, fault)
	spoils []func(*subject)
}

// fault says in words what is wrong.
type fault func(format string, args ...any)

func rules() []rule {
	return slices.Concat(fileRules, pageRules, colourRules, fontRules, metadataRules, structureRules, tableRules, linkRules, navigationRules)
}

// subject is a file to be judged, and the layout that it was made from.
type subject struct {
	pdf    []byte
	doc    *pdftest.Document
	layout *typeset.Layout

	// What was found once.
	used map[string]map[uint16]bool // by font: the codes that are shown
	cut  map[int][]operator         // by page
}

func subjectOf(t testing.TB, r *Result) *subject {
	t.Helper()
	doc, err := pdftest.Read(r.PDF)
	if err != nil {
		t.Fatal(err)
	}
	return &subject{pdf: slices.Clone(r.PDF), doc: doc, layout: r.Layout, cut: map[int][]operator{}}
}

// broken returns the first faults that a rule finds.
func (r *rule) broken(s *subject) []string {
	var list []string
	r.check(s, func(format string, args ...any) {
		if len(list) < 5 {
			list = append(list, fmt.Sprintf(format, args...))
		}
	})
	return list
}

func (s *subject) judge(t *testing.T) {
	t.Helper()
	for _, r := range rules() {
		for _, f := range r.broken(s) {
			t.Errorf("%s (%s): %s", r.clause, r.says, f)
		}
	}
}

// specimen is a report that the rules must hold for.
type specimen struct {
	name string
	make func(*testing.T) *Result
}

// specimens are of all kinds that the program makes.
func specimens() []specimen {
	var list []specimen
	for _, edition := range editions {
		for _, setting := range []string{"flattersatz", "blocksatz"} {
			list = append(list, specimen{edition + " " + setting, func(t *testing.T) *Result {
				set := sampleSet(t)
				for i := range set.Editions {
					set.Editions[i].Justify = setting
				}
				return resultOf(t, set, edition)
			}})
		}
	}
	for _, file := range []string{"bericht", "fremd", "notizen", "tief"} {
		list = append(list, specimen{file + ".md", func(t *testing.T) *Result {
			md, err := os.ReadFile("../markdown/testdata/" + file + ".md")
			if err != nil {
				t.Fatal(err)
			}
			return rendered(t, string(md), Tree{})
		}})
	}
	return append(list,
		specimen{"draft and specimen", func(t *testing.T) *Result {
			r, findings := Draft(sampleInput("2023-Q4"))
			noErrors(t, "draft", findings)
			md := strings.Replace(string(r.Markdown), "zustand: freigegeben", "zustand: entwurf", 1)
			if !strings.Contains(md, "zustand: entwurf") || !strings.Contains(md, "muster: ja") {
				t.Fatal("it is not both")
			}
			return rendered(t, md, Tree{})
		}},
		specimen{"in Go", func(t *testing.T) *Result { return generatedIn(t, fonttest.Go()) }},
		specimen{"in Go without Ł", func(t *testing.T) *Result { return generatedIn(t, fonttest.Western()) }},
		specimen{"by hand", func(t *testing.T) *Result {
			r := rendered(t, everything, Tree{})
			if !subjectOf(t, r).linkOverPages() {
				t.Error("no link goes on on the next page: the draft has lost its point")
			}
			return r
		}},
		specimen{"by hand, in Go without Ł", func(t *testing.T) *Result { return rendered(t, everything, fontTree(fonttest.Western())) }},
		specimen{"carelessly by hand", func(t *testing.T) *Result { return rendered(t, careless, Tree{}) }},
		specimen{"without title", func(t *testing.T) *Result {
			return rendered(t, strings.Replace(nearlyNothing, "Text.", "### A\n\n## B\n\n### C\n\nText.", 1), Tree{})
		}},
		specimen{"nearly nothing", func(t *testing.T) *Result { return rendered(t, nearlyNothing, Tree{}) }},
		specimen{"no partnership", func(t *testing.T) *Result {
			set := sampleSet(t)
			set.Partnerships = nil
			return resultOf(t, set, "2023-Q4")
		}},
		specimen{"hostile", hostileReport},
		specimen{"long", func(t *testing.T) *Result {
			set := sampleSet(t)
			multiply(set, 600)
			r := resultOf(t, set, "2023-Q4")
			if n := len(r.Layout.Pages); n < 300 {
				t.Errorf("only %d pages", n)
			}
			return r
		}},
	)
}

func rendered(t *testing.T, md string, fonts Tree) *Result {
	t.Helper()
	r, findings := Render([]byte(md), "entwurf.md", fonts, Target{Unchecked: true})
	noErrors(t, "render", findings)
	return r
}

func generatedIn(t *testing.T, files map[string][]byte) *Result {
	t.Helper()
	in := sampleInput("2023-Q4")
	in.Fonts = fontTree(files)
	r, findings := Generate(in)
	noErrors(t, "generate", findings)
	return r
}

// hostileReport has one of the hostile values in each field that is printed. The
// longest have no room in the letter, so a shorter one is taken there.
func hostileReport(t *testing.T) *Result {
	t.Helper()
	set := furnished(t)
	for i, f := range textFields(t) {
		if notPrinted[f.String()] != "" {
			continue
		}
		for n := range f.values {
			trial := furnished(t)
			f.plant(trial, i+n)
			if _, findings := typeset.Set(draftOf(t, trial, "2023-Q4").Document, typeset.DefaultStyle(), ""); !findings.Failed() {
				f.plant(set, i+n)
				break
			}
		}
	}
	return resultOf(t, set, "2023-Q4")
}

// TestConformance: all rules hold for all specimens; other programs find nothing
// either, nor does the program's own examination, which was written apart from
// these rules and reads the file for itself.
func TestConformance(t *testing.T) {
	for _, s := range specimens() {
		t.Run(s.name, func(t *testing.T) {
			r := s.make(t)
			subjectOf(t, r).judge(t)
			secondOpinions(t, r)
			if findings := preflight.Examine(r.PDF, "bericht.pdf", nil); findings.Failed() {
				t.Errorf("the examination says:\n%s", findings)
			}
		})
	}
}

// TestRulesCanFail: each rule finds what it is there to find.
func TestRulesCanFail(t *testing.T) {
	r := rendered(t, everything, Tree{})
	seen := map[string]bool{}
	for _, rule := range rules() {
		if seen[rule.says] {
			t.Errorf("two rules say %q", rule.says)
		}
		seen[rule.says] = true
		if len(rule.spoils) == 0 {
			t.Errorf("%s (%s): nothing shows that the rule can fail", rule.clause, rule.says)
		}
		for i, spoil := range rule.spoils {
			s := subjectOf(t, r)
			layout := *r.Layout
			s.layout = &layout
			spoil(s)
			if len(rule.broken(s)) == 0 {
				t.Errorf("%s (%s): does not find the fault number %d", rule.clause, rule.says, i+1)
			}
		}
	}
	t.Logf("%d rules", len(seen))
}

// TestHeadingLevels: whatever levels a draft has, those of the file have no gap,
// and what stands on one level in the draft does so there.
func TestHeadingLevels(t *testing.T) {
	for draft, want := range map[string]string{
		"# A\n\n## B\n\n### C\n\n## D":  "H1 H2 H3 H2",
		"# A\n\n### B\n\n### C\n\n# D":  "H1 H2 H2 H1",
		"## A\n\n## B\n\n### C\n\n# D":  "H1 H1 H2 H1",
		"### A\n\n## B\n\n### C\n\n# D": "H1 H1 H2 H1",
	} {
		var got []string
		for e := range subjectOf(t, rendered(t, strings.Replace(nearlyNothing, "Text.", draft, 1), Tree{})).elements() {
			if heading.MatchString(e.Type) {
				got = append(got, e.Type)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %s", draft, got, want)
		}
	}
}

// machine are the conditions of the Matterhorn Protocol 1.02 that a machine can
// check: 87 of 89; which the other two are could not be looked up.
const machine = "01-003 01-004 01-005 01-007 02-001 02-003 02-004 06-001 to 06-003 07-001 07-002 09-004 to 09-008 10-001 " +
	"11-001 to 11-006 13-004 14-002 14-003 14-006 14-007 15-003 17-002 17-003 19-003 19-004 20-001 to 20-003 21-001 25-001 " +
	"26-001 26-002 28-002 28-004 to 28-012 28-014 to 28-018 30-001 30-002 31-001 to 31-009 31-011 to 31-030"

// TestMatterhorn: each of the conditions is asked for by a rule.
func TestMatterhorn(t *testing.T) {
	asked := map[string]bool{}
	for _, r := range rules() {
		for _, n := range conditions(r.clause) {
			asked[n] = true
		}
	}
	for _, n := range conditions(machine) {
		if !asked[n] {
			t.Errorf("no rule asks for %s", n)
		}
	}
}

// conditions returns the numbers in a text, those of ranges („31-017 to 31-026“)
// each.
func conditions(text string) []string {
	var list []string
	words := strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == ';' })
	for i, w := range words {
		var group, n int
		if _, err := fmt.Sscanf(w, "%2d-%3d", &group, &n); err != nil || len(w) != 6 {
			continue
		}
		first := n
		if i >= 2 && words[i-1] == "to" {
			fmt.Sscanf(words[i-2], "%2d-%3d", &group, &first)
		}
		for ; first <= n; first++ {
			list = append(list, fmt.Sprintf("%02d-%03d", group, first))
		}
	}
	return list
}

// everything is a draft with all that the dialect has.
var everything = `<!-- us:dokument 1
edition: 2023-Q4
titel: Bericht & (alles), <was> „geht“ \ Łódź
verfasser: Staatskanzlei des Landes Nordrhein-Westfalen
gegenstand: Ein Entwurf von Hand -&#45;&#62; mit allem
datum: 2023-10-31
zustand: entwurf
muster: ja
satzart: blocksatz
kopfzeile: Umsetzungsstand in Łódź
schlagworte: Partnerschaften, Landtag&#44; Ausschuss, Europa
trennung: Nord-rhein-West-fa-len
-->

<!-- us:teil brief -->

<!-- us:absender -->

Der Minister\
des Landes Nordrhein-Westfalen

<!-- us:ruecksendeangabe -->

Staatskanzlei NRW, Horionplatz 1, 40213 Düsseldorf

<!-- us:anschrift -->

An den Präsidenten\
des Landtags Nordrhein-Westfalen\
40221 Düsseldorf

<!-- us:angaben -->

Datum: Oktober 2023

<!-- us:betreff -->

Bericht zum Thema „Umsetzungsstand“

<!-- us:brieftext -->

Sehr geehrter Herr Präsident,

ich übersende den [Bericht](#alles) und verweise auf [die Übersicht der Vereinbarungen, die in einer Tabelle steht](#tabelle).

- mit einer Liste
- im Brief

<!-- us:unterschrift -->

Mit freundlichen Grüßen

<!-- us:anlagen -->

Anlage: Bericht

<!-- us:teil titelblatt -->

<!-- us:urheber -->

Staatskanzlei

<!-- us:titel -->

Bericht

<!-- us:thema -->

„Aktueller Umsetzungsstand“

<!-- us:teil bericht -->

# <a id="alles"></a>Alles, *was* die <span lang="en">Markdown</span>-Datei kann

<!-- us:inhalt
titel: Inhalt
-->

Vor der ersten Überschrift.

## <a id="ungarn"></a>Ungarn und <span lang="fr">Hauts-de-France</span>

<!-- us:vereinbarung -->

Gemeinsame Erklärung über die Zusammenarbeit\
19\. Februar 2021

> Was ist vereinbart?
>
> - Inhalte
> - Planung
>   1. kurz
>   2. lang
>
> Und was noch?

**Umgesetzt.** Text mit <span lang="fr">Académie *de* Lille</span>, <abbr title="Ministerium für Schule &amp; Bildung">MSB</abbr>
und [einem **Verweis** auf eine Seite, der über das Ende der Zeile hinaus bis in die nächste reicht](https://www.land.nrw/a?b=1&amp;c=ü(x)),
<https://example.org/x_y>, <poststelle@mbeim.nrw.de>, ` + "`code *x*`" + `, [Rückweg](#alles) und <span lang="pl">[Łódź <abbr title="oraz">o.</abbr>](#tabelle)</span>.

1. eins
2. zwei

   noch zwei
   - innen
     1) tief
        - tiefer
          > Zitat in der Liste
          >
          > - und Liste darin
   - [außen](mailto:a@b.de?subject=x%20y)

7. sieben

### <a id="lang"></a>Lange Wörter

Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungsentwurfsbegründungsabteilungsleiterstellvertreterin und
Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz und [Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung](#ungarn) und
Nordrhein‑Westfalen in a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w/x/y/z, <span lang="ru">Чернівці</span>, Αθήνα.

## <a id="tabelle"></a>Übersicht

<!-- us:tabelle
spalten: 36 31 45 48
zusammenfassung: Je Vereinbarung: Partner, Datum, Begegnung &amp; Schritt.
-->

| Partner | Vereinbarung | Letzte Begegnung | |
|---|:---:|---|--:|
| [Ungarn](#ungarn) | Erklärung\| 2021 | keine Angabe |
| Québec | | <span lang="fr">Sécurité</span> und <abbr title="zum Beispiel">z. B.</abbr> | **offen** |
| | nur hier | | |
` + manyRows + `
Danach ein Absatz.

| a | b |
|---|---|

## Ohne Anker

### Noch einer

Ende, mit [einem Verweis](https://www.land.nrw/).
`

// manyRows make a table go over two page breaks, with links to break.
var manyRows = func() string {
	var b strings.Builder
	for i := range 60 {
		fmt.Fprintf(&b, "| Partner %d | Vereinbarung | [ein Verweis, der über mehrere Zeilen der Zelle geht und an deren Ende vielleicht über das Ende der Seite](#lang) | ja |\n", i)
	}
	return b.String()
}()

// careless is a draft as people make them: levels of headings are skipped, and
// things are left empty.
const careless = `<!-- us:dokument 1
edition: x
titel: x
verfasser: y
-->

<!-- us:teil bericht -->

<!-- us:inhalt
titel: Inhalt
-->

# A

### B

1. a
2.
3. - b
   -

>

# C [D](#e) <span lang="fr">F</span>

## <a id="leer"></a>

[leer](#leer) [](https://a.de) <span lang="fr"> </span>

## <a id="e"></a>[E](#e)

| |
|-|

| a | b |
|---|---|
| | |

> > a
`

// nearlyNothing is the shortest draft, and says nothing of its date.
const nearlyNothing = "<!-- us:dokument 1\nedition: x\ntitel: x\nverfasser: y\n-->\n\n<!-- us:teil bericht -->\n\nText.\n"
