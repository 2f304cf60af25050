package build

import (
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/markdown"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/typeset"
	"umsetzungsstand/internal/typography"
)

// hostile are values full of what Markdown, HTML or templates might take for
// their own. %s is a word by which a value is found again.
var hostile = []string{
	"# %s | *a* _b_ <b>c</b> [x](y) {{.Short}} 1. www.a.de ~~d~~ $e$ f@g.de &amp; \\* `h` #",
	"1. %s",
	"| %s | --- |",
	"- %s",
	"> %s",
	"<!-- us:teil brief --> %s -->",
	"--- %s ---",
	"**%s**",
	"=== %s",
	"![%s](https://a.de/b.png) <https://a.de> [^1]: c",
	"~~~ %s ``` \\",
	"_%s_ *i* __k__ &#35; &lt; &copy",
	"+ %s",
	"%s {{template \"x\"}} {{end}} {{",
	"<a id=\"x\"></a>%s<span lang=\"fr\">y</span>",
	"[%s]: https://a.de",
	"\"%s\" z.B. 'a' - b ... 2021-2023 d\"e §§ 3",
	"„%s \"a\" <span lang=\"fr\">\"b\"</span>“ 'c",
}

// inMarkdown are those of them that are plain text in the records' Markdown
// fields too, which know strong, emphasis, links and lists.
var inMarkdown = slices.DeleteFunc(slices.Clone(hostile), func(s string) bool {
	return strings.Contains(s, "*") || strings.Contains(s, "](http") || strings.HasPrefix(s, "- ")
})

// field is a field of the records that holds a text, or a list of texts.
type field struct {
	owner  reflect.Type
	index  int
	values []string // hostile ones to plant
}

func (f field) String() string { return f.owner.Name() + "." + f.owner.Field(f.index).Name }

// textFields returns all fields that the format of the records describes as
// text and that name nothing else in the records.
func textFields(t *testing.T) []field {
	t.Helper()
	format := record.Format()
	found := map[string]field{}
	seen := map[reflect.Type]bool{}
	var visit func(reflect.Type, *record.Table)
	visit = func(owner reflect.Type, table *record.Table) {
		if seen[owner] {
			return
		}
		seen[owner] = true
		described := table.Fields
		if table.Common {
			described = append(slices.Clone(described), format.Common...)
		}
		for _, d := range described {
			sf, ok := fieldFor(owner, d.Key)
			if !ok {
				t.Fatalf("%s has no field for %q", owner, d.Key)
			}
			switch d.Kind {
			case record.Text, record.List:
				// Neither names of other entries nor codes are texts.
				if d.Ref == record.NoRef && d.Key != "sprache" {
					sf.values = hostile
					found[sf.String()] = sf
				}
			case record.Markdown:
				sf.values = inMarkdown
				found[sf.String()] = sf
			case record.One, record.Many:
				next := sf.owner.Field(sf.index).Type
				for next.Kind() == reflect.Slice || next.Kind() == reflect.Pointer {
					next = next.Elem()
				}
				visit(next, d.Table)
			}
		}
	}
	roots := map[string]reflect.Type{
		"haus.toml": reflect.TypeFor[record.House](),
		"ressorts.toml": reflect.TypeFor[struct {
			M []record.Ministry `toml:"ressort"`
		}](),
		"woerter.toml":           reflect.TypeFor[record.Words](),
		"gruppen/*.toml":         reflect.TypeFor[record.Group](),
		"partnerschaften/*.toml": reflect.TypeFor[record.Partnership](),
		"berichte/*.toml":        reflect.TypeFor[record.Edition](),
	}
	for _, file := range format.Files {
		root, ok := roots[file.Pattern]
		if !ok {
			t.Fatalf("the test knows no type for %s", file.Pattern)
		}
		visit(root, file.Table)
	}
	return slices.SortedFunc(maps.Values(found), func(a, b field) int { return strings.Compare(a.String(), b.String()) })
}

// fieldFor finds the field of a TOML key; one of the struct itself comes before
// one of the embedded entry.
func fieldFor(owner reflect.Type, key string) (field, bool) {
	for i := range owner.NumField() {
		if name, _, _ := strings.Cut(owner.Field(i).Tag.Get("toml"), ","); name == key {
			return field{owner: owner, index: i}, true
		}
	}
	for i := range owner.NumField() {
		if sf := owner.Field(i); sf.Anonymous {
			return fieldFor(sf.Type, key)
		}
	}
	return field{}, false
}

