package archive

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"umsetzungsstand/internal/diag"
)

// TestTampering does to every file of a bag in turn what can be done to it, in
// the middle of the chain and at its end, and asks for a finding that names the
// file. Where the manifests were changed along, the next ring names what it can:
// the manifest, and then the bag, by the next one in the chain or by the digest.
func TestTampering(t *testing.T) {
	master := t.TempDir()
	put := putAll(t, create(t, master), "a", "b", "c")
	digest := put[2].Digest
	for _, bag := range []string{"b", "c"} {
		files, err := create(t, master).Files(bag)
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range files {
			other := files[(i+1)%len(files)].Path
			for _, way := range []string{"changed", "cut", "added beside", "removed", "renamed", "swapped", "with its manifest line", "with the tag manifests"} {
				name := f.Path
				if way == "cut" && f.Size == 0 || strings.HasPrefix(way, "with") && strings.HasPrefix(name, "tagmanifest-") { // nothing to cut; listed nowhere
					continue
				}
				dir := t.TempDir()
				if err := os.CopyFS(dir, os.DirFS(master)); err != nil {
					t.Fatal(err)
				}
				root := filepath.Join(dir, bag)
				file := filepath.Join(root, name)
				text := read(t, file)
				want := []string{name}
				switch way {
				case "changed":
					overwrite(t, file, spoilt(text))
				case "cut":
					overwrite(t, file, text[:len(text)-1])
				case "added beside":
					want = []string{path.Join(path.Dir(name), "fremd.txt")}
					overwrite(t, filepath.Join(root, want[0]), text)
				case "removed":
					os.Remove(file)
				case "renamed":
					os.Rename(file, file+".alt")
					want = []string{name, name + ".alt"}
				case "swapped":
					against := read(t, filepath.Join(root, other))
					overwrite(t, file, against)
					overwrite(t, filepath.Join(root, other), text)
					want = []string{name, other}
				case "with its manifest line":
					overwrite(t, file, spoilt(text))
					remake(t, root, name)
					want = []string{""}
					if strings.HasPrefix(name, "data/") {
						want = []string{"manifest-sha256.txt", "manifest-sha512.txt"}
					}
				case "with the tag manifests":
					overwrite(t, file, spoilt(text))
					remake(t, root, name)
					remake(t, root, "manifest-sha256.txt", "manifest-sha512.txt")
					want = []string{""}
				}
				s, err := Open(dir)
				if err != nil {
					t.Fatal(err)
				}
				_, findings := s.Verify(nil, digest)
				s.Close()
				said := findings.String()
				for _, w := range want {
					if !findings.Failed() || !strings.Contains(said, path.Join(filepath.ToSlash(dir), bag, w)+":") && !strings.Contains(said, "„"+w+"“") {
						t.Errorf("%s %s %s: %q is not named:\n%s", bag, name, way, w, said)
					}
				}
				if strings.HasPrefix(way, "with the tag") && want[0] == "" && len(findings) > 1 && !slices.Contains([]string{infoFile, declarationFile, "data/leer.txt"}, name) && !strings.HasPrefix(name, "manifest-") {
					t.Errorf("%s %s %s: more than the chain says it:\n%s", bag, name, way, said)
				}
			}
		}
	}
}

// spoilt returns another text.
func spoilt(text string) string {
	if text == "" {
		return "x"
	}
	b := []byte(text)
	b[len(b)/2] ^= 1
	return string(b)
}

