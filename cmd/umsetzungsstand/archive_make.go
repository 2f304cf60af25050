package main

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"umsetzungsstand/internal/archive"
	"umsetzungsstand/internal/build"
	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/preflight"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/templates"
)

// Where what is kept lies in the payload. Archives of decades have these names:
// they stay as they are.
const (
	sourcesPart   = "quellen"
	templatesPart = "vorlagen"
	sentPart      = "versandt"
	checkedPart   = "befunde.json"
	examinedPart  = "pdf-pruefung.json"
	diffPart      = "entwurf-korrektur.diff" // from the generated Markdown to that of the PDF
	readmePart    = "LIESMICH.txt"
)

// The fields of bag-info.txt that are about an edition.
const (
	labelAgent       = "Bag-Software-Agent"
	labelDate        = "Bagging-Date"
	labelDescription = "External-Description"
	labelOverruled   = "Findings-Overruled-Because"
	labelReplaces    = "Replaces-Bag"
	labelCorrection  = "Replaces-Because"
	labelFont        = "Font-File" // name and SHA-256, for each file of another family than the program's
)

// archiveEdition keeps an edition.
func (p *program) archiveEdition(o *archiving, edition string) error {
	day, err := o.day()
	if err != nil {
		return err
	}
	in, err := o.from.input([]string{edition})
	if err != nil {
		return err
	}
	in.Results = filepath.ToSlash(cmp.Or(o.out, "out"))
	kept := keeping{sources: newSnapshot(in.Sources.FS), overlay: map[string][]byte{}, fonts: map[string][]byte{}}
	in.Sources.FS = kept.sources
	if in.Overlay.FS != nil {
		snap := newSnapshot(in.Overlay.FS)
		in.Overlay.FS, kept.overlay = snap, snap.files
	}
	if in.Fonts, err = openFonts(o.fonts); err != nil {
		return err
	}
	if in.Fonts.FS != nil {
		snap := newSnapshot(in.Fonts.FS)
		in.Fonts.FS, kept.fonts = snap, snap.files
	}
	var draft *correction
	if o.draft != "" {
		data, err := readGiven(o.draft, "draft", maxDraft)
		if err != nil {
			return err
		}
		draft = &correction{filepath.ToSlash(o.draft), data}
	}
	if o.sent != "" {
		if kept.sent, err = readGiven(o.sent, "versandt", maxPDF); err != nil {
			return err
		}
		if !bytes.HasPrefix(kept.sent, []byte("%PDF-")) {
			return &usageError{fmt.Sprintf("Die Datei „%s“ ist kein PDF: An ihrem Anfang steht nicht „%%PDF-“.", o.sent), "Nennen Sie nach --versandt das PDF, das versandt wurde."}
		}
	}
	made, findings := produce(in, draft)
	if err := callMistake(findings); err != nil {
		return err
	}
	if made != nil {
		kept.product = made
		if unreleased := released(in, made); unreleased != nil {
			findings = append(findings, unreleased...) // what is in out may well be of before
		} else {
			findings = append(findings, o.asWritten(in, made, draft)...)
		}
		findings.Sort()
		findings = append(findings, o.unfit(made)...)
	}
	if err := p.report(findings); err != nil {
		return err
	}
	if day.IsZero() {
		day = dayOf(made.edition.Record)
	}
	return p.put(o, in, kept, day)
}

// keeping is what is to be kept of an edition.
type keeping struct {
	*product
	sources *snapshot
	overlay map[string][]byte // the templates that were read in place of the built-in ones
	fonts   map[string][]byte
	sent    []byte // nil where what was sent is the PDF itself
}

// day is the day that --datum names, zero without it.
func (o *archiving) day() (date.Day, error) {
	if o.date == "" {
		return date.Day{}, nil
	}
	day, err := date.ParseDay(o.date)
	var fault *date.ParseError
	if errors.As(err, &fault) {
		return day, &usageError{"Die Angabe nach --datum stimmt nicht: " + fault.Text, "Nennen Sie einen Tag, zum Beispiel 31.10.2023 oder 2023-10-31."}
	}
	return day, nil
}

// dayOf is the day on which an edition is archived, for who does not say: the
// clock's would make another bag of each call. It is that of the letter where
// the records know it, and otherwise the one day that every edition has.
func dayOf(ed *record.Edition) date.Day {
	if !ed.Date.IsZero() && !ed.Date.Coarse() && !ed.Date.Interval() {
		return ed.Date.First()
	}
	return ed.AsOfDay.First()
}

