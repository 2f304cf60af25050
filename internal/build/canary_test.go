package build

import (
	"bytes"
	"fmt"
	"io/fs"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"umsetzungsstand/internal/compose"
	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
	"umsetzungsstand/templates"
)

// TestCanary: sources, notes and comments are the house's own affair and
// appear in no byte of what is sent.
func TestCanary(t *testing.T) {
	for _, edition := range editions {
		t.Run(edition, func(t *testing.T) {
			commented, comments := withComments(t, sampleInput("").Sources.FS)
			set, findings := record.Load(commented)
			noErrors(t, "load", findings)
			notes := 0
			eachEntry(reflect.ValueOf(set).Elem(), func(e *record.Entry) {
				notes++
				e.Note = fmt.Sprintf("Kanarienvermerk%d", notes)
				e.Source = fmt.Sprintf("Kanarienquelle%d", notes)
			})
			if comments < 50 || notes < 100 {
				t.Fatalf("only %d comments and %d notes planted", comments, notes)
			}
			accepted := []record.Acceptance{{Code: "a", Reason: "Kanarienvermerk"}}
			for i := range set.Partnerships {
				set.Partnerships[i].Accepted = accepted
			}
			set.Groups[0].Accepted = accepted
			for i := range set.Editions {
				set.Editions[i].Accepted = accepted
			}
			// The search finds what is really there.
			probe := slices.IndexFunc(set.Partnerships, func(p record.Partnership) bool { return p.Slug == "dnipropetrowsk" })
			set.Partnerships[probe].Short = "Kanarienprobe"
			set.Partnerships[probe].Who, set.Partnerships[probe].With = "", ""
			rec := report.Find(set, edition)
			rec.Changes = true
			longAgo := date.Day{Year: 2022, Month: 6, Day: 30}
			message, findings := compose.ComposeChanges(nil, report.Make(set, rec, longAgo), report.Make(set, rec, date.Day{}), templates.FS)
			noErrors(t, "changes", findings)

			r := resultOf(t, set, edition)
			doc := readPDF(t, r.PDF)
			outputs := map[string][]byte{
				"Markdown":           r.Markdown,
				"the changes":        message.Markdown,
				"the PDF's bytes":    r.PDF,
				"the PDF's text":     []byte(doc.Text()),
				"the PDF's metadata": fmt.Append(nil, doc.Info),
			}
			for name, data := range outputs {
				for _, word := range []string{"Kanarienvermerk", "Kanarienquelle", "Kanarienkommentar"} {
					if at := bytes.Index(data, []byte(word)); at >= 0 {
						t.Errorf("%s: %s", name, around(string(data), at))
					}
				}
			}
			for _, name := range []string{"Markdown", "the changes", "the PDF's text"} {
				if !bytes.Contains(outputs[name], []byte("Kanarienprobe")) {
					t.Errorf("%s: the probe is not found", name)
				}
			}
		})
	}
}

// eachEntry calls f with every entry of the records.
func eachEntry(v reflect.Value, f func(*record.Entry)) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			eachEntry(v.Index(i), f)
		}
	case reflect.Struct:
		if e, ok := v.Addr().Interface().(*record.Entry); ok {
			f(e)
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				eachEntry(v.Field(i), f)
			}
		}
	}
}

// withComments returns the records with a comment before and behind every
// table header and at the beginning and end of every file.
func withComments(t *testing.T, fsys fs.FS) (fstest.MapFS, int) {
	t.Helper()
	n := 0
	comment := func() string {
		n++
		return fmt.Sprintf("# Kanarienkommentar%d", n)
	}
	header := regexp.MustCompile(`(?m)^\[.*\]$`)
	commented := fstest.MapFS{}
	err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, path)
		if err != nil {
			return err
		}
		if strings.HasSuffix(path, ".toml") {
			text := header.ReplaceAllStringFunc(string(data), func(h string) string {
				return comment() + "\n" + h + " " + comment()
			})
			data = []byte(comment() + "\n" + text + "\n" + comment() + "\n")
		}
		commented[path] = &fstest.MapFile{Data: data}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return commented, n
}
