//go:build !windows

package main

import (
	"errors"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestInterrupt: Ctrl-C while files are being written leaves the old ones.
func TestInterrupt(t *testing.T) {
	// Without this the signal would end the test as it ends the program.
	survive := make(chan os.Signal, 1)
	signal.Notify(survive, os.Interrupt)
	defer signal.Stop(survive)
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(50 * time.Microsecond):
				syscall.Kill(os.Getpid(), syscall.SIGINT)
			}
		}
	}()

	dir := t.TempDir()
	put(t, dir, "a", "alt")
	// Large enough for a signal to come while it is written.
	big := []byte(strings.Repeat("neu ", 8<<20))
	err := replaceAll([]file{{filepath.Join(dir, "a"), big}, {filepath.Join(dir, "b"), nil}})
	if !errors.Is(err, errInterrupted) {
		t.Errorf("error %v", err)
	}
	holds(t, dir, map[string]string{"a": "alt"})
}