// plant sets the field wherever the records have it to hostile values, another
// one each time, beginning with the nth. It returns the values by their words.
func (f field) plant(set *record.Set, n int) map[string]string {
	committees := make([][]string, len(set.Partnerships))
	for i, p := range set.Partnerships {
		for _, c := range p.Committees {
			committees[i] = append(committees[i], c.Name)
		}
	}
	planted := map[string]string{}
	next := func() string {
		word := fmt.Sprintf("Xq%dz", len(planted)+1)
		planted[word] = fmt.Sprintf(f.values[(n+len(planted))%len(f.values)], word)
		return planted[word]
	}
	var visit func(reflect.Value)
	visit = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Slice:
			for i := range v.Len() {
				visit(v.Index(i))
			}
		case reflect.Struct:
			for i := range v.NumField() {
				if v.Type() == f.owner && i == f.index {
					continue
				}
				if v.Type().Field(i).IsExported() {
					visit(v.Field(i))
				}
			}
			if v.Type() != f.owner {
				return
			}
			switch target := v.Field(f.index); target.Kind() {
			case reflect.String:
				target.SetString(next())
			case reflect.Slice:
				target.Set(reflect.ValueOf([]string{next(), next()}))
			default:
				panic(fmt.Sprintf("%s is a %s", f, target.Kind()))
			}
		}
	}
	visit(reflect.ValueOf(set).Elem())
	for i, p := range set.Partnerships { // meetings name their committee
		for j, m := range p.Meetings {
			if k := slices.Index(committees[i], m.Committee); k >= 0 {
				p.Meetings[j].Committee = p.Committees[k].Name
			}
		}
	}
	return planted
}

// notPrinted are the texts that appear in no edition as such, with the reason.
var notPrinted = map[string]string{
	"Entry.ID":           "a name within the records",
	"Entry.Source":       "internal",
	"Entry.Note":         "internal",
	"Acceptance.Code":    "internal",
	"Acceptance.Entry":   "internal",
	"Acceptance.Reason":  "internal",
	"Acceptance.Version": "internal",
	"Words.Hyphenations": "a word of other texts",
	"Words.NeverDivide":  "a word of other texts",
	"Abbreviation.Short": "a word of other texts",
	"Foreign.Text":       "a word of other texts",
	"Spelling.Text":      "a word of other texts",
	"Ministry.Short":     "a name within the records",
	"Ministry.Name":      "no built-in template prints it",
	"House.Office":       "no built-in template prints it",
	"Partner.Name":       "no built-in template prints it",
	"Agreement.Replaces": "no built-in template prints it",
	"Measure.Series":     "no built-in template prints it",
}

