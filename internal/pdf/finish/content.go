package finish

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf16"
)

// verify holds a drawn page's content stream against the page: the same texts
// in the same faces, sizes and places, the same rules, and nothing else. What
// is tagged afterwards rests on that; if they differ, nothing is guessed.
//
// Only the operators are known that gofpdf writes for texts and lines; any other is
// an error, and so is any colour but black.
func verify(content []byte, page *Page, fonts []Font, drawn map[string]*drawnFont) error {
	v := verifier{scanner: scanner{src: content}, page: page, fonts: fonts, drawn: drawn}
	for {
		done, err := v.step()
		if err != nil {
			return fmt.Errorf("byte %d of the content stream: %w", v.pos, err)
		}
		if done {
			break
		}
	}
	if v.inText || v.texts != len(page.Texts) || v.rules != len(page.Rules) {
		return fmt.Errorf("%d texts and %d rules are drawn, %d and %d announced", v.texts, v.rules, len(page.Texts), len(page.Rules))
	}
	return nil
}

type verifier struct {
	scanner
	page  *Page
	fonts []Font
	drawn map[string]*drawnFont

	texts, rules int // seen so far
	operands     [4]token
	count        int // of operands

	inText bool
	font   *drawnFont
	size   int64 // in 1/1000 pt, as all lengths here
	x, y   int64 // of the next text
	width  int64
	path   [4]int64
	points int // of path: 0 to 2
}

// step runs one operator; done at the end of the stream.
func (v *verifier) step() (done bool, err error) {
	v.count = 0
	for {
		t, err := v.next()
		if err != nil {
			return false, err
		}
		switch {
		case t.kind == tokenEnd && v.count == 0:
			return true, nil
		case t.kind == tokenEnd:
			return false, errors.New("operands without an operator")
		case t.kind == tokenOperator:
			return false, v.operator(string(t.text))
		case v.count == len(v.operands):
			return false, errors.New("too many operands")
		}
		v.operands[v.count] = t
		v.count++
	}
}

// numbers returns the operands, which have to be n numbers.
func (v *verifier) numbers(n int) ([4]int64, error) {
	var list [4]int64
	if v.count != n {
		return list, fmt.Errorf("%d operands, not %d", v.count, n)
	}
	for i := range n {
		if v.operands[i].kind != tokenNumber {
			return list, errors.New("an operand is no number")
		}
		list[i] = v.operands[i].number
	}
	return list, nil
}

// arities says how many numbers an operator takes.
var arities = map[string]int{
	"BT": 0, "ET": 0, "Td": 2, "w": 1, "m": 2, "l": 2, "S": 0, "g": 1, "G": 1, "J": 1, "j": 1,
}

func (v *verifier) operator(op string) error {
	arity, known := arities[op]
	var n [4]int64
	if known {
		var err error
		if n, err = v.numbers(arity); err != nil {
			return fmt.Errorf("operator %s: %w", op, err)
		}
	}
	switch op {
	case "BT", "ET":
		if v.inText == (op == "BT") {
			return errors.New("BT and ET do not alternate")
		}
		v.inText, v.x, v.y = op == "BT", 0, 0
	case "Td":
		v.x, v.y = v.x+n[0], v.y+n[1]
	case "Tf":
		return v.setFont()
	case "Tj":
		return v.show()
	case "w":
		v.width = n[0]
	case "m":
		v.path, v.points = n, 1
	case "l":
		if v.points != 1 {
			return errors.New("a path is no single line")
		}
		v.path[2], v.path[3], v.points = n[0], n[1], 2
	case "S":
		return v.stroke()
	case "g", "G", "J", "j":
		if n[0] != 0 {
			return fmt.Errorf("operator %s: only black lines with butt ends are known", op)
		}
	default:
		return fmt.Errorf("the operator %q is not known", op)
	}
	return nil
}

func (v *verifier) setFont() error {
	if v.count != 2 || v.operands[0].kind != tokenName || v.operands[1].kind != tokenNumber {
		return errors.New("operator Tf: operands are not a name and a number")
	}
	v.font, v.size = v.drawn[string(v.operands[0].text)], v.operands[1].number
	if v.font == nil {
		return fmt.Errorf("the font %s is no resource", v.operands[0].text)
	}
	return nil
}

func (v *verifier) show() error {
	if v.count != 1 || v.operands[0].kind != tokenString || !v.inText || v.font == nil {
		return errors.New("operator Tj: no string, no font, or not between BT and ET")
	}
	if v.texts == len(v.page.Texts) {
		return fmt.Errorf("more texts are drawn than the %d announced", v.texts)
	}
	t := &v.page.Texts[v.texts]
	v.texts++
	face := &v.fonts[t.Font]
	switch {
	case v.font.face != t.Font:
		return fmt.Errorf("%q is drawn in %s, not in %s", t.Text, v.font.base, face.PostScript)
	case v.size != int64(t.Size)*10:
		return fmt.Errorf("%q is drawn in the size %d/1000 pt, not %d/100", t.Text, v.size, t.Size)
	case !near(v.x, t.X) || !near(v.y, t.Y):
		return fmt.Errorf("%q is drawn at %d, %d (1/1000 pt), not at %d, %d (1/100 pt)", t.Text, v.x, v.y, t.X, t.Y)
	case !drawnAs(v.operands[0].text, t.Text, face):
		return fmt.Errorf("%x is drawn for %q", v.operands[0].text, t.Text)
	}
	return nil
}

