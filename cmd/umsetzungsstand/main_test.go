package main

import (
	"bytes"
	"encoding/hex"
	"flag"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/font/fonttest"
	"umsetzungsstand/internal/pdf/pdftest"
)

var update = flag.Bool("update", false, "rewrite the expectations of the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		// Without guard: a panic shall fail a script with its stack.
		"umsetzungsstand": func() { os.Exit(newProgram().run()) },
	})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"status":  status,
			"entries": entries,
			"replace": replace,
			"fonts":   fonts,
			"spoil":   spoil,
			"cut":     cut,
			"embeds":  embeds,
			"noted":   noted,
		},
	})
}

// status runs a command and compares its exit status:
//
//	status 2 umsetzungsstand generate --foo
//
// Its output is then looked at with cmp stdout and cmp stderr.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command [arguments]")
	}
	got := "0"
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("exit status %s, want %s", got, args[0])
	}
}

// entries checks that a folder holds the named files and folders, and no others:
//
//	entries folder name...
func entries(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: entries folder name...")
	}
	list, err := os.ReadDir(ts.MkAbs(args[0]))
	ts.Check(err)
	var got []string
	for _, e := range list {
		got = append(got, e.Name())
	}
	if !slices.Equal(got, args[1:]) {
		ts.Fatalf("%s holds %q", args[0], got)
	}
}

// replace replaces a word in a file; \n in the new one is a line end:
//
//	replace old new file
func replace(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: replace old new file")
	}
	text := ts.ReadFile(args[2])
	if !strings.Contains(text, args[0]) {
		ts.Fatalf("%s does not hold %q", args[2], args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(strings.ReplaceAll(text, args[0], strings.ReplaceAll(args[1], `\n`, "\n"))), 0o666))
}

// fonts fills a new folder with the four files of a family: Go, Go without what
// is not in Windows-1252, or Go Mono.
//
//	fonts go|western|mono folder
func fonts(ts *testscript.TestScript, neg bool, args []string) {
	families := map[string]func() map[string][]byte{"go": fonttest.Go, "western": fonttest.Western, "mono": fonttest.Mono}
	if neg || len(args) != 2 || families[args[0]] == nil {
		ts.Fatalf("usage: fonts go|western|mono folder")
	}
	ts.Check(os.MkdirAll(ts.MkAbs(args[1]), 0o777))
	for name, data := range families[args[0]]() {
		ts.Check(os.WriteFile(filepath.Join(ts.MkAbs(args[1]), name), data, 0o666))
	}
}

// embeds checks which fonts a PDF holds, by their PostScript names, and that it
// holds no others:
//
//	embeds file name...
func embeds(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: embeds file name...")
	}
	doc, err := pdftest.Read([]byte(ts.ReadFile(args[0])))
	ts.Check(err)
	var got []string
	for _, name := range doc.Fonts {
		_, name, _ = strings.Cut(name, "+") // the tag of the subset
		got = append(got, name)
	}
	slices.Sort(got)
	if want := slices.Sorted(slices.Values(args[1:])); !slices.Equal(got, want) {
		ts.Fatalf("%s holds the fonts %q, want %q", args[0], got, want)
	}
}

// spoil writes bytes into a table of a font:
//
//	spoil file table offset hexadecimal
func spoil(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 4 {
		ts.Fatalf("usage: spoil file table offset hexadecimal")
	}
	at, err := strconv.Atoi(args[2])
	ts.Check(err)
	bytes, err := hex.DecodeString(args[3])
	ts.Check(err)
	data := []byte(ts.ReadFile(args[0]))
	copy(fonttest.Table(data, args[1])[at:], bytes)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o666))
}

// noted sets a variable to the checksum that the last command has printed:
//
//	noted NAME
func noted(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: noted NAME")
	}
	sums := regexp.MustCompile(`\b[0-9a-f]{64}\b`).FindAllString(ts.ReadFile("stdout"), -1)
	if len(sums) != 1 {
		ts.Fatalf("%d checksums", len(sums))
	}
	ts.Setenv(args[0], sums[0])
}

// cut leaves only the first bytes of a file:
//
//	cut file bytes
func cut(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cut file bytes")
	}
	size, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	ts.Check(os.Truncate(ts.MkAbs(args[0]), size))
}

