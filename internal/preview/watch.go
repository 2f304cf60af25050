package preview

import (
	"context"
	"fmt"
	"hash/fnv"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Folder is a folder that is watched: its path for the system's events, and its
// files for looking where no events come (network shares).
type Folder struct {
	Path string
	FS   fs.FS
}

// Times of watching.
const (
	calm  = 40 * time.Millisecond  // so long nothing happens before a change is told
	most  = 400 * time.Millisecond // so long at most a change waits for calm
	round = time.Second            // between two looks at the files
)

// Watch calls changed when it has begun to watch the folders, and after changes
// in them, soon after each and once for many at a time, until the context ends.
// Where the system sends no events it looks by itself, every second; a folder
// that comes later is seen.
func Watch(ctx context.Context, folders []Folder, changed func()) {
	events := make(chan fsnotify.Event)
	faults := make(chan error)
	watcher, err := fsnotify.NewWatcher()
	if err == nil {
		defer watcher.Close()
		events, faults = watcher.Events, watcher.Errors
	} // or else looking has to do
	watch := func() {
		if watcher == nil {
			return
		}
		for _, f := range folders {
			fs.WalkDir(f.FS, ".", func(name string, d fs.DirEntry, err error) error {
				if err == nil && d.IsDir() {
					if temporary(name) {
						return fs.SkipDir
					}
					watcher.Add(filepath.Join(f.Path, filepath.FromSlash(name))) // known ones stay as they are
				}
				return nil
			})
		}
	}
	watch()
	sum := look(folders)
	changed() // for what has come between the first page and this
	ticker := time.NewTicker(round)
	defer ticker.Stop()
	quiet, late := time.NewTimer(time.Hour), time.NewTimer(time.Hour)
	quiet.Stop()
	late.Stop()
	waiting := false // there is a change that is not told yet
	notice := func() {
		quiet.Reset(calm)
		if !waiting {
			waiting = true
			late.Reset(most)
		}
	}
	tell := func() {
		waiting = false
		quiet.Stop()
		late.Stop()
		watch() // there may be new folders
		sum = look(folders)
		changed()
	}
	for {
		select {
		case <-ctx.Done():
			return
		case e, ok := <-events:
			if !ok {
				events = nil
				continue
			}
			if e.Op == fsnotify.Chmod || temporary(e.Name) {
				continue
			}
			notice()
		case _, ok := <-faults: // events may have been lost: looking makes up for them
			if !ok {
				faults = nil
			}
		case <-ticker.C:
			if !waiting && look(folders) != sum {
				notice()
			}
		case <-quiet.C:
			tell()
		case <-late.C:
			tell()
		}
	}
}

// look sums up which files there are, their sizes, times and permissions.
func look(folders []Folder) uint64 {
	sum := fnv.New64a()
	for _, f := range folders {
		fs.WalkDir(f.FS, ".", func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil: // a folder that cannot be read is one of its own kind
				fmt.Fprintln(sum, name, err)
				return nil
			case temporary(name) && name != ".":
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			info, err := d.Info()
			switch {
			case err != nil:
			case d.IsDir(): // its time changes with the files that are left out
				fmt.Fprintln(sum, name, info.Mode())
			default:
				fmt.Fprintln(sum, name, info.Mode(), info.Size(), info.ModTime().UnixNano())
			}
			return nil
		})
	}
	return sum.Sum64()
}

// temporary reports whether a file is one that editors make beside the one that
// they save, or a hidden one.
func temporary(name string) bool {
	base := filepath.Base(filepath.FromSlash(name))
	if base == "." {
		return false
	}
	return strings.HasPrefix(base, ".") || strings.HasPrefix(base, "~") || strings.HasPrefix(base, "#") ||
		strings.HasSuffix(base, "~") || strings.HasSuffix(base, ".swp") || strings.HasSuffix(base, ".swx") ||
		strings.HasSuffix(base, ".tmp") || strings.HasSuffix(base, ".bak") || base == "4913"
}
