package record

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
	"umsetzungsstand/internal/diag"
)

// maxSize is the size in bytes beyond which a file is not read.
const maxSize = 1 << 20

// maxFiles is the number of files in one folder beyond which none is read.
const maxFiles = 20_000

// The files and folders of the sources.
const (
	houseFile         = "haus.toml"
	ministriesFile    = "ressorts.toml"
	wordsFile         = "woerter.toml"
	groupFolder       = "gruppen"
	partnershipFolder = "partnerschaften"
	editionFolder     = "berichte"
	readmeFile        = "LIESMICH.md"
)

// Load reads a sources folder. The findings are sorted and hold every fault of
// every file, except where one of syntax hides others, which it then says. With
// an error among them the set is nil. Files are named in findings by their
// slash-separated path in fsys, whose errors may have a method German() string
// to say in findings why a file cannot be read.
func Load(fsys fs.FS) (*Set, diag.List) { return load(fsys, nil) }

func load(fsys fs.FS, known map[string]*parsed) (*Set, diag.List) {
	l := &loader{fsys: fsys, set: new(Set), sources: make(map[string]string), files: make(map[string]bool), incomplete: make(map[string]bool), known: known}
	l.all()
	l.out.Sort()
	l.quote()
	if l.out.Failed() {
		return nil, l.out
	}
	return l.set, l.out
}

type loader struct {
	fsys fs.FS
	set  *Set
	out  diag.List
	refs []mention

	sources map[string]string // the text of each file read, for the lines that findings show

	links map[string]bool // files and folders that are symbolic links
	files map[string]bool // files that have the name of a folder

	incomplete map[string]bool // files and folders that could not be read as a whole: what they lack proves nothing

	known map[string]*parsed // of a Cache; nil: none
}

func (l *loader) all() {
	entries, err := fs.ReadDir(l.fsys, ".")
	if err != nil {
		report(&l.out, diag.Pos{}, CodeSources, "Prüfen Sie den Ordner, den Sie mit --sources angegeben haben.",
			"Der Ordner mit den Quellen lässt sich nicht lesen: %s.", diag.Reason(err))
		return
	}
	l.root(entries)

	l.set.Groups = folder(l, groupFolder, groupPlan, wrongSlug, func(g *Group, name string) { g.Slug = name })
	l.set.Partnerships = folder(l, partnershipFolder, partnershipPlan, wrongSlug, func(p *Partnership, name string) { p.Slug = name })
	l.set.Editions = folder(l, editionFolder, editionPlan, wrongEdition, func(e *Edition, name string) { e.Name = name })
	l.crossCheck()
	l.twice()
}

// quote gives each finding the line that it is about. The findings are sorted,
// so each file is gone through once.
func (l *loader) quote() {
	file, text, rest, line := "", "", "", 0
	for i := range l.out {
		f := &l.out[i]
		if f.Line == 0 {
			continue
		}
		if f.File != file {
			file, rest, line = f.File, l.sources[f.File], 0
		}
		for ; line < f.Line; line++ {
			text, rest, _ = strings.Cut(rest, "\n")
		}
		f.Source = text
	}
}

// root reads the files at the top of the sources and reports what does not
// belong there.
func (l *loader) root(entries []fs.DirEntry) {
	var list ministries
	haveHouse := false
	beside := foldedNames(entries)
	for _, e := range entries {
		name := e.Name()
		l.noteLink(e, name)
		switch {
		case name == houseFile:
			haveHouse = true
			l.file(name, housePlan, reflect.ValueOf(&l.set.House))
		case name == ministriesFile:
			if !l.file(name, ministriesPlan, reflect.ValueOf(&list)) {
				l.incomplete[name] = true
				l.out[len(l.out)-1].Text += " Verweise auf Ressorts sind deshalb noch nicht geprüft."
			}
		case name == wordsFile:
			l.file(name, wordsPlan, reflect.ValueOf(&l.set.Words))
		case name == readmeFile || strings.HasPrefix(name, "."):
		case name == groupFolder || name == partnershipFolder || name == editionFolder:
			l.files[name] = e.Type().IsRegular()
		case l.leftover("", e, beside):
		default:
			hint := "Gelesen werden haus.toml, ressorts.toml, woerter.toml und die Ordner gruppen, partnerschaften und berichte."
			known := []string{houseFile, ministriesFile, wordsFile}
			what := "Diese Datei"
			if e.IsDir() {
				known, what = []string{groupFolder, partnershipFolder, editionFolder}, "Dieser Ordner"
			}
			code := CodeStray
			if near := diag.Nearest(Canonical(name), known); near != "" {
				code, hint = CodeMisnamed, "Meinten Sie „"+near+"“? "+hint
			}
			report(&l.out, diag.Pos{File: name}, code, hint, "%s gehört nicht zu den Quellen und wird nicht gelesen.", what)
		}
	}
	if !haveHouse {
		report(&l.out, diag.Pos{File: houseFile}, CodeMissingFile, "Legen Sie sie an; sie nennt mindestens land, amt, amt_genitiv und verfasser.",
			"Die Datei fehlt.")
	}
	l.set.Ministries = list.List
}

