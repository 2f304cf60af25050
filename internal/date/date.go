// Package date holds dates that are as precise as a record knows them: a day,
// a month, a season, „Ende 2024“, an interval, an open one. It reads them in
// the notations of the records ([Parse]), says which days they may mean
// ([Date.First], [Date.Last]) and prints them in German with the preposition
// that belongs to them ([Date.On], [Date.Since], [Date.Until], [Date.For]).
//
// It knows no clock, no time of day and no time zone, and it does not decide
// what has happened: that is the matter of package report. Its phrases hold
// plain spaces; no-break spaces are set by a later stage.
package date

import (
	"cmp"
	"fmt"
	"strings"
)

// Day is a calendar day of the proleptic Gregorian calendar, Month and Day
// counted from 1. The zero Day means none. Day does not check itself; what
// [Parse] and [ParseDay] return exists in the calendar.
type Day struct{ Year, Month, Day int }

// IsZero reports whether d is no day.
func (d Day) IsZero() bool { return d == Day{} }

// Compare returns -1, 0 or 1 as d is before, the same as or after e. The zero
// Day is before all others.
func (d Day) Compare(e Day) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// String returns the day as ISO 8601 writes it, 2023-10-31, and "" for none.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// Long returns the day in words, „31. Oktober 2023“, and "" for none. The day
// must exist.
func (d Day) Long() string { return FromDay(d).Text() }

// daysIn returns the length of a month, 1 to 12.
func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// unit is the precision of a point.
type unit uint8

const (
	none       unit = iota
	open            // no end on this side
	daily           // n month, day
	monthly         // n 1–12
	monthPart       // n 1–12, part
	seasonal        // n 1 spring … 4 winter
	quarterly       // n 1–4
	halfYearly      // n 1–2
	yearPart        // part
	yearly
)

// Values of point.n and point.part with a meaning of their own.
const (
	winter     = 4
	latePart   = 3 // „Ende“, after „Anfang“ and „Mitte“
	firstYear  = 1000
	latestYear = 9999
)

// point is one period of the calendar: what stands at either end of a Date.
// Fields that the unit does not use are zero, so that == compares meanings.
type point struct {
	year int16 // of a winter, that of its December
	unit unit
	n    uint8
	day  uint8
	part uint8
}

// first returns the first day of the period; zero for none and open.
func (p point) first() Day {
	y, n := int(p.year), int(p.n)
	switch p.unit {
	case daily:
		return Day{y, n, int(p.day)}
	case monthly:
		return Day{y, n, 1}
	case monthPart: // Anfang 1–10, Mitte 11–20, Ende from 21
		return Day{y, n, 10*int(p.part) - 9}
	case seasonal:
		return Day{y, 3 * n, 1}
	case quarterly:
		return Day{y, 3*n - 2, 1}
	case halfYearly:
		return Day{y, 6*n - 5, 1}
	case yearPart: // Anfang January–March, Mitte May–August, Ende October–December
		return Day{y, [...]int{1, 5, 10}[p.part-1], 1}
	case yearly:
		return Day{y, 1, 1}
	}
	return Day{}
}

// last returns the last day of the period; zero for none and open.
func (p point) last() Day {
	y, n := int(p.year), int(p.n)
	month := 12
	switch p.unit {
	case none, open:
		return Day{}
	case daily:
		return Day{y, n, int(p.day)}
	case monthly:
		month = n
	case monthPart:
		if p.part != latePart {
			return Day{y, n, 10 * int(p.part)}
		}
		month = n
	case seasonal:
		month = 3*n + 2
		if n == winter {
			y, month = y+1, 2
		}
	case quarterly:
		month = 3 * n
	case halfYearly:
		month = 6 * n
	case yearPart:
		month = [...]int{3, 8, 12}[p.part-1]
	}
	return Day{y, month, daysIn(y, month)}
}

// compare orders points by their place among the constants above and their
// fields; it only breaks ties between dates that span the same days.
func (p point) compare(q point) int {
	return cmp.Or(
		cmp.Compare(p.unit, q.unit),
		cmp.Compare(p.year, q.year),
		cmp.Compare(p.n, q.n),
		cmp.Compare(p.day, q.day),
		cmp.Compare(p.part, q.part),
	)
}

// Date is a moment or an interval with a precision. Dates are comparable with
// ==, which tells notations that mean the same („Herbst 2023“, "2023-23")
// from none. The zero Date means none.
//
// What the imprecise ones may mean, first and last possible day:
//
//   - Seasons are meteorological: spring begins on 1 March, and the winter
//     2022/23 lasts from 1 December 2022 to the end of February 2023. EDTF's
//     2022-24 is the winter that begins in December 2022.
//   - „Anfang 2024“ is January to March, „Mitte 2024“ May to August, „Ende
//     2024“ October to December.
//   - „Anfang Oktober 2023“ is the 1st to the 10th, „Mitte“ the 11th to the
//     20th, „Ende“ the rest of the month. Each holds the day for which § 192
//     BGB takes it (the 1st, the 15th, the last).
type Date struct {
	from, to point // of a moment, to is none; of an interval, either may be open
}

// FromDay returns the date that is precise to the day d; the zero Day gives
// the zero Date. The day must exist, in a year from 1000 to 9999.
func FromDay(d Day) Date {
	if d.IsZero() {
		return Date{}
	}
	return Date{from: point{year: int16(d.Year), unit: daily, n: uint8(d.Month), day: uint8(d.Day)}}
}