// readGiven reads a file that an option names. The error is a *usageError.
func readGiven(name, option string, limit int64) ([]byte, error) {
	data, err := readFile(name, limit)
	hint := "Prüfen Sie die Angabe nach --" + option + "."
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &usageError{fmt.Sprintf("Die Datei „%s“ gibt es nicht.", name), hint}
	case err != nil:
		return nil, &usageError{fmt.Sprintf("Die Datei „%s“ ist nicht lesbar: %s.", name, germanCause(err)), hint}
	}
	return data, nil
}

// unfit returns the errors of the examinations, if there is no reason that
// overrules them.
func (o *archiving) unfit(made *product) diag.List {
	if o.overrule != "" || len(made.errors) == 0 {
		return nil
	}
	findings := slices.Clone(made.errors)
	findings.Add(diag.Finding{Severity: diag.Hint, Code: "archiv-befunde", Text: "So wird die Ausgabe nicht archiviert.",
		Hint: "Beheben Sie die Fehler, und erzeugen Sie den Bericht neu; ist er so schon versandt, archiviert ihn --trotz-befund mit Ihrer Begründung."})
	return findings
}

// released asks for the edition's release, which no reason replaces: to set it
// is one word.
func released(in build.Input, made *product) diag.List {
	if made.edition.Record.State == "freigegeben" {
		return nil
	}
	var findings diag.List
	findings.Errorf(diag.Pos{File: path.Join(in.Sources.Name, "berichte", made.edition.Record.Name+".toml")}, "archiv-nicht-freigegeben",
		"Setzen Sie zustand = \"freigegeben\", und erzeugen Sie den Bericht neu; im Archiv liegt nur, was versandt ist.", "Die Ausgabe ist nicht freigegeben.")
	return findings
}

// asWritten holds the files in the folder of results against the product: what
// is kept is what somebody has looked at and sent.
func (o *archiving) asWritten(in build.Input, made *product, draft *correction) diag.List {
	var findings diag.List
	name := made.edition.Record.Name
	again := "Erzeugen Sie die Ausgabe mit „umsetzungsstand generate " + name + "“ neu, und sehen Sie sie an."
	byHand := "Ist das PDF aus einem von Hand verbesserten Entwurf entstanden, nennen Sie ihn mit --draft."
	base := filepath.Join(filepath.FromSlash(in.Results), localPath(made.path))
	compare := func(file string, limit int64, want []byte, what, hint string) {
		pos := diag.Pos{File: filepath.ToSlash(file)}
		data, err := readFile(file, limit)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			findings.Errorf(pos, "archiv-ergebnis-fehlt", again, "%s ist nicht da.", what)
		case err != nil:
			findings.Errorf(pos, "archiv-ergebnis-unlesbar", "Schließen Sie die Datei in anderen Programmen, und prüfen Sie Ihre Rechte.", "%s ist nicht lesbar: %s.", what, germanCause(err))
		case !bytes.Equal(data, want) && draft != nil:
			findings.Errorf(pos, "archiv-ergebnis-anders", hint, "%s stimmt nicht mit dem überein, das jetzt aus dem Entwurf „%s“ entsteht.", what, draft.name)
		case !bytes.Equal(data, want):
			findings.Errorf(pos, "archiv-ergebnis-anders", hint, "%s stimmt nicht mit dem überein, das jetzt aus den Quellen entsteht.", what)
		}
	}
	pdf := base + ".pdf"
	if _, err := readFile(pdf, maxPDF); errors.Is(err, fs.ErrNotExist) && o.overrule != "" {
		// What generate --ohne-pruefung has written.
		if _, err := readFile(base+build.UncheckedMark+".pdf", maxPDF); err == nil {
			pdf = base + build.UncheckedMark + ".pdf"
			base += build.UncheckedMark
		}
	}
	if draft != nil {
		again = "Erzeugen Sie es aus dem Entwurf mit „umsetzungsstand render " + draft.name + " -o " + filepath.ToSlash(pdf) + "“, und sehen Sie es an."
		compare(pdf, maxPDF, made.pdf, "Das PDF", again+" Ist es aus einem anderen entstanden, nennen Sie diesen.")
		return findings
	}
	if len(made.errors) > 0 { // generate writes nothing now
		again = "Mit Fehlern lässt sich die Ausgabe nicht neu erzeugen; ist sie so schon versandt, nennen Sie mit --trotz-befund den Grund."
	}
	compare(pdf, maxPDF, made.pdf, "Das PDF", again+" "+byHand)
	compare(base+".md", maxDraft, made.markdown, "Das Markdown", again+" Ist das PDF daraus entstanden, etwa weil es von Hand verbessert ist, nennen Sie es mit --draft.")
	return findings
}

