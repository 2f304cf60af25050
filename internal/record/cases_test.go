package record

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// least is how many cases of each kind every code has.
const least = 3

// caseCount counts the cases in which each code is shown to fire, and those in
// which something resembles its fault and it does not.
type caseCount struct{ fires, spares map[string]int }

// A file in testdata/faelle holds cases of the code that it is named after:
//
//	-- feuert-1 --                     the code is found, and nothing else
//	-- feuert-nicht-1 --               nothing is found, though it comes near
//
// Each is laid over grund.txtar. The text is part of the file that the name
// of the section ends with, partnerschaften/ungarn.toml where it has none:
// what stands before its first header goes to that file's beginning, in place
// of keys of the same name, the rest to its end. "=" before the file replaces
// it as a whole, "-" removes it. Sections of the same number are one case.
func TestCases(t *testing.T) {
	count := caseCount{make(map[string]int), make(map[string]int)}
	base := readArchive(t, "testdata/grund.txtar")
	run := func(name, code string, fires bool, fsys fs.FS) {
		if fires {
			count.fires[code]++
		} else {
			count.spares[code]++
		}
		t.Run(code+"/"+name, func(t *testing.T) {
			if fsys == nil {
				t.Skip("this system makes no links")
			}
			_, findings := Load(fsys)
			for _, f := range findings {
				if f.Code != code {
					t.Errorf("not %s:\n%v", code, f)
				}
			}
			switch {
			case fires && len(findings) == 0:
				t.Error("nothing found")
			case !fires && len(findings) > 0:
				t.Errorf("found:\n%v", findings)
			}
		})
	}
	for _, c := range Codes() {
		if c.Example == "" {
			continue
		}
		run("Wrong", c.Name, true, overlay(base, c.Example, c.Wrong))
		run("Right", c.Name, false, overlay(base, c.Example, c.Right))
	}
	for _, c := range folderCases(t) {
		run(c.name, c.code, c.fires, c.fsys)
	}
	files, err := filepath.Glob("testdata/faelle/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		code := strings.TrimSuffix(filepath.Base(file), ".txtar")
		if _, ok := severities[code]; !ok {
			t.Errorf("%s is named after no code", file)
		}
		folders := make(map[string]fstest.MapFS)
		var order []string
		for _, f := range readArchive(t, file).files {
			name, target, _ := strings.Cut(f.name, " ")
			fsys := folders[name]
			if fsys == nil {
				fsys = folderOf(base)
				folders[name] = fsys
				order = append(order, name)
			}
			lay(fsys, target, f.text)
		}
		for _, name := range order {
			fires := regexp.MustCompile(`^feuert-\d+$`).MatchString(name)
			if !fires && !strings.HasPrefix(name, "feuert-nicht-") {
				t.Errorf("%s: section %q", file, name)
			}
			run(name, code, fires, folders[name])
		}
	}
	countGoldens(t, &count)
	for _, c := range Codes() {
		if c.Name == CodeInternal || c.Name == CodeTooManyFiles && testing.Short() { // the one is for what must not happen
			continue
		}
		if n := count.fires[c.Name]; n < least {
			t.Errorf("%s fires in %d cases", c.Name, n)
		}
		if n := count.spares[c.Name]; n < least {
			t.Errorf("%s nearly fires in %d cases", c.Name, n)
		}
	}
}

