package preview

import (
	"bytes"
	"flag"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"umsetzungsstand/internal/diag"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

// served is the page of a draft as a server shows it.
func served(d *Draft) []byte {
	p := d.page()
	p.Token, p.Editor = "marke", true
	return p.execute()
}

// TestOutline: what the lists of landmarks and headings of a screen reader say
// of the page of the sample records.
func TestOutline(t *testing.T) {
	d := made(t, records(t), edition)
	for file, page := range map[string][]byte{"testdata/seite.txt": served(d), "testdata/datei.txt": d.HTML()} {
		got := parse(t, page).outline()
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if got != strings.ReplaceAll(string(want), "\r\n", "\n") {
			t.Errorf("%s: got\n%s", file, got)
		}
	}
}

// checkPage checks what is true of every page: ids are there once, links within
// the page lead somewhere, headings leave no level out, what is referred to is
// there, and nothing is in it that runs by itself.
func checkPage(t *testing.T, page []byte) *node {
	t.Helper()
	root := parse(t, page)
	ids := map[string]int{}
	root.each(func(n *node) {
		if n.has("id") {
			ids[n.attrs["id"]]++
		}
	})
	for id, n := range ids {
		if n > 1 || id == "" {
			t.Errorf("the id %q is there %d times", id, n)
		}
	}
	level := 0
	root.each(func(n *node) {
		for name, value := range n.attrs {
			if strings.HasPrefix(name, "on") || name == "style" || name == "srcdoc" {
				t.Errorf("<%s %s=%q>", n.name, name, value)
			}
		}
		for _, name := range []string{"for", "aria-labelledby"} {
			if n.has(name) && ids[n.attrs[name]] == 0 {
				t.Errorf("<%s %s=%q> refers to nothing", n.name, name, n.attrs[name])
			}
		}
		switch n.name {
		case "a":
			href := n.attrs["href"]
			u, err := url.Parse(href)
			switch {
			case err != nil:
				t.Errorf("href=%q: %v", href, err)
			case strings.HasPrefix(href, "#"):
				if ids[u.Fragment] == 0 {
					t.Errorf("href=%q leads nowhere", href)
				}
			case u.Scheme == "http" || u.Scheme == "https" || u.Scheme == "mailto":
				if n.attrs["target"] != "_blank" || n.attrs["rel"] != "noopener noreferrer" {
					t.Errorf("the link to %s takes the page along", href)
				}
			case u.Scheme != "" || u.Host != "" || !strings.HasPrefix(href, "/"):
				t.Errorf("href=%q", href)
			}
			if n.words() == "" {
				t.Errorf("the link to %s has no text", href)
			}
		case "link", "script":
			for _, name := range []string{"href", "src"} {
				if v := n.attrs[name]; v != "" && v != "data:," && !strings.HasPrefix(v, "/stil.css?") && !strings.HasPrefix(v, "/skript.js?") {
					t.Errorf("<%s %s=%q>", n.name, name, v)
				}
			}
			if n.name == "script" && n.words() != "" {
				t.Errorf("a script of unknown origin: %.80s", n.words())
			}
		case "style", "iframe", "object", "embed", "img", "svg", "base", "frame", "video", "audio":
			t.Errorf("<%s>", n.name)
		case "meta":
			if n.attrs["http-equiv"] == "refresh" {
				t.Error("the page goes elsewhere by itself")
			}
		case "h1", "h2", "h3", "h4":
			now := int(n.name[1] - '0')
			if now > level+1 {
				t.Errorf("<%s> %q follows a heading of level %d", n.name, n.words(), level)
			}
			level = now
		case "button":
			if n.words()+n.attrs["aria-label"] == "" {
				t.Error("a button without a name")
			}
		}
	})
	return root
}

func TestPages(t *testing.T) {
	for _, name := range []string{edition, before, "2019-Q1"} {
		d := Make(input(records(t), name), nil)
		checkPage(t, served(d))
		checkPage(t, d.HTML())
	}
	broken := records(t)
	change(t, broken, benelux, "typ  =", "typ  ==")
	checkPage(t, served(Make(input(broken, edition), nil)))
	checkPage(t, served(Make(input(broken, edition), made(t, records(t), edition))))
	checkPage(t, served(Make(input(fstest.MapFS{}, ""), nil)))
}

// evil are texts that would do something if they were not inert, with a word
// each by which the text is found again.
var evil = []string{
	`Xa <script>alert(1)</script>`,
	`Xb [Klick](javascript:alert(1)) [k](JaVaScRiPt:alert%281%29) [d](data:text/html,x) <javascript:alert(1)>`,
	`Xc " onmouseover=alert(1) x="`,
	`Xd ' onfocus='alert(1)' autofocus`,
	`Xe </style></script><img src=x onerror=alert(1)>`,
	`Xf {{.Token}} {{template "page.html"}} {{`,
	`Xg --></p></main><!-- <iframe srcdoc="<script>alert(1)</script>">`,
	"Xh \u2028 <a id=\"befunde\"></a> <span lang='\" onclick=\"alert(1)'>a</span>",
	`Xi ![b](https://boese.example/b.png) <https://boese.example/>`,
}

// TestHostile: what records say is text, wherever it stands: in fields of plain
// text and of Markdown, in names, in titles, in lines that findings show.
func TestHostile(t *testing.T) {
	quote := func(s string) string { // as a string of TOML
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s) + `"`
	}
	for _, text := range evil {
		m := records(t)
		for _, field := range []struct{ file, key, old string }{
			{benelux, "satz    = ", sentence},
			{benelux, "vereinbart = ", "Die Regierungen haben sich vorgenommen, ihre Zusammenarbeit weiterzuentwickeln und enger zu gestalten."},
			{benelux, "kurz = ", "Benelux-Union"},
			{benelux, "was     = ", "ein weiterer Benelux-Gipfel"},
			{"partnerschaften/british-columbia.toml", "text    = ", "Die Landesregierung verfolgt die Strategie, ihre Beziehungen zu Nordamerika auf der Ebene der Provinzen und Bundesstaaten auszubauen. Dazu gehört die Zusammenarbeit mit British Columbia."},
			{"berichte/2023-Q4.toml", "thema      = ", "Aktueller Umsetzungsstand der Vereinbarungen NRWs mit ausländischen Staaten"},
		} {
			change(t, m, field.file, field.key+`"`+field.old+`"`, field.key+quote(text))
		}
		d := made(t, m, edition)
		for _, page := range [][]byte{served(d), d.HTML()} {
			root := checkPage(t, page)
			if n := strings.Count(root.words(), text[:2]); n < 6 {
				t.Errorf("the text is in the page %d times", n)
			}
			if t.Failed() {
				t.Fatalf("with %s", quote(text))
			}
		}
		// A fault shows the line itself.
		m = records(t)
		change(t, m, benelux, `kurz = "Benelux-Union"`, "kurz == "+quote(text))
		d = Make(input(m, edition), nil)
		if !strings.Contains(checkPage(t, served(d)).byID("stoerung").words(), text[:2]) {
			t.Errorf("the fault does not show the line with %s", text)
		}
	}
	// So does what somebody asks for.
	for _, text := range evil {
		p := Make(input(records(t), text), nil).page()
		p.Asked = text
		checkPage(t, p.execute())
	}
}

