package preview

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"umsetzungsstand/internal/build"
	"umsetzungsstand/templates"
)

// sample is the folder of the sample records.
const sample = "../../sources"

// edition is the newest of the sample records, before the one before it.
const edition, before = "2023-Q4", "2023-Q3"

// benelux has a sentence that tests change.
const (
	benelux  = "partnerschaften/benelux-union.toml"
	sentence = "Auf Arbeitsebene wirkt die Landesregierung laufend in Arbeitsgruppen der Benelux-Union zu unterschiedlichen Themen mit."
	rewrite  = "Auf Arbeitsebene wirkt die Landesregierung stetig in Arbeitsgruppen der Benelux-Union zu vielen Themen mit."
)

// input returns what drafts of the records in a file system are made of.
func input(records fs.FS, name string) build.Input {
	return build.Input{
		Sources:   build.Tree{Name: "sources", FS: records},
		Templates: build.Tree{Name: "templates", FS: templates.FS},
		Edition:   name,
	}
}

// records returns the sample records in memory.
func records(t testing.TB) fstest.MapFS {
	t.Helper()
	m := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS(sample), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(os.DirFS(sample), name)
		m[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// replaced returns the text of a record with a stretch replaced.
func replaced(t testing.TB, text []byte, old, now string) []byte {
	t.Helper()
	if !strings.Contains(string(text), old) {
		t.Fatalf("the record does not hold %q", old)
	}
	return []byte(strings.Replace(string(text), old, now, 1))
}

// change replaces a stretch of a record in memory.
func change(t testing.TB, m fstest.MapFS, name, old, now string) {
	t.Helper()
	m[name] = &fstest.MapFile{Data: replaced(t, m[name].Data, old, now)}
}

// folder returns the sample records in a folder of their own.
func folder(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(sample)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// save replaces a stretch of a record in a folder, as an editor does that
// writes into the file.
func save(t testing.TB, dir, name, old, now string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, replaced(t, data, old, now), 0o666); err != nil {
		t.Fatal(err)
	}
}

// made makes a draft that has no faults.
func made(t testing.TB, records fs.FS, name string) *Draft {
	t.Helper()
	d := Make(input(records, name), nil)
	if len(d.Faults) > 0 || d.Missing {
		t.Fatalf("no draft: %v", d.Faults)
	}
	return d
}
