package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"umsetzungsstand/internal/build"
	"umsetzungsstand/internal/diag"
)

// localPath returns a slash-separated path as this system writes it.
func localPath(p string) string { return filepath.FromSlash(p) }

// openTree opens a folder for reading. Nothing outside of it can be read
// through it, whatever links lie in it, and nothing but ordinary files. The
// error is a *usageError; option is the one that names the folder.
func openTree(dir, option string) (build.Tree, error) {
	usage := &usageError{hint: "Prüfen Sie die Angabe nach " + option + "."}
	root, err := openRoot(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		usage.text = fmt.Sprintf("Den Ordner „%s“ gibt es nicht.", dir)
		return build.Tree{}, usage
	case errors.Is(err, syscall.ENOTDIR):
		usage.text = fmt.Sprintf("„%s“ ist kein Ordner.", dir)
		return build.Tree{}, usage
	case err != nil:
		usage.text = fmt.Sprintf("Der Ordner „%s“ ist nicht lesbar: %s.", dir, germanCause(err))
		return build.Tree{}, usage
	}
	// The root stays open as long as the process lives.
	return build.Tree{Name: treeName(dir), FS: germanFS{folderFS{root}}}, nil
}

// treeName is how findings call a folder: with slashes, but for the two at the
// beginning of a Windows share (\\server\share), which joining would make one.
func treeName(dir string) string {
	volume := filepath.VolumeName(dir)
	return filepath.FromSlash(volume) + filepath.ToSlash(dir[len(volume):])
}

// openRoot opens a folder. A pipe is not opened: that would wait for who writes
// into it.
func openRoot(dir string) (*os.Root, error) {
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, &fs.PathError{Op: "open", Path: dir, Err: syscall.ENOTDIR}
	}
	return os.OpenRoot(dir)
}

// folderFS is a folder of which only folders and ordinary files can be opened:
// pipes and devices may have no end, or wait for ever.
type folderFS struct{ root *os.Root }

func (f folderFS) Open(name string) (fs.File, error) {
	info, err := f.Stat(name)
	if err == nil && info.IsDir() {
		return f.root.FS().Open(name)
	}
	if err != nil {
		return nil, err
	}
	return openRegular(name, info, f.root.OpenFile)
}

func (f folderFS) Stat(name string) (fs.FileInfo, error) { return fs.Stat(f.root.FS(), name) }

func (f folderFS) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(f.root.FS(), name) }

// currentFS is a folderFS of the folder that bears a path at the time. One that
// is deleted and made again, as git does on the way from branch to branch, is
// another folder, which an open root would never see; and on Windows nobody
// could delete a folder that is open.
type currentFS struct{ dir string }

func (c currentFS) Open(name string) (fs.File, error) {
	return inRoot(c.dir, func(f folderFS) (fs.File, error) { return f.Open(name) })
}

func (c currentFS) Stat(name string) (fs.FileInfo, error) {
	return inRoot(c.dir, func(f folderFS) (fs.FileInfo, error) { return f.Stat(name) })
}

func (c currentFS) ReadDir(name string) ([]fs.DirEntry, error) {
	return inRoot(c.dir, func(f folderFS) ([]fs.DirEntry, error) { return f.ReadDir(name) })
}

// inRoot opens a folder for one call. What that has opened stays open.
func inRoot[T any](dir string, call func(folderFS) (T, error)) (result T, err error) {
	root, err := openRoot(dir)
	if err != nil {
		return result, err
	}
	defer root.Close()
	return call(folderFS{root})
}

// openRegular opens a file for reading that is an ordinary one, both by info,
// what is known about it, and once it is open.
func openRegular(name string, info fs.FileInfo, open func(string, int, fs.FileMode) (*os.File, error)) (*os.File, error) {
	if !info.Mode().IsRegular() { // opening alone can wait, or do something to a device
		return nil, &fs.PathError{Op: "open", Path: name, Err: errNoFile}
	}
	file, err := open(name, os.O_RDONLY|openAtOnce, 0)
	if err != nil {
		return nil, err
	}
	if info, err = file.Stat(); err == nil && !info.Mode().IsRegular() {
		err = &fs.PathError{Op: "open", Path: name, Err: errNoFile}
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}

// readFile reads an ordinary file of at most limit bytes.
func readFile(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, syscall.EISDIR
	}
	f, err := openRegular(path, info, os.OpenFile)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info.Size() > limit {
		return nil, errTooLarge
	}
	data, err := io.ReadAll(io.LimitReader(f, limit+1))
	if err == nil && int64(len(data)) > limit {
		return nil, errTooLarge
	}
	return data, err
}

// file is a file to be written.
type file struct {
	path string
	data []byte
	// ownFolder says that the folder of path is the program's own as well,
	// which no link may lead away from the folder that the user has named.
	ownFolder bool
}

