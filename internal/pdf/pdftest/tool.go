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
	if err == nil {
		return path
	}
	if os.Getenv("UMSETZUNGSSTAND_NEED_TOOLS") == "1" {
		t.Fatalf("%s is not installed, and UMSETZUNGSSTAND_NEED_TOOLS=1 asks for it", name)
	}
	t.Skipf("%s is not installed", name)
	return ""
}
