package archive

import (
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
)

// walk goes through the folder of a bag.
type walk struct {
	root *os.Root
	bag  string

	files   []found
	folders []string // that hold nothing
	odd     []string // what is neither a folder nor an ordinary file
	unread  []unread
	entries int
	err     error // that it cannot be gone through
}

// found is an ordinary file of a bag, by its path in it.
type found struct {
	path string
	size int64
	sums map[string]string // by algorithm; none where it could not be read
}

// unread is what could not be read, and why.
type unread struct {
	path string
	err  error
}

// folder goes through a folder of the bag.
func (w *walk) folder(name string, depth int) {
	list, err := readDir(w.root, path.Join(w.bag, name), maxEntries-w.entries)
	if depth > maxDepth {
		err = errTooMany
	}
	if err != nil {
		if w.err == nil && (depth == 0 || err == errTooMany) {
			w.err = err
		}
		w.unread = append(w.unread, unread{name, err})
		return
	}
	w.entries += len(list)
	if len(list) == 0 && depth > 0 {
		w.folders = append(w.folders, name)
	}
	for _, e := range list {
		inside := path.Join(name, e.Name())
		info, err := w.root.Lstat(path.Join(w.bag, inside))
		switch {
		case err != nil:
			w.unread = append(w.unread, unread{inside, err})
		case info.IsDir():
			w.folder(inside, depth+1)
		case !info.Mode().IsRegular():
			w.odd = append(w.odd, inside)
		default:
			w.files = append(w.files, found{path: inside, size: info.Size()})
		}
	}
}

// sum computes the checksums of all files, of at most maxPayload bytes
// together. Files are read as they are: the size may have changed since.
func (w *walk) sum() {
	left := int64(maxPayload)
	for i := range w.files {
		f := &w.files[i]
		limit := min(left, maxFile)
		if f.size > limit {
			w.unread = append(w.unread, unread{f.path, errTooLarge})
			continue
		}
		sums, n, err := sumFile(w.root, path.Join(w.bag, f.path), limit)
		if left -= n; err != nil {
			w.unread = append(w.unread, unread{f.path, err})
			continue
		}
		f.sums, f.size = sums, n
	}
}

func sumFile(root *os.Root, name string, limit int64) (sums map[string]string, n int64, err error) {
	f, err := openRegular(root, name)
	if err != nil {
		return nil, 0, err
	}
	defer f.Close()
	h256, h512 := sha256.New(), sha512.New()
	n, err = io.Copy(io.MultiWriter(h256, h512), io.LimitReader(f, limit+1))
	switch {
	case err != nil:
		return nil, n, &fs.PathError{Op: "read", Path: name, Err: err}
	case n > limit:
		return nil, n, errTooLarge
	}
	return map[string]string{"sha256": fmt.Sprintf("%x", h256.Sum(nil)), "sha512": fmt.Sprintf("%x", h512.Sum(nil))}, n, nil
}