// files are those of the payload but LIESMICH.txt, which tells of the bag too.
func (k keeping) files(in build.Input) []archive.File {
	name := path.Base(k.path)
	files := []archive.File{{Name: name + ".pdf", Data: k.pdf}, {Name: name + ".md", Data: k.markdown}}
	for _, file := range slices.Sorted(maps.Keys(k.sources.files)) {
		files = append(files, archive.File{Name: path.Join(sourcesPart, file), Data: k.sources.files[file]})
	}
	built, err := fs.Glob(templates.FS, "*.tmpl")
	if err != nil {
		panic(err) // only a malformed pattern
	}
	for _, file := range built {
		data, own := k.overlay[file]
		if !own {
			if data, err = fs.ReadFile(templates.FS, file); err != nil {
				panic(err) // it is part of the program
			}
		}
		files = append(files, archive.File{Name: path.Join(templatesPart, file), Data: data})
	}
	if !bytes.Equal(k.generated, k.markdown) {
		files = append(files, archive.File{Name: diffPart, Data: diff.Diff("erzeugt.md", k.generated, name+".md", k.markdown)})
	}
	// What was found is told with the paths of the bag: those of today's
	// folders mean nothing in thirty years.
	in.Sources.Name, in.Templates.Name, in.Overlay.Name = sourcesPart, templatesPart, templatesPart
	checked, findings := build.Check(in)
	files = append(files, archive.File{Name: checkedPart, Data: checkedJSON(checked, findings)})
	files = append(files, archive.File{Name: examinedPart, Data: examinedBytes(name+".pdf", k.pdf)})
	if k.sent != nil {
		sent := name + "-versandt.pdf"
		files = append(files, archive.File{Name: path.Join(sentPart, sent), Data: k.sent},
			archive.File{Name: path.Join(sentPart, examinedPart), Data: examinedBytes(sent, k.sent)})
	}
	return files
}

// examinedBytes is what check --pdf --json says of a PDF.
func examinedBytes(name string, data []byte) []byte {
	return examined{name: name, data: data, findings: preflight.Examine(data, name, nil)}.json()
}

// info is what bag-info.txt says of the edition.
func (k keeping) info(o *archiving, day date.Day, replaced string) archive.Info {
	ed := k.edition.Record
	as := "wie er versandt wurde"
	if ed.Sample {
		as = "ein Muster, das so nicht versandt wurde"
	}
	description := fmt.Sprintf("Bericht „%s“, Ausgabe %s, Stichtag %s, %s, mit den Quellen, den Vorlagen und den Ergebnissen der Prüfungen.", ed.Topic, ed.Name, k.edition.AsOf.Long(), as)
	var in archive.Info
	add := func(label, value string) {
		if value = visible(strings.Join(strings.Fields(value), " ")); value != "" {
			in = append(in, archive.Field{Label: label, Value: value})
		}
	}
	add("Source-Organization", k.author)
	add("External-Identifier", ed.FileRef)
	add(labelDescription, description)
	add("Bag-Group-Identifier", "umsetzungsstand")
	add(labelDate, day.String())
	add(labelAgent, agent())
	for _, name := range slices.Sorted(maps.Keys(k.fonts)) {
		add(labelFont, fmt.Sprintf("%s %x", name, sha256.Sum256(k.fonts[name])))
	}
	if len(k.errors) > 0 {
		add(labelOverruled, o.overrule)
	}
	if replaced != "" {
		add(labelReplaces, replaced)
		add(labelCorrection, o.correction)
	}
	return in
}

