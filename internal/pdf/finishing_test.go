package pdf_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"umsetzungsstand/internal/build"
	"umsetzungsstand/internal/pdf"
	"umsetzungsstand/internal/pdf/finish"
	"umsetzungsstand/internal/pdf/pdftest"
	"umsetzungsstand/internal/preflight"
	"umsetzungsstand/internal/typeset"
	"umsetzungsstand/templates"
)

// sample returns the pages of a sample edition.
func sample(t testing.TB, edition string, kerning bool) *typeset.Layout {
	t.Helper()
	r, findings := build.Draft(build.Input{
		Sources:   build.Tree{Name: "sources", FS: os.DirFS("../../sources")},
		Templates: build.Tree{Name: "templates", FS: templates.FS},
		Edition:   edition,
	})
	if findings.Failed() {
		t.Fatal(findings)
	}
	style := typeset.DefaultStyle()
	style.Kerning = kerning
	l, findings := typeset.Set(r.Document, style, "")
	if findings.Failed() {
		t.Fatal(findings)
	}
	return l
}

// pictures returns the pages of a PDF as poppler draws them, at a resolution
// that shows a hundredth of a point as a grey.
func pictures(t testing.TB, data []byte) [][]byte {
	t.Helper()
	tool := pdftest.Tool(t, "pdftoppm")
	dir := t.TempDir()
	file := filepath.Join(dir, "x.pdf")
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(tool, "-r", "100", "-gray", file, filepath.Join(dir, "page")).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	names, err := filepath.Glob(filepath.Join(dir, "page-*.pgm"))
	if err != nil {
		t.Fatal(err)
	}
	var pages [][]byte
	for _, name := range names {
		picture, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, picture)
	}
	return pages
}

// TestSamePicture: what maroto drew and what the finishing made of it are the
// same picture, pixel by pixel. Kerning moves letters, so it is off here; that
// kerned text stands where it was set, to 0.01 mm, is tested in package build.
func TestSamePicture(t *testing.T) {
	for _, edition := range []string{"2023-Q3", "2023-Q4"} {
		l := sample(t, edition, false)
		drawn, err := pdf.Draw(l)
		if err != nil {
			t.Fatal(err)
		}
		before, after := pictures(t, drawn), pictures(t, write(t, l))
		if len(before) != len(l.Pages) || len(after) != len(before) {
			t.Fatalf("%d and %d pictures of %d pages", len(before), len(after), len(l.Pages))
		}
		for i := range before {
			if !bytes.Equal(before[i], after[i]) {
				t.Errorf("%s: page %d looks different", edition, i+1)
			}
		}
		// The comparison sees a text that is moved by half a pixel.
		l.Pages[2].Fragments[0].X += 360
		if moved := pictures(t, write(t, l)); bytes.Equal(moved[2], after[2]) {
			t.Error("a moved text is not seen")
		}
	}
}

// TestRefusesWhatWasNotAnnounced: any difference between what is drawn and what
// the finishing is told is an error.
func TestRefusesWhatWasNotAnnounced(t *testing.T) {
	l := sample(t, "2023-Q4", true)
	drawn, err := pdf.Draw(l)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := finish.Finish(drawn, pdf.Document(l)); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		want  string
		spoil func(d *finish.Document)
	}{
		{"page 3", func(d *finish.Document) { d.Pages[2].Texts[4].Text += "!" }},
		{"page 3", func(d *finish.Document) { d.Pages[2].Texts = d.Pages[2].Texts[1:] }},
		{"page 3", func(d *finish.Document) { d.Pages[2].Texts = append(d.Pages[2].Texts, d.Pages[2].Texts[0]) }},
		{"page 3", func(d *finish.Document) {
			x := d.Pages[2].Texts
			x[3], x[5] = x[5], x[3]
		}},
		{"page 3", func(d *finish.Document) { d.Pages[2].Texts[4].Y -= 2 }},
		{"page 1", func(d *finish.Document) { d.Pages[0].Rules = d.Pages[0].Rules[1:] }},
		{"page 1", func(d *finish.Document) { d.Pages[0].Rules[0].Width += 2 }},
		{"page 2", func(d *finish.Document) { d.Pages[1], d.Pages[2] = d.Pages[2], d.Pages[1] }},
		{"17 pages", func(d *finish.Document) { d.Pages = d.Pages[:16]; d.Outline, d.Destinations = nil, nil; noLinks(d) }},
		{"announced", func(d *finish.Document) { d.Width++ }},
		{"Elsewhere", func(d *finish.Document) { d.Fonts[0].PostScript = "Elsewhere" }},
	} {
		d := pdf.Document(l)
		tt.spoil(d)
		if b, err := finish.Finish(drawn, d); err == nil || b != nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("got %v, want %s", err, tt.want)
		}
	}
	// A glyph that the drawn file does not have.
	d := pdf.Document(l)
	d.Fonts[0].Glyph = func(r rune) rune { return r + 0x4000 }
	if _, err := finish.Finish(drawn, d); err == nil {
		t.Error("another glyph was taken")
	}
}

