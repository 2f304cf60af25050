package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// write puts a file into a folder and returns its path.
func put(t *testing.T, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// holds checks the names and contents of all files of a folder.
func holds(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		if _, ok := want[e.Name()]; !ok {
			t.Errorf("left behind: %s", e.Name())
		}
	}
	for name, content := range want {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != content {
			t.Errorf("%s: %q, %v, want %q", name, got, err, content)
		}
	}
}

// TestSwapBack: when the second file cannot be renamed, the first is as it was.
func TestSwapBack(t *testing.T) {
	t.Run("there before", func(t *testing.T) {
		dir := t.TempDir()
		pdf, md := put(t, dir, "a.pdf", "altes PDF"), put(t, dir, "a.md", "altes Markdown")
		draft := put(t, dir, "neu", "neues PDF")
		i, err := swap([]string{draft, filepath.Join(dir, "fehlt")}, []file{{path: pdf}, {path: md}})
		if i != 1 || !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%d, %v", i, err)
		}
		holds(t, dir, map[string]string{"a.pdf": "altes PDF", "a.md": "altes Markdown"})
	})
	t.Run("not there before", func(t *testing.T) {
		dir := t.TempDir()
		draft := put(t, dir, "neu", "neues PDF")
		_, err := swap([]string{draft, filepath.Join(dir, "fehlt")}, []file{{path: filepath.Join(dir, "a.pdf")}, {path: filepath.Join(dir, "a.md")}})
		if !errors.Is(err, fs.ErrNotExist) {
			t.Error(err)
		}
		holds(t, dir, map[string]string{})
	})
}

// TestReplaceAll: all files or none, with the rights of any new file, and
// nothing left behind.
func TestReplaceAll(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "neu", "a"), filepath.Join(dir, "neu", "b")
	if err := replaceAll([]file{{path: a, data: []byte("1")}, {path: b, data: []byte("2")}}, time.Now(), nil); err != nil {
		t.Fatal(err)
	}
	holds(t, filepath.Join(dir, "neu"), map[string]string{"a": "1", "b": "2"})
	plain, err := os.Stat(put(t, dir, "plain", ""))
	if err != nil {
		t.Fatal(err)
	}
	if made, err := os.Stat(a); err != nil || made.Mode() != plain.Mode() {
		t.Errorf("rights %v, %v, want %v", made.Mode(), err, plain.Mode())
	}

	if err := os.Remove(b); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(b, 0o777); err != nil {
		t.Fatal(err)
	}
	err = replaceAll([]file{{path: a, data: []byte("3")}, {path: b, data: []byte("4")}}, time.Now(), nil)
	var fault *writeError
	if !errors.As(err, &fault) || fault.path != b || !errors.Is(err, syscall.EISDIR) {
		t.Errorf("error %v", err)
	}
	if err := os.Remove(b); err != nil {
		t.Fatal(err)
	}
	holds(t, filepath.Join(dir, "neu"), map[string]string{"a": "1"})
}

// TestReplaceLinked: names that hard links give to other files as well are
// parted from them, and both outputs from each other.
func TestReplaceLinked(t *testing.T) {
	dir := t.TempDir()
	source, pdf, md := put(t, dir, "quelle.toml", "Quelle"), filepath.Join(dir, "a.pdf"), filepath.Join(dir, "a.md")
	for _, name := range []string{pdf, md} {
		if err := os.Link(source, name); err != nil {
			t.Skip(err)
		}
	}
	if err := replaceAll([]file{{path: pdf, data: []byte("1")}, {path: md, data: []byte("2")}}, time.Now(), nil); err != nil {
		t.Fatal(err)
	}
	holds(t, dir, map[string]string{"quelle.toml": "Quelle", "a.pdf": "1", "a.md": "2"})
}

// TestSweep: what a killed run has left goes a day later, and nothing else.
func TestSweep(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.pdf")
	names := map[string]string{}
	for _, name := range []string{
		"a.pdf", ".a.pdf.neu", ".a.pdf.1.neu~", ".a.pdf.-1.neu", ".a.pdf.01.neu", ".a.pdf.x.neu",
		".a.pdf.4294967296.neu", "a.pdf.1.neu", ".a.md.1.neu", ".a.pdf.1.alt",
	} {
		put(t, dir, name, "bleibt")
		names[name] = "bleibt"
	}
	put(t, dir, ".a.pdf.4294967295.neu", "geht")
	if err := os.Mkdir(filepath.Join(dir, ".a.pdf.2.neu"), 0o777); err != nil {
		t.Fatal(err)
	}
	left, err := writeBeside(path, []byte("geht"))
	if err != nil {
		t.Fatal(err)
	}

	soon := time.Now().Add(time.Hour)
	sweep(path, soon)
	if _, err := os.Stat(left); err != nil {
		t.Error("what another run may still need is gone")
	}
	if err := replaceAll([]file{{path: path, data: []byte("neu")}}, soon.Add(staleAfter), nil); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, ".a.pdf.2.neu")); err != nil {
		t.Error("a folder is none of ours")
	}
	names["a.pdf"] = "neu"
	holds(t, dir, names)
}

