package record

import (
	"strings"
	"testing"
)

// TestMend shows what BurntSushi reads in place of a source with faults, and
// that each offset of it leads back to where it came from.
func TestMend(t *testing.T) {
	for _, test := range []struct{ name, src, want, codes string }{
		{"nothing to mend", "kurz = \"A\"\n", "kurz = \"A\"\n", ""},
		{"bare month", "a = 2021-02 # x\nb = 2\n", "a = \"\" # x\nb = 2\n", CodeBareDate},
		{"bare text", "a = Ungarn, Polen # x\n", "a = \"\" # x\n", CodeBareText},
		{"in a list", "a = [Jugend, „a, b“, 2021-02-30]\n", "a = [\"\", \"\", \"\"]\n", CodeBareText + " " + CodeQuoteStyle + " datum-unmoeglich"},
		{"open text", "a = \"x\nb = 1\n", "a = \"\"\nb = 1\n", CodeOpenText},
		{"open text that goes on", "a = \"x\ny z\"\n", "a = \"x\ny z\"\n", ""},
		{"quotes within", "a = \"x \"y\" z\" # \nb = 1\n", "a = \"\" # \nb = 1\n", CodeQuoteInText},
		{"no value", "a =\nb = # x\n", "a =\"\"\nb = \"\"# x\n", CodeNoValue + " " + CodeNoValue},
		{"backslash", `a = "K:\Re\\f\t"`, `a = "K:\\Re\\f\t"`, CodeBackslash},
		{"umlaut in a key", "[[maßnahme]]\nzuständig = [\"A\"]\nÄ = 1\n", "[[massnahme]]\nzustaendig = [\"A\"]\n\"Ä\" = 1\n",
			CodeKeyCharacter + " " + CodeKeyCharacter + " " + CodeKeyCharacter},
		{"brackets", "[gremium]\n[[inhalt]\n[begegnung]]\n", "[[gremium]]\n[[inhalt]]\n[[begegnung]]\n", CodeBrackets + " " + CodeHeader + " " + CodeHeader},
		{"orphan", "[[inhalt.stand]]\n[[inhalt]]\n", "[[inhalt]]\n[[inhalt.stand]]\n[[inhalt]]\n", CodeOrphan},
		{"no-break spaces", "a\u00a0=\u00a01\u202f\n", "a = 1 \n", ""},
		{"control characters", "a = \"x\x00\x01y\x02\"\n", "a = \"x  y \"\n", CodeCharacter + " " + CodeCharacter},
		{"number", "a = 007\nb = 1.5\n", "a = \"\"\nb = 1.5\n", CodeSyntax},
	} {
		t.Run(test.name, func(t *testing.T) {
			ix, notes, _ := scan(test.src, partnershipPlan)
			got := ix.patched()
			if got != test.want {
				t.Errorf("patched:\n%s\nwant:\n%s", got, test.want)
			}
			var codes []string
			for _, n := range notes {
				codes = append(codes, n.code)
			}
			if got := strings.Join(codes, " "); got != test.codes {
				t.Errorf("codes %s, want %s", got, test.codes)
			}
			// What was not touched comes from where the same still stands.
			for i := range len(got) {
				if o := ix.original(i); o > len(ix.src) || i+5 < len(got) && strings.HasPrefix(got[i:], "\nb = ") && !strings.HasPrefix(ix.src[o:], "\nb = ") {
					t.Errorf("offset %d comes from %d", i, o)
				}
			}
		})
	}
}

// TestManyMended: of what can be mended a hundred are named, and the next one
// ends the file.
func TestManyMended(t *testing.T) {
	for name, line := range map[string]string{
		"bare texts": "[[gremium]]\nname = Ausschuss\n", "brackets": "[gremium]\nname = \"A\"\n", "no values": "[[gremium]]\nname =\n",
		"umlauts": "[[maßnahme]]\nart = \"Programm\"\nname = \"A\"\n", "control characters": " # \x01\n",
		"escapes in keys": "[[begegnung]]\n\"\\q\" = 1\n", "open texts": "[[gremium]]\nname = \"A\n", "quotes": "[[gremium]]\nname = \"A \"B\" C\"\n",
	} {
		_, findings := Load(overlay(readArchive(t, "testdata/grund.txtar"), ungarnFile, strings.Repeat(line, 3*maxSuggestions)))
		codes := make(map[string]int)
		for _, f := range findings {
			codes[f.Code]++
			if f.Code == CodeInternal {
				t.Errorf("%s: %v", name, f)
			}
		}
		if name == "escapes in keys" {
			continue // each has more than one
		}
		if n := len(findings); len(codes) != 1 || n != maxSuggestions && n != maxSuggestions+1 {
			t.Errorf("%s: %d findings: %v", name, n, codes)
		}
	}
}
