// Package law holds what must stay true of the source tree itself: which
// package may import which, that nothing reads the clock, how long a file may
// grow. It has nothing but tests; when one of them fails, its message says
// which law was broken and what the law is for. Begin with the two tables,
// house and owners.
package law

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

const module = "umsetzungsstand"

// room is one of our packages: what it may import of the others, and why
// nothing else. What is not listed is forbidden. A new package needs a room of
// its own, and a forbidden import as its reason.
type room struct{ dir, may, why string }

// house is the plan of the packages, in the order of the way of the data.
var house = []room{
	{"cmd/umsetzungsstand", "internal/archive internal/build internal/check internal/date internal/diag internal/preflight internal/preview internal/record internal/report templates",
		"a command hands its flags to build and prints what comes back; schema prints what record describes, check what preflight finds"},
	{"templates", "",
		"it embeds files and knows nobody"},
	{"internal/build", "internal/check internal/compose internal/date internal/diag internal/font internal/markdown internal/pdf internal/preflight internal/record internal/report internal/typeset",
		"it wires the stages and nothing else; templates and sources are handed in"},
	{"internal/diag", "",
		"all others report through it, so it can know none of them"},
	{"internal/date", "internal/diag",
		"a date is a value: it knows no record and no report"},
	{"internal/record", "internal/date internal/diag",
		"records are read and validated without knowing what is made of them"},
	{"internal/report", "internal/date internal/diag internal/record",
		"an edition is computed from records and a day, without a notion of text or pages"},
	{"internal/check", "internal/date internal/diag internal/record internal/report internal/typography",
		"it judges an edition and never makes one: what it finds changes nothing in a report"},
	{"internal/typography", "",
		"it knows a text and its language, and neither whose it is nor where its lines end"},
	{"internal/compose", "internal/date internal/diag internal/record internal/report internal/typography",
		"the Markdown is the contract between the two halves: the half that writes it knows nothing of the one that reads it"},
	{"internal/markdown", "internal/diag",
		"a draft is read as it lies there, whoever wrote it"},
	{"internal/font", "internal/diag",
		"it measures characters"},
	{"internal/font/fonttest", "",
		"it holds fonts for tests, and must not share the constants of what reads them"},
	{"internal/hyphen", "",
		"where a word may be divided is a property of the word: it knows no lines and no document"},
	{"internal/typeset", "internal/diag internal/font internal/hyphen internal/markdown",
		"pages are made from the document alone and know nothing of PDF or records"},
	{"internal/pdf", "internal/font internal/pdf/finish internal/typeset",
		"it draws finished pages and decides nothing"},
	{"internal/pdf/finish", "",
		"it knows PDF and nothing of reports: what a text is and where a link leads is said to it"},
	{"internal/preflight", "internal/diag",
		"it examines what others made and must not inherit their constants"},
	{"internal/preview", "internal/build internal/diag internal/markdown internal/record internal/report",
		"it shows what build makes and what check finds, and makes nothing of it itself"},
	{"internal/archive", "internal/diag",
		"it keeps named bytes and must not know what they are: what is fit to be kept is the command's to say"},
	{"internal/pdf/pdftest", "",
		"it judges what the others made and must not share their constants"},
}

// owner says who may import a package that is not ours; testsMay whether all
// tests may as well.
type owner struct {
	imported, only string
	testsMay       bool
	why            string
}

const once = "each heavy dependency has one owner, so that it can be replaced in one place"

var owners = []owner{
	{"github.com/spf13", "cmd/umsetzungsstand", false, "below cmd nobody knows of flags"},
	{"github.com/BurntSushi/toml", "internal/record", false, once},
	{"text/template", "internal/compose", false, "what escapes is in one place"},
	{"github.com/yuin/goldmark", "internal/markdown", false, "there is one configuration of Markdown"},
	{"golang.org/x/image", "internal/font internal/font/fonttest", false, once},
	{"golang.org/x/image/font/gofont", "internal/font/fonttest", false, "the program builds in one family; others are for tests, or read from a folder"},
	{"github.com/go-fonts", "internal/font", false, once},
	{"github.com/johnfercher", "internal/pdf", false, once},
	{"github.com/phpdave11", "", false, "what maroto draws with is maroto's; the finishing undoes what is not reproducible in it"},
	{"github.com/pdfcpu", "internal/pdf/finish internal/preflight", true, "who writes a PDF and who examines it read it with the same parser, each for itself"},
	{"os", "cmd/umsetzungsstand internal/archive internal/pdf/pdftest", true, "below cmd there are no files, environment and working directory: take an fs.FS or bytes; only the archive is about nothing else than what lies on the disk and stays there: it writes, syncs and renames, below one os.Root"},
	{"github.com/fsnotify/fsnotify", "internal/preview", false, "only what shows drafts waits for files"},
	{"github.com/chromedp", "", true, "a browser is what the preview's tests look at it with"},
	{"os/exec", "cmd/umsetzungsstand internal/pdf/pdftest", true, "below cmd no program is started"},
	{"html/template", "internal/preview", false, "what escapes HTML is in one place"},
	{"github.com/gofrs/flock", "internal/archive", false, once},
	{"github.com/rogpeppe/go-internal", "cmd/umsetzungsstand", true, "testscript runs the commands; what was changed in a draft by hand is for the archive's command to say"},
	{"io", "cmd/umsetzungsstand internal/archive internal/preview internal/build internal/compose internal/diag internal/font internal/record internal/pdf/pdftest", true, "the stages between take values and give values; diag knows the errors of files"},
	{"net/http", "internal/preview", true, "nothing is fetched, and only the preview serves"},
	{"math/rand", "cmd/umsetzungsstand", true, "the same input must give the same bytes"},
	{"testing", "internal/pdf/pdftest", true, "the program holds no test code"},
	{"github.com/santhosh-tekuri/jsonschema", "", true, "the program writes schemas; that they say what the loader does is for tests to judge"},
	{module + "/internal/pdf/pdftest", "", true, "the program holds no test code"},
	{module + "/internal/font/fonttest", "", true, "the program holds no test code"},
}

