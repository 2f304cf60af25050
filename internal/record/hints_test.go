package record

import (
	"strings"
	"testing"

	"umsetzungsstand/internal/diag"
)

// meeting is the beginning of an entry that lacks nothing.
const meeting = "[[begegnung]]\ndatum = 2023\nart = \"Treffen\"\n"

// TestHints makes a mistake, holds that it is one finding with this hint, does
// literally what the hint says, and holds that the file loads then.
func TestHints(t *testing.T) {
	for _, test := range []struct{ code, wrong, hint, right string }{
		// Four texts without an end.
		{CodeOpenText, meeting + "ort = \"Lille\n", `Schreiben Sie "Lille".`, meeting + "ort = \"Lille\"\n"},
		{CodeOpenText, meeting + "text = \"Eins\nzwei\"\n", `Schreiben Sie den Text in eine Zeile, oder setzen Sie ihn zwischen je drei Anführungszeichen: """…""".`, meeting + "text = \"\"\"Eins\nzwei\"\"\"\n"},
		{CodeOpenText, meeting + "text = \"\"\"Eins\nzwei\n\n[[gremium]]\nname = \"A\"\n", `An das Ende des Textes gehören genau drei Anführungszeichen: """.`, meeting + "text = \"\"\"Eins\nzwei\"\"\"\n\n[[gremium]]\nname = \"A\"\n"},
		{CodeOpenText, meeting + "text = \"\"\"Eins\nzwei\n\n[[text]]\nab = 2023\nstelle = \"umsetzung\"\ntext = \"\"\"Drei\nvier\"\"\"\n", `An das Ende des Textes gehören genau drei Anführungszeichen: """.`,
			meeting + "text = \"\"\"Eins\nzwei\"\"\"\n\n[[text]]\nab = 2023\nstelle = \"umsetzung\"\ntext = \"\"\"Drei\nvier\"\"\"\n"},
		{CodeBareText, meeting + "ort = Lille\"\n", `Schreiben Sie "Lille".`, meeting + "ort = \"Lille\"\n"},
		{CodeOpenText, meeting + "themen = [\"Jugend, \"Kultur\"]\n", `Schreiben Sie "Jugend".`, meeting + "themen = [\"Jugend\", \"Kultur\"]\n"},
		{CodeOpenText, meeting + "themen = [\"Jugend\", \"Kultur]\n", `Schreiben Sie "Kultur".`, meeting + "themen = [\"Jugend\", \"Kultur\"]\n"},
		{CodeOpenText, meeting + "nrw = [{ name = \"A, amt = \"B\" }]\n", `Schreiben Sie "A".`, meeting + "nrw = [{ name = \"A\", amt = \"B\" }]\n"},
		{CodeOpenText, meeting + "nrw = [{ name = \"A\", amt = \"B }]\n", `Schreiben Sie "B".`, meeting + "nrw = [{ name = \"A\", amt = \"B\" }]\n"},
		{CodeBareText, meeting + "nrw = [{ name = A\", amt = \"B\" }]\n", `Schreiben Sie "A".`, meeting + "nrw = [{ name = \"A\", amt = \"B\" }]\n"},
		// Quotes too many.
		{CodeQuoteInText, meeting + "ort = \"\"Lille\"\"\n", `Schreiben Sie "Lille".`, meeting + "ort = \"Lille\"\n"},
		{CodeQuoteInText, meeting + "ort = \"\"Lille\"\n", `Schreiben Sie "Lille".`, meeting + "ort = \"Lille\"\n"},
		{CodeQuoteInText, meeting + "ort = \"Lille\"\"\n", "Löschen Sie es.", meeting + "ort = \"Lille\"\n"},
		{CodeQuoteInText, meeting + "themen = [\"A\", \"\"B\"\"]\n", `Schreiben Sie "B".`, meeting + "themen = [\"A\", \"B\"]\n"},
		{CodeQuoteInText, meeting + "themen = [\"Projekt \"A\" und B\"]\n", `Schreiben Sie innerhalb des Textes „…“ statt "…".`, meeting + "themen = [\"Projekt „A“ und B\"]\n"},
		{CodeBareText, meeting + "ergebnisse = [\n  Eins, zwei und drei.\",\n  \"Vier.\",\n]\n", `Schreiben Sie "Eins, zwei und drei.".`, meeting + "ergebnisse = [\n  \"Eins, zwei und drei.\",\n  \"Vier.\",\n]\n"},
		{CodeQuoteStyle, meeting + "ort = ´Lille´\n", `Schreiben Sie "Lille".`, meeting + "ort = \"Lille\"\n"},
		{CodeQuoteStyle, meeting + "ort = ,,Lille''\n", `Schreiben Sie "Lille".`, meeting + "ort = \"Lille\"\n"},
		// Lists and inline tables.
		{CodeOpenList, meeting + "themen = [\"A\"; \"B\"]\n", "Ersetzen Sie es durch ein Komma.", meeting + "themen = [\"A\", \"B\"]\n"},
		{CodeOpenList, meeting + "themen = [\"A\" \"B\"]\n", "Setzen Sie zwischen zwei Einträge ein Komma.", meeting + "themen = [\"A\", \"B\"]\n"},
		{CodeOpenList, meeting + "themen = [\"A\"\n  \"B\"]\n", "Setzen Sie zwischen zwei Einträge ein Komma.", meeting + "themen = [\"A\",\n  \"B\"]\n"},
		{CodeOpenList, meeting + "nrw = [{ name = \"A\" amt = \"B\" }]\n", "Setzen Sie zwischen zwei Einträge ein Komma.", meeting + "nrw = [{ name = \"A\", amt = \"B\" }]\n"},
		{CodeOpenList, meeting + "nrw = [{ name = \"A\" }\n{ name = \"B\" }]\n", "Setzen Sie zwischen zwei Einträge ein Komma.", meeting + "nrw = [{ name = \"A\" },\n{ name = \"B\" }]\n"},
		{CodeOpenList, meeting + "themen = [\"A\", \"B\",\nort = \"C\"\n", "Setzen Sie ] hinter den letzten Eintrag.", meeting + "themen = [\"A\", \"B\"]\nort = \"C\"\n"},
		{CodeOpenList, meeting + "themen = [\"A\",\n\n[[gremium]]\nname = \"A\"\n", "Setzen Sie ] hinter den letzten Eintrag.", meeting + "themen = [\"A\",]\n\n[[gremium]]\nname = \"A\"\n"},
		{CodeOpenList, meeting + "nrw = [{ name = \"A\" ]\n", "Setzen Sie } hinter die letzte Angabe dieser Klammer.", meeting + "nrw = [{ name = \"A\" }]\n"},
		{CodeOpenList, meeting + "nrw = { name = \"A\" }]\n", "Setzen Sie [ vor den ersten Eintrag.", meeting + "nrw = [{ name = \"A\" }]\n"},
		{CodeOpenList, meeting + "nrw = [name = \"A\", amt = \"B\" }, { name = \"C\" }]\n", "Setzen Sie { vor „name“.", meeting + "nrw = [{ name = \"A\", amt = \"B\" }, { name = \"C\" }]\n"},
		{CodeOpenList, meeting + "nrw = [\n  name = \"A\", amt = \"B\" },\n]\n", "Setzen Sie { vor „name“.", meeting + "nrw = [\n  {name = \"A\", amt = \"B\" },\n]\n"},
		{CodeOpenList, meeting + "themen = [\"A\" und \"B\"]\n", "Ersetzen Sie es durch ein Komma.", meeting + "themen = [\"A\", \"B\"]\n"},
		{CodeOpenList, meeting + "themen = \"A\", \"B\"\n", `Schreiben Sie themen = ["A", "B"].`, meeting + "themen = [\"A\", \"B\"]\n"},
		{CodeOpenList, meeting + "themen = \"A\", \"B\"]\n", `Schreiben Sie themen = ["A", "B"].`, meeting + "themen = [\"A\", \"B\"]\n"},
		{CodeBareText, meeting + "themen = Jugend, Kultur\n", `Schreiben Sie themen = ["Jugend", "Kultur"].`, meeting + "themen = [\"Jugend\", \"Kultur\"]\n"},
		{CodeQuoteStyle, meeting + "themen = „Jugend“, „Kultur“\n", `Schreiben Sie themen = ["Jugend", "Kultur"].`, meeting + "themen = [\"Jugend\", \"Kultur\"]\n"},
		{CodeSyntax, meeting + "themen = (\"Jugend\", \"Kultur\")\n", `Schreiben Sie themen = ["Jugend", "Kultur"].`, meeting + "themen = [\"Jugend\", \"Kultur\"]\n"},
		{CodeBareText, meeting + "anzahl = ca. 3\n", "Schreiben Sie anzahl = 3.", meeting + "anzahl = 3\n"},
		{CodeBareText, meeting + "anzahl = einige\n", "Schreiben Sie die Zahl in Ziffern, zum Beispiel anzahl = 3.", meeting + "anzahl = 3\n"},
		{CodeEscape, meeting + "quelle = \"Ordner \\neu\"\n", backslashHint, meeting + "quelle = 'Ordner \\neu'\n"},
		{CodeGarbled, meeting + "ort = \"DÃ¼sseldorf\"\n", "Stellen Sie die Datei aus einer früheren Fassung wieder her, oder berichtigen Sie alle solchen Stellen; öffnen und speichern Sie sie künftig in UTF-8.",
			meeting + "ort = \"Düsseldorf\"\n"},
		// Equals signs.
		{CodeSyntax, meeting + "ort => \"Lille\"\n", "Löschen Sie das Zeichen >.", meeting + "ort = \"Lille\"\n"},
		{CodeNoPair, meeting + "ort : \"Lille\"\n", "Ersetzen Sie ihn durch das Zeichen =.", meeting + "ort = \"Lille\"\n"},
		{CodeNoPair, meeting + "nrw = [{ name: \"A\" }]\n", "Ersetzen Sie ihn durch das Zeichen =.", meeting + "nrw = [{ name = \"A\" }]\n"},
		{CodeNoPair, meeting + "ort \"Lille\"\n", `Schreiben Sie ort = "Lille".`, meeting + "ort = \"Lille\"\n"},
		{CodeNoPair, meeting + "ort == \"Lille\"\n", "Löschen Sie eines davon.", meeting + "ort = \"Lille\"\n"},
		{CodeOpenList, meeting + "themen =\n  \"A\",\n  \"B\",\n]\n", "Setzen Sie [ hinter das Gleichheitszeichen.", meeting + "themen = [\n  \"A\",\n  \"B\",\n]\n"},
		{CodeNoValue, meeting + "ort =\n  \"Lille\"\n", "Setzen Sie ihn auf dieselbe Zeile, hinter das Gleichheitszeichen.", meeting + "ort = \"Lille\"\n"},
		{CodeNoPair, meeting + "themen = [\"A\"]\n\"B\"]\n", "Gehört er zu der Liste darüber, steht deren Klammer ] zu früh; sonst fehlt davor der Name der Angabe mit einem Gleichheitszeichen.", meeting + "themen = [\"A\",\n\"B\"]\n"},
		{CodeNoPair, meeting + "nrw = [{ \"A\", amt = \"B\" }]\n", "Schreiben Sie davor, was er ist, zum Beispiel name = \"…\".", meeting + "nrw = [{ name = \"A\", amt = \"B\" }]\n"},
		{CodeBareDate, "[[begegnung]]\ndatum = 2008–04–21\nart = \"Treffen\"\n", "Schreiben Sie \"2008–04–21\".", "[[begegnung]]\ndatum = \"2008–04–21\"\nart = \"Treffen\"\n"},
		// The kind of the field.
		{CodeType, meeting + "anzahl = \"3\"\n", "Schreiben Sie anzahl = 3.", meeting + "anzahl = 3\n"},
		{CodeEmptyText, "[[begegnung]]\ndatum = \"\"\nart = \"Treffen\"\n", "Tragen Sie den Text ein, oder löschen Sie die Angabe.", "[[begegnung]]\nseit = 2023\nart = \"Treffen\"\n"},
		{CodeEmptyText, "[[begegnung]]\ndatum = 2023\nart = \"\"\n", "Tragen Sie den Text ein.", meeting},
		{CodeNoValue, "[[begegnung]]\ndatum = 2023\nart =\n", "Tragen Sie ihn ein.", meeting},
		{CodeNoValue, meeting + "ort =\n", "Tragen Sie ihn ein, oder löschen Sie die Zeile.", meeting},
		{CodeBareText, meeting + "anzahl = drei\n", "Schreiben Sie anzahl = 3.", meeting + "anzahl = 3\n"},
		{CodeBareText, meeting + "anzahl = mehrere\n", `Schreiben Sie "mehrere".`, meeting + "anzahl = \"mehrere\"\n"},
		{CodeSyntax, meeting + "nummer = 01\n", "Schreiben Sie nummer = 1.", meeting + "nummer = 1\n"},
		{CodeSyntax, meeting + "nummer = 3.\n", "Schreiben Sie nummer = 3.", meeting + "nummer = 3\n"},
		{CodeBareText, meeting + "nummer = vierte\n", "Schreiben Sie die Zahl in Ziffern, zum Beispiel nummer = 1.", meeting + "nummer = 3\n"},
		{CodeSyntax, meeting + "ort = 007\n", `Schreiben Sie "007".`, meeting + "ort = \"007\"\n"},
		{CodeBareText, "[[begegnung]]\ndatum = 2023\nart = Arbeitstrefen\n", `Schreiben Sie "Arbeitstreffen".`, "[[begegnung]]\ndatum = 2023\nart = \"Arbeitstreffen\"\n"},
		{"datum-unlesbar", "[[begegnung]]\ndatum = 2023/03/21\nart = \"Treffen\"\n", "Schreiben Sie 2023-03-21.", "[[begegnung]]\ndatum = 2023-03-21\nart = \"Treffen\"\n"},
		{"datum-unlesbar", "[[begegnung]]\ndatum = \"2023/03/21\"\nart = \"Treffen\"\n", "Schreiben Sie 2023-03-21.", "[[begegnung]]\ndatum = \"2023-03-21\"\nart = \"Treffen\"\n"},
		{CodeBareDate, "[[begegnung]]\ndatum = 2021-02\nart = \"Treffen\"\n", `Schreiben Sie "2021-02".`, "[[begegnung]]\ndatum = \"2021-02\"\nart = \"Treffen\"\n"},
		{CodeBareText, "[[begegnung]]\ndatum = Sommer 2022\nart = \"Treffen\"\n", `Schreiben Sie "Sommer 2022".`, "[[begegnung]]\ndatum = \"Sommer 2022\"\nart = \"Treffen\"\n"},
		// Twice.
		{CodeSameKey, meeting + "datum = 2024\nart = \"Treffen\"\n", "Beginnt hier ein neuer Eintrag, setzen Sie über seine erste Zeile [[begegnung]]; ist die Zeile nur doppelt, behalten Sie die richtige der beiden.",
			meeting + "[[begegnung]]\ndatum = 2024\nart = \"Treffen\"\n"},
		{CodeSameKey, meeting + "[[begegnung.nrw]]\nname = \"A\"\nname = \"B\"\n", "Beginnt hier ein neuer Eintrag, setzen Sie über seine erste Zeile [[begegnung.nrw]]; ist die Zeile nur doppelt, behalten Sie die richtige der beiden.",
			meeting + "[[begegnung.nrw]]\nname = \"A\"\n[[begegnung.nrw]]\nname = \"B\"\n"},
		// Headers.
		{CodeUnknownKey, "[[begegnun]]\ndatum = 2023\nart = \"Treffen\"\n", "Meinten Sie [[begegnung]]?", meeting},
		{CodeUnknownKey, "[[nrw]]\nname = \"A\"\n", "Meinten Sie [[begegnung.nrw]]? Der erste Name ist der des Eintrags, zu dem die Überschrift gehört.", meeting + "[[begegnung.nrw]]\nname = \"A\"\n"},
		{CodeHeader, "[[begegnung\ndatum = 2023\nart = \"Treffen\"\n", "Schreiben Sie [[begegnung]].", meeting},
		{CodeHeader, meeting + "begegnung:\ndatum = 2023\nart = \"Treffen\"\n", "Schreiben Sie [[begegnung]].", meeting + meeting},
		{CodeHeader, meeting + "((begegnung))\ndatum = 2023\nart = \"Treffen\"\n", "Schreiben Sie [[begegnung]].", meeting},
		{CodeHeader, meeting + "begegnung]]\ndatum = 2023\nart = \"Treffen\"\n", "Schreiben Sie [[begegnung]].", meeting + meeting},
		{CodeHeader, "[[begegnung;]\ndatum = 2023\nart = \"Treffen\"\n", "Schreiben Sie [[begegnung]].", strings.Replace(meeting, "]]", "]] # (nicht sicher; siehe Mail)", 1)},
		{CodeHeader, "[[[begegnung]]]\ndatum = 2023\nart = \"Treffen\"\n", "Schreiben Sie [[begegnung]].", meeting},
		{CodeHeader, "[ [ begegnung ] ] # A\ndatum = 2023\nart = \"Treffen\"\n", "Schreiben Sie [[begegnung]].", meeting},
		{CodeHeader, meeting + "{{begegnung.nrw}}\nname = \"A\"\n", "Schreiben Sie [[begegnung.nrw]].", meeting + "[[begegnung.nrw]]\nname = \"A\"\n"},
		{CodeHeader, "[[begegnung)\ndatum = 2023\nart = \"Treffen\"\n", "Schreiben Sie [[begegnung]].", meeting},
		{CodeNoHeader, "[[inhalt]]\nvereinbart = \"A.\"\n\n[[inhalt.stand]]\nab = 2023\noffen = \"B.\"\n\ndatum = 2023\nart = \"Treffen\"\nort = \"Lille\"\n", "Setzen Sie [[begegnung]] allein auf die Zeile darüber.",
			"[[inhalt]]\nvereinbart = \"A.\"\n\n[[inhalt.stand]]\nab = 2023\noffen = \"B.\"\n\n" + meeting + "ort = \"Lille\"\n"},
		{CodeNoHeader, meeting + "\nkennung = \"a\"\nname = \"das Programm\"\nart = \"Programm\"\ndatum = 2023\n", "Setzen Sie [[massnahme]] allein auf die Zeile darüber.",
			meeting + "\n[[massnahme]]\nkennung = \"a\"\nname = \"das Programm\"\nart = \"Programm\"\ndatum = 2023\n"},
		// Line ends.
		{CodeLineEnd, meeting + "ort = \"Lille\",\n", "Löschen Sie es.", meeting + "ort = \"Lille\"\n"},
		{CodeLineEnd, meeting + "ort = \"Lille\" themen = [\"A\"]\n", "Beginnen Sie vor „themen“ eine neue Zeile.", meeting + "ort = \"Lille\"\nthemen = [\"A\"]\n"},
		{CodeLineEnd, meeting + "ort = \"Lille\" (Frankreich)\n", "Setzen Sie es mit in die Anführungszeichen oder, wenn es eine Anmerkung ist, hinter ein #.", meeting + "ort = \"Lille (Frankreich)\"\n"},
	} {
		base := readArchive(t, "testdata/grund.txtar")
		findings := func(text string) diag.List {
			_, list := Load(overlay(base, ungarnFile, text))
			return list
		}
		if got := findings(test.wrong); len(got) != 1 || got[0].Code != test.code || got[0].Hint != test.hint {
			t.Errorf("%s\nwant one %s with the hint %s, got:\n%v\n", test.wrong, test.code, test.hint, got)
		}
		if got := findings(test.right); len(got) > 0 {
			t.Errorf("followed the hint:\n%s\n%v", test.right, got)
		}
	}
}

