//go:build !windows

package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// running is a preview that runs as a program of its own.
type running struct {
	cmd    *exec.Cmd
	out    *bufio.Reader
	stderr bytes.Buffer
	url    string
}

// buildProgram builds the program.
func buildProgram(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "umsetzungsstand")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return binary
}

// runPreview starts a preview of the sample records and waits until it serves.
func runPreview(t *testing.T, binary string, args ...string) *running {
	t.Helper()
	r := &running{cmd: exec.Command(binary, append([]string{"preview", "--sources", filepath.Join(repository, "sources")}, args...)...)}
	pipe, err := r.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	r.out, r.cmd.Stderr = bufio.NewReader(pipe), &r.stderr
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.cmd.Process.Kill() })
	line, err := r.out.ReadString('\n')
	m := regexp.MustCompile(`^Vorschau: (http://127\.0\.0\.1:\d+/)\n$`).FindStringSubmatch(line)
	if m == nil {
		t.Fatalf("it says %q (%v)\n%s", line, err, &r.stderr)
	}
	r.url = m[1]
	return r
}

// ends waits for the end, and returns the exit status and what was said last.
func (r *running) ends(t *testing.T) (int, string) {
	t.Helper()
	rest, err := io.ReadAll(r.out)
	if err != nil {
		t.Fatal(err)
	}
	err = r.cmd.Wait()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return r.cmd.ProcessState.ExitCode(), string(rest)
}

// TestPreviewEnds: Ctrl-C ends the preview in good order, while pages are open,
// and while somebody is connected and asks for nothing, or reads nothing.
func TestPreviewEnds(t *testing.T) {
	binary := buildProgram(t)
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		r := runPreview(t, binary, "--addr", "127.0.0.1:0")
		for range 10 {
			answer, err := http.Get(r.url + "ereignisse")
			if err != nil {
				t.Fatal(err)
			}
			defer answer.Body.Close()
			if line, err := bufio.NewReader(answer.Body).ReadString('\n'); err != nil || line != "retry: 500\n" {
				t.Fatalf("a page hears %q (%v)", line, err)
			}
		}
		for _, request := range []string{"", "GET / HTTP/1.1\r\n", "GET /bericht.pdf HTTP/1.1\r\nHost: " + strings.Trim(r.url, "htp:/") + "\r\n\r\n"} {
			c, err := net.Dial("tcp", strings.Trim(r.url, "htp:/"))
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			io.WriteString(c, request)
		}
		begin := time.Now()
		if err := r.cmd.Process.Signal(s); err != nil {
			t.Fatal(err)
		}
		status, said := r.ends(t)
		t.Logf("%v: it ends after %v", s, time.Since(begin).Round(time.Millisecond))
		if status != 0 || said != "Strg + C beendet sie.\nDie Vorschau ist beendet.\n" || r.stderr.Len() > 0 {
			t.Errorf("%v: status %d, stdout %q, stderr %q", s, status, said, &r.stderr)
		}
	}
}

// TestPreviewPort: a port that is taken is told, with one that is free.
func TestPreviewPort(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	port := taken.Addr().(*net.TCPAddr).Port
	var stdout, stderr bytes.Buffer
	p := &program{Args: []string{"preview", "--sources", filepath.Join(repository, "sources"), "--addr", fmt.Sprintf("127.0.0.1:%d", port)},
		Stdout: &stdout, Stderr: &stderr, Now: time.Now}
	if status := p.run(); status != exitUsage {
		t.Errorf("status %d", status)
	}
	said := regexp.MustCompile(fmt.Sprintf(`^Fehler: Der Port %d ist schon belegt, vielleicht von einer anderen Vorschau\. \[aufruf\]\n  Hinweis: Frei ist: --addr (127\.0\.0\.1:\d+)\n$`, port))
	m := said.FindStringSubmatch(stderr.String())
	if m == nil || stdout.Len() > 0 {
		t.Fatalf("stdout %q, stderr %q", &stdout, &stderr)
	}
	// Another program may have taken it in the meantime; then it is not free
	// for the test either.
	if l, err := net.Listen("tcp", m[1]); err == nil {
		l.Close()
	}
}

