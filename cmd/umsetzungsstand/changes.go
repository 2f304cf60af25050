package main

import (
	"github.com/spf13/cobra"

	"umsetzungsstand/internal/build"
)

func (p *program) changes() *cobra.Command {
	var from editionFlags
	var since string
	cmd := &cobra.Command{
		Use:   "changes [AUSGABE] [Optionen]",
		Short: "Sagen, was sich seit einer früheren Ausgabe geändert hat",
		Long: `changes schreibt in ganzen Sätzen, was eine Ausgabe anders berichtet als eine
frühere: neue Begegnungen, Maßnahmen und Planungen, geänderte und verstrichene
Termine, den geänderten Stand der vereinbarten Punkte. Ohne Angabe ist es die neueste
Ausgabe, und verglichen wird mit der davor, also der mit dem nächstfrüheren Stichtag.
Beide Ausgaben entstehen dazu neu aus den Quellen, jede nach ihrem Stichtag; was nur
in einer gedruckten Fassung von Hand geändert wurde, ist nicht dabei.

Die Ausgabe ist Markdown, gedacht für eine Nachricht im Haus: Sie nennt auch, was
der Bericht dem Landtag nicht eigens sagt, etwa verstrichene Termine. Soll der
Bericht selbst einen Teil „Änderungen seit dem letzten Bericht“ enthalten, steht in
der Datei der Ausgabe aenderungen = true.`,
		Example: `  umsetzungsstand changes
  umsetzungsstand changes 2023-Q4 --since 2023-Q3 > aenderungen.md`,
		Args: arguments(0, 1, "eine Ausgabe wie „2023-Q4“"),
		RunE: func(_ *cobra.Command, args []string) error {
			in, err := from.input(args)
			if err != nil {
				return err
			}
			md, findings := build.Changes(in, since)
			if err := callMistake(findings); err != nil {
				return err
			}
			if err := p.report(findings); err != nil {
				return err
			}
			p.Stdout.Write(md)
			return nil
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&since, "since", "", "frühere `AUSGABE`, mit der verglichen wird (sonst die davor)")
	from.registerFolders(flags)
	p.allFlag(cmd)
	return cmd
}