// remake puts the checksums of files as they are now into the manifests of the
// bag that list them.
func remake(t *testing.T, root string, names ...string) {
	t.Helper()
	for _, a := range algorithms {
		for _, name := range names {
			list := filepath.Join(root, a.manifest())
			if !strings.HasPrefix(name, "data/") {
				list = filepath.Join(root, a.tagManifest())
			}
			h := a.new()
			h.Write([]byte(read(t, filepath.Join(root, name))))
			lines := strings.Split(read(t, list), "\n")
			for i, line := range lines {
				if strings.HasSuffix(line, "  "+name) {
					lines[i] = fmt.Sprintf("%x  %s", h.Sum(nil), name)
				}
			}
			overwrite(t, list, strings.Join(lines, "\n"))
		}
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestArchiveTampering is what can be done to an archive as a whole.
func TestArchiveTampering(t *testing.T) {
	master := t.TempDir()
	digest := putAll(t, create(t, master), "a", "b", "c", "d")[3].Digest
	for _, tt := range []struct {
		name string
		do   func(t *testing.T, dir string)
		want []string // codes with the files that are named
	}{
		{"nothing", func(*testing.T, string) {}, nil},
		{"the newest bag removed", func(t *testing.T, dir string) { os.RemoveAll(dir + "/d") }, []string{"c archiv-digest"}},
		{"one in the middle removed", func(t *testing.T, dir string) { os.RemoveAll(dir + "/b") }, []string{"c archiv-kette", "c archiv-kette"}},
		{"two in the middle removed", func(t *testing.T, dir string) { os.RemoveAll(dir + "/b"); os.RemoveAll(dir + "/c") }, []string{"d archiv-kette", "d archiv-kette"}},
		{"the first removed", func(t *testing.T, dir string) { os.RemoveAll(dir + "/a") }, []string{"b archiv-kette", "b archiv-kette"}},
		{"all removed", func(t *testing.T, dir string) {
			for _, bag := range []string{"a", "b", "c", "d"} {
				os.RemoveAll(dir + "/" + bag)
			}
		}, []string{" archiv-digest"}},
		{"a bag renamed", func(t *testing.T, dir string) { os.Rename(dir+"/b", dir+"/x") }, []string{"c archiv-kette", "x archiv-ort"}},
		{"two swapped", func(t *testing.T, dir string) {
			os.Rename(dir+"/b", dir+"/x")
			os.Rename(dir+"/c", dir+"/b")
			os.Rename(dir+"/x", dir+"/c")
		}, []string{"b archiv-kette", "b archiv-ort", "c archiv-kette", "c archiv-ort"}},
		{"a bag copied", func(t *testing.T, dir string) { os.CopyFS(dir+"/x", os.DirFS(dir+"/b")) }, []string{"x archiv-kette", "x archiv-ort"}},
		{"a bag inside another", func(t *testing.T, dir string) { os.Rename(dir+"/d", dir+"/c/data/d") },
			append([]string{"c archiv-digest"}, slices.Repeat([]string{"archiv-datei-fremd"}, 11)...)},
		{"a bag is a file", func(t *testing.T, dir string) {
			os.RemoveAll(dir + "/d")
			overwrite(t, dir+"/d", "")
		}, []string{"c archiv-digest", "d archiv-fremd"}},
		{"a bag is a link", func(t *testing.T, dir string) {
			os.Rename(dir+"/d", dir+"/.d")
			os.Symlink(".d", dir+"/d")
		}, []string{".d archiv-fremd", "c archiv-digest", "d archiv-fremd"}},
		{"a bag is empty", func(t *testing.T, dir string) {
			os.RemoveAll(dir + "/d")
			os.Mkdir(dir+"/d", 0o777)
		}, []string{"c archiv-digest", "d/bag-info.txt archiv-angaben", "d/manifest-sha256.txt archiv-verzeichnis", "d/manifest-sha512.txt archiv-verzeichnis",
			"d/tagmanifest-sha256.txt archiv-verzeichnis", "d/tagmanifest-sha512.txt archiv-verzeichnis"}},
		{"a file beside the bags", func(t *testing.T, dir string) { overwrite(t, dir+"/Thumbs.db", "x") }, []string{"Thumbs.db archiv-fremd"}},
		{"an empty folder", func(t *testing.T, dir string) { os.MkdirAll(dir+"/b/data/x/y", 0o777) }, []string{"b/data/x/y archiv-datei-fremd"}},
		{"a link in place of a file", func(t *testing.T, dir string) {
			os.Rename(dir+"/b/data/bericht.md", dir+"/b.md")
			os.Symlink("../../b.md", dir+"/b/data/bericht.md")
		}, []string{"b.md archiv-fremd", "b/data/bericht.md archiv-keine-datei"}},
		{"a link out of the archive", func(t *testing.T, dir string) { os.Symlink("/etc", dir+"/b/data/etc") }, []string{"b/data/etc archiv-keine-datei"}},
		{"a link in place of data", func(t *testing.T, dir string) {
			os.Rename(dir+"/b/data", dir+"/data")
			os.Symlink("../data", dir+"/b/data")
		}, []string{"b/data archiv-keine-datei",
			"b/data/bericht.md archiv-datei-fehlt", "b/data/bericht.pdf archiv-datei-fehlt", "b/data/leer.txt archiv-datei-fehlt",
			"b/data/quellen/haus.toml archiv-datei-fehlt", "b/data/quellen/partner/ungarn.toml archiv-datei-fehlt",
			"data/bag-info.txt archiv-angaben", "…"}},
		{"capitals", func(t *testing.T, dir string) { overwrite(t, dir+"/b/data/Bericht.md", "") }, []string{"b/data/Bericht.md archiv-datei-fremd", "archiv-name"}},
		{"an odd name", func(t *testing.T, dir string) { overwrite(t, dir+"/b/data/\x1b[2Jä\n.md", "") },
			[]string{"b/data/\x1b[2Jä\n.md archiv-datei-fremd", "b/data/\x1b[2Jä\n.md archiv-name"}},
		{"deep", func(t *testing.T, dir string) { os.MkdirAll(dir+"/b/data"+strings.Repeat("/x", 50), 0o777) }, []string{"b/data" + strings.Repeat("/x", 16) + " archiv-zu-gross"}},
		{"huge", func(t *testing.T, dir string) {
			overwrite(t, dir+"/b/data/gross", "")
			os.Truncate(dir+"/b/data/gross", 1<<40)
		}, []string{"b/data/gross archiv-datei-fremd", "b/data/gross archiv-zu-gross"}},
		{"a huge manifest", func(t *testing.T, dir string) {
			os.Chmod(dir+"/b/manifest-sha256.txt", 0o666)
			os.Truncate(dir+"/b/manifest-sha256.txt", 1<<40)
		},
			[]string{"b/manifest-sha256.txt archiv-verzeichnis", "b/manifest-sha256.txt archiv-zu-gross"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS(master)); err != nil {
				t.Fatal(err)
			}
			tt.do(t, dir)
			_, findings := create(t, dir).Verify(nil, digest)
			for i, f := range findings {
				got := strings.TrimPrefix(strings.TrimPrefix(f.File, filepath.ToSlash(dir)), "/") + " " + f.Code
				if i < len(tt.want) && tt.want[i] == "…" {
					return
				}
				if i >= len(tt.want) || got != tt.want[i] && f.Code != tt.want[i] {
					t.Errorf("finding %d is not %q:\n%s", i, tt.want[min(i, len(tt.want)-1):], findings)
					break
				}
			}
			if len(findings) < len(tt.want) {
				t.Errorf("%d findings, want %q:\n%s", len(findings), tt.want, findings)
			}
		})
	}
}

// TestDigest: the digest that was noted down is that of the newest bag, or of
// the one named.
func TestDigest(t *testing.T) {
	s := create(t, t.TempDir())
	put := putAll(t, s, "a", "b")
	sound(t, s, put[1].Digest)
	sound(t, s, strings.ToUpper(put[1].Digest))
	if _, findings := s.Verify([]string{"a"}, put[0].Digest); len(findings) > 0 {
		t.Errorf("of the bag named:\n%s", findings)
	}
	for _, names := range [][]string{nil, {"b"}} {
		_, findings := s.Verify(names, put[0].Digest)
		if len(findings) != 1 || !strings.Contains(findings[0].Hint, "die von „a“") {
			t.Errorf("another bag's digest:\n%s", findings)
		}
	}
	if _, findings := s.Verify([]string{"2023", "aa"}, ""); len(findings) != 2 || findings[0].Code != "archiv-unbekannt" {
		t.Errorf("unknown names:\n%s", findings)
	}
}

// TestHostileSize: what a bag costs grows with its size and not faster, however
// its files and its manifests contradict each other.
func TestHostileSize(t *testing.T) {
	dir := t.TempDir()
	s := create(t, dir)
	putAll(t, s, "a")
	data := filepath.Join(dir, "a", "data")
	var lines strings.Builder
	for i := range 12_000 {
		overwrite(t, fmt.Sprintf("%s/da-%d", data, i), fmt.Sprint(i%7))
		fmt.Fprintf(&lines, "%064x  data/%s-%d\n", i%5, []string{"da", "fort"}[i%2], i)
	}
	overwrite(t, filepath.Join(dir, "a", "manifest-sha256.txt"), lines.String())
	begin := time.Now()
	_, findings := s.Verify(nil, "")
	if took := time.Since(begin); took > 30*time.Second {
		t.Errorf("it took %v", took)
	}
	if n := len(findings); n < mostFindings || n > mostFindings+20 || findings.Count(diag.Error) != n {
		t.Errorf("%d findings", n)
	}
}
