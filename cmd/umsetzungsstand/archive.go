package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"umsetzungsstand/internal/diag"
)

// archiving is what a call of archive asks for.
type archiving struct {
	from editionFlags

	out, archive, fonts string // folders, "" for the usual ones
	draft, sent         string // files, "" for none
	overrule            string // why findings do not stop it
	correction          string // why it is archived once more
	date                string // of archiving
}

func (p *program) archive() *cobra.Command {
	var o archiving
	cmd := &cobra.Command{
		Use:   "archive AUSGABE [Optionen]",
		Short: "Eine versandte Ausgabe auf Dauer aufbewahren, nachprüfbar",
		Long: `archive bewahrt eine Ausgabe auf, wie sie versandt wurde: das PDF, das Markdown, die
Quellen, die Vorlagen und was damals geprüft wurde, als Paket nach BagIt 1.0
(RFC 8493) in out/archive/2023-Q4. Jedes Paket nennt die Prüfsumme des vorigen; die
des neuesten gibt archive aus. Bitte halten Sie sie im Vermerk fest: Mit ihr lässt
sich zeigen, dass an keinem Paket etwas geändert wurde. Nachprüfen lässt sich ein
Paket auch ohne dieses Programm; wie, sagt data/LIESMICH.txt darin. Die Akte bleibt
im Dokumentenmanagement.

Aufbewahrt wird nur, was dafür reif ist: Die Ausgabe ist freigegeben, die Prüfungen
melden keinen Fehler, und PDF und Markdown in out/ sind genau die, die jetzt aus den
Quellen entstehen. Wurde der Entwurf von Hand verbessert, nennen Sie ihn mit --draft;
aus ihm muss das PDF in out/ entstanden sein. Ist ein Bericht trotz Fehlern versandt
worden, nennen Sie nach --trotz-befund den Grund, und mit --draft sein Markdown, wenn
er sich so nicht mehr erzeugen lässt. Unterschrieben, gestempelt oder eingescannt
kommt das wirklich Versandte mit --versandt hinzu, so wie es ist.

Nichts wird überschrieben. Ist eine Ausgabe schon archiviert und unverändert, sagt
archive das. Hat sie sich geändert, wird sie mit --korrektur und einem Grund noch
einmal archiviert, als 2023-Q4-v2; das erste Paket bleibt. Die anderen Befehle nennen
ein Paket bei diesem Namen: 2023-Q4 ist das erste.

Das Datum des Pakets ist das des Schreibens, wenn die Quellen einen Tag nennen, sonst
der Stichtag, oder das nach --datum; die Uhr fragt das Programm nicht, damit derselbe
Aufruf dasselbe Paket ergibt.`,
		Example: `  umsetzungsstand archive 2023-Q4
  umsetzungsstand archive 2023-Q4 --draft entwurf.md --versandt unterschrieben.pdf
  umsetzungsstand archive verify`,
		Args: func(cmd *cobra.Command, args []string) error {
			// Editions begin with their year, commands with a letter.
			if len(args) > 0 && args[0] != "" && !strings.ContainsAny(args[0][:1], "0123456789") {
				return unknownSubcommand(cmd, args[0])
			}
			return arguments(1, 1, "eine Ausgabe wie „2023-Q4“")(cmd, args)
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.archiveEdition(&o, args[0]) },
	}
	flags := cmd.Flags()
	o.from.registerFolders(flags)
	flags.StringVar(&o.out, "out", "", "`ORDNER` der Ergebnisse (sonst „out“)")
	archiveFlag(cmd, &o.archive)
	fontsFlag(cmd, &o.fonts)
	flags.StringVar(&o.draft, "draft", "", "`ENTWURF`, der von Hand verbessert wurde und aus dem das PDF entstanden ist")
	flags.StringVar(&o.sent, "versandt", "", "`DATEI`, die wirklich versandt wurde, etwa unterschrieben (PDF)")
	flags.StringVar(&o.overrule, "trotz-befund", "", "`GRUND`, aus dem Fehler der Prüfungen das Archivieren nicht hindern")
	flags.StringVar(&o.correction, "korrektur", "", "`GRUND`, aus dem eine Ausgabe noch einmal archiviert wird")
	flags.StringVar(&o.date, "datum", "", "`TAG` des Archivierens (sonst der des Schreibens oder der Stichtag)")
	p.allFlag(cmd)
	cmd.AddCommand(p.archiveList(), p.archiveVerify(), p.archiveShow(), p.archiveExport())
	return cmd
}

// archiveFlag gives a command the option that names the archive.
func archiveFlag(cmd *cobra.Command, dir *string) {
	cmd.Flags().StringVar(dir, "archive", "", "`ORDNER` des Archivs (sonst „out/archive“)")
}

// archivePlace is the folder of the archive that the option names.
func archivePlace(dir string) string { return cmp.Or(dir, filepath.Join("out", "archive")) }

func unknownSubcommand(cmd *cobra.Command, name string) error {
	var known []string
	for _, sub := range cmd.Commands() {
		known = append(known, sub.Name())
	}
	hint := moreHelp(cmd)
	if near := diag.Nearest(name, known); near != "" {
		hint = "Meinten Sie „" + cmd.Name() + " " + near + "“? " + hint
	}
	return &usageError{fmt.Sprintf("„%s“ ist weder eine Ausgabe wie „2023-Q4“ noch ein Befehl zum Archiv.", name), hint}
}
