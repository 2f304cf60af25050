package preflight_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"umsetzungsstand/internal/preflight"
)

// addParagraph adds a paragraph to the last section of the good file.
func (p *plain) addParagraph(s string) {
	p.paint(4, "/P<</MCID 13>>BDC\n"+shown(s, 12, 113.39, 300)+"\nEMC")
	n := p.add("<</K [13] /P 91 0 R /Pg 7 0 R /S /P /Type /StructElem>>")
	p.replace("/K [92 0 R 93 0 R]", fmt.Sprintf("/K [92 0 R 93 0 R %d 0 R]", n))
}

var wordingMutations = []mutation{
	{"no item", func(p *plain) { p.remove(3, "Sie werden dann") }, "wortlaut-fehlt", "Seite 3: Fehler: Nach „Sie gelten zwei Jahre.“ fehlt der Absatz „Sie werden dann erneuert.“."},
	{"a paragraph that is not read", func(p *plain) { p.rewrite("/P<</MCID 6>>BDC\n1 0 0 1 70.87", "/P<</MCID 99>>BDC\n1 0 0 1 70.87") },
		"wortlaut-fehlt wortlaut-zusatz", "gehört zu nichts, was vorgelesen wird"},
	{"the last block is missing", func(p *plain) { p.replace("/K [92 0 R 93 0 R]", "/K [92 0 R]") },
		"wortlaut-fehlt wortlaut-zusatz", "Nach „Schlesien“ fehlt"},
	{"a word", func(p *plain) { p.say(3, "gefragt", "gesagt") }, "wortlaut-abweichung", "Seite 3: Fehler: Hier steht „hat gesagt:“, im Entwurf „hat gefragt:“."},
	{"a cell", func(p *plain) { p.say(3, "keine Angabe", "keine Anlage") }, "wortlaut-abweichung", "„keine Anlage“"},
	{"no space between lines", func(p *plain) { p.say(4, "Fragen ", "Fragen") }, "wortlaut-abweichung", "Fragennimmt"},
	{"half a sentence", func(p *plain) { p.remove(4, " entgegen.") }, "wortlaut-abweichung", ""},
	{"a paragraph more", func(p *plain) { p.addParagraph("Er gefiel nicht.") }, "wortlaut-zusatz", "„Er gefiel nicht.“"},
	{"a text that is in no structure", func(p *plain) { p.paint(4, shown("Er gefiel nicht.", 12, 113.39, 300)) }, "wortlaut-zusatz", ""},
	{"paragraphs change places", func(p *plain) {
		p.replace("/K [43 0 R 44 0 R 45 0 R]", "/K [43 0 R 45 0 R 44 0 R]")
	}, "wortlaut-reihenfolge", "Der Absatz „Der Ausschuss hat gefragt:“ steht an anderer Stelle"},
	{"a paragraph far from its place", func(p *plain) {
		p.replace("/K [43 0 R 44 0 R 45 0 R]", "/K [43 0 R 45 0 R]")
		p.replace("/K [92 0 R 93 0 R]", "/K [92 0 R 93 0 R 44 0 R]")
	}, "wortlaut-reihenfolge", ""},
	{"a label with something to say", func(p *plain) {
		p.addParagraph("Er gefiel nicht.")
		p.replace("/K [13] /P 91 0 R /Pg 7 0 R /S /P", "/K [13] /P 91 0 R /Pg 7 0 R /S /Lbl")
	}, "wortlaut-zusatz", "„Er gefiel nicht.“"},
	{"a page that calls itself a specimen", func(p *plain) {
		p.paint(2, headerArtifact+shown("Muster", 9, 460, 790.87)+"\nEMC")
	}, "wortlaut-entwurf", "Seite 2: Fehler: Auf der Seite steht „Muster“, im Entwurf nicht."},
	{"a title page that calls itself a specimen", func(p *plain) {
		p.paint(2, "/P<</MCID 4>>BDC\n"+shown("Muster", 12, 113.39, 127.5)+"\nEMC")
		n := p.add("<</K [4] /P 20 0 R /Pg 5 0 R /S /P /Type /StructElem>>")
		p.replace("/K [21 0 R 22 0 R 23 0 R 24 0 R]", fmt.Sprintf("/K [21 0 R 22 0 R 23 0 R 24 0 R %d 0 R]", n))
	}, "wortlaut-zusatz", "„Muster“"},
	{"an artifact with something to say", func(p *plain) {
		p.paint(4, layoutArtifact+shown("Er gefiel nicht.", 12, 113.39, 300)+"\nEMC")
	}, "wortlaut-beiwerk", "„Er gefiel nicht.“"},
	{"another return line", func(p *plain) { p.say(1, "orionplatz", "orionplat") }, "wortlaut-beiwerk wortlaut-fehlt", "steht nicht im Entwurf"},
	{"a header over the letter", func(p *plain) {
		p.paint(1, headerArtifact+shown("Bericht", 9, 70.87, 807)+"\nEMC")
	}, "wortlaut-beiwerk", ""},

	{"an entry of another name", func(p *plain) { p.say(3, "Ungarn ", "Unrat ") }, "verzeichnis-eintrag", "Der Eintrag heißt „Unrat“, die Überschrift „Ungarn“."},
	{"an entry too few", func(p *plain) { p.replace("/K [30 0 R 33 0 R 36 0 R 39 0 R]", "/K [30 0 R 33 0 R 36 0 R]") },
		"verzeichnis-eintrag wortlaut-zusatz", "Die Überschrift „Schlesien“ ist nicht verzeichnet."},
	{"an entry too many", func(p *plain) {
		p.replace("/K [7] /P 91 0 R /Pg 7 0 R /S /H2", "/K [7] /P 91 0 R /Pg 7 0 R /S /P")
	}, "verzeichnis-eintrag verzeichnis-lesezeichen verzeichnis-ziel", "Der Eintrag „Schlesien“ hat keine Überschrift."},
	{"another number in the contents", func(p *plain) { p.rewrite("517.74 603.78 Tm <0033>", "517.74 603.78 Tm <0032>") },
		"verzeichnis-seitenzahl", "Zu „Schlesien“ steht die Seitenzahl „2“, die Überschrift steht auf Seite 3."},
	{"a link elsewhere", func(p *plain) { p.replace("/Dest (frage)", "/Dest (ungarn)") }, "verzeichnis-ziel", "Der Verweis „Frage“ führt zur Überschrift „Ungarn“."},
	{"a link nowhere", func(p *plain) { p.replace("/Dest (frage)", "/Dest (fragen)") }, "verzeichnis-ziel", "nirgendwohin"},
	{"a link between the headings", func(p *plain) {
		p.replace("(frage) [6 0 R /XYZ 56.87 580.75 null]", "(frage) [6 0 R /XYZ 56.87 530 null]")
	},
		"verzeichnis-ziel", "führt zu keiner Überschrift"},
	{"a link to another page", func(p *plain) {
		p.replace("(frage) [6 0 R /XYZ 56.87 580.75 null]", "(frage) [7 0 R /XYZ 56.87 580.75 null]")
	},
		"verzeichnis-ziel", ""},
	{"a link that names another page", func(p *plain) { p.replace("(Zum Abschnitt Schlesien, Seite 3)", "(Zum Abschnitt Schlesien, Seite 4)") },
		"verzeichnis-linkangabe", "Seite 3“ lauten"},
	{"a link that names another section", func(p *plain) { p.replace("(Zum Abschnitt Schlesien, Seite 3)", "(Zum Abschnitt Ungarn, Seite 2)") },
		"verzeichnis-linkangabe", ""},
	{"a bookmark of another name", func(p *plain) { p.replace("/Title (Schlesien)", "/Title (Ungarn)") }, "verzeichnis-lesezeichen", "führt zur Überschrift „Schlesien“"},
	{"a bookmark nowhere", func(p *plain) {
		p.replace("/Dest [7 0 R /XYZ 56.87 682.8 null]", "/Dest [99 0 R /XYZ 56.87 682.8 null]")
	}, "verzeichnis-lesezeichen", "nirgendwohin"},
	{"a bookmark into its part", func(p *plain) {
		p.replace("/Dest [5 0 R /XYZ 101.39 763.84 null]", "/Dest [5 0 R /XYZ 101.39 563.84 null]")
	}, "verzeichnis-lesezeichen", "nicht zum Anfang seines Teils"},
}