// drawnAs reports whether a string of UTF-16BE units draws the text.
func drawnAs(units []byte, text string, face *Font) bool {
	for _, r := range text {
		r = face.drawn(r)
		if len(units) < 2 || rune(units[0])<<8|rune(units[1]) != r || utf16.IsSurrogate(r) {
			return false
		}
		units = units[2:]
	}
	return len(units) == 0
}

func (v *verifier) stroke() error {
	if v.points != 2 || v.inText {
		return errors.New("operator S: no line, or between BT and ET")
	}
	v.points = 0
	if v.rules == len(v.page.Rules) {
		return fmt.Errorf("more rules are drawn than the %d announced", v.rules)
	}
	if v.texts != len(v.page.Texts) {
		return errors.New("a rule is drawn before a text")
	}
	r := &v.page.Rules[v.rules]
	v.rules++
	p := v.path
	if !near(p[0], r.X1) || !near(p[1], r.Y1) || !near(p[2], r.X2) || !near(p[3], r.Y2) || !near(v.width, r.Width) {
		return fmt.Errorf("the rule %v of width %d is drawn (1/1000 pt), not %+v (1/100 pt)", p, v.width, *r)
	}
	return nil
}

// near reports whether a printed length, in 1/1000 pt, is that one, in 1/100
// pt. It may be off by the last decimal that gofpdf prints: it reckons in
// floating point, which rounds otherwise on other processors.
func near(printed int64, length int) bool {
	off := printed - 10*int64(length)
	return -10 <= off && off <= 10
}

// scanner cuts a content stream into tokens (ISO 32000-1, 7.2 and 7.3).
type scanner struct {
	src []byte
	pos int
	buf []byte // of the string at hand
}

type kind int

const (
	tokenEnd kind = iota
	tokenNumber
	tokenName
	tokenString
	tokenOperator
)

// token is valid until the next one is read.
type token struct {
	kind   kind
	number int64 // in thousandths
	text   []byte
}

const (
	whitespace = "\x00\t\n\f\r "
	delimiters = "()<>[]{}/%"
)

func regular(c byte) bool {
	return strings.IndexByte(whitespace+delimiters, c) < 0
}

func (s *scanner) next() (token, error) {
	for s.pos < len(s.src) && strings.IndexByte(whitespace, s.src[s.pos]) >= 0 {
		s.pos++
	}
	if s.pos == len(s.src) {
		return token{}, nil
	}
	begin := s.pos
	switch c := s.src[s.pos]; {
	case c == '(':
		s.pos++
		return s.literal()
	case c == '/':
		for s.pos++; s.pos < len(s.src) && regular(s.src[s.pos]); {
			s.pos++
		}
		return token{kind: tokenName, text: s.src[begin+1 : s.pos]}, nil
	case !regular(c):
		return token{}, fmt.Errorf("unexpected %q", c)
	}
	for s.pos < len(s.src) && regular(s.src[s.pos]) {
		s.pos++
	}
	word := s.src[begin:s.pos]
	if c := word[0]; c == '-' || c == '.' || '0' <= c && c <= '9' {
		n, ok := thousandths(word)
		if !ok {
			return token{}, fmt.Errorf("the number %q is not known", word)
		}
		return token{kind: tokenNumber, number: n}, nil
	}
	return token{kind: tokenOperator, text: word}, nil
}

// literal reads a string up to its parenthesis. gofpdf escapes \, (, ) and the
// carriage return, and nothing else: all other bytes are those of the text.
func (s *scanner) literal() (token, error) {
	s.buf = s.buf[:0]
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		s.pos++
		switch c {
		case ')':
			return token{kind: tokenString, text: s.buf}, nil
		case '(':
			return token{}, errors.New("a parenthesis within a string")
		case '\\':
			if s.pos == len(s.src) {
				return token{}, errors.New("a string without an end")
			}
			c = s.src[s.pos]
			s.pos++
			switch c {
			case '\\', '(', ')':
			case 'r':
				c = '\r'
			default:
				return token{}, fmt.Errorf("the escape \\%c is not known", c)
			}
		}
		s.buf = append(s.buf, c)
	}
	return token{}, errors.New("a string without an end")
}

// thousandths reads a decimal number with up to three decimals, and six figures
// before them.
func thousandths(word []byte) (int64, bool) {
	negative := word[0] == '-'
	if negative {
		word = word[1:]
	}
	whole, decimals, _ := bytes.Cut(word, []byte{'.'})
	if len(whole)+len(decimals) == 0 || len(whole) > 6 || len(decimals) > 3 {
		return 0, false
	}
	n := int64(0)
	for i := range len(whole) + 3 {
		d := byte('0')
		switch at := i - len(whole); {
		case at < 0:
			d = whole[i]
		case at < len(decimals):
			d = decimals[at]
		}
		if d < '0' || d > '9' {
			return 0, false
		}
		n = 10*n + int64(d-'0')
	}
	if negative {
		n = -n
	}
	return n, true
}
