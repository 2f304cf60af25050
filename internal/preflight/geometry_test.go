package preflight_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"umsetzungsstand/internal/preflight"
)

// mutation is a change of the good file and what it must bring to light.
type mutation struct {
	name   string
	change func(*plain)
	codes  string // of our rules, sorted
	says   string // part of a finding; "" if that does not matter
}

const (
	layoutArtifact = "/Artifact<</Type/Layout>>BDC\n"
	footerArtifact = "/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC\n"
	headerArtifact = "/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC\n"
)

// addPage adds a page with a content at the end.
func (p *plain) addPage(content string) {
	last := p.page(4)
	stream := p.add("<<>>")
	p.streams[stream] = []byte(content)
	n := p.add(fmt.Sprintf("<</Contents %d 0 R /MediaBox [0 0 595.28 841.89] /Parent 3 0 R /Resources 116 0 R /Tabs /S /Type /Page>>", stream))
	p.replace(fmt.Sprintf("%d 0 R] /Type /Pages", last), fmt.Sprintf("%d 0 R %d 0 R] /Type /Pages", last, n))
	p.replace("/Count 4 /Kids", "/Count 5 /Kids")
}

var geometryMutations = []mutation{
	{"a wider sheet", func(p *plain) {
		p.replace("/MediaBox [0 0 595.28 841.89]", "/MediaBox [0 0 612 841.89]")
	}, "geometrie-format", "Seite 1: Fehler: Die Seite ist 215,9 mm breit"},

	{"wider sheets", func(p *plain) {
		p.replaceAll("/MediaBox [0 0 595.28 841.89]", "/MediaBox [0 0 612 841.89]")
	}, "geometrie-format", "Seite 4"},
	{"a page on its side", func(p *plain) {
		p.replace("/Tabs /S", "/Rotate 90 /Tabs /S")
	}, "geometrie-format", "um 90 Grad gedreht"},
	{"cut pages", func(p *plain) {
		p.replace("/Count 4 /Kids", "/CropBox [20 20 575 820] /Count 4 /Kids")
	}, "geometrie-format", "beschnitten"},
	{"a text of another part", func(p *plain) {
		p.replace("/K [21 0 R 22 0 R 23 0 R 24 0 R]", "/K [21 0 R 22 0 R 23 0 R]")
		p.replace("/K [26 0 R 27 0 R", "/K [24 0 R 26 0 R 27 0 R")
		p.replace("/K [3] /P 20 0 R", "/K [3] /P 25 0 R")
	}, "geometrie-teil", "Seite 2: Fehler: Der Text „Oktober 2023“ gehört zum Teil „Bericht“, die Seite zum Teil „Titelblatt“."},
	{"a part of another name", func(p *plain) {
		p.replace("/T (Anschreiben)", "/T (Brief)")
	}, "geometrie-kante geometrie-satzspiegel geometrie-schriftgrad geometrie-seitenbezeichnung geometrie-seitenzahl geometrie-teil verzeichnis-lesezeichen wortlaut-beiwerk wortlaut-fehlt", "gehört zum Teil „Brief“"},

	{"a page without text", func(p *plain) {
		p.addPage(headerArtifact + shown("Umsetzungsstand", 9, 70.87, 790.87) + "\nEMC\n" + footerArtifact + shown("4", 9, 519.41, 42.52) + "\nEMC")
	}, "geometrie-leere-seite", "Seite 5: Fehler: Auf der Seite steht kein Text."},

	{"a text upwards", func(p *plain) {
		p.edit(4, "GIZ", func(l string) string { return strings.Replace(l, "1 0 0 1", "0 1 -1 0", 1) })
	}, "geometrie-richtung", "„GIZ“"},
	{"a text mirrored", func(p *plain) {
		p.edit(4, "GIZ", func(l string) string { return strings.Replace(l, "1 0 0 1", "-1 0 0 1", 1) })
	}, "geometrie-richtung", ""},

	{"a mark that is cut off", func(p *plain) {
		p.rewrite("14.17 420.69 m", "-5 420.69 m")
	}, "geometrie-blattrand", "Seite 1"},
	{"a text off the page", func(p *plain) {
		p.move(3, "Nächster Schritt", 220, 0)
	}, "geometrie-blattrand geometrie-satzspiegel", "Der Text „Nächster Schritt“ ragt über den Rand"},

	{"a cell into the margin", func(p *plain) {
		p.move(3, "Nächster Schritt", 99, 0)
	}, "geometrie-satzspiegel", ""},
	{"a line too high", func(p *plain) {
		p.move(4, "Sie benannten Projekte.", 0, 1)
	}, "geometrie-satzspiegel", "„Sie benannten Projekte.“"},
	{"a line too low", func(p *plain) {
		p.move(4, " entgegen.", 0, -530)
	}, "geometrie-kante geometrie-satzspiegel", "Die Grundlinie des Textes „entgegen.“ liegt bei 271,0 mm."},
	{"a rule in the margin", func(p *plain) {
		p.paint(4, layoutArtifact+"1 w 30 300 m 100 300 l S\nEMC")
	}, "geometrie-satzspiegel", "Eine Linie"},

	{"a cell upon another", func(p *plain) {
		p.move(3, "keine Angabe", -120, 0)
	}, "geometrie-ueberdeckung", "Die Texte „Gemeinsame Erklärung“ und „keine Angabe“"},
	{"a rule through a text", func(p *plain) {
		p.paint(4, layoutArtifact+"1 w 113 623 m 300 623 l S\nEMC")
	}, "geometrie-ueberdeckung", "Eine Linie geht durch"},

	{"a small word", func(p *plain) { p.resize(4, "GIZ", 12, 11) }, "geometrie-schriftgrad", "in 11 Punkt gesetzt, kleiner als 12 Punkt"},
	{"a small cell", func(p *plain) { p.resize(3, "keine Angabe", 10.5, 10) }, "geometrie-schriftgrad", "10,5 Punkt"},
	{"a small header", func(p *plain) { p.resize(4, "Umsetzungsstand", 12, 8.5) }, "geometrie-schriftgrad", "9 Punkt"},
	{"a small line in the letter", func(p *plain) { p.resize(1, "ich übersende", 11, 10) }, "geometrie-schriftgrad", "11 Punkt"},
	{"a small return line", func(p *plain) { p.resize(1, "Staatskanzlei NR", 11, 7) }, "geometrie-schriftgrad", "8 Punkt"},

	{"tight lines of the address", func(p *plain) { p.move(1, "40221", 0, 1) }, "geometrie-zeilenabstand", "„40221 Düsseldorf“"},
	{"tight lines of the letter", func(p *plain) { p.move(1, "des Landes", 0, 1) }, "geometrie-zeilenabstand", ""},
	{"tight lines of the report", func(p *plain) { p.move(4, "nimmt ", 0, 4) }, "geometrie-kante geometrie-zeilenabstand", "das 1,08-Fache"},

	{"a paragraph at the wrong edge", func(p *plain) { p.move(3, "Der Ausschuss", -14, 0) }, "geometrie-kante", "Warnung"},
	{"a heading at the wrong edge", func(p *plain) { p.move(4, "Schlesien", 42.52, 0) }, "geometrie-kante", ""},
	{"an item at the edge of paragraphs", func(p *plain) { p.move(4, "Sie benannten", -2, 0) }, "geometrie-kante", ""},
	{"a line at another edge than its first", func(p *plain) { p.move(4, "nimmt ", 5, 0) }, "geometrie-kante geometrie-ueberdeckung", "die erste ihres Absatzes bei 40,0 mm"},

	{"a header too low", func(p *plain) { p.move(4, "Umsetzungsstand", 0, -5) }, "geometrie-kopfzeile", ""},
	{"another header", func(p *plain) { p.say(4, "Umsetzungsstand", "Umsetzung") }, "geometrie-kopfzeile", "„Umsetzung“"},
	{"no header", func(p *plain) { p.remove(4, "Umsetzungsstand") }, "geometrie-kopfzeile", ""},

	{"a number on the title page", func(p *plain) {
		p.paint(2, footerArtifact+shown("1", 9, 519.41, 42.52)+"\nEMC")
	}, "geometrie-seitenzahl", "sollte aber keine tragen"},
	{"no number", func(p *plain) {
		p.rewrite("519.41 42.52 Tm <0033>", "519.41 42.52 Tm <>")
	}, "geometrie-seitenzahl", "Die Seitenzahl 3 fehlt."},
	{"another number", func(p *plain) {
		p.rewrite("519.41 42.52 Tm <0033>", "519.41 42.52 Tm <0034>")
	}, "geometrie-seitenzahl verzeichnis-linkangabe verzeichnis-seitenzahl", "gezählt ist sie als 3"},

	{"a number too high", func(p *plain) { p.rewrite("519.41 42.52 Tm", "519.41 60 Tm") }, "geometrie-seitenzahl-ort", ""},
	{"a number too far left", func(p *plain) { p.rewrite("519.41 42.52 Tm", "500 42.52 Tm") }, "geometrie-seitenzahl-ort", ""},

	{"Roman capitals", func(p *plain) { p.replace("/S /r>>", "/S /R>>") }, "geometrie-seitenbezeichnung", "„I“"},
	{"the title page is page 2", func(p *plain) { p.replace("1 <</S /D>>", "1 <</S /D /St 2>>") }, "geometrie-seitenbezeichnung", ""},

	{"no labels", func(p *plain) { p.replace("/PageLabels <<", "/Labels <<") }, "geometrie-seitenbezeichnung", ""},

	{"a return line too low", func(p *plain) { p.move(1, "Staatskanzlei NR", 0, -20) }, "brief-ruecksendeangabe", ""},
	{"a return line too far right", func(p *plain) { p.move(1, "Staatskanzlei NR", 60, 0) }, "brief-ruecksendeangabe", ""},
	{"an address too high", func(p *plain) { p.move(1, "An den", 0, 20) }, "brief-anschrift", ""},
	{"an address too far left", func(p *plain) { p.move(1, "An den", -10, 0) }, "brief-anschrift", "von 21,5 mm bis"},
	{"an information block too far left", func(p *plain) { p.move(1, "Aktenzeichen", -20, 0) }, "brief-informationsblock", ""},
	{"an information block too far right", func(p *plain) { p.move(1, "Aktenzeichen", 100, 0) }, "brief-informationsblock", ""},
	{"a fold mark too low", func(p *plain) { p.rewrite("14.17 544 m 28.34 544 l", "14.17 540 m 28.34 540 l") }, "brief-marken", "Die Faltmarke bei 105,0 mm fehlt."},
	{"no hole mark", func(p *plain) { p.rewrite("0.51 w 14.17 420.69 m 34.01 420.69 l S\n", "") }, "brief-marken", "Die Lochmarke bei 148,5 mm fehlt."},
	{"a line where the Landtag stamps", func(p *plain) {
		p.paint(1, layoutArtifact+"1 w 400 750 m 450 750 l S\nEMC")
	}, "brief-vorlagenfeld", "Eine Linie"},
	{"a text where the Landtag stamps", func(p *plain) { p.move(1, "Datum", 0, 56) }, "brief-vorlagenfeld", "„Datum: 31. Oktober 2023“"},
	{"a picture in the letter", func(p *plain) {
		p.paint(1, layoutArtifact+"q 1 0 0 1 400 700 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q\nEMC")
	}, "brief-vorlagenfeld", "Bild"},
	{"a subject too high", func(p *plain) { p.move(1, "Bericht zum", 0, 12) }, "brief-betreff", ""},
	{"a letter in its left margin", func(p *plain) { p.move(1, "Sehr geehrter", -10, 0) }, "brief-raender", ""},
	{"a letter in its right margin", func(p *plain) { p.move(1, "ich übersende", 350, 0) }, "brief-raender", ""},
	{"a letter to the foot", func(p *plain) { p.move(1, "Anlage:", 0, -265) }, "brief-raender", ""},
}

