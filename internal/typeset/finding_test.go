package typeset

import (
	"fmt"
	"strings"
	"testing"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/markdown"
)

func TestMissingCharacters(t *testing.T) {
	at := func(line int, content string) markdown.Run {
		return markdown.Run{Text: content, Pos: diag.Pos{File: "entwurf.md", Line: line, Column: 3}}
	}
	doc := reportOf(
		&markdown.Heading{Level: 2, Runs: []markdown.Run{at(3, "Schrift 漢")}},
		&markdown.Paragraph{Runs: []markdown.Run{at(5, "a\U0001F600b\ufffdc\ue000d\x07e")}},
	)
	l, finds := checkLaws(t, doc, "")
	const hint = "\n  Hinweis: Bitte ersetzen Sie das Zeichen oder umschreiben Sie es."
	want := strings.Join([]string{
		"entwurf.md:3:3: Fehler: Das Zeichen „漢“ (U+6F22) ist in der Schrift nicht enthalten. [zeichen-fehlt]" + hint,
		"entwurf.md:5:3: Fehler: Das Zeichen „😀“ (U+1F600) ist in der Schrift nicht enthalten. [zeichen-fehlt]" + hint,
		"entwurf.md:5:3: Fehler: Der Text enthält ein Ersatzzeichen (U+FFFD): Hier ist ein Zeichen verloren gegangen. [zeichen-fehlt]" + hint,
		"entwurf.md:5:3: Fehler: Das Zeichen U+E000 lässt sich nicht drucken. [zeichen-fehlt]" + hint,
		"entwurf.md:5:3: Fehler: Das Zeichen U+0007 lässt sich nicht drucken. [zeichen-fehlt]" + hint,
	}, "\n")
	if finds.String() != want {
		t.Errorf("findings:\n%s\nwant:\n%s", finds, want)
	}
	if got := layoutWords(l); got != "Schrift\nabcde" {
		t.Errorf("the pages say %q", got)
	}
}

func TestUnknownZonesAndParts(t *testing.T) {
	zone := func(name string) []markdown.Zone {
		return []markdown.Zone{{Name: name, Blocks: []markdown.Block{para("Text " + name)}, Pos: diag.Pos{File: "e.md", Line: 9}}}
	}
	doc := &markdown.Document{Parts: []markdown.Part{
		{Kind: markdown.Letter, Zones: zone("gruss")},
		{Kind: markdown.TitlePage, Zones: zone("fuss")},
		{Kind: markdown.Report, Zones: zone("ende")},
		{Kind: "anhang", Zones: zone(""), Pos: diag.Pos{File: "e.md", Line: 30}},
	}}
	l, finds := Set(doc, DefaultStyle(), "")
	want := `e.md:9: Fehler: Den Bereich „gruss“ gibt es im Teil „brief“ nicht. [zone-unbekannt]
  Hinweis: Bitte prüfen Sie die Schreibweise der Marke.
e.md:9: Fehler: Den Bereich „fuss“ gibt es im Teil „titelblatt“ nicht. [zone-unbekannt]
  Hinweis: Bitte prüfen Sie die Schreibweise der Marke.
e.md:9: Fehler: Den Bereich „ende“ gibt es im Teil „bericht“ nicht. [zone-unbekannt]
  Hinweis: Bitte prüfen Sie die Schreibweise der Marke.
e.md:30: Fehler: Den Teil „anhang“ gibt es nicht; er wird wie der Bericht gesetzt. [teil-unbekannt]
  Hinweis: Es gibt die Teile „brief“, „titelblatt“ und „bericht“.`
	if finds.String() != want {
		t.Errorf("findings:\n%s", finds)
	}
	if got := layoutWords(l); got != "Text gruss\nText fuss\nText ende\nText" {
		t.Errorf("the pages say %q", got)
	}
}

func TestUnknownBlockPanics(t *testing.T) {
	defer func() {
		if got := recover(); got != "typeset: unknown block <nil>" {
			t.Errorf("panic: %v", got)
		}
	}()
	Set(reportOf(nil), DefaultStyle(), "")
}

func TestLongHeaderIsCut(t *testing.T) {
	doc := reportOf(para("Text"))
	doc.Meta.Header = strings.Repeat("Umsetzungsstand der Vereinbarungen ", 5)
	doc.Meta.Draft, doc.Meta.Sample = true, true
	l, finds := checkLaws(t, doc, "")
	if want := "Warnung: Die Kopfzeile ist länger als die Zeile und wird gekürzt. [kopfzeile-zu-lang]\n  Hinweis: Bitte geben Sie unter „kopfzeile:“ einen kürzeren Text an."; finds.String() != want {
		t.Errorf("findings: %s", finds)
	}
	p := l.Pages[0]
	if got, want := p.Fragments[0].Text, "Umsetzungsstand der Vereinbarungen Umsetzungsstand der Vereinbarungen Umsetz…"; got != want {
		t.Errorf("header %q", got)
	}
	if got, want := p.Fragments[1].Text, "ENTWURF · Muster"; got != want {
		t.Errorf("marks %q", got)
	}
}

