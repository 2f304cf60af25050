package font

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"

	"umsetzungsstand/internal/font/fonttest"
)

// folder returns a file system with the files.
func folder(files map[string][]byte) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: data}
	}
	return fsys
}

// utf16be is how Windows' names stand in a name table.
func utf16be(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.BigEndian.AppendUint16(b, u)
	}
	return b
}

// names returns a name table with English names by their numbers.
func names(texts map[byte]string) []byte {
	var entries, all []byte
	for id := range byte(255) {
		if s, ok := texts[id]; ok {
			text := utf16be(s)
			entries = append(entries, 0, 3, 0, 1, 4, 9, 0, id, 0, byte(len(text)), 0, byte(len(all)))
			all = append(all, text...)
		}
	}
	return bytes.Join([][]byte{{0, 0, 0, byte(len(texts)), 0, byte(6 + len(entries))}, entries, all}, nil)
}

// set writes 16-bit numbers into a table.
func set(data []byte, tag string, at int, values ...uint16) {
	for i, v := range values {
		binary.BigEndian.PutUint16(fonttest.Table(data, tag)[at+2*i:], v)
	}
}

func TestLoad(t *testing.T) {
	// The names say the opposite of what the files are; what is no font, what
	// is hidden and what lies in folders does not count.
	files := fonttest.Go()
	fsys := folder(map[string][]byte{
		"Bold.ttf": files["Go-Regular.ttf"], "Regular.ttf": files["Go-Bold.ttf"],
		"x": files["Go-Italic.ttf"], "Go.otf": files["Go-Bold-Italic.ttf"],
		"LICENSE.txt": []byte("Copyright"), "leer.txt": nil, ".Go-Bold.ttf": files["Go-Bold.ttf"], "alt/Go-Bold.ttf": files["Go-Bold.ttf"],
	})
	family, findings := Load(fsys)
	if len(findings) > 0 || family == nil {
		t.Fatalf("findings:\n%s", findings)
	}
	for i, want := range []struct{ style, name, file string }{
		{"Regular", "GoRegular", "Go-Regular.ttf"}, {"Bold", "Go-Bold", "Go-Bold.ttf"},
		{"Italic", "Go-Italic", "Go-Italic.ttf"}, {"BoldItalic", "Go-BoldItalic", "Go-Bold-Italic.ttf"},
	} {
		f := family.Faces()[i]
		if f.Style != want.style || f.PostScript != want.name || !bytes.Equal(f.Data(), files[want.file]) {
			t.Errorf("face %d is %s, %s", i, f.Style, f.PostScript)
		}
	}
	if a, b := family.Regular.Advance('ä'), family.Bold.Advance('ä'); a != 556 || b != 556 {
		t.Errorf("„ä“ is %d and %d wide", a, b)
	}
	if family.Regular.Has('\u0430') != true || family.Regular.Has('漢') || family.Regular.Has('\ue000') {
		t.Error("wrong characters")
	}
}

// TestOtherWeights: files of other weights of the family are left aside.
func TestOtherWeights(t *testing.T) {
	files := fonttest.Go()
	// Its names as those of larger families are: 16 and 17 beside 1 and 2.
	files["Go-Medium.ttf"] = fonttest.Replace(fonttest.Medium(), "name",
		names(map[byte]string{1: "Go Medium", 2: "Regular", 6: "GoMedium", 16: "Go", 17: "Medium"}))
	set(files["Go-Medium.ttf"], "OS/2", 8, 0x0002) // it need not be embedded
	family, findings := Load(folder(files))
	const want = "Hinweis: Nicht gebraucht werden andere Schnitte der Familie „Go“: „Go-Medium.ttf“ (Medium). [schriften-uebrig]\n" +
		"  Hinweis: Gesetzt wird mit Standard, Fett, Kursiv und Fett Kursiv."
	if findings.String() != want || family == nil || family.Regular.PostScript != "GoRegular" {
		t.Errorf("got %v\n%s\nwant\n%s", family, findings, want)
	}
}

const again = "\n  Hinweis: Kopieren Sie die Datei noch einmal. Hilft das nicht, fragen Sie dort, wo Sie die Schrift beziehen."

