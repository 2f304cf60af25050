package record

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

var update = flag.Bool("update", false, "rewrite the expected texts in testdata")

// archive is a file of several: a comment, then for each file a line
// "-- name --" and its text.
type archive struct {
	comment string
	files   []textFile
}

type textFile struct{ name, text string }

func readArchive(t testing.TB, name string) *archive {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	a := new(archive)
	text := &a.comment
	for line := range strings.Lines(string(data)) {
		name, ok := strings.CutPrefix(line, "-- ")
		if name, is := strings.CutSuffix(name, " --\n"); ok && is {
			a.files = append(a.files, textFile{name: name})
			text = &a.files[len(a.files)-1].text
			continue
		}
		*text += line
	}
	return a
}

func (a *archive) String() string {
	var b strings.Builder
	b.WriteString(a.comment)
	for _, f := range a.files {
		b.WriteString("-- " + f.name + " --\n" + f.text)
	}
	return b.String()
}

// folderOf makes a sources folder of an archive's files.
func folderOf(archives ...*archive) fstest.MapFS {
	fsys := fstest.MapFS{}
	for _, a := range archives {
		for _, f := range a.files {
			fsys[f.name] = &fstest.MapFile{Data: []byte(f.text)}
		}
	}
	return fsys
}

// A case in testdata/fehler is an archive: a comment, the files that it lays
// over grund.txtar, and "erwartet", all findings as they are printed. Lines
// of the comment that begin with "ohne:" name files that it removes.
func TestFaults(t *testing.T) {
	files, err := filepath.Glob("testdata/fehler/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	base := readArchive(t, "testdata/grund.txtar")
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a := readArchive(t, file)
			want := ""
			a.files = slices.DeleteFunc(a.files, func(f textFile) bool {
				if f.name == "erwartet" {
					want = f.text
				}
				return f.name == "erwartet"
			})
			fsys := folderOf(base, a)
			for line := range strings.Lines(a.comment) {
				if name, ok := strings.CutPrefix(strings.TrimSpace(line), "ohne:"); ok {
					delete(fsys, strings.TrimSpace(name))
				}
			}
			set, findings := Load(fsys)
			if (set == nil) != findings.Failed() {
				t.Errorf("set is nil: %v, but an error was found: %v", set == nil, findings.Failed())
			}
			got := findings.String() + "\n"
			if got == want {
				return
			}
			if !*update {
				t.Errorf("findings:\n%swant:\n%s", got, want)
				return
			}
			a.files = append(a.files, textFile{"erwartet", got})
			if err := os.WriteFile(file, []byte(a.String()), 0o666); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// TestEveryCode holds that every code is explained in German and fires in a
// case that is named after it, or in TestEncodings and TestFolders; how often,
// TestCases counts.
func TestEveryCode(t *testing.T) {
	elsewhere := []string{CodeSources, CodeUnreadable, CodeLink, CodeEncoding, CodeTooLarge, CodeTooManyFiles, CodeInternal}
	all := Codes()
	for i, c := range all {
		if i > 0 && all[i-1].Name >= c.Name {
			t.Errorf("%s and %s: not sorted, or the same", all[i-1].Name, c.Name)
		}
		if !strings.HasSuffix(c.Explain, ".") || strings.Trim(c.Name, "abcdefghijklmnopqrstuvwxyz-") != "" {
			t.Errorf("%+v: no full stop, or not a short ASCII name", c)
		}
		if n := strings.Count(strings.ReplaceAll(c.Explain, "z. B.", ""), ". ") + 1; n < 2 || n > 5 {
			t.Errorf("%s: explained in %d sentences", c.Name, n)
		}
		if (c.Wrong == "" || c.Right == "" || c.Wrong == c.Right) && c.Name != CodeInternal {
			t.Errorf("%s: no wrong or no right example", c.Name)
		}
		if slices.Contains(elsewhere, c.Name) {
			continue
		}
		data, err := os.ReadFile("testdata/fehler/" + c.Name + ".txtar")
		if err != nil {
			t.Error(err)
		} else if !strings.Contains(string(data), "["+c.Name+"]") {
			t.Errorf("%s.txtar does not show its code", c.Name)
		}
	}
}

func TestEncodings(t *testing.T) {
	base := folderOf(readArchive(t, "testdata/grund.txtar"))
	const file = "partnerschaften/ungarn.toml"
	good := string(base[file].Data)
	utf16 := []byte{0xFF, 0xFE}
	for _, c := range []byte(good) {
		utf16 = append(utf16, c, 0)
	}
	for _, test := range []struct {
		name, data, want string
	}{
		{"byte order mark and CRLF", "\ufeff" + strings.ReplaceAll(good, "\n", "\r\n"), ""},
		{"decomposed", strings.ReplaceAll(good, "ä", "a\u0308"), ""},
		{"column after a byte order mark", "\ufeffkutz = \"Ungarn\"\r\n" + good,
			"partnerschaften/ungarn.toml:1:1: Fehler: Am Anfang der Datei gibt es den Schlüssel „kutz“ nicht. [schluessel-unbekannt]\n" +
				"    1 | kutz = \"Ungarn\"\n      | ^\n" +
				"  Hinweis: Meinten Sie „kurz“?"},
		{"column after letters of two bytes and CRLF", strings.ReplaceAll(good, "\n", "\r\n") + "titel = \"äöü\u200b\"\r\n",
			"partnerschaften/ungarn.toml:10:13: Fehler: Der Text enthält ein unzulässiges Zeichen, U+200B (Leerzeichen ohne Breite). [zeichen-verboten]\n" +
				"   10 | titel = \"äöü\ufffd\"\n      |             ^\n" +
				"  Hinweis: Löschen Sie die Stelle, und tippen Sie sie neu."},
		{"Windows-1252", strings.ReplaceAll(good, "ä", "\xe4"),
			"partnerschaften/ungarn.toml:8:33: Fehler: Die Datei ist nicht in UTF-8 gespeichert, vermutlich in Windows-1252 (Byte 0xE4, dort „ä“). Die Angaben dieser Datei sind noch nicht geprüft. [kodierung]\n" +
				"    8 | art           = \"Gemeinsame Erkl\ufffdrung\"\n      |                                 ^\n" +
				"  Hinweis: " + saveHint},
		{"UTF-16", string(utf16),
			"partnerschaften/ungarn.toml: Fehler: Die Datei ist in UTF-16 gespeichert, nicht in UTF-8. Die Angaben dieser Datei sind noch nicht geprüft. [kodierung]\n" +
				"  Hinweis: " + saveHint},
		{"UTF-16 without mark", string(utf16[2:]),
			"partnerschaften/ungarn.toml: Fehler: Die Datei ist in UTF-16 gespeichert, nicht in UTF-8. Die Angaben dieser Datei sind noch nicht geprüft. [kodierung]\n" +
				"  Hinweis: " + saveHint},
		{"of 1 MiB", good + "#" + strings.Repeat("-", maxSize-len(good)-1), ""},
		{"larger than 1 MiB", good + "#" + strings.Repeat("-", maxSize-len(good)),
			"partnerschaften/ungarn.toml: Fehler: Die Datei ist größer als 1 MiB und wird nicht gelesen. [datei-zu-gross]\n" +
				"  Hinweis: Prüfen Sie, ob es die richtige Datei ist."},
	} {
		t.Run(test.name, func(t *testing.T) {
			base[file].Data = []byte(test.data)
			set, findings := Load(base)
			if got := findings.String(); got != test.want {
				t.Errorf("findings:\n%s\nwant:\n%s", got, test.want)
			}
			if test.want == "" && set != nil && set.Partnerships[0].Agreements[0].Kind != "Gemeinsame Erklärung" {
				t.Errorf("kind %q is not canonical", set.Partnerships[0].Agreements[0].Kind)
			}
		})
	}
}

// closedFS refuses one file.
type closedFS struct {
	fs.FS
	closed string
}

func (f closedFS) Open(name string) (fs.File, error) {
	if name == f.closed {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return f.FS.Open(name)
}

// oddFS has an error for one file that nobody foresaw.
type oddFS struct {
	fs.FS
	odd string
}

func (f oddFS) Open(name string) (fs.File, error) {
	if name == f.odd {
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("structure needs cleaning")}
	}
	return f.FS.Open(name)
}

// linked returns the good folder with a link in it.
func linked(t *testing.T, target string) fs.FS {
	dir := t.TempDir()
	if err := os.CopyFS(dir, folderOf(readArchive(t, "testdata/grund.txtar"))); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(target, dir+"/partnerschaften/polen.toml"); err != nil {
		t.Skip("no links here:", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root.FS()
}

// crowd returns a folder with more partnerships than are read.
func crowd() fs.FS {
	fsys := fstest.MapFS{
		"haus.toml":             {Data: []byte("land = 'A'\namt = 'B'\namt_genitiv = 'C'\nverfasser = 'D'\n")},
		"berichte/2023-Q4.toml": {Data: []byte("stichtag = 2023-10-31\nanlass = 'regelmäßig'\nzustand = 'entwurf'\nthema = 'T'\n")},
	}
	for i := range maxFiles + 1 {
		fsys[fmt.Sprintf("partnerschaften/a%d.toml", i)] = &fstest.MapFile{}
	}
	return fsys
}

func TestFolders(t *testing.T) {
	base := folderOf(readArchive(t, "testdata/grund.txtar"))
	withDir := folderOf(readArchive(t, "testdata/grund.txtar"))
	withDir["partnerschaften/alt.toml/notiz.txt"] = &fstest.MapFile{}
	for _, test := range []struct {
		name string
		fsys fs.FS
		want string
	}{
		{"no folder", os.DirFS("testdata/keiner"),
			"Fehler: Der Ordner mit den Quellen lässt sich nicht lesen: nicht vorhanden. [quellen-unlesbar]\n" +
				"  Hinweis: Prüfen Sie den Ordner, den Sie mit --sources angegeben haben."},
		{"folder named like a file", withDir,
			"partnerschaften/alt.toml: Fehler: Dies ist ein Ordner, keine Datei. [datei-unlesbar]\n" +
				"  Hinweis: Benennen Sie ihn um: Nur Dateien dürfen auf .toml enden."},
		{"locked file", closedFS{base, "berichte/2023-Q4.toml"},
			"berichte/2023-Q4.toml: Fehler: Die Datei lässt sich nicht lesen: Zugriff nicht erlaubt. [datei-unlesbar]\n" +
				"  Hinweis: Prüfen Sie die Zugriffsrechte und ob ein anderes Programm die Datei sperrt."},
		{"broken link", linked(t, "nirgends.toml"),
			"partnerschaften/polen.toml: Fehler: Diese Verknüpfung führt zu keiner Datei. [verknuepfung-ungueltig]\n" +
				"  Hinweis: Ersetzen Sie die Verknüpfung durch das, worauf sie zeigen soll: Gelesen wird nur, was im Ordner selbst liegt."},
		{"link that leads outside", linked(t, "../../nirgends.toml"),
			"partnerschaften/polen.toml: Fehler: Diese Verknüpfung führt aus dem Ordner der Quellen hinaus oder im Kreis. [verknuepfung-ungueltig]\n" +
				"  Hinweis: Ersetzen Sie die Verknüpfung durch das, worauf sie zeigen soll: Gelesen wird nur, was im Ordner selbst liegt."},
		{"too many files", crowd(),
			"partnerschaften: Fehler: Der Ordner enthält 20001 Dateien, gelesen werden höchstens 20000. [dateien-zu-viele]\n" +
				"  Hinweis: Prüfen Sie, ob es der richtige Ordner ist."},
		{"error in English", oddFS{base, ungarnFile},
			"partnerschaften/ungarn.toml: Fehler: Die Datei lässt sich nicht lesen: das Betriebssystem verweigert es. [datei-unlesbar]\n" +
				"  Hinweis: Prüfen Sie die Zugriffsrechte und ob ein anderes Programm die Datei sperrt."},
		{"locked folder", closedFS{base, "gruppen"}, // MapFS has none, so opening it is what fails
			"gruppen: Fehler: Der Ordner lässt sich nicht lesen: Zugriff nicht erlaubt. [datei-unlesbar]\n" +
				"  Hinweis: Prüfen Sie die Zugriffsrechte."},
	} {
		t.Run(test.name, func(t *testing.T) {
			set, findings := Load(test.fsys)
			if got := findings.String(); got != test.want || set != nil {
				t.Errorf("findings:\n%s\nwant:\n%s", got, test.want)
			}
		})
	}
}

// TestMinistriesUnread: where the ministries cannot be read, the finding says
// that nothing was held against them.
func TestMinistriesUnread(t *testing.T) {
	for _, text := range []string{"kurz = \"\xe4\"\n", "# folgt\n" + strings.Repeat("#", maxSize), "<<<<<<< A\n"} {
		fsys := folderOf(readArchive(t, "testdata/grund.txtar"))
		fsys[ministriesFile] = &fstest.MapFile{Data: []byte(text)}
		fsys[ungarnFile].Data = append(fsys[ungarnFile].Data, "\n[[inhalt]]\nvereinbart = \"A.\"\nzustaendig = [\"MBS\"]\n"...)
		_, findings := Load(fsys)
		if len(findings) != 1 || !strings.HasSuffix(findings[0].Text, "Verweise auf Ressorts sind deshalb noch nicht geprüft.") {
			t.Errorf("%.20q: %v", text, findings)
		}
	}
}
