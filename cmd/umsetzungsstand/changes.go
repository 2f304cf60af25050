package main

import (
	"slices"

	"github.com/spf13/cobra"

	"umsetzungsstand/internal/archive"
	"umsetzungsstand/internal/build"
)

func (p *program) changes() *cobra.Command {
	var from editionFlags
	var since, folder string
	cmd := &cobra.Command{
		Use:   "changes [AUSGABE] [Optionen]",
		Short: "Sagen, was sich seit einer früheren Ausgabe geändert hat",
		Long: `changes schreibt in ganzen Sätzen, was eine Ausgabe anders berichtet als eine
frühere: neue Begegnungen, Maßnahmen und Planungen, geänderte und verstrichene
Termine, den geänderten Stand der vereinbarten Punkte. Ohne Angabe ist es die neueste
Ausgabe, und verglichen wird mit der davor, also der mit dem nächstfrüheren Stichtag.
Beide Ausgaben entstehen dazu neu aus den Quellen, jede nach ihrem Stichtag; was nur
in einer gedruckten Fassung von Hand geändert wurde, ist nicht dabei. Liegt die
frühere Ausgabe im Archiv (siehe archive), vergleicht der Befehl auch ihre damaligen
Quellen mit den heutigen: Was an alten Angaben geändert wurde, steht am Ende.

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
			md, findings := build.Changes(in, since, sentFrom(folder))
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
	archiveFlag(cmd, &folder)
	p.allFlag(cmd)
	return cmd
}

// sentFrom returns what finds in an archive the records from which an edition
// was sent: those of its newest bag, for a correction has a bag of its own.
func sentFrom(folder string) func(edition string) (build.Tree, bool) {
	return func(edition string) (build.Tree, bool) {
		store, err := archive.Open(archivePlace(folder))
		if err != nil {
			return build.Tree{}, false // there need not be one
		}
		bags, _ := store.List() // in the order in which they came
		for _, bag := range slices.Backward(bags) {
			if versionOf(bag.Name, edition) > 0 {
				tree, err := archivedSources(store, bag.Name) // which stays open as long as the process lives
				return tree, err == nil
			}
		}
		store.Close()
		return build.Tree{}, false
	}
}