// folder reads all files of a folder, sorted by their names without .toml,
// which named puts into the structs.
func folder[T any](l *loader, dir string, p *plan, wrong func(name string) string, named func(*T, string)) []T {
	names := l.names(dir, wrong)
	list := make([]T, len(names))
	for i, name := range names {
		named(&list[i], name)
		l.file(dir+"/"+name+".toml", p, reflect.ValueOf(&list[i]))
	}
	return list
}

// names lists the records of a folder without .toml, and reports what else is
// there. wrong returns how a name has to be mended, or "".
func (l *loader) names(dir string, wrong func(name string) string) []string {
	entries, err := fs.ReadDir(l.fsys, dir)
	switch {
	case errors.Is(err, fs.ErrNotExist) && l.links[dir]:
		report(&l.out, diag.Pos{File: dir}, CodeLink, linkHint, "Diese Verknüpfung führt zu keinem Ordner.")
		l.incomplete[dir] = true
		return nil
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil && l.links[dir] && !errors.Is(err, fs.ErrPermission):
		report(&l.out, diag.Pos{File: dir}, CodeLink, linkHint, "Diese Verknüpfung führt aus dem Ordner der Quellen hinaus oder im Kreis.")
		l.incomplete[dir] = true
		return nil
	case err != nil && l.files[dir]:
		report(&l.out, diag.Pos{File: dir}, CodeUnreadable, "Benennen Sie die Datei um, und legen Sie einen Ordner dieses Namens an.", "Dies ist eine Datei, kein Ordner.")
		l.incomplete[dir] = true
		return nil
	case err != nil:
		report(&l.out, diag.Pos{File: dir}, CodeUnreadable, "Prüfen Sie die Zugriffsrechte.", "Der Ordner lässt sich nicht lesen: %s.", diag.Reason(err))
		l.incomplete[dir] = true
		return nil
	}
	var names []string
	seen := make(map[string]string) // by what Windows takes for the same name
	alike := foldedNames(entries)
	for _, e := range entries {
		file := e.Name()
		pos := diag.Pos{File: dir + "/" + file}
		name, isRecord := strings.CutSuffix(file, ".toml")
		switch {
		case file == readmeFile || strings.HasPrefix(file, ".") || l.leftover(dir, e, alike):
			continue
		case !isRecord && strings.Contains(strings.ToLower(file), ".toml"):
			report(&l.out, pos, CodeMisnamed, "Benennen Sie sie so um, dass ihr Name auf .toml endet; Windows zeigt Endungen nur auf Wunsch.",
				"Diese Datei wird nicht gelesen, weil ihr Name nicht auf .toml endet.")
			continue
		case !isRecord:
			report(&l.out, pos, CodeStray, "Gelesen werden hier nur Dateien, deren Name auf .toml endet.", "Dies gehört nicht zu den Quellen und wird nicht gelesen.")
			continue
		}
		if hint := wrong(name); hint != "" && alike[folded(file)] == 1 {
			report(&l.out, pos, CodeFileName, hint, "Der Dateiname „%s“ ist nicht erlaubt.", file)
		}
		if first, ok := seen[folded(name)]; ok {
			report(&l.out, pos, CodeSameName, "Benennen Sie eine der beiden um, oder löschen Sie sie.",
				"Unter Windows wäre dies dieselbe Datei wie „%s“.", first)
		}
		seen[folded(name)] = file
		names = append(names, name)
		l.noteLink(e, pos.File)
	}
	if len(names) > maxFiles {
		report(&l.out, diag.Pos{File: dir}, CodeTooManyFiles, "Prüfen Sie, ob es der richtige Ordner ist.",
			"Der Ordner enthält %d Dateien, gelesen werden höchstens %d.", len(names), maxFiles)
		l.incomplete[dir] = true
		return nil
	}
	slices.Sort(names)
	return names
}

