package font

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"umsetzungsstand/internal/diag"
)

const (
	// maxFont is the size in bytes beyond which a font is not read: those of
	// all scripts have that, those of a Land's corporate design a tenth.
	maxFont = 16 << 20

	// maxFiles is the number of files in a folder beyond which none is read: it
	// is then the system's folder of fonts rather than one made for a family.
	maxFiles = 60
)

// Load reads a family from a folder with its TrueType files. Which face a file
// is, it says itself: the family by its name table, bold and italic by OS/2
// and head; names of files mean nothing. Files that are no fonts, such as
// licences, and folders are passed over.
//
// Exactly one family with its four faces must be there. Files of other weights
// of it (“Go Medium”, which names “Go” as the family that it belongs to) are
// left aside with a hint, whatever faults they have.
//
// The findings are sorted and hold every fault of every file; with an error
// among them the family is nil. Whoever draws with the family need not check
// anything: what sfnt or gofpdf cannot read has been refused, and so has what
// must not be embedded. For what its faces lack they have those of Liberation
// Sans. Files are named in findings by their name in fsys, the
// folder by the empty name; an error of fsys may have a method German() string
// to say there why a file cannot be read.
func Load(fsys fs.FS) (*Family, diag.List) {
	l := &loader{fsys: fsys}
	l.files()
	var family *Family
	group := l.group()
	if group == nil {
		group = l.found
	} else {
		family = l.assemble(group)
	}
	for _, c := range group {
		l.out = append(l.out, c.faults...)
	}
	l.out.Sort()
	if l.out.Failed() {
		return nil, l.out
	}
	return family, l.out
}

type loader struct {
	fsys    fs.FS
	out     diag.List
	found   []*candidate // in the order of their files' names
	unknown bool         // a font could not be read so far that it says what it is: it may be the face that is missed
}

// candidate is a file that says which face of which family it is.
type candidate struct {
	file     string
	family   string // the family of at most four faces that it belongs to
	of       string // the family of all weights; empty where it has no more than the four
	style    string // its own name for its style: "Medium"
	bold     bool
	italic   bool
	postName string
	face     *Face     // nil if the file has a fault
	faults   diag.List // of the file
}

// files reads the fonts of the folder.
func (l *loader) files() {
	entries, err := fs.ReadDir(l.fsys, ".")
	if err != nil {
		l.out.Errorf(diag.Pos{}, "schriften-unlesbar", "", "Der Ordner der Schriften ist nicht lesbar: %s.", diag.Reason(err))
		return
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.IsDir() || strings.HasPrefix(e.Name(), ".") })
	if len(entries) > maxFiles {
		l.out.Errorf(diag.Pos{}, "schriften-zu-viele", "Legen Sie die vier Dateien der Schrift in einen eigenen Ordner.",
			"Der Ordner der Schriften enthält mehr als %d Dateien und wird nicht gelesen.", maxFiles)
		return
	}
	for _, e := range entries {
		l.file(e.Name())
	}
	if len(l.found) == 0 && !l.unknown {
		l.out.Errorf(diag.Pos{}, "schriften-leer", "Gebraucht werden vier TrueType-Dateien (.ttf) einer Familie, für "+allStyles+"; Unterordner werden nicht durchsucht.",
			"Der Ordner enthält keine Schrift.")
	}
}

// file reads a file, if it is a font.
func (l *loader) file(name string) {
	pos := diag.Pos{File: name}
	data, kind, err := l.read(name)
	switch {
	case errors.Is(err, errFolder): // a link to one
		return
	case errors.Is(err, errTooLarge):
		l.out.Errorf(pos, "schrift-zu-gross", "Prüfen Sie, ob es die richtige Datei ist.",
			"Die Schrift ist größer als %d MiB und wird nicht gelesen.", maxFont>>20)
	case err != nil:
		l.out.Errorf(pos, "schrift-unlesbar", "", "Die Datei ist nicht lesbar: %s.", diag.Reason(err))
	case kind.what != "":
		l.out.Errorf(pos, "schrift-kein-truetype", kind.hint, "%s", kind.what)
	case kind.truetype:
		x := &exam{file: name, data: data}
		if c := x.examine(); c != nil {
			l.found = append(l.found, c)
			return
		}
		l.out = append(l.out, x.faults...)
	default:
		return
	}
	l.unknown = true
}

var (
	errFolder   = errors.New("is a folder")
	errTooLarge = errors.New("too large")
)

