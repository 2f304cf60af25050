package check

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
)

var update = flag.Bool("update", false, "rewrite the goldens")

// least is how many cases of each kind every code has.
const least = 3

// A file in testdata/faelle holds cases of the code that it is named after:
//
//	-- feuert-1 --                     the code is found, and nothing else
//	-- meldung-1 --                    all that is found there; -update rewrites it
//	-- feuert-nicht-1 --               nothing is found, though it comes near
//
// Each is laid over grund.txtar. The text is part of the file that the name of
// the section ends with, partnerschaften/ungarn.toml where it has none: what
// stands before its first header goes to that file's beginning, in place of
// keys of the same name, the rest to its end. "=" before the file replaces it
// as a whole, "-" removes it, and "@2023-Q3" examines that edition and not the
// newest; "+code" allows another code beside. "?Wort", or "?Wort=Vorschlag",
// also looks for misspelled words, with a dictionary that knows the words of the
// texts but not these.
// Sections of the same number are one case.
func TestCases(t *testing.T) {
	base, err := txtar.ParseFile("testdata/grund.txtar")
	if err != nil {
		t.Fatal(err)
	}
	t.Run("none", func(t *testing.T) {
		if got := examined(t, folderOf(base), "").Findings; len(got) > 0 {
			t.Errorf("found in what is free of faults:\n%v", got)
		}
	})
	fires, spares := map[string]int{}, map[string]int{}
	files, err := filepath.Glob("testdata/faelle/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		code := strings.TrimSuffix(filepath.Base(file), ".txtar")
		if _, ok := severities[code]; !ok {
			t.Errorf("%s is named after no code", file)
		}
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		folders, want := map[string]fstest.MapFS{}, map[string]string{}
		editions, allowed := map[string]string{}, map[string]string{}
		unknown := map[string]map[string][]string{}
		var order []string
		var rewritten []txtar.File // without what is found
		for _, f := range archive.Files {
			name, target, _ := strings.Cut(f.Name, " ")
			if number, ok := strings.CutPrefix(name, "meldung-"); ok {
				want["feuert-"+number] = string(f.Data)
				continue
			}
			rewritten = append(rewritten, f)
			fsys := folders[name]
			if fsys == nil {
				fsys = folderOf(base)
				folders[name] = fsys
				order = append(order, name)
			}
			if edition, ok := strings.CutPrefix(target, "@"); ok {
				editions[name] = edition
				continue
			}
			if beside, ok := strings.CutPrefix(target, "+"); ok {
				allowed[name] = beside
				continue
			}
			if word, ok := strings.CutPrefix(target, "?"); ok {
				word, suggestion, _ := strings.Cut(word, "=")
				if unknown[name] == nil {
					unknown[name] = map[string][]string{}
				}
				unknown[name][word] = strings.Fields(suggestion)
				continue
			}
			lay(fsys, target, string(f.Data))
		}
		got := map[string]string{}
		for _, name := range order {
			firing := regexp.MustCompile(`^feuert-\d+$`).MatchString(name)
			if !firing && !strings.HasPrefix(name, "feuert-nicht-") {
				t.Errorf("%s: section %q", file, name)
			}
			t.Run(code+"/"+name, func(t *testing.T) {
				findings := examined(t, folders[name], editions[name]).Findings
				if words := unknown[name]; words != nil {
					findings = append(findings, misspelledIn(t, folders[name], editions[name], words)...)
					findings.Sort()
				}
				for _, f := range findings {
					if f.Code != code && f.Code != allowed[name] {
						t.Errorf("not %s:\n%v", code, f)
					}
				}
				if !firing {
					spares[code]++
					for _, f := range findings {
						if f.Code == code {
							t.Errorf("found:\n%v", f)
						}
					}
					return
				}
				fires[code]++
				if !slices.ContainsFunc(findings, func(f diag.Finding) bool { return f.Code == code }) {
					t.Error("nothing found")
				}
				got[name] = findings.String() + "\n"
				if got[name] != want[name] && !*update {
					t.Errorf("found:\n%s\nwant:\n%s", got[name], want[name])
				}
			})
		}
		if *update {
			archive.Files = nil
			for i, f := range rewritten {
				archive.Files = append(archive.Files, f)
				name, _, _ := strings.Cut(f.Name, " ")
				next := ""
				if i+1 < len(rewritten) {
					next, _, _ = strings.Cut(rewritten[i+1].Name, " ")
				}
				if text, ok := got[name]; ok && next != name {
					archive.Files = append(archive.Files, txtar.File{Name: strings.Replace(name, "feuert", "meldung", 1), Data: []byte(text)})
				}
			}
			if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, c := range Codes() {
		if n := fires[c.Name]; n < least {
			t.Errorf("%s fires in %d cases", c.Name, n)
		}
		if n := spares[c.Name]; n < least {
			t.Errorf("%s nearly fires in %d cases", c.Name, n)
		}
	}
}

// Every code has an explanation that a clerk can act on, and stands once.
func TestCodes(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Codes() {
		if seen[c.Name] {
			t.Errorf("%s stands twice", c.Name)
		}
		seen[c.Name] = true
		if !regexp.MustCompile(`^[a-z]+(-[a-z]+)+$`).MatchString(c.Name) {
			t.Errorf("%s: no name for a code", c.Name)
		}
		if n := strings.Count(c.Explain, ". ") + 1; n < 2 || !strings.HasSuffix(c.Explain, ".") || len(c.Explain) < 80 {
			t.Errorf("%s: not explained in two sentences or more: %s", c.Name, c.Explain)
		}
	}
}

// misspelledIn returns what is misspelled where the dictionary knows the words
// of the texts but some.
func misspelledIn(t *testing.T, fsys fstest.MapFS, name string, unknown map[string][]string) diag.List {
	t.Helper()
	set, _ := record.Load(fsys)
	words := Words(report.Make(set, report.Find(set, name), date.Day{}))
	known := map[string]bool{}
	for _, w := range words {
		if _, ok := unknown[w.Text]; !ok {
			known[w.Text] = true
		}
	}
	list, err := Misspelled(words, Dictionary{
		Unknown: func(words []string) (map[string]bool, error) {
			m := map[string]bool{}
			for _, word := range words {
				if !known[word] {
					m[word] = true
				}
			}
			return m, nil
		},
		Suggest: func(words []string) (map[string][]string, error) { return unknown, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// examined loads the records and examines an edition, the newest for "".
func examined(t *testing.T, fsys fstest.MapFS, name string) *Result {
	t.Helper()
	set, findings := record.Load(fsys)
	if findings.Failed() {
		t.Fatalf("the case cannot be loaded:\n%v", findings)
	}
	rec := report.Find(set, name)
	if rec == nil {
		t.Fatalf("there is no edition %q", name)
	}
	var before *report.Edition
	if earlier := report.Before(set, rec); earlier != nil {
		before = report.Make(set, earlier, date.Day{})
	}
	return Examine(report.Make(set, rec, date.Day{}), before)
}

func folderOf(a *txtar.Archive) fstest.MapFS {
	fsys := fstest.MapFS{}
	for _, f := range a.Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return fsys
}

// lay lays a text over a file; see TestCases.
func lay(fsys fstest.MapFS, target, text string) {
	if target == "" {
		target = "partnerschaften/ungarn.toml"
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
		if tail != "" || strings.HasPrefix(line, "[") {
			tail += line
			continue
		}
		head += line
		if key, _, ok := strings.Cut(line, "="); ok {
			first, rest, found := strings.Cut(old, "\n[") // the file's head only
			first = regexp.MustCompile(`(?m)^`+regexp.QuoteMeta(strings.TrimSpace(key))+` *=.*\n`).ReplaceAllString(first+"\n", "")
			if old = first; found {
				old += "[" + rest
			}
		}
	}
	fsys[target] = &fstest.MapFile{Data: []byte(head + old + "\n" + tail)}
}
