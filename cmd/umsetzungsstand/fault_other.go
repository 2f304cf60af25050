//go:build !windows

package main

import (
	"errors"
	"syscall"
)

// inUse reports whether another program holds the file open, which hinders
// nobody but on Windows.
func inUse(error) bool { return false }

// full reports whether the disk, or the user's share of it, has no room left.
func full(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}
