package report

import (
	"cmp"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/record"
)

// bySignature orders sections by the signature of the agreement in force, the
// oldest first, then by slug. Where the signature is unknown the section comes
// last.
func bySignature(a, b Section) int {
	x, y := signed(a.Agreement), signed(b.Agreement)
	if x.IsZero() != y.IsZero() {
		if x.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(x.Compare(y), cmp.Compare(a.Partnership.Slug, b.Partnership.Slug))
}

func signed(a *record.Agreement) date.Date {
	if a == nil {
		return date.Date{}
	}
	return a.Signed
}

// lastDay stands for a day that never comes.
var lastDay = date.Day{Year: 10000, Month: 1, Day: 1}

// latestFirst orders times by last possible day, then by first, the latest
// first. What has no end comes before what has one.
func latestFirst(a, b date.Date) int {
	return cmp.Or(orNever(b.Last()).Compare(orNever(a.Last())), b.First().Compare(a.First()))
}

// soonestFirst orders times by the last day on which they may begin (of what
// has only an end, by that), then by the first. So the 4th of December comes
// before December, and „Frühjahr 2024“ before „2024“. No time comes last.
func soonestFirst(a, b date.Date) int {
	begin := func(d date.Date) date.Day {
		if b := d.Begin(); !b.IsZero() {
			return b.Last()
		}
		return orNever(d.Last())
	}
	return cmp.Or(begin(a).Compare(begin(b)), a.First().Compare(b.First()))
}

func orNever(d date.Day) date.Day {
	if d.IsZero() {
		return lastDay
	}
	return d
}

// partners returns every partner of the edition's sections once, in their
// order. A partner with an agreement of its own stands where that section
// does, and not with an agreement that it shares with others.
func partners(e *Edition) []Partner {
	sections := make([]*record.Partnership, 0, len(e.Sections)+8)
	for i := range e.Sections {
		sections = append(sections, e.Sections[i].Partnership)
	}
	for i := range e.Groups {
		for j := range e.Groups[i].Sections {
			sections = append(sections, e.Groups[i].Sections[j].Partnership)
		}
	}
	alone := make(map[string]bool, len(sections))
	for _, p := range sections {
		if len(p.Partners) == 1 {
			alone[p.Partners[0].Name] = true
		}
	}
	told := make(map[string]bool, len(sections))
	out := make([]Partner, 0, len(sections))
	add := func(p Partner) {
		if !told[p.Name] {
			told[p.Name] = true
			out = append(out, p)
		}
	}
	for _, p := range sections {
		for i := range p.Partners {
			q := &p.Partners[i]
			switch {
			case len(p.Partners) == 1:
				add(Partner{Slug: p.Slug, Name: q.Name, Short: p.Short, With: cmp.Or(p.With, p.Short)})
			case !alone[q.Name]:
				short := cmp.Or(q.Short, p.Short)
				add(Partner{Slug: p.Slug, Name: q.Name, Short: short, With: cmp.Or(q.With, short)})
			}
		}
	}
	return out
}
