package main

import (
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"umsetzungsstand/internal/build"
	"umsetzungsstand/internal/diag"
)

// checkHelp says of the commands that make a PDF what they do before they write
// it.
const checkHelp = `Bevor das PDF geschrieben wird, prüft das Programm es selbst (siehe check). Hat es
Fehler, wird nichts geschrieben. Im Notfall übergeht --ohne-pruefung die Prüfung;
die Dateien heißen dann …` + build.UncheckedMark + `, und geprüfte bleiben, wie sie sind.`

// uncheckedFlag gives a command the option not to examine its PDF.
func uncheckedFlag(cmd *cobra.Command, unchecked *bool) {
	cmd.Flags().BoolVar(unchecked, "ohne-pruefung", false, "nur im Notfall: das PDF ungeprüft schreiben, als …"+build.UncheckedMark+".pdf")
}

// reportMade reports what the making of a PDF has found, and says what can be
// done where the program would not have its own PDF, or was told not to look.
// pdf is where it is to be written.
func (p *program) reportMade(findings diag.List, pdf string, unchecked bool) error {
	file := filepath.ToSlash(pdf)
	refused := slices.ContainsFunc(findings, func(f diag.Finding) bool { return f.Severity == diag.Error && f.File == file })
	switch {
	case refused:
		findings.Add(diag.Finding{Pos: diag.Pos{File: file}, Severity: diag.Hint, Code: "pdf-beanstandet",
			Text: "So besteht das PDF die Selbstprüfung nicht.",
			Hint: "Geben Sie die Meldungen mit dem Entwurf an die Betreuung des Programms weiter; im Notfall schreibt --ohne-pruefung das PDF trotzdem."})
	case unchecked && !findings.Failed():
		findings.Add(diag.Finding{Pos: diag.Pos{File: file}, Severity: diag.Warning, Code: "pdf-ungeprueft",
			Text: "Das PDF ist nicht geprüft (--ohne-pruefung).",
			Hint: "Was daran zu beanstanden ist, sagt „umsetzungsstand check --pdf“; geben Sie es nur weiter, wenn es nicht anders geht."})
	}
	return p.report(findings)
}
