package archive

import (
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestClauses holds what Put writes against RFC 8493, clause by clause, without
// the code that reads bags here.
func TestClauses(t *testing.T) {
	dir := t.TempDir()
	s := create(t, dir)
	putAll(t, s, "a")
	b := sample("b")
	b.Files = append(b.Files, File{"ordner/lang-" + strings.Repeat("x", 100) + ".txt", []byte("lang")})
	b.Info = append(b.Info, Field{"External-Identifier", "II.3 – 2023/17 %41"}, Field{"Reason", "zwei\nZeilen:\tund " + strings.Repeat("ü", 200)})
	if _, err := s.Put(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	bag := filepath.Join(dir, "b")
	files := tree(t, bag)
	lines := func(name string) []string { return strings.Split(strings.TrimSuffix(files[name], "\n"), "\n") }
	listed := func(name string) []string {
		var paths []string
		for _, line := range lines(name) {
			paths = append(paths, line[strings.Index(line, "  ")+2:])
		}
		return paths
	}
	var payload, tags []string
	for name := range files {
		switch {
		case strings.HasPrefix(name, "data/"):
			payload = append(payload, name)
		case !strings.HasPrefix(name, "tagmanifest-"):
			tags = append(tags, name)
		}
	}
	slices.Sort(payload)
	slices.Sort(tags)
	manifests := []string{"manifest-sha256.txt", "manifest-sha512.txt"}
	tagManifests := []string{"tagmanifest-sha256.txt", "tagmanifest-sha512.txt"}
	for _, clause := range []struct {
		number, says string
		holds        func() bool
	}{
		{"2", "the base directory holds bagit.txt, data/ and a payload manifest", func() bool {
			info, err := os.Stat(filepath.Join(bag, "data"))
			return err == nil && info.IsDir() && files["bagit.txt"] != "" && files["manifest-sha512.txt"] != ""
		}},
		{"2.1.1", "bagit.txt is exactly two lines: version, and encoding UTF-8, without a byte order mark", func() bool {
			return files["bagit.txt"] == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
		}},
		{"2.1.2", "the payload is what was given, under data/ and unchanged", func() bool {
			for _, f := range b.Files {
				if text, ok := files["data/"+f.Name]; !ok || text != string(f.Data) {
					return false
				}
			}
			return len(payload) == len(b.Files)
		}},
		{"2.1.3", "each payload manifest lists every payload file exactly once, and nothing else", func() bool {
			return slices.Equal(listed(manifests[0]), payload) && slices.Equal(listed(manifests[1]), payload)
		}},
		{"2.1.3", "its lines are a checksum in hexadecimal, white space and a path that begins with data/", func() bool {
			for i, name := range manifests {
				for _, line := range lines(name) {
					if !regexp.MustCompile([]string{`^[0-9a-f]{64}  data/\S+$`, `^[0-9a-f]{128}  data/\S+$`}[i]).MatchString(line) {
						return false
					}
				}
			}
			return true
		}},
		{"2.1.3", "paths have slashes, are relative and lead nowhere else", func() bool {
			for _, name := range listed(manifests[0]) {
				if strings.ContainsAny(name, `\~:%`) || strings.Contains(name, "..") || name[0] == '/' {
					return false
				}
			}
			return true
		}},
		{"2.1.3", "line ends and % in paths are percent-encoded, and nothing else", func() bool {
			return encodePath("data/a\r\nb%0A c~ä") == "data/a%0D%0Ab%250A c~ä" && decodePath("data/a%0d%0Ab%250A%41") == "data/a\r\nb%0A%41"
		}},
		{"2.2.1", "each tag manifest lists every tag file, the payload manifests among them, and no tag manifest", func() bool {
			return slices.Equal(listed(tagManifests[0]), tags) && slices.Equal(listed(tagManifests[1]), tags) && slices.Contains(tags, manifests[0]) && slices.Contains(tags, manifests[1])
		}},
		{"2.2.1", "the algorithms are those of the payload manifests", func() bool {
			for name := range files {
				if strings.Contains(name, "manifest") && !slices.Contains(manifests, name) && !slices.Contains(tagManifests, name) {
					return false
				}
			}
			return true
		}},
		{"2.2.2", "bag-info.txt is of lines „Label: value“, none longer than 79 characters but for one word, long ones go on indented", func() bool {
			for _, line := range lines("bag-info.txt") {
				if utf8.RuneCountInString(line) > 79 && len(strings.Fields(line)) > 2 || !regexp.MustCompile(`^([A-Za-z0-9-]+: \S|  \S)`).MatchString(line) {
					return false
				}
			}
			return len(lines("bag-info.txt")) > len(b.Info)+5
		}},
		{"2.2.2", "Bagging-Date is YYYY-MM-DD, Payload-Oxum octets and files, Bag-Count „N of T“, each once", func() bool {
			for _, pattern := range []string{`Bagging-Date: \d{4}-\d\d-\d\d`, `Payload-Oxum: 62\.6`, `Bag-Count: 2 of \?`} {
				if len(regexp.MustCompile(`(?m)^`+pattern+`$`).FindAllString(files["bag-info.txt"], -1)) != 1 {
					return false
				}
			}
			return true
		}},
		{"2.2.3", "there is no fetch.txt: nothing is elsewhere", func() bool { _, ok := files["fetch.txt"]; return !ok }},
		{"2.3", "tag files are UTF-8, with one kind of line end and one at the end", func() bool {
			for _, name := range append(tags, tagManifests...) {
				if text := files[name]; !utf8.ValidString(text) || strings.Contains(text, "\r") || strings.HasPrefix(text, "\ufeff") || !strings.HasSuffix(text, "\n") {
					return false
				}
			}
			return true
		}},
		{"2.4", "there are SHA-256 and SHA-512, of the bytes", func() bool {
			for _, a := range algorithms {
				for _, line := range append(lines(a.manifest()), lines(a.tagManifest())...) {
					sum, name, _ := strings.Cut(line, "  ")
					h := a.new()
					h.Write([]byte(files[name]))
					if hex.EncodeToString(h.Sum(nil)) != sum {
						return false
					}
				}
			}
			return true
		}},
		{"3", "the bag is complete and valid", func() bool { _, findings := s.Verify([]string{"b"}, ""); return len(findings) == 0 }},
		{"6.1", "names are ones that every system keeps apart and none reserves", func() bool {
			for name := range files {
				if !validName(name) {
					return false
				}
			}
			return true
		}},
	} {
		if !clause.holds() {
			t.Errorf("%s: %s: not so\n%s", clause.number, clause.says, files["bag-info.txt"])
		}
	}
}

// TestReadClauses: manifests that a bag of another hand may have, and those
// that no bag may have.
func TestReadClauses(t *testing.T) {
	sum := strings.Repeat("0a", 32)
	for _, tt := range []struct {
		clause, text string
		payload      bool
		want         manifest
		faults       []int // lines
	}{
		{"2.1.3 plain", sum + "  data/a\n", true, manifest{"data/a": sum}, nil},
		{"2.1.3 white space", sum + " \t data/a\n" + sum + " data/b c", true, manifest{"data/a": sum, "data/b c": sum}, nil},
		{"2.1.3 capitals", strings.ToUpper(sum) + "  data/a\n", true, manifest{"data/a": sum}, nil},
		{"2.1.3 encoded", sum + "  data/a%0Ab%25%0d\n", true, manifest{"data/a\nb%\r": sum}, nil},
		{"2.3 line ends", sum + "  data/a\r\n" + sum + "  data/b\r" + sum + "  data/c", true, manifest{"data/a": sum, "data/b": sum, "data/c": sum}, nil},
		{"2.1.3 twice", sum + "  data/a\n" + sum + "  data/a\n", true, manifest{"data/a": sum}, []int{2}},
		{"2.1.3 twice, encoded", sum + "  data/%\n" + sum + "  data/%25\n", true, manifest{"data/%": sum}, []int{2}},
		{"2.1.3 no payload", sum + "  bagit.txt\n", true, manifest{}, []int{1}},
		{"2.2.1 payload", sum + "  data/a\n", false, manifest{}, []int{1}},
		{"2.2.1 tag manifest", sum + "  tagmanifest-sha512.txt\n", false, manifest{}, []int{1}},
		{"2.4 length", sum + "00  data/a\n", true, manifest{}, []int{1}},
		{"2.1.3 no checksum", "x\n\n" + sum + "\n" + sum + "  \nz" + sum[1:] + "  data/a\n", true, manifest{}, []int{1, 2, 3, 4, 5}},
		{"5.1 out of the bag", sum + "  data/../../a\n" + sum + "  /data/a\n" + sum + "  ~/data/a\n" + sum + `  data\a` + "\n" + sum + "  c:/a\n" + sum + "  data/./a\n" + sum + "  data//a\n" + sum + "  ../data/a\n" + sum + "  data/..\n", true, manifest{}, []int{1, 2, 3, 4, 5, 6, 7, 8, 9}},
		{"2.3 no UTF-8", sum + "  data/\xff\n", true, manifest{}, []int{0}},
		{"empty", "", true, manifest{}, nil},
	} {
		m, faults := parseManifest([]byte(tt.text), 32, tt.payload)
		var at []int
		for _, f := range faults {
			at = append(at, f.line)
		}
		if len(m) != len(tt.want) || !slices.Equal(at, tt.faults) {
			t.Errorf("%s: %q, faults %v", tt.clause, m, faults)
		}
		for name := range tt.want {
			if m[name] != tt.want[name] {
				t.Errorf("%s: %q", tt.clause, m)
			}
		}
	}
	for _, tt := range []struct {
		clause, text string
		want         Info
		faults       int
	}{
		{"2.2.2 plain", "A: b\nC:d\n", Info{{"A", "b"}, {"C", "d"}}, 0},
		{"2.2.2 repeated", "A: b\nA: c\n", Info{{"A", "b"}, {"A", "c"}}, 0},
		{"2.2.2 continued", "A: b\n  c: d\n\te\r\nF: g", Info{{"A", "b c: d e"}, {"F", "g"}}, 0},
		{"2.2.2 no field", "A\n: b\nC : d\n\n", nil, 4},
		{"2.2.2 continued from nothing", "  a\nB: c\n", Info{{"B", "c"}}, 1},
		{"2.3 no UTF-8", "A: \xff", nil, 1},
	} {
		in, faults := parseInfo([]byte(tt.text))
		if !slices.Equal(in, tt.want) || len(faults) != tt.faults {
			t.Errorf("%s: %q, faults %v", tt.clause, in, faults)
		}
	}
}

// FuzzManifest: whatever a manifest holds, no path leads out of the bag, and
// what was read is written the same.
func FuzzManifest(f *testing.F) {
	f.Add("0a  data/a%0A\r\n../b\n", true)
	f.Fuzz(func(t *testing.T, text string, payload bool) {
		m, _ := parseManifest([]byte(text), 1, payload)
		for name := range m {
			if !inBag(name) || payload != strings.HasPrefix(name, "data/") {
				t.Errorf("path %q", name)
			}
		}
		again, faults := parseManifest(m.format(), 1, payload)
		if len(faults) > 0 || len(again) != len(m) {
			t.Errorf("%q is read again as %q, %v", m, again, faults)
		}
	})
}

// FuzzInfo: what is written is read the same.
func FuzzInfo(f *testing.F) {
	f.Add("Label", "ein Wert: mit ü und "+strings.Repeat("vielen Wörtern ", 20))
	f.Fuzz(func(t *testing.T, label, value string) {
		value = strings.Join(strings.Fields(value), " ")
		if _, err := (Bag{Name: "a", Info: Info{{label, value}}}).payload(); err != nil {
			return
		}
		want := Info{{label, value}, {"B", "c"}}
		if got, faults := parseInfo(want.format()); !slices.Equal(got, want) || len(faults) > 0 {
			t.Errorf("%q is read as %q, %v", want, got, faults)
		}
	})
}

// TestSecondOpinion has the tools of the system check a bag, and the Library
// of Congress's validator where it is installed.
func TestSecondOpinion(t *testing.T) {
	dir := t.TempDir()
	putAll(t, create(t, dir), "a", "b")
	run := func(want bool, name string, args ...string) {
		t.Helper()
		if _, err := exec.LookPath(name); err != nil {
			t.Logf("%s is not installed", name)
			return
		}
		cmd := exec.Command(name, args...)
		cmd.Dir = filepath.Join(dir, "b")
		if out, err := cmd.CombinedOutput(); (err == nil) != want {
			t.Errorf("%s %q: %v\n%s", name, args, err, out)
		}
	}
	check := func(want bool) {
		t.Helper()
		for _, a := range algorithms {
			run(want, a.name+"sum", "--check", "--strict", a.manifest())
			run(true, a.name+"sum", "--check", "--strict", a.tagManifest())
		}
		run(want, "bagit.py", "--validate", ".") // pip install bagit
	}
	check(true)
	overwrite(t, filepath.Join(dir, "b", "data", "bericht.md"), "anders")
	check(false)
}
