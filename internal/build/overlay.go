package build

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"umsetzungsstand/internal/diag"
)

// overlay returns the templates with those of the overlay in place of the ones
// of the same name. Names that no template has are findings: such a file would
// be of no effect, and its author would not know why.
func overlay(base, top Tree) (fs.FS, diag.List) {
	if top.FS == nil {
		return base.FS, nil
	}
	var findings diag.List
	known, err := fs.Glob(base.FS, "*.tmpl")
	if err != nil { // only a malformed pattern
		panic(err)
	}
	entries, err := fs.ReadDir(top.FS, ".")
	if err != nil {
		findings.Errorf(diag.Pos{File: top.Name}, "vorlagen-unlesbar", "",
			"Der Ordner der Vorlagen ist nicht lesbar: %v.", cause(err))
		return nil, findings
	}
	stems := make([]string, len(known))
	for i, name := range known {
		stems[i] = stem(name)
	}
	replaced := 0
	for _, entry := range entries {
		name := entry.Name()
		pos := diag.Pos{File: path.Join(top.Name, name)}
		if !meantAsTemplate(name) {
			continue
		}
		if !slices.Contains(known, name) {
			hint := "Vorlagen heißen: " + quoted(known) + "."
			if near := diag.Nearest(stem(name), stems); near != "" {
				hint = "Meinten Sie „" + near + ".tmpl“?"
			}
			findings.Errorf(pos, "vorlage-unbekannt", hint, "Eine Vorlage dieses Namens gibt es nicht.")
			continue
		}
		switch _, err := readTemplate(top.FS, name); {
		case errors.Is(err, errTooLarge):
			findings.Errorf(pos, "vorlage-zu-gross", "Prüfen Sie, ob es die richtige Datei ist.",
				"Die Vorlage ist größer als 1 MiB und wird nicht gelesen.")
			continue
		case err != nil:
			findings.Errorf(pos, "vorlage-unlesbar", "", "Die Vorlage ist nicht lesbar: %s.", cause(err))
			continue
		}
		replaced++
	}
	if replaced == 0 && len(findings) == 0 {
		findings.Add(diag.Finding{Pos: diag.Pos{File: top.Name}, Severity: diag.Warning, Code: "vorlagen-leer",
			Text: "Der Ordner enthält keine Vorlage; es gelten die eingebauten.",
			Hint: "Vorlagen heißen: " + quoted(known) + "."})
	}
	return overlayFS{base: base.FS, top: top.FS}, findings
}

// maxTemplate is the size in bytes beyond which a template is not read.
const maxTemplate = 1 << 20

// Why a template is not read; German, for findings show them.
var (
	errTooLarge = errors.New("sie ist zu groß")
	errFolder   = errors.New("dort liegt ein Ordner")
	errNoFile   = errors.New("dort liegt keine gewöhnliche Datei")
)

// readTemplate reads an ordinary file of at most maxTemplate bytes. Anything
// else is not even opened: a pipe would wait for who writes into it.
func readTemplate(fsys fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(fsys, name)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errFolder
	case !info.Mode().IsRegular():
		return nil, errNoFile
	case info.Size() > maxTemplate:
		return nil, errTooLarge
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxTemplate+1))
	if err == nil && len(data) > maxTemplate {
		return nil, errTooLarge
	}
	return data, err
}

// meantAsTemplate reports whether the author of a file meant it as a template:
// "brief.tmpl", but also "brief.tmpl.txt" and "BRIEF.TMPL"; not what editors
// leave behind, such as ".brief.tmpl.swp" and "brief.tmpl~".
func meantAsTemplate(name string) bool {
	return strings.Contains(strings.ToLower(name), ".tmpl") &&
		!strings.HasPrefix(name, ".") && !strings.HasSuffix(name, "~")
}

// stem returns what stands before the first full stop of a name.
func stem(name string) string {
	before, _, _ := strings.Cut(name, ".")
	return before
}

// cause returns why a file could not be read, without its name and what was
// tried: the finding says both.
func cause(err error) error {
	var fault *fs.PathError
	if errors.As(err, &fault) {
		return fault.Err
	}
	return err
}

// overlays reports whether the folder holds a file of the name.
func overlays(top fs.FS, name string) bool {
	info, err := fs.Stat(top, name)
	return err == nil && !info.IsDir()
}

// overlayFS is a flat folder in which each file comes from top where top has
// it. Its listing is base's, so that top can replace files but add none.
type overlayFS struct{ base, top fs.FS }

func (o overlayFS) Open(name string) (fs.File, error) {
	if name != "." && overlays(o.top, name) {
		return o.top.Open(name)
	}
	return o.base.Open(name)
}

func (o overlayFS) ReadFile(name string) ([]byte, error) {
	if overlays(o.top, name) {
		return readTemplate(o.top, name)
	}
	return fs.ReadFile(o.base, name)
}