// faults are changes of the Go family's files and the findings that they lead to.
var faults = []struct {
	name   string
	change func(files map[string][]byte)
	want   string
}{
	{"empty", func(f map[string][]byte) { clear(f); f["LICENSE"] = []byte("Copyright") },
		"Fehler: Der Ordner enthält keine Schrift. [schriften-leer]\n" +
			"  Hinweis: Gebraucht werden vier TrueType-Dateien (.ttf) einer Familie, für Standard, Fett, Kursiv und Fett Kursiv; Unterordner werden nicht durchsucht."},
	{"too many", func(f map[string][]byte) {
		for i := range 60 {
			f[fmt.Sprint(i)] = nil
		}
	}, "Fehler: Der Ordner der Schriften enthält mehr als 60 Dateien und wird nicht gelesen. [schriften-zu-viele]\n" +
		"  Hinweis: Legen Sie die vier Dateien der Schrift in einen eigenen Ordner."},
	{"too large", func(f map[string][]byte) {
		f["Go-Bold.ttf"] = append(f["Go-Bold.ttf"], make([]byte, maxFont)...)
		f["plakat.pdf"] = make([]byte, maxFont+1)
	}, "Go-Bold.ttf: Fehler: Die Schrift ist größer als 16 MiB und wird nicht gelesen. [schrift-zu-gross]\n" +
		"  Hinweis: Prüfen Sie, ob es die richtige Datei ist."},
	{"kinds", func(f map[string][]byte) {
		clear(f)
		for name, data := range map[string]string{"a.otf": "OTTO\x00", "b.ttc": "ttcf", "c.woff": "wOFF", "c.woff2": "wOF2", "d.pfb": "\x80\x01", "e.ttf": "", "f": "%!PS-AdobeFont-1.0"} {
			f[name] = []byte(data)
		}
	}, `a.otf: Fehler: Die Schrift hat PostScript-Umrisse (OpenType mit CFF), nicht solche von TrueType. [schrift-kein-truetype]
  Hinweis: Verwenden Sie die TrueType-Fassung (.ttf) der Schrift; fragen Sie danach, wo Sie die Schrift beziehen.
b.ttc: Fehler: Die Datei ist eine Sammlung mehrerer Schriften (TrueType Collection). [schrift-kein-truetype]
  Hinweis: Verwenden Sie einzelne Dateien (.ttf), eine für jeden Schnitt.
c.woff: Fehler: Die Datei ist eine Schrift für Webseiten (WOFF). [schrift-kein-truetype]
  Hinweis: Verwenden Sie die TrueType-Fassung (.ttf) der Schrift; fragen Sie danach, wo Sie die Schrift beziehen.
c.woff2: Fehler: Die Datei ist eine Schrift für Webseiten (WOFF). [schrift-kein-truetype]
  Hinweis: Verwenden Sie die TrueType-Fassung (.ttf) der Schrift; fragen Sie danach, wo Sie die Schrift beziehen.
d.pfb: Fehler: Die Datei ist eine PostScript-Schrift (Type 1). [schrift-kein-truetype]
  Hinweis: Verwenden Sie die TrueType-Fassung (.ttf) der Schrift; fragen Sie danach, wo Sie die Schrift beziehen.
e.ttf: Fehler: Die Datei ist keine TrueType-Schrift, obwohl ihr Name auf .ttf endet. [schrift-kein-truetype]
  Hinweis: Prüfen Sie, ob sie vollständig kopiert ist, oder entfernen Sie sie aus dem Ordner.
f: Fehler: Die Datei ist eine PostScript-Schrift (Type 1). [schrift-kein-truetype]
  Hinweis: Verwenden Sie die TrueType-Fassung (.ttf) der Schrift; fragen Sie danach, wo Sie die Schrift beziehen.`},
	{"variable, bitmaps", func(f map[string][]byte) {
		fonttest.Hide(f["Go-Bold.ttf"], "glyf")
		b := f["Go-Italic.ttf"]
		copy(b[bytes.Index(b, []byte("post")):], "fvar")
	}, "Go-Bold.ttf: Fehler: Die Schrift hat keine Umrisse von TrueType. [schrift-kein-truetype]\n" +
		"  Hinweis: Fragen Sie dort, wo Sie die Schrift beziehen, nach einer fehlerfreien Datei.\n" +
		"Go-Italic.ttf: Fehler: Die Datei ist eine variable Schrift, die alle Schnitte auf einmal enthält. [schrift-kein-truetype]\n" +
		"  Hinweis: Verwenden Sie feste Schnitte („static“), eine Datei für jeden."},
	{"missing", func(f map[string][]byte) { delete(f, "Go-Bold.ttf"); delete(f, "Go-Italic.ttf") },
		"Fehler: Der Familie „Go“ fehlt der Schnitt Fett (Bold). [schrift-fehlt]\n" +
			"  Hinweis: Legen Sie seine Datei dazu; welcher Schnitt eine Datei ist, steht in ihr und nicht in ihrem Namen.\n" +
			"Fehler: Der Familie „Go“ fehlt der Schnitt Kursiv (Italic). [schrift-fehlt]\n" +
			"  Hinweis: Legen Sie seine Datei dazu; welcher Schnitt eine Datei ist, steht in ihr und nicht in ihrem Namen."},
	{"twice", func(f map[string][]byte) { f["Kopie.ttf"] = f["Go-Bold.ttf"] },
		"Kopie.ttf: Fehler: Die Datei ist derselbe Schnitt wie „Go-Bold.ttf“: Fett (Bold). [schrift-doppelt]\n" +
			"  Hinweis: Lassen Sie nur eine der beiden Dateien im Ordner."},
	{"families", func(f map[string][]byte) {
		delete(f, "Go-Bold.ttf")
		f["Go-Mono-Bold.ttf"] = fonttest.Mono()["Go-Mono-Bold.ttf"]
	}, "Fehler: Der Ordner enthält Schriften mehrerer Familien: „Go“ (Go-Bold-Italic.ttf, Go-Italic.ttf, Go-Regular.ttf), „Go Mono“ (Go-Mono-Bold.ttf). [schrift-familie]\n" +
		"  Hinweis: Legen Sie die vier Dateien einer Familie in einen eigenen Ordner."},
	{"embedding", func(f map[string][]byte) {
		set(f["Go-Regular.ttf"], "OS/2", 8, 0x0002)
		set(f["Go-Bold.ttf"], "OS/2", 8, 0x0204)
		set(f["Go-Italic.ttf"], "OS/2", 8, 0x0108)
		set(f["Go-Bold-Italic.ttf"], "OS/2", 8, 0x0004) // preview and print
	}, `Go-Bold.ttf: Fehler: Die Schrift darf nur als Bitmap in Dokumente eingebettet werden, nicht als Umriss, sagt die Datei (OS/2 fsType 0x0204). [schrift-einbettung]
  Hinweis: Beschaffen Sie eine Lizenz und dazu die Dateien, die das Einbetten in PDF-Dateien erlauben.
Go-Italic.ttf: Fehler: Die Schrift darf nur als ganze in Dokumente eingebettet werden; ins PDF kommen aber nur die Zeichen, die darin vorkommen, sagt die Datei (OS/2 fsType 0x0108). [schrift-einbettung]
  Hinweis: Beschaffen Sie eine Lizenz und dazu die Dateien, die das Einbetten in PDF-Dateien erlauben.
Go-Regular.ttf: Fehler: Die Schrift darf nicht in Dokumente eingebettet werden, sagt die Datei (OS/2 fsType 0x0002). [schrift-einbettung]
  Hinweis: Beschaffen Sie eine Lizenz und dazu die Dateien, die das Einbetten in PDF-Dateien erlauben.`},
	{"em", func(f map[string][]byte) {
		set(f["Go-Regular.ttf"], "head", 18, 0)
		set(f["Go-Bold.ttf"], "head", 18, 20000)
	}, "Go-Bold.ttf: Fehler: Das Geviert der Schrift (unitsPerEm) hat 20000 Einheiten; möglich sind 16 bis 16384. [schrift-geviert]\n" +
		"  Hinweis: Fragen Sie dort, wo Sie die Schrift beziehen, nach einer fehlerfreien Datei.\n" +
		"Go-Regular.ttf: Fehler: Das Geviert der Schrift (unitsPerEm) hat 0 Einheiten; möglich sind 16 bis 16384. [schrift-geviert]\n" +
		"  Hinweis: Fragen Sie dort, wo Sie die Schrift beziehen, nach einer fehlerfreien Datei."},
	{"PostScript names", func(f map[string][]byte) {
		for file, name := range map[string]string{"Go-Regular.ttf": "Go (Norm)", "Go-Bold.ttf": "Go-Stark", "Go-Italic.ttf": "GO-STARK", "Go-Bold-Italic.ttf": ""} {
			f[file] = fonttest.Replace(f[file], "name", names(map[byte]string{1: "Go", 6: name}))
		}
	}, `Go-Bold-Italic.ttf: Fehler: Die Datei nennt ihren PostScript-Namen nicht. [schrift-name]
  Hinweis: Fragen Sie dort, wo Sie die Schrift beziehen, nach einer fehlerfreien Datei.
Go-Italic.ttf: Fehler: Die Datei hat denselben PostScript-Namen wie „Go-Bold.ttf“, „GO-STARK“; im PDF wären die beiden Schnitte nicht zu unterscheiden. [schrift-name-doppelt]
  Hinweis: Fragen Sie dort, wo Sie die Schrift beziehen, nach einer fehlerfreien Datei.
Go-Regular.ttf: Fehler: Der PostScript-Name „Go (Norm)“ enthält Zeichen, die er nicht enthalten darf, oder ist zu lang. [schrift-name]
  Hinweis: Fragen Sie dort, wo Sie die Schrift beziehen, nach einer fehlerfreien Datei.`},
	{"characters", func(f map[string][]byte) {
		b := f["Go-Bold.ttf"]
		f["Go-Bold.ttf"] = fonttest.Replace(b, "cmap", fonttest.Cmap(map[rune]uint16{'A': 36, 'B': 37, ' ': 3}))
	}, "Go-Bold.ttf: Fehler: Der Schrift fehlen Zeichen, die jeder Bericht braucht: „C“, „D“, „E“, „F“, „G“, „H“, „I“, „J“, „K“, „L“ und 77 weitere. [schrift-zeichen-fehlen]\n" +
		"  Hinweis: Verwenden Sie eine vollständige Fassung der Schrift mit den Zeichen des Deutschen."},
	{"Unicode", func(f map[string][]byte) {
		set(f["Go-Bold.ttf"], "cmap", 2, 0)
		set(f["Go-Italic.ttf"], "name", 0, 1)
	}, "Go-Bold.ttf: Fehler: Die Datei lässt sich nicht verwenden: ihr fehlt die Tabelle, nach der Text in Unicode gesetzt wird (cmap, Format 4). [schrift-ungeeignet]\n" +
		"  Hinweis: Fragen Sie dort, wo Sie die Schrift beziehen, nach einer TrueType-Datei für Office-Programme.\n" +
		"Go-Italic.ttf: Fehler: Die Datei lässt sich nicht verwenden: ihre Tabelle „name“ hat das Format 1 statt 0. [schrift-ungeeignet]\n" +
		"  Hinweis: Fragen Sie dort, wo Sie die Schrift beziehen, nach einer TrueType-Datei für Office-Programme."},
	{"wide", func(f map[string][]byte) {
		set(f["Go-Bold.ttf"], "hmtx", 400, 0x8000)
		set(f["Go-Italic.ttf"], "head", 18, 16)
	}, "Go-Bold.ttf: Fehler: Die Datei ist beschädigt: ein Zeichen ist unmöglich breit. [schrift-beschaedigt]" + again + "\n" +
		"Go-Italic.ttf: Fehler: Die Datei ist beschädigt: ein Zeichen ist unmöglich breit. [schrift-beschaedigt]" + again},
	{"damaged", func(f map[string][]byte) {
		f["Go-Regular.ttf"] = f["Go-Regular.ttf"][:60_000]
		f["Go-Bold.ttf"] = f["Go-Bold.ttf"][:40]
		fonttest.Hide(f["Go-Italic.ttf"], "post")
		fonttest.Hide(f["Go-Italic.ttf"], "hhea")
		set(f["Go-Bold-Italic.ttf"], "loca", 2, 0xFFFF)
		f["Kopie.ttf"] = fonttest.Go()["Go-Regular.ttf"]
		set(f["Kopie.ttf"], "hhea", 34, 0xFFFF)
	}, "Go-Bold-Italic.ttf: Fehler: Die Datei ist beschädigt: ihre Tabelle „loca“ widerspricht sich. [schrift-beschaedigt]" + again + "\n" +
		"Go-Bold.ttf: Fehler: Die Datei ist beschädigt: das Verzeichnis ihrer Tabellen ist unvollständig. [schrift-beschaedigt]" + again + "\n" +
		"Go-Italic.ttf: Fehler: Die Datei ist beschädigt: ihr fehlt die Tabelle „hhea“. [schrift-beschaedigt]" + again + "\n" +
		"Go-Italic.ttf: Fehler: Die Datei ist beschädigt: ihr fehlt die Tabelle „post“. [schrift-beschaedigt]" + again + "\n" +
		"Go-Regular.ttf: Fehler: Die Datei ist beschädigt: sie endet vor ihrer Tabelle „cvt “. [schrift-beschaedigt]" + again + "\n" +
		"Kopie.ttf: Fehler: Die Datei ist beschädigt: ihre Tabelle „hmtx“ ist zu kurz. [schrift-beschaedigt]" + again},
}

