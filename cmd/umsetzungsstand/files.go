package main

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"umsetzungsstand/internal/build"
	"umsetzungsstand/internal/diag"
)

// localPath returns a slash-separated path as this system writes it.
func localPath(p string) string { return filepath.FromSlash(p) }

// openTree opens a folder for reading. Nothing outside of it can be read
// through it, whatever links lie in it. The error is a *usageError; option is
// the one that names the folder.
func openTree(dir, option string) (build.Tree, error) {
	usage := &usageError{hint: "Prüfen Sie die Angabe nach " + option + "."}
	root, err := os.OpenRoot(dir)
	switch info, _ := os.Stat(dir); {
	case err == nil:
	case errors.Is(err, fs.ErrNotExist):
		usage.text = fmt.Sprintf("Den Ordner „%s“ gibt es nicht.", dir)
		return build.Tree{}, usage
	case info != nil && !info.IsDir():
		usage.text = fmt.Sprintf("„%s“ ist kein Ordner.", dir)
		return build.Tree{}, usage
	default:
		usage.text = fmt.Sprintf("Der Ordner „%s“ ist nicht lesbar: %s.", dir, germanCause(err))
		return build.Tree{}, usage
	}
	// The root stays open as long as the process lives.
	return build.Tree{Name: filepath.ToSlash(dir), FS: germanFS{root.FS()}}, nil
}

// file is a file to be written.
type file struct {
	path string
	data []byte
}

// write replaces the files by new ones, all or none of them: a reader, and an
// interrupted run, see the old contents or the new, never a part. Folders that
// lack are made. What hinders is printed; the error is then errFindings.
func (p *program) write(files ...file) error {
	if err := replaceAll(files); err != nil {
		var findings diag.List
		var fault *writeError
		if !errors.As(err, &fault) {
			findings.Errorf(diag.Pos{}, "abgebrochen", "", "Der Vorgang wurde abgebrochen.")
			return p.report(findings)
		}
		hint := ""
		if errors.Is(err, fs.ErrPermission) {
			hint = "Schließen Sie die Datei in anderen Programmen, und prüfen Sie Ihre Rechte an Datei und Ordner."
		}
		findings.Errorf(diag.Pos{File: fault.path}, "nicht-geschrieben", hint,
			"Die Datei lässt sich nicht schreiben: %s.", germanCause(fault.err))
		return p.report(findings)
	}
	return nil
}

// errInterrupted says that the user stopped the program.
var errInterrupted = errors.New("interrupted")

// writeError says which file could not be written.
type writeError struct {
	path string
	err  error
}

func (e *writeError) Error() string { return e.path + ": " + e.err.Error() }
func (e *writeError) Unwrap() error { return e.err }

// replaceAll writes every file beside its place first and renames them when
// all are complete. Errors are a *writeError or errInterrupted.
func replaceAll(files []file) (err error) {
	// Ctrl-C ends the program wherever it is; only here it has to wait.
	interrupt := make(chan os.Signal, 1)
	signal.Notify(interrupt, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(interrupt)

	places := make([]string, len(files))
	drafts := make([]string, len(files))
	defer func() {
		for _, d := range drafts {
			if d != "" {
				os.Remove(d) // gone already once renamed
			}
		}
	}()
	for i, f := range files {
		if places[i], err = place(f.path); err == nil {
			drafts[i], err = writeBeside(places[i], f.data)
		}
		if err != nil {
			return &writeError{f.path, err}
		}
	}
	select {
	case <-interrupt:
		return errInterrupted
	default:
	}
	if i, err := swap(drafts, places); err != nil {
		return &writeError{files[i].path, err}
	}
	return nil
}

// swap renames each draft to its place. Should one fail, whose index it then
// returns, the places before it get back what they held.
func swap(drafts, places []string) (int, error) {
	var undo []func()
	for i := range drafts {
		back, err := keep(places[i])
		if err == nil {
			err = os.Rename(drafts[i], places[i])
		}
		if err != nil {
			for _, back := range undo {
				back()
			}
			return i, err
		}
		undo = append(undo, back)
	}
	return 0, nil
}

// place makes the folder of a path and returns where its file really lies: a
// link is followed. Something there that is no ordinary file, or one that is
// protected against writing, is an error.
func place(path string) (string, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return "", err
	}
	info, err := os.Lstat(path)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			info, err = os.Lstat(path)
		}
	}
	switch {
	case errors.Is(err, fs.ErrNotExist) && info == nil:
		return path, nil
	case err != nil:
		return "", err
	case info.IsDir():
		return "", syscall.EISDIR
	case !info.Mode().IsRegular():
		return "", errNoFile
	case info.Mode().Perm()&0o200 == 0:
		return "", errProtected
	}
	return path, nil
}

// writeBeside writes a file into the folder of path, under a name that nothing
// else has, down to the disk.
func writeBeside(path string, data []byte) (name string, err error) {
	var f *os.File
	for range 100 {
		name = filepath.Join(filepath.Dir(path), fmt.Sprintf(".%s.%d.neu", filepath.Base(path), rand.Uint32()))
		// Not os.CreateTemp: the file shall have the rights of any other new file.
		f, err = os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err != nil {
		return "", err
	}
	if _, err = f.Write(data); err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		os.Remove(name)
		return "", err
	}
	return name, nil
}

// keep remembers what a file holds and returns how to bring it back.
func keep(path string) (back func(), err error) {
	old, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return func() { os.Remove(path) }, nil
	}
	if err != nil {
		return nil, err
	}
	return func() {
		if name, err := writeBeside(path, old); err == nil {
			os.Rename(name, path)
		}
	}, nil
}