// Between returns the interval from one date to another, both included. A
// zero from leaves the beginning open, a zero to the end. Of an interval its
// outer end counts: the beginning of from, the end of to. Two equal moments
// give that moment. An interval that must end before it begins, and one with
// neither beginning nor end, is a *ParseError.
func Between(from, to Date) (Date, error) {
	d, err := between(from.from, to.end())
	if err != nil {
		return Date{}, err
	}
	return d, nil
}

func between(from, to point) (Date, *ParseError) {
	if from.unit == none {
		from.unit = open
	}
	if to.unit == none {
		to.unit = open
	}
	switch {
	case from.unit == open && to.unit == open:
		return Date{}, &ParseError{
			Code: CodeMalformed,
			Text: "Der Zeitraum hat weder Anfang noch Ende.",
			Hint: "Geben Sie mindestens eines von beiden an, zum Beispiel 2021/.. oder ../2024.",
		}
	case from == to:
		return Date{from: from}, nil
	case from.unit != open && to.unit != open && from.first().Compare(to.last()) > 0:
		return Date{}, &ParseError{
			Code: CodeImpossible,
			Text: fmt.Sprintf("Das Ende des Zeitraums (%s) liegt vor seinem Anfang (%s).", to.text(), from.text()),
			Hint: "Prüfen Sie beide Angaben, auch das Jahr des Anfangs.",
		}
	}
	return Date{from, to}, nil
}

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// First returns the first day that d may mean; zero for no date and where the
// beginning is open.
func (d Date) First() Day { return d.from.first() }

// Last returns the last day that d may mean; zero for no date and where the
// end is open.
func (d Date) Last() Day { return d.end().last() }

// Begin returns the moment at which an interval begins, as precise as d knows
// it, and of a moment the moment. It is zero where the beginning is open.
func (d Date) Begin() Date {
	if d.from.unit == open {
		return Date{}
	}
	return Date{from: d.from}
}

// end returns the point at which d ends: of a moment, the moment.
func (d Date) end() point {
	if d.to.unit == none {
		return d.from
	}
	return d.to
}

// Coarse reports whether an end of d is known less precisely than to the day.
// An open end is not.
func (d Date) Coarse() bool { return d.from.unit > daily || d.to.unit > daily }

// Interval reports whether d has two ends, one of which may be open.
func (d Date) Interval() bool { return d.to.unit != none }

// Compare orders dates by first possible day (an open beginning before all),
// then by last possible day (an open end after all), then in a fixed order, so
// that it returns 0 only for equal dates. No date comes before every date.
func (d Date) Compare(e Date) int {
	if d.IsZero() || e.IsZero() {
		return cmp.Compare(rank(!d.IsZero()), rank(!e.IsZero()))
	}
	a, b := d.Last(), e.Last()
	return cmp.Or(
		d.First().Compare(e.First()),
		cmp.Compare(rank(a.IsZero()), rank(b.IsZero())),
		a.Compare(b),
		d.from.compare(e.from),
		d.to.compare(e.to),
	)
}

func rank(b bool) int {
	if b {
		return 1
	}
	return 0
}

// String returns the date in its canonical notation, which [Parse] reads back
// to an equal Date: that of EDTF level 1 and the groupings of level 2 that the
// records use (https://www.loc.gov/standards/datetime/), „Ende 2024“ and the
// like where EDTF has none. No date gives "".
func (d Date) String() string {
	if !d.Interval() {
		return d.from.edtf()
	}
	return d.from.edtf() + "/" + d.to.edtf()
}

func (p point) edtf() string {
	switch p.unit {
	case none:
		return ""
	case open:
		return ".."
	case daily:
		return p.first().String()
	case monthly:
		return fmt.Sprintf("%d-%02d", p.year, p.n)
	case seasonal:
		return fmt.Sprintf("%d-%02d", p.year, 20+p.n)
	case quarterly:
		return fmt.Sprintf("%d-%02d", p.year, 32+p.n)
	case halfYearly:
		return fmt.Sprintf("%d-%02d", p.year, 39+p.n)
	case yearly:
		return fmt.Sprint(p.year)
	case monthPart, yearPart:
		return p.text()
	}
	panic(fmt.Sprintf("date: unknown unit %d", p.unit))
}

// next reports whether q is the day, month or year after p.
func (p point) next(q point) bool {
	if p.unit != q.unit || p.unit != daily && p.unit != monthly && p.unit != yearly {
		return false
	}
	d := p.last()
	d.Day++
	if d.Day > daysIn(d.Year, d.Month) {
		d.Day, d.Month = 1, d.Month+1
	}
	if d.Month > 12 {
		d.Month, d.Year = 1, d.Year+1
	}
	return d == q.first()
}

// ParseError says why a notation is not read as a date. Text and Hint are for
// the clerk who wrote it.
type ParseError struct {
	Code string // one of the codes below
	Text string // one German sentence: what is wrong
	Hint string // one German sentence: how to mend it
}

// The codes of a ParseError.
const (
	CodeImpossible = "datum-unmoeglich" // no such day, month or interval
	CodeMalformed  = "datum-unlesbar"   // no notation that the records know
	CodeAmbiguous  = "datum-mehrdeutig" // may mean different things
	CodeImprecise  = "datum-ungenau"    // a day is wanted and something else given
)

// Error returns the text, followed by the hint.
func (e *ParseError) Error() string { return strings.TrimSpace(e.Text + " " + e.Hint) }
