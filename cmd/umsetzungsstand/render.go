package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"umsetzungsstand/internal/build"
)

func (p *program) render() *cobra.Command {
	var out, fonts string
	var unchecked bool
	cmd := &cobra.Command{
		Use:   "render ENTWURF.md [Optionen]",
		Short: "PDF aus einem von Hand verbesserten Entwurf erzeugen",
		Long: `render erzeugt das PDF allein aus einem Entwurf, den generate geschrieben hat und
der danach von Hand verbessert wurde. Es liegt neben dem Entwurf, wenn -o nichts
anderes sagt. Bei einem Fehler im Entwurf wird nichts geschrieben.

` + fontsHelp + "\n\n" + checkHelp,
		Example: `  umsetzungsstand render out/2023-Q4/umsetzungsstand-2023-Q4.md
  umsetzungsstand render entwurf.md -o bericht.pdf`,
		Args: arguments(1, 1, "der Entwurf, eine Markdown-Datei"),
		RunE: func(_ *cobra.Command, args []string) error {
			return p.renderDraft(args[0], out, fonts, unchecked)
		},
	}
	cmd.Flags().StringVarP(&out, "out", "o", "", "`DATEI` für das PDF (sonst neben dem Entwurf)")
	fontsFlag(cmd, &fonts)
	uncheckedFlag(cmd, &unchecked)
	p.allFlag(cmd)
	return cmd
}

// maxDraft is the size in bytes beyond which a draft is not read.
const maxDraft = 64 << 20

// renderDraft makes the PDF of a draft; pdf and fonts may be empty.
func (p *program) renderDraft(draft, pdf, fonts string, unchecked bool) error {
	switch {
	case pdf == "":
		pdf = strings.TrimSuffix(draft, filepath.Ext(draft)) + ".pdf"
	case !strings.EqualFold(filepath.Ext(pdf), ".pdf"):
		return &usageError{fmt.Sprintf("Der Name „%s“ für das PDF endet nicht auf .pdf.", pdf),
			"Nennen Sie mit -o eine Datei wie bericht.pdf."}
	}
	if ext := filepath.Ext(pdf); unchecked && !strings.HasSuffix(pdf, build.UncheckedMark+ext) {
		pdf = strings.TrimSuffix(pdf, ext) + build.UncheckedMark + ext
	}
	md, err := readFile(draft, maxDraft)
	switch {
	case errors.Is(err, errTooLarge):
		return &usageError{fmt.Sprintf("Der Entwurf „%s“ ist größer als 64 MiB und wird nicht gelesen.", draft),
			"Prüfen Sie, ob es die richtige Datei ist."}
	case errors.Is(err, fs.ErrNotExist):
		return &usageError{fmt.Sprintf("Den Entwurf „%s“ gibt es nicht.", draft),
			"Nennen Sie eine Markdown-Datei, wie generate sie schreibt."}
	case err != nil:
		return &usageError{fmt.Sprintf("Der Entwurf „%s“ ist nicht lesbar: %s.", draft, germanCause(err)),
			"Nennen Sie eine Markdown-Datei, wie generate sie schreibt."}
	}
	if sameFile(draft, pdf) {
		return &usageError{fmt.Sprintf("Das PDF würde den Entwurf „%s“ ersetzen.", draft),
			"Nennen Sie mit -o eine andere Datei."}
	}
	family, err := openFonts(fonts)
	if err != nil {
		return err
	}
	result, findings := build.Render(md, filepath.ToSlash(draft), family, build.Target{Name: filepath.ToSlash(pdf), Unchecked: unchecked})
	if err := p.reportMade(findings, pdf, unchecked); err != nil {
		return err
	}
	if err := p.write(file{path: pdf, data: result.PDF}); err != nil {
		return err
	}
	fmt.Fprintf(p.Stdout, "%s\n  %s\n", number(len(result.Layout.Pages), "Seite", "Seiten"), visible(pdf))
	return nil
}

// sameFile reports whether both paths lead to one existing file.
func sameFile(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}
