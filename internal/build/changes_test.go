package build

import (
	"os"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"umsetzungsstand/internal/compose"
	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/markdown"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
	"umsetzungsstand/templates"
)

// TestChanges: the second sample edition differs from the first in this.
func TestChanges(t *testing.T) {
	for _, since := range []string{"", "2023-Q3"} {
		md, findings := Changes(sampleInput("2023-Q4"), since, nil)
		if len(findings) > 0 {
			t.Errorf("findings:\n%s", findings)
		}
		golden(t, "changes-2023-Q4.md", string(md))
	}
}

const allChanges = "testdata/changes-alle.txtar"

// allChangesSources returns the records between whose editions everything
// happens, and the archive that they are from.
func allChangesSources(t *testing.T) (*txtar.Archive, fstest.MapFS) {
	t.Helper()
	archive, err := txtar.ParseFile(allChanges)
	if err != nil {
		t.Fatal(err)
	}
	sources := fstest.MapFS{}
	for _, f := range archive.Files {
		if strings.HasSuffix(f.Name, ".toml") {
			sources[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return archive, sources
}

// TestAllChanges: everything that can happen between two editions is told, in
// the message and, if it is no affair of the house alone, in the report.
func TestAllChanges(t *testing.T) {
	archive, sources := allChangesSources(t)
	in := Input{Sources: Tree{Name: "sources", FS: sources}, Templates: Tree{Name: "templates", FS: templates.FS}, Edition: "2023-Q3"}
	message, findings := Changes(in, "", nil)
	if len(findings) > 0 {
		t.Fatalf("changes:\n%s", findings)
	}
	r, findings := Draft(in)
	if len(findings) > 0 {
		t.Fatalf("draft:\n%s", findings)
	}
	_, part, _ := strings.Cut(string(r.Markdown), `<a id="aenderungen"></a>`)
	part, _, _ = strings.Cut(part, "\n## ")

	set, _ := record.Load(sources)
	before, after := report.Make(set, report.Find(set, "2023-Q2"), date.Day{}), report.Make(set, report.Find(set, "2023-Q3"), date.Day{})
	backwards, findings := compose.ComposeChanges(nil, after, before, templates.FS)
	noErrors(t, "backwards", findings)
	told := map[string]bool{}
	for _, c := range append(report.Diff(before, after), report.Diff(after, before)...) {
		told[c.Event().String()] = true
	}
	for _, event := range report.Events() {
		if !told[event] {
			t.Errorf("nothing of the kind %q happens", event)
		}
	}

	outputs := []txtar.File{
		{Name: "changes.md", Data: message},
		{Name: "teil.md", Data: []byte("## " + strings.TrimSpace(part) + "\n")},
		{Name: "rueckwaerts.md", Data: backwards.Markdown},
	}
	if *update {
		for i := len(archive.Files) - 1; i >= 0; i-- {
			if strings.HasSuffix(archive.Files[i].Name, ".md") {
				archive.Files = append(archive.Files[:i], archive.Files[i+1:]...)
			}
		}
		archive.Files = append(archive.Files, outputs...)
		if err := os.WriteFile(allChanges, txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want := map[string]string{}
	for _, f := range archive.Files {
		want[f.Name] = strings.ReplaceAll(string(f.Data), "\r\n", "\n")
	}
	for _, out := range outputs {
		if string(out.Data) != want[out.Name] {
			t.Errorf("%s, %s: now\n%s\n(go test ./internal/build -update rewrites it)", allChanges, out.Name, out.Data)
		}
	}
}

// notInChanges are the texts of partnerships, groups and ministries that the
// records of changes-alle.txtar print nowhere in a message, with the reason.
var notInChanges = map[string]string{
	"Group.Title":     "the message has the short name",
	"Partner.Short":   "the message has the partnership's",
	"Partner.With":    "the message has the partnership's",
	"Partnership.Who": "the message has the short name and the dative",
}

// TestHostileChanges: whatever stands in a text of the records comes out of the
// message, and out of the report's part, as itself.
func TestHostileChanges(t *testing.T) {
	_, sources := allChangesSources(t)
	for _, f := range textFields(t) {
		switch f.owner {
		case reflect.TypeFor[record.House](), reflect.TypeFor[record.Edition](), reflect.TypeFor[record.Request](), reflect.TypeFor[record.Addressee](),
			reflect.TypeFor[record.Signatory](), reflect.TypeFor[record.Line](), reflect.TypeFor[record.Words](), reflect.TypeFor[record.Abbreviation](),
			reflect.TypeFor[record.Foreign](), reflect.TypeFor[record.Spelling](), reflect.TypeFor[record.Acceptance]():
			continue
		}
		if notPrinted[f.String()] != "" {
			continue
		}
		t.Run(f.String(), func(t *testing.T) {
			t.Parallel()
			appeared := 0
			for n := 0; n < len(f.values); {
				set, findings := record.Load(sources)
				noErrors(t, "load", findings)
				planted := f.plant(set, n)
				n += max(1, len(planted))
				before, after := report.Make(set, report.Find(set, "2023-Q2"), date.Day{}), report.Make(set, report.Find(set, "2023-Q3"), date.Day{})
				for _, pair := range [][2]*report.Edition{{before, after}, {after, before}} {
					draft, findings := compose.ComposeChanges(nil, pair[0], pair[1], templates.FS)
					noErrors(t, "changes", findings)
					// As a part of a draft, for the reader of such.
					doc, findings := markdown.Parse(append([]byte("<!-- us:dokument 1\nedition: x\ntitel: x\nverfasser: x\ndatum: 2023\n-->\n\n<!-- us:teil bericht -->\n\n"), draft.Markdown...), "x.md")
					noErrors(t, "parse", findings)
					appeared += mustAppear(t, "message", documentText(doc), planted)
				}
				mustAppear(t, "report", documentText(draftOf(t, set, "2023-Q3").Document), planted)
			}
			switch reason := notInChanges[f.String()]; {
			case appeared == 0 && reason == "":
				t.Errorf("no value of the field is printed in any message")
			case appeared > 0 && reason != "":
				t.Errorf("is printed, although: %s", reason)
			}
		})
	}
}

// TestChangesPart: the part about changes stands only in an edition that wants
// it and comes after another one.
func TestChangesPart(t *testing.T) {
	for _, tt := range []struct {
		edition, asOf string
		wanted, want  bool
	}{
		{"2023-Q4", "", false, false},
		{"2023-Q4", "", true, true},
		{"2023-Q4", "2023-10-10", true, true},
		{"2023-Q4", "2023-09-30", true, false},
		{"2023-Q4", "2023-06-30", true, false},
		{"2023-Q3", "", true, false},
	} {
		set := sampleSet(t)
		report.Find(set, tt.edition).Changes = tt.wanted
		ed := report.Make(set, report.Find(set, tt.edition), date.Day{})
		if tt.asOf != "" {
			day, err := date.ParseDay(tt.asOf)
			if err != nil {
				t.Fatal(err)
			}
			ed = report.Make(set, ed.Record, day)
		}
		r := &Result{Edition: ed}
		in := sampleInput(tt.edition)
		noErrors(t, "compose", r.compose(in, in.Templates.FS))
		if got := strings.Contains(string(r.Markdown), `<a id="aenderungen"></a>`); got != tt.want {
			t.Errorf("%+v: has the part: %t", tt, got)
		}
	}
}

// TestChangesScale: a message may tell of as many partnerships as a report.
func TestChangesScale(t *testing.T) {
	set := sampleSet(t)
	multiply(set, 2000)
	before, after := report.Make(set, report.Find(set, "2023-Q3"), date.Day{}), report.Make(set, report.Find(set, "2023-Q4"), date.Day{})
	draft, findings := compose.ComposeChanges(nil, before, after, templates.FS)
	noErrors(t, "changes", findings)
	if n := strings.Count(string(draft.Markdown), "\n## "); n < 800 {
		t.Errorf("only %d headings", n)
	}
}
