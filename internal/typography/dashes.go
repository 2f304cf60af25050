package typography

import (
	"strings"
	"unicode"
)

// dash sets hyphens that stand for dashes. Where a file reference is told, a
// hyphen may be a part of it.
func (t *text) dash() {
	if !t.hyphens {
		return
	}
	for _, word := range [...]string{"Aktenzeichen", "Az.", "Az…"} {
		if strings.Contains(t.source, word) {
			return
		}
	}
	for i := range t.chars {
		if t.chars[i].r != '-' || t.chars[i].fixed {
			continue
		}
		switch {
		case t.thought(i):
			t.change(i, '–', ruleDash)
		case t.chars[i].n == 1 && t.between(i):
			t.change(i, '–', ruleRange)
		}
	}
}

// thought reports whether the hyphen stands between spaces as a dash does:
// „Nordrhein-Westfalen - Ungarn“. Between figures it may be a minus or a „bis“.
func (t *text) thought(i int) bool {
	space := func(r rune) bool { return r == ' ' || r == nbsp }
	if !space(t.char(i-1)) || !space(t.char(i+1)) {
		return false
	}
	before, after := t.char(i-2), t.char(i+2)
	if isBlank(before) || isBlank(after) || unicode.Is(unicode.Pd, before) || unicode.Is(unicode.Pd, after) {
		return false
	}
	return !isDigit(before) || !isDigit(after)
}

// between reports whether the hyphen stands for „bis“ between two figures, the
// second the greater: years; what is counted in hours or another unit; pages
// and paragraphs; days of a month.
func (t *text) between(i int) bool {
	if t.days(i) {
		return true
	}
	from, a, ok := t.number(i-1, -1)
	to, b, ok2 := t.number(i+1, +1)
	if !ok || !ok2 || a >= b || t.char(from) == '0' || t.char(i+1) == '0' {
		return false
	}
	before, after := t.char(from-1), t.char(to+1)
	if !isBlank(before) && !unicode.Is(unicode.Ps, before) && !isQuote(before) {
		return false
	}
	pages := t.follows(from-1, "S.") || t.char(from-2) == '§' && t.char(from-3) == '§'
	counted := (after == ' ' || after == nbsp) && t.word(to+2, units) > 0
	years := i-from == 4 && to-i == 4 && a >= 1500 && b < 2200 && !t.numbered(from-1)
	if !pages && !counted && !years {
		return false
	}
	switch {
	case isBlank(after), isQuote(after), unicode.Is(unicode.Pe, after):
		return true
	case after == '.' || after == ',' || after == ':' || after == ';' || after == '!' || after == '?':
		return !isWord(t.char(to + 2))
	}
	return false
}

// number reads the figures that begin at i in one direction, four at most, and
// returns where they end.
func (t *text) number(i, step int) (end, value int, ok bool) {
	const most = 4
	n, power := 0, 1
	for ; isDigit(t.char(i)); i += step {
		if n++; n > most {
			return 0, 0, false
		}
		digit := int(t.char(i) - '0')
		if step > 0 {
			value = 10*value + digit
		} else {
			value += power * digit
			power *= 10
		}
	}
	return i - step, value, n > 0
}

// days reports whether the hyphen stands in „18.-19. Oktober“.
func (t *text) days(i int) bool {
	if t.char(i-1) != '.' {
		return false
	}
	from, a, ok := t.number(i-2, -1)
	to, b, ok2 := t.number(i+1, +1)
	if !ok || !ok2 || a >= b || b > 31 || t.char(to+1) != '.' || !isBlank(t.char(from-1)) {
		return false
	}
	r := t.char(to + 2)
	return (r == ' ' || r == nbsp) && t.word(to+3, months) > 0
}

// numbered reports whether a figure behind the space at i may be a number by
// which something is called: of a telephone, a document.
func (t *text) numbered(i int) bool {
	if r := t.char(i); r != ' ' && r != nbsp {
		return false
	}
	before := t.char(i - 1)
	if isDigit(before) || before == '/' || before == ':' {
		return true
	}
	for _, word := range [...]string{"Nr.", "Nrn.", "Tel.", "Telefon", "Telefax", "Fax", "Drs.", "Drucksache", "Vorlage", "ISBN", "ISSN"} {
		if t.follows(i, word) {
			return true
		}
	}
	return false
}
