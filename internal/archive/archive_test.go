package archive

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"umsetzungsstand/internal/diag"
)

// sample is a small bag with what a bag has: text, bytes, folders, an empty file.
func sample(name string) Bag {
	return Bag{
		Name: name,
		Files: []File{
			{"bericht.md", []byte("# Bericht " + name + "\n")},
			{"bericht.pdf", []byte("%PDF-1.7\x00\xff" + name)},
			{"quellen/haus.toml", []byte("amt = \"Ministerin\"\n")},
			{"quellen/partner/ungarn.toml", []byte("kurz = \"Ungarn\"\n")},
			{"leer.txt", nil},
		},
		Info: Info{
			{"Source-Organization", "Staatskanzlei"},
			{"External-Description", "Bericht über den Umsetzungsstand der Vereinbarungen des Landes mit ausländischen Partnern, mit allem, woraus er entstanden ist"},
			{"Bagging-Date", "2023-10-31"},
		},
	}
}

func create(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func putAll(t *testing.T, s *Store, names ...string) []Entry {
	t.Helper()
	var entries []Entry
	for _, name := range names {
		e, err := s.Put(context.Background(), sample(name))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		entries = append(entries, e)
	}
	return entries
}

func sound(t *testing.T, s *Store, digest string) {
	t.Helper()
	if _, findings := s.Verify(nil, digest); len(findings) > 0 {
		t.Errorf("findings on a sound archive:\n%s", findings)
	}
}

// tree returns all files of a folder by path.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestPut(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "neu", "archiv")
	s := create(t, dir)
	put := putAll(t, s, "2023-Q3", "2023-Q4", "2023-Q4-v2")
	sound(t, s, put[2].Digest)
	listed, findings := s.List()
	if len(findings) > 0 || len(listed) != 3 {
		t.Fatalf("%d entries, findings\n%s", len(listed), findings)
	}
	for i, e := range listed {
		if e.Name != put[i].Name || e.Digest != put[i].Digest || e.Number != i+1 || !slices.Equal(e.Info, put[i].Info) {
			t.Errorf("listed %+v, put %+v", e, put[i])
		}
	}
	if octets, files := listed[0].Size(); octets != 70 || files != 5 {
		t.Errorf("size %d of %d files", octets, files)
	}
	data, err := s.Data("2023-Q4")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range sample("2023-Q4").Files {
		if got, err := fs.ReadFile(data, f.Name); err != nil || string(got) != string(f.Data) {
			t.Errorf("%s: %q, %v", f.Name, got, err)
		}
	}
	files, err := s.Files("2023-Q4")
	if err != nil || len(files) != 11 || files[0] != (Contents{"bag-info.txt", files[0].Size}) || files[10].Path != "tagmanifest-sha512.txt" {
		t.Errorf("files %v, %v", files, err)
	}
	if _, err := s.Put(context.Background(), sample("2023-Q4")); !errors.Is(err, ErrExists) {
		t.Errorf("an existing name: %v", err)
	}
	if put[1].Info.Get(LabelPrevious) != "2023-Q3" || put[1].Info.Get(LabelPreviousDigest) != put[0].Digest || put[0].Info.Get(LabelPrevious) != "" {
		t.Errorf("the chain is not told: %q", put[1].Info)
	}
}

// TestSameBytes: a bag is the same wherever and whenever it is made.
func TestSameBytes(t *testing.T) {
	one, other := t.TempDir(), t.TempDir()
	putAll(t, create(t, one), "a", "b")
	putAll(t, create(t, other), "a", "b")
	x, y := tree(t, one), tree(t, other)
	if len(x) != len(y) || len(x) < 20 {
		t.Fatalf("%d and %d files", len(x), len(y))
	}
	for name := range x {
		if x[name] != y[name] {
			t.Errorf("%s differs", name)
		}
	}
}

