// Package archive keeps named bytes for decades: as bags after BagIt 1.0
// (RFC 8493), one folder each, that nobody changes any more and that anybody
// can check with the tools of every Unix. It knows not what the bytes are, and
// reads no clock: the same call makes the same bag.
//
// An archive is a folder of bags. Each names in its bag-info.txt its number and
// the SHA-256 of the tagmanifest-sha256.txt of the bag before it, so that the
// bags are a chain in the order in which they came. Whoever has noted down the
// digest of the newest can tell that none of them has been touched.
//
// Begin with [Create] or [Open], then [Store.Put] and [Store.Verify].
package archive

import (
	"crypto/sha256"
	"crypto/sha512"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"umsetzungsstand/internal/diag"
)

// Bag is what is to be kept.
type Bag struct {
	Name  string // of its folder, and its Internal-Sender-Identifier
	Files []File // in the payload, below data/
	Info  Info   // what bag-info.txt says, beside what Put adds
}

// File is a file of the payload. Its name is slash-separated and relative to
// data/; see [validName].
type File struct {
	Name string
	Data []byte
}

// The fields of bag-info.txt that Put adds. The chain's are ours: RFC 8493,
// 2.2.2, leaves room for further ones.
const (
	LabelName           = "Internal-Sender-Identifier"
	LabelOxum           = "Payload-Oxum"
	LabelCount          = "Bag-Count" // "3 of ?": the bag's number in the chain
	LabelPrevious       = "Previous-Bag"
	LabelPreviousDigest = "Previous-Tagmanifest-SHA256"
)

// Entry is a bag of an archive as its tag files describe it.
type Entry struct {
	Name   string
	Number int    // in the chain, from 1; 0 where it does not say
	Digest string // SHA-256 of tagmanifest-sha256.txt, hexadecimal; "" where there is none
	Info   Info
}

// The names of a bag's files (RFC 8493, 2.1 and 2.2).
const (
	declarationFile = "bagit.txt"
	infoFile        = "bag-info.txt"
	payloadFolder   = "data"
	digestFile      = "tagmanifest-sha256.txt"
)

// declaration is the whole of bagit.txt (RFC 8493, 2.1.1).
const declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

// algorithm is one in which a bag has manifests (RFC 8493, 2.4).
type algorithm struct {
	name string
	new  func() hash.Hash
}

var algorithms = []algorithm{{"sha256", sha256.New}, {"sha512", sha512.New}}

func (a algorithm) manifest() string    { return "manifest-" + a.name + ".txt" }
func (a algorithm) tagManifest() string { return "tagmanifest-" + a.name + ".txt" }

// What lies in an archive beside the bags.
const (
	lockFile   = ".sperre"
	beginning  = ".neu-" // of the name of a bag that is being built
	hiddenMark = "."
)

// What one bag, and an archive, may cost: far more than an edition needs, and
// little enough that a hostile one ends.
const (
	maxBags    = 10_000
	maxEntries = 20_000 // files and folders of a bag
	maxDepth   = 16     // of its folders
	maxTagFile = 4 << 20
	maxFile    = 1 << 30
	maxPayload = 4 << 30
	maxName    = 200 // of a file with its folders: Windows has 260 for the whole path
)

// Store is an archive. Close it in the end.
type Store struct {
	root   *os.Root
	name   string     // how findings call the folder: as its owner would open it, with slashes
	opened []*os.Root // of payloads that were asked for
}

// Open opens an archive that exists.
func Open(dir string) (*Store, error) {
	info, err := os.Stat(dir) // a pipe must not be opened: that waits for who writes into it
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return nil, &fs.PathError{Op: "open", Path: dir, Err: syscall.ENOTDIR}
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	return &Store{root: root, name: filepath.ToSlash(dir)}, nil
}

// Create opens an archive and makes its folder where that lacks.
func Create(dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	return Open(dir)
}

// Close ends the use of the store, and of the payloads that it has given.
func (s *Store) Close() error {
	for _, root := range s.opened {
		root.Close()
	}
	return s.root.Close()
}

// List returns the bags in the order of the chain, and what is wrong with the
// chain or does not belong into the archive. It reads only tag files: what the
// payload has to say [Store.Verify] tells.
func (s *Store) List() ([]Entry, diag.List) {
	names, findings := s.names()
	var entries []Entry
	for _, name := range names {
		e, found := s.entry(name)
		entries = append(entries, e)
		findings = append(findings, found...)
	}
	slices.SortStableFunc(entries, func(a, b Entry) int { return a.Number - b.Number })
	findings = append(findings, s.chain(entries)...)
	findings.Sort()
	return entries, findings
}

