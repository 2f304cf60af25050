package typeset

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"umsetzungsstand/internal/font"
	"umsetzungsstand/internal/markdown"
)

// text is the text of one paragraph, heading or cell, measured and cut into
// boxes between which a line may or may not end. It is used for one paragraph
// and then again for the next; only the string survives, in the fragments.
type text struct {
	clean  string  // the characters to draw, with one space for each run of spaces, none at the ends
	pieces []piece // stretches of equal style, in order, covering clean
	boxes  []box   // in order, covering clean
	size   Length
	kerned bool  // letters are kerned
	forced []int // offsets in clean where a new line must begin
	soft   []int // offsets in clean of permitted divisions

	buf     []byte // while reading: clean
	breaker        // while breaking into lines
}

// piece is a stretch of text in one style and one face.
type piece struct {
	start, end int // in clean
	face       *font.Face
	owner      int
	outer      int // what a Span at hand stands in: the text's owner, or a Link
	abbr       int // the Span of the abbreviation that it is part of
	link       int // markdown.Run.Link
	lang, long string
	code       bool
}

// box is the smallest part of a text that line breaking moves: a word, or a
// part of one that ends where the word may be divided or the style changes. It
// lies within one piece.
//
// Widths are in 1/1000 em: the sizes in one text are equal.
type box struct {
	start, end int // in clean, without the space that follows
	next       int // where the next box begins
	width      int
	space      int // width of the space that follows; it does not count at a line's end
	kern       int // kerning with the next box; it counts only where both are in one line
	piece      int
	after      ending
}

// ending says what may happen after a box.
type ending uint8

const (
	join      ending = iota // no line ends here
	blank                   // a line may end here
	ownHyphen               // likewise, within a word and after its own hyphen
	soft                    // likewise, with a hyphen that is drawn only then
	cut                     // likewise, within a word that no line can hold
	forced                  // a line must end here
)

// read makes the runs ready for breaking. Links, and spans for what is in
// another language or stands for something longer, become elements below owner.
// It reports whether there is anything to set.
//
// Tabs and line breaks are spaces; characters that are not to be seen
// (directional marks, joiners, U+200B) are left out; a character that cannot be
// set rightly is left out and reported.
func (s *setter) read(runs []markdown.Run, f Format, owner int) bool {
	t := &s.text
	t.size, t.kerned = f.Size, s.Kerning
	t.buf, t.pieces, t.soft, t.forced = t.buf[:0], t.pieces[:0], t.soft[:0], t.forced[:0]
	elements := len(s.layout.Elements)
	space := true // there is one already, or the text has not begun
	for i := range runs {
		run := &runs[i]
		if run.Break {
			if !space {
				t.buf = append(t.buf, ' ')
				t.pieces[len(t.pieces)-1].end++
				space = true
			}
			t.forced = append(t.forced, len(t.buf))
			continue
		}
		start := len(t.buf)
		face, mixed := s.face(f, run.Bold, run.Italic), false
		for at, r := range run.Text {
			switch {
			case r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\u2028' || r == '\u2029':
				if !space {
					t.buf = append(t.buf, ' ')
					space = true
				}
				continue
			case r == '\u00ad':
				t.soft = append(t.soft, len(t.buf))
				continue
			case r < 0x300 && face.Has(r): // the no-break space among them
			case unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r):
				continue
			case !settable(r) || face.For(r) == nil:
				s.missing(run, at, r, face)
				continue
			case face.For(r) != face:
				s.substituted(run, r, face)
				mixed = true
			}
			t.buf = utf8.AppendRune(t.buf, r)
			space = false
		}
		if len(t.buf) == start {
			continue
		}
		p := piece{start: start, end: len(t.buf), face: face, outer: owner, link: run.Link, lang: run.Lang, long: run.Long, code: run.Code}
		s.own(&p, run.Href)
		t.pieces = append(t.pieces, p)
		if mixed {
			t.mix()
		}
	}
	if n := len(t.buf); n > 0 && t.buf[n-1] == ' ' {
		t.buf = t.buf[:n-1]
		last := &t.pieces[len(t.pieces)-1]
		if last.end--; last.end == last.start {
			t.pieces = t.pieces[:len(t.pieces)-1]
			s.drop(max(elements, s.lastOwner()+1))
		}
	}
	if len(runs) == 1 && runs[0].Text == string(t.buf) { // no copy: most texts are clean
		t.clean = runs[0].Text
	} else {
		t.clean = string(t.buf)
	}
	if strings.Trim(t.clean, " \u00a0\u202f") == "" { // nothing that could be seen
		t.pieces, t.boxes = t.pieces[:0], t.boxes[:0]
		s.drop(elements)
		return false
	}
	t.box()
	return true
}

