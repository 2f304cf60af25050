package record

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// decode returns the text that a complete string literal means. What is no
// escape stays as it is.
func decode(lit string) string {
	var b strings.Builder
	each(lit, func(_ int, text string) bool {
		b.WriteString(text)
		return true
	})
	return b.String()
}

// each calls yield for each character of a string literal's text, with the
// offset at which it stands in the literal.
func each(lit string, yield func(off int, text string) bool) {
	quote := lit[:1]
	from, to := 1, len(lit)-1
	if long := strings.Repeat(quote, 3); len(lit) >= 6 && strings.HasPrefix(lit, long) {
		from, to = 3, len(lit)-3
		if lit[from] == '\n' && from < to {
			from++
		}
	}
	for i := from; i < to; {
		size, text := 1, ""
		switch {
		case lit[i] == '\\' && quote == `"` && i+1 < to:
			size, text = escape(lit[i:to])
		default:
			_, size = utf8.DecodeRuneInString(lit[i:to])
			text = lit[i : i+size]
		}
		if text != "" && !yield(i, text) {
			return
		}
		i += size
	}
}

// escape returns the length of an escape sequence and the text that it means:
// none for a backslash at the end of a line.
func escape(s string) (int, string) {
	digits := 0
	if len(s) == 1 {
		return 1, s
	}
	switch s[1] {
	case 'b':
		return 2, "\b"
	case 't':
		return 2, "\t"
	case 'n':
		return 2, "\n"
	case 'f':
		return 2, "\f"
	case 'r':
		return 2, "\r"
	case 'e':
		return 2, "\x1b"
	case '"', '\\':
		return 2, s[1:2]
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	case ' ', '\t', '\n', '\r':
		if rest := strings.TrimLeft(s[1:], " \t\r\n"); strings.Contains(s[:len(s)-len(rest)], "\n") {
			return len(s) - len(rest), ""
		}
	}
	if digits > 0 && len(s) >= 2+digits {
		if n, err := strconv.ParseUint(s[2:2+digits], 16, 32); err == nil {
			return 2 + digits, string(rune(n))
		}
	}
	return 1, s[:1]
}

// inText returns the place of the character at a byte offset of a string
// value's text.
func (ix *index) inText(id int32, offset int) place {
	n := &ix.nodes[id]
	if n.start == n.end {
		return n.value
	}
	lit := ix.src[n.start:n.end]
	if lit[0] != '"' && lit[0] != '\'' {
		return n.value
	}
	at, seen := 0, 0
	each(lit, func(off int, text string) bool {
		at = off
		seen += len(text)
		return seen <= offset
	})
	before := lit[:at]
	if line := strings.LastIndexByte(before, '\n'); line >= 0 {
		return place{n.value.line + int32(strings.Count(before, "\n")), int32(utf8.RuneCountInString(before[line+1:]) + 1)}
	}
	return place{n.value.line, n.value.col + int32(utf8.RuneCountInString(before))}
}
