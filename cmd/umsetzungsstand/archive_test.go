package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"umsetzungsstand/internal/archive"
	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
)

// call runs a command and returns its output.
func call(args ...string) (status int, stdout, stderr string) {
	var out, errs bytes.Buffer
	p := &program{Args: args, Stdout: &out, Stderr: &errs, Now: time.Now}
	status = p.run()
	return status, out.String(), errs.String()
}

func mustCall(t *testing.T, args ...string) string {
	t.Helper()
	status, stdout, stderr := call(args...)
	if status != exitDone {
		t.Fatalf("%q: status %d\n%s%s", args, status, stdout, stderr)
	}
	return stdout
}

// samples generates both sample editions into a folder of results.
func samples(t *testing.T, sources string) (out string) {
	t.Helper()
	out = filepath.Join(t.TempDir(), "out")
	for _, edition := range []string{"2023-Q3", "2023-Q4"} {
		mustCall(t, "generate", edition, "--sources", sources, "--out", out)
	}
	return out
}

// contents returns all files of a folder by path.
func contents(t *testing.T, dir string) map[string]string {
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

// TestArchiveSamples: the sample editions are archived, hold what belongs to
// them, and are made again from what is archived, byte for byte. The same calls
// make the same bags in other folders and time zones.
func TestArchiveSamples(t *testing.T) {
	sources := "../../sources"
	moved := filepath.Join(t.TempDir(), "an einem anderen Ort", "quellen-ä")
	copyTree(t, moved, sources)
	var bags []map[string]string
	for i, sources := range []string{sources, moved} {
		if i > 0 {
			t.Setenv("TZ", "Pacific/Apia")
			local := time.Local
			time.Local = time.FixedZone("anderswo", 13*3600)
			defer func() { time.Local = local }()
		}
		out := samples(t, sources)
		dir := filepath.Join(t.TempDir(), "archiv")
		for _, edition := range []string{"2023-Q3", "2023-Q4"} {
			mustCall(t, "archive", edition, "--sources", sources, "--out", out, "--archive", dir)
		}
		stdout := mustCall(t, "archive", "verify", "--archive", dir, "--rebuild")
		for _, edition := range []string{"2023-Q3", "2023-Q4"} {
			if !strings.Contains(stdout, edition+": Aus dem Archivierten entstehen dasselbe Markdown und dasselbe PDF.\n") {
				t.Errorf("rebuild:\n%s", stdout)
			}
		}
		bags = append(bags, contents(t, dir))
	}
	if len(bags[0]) != len(bags[1]) || len(bags[0]) < 80 {
		t.Errorf("%d and %d files", len(bags[0]), len(bags[1]))
	}
	for name, text := range bags[0] {
		if bags[1][name] != text {
			t.Errorf("%s differs between two folders", name)
		}
	}
	for name, text := range contents(t, sources) {
		if strings.HasPrefix(name, ".") || name == "LIESMICH.md" {
			continue
		}
		if kept, ok := bags[0]["2023-Q4/data/quellen/"+name]; !ok || kept != text {
			t.Errorf("%s is not kept as it is", name)
		}
	}
}

// TestArchiveCanary: what is internal leaves the archive in the whole bag only.
func TestArchiveCanary(t *testing.T) {
	sources := filepath.Join(t.TempDir(), "quellen")
	copyTree(t, sources, "../../sources")
	planted := 0
	for name, text := range contents(t, sources) {
		if filepath.Ext(name) != ".toml" {
			continue
		}
		for _, key := range []string{"quelle", "vermerk"} {
			for n := 0; ; n++ {
				before, after, found := strings.Cut(text, key+" ")
				if !found {
					break
				}
				_, value, _ := strings.Cut(after, "\"")
				text = before + key + "\x00= \"Kanarienvogel " + value
				planted++
			}
			text = strings.ReplaceAll(text, "\x00", " ")
		}
		if err := os.WriteFile(filepath.Join(sources, name), []byte("# Kanarienvogel\n"+text+"\n# Kanarienvogel\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if planted < 50 {
		t.Fatalf("only %d planted", planted)
	}
	out := samples(t, sources)
	dir := filepath.Join(t.TempDir(), "archiv")
	mustCall(t, "archive", "2023-Q4", "--sources", sources, "--out", out, "--archive", dir)
	exported := t.TempDir()
	mustCall(t, "archive", "export", "2023-Q4", "--archive", dir, "--out", exported)
	files := contents(t, exported)
	if len(files) != 2 {
		t.Errorf("exported %d files", len(files))
	}
	for name, text := range files {
		if strings.Contains(text, "Kanarienvogel") {
			t.Errorf("%s: the canary is out", name)
		}
	}
	mustCall(t, "archive", "export", "2023-Q4", "--archive", dir, "--out", exported, "--akte")
	if !strings.Contains(contents(t, exported)["2023-Q4-akte.zip"], "Kanarienvogel") {
		t.Error("the whole bag lacks the canary: the test is blind")
	}
}

// TestOverrule: an error stops without a reason, and with one it is recorded.
func TestOverrule(t *testing.T) {
	made := archivedSample(t)
	if findings := (&archiving{}).unfit(made.product); findings != nil {
		t.Errorf("a sound edition is unfit:\n%s", findings)
	}
	day := date.Day{Year: 2023, Month: 11, Day: 2}
	if got := made.info(&archiving{overrule: "ohne Anlass"}, day, ""); got.Get(labelOverruled) != "" {
		t.Errorf("a reason for nothing is recorded: %q", got)
	}
	made.errors.Errorf(diag.Pos{File: "a.pdf"}, "x", "", "Etwas fehlt.")
	findings := (&archiving{}).unfit(made.product)
	if len(findings) != 2 || !findings.Failed() || findings[1].Code != "archiv-befunde" || !strings.Contains(findings[1].Hint, "--trotz-befund") {
		t.Errorf("findings\n%s", findings)
	}
	o := &archiving{overrule: "so versandt,\nam 2.11.\x1b[2J\xff"}
	if findings := o.unfit(made.product); findings != nil {
		t.Errorf("with a reason:\n%s", findings)
	}
	if got := made.info(o, day, "").Get(labelOverruled); got != `so versandt, am 2.11.\x1b[2J\xff` {
		t.Errorf("recorded %q", got)
	}
}

func archivedSample(t *testing.T) keeping {
	t.Helper()
	in, err := (&editionFlags{sources: "../../sources"}).input([]string{"2023-Q4"})
	if err != nil {
		t.Fatal(err)
	}
	kept := keeping{sources: newSnapshot(in.Sources.FS)}
	in.Sources.FS = kept.sources
	made, findings := produce(in, nil)
	if made == nil {
		t.Fatal(findings)
	}
	kept.product = made
	return kept
}

// TestDayOf: a bag's date is the letter's if that is a day, and else the
// Stichtag.
func TestDayOf(t *testing.T) {
	ed := *archivedSample(t).edition.Record
	if got := dayOf(&ed).String(); got != "2023-10-31" {
		t.Errorf("of a month: %s", got)
	}
	for _, tt := range []struct{ date, want string }{{"2023-11-02", "2023-11-02"}, {"2023-11-02/2023-11-03", "2023-10-31"}, {"Herbst 2023", "2023-10-31"}} {
		var err error
		if ed.Date, err = date.Parse(tt.date); err != nil {
			t.Fatal(err)
		}
		if got := dayOf(&ed).String(); got != tt.want {
			t.Errorf("%s: %s", tt.date, got)
		}
	}
}

func TestVersionOf(t *testing.T) {
	for bag, want := range map[string]int{"2023-Q4": 1, "2023-Q4-v2": 2, "2023-Q4-v12": 12, "2023-Q4-v1": 0, "2023-Q4-v02": 0, "2023-Q4-b": 0, "2023-Q4-v": 0, "2023-Q3": 0, "2023-Q4-vx": 0} {
		if got := versionOf(bag, "2023-Q4"); got != want {
			t.Errorf("%s: %d", bag, got)
		}
	}
}

// TestPutFault: what the archive cannot do is said in German, whole.
func TestPutFault(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want string
	}{
		{archive.ErrBusy, "a/b: Fehler: Gerade schreibt ein anderer Aufruf in dieses Archiv. [archiv-gesperrt]\n  Hinweis: Warten Sie, bis er fertig ist, und rufen Sie den Befehl noch einmal auf."},
		{archive.ErrExists, "a/b: Fehler: Ein anderer Aufruf hat die Ausgabe soeben archiviert. [archiv-gesperrt]"},
		{&archive.NameError{Name: "ä"}, "Fehler: Die Datei „ä“ hat einen Namen, der sich nicht auf Dauer bewahren lässt. [archiv-dateiname]"},
		{&fs.PathError{Op: "openat", Path: "x", Err: fs.ErrPermission}, "a/b: Fehler: Das Archiv lässt sich nicht schreiben: dafür fehlt die Berechtigung. [archiv-nicht-geschrieben]"},
		{errors.New("odd"), "a/b: Fehler: Das Archiv lässt sich nicht schreiben: das Betriebssystem nennt keinen Grund. [archiv-nicht-geschrieben]"},
	} {
		if got := putFault(filepath.Join("a", "b"), fmt.Errorf("put: %w", tt.err)).String(); !strings.HasPrefix(got, tt.want) {
			t.Errorf("got\n%s\nwant\n%s", got, tt.want)
		}
	}
}

// TestRebuilt: another version's product is told apart by lines and pages, and
// that of the same version is an error.
func TestRebuilt(t *testing.T) {
	kept := archivedSample(t)
	in, err := (&editionFlags{sources: "../../sources"}).input([]string{"2023-Q4"})
	if err != nil {
		t.Fatal(err)
	}
	other := kept
	product := *kept.product
	other.product = &product
	product.markdown = bytes.Replace(product.markdown, []byte("Ungarn"), []byte("Ungern"), 1)
	product.generated = product.markdown
	q3, err := (&editionFlags{sources: "../../sources"}).input([]string{"2023-Q3"})
	if err != nil {
		t.Fatal(err)
	}
	made, _ := produce(q3, nil)
	product.pdf = made.pdf
	for _, by := range []string{agent(), "eine andere Fassung"} {
		store, err := archive.Create(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		e, err := store.Put(t.Context(), archive.Bag{Name: "2023-Q4", Files: other.files(in), Info: archive.Info{{Label: labelAgent, Value: by}}})
		if err != nil {
			t.Fatal(err)
		}
		findings := rebuilt(store, e, in.Fonts)
		if len(findings) != 2 || findings.Failed() != (by == agent()) {
			t.Fatalf("%s: findings\n%s", by, findings)
		}
		if got := findings[0].Text; !strings.HasPrefix(got, "Das Markdown ist anders: 1 Zeile der archivierten Datei, zuerst Zeile ") {
			t.Errorf("Markdown: %s", got)
		}
		if got := findings[1].Text; !strings.HasPrefix(got, "Das PDF ist anders: 17 statt 14 Seiten; der Text ist ein anderer auf Seite 1, 2, ") {
			t.Errorf("PDF: %s", got)
		}
	}
	if got := differentPages(made.pdf, append(slices.Clone(made.pdf), '\n')); got != "nur die Bytes; der Text jeder Seite ist derselbe" {
		t.Errorf("other bytes: %s", got)
	}
}

// TestSnapshot: what was read once is what is read again.
func TestSnapshot(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "a.toml", "alt")
	put(t, dir, "b.toml", "nie gelesen")
	s := newSnapshot(os.DirFS(dir))
	for range 2 {
		if data, err := fs.ReadFile(s, "a.toml"); err != nil || string(data) != "alt" {
			t.Errorf("%q, %v", data, err)
		}
		put(t, dir, "a.toml", "ganz neu")
	}
	if len(s.files) != 1 {
		t.Errorf("%d files held", len(s.files))
	}
}

// TestArchivedSources: the records of a bag load as those that were archived.
func TestArchivedSources(t *testing.T) {
	sources, out := smallSources(t)
	dir := filepath.Join(t.TempDir(), "archiv")
	mustCall(t, "archive", "2023-Q4", "--sources", sources, "--out", out, "--archive", dir)
	store, err := archive.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	tree, err := archivedSources(store, "2023-Q4")
	if err != nil {
		t.Fatal(err)
	}
	was, findings := record.Load(os.DirFS(sources))
	is, more := record.Load(tree.FS)
	if len(findings)+len(more) > 0 || !reflect.DeepEqual(was, is) {
		t.Errorf("the archived records are others; findings\n%s%s", findings, more)
	}
	if _, err := archivedSources(store, "2023-Q3"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of a bag that is not there: %v", err)
	}
}

// TestArchiveCodes: what the commands on the archive and the archive itself
// find has names of its own, explained.
func TestArchiveCodes(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range slices.Concat(archiveCodes, archive.Codes()) {
		if seen[c.Name] || !strings.HasPrefix(c.Name, "archiv-") || strings.Count(c.Explain, ". ") < 1 || !strings.HasSuffix(c.Explain, ".") {
			t.Errorf("%s: %s", c.Name, c.Explain)
		}
		seen[c.Name] = true
	}
}
