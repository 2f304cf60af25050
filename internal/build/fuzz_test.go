package build

import (
	"os"
	"testing"

	"umsetzungsstand/internal/pdf/pdftest"
)

// FuzzRender: whatever somebody calls a draft, there is a readable PDF or an
// error that says why not, and never a panic. Run it with -fuzzminimizetime 1x:
// shortening the long seeds takes all the time there is.
func FuzzRender(f *testing.F) {
	for _, edition := range editions {
		md, err := os.ReadFile("testdata/" + edition + ".md")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(md)
	}
	const head = "<!-- us:dokument 1\nedition: 2023-Q4\ntitel: Bericht\nverfasser: Haus\ndatum: 2023-10\nzustand: entwurf\n-->\n\n"
	for _, text := range []string{
		"",
		head,
		head + "<!-- us:teil bericht -->\n",
		head + "<!-- us:teil bericht -->\n\n# A\n\n> - b\n>   1. c\n\n| d | e |\n|---|---|\n| f | |\n",
		head + "<!-- us:teil brief -->\n\n<!-- us:anschrift -->\n\nA\\\nB\n\n<!-- us:teil titelblatt -->\n\n**C**\n",
		"\uFEFF" + head + "<!-- us:teil bericht -->\r\n\r\nText 🜁 \U0010FFFF \u00AD.\r\n",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, md []byte) {
		r, findings := Render(md, "entwurf.md", Tree{}, Target{})
		if findings.Failed() != (r.PDF == nil) {
			t.Fatalf("PDF of %d bytes, findings:\n%s", len(r.PDF), findings)
		}
		if r.PDF != nil {
			if _, err := pdftest.Read(r.PDF); err != nil {
				t.Fatal(err)
			}
		}
		for _, f := range findings {
			if f.Code == "pdf-fehlgeschlagen" {
				t.Errorf("the draft's fault was noticed too late: %s", f)
			}
		}
	})
}