// put adds the edition to the archive, unless it is there.
func (p *program) put(o *archiving, in build.Input, k keeping, day date.Day) error {
	dir := archivePlace(o.archive)
	name := k.edition.Record.Name
	bag := archive.Bag{Name: name, Files: k.files(in)}
	before, differ, err := p.newest(dir, name, bag.Files)
	replaced := ""
	switch {
	case err != nil:
		return err
	case before == nil && o.correction != "":
		return &usageError{fmt.Sprintf("Die Ausgabe „%s“ ist noch nicht archiviert; --korrektur ist nur für eine, die es ist.", name), "Lassen Sie die Option weg."}
	case before != nil:
		if len(differ) == 0 {
			fmt.Fprintf(p.Stdout, "Die Ausgabe %s ist schon archiviert, genau so, wie sie ist:\n", name)
			p.printBag(dir, *before)
			if o.correction != "" {
				fmt.Fprintln(p.Stdout, "Es gab nichts zu berichtigen; --korrektur hat nichts bewirkt.")
			}
			return nil
		}
		if o.correction == "" {
			var findings diag.List
			hint := "Muss sie so noch einmal archiviert werden, nennen Sie mit --korrektur den Grund; das erste Paket bleibt, wie es ist."
			if sameReport(differ) {
				hint = "Der Bericht selbst ist derselbe; wurde nichts Neues versandt, ist nichts zu tun. " + hint
			}
			findings.Errorf(diag.Pos{File: path.Join(filepath.ToSlash(dir), before.Name)}, "archiv-vorhanden", hint,
				"Die Ausgabe „%s“ ist schon archiviert, und zwar anders: %s.", name, enumerate(differ))
			return p.report(findings)
		}
		replaced = before.Name
		bag.Name = name + versionMark + strconv.Itoa(versionOf(before.Name, name)+1)
	}
	bag.Files = append(bag.Files, archive.File{Name: readmePart, Data: k.readme(bag.Name, replaced)})
	bag.Info = k.info(o, day, replaced)
	store, err := archive.Create(dir)
	if err != nil {
		return p.report(putFault(dir, err))
	}
	defer store.Close()
	interrupt, end := interruptions()
	defer end()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		select {
		case <-interrupt:
			cancel()
		case <-ctx.Done():
		}
	}()
	entry, err := store.Put(ctx, bag)
	if err != nil {
		return p.report(putFault(dir, err))
	}
	fmt.Fprintf(p.Stdout, "Die Ausgabe %s ist archiviert:\n", name)
	p.printBag(dir, entry)
	p.printKept(o, k, replaced)
	return nil
}

// printBag says where a bag is and what its owner should note down.
func (p *program) printBag(dir string, e archive.Entry) {
	octets, files := e.Size()
	fmt.Fprintf(p.Stdout, `  %s (Nr. %d, %s, %s)
Prüfsumme des Pakets; bitte halten Sie sie im Vermerk fest (archive verify --digest):
  %s
`, visible(filepath.Join(dir, e.Name)), e.Number, number(files, "Datei", "Dateien"), byteCount(octets), e.Digest)
}

// printKept says what is special about an edition that was archived.
func (p *program) printKept(o *archiving, k keeping, replaced string) {
	if replaced != "" {
		fmt.Fprintf(p.Stdout, "Das Paket ersetzt %s; beide bleiben im Archiv.\n", replaced)
	}
	if n := len(k.errors); n > 0 {
		fmt.Fprintf(p.Stdout, "%s der Prüfungen übergangen; der Grund steht in bag-info.txt.\n", number(n, "Fehler", "Fehler"))
	} else if o.overrule != "" {
		fmt.Fprintln(p.Stdout, "Es gab keine Fehler zu übergehen; --trotz-befund hat nichts bewirkt.")
	}
	if k.sent != nil {
		found := preflight.Examine(k.sent, filepath.ToSlash(o.sent), nil)
		fmt.Fprintf(p.Stdout, "Die versandte Datei liegt dabei, wie sie ist; zu ihr meldet die Prüfung: %s.\n", cmp.Or(counted(found), "keine Fehler, keine Warnungen"))
	}
}

// versionMark stands between an edition and the number of its version, from 2.
const versionMark = "-v"

// versionOf returns which version of an edition a bag of the name is, from 1;
// 0 for none.
func versionOf(bag, edition string) int {
	if bag == edition {
		return 1
	}
	rest, ok := strings.CutPrefix(bag, edition+versionMark)
	if n, err := strconv.Atoi(rest); ok && err == nil && n > 1 && rest == strconv.Itoa(n) {
		return n
	}
	return 0
}

// newest returns the newest version of an edition in the archive, nil if there
// is none, and which of the files differ from it. What hinders is reported.
func (p *program) newest(dir, edition string, files []archive.File) (newest *archive.Entry, differ []string, err error) {
	store, err := archive.Open(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, nil
	case err != nil:
		return nil, nil, p.report(putFault(dir, err))
	}
	defer store.Close()
	entries, _ := store.List()
	for i := range entries {
		if v := versionOf(entries[i].Name, edition); v > 0 && (newest == nil || v > versionOf(newest.Name, edition)) {
			newest = &entries[i]
		}
	}
	if newest == nil {
		return nil, nil, nil
	}
	if _, findings := store.Verify([]string{newest.Name}, ""); findings.Failed() {
		return nil, nil, p.report(damaged(findings))
	}
	if differ, err = differing(store, newest.Name, files); err != nil {
		return nil, nil, p.report(putFault(dir, err))
	}
	return newest, differ, nil
}

