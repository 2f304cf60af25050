package build

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"umsetzungsstand/internal/compose"
	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
	"umsetzungsstand/templates"
)

// The clerks' manual shows what the report makes of records; these tests hold
// that it does. What the manual says of the loader is held by package record.

const manualFile = "../../sources/LIESMICH.md"

// manualChapters returns the manual's chapters, the preface first.
func manualChapters(t *testing.T) []string {
	t.Helper()
	data, err := os.ReadFile(manualFile)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n## ")
}

var manualTOML = regexp.MustCompile("(?ms)^```toml\n(.*?)^```$")

// manualSection returns what a report as of the day prints below the heading
// and title of the manual's example partnership, to which the chapter's entries
// have been added.
func manualSection(t *testing.T, chapter int, asOf string) string {
	t.Helper()
	const slug = "musterregion"
	name := "partnerschaften/" + slug + ".toml"
	chapters := manualChapters(t)
	partnership := ""
	for _, m := range manualTOML.FindAllStringSubmatch(chapters[1], -1) {
		if strings.HasPrefix(m[1], "# sources/"+name+"\n") {
			partnership = m[1]
		}
	}
	if partnership == "" {
		t.Fatalf("the manual does not show %s", name)
	}
	for _, m := range manualTOML.FindAllStringSubmatch(chapters[chapter], -1) {
		partnership += "\n" + m[1]
	}
	day, err := date.ParseDay(asOf)
	if err != nil {
		t.Fatal(err)
	}
	sources := fstest.MapFS{
		name: {Data: []byte(partnership)},
		"berichte/2023-Q4.toml": {Data: []byte("stichtag = 2023-10-31\nanlass = \"regelmäßig\"\n" +
			"zustand = \"entwurf\"\nthema = \"Umsetzungsstand\"\nausschuss = \"Ausschuss für Europa und Internationales\"\n")},
	}
	for _, name := range []string{"haus.toml", "ressorts.toml"} {
		data, err := os.ReadFile("../../sources/" + name)
		if err != nil {
			t.Fatal(err)
		}
		sources[name] = &fstest.MapFile{Data: data}
	}
	set, findings := record.Load(sources)
	if len(findings) > 0 {
		t.Fatalf("load:\n%s", findings)
	}
	draft, findings := compose.Compose(report.Make(set, &set.Editions[0], day), nil, templates.FS)
	if len(findings) > 0 {
		t.Fatalf("compose:\n%s", findings)
	}
	_, section, ok := strings.Cut(string(draft.Markdown), `<a id="`+slug+`"></a>`)
	_, section, titled := strings.Cut(section, "<!-- us:vereinbarung -->\n\n")
	_, section, follows := strings.Cut(section, "\n\n")
	if !ok || !titled || !follows {
		t.Fatalf("the report does not tell of %s:\n%s", slug, draft.Markdown)
	}
	section, _, _ = strings.Cut(section, "\n## ")
	return strings.TrimSpace(section)
}

// TestManualExample: the ministry's e-mail of chapter 6 is printed as the
// manual says; -update rewrites it there.
func TestManualExample(t *testing.T) {
	got := strings.TrimSpace("> " + strings.ReplaceAll(manualSection(t, 6, "31.10.2023"), "\n", "\n> "))
	got = strings.ReplaceAll(got, "\n> \n", "\n>\n")
	chapters := manualChapters(t)
	quotation := regexp.MustCompile(`(?m)(^>.*\n?)+`)
	want := strings.TrimSpace(quotation.FindString(chapters[6]))
	if got == want {
		return
	}
	if !*update {
		t.Errorf("the report says\n%s\nthe manual says\n%s", got, want)
		return
	}
	chapters[6] = strings.Replace(chapters[6], want, got, 1)
	if err := os.WriteFile(manualFile, []byte(strings.Join(chapters, "\n## ")), 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestManualVersions: the plan that moves is printed as the table of chapter 2
// says for each Stichtag.
func TestManualVersions(t *testing.T) {
	rows := regexp.MustCompile(`(?m)^\| (\d+\.\d+\.\d{4}) \| (.*) \|$`).FindAllStringSubmatch(manualChapters(t)[2], -1)
	if len(rows) != 3 {
		t.Errorf("the table has %d rows, not three", len(rows))
	}
	for _, row := range rows {
		if got := manualSection(t, 2, row[1]); got != row[2] {
			t.Errorf("on %s the report says\n%s\nthe manual says\n%s", row[1], got, row[2])
		}
	}
}