func repository() fs.FS { return os.DirFS("../..") }

func ours(t *testing.T) *tree {
	t.Helper()
	tree, err := load(repository())
	if err != nil {
		t.Fatal(err)
	}
	if len(tree.files) < 20 {
		t.Fatalf("only %d Go files found: this is not the repository", len(tree.files))
	}
	return tree
}

func report(t *testing.T, faults []string) {
	t.Helper()
	for _, fault := range faults {
		t.Error(fault)
	}
}

func TestHouse(t *testing.T)    { report(t, checkHouse(ours(t), module, house)) }
func TestOwners(t *testing.T)   { report(t, checkOwners(ours(t), owners)) }
func TestClock(t *testing.T)    { report(t, checkClock(ours(t))) }
func TestNames(t *testing.T)    { report(t, checkNames(ours(t))) }
func TestComments(t *testing.T) { report(t, checkComments(ours(t))) }
func TestLengths(t *testing.T)  { report(t, checkLengths(ours(t), 600)) }

// A README of more than two pages is not read.
func TestReadme(t *testing.T) {
	text, err := fs.ReadFile(repository(), "README.md")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), "\n"); n > 120 {
		t.Errorf("README.md: %d lines, more than 120", n)
	}
}

// TestChecks shows each check a tree that breaks its law, for a check that
// finds nothing may as well be blind.
func TestChecks(t *testing.T) {
	root := fstest.MapFS{
		"internal/date/date.go": {Data: []byte(`// Package date is fine.
package date

import "umsetzungsstand/internal/report"
`)},
		"internal/date/date_test.go": {Data: []byte(`package date

import (
	"os"
	"time"

	"github.com/spf13/cobra"

	"umsetzungsstand/internal/pdf"
)

var now = time.Now()
`)},
		"internal/pdf/pdf.go": {Data: []byte(`// What it does.
package pdf

import (
	"os/exec"
	clock "time"

	"github.com/johnfercher/maroto/v2"
	"github.com/yuin/goldmark-emoji"
)

var größe, since = 1, clock.Since(clock.Time{})
`)},
		"internal/extra/extra.go":    {Data: []byte("package extra\n\nimport . \"time\"\n")},
		"internal/tests/all_test.go": {Data: []byte("// Package tests has tests.\npackage tests\n")},
		"cmd/run/main.go": {Data: []byte(`// Command run runs.
package main

import "time"

var now = time.Now()
`)},
		"out/2023/report.go": {Data: []byte("not Go")},
	}
	tree, err := load(root)
	if err != nil {
		t.Fatal(err)
	}
	plan := []room{
		{"cmd/run", "", "it runs"},
		{"internal/date", "internal/diag", "a date is a value"},
		{"internal/pdf", "", "it draws"},
		{"internal/gone", "", "it is gone"},
	}
	owned := []owner{
		{"os", "cmd/run", true, "no files"},
		{"github.com/spf13", "cmd/run", false, "no flags"},
		{"github.com/yuin/goldmark", "", false, "one Markdown"},
		{"github.com/johnfercher", "internal/pdf", false, "one PDF"},
	}
	for _, c := range []struct {
		name      string
		got, want []string
	}{
		{"house", checkHouse(tree, module, plan), []string{
			"internal/date/date.go:4:8: internal/date must not import internal/report: a date is a value",
			"internal/extra/extra.go: package internal/extra is not in the plan: add it with the imports it may have, and why",
			"the plan names internal/gone, which does not exist",
		}},
		{"owners", checkOwners(tree, owned), []string{
			"internal/date/date_test.go:7:2: only cmd/run may import github.com/spf13/cobra: no flags",
			"internal/pdf/pdf.go:5:2: only cmd/run may import os/exec: no files",
		}},
		{"clock", checkClock(tree), []string{
			`internal/extra/extra.go: import . "time" hides reads of the clock`,
			"internal/pdf/pdf.go:12:25: time.Since: the same input must give the same bytes; take a date instead",
		}},
		{"names", checkNames(tree), []string{
			"internal/pdf/pdf.go:12:5: identifier größe: names are English, and ASCII",
		}},
		{"comments", checkComments(tree), []string{
			"internal/extra: no comment that says what the package is for",
			"internal/pdf: no comment that says what the package is for",
		}},
		{"lengths", checkLengths(tree, 11), []string{
			"internal/pdf/pdf.go: 12 lines, more than 11: one file a stage or node",
		}},
	} {
		if !slices.Equal(c.got, c.want) {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, strings.Join(c.got, "\n"), strings.Join(c.want, "\n"))
		}
	}
}
