package check

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
)

// FuzzExamine: whatever can be loaded can be examined, on any day; what is
// found is sorted, stands in the file, is explained, and is found again.
func FuzzExamine(f *testing.F) {
	base, err := txtar.ParseFile("testdata/grund.txtar")
	if err != nil {
		f.Fatal(err)
	}
	files, err := filepath.Glob("testdata/faelle/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range archive.Files {
			name, target, _ := strings.Cut(part.Name, " ")
			if !strings.HasPrefix(name, "feuert") || strings.HasPrefix(target, "-") {
				continue
			}
			fsys := folderOf(base)
			fsys["woerter.toml"] = &fstest.MapFile{}
			lay(fsys, target, string(part.Data))
			text := func(name string) string { return string(fsys[name].Data) }
			f.Add(text("partnerschaften/ungarn.toml"), text("woerter.toml"), text("berichte/2023-Q4.toml"), uint16(0))
		}
	}
	samples, err := filepath.Glob("../../sources/partnerschaften/*.toml")
	if err != nil || len(samples) == 0 {
		f.Fatal("no sample records: ", err)
	}
	for _, file := range samples {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data), "", string(folderOf(base)["berichte/2023-Q4.toml"].Data), uint16(300))
	}
	f.Fuzz(func(t *testing.T, text, words, edition string, days uint16) {
		fsys := folderOf(base)
		fsys["partnerschaften/zweite.toml"] = &fstest.MapFile{Data: []byte(text)}
		fsys["woerter.toml"] = &fstest.MapFile{Data: []byte(words)}
		fsys["berichte/2023-Q4.toml"] = &fstest.MapFile{Data: []byte(edition)}
		set, findings := record.Load(fsys)
		if findings.Failed() {
			return
		}
		rec := report.Find(set, "")
		ed := report.Make(set, rec, date.Day{Year: 2020 + int(days)/360, Month: 1 + int(days)/30%12, Day: 1 + int(days)%28})
		var before *report.Edition
		if earlier := report.Before(set, rec); earlier != nil {
			before = report.Make(set, earlier, date.Day{})
		}
		r := Examine(ed, before)
		again := Examine(ed, before)
		if !reflect.DeepEqual(r, again) {
			t.Fatalf("not the same twice:\n%v\n%v", r.Findings, again.Findings)
		}
		sorted := slices.Clone(r.Findings)
		sorted.Sort()
		if !slices.Equal(sorted, r.Findings) {
			t.Fatalf("not sorted:\n%v", r.Findings)
		}
		for _, finding := range slices.Concat(r.Findings, r.Accepted) {
			sound(t, fsys, finding)
		}
		for _, word := range Words(ed) {
			if word.Text == "" || fsys[word.Pos.File] == nil {
				t.Fatalf("no word: %q in %s", word.Text, word.Pos.File)
			}
			word.readings()
		}
	})
}

// sound holds a finding against the files that it is about.
func sound(t *testing.T, fsys fstest.MapFS, f diag.Finding) {
	t.Helper()
	file := fsys[f.File]
	if file == nil {
		t.Fatalf("in no file: %v", f)
	}
	if lines := strings.FieldsFunc(string(file.Data), func(r rune) bool { return r == '\n' || r == '\r' }); f.Line < 1 || f.Line > len(lines)+strings.Count(string(file.Data), "\n") {
		t.Fatalf("behind the end of the file: %v", f)
	}
	if _, ok := severities[f.Code]; !ok || f.Text == "" || f.Hint == "" {
		t.Fatalf("without code, text or hint: %v", f)
	}
}
