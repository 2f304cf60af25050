package typeset

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/font"
	"umsetzungsstand/internal/font/fonttest"
	"umsetzungsstand/internal/hyphen"
	"umsetzungsstand/internal/markdown"
)

// styleOf returns the house style, set in the family of the files.
func styleOf(t testing.TB, files map[string][]byte) *Style {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: data}
	}
	family, findings := font.Load(fsys)
	if family == nil {
		t.Fatal(findings)
	}
	style := DefaultStyle()
	style.Family = family
	return style
}

// shown joins texts of fragments, those in Liberation Sans in braces.
func shown(frags []Fragment) string {
	var b strings.Builder
	for _, f := range frags {
		if b.Len() > 0 {
			b.WriteByte('|')
		}
		if f.Face.Family == font.Liberation.Regular.Family {
			b.WriteString("{" + f.Text + "}")
		} else {
			b.WriteString(f.Text)
		}
	}
	return b.String()
}

// Where the face changes: a bar is between fragments, braces are around what is
// set in Liberation Sans.
func TestFaces(t *testing.T) {
	style := styleOf(t, fonttest.Western())
	for _, tt := range []struct{ text, want string }{
		{"Wort und Satz", "Wort und Satz"},
		{"Łukasz Чернівці", "{Łukasz Чернівці}"},
		{"von Łukasz  Чернівці und", "von |{Łukasz Чернівці }|und"},
		{" „Łukasz Maria“, x", "„|{Łukasz }|Maria“, x"},
		{"Łódź-Vertrag", "{Łódź}|-Vertrag"},
		{"Че\u00adрні\u200bвці.", "{Чернівці}|."},
		{"5\u00a0→ 6", "5\u00a0|{→ }|6"},
		{"ab→cd", "ab|{→}|cd"},
		{"Дзень\u00a0добры漢!", "{Дзень\u00a0добры}|!"},
		{"Nord\u2011Łódź", "Nord\u2011|{Łódź}"},
		{"Ł", "{Ł}"},
		{"Ł ", "{Ł}"},
		{" → ", "{→}"},
	} {
		s := &setter{Style: style, doc: &markdown.Document{}}
		s.read([]markdown.Run{{Text: tt.text}}, s.Body, 0)
		line, _ := s.oneLine()
		if got := shown(line); got != tt.want {
			t.Errorf("%q: %s, want %s", tt.text, got, tt.want)
		}
		s.read([]markdown.Run{{Text: tt.text, Bold: true}}, s.Body, 0)
		line, _ = s.oneLine()
		for _, f := range line {
			if f.Face != style.Family.Bold && f.Face != font.Liberation.Bold {
				t.Errorf("%q: %q is bold, but set in %s", tt.text, f.Text, f.Face)
			}
		}
	}
}

// A word is set letter by letter only where neither face has all of it.
func TestWordThatNeitherFaceHas(t *testing.T) {
	style := styleOf(t, fonttest.Western())
	less := styleOf(t, fonttest.Only(fonttest.Go(), func(r rune) bool { return r != 'æ' })).Family.Regular
	less.Family = font.Liberation.Regular.Family
	style.Family.Regular.Fallback = less
	s := &setter{Style: style, doc: &markdown.Document{}}
	s.read([]markdown.Run{{Text: "Lærdal, æŁab"}}, s.Body, 0)
	if line, _ := s.oneLine(); shown(line) != "Lærdal, æ|{Ł}|ab" {
		t.Error(shown(line))
	}
}