// write replaces the files by new ones: each holds its old contents or its new
// at any time, never a part of them. Faults and Ctrl-C leave all of them old.
// Several files are not replaced in one step, though: a reader in between, and
// a run that is killed there, find the first of them new and the others old
// (of generate a new PDF beside the old Markdown) until the next run. Folders
// that lack are made. What hinders is printed; the error is then errFindings.
func (p *program) write(files ...file) error {
	// Ctrl-C ends the program wherever it is; only here it has to wait.
	interrupt, end := interruptions()
	defer end()
	if err := replaceAll(files, p.Now(), interrupt); err != nil {
		var findings diag.List
		var fault *writeError
		if !errors.As(err, &fault) {
			findings.Errorf(diag.Pos{}, "abgebrochen", "", "Der Vorgang wurde abgebrochen.")
			return p.report(findings)
		}
		hint := ""
		switch {
		case errors.Is(err, errLink), errors.Is(err, errFolderLink):
			hint = "Geschrieben wird nur an die Stelle selbst; entfernen Sie die Verknüpfung, oder nennen Sie einen anderen Ort."
		case errors.Is(err, fs.ErrPermission):
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

// interruptions returns where the signals arrive by which a user stops the
// program. Until end is called they do no more than that.
func interruptions() (arrived <-chan os.Signal, end func()) {
	interrupt := make(chan os.Signal, 1)
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} { // SIGTERM: Windows closes the window
		if !signal.Ignored(s) { // as nohup wants it
			signal.Notify(interrupt, s)
		}
	}
	return interrupt, func() { signal.Stop(interrupt) }
}

// replaceAll writes every file beside its place first and renames them when
// all are complete. Errors are a *writeError or errInterrupted: that of a
// signal which has arrived on interrupt before the renaming. What a run that
// was killed has left beside the files goes too, if it is old enough by now.
func replaceAll(files []file, now time.Time, interrupt <-chan os.Signal) (err error) {
	drafts := make([]string, len(files))
	defer func() {
		for _, d := range drafts {
			if d != "" {
				os.Remove(d) // gone already once renamed
			}
		}
	}()
	for i, f := range files {
		if err = place(f); err == nil {
			drafts[i], err = writeBeside(f.path, f.data)
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
	if i, err := swap(drafts, files); err != nil {
		return &writeError{files[i].path, err}
	}
	for _, f := range files {
		sweep(f.path, now)
	}
	return nil
}

// swap renames each draft to the place of its file. Should one fail, whose
// index it then returns, the places before it get back what they held.
func swap(drafts []string, files []file) (int, error) {
	var undo []func()
	for i, f := range files {
		back := func() {}
		if i < len(files)-1 { // behind the last nothing can fail
			var drop func()
			var err error
			if back, drop, err = keep(f.path); err != nil {
				undoAll(undo)
				return i, err
			}
			defer drop()
		}
		if err := os.Rename(drafts[i], f.path); err != nil {
			undoAll(undo)
			return i, err
		}
		undo = append(undo, back)
	}
	return 0, nil
}

func undoAll(undo []func()) {
	for _, back := range undo {
		back()
	}
}

// place makes the folder of a file and checks that the file may be put there:
// what lies there already must be an ordinary file, no link to one, and not
// protected against writing.
func place(f file) error {
	dir := filepath.Dir(f.path)
	if info, err := os.Lstat(dir); f.ownFolder && err == nil && linked(info) {
		return errFolderLink
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	info, err := os.Lstat(f.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.IsDir():
		return syscall.EISDIR
	case linked(info):
		return errLink
	case !info.Mode().IsRegular():
		return errNoFile
	case info.Mode().Perm()&0o200 == 0:
		return errProtected
	}
	return nil
}

// linked reports whether something is a link, or a junction of Windows.
func linked(info fs.FileInfo) bool {
	return info.Mode()&(fs.ModeSymlink|fs.ModeIrregular) != 0
}

// writeBeside writes a file into the folder of path, under a name that nothing
// else has, down to the disk.
func writeBeside(path string, data []byte) (name string, err error) {
	f, err := createBeside(path)
	if err != nil {
		return "", err
	}
	if _, err = f.Write(data); err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		os.Remove(f.Name())
		return "", err
	}
	return f.Name(), nil
}

// The names of files that wait beside a path: what [createBeside] joins and
// [sweep] takes apart.
const besideSuffix = ".neu"

func besidePrefix(path string) string { return "." + filepath.Base(path) + "." }

// createBeside makes an empty file in the folder of path, under a name that
// nothing else has.
func createBeside(path string) (f *os.File, err error) {
	for range 100 {
		name := filepath.Join(filepath.Dir(path), fmt.Sprintf("%s%d%s", besidePrefix(path), rand.Uint32(), besideSuffix))
		// Not os.CreateTemp: the file shall have the rights of any other new file.
		f, err = os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	return f, err
}

// staleAfter is the age at which a file beside a path belongs to no run any
// more: none takes a minute, and clocks of file servers are not off by a day.
const staleAfter = 24 * time.Hour

// sweep removes what runs that were killed have left beside a path. It does
// what it can; what it cannot remove hinders nobody.
func sweep(path string, now time.Time) {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return
	}
	for _, e := range entries {
		rest, ours := strings.CutPrefix(e.Name(), besidePrefix(path))
		number, ending := strings.CutSuffix(rest, besideSuffix)
		if n, err := strconv.ParseUint(number, 10, 32); !ours || !ending || err != nil || number != strconv.FormatUint(n, 10) {
			continue
		}
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && now.Sub(info.ModTime()) > staleAfter {
			os.Remove(filepath.Join(filepath.Dir(path), e.Name()))
		}
	}
}

// keep copies what a file holds beside it. back brings that back; drop, to be
// called in the end in any case, removes the copy.
func keep(path string) (back, drop func(), err error) {
	old, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return func() { os.Remove(path) }, func() {}, nil
	}
	if err != nil {
		return nil, nil, err
	}
	defer old.Close()
	f, err := createBeside(path)
	if err != nil {
		return nil, nil, err
	}
	drop = func() {
		f.Close()
		os.Remove(f.Name()) // gone already once brought back
	}
	if _, err = io.Copy(f, old); err != nil { // not read as a whole: it may be of any size
		drop()
		return nil, nil, err
	}
	back = func() {
		if errors.Join(f.Sync(), f.Close()) == nil {
			os.Rename(f.Name(), path)
		}
	}
	return back, drop, nil
}
