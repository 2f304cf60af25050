package compose

import (
	"math/rand/v2"
	"strings"
	"testing"

	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/typography"
)

// TestTypography: the finished lines are put right, whoever wrote what in
// them; marks and the head are not.
func TestTypography(t *testing.T) {
	v := func(s string) string { return text(s, 1).String() }
	for _, tt := range []struct{ name, in, want string }{
		{"a template's word and a record's value", "Nr. " + v("4") + " und " + v("5") + " Euro", "Nr.~4 und 5~Euro\n"},
		{"a value in the template's quotation marks", "Thema „" + v(`Die "Charta"`) + "“", "Thema „Die ‚Charta‘“\n"},
		{"a date at the beginning", v("18. Oktober"), "18\\.~Oktober\n"},
		{"a date after a hard break", "Titel\\\n" + v("18. Oktober"), "Titel\\\n18.~Oktober\n"},
		{"a date after a hard break in an item", "- Titel\\\n" + v("18. Oktober"), "- Titel\\\n  18.~Oktober\n"},
		{"cells", "| " + v(`"A`) + " | " + v(`B"`) + " | " + v(`"C"`) + " |", "| \"A | B\" | „C“ |\n"},
		{"a mark", "<!-- us:tabelle\nzusammenfassung: \"z.B.\" ...\n-->", "<!-- us:tabelle\nzusammenfassung: \"z.B.\" ...\n-->\n"},
		{"a quotation with an item", "> - a - b", "> - a – b\n"},
		{"code that is none", v("`z.B.`"), "\\`z.~B.\\`\n"},
		{"an address", prose("[z.B.](https://nrw.de/z.B.)", 1).String(), "[z.~B.](https://nrw.de/z.B.)\n"},
	} {
		got, _ := assembled(&record.Words{}, tt.in)
		if got := strings.ReplaceAll(got, "\u00a0", "~"); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestOriginsMove: wherever the typography changes a line, each origin still
// covers what its value has become, and no more.
func TestOriginsMove(t *testing.T) {
	values := []string{"z.B.", "18. Oktober", `Die "Charta"`, "...", "Nr.", "4", "a - b", "B.", "z.", `"`, "..", ".", "'s", "10", "000 Euro", "MSB", "Œuvre"}
	between := []string{" ", "", ". ", " - ", `"`, "\\\n", " (", ")", ".", "-"}
	before := []string{"", "- ", "> ", "> - ", "## ", "| "}
	w := &record.Words{
		Abbreviations: []record.Abbreviation{{Short: "MSB", Long: `Ministerium "x"`}},
		Foreign:       []record.Foreign{{Text: "Œuvre", Language: "fr"}},
	}
	term := map[string]bool{"MSB": true, "Œuvre": true}
	random := rand.New(rand.NewPCG(1, 2))
	moved := 0
	for range 3000 {
		var in strings.Builder
		in.WriteString("<!-- us:teil bericht -->\n\n" + before[random.IntN(len(before))] + "Wort")
		var planted []string
		for range 1 + random.IntN(6) {
			value := values[random.IntN(len(values))]
			sep := between[random.IntN(len(between))]
			if n := len(planted); (sep == "" || sep == ".") && n > 0 && (term[value] || term[planted[n-1]]) {
				sep = " " // whose the tags are between two values is not said
			}
			planted = append(planted, value)
			in.WriteString(sep + text(value, len(planted)).String())
		}
		in.WriteString(between[random.IntN(len(between))] + "Wort")
		got, spans := assembled(w, in.String())
		if len(spans) != len(planted) {
			t.Fatalf("%d spans for %d values in %q", len(spans), len(planted), got)
		}
		last := 0
		for _, s := range spans {
			value := planted[s.origin-1]
			stretch := got[s.start:s.end]
			if s.start < last || s.end > len(got) {
				t.Fatalf("spans out of order in\n%s", got)
			}
			switch {
			case term[value]: // with its tag, and perhaps spelled out
				if !strings.Contains(stretch, value) {
					t.Fatalf("%q has become %q in\n%s", value, stretch, got)
				}
			default:
				if folded(stretch) != folded(value) {
					t.Fatalf("%q has become %q in\n%s", value, stretch, got)
				}
			}
			if want, _ := typography.Normalise(value); stretch != value && stretch == want {
				moved++
			}
			last = s.start
		}
	}
	if moved < 100 {
		t.Errorf("only %d values were changed", moved)
	}
}

// folded returns the text as it is typed, without spaces, and without dots,
// which can become one with those of a neighbour.
var folded = strings.NewReplacer("„", `"`, "“", `"`, "‚", `"`, "‘", `"`, "’", `"`, "'", `"`, "–", "-", "…", "", ".", "", " ", "", "\u00a0", "", `\`, "").Replace