// composed makes the glyph of a character of Go Regular one that is composed of
// others.
func composed(data []byte, r rune, parts ...uint16) (glyph uint16) {
	x := &exam{data: fonttest.Go()["Go-Regular.ttf"]} // data may be spoilt already
	if c := x.examine(); c == nil || c.face == nil {
		panic(x.faults.String())
	}
	b := []byte{0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0}
	for i, part := range parts {
		more := byte(1 << 5)
		if i == len(parts)-1 {
			more = 0
		}
		b = append(b, 0, more, byte(part>>8), byte(part), 0, 0)
	}
	g := x.chars[r]
	if n := x.offsets[g+1] - x.offsets[g]; n < len(b) {
		panic(fmt.Sprintf("%q has only %d bytes", r, n))
	}
	copy(fonttest.Table(data, "glyf")[x.offsets[g]:], b)
	return g
}

// TestComposedGlyphs: gofpdf follows the parts of glyphs for ever if they run
// in circles, and for ages if each has the one before it many times.
func TestComposedGlyphs(t *testing.T) {
	files := fonttest.Go()
	data := files["Go-Regular.ttf"]
	dot := composed(bytes.Clone(data), 'i', 3)
	a := composed(data, '@', dot, dot)
	b := composed(data, '&', a, a, a)
	load(t, files)
	for name, change := range map[string]func(data []byte) uint16{
		"itself":    func(data []byte) uint16 { return composed(data, '@', a) },
		"circle":    func(data []byte) uint16 { return composed(data, '@', composed(data, 'g', b)) }, // @ of g of & of @
		"not there": func(data []byte) uint16 { return composed(data, '@', 0xFFFE) },
		"too many": func(data []byte) uint16 {
			last := b
			for _, r := range "gaes3" {
				last = composed(data, r, last, last, last, last)
			}
			return last
		},
	} {
		spoilt := bytes.Clone(data)
		change(spoilt)
		files["Go-Regular.ttf"] = spoilt
		_, findings := Load(folder(files))
		if len(findings) != 1 || findings[0].Code != "schrift-beschaedigt" || !strings.Contains(findings[0].Text, "der Umriss ") {
			t.Errorf("%s: findings:\n%s", name, findings)
		}
	}
}

