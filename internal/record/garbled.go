package record

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"umsetzungsstand/internal/diag"
)

// garbledMarks are what letters and signs of German texts become when a
// file in UTF-8 is opened as Windows-1252 and saved again: two or three
// characters for one. No language writes them side by side.
var garbledMarks = sync.OnceValue(func() []string {
	var marks []string
	for _, r := range "äöüÄÖÜßéèêçñłŁ–„“”‚‘’…§" {
		if s, err := charmap.Windows1252.NewDecoder().String(string(r)); err == nil && !strings.ContainsRune(s, utf8.RuneError) {
			marks = append(marks, s)
		}
	}
	return marks
})

// garbled returns the offset of the first character of a source that was saved
// in a wrong encoding once, the word there and what it was; -1 if there is none.
func garbled(src string) (at int, word, was string) {
	if !strings.ContainsAny(src, "ÃâÅÂ") { // how all of them begin
		return -1, "", ""
	}
	at = -1
	for _, m := range garbledMarks() {
		if i := strings.Index(src, m); i >= 0 && (at < 0 || i < at) {
			at = i
		}
	}
	if at < 0 {
		return -1, "", ""
	}
	part := func(r rune) bool { return unicode.IsSpace(r) || r == '"' || r == '\'' }
	from := strings.LastIndexFunc(src[:at], part) + 1
	to := len(src)
	if i := strings.IndexFunc(src[at:], part); i >= 0 {
		to = at + i
	}
	word = src[from:to]
	if b, err := charmap.Windows1252.NewEncoder().String(word); err == nil && utf8.ValidString(b) {
		was = b
	}
	return at, word, was
}

// reportGarbled reports a file that was saved in a wrong encoding once. One
// finding is enough: all of its umlauts are lost in the same way.
func (l *loader) reportGarbled(name, src string) {
	at, word, was := garbled(src)
	if at < 0 {
		return
	}
	p := (&index{src: src}).placeOf(at)
	text := "Hier steht " + diag.Quote(word)
	if was != "" {
		text += ", gemeint war wohl " + diag.Quote(was)
	}
	report(&l.out, diag.Pos{File: name, Line: int(p.line), Column: int(p.col)}, CodeGarbled,
		"Stellen Sie die Datei aus einer früheren Fassung wieder her, oder berichtigen Sie alle solchen Stellen; öffnen und speichern Sie sie künftig in UTF-8.",
		"%s: Die Datei wurde einmal in einer falschen Kodierung gespeichert.", text)
}
