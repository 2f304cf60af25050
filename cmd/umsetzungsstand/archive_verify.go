package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"umsetzungsstand/internal/archive"
	"umsetzungsstand/internal/build"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/preflight"
)

func (p *program) archiveList() *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "list [Optionen]",
		Short: "Zeigen, was archiviert ist",
		Long: `archive list zeigt die Pakete des Archivs in der Reihenfolge, in der sie hinzukamen,
und prüft, ob sie aneinander anschließen. Die ganze Prüfsumme eines Pakets nennt
archive show. Ob sein Inhalt unversehrt ist, prüft archive verify.`,
		Args: arguments(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			store, err := openArchive(dir)
			if err != nil {
				return err
			}
			defer store.Close()
			return p.listArchive(store)
		},
	}
	archiveFlag(cmd, &dir)
	p.allFlag(cmd)
	return cmd
}

// openArchive opens the archive that an option names. The error is a
// *usageError.
func openArchive(dir string) (*archive.Store, error) {
	place := archivePlace(dir)
	store, err := archive.Open(place)
	switch {
	case err == nil:
		return store, nil
	case errors.Is(err, fs.ErrNotExist) && dir == "":
		return nil, &usageError{fmt.Sprintf("Den Ordner „%s“ gibt es nicht.", place),
			"Wechseln Sie in den Ordner, in dem „out“ liegt, oder nennen Sie das Archiv mit --archive. Archiviert wird mit „umsetzungsstand archive AUSGABE“."}
	case errors.Is(err, fs.ErrNotExist):
		return nil, &usageError{fmt.Sprintf("Den Ordner „%s“ gibt es nicht.", place), "Prüfen Sie die Angabe nach --archive."}
	}
	return nil, &usageError{fmt.Sprintf("Der Ordner „%s“ ist nicht lesbar: %s.", place, germanCause(err)), "Prüfen Sie die Angabe nach --archive."}
}

func (p *program) listArchive(store *archive.Store) error {
	entries, findings := store.List()
	if len(entries) > 0 {
		width := len("Paket")
		for _, e := range entries {
			width = max(width, min(len([]rune(visible(e.Name))), 30))
		}
		fmt.Fprintf(p.Stdout, "Nr.  %-*s  Datum       Dateien  Umfang   Prüfsumme\n", width, "Paket")
		for _, e := range entries {
			octets, files := e.Size()
			fmt.Fprintf(p.Stdout, "%3d  %-*s  %-10s  %7d  %-7s  %.16s…", e.Number, width, visible(e.Name), visible(e.Info.Get(labelDate)), files, byteCount(octets), e.Digest)
			if replaces := e.Info.Get(labelReplaces); replaces != "" {
				fmt.Fprintf(p.Stdout, " (ersetzt %s)", visible(replaces))
			}
			fmt.Fprintln(p.Stdout)
		}
	} else {
		fmt.Fprintln(p.Stdout, "Das Archiv ist leer.")
	}
	return p.printArchiveFindings(findings)
}

// printArchiveFindings prints what was found in an archive, for that is what
// was asked for.
func (p *program) printArchiveFindings(findings diag.List) error {
	p.show(p.Stdout, findings)
	if counts := counted(findings); counts != "" {
		fmt.Fprintf(p.Stdout, "%s.\n", counts)
	}
	if findings.Failed() {
		return errFindings
	}
	return nil
}