func noLinks(d *finish.Document) {
	for i := range d.Elements {
		if d.Elements[i].Type == "Link" {
			d.Elements[i].Type = "Span"
		}
	}
	for i := range d.Pages {
		d.Pages[i].Links = nil
	}
}

// small is two pages with one of each.
func small() *typeset.Layout {
	heading, link, word, cell := fragment("Ungarn"), fragment("Ungarn "), fragment("Łódź und Lan\u00ad"), fragment("2")
	heading.Owner, link.Owner, word.Owner, cell.Owner = 1, 3, 2, 6
	link.Y, word.Y, cell.Y = typeset.MM(5000), typeset.MM(6000), typeset.MM(7000)
	word.Width, link.Width = 100_000, 50_000
	rule := typeset.Rule{X: typeset.MM(2500), Y: typeset.MM(10000), W: typeset.MM(16000), H: typeset.MM(18)}
	return &typeset.Layout{
		Kerned: true,
		Pages: []typeset.Page{
			{Label: "i", Fragments: []typeset.Fragment{heading, word}, Rules: []typeset.Rule{rule}},
			{Label: "1", Number: "1", Fragments: []typeset.Fragment{link, cell}},
		},
		Elements: []typeset.Element{
			{Role: typeset.RoleDocument, Parent: -1}, {Role: typeset.RoleH2, Parent: 0, ID: "ungarn", Title: "Ungarn"}, {Role: typeset.RoleP, Parent: 0},
			{Role: typeset.RoleLink, Parent: 2, Href: "#ungarn"}, {Role: typeset.RoleTable, Parent: 0, Summary: "(Zahlen)"}, {Role: typeset.RoleTR, Parent: 4},
			{Role: typeset.RoleTH, Parent: 5}, {Role: typeset.RoleTD, Parent: 5},
		},
		Meta: typeset.Meta{Title: "Übersicht", Language: "de-DE", Date: "2023"},
	}
}

// FuzzFinish changes bytes of a drawn file: it is refused, or finished as if
// they had not been changed where it counts. Each three bytes are a place, in
// 1/65536 of the file, and what is written there.
func FuzzFinish(f *testing.F) {
	l := small()
	drawn, err := pdf.Draw(l)
	if err != nil {
		f.Fatal(err)
	}
	good, err := finish.Finish(drawn, pdf.Document(l))
	if err != nil {
		f.Fatal(err)
	}
	want, err := pdftest.Read(good)
	if err != nil {
		f.Fatal(err)
	}
	for at := 0; at < len(drawn); at += len(drawn) / 50 {
		place := at * 65536 / len(drawn)
		f.Add([]byte{byte(place >> 8), byte(place), '9'}, 0)
		f.Add([]byte{byte(place >> 8), byte(place), ' '}, at)
	}
	f.Fuzz(func(t *testing.T, edits []byte, cut int) {
		data := bytes.Clone(drawn)
		for ; len(edits) >= 3; edits = edits[3:] {
			data[(int(edits[0])<<8|int(edits[1]))*len(data)/65536] = edits[2]
		}
		if cut > 0 && cut < len(data) {
			data = data[:len(data)-cut]
		}
		b, err := finish.Finish(data, pdf.Document(l))
		if err != nil {
			return
		}
		doc, err := pdftest.Read(b)
		if err != nil {
			t.Fatalf("a broken file: %v", err)
		}
		if got := doc.Reading(); got != want.Reading() {
			t.Errorf("reads\n%s\nnot\n%s", got, want.Reading())
		}
		for i, p := range doc.Pages {
			if fmt.Sprint(p.Fragments) != fmt.Sprint(want.Pages[i].Fragments) && sameFonts(p, want.Pages[i]) {
				t.Errorf("page %d: drawn\n%v\nnot\n%v", i+1, p.Fragments, want.Pages[i].Fragments)
			}
		}
	})
}

