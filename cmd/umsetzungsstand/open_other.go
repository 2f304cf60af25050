//go:build !windows

package main

import "syscall"

// openAtOnce makes opening a pipe return instead of waiting for who writes into
// it, should one have come to where a file was.
const openAtOnce = syscall.O_NONBLOCK