// read reads a file as far as it is of use: a TrueType font as a whole, of
// others their first bytes.
func (l *loader) read(name string) ([]byte, kind, error) {
	f, err := l.fsys.Open(name)
	if err != nil {
		return nil, kind{}, err
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil {
		return nil, kind{}, err
	} else if info.IsDir() {
		return nil, kind{}, errFolder
	}
	head := make([]byte, 16)
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, kind{}, err
	}
	kind := kindOf(head[:n], name)
	if !kind.truetype {
		return nil, kind, nil
	}
	rest, err := io.ReadAll(io.LimitReader(f, maxFont-int64(n)+1))
	if err == nil && n+len(rest) > maxFont {
		err = errTooLarge
	}
	return append(head[:n], rest...), kind, err
}

// kind is what the first bytes of a file say that it is. The zero kind is no
// font.
type kind struct {
	truetype   bool
	what, hint string // why a font is of no use, and what is to be done
}

// kindOf tells fonts by their first bytes, and what merely has the name of one.
func kindOf(head []byte, name string) kind {
	const fromSupplier = "Verwenden Sie die TrueType-Fassung (.ttf) der Schrift; fragen Sie danach, wo Sie die Schrift beziehen."
	begins := func(with ...string) bool {
		return slices.ContainsFunc(with, func(s string) bool { return bytes.HasPrefix(head, []byte(s)) })
	}
	switch {
	case begins("\x00\x01\x00\x00", "true"):
		return kind{truetype: true}
	case begins("OTTO"):
		return kind{what: "Die Schrift hat PostScript-Umrisse (OpenType mit CFF), nicht solche von TrueType.", hint: fromSupplier}
	case begins("ttcf"):
		return kind{what: "Die Datei ist eine Sammlung mehrerer Schriften (TrueType Collection).", hint: "Verwenden Sie einzelne Dateien (.ttf), eine für jeden Schnitt."}
	case begins("wOFF", "wOF2"):
		return kind{what: "Die Datei ist eine Schrift für Webseiten (WOFF).", hint: fromSupplier}
	case begins("%!PS-AdobeFont", "%!FontType1", "\x80\x01"):
		return kind{what: "Die Datei ist eine PostScript-Schrift (Type 1).", hint: fromSupplier}
	}
	ext := strings.ToLower(path.Ext(name))
	if slices.Contains([]string{".ttf", ".otf", ".ttc", ".otc", ".woff", ".woff2", ".eot", ".pfb", ".dfont"}, ext) {
		return kind{what: "Die Datei ist keine TrueType-Schrift, obwohl ihr Name auf " + ext + " endet.", hint: "Prüfen Sie, ob sie vollständig kopiert ist, oder entfernen Sie sie aus dem Ordner."}
	}
	return kind{}
}

// group returns the files of the one family that there is; nil if there is
// none or more.
func (l *loader) group() []*candidate {
	groups := make(map[string][]*candidate)
	var names []string
	for _, c := range l.found {
		if groups[c.family] == nil {
			names = append(names, c.family)
		}
		groups[c.family] = append(groups[c.family], c)
	}
	slices.Sort(names)
	switch len(names) {
	case 0:
		return nil
	case 1:
		return groups[names[0]]
	}
	// Where all belong to a family of more than four faces, the four that have
	// its plain name are meant.
	var others []string
	plain := ""
	for _, c := range l.found {
		plain = cmp.Or(plain, c.of)
	}
	for _, c := range l.found {
		switch {
		case plain == "" || c.of != plain && c.family != plain || groups[plain] == nil:
			l.families(names, groups)
			return nil
		case c.family != plain:
			others = append(others, diag.Quote(c.file)+" ("+c.style+")")
		}
	}
	l.out.Add(diag.Finding{Severity: diag.Hint, Code: "schriften-uebrig",
		Text: "Nicht gebraucht werden andere Schnitte der Familie " + diag.Quote(plain) + ": " + strings.Join(others, ", ") + ".",
		Hint: "Gesetzt wird mit " + allStyles + "."})
	return groups[plain]
}

// families reports that there are several.
func (l *loader) families(names []string, groups map[string][]*candidate) {
	var all []string
	for _, name := range names {
		var files []string
		for _, c := range groups[name] {
			files = append(files, c.file)
		}
		all = append(all, diag.Quote(name)+" ("+strings.Join(files, ", ")+")")
	}
	l.out.Errorf(diag.Pos{}, "schrift-familie", "Legen Sie die vier Dateien einer Familie in einen eigenen Ordner.",
		"Der Ordner enthält Schriften mehrerer Familien: %s.", strings.Join(all, ", "))
}