// Words are broken and divided at the same places, whatever faces they are set
// in, and a division's hyphen is that of its face.
func TestFallbackIsBroken(t *testing.T) {
	s := &setter{Style: styleOf(t, fonttest.Western()), doc: &markdown.Document{}, words: hyphen.New(nil, whole)}
	var got []string
	set := func(run markdown.Run, measure string) {
		s.read([]markdown.Run{run}, s.Body, 0)
		f := s.Body
		width := s.measure(measure, f)
		s.read([]markdown.Run{run}, f, 0)
		s.divide(width, f)
		for _, l := range s.lines {
			frags := s.place(l, 0, 0)
			got = append(got, shown(s.frags[frags.lo:frags.hi]))
			for _, f := range s.frags[frags.lo:frags.hi] {
				if want := advance(&f, s.Style); f.Width != want {
					t.Errorf("%q is said to be %d wide, its advances are %d", f.Text, f.Width, want)
				}
			}
		}
		got = append(got, "")
	}
	set(markdown.Run{Text: "in Łódźregierungs\u00adkommission tagen"}, "in Lodzregierungsko")
	set(markdown.Run{Text: "die Łódź-Vereinbarung"}, "die Lodz-Verei")
	set(markdown.Run{Text: "ein Łódź – Vertrag"}, "ein Lodz")
	set(markdown.Run{Text: "die Łodz a b", Long: "Langform"}, "die Lodz a b")
	set(markdown.Run{Text: strings.Repeat("Ł", 12)}, "MMMMMM")
	want := "in |{Łódźregierungs\u00ad}\n{kommission }|tagen\n\n" +
		"die |{Łódź}|-\nVereinbarung\n\n" +
		"ein \n{Łódź }|– \nVertrag\n\n" +
		"die |{Łodz }|a b\n\n" +
		"{ŁŁŁŁŁŁŁŁ\u00ad}\n{ŁŁŁŁ}\n"
	if all := strings.Join(got, "\n"); all != want {
		t.Errorf("got\n%s\nwant\n%s", all, want)
	}
}

// A span for something longer is not broken where its face changes.
func TestFallbackInAbbreviation(t *testing.T) {
	s := &setter{Style: styleOf(t, fonttest.Western()), doc: &markdown.Document{}}
	s.read([]markdown.Run{{Text: "ein "}, {Text: "a Łódź b", Long: "Langform"}, {Text: " Wort"}}, s.Body, 0)
	for i, b := range s.text.boxes {
		if p := s.text.pieces[b.piece]; b.after == blank && p.long != "" {
			t.Errorf("a line may end after %q, box %d", s.text.clean[b.start:b.end], i)
		}
	}
}

// Headings, the table of contents, cells, lists and the running header are set
// in the same way; the warning is given once.
func TestFallbackEverywhere(t *testing.T) {
	style := styleOf(t, fonttest.Western())
	at := func(line int, content string) []markdown.Run {
		return []markdown.Run{{Text: content, Pos: diag.Pos{File: "entwurf.md", Line: line, Column: 3}}}
	}
	doc := reportOf(
		&markdown.Contents{},
		&markdown.Heading{Level: 2, Runs: at(7, "Oblast Чернівці"), ID: "a"},
		&markdown.Table{Head: [][]markdown.Run{at(9, "Ort"), at(9, "Łódź")}, Rows: [][][]markdown.Run{{at(10, "mit Łukasz"), at(10, "Ω")}}},
		&markdown.List{Items: [][]markdown.Block{{&markdown.Paragraph{Runs: at(12, "Ελλάδα")}}}},
		&markdown.Paragraph{Runs: []markdown.Run{{Text: "Łukasz", Lang: "pl", Italic: true}, {Text: " folgt", Lang: "pl"}}},
	)
	doc.Meta.Header, doc.Meta.HeaderAt = "Reise nach Łódź und", diag.Pos{File: "entwurf.md", Line: 2, Column: 1}
	doc.Meta.Sample = true
	l, finds := checkLawsOf(t, doc, style, "")
	const want = "entwurf.md:2:1: Warnung: Der Schrift „Go“ fehlen die Zeichen „Ł“ (U+0141), „ź“ (U+017A), „Ч“ (U+0427), „е“ (U+0435), „р“ (U+0440) und 10 weitere; solche Stellen sind in „Liberation Sans“ gesetzt. [schrift-ersatz]\n" +
		"  Hinweis: Bitte sehen Sie die Seiten daraufhin an, oder verwenden Sie eine Fassung der Schrift, die diese Zeichen enthält."
	if finds.String() != want {
		t.Errorf("got\n%s\nwant\n%s", finds, want)
	}
	const frags = "Reise nach |{Łódź }|und|Muster|Oblast |{Чернівці }|LEADER|1|Oblast |{Чернівці}|Ort|{Łódź}|mit |{Łukasz}|{Ω}|• |{Ελλάδα}|{Łukasz}| folgt|1"
	for _, f := range l.Pages[0].Fragments {
		if f.Artifact == Header && f.X < style.Hang {
			t.Errorf("%q stands at %.2f mm", f.Text, f.X.mm())
		}
	}
	got := strings.ReplaceAll(shown(l.Pages[0].Fragments), strings.TrimSpace(leader(l)), "LEADER")
	if got != frags {
		t.Errorf("got\n%s\nwant\n%s", got, frags)
	}
	spans := 0
	for _, e := range l.Elements {
		if e.Role == RoleSpan {
			spans++
		}
	}
	if spans != 1 {
		t.Errorf("%d spans for one stretch of Polish", spans)
	}
}