// TestSlugs: a record may be called as the page calls its own parts.
func TestSlugs(t *testing.T) {
	m := records(t)
	for _, slug := range []string{"inhalt", "rand", "s1", "befunde", "meldung"} {
		text := strings.ReplaceAll(string(m[benelux].Data), "benelux-union", slug)
		text = strings.ReplaceAll(text, "Benelux-Union", "Partner "+slug)
		m["partnerschaften/"+slug+".toml"] = &fstest.MapFile{Data: []byte(text)}
	}
	d := made(t, m, edition)
	root := checkPage(t, served(d))
	for _, a := range root.byID("inhalt").all("a") {
		target := root.byID(strings.TrimPrefix(a.attrs["href"], "#"))
		if target.words() != a.words() {
			t.Errorf("%q leads to %q", a.words(), target.words())
		}
	}
}

// TestFindingsLead: each finding leads to the passage that came from its record,
// and stands in that agreement's group.
func TestFindingsLead(t *testing.T) {
	d := made(t, records(t), edition)
	root := parse(t, served(d))
	leading := 0
	for _, li := range root.byID("befunde").all("li") {
		place := ""
		for _, b := range li.all("button") {
			place = b.attrs["data-ort"]
		}
		for _, a := range li.all("a") {
			if a.attrs["class"] != "stelle" {
				continue
			}
			leading++
			target := root.byID(strings.TrimPrefix(a.attrs["href"], "#"))
			file, _ := split(place)
			found := slices.ContainsFunc(target.all("button"), func(b *node) bool {
				other, _ := split(b.attrs["data-ort"])
				return other == file
			})
			if !found {
				t.Errorf("the finding at %s leads to %q", place, target.words())
			}
		}
	}
	if leading < 40 {
		t.Errorf("only %d findings lead somewhere", leading)
	}
	// A finding about an entry leads to that entry's own passage.
	seen := false
	for _, g := range d.groups {
		for _, f := range g.Findings {
			if g.Name == "Benelux-Union" && f.Code == "frage-ergebnis" {
				seen = true
				if got := root.byID(f.Target).words(); !strings.Contains(got, "Infopunktes") {
					t.Errorf("the finding about the last meeting leads to %q", got)
				}
			}
		}
	}
	if !seen {
		t.Error("no finding about the last meeting with the Benelux-Union")
	}
}

