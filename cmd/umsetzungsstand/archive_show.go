package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"umsetzungsstand/internal/archive"
	"umsetzungsstand/internal/build"
	"umsetzungsstand/internal/diag"
)

func (p *program) archiveShow() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "show AUSGABE [DATEI] [Optionen]",
		Short: "Ein Paket oder eine Datei daraus zeigen",
		Long: `archive show zeigt die Angaben zu einem Paket und seine Dateien, mit einer DATEI deren
Inhalt: data/befunde.json oder kurz befunde.json. Auf dem Bildschirm erscheint nur
Text; in eine Datei umgeleitet, ist es die archivierte, Byte für Byte. Die PowerShell
von Windows verändert beim Umleiten; leiten Sie in der Eingabeaufforderung um.

Das Paket wird dabei geprüft. Ist es nicht unversehrt, sagt eine Meldung das.`,
		Example: `  umsetzungsstand archive show 2023-Q4
  umsetzungsstand archive show 2023-Q4 umsetzungsstand-2023-Q4.pdf > bericht.pdf`,
		Args: arguments(1, 2, "eine Ausgabe wie „2023-Q4“, dazu eine Datei"),
		RunE: func(_ *cobra.Command, args []string) error {
			store, err := openArchive(dir)
			if err != nil {
				return err
			}
			defer store.Close()
			entry, findings, err := entryOf(store, args[0])
			if err != nil {
				return err
			}
			if len(args) == 1 {
				err = p.showBag(store, entry)
			} else {
				err = p.showFile(store, entry, args[1])
			}
			if err != nil {
				return err
			}
			p.show(p.Stderr, findings)
			if findings.Failed() {
				return errFindings
			}
			return nil
		},
	}
	archiveFlag(cmd, &dir)
	p.allFlag(cmd)
	return cmd
}

// entryOf returns a bag that the user has named and what is wrong with it. The
// error is a *usageError.
func entryOf(store *archive.Store, name string) (archive.Entry, diag.List, error) {
	examined, findings := store.Verify([]string{name}, "")
	if len(examined) == 0 {
		hint := "„umsetzungsstand archive list“ nennt, was archiviert ist."
		for _, f := range findings {
			if f.Code == "archiv-unbekannt" {
				hint = f.Hint
			}
		}
		return archive.Entry{}, nil, &usageError{fmt.Sprintf("Eine Ausgabe „%s“ ist nicht archiviert.", name), hint}
	}
	return examined[0], findings, nil
}

func (p *program) showBag(store *archive.Store, e archive.Entry) error {
	files, err := store.Files(e.Name)
	if err != nil {
		return p.report(unreadable(e.Name, err))
	}
	for _, f := range e.Info {
		fmt.Fprintf(p.Stdout, "%s: %s\n", visible(f.Label), visible(f.Value))
	}
	fmt.Fprintf(p.Stdout, "\nPrüfsumme des Pakets (SHA-256 von tagmanifest-sha256.txt):\n  %s\n\n", e.Digest)
	for _, f := range files {
		fmt.Fprintf(p.Stdout, "%12d  %s\n", f.Size, visible(f.Path))
	}
	p.printReplaced(store, e)
	return nil
}

// showFile prints a file of a bag as it is, but nothing to a terminal that is
// no text.
func (p *program) showFile(store *archive.Store, e archive.Entry, name string) error {
	files, err := store.Files(e.Name)
	if err != nil {
		return p.report(unreadable(e.Name, err))
	}
	var known []string
	found := ""
	for _, f := range files {
		short := strings.TrimPrefix(f.Path, "data/")
		known = append(known, short)
		if asked := filepath.ToSlash(name); asked == f.Path || found == "" && asked == short {
			found = f.Path
		}
	}
	if found == "" {
		hint := fmt.Sprintf("„umsetzungsstand archive show %s“ nennt alle Dateien.", e.Name)
		if near := diag.Nearest(name, known); near != "" {
			hint = "Meinten Sie „" + near + "“? " + hint
		}
		return &usageError{fmt.Sprintf("Eine Datei „%s“ gibt es in diesem Paket nicht.", name), hint}
	}
	data, err := store.File(e.Name, found)
	if err != nil {
		return p.report(unreadable(e.Name, err))
	}
	if !isTerminal(p.Stdout) {
		p.Stdout.Write(data)
		return nil
	}
	if !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0 {
		return &usageError{fmt.Sprintf("Die Datei „%s“ ist kein Text; auf dem Bildschirm erscheint sie nicht.", found), "Leiten Sie die Ausgabe in eine Datei um, etwa mit > " + path.Base(found) + "."}
	}
	for line := range strings.Lines(string(data)) {
		text, ended := strings.CutSuffix(line, "\n")
		text = visible(strings.ReplaceAll(strings.TrimSuffix(text, "\r"), "\t", "    "))
		if ended {
			text += "\n"
		}
		io.WriteString(p.Stdout, text)
	}
	return nil
}