// TestOpener: the words of the command are parted as is written, file and line
// are put in, and a file is never an option.
func TestOpener(t *testing.T) {
	dir := t.TempDir()
	script := filepath.Join(dir, "mein editor")
	if err := os.WriteFile(script, []byte("#!/bin/sh\nfor a in \"$@\"; do printf '%s\\n' \"$a\"; done >"+dir+"/out.part\nmv "+dir+"/out.part "+dir+"/out\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		command, file string
		line          int
		want          []string
	}{
		{`"` + script + `" -g {file}:{line}`, "sources/haus.toml", 3, []string{"-g", "sources/haus.toml:3"}},
		{`"` + script + `"  "Datei {file}"   +{line}`, "a b.toml", 0, []string{"Datei a b.toml", "+1"}},
		{`"` + script + `" {file}`, "-rf", 7, []string{"./-rf"}},
		{`'` + script + `' -n{line} '{file} "a"' d'Or ''`, "a.toml", 2, []string{"-n2", `a.toml "a"`, "d'Or", ""}},
		{`"` + script + `" {file} ""`, `$(touch x); "y" & {line}`, 7, []string{`$(touch x); "y" & {line}`, ""}},
	} {
		open, err := opener(c.command)
		if err != nil {
			t.Fatalf("%s: %v", c.command, err)
		}
		if err := open(c.file, c.line); err != nil {
			t.Fatal(err)
		}
		var data []byte
		for end := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
			if data, err = os.ReadFile(filepath.Join(dir, "out")); err == nil {
				break
			}
			if time.Now().After(end) {
				t.Fatal("the editor was not started")
			}
		}
		os.Remove(filepath.Join(dir, "out"))
		if got := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n"); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.command, got, c.want)
		}
	}
}

// TestOpenerBatch: what Windows' shell would take for more than a name is not
// given to it.
func TestOpenerBatch(t *testing.T) {
	script := filepath.Join(t.TempDir(), "code.CMD")
	if err := os.WriteFile(script, []byte("#!/bin/sh\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	open, err := opener(script + " -g {file}:{line}")
	if err != nil {
		t.Fatal(err)
	}
	for file, ok := range map[string]bool{
		"sources/haus.toml": true, "Quellen (neu), 1/größe.toml": true,
		"x&calc.toml": false, "a|b": false, "%PATH%": false, "a^b": false, `a"b`: false, "!a!": false, "<a": false, ">a": false,
	} {
		if err := open(file, 1); (err == nil) != ok {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// TestListen: where the preview may be reached.
func TestListen(t *testing.T) {
	for addr, want := range map[string]string{
		"127.0.0.1:0": "127.0.0.1", "localhost:0": "127.0.0.1", "127.0.0.2:0": "127.0.0.2", "[::1]:0": "::1", "[::1%lo]:0": "::1", "[::ffff:127.0.0.1]:0": "127.0.0.1",
		"127.1:0": "", "2130706433:0": "", "0x7f000001:0": "", "0.0.0.0:0": "", "[::]:0": "", "LOCALHOST:0": "", "localhost.:0": "",
		"127.0.0.1.nip.io:0": "", "127.0.0.1:-1": "", "127.0.0.1:0x0": "", "": "", ":": "", "[::ffff:8.8.8.8]:0": "",
	} {
		listener, err := listen(addr)
		if err != nil {
			if want != "" && !strings.Contains(err.Error(), "gibt es auf diesem Rechner nicht") { // such as IPv6
				t.Errorf("%s: %v", addr, err)
			}
			continue
		}
		host, _, _ := net.SplitHostPort(listener.Addr().String())
		listener.Close()
		if host != want {
			t.Errorf("%s: it listens at %q, want %q", addr, host, want)
		}
	}
}
