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
		{"open text that goes on", "a = \"x\ny z\"\nb = 1\n", "a = \"\"\nb = 1\n", CodeOpenText},
		{"quotes within", "a = \"x \"y\" z\" # \nb = 1\n", "a = \"\"\nb = 1\n", CodeQuoteInText},
		{"no value", "a =\nb = # x\n", "a =\"\"\nb = \"\"# x\n", CodeNoValue + " " + CodeNoValue},
		{"backslash", `a = "K:\Re\\f\t"`, `a = "K:\\Re\\f\t"`, CodeBackslash},
		{"escape in a word", `a = "K:\neu\tabelle \t\\n \n"`, `a = "K:\\neu\\tabelle \t\\n \n"`, CodeEscape},
		{"umlaut in a key", "[[maßnahme]]\nzuständig = [\"A\"]\nÄ = 1\n", "[[massnahme]]\nzustaendig = [\"A\"]\n\"Ä\" = 1\n",
			CodeKeyCharacter + " " + CodeKeyCharacter + " " + CodeKeyCharacter},
		{"brackets", "[gremium]\n[[inhalt]\n[begegnung]]\n", "[[gremium]]\n[[inhalt]]\n[[begegnung]]\n", CodeBrackets + " " + CodeHeader + " " + CodeHeader},
		{"orphan", "[[inhalt.stand]]\n[[inhalt]]\n", "[[inhalt]]\n[[inhalt.stand]]\n[[inhalt]]\n", CodeOrphan},
		{"no-break spaces", "a\u00a0=\u00a01\u202f\n", "a = 1 \n", ""},
		{"control characters", "a = \"x\x00\x01y\x02\"\n", "a = \"x  y \"\n", CodeCharacter + " " + CodeCharacter},
		{"no comma", "a = [\"x\" \"y\"\n'z']\n", "a = [\"x\", \"y\",\n'z']\n", CodeOpenList + " " + CodeOpenList},
		{"no bracket", "a = [\"x\", # ]\nb = 1\n", "a = [\"x\",] # ]\nb = 1\n", CodeOpenList},
		{"no brace and no bracket", "a = [{ x = 1\u00a0\n[[gremium]]\n", "a = [{ x = 1}] \n[[gremium]]\n", CodeOpenList + " " + CodeOpenList},
		{"no brace", "a = [{ x = 1, ]\nb = 1\n", "a = [{ x = 1}, ]\nb = 1\n", CodeOpenList},
		{"semicolons", "a = [\"x\"; 'y';]\n", "a = [\"x\", 'y',]\n", CodeOpenList + " " + CodeOpenList},
		{"commas too many", "a = [, \"x\",, \"y\"]\n", "a = [ \"x\", \"y\"]\n", CodeNoValue + " " + CodeNoValue},
		{"colon", "a: 1\nb = { x := 2 }\n", "a= 1\nb = { x = 2 }\n", CodeNoPair + " " + CodeNoPair},
		{"no equals sign", "kurz \"A\"\n", "kurz =\"A\"\n", CodeNoPair},
		{"comma at the end", "a = 1, # x\nb = 2;\n", "a = 1# x\nb = 2\n", CodeLineEnd + " " + CodeLineEnd},
		{"two on a line", "[[gremium]] a = 1, c = 2\n", "[[gremium]] \na = 1\nc = 2\n", CodeLineEnd + " " + CodeLineEnd},
		{"twice", "a = 1\na = [1, 2]\nb = 1\n", "a = 1\n\" 6\"= [1, 2]\nb = 1\n", CodeSameKey},
		{"no header", "[[gremium]]\nname = \"A\"\nname = \"B\"\n", "[[gremium]]\nname = \"A\"\n[[gremium]]\nname = \"B\"\n", CodeSameKey},
		{"header twice", "[a]\nb = 1\n[a]\nb = 2\n", "[a]\nb = 1\n[\" 10\"]\nb = 2\n", CodeSameKey},
		{"list and header", "partner = []\n[[partner]]\n", "partner = []\n[\" 13\"]\n", CodeSameKey},
		{"no header at all", "a = 1\n[x y]\nb = 1\n[[gremium]]\n", "a = 1\n\n[[gremium]]\n", CodeHeader},
		{"prose", "a = 1\nfoo bar\n\nbaz.\nb = 1\n", "a = 1\n\nb = 1\n", CodeNoPair},
		{"long text without end", "a = \"\"\"x\ny = 1\nkurz = 'A'\n", "a = \"\"\nkurz = 'A'\n", CodeOpenText},
		{"long text that another one ends", "a = \"\"\"x\nsatz = \"\"\"\ny\"\"\"\nb = 1\n", "a = \"\"\nsatz = \"\"\"\ny\"\"\"\nb = 1\n", CodeOpenText},
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
