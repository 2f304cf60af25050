package preflight

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// operator is an operator of a content stream; operands are float64, []byte (a
// string), types.Name, []any (an array), types.Dict, and bool.
type operator string

// scanner reads a content stream (7.8.2) or a CMap (9.10.3), token by token.
type scanner struct {
	src    []byte
	pos    int
	depth  int
	loose  bool // dictionaries are passed over: they may hold references
	ragged bool // a string of hexadecimal digits had an odd number of them
	items  int  // of the outermost list and those in it
}

// mostItems is how much may stand in an array or a dictionary.
const mostItems = 1_000_000

const (
	whitespace = "\x00\t\n\f\r "
	delimiters = "()<>[]{}/%"
)

// kinds says of each byte whether it is white space, a delimiter, or neither.
var kinds = func() (list [256]byte) {
	for _, c := range []byte(whitespace) {
		list[c] = 1
	}
	for _, c := range []byte(delimiters) {
		list[c] = 2
	}
	return list
}()

func isSpace(c byte) bool   { return kinds[c] == 1 }
func isRegular(c byte) bool { return kinds[c] == 0 }

func (s *scanner) skip() {
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; {
		case isSpace(c):
			s.pos++
		case c == '%':
			for s.pos < len(s.src) && s.src[s.pos] != '\n' && s.src[s.pos] != '\r' {
				s.pos++
			}
		default:
			return
		}
	}
}

// next returns the next token, nil at the end.
func (s *scanner) next() (any, error) {
	s.skip()
	if s.pos >= len(s.src) {
		return nil, nil
	}
	switch c := s.src[s.pos]; c {
	case '/':
		s.pos++
		return s.name(), nil
	case '(':
		s.pos++
		return s.literal()
	case '[':
		s.pos++
		return s.list("]")
	case '<':
		if s.pos+1 < len(s.src) && s.src[s.pos+1] == '<' {
			s.pos += 2
			return s.dict()
		}
		s.pos++
		return s.hex()
	case ']', '>', ')', '{', '}':
		return nil, fmt.Errorf("das Zeichen „%c“ steht an falscher Stelle", c)
	}
	begin := s.pos
	for s.pos < len(s.src) && isRegular(s.src[s.pos]) {
		s.pos++
	}
	word := string(s.src[begin:s.pos])
	if c := word[0]; c == '+' || c == '-' || c == '.' || c >= '0' && c <= '9' {
		n, err := strconv.ParseFloat(word, 64)
		if err != nil || strings.ContainsAny(word, "eExXnNpP_") {
			return nil, fmt.Errorf("die Zahl %s ist keine", quote(word))
		}
		return n, nil
	}
	switch word {
	case "true":
		return true, nil
	case "false":
		return false, nil
	}
	return operator(word), nil
}

func (s *scanner) name() types.Name {
	begin := s.pos
	for s.pos < len(s.src) && isRegular(s.src[s.pos]) {
		s.pos++
	}
	word := s.src[begin:s.pos]
	if bytes.IndexByte(word, '#') < 0 {
		return types.Name(word)
	}
	var b []byte
	for i := 0; i < len(word); i++ {
		if word[i] == '#' && i+2 < len(word) {
			if c, err := hex.DecodeString(string(word[i+1 : i+3])); err == nil {
				b = append(b, c[0])
				i += 2
				continue
			}
		}
		b = append(b, word[i])
	}
	return types.Name(b)
}

// literal reads a string up to its parenthesis (7.3.4.2).
func (s *scanner) literal() ([]byte, error) {
	b, depth := []byte{}, 1
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		s.pos++
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return b, nil
			}
		case '\r':
			if s.pos < len(s.src) && s.src[s.pos] == '\n' {
				s.pos++
			}
			c = '\n'
		case '\\':
			if s.pos >= len(s.src) {
				continue
			}
			c = s.src[s.pos]
			s.pos++
			switch {
			case c >= '0' && c <= '7':
				n := int(c - '0')
				for i := 0; i < 2 && s.pos < len(s.src) && s.src[s.pos] >= '0' && s.src[s.pos] <= '7'; i++ {
					n = n<<3 | int(s.src[s.pos]-'0')
					s.pos++
				}
				c = byte(n)
			case c == '\r':
				if s.pos < len(s.src) && s.src[s.pos] == '\n' {
					s.pos++
				}
				continue
			case c == '\n':
				continue
			default:
				if i := strings.IndexByte("nrtbf", c); i >= 0 {
					c = "\n\r\t\b\f"[i]
				}
			}
		}
		b = append(b, c)
	}
	return nil, errors.New("eine Zeichenkette ohne Ende")
}

func (s *scanner) hex() ([]byte, error) {
	end := bytes.IndexByte(s.src[s.pos:], '>')
	if end < 0 {
		return nil, errors.New("eine Zeichenkette ohne Ende")
	}
	var digits []byte
	for _, c := range s.src[s.pos : s.pos+end] {
		if !isSpace(c) {
			digits = append(digits, c)
		}
	}
	s.pos += end + 1
	if len(digits)%2 == 1 {
		digits = append(digits, '0')
		s.ragged = true
	}
	b := make([]byte, len(digits)/2)
	if _, err := hex.Decode(b, digits); err != nil {
		return nil, errors.New("eine Zeichenkette aus anderem als Sedezimalziffern")
	}
	return b, nil
}

// list reads up to a closing mark.
func (s *scanner) list(end string) ([]any, error) {
	if s.depth++; s.depth > maxDepth {
		return nil, errors.New("zu tief verschachtelt")
	}
	defer func() { s.depth-- }()
	if s.depth == 1 {
		s.items = 0
	}
	items := []any{}
	for {
		s.skip()
		if bytes.HasPrefix(s.src[s.pos:], []byte(end)) {
			s.pos += len(end)
			return items, nil
		}
		t, err := s.next()
		if err != nil {
			return nil, err
		}
		if t == nil {
			return nil, errors.New("eine Klammer ohne Ende")
		}
		if s.items++; s.items > mostItems {
			return nil, errors.New("eine Klammer um zu vieles")
		}
		items = append(items, t)
	}
}

// dict reads a dictionary of a property list. Values that a rule may ask for
// become the parser's types.
func (s *scanner) dict() (types.Dict, error) {
	items, err := s.list(">>")
	if err != nil {
		return nil, err
	}
	d := types.NewDict()
	if s.loose {
		return d, nil
	}
	for i := 0; i+1 < len(items); i += 2 {
		key, ok := items[i].(types.Name)
		if !ok {
			return nil, errors.New("ein Schlüssel ist kein Name")
		}
		switch v := items[i+1].(type) {
		case types.Name:
			d[string(key)] = v
		case types.Dict:
			d[string(key)] = v
		case []byte:
			d[string(key)] = types.NewHexLiteral(v)
		case float64:
			if v == float64(int(v)) {
				d[string(key)] = types.Integer(int(v))
			} else {
				d[string(key)] = types.Float(v)
			}
		}
	}
	return d, nil
}

// skipInlineImage passes over an inline image, whose end is a guess by nature
// (8.9.7).
func (s *scanner) skipInlineImage() error {
	for at := s.pos; ; at++ {
		i := bytes.Index(s.src[at:], []byte("EI"))
		if i < 0 {
			return errors.New("ein eingebettetes Bild ohne Ende")
		}
		at += i
		if at > 0 && isSpace(s.src[at-1]) && (at+2 >= len(s.src) || isSpace(s.src[at+2])) {
			s.pos = at + 2
			return nil
		}
	}
}
