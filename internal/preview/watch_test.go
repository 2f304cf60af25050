package preview

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// watched is a folder that is watched.
type watched struct {
	dir   string
	calls atomic.Int64
	state func() string // what the last call has seen
	stop  func()
}

// watchFolder watches a folder; if it is silent, the system sends no events.
func watchFolder(t *testing.T, dir string, silent bool) *watched {
	t.Helper()
	w := &watched{dir: dir}
	var seen atomic.Value
	seen.Store("")
	w.state = func() string { return seen.Load().(string) }
	ctx, cancel := context.WithCancel(context.Background())
	f := Folder{Path: dir, FS: os.DirFS(dir)}
	if silent {
		f.Path = filepath.Join(dir, "gibt", "es", "nicht")
	}
	var group sync.WaitGroup
	group.Go(func() {
		Watch(ctx, []Folder{f}, func() {
			seen.Store(w.files(t))
			w.calls.Add(1)
		})
	})
	w.stop = func() {
		cancel()
		group.Wait()
	}
	t.Cleanup(w.stop)
	until(t, "the watch has begun", func() bool { return w.calls.Load() == 1 })
	return w
}

// files returns names and texts of what is in the folder.
func (w *watched) files(t *testing.T) string {
	var b strings.Builder
	filepath.WalkDir(w.dir, func(name string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() && name != w.dir && temporary(name) {
			return filepath.SkipDir
		}
		if err == nil && !d.IsDir() && !temporary(name) {
			if data, err := os.ReadFile(name); err == nil {
				fmt.Fprintf(&b, "%s=%s ", filepath.Base(name), data)
			}
		}
		return nil
	})
	return strings.TrimSpace(b.String())
}

func (w *watched) write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(w.dir, name), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func (w *watched) rename(t *testing.T, from, to string) {
	t.Helper()
	if err := os.Rename(filepath.Join(w.dir, from), filepath.Join(w.dir, to)); err != nil {
		t.Fatal(err)
	}
}

// sees waits until the last call has seen the state.
func (w *watched) sees(t *testing.T, want string) {
	t.Helper()
	until(t, "it sees "+want, func() bool { return w.state() == want })
}

// TestWatch: however an editor saves, the new state is seen.
func TestWatch(t *testing.T) {
	for _, silent := range []bool{false, true} {
		t.Run(map[bool]string{false: "events", true: "polling"}[silent], func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if err := os.MkdirAll(filepath.Join(dir, "partnerschaften"), 0o777); err != nil {
				t.Fatal(err)
			}
			w := watchFolder(t, dir, silent)
			if w.state() != "" {
				t.Fatalf("it begins with %q", w.state())
			}
			w.write(t, "a.toml", "1") // a new file
			w.sees(t, "a.toml=1")
			w.write(t, "a.toml", "22") // in place
			w.sees(t, "a.toml=22")
			w.write(t, "a.toml.tmp", "333") // beside it, then over it
			w.rename(t, "a.toml.tmp", "a.toml")
			w.sees(t, "a.toml=333")
			w.rename(t, "a.toml", "a.toml~") // vim with backup
			w.write(t, "a.toml", "4444")
			w.sees(t, "a.toml=4444")
			if err := os.Remove(filepath.Join(dir, "a.toml~")); err != nil {
				t.Fatal(err)
			}
			w.write(t, "partnerschaften/b.toml", "1")
			w.sees(t, "a.toml=4444 b.toml=1")
			if err := os.MkdirAll(filepath.Join(dir, "neu", "neuer"), 0o777); err != nil { // new folders
				t.Fatal(err)
			}
			w.write(t, "neu/neuer/c.toml", "1")
			w.sees(t, "a.toml=4444 c.toml=1 b.toml=1")
			w.write(t, "neu/neuer/c.toml", "22")
			w.sees(t, "a.toml=4444 c.toml=22 b.toml=1")
			if err := os.RemoveAll(filepath.Join(dir, "neu")); err != nil { // all at once
				t.Fatal(err)
			}
			w.sees(t, "a.toml=4444 b.toml=1")
			w.rename(t, "partnerschaften", "weg") // a folder that goes and comes again
			w.rename(t, "weg", "partnerschaften")
			w.write(t, "partnerschaften/b.toml", "22")
			w.sees(t, "a.toml=4444 b.toml=22")
			w.write(t, "partnerschaften/b.toml", "333")
			w.sees(t, "a.toml=4444 b.toml=333")
		})
	}
}

