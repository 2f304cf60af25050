package date

import (
	"fmt"
	"strings"

	"umsetzungsstand/internal/diag"
)

// half is a moment, or an end of an interval, as written: the first of two may
// leave the rest to the second („23. bis 29. Juli 2023“).
type half struct {
	point
	noMonth bool
	noYear  bool
}

func (h half) whole() bool { return !h.noMonth && !h.noYear }

// complete takes over from the second half what the first leaves out, and
// reports whether it could.
func (h *half) complete(to half) bool {
	if h.noMonth {
		if to.unit != daily {
			return false
		}
		h.n, h.noMonth = to.n, false
	}
	if h.noYear {
		h.year, h.noYear = to.year, false
	}
	return true
}

// check returns an error where the calendar has no such day or month.
func (h half) check() *ParseError {
	year, n, day := int(h.year), int(h.n), int(h.day)
	switch {
	case year < firstYear || year > latestYear || year == latestYear && h.unit == seasonal && n == winter:
		return &ParseError{
			Code: CodeImpossible,
			Text: fmt.Sprintf("Das Jahr %04d liegt außerhalb dessen, was ein Bericht kennt.", year),
			Hint: "Möglich sind die Jahre 1000 bis 9999.",
		}
	case (h.unit == daily || h.unit == monthly || h.unit == monthPart) && (n < 1 || n > 12):
		return &ParseError{
			Code: CodeImpossible,
			Text: fmt.Sprintf("Einen Monat %d gibt es nicht.", n),
			Hint: "Die Monate zählen von 1 bis 12; im Deutschen steht der Tag vor dem Monat (18.10.2023), nach ISO das Jahr zuerst (2023-10-18).",
		}
	case h.unit == quarterly && (n < 1 || n > 4):
		return &ParseError{
			Code: CodeImpossible,
			Text: fmt.Sprintf("Ein %d. Quartal gibt es nicht.", n),
			Hint: "Das Jahr hat vier Quartale.",
		}
	case h.unit == halfYearly && (n < 1 || n > 2):
		return &ParseError{
			Code: CodeImpossible,
			Text: fmt.Sprintf("Ein %d. Halbjahr gibt es nicht.", n),
			Hint: "Das Jahr hat zwei Halbjahre.",
		}
	case h.unit == daily && (day < 1 || day > daysIn(year, n)):
		return &ParseError{
			Code: CodeImpossible,
			Text: fmt.Sprintf("Den %d. %s %d gibt es nicht.", day, monthNames[n-1], year),
			Hint: fmt.Sprintf("Der %s %d hat %d Tage.", monthNames[n-1], year, daysIn(year, n)),
		}
	}
	return nil
}

var months = map[string]uint8{
	"januar": 1, "jan": 1, "februar": 2, "feb": 2,
	"märz": 3, "maerz": 3, "mär": 3, "mrz": 3, "april": 4, "apr": 4, "mai": 5,
	"juni": 6, "jun": 6, "juli": 7, "jul": 7, "august": 8, "aug": 8,
	"september": 9, "sep": 9, "sept": 9, "oktober": 10, "okt": 10,
	"november": 11, "nov": 11, "dezember": 12, "dez": 12,
}

var seasons = map[string]uint8{
	"frühjahr": 1, "frühling": 1, "fruehjahr": 1, "fruehling": 1,
	"sommer": 2, "herbst": 3, "winter": winter,
}

var parts = map[string]uint8{"anfang": 1, "mitte": 2, "ende": latePart}

var romans = map[string]string{"i": "1", "ii": "2", "iii": "3", "iv": "4"}

// half reads one moment. behindUntil allows the form in which a term at the
// end of a quarter is printed, „bis zum Ende des vierten Quartals 2023“.
func (p *parser) half(behindUntil bool) (half, *ParseError) {
	t := p.peek(0)
	switch t.kind {
	case isoDay:
		p.rest = p.rest[1:]
		return p.iso(t.text)
	case number:
		return p.numeric()
	case word:
		return p.named(behindUntil)
	}
	return half{}, p.malformed()
}

