package typeset

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/font"
	"umsetzungsstand/internal/markdown"
)

// settable reports whether a character can be set as this package sets text:
// one glyph behind the other, from left to right. Characters that combine with
// the one before would stand beside it; those that NFC can compose have been
// composed.
func settable(r rune) bool {
	if r == utf8.RuneError || unicode.In(r, unicode.Mn, unicode.Me) {
		return false
	}
	return !leftward(r)
}

// leftward reports whether a character belongs to a script that is written from
// right to left (Unicode Standard Annex 9: the classes R and AL).
func leftward(r rune) bool {
	if r < 0x590 {
		return false
	}
	p, _ := bidi.LookupRune(r)
	return p.Class() == bidi.R || p.Class() == bidi.AL
}

// missing reports the character at an offset of the run, which cannot be set
// in the face; once a run is enough.
func (s *setter) missing(run *markdown.Run, offset int, r rune, face *font.Face) {
	if strings.ContainsRune(run.Text[:offset], r) {
		return
	}
	hint := "Bitte ersetzen Sie das Zeichen oder umschreiben Sie es."
	code, what := "zeichen-fehlt", ""
	switch {
	case r == utf8.RuneError:
		what = "Der Text enthält ein Ersatzzeichen (U+FFFD): Hier ist ein Zeichen verloren gegangen."
	case unicode.Is(unicode.Variation_Selector, r):
		what = fmt.Sprintf("Das Zeichen U+%04X, das die Form des vorigen bestimmt, lässt sich nicht drucken.", r)
		hint = "Bitte löschen Sie das Zeichen."
	case unicode.In(r, unicode.Mn, unicode.Me):
		code = "zeichen-akzent"
		what = fmt.Sprintf("Der Akzent „\u25cc%c“ (U+%04X) ergibt mit dem Zeichen davor keines, das die Schrift kennt; er stünde neben ihm.", r, r)
	case leftward(r):
		if before, _ := utf8.DecodeLastRuneInString(run.Text[:offset]); leftward(before) {
			return // said already
		}
		code = "zeichen-linkslaeufig"
		what = fmt.Sprintf("Hier beginnt Text in einer Schrift, die von rechts nach links läuft (U+%04X); er würde verkehrt herum gedruckt.", r)
		hint = "Bitte schreiben Sie das Wort in lateinischer Umschrift."
	case unicode.IsGraphic(r) && !unicode.Is(unicode.Co, r):
		what = fmt.Sprintf("Das Zeichen „%c“ (U+%04X) ist in der Schrift nicht enthalten.", r, r)
		if face.Fallback != nil {
			what = fmt.Sprintf("Das Zeichen „%c“ (U+%04X) ist weder in der Schrift noch in ihrem Ersatz %s enthalten.", r, r, diag.Quote(face.Fallback.Family))
		}
	default:
		what = fmt.Sprintf("Das Zeichen U+%04X lässt sich nicht drucken.", r)
	}
	s.finds.Errorf(s.doc.Place(run, r), code, hint, "%s", what)
}

// mix cuts the last piece of t.buf, whose face lacks some of its characters,
// where the face changes to its fallback and back.
//
// The letters of a word are set in one face, if there is one that has them all:
// a single strange letter in a name would look like a mistake. All else is set
// in the piece's own face wherever that has it, so that quotation marks match,
// and „Łódź-Vertrag“ changes at the hyphen. A space belongs to what it follows.
func (t *text) mix() {
	last := len(t.pieces) - 1
	whole := t.pieces[last]
	own, other := whole.face, whole.face.Fallback
	t.pieces[last].face, t.pieces[last].end = nil, whole.start
	set := func(n int, face *font.Face) { // nil: whichever is at hand
		p := &t.pieces[len(t.pieces)-1]
		switch {
		case face == nil || face == p.face:
		case p.face == nil:
			p.face = face
		default:
			next := whole
			next.start, next.end, next.face = p.end, p.end, face
			t.pieces = append(t.pieces, next)
			p = &t.pieces[len(t.pieces)-1]
		}
		p.end += n
	}
	for rest := string(t.buf[whole.start:whole.end]); rest != ""; {
		word := rest[:len(rest)-len(strings.TrimLeftFunc(rest, unicode.IsLetter))]
		switch {
		case word == "":
			r, n := utf8.DecodeRuneInString(rest)
			word = rest[:n]
			face := own.For(r)
			if strings.ContainsRune(spaces, r) {
				face = nil
			}
			set(n, face)
		case hasAll(own, word):
			set(len(word), own)
		case hasAll(other, word):
			set(len(word), other)
		default:
			for _, r := range word {
				set(utf8.RuneLen(r), own.For(r))
			}
		}
		rest = rest[len(word):]
	}
}

func hasAll(face *font.Face, word string) bool {
	return !strings.ContainsFunc(word, func(r rune) bool { return !face.Has(r) })
}

// lack is what the family lacks and its fallback has, as far as it occurs.
type lack struct {
	face  *font.Face // that lacks the first
	at    diag.Pos   // of the first
	chars []rune     // in the order of their first occurrence
	known map[rune]bool
}

// substituted notes a character of the run that is set in the face's fallback.
func (s *setter) substituted(run *markdown.Run, r rune, face *font.Face) {
	l := &s.lack
	if l.known[r] {
		return
	}
	if l.face == nil {
		l.face, l.at, l.known = face, s.doc.Place(run, r), make(map[rune]bool)
	}
	l.known[r] = true
	l.chars = append(l.chars, r)
}

// warn says once, at the first of them, which characters are set in the
// fallback.
func (l *lack) warn(finds *diag.List) {
	if l.face == nil {
		return
	}
	const most = 5
	verb, names := "fehlt das Zeichen ", make([]string, 0, most)
	for _, r := range l.chars[:min(len(l.chars), most)] {
		names = append(names, fmt.Sprintf("„%c“ (U+%04X)", r, r))
	}
	if n := len(l.chars) - most; n > 0 {
		names = append(names, fmt.Sprintf("%d weitere", n))
	}
	list, last := names[0], len(names)-1
	if last > 0 {
		verb, list = "fehlen die Zeichen ", strings.Join(names[:last], ", ")+" und "+names[last]
	}
	finds.Add(diag.Finding{
		Pos: l.at, Severity: diag.Warning, Code: "schrift-ersatz",
		Text: "Der Schrift " + diag.Quote(l.face.Family) + " " + verb + list + "; solche Stellen sind in " + diag.Quote(l.face.Fallback.Family) + " gesetzt.",
		Hint: "Bitte sehen Sie die Seiten daraufhin an, oder verwenden Sie eine Fassung der Schrift, die diese Zeichen enthält.",
	})
}