// TestReadFile: only ordinary files, and none that is too large.
func TestReadFile(t *testing.T) {
	dir := t.TempDir()
	path := put(t, dir, "a.md", "1234")
	if data, err := readFile(path, 4); string(data) != "1234" || err != nil {
		t.Errorf("%q, %v", data, err)
	}
	if _, err := readFile(path, 3); err != errTooLarge {
		t.Errorf("too large: %v", err)
	}
	if _, err := readFile(dir, 3); !errors.Is(err, syscall.EISDIR) {
		t.Errorf("folder: %v", err)
	}
	if _, err := readFile(os.DevNull, 3); !errors.Is(err, errNoFile) {
		t.Errorf("device: %v", err)
	}
}

// TestGermanCause: no error of the system comes before a clerk in English, as
// far as it is known.
func TestGermanCause(t *testing.T) {
	outside := t.TempDir()
	put(t, outside, "geheim", "")
	dir := t.TempDir()
	put(t, dir, "datei", "")
	if err := os.Symlink(filepath.Join(outside, "geheim"), filepath.Join(dir, "hinaus")); err != nil {
		t.Skip(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	fsys := germanFS{folderFS{root}}
	_, escaping := fsys.Open("hinaus")
	_, missing := fs.ReadFile(fsys, "fehlt")
	_, noFolder := fs.ReadDir(fsys, "fehlt")
	if err := os.Symlink("kreis", filepath.Join(dir, "kreis")); err != nil {
		t.Fatal(err)
	}
	_, circle := fs.ReadFile(fsys, "kreis")
	_, circleOutside := filepath.EvalSymlinks(filepath.Join(dir, "kreis"))
	for _, tt := range []struct {
		err  error
		want string
	}{
		{escaping, "open hinaus: eine Verknüpfung führt aus dem Ordner hinaus"},
		{missing, "read fehlt: dort liegt nichts"},
		{circle, "read kreis: Verknüpfungen führen im Kreis"},
		{german("open", "kreis", circleOutside), "open kreis: Verknüpfungen führen im Kreis"},
		{noFolder, "readdir fehlt: dort liegt nichts"},
	} {
		if tt.err == nil || tt.err.Error() != tt.want {
			t.Errorf("error %v, want %s", tt.err, tt.want)
		}
	}
	if !errors.Is(missing, fs.ErrNotExist) {
		t.Error("the system's error is lost")
	}
	for err, want := range map[error]string{
		&fs.PathError{Op: "open", Path: "x", Err: syscall.EACCES}:       "dafür fehlt die Berechtigung",
		&fs.PathError{Op: "mkdir", Path: "x", Err: syscall.ENOTDIR}:     "ein Teil des Pfades ist kein Ordner",
		&fs.PathError{Op: "write", Path: "x", Err: syscall.EROFS}:       "der Datenträger ist schreibgeschützt",
		&fs.PathError{Op: "open", Path: "x", Err: syscall.ENAMETOOLONG}: "der Name ist zu lang",
		&fs.PathError{Op: "read", Path: "x", Err: errors.New("odd")}:    "das Betriebssystem nennt keinen Grund",
		&fs.PathError{Op: "read", Path: "x", Err: syscall.Errno(11111)}: "das Betriebssystem meldet den Fehler 11111",
		&fs.PathError{Op: "open", Path: "x", Err: syscall.ELOOP}:        "Verknüpfungen führen im Kreis",
	} {
		if got := germanCause(err); got != want {
			t.Errorf("%v: %q, want %q", err, got, want)
		}
	}
}

// TestCurrentFS: a folder is the one that bears its name at the time.
func TestCurrentFS(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "sources")
	f := germanFS{currentFS{dir}}
	text := func() string {
		data, err := fs.ReadFile(f, "a.toml")
		if err != nil {
			return err.Error()
		}
		return string(data)
	}
	for _, step := range []struct {
		what string
		do   func() error
		want string
	}{
		{"none", func() error { return nil }, "read a.toml: dort liegt nichts"},
		{"a folder", func() error {
			return errors.Join(os.Mkdir(dir, 0o777), os.WriteFile(filepath.Join(dir, "a.toml"), []byte("1"), 0o666))
		}, "1"},
		{"moved away", func() error { return os.Rename(dir, dir+"2") }, "read a.toml: dort liegt nichts"},
		{"a file", func() error { return os.WriteFile(dir, nil, 0o666) }, "read a.toml: ein Teil des Pfades ist kein Ordner"},
		{"another folder", func() error {
			return errors.Join(os.Remove(dir), os.Mkdir(dir, 0o777), os.WriteFile(filepath.Join(dir, "a.toml"), []byte("22"), 0o666))
		}, "22"},
	} {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		if got := text(); got != step.want {
			t.Errorf("%s: %q, want %q", step.what, got, step.want)
		}
	}
	if _, err := fs.ReadFile(f, "../sources2/a.toml"); err == nil {
		t.Error("what lies beside it can be read")
	}
	if list, err := fs.ReadDir(f, "."); err != nil || len(list) != 1 {
		t.Errorf("%v, %v", list, err)
	} else if info, err := list[0].Info(); err != nil || info.Size() != 2 {
		t.Errorf("%v, %v", info, err)
	}
}
