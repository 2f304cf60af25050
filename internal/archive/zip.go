package archive

import (
	"archive/zip"
	"io"
	"path"
	"time"
)

// Zip writes a whole bag as a zip file, in a folder of its name. The same bag
// gives the same bytes wherever it lies: the files are in the order of their
// paths, not compressed, for how is the library's affair, and of one date.
func (s *Store) Zip(out io.Writer, bag string) error {
	files, err := s.Files(bag)
	if err != nil {
		return err
	}
	w := zip.NewWriter(out)
	for _, f := range files {
		header := &zip.FileHeader{Name: path.Join(bag, f.Path), Method: zip.Store, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
		header.SetMode(0o444)
		part, err := w.CreateHeader(header)
		if err != nil {
			return err
		}
		if err := s.copyFile(part, path.Join(bag, f.Path)); err != nil {
			return err
		}
	}
	return w.Close()
}

func (s *Store) copyFile(to io.Writer, name string) error {
	f, err := openRegular(s.root, name)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(to, io.LimitReader(f, maxFile))
	return err
}
