package markdown

import (
	"strings"
	"testing"
)

// findingsOf parses a draft and returns its findings without their hints, and
// its text.
func findingsOf(draft string) (string, []string) {
	doc, findings := Parse([]byte(draft), "e.md")
	var b strings.Builder
	for _, f := range findings {
		f.Hint = ""
		b.WriteString(f.String() + "\n")
	}
	return b.String(), Plain(doc)
}

// A comment without an end is an error at its beginning, whatever follows; it
// takes no text with it beyond its own block, and is never printed.
func TestOpenComment(t *testing.T) {
	const open = ": Fehler: Der hier begonnene Kommentar hat kein Ende; er verdeckt Text, der folgt. [kommentar-offen]\n"
	for _, tt := range []struct{ name, body, findings, plain string }{
		{"up to the end of a mark below", "Vorher\n\n<!-- NOTIZ\n\nAbsatz **eins**\n\n## Titel\n\n<!-- us:vereinbarung -->\n\nzwei\n",
			"e.md:11:1" + open, "Vorher|Absatz eins|Titel|zwei"},
		{"up to the end of a note in the text", "<!-- NOTIZ\n\nAbsatz <!-- Notiz --> eins\n", "e.md:9:1" + open, "Absatz eins"},
		{"up to the end of the draft", "<!-- NOTIZ\nNOTIZ\n\nAbsatz\n\n- Punkt\n", "e.md:9:1" + open, "Absatz|Punkt"},
		{"a mark", "<!-- us:vereinbarung\n\nErklärung\n\n<!-- us:tabelle -->\n\n| a |\n|---|\n", "e.md:9:1" + open, "Erklärung|a"},
		{"two", "<!-- NOTIZ ä\n<!-- NOTIZ\n\nAbsatz\n\n<!-- c -->\n", "e.md:9:1" + open + "e.md:10:1" + open, "Absatz"},
		{"before another in its line", "<!-- NOTIZ ä <!-- us:vereinbarung -->\n\nAbsatz\n", "e.md:9:1" + open, "Absatz"},
		{"behind a closed one", "<!-- a --> <!-- NOTIZ\n\nAbsatz\n", "e.md:9:12" + open, "Absatz"},
		{"around an escaped one", "<!-- NOTIZ\n\nAbsatz \\<!-- eins --\\>\n\n<!-- c -->", "e.md:9:1" + open, "Absatz <!-- eins -->"},
		{"in an item", "- eins\n- <!-- NOTIZ\n\n  zwei\n- drei\n", "e.md:10:3" + open, "eins|zwei|drei"},
		{"in a quote", "> <!-- NOTIZ\n> NOTIZ\n>\n> zwei <!-- c -->\n", "e.md:9:3" + open, "zwei"},
		{"in a paragraph", "Text eins <!-- NOTIZ bis *morgen* klären\nNOTIZ\n\nText zwei\n", "e.md:9:11" + open, "Text eins|Text zwei"},
		{"in a paragraph, up to another", "Text eins <!-- NOTIZ\nNOTIZ <!-- c --> Ende\n\nText zwei\n", "e.md:9:11" + open, "Text eins Ende|Text zwei"},
		{"in emphasis and a link", "Text **[eins <!-- NOTIZ](https://x.de) NOTIZ**\n", "e.md:9:14" + open, "Text eins"},
		{"in a line of an item", "- eins <!-- NOTIZ\n- zwei\n", "e.md:9:8" + open, "eins|zwei"},
		{"in a line of a quote", "> eins <!-- NOTIZ\n\nzwei\n", "e.md:9:8" + open, "eins|zwei"},
		{"in a heading", "## eins <!-- NOTIZ\n\nzwei\n", "e.md:9:9" + open, "eins|zwei"},
		{"in a cell", "| eins <!-- NOTIZ | zwei |\n|---|---|\n| drei | vier <!-- NOTIZ |\n", "e.md:9:8" + open + "e.md:11:15" + open, "eins|zwei|drei|vier"},
		{"escaped", "Text \\<!-- kein Kommentar, `<!--` keiner, \\\\\\<!-- keiner\n", "", "Text <!-- kein Kommentar, <!-- keiner, \\<!-- keiner"},
		{"behind an escaped backslash", "Text \\\\<!-- NOTIZ\n", "e.md:9:8" + open, "Text \\"},
		{"within programme text", "    eins <!-- NOTIZ <!-- c -->\n",
			"e.md:9:5" + open + "e.md:9:5: Warnung: Vier Leerzeichen am Anfang machen aus einem Absatz Programmtext; er steht als einfacher Text im Dokument. [code-block]\n", "eins"},
	} {
		findings, plain := findingsOf(head + tt.body)
		if findings != tt.findings {
			t.Errorf("%s: findings\n%swant\n%s", tt.name, findings, tt.findings)
		}
		if got := strings.Join(plain, "|"); got != tt.plain {
			t.Errorf("%s: text %q, want %q", tt.name, got, tt.plain)
		}
	}
}

// A mark without an end is obeyed all the same, so that one error does not bring
// others about.
func TestOpenMark(t *testing.T) {
	draft := strings.Replace(strings.Replace(head, "\n-->", "\n\n", 1), "bericht -->", "bericht\n", 1) + "Text\n"
	doc, findings := Parse([]byte(draft), "e.md")
	if len(findings) != 2 || findings[0].Code != "kommentar-offen" || findings[1].Code != "kommentar-offen" {
		t.Errorf("findings:\n%s", findings)
	}
	if doc.Meta.Title != "x" || len(doc.Parts) != 1 || doc.Parts[0].Kind != Report {
		t.Errorf("document:\n%s", dump(doc))
	}
}

// Open comments cost linear time and no text of the caller's.
func TestManyOpenComments(t *testing.T) {
	const n = 100000
	draft := []byte(head + strings.Repeat("<!-- NOTIZ\n\nText\n\n", n))
	before := string(draft)
	doc, findings := Parse(draft, "e.md")
	if len(findings) != n || len(Plain(doc)) != n {
		t.Errorf("%d findings and %d texts", len(findings), len(Plain(doc)))
	}
	if string(draft) != before {
		t.Error("the draft has changed")
	}
}