func TestFaults(t *testing.T) {
	for _, tt := range faults {
		t.Run(tt.name, func(t *testing.T) {
			files := fonttest.Go()
			tt.change(files)
			family, findings := Load(folder(files))
			if got := findings.String(); got != tt.want || (family == nil) != findings.Failed() {
				t.Errorf("got %v\n%s\nwant\n%s", family, got, tt.want)
			}
		})
	}
}

// failing is a folder in which some things cannot be read.
type failing struct {
	fstest.MapFS
	name string
}

func (f failing) Open(name string) (fs.File, error) {
	if name == f.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("I/O error")}
	}
	return f.MapFS.Open(name)
}

func (f failing) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == f.name {
		return nil, fs.ErrPermission
	}
	return f.MapFS.ReadDir(name)
}

func TestUnreadable(t *testing.T) {
	for name, want := range map[string]string{
		".":           "Fehler: Der Ordner der Schriften ist nicht lesbar: Zugriff nicht erlaubt. [schriften-unlesbar]",
		"Go-Bold.ttf": "Go-Bold.ttf: Fehler: Die Datei ist nicht lesbar: das Betriebssystem verweigert es. [schrift-unlesbar]",
	} {
		family, findings := Load(failing{folder(fonttest.Go()), name})
		if got := findings.String(); got != want || family != nil {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
		}
	}
}