// A draft says so in the header of each page and once in the text, with its
// version; a specimen likewise.
func TestMarks(t *testing.T) {
	for _, tt := range []struct {
		draft, sample bool
		version       string
		header, text  string
	}{
		{false, false, "a3f2c1", "", "Bericht"},
		{true, false, "a3f2c1", "ENTWURF", "Bericht\nENTWURF, Fassung a3f2c1"},
		{true, false, "", "ENTWURF", "Bericht\nENTWURF"},
		{false, true, "a3f2c1", "Muster", "Bericht\nMuster"},
		{true, true, "a3f2c1", "ENTWURF · Muster", "Bericht\nENTWURF, Fassung a3f2c1\nMuster"},
	} {
		doc := &markdown.Document{Parts: []markdown.Part{
			{Kind: markdown.Letter},
			{Kind: markdown.TitlePage, Zones: []markdown.Zone{{Name: "titel", Blocks: []markdown.Block{para("Bericht")}}}},
			{Kind: markdown.Report},
		}}
		doc.Meta.Draft, doc.Meta.Sample = tt.draft, tt.sample
		l, _ := Set(doc, DefaultStyle(), tt.version)
		if got := layoutWords(l); got != tt.text {
			t.Errorf("draft %v, sample %v: the text is %q", tt.draft, tt.sample, got)
		}
		for n := range l.Pages {
			got := ""
			for _, f := range l.Pages[n].Fragments {
				if f.Artifact == Header {
					got += f.Text
				}
			}
			if got != tt.header {
				t.Errorf("draft %v, sample %v: page %d has the header %q", tt.draft, tt.sample, n+1, got)
			}
		}
		if l.Meta.Draft != tt.draft || l.Meta.Sample != tt.sample {
			t.Errorf("the layout says draft %v, sample %v", l.Meta.Draft, l.Meta.Sample)
		}
	}
}

// What cannot be set rightly is an error at the character itself, and is left
// out; what NFC composes is no matter.
func TestCharactersThatCannotBeSet(t *testing.T) {
	const head = "<!-- us:dokument 1\nedition: x\ntitel: x\nverfasser: x\ndatum: 2023\nkopfzeile: Kopf x\u0302\n-->\n<!-- us:teil bericht -->\n\n"
	doc, finds := markdown.Parse([]byte(head+"Ko\u0308ln\\, *x\u0302* und\nשלום, **سلام** ©\ufe0f &#x302; 漢\n\n| a | א |\n|---|---|\n"), "e.md")
	if len(finds) > 0 {
		t.Fatal(finds)
	}
	l, finds := Set(doc, DefaultStyle(), "")
	finds.Sort()
	var got strings.Builder
	for _, f := range finds {
		f.Hint = ""
		got.WriteString(f.String() + "\n")
	}
	const (
		accent   = "Fehler: Der Akzent „\u25cc\u0302“ (U+0302) ergibt mit dem Zeichen davor keines, das die Schrift kennt; er stünde neben ihm. [zeichen-akzent]\n"
		leftward = "Fehler: Hier beginnt Text in einer Schrift, die von rechts nach links läuft (U+%04X); er würde verkehrt herum gedruckt. [zeichen-linkslaeufig]\n"
	)
	want := "e.md:6:18: " + accent + "e.md:10:11: " + accent +
		"e.md:11:1: " + fmt.Sprintf(leftward, 'ש') + "e.md:11:9: " + fmt.Sprintf(leftward, 'س') +
		"e.md:11:15: " + accent + // an entity has the place of its run
		"e.md:11:17: Fehler: Das Zeichen U+FE0F, das die Form des vorigen bestimmt, lässt sich nicht drucken. [zeichen-fehlt]\n" +
		"e.md:11:27: Fehler: Das Zeichen „漢“ (U+6F22) ist in der Schrift nicht enthalten. [zeichen-fehlt]\n" +
		"e.md:13:7: " + fmt.Sprintf(leftward, 'א')
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
	if got := layoutWords(l); got != "Köln, x und , ©\na" {
		t.Errorf("the pages say %q", got)
	}
}

// The header is cut in time that grows with its length.
func TestEndlessHeader(t *testing.T) {
	doc := reportOf(para("Text"))
	doc.Meta.Header = strings.Repeat("Umsetzungsstand ", 100000)
	l, _ := checkLaws(t, doc, "")
	want := "Umsetzungsstand Umsetzungsstand Umsetzungsstand Umsetzungsstand Umsetzungsstand Umsetzungsstan…"
	if got := l.Pages[0].Fragments[0].Text; got != want {
		t.Errorf("header %q", got)
	}
	doc.Meta.Header = strings.Repeat("漢 W", 10) + strings.Repeat("W", 1000000)
	if l, _ := checkLaws(t, doc, ""); !strings.HasSuffix(l.Pages[0].Fragments[0].Text, "WW…") {
		t.Errorf("header %q", l.Pages[0].Fragments[0].Text)
	}
}