// countGoldens counts the findings in testdata/fehler, which TestFaults holds.
func countGoldens(t *testing.T, count *caseCount) {
	files, err := filepath.Glob("testdata/fehler/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	code := regexp.MustCompile(`(?m)^\S+: (?:Fehler|Warnung|Hinweis): .* \[([a-z-]+)\]$`)
	for _, file := range files {
		for _, f := range readArchive(t, file).files {
			if f.name != "erwartet" {
				continue
			}
			for _, m := range code.FindAllStringSubmatch(f.text, -1) {
				count.fires[m[1]]++
			}
		}
	}
}

// overlay lays one text over an archive; see TestCases.
func overlay(base *archive, target, text string) fs.FS {
	fsys := folderOf(base)
	if target == ungarnFile && !strings.Contains(text, "[") && (text[0] == '#' || strings.HasPrefix(text, "kurz")) {
		target = "=" + target // whole files
	}
	lay(fsys, target, text)
	return fsys
}

func lay(fsys fstest.MapFS, target, text string) {
	if target == "" {
		target = ungarnFile
	}
	if name, ok := strings.CutPrefix(target, "-"); ok {
		delete(fsys, name)
		return
	}
	if name, ok := strings.CutPrefix(target, "="); ok {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
		return
	}
	old := ""
	if f := fsys[target]; f != nil {
		old = string(f.Data)
	}
	head, tail := "", ""
	for line := range strings.Lines(text) {
		if tail != "" || strings.HasPrefix(line, "[") || strings.HasPrefix(line, "<") {
			tail += line
			continue
		}
		head += line
		if key, _, ok := strings.Cut(line, "="); ok {
			old = regexp.MustCompile(`(?m)^`+regexp.QuoteMeta(strings.TrimSpace(key))+` *=.*\n`).ReplaceAllString(old, "")
		}
	}
	fsys[target] = &fstest.MapFile{Data: []byte(head + old + "\n" + tail)}
}

type folderCase struct {
	name, code string
	fires      bool
	fsys       fs.FS
}

// sizedFS has one file more that says how large it is, and fails the test when
// more of it is read than the loader may.
type sizedFS struct {
	fs.FS
	t    *testing.T
	name string
	size int64
}

func (f sizedFS) Open(name string) (fs.File, error) {
	file, err := f.FS.Open(name)
	if name != f.name || err != nil {
		return file, err
	}
	return &sizedFile{File: file, fs: f}, nil
}

type sizedFile struct {
	fs.File
	fs   sizedFS
	read int
}

type sizedInfo struct {
	fs.FileInfo
	size int64
}

func (i sizedInfo) Size() int64 { return i.size }

func (f *sizedFile) Stat() (fs.FileInfo, error) {
	info, err := f.File.Stat()
	return sizedInfo{info, f.fs.size}, err
}

func (f *sizedFile) Read(p []byte) (int, error) {
	if f.read += len(p); f.read > 2*maxSize {
		f.fs.t.Errorf("%d bytes of %s are read", f.read, f.fs.name)
	}
	for i := range p {
		p[i] = '#'
	}
	return len(p), nil // it never ends, whatever size it claims
}

// folderCases are the cases that no archive can hold.
func folderCases(t *testing.T) []folderCase {
	base := readArchive(t, "testdata/grund.txtar")
	with := func(change func(fsys fstest.MapFS)) fs.FS {
		fsys := folderOf(base)
		change(fsys)
		return fsys
	}
	data := func(name, text string) fs.FS {
		return with(func(fsys fstest.MapFS) { fsys[name] = &fstest.MapFile{Data: []byte(text)} })
	}
	good := string(folderOf(base)[ungarnFile].Data)
	var wide []byte
	for _, c := range []byte("kurz = \"X\"\n") {
		wide = append(wide, c, 0)
	}
	files := func(n int) fs.FS {
		return with(func(fsys fstest.MapFS) {
			for i := range n - 1 {
				fsys[fmt.Sprintf("partnerschaften/a%d.toml", i)] = &fstest.MapFile{Data: []byte("kurz = \"X\"\ntyp = \"Hauptkooperationspartner\"\n")}
			}
		})
	}
	link := func(name, target string) fs.FS {
		dir := t.TempDir()
		outside := t.TempDir()
		if err := os.WriteFile(outside+"/polen.toml", []byte("kurz = \"P\"\ntyp = \"Hauptkooperationspartner\"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		if err := os.CopyFS(dir, folderOf(base)); err != nil {
			t.Fatal(err)
		}
		if err := os.Mkdir(dir+"/.leer", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(dir+"/partnerschaften/.vorlage.toml", []byte("kurz = \"P\"\ntyp = \"Hauptkooperationspartner\"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		target = strings.Replace(target, "OUTSIDE", outside, 1)
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			return nil // Windows asks for a privilege
		}
		root, err := os.OpenRoot(dir)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { root.Close() })
		return root.FS()
	}
	cases := []folderCase{
		{"none", CodeSources, true, os.DirFS("testdata/keiner")},
		{"a file", CodeSources, true, os.DirFS("testdata/grund.txtar")},
		{"locked", CodeSources, true, closedFS{folderOf(base), "."}},
		{"good", CodeSources, false, folderOf(base)},
		{"a link", CodeSources, false, link("partnerschaften/u2.toml", ".vorlage.toml")},
		{"a file named alike", CodeSources, false, data("LIESMICH.md", "")},

		{"locked", CodeUnreadable, true, closedFS{folderOf(base), editionFile}},
		{"folder", CodeUnreadable, true, data("partnerschaften/a.toml/x", "")},
		{"locked folder", CodeUnreadable, true, closedFS{folderOf(base), "gruppen"}},
		{"file for folder", CodeUnreadable, true, data("gruppen", "x")},
		{"other file locked", CodeUnreadable, false, closedFS{folderOf(base), "LIESMICH.md"}},
		{"no such folder", CodeUnreadable, false, folderOf(base)},
		{"link to a file beside it", CodeUnreadable, false, link("partnerschaften/u2.toml", ".vorlage.toml")},

		{"broken", CodeLink, true, link("partnerschaften/polen.toml", "nichts.toml")},
		{"outside", CodeLink, true, link("partnerschaften/polen.toml", "OUTSIDE/polen.toml")},
		{"to itself", CodeLink, true, link("partnerschaften/polen.toml", "polen.toml")},
		{"upwards", CodeLink, true, link("partnerschaften/polen.toml", "../../polen.toml")},
		{"broken folder", CodeLink, true, link("gruppen", "nirgends")},
		{"folder outside", CodeLink, true, link("gruppen", "OUTSIDE")},
		{"within", CodeLink, false, link("partnerschaften/polen.toml", ".vorlage.toml")},
		{"up and back", CodeLink, false, link("partnerschaften/polen.toml", "../partnerschaften/.vorlage.toml")},
		{"of a folder", CodeLink, false, link("gruppen", ".leer")},

		{"100 MB", CodeTooLarge, true, sizedFS{folderOf(base), t, ungarnFile, 100 << 20}},
		{"a byte too many", CodeTooLarge, true, data(ungarnFile, good+"#"+strings.Repeat("-", maxSize-len(good)))},
		{"larger than it says", CodeTooLarge, true, sizedFS{folderOf(base), t, ungarnFile, 1000}},
		{"of the greatest size", CodeTooLarge, false, data(ungarnFile, good+"#"+strings.Repeat("-", maxSize-len(good)-1))},
		{"another file", CodeTooLarge, false, sizedFS{data("LIESMICH.md", "x"), t, "LIESMICH.md", 100 << 20}},
		{"CRLF counts", CodeTooLarge, false, data(ungarnFile, good+strings.Repeat("\r\n", (maxSize-len(good))/2))},

		{"UTF-16", CodeEncoding, true, data("partnerschaften/a.toml", "\xff\xfe"+string(wide))},
		{"UTF-16, big end first", CodeEncoding, true, data("partnerschaften/a.toml", "\xfe\xff\x00"+string(wide))},
		{"UTF-16 without mark", CodeEncoding, true, data("partnerschaften/a.toml", string(wide))},
		{"Windows-1252", CodeEncoding, true, data("partnerschaften/a.toml", "kurz = \"K\xf6nigreich\"\n")},
		{"picture", CodeEncoding, true, data("partnerschaften/a.toml", "\x89PNG\r\n\x1a\n\x00\x00")},
		{"half a character", CodeEncoding, true, data("partnerschaften/a.toml", "kurz = \"K\xc3\"\n")},
		{"byte order mark", CodeEncoding, false, data(ungarnFile, "\ufeff"+good)},
		{"two of them, and CRLF", CodeEncoding, false, data(ungarnFile, "\ufeff\ufeff"+strings.ReplaceAll(good, "\n", "\r\n"))},
		{"CR alone", CodeEncoding, false, data(ungarnFile, strings.ReplaceAll(good, "\n", "\r"))},
		{"U+FFFD in a comment", CodeEncoding, false, data(ungarnFile, good+"# \ufffd\n")},
	}
	if !testing.Short() {
		cases = append(cases,
			folderCase{"one too many", CodeTooManyFiles, true, files(maxFiles + 1)},
			folderCase{"far too many", CodeTooManyFiles, true, files(maxFiles + 5000)},
			folderCase{"groups", CodeTooManyFiles, true, with(func(fsys fstest.MapFS) {
				for i := range maxFiles + 1 {
					fsys[fmt.Sprintf("gruppen/g%d.toml", i)] = &fstest.MapFile{Data: []byte("kurz = \"X\"\n")}
				}
			})},
			folderCase{"the most", CodeTooManyFiles, false, files(maxFiles)},
			folderCase{"many that do not count", CodeTooManyFiles, false, with(func(fsys fstest.MapFS) {
				for i := range maxFiles + 1 {
					fsys[fmt.Sprintf("partnerschaften/.a%d.toml", i)] = &fstest.MapFile{}
				}
			})},
			folderCase{"few", CodeTooManyFiles, false, files(2)},
		)
	}
	slices.SortStableFunc(cases, func(a, b folderCase) int { return strings.Compare(a.code, b.code) })
	return cases
}
