package main

import (
	"bytes"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
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

// replace replaces a word in a file:
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
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(strings.ReplaceAll(text, args[0], args[1])), 0o666))
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
