package check

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
)

// However records are made, an examination ends: files may hold a megabyte, and
// nobody says of what. What grows with the square takes minutes here, and runs
// into the time limit of go test; the times of each are logged.
func TestHostile(t *testing.T) {
	base, err := txtar.ParseFile("testdata/grund.txtar")
	if err != nil {
		t.Fatal(err)
	}
	fill := func(unit string, size int) string { return strings.Repeat(unit, size/len(unit)) }
	each := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(strings.ReplaceAll(format, "#", fmt.Sprint(i)))
		}
		return b.String()
	}
	ungarn := string(folderOf(base)["partnerschaften/ungarn.toml"].Data)
	const most = 300_000 // bytes
	meeting := "[[begegnung]]\ndatum = 2023-10-11\nart = \"Gespräch\"\n"
	passage := func(text string) string {
		return "[[text]]\nstelle = \"umsetzung\"\nab = 2023-10-20\ntext = \"" + text + "\"\n"
	}
	plan := func(text string) string {
		return "[[planung]]\nwas = \"ein Vorhaben\"\ntermin = \"2024\"\nstand = 2023-10-20\nsatz = \"" + text + "\"\n"
	}
	persons := meeting + "gegenueber = [" + each(10_000, "{name = \"Béla A# Minta#\"},") + "]\n"
	for name, folder := range map[string][]string{
		"persons":       {"", persons, "", strings.Replace(persons, "Gespräch", "Sitzung", 1)},
		"one side":      {"", meeting + "ort = \"Lille\"\nnrw = [" + each(8000, "{name = \"Anna A# Muster#\"},") + "]\n", "", meeting + "nrw = [" + each(8000, "{name = \"Anna A# Muster#\"},") + "]\n"},
		"equal names":   {"", meeting + "nrw = [" + fill("{name = \"Anna Muster\", amt = \"Ministerin\"},", most) + "]\n"},
		"near names":    {"", meeting + "nrw = [" + each(15_000, "{name = \"Anna Mu#ster\"},") + "]\n"},
		"long names":    {"", meeting + "nrw = [" + fill("{name = \"É"+fill("lodie ", 3000)+"\"},", most) + "]\n"},
		"offices":       {"", meeting + "nrw = [" + each(15_000, "{name = \"Anna Muster\", amt = \"Ministerin für Amt#\"},") + "]\n"},
		"places":        {"", each(8000, meeting+"ort = \"Stadtstadt#\"\n")},
		"one place":     {"", meeting + "ort = \"" + each(20_000, "Stadt#,") + "\"\n"},
		"committees":    {"", each(5000, "[[gremium]]\nname = \"Rat #\"\nrhythmus = \"jährlich\"\nstand = 2020-01-01\n") + each(5000, meeting+"anlass = \"in Ruhe\"\n")},
		"sessions":      {"", "[[gremium]]\nname = \"Rat\"\n" + each(8000, meeting+"gremium = \"Rat\"\nnummer = 1\n")},
		"results":       {"", meeting + "kennung = \"m\"\nergebnisse = [" + fill("\"Das ist der Satz ohne\",", most) + "]\n[[hingenommen]]\ncode = \"satzende-fehlt\"\nkennung = \"m\"\ngrund = \"g\"\nam = 2023-10-20\nfassung = \"000000\"\n"},
		"topics":        {"", meeting + "themen = [" + fill("\"das das, \",", most) + "]\n"},
		"acceptances":   {"", meeting + "kennung = \"m\"\n" + each(5000, "[[hingenommen]]\ncode = \"frage-ergebnis\"\nkennung = \"m\"\ngrund = \"g\"\nam = 2023-10-20\nfassung = \"000000\"\n")},
		"word":          {"", passage(fill("a", most))},
		"capitals":      {"", passage(fill("A", most))},
		"hyphens":       {"", passage(fill("a-", most))},
		"brackets":      {"", passage(fill("A(bb)", most))},
		"open":          {"", passage(fill("(", most))},
		"stars":         {"", passage(fill("*a", most))},
		"links":         {"", passage(fill("[a](", most))},
		"quotes":        {"", passage(fill("„a", most))},
		"keyboard":      {"", passage(fill("'a", most))},
		"tags":          {"", passage(fill("<a", most))},
		"lines":         {"", passage(fill(`\n- a`, most))},
		"stops":         {"", passage(fill("a. ", most))},
		"sentences":     {"", passage(fill("Das ist so. ", most))},
		"pupils":        {"", passage(fill("der Schüler ", most))},
		"state words":   {"", passage(fill("aktuell bald heute weiterhin ", most))},
		"year words":    {"", passage(fill("in diesem Jahr im nächsten Jahr; ", most))},
		"dates":         {"", passage(fill("war am 12. Oktober 2030 ", most))},
		"past dates":    {"", plan(fill("soll am 12. Oktober 2020 ", most))},
		"weekdays":      {"", passage(fill("Montag, 12. Oktober 2020 ", most))},
		"numbers":       {"", passage(fill("12-13 ", most))},
		"placeholders":  {"", passage(fill("Datum bitte noch ", most))},
		"accents":       {"", passage(fill("Région Lille Region Lille ", most))},
		"shorthand":     {"", passage(each(60_000, "ABC (#) "))},
		"foreign":       {"woerter.toml", each(8000, "[[fremd]]\ntext = \"a x#\"\nsprache = \"fr\"\n"), "", each(4000, passage("a b #"))},
		"spellings":     {"woerter.toml", each(10_000, "[[schreibweise]]\ntext = \"Stadtstadt#\"\n"), "", each(8000, meeting+"ort = \"Stadtstadt#\"\n")},
		"partners":      {"", each(15_000, "[[partner]]\nname = \"Republik Ungarn#\"\n"), "", passage(fill("Ungern Republick ", most))},
		"names told":    {"", meeting + "gegenueber = [" + each(8000, "{name = \"Anna Muster#\"},") + "]\n", "", meeting + "nrw = [{name = \"Anna Muster\"}]\n" + passage(each(12_000, "Anna Mustex# und Ana, Muster# "))},
		"like names":    {"", meeting + "nrw = [" + each(7000, "{name = \"Stefan M#\", amt = \"Rat\"},") + "]\n", "", meeting + "nrw = [" + each(7000, "{name = \"Stephan M#\", amt = \"Rat\"},") + "]\n"},
		"one day":       {"", each(4000, meeting+"ort = \"Ort#\"\nnrw = [{name = \"Anna Muster\"}, {name = \"Anna A#\"}]\ngegenueber = [{name = \"Béla Minta\"}]\n")},
		"many with one": {"", each(3000, meeting+"ort = \"A\"\nnrw = [{name = \"Anna A#\"}]\ngegenueber = [{name = \"Béla B#\"}]\n") + meeting + "ort = \"B\"\nnrw = [" + each(3000, "{name = \"Anna A#\"},") + "]\ngegenueber = [" + each(3000, "{name = \"Béla B#\"},") + "]\n"},
		"accepted":      {"", meeting + "kennung = \"m\"\nergebnisse = [" + fill("\"Das ist der Satz ohne\",", most) + "]\n" + each(5000, "[[hingenommen]]\ncode = \"satzende-fehlt\"\nkennung = \"m\"\ngrund = \"g\"\nam = 2023-10-20\nfassung = \"000000\"\n")},
		"elsewhere":     {"", each(2000, meeting+"ergebnisse = [\"Das ist der Satz ohne\"]\n") + each(5000, "[[hingenommen]]\ncode = \"satzende-fehlt\"\nkennung = \"m#\"\ngrund = \"g\"\nam = 2023-10-20\nfassung = \"000000\"\n")},
		"joined names":  {"", each(15_000, "[[partner]]\nname = \"Ungarn#\"\n"), "", passage(fill("Un-garn Ungárn Nuga-rn ", most))},
		"ago":           {"", passage(fill("Seit zwei Jahren, im Vorjahr, inzwischen und mittlerweile ist es so. ", most))},
		"only ago":      {"", passage(fill(fill("Vorjahr inzwischen ", 4900)+". Das ", most))},
		"intended":      {"", passage(fill(fill("soll im Mai 2020 ", 4900)+". Das ", most))},
		"articles":      {"", passage(fill("so ist die die ", most))},
		"days":          {"", meeting + "satz = \"" + fill("Es war am 12. Oktober 2020. ", most) + "\"\n"},
		"half stars":    {"", passage(fill("so **ist es* ", most))},
		"passages":      {"", each(9000, "[[text]]\nstelle = \"umsetzung\"\ntext = \"Das ist derzeit so.\"\n")},
	} {
		t.Run(name, func(t *testing.T) {
			fsys := folderOf(base)
			for i := 0; i < len(folder); i += 2 {
				file := folder[i]
				if file == "" {
					file = fmt.Sprintf("partnerschaften/land%d.toml", i)
					fsys[file] = &fstest.MapFile{Data: []byte(strings.Replace(ungarn, "Ungarn", fmt.Sprint("Land", i), 1))}
				} else {
					fsys[file] = &fstest.MapFile{}
				}
				fsys[file].Data = append(fsys[file].Data, "\n"+folder[i+1]...)
			}
			set, findings := record.Load(fsys)
			if findings.Failed() {
				t.Fatal(findings[0])
			}
			ed := report.Make(set, report.Find(set, ""), date.Day{})
			start := time.Now()
			Examine(ed, nil)
			Words(ed)
			t.Log(time.Since(start).Round(time.Millisecond))
		})
	}
}
