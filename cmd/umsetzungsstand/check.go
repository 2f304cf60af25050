package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/preflight"
)

func (p *program) check() *cobra.Command {
	var pdf string
	var asJSON, checklist bool
	cmd := &cobra.Command{
		Use:   "check --pdf DATEI [Optionen]",
		Short: "Ein PDF auf Barrierefreiheit und Archivfähigkeit prüfen",
		Long: `check --pdf prüft ein PDF, woher es auch kommt: ob es barrierefrei ist (PDF/UA-1,
ISO 14289-1) und sich archivieren lässt (PDF/A-2a, ISO 19005-2). Jede Meldung nennt
die Seite und die Stelle der Norm. generate und render prüfen ihr PDF ebenso, bevor
sie es schreiben, und vergleichen es außerdem mit dem Entwurf.

Das ist eine Selbstprüfung und kein Zertifikat. Was nur ein Mensch beurteilen kann,
etwa die Lesereihenfolge, fragt die Prüfliste ab, die --checkliste ausgibt: zum
Ankreuzen und Unterschreiben, als Markdown.

Mit --json ist die Ausgabe ein JSON-Objekt: file, sha256, rules (Zahl der Regeln),
findings (je Meldung page, severity, code, clause, text und hint) und counts (error,
warning, hint). severity ist error, warning oder hint; page und clause fehlen, wo es
keine gibt. Die Namen und die Kürzel in code ändern sich nicht.

Rückgabewert: 0 ohne Fehler, 1 mit Fehlern, 2 bei einem falschen Aufruf.`,
		Example: `  umsetzungsstand check --pdf out/2023-Q4/umsetzungsstand-2023-Q4.pdf
  umsetzungsstand check --pdf bericht.pdf --checkliste > pruefliste.md`,
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) > 0 && pdf == "":
				return &usageError{fmt.Sprintf("Vor „%s“ fehlt eine Option, die sagt, was zu prüfen ist.", args[0]),
					fmt.Sprintf("Ein PDF nennen Sie so: --pdf %s. ", args[0]) + moreHelp(cmd)}
			case pdf == "" && !cmd.Flags().Changed("pdf"):
				return &usageError{"Es fehlt die Angabe, was zu prüfen ist.", "Nennen Sie ein PDF, etwa mit --pdf bericht.pdf. " + moreHelp(cmd)}
			case asJSON && checklist:
				return &usageError{"Die Optionen --json und --checkliste schließen einander aus.", moreHelp(cmd)}
			}
			return arguments(0, 0, "")(cmd, args)
		},
		RunE: func(_ *cobra.Command, _ []string) error {
			data, err := readPDF(pdf)
			if err != nil {
				return err
			}
			e := examined{name: pdf, data: data, findings: preflight.Examine(data, filepath.ToSlash(pdf), nil)}
			switch {
			case asJSON:
				p.Stdout.Write(e.json())
			case checklist:
				p.printChecklist(e)
			default:
				p.printExamined(e)
			}
			if e.findings.Failed() {
				return errFindings
			}
			return nil
		},
	}
	flags := cmd.Flags()
	flags.Var((*onceValue)(&pdf), "pdf", "`DATEI`, die geprüft wird")
	flags.BoolVar(&checklist, "checkliste", false, "die Prüfliste für Menschen ausgeben")
	flags.BoolVar(&asJSON, "json", false, "die Meldungen als JSON ausgeben")
	p.allFlag(cmd)
	return cmd
}

// maxPDF is the size in bytes beyond which a PDF is not read.
const maxPDF = 256 << 20

// onceValue is the value of an option that may be given once: of two files, one
// would be examined and the other taken for sound.
type onceValue string

func (v *onceValue) String() string { return string(*v) }
func (v *onceValue) Type() string   { return "string" }

func (v *onceValue) Set(s string) error {
	if *v != "" {
		return errTwice
	}
	*v = onceValue(s)
	return nil
}

var errTwice = errors.New("kommt mehrmals vor")