// TestEdges: what is wrong by a hair is seen, and what is right by a hair is not.
func TestEdges(t *testing.T) {
	const mm = 72 / 25.4
	var list []mutation
	for _, m := range []struct {
		page      int
		shown     string
		right, up float64 // mm, still within
		codes     string
		further   float64 // mm, to be beyond
	}{
		{1, "Staatskanzlei NR", -0.05, 0, "brief-ruecksendeangabe", 0.15},
		{1, "Staatskanzlei NR", 0, -0.6, "brief-ruecksendeangabe", 0.2},
		{1, "Staatskanzlei NR", 0, 1.7, "brief-ruecksendeangabe", 0.3},
		{1, "An den", -0.05, 0, "brief-anschrift", 0.15},
		{1, "An den", 0, 0.65, "brief-anschrift", 0.2},
		{1, "40221", 0, -13.9, "brief-anschrift", 0.3},
		{1, "Aktenzeichen", -0.05, 0, "brief-informationsblock", 0.15},
		{1, "Aktenzeichen", 0, 0.95, "brief-informationsblock", 0.2},
		{1, "Bericht zum", 0, 0.9, "brief-betreff", 0.2},
		{1, "Sehr geehrter", -0.05, 0, "brief-raender", 0.15},
		{1, "Anlage:", 0, -93.1, "brief-raender", 0.2},
		{3, "Der Ausschuss", 0.05, 0, "geometrie-kante", 0.15},
		{2, "Oktober", 0.05, 0, "geometrie-kante", 0.15},
		{4, "Sie benannten", -0.05, 0, "geometrie-kante", 0.15},
		{4, "Umsetzungsstand", 0, 0.05, "geometrie-kopfzeile", 0.15},
		{4, "Sie benannten", 0, 0.05, "geometrie-satzspiegel", 0.15},
		{2, "Oktober", 0, -42, "geometrie-satzspiegel", 0.2},
	} {
		beyond := func(v float64) float64 {
			switch {
			case v < 0:
				return v - m.further
			case v > 0:
				return v + m.further
			}
			return 0
		}
		name := fmt.Sprintf("%s %v %v", m.shown, m.right, m.up)
		list = append(list,
			mutation{name + " within", func(p *plain) { p.move(m.page, m.shown, m.right*mm, m.up*mm) }, "", ""},
			mutation{name + " beyond", func(p *plain) { p.move(m.page, m.shown, beyond(m.right)*mm, beyond(m.up)*mm) }, m.codes, ""})
	}
	for _, m := range []struct {
		up    float64
		codes string
	}{{0.17, ""}, {-0.37, ""}, {0.27, "brief-marken"}, {-0.47, "brief-marken"}} { // the mark's middle stands 0.09 mm below its place
		list = append(list, mutation{fmt.Sprintf("hole mark %v", m.up), func(p *plain) {
			y := fmt.Sprintf("%.2f", 420.69-m.up*mm)
			p.rewrite("14.17 420.69 m 34.01 420.69 l", "14.17 "+y+" m 34.01 "+y+" l")
		}, m.codes, ""})
	}
	try(t, list)
}

// try tries mutations.
func try(t *testing.T, list []mutation) {
	t.Helper()
	our := preflight.OurCodes()
	for _, m := range list {
		t.Run(m.name, func(t *testing.T) {
			p := open(t, good())
			m.change(p)
			data := p.bytes()
			list := preflight.Examine(data, "x.pdf", goodWant())
			var got []string
			for _, f := range list {
				if slices.Contains(our, f.Code) {
					got = append(got, f.Code)
				}
			}
			slices.Sort(got)
			if s := strings.Join(slices.Compact(got), " "); s != m.codes {
				t.Errorf("got %q, want %q:\n%s", s, m.codes, list)
			}
			if !strings.Contains(list.String(), m.says) {
				t.Errorf("%q is not said:\n%s", m.says, list)
			}
			for _, code := range codes(data, nil) {
				if slices.Contains(our, code) {
					t.Errorf("%s of a file that need not be a report of ours", code)
				}
			}
		})
	}
}

func TestGeometry(t *testing.T) { try(t, geometryMutations) }