// iso reads 2023-10 and 2023-10-18. Behind the year EDTF has months 01–12,
// seasons 21–24, quarters 33–36 and half-years 40 and 41.
func (p *parser) iso(text string) (half, *ParseError) {
	fields := strings.Split(text, "-")
	for _, f := range fields[1:] {
		if len(f) == 1 {
			err := p.malformed()
			err.Hint = "Monat und Tag haben nach dem Jahr zwei Ziffern: 2023-03-21."
			return half{}, err
		}
	}
	n := value(fields[1])
	h := half{point: point{unit: monthly, year: int16(value(fields[0])), n: uint8(n)}}
	switch {
	case len(fields) == 3:
		h.unit, h.day = daily, uint8(value(fields[2]))
	case n >= 21 && n <= 24:
		h.unit, h.n = seasonal, uint8(n-20)
	case n >= 33 && n <= 36:
		h.unit, h.n = quarterly, uint8(n-32)
	case n == 40 || n == 41:
		h.unit, h.n = halfYearly, uint8(n-39)
	case n > 12:
		return half{}, &ParseError{
			Code: CodeImpossible,
			Text: fmt.Sprintf("%s ist kein Monat und keine Jahreszeit.", diag.Quote(text)),
			Hint: "Nach dem Jahr steht ein Monat (01 bis 12), eine Jahreszeit (21 bis 24), ein Quartal (33 bis 36) oder ein Halbjahr (40, 41).",
		}
	}
	return h, nil
}

// numeric reads what begins with a number: 2023, 2023-Q4, 10/2023, 18.,
// 18.10., 18.10.2023, 18. Oktober 2023, 4. Quartal 2023. It refuses what may
// be read in two ways: 3/2023 (month or quarter), 2022/23 (a winter, two
// years), 2023/10.
func (p *parser) numeric() (half, *ParseError) {
	text, next := p.rest[0].text, p.peek(2)
	dot, slash := p.isSign(1, "."), p.isSign(1, "/")
	switch {
	case (dot || slash) && len(text) <= 2 && next.kind == number && len(next.text) == 4:
		if len(text) == 1 {
			return half{}, p.monthOrQuarter(text, next.text)
		}
		h := half{point: point{unit: monthly, n: p.small(0)}}
		p.rest = p.rest[2:]
		return p.year(h)
	case slash && len(text) == 4 && next.kind == number && len(next.text) <= 2:
		return half{}, p.yearsOrMonth(text, next.text)
	case p.isSign(1, "-") && len(text) == 4 && next.text == "q" && p.isNumber(3) && len(p.rest[3].text) == 1:
		h := half{point: point{unit: quarterly, year: int16(value(text)), n: p.small(3)}}
		p.rest = p.rest[4:]
		return h, nil
	case !dot:
		return p.year(half{point: point{unit: yearly}})
	case len(text) > 2:
		return half{}, p.malformed()
	case isPeriod(next.text):
		p.rest = p.rest[2:]
		return p.period(text)
	}
	h := half{point: point{unit: daily, day: p.small(0)}}
	p.rest = p.rest[2:]
	switch {
	case next.kind == number && len(next.text) <= 2 && p.isSign(1, "."):
		h.n = p.small(0)
		p.rest = p.rest[2:]
	case months[next.text] > 0:
		h.n = p.month()
	default:
		h.noMonth, h.noYear = true, true
		return h, nil
	}
	return p.year(h)
}

// monthOrQuarter refuses 3/2023.
func (p *parser) monthOrQuarter(n, year string) *ParseError {
	hint := fmt.Sprintf("Nennen Sie den Monat mit Namen oder zweistellig (0%s/%s)", n, year)
	if n >= "1" && n <= "4" {
		hint += fmt.Sprintf(", das Quartal so: %s. Quartal %s", n, year)
	}
	return p.ambiguous(hint + ".")
}

// yearsOrMonth refuses 2022/23 and 2023/10.
func (p *parser) yearsOrMonth(year, n string) *ParseError {
	if y := value(year); value(n) == (y+1)%100 {
		return p.ambiguous(fmt.Sprintf("Schreiben Sie %d bis %d oder Winter %s/%s.", y, y+1, year, n))
	}
	return p.ambiguous("Einen Monat schreiben Sie so: 2023-10 oder Oktober 2023; zwei Jahre so: 2022 bis 2023.")
}

// small returns the value of the number at i, which has at most two digits.
func (p *parser) small(i int) uint8 { return uint8(value(p.rest[i].text)) }

// month reads the month's name, with the full stop of an abbreviation.
func (p *parser) month() uint8 {
	name := p.rest[0].text
	p.rest = p.rest[1:]
	if len(name) <= len("sept") && !p.isSign(0, "..") {
		p.skipSign(".")
	}
	return months[name]
}