// differing returns which files of an edition are not as they are in a bag, nor
// beside it. What the program says about the edition makes no difference: it
// may find other words for the same.
func differing(store *archive.Store, bag string, files []archive.File) ([]string, error) {
	old, err := payloadOf(store, bag)
	if err != nil {
		return nil, err
	}
	delete(old, readmePart)
	var differ []string
	for _, f := range files {
		if data, ok := old[f.Name]; (!ok || !bytes.Equal(data, f.Data)) && !slices.Contains([]string{checkedPart, examinedPart}, path.Base(f.Name)) {
			differ = append(differ, f.Name)
		}
		delete(old, f.Name)
	}
	differ = append(differ, slices.Collect(maps.Keys(old))...)
	slices.Sort(differ)
	return differ, nil
}

// sameReport reports whether files that differ are all of those that the report
// is made from: records grow with every edition.
func sameReport(differ []string) bool {
	return !slices.ContainsFunc(differ, func(name string) bool {
		return !strings.HasPrefix(name, sourcesPart+"/") && !strings.HasPrefix(name, templatesPart+"/")
	})
}

// payloadOf reads all files of a bag's payload.
func payloadOf(store *archive.Store, bag string) (map[string][]byte, error) {
	data, err := store.Data(bag)
	if err != nil {
		return nil, err
	}
	files := map[string][]byte{}
	err = fs.WalkDir(data, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[name], err = fs.ReadFile(data, name)
		return err
	})
	return files, err
}

// enumerate names at most three things and counts the others.
func enumerate(names []string) string {
	const most = 3
	if len(names) <= most+1 {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:most], ", ") + fmt.Sprintf(" und %d weitere Dateien", len(names)-most)
}

// byteCount returns a size in bytes as people read it.
func byteCount(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d Byte", n)
	case n < 1_000_000:
		return fmt.Sprintf("%d kB", (n+500)/1000)
	}
	return strings.Replace(fmt.Sprintf("%.1f MB", float64(n)/1e6), ".", ",", 1)
}

// damaged says that nothing comes to an archive that is not in order.
func damaged(findings diag.List) diag.List {
	findings.Errorf(diag.Pos{}, "archiv-beschaedigt",
		"Beheben Sie, was gemeldet ist, am besten aus einer Sicherung. Ist das Archiv nicht zu retten, beginnen Sie mit --archive ein neues, und halten Sie fest, warum.",
		"Das Archiv ist nicht in Ordnung; so lange kommt nichts hinzu.")
	return findings
}

// putFault says in German why the archive could not be written.
func putFault(dir string, err error) diag.List {
	var findings diag.List
	pos := diag.Pos{File: filepath.ToSlash(dir)}
	var broken *archive.DamagedError
	var name *archive.NameError
	switch {
	case errors.As(err, &broken):
		return damaged(broken.Findings)
	case errors.As(err, &name):
		findings.Errorf(diag.Pos{}, "archiv-dateiname", "Benennen Sie sie um: Buchstaben ohne Umlaute, Ziffern, Punkte und Striche behält jedes System.",
			"Die Datei %s hat einen Namen, der sich nicht auf Dauer bewahren lässt.", diag.Quote(name.Name))
	case errors.Is(err, archive.ErrBusy):
		findings.Errorf(pos, "archiv-gesperrt", "Warten Sie, bis er fertig ist, und rufen Sie den Befehl noch einmal auf.", "Gerade schreibt ein anderer Aufruf in dieses Archiv.")
	case errors.Is(err, archive.ErrExists):
		findings.Errorf(pos, "archiv-gesperrt", "Sehen Sie mit „umsetzungsstand archive list“ nach, und rufen Sie den Befehl, wenn nötig, noch einmal auf.", "Ein anderer Aufruf hat die Ausgabe soeben archiviert.")
	case errors.Is(err, context.Canceled):
		findings.Errorf(diag.Pos{}, "abgebrochen", "", "Der Vorgang wurde abgebrochen.")
	default:
		findings.Errorf(pos, "archiv-nicht-geschrieben", "Was schon archiviert ist, ist unversehrt. Schaffen Sie Platz, oder prüfen Sie Ihre Rechte, und rufen Sie den Befehl noch einmal auf.",
			"Das Archiv lässt sich nicht schreiben: %s.", germanCause(err))
	}
	return findings
}