// own says which element the next piece belongs to: that of the piece before,
// if it continues the same link and the same span, else new ones.
func (s *setter) own(p *piece, href string) {
	var before piece
	if n := len(s.text.pieces); n > 0 {
		before = s.text.pieces[n-1]
	}
	same := before.link == p.link
	switch {
	case p.link == 0:
	case same:
		p.outer = before.outer
	default:
		p.outer = s.element(Element{Role: RoleLink, Parent: p.outer, Href: href})
	}
	if p.owner = p.outer; p.long != "" {
		// An abbreviation is one, whatever stands in it.
		if same && before.long == p.long {
			p.abbr = before.abbr
		} else {
			p.abbr = s.element(Element{Role: RoleSpan, Parent: p.outer, Lang: p.lang, Long: p.long})
		}
		p.owner = p.abbr
	}
	switch {
	case p.lang == "" || p.long != "" && s.layout.Elements[p.abbr].Lang == p.lang:
	case same && before.long == p.long && before.lang == p.lang:
		p.owner = before.owner
	default:
		p.owner = s.element(Element{Role: RoleSpan, Parent: p.owner, Lang: p.lang})
	}
}

// lastOwner returns the last element that a piece belongs to, -1 if there is
// none.
func (s *setter) lastOwner() int {
	last := -1
	for i := range s.text.pieces {
		last = max(last, s.text.pieces[i].owner)
	}
	return last
}

// box cuts the text into boxes and measures them.
func (t *text) box() {
	t.boxes = t.boxes[:0]
	var (
		start, width int  // of the box at hand
		letters      int  // characters of the word so far
		before       rune // the character before
		softs        = t.soft
		breaks       = t.forced
	)
	for i := range t.pieces {
		p := &t.pieces[i]
		shut := func(end, next, space int, after ending) {
			t.boxes = append(t.boxes, box{start: start, end: end, next: next, width: width, space: space, piece: i, after: after})
			start, width = next, 0
		}
		for at := p.start; at < p.end; {
			r, n := rune(t.clean[at]), 1
			if r >= utf8.RuneSelf {
				r, n = utf8.DecodeRuneInString(t.clean[at:])
			}
			for len(softs) > 0 && softs[0] <= at {
				if softs[0] == at && unicode.IsLetter(before) && unicode.IsLetter(r) && p.long == "" {
					if at > p.start {
						shut(at, at, 0, soft)
					} else { // the style changes here too: the box is shut already
						t.boxes[len(t.boxes)-1].after = soft
					}
				}
				softs = softs[1:]
			}
			if at += n; t.kerned && at-n > p.start {
				k := p.face.Kern(before, r)
				if at-n > start {
					width += k
				} else if k != 0 {
					t.boxes[len(t.boxes)-1].kern = k
				}
			}
			switch {
			case r == ' ':
				after := blank
				if p.long != "" && (at < p.end || t.continues(i)) || dashFollows(t.clean[at:]) {
					after = join
				}
				for len(breaks) > 0 && breaks[0] <= at {
					if breaks[0] == at {
						after = forced
					}
					breaks = breaks[1:]
				}
				shut(at-n, at, p.face.Advance(r), after)
				letters = 0
			case r == '\u00a0':
				shut(at-n, at, p.face.Advance(r), join)
				letters = 0
			case (r == '-' || r == '–') && p.long == "" && divides(before, r, letters, t.clean[at:]):
				width += p.face.Advance(r)
				shut(at, at, 0, ownHyphen)
				letters++
			default:
				width += p.face.Advance(r)
				letters++
			}
			before = r
		}
		if start < p.end {
			shut(p.end, p.end, 0, join)
		}
	}
	if n := len(t.boxes); n > 0 {
		t.boxes[n-1].after = forced
	}
}

// continues reports whether the element that a piece belongs to goes on in the
// next.
func (t *text) continues(piece int) bool {
	return piece+1 < len(t.pieces) && t.pieces[piece+1].owner == t.pieces[piece].owner
}

// dashFollows reports whether the text begins with a dash between spaces. A
// line must not begin with it: it would look like an item of a list.
func dashFollows(rest string) bool {
	const dash = "– "
	return len(rest) > len(dash) && rest[:len(dash)] == dash
}

// divides reports whether a line may end after the hyphen or dash r that has
// so many characters of its word before it. Not in „E-Mail“, „-regionen“ or
// „Länder-“, nor between figures.
func divides(before, r rune, letters int, rest string) bool {
	next, n := utf8.DecodeRuneInString(rest)
	if n == 0 || next == ' ' {
		return false
	}
	if unicode.IsDigit(before) && unicode.IsDigit(next) {
		return false
	}
	if r == '–' {
		return letters > 0
	}
	second, _ := utf8.DecodeRuneInString(rest[n:])
	return letters >= 2 && unicode.IsLetter(next) && unicode.IsLetter(second)
}
