package check

import (
	"fmt"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
)

var evidenceCodes = []Code{
	{"ressort-zeit", diag.Warning, "Ein Eintrag nennt ein Ressort, das es zu der Zeit, von der er spricht, unter diesem Kürzel nicht gab (ab und bis in ressorts.toml). Der Bericht schriebe eine Mitteilung oder Zuständigkeit der falschen Stelle zu. Nennen Sie das Ressort von damals, oder berichtigen Sie ressorts.toml."},
	{"beleg-fehlt", diag.Hint, "Ein Eintrag nennt eine Tatsache, aber nicht, woher sie stammt. Fragt der Ausschuss nach, muss das Haus sie belegen können. Ergänzen Sie quelle, oder bestaetigt mit dem Tag, an dem das Ressort die Angabe bestätigt hat; eine quelle am Anfang der Datei gilt für alle ihre Einträge."},
}

// ministriesThen reports ministries that did not exist when what the entry
// tells took place; what runs, lies ahead or is to be done is theirs at the
// Stichtag.
func (x *examiner) ministriesThen() {
	times := make(map[string][]*record.Ministry)
	for i := range x.ed.Set.Ministries {
		m := &x.ed.Set.Ministries[i]
		times[m.Short] = append(times[m.Short], m)
	}
	for _, e := range x.entries {
		var names []string
		key := "zustaendig[%d]"
		first, last := x.ed.AsOf, x.ed.AsOf
		switch v := e.value.(type) {
		case *record.Commitment:
			names = v.Responsible
		case *record.Measure:
			names = v.Responsible
			if e.tense == past {
				first, last = e.when.First(), e.when.Last()
			}
		case *record.NilReturn:
			names, key = []string{v.Ministry}, "ressort"
			first, last = v.From.First(), v.From.Last()
		default:
			continue
		}
		for i, name := range names {
			list := times[name]
			if len(list) == 0 || existed(list, first, last) {
				continue
			}
			at := key
			if key != "ressort" {
				at = fmt.Sprintf(key, i)
			}
			day := last
			if day.IsZero() {
				day = first
			}
			x.report("ressort-zeit", e, at, "Nennen Sie das Ressort, das damals zuständig war, oder berichtigen Sie ab und bis in ressorts.toml.",
				"Das Ressort %s gab es %s nicht: In ressorts.toml gilt es %s.", name, dayPhrase(e, x.ed.AsOf, first, last), lifetime(list))
		}
	}
}

// existed reports whether a ministry may have existed on one of the days; a zero
// day leaves that end open.
func existed(list []*record.Ministry, first, last date.Day) bool {
	for _, m := range list {
		if (last.IsZero() || m.From.First().Compare(last) <= 0) && (m.Until.Last().IsZero() || m.Until.Last().Compare(first) >= 0) {
			return true
		}
	}
	return false
}

// dayPhrase says of which time the finding speaks.
func dayPhrase(e *entry, asOf, first, last date.Day) string {
	switch {
	case e.kind == nilReturn:
		return e.since.On()
	case first == asOf && last == asOf:
		return "am Stichtag (" + asOf.Long() + ")"
	}
	return e.when.On()
}

// lifetime says when a ministry existed.
func lifetime(list []*record.Ministry) string {
	m := list[0]
	when, err := date.Between(m.From, m.Until)
	if err != nil {
		return "zu anderer Zeit"
	}
	return when.On()
}

// evidence reports entries that nobody can prove.
func (x *examiner) evidence() {
	sourced := make(map[string]bool) // files with a source for all that they hold
	for _, e := range x.entries {
		if (e.kind == partnership || e.kind == group) && e.Source != "" {
			sourced[e.Pos.File] = true
		}
	}
	for _, e := range x.entries {
		// A Fehlanzeige says itself who gave it and when.
		switch e.kind {
		case agreement, committee, commitment, progress, meeting, measure, plan, passage:
		default:
			continue
		}
		if e.Source != "" || !e.Confirmed.IsZero() || sourced[e.Pos.File] {
			continue
		}
		name := e.called()
		if e.kind == meeting && !e.when.IsZero() { // most have no name
			name += " " + e.when.On()
		}
		x.report("beleg-fehlt", e, "", "Ergänzen Sie quelle (etwa „MSB, E-Mail vom 12. Oktober 2023“) oder bestaetigt.",
			"%s hat weder quelle noch bestaetigt.", name)
	}
}