// TestChanges: exactly the sentences are marked that the edition before does
// not have.
func TestChanges(t *testing.T) {
	m := records(t)
	// The edition before is of the day before, and else the same.
	m["berichte/2023-Q3.toml"] = &fstest.MapFile{Data: bytes.ReplaceAll(m["berichte/2023-Q4.toml"].Data, []byte("2023-10-31"), []byte("2023-10-30"))}
	base := marked(t, made(t, m, edition))
	if i := slices.IndexFunc(base, func(s string) bool { return strings.Contains(s, "31. Oktober 2023") }); i < 0 {
		t.Errorf("the Stichtag is not marked: %q", base)
	}
	add := func(satz string) {
		m[benelux] = &fstest.MapFile{Data: append(bytes.Clone(m[benelux].Data), `
[[massnahme]]
kennung = "arbeitsgruppen"
name    = "die Mitarbeit in Arbeitsgruppen der Benelux-Union"
art     = "Austausch"
stand   = 2023-10-31
satz    = "`+satz+`"
quelle  = "Vermerk"
`...)}
	}
	add(sentence + " Das ist neu! Am 18. und 19. Mai 2023 ist auch dies neu (samt z. B. diesem).")
	got := marked(t, made(t, m, edition))
	want := []string{"Das ist neu! Am 18. und 19. Mai 2023 ist auch dies neu (samt z. B. diesem)."}
	for _, s := range base {
		i := slices.Index(got, s)
		if i < 0 {
			t.Errorf("%q is not marked any more", s)
			continue
		}
		got = slices.Delete(got, i, i+1)
	}
	if !slices.Equal(got, want) {
		t.Errorf("marked\n%q\nwant\n%q", got, want)
	}
	// The oldest edition has none before it.
	delete(m, "berichte/2023-Q3.toml")
	if d := made(t, m, edition); len(marked(t, d)) > 0 || d.Before != "" {
		t.Errorf("without an edition before it %q is marked", marked(t, d))
	}
}

