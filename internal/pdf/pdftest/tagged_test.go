package pdftest_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"umsetzungsstand/internal/pdf/pdftest"
)

func mustRead(t testing.TB, b []byte) *pdftest.Document {
	t.Helper()
	doc, err := pdftest.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func place(p pdftest.Place) string { return fmt.Sprintf("%d %.1f %.1f", p.Page, p.X, p.Y) }

func bookmarks(list []pdftest.Bookmark) string {
	var all string
	for _, b := range list {
		s := fmt.Sprintf("%s %s %v", b.Title, place(b.Place), b.Open)
		if kids := bookmarks(b.Kids); kids != "" {
			s += " " + kids
		}
		all += "(" + s + ")"
	}
	return all
}

const reading = `Document (Titel „Bericht“)
  H1 „Titel“
  P
    „Siefi “
    Link → #ungarn, „Zum Abschnitt Ungarn“ „Ungarn“
    „ oder “
    „Le Senat“ (Sprache fr)
    „. “
    „Nr.“ (ausgeschrieben „Nummer“)
    „½“
  Link (Sprache en, ausgeschrieben „lang“, Ersatztext „alt“, gelesen als „anders“) → https://land.nrw/, „Land NRW“ „nrw“
  Table (Zusammenfassung „Alles“)
    TR
      TH (Zeilenkopf, Zählung Decimal) „Land“
      TD
`

func TestAllWaysOfWritingAFileReadTheSame(t *testing.T) {
	t.Run("plain", func(t *testing.T) { checkTagged(t, tagged().plain()) })
	t.Run("packed", func(t *testing.T) { checkTagged(t, tagged().packed()) })
	t.Run("qpdf", func(t *testing.T) { checkTagged(t, rewrite(t, tagged().plain())) })
}

// rewrite returns what qpdf makes of a file: object streams, and a
// cross-reference stream with a predictor.
func rewrite(t *testing.T, b []byte) []byte {
	t.Helper()
	qpdf := pdftest.Tool(t, "qpdf")
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.pdf"), filepath.Join(dir, "out.pdf")
	if err := os.WriteFile(in, b, 0o600); err != nil {
		t.Fatal(err)
	}
	if message, err := exec.Command(qpdf, "--object-streams=generate", "--newline-before-endstream", in, out).CombinedOutput(); err != nil {
		t.Fatalf("qpdf: %v\n%s", err, message)
	}
	rewritten, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, marker := range []string{"/ObjStm", "/XRef", "/Predictor"} {
		if !strings.Contains(string(rewritten), marker) {
			t.Errorf("qpdf wrote no %s: the test has lost its point", marker)
		}
	}
	return rewritten
}

// checkTagged reads the sample, however it was written.
func checkTagged(t *testing.T, b []byte) {
	t.Helper()
	doc := mustRead(t, b)
	if doc.Version != "1.7" || string(doc.XMP) != "<x/>" || doc.Lang != "de-DE" {
		t.Errorf("version %s, XMP %q, language %s", doc.Version, doc.XMP, doc.Lang)
	}
	if got := doc.Reading(); got != reading {
		t.Errorf("got\n%s\nwant\n%s", got, reading)
	}
	if want := "Kopf\nTitel\nSiefi Un\u00ad\ngarn oder Le Senat. Nr.1/2\nnrw\nLand"; doc.Text() != want {
		t.Errorf("text %q, want %q", doc.Text(), want)
	}
	dests := map[string]string{}
	for key, at := range doc.Dests {
		dests[key] = place(at)
	}
	if want := map[string]string{"polen": "0 0.0 0.0", "titel": "0 0.0 0.0", "ungarn": "1 25.4 25.4"}; !reflect.DeepEqual(dests, want) {
		t.Errorf("destinations %v, want %v", dests, want)
	}
	if want := []string{"i", "A-7"}; !reflect.DeepEqual(doc.Labels, want) {
		t.Errorf("labels %q", doc.Labels)
	}
	if got, want := bookmarks(doc.Outline), "(Titel 0 0.0 0.0 true (Kind 1 25.4 25.4 false))(Ungarn 1 25.4 25.4 false (Verborgen 0 0.0 0.0 false))"; got != want {
		t.Errorf("outline\n%s\nwant\n%s", got, want)
	}
	if want := []string{"ABCDEF+Sans Bold"}; !reflect.DeepEqual(doc.Fonts, want) || doc.FontDicts[0]["Subtype"] != pdftest.Name("Type0") {
		t.Errorf("fonts %q, %v", doc.Fonts, doc.FontDicts)
	}
}

func TestFragmentsAndRulesOfTaggedFile(t *testing.T) {
	doc := mustRead(t, tagged().plain())
	want := [][]string{{
		`Kopf 25.40 7.06 7.06 tag Artifact -1 artifact "Pagination/Header"`,
		`Titel 25.40 25.40 17.64 tag H1 0 artifact ""`,
		// 100/1000 to the left, then 2 × 500 − 200 + 500 + 250 + 500.
		`Siefi  25.05 31.75 7.23 tag P 1 artifact ""`,
		"Un\u00ad 32.28 31.75 4.41 tag Link 2 artifact \"\"",
		`rule artifact "Artifact" tagged true`,
		`rule artifact "Layout" tagged true`,
	}, {
		`garn 25.40 25.40 7.06 tag Link 0 artifact ""`,
		` oder  32.46 25.40 10.58 tag P 1 artifact ""`,
		`Le Senat 43.04 25.40 14.11 tag Span 1 artifact "" lang fr`,
		`.  57.15 25.40 3.53 tag P 1 artifact ""`,
		`Nr. 60.68 25.40 5.29 tag Span 1 artifact "" for Nummer`,
		`1/ 65.97 25.40 3.53 tag Span 1 artifact "" instead ½`,
		`2 69.50 25.40 1.76 tag Span 1 artifact "" instead ½`,
		`nrw 25.40 38.81 5.29 tag Link 2 artifact ""`,
		`Land 25.40 56.44 7.06 tag TH 3 artifact ""`,
	}}
	for i, page := range doc.Pages {
		var got []string
		for _, f := range page.Fragments {
			s := fmt.Sprintf("%s %.2f %.2f %.2f tag %s %d artifact %q", f.Text, f.X, f.Y, f.W, f.Tag, f.MCID, f.Artifact)
			for label, value := range map[string]string{"lang": f.Lang, "for": f.Expansion, "instead": f.ActualText, "missing": f.Missing} {
				if value != "" {
					s += " " + label + " " + value
				}
			}
			got = append(got, s)
		}
		for _, r := range page.Rules {
			got = append(got, fmt.Sprintf("rule artifact %q tagged %v", r.Artifact, r.Tagged))
		}
		if !reflect.DeepEqual(got, want[i]) {
			t.Errorf("page %d: got\n%s\nwant\n%s", i+1, strings.Join(got, "\n"), strings.Join(want[i], "\n"))
		}
	}
	if got, want := doc.Pages[0].Fragments[2].Codes, []uint16{0x153, 0x169, 0x165, 2, 0x120}; !reflect.DeepEqual(got, want) {
		t.Errorf("codes %x, want %x", got, want)
	}
}

func TestLinksAndElements(t *testing.T) {
	doc := mustRead(t, tagged().plain())
	inner, outer := doc.Pages[0].Links[0], doc.Pages[1].Links[0]
	if inner.Dest != "ungarn" || inner.URI != "" || inner.Contents != "Zum Abschnitt Ungarn" || inner.F != 4 || inner.Border != 0 || inner.Page != 0 {
		t.Errorf("first link: %+v", inner)
	}
	if outer.Dest != "" || outer.URI != "https://land.nrw/" || outer.Border != 1 || outer.Quads != nil || outer.Page != 1 {
		t.Errorf("second link: %+v", outer)
	}
	if got, want := fmt.Sprintf("%.1f %.1f", inner.Rect, inner.Quads), "[25.4 28.2 38.8 32.5] [[25.4 28.2 38.8 28.2 25.4 32.5 38.8 32.5]]"; got != want {
		t.Errorf("first link is at %s, want %s", got, want)
	}

	top := doc.Root
	if top.Role != "Document" || top.Parent != nil || top.Title != "Bericht" || len(top.Kids) != 4 {
		t.Fatalf("top: %+v", top)
	}
	if got, want := top.Text(), "TitelSiefi Un\u00adgarn oder Le Senat. Nr.1/2nrwLand"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	heading, paragraph := top.Kids[0].Element, top.Kids[1].Element
	if heading.ID != "h" || heading.Kids[0] != (pdftest.Kid{Page: 0, MCID: 0}) {
		t.Errorf("heading: %+v", heading)
	}
	if paragraph.Type != "Absatz" || paragraph.Role != "P" || paragraph.Parent != top || paragraph.Kids[2] != (pdftest.Kid{Page: 1, MCID: 1}) {
		t.Errorf("paragraph: %+v", paragraph)
	}
	link := paragraph.Kids[1].Element
	if inner.Element != link || link.Kids[2].Link != &doc.Pages[0].Links[0] || link.Kids[2].MCID != -1 {
		t.Errorf("link: %+v", link)
	}
	cell := top.Kids[3].Element.Kids[0].Element.Kids[0].Element
	want := map[string]map[string]any{"Table": {"Scope": "Row", "ColSpan": 1.0}, "List": {"ListNumbering": "Decimal"}}
	if !reflect.DeepEqual(cell.Attributes, want) {
		t.Errorf("attributes %v", cell.Attributes)
	}
}

func TestObjects(t *testing.T) {
	doc := mustRead(t, tagged().packed())
	if doc.Dict(doc.Catalog["MarkInfo"])["Marked"] != pdftest.Keyword("true") {
		t.Errorf("MarkInfo: %v", doc.Catalog["MarkInfo"])
	}
	if got := doc.Stream(doc.Catalog["Metadata"]); string(got.Data()) != "<x/>" || doc.Name(got.Dict["Type"]) != "Metadata" {
		t.Errorf("Metadata: %v", got)
	}
	if got := doc.Array(doc.Pages[0].Dict["MediaBox"]); !reflect.DeepEqual(got, pdftest.Array{0.0, 0.0, 720.0, 360.0}) {
		t.Errorf("MediaBox: %v", got)
	}
	if doc.Dict(3.0) != nil || doc.Array(nil) != nil || doc.Name(pdftest.Ref(99)) != "" || doc.Stream(doc.Catalog).Dict != nil {
		t.Error("an object of another type was taken for the one that was asked for")
	}
	if !reflect.DeepEqual(doc.ID, [2][]byte{{1}, {2}}) {
		t.Errorf("ID %v", doc.ID)
	}
	numbers, streams := 0, 0
	for n, object := range doc.Objects() {
		numbers++
		if s, ok := object.(pdftest.Stream); ok && n < 20 {
			streams++
			if string(s.Raw) != string(s.Data()) {
				t.Errorf("object %d is not compressed, but %q is not %q", n, s.Raw, s.Data())
			}
		}
	}
	if numbers != len(tagged())+2 || streams != 5 {
		t.Errorf("%d objects, %d streams", numbers, streams)
	}
}

func TestLabels(t *testing.T) {
	const labels = "0 << /S /r >> 1 << /S /D /P (A-) /St 7 >>"
	for list, want := range map[string][]string{
		"0 << /S /R /St 1994 >>":                    {"MCMXCIV", "MCMXCV"},
		"0 << /S /A /St 26 >>":                      {"Z", "AA"},
		"0 << /S /a /St 53 >>":                      {"aaa", "bbb"},
		"0 << /P (Titel) >> 1 << /S /D >>":          {"Titel", "1"},
		"0 << /S /D >> 1 << /P <FEFF00DC> /S /D >>": {"1", "Ü1"},
	} {
		o := tagged()
		o.replace(t, 1, labels, list)
		if got := mustRead(t, o.plain()).Labels; !reflect.DeepEqual(got, want) {
			t.Errorf("%s: labels %q, want %q", list, got, want)
		}
	}
}

func TestMissingGlyphsAreNamedByTheirText(t *testing.T) {
	o := tagged()
	o[12] = o[12][:len(o[12])-2*len("rstuvwxy")] // the map ends at q
	doc := mustRead(t, o.plain())
	for i, want := range []string{"", "t", "", ""} {
		if got := doc.Pages[0].Fragments[i].Missing; got != want {
			t.Errorf("%q: missing %q, want %q", doc.Pages[0].Fragments[i].Text, got, want)
		}
	}
	o.replace(t, 12, "stream\n\x00\x00\x00\x07\x00\x07", "stream\n\x00\x00\x00\x07\x00\x00")
	if got := mustRead(t, o.plain()).Pages[0].Fragments[2].Missing; got != "fi" {
		t.Errorf("missing %q, want fi", got)
	}
}

func TestLinkOverTwoLinesIsReadOnce(t *testing.T) {
	o := tagged()
	o[16] = strings.Replace(o[14], "/StructParent 2", "/StructParent 4", 1)
	o.replace(t, 6, "[15 0 R]", "[15 0 R 16 0 R]")
	o.replace(t, 24, "/Obj 14 0 R >>", "/Obj 14 0 R >> << /Type /OBJR /Obj 16 0 R /Pg 6 0 R >>")
	o.replace(t, 32, "[2 3] /Nums [2 24 0 R 3 25 0 R]", "[2 4] /Nums [2 24 0 R 3 25 0 R 4 24 0 R]")
	if got := mustRead(t, o.plain()).Reading(); got != reading {
		t.Errorf("got\n%s\nwant\n%s", got, reading)
	}
}

// Only at the end of a line is a soft hyphen not read; elsewhere it is shown.
func TestSoftHyphenWithinALineIsShown(t *testing.T) {
	o := tagged()
	o.replace(t, 7, hex("Un-")+" Tj", hex("U-")+" Tj "+hex("n-")+" Tj")
	got := mustRead(t, o.plain()).Reading()
	if want := strings.Replace(reading, "„Ungarn“", "„U\u00adngarn“", 1); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestPredictor(t *testing.T) {
	for _, c := range []struct{ parameters, data, want string }{
		{"/Predictor 12 /Columns 2", deflate("\x00ab\x02\x01\x01\x02\x01\x01\x00xy"), "abbccdxy"},
		{"/Predictor 15 /Colors 1 /BitsPerComponent 8", deflate("\x00a\x02\x01"), "ab"},
		{"", deflate("ab"), "ab"},
		{"/Predictor 12 /Columns 2", deflate("\x01ab"), "pdftest: object 3: row of 2 bytes with the PNG filter 1"},
		{"/Predictor 12 /Columns 2", deflate("\x00a"), "pdftest: object 3: row of 1 bytes with the PNG filter 0"},
		{"/Predictor 2", deflate("ab"), "pdftest: object 3: DecodeParms with Predictor 2"},
		{"/Predictor 12 /Columns 0", deflate("ab"), "pdftest: object 3: DecodeParms with Columns 0"},
		{"", deflate("ab") + "c", "pdftest: object 3: 1 bytes after the compressed data"},
		{"", deflate("ab")[:9], "pdftest: object 3: unexpected EOF"},
	} {
		o := tagged()
		o[3] = "<< /Filter /FlateDecode /DecodeParms << " + c.parameters + " >> >>\nstream\n" + c.data
		doc, err := pdftest.Read(o.plain())
		got := fmt.Sprint(err)
		if err == nil {
			got = string(doc.XMP)
		}
		if got != c.want {
			t.Errorf("%s of %q: %q, want %q", c.parameters, c.data, got, c.want)
		}
	}
}