// sameFonts reports whether the texts are in the same subsets: only then they
// have to be as wide.
func sameFonts(a, b pdftest.Page) bool {
	for i := range a.Fragments {
		if i >= len(b.Fragments) || a.Fragments[i].Font != b.Fragments[i].Font {
			return false
		}
	}
	return true
}

// repeated returns the pages of a layout over and over, n of them, each round
// with a structure of its own.
func repeated(l *typeset.Layout, n int) *typeset.Layout {
	all := &typeset.Layout{Elements: []typeset.Element{{Role: typeset.RoleDocument, Parent: -1}}, Kerned: l.Kerned, Meta: l.Meta}
	for round := 0; len(all.Pages) < n; round++ {
		first := len(all.Elements)
		suffix := fmt.Sprint("-", round)
		for _, e := range l.Elements {
			if e.Parent += first; e.Role == typeset.RoleDocument {
				e.Role, e.Parent = typeset.RolePart, 0
			}
			if e.ID != "" {
				e.ID += suffix
			}
			if strings.HasPrefix(e.Href, "#") {
				e.Href += suffix
			}
			all.Elements = append(all.Elements, e)
		}
		for _, p := range l.Pages {
			fragments := append([]typeset.Fragment(nil), p.Fragments...)
			for i := range fragments {
				if fragments[i].Owner >= 0 {
					fragments[i].Owner += first
				}
			}
			p.Fragments = fragments
			all.Pages = append(all.Pages, p)
		}
	}
	all.Pages = all.Pages[:n]
	return all
}

// BenchmarkFinish is the finishing alone, without the drawing.
func BenchmarkFinish(b *testing.B) {
	for _, n := range []int{15, 300, 1500} {
		b.Run(fmt.Sprintf("%dPages", n), func(b *testing.B) {
			l := repeated(sample(b, "2023-Q4", true), n)
			drawn, err := pdf.Draw(l)
			if err != nil {
				b.Fatal(err)
			}
			d := pdf.Document(l)
			b.ReportAllocs()
			b.SetBytes(int64(len(drawn)))
			size := 0
			for b.Loop() {
				out, err := finish.Finish(drawn, d)
				if err != nil {
					b.Fatal(err)
				}
				size = len(out)
			}
			b.ReportMetric(float64(size)/float64(n), "file-B/page")
		})
	}
}

// The work grows with the pages and no faster.
func TestFinishGrowsWithThePages(t *testing.T) {
	l := sample(t, "2023-Q4", true)
	perPage := func(n int) float64 {
		pages := repeated(l, n)
		drawn, err := pdf.Draw(pages)
		if err != nil {
			t.Fatal(err)
		}
		d := pdf.Document(pages)
		return testing.AllocsPerRun(1, func() {
			if _, err := finish.Finish(drawn, d); err != nil {
				t.Fatal(err)
			}
		}) / float64(n)
	}
	few, many := perPage(100), perPage(1000)
	if many > 1.2*few {
		t.Errorf("%.0f allocations a page at 100 pages, %.0f at 1,000", few, many)
	}
	t.Logf("%.0f and %.0f allocations a page", few, many)
}

// What maroto draws has the faults that the finishing mends, and the program's
// examination finds them.
func TestDrawnFileIsUnfinished(t *testing.T) {
	drawn, err := pdf.Draw(sample(t, "2023-Q3", true))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, f := range preflight.Examine(drawn, "roh.pdf", nil) {
		found[f.Code] = true
	}
	for _, code := range []string{
		"pdf-kopf", "pdf-kennung", "farbe-ausgabeabsicht", "metadaten-fehlen", "metadaten-titelanzeige", "schrift-unicode-verboten",
		"seite-inhalt-ungekennzeichnet", "sprache-fehlt", "struktur-fehlt", "struktur-markinfo",
	} {
		if !found[code] {
			t.Errorf("%s is not found: %v", code, found)
		}
	}
}