// TestSplit: what placeOf joins comes apart again, with a drive's letter too.
func TestSplit(t *testing.T) {
	for _, want := range []diag.Pos{
		{File: "sources/haus.toml", Line: 3}, {File: "sources/haus.toml"},
		{File: "C:/Bericht 2023/sources/haus.toml", Line: 12}, {File: "C:/sources"}, {File: "C:"},
		{File: `\\server\abteilung/sources/haus.toml`, Line: 1},
	} {
		if file, line := split(placeOf(want)); file != want.File || line != want.Line {
			t.Errorf("%s comes apart as %q and %d", placeOf(want), file, line)
		}
	}
}

func TestSentences(t *testing.T) {
	for text, want := range map[string][]string{
		"Eins. Zwei! Drei? Vier":                    {"Eins. ", "Zwei! ", "Drei? ", "Vier"},
		"Am 18. und 19. Mai 2023. Dann.":            {"Am 18. und 19. ", "Mai 2023. ", "Dann."}, // a plain space; drafts have no-break ones
		"Am 18. und 19.\u00A0Mai, z.\u00A0B. hier.": {"Am 18. und 19.\u00A0Mai, z.\u00A0B. hier."},
		"„So.“ Und (so.) Ja":                        {"„So.“ ", "Und (so.) ", "Ja"},
		"Zeile\nZeile":                              {"Zeile\n", "Zeile"},
		"Neu: Das hier":                             {"Neu: Das hier"},
		"  ":                                        nil,
		"":                                          nil,
	} {
		var got []string
		for _, s := range sentences(text) {
			got = append(got, text[s[0]:s[1]])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// TestVersion: another version means that something else is shown, and the
// same that nothing else is.
func TestVersion(t *testing.T) {
	m := records(t)
	last := made(t, m, edition)
	page := served(last)
	if again := made(t, m, edition); again.Version() != last.Version() || !bytes.Equal(served(again), page) {
		t.Error("the same records give another page")
	}
	for _, step := range []struct {
		what, file, old, now string
		shown                bool
	}{
		{"a note that is not printed", benelux, "(„noch in diesem Jahr“)", "(„noch dieses Jahr“)", false},
		{"a sentence", benelux, sentence, rewrite, true},
		{"a comment that moves lines", benelux, "kurz = ", "# Moin\nkurz = ", true},
		{"a line that a finding shows", benelux, "[[begegnung]]\nkennung    = \"gespraech", "[[begegnung]] # !\nkennung    = \"gespraech", true},
		{"the edition before", "berichte/2023-Q3.toml", "2023-09-30", "2023-09-29", false},
		{"the list of editions", "berichte/2023-Q3.toml", "2023-09-29", "2023-09-28", true},
		{"a fault", benelux, "typ  =", "typ  ==", true},
		{"its place", benelux, "kurz = ", "\nkurz = ", true},
		{"its end", benelux, "typ  ==", "typ  =", true},
	} {
		change(t, m, step.file, step.old, step.now)
		d := Make(input(m, edition), last)
		if again := Make(input(m, edition), d); again.Version() != d.Version() {
			t.Errorf("%s: made again it has another version", step.what)
		}
		now := served(d)
		differs := !bytes.Equal(bytes.ReplaceAll(now, []byte(d.Version()), nil), bytes.ReplaceAll(page, []byte(last.Version()), nil))
		if changed := d.Version() != last.Version(); changed != differs {
			t.Errorf("%s: the version changes: %v, the page: %v", step.what, changed, differs)
		}
		if step.shown && !differs {
			t.Errorf("%s: nothing else is shown", step.what)
		}
		if step.what == "a note that is not printed" && differs {
			t.Errorf("%s: something else is shown", step.what)
		}
		last, page = d, now
	}
}

// TestExcerpt: of a line a finding shows what is near its place.
func TestExcerpt(t *testing.T) {
	long := strings.Repeat("ä", 2*reach)
	for _, c := range []struct {
		line   string
		column int
		want   [3]string
	}{
		{"", 0, [3]string{}},
		{"", 3, [3]string{}},
		{"aäb", 0, [3]string{"aäb", "", ""}},
		{"aäb", 1, [3]string{"", "a", "äb"}},
		{"aäb", 2, [3]string{"a", "ä", "b"}},
		{"aäb", 3, [3]string{"aä", "b", ""}},
		{"aäb", 4, [3]string{"aäb", "", ""}},
		{long, 0, [3]string{long[:2*reach] + "…", "", ""}},
		{long + "x" + long, 2*reach + 1, [3]string{"…" + long[:2*reach], "x", long[:2*reach] + "…"}},
		{long[:2*reach] + "x" + long[:2*reach], reach + 1, [3]string{long[:2*reach], "x", long[:2*reach]}},
	} {
		if got := excerpt(c.line, c.column); got != c.want {
			t.Errorf("%.10q, column %d: %q, want %q", c.line, c.column, got, c.want)
		}
	}
}

// TestFaults: while a record is broken the last draft stays, and the faults
// stand above it.
func TestFaults(t *testing.T) {
	m := records(t)
	good := made(t, m, edition)
	sheet := func(d *Draft) string { return parse(t, served(d)).byID("entwurf").words() }
	above := func(d *Draft) *node { return parse(t, served(d)).byID("stoerung") }
	if !above(good).has("hidden") {
		t.Errorf("there are faults: %s", above(good).words())
	}

	change(t, m, benelux, "typ  =", "typ  ==")
	change(t, m, "partnerschaften/ghana.toml", "typ  ", "tip  ")
	bad := Make(input(m, edition), good)
	if sheet(bad) != sheet(good) || bad.Missing {
		t.Error("the draft is not the last good one")
	}
	text := above(bad).words()
	for _, want := range []string{
		"Der Entwurf darunter ist der letzte fehlerfreie",
		"sources/partnerschaften/benelux-union.toml, Zeile 6, Spalte 7",
		"sources/partnerschaften/ghana.toml, Zeile ",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the faults do not say %q:\n%s", want, text)
		}
	}
	if above(bad).has("hidden") || !bad.Knows("sources/partnerschaften/benelux-union.toml:6") || good.Knows("sources/partnerschaften/benelux-union.toml:6") {
		t.Error("the place of the fault is not known, or to the wrong draft")
	}

	change(t, m, "partnerschaften/ghana.toml", "tip  ", "typ  ")
	worse := Make(input(m, edition), bad)
	if sheet(worse) != sheet(good) || strings.Contains(above(worse).words(), "ghana") {
		t.Error("of two faults one is mended, and the page does not show it")
	}
	change(t, m, benelux, "typ  ==", "typ  =")
	if mended := Make(input(m, edition), worse); mended.Version() != good.Version() || !bytes.Equal(served(mended), served(good)) {
		t.Error("what is mended is not as it was")
	}

	// Without a last draft there is only the fault, and where else to go.
	first := Make(input(m, "2023-Q5"), nil)
	root := parse(t, served(first))
	if !first.Missing || !strings.Contains(root.byID("stoerung").words(), "Noch kein Entwurf Fehler: Die Ausgabe „2023-Q5“ gibt es nicht.") {
		t.Errorf("an edition that does not exist: %s", root.byID("stoerung").words())
	}
	if options := root.all("option"); len(options) != 2 || options[0].attrs["value"] != edition {
		t.Errorf("from an edition that does not exist one can go to %d others", len(options))
	}
	if now := Make(input(m, edition), first); now.Missing || now.Version() != good.Version() {
		t.Error("a first draft differs after a fault")
	}
}

// marked returns the texts that are marked as new, in their order.
func marked(t *testing.T, d *Draft) []string {
	t.Helper()
	var list []string
	for _, n := range parse(t, served(d)).byID("entwurf").all("ins") {
		list = append(list, n.words())
	}
	return list
}
