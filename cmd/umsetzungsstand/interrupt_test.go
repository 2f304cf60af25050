//go:build !windows

package main

import (
	"errors"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// TestInterrupt: Ctrl-C, and being told to end, while files are being written
// leaves the old ones, and nothing beside them.
func TestInterrupt(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(s.String(), func(t *testing.T) {
			dir := t.TempDir()
			put(t, dir, "a", "alt")
			interrupt := make(chan os.Signal, 1)
			interrupt <- s
			files := []file{{path: filepath.Join(dir, "a"), data: []byte("neu")}, {path: filepath.Join(dir, "b")}}
			if err := replaceAll(files, time.Now(), interrupt); !errors.Is(err, errInterrupted) {
				t.Errorf("error %v", err)
			}
			holds(t, dir, map[string]string{"a": "alt"})
		})
	}
}

// TestInterruptions: each signal arrives instead of ending the program.
func TestInterruptions(t *testing.T) {
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(s.String(), func(t *testing.T) {
			if signal.Ignored(s) {
				t.Skip("ignored by who has called the test")
			}
			// Without this the signal would end the test if it did not arrive.
			survive := make(chan os.Signal, 1)
			signal.Notify(survive, s)
			defer signal.Stop(survive)
			arrived, end := interruptions()
			defer end()
			if err := syscall.Kill(os.Getpid(), s); err != nil {
				t.Fatal(err)
			}
			<-survive // it is over: none is on its way when the test ends
			select {
			case got := <-arrived:
				if got != s {
					t.Errorf("got %v", got)
				}
			case <-time.After(10 * time.Second):
				t.Error("it has not arrived")
			}
		})
	}
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