// readPDF reads the file that the option --pdf names. The error is a
// *usageError.
func readPDF(name string) ([]byte, error) {
	data, err := readFile(name, maxPDF)
	switch {
	case err == nil:
		return data, nil
	case errors.Is(err, errTooLarge):
		return nil, &usageError{fmt.Sprintf("Die Datei „%s“ ist größer als 256 MiB und wird nicht gelesen.", name),
			"Prüfen Sie, ob es die richtige Datei ist."}
	case errors.Is(err, fs.ErrNotExist):
		return nil, &usageError{fmt.Sprintf("Die Datei „%s“ gibt es nicht.", name), "Prüfen Sie die Angabe nach --pdf."}
	}
	return nil, &usageError{fmt.Sprintf("Die Datei „%s“ ist nicht lesbar: %s.", name, germanCause(err)), "Prüfen Sie die Angabe nach --pdf."}
}

// examined is a file and what was found in it.
type examined struct {
	name     string
	data     []byte
	findings diag.List
}

func (e examined) sum() string { return fmt.Sprintf("%x", sha256.Sum256(e.data)) }

// unreadable reports whether the file could not be held against the rules at
// all.
func (e examined) unreadable() bool {
	return slices.ContainsFunc(e.findings, func(f diag.Finding) bool { return f.Code == "pdf-unlesbar" })
}

// rules returns how many rules the file was held against.
func (e examined) rules() int {
	if e.unreadable() {
		return 0
	}
	return len(preflight.Rules())
}

// printExamined prints the findings, for they are what was asked for, and what
// they are worth.
func (p *program) printExamined(e examined) {
	p.show(p.Stdout, e.findings)
	if e.unreadable() {
		fmt.Fprintln(p.Stdout, "Selbstprüfung, kein Zertifikat: Die Datei ließ sich nicht prüfen.")
		return
	}
	counts := counted(e.findings)
	if counts == "" {
		counts = "keine Fehler, keine Warnungen"
	}
	fmt.Fprintf(p.Stdout, `Selbstprüfung, kein Zertifikat: %s, %s.
Was nur ein Mensch beurteilen kann, fragt die Prüfliste ab: --checkliste.
`, number(e.rules(), "Regel", "Regeln"), counts)
}

// printChecklist prints the checklist, and the findings beside it. Of a file
// that cannot be read a person need not judge anything.
func (p *program) printChecklist(e examined) {
	p.show(p.Stderr, e.findings)
	if e.unreadable() {
		return
	}
	fmt.Fprint(p.Stdout, preflight.Checklist(preflight.Subject{
		Name: visible(e.name), Title: preflight.Title(e.data), SHA256: e.sum(), Found: e.findings}))
}

// The JSON of an examination. Other programs read it: names stay as they are.
type (
	examinedJSON struct {
		File     string        `json:"file"`
		SHA256   string        `json:"sha256"`
		Rules    int           `json:"rules"`
		Findings []findingJSON `json:"findings"`
		Counts   countsJSON    `json:"counts"`
	}
	findingJSON struct {
		Page     int    `json:"page,omitempty"`
		Severity string `json:"severity"`
		Code     string `json:"code"`
		Clause   string `json:"clause,omitempty"`
		Text     string `json:"text"`
		Hint     string `json:"hint"`
	}
	countsJSON struct {
		Error   int `json:"error"`
		Warning int `json:"warning"`
		Hint    int `json:"hint"`
	}
)

// json returns the examination as a JSON object.
func (e examined) json() []byte {
	severities := map[diag.Severity]string{diag.Error: "error", diag.Warning: "warning", diag.Hint: "hint"}
	out := examinedJSON{File: e.name, SHA256: e.sum(), Rules: e.rules(), Findings: []findingJSON{},
		Counts: countsJSON{e.findings.Count(diag.Error), e.findings.Count(diag.Warning), e.findings.Count(diag.Hint)}}
	for _, f := range e.findings {
		out.Findings = append(out.Findings, findingJSON{f.Page, severities[f.Severity], f.Code, preflight.Clause(f), f.Text, f.Hint})
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(out); err != nil {
		panic(err) // strings and numbers only
	}
	return visibleJSON(b.Bytes())
}

// visibleJSON escapes what would steer a terminal, which JSON itself does only
// for some of it.
func visibleJSON(data []byte) []byte {
	var b []byte
	for _, r := range string(data) {
		switch {
		case r == '\n' || unicode.IsGraphic(r):
			b = utf8.AppendRune(b, r)
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			b = fmt.Appendf(b, `\u%04x\u%04x`, high, low)
		default:
			b = fmt.Appendf(b, `\u%04x`, r)
		}
	}
	return b
}
