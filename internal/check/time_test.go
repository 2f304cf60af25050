package check

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// Sentences as the ministries write them, in testdata/zeitsaetze.txt: where one
// stands, the sentence, and the codes of time that it brings about. Most are to
// bring about none.
func TestTimeSentences(t *testing.T) {
	base, err := txtar.ParseFile("testdata/grund.txtar")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("testdata/zeitsaetze.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Split(line, " | ")
		if len(fields) < 2 || len(fields) > 3 {
			t.Fatalf("not in two or three parts: %s", line)
		}
		want := []string(nil)
		if len(fields) == 3 {
			want = strings.Fields(fields[2])
		}
		fsys := folderOf(base)
		lay(fsys, "", entryAt(t, fields[0], fields[1]))
		var got []string
		for _, f := range examined(t, fsys, "").Findings {
			if slices.ContainsFunc(timeCodes, func(c Code) bool { return c.Name == f.Code }) {
				got = append(got, f.Code)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s\nfound %v", line, got)
		}
	}
}

// entryAt returns an entry with a sentence at the place that the word stands for.
func entryAt(t *testing.T, place, sentence string) string {
	switch place {
	case "begegnung": // of this edition
		return fmt.Sprintf("[[begegnung]]\ndatum = 2023-10-12\nart = \"Gespräch\"\ntext = %q", sentence)
	case "ergebnis": // of a meeting of the year before
		return fmt.Sprintf("[[begegnung]]\ndatum = 2022-10-20\nart = \"Gespräch\"\nergebnisse = [%q]", sentence)
	case "massnahme": // without a time
		return fmt.Sprintf("[[massnahme]]\nart = \"Vorhaben\"\nsatz = %q", sentence)
	case "plan":
		return fmt.Sprintf("[[planung]]\nwas = \"ein Vorhaben\"\ntermin = \"2024\"\nstand = 2023-10-20\nsatz = %q", sentence)
	case "umgesetzt", "laeuft", "offen":
		return fmt.Sprintf("[[inhalt]]\nvereinbart = \"Beide Seiten haben es vereinbart.\"\n[[inhalt.stand]]\nab = 2023-10-20\n%s = %q", place, sentence)
	case "einleitung", "umsetzung", "planung":
		return fmt.Sprintf("[[text]]\nstelle = %q\nab = 2023-10-20\ntext = %q", place, sentence)
	case "ohne-stand":
		return fmt.Sprintf("[[text]]\nstelle = \"einleitung\"\ntext = %q", sentence)
	}
	t.Fatalf("no such place: %s", place)
	return ""
}

func TestSentences(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Am 18. Oktober 2023 tagte Dr. A. Muster e. V. in Lille. Danach war Schluss.", "Am 18. Oktober 2023 tagte Dr. A. Muster e. V. in Lille.|Danach war Schluss."},
		{"Er kam im Jahr 2023. 2024 folgt mehr!", "Er kam im Jahr 2023.|2024 folgt mehr!"},
		{"Rund 2,5 Mio. Euro (s. o.). „Mehr“ folgt.\n\nEin Absatz\nein Punkt", "Rund 2,5 Mio. Euro (s. o.).|„Mehr“ folgt.|Ein Absatz|ein Punkt"},
		{"Wer kommt (und wann?) ist offen. Es wird… Nun ja! „Gut.“ Schluss…", "Wer kommt (und wann?) ist offen.|Es wird…|Nun ja!|„Gut.“|Schluss…"},
		{"Sie traf (wie 2022.) „Dr. Muster“ am 3./4. Mai in St. Georg", "Sie traf (wie 2022.)|„Dr. Muster“ am 3./4. Mai in St. Georg"},
	} {
		if got := strings.Join(sentences(c.text), "|"); got != c.want {
			t.Errorf("%q:\n%s\nwant\n%s", c.text, got, c.want)
		}
	}
}