func TestReadOnly(t *testing.T) {
	dir := t.TempDir()
	putAll(t, create(t, dir), "a")
	err := fs.WalkDir(os.DirFS(dir), "a", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		if mode := info.Mode(); !d.IsDir() && mode.Perm()&0o222 != 0 {
			t.Errorf("%s: %v", name, mode)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestPutRefuses: what cannot be kept everywhere is not put.
func TestPutRefuses(t *testing.T) {
	s := create(t, t.TempDir())
	for _, name := range []string{"", ".", "..", "../a", "a/../../b", "/a", "a/", "a//b", "ä.md", "a b", "a\nb", "a%b", `a\b`, "c:a", "~a", ".a", "-a", "a.", "con", "a/NUL.txt", strings.Repeat("a", 201)} {
		b := sample("a")
		b.Files = append(b.Files, File{name, nil})
		if _, err := s.Put(context.Background(), b); err == nil {
			t.Errorf("file %q: no error", name)
		}
		if _, err := s.Put(context.Background(), Bag{Name: name}); err == nil {
			t.Errorf("bag %q: no error", name)
		}
	}
	for _, twice := range [][]File{{{"a", nil}, {"a", nil}}, {{"a", nil}, {"A", nil}}, {{"x/a", nil}, {"X/b", nil}}} {
		if _, err := s.Put(context.Background(), Bag{Name: "b", Files: twice}); err == nil {
			t.Errorf("%v: no error", twice)
		}
	}
	for _, f := range []Field{{"", "a"}, {"a:b", "c"}, {"a\nb", "c"}, {" a", "b"}, {"a", " "}} {
		if _, err := s.Put(context.Background(), Bag{Name: "b", Info: Info{f}}); err == nil {
			t.Errorf("%q: no error", f)
		}
	}
	if e, f := s.List(); len(e)+len(f) > 0 {
		t.Errorf("left: %v %v", e, f)
	}
}

// TestLeftovers: what a run that was killed has left is told, and goes.
func TestLeftovers(t *testing.T) {
	dir := t.TempDir()
	s := create(t, dir)
	putAll(t, s, "a")
	left := filepath.Join(dir, ".neu-b", "data")
	if err := os.MkdirAll(left, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(left, "bericht.md"), nil, 0o444); err != nil {
		t.Fatal(err)
	}
	if _, findings := s.Verify(nil, ""); len(findings) != 1 || findings[0].Code != "archiv-rest" || findings.Failed() {
		t.Errorf("findings\n%s", findings)
	}
	putAll(t, s, "b")
	sound(t, s, "")
}

// TestInterrupted: who stops a run leaves nothing.
func TestInterrupted(t *testing.T) {
	dir := t.TempDir()
	s := create(t, dir)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Put(ctx, sample("a")); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if files := tree(t, dir); len(files) != 1 {
		t.Errorf("left: %q", files)
	}
}

// TestTwoAtOnce: of many runs at once each succeeds or says why not, and the
// chain holds.
func TestTwoAtOnce(t *testing.T) {
	dir := t.TempDir()
	busy := create(t, dir)
	unlock, err := busy.lock()
	if err != nil {
		t.Fatal(err)
	}
	s := create(t, dir)
	if _, err := s.Put(context.Background(), sample("a")); !errors.Is(err, ErrBusy) {
		t.Errorf("while another writes: %v", err)
	}
	unlock()
	errs := make(chan error)
	names := strings.Split("abcdefgh", "")
	for _, name := range names {
		go func() {
			s, err := Open(dir)
			if err == nil {
				defer s.Close()
				_, err = s.Put(context.Background(), sample(name))
			}
			errs <- err
		}()
	}
	put := 0
	for range names {
		if err := <-errs; err == nil {
			put++
		} else if !errors.Is(err, ErrBusy) {
			t.Errorf("error %v", err)
		}
	}
	if put == 0 {
		t.Error("nobody has won")
	}
	sound(t, s, "")
	if list, _ := s.List(); len(list) != put {
		t.Errorf("%d bags, %d were put", len(list), put)
	}
}

// TestLockIsLink: the lock is not taken where a link leads.
func TestLockIsLink(t *testing.T) {
	dir := t.TempDir()
	elsewhere := filepath.Join(t.TempDir(), "ziel")
	if err := os.Symlink(elsewhere, filepath.Join(dir, lockFile)); err != nil {
		t.Skip(err)
	}
	if _, err := create(t, dir).Put(context.Background(), sample("a")); !errors.Is(err, errNoFile) {
		t.Errorf("error %v", err)
	}
	if _, err := os.Lstat(elsewhere); err == nil {
		t.Error("the link was followed")
	}
}

// TestDamaged: nothing is chained to a bag that is not in order.
func TestDamaged(t *testing.T) {
	dir := t.TempDir()
	s := create(t, dir)
	putAll(t, s, "a", "b")
	overwrite(t, filepath.Join(dir, "b", "data", "bericht.md"), "anders")
	_, err := s.Put(context.Background(), sample("c"))
	var damaged *DamagedError
	if !errors.As(err, &damaged) || damaged.Findings.Count(diag.Error) == 0 {
		t.Errorf("error %v", err)
	}
}

func TestZip(t *testing.T) {
	var zips [2]strings.Builder
	for i := range zips {
		s := create(t, t.TempDir())
		putAll(t, s, "a")
		if err := s.Zip(&zips[i], "a"); err != nil {
			t.Fatal(err)
		}
	}
	if zips[0].String() != zips[1].String() {
		t.Error("two zips of the same bag differ")
	}
	dir := t.TempDir()
	unzip(t, zips[0].String(), dir)
	sound(t, create(t, dir), "")
}

// overwrite replaces a file, however it is protected.
func overwrite(t *testing.T, name, text string) {
	t.Helper()
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
