package hyphen

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"umsetzungsstand/internal/pdf/pdftest"
)

// TestLibhyphen divides the words of the list by another program and other
// patterns: libhyphen, which LibreOffice uses, with its German dictionary. What
// it makes otherwise must be known, and why.
//
// Debian has both (libhyphen-dev and hyphen-de, whose version has been
// 2017-01-12 for years).
func TestLibhyphen(t *testing.T) {
	cc := pdftest.Tool(t, "cc")
	dictionary := pdftest.File(t, "/usr/share/hyphen/hyph_de_DE.dic")
	pdftest.File(t, "/usr/include/hyphen.h")

	program := filepath.Join(t.TempDir(), "libhyphen")
	if out, err := exec.Command(cc, "-o", program, "testdata/libhyphen.c", "-lhyphen").CombinedOutput(); err != nil {
		t.Fatalf("libhyphen.c is not compiled: %v\n%s", err, out)
	}
	list := words(t)
	hyphenate := exec.Command(program, dictionary)
	hyphenate.Stdin = strings.NewReader(latin1(t, strings.ToLower(strings.ReplaceAll(strings.Join(list, "\n"), "-", "")+"\n")))
	hyphenate.Stderr = os.Stderr
	out, err := hyphenate.Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(utf8Of(out), "\n"), "\n")
	if len(lines) != len(list) {
		t.Fatalf("%d words came back for %d", len(lines), len(list))
	}
	known := readDeviations(t, "libhyphen.txt")
	defer known.close(t)
	for i, want := range list {
		// libhyphen has seen the word in lower case.
		got := lines[i]
		if got == strings.ToLower(want) {
			got = want
		}
		known.compare(t, want, got)
	}
}

// latin1 writes a text in the dictionary's encoding.
func latin1(t *testing.T, s string) string {
	t.Helper()
	var b strings.Builder
	for _, r := range s {
		if r > 0xFF {
			t.Fatalf("%q is not in the dictionary's encoding", r)
		}
		b.WriteByte(byte(r))
	}
	return b.String()
}

func utf8Of(latin1 []byte) string {
	var b strings.Builder
	for _, c := range latin1 {
		b.WriteRune(rune(c))
	}
	return b.String()
}