func load(t testing.TB, files map[string][]byte) *Family {
	t.Helper()
	family, findings := Load(folder(files))
	if family == nil {
		t.Fatalf("findings:\n%s", findings)
	}
	return family
}

// TestHyphens: what is drawn as a hyphen is as wide as one, whatever the face
// has.
func TestHyphens(t *testing.T) {
	for _, files := range []map[string][]byte{fonttest.Go(), fonttest.Mono()} { // Go's own U+00AD is narrower
		own := load(t, files).Regular
		for _, r := range "\u00ad\u2011" {
			if own.Glyph(r) != '-' || own.Advance(r) != own.Advance('-') || own.Advance(r) == 0 {
				t.Errorf("%s: U+%04X is drawn as %q, %d wide", own.PostScript, r, own.Glyph(r), own.Advance(r))
			}
		}
	}
}

// TestKernOfAnotherFamily: kerning by GPOS alone is read; kerning that sfnt
// cannot read is none, and no reason to refuse the file.
func TestKernOfAnotherFamily(t *testing.T) {
	files := fonttest.Go()
	if k := load(t, files).Regular.Kern('A', 'V'); k != 0 {
		t.Errorf("Go has no kerning, but Kern is %d", k)
	}
	plain := load(t, fonttest.Go()).Regular
	// GPOS 1.0 with the feature kern of the script latn: a lookup of type 2
	// with one pair of format 1, A V −200.
	gpos := []byte{0, 1, 0, 0, 0, 10, 0, 30, 0, 44,
		0, 1, 'l', 'a', 't', 'n', 0, 8, 0, 4, 0, 0, 0, 0, 0xFF, 0xFF, 0, 1, 0, 0,
		0, 1, 'k', 'e', 'r', 'n', 0, 8, 0, 0, 0, 1, 0, 0,
		0, 1, 0, 4, 0, 2, 0, 0, 0, 1, 0, 8,
		0, 1, 0, 18, 0, 4, 0, 0, 0, 1, 0, 12,
		0, 1, 0, byte(plain.chars['V']), 0xFF, 0x38,
		0, 1, 0, 1, 0, byte(plain.chars['A']),
	}
	for name, c := range map[string]struct {
		tag   string
		table []byte
		want  int
	}{
		"GPOS":              {"GPOS", gpos, -98},
		"lookup not there":  {"GPOS", append(append(bytes.Clone(gpos[:42]), 0, 1), gpos[44:]...), 0},
		"GPOS of version 9": {"GPOS", append([]byte{0, 9}, gpos[2:]...), 0},
		"kern of version 9": {"kern", []byte{0, 9, 0, 0, 0, 0}, 0},
	} {
		data := fonttest.Go()["Go-Regular.ttf"]
		// In place of a table of the same place in the order, which sfnt wants.
		data = withTable(data, c.tag, c.table)
		files["Go-Regular.ttf"] = data
		f := load(t, files).Regular
		if got := f.Kern('A', 'V'); got != c.want {
			t.Errorf("%s: Kern is %d, want %d", name, got, c.want)
		}
		if !bytes.Equal(f.Data(), data) {
			t.Errorf("%s: Load changed the file", name)
		}
	}
}