func (p *program) archiveVerify() *cobra.Command {
	var dir, digest, fonts string
	var rebuild bool
	cmd := &cobra.Command{
		Use:   "verify [AUSGABE …] [Optionen]",
		Short: "Prüfen, ob das Archiv unversehrt ist",
		Long: `archive verify prüft Pakete des Archivs, ohne Angabe alle: ob jede Datei noch die von
damals ist, ob keine fehlt und keine hinzugekommen ist, und ob die Pakete aneinander
anschließen. Es ändert nichts.

Wer ein Paket mitsamt seinen Verzeichnissen ändert, verrät sich durch das nächste,
das seine Prüfsumme nennt. Für das neueste gibt es kein nächstes: Nennen Sie nach
--digest die Prüfsumme, die archive dafür ausgegeben hat. Ist eine Ausgabe genannt,
gilt die Prüfsumme für deren Paket.

Mit --rebuild erzeugt das Programm aus den archivierten Quellen und Vorlagen den
Bericht noch einmal und vergleicht. Dieselbe Fassung des Programms macht dieselben
Bytes; bei einer anderen sagt die Meldung, welche Zeilen und Seiten anders sind.

Rückgabewert: 0 ohne Fehler, 1 mit Fehlern, 2 bei einem falschen Aufruf.`,
		Example: `  umsetzungsstand archive verify
  umsetzungsstand archive verify 2023-Q4 --rebuild`,
		Args: func(cmd *cobra.Command, args []string) error {
			d := strings.TrimSpace(digest)
			switch {
			case slices.Contains(args, ""):
				return arguments(0, len(args), "eine Ausgabe wie „2023-Q4“")(cmd, args)
			case cmd.Flags().Changed("digest") && (len(d) != 64 || strings.Trim(strings.ToLower(d), "0123456789abcdef") != ""):
				return &usageError{"Die Angabe nach --digest ist keine Prüfsumme aus 64 Ziffern und Buchstaben a bis f.", "Geben Sie die Prüfsumme an, die archive ausgegeben hat. " + moreHelp(cmd)}
			case cmd.Flags().Changed("digest") && len(args) > 1:
				return &usageError{"Die Prüfsumme nach --digest gehört zu einem Paket, genannt sind mehrere.", "Nennen Sie eine Ausgabe, oder keine für das neueste Paket. " + moreHelp(cmd)}
			case cmd.Flags().Changed("fonts") && !rebuild:
				return &usageError{"Die Option --fonts gehört zu --rebuild.", moreHelp(cmd)}
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			store, err := openArchive(dir)
			if err != nil {
				return err
			}
			defer store.Close()
			family, err := openFonts(fonts)
			if err != nil {
				return err
			}
			return p.verifyArchive(store, args, strings.TrimSpace(digest), rebuild, family)
		},
	}
	flags := cmd.Flags()
	archiveFlag(cmd, &dir)
	flags.StringVar(&digest, "digest", "", "`SUMME` (SHA-256), die archive ausgegeben hat")
	flags.BoolVar(&rebuild, "rebuild", false, "den Bericht aus dem Archivierten noch einmal erzeugen und vergleichen")
	fontsFlag(cmd, &fonts)
	p.allFlag(cmd)
	return cmd
}

func (p *program) verifyArchive(store *archive.Store, names []string, digest string, rebuild bool, fonts build.Tree) error {
	examined, findings := store.Verify(names, digest)
	if err := p.printArchiveFindings(findings); err != nil {
		return err
	}
	if len(examined) == 0 {
		fmt.Fprintln(p.Stdout, "Das Archiv ist leer.")
		return nil
	}
	total := 0
	for _, e := range examined {
		_, files := e.Size()
		total += files
	}
	newest := examined[len(examined)-1]
	fmt.Fprintf(p.Stdout, "%s mit %s: unversehrt, vollständig, nichts ist hinzugekommen.\n",
		number(len(examined), "Paket", "Pakete"), number(total, "Datei", "Dateien"))
	if digest != "" {
		fmt.Fprintln(p.Stdout, "Die genannte Prüfsumme stimmt.")
	} else {
		fmt.Fprintf(p.Stdout, "Prüfsumme von %s; zu vergleichen mit der im Vermerk:\n  %s\n", visible(newest.Name), newest.Digest)
	}
	if !rebuild {
		return nil
	}
	failed := false
	for _, e := range examined {
		found := rebuilt(store, e, fonts)
		p.show(p.Stdout, found)
		if len(found) == 0 {
			fmt.Fprintf(p.Stdout, "%s: Aus dem Archivierten entstehen dasselbe Markdown und dasselbe PDF.\n", visible(e.Name))
		}
		failed = failed || found.Failed()
	}
	if failed {
		return errFindings
	}
	return nil
}

// archivedSources returns the records as they are in a bag of an archive.
func archivedSources(store *archive.Store, bag string) (build.Tree, error) {
	return archivedTree(store, bag, sourcesPart)
}

func archivedTree(store *archive.Store, bag, part string) (build.Tree, error) {
	data, err := store.Data(bag)
	if err != nil {
		return build.Tree{}, err
	}
	sub, err := fs.Sub(data, part)
	return build.Tree{Name: path.Join(bag, "data", part), FS: germanFS{sub}}, err
}

// rebuilt makes an edition again from what is archived of it, and says what
// has become different. It returns nothing where nothing has.
func rebuilt(store *archive.Store, e archive.Entry, fonts build.Tree) diag.List {
	same := e.Info.Get(labelAgent) == agent()
	severity := diag.Warning
	how := "Diese Fassung des Programms (" + agent() + ") ist nicht die, die archiviert hat (" + e.Info.Get(labelAgent) + ")."
	if same {
		severity = diag.Error
		how = "Dieselbe Fassung müsste dieselben Bytes machen; geben Sie das Paket an die Betreuung des Programms weiter."
		if !made().exact() {
			how = "Welcher Stand des Programms archiviert hat, ist nicht festgehalten (" + agent() + "). Ist es noch derselbe, geben Sie das Paket an die Betreuung des Programms weiter."
		}
	}
	var findings diag.List
	say := func(file, format string, args ...any) {
		findings.Add(diag.Finding{Pos: diag.Pos{File: path.Join(e.Name, "data", file)}, Severity: severity, Code: "archiv-nachbau", Text: fmt.Sprintf(format, args...), Hint: how})
	}
	if fonts.FS == nil && e.Info.Get(labelFont) != "" {
		findings.Add(diag.Finding{Pos: diag.Pos{File: e.Name}, Severity: diag.Warning, Code: "archiv-nachbau-schrift",
			Text: "Der Bericht ist in einer Schrift gesetzt, die nicht im Paket liegt.", Hint: "Nennen Sie mit --fonts den Ordner der Schrift; bag-info.txt nennt die Dateien und ihre Prüfsummen."})
		return findings
	}
	old, err := payloadOf(store, e.Name)
	if err != nil {
		say("", "Das Paket ist nicht lesbar: %s.", germanCause(err))
		return findings
	}
	name := ""
	for file := range old {
		if stem, ok := strings.CutSuffix(file, ".pdf"); ok && !strings.Contains(file, "/") {
			name = stem
		}
	}
	if name == "" {
		say("", "Im Paket liegt kein Bericht.")
		return findings
	}
	in := build.Input{Edition: strings.TrimPrefix(name, "umsetzungsstand-"), Fonts: fonts, Results: "nachbau"}
	if in.Sources, err = archivedTree(store, e.Name, sourcesPart); err == nil {
		in.Templates, err = archivedTree(store, e.Name, templatesPart)
	}
	if err != nil {
		say("", "Das Paket ist nicht lesbar: %s.", germanCause(err))
		return findings
	}
	var draft *correction
	if _, corrected := old[diffPart]; corrected {
		draft = &correction{path.Join(e.Name, "data", name+".md"), old[name+".md"]}
	}
	made, faults := produce(in, draft)
	if made == nil {
		say("", "Aus dem Archivierten entsteht kein Bericht mehr: %s", firstError(faults))
		return findings
	}
	if draft != nil {
		if again := diff.Diff("erzeugt.md", made.generated, name+".md", made.markdown); !bytes.Equal(again, old[diffPart]) {
			say(diffPart, "Der Text, der aus den Quellen entsteht und von Hand verbessert wurde, ist anders.")
		}
	} else if !bytes.Equal(made.markdown, old[name+".md"]) {
		say(name+".md", "Das Markdown ist anders: %s.", differentLines(old[name+".md"], made.markdown))
	}
	if !bytes.Equal(made.pdf, old[name+".pdf"]) {
		say(name+".pdf", "Das PDF ist anders: %s.", differentPages(old[name+".pdf"], made.pdf))
	}
	return findings
}

// firstError returns the text of the first error.
func firstError(findings diag.List) string {
	for _, f := range findings {
		if f.Severity == diag.Error {
			return f.Text
		}
	}
	return ""
}

// differentLines says in which lines of the old text, counted as in the file, a
// new one differs.
func differentLines(old, now []byte) string {
	first, changed := 0, 0
	was := strings.Split(string(old), "\n")
	is := map[string]int{}
	for line := range strings.SplitSeq(string(now), "\n") {
		is[line]++
	}
	for i, line := range was {
		if is[line]--; is[line] < 0 {
			if changed++; first == 0 {
				first = i + 1
			}
		}
	}
	if changed == 0 {
		return "es sind nur Zeilen hinzugekommen oder vertauscht"
	}
	return fmt.Sprintf("%s der archivierten Datei, zuerst Zeile %d", number(changed, "Zeile", "Zeilen"), first)
}

// differentPages says on which pages two PDFs have another text.
func differentPages(old, now []byte) string {
	was, err := preflight.PageTexts(old)
	is, more := preflight.PageTexts(now)
	if err != nil || more != nil {
		return "der Text ist nicht zu vergleichen"
	}
	var pages []string
	for i := range max(len(was), len(is)) {
		if i >= len(was) || i >= len(is) || was[i] != is[i] {
			pages = append(pages, fmt.Sprint(i+1))
		}
	}
	switch {
	case len(pages) == 0:
		return "nur die Bytes; der Text jeder Seite ist derselbe"
	case len(was) != len(is):
		return fmt.Sprintf("%d statt %s; der Text ist ein anderer auf Seite %s", len(is), number(len(was), "Seite", "Seiten"), enumeratePages(pages))
	}
	return "der Text auf Seite " + enumeratePages(pages)
}

func enumeratePages(pages []string) string {
	const most = 10
	if len(pages) > most {
		return strings.Join(pages[:most], ", ") + fmt.Sprintf(" und %d weiteren", len(pages)-most)
	}
	return strings.Join(pages, ", ")
}