const allStyles = "Standard, Fett, Kursiv und Fett Kursiv"

// assemble makes a family of the files, which all belong to it.
func (l *loader) assemble(group []*candidate) *Family {
	family := new(Family)
	for _, place := range []struct {
		to           **Face
		bold, italic bool
		style, name  string
	}{
		{&family.Regular, false, false, "Regular", "Standard (Regular)"},
		{&family.Bold, true, false, "Bold", "Fett (Bold)"},
		{&family.Italic, false, true, "Italic", "Kursiv (Italic)"},
		{&family.BoldItalic, true, true, "BoldItalic", "Fett Kursiv (Bold Italic)"},
	} {
		var first *candidate
		for _, c := range group {
			switch {
			case c.bold != place.bold || c.italic != place.italic:
			case first == nil:
				first = c
				if c.face != nil {
					c.face.Family, c.face.Style = c.family, place.style
				}
				*place.to = c.face
			default:
				l.out.Errorf(diag.Pos{File: c.file}, "schrift-doppelt", "Lassen Sie nur eine der beiden Dateien im Ordner.",
					"Die Datei ist derselbe Schnitt wie %s: %s.", diag.Quote(first.file), place.name)
			}
		}
		if first == nil && !l.unknown {
			l.out.Errorf(diag.Pos{}, "schrift-fehlt", "Legen Sie seine Datei dazu; welcher Schnitt eine Datei ist, steht in ihr und nicht in ihrem Namen.",
				"Der Familie %s fehlt der Schnitt %s.", diag.Quote(group[0].family), place.name)
		}
	}
	l.distinct(group)
	fallBack(family, group)
	return family
}

// fallBack gives the family's faces those of Liberation Sans for what they
// lack. One that is called as one of those stays without: the PDF could not
// tell the two apart, and it hardly has less.
func fallBack(family *Family, group []*candidate) {
	substitutes := Liberation.Faces()
	for _, c := range group {
		if slices.ContainsFunc(substitutes[:], func(f *Face) bool { return strings.EqualFold(f.PostScript, c.postName) }) {
			return
		}
	}
	for i, f := range family.Faces() {
		if f != nil {
			f.Fallback = substitutes[i]
		}
	}
}

// distinct checks that the PDF can tell the faces apart, which it does by
// their PostScript names; gofpdf takes capitals and small letters for the same.
func (l *loader) distinct(group []*candidate) {
	for i, c := range group {
		for _, other := range group[:i] {
			if c.postName != "" && strings.EqualFold(c.postName, other.postName) && (c.bold != other.bold || c.italic != other.italic) {
				l.out.Errorf(diag.Pos{File: c.file}, "schrift-name-doppelt", fromMaker,
					"Die Datei hat denselben PostScript-Namen wie %s, %s; im PDF wären die beiden Schnitte nicht zu unterscheiden.", diag.Quote(other.file), diag.Quote(c.postName))
				break
			}
		}
	}
}

const fromMaker = "Fragen Sie dort, wo Sie die Schrift beziehen, nach einer fehlerfreien Datei."

// exam is the examination of one TrueType file. Each of its methods may count
// on what those before it have found sound.
type exam struct {
	file   string
	data   []byte
	faults diag.List

	tables  map[string][]byte
	em      int // units per em
	glyphs  int // how many there are
	metrics int // how many of them have a width of their own
	offsets []int
	chars   *[0x10000]uint16
}

// examine returns what the file says that it is, with the face if it has no
// fault; nil if it cannot say it.
func (x *exam) examine() *candidate {
	if !x.cut() {
		return nil
	}
	c := x.identify()
	if c == nil {
		return nil
	}
	x.embedding()
	x.names()
	if c.postName = x.postScript(); x.widths() && x.outlines() && x.characters() {
		c.face = x.build(c.postName)
	}
	if c.faults = x.faults; len(c.faults) > 0 {
		c.face = nil
	}
	return c
}

// fault reports a fault of the file.
func (x *exam) fault(code, hint, format string, args ...any) {
	x.faults.Errorf(diag.Pos{File: x.file}, code, hint, format, args...)
}

// damaged reports a fault that no sound file has. It returns false.
func (x *exam) damaged(format string, args ...any) bool {
	x.fault("schrift-beschaedigt", "Kopieren Sie die Datei noch einmal. Hilft das nicht, fragen Sie dort, wo Sie die Schrift beziehen.",
		"Die Datei ist beschädigt: %s.", fmt.Sprintf(format, args...))
	return false
}