// TestRest puts a mistake between two others, and holds that all three are
// found, or that the finding says what has not been checked.
func TestRest(t *testing.T) {
	const before, after = "[[gremium]]\nname = \"A\"\nrythmus = \"jährlich\"\n\n", "\n[[gremium]]\nname = \"B\"\nrythmus = \"jährlich\"\n"
	for _, wrong := range []string{
		"art = \"A\"\nart = \"B\"\n", "themen = [\"A\" \"B\"]\n", "themen = [\"A\"\n", "themen = [\"A\",\n", "themen = [\n", "themen = [\"A\n",
		"nrw = [{ name = \"A\" ]\n", "nrw = [{ name = \"A\"\n", "nrw = [{ name = \"A\",\n", "nrw = [{\n", "nrw = { name = \"A\"\n", "nrw = [{ name = \"A }]\n", "nrw = [{ name }]\n",
		"ort : \"x\"\n", "ort \"x\"\n", "ort\n", "ort = \"x\n", "ort = x\"\n", "ort = \"x\ny\"\n", "ort = \"\"\"x\n", "ort = '''x\n", "ort = 'x\n", "ort = \"\"x\"\"\n",
		"themen = [\"A\"; \"B\"]\n", "themen = [\"A\"}\n", "themen = [\"A\"]]\n", "themen = [A\" \"B]\n", "= \"x\"\n", "ort = = \"x\"\n", "ort == \"x\"\n", "ort = \"x\" y\n",
		"Siehe Mail.\n", "// Anmerkung\n", "- Punkt\n", "[begegnung\n", "[[begegnung)\n", "[[]]\n", "[\n", "[[ ]\n", "]\n", "}\n", "\"\n", "ort.name.x = \n", "ort = [\"x\", {y = }]\n",
		"datum.x = 1\ndatum = 2023\n", "ort = \"\\u12\"\n", "<<<<<<< A\n", "[haus]\n[haus]\n",
	} {
		_, findings := Load(overlay(readArchive(t, "testdata/grund.txtar"), ungarnFile, before+meeting+wrong+after))
		rest, said := 0, false
		for _, f := range findings {
			if f.Code == CodeUnknownKey && strings.Contains(f.Text, "rythmus") {
				rest++
			}
			said = said || strings.Contains(f.Text, "noch nicht geprüft")
			if f.Code == CodeInternal {
				t.Errorf("%s%v", wrong, f)
			}
		}
		if rest != 2 && !said || len(findings) == rest {
			t.Errorf("%s%v\n", wrong, findings)
		}
	}
}

// TestSigns deletes and doubles each sign of the good folder's largest file in
// turn, and holds that hardly any of these slips hides much or leads to many
// findings.
func TestSigns(t *testing.T) {
	const name = "partnerschaften/krumm.toml"
	fsys := placesTree(t)
	src := string(fsys[name].Data)
	made, many := 0, 0
	for i, c := range src {
		if !strings.ContainsRune("\"'[]{},=", c) {
			continue
		}
		for _, mutated := range []string{src[:i] + src[i+1:], src[:i] + string(c) + src[i:], src[:i] + ";" + src[i+1:]} {
			fsys[name].Data = []byte(mutated)
			_, findings := Load(fsys)
			made++
			hidden := false
			for _, f := range findings {
				if f.Code == CodeInternal {
					t.Errorf("%s:\n%v", mutated, f)
				}
				hidden = hidden || strings.Contains(f.Text, "noch nicht geprüft")
			}
			if len(findings) > 2 || hidden {
				many++
			}
		}
	}
	t.Logf("%d slips, %d with more than two findings", made, many)
	if many*20 > made {
		t.Errorf("%d of %d slips with more than two findings", many, made)
	}
}
