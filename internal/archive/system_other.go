//go:build !windows

package archive

import (
	"errors"
	"os"
	"syscall"
)

// openAtOnce makes opening a pipe return instead of waiting for who writes into
// it, should one have come to where a file was.
const openAtOnce = syscall.O_NONBLOCK

// syncFolder brings the names in a folder down to the disk. File systems that
// cannot do that for folders say that the call is invalid.
func syncFolder(root *os.Root, name string) error {
	f, err := root.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, syscall.ENOTSUP) {
		return err
	}
	return nil
}
