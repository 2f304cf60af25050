package pdftest

import (
	"os"
	"os/exec"
	"testing"
)

// Tool returns the path of a program that a test asks for a second opinion,
// such as pdftotext or qpdf. Where it is not installed the test is skipped;
// with UMSETZUNGSSTAND_NEED_TOOLS=1 in the environment it fails instead.
func Tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		missing(t, name)
	}
	return path
}

// File returns the path of a file that comes with such a program, and does as
// Tool where it is not there.
func File(t testing.TB, path string) string {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		missing(t, path)
	}
	return path
}

func missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("UMSETZUNGSSTAND_NEED_TOOLS") == "1" {
		t.Fatalf("%s is not installed, and UMSETZUNGSSTAND_NEED_TOOLS=1 asks for it", what)
	}
	t.Skipf("%s is not installed", what)
}