// noteLink remembers that a file or folder is a symbolic link.
func (l *loader) noteLink(e fs.DirEntry, name string) {
	if e.Type()&fs.ModeSymlink == 0 {
		return
	}
	if l.links == nil {
		l.links = make(map[string]bool)
	}
	l.links[name] = true
}

// foldedNames counts the entries by what Windows takes for the same name.
func foldedNames(entries []fs.DirEntry) map[string]int {
	names := make(map[string]int, len(entries))
	for _, e := range entries {
		names[folded(e.Name())]++
	}
	return names
}

// folded returns what Windows takes for the same name.
func folded(name string) string { return strings.ToLower(norm.NFC.String(name)) }

// wrongSlug says how the name of a partnership or group has to be mended.
func wrongSlug(name string) string {
	if name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && !strings.HasPrefix(name, "-") {
		return ""
	}
	return "Erlaubt sind Kleinbuchstaben ohne Umlaute, Ziffern und Bindestriche, zum Beispiel vereinigtes-koenigreich.toml."
}

// wrongEdition says how the name of an edition has to be mended.
func wrongEdition(name string) string {
	var year, quarter int
	var rest string
	n, _ := fmt.Sscanf(name, "%4d-Q%1d%s", &year, &quarter, &rest)
	ok := n >= 2 && year >= 1000 && quarter >= 1 && quarter <= 4 && len(name) == len("2023-Q4")+len(rest)
	if ok && (rest == "" || len(rest) == 2 && rest[0] == '-' && rest[1] >= 'a' && rest[1] <= 'z') {
		return ""
	}
	return "Eine Ausgabe heißt nach Jahr und Quartal, zum Beispiel 2023-Q4.toml, eine weitere im selben Quartal 2023-Q4-b.toml."
}

// file reads one file into a struct and reports whether that could be tried.
func (l *loader) file(name string, p *plan, dst reflect.Value) bool {
	src, ok := l.read(name)
	if !ok {
		return false
	}
	l.sources[name] = src
	if l.known == nil {
		return l.parse(name, src, p, dst)
	}
	return l.recall(name, src, p, dst)
}

// parse does so with the text of the file.
func (l *loader) parse(name, src string, p *plan, dst reflect.Value) bool {
	l.reportGarbled(name, src)
	ix, notes, fault := scan(src, p)
	for i := range notes {
		notes[i].report(&l.out, name, ix)
	}
	var m map[string]any
	if fault != nil && fault.code == CodeTooDeep {
		syntaxFault(&l.out, name, ix, fault, nil) // BurntSushi must not see it
		return false
	}
	if err := decodeTOML(ix.patched(), &m); err != nil || fault != nil && fault.last {
		syntaxFault(&l.out, name, ix, fault, err)
		return false
	}
	if fault != nil {
		report(&l.out, diag.Pos{File: name}, CodeInternal, internalHint, "Die Datei lässt sich nicht vollständig zuordnen.")
		return false
	}
	if len(m) == 0 && len(notes) == 0 && slices.ContainsFunc(p.fields, func(f binding) bool { return f.Required }) {
		report(&l.out, diag.Pos{File: name}, CodeEmptyFile, "Füllen Sie sie aus, oder löschen Sie sie.", "Die Datei enthält keine Angaben.")
		return false
	}
	w := &walker{index: ix, file: name, out: &l.out}
	w.root(p, m, dst.Elem())
	in, _ := dst.Interface().(*Partnership)
	for _, r := range w.refs {
		r.in = in
		l.refs = append(l.refs, r)
	}
	return true
}

// decodeTOML decodes a source; a panic of the decoder is its bug and becomes
// an error.
func decodeTOML(src string, m *map[string]any) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	_, err = toml.Decode(src, m)
	return err
}

