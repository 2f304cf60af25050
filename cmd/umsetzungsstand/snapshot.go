package main

import (
	"bytes"
	"io"
	"io/fs"
)

// snapshot is a folder of which every file is read once, and then held: what a
// report is made from is what is kept with it, whatever happens to the folder
// meanwhile.
type snapshot struct {
	fsys  fs.FS
	files map[string][]byte // those that were read, by path
}

// maxHeld is the size in bytes beyond which a file is not held: none that a
// report is made from is as large, and who asks for it refuses it.
const maxHeld = 64 << 20

func newSnapshot(fsys fs.FS) *snapshot { return &snapshot{fsys, map[string][]byte{}} }

func (s *snapshot) Open(name string) (fs.File, error) {
	f, err := s.fsys.Open(name)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil || info.IsDir() || info.Size() > maxHeld {
		return f, nil // who has opened it asks again
	}
	data, held := s.files[name]
	if !held {
		data, err = io.ReadAll(io.LimitReader(f, maxHeld))
		if err != nil {
			f.Close()
			return nil, err
		}
		s.files[name] = data
	}
	return &heldFile{f, heldInfo{info, int64(len(data))}, bytes.NewReader(data)}, nil
}

func (s *snapshot) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(s.fsys, name) }
func (s *snapshot) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(s.fsys, name) }

// heldFile is a file whose bytes are those that were read first.
type heldFile struct {
	fs.File
	info heldInfo
	data *bytes.Reader
}

func (f *heldFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *heldFile) Read(b []byte) (int, error) { return f.data.Read(b) }

type heldInfo struct {
	fs.FileInfo
	size int64
}

func (i heldInfo) Size() int64 { return i.size }
