package build

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"umsetzungsstand/internal/pdf/pdftest"
)

// secondOpinions are what other programs, who share no line with ours, say.
func secondOpinions(t *testing.T, r *Result) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bericht.pdf")
	if err := os.WriteFile(path, r.PDF, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Run("qpdf", func(t *testing.T) { askQPDF(t, path) })
	t.Run("pdffonts", func(t *testing.T) { askFonts(t, path, subjectOf(t, r)) })
	if len(r.Layout.Pages) < 100 { // it reads the page again for each element
		t.Run("pdfinfo", func(t *testing.T) { askStructure(t, path, subjectOf(t, r)) })
	}
	t.Run("pdfcpu", func(t *testing.T) {
		model.ConfigPath = "disable" // else it writes a folder into the user's
		conf := model.NewDefaultConfiguration()
		conf.ValidationMode = model.ValidationRelaxed
		if err := api.Validate(bytes.NewReader(r.PDF), conf); err != nil {
			t.Error(err)
		}
	})
}

// printedBy returns what a program prints, to both outputs.
func printedBy(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(pdftest.Tool(t, name), args...).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
	return string(out)
}

func askQPDF(t *testing.T, path string) {
	out := printedBy(t, "qpdf", "--check", path)
	if !strings.Contains(out, "No syntax or stream encoding errors found") || strings.Contains(strings.ToLower(out), "warning") {
		t.Error(out)
	}
}

// askFonts: all fonts are embedded, subset, and mapped to Unicode.
func askFonts(t *testing.T, path string, s *subject) {
	var got []string
	for _, line := range strings.Split(strings.TrimSpace(printedBy(t, "pdffonts", path)), "\n")[2:] {
		// name, type (CID TrueType), encoding, emb sub uni, object ID
		f := strings.Fields(line)
		if len(f) != 9 || strings.Join(f[1:7], " ") != "CID TrueType Identity-H yes yes yes" {
			t.Errorf("%q", line)
			continue
		}
		got = append(got, f[0])
	}
	want := slices.Clone(s.doc.Fonts)
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("it finds the fonts %q, we %q", got, want)
	}
}

var (
	structureText = regexp.MustCompile(`^ *"(.*)"$`)
	structureRole = regexp.MustCompile(`^ *[A-Z][A-Za-z1-6]*( "|:?$| \((block|inline)\):?$)`)
)

// askStructure: the structure holds the words that we find in it, in our order.
func askStructure(t *testing.T, path string, s *subject) {
	var theirs, ours strings.Builder
	for _, line := range strings.Split(printedBy(t, "pdfinfo", "-enc", "UTF-8", "-struct-text", path), "\n") {
		if text := structureText.FindStringSubmatch(line); text != nil {
			theirs.WriteString(text[1])
		} else if structureRole.MatchString(line) && !strings.Contains(line, "(inline)") {
			theirs.WriteByte('\n')
		}
	}
	var visit func(*pdftest.Element)
	visit = func(e *pdftest.Element) {
		if e.Type != "Link" && e.Type != "Span" {
			ours.WriteByte('\n')
		}
		for _, kid := range e.Kids {
			switch {
			case kid.Element != nil:
				visit(kid.Element)
			case kid.Link == nil:
				ours.WriteString(s.marked(kid.Page, kid.MCID))
			}
		}
	}
	visit(s.doc.Root)
	got, want := strings.Fields(theirs.String()), strings.Fields(ours.String())
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("of %d and %d words, they read %q, we %q", len(got), len(want), got[i:min(i+8, len(got))], want[i:min(i+8, len(want))])
		}
	}
}

// TestVeraPDF asks the judge that is in no package registry, where it happens to
// be installed.
func TestVeraPDF(t *testing.T) {
	program, err := exec.LookPath("verapdf")
	if err != nil {
		t.Skip("verapdf is not installed, and nobody has to have it")
	}
	for _, s := range specimens() {
		t.Run(s.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "bericht.pdf")
			if err := os.WriteFile(path, s.make(t).PDF, 0o600); err != nil {
				t.Fatal(err)
			}
			for flavour, profile := range map[string]string{"2a": "PDF/A-2A", "ua1": "PDF/UA-1"} {
				var report, complaints bytes.Buffer
				cmd := exec.Command(program, "--format", "xml", "--flavour", flavour, path)
				cmd.Stdout, cmd.Stderr = &report, &complaints
				if err := cmd.Run(); err != nil || !passed(report.String(), profile) {
					t.Errorf("%s: %v\n%s%s", flavour, err, report.String(), complaints.String())
				}
			}
		})
	}
}

var verdict = regexp.MustCompile(`<validationReport\b[^>]*>`)

// passed reports whether veraPDF's report says that one file was held against
// that profile, and passed.
func passed(report, profile string) bool {
	found := verdict.FindAllString(report, -1)
	return len(found) == 1 && strings.Contains(found[0], `isCompliant="true"`) && strings.Contains(found[0], `profileName="`+profile+` `) &&
		!strings.Contains(report, "<taskException")
}

// TestPassed: no answer is no pass.
func TestPassed(t *testing.T) {
	const good = `<report><jobs><job><validationReport jobEndStatus="normal" profileName="PDF/A-2A validation profile" statement="PDF file is compliant with Validation Profile requirements." isCompliant="true"><details passedRules="144" failedRules="0"/></validationReport></job></jobs></report>`
	if !passed(good, "PDF/A-2A") {
		t.Error("does not know a file that passed")
	}
	for _, report := range []string{
		"",
		strings.Replace(good, "true", "false", 1),
		good + good,
		strings.Replace(good, "2A", "2B", 1),
		strings.Replace(good, "</job>", "<taskException/></job>", 1),
		`<report><jobs><job><taskException type="PARSE"/></job></jobs></report>`,
	} {
		if passed(report, "PDF/A-2A") {
			t.Errorf("takes it for passed: %s", report)
		}
	}
}
