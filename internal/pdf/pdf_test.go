package pdf_test

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os/exec"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"umsetzungsstand/internal/font"
	"umsetzungsstand/internal/pdf"
	"umsetzungsstand/internal/pdf/pdftest"
	"umsetzungsstand/internal/typeset"
)

// phrases are what the report is made of, and characters whose UTF-16 bytes
// mean something else in a PDF string: line feed (Ċ), carriage return (č),
// brackets (Ĩ ĩ) and the backslash (Ŝ).
var phrases = []string{
	"Zusammenarbeit mit der Woiwodschaft Schlesien ",
	"Łódź, Kraków, Gdańsk und Częstochowa",
	"„Académie de Versailles“ – größtenteils über 1 000 Schülerinnen ",
	"Ministerpräsident a. D. Dr. Jürgen Rüttgers MdL",
	"§ 3 Abs. 2 (Straße, Maß, Öl) – 50 %",
	`C:\(Ordner)\`, "((", `\`, ")",
	"ĊčĨĩŜ čĊ Ŝ",
	" ",
}

// scattered returns pages full of phrases at random places, in all faces.
func scattered(pages int) *typeset.Layout {
	random := rand.New(rand.NewPCG(1, 2))
	l := &typeset.Layout{Elements: paragraph, Meta: typeset.Meta{Title: "Umsetzungsstand", Language: "de-DE", Date: "2023-10-31"}}
	for range pages {
		var p typeset.Page
		for range 60 {
			p.Fragments = append(p.Fragments, typeset.Fragment{
				X:    typeset.Length(random.Int64N(int64(typeset.PageWidth))),
				Y:    typeset.Length(random.Int64N(int64(typeset.PageHeight))),
				Text: phrases[random.IntN(len(phrases))],
				Face: font.Liberation.Faces()[random.IntN(4)],
				Size: typeset.Length(7000 + 500*random.Int64N(50)),
			})
		}
		for range 8 {
			p.Rules = append(p.Rules, typeset.Rule{
				X: typeset.Length(random.Int64N(300_000)),
				Y: typeset.Length(random.Int64N(400_000)),
				W: typeset.Length(500 + random.Int64N(200_000)),
				H: typeset.Length(500 + random.Int64N(200_000)),
			})
		}
		l.Pages = append(l.Pages, p)
	}
	return l
}

// paragraph is the structure of a layout that has nothing to say about it.
var paragraph = []typeset.Element{{Role: typeset.RoleP, Parent: -1}}

// page returns a layout of one page.
func page(fragments ...typeset.Fragment) *typeset.Layout {
	return &typeset.Layout{Pages: []typeset.Page{{Fragments: fragments}}, Elements: paragraph, Meta: typeset.Meta{Language: "de-DE"}}
}

// fragment returns a fragment of 12 pt at x 40 mm, y 36 mm.
func fragment(text string) typeset.Fragment {
	return typeset.Fragment{X: typeset.MM(4000), Y: typeset.MM(3600), Text: text, Face: font.Liberation.Regular, Size: 12000}
}

func write(t testing.TB, l *typeset.Layout) []byte {
	t.Helper()
	b, err := pdf.Write(l)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func read(t testing.TB, b []byte) *pdftest.Document {
	t.Helper()
	doc, err := pdftest.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func millimetres(l typeset.Length) float64 { return l.Points() / 72 * 25.4 }

// off reports whether two lengths in mm differ by more than 0.01 mm.
func off(got, want float64) bool { return !(math.Abs(got-want) <= 0.01) }

func TestWritePutsEveryTextInItsPlace(t *testing.T) {
	l := scattered(5)
	before := scattered(5)
	doc := read(t, write(t, l))
	if !reflect.DeepEqual(l, before) {
		t.Error("Write changed the layout")
	}
	if len(doc.Pages) != len(l.Pages) {
		t.Fatalf("%d pages, want %d", len(doc.Pages), len(l.Pages))
	}
	for i, p := range doc.Pages {
		if off(p.Width, 210) || off(p.Height, 297) {
			t.Errorf("page %d is %g × %g mm", i+1, p.Width, p.Height)
		}
		want := l.Pages[i].Fragments
		if len(p.Fragments) != len(want) {
			t.Fatalf("page %d: %d texts, want %d", i+1, len(p.Fragments), len(want))
		}
		for j, got := range p.Fragments {
			w := want[j]
			if off(got.X, millimetres(w.X)) || off(got.Y, millimetres(w.Y)) || got.Size != w.Size.Points() ||
				untagged(got.Font) != w.Face.PostScript || got.Text != w.Text || got.Missing != "" {
				t.Errorf("page %d, text %d: got %+v\nwant %+v", i+1, j+1, got, w)
			}
		}
	}
}

// untagged returns a font's name without the six letters of its subset.
func untagged(name string) string {
	_, name, _ = strings.Cut(name, "+")
	return name
}

func TestWidthsAreThoseOfPackageFont(t *testing.T) {
	doc := read(t, write(t, scattered(2)))
	for i, p := range scattered(2).Pages {
		for j, f := range p.Fragments {
			units := 0
			for _, r := range f.Text {
				units += f.Face.Advance(r)
			}
			want := float64(units) / 1000 * f.Size.Points() / 72 * 25.4
			if got := doc.Pages[i].Fragments[j].W; off(got, want) {
				t.Errorf("%q in %s is %g mm wide, by package font %g mm", f.Text, f.Face, got, want)
			}
		}
	}
}

func TestWriteDrawsRules(t *testing.T) {
	l := scattered(3)
	l.Pages[0].Rules = append(l.Pages[0].Rules,
		typeset.Rule{X: typeset.MM(2500), Y: typeset.MM(10000), W: typeset.MM(16000), H: typeset.MM(18)}, // of a table
		typeset.Rule{X: typeset.MM(3600), Y: typeset.MM(5000), W: typeset.MM(50), H: typeset.MM(3000)},   // at the question
	)
	for i, p := range read(t, write(t, l)).Pages {
		if len(p.Rules) != len(l.Pages[i].Rules) {
			t.Fatalf("page %d: %d rules, want %d", i+1, len(p.Rules), len(l.Pages[i].Rules))
		}
		for j, got := range p.Rules {
			w := l.Pages[i].Rules[j]
			if off(got.X, millimetres(w.X)) || off(got.Y, millimetres(w.Y)) || off(got.W, millimetres(w.W)) || off(got.H, millimetres(w.H)) {
				t.Errorf("page %d, rule %d: got %+v, want %+v", i+1, j+1, got, w)
			}
		}
	}
}

func TestEmptyTextDrawsNothing(t *testing.T) {
	doc := read(t, write(t, page(fragment(""), fragment("Bericht"), typeset.Fragment{})))
	if got := doc.Pages[0].Fragments; len(got) != 1 || got[0].Text != "Bericht" {
		t.Errorf("drawn: %+v", got)
	}
}

// U+2011 is drawn with the hyphen's glyph and read as what it is.
func TestNonBreakingHyphenIsDrawnAsHyphen(t *testing.T) {
	const text = "Nordrhein\u2011Westfalen"
	got := read(t, write(t, page(fragment(text)))).Pages[0].Fragments
	if len(got) != 1 || got[0].Text != text || got[0].Missing != "" {
		t.Errorf("drawn: %+v", got)
	}
}

// The hyphen of a divided word stands at its end and is no part of the text.
func TestHyphenOfADividedWord(t *testing.T) {
	f, alone := fragment("Landes\u00ad"), fragment("\u00ad")
	f.Width = typeset.Length(f.Face.Advance('L')+f.Face.Advance('a')+f.Face.Advance('n')+f.Face.Advance('d')+
		f.Face.Advance('e')+f.Face.Advance('s')+f.Face.Advance('-')) * f.Size / 1000
	alone.Width = typeset.Length(alone.Face.Advance('-')) * alone.Size / 1000
	got := read(t, write(t, page(f, alone))).Pages[0].Fragments
	if len(got) != 3 || got[0].Text != "Landes" || got[0].MCID != 0 ||
		got[1].Text != "-" || got[1].Artifact != "Layout" || off(got[1].X, got[0].X+got[0].W) || off(got[1].Y, got[0].Y) ||
		got[2].Text != "-" || got[2].Artifact != "Layout" || off(got[2].X, got[0].X) {
		t.Errorf("drawn: %+v", got)
	}
}

func TestTextNeverWraps(t *testing.T) {
	long := strings.Repeat("Nordrhein-Westfalen und seine Partner ", 200)
	got := read(t, write(t, page(fragment(long), fragment("danach")))).Pages[0].Fragments
	if len(got) != 2 || got[0].Text != long || got[0].W < 10_000 {
		t.Errorf("%d texts, the first %g mm wide", len(got), got[0].W)
	}
}

func TestPagesStayApart(t *testing.T) {
	const pages = 1000
	l := &typeset.Layout{Elements: paragraph, Meta: typeset.Meta{Language: "de-DE"}}
	for i := range pages {
		var p typeset.Page
		if i%7 != 3 { // some are empty
			for k := range 3 {
				f := fragment(fmt.Sprintf("Seite %d ", i+1))
				f.Y = typeset.MM(int64(1000 + 14000*k))
				p.Fragments = append(p.Fragments, f)
			}
		}
		l.Pages = append(l.Pages, p)
	}
	doc := read(t, write(t, l))
	if len(doc.Pages) != pages {
		t.Fatalf("%d pages, want %d", len(doc.Pages), pages)
	}
	for i, p := range doc.Pages {
		want := ""
		if i%7 != 3 {
			want = fmt.Sprintf("Seite %[1]d \nSeite %[1]d \nSeite %[1]d ", i+1)
		}
		if got := p.Text(); got != want {
			t.Errorf("page %d holds %q, want %q", i+1, got, want)
		}
	}
}

func TestSameLayoutSameBytes(t *testing.T) {
	want := write(t, scattered(3))
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for range 5 {
				got, err := pdf.Write(scattered(3))
				if err != nil || !bytes.Equal(got, want) {
					t.Errorf("another Write gave other bytes (error %v)", err)
				}
			}
		})
	}
	wait.Wait()
}

func TestOnlyUsedFacesAreEmbedded(t *testing.T) {
	bold, italic := fragment("fett"), fragment("")
	bold.Face, italic.Face = font.Liberation.Bold, font.Liberation.Italic
	for _, c := range []struct {
		layout *typeset.Layout
		want   []string
	}{
		{page(fragment("Text")), []string{"LiberationSans"}},
		{page(fragment("Text"), bold, italic), []string{"LiberationSans", "LiberationSans-Bold"}},
		{page(bold), []string{"LiberationSans-Bold"}},
		{page(), nil}, // maroto wants one, but it is not used
	} {
		doc := read(t, write(t, c.layout))
		for i := range doc.Fonts {
			doc.Fonts[i] = untagged(doc.Fonts[i])
		}
		slices.Sort(doc.Fonts)
		if !slices.Equal(doc.Fonts, c.want) {
			t.Errorf("fonts %q, want %q", doc.Fonts, c.want)
		}
	}
}

func TestWhatCannotBeDrawn(t *testing.T) {
	size, face, lacks := fragment("a"), fragment("b"), fragment("漢字")
	size.Size, face.Face = 4, nil
	l := page(fragment("Glück 🍀 und 🐖"), fragment("gut"), fragment("kaputt \xff"))
	l.Pages = append(l.Pages, typeset.Page{Fragments: []typeset.Fragment{size, face, lacks}})
	_, err := pdf.Write(l)
	want := "pdf: Seite 1, Textstück 1: das Zeichen „🍀“ (U+1F340) in „Glück 🍀 und 🐖“ lässt sich nicht in eine PDF-Datei schreiben\n" +
		`pdf: Seite 1, Textstück 3: der Text "kaputt \xff" ist kein gültiges UTF-8` + "\n" +
		"pdf: Seite 2, Textstück 1: die Schriftgröße 0.004 pt ist nicht darstellbar\n" +
		"pdf: Seite 2, Textstück 2: ohne Schrift\n" +
		`pdf: Seite 2, Textstück 3: die Schrift LiberationSans hat kein Zeichen U+6F22 in "漢字"`
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}

	_, err = pdf.Write(&typeset.Layout{})
	if want := "pdf: Das Dokument hat keine Seite"; err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

func TestMetadata(t *testing.T) {
	l := page(fragment("Text"))
	l.Meta = typeset.Meta{
		Title: `Bericht (Łódź) 🍀 \ 1`, Author: "Ministerpräsident", Subject: "Žilina",
		Keywords: []string{"Partnerschaften", "Österreich"}, Date: "2023-10-31", Language: "de-DE",
	}
	got := read(t, write(t, l)).Info
	want := map[string]string{
		"Title": `Bericht (Łódź) 🍀 \ 1`, "Author": "Ministerpräsident", "Subject": "Žilina",
		"Keywords": "Partnerschaften, Österreich", "Creator": "umsetzungsstand", "Producer": "umsetzungsstand (maroto, gofpdf)",
		"CreationDate": "D:20231031", "ModDate": "D:20231031",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestDatesAreTheDocuments(t *testing.T) {
	for date, want := range map[string]string{
		"2023-10-31": "D:20231031", "2023-10": "D:202310", "2023": "D:2023",
		"": "", "2023-23": "", "2023-10-": "", "Ende 2023": "", "2023/2024": "", "2023-10-31T12:00:00Z": "", "20231031": "",
		"2023-02-31": "", "2023-02-29": "", "2024-02-29": "D:20240229", "2023-13": "", "2023-00-10": "",
	} {
		l := page(fragment("/CreationDate (D:1999) /ModDate (D:1999)"))
		l.Meta.Date, l.Meta.Title = date, "/ModDate (D:1999)"
		info := read(t, write(t, l)).Info
		if info["CreationDate"] != want || info["ModDate"] != want {
			t.Errorf("%q: CreationDate %q, ModDate %q, want %q", date, info["CreationDate"], info["ModDate"], want)
		}
	}
}

func TestPopplerReadsTheSameText(t *testing.T) {
	tool := pdftest.Tool(t, "pdftotext")
	l := typeset.Layout{Elements: paragraph, Meta: typeset.Meta{Language: "de-DE"}}
	var want []string
	for i := range 3 {
		var p typeset.Page
		for j, phrase := range phrases {
			f := fragment(phrase)
			f.Y, f.Face = typeset.MM(int64(3600+600*j)), font.Liberation.Faces()[(i+j)%4]
			p.Fragments = append(p.Fragments, f)
			want = append(want, strings.Fields(phrase)...)
		}
		l.Pages = append(l.Pages, p)
	}
	cmd := exec.Command(tool, "-raw", "-enc", "UTF-8", "-", "-")
	cmd.Stdin = bytes.NewReader(write(t, &l))
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Fields(string(out)); !slices.Equal(got, want) {
		t.Errorf("pdftotext says %q\nwant %q", got, want)
	}
}

func FuzzWrite(f *testing.F) {
	for _, phrase := range phrases {
		f.Add(phrase, "Titel "+phrase, int64(100_000), int64(12_000))
	}
	f.Add("Glück 🍀\x00\n\xff", "\xff🍀", int64(-5), int64(5))
	f.Fuzz(func(t *testing.T, text, title string, at, size int64) {
		if at < -10_000_000 || at > 10_000_000 || size > 1_000_000 {
			t.Skip("no page is so large")
		}
		l := page(typeset.Fragment{X: typeset.Length(at), Y: typeset.Length(at), Text: text, Size: typeset.Length(size)})
		l.Meta.Title = title
		b, err := pdf.Write(l)
		if err != nil {
			return
		}
		doc := read(t, b)
		if got := doc.Info["Title"]; utf8.ValidString(title) && got != title {
			t.Errorf("title %q, want %q", got, title)
		}
		got := ""
		for _, drawn := range doc.Pages[0].Fragments {
			got += drawn.Text
			if off(drawn.X, millimetres(typeset.Length(at))) || off(drawn.Y, millimetres(typeset.Length(at))) {
				t.Errorf("drawn at %g, %g mm, want %d/1000 pt", drawn.X, drawn.Y, at)
			}
		}
		if want, ok := strings.CutSuffix(text, "\u00ad"); got != want && !(ok && got == want+"-") {
			t.Errorf("drawn %q, want %q", got, want)
		}
	})
}

// sections returns a layout of n sections, each a page of 36 lines with a bold
// word, as the report has them.
func sections(n int) *typeset.Layout {
	l := &typeset.Layout{Elements: paragraph, Meta: typeset.Meta{Title: "Umsetzungsstand", Language: "de-DE", Date: "2023-10-31"}}
	for i := range n {
		p := typeset.Page{Rules: []typeset.Rule{{X: typeset.MM(3600), Y: typeset.MM(3600), W: typeset.MM(50), H: typeset.MM(3000)}}}
		for line := range 36 {
			f := fragment("Geplant. ")
			f.Y, f.Face = typeset.MM(int64(3600+600*line)), font.Liberation.Bold
			rest := fragment(fmt.Sprintf("Die Zusammenarbeit mit der Partnerregion %d wurde weiter vertieft ", i))
			rest.X, rest.Y = typeset.MM(6000), f.Y
			p.Fragments = append(p.Fragments, f, rest)
		}
		l.Pages = append(l.Pages, p)
	}
	return l
}

func BenchmarkWrite(b *testing.B) {
	for _, n := range []int{17, 1000} {
		b.Run(fmt.Sprintf("%dSections", n), func(b *testing.B) {
			l := sections(n)
			b.ReportAllocs()
			for b.Loop() {
				write(b, l)
			}
		})
	}
}