// read returns the text of a file, without byte order mark and with plain line
// feeds.
func (l *loader) read(name string) (string, bool) {
	pos := diag.Pos{File: name}
	fail := func(code, hint, text string) (string, bool) {
		if code == CodeEncoding {
			text += " Die Angaben dieser Datei sind noch nicht geprüft."
		}
		report(&l.out, pos, code, hint, "%s", text)
		return "", false
	}
	data, err := readFile(l.fsys, name)
	switch {
	case errors.Is(err, errTooLarge):
		return fail(CodeTooLarge, "Prüfen Sie, ob es die richtige Datei ist.", "Die Datei ist größer als 1 MiB und wird nicht gelesen.")
	case errors.Is(err, errFolder):
		return fail(CodeUnreadable, "Benennen Sie ihn um: Nur Dateien dürfen auf .toml enden.", "Dies ist ein Ordner, keine Datei.")
	case err != nil && l.links[name] && errors.Is(err, fs.ErrNotExist):
		return fail(CodeLink, linkHint, "Diese Verknüpfung führt zu keiner Datei.")
	case errors.Is(err, fs.ErrInvalid):
		return fail(CodeUnreadable, "Ersetzen Sie sie durch eine gewöhnliche Datei.", "Die Datei lässt sich nicht lesen: "+diag.Reason(err)+".")
	case err != nil && l.links[name] && !errors.Is(err, fs.ErrPermission):
		return fail(CodeLink, linkHint, "Diese Verknüpfung führt aus dem Ordner der Quellen hinaus oder im Kreis.")
	case err != nil:
		return fail(CodeUnreadable, "Prüfen Sie die Zugriffsrechte und ob ein anderes Programm die Datei sperrt.", "Die Datei lässt sich nicht lesen: "+diag.Reason(err)+".")
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")), bytes.IndexByte(data[:min(4, len(data))], 0) >= 0:
		return fail(CodeEncoding, saveHint, "Die Datei ist in UTF-16 gespeichert, nicht in UTF-8.")
	}
	for bytes.HasPrefix(data, []byte("\ufeff")) {
		data = data[len("\ufeff"):]
	}
	src := strings.ReplaceAll(string(data), "\r\n", "\n")
	if !strings.Contains(src, "\n") {
		src = strings.ReplaceAll(src, "\r", "\n") // as very old programs end lines
	}
	if !utf8.ValidString(src) && strings.ContainsRune(src, 0) {
		return fail(CodeEncoding, "Legen Sie sie an einem anderen Ort ab; hier stehen nur Textdateien.", "Dies ist keine Textdatei.")
	}
	if !utf8.ValidString(src) {
		off := strings.IndexFunc(src, func(r rune) bool { return r == utf8.RuneError })
		for strings.HasPrefix(src[off:], "\ufffd") { // written as such
			off += 3 + strings.IndexFunc(src[off+3:], func(r rune) bool { return r == utf8.RuneError })
		}
		p := (&index{src: src}).placeOf(off)
		pos.Line, pos.Column = int(p.line), int(p.col)
		l.sources[name] = src
		text := fmt.Sprintf("Die Datei ist nicht in UTF-8 gespeichert, vermutlich in Windows-1252 (Byte 0x%02X).", src[off])
		if r := charmap.Windows1252.DecodeByte(src[off]); unicode.IsLetter(r) {
			text = fmt.Sprintf("Die Datei ist nicht in UTF-8 gespeichert, vermutlich in Windows-1252 (Byte 0x%02X, dort „%c“).", src[off], r)
		}
		return fail(CodeEncoding, saveHint, text)
	}
	return src, true
}

const linkHint = "Ersetzen Sie die Verknüpfung durch das, worauf sie zeigen soll: Gelesen wird nur, was im Ordner selbst liegt."

// saveHint is the remedy for every wrong encoding.
const saveHint = "Speichern Sie sie in UTF-8; im Windows-Editor: „Datei“, „Speichern unter“, „Codierung: UTF-8“."

var (
	errTooLarge = errors.New("file too large")
	errFolder   = errors.New("is a directory")
)

// readFile reads a file of at most maxSize bytes.
func readFile(fsys fs.FS, name string) ([]byte, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errFolder
	case info.Size() > maxSize:
		return nil, errTooLarge
	}
	var b bytes.Buffer
	b.Grow(int(info.Size()) + bytes.MinRead) // so that reading does not grow it
	if _, err := b.ReadFrom(io.LimitReader(f, maxSize+1)); err != nil {
		return nil, err
	}
	if b.Len() > maxSize {
		return nil, errTooLarge
	}
	return b.Bytes(), nil
}
