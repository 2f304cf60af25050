package compose

import (
	"strings"
	"testing"

	"umsetzungsstand/internal/record"
)

var ministries = []*record.Ministry{{Short: "MKW", Name: "Ministerium für Kultur und Wissenschaft"}}

// assembled runs a template's output through the assembler.
func assembled(w *record.Words, output string) (string, []span) {
	a := &assembler{words: newGlossary(w, ministries), known: 100}
	a.assemble(output)
	return a.out.String(), a.origins
}

func TestAssemble(t *testing.T) {
	star := text("1. a", 0).String()
	for _, tt := range []struct{ name, in, want string }{
		{"sentences of a paragraph", "Eins.\n  Zwei.\n\n\n\nDrei.", "Eins. Zwei.\n\nDrei.\n"},
		{"items stay together", "Dazu:\n- a\n- b\n  c\n\nWeiter.", "Dazu:\n\n- a\n- b c\n\nWeiter.\n"},
		{"table", "| A |\n| --- |\n| a |\nDanach.", "| A |\n| --- |\n| a |\n\nDanach.\n"},
		{"quotation", "> Eins.\n> Zwei.\n>\n> Drei.", "> Eins. Zwei.\n>\n> Drei.\n"},
		{"list in a quotation", "> Wir fragen:\n> - a\n> - b\n> c\n>\n> Ende.", "> Wir fragen:\n>\n> - a\n> - b c\n>\n> Ende.\n"},
		{"marks of nobody's", "a\U000F0000\U00107FFFb\U0010FFFFc\uE000d\uE005", "abcd\n"},
		{"hard break", "Eins\\\nZwei", "Eins\\\nZwei\n"},
		{"escaped backslash is no break", text(`a\`, 1).String() + "\nb", "a\\\\ b\n"},
		{"heading", "Eins.\n## Zwei\nDrei.", "Eins.\n\n## Zwei\n\nDrei.\n"},
		{"comment keeps its lines", "<!-- us:tabelle\nspalten: 1 2\n-->\nEins.", "<!-- us:tabelle\nspalten: 1 2\n-->\n\nEins.\n"},
		{"number at a block's beginning", star + "\n\n- " + star + "\n\n> " + star, "1\\. a\n\n- 1\\. a\n\n> 1\\. a\n"},
		{"number inside", "Am " + star, "Am 1. a\n"},
		{"number after a hard break", "Eins\\\n" + star, "Eins\\\n1\\. a\n"},
		{"date after a hard break", "Eins\\\n" + text("4. März", 0).String(), "Eins\\\n4.\u00a0März\n"},
		{"full stop of an abbreviation", "Träger ist " + text("Arbeit und Leben e. V.", 1).String() + ".", "Träger ist Arbeit und Leben e.\u00a0V.\n"},
		{"question mark of a text", text("Wer?", 1).String() + ".", "Wer?\n"},
		{"an ellipsis of the template's", "Ende ...", "Ende\u00a0…\n"},
		{"empty", " \n\n \n", ""},
	} {
		if got, _ := assembled(&record.Words{}, tt.in); got != tt.want {
			t.Errorf("%s: %q becomes %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestOnceASection(t *testing.T) {
	office := Text{{s: "A", origin: 1}, {s: " (Amt)", once: 7}}.String()
	got, _ := assembled(&record.Words{}, "## X\n"+office+"; "+office+".\n## Y\n"+office+".")
	if want := "## X\n\nA (Amt); A.\n\n## Y\n\nA (Amt).\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestGlossary(t *testing.T) {
	w := &record.Words{
		Abbreviations: []record.Abbreviation{{Short: "MSB", Long: "Ministerium für Schule und Bildung"}, {Short: "NRW", Long: "Nordrhein-Westfalen"}},
		Foreign:       []record.Foreign{{Text: "Académie de Lille", Language: "fr"}},
	}
	got, spans := assembled(w, "<!-- us:teil bericht -->\n\n## MSB\n\nDas "+text("MSB", 5).String()+" und die "+text("Académie de Lille", 6).String()+
		".\nWieder MSB, nicht MSBX, NRW.Global Business, [MSB](https://MSB).")
	want := "<!-- us:teil bericht -->\n\n## MSB\n\n" +
		`Das MSB (Ministerium für Schule und Bildung) und die ` +
		`<span lang="fr">Académie de Lille</span>. Wieder <abbr title="Ministerium für Schule und Bildung">MSB</abbr>, nicht MSBX, NRW.Global Business, ` +
		`[<abbr title="Ministerium für Schule und Bildung">MSB</abbr>](https://MSB).` + "\n"
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got, _ := assembled(&record.Words{}, "<!-- us:teil bericht -->\n\nDas MKW."); !strings.HasSuffix(got, "Das MKW (Ministerium für Kultur und Wissenschaft).\n") {
		t.Errorf("a ministry is not spelled out: %q", got)
	}
	if got, _ := assembled(&record.Words{}, "<!-- us:teil bericht -->\n\nDas Ministerium für Kultur und Wissenschaft (MKW)."); strings.Count(got, "Kultur") != 1 {
		t.Errorf("spelled out although it stands there: %q", got)
	}
	if got, _ := assembled(&record.Words{}, "<!-- us:teil bericht -->\n\nDie Reise (MKW)."); strings.Count(got, "Kultur") != 1 {
		t.Errorf("not spelled out in brackets: %q", got)
	}
	english := &record.Words{
		Abbreviations: []record.Abbreviation{{Short: "MERICS", Long: "Mercator Institute"}},
		Foreign:       []record.Foreign{{Text: "Mercator Institute", Language: "en"}},
	}
	if got, _ := assembled(english, "<!-- us:teil bericht -->\n\nMERICS und MERICS."); !strings.HasSuffix(got, "\n\nMERICS (<span lang=\"en\">Mercator Institute</span>) und "+
		"<span lang=\"en\"><abbr title=\"Mercator Institute\">MERICS</abbr></span>.\n") {
		t.Errorf("a long form in another language: %q", got)
	}
	w.Abbreviations = append(w.Abbreviations, record.Abbreviation{Short: "ZZA", Long: `Alpha | "Beta"`})
	if got, _ := assembled(w, "<!-- us:teil bericht -->\n\n| ZZA |"); !strings.HasSuffix(got, "| <abbr title=\"Alpha &#124; &#34;Beta&#34;\">ZZA</abbr> |\n") {
		t.Errorf("a | in a long form ends the cell: %q", got)
	}
	for _, s := range spans {
		word := map[int]string{5: "MSB", 6: "Académie de Lille"}[s.origin]
		if stretch := got[s.start:s.end]; !strings.Contains(stretch, word) || strings.Contains(stretch, "und die") {
			t.Errorf("origin %d is %q", s.origin, stretch)
		}
	}
	if len(spans) != 2 {
		t.Errorf("%d origins, want 2", len(spans))
	}
}
