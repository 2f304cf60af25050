package build

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/font/fonttest"
	"umsetzungsstand/internal/typeset"
)

// fontTree is a folder of fonts with the name “schrift”.
func fontTree(files map[string][]byte) Tree {
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: data}
	}
	return Tree{Name: "schrift", FS: fsys}
}

// TestAnotherFamily: in whatever family a report is set, it says the same, and
// what is drawn is where and as wide as it was measured, to 0.01 mm.
func TestAnotherFamily(t *testing.T) {
	for _, tt := range []struct {
		family, edition string
		files           map[string][]byte
		findings        string // their codes
		others          string // the fonts of the PDF that are not the family's
	}{
		{"Go", "2023-Q3", fonttest.Go(), "", ""},
		{"Go", "2023-Q4", fonttest.Go(), "", ""},
		{"Go Mono", "2023-Q3", fonttest.Mono(), "kopfzeile-zu-lang", ""}, // it is wide
		{"Go without Ł", "2023-Q4", fonttest.Western(), "schrift-ersatz", "LiberationSans"},
	} {
		t.Run(tt.family+" "+tt.edition, func(t *testing.T) {
			in := sampleInput(tt.edition)
			in.Fonts = fontTree(tt.files)
			r, findings := Generate(in)
			if codes(findings) != tt.findings {
				t.Fatalf("findings:\n%s", findings)
			}
			soundPages(t, r)
			drawnAsMeasured(t, r)
			others := slices.DeleteFunc(readPDF(t, r.PDF).Fonts, func(f string) bool { return strings.HasPrefix(f, "Go") })
			slices.Sort(others)
			if got := strings.Join(others, " "); got != tt.others {
				t.Errorf("the PDF holds the fonts %s, want %s", got, tt.others)
			}
			in.Fonts = fontTree(tt.files)
			if again, _ := Generate(in); !bytes.Equal(again.PDF, r.PDF) {
				t.Error("a second run made other bytes")
			}
			rendered, findings := Render(r.Markdown, "entwurf.md", in.Fonts, Target{})
			if codes(findings) != tt.findings || !bytes.Equal(rendered.PDF, r.PDF) {
				t.Errorf("Render made another PDF; findings:\n%s", findings)
			}
		})
	}
}

// codes returns the codes of the findings.
func codes(findings diag.List) string {
	var codes []string
	for _, f := range findings {
		codes = append(codes, f.Code)
	}
	return strings.Join(codes, " ")
}

// drawnAsMeasured compares the texts of the PDF with those of the layout.
func drawnAsMeasured(t *testing.T, r *Result) {
	t.Helper()
	off := func(got float64, want typeset.Length) bool {
		return !(math.Abs(got-want.Points()/72*25.4) <= 0.01)
	}
	compared := 0
	for i, page := range readPDF(t, r.PDF).Pages {
		drawn := page.Fragments
		for _, want := range r.Layout.Pages[i].Fragments {
			if want.Text == "" {
				continue
			}
			got := drawn[0]
			drawn = drawn[1:]
			compared++
			if off(got.X, want.X) || off(got.Y, want.Y) || off(got.W, want.Width) || got.Missing != "" ||
				got.Text != want.Text || got.Font != want.Face.PostScript {
				t.Errorf("page %d: drawn %+v\nmeasured %+v in %s", i+1, got, want, want.Face)
			}
		}
	}
	if compared < 100 {
		t.Errorf("only %d texts compared", compared)
	}
}

// TestFontFaults: faults of the fonts come with those of the records, at the
// file as its reader would open it.
func TestFontFaults(t *testing.T) {
	files := fonttest.Go()
	delete(files, "Go-Bold.ttf")
	files["Go-Italic.ttf"] = files["Go-Italic.ttf"][:40]
	in := sampleInput("2023-Q9")
	in.Fonts = fontTree(files)
	r, findings := Generate(in)
	var places []string
	for _, f := range findings {
		places = append(places, f.File+" "+f.Code)
	}
	if got, want := strings.Join(places, "\n"), "schrift/Go-Italic.ttf schrift-beschaedigt\nsources/berichte ausgabe-unbekannt"; got != want || r.PDF != nil {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	r, findings = Render([]byte("x"), "entwurf.md", in.Fonts, Target{})
	if got := codes(findings); r.PDF != nil || !strings.Contains(got, "schrift-beschaedigt") || !strings.Contains(got, "kopf") {
		t.Errorf("findings:\n%s", findings)
	}
}

// TestFallbackFace: what the family lacks is drawn in Liberation Sans, in its
// style and with a warning; where nothing is lacking, that is not in the PDF.
func TestFallbackFace(t *testing.T) {
	const head = "<!-- us:dokument 1\nedition: x\ntitel: x\nverfasser: x\ndatum: 2023\nzustand: freigegeben\nkopfzeile: %s\n-->\n\n<!-- us:teil bericht -->\n\n"
	for _, tt := range []struct{ header, text, others, shown string }{
		{"Stand", "Pécs und **Köln**", "", ""},
		{"Stand", "*Łukasz* und Pécs", "LiberationSans-Italic", "Łukasz"},
		{"Von Łukasz", "Pécs", "LiberationSans", "Łukasz"},
		{"Stand", "## Łukasz Чернівці\n\nin **Чернівці**, Чернівці.", "LiberationSans LiberationSans-Bold", "Łukasz Чернівці,Чернівці,Чернівці"},
	} {
		r, findings := Render([]byte(fmt.Sprintf(head, tt.header)+tt.text+"\n"), "e.md", fontTree(fonttest.Western()), Target{})
		want := ""
		if tt.others != "" {
			want = "schrift-ersatz"
		}
		if codes(findings) != want {
			t.Fatalf("%s: findings:\n%s", tt.text, findings)
		}
		doc := readPDF(t, r.PDF)
		others := slices.DeleteFunc(doc.Fonts, func(f string) bool { return strings.HasPrefix(f, "Go") })
		slices.Sort(others)
		var shown []string
		for _, f := range doc.Pages[0].Fragments {
			if strings.HasPrefix(f.Font, "Liberation") {
				shown = append(shown, f.Text)
			}
		}
		if got := strings.Join(others, " "); got != tt.others || strings.Join(shown, ",") != tt.shown {
			t.Errorf("%s: in %q are drawn %q, want in %q %q", tt.text, got, shown, tt.others, tt.shown)
		}
	}
}

// TestTallFamily: letters that reach into the next line are worth a warning.
func TestTallFamily(t *testing.T) {
	files := fonttest.Go()
	head := fonttest.Table(files["Go-Bold.ttf"], "head")
	head[18], head[19] = 0x06, 0x00 // 1536 units an em: a third larger
	in := sampleInput("2023-Q4")
	in.Fonts = fontTree(files)
	r, findings := Generate(in)
	const want = "schrift: Warnung: Die Buchstaben der Schrift sind so hoch, dass sie in engen Zeilen, etwa der Anschrift, an die der nächsten stoßen können. [schrift-zu-hoch]\n" +
		"  Hinweis: Sehen Sie die Seiten an; das Programm rückt die Zeilen nicht auseinander."
	if findings.String() != want || r.PDF == nil {
		t.Errorf("got\n%s\nwant\n%s", findings, want)
	}
}
