package diag

import (
	"strings"
	"unicode"
)

// MaxQuoted is how many characters of what somebody wrote a message shows.
const MaxQuoted = 60

// Quote returns what somebody wrote in „…“, fit to stand in a message:
// shortened, and without characters that would not show.
func Quote(s string) string {
	var b strings.Builder
	b.WriteString("„")
	n := 0
	for _, r := range s {
		if n++; n > MaxQuoted {
			cut := b.String()
			if at := strings.LastIndexByte(cut, ' '); !unicode.IsSpace(r) && at > len(cut)*2/3 {
				cut = cut[:at] // no half a word
			}
			return strings.TrimRight(cut, " ") + " …“"
		}
		switch {
		case unicode.IsSpace(r):
			r = ' '
		case !unicode.IsGraphic(r):
			r = unicode.ReplacementChar
		}
		b.WriteRune(r)
	}
	b.WriteString("“")
	return b.String()
}
