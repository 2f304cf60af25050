package record

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Canonical brings a plain text to the form in which the program holds it:
// NFC; each run of spaces, tabs and line breaks becomes one space, and none
// stands at either end. A space that stands alone stays the one that it is
// (U+00A0, U+202F and the like), and so does a run of the same no-break space,
// shortened to one. Everything else stays as it is. Canonical is idempotent.
func Canonical(s string) string {
	if plain(s) {
		return s
	}
	s = norm.NFC.String(s)
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if !blank(r) {
			b.WriteString(s[i : i+size])
			i += size
			continue
		}
		space, from := r, i
		if breaksLine(r) || r == '\t' {
			space = ' '
		}
		for i < len(s) {
			next, size := utf8.DecodeRuneInString(s[i:])
			if !blank(next) {
				break
			}
			if next != r || r != '\u00A0' && r != '\u202F' && i > from {
				space = ' '
			}
			i += size
		}
		if from > 0 && i < len(s) {
			b.WriteRune(space)
		}
	}
	return b.String()
}

// CanonicalMarkdown does the same for Markdown, where lines and indentation
// mean something: line breaks become line feeds; the indentation that all
// lines share goes, and within the others tabs count as four spaces; of
// several empty lines one stays, and none at either end. Within a line it
// does what Canonical does. CanonicalMarkdown is idempotent.
func CanonicalMarkdown(s string) string {
	if plain(s) {
		return s
	}
	s = norm.NFC.String(s)
	s = strings.ReplaceAll(s, "\r\n", "\n")
	lines := strings.Split(strings.Map(func(r rune) rune {
		if breaksLine(r) {
			return '\n'
		}
		return r
	}, s), "\n")

	indents := make([]int, len(lines))
	shared := -1
	for i, line := range lines {
		text := strings.TrimLeft(line, " \t")
		indent := line[:len(line)-len(text)]
		indents[i] = len(indent) + 3*strings.Count(indent, "\t")
		lines[i] = Canonical(text)
		if lines[i] != "" && (shared < 0 || indents[i] < shared) {
			shared = indents[i]
		}
	}
	var b strings.Builder
	b.Grow(len(s))
	empty := false
	for i, line := range lines {
		if line == "" {
			empty = true
			continue
		}
		if b.Len() > 0 {
			if empty {
				b.WriteByte('\n')
			}
			b.WriteByte('\n')
			for range indents[i] - shared {
				b.WriteByte(' ')
			}
		}
		empty = false
		b.WriteString(line)
	}
	return b.String()
}

// plain reports whether a text is canonical at first sight: ASCII and letters
// that NFC leaves alone, single spaces within.
func plain(s string) bool {
	if s == "" {
		return true
	}
	if s[0] == ' ' || s[len(s)-1] == ' ' {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c < ' ':
			return false
		case c == ' ' && s[i+1] == ' ':
			return false
		case c >= utf8.RuneSelf:
			// Latin-1 letters and general punctuation from U+2010 to U+2026
			// are most of what German texts hold beyond ASCII.
			r, size := utf8.DecodeRuneInString(s[i:])
			if (r < 0xC0 || r > 0x24F) && (r < 0x2010 || r > 0x2026) {
				return false
			}
			i += size - 1
		}
	}
	return true
}

// blank reports whether a character separates words.
func blank(r rune) bool {
	return r == ' ' || r == '\t' || breaksLine(r) || r >= utf8.RuneSelf && unicode.Is(unicode.Zs, r)
}

func breaksLine(r rune) bool {
	switch r {
	case '\n', '\r', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}

// forbidden reports whether no text of a record may hold the character:
// control characters (but tabs and line breaks), invisible and bidirectional
// ones, the private use areas, and what stands for a character that was lost.
func forbidden(r rune) bool {
	switch {
	case r < ' ':
		return r != '\t' && r != '\n' && r != '\r'
	case r < 0x7F:
		return false
	case r <= 0x9F:
		return r != 0x85
	case r < 0x200B:
		return false
	case r <= 0x200F, r >= 0x202A && r <= 0x202E, r == 0x2060, r >= 0x2066 && r <= 0x2069, r == 0xFEFF:
		return true
	}
	return r >= 0xFFFD && r <= 0xFFFF || unicode.Is(unicode.Co, r)
}

// characterName names a forbidden character for a clerk.
func characterName(r rune) string {
	switch {
	case r < ' ' || r >= 0x7F && r <= 0x9F:
		return "Steuerzeichen"
	case r == 0x200B:
		return "Leerzeichen ohne Breite"
	case r == 0x200C || r == 0x200D:
		return "unsichtbarer Verbinder oder Trenner"
	case r == 0x2060:
		return "unsichtbarer Wortverbinder"
	case r == 0xFEFF:
		return "Bytereihenfolge-Marke"
	case r >= 0xFFFD && r <= 0xFFFF:
		return "Ersatz für ein verlorenes Zeichen"
	case unicode.Is(unicode.Co, r):
		return "Zeichen zur privaten Verwendung, etwa ein Symbol aus Word"
	}
	return "Zeichen für die Schreibrichtung"
}
