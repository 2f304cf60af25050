package build

import (
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"umsetzungsstand/internal/typeset"
	"umsetzungsstand/templates"
)

const sourcesVariable = "UMSETZUNGSSTAND_TEST_SOURCES"

// TestDeterminism: two processes, more than a second apart, in other folders
// and time zones, make the same bytes.
func TestDeterminism(t *testing.T) {
	sources, err := filepath.Abs("../../sources")
	if err != nil {
		t.Fatal(err)
	}
	first := sums(t, sources, "Pacific/Kiritimati")
	time.Sleep(1100 * time.Millisecond)
	second := sums(t, sources, "America/Los_Angeles")
	if first != second {
		t.Errorf("first\n%s\nthen\n%s", first, second)
	}
}

// sums makes the sample editions in a process of its own and returns the
// checksums of what came out.
func sums(t *testing.T, sources, zone string) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "-test.run=^TestPrintSums$", "-test.v=false")
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), "TZ="+zone, sourcesVariable+"="+sources)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}

// TestPrintSums is the process that TestDeterminism starts.
func TestPrintSums(t *testing.T) {
	sources := os.Getenv(sourcesVariable)
	if sources == "" {
		t.Skip("only TestDeterminism calls it")
	}
	for _, edition := range editions {
		r, findings := Generate(Input{
			Sources:   Tree{FS: os.DirFS(sources)},
			Templates: Tree{FS: templates.FS},
			Edition:   edition,
		})
		noErrors(t, edition, findings)
		fmt.Printf("%s: Markdown %x\n", edition, sha256.Sum256(r.Markdown))
		fmt.Printf("%s: layout %x\n", edition, sha256.Sum256([]byte(typeset.Dump(r.Layout))))
		fmt.Printf("%s: PDF %x\n", edition, sha256.Sum256(r.PDF))
	}
}
