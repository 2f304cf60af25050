package archive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gofrs/flock"

	"umsetzungsstand/internal/diag"
)

// Why a bag is not kept, beside what the file system says.
var (
	ErrBusy   = errors.New("archive: another run is writing into the archive")
	ErrExists = errors.New("archive: there is a bag of this name")
)

// NameError says that a file has a name that not every system can keep.
type NameError struct{ Name string }

func (e *NameError) Error() string { return fmt.Sprintf("archive: no name to be kept: %q", e.Name) }

// DamagedError says that no bag is added because the archive is not in order:
// the chain would go on behind a fault.
type DamagedError struct{ Findings diag.List }

func (e *DamagedError) Error() string { return "archive: damaged\n" + e.Findings.String() }

// Put keeps a bag as the newest one. It is built beside its place and renamed
// when it is whole and on the disk: after a crash there is a whole bag or none.
// What earlier runs have left goes first. Errors are ErrBusy, ErrExists, a
// *DamagedError, a *NameError, that of ctx, or what the file system says.
func (s *Store) Put(ctx context.Context, b Bag) (Entry, error) {
	unlock, err := s.lock()
	if err != nil {
		return Entry{}, err
	}
	defer unlock()
	if err := s.sweep(); err != nil {
		return Entry{}, err
	}
	if _, err := s.root.Lstat(b.Name); err == nil {
		return Entry{}, ErrExists
	} else if !errors.Is(err, fs.ErrNotExist) {
		return Entry{}, err
	}
	entries, findings := s.List()
	e := Entry{Name: b.Name, Number: 1, Info: append(Info{{LabelName, b.Name}}, b.Info...)}
	var previous Info
	if n := len(entries); n > 0 {
		newest := entries[n-1]
		findings = append(findings, s.verifyBag(newest)...)
		e.Number = newest.Number + 1
		previous = Info{{LabelPrevious, newest.Name}, {LabelPreviousDigest, newest.Digest}}
	}
	if findings.Failed() {
		findings.Sort()
		return Entry{}, &DamagedError{findings}
	}
	files, err := b.payload()
	if err != nil {
		return Entry{}, err
	}
	var size oxum
	for _, f := range b.Files {
		size.octets += int64(len(f.Data))
		size.files++
	}
	e.Info = append(e.Info, Field{LabelOxum, size.String()}, Field{LabelCount, fmt.Sprintf("%d of ?", e.Number)})
	e.Info = append(e.Info, previous...)
	files = append(files, tagFiles(files, e.Info)...)
	e.Digest = digestOf(files[slices.IndexFunc(files, func(f File) bool { return f.Name == digestFile })].Data)
	return e, s.build(ctx, b.Name, files)
}

// payload returns the files of the payload by their paths in the bag, sorted.
func (b Bag) payload() ([]File, error) {
	if !validName(b.Name) || strings.Contains(b.Name, "/") {
		return nil, &NameError{b.Name}
	}
	files := make([]File, 0, len(b.Files))
	var paths []string
	for _, f := range b.Files {
		name := path.Join(payloadFolder, f.Name)
		if !validName(f.Name) || !validName(name) || slices.Contains(paths, name) {
			return nil, &NameError{f.Name}
		}
		paths = append(paths, name)
		files = append(files, File{name, f.Data})
	}
	if c := collisions(paths); len(c) > 0 {
		return nil, &NameError{c[0]}
	}
	for _, f := range b.Info {
		if f.Label == "" || strings.ContainsFunc(f.Label, func(r rune) bool { return r != '-' && !nameRune(r) }) || strings.TrimSpace(f.Value) == "" || !utf8.ValidString(f.Value) {
			return nil, fmt.Errorf("archive: no field of a bag-info.txt: %q", f)
		}
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return files, nil
}

// tagFiles returns the files that make a bag of a payload.
func tagFiles(payload []File, info Info) []File {
	tags := []File{{declarationFile, []byte(declaration)}, {infoFile, info.format()}}
	for _, a := range algorithms {
		tags = append(tags, File{a.manifest(), a.sums(payload).format()})
	}
	listed := slices.Clone(tags)
	for _, a := range algorithms {
		tags = append(tags, File{a.tagManifest(), a.sums(listed).format()})
	}
	return tags
}

// sums returns the manifest of files.
func (a algorithm) sums(files []File) manifest {
	m := manifest{}
	for _, f := range files {
		h := a.new()
		h.Write(f.Data)
		m[f.Name] = fmt.Sprintf("%x", h.Sum(nil))
	}
	return m
}

// lock keeps other runs from writing until unlock is called. It waits for
// nobody. The lock ends with the process, however that ends, and its file
// stays: removing it would let two runs hold one each.
func (s *Store) lock() (unlock func(), err error) {
	switch info, err := s.root.Lstat(lockFile); {
	case err == nil && !info.Mode().IsRegular():
		return nil, &fs.PathError{Op: "lock", Path: lockFile, Err: errNoFile}
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	l := flock.New(filepath.Join(s.root.Name(), lockFile))
	locked, err := l.TryLock()
	if err != nil {
		return nil, err
	}
	if !locked {
		return nil, ErrBusy
	}
	return func() { l.Close() }, nil
}

// sweep removes what runs that were killed have left. Whoever holds the lock
// knows that no other is at work.
func (s *Store) sweep() error {
	list, err := readDir(s.root, ".", maxBags)
	if err != nil {
		return err
	}
	for _, e := range list {
		if strings.HasPrefix(e.Name(), beginning) {
			if err := s.root.RemoveAll(e.Name()); err != nil {
				return err
			}
		}
	}
	return nil
}

// build writes the files of a bag beside its place and renames them there.
func (s *Store) build(ctx context.Context, name string, files []File) (err error) {
	draft := beginning + name
	defer func() {
		if err != nil {
			s.root.RemoveAll(draft) // what stays, the next run removes
		}
	}()
	if err := s.root.Mkdir(draft, 0o777); err != nil {
		return err
	}
	var folders []string // in which files lie, without the draft's own
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		dir := path.Dir(f.Name)
		if !slices.Contains(folders, dir) {
			if err := s.root.MkdirAll(path.Join(draft, dir), 0o777); err != nil {
				return err
			}
			for ; dir != "."; dir = path.Dir(dir) {
				if !slices.Contains(folders, dir) {
					folders = append(folders, dir)
				}
			}
		}
		if err := s.writeFile(path.Join(draft, f.Name), f.Data); err != nil {
			return err
		}
	}
	for _, dir := range append(folders, ".") {
		if err := syncFolder(s.root, path.Join(draft, dir)); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := s.root.Rename(draft, name); err != nil {
		return err
	}
	return syncFolder(s.root, ".")
}

// writeFile writes a new file down to the disk. Nobody may write into it, so
// that it is not changed by mistake; the folders stay open, for whoever is
// allowed to remove a bag has to be able to.
func (s *Store) writeFile(name string, data []byte) error {
	f, err := s.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o444)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
