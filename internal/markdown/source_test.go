package markdown

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// A draft from macOS reads as any other, and its places are its own: they count
// the characters that lie in the file.
func TestDecomposed(t *testing.T) {
	body := "Köln *Düsseldorf* [x]\n[x](y) für\u200b Łódź [y](z)\n\n## Größe <b>\n"
	composed, _ := Parse([]byte(head+body), "e.md")
	doc, findings := Parse([]byte(head+norm.NFD.String(body)), "e.md")
	if got, want := strings.Join(Plain(doc), "|"), strings.Join(Plain(composed), "|"); got != want || want != "Köln Düsseldorf [x] x für Łódź y|Größe <b>" {
		t.Errorf("text %q, want %q", got, want)
	}
	var got strings.Builder
	for _, f := range findings {
		got.WriteString(f.Pos.String() + " " + f.Code + "\n")
	}
	want := "e.md:10:1 verweis-ziel\ne.md:10:12 zeichen-entfernt\ne.md:10:21 verweis-ziel\ne.md:12:11 html-unbekannt\n"
	if got.String() != want {
		t.Errorf("findings\n%swant\n%s%s", got.String(), want, findings)
	}
	p := doc.Parts[0].Zones[0].Blocks[0].(*Paragraph)
	if run := p.Runs[1]; run.Text != "Düsseldorf" || run.Pos.Column != 8 {
		t.Errorf("run %q at %s", run.Text, run.Pos)
	}
}

// What NFC makes longer stays, and keeps places within the draft.
func TestDecomposedForGood(t *testing.T) {
	doc, findings := Parse([]byte(head+"x\u0302 \u0958 <b>"+strings.Repeat("a\u0308", 3)+"\n"), "e.md")
	if got := Plain(doc)[0]; got != "x\u0302 \u0958 <b>äää" || len(findings) != 1 || findings[0].Column != 6 {
		t.Errorf("%q\n%s", got, findings)
	}
}

func TestPlace(t *testing.T) {
	doc, _ := Parse([]byte(head+"Text 1\\. *mit* [漢](https://漢.de) 字,\nu\u0308 文 &#x65e5; und\u200b本\n\n| a | 漢\\*字 |\n|---|---|\n\n漢\n"), "e.md")
	var got []string
	for _, b := range doc.Parts[0].Zones[0].Blocks {
		var runs []Run
		switch b := b.(type) {
		case *Paragraph:
			runs = b.Runs
		case *Table:
			runs = append(b.Head[0], b.Head[1]...)
		}
		for i := range runs {
			for _, r := range runs[i].Text {
				if r > 0x5000 {
					got = append(got, doc.Place(&runs[i], r).String())
				}
			}
		}
	}
	// An entity has the place of its run.
	want := "e.md:9:17 e.md:9:34 e.md:10:4 e.md:9:33 e.md:10:19 e.md:12:7 e.md:12:10 e.md:15:1"
	if g := strings.Join(got, " "); g != want {
		t.Errorf("got  %s\nwant %s", g, want)
	}
	handmade := Run{Text: "漢", Pos: doc.Parts[0].Pos}
	if got := (&Document{}).Place(&handmade, '漢'); got != handmade.Pos {
		t.Errorf("without a draft: %s", got)
	}
}
