package main

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"umsetzungsstand/internal/build"
	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/report"
	"umsetzungsstand/templates"
)

// fontsHelp says what the option --fonts asks for.
const fontsHelp = `Mit --fonts wird das PDF in einer anderen Schrift gesetzt, etwa der des
Corporate Designs. Der Ordner enthält die TrueType-Dateien (.ttf) einer Familie in
den vier Schnitten Standard, Fett, Kursiv und Fett Kursiv; ihre Lizenz muss das
Einbetten in PDF-Dateien erlauben. Wörter mit Zeichen, die der Schrift fehlen, etwa
„Ł“, erscheinen in Liberation Sans; eine Warnung nennt die Zeichen.`

func (p *program) generate() *cobra.Command {
	var sources, overlay, fonts, out, asOf string
	var unchecked bool
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

` + fontsHelp + "\n\n" + checkHelp,
		Example: `  umsetzungsstand generate
  umsetzungsstand generate 2023-Q3
  umsetzungsstand generate 2023-Q4 --stichtag 30.9.2023`,
		Args: arguments(0, 1, "eine Ausgabe wie „2023-Q4“"),
		RunE: func(_ *cobra.Command, args []string) error {
			out = cmp.Or(out, "out")
			var day date.Day
			if asOf != "" {
				var err error
				day, err = date.ParseDay(asOf)
				var fault *date.ParseError
				if errors.As(err, &fault) {
					return &usageError{"Die Angabe nach --stichtag stimmt nicht: " + fault.Text, fault.Hint}
				}
			}
			in, err := openInput(sources, overlay)
			if err != nil {
				return err
			}
			in.Results, in.Unchecked, in.AsOf = filepath.ToSlash(out), unchecked, day
			if len(args) > 0 {
				in.Edition = args[0]
			}
			if in.Fonts, err = openFonts(fonts); err != nil {
				return err
			}
			return p.writeEdition(in, out)
		},
	}
	flags := cmd.Flags()
	inputFlags(cmd, &sources, &overlay)
	fontsFlag(cmd, &fonts)
	flags.StringVar(&out, "out", "", "`ORDNER` der Ergebnisse (sonst „out“)")
	flags.StringVar(&asOf, "stichtag", "", "anderer `TAG` als der Stichtag der Ausgabe")
	uncheckedFlag(cmd, &unchecked)
	p.allFlag(cmd)
	return cmd
}

// inputFlags gives a command the options that name the folders of the records
// and of templates.
func inputFlags(cmd *cobra.Command, sources, overlay *string) {
	cmd.Flags().StringVar(sources, "sources", "", "`ORDNER` der Quellen (sonst „sources“)")
	cmd.Flags().StringVar(overlay, "templates", "", "`ORDNER` mit eigenen Vorlagen; jede ersetzt die eingebaute gleichen Namens")
}

// openInput opens the folders that the options name. The error is a
// *usageError.
func openInput(sources, overlay string) (build.Input, error) {
	in := build.Input{Templates: build.Tree{Name: "templates", FS: templates.FS}}
	var err error
	if in.Sources, err = openTree(cmp.Or(sources, "sources"), "--sources"); err != nil {
		if sources == "" {
			err.(*usageError).hint = "Wechseln Sie in den Ordner, in dem „sources“ liegt, oder nennen Sie den Ordner der Quellen mit --sources."
		}
		return in, err
	}
	if overlay != "" {
		in.Overlay, err = openTree(overlay, "--templates")
	}
	return in, err
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
func (p *program) writeEdition(in build.Input, out string) error {
	result, findings := build.Generate(in)
	base := filepath.Join(out, localPath(result.Path))
	if err := p.reportMade(findings, base+".pdf", in.Unchecked); err != nil {
		return err
	}
	// The PDF comes first: a viewer that holds it open is what most likely hinders.
	if err := p.write(file{base + ".pdf", result.PDF, true}, file{base + ".md", result.Markdown, true}); err != nil {
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
	return nil
}

// sections counts the sections on partnerships, those in groups included.
func sections(ed *report.Edition) int {
	n := len(ed.Sections)
	for _, group := range ed.Groups {
		n += len(group.Sections)
	}
	return n
}
