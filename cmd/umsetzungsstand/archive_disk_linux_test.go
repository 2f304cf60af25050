package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// mounted returns a new file system in memory, with options such as "size=64k".
// remount changes them. Only root may mount.
func mounted(t *testing.T, options string) (dir string, remount func(flags uintptr, options string) error) {
	t.Helper()
	dir = t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, options); err != nil {
		t.Skipf("no file system can be mounted here: %v", err)
	}
	t.Cleanup(func() { syscall.Unmount(dir, syscall.MNT_DETACH) })
	return dir, func(flags uintptr, options string) error {
		return syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|flags, options)
	}
}

// TestArchiveFullDisk: on a disk that is too small, by its bytes or by its
// files, at each step of size: a German message, nothing lost, nothing left,
// and with enough room it succeeds.
func TestArchiveFullDisk(t *testing.T) {
	sources, out := smallSources(t)
	for _, tt := range []struct {
		option            string
		begin, step, most int
		unit              string
	}{
		{"size", 8, 16, 1000, "k"},
		{"nr_inodes", 5, 4, 100, ""},
	} {
		for _, first := range []bool{true, false} { // whether the archive is empty
			t.Run(fmt.Sprintf("%s, first bag %v", tt.option, first), func(t *testing.T) {
				dir, remount := mounted(t, "size=10m")
				want := []string{"2023-Q4"}
				if !first {
					mustCall(t, "archive", "2023-Q3", "--sources", sources, "--out", out, "--archive", dir)
					want = []string{"2023-Q3", "2023-Q4"}
				}
				failed := 0
				for n := tt.begin; n < tt.most; n += tt.step {
					if remount(0, fmt.Sprintf("%s=%d%s", tt.option, n, tt.unit)) != nil {
						continue // less than is used already
					}
					status, stdout, stderr := call("archive", "2023-Q4", "--sources", sources, "--out", out, "--archive", dir)
					names, left := holdsArchive(t, dir)
					if left {
						t.Errorf("%d: leftovers", n)
					}
					if status == exitDone {
						if !slices.Equal(names, want) || failed < 5 {
							t.Errorf("%q after %d failures", names, failed)
						}
						return
					}
					failed++
					const said = ": Fehler: Das Archiv lässt sich nicht schreiben: der Datenträger ist voll. [archiv-nicht-geschrieben]\n"
					if status != exitFindings || stdout != "" || !strings.Contains(stderr, said) || len(names) != len(want)-1 {
						t.Errorf("%d: status %d, bags %q\n%s%s", n, status, names, stdout, stderr)
					}
				}
				t.Error("it never succeeds")
			})
		}
	}
}

// TestArchiveReadOnly: on a file system that is mounted for reading only.
func TestArchiveReadOnly(t *testing.T) {
	sources, out := smallSources(t)
	dir, remount := mounted(t, "size=10m")
	mustCall(t, "archive", "2023-Q3", "--sources", sources, "--out", out, "--archive", dir)
	if err := remount(syscall.MS_RDONLY, ""); err != nil {
		t.Fatal(err)
	}
	for _, place := range []string{dir, filepath.Join(dir, "neu")} {
		status, _, stderr := call("archive", "2023-Q4", "--sources", sources, "--out", out, "--archive", place)
		if status != exitFindings || !strings.Contains(stderr, "der Datenträger ist schreibgeschützt. [archiv-nicht-geschrieben]") {
			t.Errorf("status %d\n%s", status, stderr)
		}
	}
	mustCall(t, "archive", "verify", "--archive", dir) // needs to write nothing
}

// TestArchiveNoRights: without the right to write, and to read. Root may do
// everything, so that this thread becomes nobody for the file system.
func TestArchiveNoRights(t *testing.T) {
	sources, out := smallSources(t)
	dir := filepath.Join(t.TempDir(), "archiv")
	mustCall(t, "archive", "2023-Q3", "--sources", sources, "--out", out, "--archive", dir)
	as := func(mode os.FileMode, name string, args ...string) (int, string) {
		t.Helper()
		before, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, parent := range []string{dir, filepath.Dir(dir), filepath.Dir(filepath.Dir(dir)), filepath.Dir(sources), filepath.Dir(filepath.Dir(sources))} {
			os.Chmod(parent, 0o755)
		}
		if err := os.Chmod(name, mode); err != nil {
			t.Fatal(err)
		}
		defer os.Chmod(name, before.Mode())
		if os.Getuid() == 0 {
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			if err := syscall.Setfsuid(65534); err != nil {
				t.Fatal(err)
			}
			defer syscall.Setfsuid(0)
		}
		status, stdout, stderr := call(args...)
		return status, stdout + stderr
	}
	status, said := as(0o555, dir, "archive", "2023-Q4", "--sources", sources, "--out", out, "--archive", dir)
	if status != exitFindings || !strings.Contains(said, "Das Archiv lässt sich nicht schreiben: dafür fehlt die Berechtigung. [archiv-nicht-geschrieben]") {
		t.Errorf("status %d\n%s", status, said)
	}
	status, said = as(0o000, filepath.Join(dir, "2023-Q3", "data", "befunde.json"), "archive", "verify", "--archive", dir)
	if status != exitFindings || !strings.Contains(said, "befunde.json: Fehler: Das ist nicht zu prüfen: Zugriff nicht erlaubt. [archiv-unlesbar]") {
		t.Errorf("status %d\n%s", status, said)
	}
	status, said = as(0o000, dir, "archive", "list", "--archive", dir)
	if status != exitUsage || !strings.Contains(said, "ist nicht lesbar: dafür fehlt die Berechtigung.") {
		t.Errorf("status %d\n%s", status, said)
	}
	mustCall(t, "archive", "2023-Q4", "--sources", sources, "--out", out, "--archive", dir)
	holdsArchive(t, dir)
}
