package date

import (
	"cmp"
	"fmt"
	"strings"

	"umsetzungsstand/internal/diag"
)

// Parse reads a date in any notation of the records:
//
//   - ISO 8601 and EDTF: 2023, 2023-10, 2023-10-18, 2022-22 (seasons 21–24,
//     quarters 33–36, half-years 40 and 41), 2023-10-18/2023-10-19, 2021/..
//     and ../2024,
//   - as a clerk writes it: 18.10.2023, 18. Oktober 2023, 18./19.10.2023,
//     23.–29.7.2023, 30. September bis 2. Oktober 2023, Oktober 2023, 10/2023,
//     Sommer 2022, Winter 2022/23, 4. Quartal 2023, Q4 2023, 1. Halbjahr 2024,
//     Ende 2024, Anfang Oktober 2023, 2020 bis 2023,
//   - as [Date] prints it: „am 18. und 19. Oktober 2023“, „seit März 2021“,
//     „bis Ende 2024“ (of which „seit“, „ab“ and „bis“ give an open interval).
//
// Capitals, decomposed umlauts, no-break spaces, repeated spaces and the kind
// of dash do not matter. Any error is a *ParseError: what is ambiguous
// (18.10.23, Winter 2022, 3/2023, 2022/23) is not guessed at. 2020-21 is the
// spring of 2020, as EDTF has it.
func Parse(s string) (Date, error) {
	p := parser{input: s}
	d, err := p.parse()
	if err != nil {
		if better := cmp.Or(p.numbers(4, 2, 2), p.numbers(2, 2, 4)); better != "" {
			err = p.malformed()
			err.Hint = "Schreiben Sie " + better + "."
		}
		return Date{}, err
	}
	return d, nil
}

// ParseDay reads a date that is precise to the day, in any notation of [Parse].
func ParseDay(s string) (Day, error) {
	d, err := Parse(s)
	if err != nil {
		return Day{}, err
	}
	if d.from.unit != daily || d.Interval() {
		return Day{}, &ParseError{
			Code: CodeImprecise,
			Text: fmt.Sprintf("%s ist kein einzelner Tag.", diag.Quote(s)),
			Hint: "Geben Sie Tag, Monat und Jahr an, zum Beispiel 31.10.2023 oder 2023-10-31.",
		}
	}
	return d.First(), nil
}

// kind is what a token is. Words and signs are told apart by their text.
type kind uint8

const (
	end    kind = iota
	number      // text: its digits
	isoDay      // text: 2023-10 or 2023-10-18, padded or not
	word        // text: in lower case, umlauts composed
	sign        // text: one of . / - or ..
)

type token struct {
	kind kind
	text string
}

// maxLength is the length in bytes up to which a notation is looked at.
const maxLength = 200

var normalizer = strings.NewReplacer(
	"a\u0308", "ä", "u\u0308", "ü",
	"\u00a0", " ", "\u2009", " ", "\u202f", " ", "\t", " ", "\r", " ", "\n", " ",
	"–", "-", "—", "-", "\u2010", "-", "\u2011", "-", "\u2212", "-",
	"…", "..",
)

