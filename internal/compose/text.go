package compose

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text is a text of the records on its way through a template. Printed in a
// template, in whatever way, it comes out escaped for Markdown: forgetting to
// escape is impossible. It is a slice, so that {{if}} and {{range}} see
// whether there is any.
type Text []fragment

// fragment is a stretch of text from one place of the records.
type fragment struct {
	s      string
	origin int  // index into view.origins; 0: none
	raw    bool // s is Markdown of our own making (never a record's)
	once   int  // not 0: printed at its first occurrence in a section only; equal for equal things
}

// Marks that a printed Text carries through the template engine to the
// assembly of lines, which takes them out. They are private-use characters and
// their neighbours at the end of Unicode, which no record and no template may
// hold (see isMark).
const (
	markOriginHi = 0xF0000  // + origin / originBase
	markOriginLo = 0x100000 // + origin % originBase
	originBase   = 0x8000
	markOnceHi   = 0xF8000 // + once / originBase: an optional stretch begins; markOriginLo follows
	markEnd      = 0xE000  // the fragment ends
	markStart    = 0xE001  // a backslash belongs here where the block has only digits before it, or nothing
	markWhole    = 0xE003  // a template printed a view and not its fields
	markLine     = 0xE002  // the template's line holds an action; see standalone
)

// isMark reports whether the character could be one of the marks: a
// private-use character, or anything in the planes beyond.
func isMark(r rune) bool { return r >= 0xE000 && r <= 0xF8FF || r >= markOriginHi }

// plain returns s without the characters that the marks are made of.
func plain(s string) string {
	if !strings.ContainsFunc(s, isMark) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if isMark(r) {
			return -1
		}
		return r
	}, s)
}

// text makes a Text of a record's plain string.
func text(s string, origin int) Text {
	if s == "" {
		return nil
	}
	return Text{{s: plain(s), origin: origin}}
}

// String returns the text escaped for Markdown and with its marks.
func (t Text) String() string {
	var b strings.Builder
	for _, f := range t {
		if f.raw {
			b.WriteString(f.s)
			continue
		}
		if f.once != 0 {
			b.WriteRune(rune(markOnceHi + f.once/originBase))
			b.WriteRune(rune(markOriginLo + f.once%originBase))
		} else if f.origin != 0 {
			b.WriteRune(rune(markOriginHi + f.origin/originBase))
			b.WriteRune(rune(markOriginLo + f.origin%originBase))
		}
		escape(&b, f.s)
		b.WriteRune(markEnd)
	}
	return b.String()
}

// Format prints the text as String does, whatever the verb: %q and %x have no
// way around the escaping.
func (t Text) Format(s fmt.State, _ rune) { io.WriteString(s, t.String()) }

// Format prints a part of a Text, which {{range}} and {{index}} can reach.
func (f fragment) Format(s fmt.State, verb rune) { Text{f}.Format(s, verb) }

// plainString returns the text as it is to be read, without escapes.
func (t Text) plainString() string {
	var b strings.Builder
	for _, f := range t {
		if !f.raw {
			b.WriteString(f.s)
		}
	}
	return b.String()
}

// escape writes s so that every CommonMark and GFM reader, pandoc's with its
// extensions too, shows it as it is. Characters that mean something only at
// the beginning of a block get a markStart.
func escape(b *strings.Builder, s string) {
	for i, r := range s {
		switch r {
		case '\\', '`', '*', '_', '{', '[', ']', '<', '>', '#', '|', '~', '$', '@', '^':
			b.WriteByte('\\')
		case '&':
			// An entity begins; a lone & between spaces is left in peace.
			next, _ := utf8.DecodeRuneInString(s[i+1:])
			if i+1 == len(s) || next == '#' || unicode.IsLetter(next) || unicode.IsDigit(next) {
				b.WriteByte('\\')
			}
		case '-', '+', '=', ':', '%':
			if i == 0 {
				b.WriteRune(markStart)
			}
			if r == ':' && autolinks(s, i) {
				b.WriteByte('\\')
			}
		case '.', ')':
			switch {
			case i > 0 && digits(s[:i]):
				b.WriteRune(markStart)
			case r == '.' && i >= 3 && strings.EqualFold(s[i-3:i], "www"):
				b.WriteByte('\\')
			}
		}
		b.WriteRune(r)
	}
}

// autolinks reports whether the colon at s[i] would make a reader with GFM's
// autolink extension see a link.
func autolinks(s string, i int) bool {
	for _, scheme := range []string{"http", "https", "ftp", "mailto", "xmpp"} {
		if i >= len(scheme) && strings.EqualFold(s[i-len(scheme):i], scheme) {
			return true
		}
	}
	return false
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
