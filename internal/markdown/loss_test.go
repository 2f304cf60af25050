package markdown

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// TestNothingLost puts random drafts together from what Markdown is made of:
// every letter is in the document, in its order, or a finding tells of the loss.
func TestNothingLost(t *testing.T) {
	tokens := []string{"a", "b", "Wort", "ä", "x y", " ", "  ", "\n", "\n\n", "\t", "    ", "*", "**", "_", "# ", "#### ", "- ", "  - ", "1. ", "> ",
		"|", "| c | d |\n|---|---|\n", "|-|\n", "`", "``", "```\n", "~~~\n", "---\n", "===\n", "\\", "\\\n", "[", "]", "(", ")", "]: ", "](", "!", "![", "~~",
		"www.", "@", "</b>", "<b>", "<p>\n"}
	telling := []string{"tabelle-zeile", "code-block", "verweis-ziel", "verweis-titel", "verweis-ungenutzt", "bild"}
	letters := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) {
				return r
			}
			return -1
		}, s)
	}
	rnd := rand.New(rand.NewPCG(3, 4))
	lossless := 0
	for range 20000 {
		var body strings.Builder
		for range 1 + rnd.IntN(25) {
			body.WriteString(tokens[rnd.IntN(len(tokens))])
		}
		doc, findings := Parse([]byte(head+body.String()), "entwurf.md")
		told := false
		for _, f := range findings {
			told = told || slices.Contains(telling, f.Code)
		}
		if told {
			continue
		}
		lossless++
		want, got := letters(body.String()), letters(strings.Join(Plain(doc), ""))
		if got != want {
			t.Errorf("%q\nhas the letters %s\nthe document  %s\n%s", body.String(), want, got, findings)
		}
	}
	if lossless < 10000 {
		t.Errorf("only %d drafts looked at", lossless)
	}
}
