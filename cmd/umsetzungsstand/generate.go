package main

import (
	"cmp"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"umsetzungsstand/internal/build"
	"umsetzungsstand/internal/preview"
	"umsetzungsstand/internal/report"
)

// fontsHelp says what the option --fonts asks for.
const fontsHelp = `Mit --fonts wird das PDF in einer anderen Schrift gesetzt, etwa der des
Corporate Designs. Der Ordner enthält die TrueType-Dateien (.ttf) einer Familie in
den vier Schnitten Standard, Fett, Kursiv und Fett Kursiv; ihre Lizenz muss das
Einbetten in PDF-Dateien erlauben. Wörter mit Zeichen, die der Schrift fehlen, etwa
„Ł“, erscheinen in Liberation Sans; eine Warnung nennt die Zeichen.`

func (p *program) generate() *cobra.Command {
	var from editionFlags
	var fonts, out string
	var unchecked, draft bool
	cmd := &cobra.Command{
		Use:   "generate [AUSGABE] [Optionen]",
		Short: "Bericht aus den Quellen erzeugen, als Markdown und als PDF",
		Long: `generate erzeugt eine Ausgabe des Berichts, ohne Angabe die neueste, also die mit
dem spätesten Stichtag (unter gleichen die dem Namen nach letzte):
out/2023-Q4/umsetzungsstand-2023-Q4.md und .pdf. Bei einem Fehler in den Quellen
wird nichts geschrieben; die bisherigen Dateien bleiben, wie sie sind.

Mit --stichtag entsteht dieselbe Ausgabe nach dem Stand eines anderen Tages. Ihre
Dateien tragen ihn im Namen (umsetzungsstand-2023-Q4-stichtag-2023-09-30.md),
damit ein Versuch nie den Bericht ersetzt.

Mit --entwurf entsteht außerdem …-entwurf.html: der Entwurf als eine Seite für den
Browser, mit markierten Änderungen und den Meldungen von check, zum Weitergeben an
alle, die das Programm nicht haben. Sie ruft nichts aus dem Netz ab.

` + fontsHelp + "\n\n" + checkHelp,
		Example: `  umsetzungsstand generate
  umsetzungsstand generate 2023-Q3
  umsetzungsstand generate 2023-Q4 --stichtag 30.9.2023`,
		Args: arguments(0, 1, "eine Ausgabe wie „2023-Q4“"),
		RunE: func(_ *cobra.Command, args []string) error {
			out = cmp.Or(out, "out")
			in, err := from.input(args)
			if err != nil {
				return err
			}
			in.Results, in.Unchecked = filepath.ToSlash(out), unchecked
			if in.Fonts, err = openFonts(fonts); err != nil {
				return err
			}
			return p.writeEdition(in, out, draft)
		},
	}
	flags := cmd.Flags()
	from.register(flags)
	fontsFlag(cmd, &fonts)
	flags.StringVar(&out, "out", "", "`ORDNER` der Ergebnisse (sonst „out“)")
	flags.BoolVar(&draft, "entwurf", false, "außerdem den Entwurf mit den Meldungen als Seite für den Browser schreiben")
	uncheckedFlag(cmd, &unchecked)
	p.allFlag(cmd)
	return cmd
}

// fontsFlag gives a command the option that names a folder of fonts.
func fontsFlag(cmd *cobra.Command, dir *string) {
	cmd.Flags().StringVar(dir, "fonts", "", "`ORDNER` mit den TrueType-Dateien der Schrift (sonst Liberation Sans)")
}

// openFonts opens the folder that the option names, if it is given.
func openFonts(dir string) (build.Tree, error) {
	if dir == "" {
		return build.Tree{}, nil
	}
	return openTree(dir, "--fonts")
}

// writeEdition makes an edition, writes its files into the folder of results
// and says so.
func (p *program) writeEdition(in build.Input, out string, draft bool) error {
	result, findings := build.Generate(in)
	if err := callMistake(findings); err != nil {
		return err
	}
	base := filepath.Join(out, localPath(result.Path))
	if err := p.reportMade(findings, base+".pdf", in.Unchecked); err != nil {
		return err
	}
	// The PDF comes first: a viewer that holds it open is what most likely hinders.
	files := []file{{base + ".pdf", result.PDF, true}, {base + ".md", result.Markdown, true}}
	if draft {
		files = append(files, file{base + "-entwurf.html", preview.Make(in, nil).HTML(), true})
	}
	if err := p.write(files...); err != nil {
		return err
	}
	ed := result.Edition
	which := "Ausgabe"
	if in.Edition == "" {
		which = "Neueste Ausgabe"
	}
	fmt.Fprintf(p.Stdout, "%s %s, Stichtag %s: %s auf %s\n", which, ed.Record.Name, ed.AsOf.Long(),
		number(sections(ed), "Abschnitt", "Abschnitte"), number(len(result.Layout.Pages), "Seite", "Seiten"))
	fmt.Fprintf(p.Stdout, "  %s\n  %s\n", visible(base+".md"), visible(base+".pdf"))
	if draft {
		fmt.Fprintf(p.Stdout, "  %s\n", visible(base+"-entwurf.html"))
	}
	p.countChecked(result)
	return nil
}

// countChecked says how much there is to say about what an edition says, and
// how to read it.
func (p *program) countChecked(r *build.Result) {
	if counts := countedAll(r.Check.Findings); counts != "" {
		call := "umsetzungsstand check " + visible(r.Edition.Record.Name)
		if r.Edition.AsOf != r.Edition.Record.AsOfDay.First() {
			call += " --stichtag " + r.Edition.AsOf.String()
		}
		fmt.Fprintf(p.Stdout, "Zum Inhalt: %s. „%s“ nennt sie.\n", counts, call)
	}
}

// sections counts the sections on partnerships, those in groups included.
func sections(ed *report.Edition) int {
	n := len(ed.Sections)
	for _, group := range ed.Groups {
		n += len(group.Sections)
	}
	return n
}