func TestGuard(t *testing.T) {
	var stderr bytes.Buffer
	p := &program{Args: []string{"generate", "2023-Q4"}, Stderr: &stderr}
	status := guard(p, func() int {
		var none []int
		return none[3]
	})
	if status != exitFindings {
		t.Errorf("status %d, want %d", status, exitFindings)
	}
	text := stderr.String()
	const opening = "Entschuldigung: Das Programm hat einen Fehler und musste aufhören.\n"
	if !strings.HasPrefix(text, opening) {
		t.Errorf("message begins otherwise:\n%s", text)
	}
	for _, want := range []string{
		"\nAufruf: umsetzungsstand generate 2023-Q4\nFassung: ",
		"\nFehler: runtime error: index out of range [3] with length 0\n",
		"main_test.go:", // where it happened
	} {
		if !strings.Contains(text, want) {
			t.Errorf("message lacks %q:\n%s", want, text)
		}
	}
	if got := guard(p, func() int { return exitUsage }); got != exitUsage {
		t.Errorf("without panic: status %d, want %d", got, exitUsage)
	}
}

// fullDisk is an output that takes nothing.
type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

// TestOutputFails: who asked for an answer and got none must not be told that
// all is well.
func TestOutputFails(t *testing.T) {
	for _, args := range [][]string{{"help"}, {"help", "render"}, {"version"}, {"generate", "--sources", "../../sources", "--out", t.TempDir()}} {
		var stderr bytes.Buffer
		p := &program{Args: args, Stdout: fullDisk{}, Stderr: &stderr, Now: time.Now}
		if status := p.run(); status != exitFindings {
			t.Errorf("%q: status %d", args, status)
		}
		const want = `Fehler: Was hier stehen sollte, ließ sich nicht ausgeben: der Datenträger ist voll. [ausgabe-gestoert]
  Hinweis: Dateien, die der Befehl schreibt, sind davon nicht betroffen.
`
		if runtime.GOOS != "windows" && stderr.String() != want {
			t.Errorf("%q: stderr\n%s\nwant\n%s", args, &stderr, want)
		}
	}
	// A warning that cannot be shown.
	p := &program{Args: []string{"generate", "--sources", "../../sources", "--templates", t.TempDir(), "--out", t.TempDir()},
		Stdout: io.Discard, Stderr: fullDisk{}, Now: time.Now}
	if status := p.run(); status != exitFindings {
		t.Errorf("stderr full: status %d", status)
	}
	// A mistake in the call stays one.
	p = &program{Args: []string{"tanzen"}, Stdout: fullDisk{}, Stderr: fullDisk{}}
	if status := p.run(); status != exitUsage {
		t.Errorf("usage: status %d", status)
	}
}

// TestVisible: nothing that a name holds steers the terminal.
func TestVisible(t *testing.T) {
	for in, want := range map[string]string{
		"Bericht für „Wallonie“ 🙂.md": "Bericht für „Wallonie“ 🙂.md",
		`C:\quellen\a b.toml`:         `C:\quellen\a b.toml`,
		"a\x1b[2Jb\nc\td\a":           `a\x1b[2Jb\nc\td\a`,
		"a\u202eb\u00adc\u009b":       `a\u202eb\u00adc\u009b`,
		"a\xffb\ufffd":                "a\\xffb\ufffd",
		"Seite 3":                     "Seite 3",
	} {
		if got := visible(in); got != want {
			t.Errorf("visible(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestVisibleMessages: names are made visible wherever they are printed.
func TestVisibleMessages(t *testing.T) {
	var stdout, stderr bytes.Buffer
	p := &program{Args: []string{"render", "a\x1b[2J\nb.md"}, Stdout: &stdout, Stderr: &stderr, Now: time.Now}
	if status := p.run(); status != exitUsage {
		t.Errorf("status %d", status)
	}
	p.report(diag.List{{Pos: diag.Pos{File: "c\x1b.toml"}, Severity: diag.Hint, Code: "code", Text: "Zu „d\n“.", Hint: "Statt „e\u202e“."}})
	const want = `Fehler: Den Entwurf „a\x1b[2J\nb.md“ gibt es nicht. [aufruf]
  Hinweis: Nennen Sie eine Markdown-Datei, wie generate sie schreibt.
c\x1b.toml: Hinweis: Zu „d\n“. [code]
  Hinweis: Statt „e\u202e“.
`
	if stderr.String() != want || stdout.Len() > 0 {
		t.Errorf("stdout %q, stderr\n%s\nwant\n%s", &stdout, &stderr, want)
	}
	if runtime.GOOS == "windows" { // no such names
		return
	}
	stderr.Reset()
	folder := t.TempDir()
	p.Args = []string{"generate", "--sources", "../../sources", "--out", folder + "/f\x1b[31m"}
	if status := p.run(); status != exitDone {
		t.Errorf("status %d, stderr\n%s", status, &stderr)
	}
	if !strings.Contains(stdout.String(), folder+`/f\x1b[31m/2023-Q4/`) {
		t.Errorf("stdout\n%s", &stdout)
	}
}
