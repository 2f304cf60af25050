package build

import (
	"testing"
)

// TestExamine: a PDF with errors is none, and its findings call it by the name
// that it would have had.
func TestExamine(t *testing.T) {
	r, findings := Generate(sampleInput("2023-Q4"))
	noErrors(t, "generate", findings)
	sound := r.PDF
	if findings := r.examine("out/gut.pdf"); len(findings) > 0 || r.PDF == nil {
		t.Errorf("the sound PDF has %d bytes, findings:\n%s", len(r.PDF), findings)
	}
	r.PDF = sound[:len(sound)/2]
	findings = r.examine("out/halb.pdf")
	if r.PDF != nil || !findings.Failed() {
		t.Errorf("half a PDF has %d bytes, findings:\n%s", len(r.PDF), findings)
	}
	for _, f := range findings {
		if f.File != "out/halb.pdf" {
			t.Errorf("not at the PDF: %s", f)
		}
	}
}

// TestUnchecked: what was not examined has names of its own, and the same bytes.
func TestUnchecked(t *testing.T) {
	in := sampleInput("2023-Q4")
	checked, findings := Generate(in)
	noErrors(t, "generate", findings)
	in.Unchecked = true
	r, findings := Generate(in)
	noErrors(t, "generate unchecked", findings)
	if want := checked.Path + "-ungeprueft"; r.Path != want {
		t.Errorf("path %q, want %q", r.Path, want)
	}
	if string(r.PDF) != string(checked.PDF) || string(r.Markdown) != string(checked.Markdown) {
		t.Error("the unchecked edition has other bytes")
	}
}
