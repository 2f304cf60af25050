package pdftest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Tool returns the path of a program that a test asks for a second opinion,
// such as pdftotext or qpdf: of the first of its names that is there. Where it
// is not installed the test is skipped; with UMSETZUNGSSTAND_NEED_TOOLS=1 in
// the environment it fails instead.
func Tool(t testing.TB, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	missing(t, strings.Join(names, " or "))
	return ""
}

// NodeModules returns the folder that holds npm modules which a test's script
// loads, and does as Tool where one is not there. The environment variable
// UMSETZUNGSSTAND_NODE_MODULES names the folder.
func NodeModules(t testing.TB, names ...string) string {
	t.Helper()
	dir := os.Getenv("UMSETZUNGSSTAND_NODE_MODULES")
	if dir == "" {
		missing(t, "a folder with "+strings.Join(names, " and ")+", to be named by UMSETZUNGSSTAND_NODE_MODULES,")
	}
	for _, name := range names {
		File(t, filepath.Join(dir, name))
	}
	return dir
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
