package diag

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("abcdefghi ", 20)
	for _, tt := range []struct {
		name, line   string
		number, col  int
		text, marked string
	}{
		{"plain", `kurz = "Ungarn`, 14, 8, `   14 | kurz = "Ungarn`, `      |        ^`},
		{"first column", "x", 1, 1, "    1 | x", "      | ^"},
		{"behind the end", "x", 1, 2, "    1 | x", "      |  ^"},
		{"umlauts are one cell", "äöü = ß", 123456, 7, "123456 | äöü = ß", "       |       ^"},
		{"tabs are four", "\ta\t=", 2, 4, "    2 |     a    =", "      |          ^"},
		{"wide characters are two", `"江苏" x`, 2, 6, `    2 | "江苏" x`, "      |        ^"},
		{"combining marks are none", "a\u0308b", 2, 3, "    2 | a\u0308b", "      |  ^"},
		{"nothing steers the terminal", "a\x1b[31m\u202eb\u200b", 2, 8, "    2 | a\ufffd[31m\ufffdb\ufffd", "      |        ^"},
		{"no UTF-8", "a\xe4b", 2, 2, "    2 | a\ufffdb", "      |  ^"},
		{"long, place at the beginning", long, 3, 5, "    3 | " + long[:67] + "…", "      |     ^"},
		{"long, place in the middle", long, 3, 101, "    3 | …" + long[56:122] + "…", "      | " + strings.Repeat(" ", 45) + "^"},
		{"long, place at the end", long[:199], 3, 199, "    3 | …" + long[132:199], "      | " + strings.Repeat(" ", 67) + "^"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, want := excerpt(tt.line, tt.number, tt.col), tt.text+"\n"+tt.marked; got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// FuzzExcerpt: two lines, nothing that steers a terminal, never too wide, the
// caret below the character of the column.
func FuzzExcerpt(f *testing.F) {
	f.Add("kurz = \"Ungarn", 8)
	f.Add("\t\u200b江\u0301\x1b"+strings.Repeat("ä", 100), 90)
	f.Fuzz(func(t *testing.T, line string, column int) {
		if strings.Contains(line, "\n") || column < 1 || column > utf8.RuneCountInString(line)+1 {
			return
		}
		text, mark, ok := strings.Cut(excerpt(line, 7, column), "\n")
		if !ok || strings.Contains(mark, "\n") || !strings.HasPrefix(text, "    7 |") || !strings.HasPrefix(mark, "      | ") {
			t.Fatalf("not two lines with a gutter:\n%q\n%q", text, mark)
		}
		if i := strings.IndexFunc(text, func(r rune) bool { return r != '\u00ad' && !unicode.IsGraphic(r) }); i >= 0 {
			t.Errorf("%q holds %q", text, text[i:])
		}
		if n := cells(text); n > 8+excerptCells {
			t.Errorf("%d cells: %q", n, text)
		}
		if cells(mark) > max(cells(text)+1, 9) && strings.TrimSpace(line) == line {
			t.Errorf("the caret is outside:\n%s\n%s", text, mark)
		}
	})
}

func TestStringIsClean(t *testing.T) {
	f := Finding{Pos: Pos{"a\x1b[2J.toml", 1, 1}, Code: "x", Text: "Der Schlüssel „\x1b[31m\u202e“\nfehlt.", Hint: "So\tnicht\r.", Source: "\x07"}
	want := "a\ufffd[2J.toml:1:1: Fehler: Der Schlüssel „\ufffd[31m\ufffd“ fehlt. [x]\n    1 | \ufffd\n      | ^\n  Hinweis: So nicht\ufffd."
	if got := f.String(); got != want {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestGravestAndTally(t *testing.T) {
	var l List
	for i := range 6 {
		l.Add(Finding{Pos: Pos{"a", i + 1, 1}, Severity: Severity(i % 3), Code: "c" + string(rune('0'+i%3))})
	}
	l.Errorf(Pos{File: "b"}, "c0", "", "x")
	shown, rest := l.Gravest(4)
	if len(shown) != 4 || shown.Count(Error) != 3 || shown[1].Severity != Warning || shown[3].File != "b" {
		t.Errorf("shown:\n%s", shown)
	}
	if got, want := rest.Tally(), "  a: 2 × c2, 1 × c1\n"; got != want {
		t.Errorf("tally %q, want %q", got, want)
	}
	if shown, rest := l.Gravest(7); len(shown) != 7 || rest != nil {
		t.Errorf("%d shown, %d not", len(shown), len(rest))
	}
	l = nil
	for i := range 30 {
		l.Errorf(Pos{File: "f" + string(rune('a'+i))}, "c", "", "x")
	}
	got := l.Tally()
	if n := strings.Count(got, "\n"); n != 21 || !strings.HasSuffix(got, "\n  10 weitere Dateien: 10 Meldungen\n") {
		t.Errorf("%d lines:\n%s", n, got)
	}
}
