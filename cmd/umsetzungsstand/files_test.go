package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
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
		i, err := swap([]string{draft, filepath.Join(dir, "fehlt")}, []string{pdf, md})
		if i != 1 || !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%d, %v", i, err)
		}
		holds(t, dir, map[string]string{"a.pdf": "altes PDF", "a.md": "altes Markdown"})
	})
	t.Run("not there before", func(t *testing.T) {
		dir := t.TempDir()
		draft := put(t, dir, "neu", "neues PDF")
		_, err := swap([]string{draft, filepath.Join(dir, "fehlt")}, []string{filepath.Join(dir, "a.pdf"), filepath.Join(dir, "a.md")})
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
	if err := replaceAll([]file{{a, []byte("1")}, {b, []byte("2")}}); err != nil {
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
	err = replaceAll([]file{{a, []byte("3")}, {b, []byte("4")}})
	var fault *writeError
	if !errors.As(err, &fault) || fault.path != b || !errors.Is(err, syscall.EISDIR) {
		t.Errorf("error %v", err)
	}
	if err := os.Remove(b); err != nil {
		t.Fatal(err)
	}
	holds(t, filepath.Join(dir, "neu"), map[string]string{"a": "1"})
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
	fsys := germanFS{root.FS()}
	_, escaping := fsys.Open("hinaus")
	_, missing := fs.ReadFile(fsys, "fehlt")
	_, noFolder := fs.ReadDir(fsys, "fehlt")
	for _, tt := range []struct {
		err  error
		want string
	}{
		{escaping, "open hinaus: eine Verknüpfung führt aus dem Ordner hinaus"},
		{missing, "read fehlt: dort liegt nichts"},
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
		&fs.PathError{Op: "open", Path: "x", Err: syscall.ELOOP}:        "eine Verknüpfung führt im Kreis",
	} {
		if got := germanCause(err); got != want {
			t.Errorf("%v: %q, want %q", err, got, want)
		}
	}
}