// isTerminal reports whether what is written is read on a screen, as far as one
// can tell.
func isTerminal(w io.Writer) bool {
	if o, ok := w.(*output); ok {
		w = o.w
	}
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&fs.ModeCharDevice != 0
}

func unreadable(bag string, err error) diag.List {
	var findings diag.List
	findings.Errorf(diag.Pos{File: bag}, "archiv-nicht-lesbar", "Prüfen Sie Ihre Rechte und die Verbindung zum Datenträger.", "Das Paket ist nicht lesbar: %s.", diag.Reason(err))
	return findings
}

func (p *program) archiveExport() *cobra.Command {
	var dir, out string
	var whole bool
	cmd := &cobra.Command{
		Use:   "export AUSGABE [Optionen]",
		Short: "Eine archivierte Ausgabe weitergeben",
		Long: `archive export kopiert PDF und Markdown einer archivierten Ausgabe in einen Ordner,
sonst out/export. Interne Angaben sind nicht dabei: keine Quellen und Vermerke, auch
nicht die Notizen in einem von Hand verbesserten Entwurf.

Mit --akte entsteht stattdessen das ganze Paket als eine Zip-Datei, mit allem, was
intern ist: für das Haus, nicht zum Weitergeben. Dasselbe Paket ergibt immer
dieselbe Zip-Datei.

Aus einem Paket, das nicht unversehrt ist, wird nichts kopiert.`,
		Example: `  umsetzungsstand archive export 2023-Q4
  umsetzungsstand archive export 2023-Q4 --akte --out D:\abgabe`,
		Args: arguments(1, 1, "eine Ausgabe wie „2023-Q4“"),
		RunE: func(_ *cobra.Command, args []string) error {
			store, err := openArchive(dir)
			if err != nil {
				return err
			}
			defer store.Close()
			entry, findings, err := entryOf(store, args[0])
			if err != nil {
				return err
			}
			if err := p.report(findings); err != nil {
				return err
			}
			return p.export(store, entry, cmp.Or(out, filepath.Join("out", "export")), whole)
		},
	}
	archiveFlag(cmd, &dir)
	cmd.Flags().BoolVar(&whole, "akte", false, "das ganze Paket mit allem Internen, als Zip-Datei")
	cmd.Flags().StringVar(&out, "out", "", "`ORDNER`, in den kopiert wird (sonst „out/export“)")
	p.allFlag(cmd)
	return cmd
}

func (p *program) export(store *archive.Store, e archive.Entry, out string, whole bool) error {
	var files []file
	sent := false
	if whole {
		var b bytes.Buffer
		if err := store.Zip(&b, e.Name); err != nil {
			return p.report(unreadable(e.Name, err))
		}
		files = []file{{filepath.Join(out, e.Name+"-akte.zip"), b.Bytes(), true}}
	} else {
		data, err := payloadOf(store, e.Name)
		if err != nil {
			return p.report(unreadable(e.Name, err))
		}
		var findings diag.List
		for _, name := range slices.Sorted(maps.Keys(data)) {
			text := data[name]
			sent = sent || strings.HasPrefix(name, sentPart+"/")
			// Only the report lies at the top under these endings.
			if strings.Contains(name, "/") || path.Ext(name) != ".pdf" && path.Ext(name) != ".md" {
				continue
			}
			if path.Ext(name) == ".md" {
				var ok bool
				if text, ok = build.WithoutNotes(text); !ok {
					findings.Add(diag.Finding{Pos: diag.Pos{File: name}, Severity: diag.Warning, Code: "archiv-notizen",
						Text: "Das Markdown enthält Notizen, die sich nicht herausnehmen lassen, ohne dass sich der Text ändert; es ist nicht dabei.",
						Hint: "Geben Sie das PDF weiter."})
					continue
				}
			}
			files = append(files, file{filepath.Join(out, e.Name, name), text, true})
		}
		if err := p.report(findings); err != nil {
			return err
		}
	}
	if len(files) == 0 {
		return p.report(unreadable(e.Name, errors.New("no report")))
	}
	if err := p.write(files...); err != nil {
		return err
	}
	for _, f := range files {
		fmt.Fprintf(p.Stdout, "  %s\n", visible(f.path))
	}
	if whole {
		fmt.Fprintln(p.Stdout, "Darin ist alles Interne; nur für das Haus.")
	}
	if sent {
		fmt.Fprintln(p.Stdout, "Die versandte Datei ist nicht dabei; sie liegt im Paket, in data/"+sentPart+".")
	}
	p.printReplaced(store, e)
	return nil
}

// printReplaced says which later bag replaces one.
func (p *program) printReplaced(store *archive.Store, e archive.Entry) {
	entries, _ := store.List()
	for _, later := range entries {
		if later.Info.Get(labelReplaces) == e.Name {
			fmt.Fprintf(p.Stdout, "Diese Ausgabe ist ersetzt, durch %s.\n", visible(later.Name))
		}
	}
}
