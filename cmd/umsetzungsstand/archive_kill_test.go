package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"umsetzungsstand/internal/archive"
)

// smallSources writes the records of the script archive.txtar into a folder and
// generates their editions beside it.
func smallSources(t *testing.T) (sources, out string) {
	t.Helper()
	dir := t.TempDir()
	script, err := txtar.ParseFile("testdata/script/archive.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range script.Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if !strings.HasPrefix(f.Name, "sources/") {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	sources, out = filepath.Join(dir, "sources"), filepath.Join(dir, "out")
	for _, edition := range []string{"2023-Q3", "2023-Q4"} {
		mustCall(t, "generate", edition, "--sources", sources, "--out", out)
	}
	return sources, out
}

// holdsArchive verifies an archive, and says which bags it has and whether there are
// leftovers.
func holdsArchive(t *testing.T, dir string) (names []string, left bool) {
	t.Helper()
	store, err := archive.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	entries, findings := store.Verify(nil, "")
	for _, f := range findings {
		if f.Code != "archiv-rest" {
			t.Fatalf("findings:\n%s", findings)
		}
		left = true
	}
	for _, e := range entries {
		names = append(names, e.Name)
	}
	return names, left
}

// inMemory returns a folder whose files need no disk, where the system has such
// a place: what a killed program leaves is the same, and the disk of a busy
// machine takes its time to sync.
func inMemory(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "archiv")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// builtProgram returns the program as it is installed: the tests' own, with the
// race detector in it, takes many times as long to begin.
func builtProgram(t *testing.T) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "umsetzungsstand.exe")
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", name, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return name
}

// TestArchiveKilled kills archive, as the whole program, at 200 random moments,
// every second one while it writes: the archive is as before or has the whole
// bag, and the next run succeeds.
func TestArchiveKilled(t *testing.T) {
	const moments, workers = 200, 2
	sources, out := smallSources(t)
	bin := builtProgram(t)
	var missing, left, whole [workers]int
	t.Run("moments", func(t *testing.T) {
		for w := range workers {
			t.Run(fmt.Sprint(w), func(t *testing.T) {
				t.Parallel()
				dir := filepath.Join(t.TempDir(), "archiv") // where writing waits for the disk
				if w == 0 {
					dir = filepath.Join(inMemory(t), "archiv")
				}
				mustCall(t, "archive", "2023-Q3", "--sources", sources, "--out", out, "--archive", dir)
				args := []string{"archive", "2023-Q4", "--sources", sources, "--out", out, "--archive", dir}
				remove := func() {
					if err := os.RemoveAll(filepath.Join(dir, "2023-Q4")); err != nil {
						t.Fatal(err)
					}
				}
				draft := filepath.Join(dir, ".neu-2023-Q4")
				begin := time.Now()
				if output, err := exec.Command(bin, args...).CombinedOutput(); err != nil {
					t.Fatalf("%v\n%s", err, output)
				}
				takes := time.Since(begin)
				random := rand.New(rand.NewPCG(9, uint64(w)))
				for i := range moments / workers {
					remove()
					cmd := exec.Command(bin, args...)
					if err := cmd.Start(); err != nil {
						t.Fatal(err)
					}
					if i%2 == 0 {
						time.Sleep(time.Duration(random.Int64N(int64(takes))))
					} else if appears(draft, takes) {
						time.Sleep(time.Duration(random.Int64N(int64(takes / 4))))
					}
					cmd.Process.Kill()
					cmd.Wait()
					names, rest := holdsArchive(t, dir)
					switch {
					case len(names) == 2:
						whole[w]++
					case rest:
						left[w]++
					default:
						missing[w]++
					}
					if rest || i%10 == 9 {
						mustCall(t, args...)
						if names, rest := holdsArchive(t, dir); len(names) != 2 || rest {
							t.Fatalf("after the next run: %q, leftovers %v", names, rest)
						}
					}
				}
			})
		}
	})
	t.Logf("killed before writing: %v, while writing: %v, after: %v", missing, left, whole)
	if left[0]+left[1] == 0 {
		t.Error("no run was killed while it wrote: the test is blind")
	}
}

// appears waits for a folder to be there, at most so long.
func appears(name string, limit time.Duration) bool {
	for begin := time.Now(); time.Since(begin) < limit; time.Sleep(50 * time.Microsecond) {
		if _, err := os.Lstat(name); err == nil {
			return true
		}
	}
	return false
}

// TestArchiveTwoAtOnce: of programs that archive the same at the same time one
// wins, and each other says so.
func TestArchiveTwoAtOnce(t *testing.T) {
	sources, out := smallSources(t)
	bin := builtProgram(t)
	dir := filepath.Join(inMemory(t), "archiv")
	mustCall(t, "archive", "2023-Q3", "--sources", sources, "--out", out, "--archive", dir)
	for range 5 {
		var cmds []*exec.Cmd
		var outputs []*bytes.Buffer
		for range 3 {
			cmd, output := exec.Command(bin, "archive", "2023-Q4", "--sources", sources, "--out", out, "--archive", dir), new(bytes.Buffer)
			cmd.Stdout, cmd.Stderr = output, output
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			cmds, outputs = append(cmds, cmd), append(outputs, output)
		}
		won := 0
		for i, cmd := range cmds {
			err := cmd.Wait()
			switch said := outputs[i].String(); {
			case err == nil && strings.HasPrefix(said, "Die Ausgabe 2023-Q4 ist archiviert:\n"):
				won++
			case err == nil && strings.HasPrefix(said, "Die Ausgabe 2023-Q4 ist schon archiviert"):
			case err != nil && strings.Contains(said, "[archiv-gesperrt]"):
			default:
				t.Errorf("%v\n%s", err, said)
			}
		}
		if won != 1 {
			t.Errorf("%d have won", won)
		}
		if names, left := holdsArchive(t, dir); len(names) != 2 || left {
			t.Errorf("%q, leftovers %v", names, left)
		}
		if err := os.RemoveAll(filepath.Join(dir, "2023-Q4")); err != nil {
			t.Fatal(err)
		}
	}
}
