// Command umsetzungsstand writes the report on the state of North
// Rhine-Westphalia's international partnerships: from the records in sources/
// through the templates to Markdown and PDF. It holds what the packages below
// internal/ must not know: arguments, files, exit statuses and the German words
// around them.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"umsetzungsstand/internal/diag"
)

// The exit statuses.
const (
	exitDone     = 0
	exitFindings = 1 // the records, a draft or the file system did not allow it
	exitUsage    = 2 // the call itself was wrong
)

func main() {
	// A report a hundred times as long as today's would take half as much again
	// if the collector did not work a little harder from here on.
	debug.SetMemoryLimit(270 << 20)
	p := newProgram()
	os.Exit(guard(p, p.run))
}

// program is everything that a command may touch of the world besides files.
// Commands reach input and clock only through it.
type program struct {
	Args   []string // without the program's name
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	Now    func() time.Time

	All bool // show every finding in full, however many there are; see allFlag
}

// newProgram returns the program as the system has called it.
func newProgram() *program {
	return &program{
		Args:   os.Args[1:],
		Stdin:  os.Stdin,
		Stdout: os.Stdout,
		Stderr: os.Stderr,
		Now:    time.Now,
	}
}

// run executes the command that Args name and returns the exit status. A
// command that could not say what it had to say has not done its work.
func (p *program) run() int {
	stdout, stderr := &output{w: p.Stdout}, &output{w: p.Stderr}
	p.Stdout, p.Stderr = stdout, stderr
	status := p.execute()
	err := stdout.err
	if err == nil {
		err = stderr.err
	}
	if status == exitDone && err != nil {
		fmt.Fprintln(p.Stderr, diag.Finding{Code: "ausgabe-gestoert",
			Text: "Was hier stehen sollte, ließ sich nicht ausgeben: " + germanCause(err) + ".",
			Hint: "Dateien, die der Befehl schreibt, sind davon nicht betroffen."})
		return exitFindings
	}
	return status
}

// output passes on what is written to it and remembers the first error.
type output struct {
	w   io.Writer
	err error
}

func (o *output) Write(b []byte) (int, error) {
	n, err := o.w.Write(b)
	if o.err == nil {
		o.err = err
	}
	return n, err
}

func (p *program) execute() int {
	root := p.root()
	root.SetArgs(p.Args)
	root.SetIn(p.Stdin)
	root.SetOut(p.Stdout)
	root.SetErr(p.Stderr)
	err := noCompletion(root, p.Args)
	if err == nil {
		err = root.Execute()
	}
	var usage *usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.As(err, &usage):
		fmt.Fprintln(p.Stderr, diag.Finding{Code: "aufruf", Text: visible(usage.text), Hint: visible(usage.hint)})
		var listed *listedError
		if errors.As(err, &listed) {
			fmt.Fprintf(p.Stderr, "\n%s\n", listed.list)
		}
		return exitUsage
	}
	// Only cobra can have made it, and every error of cobra's is translated.
	panic(fmt.Sprintf("untranslated error: %v", err))
}

// errFindings says that findings were printed that stop the command.
var errFindings = errors.New("findings")

// usageError is a mistake in the call. Its texts are German sentences.
type usageError struct{ text, hint string }

func (e *usageError) Error() string { return e.text }

// listedError is a usageError below which stands what might have been meant.
type listedError struct {
	*usageError
	list string
}

func (e *listedError) Unwrap() error { return e.usageError }

// mostShown is how many findings are shown in full: more than fit on a screen
// help nobody to begin.
const mostShown = 20

// report shows the findings, and how many there are if there are any but hints.
// With an error among them it returns errFindings.
func (p *program) report(findings diag.List) error {
	p.show(p.Stderr, findings)
	switch counts := counted(findings); {
	case findings.Failed():
		fmt.Fprintf(p.Stderr, "%s. Es wurde nichts geschrieben.\n", counts)
		return errFindings
	case counts != "":
		fmt.Fprintf(p.Stderr, "%s.\n", counts)
	}
	return nil
}

// show prints the gravest findings in full and the others by their number. The
// files they name are written as this system writes paths.
func (p *program) show(w io.Writer, findings diag.List) {
	findings = slices.Clone(findings)
	for i := range findings {
		f := &findings[i]
		f.File, f.Text, f.Hint = visible(localPath(f.File)), visible(f.Text), visible(f.Hint)
	}
	shown, rest := findings, diag.List(nil)
	if !p.All {
		shown, rest = findings.Gravest(mostShown)
	}
	out := bufio.NewWriter(w)
	for _, f := range shown {
		fmt.Fprintln(out, f)
	}
	if len(rest) > 0 {
		fmt.Fprintf(out, "Weitere %s, hier nur gezählt; --alle zeigt sie vollständig:\n%s", number(len(rest), "Meldung", "Meldungen"), rest.Tally())
	}
	out.Flush()
}

// counted says how many errors and warnings there are, "" without any.
func counted(findings diag.List) string {
	faults, warnings := findings.Count(diag.Error), findings.Count(diag.Warning)
	var counts []string
	if faults > 0 {
		counts = append(counts, number(faults, "Fehler", "Fehler"))
	}
	if warnings > 0 {
		counts = append(counts, number(warnings, "Warnung", "Warnungen"))
	}
	return strings.Join(counts, ", ")
}

// visible writes the characters of a text that would steer a terminal, or show
// nothing, as Go escapes them: such may stand in names of files.
func visible(s string) string {
	odd := func(r rune) bool { return r == utf8.RuneError || !unicode.IsGraphic(r) }
	if !strings.ContainsFunc(s, odd) {
		return s
	}
	var b strings.Builder
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[0])
		case odd(r) && r != utf8.RuneError:
			b.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
		default:
			b.WriteRune(r)
		}
		s = s[size:]
	}
	return b.String()
}

// allFlag gives a command the option to show every finding in full.
func (p *program) allFlag(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&p.All, "alle", false, fmt.Sprintf("alle Meldungen vollständig zeigen, nicht nur %d", mostShown))
}

// number returns a count with its noun.
func number(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// guard runs f and turns a panic, which is always a fault of the program, into
// an apology that says what to send to those who can mend it.
func guard(p *program, f func() int) (status int) {
	defer func() {
		fault := recover()
		if fault == nil {
			return
		}
		fmt.Fprintf(p.Stderr, `Entschuldigung: Das Programm hat einen Fehler und musste aufhören.
Bitte schicken Sie der Betreuung des Programms diese Meldung vollständig,
dazu den Ordner mit den Quellen oder den Entwurf, um den es ging.

Aufruf: umsetzungsstand %s
%s
Fehler: %v

%s`, visible(strings.Join(p.Args, " ")), versionText(), fault, debug.Stack())
		status = exitFindings
	}()
	return f()
}