// furnished returns the sample records with what else a record may say.
func furnished(t *testing.T) *record.Set {
	t.Helper()
	set := sampleSet(t)
	day := func(s string) date.Date {
		d, err := date.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	set.Partnerships = append(set.Partnerships, record.Partnership{
		Slug:        "zwei-regionen",
		Short:       "Zwei Regionen",
		Kind:        record.PartnerRegion,
		Partners:    []record.Partner{{Name: "Erste Region", Short: "Erste"}, {Name: "Zweite Region", Short: "Zweite", With: "der Zweiten"}},
		Agreements:  []record.Agreement{{Kind: "Erklärung", Signed: day("2001-02-03")}},
		Committees:  []record.Committee{{Name: "Beirat"}},
		Commitments: []record.Commitment{{Agreed: "Vereinbart ist ein Austausch.", Progress: []record.Progress{{From: day("2002"), Running: "Er läuft."}}}},
		Meetings:    []record.Meeting{{Kind: "Sitzung", Committee: "Beirat", Date: day("2020-05-06")}},
		Plans:       []record.Plan{{What: "ein Treffen", When: day("2024")}},
		NilReturns:  []record.NilReturn{{Question: record.QOpen, From: day("2023"), Ministry: set.Ministries[0].Short}},
		Texts:       []record.Passage{{Place: "einleitung", Text: "Beide Regionen sind benachbart."}},
	})
	for i := range set.Editions {
		set.Editions[i].Contact = append(set.Editions[i].Contact, record.Line{Label: "Auskunft", Value: "Zimmer 1"})
	}
	return set
}

// TestHostile: whatever stands in a text of the records comes out of the
// Markdown as itself.
func TestHostile(t *testing.T) {
	for _, f := range textFields(t) {
		t.Run(f.String(), func(t *testing.T) {
			t.Parallel()
			reason := notPrinted[f.String()]
			appeared := 0
			for n := 0; n < len(f.values); { // until each has been planted
				set := furnished(t)
				planted := f.plant(set, n)
				n += max(1, len(planted))
				doc := draftOf(t, set, "2023-Q4").Document
				appeared += mustAppear(t, "document", documentText(doc), planted)
			}
			switch {
			case appeared == 0 && reason == "":
				t.Errorf("no value of the field is printed anywhere")
			case appeared > 0 && reason != "":
				t.Errorf("is printed, although: %s", reason)
			}
		})
	}
}

// TestHostilePDF: and out of the PDF too.
func TestHostilePDF(t *testing.T) {
	for _, f := range textFields(t) {
		if notPrinted[f.String()] != "" {
			continue
		}
		t.Run(f.String(), func(t *testing.T) {
			t.Parallel()
			var planted map[string]string
			var r *Result
			for n := range f.values {
				set := furnished(t)
				planted = f.plant(set, n)
				r = draftOf(t, set, "2023-Q4")
				findings := r.print(typeset.DefaultStyle())
				if r.PDF != nil {
					break
				}
				// A line of the letter has no room for the longest of the values.
				if n == len(f.values)-1 || !strings.HasSuffix(findings[0].Code, "-zu-lang") {
					t.Fatal(findings)
				}
			}
			// U+00AD is the hyphen of a divided word and no part of the value.
			text := squeeze(strings.ReplaceAll(bodyText(t, r), "\u00ad", ""))
			inDocument := squeeze(strings.Join(markdown.Plain(r.Document), "\n"))
			maps.DeleteFunc(planted, func(word, _ string) bool { return !strings.Contains(inDocument, word) })
			if got := mustAppear(t, "PDF", text, planted); got < len(planted) {
				t.Errorf("of %d values in the document, %d are in the PDF", len(planted), got)
			}
		})
	}
}

// documentText returns everything that the document says, without white space:
// its blocks, what stands beside them, and its head.
func documentText(doc *markdown.Document) string {
	var b strings.Builder
	for _, text := range markdown.Plain(doc) {
		b.WriteString(text + "\n\n")
	}
	eachRuns(doc, func(runs []markdown.Run) {
		for _, r := range runs {
			b.WriteString(r.Long + "\n\n")
		}
	})
	m := doc.Meta
	for _, text := range append([]string{m.Title, m.Author, m.Subject, m.Header}, m.Keywords...) {
		b.WriteString(text + "\n\n")
	}
	return squeeze(b.String())
}

var (
	special = regexp.MustCompile("[!#$%&()*+,/:;<=>?@\\[\\\\\\]^_`{|}~]")
	escape  = regexp.MustCompile(`\\(.)`)
)

// printed returns, without white space, what may become of a value: itself, and
// what the typography makes of it alone, between words, and within quotation
// marks of the template.
func printed(value string) []string {
	forms := []string{squeeze(value)}
	escaped := special.ReplaceAllString(value, `\$0`)
	for _, beside := range [][2]string{{"", ""}, {"Wort ", " Wort"}, {"„", "“"}} {
		text, _ := typography.Normalise(beside[0] + escaped + beside[1])
		text = strings.TrimSuffix(strings.TrimPrefix(text, beside[0]), beside[1])
		form := squeeze(escape.ReplaceAllString(text, "$1"))
		if !slices.Contains(forms, form) {
			forms = append(forms, form)
		}
	}
	return forms
}

// mustAppear checks that each planted word that appears does so within its
// whole value, and returns how many appear. text has no white space.
func mustAppear(t *testing.T, where, text string, planted map[string]string) int {
	t.Helper()
	appeared := 0
	for word, value := range planted {
		words := strings.Count(text, word)
		if words == 0 {
			continue
		}
		appeared++
		whole := 0
		for _, form := range printed(value) {
			whole += strings.Count(text, form)
		}
		if whole < words {
			t.Errorf("%s: of %d times %q, %d are whole; the first is in\n\t%s",
				where, words, value, whole, around(text, strings.Index(text, word)))
		}
	}
	return appeared
}