// names returns the folders that are to be bags, sorted.
func (s *Store) names() ([]string, diag.List) {
	var findings diag.List
	list, err := readDir(s.root, ".", maxBags)
	if err != nil {
		findings.Errorf(diag.Pos{File: s.name}, "archiv-unlesbar", rightsHint, "Das Archiv ist nicht lesbar: %s.", diag.Reason(err))
		return nil, findings
	}
	var names []string
	for _, e := range list {
		name := e.Name()
		switch {
		case name == lockFile:
		case strings.HasPrefix(name, beginning):
			findings.Add(diag.Finding{Pos: s.pos(name), Severity: diag.Hint, Code: "archiv-rest",
				Text: "Hier liegt der Rest eines abgebrochenen Archivierens, oder es läuft gerade eines.",
				Hint: "Es ist nichts zu tun: Der nächste Aufruf von archive räumt den Rest weg."})
		case !e.IsDir() || strings.HasPrefix(name, hiddenMark):
			findings.Add(diag.Finding{Pos: s.pos(name), Severity: diag.Warning, Code: "archiv-fremd",
				Text: "Das gehört nicht in den Ordner des Archivs.",
				Hint: "Legen Sie es an einen anderen Ort; im Archiv liegen nur die Pakete."})
		default:
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names, findings
}

// entry reads the tag files of a bag that say what it is.
func (s *Store) entry(name string) (Entry, diag.List) {
	e := Entry{Name: name}
	var findings diag.List
	if data, err := s.tagFile(name, digestFile); err == nil {
		e.Digest = digestOf(data)
	}
	data, err := s.tagFile(name, infoFile)
	if err != nil {
		findings.Errorf(s.pos(name, infoFile), "archiv-angaben", restoreHint, "Die Angaben zum Paket sind nicht lesbar: %s.", diag.Reason(err))
		return e, findings
	}
	var faults []lineFault
	e.Info, faults = parseInfo(data)
	for _, f := range faults {
		pos := s.pos(name, infoFile)
		pos.Line = f.line
		findings.Errorf(pos, "archiv-angaben", restoreHint, "%s", f.text)
	}
	for _, label := range []string{LabelName, LabelOxum, LabelCount} {
		if n := e.Info.count(label); n != 1 {
			findings.Errorf(s.pos(name, infoFile), "archiv-angaben", restoreHint, "Die Angabe „%s“ steht %d-mal statt einmal da.", label, n)
		}
	}
	if own := e.Info.Get(LabelName); own != "" && own != name {
		findings.Errorf(s.pos(name), "archiv-ort", "Geben Sie dem Ordner seinen Namen zurück; ist es eine Kopie, gehört sie an einen anderen Ort.",
			"Das Paket liegt am falschen Platz: Es heißt %s.", diag.Quote(own))
	}
	number, of, _ := strings.Cut(e.Info.Get(LabelCount), " of ")
	if n, err := strconv.Atoi(number); err == nil && n > 0 && of == "?" && number == strconv.Itoa(n) {
		e.Number = n
	} else if e.Info.count(LabelCount) == 1 {
		findings.Errorf(s.pos(name, infoFile), "archiv-angaben", restoreHint, "Die Angabe „%s“ nennt keine Nummer.", LabelCount)
	}
	return e, findings
}

// Data returns the payload of a bag: its ordinary files and its folders.
// Nothing outside of it can be read through it.
func (s *Store) Data(name string) (fs.FS, error) {
	root, err := s.root.OpenRoot(path.Join(name, payloadFolder))
	if err != nil {
		return nil, err
	}
	s.opened = append(s.opened, root)
	return payloadFS{root}, nil
}

// payloadFS is a folder in which links lead nowhere.
type payloadFS struct{ root *os.Root }

func (p payloadFS) Open(name string) (fs.File, error) {
	info, err := p.root.Lstat(name)
	if err == nil && info.IsDir() {
		return p.root.FS().Open(name)
	}
	if err != nil {
		return nil, err
	}
	return openRegular(p.root, name)
}

// File returns a file of a bag, payload or tag file, by its path in the bag.
func (s *Store) File(bag, name string) ([]byte, error) {
	return readFile(s.root, path.Join(bag, name), maxFile)
}

// Contents are the paths and sizes of a bag's files, sorted by path.
type Contents struct {
	Path string
	Size int64
}

// Files returns the files of a bag, payload and tag files.
func (s *Store) Files(bag string) ([]Contents, error) {
	w := walk{root: s.root, bag: bag}
	w.folder("", 0)
	if w.err != nil {
		return nil, w.err
	}
	var list []Contents
	for _, f := range w.files {
		list = append(list, Contents{f.path, f.size})
	}
	slices.SortFunc(list, func(a, b Contents) int { return strings.Compare(a.Path, b.Path) })
	return list, nil
}

// pos is the place of a file of the archive.
func (s *Store) pos(names ...string) diag.Pos {
	return diag.Pos{File: path.Join(append([]string{s.name}, names...)...)}
}

func (s *Store) tagFile(bag, name string) ([]byte, error) {
	return readFile(s.root, path.Join(bag, name), maxTagFile)
}

// Why a file of an archive is not read. Their texts are shown.
var (
	errNoFile   = &germanError{"dort liegt keine gewöhnliche Datei"}
	errTooLarge = &germanError{"sie ist zu groß"}
	errTooMany  = &germanError{"darin liegt zu viel"}
)

// germanError is an error that findings may show; see [diag.Reason].
type germanError struct{ text string }

func (e *germanError) Error() string  { return e.text }
func (e *germanError) German() string { return e.text }

// openRegular opens an ordinary file, and no link to one.
func openRegular(root *os.Root, name string) (*os.File, error) {
	info, err := root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() { // opening alone can wait, or do something to a device
		return nil, errNoFile
	}
	f, err := root.OpenFile(name, os.O_RDONLY|openAtOnce, 0)
	if err != nil {
		return nil, err
	}
	if info, err = f.Stat(); err != nil || !info.Mode().IsRegular() {
		f.Close()
		return nil, errors.Join(err, errNoFile)
	}
	return f, nil
}

func readFile(root *os.Root, name string, limit int64) ([]byte, error) {
	f, err := openRegular(root, name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(data)) > limit {
		return nil, errTooLarge
	}
	return data, err
}

// readDir reads a folder that has at most limit entries.
func readDir(root *os.Root, name string, limit int) ([]fs.DirEntry, error) {
	f, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	list, err := f.ReadDir(limit + 1)
	switch {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, err
	case len(list) > limit:
		return nil, errTooMany
	}
	return list, nil
}

func digestOf(data []byte) string { return fmt.Sprintf("%x", sha256.Sum256(data)) }
