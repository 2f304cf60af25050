package check

import (
	"fmt"
	"slices"
	"strings"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
)

var consistencyCodes = slices.Concat(peopleCodes, properNameCodes, partnerCodes, twiceCodes, editionDateCodes, weekdayCodes, abbreviationCodes, evidenceCodes)

var consistencyRules = []func(*examiner){
	(*examiner).people,
	(*examiner).placeNames,
	(*examiner).properNames,
	(*examiner).partnerNames,
	(*examiner).sameShort,
	(*examiner).samePartner,
	(*examiner).meetingsTwice,
	(*examiner).entriesTwice,
	(*examiner).sessionNumbers,
	(*examiner).editionDates,
	(*examiner).editionOrder,
	(*examiner).weekdays,
	(*examiner).sentenceDays,
	(*examiner).abbreviations,
	(*examiner).ministriesThen,
	(*examiner).evidence,
}

// elsewhere is how a finding about an entry names another place, to stand
// after „in“.
func elsewhere(from *entry, at diag.Pos) string {
	if at.File == from.Pos.File {
		return fmt.Sprintf("Zeile %d", at.Line)
	}
	return fmt.Sprintf("%s:%d", at.File, at.Line)
}

// at returns the place of a value, or that of the entry.
func (e *entry) at(key string) diag.Pos {
	if pos, ok := e.At[key]; ok {
		return pos
	}
	return e.Pos
}

// fieldOf is the name of the field that a key leads to: "amt" for "nrw[0].amt",
// "themen" for "themen[1]".
func fieldOf(key string) string {
	if i := strings.LastIndexByte(key, '.'); i >= 0 {
		key = key[i+1:]
	}
	name, _, _ := strings.Cut(key, "[")
	return name
}

// period returns the days between which an entry takes place: its own time as
// far as that is bounded, and otherwise the Stichtag.
func (x *examiner) period(e *entry) (first, last date.Day) {
	first, last = e.when.First(), e.when.Last()
	if last.IsZero() {
		last = x.ed.AsOf
	}
	if first.IsZero() {
		first = last
	}
	if first.Compare(last) > 0 {
		last = first
	}
	return first, last
}

// dayNumber numbers days so that a month has 31 of them: enough to tell how far
// apart two days are, nearly.
func dayNumber(d date.Day) int { return (d.Year*12+d.Month)*31 + d.Day }
