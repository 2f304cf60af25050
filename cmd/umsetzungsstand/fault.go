package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
)

// Reasons of our own not to read or write a file.
var (
	errNoFile     = fmt.Errorf("not a regular file (%w)", fs.ErrInvalid)
	errProtected  = errors.New("write-protected")
	errLink       = errors.New("a link")
	errFolderLink = errors.New("in a folder that is a link")
	errTooLarge   = errors.New("too large")
)

// germanCause says in German why the system refused something: a clause
// without full stop, without the path, which its reader knows.
func germanCause(err error) string {
	var known *germanError
	switch {
	case errors.As(err, &known):
		return known.text
	case errors.Is(err, fs.ErrNotExist):
		return "dort liegt nichts"
	case errors.Is(err, errNoFile):
		return "dort liegt keine gewöhnliche Datei"
	case errors.Is(err, errProtected):
		return "sie ist schreibgeschützt"
	case errors.Is(err, errLink):
		return "dort liegt eine Verknüpfung, die anderswohin führt"
	case errors.Is(err, errFolderLink):
		return "ihr Ordner ist eine Verknüpfung, die anderswohin führt"
	case errors.Is(err, errTooLarge):
		return "sie ist zu groß"
	case inUse(err):
		return "ein anderes Programm hält die Datei geöffnet"
	case errors.Is(err, fs.ErrPermission):
		return "dafür fehlt die Berechtigung"
	case errors.Is(err, syscall.EISDIR):
		return "dort liegt ein Ordner"
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, fs.ErrExist):
		return "ein Teil des Pfades ist kein Ordner"
	case errors.Is(err, syscall.EROFS):
		return "der Datenträger ist schreibgeschützt"
	case full(err):
		return "der Datenträger ist voll"
	case errors.Is(err, syscall.EIO):
		return "der Datenträger oder die Verbindung zu ihm ist gestört"
	case errors.Is(err, syscall.ENAMETOOLONG):
		return "der Name ist zu lang"
	case errors.Is(err, syscall.ELOOP), strings.HasSuffix(err.Error(), "too many links"): // filepath.EvalSymlinks; not exported
		return "Verknüpfungen führen im Kreis"
	case strings.HasSuffix(err.Error(), "path escapes from parent"): // os.Root; not exported
		return "eine Verknüpfung führt aus dem Ordner hinaus"
	}
	var number syscall.Errno
	if errors.As(err, &number) { // its text would be English
		return fmt.Sprintf("das Betriebssystem meldet den Fehler %d", int(number))
	}
	return "das Betriebssystem nennt keinen Grund"
}

// germanError gives an error of the system German words.
type germanError struct {
	text string
	err  error
}

func (e *germanError) Error() string { return e.text }

// German returns the words; the loader asks for them.
func (e *germanError) German() string { return e.text }
func (e *germanError) Unwrap() error  { return e.err }

// germanFS is a file system whose errors speak German, as *fs.PathError, with
// the path within the file system and not that on the disk.
type germanFS struct{ fsys fs.FS }

func (g germanFS) Open(name string) (fs.File, error) {
	f, err := g.fsys.Open(name)
	return f, german("open", name, err)
}

func (g germanFS) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(g.fsys, name)
	return entries, german("readdir", name, err)
}

func (g germanFS) ReadFile(name string) ([]byte, error) {
	data, err := fs.ReadFile(g.fsys, name)
	return data, german("read", name, err)
}

func (g germanFS) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(g.fsys, name)
	return info, german("stat", name, err)
}

func german(op, name string, err error) error {
	if err == nil {
		return nil
	}
	return &fs.PathError{Op: op, Path: name, Err: &germanError{germanCause(err), err}}
}