// named reads what begins with a word.
func (p *parser) named(behindUntil bool) (half, *ParseError) {
	text := p.rest[0].text
	switch {
	case p.skip("jahr", "jahre", "jahren", "jahres"):
		if !p.isNumber(0) {
			return half{}, p.malformed()
		}
		return p.year(half{point: point{unit: yearly}})
	case months[text] > 0:
		h := half{point: point{unit: monthly, n: p.month()}}
		return p.year(h)
	case seasons[text] > 0:
		p.rest = p.rest[1:]
		h := half{point: point{unit: seasonal, n: seasons[text]}}
		if h.n == winter {
			return p.winterYear(h)
		}
		return p.year(h)
	case parts[text] > 0:
		p.rest = p.rest[1:]
		return p.partOf(parts[text], behindUntil)
	case text == "q" && p.isNumber(1) && len(p.rest[1].text) == 1:
		h := half{point: point{unit: quarterly, n: p.small(1)}}
		p.rest = p.rest[2:]
		if p.isSign(0, "/") && p.isNumber(1) {
			p.skipSign("/")
		}
		return p.year(h)
	case romans[text] != "" && p.isSign(1, ".") && isPeriod(p.peek(2).text):
		p.rest = p.rest[2:]
		return p.period(romans[text])
	}
	if n := ordinal(text); n != "" && isPeriod(p.peek(1).text) {
		p.rest = p.rest[1:]
		return p.period(n)
	}
	return half{}, p.malformed()
}

// ordinal returns "1" for „erste“, „ersten“, „erster“, „erstes“, and so on.
func ordinal(s string) string {
	for i, o := range ordinals {
		if rest, ok := strings.CutPrefix(s, o); ok && strings.Contains(" n r s", " "+rest) && len(rest) <= 1 {
			return string(rune('1' + i))
		}
	}
	return ""
}

// isPeriod reports whether the word is „Quartal“ or „Halbjahr“, in any case.
func isPeriod(s string) bool {
	switch s {
	case "quartal", "quartals", "quartales", "halbjahr", "halbjahrs", "halbjahres":
		return true
	}
	return false
}

// period reads „Quartal 2023“, whose ordinal has been read.
func (p *parser) period(n string) (half, *ParseError) {
	h := half{point: point{unit: quarterly, n: uint8(value(n))}}
	if p.rest[0].text[0] == 'h' {
		h.unit = halfYearly
	}
	p.rest = p.rest[1:]
	return p.year(h)
}

// partOf reads what follows „Anfang“, „Mitte“, „Ende“.
func (p *parser) partOf(part uint8, behindUntil bool) (half, *ParseError) {
	of := p.skip("des", "vom", "von")
	if months[p.peek(0).text] > 0 {
		return p.year(half{point: point{unit: monthPart, n: p.month(), part: part}})
	}
	if of && behindUntil && part == latePart {
		period := p.peek(1).text // „vierten Quartals“, „4. Quartals“, „IV. Quartals“
		if p.isSign(1, ".") {
			period = p.peek(2).text
		}
		if isPeriod(period) {
			return p.half(false)
		}
	}
	p.skip("jahr", "jahres")
	return p.year(half{point: point{unit: yearPart, part: part}})
}

// year reads the year of h, or notes that it is missing.
func (p *parser) year(h half) (half, *ParseError) {
	t := p.peek(0)
	if t.kind != number {
		h.noYear = true
		return h, nil
	}
	p.rest = p.rest[1:]
	switch {
	case len(t.text) == 4:
		h.point.year = int16(value(t.text))
		return h, nil
	case len(t.text) == 2 && h.unit != yearly: // a bare 23 may be anything
		return h, p.ambiguous("Schreiben Sie das Jahr mit vier Ziffern: 20" + t.text + " oder 19" + t.text + ".")
	}
	return h, p.malformed()
}

// winterYear reads „2022/23“ or „2022/2023“. One year alone is ambiguous: the
// winter begins in it or ends in it.
func (p *parser) winterYear(h half) (half, *ParseError) {
	h, err := p.year(h)
	if err != nil || h.noYear {
		return h, err
	}
	year := int(h.point.year)
	if !p.isSign(0, "/") || !p.isNumber(1) {
		return h, p.ambiguous(fmt.Sprintf("Nennen Sie beide Jahre: Winter %d/%02d oder Winter %d/%02d.",
			year-1, year%100, year, (year+1)%100))
	}
	next := p.rest[1].text
	p.rest = p.rest[2:]
	if len(next) == 4 && value(next) == year+1 || len(next) == 2 && value(next) == (year+1)%100 {
		return h, nil
	}
	return h, &ParseError{
		Code: CodeImpossible,
		Text: fmt.Sprintf("Der Winter %d/%s liegt nicht in zwei aufeinander folgenden Jahren.", year, next),
		Hint: fmt.Sprintf("Gemeint ist wohl Winter %d/%02d.", year, (year+1)%100),
	}
}