// TestWatchIgnores: what editors lay beside a file is nothing new.
func TestWatchIgnores(t *testing.T) {
	for _, silent := range []bool{false, true} {
		t.Run(map[bool]string{false: "events", true: "polling"}[silent], func(t *testing.T) {
			t.Parallel()
			w := watchFolder(t, t.TempDir(), silent)
			if err := os.Mkdir(filepath.Join(w.dir, ".git"), 0o777); err != nil {
				t.Fatal(err)
			}
			for _, name := range []string{".a.toml.swp", ".a.toml.swx", "4913", "a.toml~", "~$a.toml", "#a.toml#", ".#a.toml", "a.toml.tmp", "a.toml.bak", ".git/index"} {
				w.write(t, name, "x")
			}
			// Until another watch has seen something by looking, which takes
			// longer than events do.
			control := watchFolder(t, t.TempDir(), true)
			control.write(t, "a.toml", "1")
			control.sees(t, "a.toml=1")
			if n := w.calls.Load() - 1; n != 0 {
				t.Errorf("%d calls for files that do not count", n)
			}
			w.write(t, "a.toml", "1") // this one counts
			w.sees(t, "a.toml=1")
		})
	}
}

// TestWatchMany: of many saves in a row few calls come, and the last sees the
// last.
func TestWatchMany(t *testing.T) {
	for _, silent := range []bool{false, true} {
		t.Run(map[bool]string{false: "events", true: "polling"}[silent], func(t *testing.T) {
			t.Parallel()
			w := watchFolder(t, t.TempDir(), silent)
			for i := range 200 {
				w.write(t, "a.toml", strings.Repeat("x", i))
			}
			w.sees(t, "a.toml="+strings.Repeat("x", 199))
			// A machine that is slow saves slowly, and is told more often: half
			// is still few.
			n := w.calls.Load() - 1
			t.Logf("%d calls for 200 saves", n)
			if n > 100 {
				t.Errorf("%d calls for 200 saves", n)
			}
		})
	}
}

// TestWatchRestless: who saves all the time is told all the same.
func TestWatchRestless(t *testing.T) {
	w := watchFolder(t, t.TempDir(), false)
	n := 0
	until(t, "it is told", func() bool {
		n++
		w.write(t, "a.toml", strings.Repeat("x", n))
		return w.calls.Load() > 1
	})
}

// TestWatchEnds: with its context the watch ends, and leaves nothing behind.
func TestWatchEnds(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 20 {
		w := watchFolder(t, t.TempDir(), false)
		w.write(t, "a.toml", "1")
		w.stop()
	}
	until(t, "no goroutine is left", func() bool { return runtime.NumGoroutine() <= before })
}

func TestTemporary(t *testing.T) {
	for name, want := range map[string]bool{
		"haus.toml": false, "a.b.toml": false, ".": false, "partnerschaften": false, "/x/.quellen/haus.toml": false,
		".haus.toml": true, "/x/.haus.toml.swp": true, "haus.toml~": true, "x/4913": true, "~$haus.toml": true, "#haus.toml#": true,
	} {
		if temporary(name) != want {
			t.Errorf("temporary(%q) = %v", name, !want)
		}
	}
}

// TestSum: whatever makes a difference to who reads the files, and nothing else,
// is another sum.
func TestSum(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.toml")
	folders := []Folder{{Path: dir, FS: os.DirFS(dir)}}
	last := look(folders)
	for _, step := range []struct {
		what string
		do   func() error
		same bool
	}{
		{"a file", func() error { return os.WriteFile(name, []byte("1"), 0o666) }, false},
		{"a permission", func() error { return os.Chmod(name, 0o400) }, false},
		{"a time", func() error { return os.Chtimes(name, time.Time{}, time.Unix(1, 0)) }, false},
		{"what an editor lays beside it", func() error { return os.WriteFile(name+"~", nil, 0o666) }, true},
		{"a folder", func() error { return os.Mkdir(filepath.Join(dir, "b"), 0o777) }, false},
		{"a folder's permission", func() error { return os.Chmod(filepath.Join(dir, "b"), 0o700) }, false},
		{"the end of all", func() error { return os.RemoveAll(dir) }, false},
		{"a file in its place", func() error { return os.WriteFile(dir, nil, 0o666) }, false},
	} {
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		now := look(folders)
		if same := now == last; same != step.same {
			t.Errorf("%s: the sum stays: %v", step.what, same)
		}
		last = now
	}
}
