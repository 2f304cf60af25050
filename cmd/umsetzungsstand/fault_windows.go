package main

import (
	"errors"
	"syscall"
)

// System error codes of Windows, which package syscall does not name:
// https://learn.microsoft.com/windows/win32/debug/system-error-codes--0-499-
const (
	errorSharingViolation = syscall.Errno(32)
	errorLockViolation    = syscall.Errno(33)
	errorHandleDiskFull   = syscall.Errno(39)
	errorDiskFull         = syscall.Errno(112)
)

// inUse reports whether another program holds the file open.
func inUse(err error) bool {
	return errors.Is(err, errorSharingViolation) || errors.Is(err, errorLockViolation)
}

// full reports whether the disk has no room left.
func full(err error) bool {
	return errors.Is(err, errorHandleDiskFull) || errors.Is(err, errorDiskFull)
}