// scan divides a notation into tokens; ok is false at a character that no
// notation holds.
func scan(s string) (tokens []token, ok bool) {
	if len(s) > maxLength {
		return nil, false
	}
	s = normalizer.Replace(strings.ToLower(s))
	tokens = make([]token, 0, 16)
	for i := 0; i < len(s); {
		start := i
		switch c := s[i]; {
		case c == ' ':
			i++
			continue
		case isDigit(c):
			i = digits(s, i)
			k := number
			// The year of 16.4.2023-18.4.2023 ends a date and begins none.
			if j := isoEnd(s, i); i-start == 4 && j > i && (start == 0 || s[start-1] != '.') {
				i, k = j, isoDay
			}
			tokens = append(tokens, token{k, s[start:i]})
		case c == '.' && strings.HasPrefix(s[i:], ".."):
			i += 2
			tokens = append(tokens, token{sign, ".."})
		case c == '.' || c == '/' || c == '-':
			i++
			tokens = append(tokens, token{sign, s[start:i]})
		default:
			for i < len(s) && (s[i] >= 'a' && s[i] <= 'z' || s[i] >= 0x80) {
				i++
			}
			if i == start {
				return nil, false
			}
			tokens = append(tokens, token{word, s[start:i]})
		}
	}
	return tokens, true
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// digits returns the end of the run of digits that begins at i.
func digits(s string, i int) int {
	for i < len(s) && isDigit(s[i]) {
		i++
	}
	return i
}

// isoEnd returns where an ISO date ends whose year ends at i: after "-10" or
// "-10-18". It returns i where there is none, as in 2020-2023.
func isoEnd(s string, i int) int {
	for range 2 {
		if i >= len(s) || s[i] != '-' {
			return i
		}
		j := digits(s, i+1)
		if n := j - i - 1; n < 1 || n > 2 {
			return i
		}
		i = j
	}
	return i
}

// parser holds the tokens that have not been read.
type parser struct {
	input string
	rest  []token
}

func (p *parser) peek(i int) token {
	if i < len(p.rest) {
		return p.rest[i]
	}
	return token{}
}

func (p *parser) isSign(i int, text string) bool {
	t := p.peek(i)
	return t.kind == sign && t.text == text
}

func (p *parser) isNumber(i int) bool { return p.peek(i).kind == number }

// skip reads the next token if it is one of the words.
func (p *parser) skip(words ...string) bool {
	t := p.peek(0)
	if t.kind != word {
		return false
	}
	for _, w := range words {
		if t.text == w {
			p.rest = p.rest[1:]
			return true
		}
	}
	return false
}

func (p *parser) skipSign(text string) bool {
	if p.isSign(0, text) {
		p.rest = p.rest[1:]
		return true
	}
	return false
}

func (p *parser) parse() (Date, *ParseError) {
	var ok bool
	if p.rest, ok = scan(p.input); !ok || len(p.rest) == 0 {
		return Date{}, p.malformed()
	}
	// The time in which something happens: „in der Zeit vom …“.
	if p.peek(2).text == "zeit" && (p.skip("in") || p.skip("für", "fuer")) {
		p.skip("der", "die")
		p.skip("zeit")
	}
	switch {
	case p.skip("seit", "ab"):
		p.skip("dem")
		return p.rangeOf(true, false)
	case p.skip("bis"):
		p.skip("einschließlich")
		p.skip("zum", "zur")
		return p.rangeOf(false, true)
	case p.skipSign(".."):
		if !p.skipSign("/") {
			return Date{}, p.malformed()
		}
		return p.rangeOf(false, true)
	case p.skip("am", "vom", "von", "im"):
	case p.skip("in"):
		p.skip("den", "der", "dem")
	case p.skip("für", "fuer"):
		p.skip("den", "das", "die")
	}
	return p.span()
}

// rangeOf reads the one end of an open interval.
func (p *parser) rangeOf(fromHere, untilHere bool) (Date, *ParseError) {
	h, err := p.half(untilHere)
	if err != nil {
		return Date{}, err
	}
	if len(p.rest) > 0 || !h.whole() {
		return Date{}, p.unfinished(h)
	}
	if err := h.check(); err != nil {
		return Date{}, err
	}
	d := Date{from: h.point, to: point{unit: open}}
	if !fromHere {
		d.from, d.to = d.to, d.from
	}
	return d, nil
}

// span reads a moment or an interval up to the end of the input.
func (p *parser) span() (Date, *ParseError) {
	from, err := p.half(false)
	if err != nil {
		return Date{}, err
	}
	if len(p.rest) == 0 {
		if !from.whole() {
			return Date{}, p.unfinished(from)
		}
		return Date{from: from.point}, from.check()
	}
	slash, joined := p.isSign(0, "/"), false
	switch {
	case p.skipSign("/"):
		if p.skipSign("..") && len(p.rest) == 0 && from.whole() {
			return Date{from: from.point, to: point{unit: open}}, from.check()
		}
		joined = !from.whole() // 2022-10/2023-03 is EDTF's interval, 18./19.10.2023 a pair
	case p.skip("und", "u"):
		p.skipSign(".")
		joined = true
	case p.skipSign("-"), p.skip("bis"):
		p.skip("zum", "zur")
	default:
		return Date{}, p.malformed()
	}
	to, err := p.half(false)
	if err != nil {
		return Date{}, err
	}
	if len(p.rest) > 0 || !to.whole() || !from.complete(to) {
		return Date{}, p.malformed()
	}
	if err := from.check(); err != nil {
		return Date{}, err
	}
	if err := to.check(); err != nil {
		return Date{}, err
	}
	if joined && !from.next(to.point) {
		return Date{}, p.apart(slash)
	}
	return between(from.point, to.point)
}

// value returns the number that up to four digits write, and one that is out
// of every range for more.
func value(digits string) int {
	if len(digits) > 4 {
		return 99999
	}
	n := 0
	for _, c := range []byte(digits) {
		n = 10*n + int(c-'0')
	}
	return n
}

func (p *parser) malformed() *ParseError {
	if strings.TrimSpace(p.input) == "" {
		return &ParseError{Code: CodeMalformed, Text: "Das Datum ist leer.", Hint: "Geben Sie ein Datum an oder streichen Sie den Eintrag."}
	}
	var hint string
	switch s := strings.TrimSpace(p.input); {
	case s[0] == '/' || s[len(s)-1] == '/':
		hint = "Ein offener Anfang und ein offenes Ende werden mit zwei Punkten geschrieben: 2021/.. oder ../2024."
	case strings.Contains(s, ":"):
		hint = "Geben Sie nur Jahr, Monat und Tag an, ohne Uhrzeit."
	default:
		hint = "Schreiben Sie zum Beispiel 2023-10-18, 18.10.2023, 18. und 19. Oktober 2023, 23.–29.7.2023, Oktober 2023, Sommer 2022, 4. Quartal 2023 oder Ende 2024."
	}
	return &ParseError{
		Code: CodeMalformed,
		Text: fmt.Sprintf("%s ist als Datum nicht zu lesen.", diag.Quote(p.input)),
		Hint: hint,
	}
}

// numbers returns the day that the input means if it is three numbers of so many
// digits at most with points, slashes or spaces between them, of which the one
// of four is the year, written as Parse reads it; otherwise "".
func (p *parser) numbers(widths ...int) string {
	parts := strings.FieldsFunc(p.input, func(r rune) bool { return strings.ContainsRune("./- ", r) })
	if len(parts) != len(widths) || widths[0] == 4 && strings.Contains(p.input, "-") {
		return ""
	}
	for i, part := range parts {
		if digits(part, 0) != len(part) || len(part) > widths[i] || widths[i] == 4 && len(part) < 4 {
			return ""
		}
	}
	better := fmt.Sprintf("%s-%02s-%02s", parts[0], parts[1], parts[2])
	if widths[0] != 4 {
		better = fmt.Sprintf("%s.%s.%s", parts[0], parts[1], parts[2])
	}
	if better == p.input {
		return ""
	}
	if _, err := Parse(better); err != nil {
		return ""
	}
	return better
}

func (p *parser) ambiguous(hint string) *ParseError {
	return &ParseError{
		Code: CodeAmbiguous,
		Text: fmt.Sprintf("%s kann Verschiedenes bedeuten.", diag.Quote(p.input)),
		Hint: hint,
	}
}

// unfinished says what a lone half lacks.
func (p *parser) unfinished(h half) *ParseError {
	err := p.malformed()
	if len(p.rest) == 0 && h.noYear && !h.noMonth {
		err.Text = fmt.Sprintf("In %s fehlt das Jahr.", diag.Quote(p.input))
		err.Hint = "Ergänzen Sie das Jahr mit vier Ziffern."
	}
	return err
}

// apart refuses „18. und 20. Oktober“, which is neither one day nor a span.
func (p *parser) apart(slash bool) *ParseError {
	err := &ParseError{
		Code: CodeAmbiguous,
		Text: fmt.Sprintf("%s nennt zwei Zeiten, die nicht aufeinander folgen.", diag.Quote(p.input)),
		Hint: "Schreiben Sie „bis“, wenn ein Zeitraum gemeint ist, sonst zwei Einträge.",
	}
	if slash {
		err.Hint = "Schreiben Sie „bis“ statt des Schrägstrichs, wenn ein Zeitraum gemeint ist, sonst zwei Einträge."
	}
	return err
}