// leader is the dots of the first entry of the table of contents.
func leader(l *Layout) string {
	for _, f := range l.Pages[0].Fragments {
		if f.Artifact == Layouted {
			return f.Text
		}
	}
	return ""
}

// Characters of ASCII, and those that the program itself writes, may be lacking
// as well.
func TestRareCharacters(t *testing.T) {
	style := styleOf(t, fonttest.Only(fonttest.Go(), func(r rune) bool { return r != '@' && r != '·' }))
	doc := reportOf(para("info@land.nrw"))
	doc.Meta.Draft, doc.Meta.Sample = true, true
	l, _ := checkLawsOf(t, doc, style, "")
	if got := shown(l.Pages[0].Fragments); got != "ENTWURF |{· }|Muster|info|{@}|land.nrw|1" {
		t.Error(got)
	}
}

// A running header in two faces is shortened where its room ends, in whatever
// face it is then.
func TestLongHeaderInTwoFaces(t *testing.T) {
	style := styleOf(t, fonttest.Western())
	for _, tt := range []struct{ header, end string }{
		{strings.Repeat("Reise nach Łódź ", 20), "Reise n…"},
		{strings.Repeat("Чернівці ", 20) + "und", " Ч…}"},
		{"Ł " + strings.Repeat("Vereinbarung ", 20), "Vereinb…"},
	} {
		doc := reportOf(para("Text"))
		doc.Meta.Header, doc.Meta.Draft = tt.header, true
		l, finds := checkLawsOf(t, doc, style, "")
		if got := fmt.Sprint(finds.Count(diag.Warning), len(finds)); got != "2 2" {
			t.Errorf("findings:\n%s", finds)
		}
		var header []Fragment
		for _, f := range l.Pages[0].Fragments {
			if f.Artifact == Header {
				header = append(header, f)
			}
		}
		n := len(header) - 2
		if room := header[n+1].X - style.Grid - header[n].X - header[n].Width; room < 0 || room > MM(500) {
			t.Errorf("%.2f mm are left of the header's room", room.mm())
		}
		if got := shown(header[n : n+1]); !strings.HasSuffix(got, tt.end) {
			t.Errorf("the header ends with %s, want %s", got, tt.end)
		}
	}
}

// TestMissingInBothFaces: the finding says where the character was looked for.
func TestMissingInBothFaces(t *testing.T) {
	doc := reportOf(&markdown.Paragraph{Runs: []markdown.Run{{Text: "Ł漢", Pos: diag.Pos{File: "e.md", Line: 4, Column: 1}}}})
	_, finds := Set(doc, styleOf(t, fonttest.Western()), "")
	const want = "e.md:4:1: Fehler: Das Zeichen „漢“ (U+6F22) ist weder in der Schrift noch in ihrem Ersatz „Liberation Sans“ enthalten. [zeichen-fehlt]\n" +
		"  Hinweis: Bitte ersetzen Sie das Zeichen oder umschreiben Sie es.\n" +
		"e.md:4:1: Warnung: Der Schrift „Go“ fehlt das Zeichen „Ł“ (U+0141); solche Stellen sind in „Liberation Sans“ gesetzt. [schrift-ersatz]\n" +
		"  Hinweis: Bitte sehen Sie die Seiten daraufhin an, oder verwenden Sie eine Fassung der Schrift, die diese Zeichen enthält."
	if finds.String() != want {
		t.Errorf("got\n%s\nwant\n%s", finds, want)
	}
}

// TestRandomDocumentsInTwoFamilies: the laws hold where the face changes within
// texts and words.
func TestRandomDocumentsInTwoFamilies(t *testing.T) {
	style := styleOf(t, fonttest.Western())
	for seed := range uint64(60) {
		m := &maker{Rand: rand.New(rand.NewPCG(seed, 4)), extra: "Чернівці, „Łódź-Vertrag“ Ελλάδα\u00a0→ x\u00ad", foreign: true}
		style.Kerning = seed%2 == 0
		checkLawsOf(t, m.document(), style, "a3f2c1")
		if t.Failed() {
			t.Fatalf("seed %d fails; the rest was not tried", seed)
		}
	}
}