// withTable returns the file with a table more.
func withTable(data []byte, tag string, table []byte) []byte {
	n := int(binary.BigEndian.Uint16(data[4:]))
	out := bytes.Clone(data[:12])
	binary.BigEndian.PutUint16(out[4:], uint16(n+1))
	all := map[string][]byte{tag: table}
	tags := []string{}
	for i := range n {
		other := string(data[12+16*i:][:4])
		if tag != "" && other > tag {
			tags, tag = append(tags, tag), ""
		}
		tags = append(tags, other)
		all[other] = fonttest.Table(data, other)
	}
	at := 12 + 16*(n+1)
	var body []byte
	for _, tag := range tags {
		out = append(out, tag...)
		out = binary.BigEndian.AppendUint32(out, 0)
		out = binary.BigEndian.AppendUint32(out, uint32(at+len(body)))
		out = binary.BigEndian.AppendUint32(out, uint32(len(all[tag])))
		body = append(body, all[tag]...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	return append(out, body...)
}

// TestLargeEm: widths and kerning are right for the finest of units, which
// overflow sfnt's numbers at the sizes that it is usually asked for.
func TestLargeEm(t *testing.T) {
	files := fonttest.Go()
	set(files["Go-Regular.ttf"], "head", 18, 16384)
	table := fonttest.Table(files["Go-Regular.ttf"], "hmtx")
	for i := 0; i+4 <= len(table) && i < 4*int(binary.BigEndian.Uint16(fonttest.Table(files["Go-Regular.ttf"], "hhea")[34:])); i += 4 {
		binary.BigEndian.PutUint16(table[i:], 8*binary.BigEndian.Uint16(table[i:]))
	}
	want, got := load(t, fonttest.Go()).Regular, load(t, files).Regular
	for r := rune(' '); r < 0x250; r++ {
		if want.Advance(r) != got.Advance(r) {
			t.Errorf("%q is %d wide, want %d", r, got.Advance(r), want.Advance(r))
		}
	}
}

// touch asks a family everything that may be asked.
func touch(family *Family) {
	for _, f := range family.Faces() {
		for r := rune(0); r < 0x3000; r++ {
			f.Advance(r)
		}
		for a := rune(' '); a < 0x7F; a++ {
			for b := rune(' '); b < 0x7F; b++ {
				f.Kern(a, b)
			}
		}
		f.Reach()
	}
}

// FuzzLoad changes numbers of a file and looks for panics: each four bytes are
// the table, the place in it, and what is written there.
func FuzzLoad(f *testing.F) {
	tags := []string{"OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post", "GPOS"}
	base := withTable(fonttest.Go()["Go-Regular.ttf"], "GPOS", bytes.Repeat([]byte{0, 1, 0, 0, 0, 10}, 40))
	for i := range tags {
		f.Add([]byte{byte(i), 0, 4, 0xFF, 0xFF})
	}
	files := fonttest.Go()
	f.Fuzz(func(t *testing.T, edits []byte) {
		data := bytes.Clone(base)
		for ; len(edits) >= 5; edits = edits[5:] {
			table := fonttest.Table(data, tags[int(edits[0])%len(tags)])
			copy(table[int(binary.BigEndian.Uint16(edits[1:]))%len(table):], edits[3:5])
		}
		files["Go-Regular.ttf"] = data
		if family, findings := Load(folder(files)); family != nil {
			touch(family)
		} else if !findings.Failed() {
			t.Error("neither family nor fault")
		}
	})
}

// TestAnyBytes: no file makes Load panic, cut off or overwritten wherever.
func TestAnyBytes(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	data := fonttest.Go()["Go-Italic.ttf"]
	for range 100 {
		spoilt := bytes.Clone(data[:random.IntN(len(data)+1)])
		for range random.IntN(20) {
			if len(spoilt) > 0 {
				spoilt[random.IntN(min(len(spoilt), 1<<(4+random.IntN(14))))] = byte(random.Uint32())
			}
		}
		x := &exam{data: spoilt}
		if c := x.examine(); c != nil && c.face != nil {
			touch(&Family{c.face, c.face, c.face, c.face})
		} else if len(x.faults) == 0 {
			t.Fatal("neither face nor fault")
		}
	}
	if strings.Contains(required, "\u00ad") {
		t.Error("U+00AD is not required")
	}
}
