package check

import (
	"strconv"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
)

var editionDateCodes = []Code{
	{"ausgabe-quartal", diag.Warning, "Der Stichtag liegt weder in dem Quartal, das der Name der Ausgabe nennt, noch im Monat danach. Meist ist der Stichtag aus einer kopierten Datei stehen geblieben oder das Jahr verschrieben. Berichtigen Sie stichtag, oder benennen Sie die Datei um."},
	{"ausgabe-datum", diag.Error, "Der Stichtag liegt nach dem Datum des Dokuments oder nach der Sitzung. Der Bericht beschriebe einen Stand, den es beim Versand noch nicht gab. Berichtigen Sie stichtag, datum oder sitzung."},
	{"ausgabe-sitzung", diag.Warning, "Das Datum des Dokuments, die Sitzung und der Stichtag passen nicht zusammen: Der Bericht käme erst nach der Sitzung, oder er wäre schon Monate alt. Oft ist ein Jahr oder ein Monat verschrieben. Prüfen Sie stichtag, datum und sitzung."},
	{"ausgabe-folge", diag.Warning, "Die Reihenfolge der Ausgaben nach ihren Namen passt nicht zu ihren Stichtagen. Meist ist in einer kopierten Datei der alte Stichtag stehen geblieben; der Bericht gäbe dann einen überholten Stand wieder. Berichtigen Sie stichtag, oder benennen Sie die Datei um."},
}

var quarterName = pattern(`^(\d{4})-Q([1-4])\b`)

// quarterOf returns the quarter that an edition's name names.
func quarterOf(name string) (year, quarter int, ok bool) {
	m := quarterName().FindStringSubmatch(name)
	if m == nil {
		return 0, 0, false
	}
	year, _ = strconv.Atoi(m[1])
	quarter, _ = strconv.Atoi(m[2])
	return year, quarter, true
}

// late is after how many months a state of affairs is too old to be reported.
const late = 4

// editionDates compares the edition's days with its name and with each other.
func (x *examiner) editionDates() {
	rec := x.ed.Record
	e := x.editionEntry()
	day, session := rec.AsOfDay.Last(), rec.Session.Last()
	if year, quarter, ok := quarterOf(rec.Name); ok {
		month := day.Year*12 + day.Month - 1
		if first := year*12 + (quarter-1)*3; month < first || month > first+3 {
			x.report("ausgabe-quartal", e, "stichtag", "Berichtigen Sie stichtag, oder benennen Sie die Datei um.",
				"Der Stichtag %s liegt nicht im %d. Quartal %d, das der Name der Ausgabe „%s“ nennt.", day.Long(), quarter, year, rec.Name)
		}
	}
	const mend = "Prüfen Sie stichtag, datum und sitzung."
	if last := rec.Date.Last(); !last.IsZero() && last.Compare(day) < 0 {
		x.report("ausgabe-datum", e, "stichtag", "Berichtigen Sie stichtag oder datum.",
			"Der Stichtag %s liegt nach dem Datum des Dokuments (%s).", day.Long(), rec.Date.Text())
	} else if first := rec.Date.First(); monthsLater(day, late).Compare(first) < 0 {
		x.report("ausgabe-sitzung", e, "datum", mend,
			"Zwischen dem Stichtag %s und dem Datum des Dokuments (%s) liegen mehr als vier Monate.", day.Long(), rec.Date.Text())
	} else if session.Compare(day) >= 0 && session.Compare(first) < 0 {
		x.report("ausgabe-sitzung", e, "datum", mend,
			"Das Datum des Dokuments (%s) liegt nach der Sitzung am %s.", rec.Date.Text(), session.Long())
	}
	if session.IsZero() {
		return
	}
	if session.Compare(day) < 0 {
		x.report("ausgabe-datum", e, "sitzung", "Berichtigen Sie stichtag oder sitzung.",
			"Der Stichtag %s liegt nach der Sitzung am %s.", day.Long(), session.Long())
	} else if monthsLater(day, late).Compare(session) < 0 {
		x.report("ausgabe-sitzung", e, "sitzung", mend,
			"Zwischen dem Stichtag %s und der Sitzung am %s liegen mehr als vier Monate.", day.Long(), session.Long())
	}
}

// editionOrder compares the edition with the others. That the newest one is not
// the last by name is a hint of the build, which knows what was asked for.
func (x *examiner) editionOrder() {
	rec := x.ed.Record
	e := x.editionEntry()
	var same, earlier *record.Edition
	year, quarter, _ := quarterOf(rec.Name)
	for i := range x.ed.Set.Editions {
		o := &x.ed.Set.Editions[i]
		if o == rec {
			continue
		}
		y, q, _ := quarterOf(o.Name)
		switch c := o.AsOfDay.Last().Compare(rec.AsOfDay.Last()); {
		case c == 0 && (y != year || q != quarter) && same == nil: // two of a quarter may well share their day
			same = o
		case c > 0 && o.Name < rec.Name && (earlier == nil || o.AsOfDay.Compare(earlier.AsOfDay) > 0):
			earlier = o
		}
	}
	const mend = "Berichtigen Sie stichtag in einer der beiden Dateien."
	if same != nil {
		x.report("ausgabe-folge", e, "stichtag", mend,
			"Den Stichtag %s hat auch die Ausgabe „%s“.", rec.AsOfDay.Last().Long(), same.Name)
	}
	if earlier != nil {
		x.report("ausgabe-folge", e, "stichtag", mend,
			"Der Stichtag %s liegt vor dem der Ausgabe „%s“ (%s), die nach ihrem Namen früher ist.", rec.AsOfDay.Last().Long(), earlier.Name, earlier.AsOfDay.Last().Long())
	}
}

// editionEntry returns the entry of the edition itself.
func (x *examiner) editionEntry() *entry {
	for _, e := range x.entries {
		if e.kind == edition {
			return e
		}
	}
	panic("check: no edition")
}