func TestWording(t *testing.T) { try(t, wordingMutations) }

// TestEveryRule: each rule for reports of ours has a mutation that makes it
// fire alone.
func TestEveryRule(t *testing.T) {
	var alone []string
	for _, m := range slices.Concat(geometryMutations, wordingMutations) {
		alone = append(alone, m.codes)
	}
	for _, code := range preflight.OurCodes() {
		if !slices.Contains(alone, code) {
			t.Errorf("no mutation makes %s fire alone", code)
		}
	}
}

// TestOtherDraft: a file that was made of another draft than it is held against
// has findings, and not thousands.
func TestOtherDraft(t *testing.T) {
	m := render(t, long(20))
	m.want.Blocks = render(t, strings.NewReplacer("Wissenschaft", "Landwirtschaft", "Mal", "mal").Replace(long(20))).want.Blocks
	list := preflight.Examine(m.pdf, "x.pdf", m.want)
	if n := len(list); n > 21 || list[0].Code != "wortlaut-abweichung" {
		t.Errorf("%d findings:\n%s", n, list)
	}
	m.want.Blocks = nil
	if got := codes(m.pdf, m.want); !slices.Equal(got, []string{"wortlaut-beiwerk", "wortlaut-zusatz"}) {
		t.Errorf("without a draft: %q", got)
	}
}

// TestTorn: whatever is wrong with a file, the rules can be tried.
func TestTorn(t *testing.T) {
	whole := open(t, good()).bytes()
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		data := slices.Clone(whole)
		for range 1 + random.IntN(5) {
			at := random.IntN(len(data))
			if random.IntN(3) > 0 { // in the structure and navigation
				at = len(data) - 1 - random.IntN(12_000)
			}
			data[at] = "0123456789 /<>[]()RKSPg"[random.IntN(23)]
		}
		for _, f := range preflight.Examine(data, "x.pdf", goodWant()) {
			if strings.Contains(f.Text, "ließ sich nicht prüfen") {
				t.Errorf("%s", f)
			}
		}
	}
}

// BenchmarkExamine: ten times the report takes ten times as long, be it what
// its draft says or not.
func BenchmarkExamine(b *testing.B) {
	for _, n := range []int{100, 1000} {
		m := render(b, long(n))
		b.Run(fmt.Sprintf("sound/%d", n), func(b *testing.B) {
			for b.Loop() {
				if list := preflight.Examine(m.pdf, "x.pdf", m.want); len(list) > 0 {
					b.Fatalf("%s", list)
				}
			}
		})
		other := &preflight.Expectation{Blocks: slices.Clone(m.want.Blocks)}
		slices.Reverse(other.Blocks)
		b.Run(fmt.Sprintf("reversed/%d", n), func(b *testing.B) {
			for b.Loop() {
				if list := preflight.Examine(m.pdf, "x.pdf", other); len(list) == 0 {
					b.Fatal("nothing found")
				}
			}
		})
		b.Run(fmt.Sprintf("read only/%d", n), func(b *testing.B) {
			for b.Loop() {
				preflight.Examine(m.pdf, "x.pdf", nil)
			}
		})
	}
}
