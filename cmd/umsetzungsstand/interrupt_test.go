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

// TestInterrupt: Ctrl-C, and being told to end, while files are being written
// leaves the old ones.
func TestInterrupt(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(s.String(), func(t *testing.T) { testInterrupt(t, s) })
	}
}

func testInterrupt(t *testing.T, s syscall.Signal) {
	// Without this the signal would end the test as it ends the program.
	survive := make(chan os.Signal, 1)
	signal.Notify(survive, s)
	defer signal.Stop(survive)
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			select {
			case <-stop:
				return
			case <-time.After(50 * time.Microsecond):
				syscall.Kill(os.Getpid(), s)
			}
		}
	}()
	defer func() { // before the signal ends the program again
		close(stop)
		<-stopped
		time.Sleep(10 * time.Millisecond)
	}()

	dir := t.TempDir()
	put(t, dir, "a", "alt")
	// Large enough for a signal to come while it is written.
	big := []byte(strings.Repeat("neu ", 8<<20))
	err := replaceAll([]file{{path: filepath.Join(dir, "a"), data: big}, {path: filepath.Join(dir, "b")}}, time.Now())
	if !errors.Is(err, errInterrupted) {
		t.Errorf("error %v", err)
	}
	holds(t, dir, map[string]string{"a": "alt"})
}

// TestPipe: a pipe that has come to where a file was is not waited for.
func TestPipe(t *testing.T) {
	dir := t.TempDir()
	info, err := os.Stat(put(t, dir, "a.md", ""))
	if err != nil {
		t.Fatal(err)
	}
	pipe := filepath.Join(dir, "pipe")
	if err := syscall.Mkfifo(pipe, 0o666); err != nil {
		t.Skip(err)
	}
	if _, err := openRegular(pipe, info, os.OpenFile); !errors.Is(err, errNoFile) {
		t.Errorf("error %v", err)
	}
}
