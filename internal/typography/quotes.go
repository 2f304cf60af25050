package typography

import "unicode"

// role says what a quotation mark does where it stands.
type role uint8

const (
	unclear role = iota
	opens
	closes
)

// mark is a quotation mark, or an apostrophe that could be one.
type mark struct {
	i      int // its index in text.chars
	role   role
	double bool
	digit  bool // a digit stands before it: perhaps inches, feet, minutes or seconds
	inner  bool // it stands within other quotation marks
	paired bool
}

// isQuote reports whether r is a quotation mark or apostrophe of those that
// German texts hold, rightly or wrongly. »…« is right as it is.
func isQuote(r rune) bool {
	switch r {
	case '"', '\'', '„', '“', '”', '‚', '‘', '’':
		return true
	}
	return false
}

// apostrophe reports whether r can be an apostrophe, typed or set.
func apostrophe(r rune) bool { return r == '\'' || r == '’' }

func isDouble(r rune) bool { return r == '"' || r == '„' || r == '“' || r == '”' }

// quote sets quotation marks and apostrophes. The marks of a cell, or of the
// whole text, are changed if all of them pair, and otherwise none.
func (t *text) quote() {
	if !t.quotes {
		return
	}
	t.marks = t.marks[:0]
	for i := 0; i <= len(t.chars); {
		r := t.char(i)
		if r == edge {
			t.pair()
			t.marks = t.marks[:0]
		}
		if !isQuote(r) || t.chars[i].fixed {
			i++
			continue
		}
		end := i + 1
		for end < len(t.chars) && isQuote(t.chars[end].r) && !t.chars[end].fixed {
			end++
		}
		before, after := t.char(i-1), t.char(end)
		if end == i+1 && !isDouble(r) {
			if apostrophe(r) && unicode.IsLetter(before) && unicode.IsLetter(after) {
				t.change(i, '’', ruleApostrophe) // „geht’s“
				i++
				continue
			}
			if apostrophe(r) && after == 'n' && apostrophe(t.char(i+2)) && isBlank(before) && isBlank(t.char(i+3)) {
				t.change(i, '’', ruleApostrophe) // „Rock ’n’ Roll“
				t.change(i+2, '’', ruleApostrophe)
				i += 3
				continue
			}
		}
		role := roleBetween(before, after)
		for ; i < end; i++ {
			t.marks = append(t.marks, mark{i: i, role: role, double: isDouble(t.chars[i].r), digit: isDigit(before)})
		}
	}
}

// roleBetween tells from the characters around quotation marks what they do.
func roleBetween(before, after rune) role {
	switch b, a := isBlank(before), isBlank(after); {
	case b && a:
		return unclear
	case b:
		return opens
	case a:
		return closes
	}
	if isWord(after) {
		if unicode.Is(unicode.Ps, before) || unicode.Is(unicode.Pd, before) || before == '/' {
			return opens
		}
		return unclear
	}
	if isWord(before) || !unicode.Is(unicode.Ps, before) && !unicode.Is(unicode.Pd, before) && before != '/' {
		switch after {
		case '.', ',', ';', ':', '!', '?', '…', '/':
			return closes
		}
		if unicode.Is(unicode.Pe, after) || unicode.Is(unicode.Pd, after) {
			return closes
		}
		return unclear
	}
	if unicode.Is(unicode.Ps, before) && unicode.Is(unicode.Ps, after) {
		return opens
	}
	return unclear
}

// pair sets the marks of one cell or text.
func (t *text) pair() {
	t.elide()
	if len(t.marks) == 0 {
		return
	}
	// A mark behind a digit may be one of inches, a ’ an apostrophe: where the
	// marks do not pair with them, they may without.
	for _, without := range [...]struct{ digits, right bool }{{false, false}, {true, false}, {false, true}, {true, true}} {
		if !t.match(without.digits, without.right) {
			continue
		}
		for _, m := range t.marks {
			double := m.double && !m.inner
			switch {
			case !m.paired:
			case m.role == opens && double:
				t.change(m.i, '„', ruleQuotes)
			case m.role == opens:
				t.change(m.i, '‚', ruleQuotes)
			case double:
				t.change(m.i, '“', ruleQuotes)
			default:
				t.change(m.i, '‘', ruleQuotes)
			}
		}
		return
	}
}

// match pairs the marks, with at most one pair within another, and reports
// whether that leaves none.
func (t *text) match(skipDigits, skipRight bool) bool {
	const deepest = 2
	t.stack = t.stack[:0]
	for i := range t.marks {
		m := &t.marks[i]
		m.inner, m.paired = false, false
		var top *mark
		if n := len(t.stack); n > 0 {
			top = &t.marks[t.stack[n-1]]
		}
		switch r := t.chars[m.i].r; {
		case skipDigits && m.digit && (r == '"' || r == '\''):
		case r == '’' && (skipRight || m.role != closes || top == nil || top.double):
		case m.role == opens && r != '”' && len(t.stack) < deepest:
			m.inner = m.double && top != nil && top.double
			t.stack = append(t.stack, i)
		case m.role == closes && r != '„' && r != '‚' && top != nil && top.double == m.double:
			m.inner = top.inner
			m.paired, top.paired = true, true
			t.stack = t.stack[:len(t.stack)-1]
		default:
			return false
		}
	}
	return len(t.stack) == 0
}

// elide sets the apostrophe at a word's beginning or end, if it is the only
// mark of its kind and so no quotation mark: „’s ist“, „Grass’ Werk“.
func (t *text) elide() {
	only := -1
	for i, m := range t.marks {
		if !m.double {
			if only >= 0 {
				return
			}
			only = i
		}
	}
	if only < 0 {
		return
	}
	m := t.marks[only]
	if t.char(m.i) != '\'' {
		return
	}
	end := m.i + 1
	switch m.role {
	case opens:
		word := [...]rune{0, 0, 0}
		n := 0
		for ; n < len(word) && unicode.IsLetter(t.char(end)); n++ {
			word[n] = t.char(end)
			end++
		}
		switch word {
		case [3]rune{'s'}, [3]rune{'n'}, [3]rune{'n', 'e'}, [3]rune{'n', 'e', 'n'}, [3]rune{'n', 'e', 'm'}, [3]rune{'n', 'e', 'r'}:
		default:
			return
		}
		if isWord(t.char(end)) {
			return
		}
	case closes:
		switch t.char(m.i - 1) {
		case 's', 'ß', 'x', 'z':
		default:
			return
		}
		if !isBlank(t.char(end)) || !unicode.IsLetter(t.char(end+1)) {
			return
		}
	default:
		return
	}
	t.change(m.i, '’', ruleApostrophe)
	t.marks = append(t.marks[:only], t.marks[only+1:]...)
}
