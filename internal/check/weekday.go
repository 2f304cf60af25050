package check

import (
	"strconv"
	"strings"
	"time"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
)

var weekdayCodes = []Code{
	{"wochentag-falsch", diag.Warning, "Ein Wochentag in einem Text passt nicht zu seinem Datum. Eines von beiden ist verschrieben, und wer nachsieht, hält den ganzen Satz für unzuverlässig. Berichtigen Sie den Wochentag oder das Datum."},
	{"satz-datum", diag.Warning, "Der Satz (satz) eines Eintrags beginnt mit einem anderen Tag, als sein datum sagt, oder nennt denselben Tag eines anderen Jahres. Übersicht und Reihenfolge richten sich nach datum, gedruckt wird der Satz; beide widersprechen sich dann im Bericht. Berichtigen Sie satz oder datum."},
}

const (
	weekdayPattern = `(Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|Mo\.|Di\.|Mi\.|Do\.|Fr\.|Sa\.|So\.)`
	dayPattern     = `(\d{1,2})\. ?(?:(\d{1,2})\.|(Jänner|` + monthNames + `)\b)(?: ?(\d{4}|\d{2}\b))?`
)

var (
	weekdayBefore = pattern(`(?:^|[^\pL\d])` + weekdayPattern + `(?:,? d[ea][mnrs] |, | \(| )` + dayPattern)
	weekdayAfter  = pattern(dayPattern + `(?: \(|, einem )` + weekdayPattern + `(?:[),;]|$)`)
	sentenceDay   = pattern(`^(?:Am|Bereits am|Erst am|Schon am|Zuletzt am) ` + dayPattern)
	anyDay        = pattern(`\b` + dayPattern)
	months        = strings.Split(monthNames, "|")
	weekdayNames  = map[string]time.Weekday{
		"Montag": time.Monday, "Dienstag": time.Tuesday, "Mittwoch": time.Wednesday, "Donnerstag": time.Thursday, "Freitag": time.Friday, "Samstag": time.Saturday, "Sonnabend": time.Saturday, "Sonntag": time.Sunday,
		"Mo.": time.Monday, "Di.": time.Tuesday, "Mi.": time.Wednesday, "Do.": time.Thursday, "Fr.": time.Friday, "Sa.": time.Saturday, "So.": time.Sunday,
	}
	// weekdayStems are what every weekday holds: to look for them spares most
	// texts the patterns.
	weekdayStems   = strings.Fields("tag Mittwoch Sonnabend Mo. Di. Mi. Do. Fr. Sa. So.")
	weekdayInWords = [...]string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"}
)

// weekdays reports weekdays that do not fit their dates.
func (x *examiner) weekdays() {
	for _, e := range x.entries {
		for i := range e.texts {
			t := &e.texts[i]
			if !holdsAny(t.plain, weekdayStems) {
				continue
			}
			s := evenSpaces.Replace(t.plain)
			for _, m := range weekdayBefore().FindAllStringSubmatch(s, -1) {
				x.weekday(t, m[1], e.dayOf(m[2:6]))
			}
			for _, m := range weekdayAfter().FindAllStringSubmatch(s, -1) {
				x.weekday(t, m[5], e.dayOf(m[1:5]))
			}
		}
	}
}

func (x *examiner) weekday(t *text, name string, day date.Day) {
	if day.IsZero() {
		return
	}
	at := time.Date(day.Year, time.Month(day.Month), day.Day, 0, 0, 0, 0, time.UTC).Weekday()
	if at == weekdayNames[name] {
		return
	}
	x.report("wochentag-falsch", t.entry, t.Key, "Berichtigen Sie in "+fieldOf(t.Key)+" den Wochentag oder das Datum.",
		"Der %s fällt auf einen %s; hier steht „%s“.", day.Long(), weekdayInWords[at], name)
}

// dayOf returns the day of a date in a text: day, month in digits or in words,
// and the year, which the entry's own date gives where it is missing. Zero: no
// day of the calendar, or the year is not known.
func (e *entry) dayOf(m []string) date.Day {
	d := date.Day{}
	d.Day, _ = strconv.Atoi(m[0])
	d.Month, _ = strconv.Atoi(m[1])
	for i, name := range months {
		if m[2] == name {
			d.Month = i + 1
		}
	}
	if m[2] == "Jänner" {
		d.Month = 1
	}
	switch d.Year, _ = strconv.Atoi(m[3]); {
	case len(m[3]) == 2:
		d.Year += 2000
	case m[3] == "":
		first, last := e.when.First(), e.when.Last()
		if first.IsZero() || last.IsZero() || first.Year != last.Year {
			return date.Day{}
		}
		if d.Year = first.Year; d.Compare(first) < 0 || d.Compare(last) > 0 {
			return date.Day{}
		}
	}
	if d.Year < 1000 || d.Month < 1 || d.Month > 12 {
		return date.Day{}
	}
	if at := time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC); at.Day() != d.Day {
		return date.Day{}
	}
	return d
}

// sentenceDays reports sentences of meetings and measures that put them on
// another day than their date does.
func (x *examiner) sentenceDays() {
	for _, e := range x.entries {
		if e.kind != meeting && e.kind != measure || e.Sentence == "" || e.when.IsZero() || e.when.Last().IsZero() || e.when.First().IsZero() {
			continue
		}
		if m, ok := e.value.(*record.Meeting); ok && m.Count != 0 && m.Count != 1 {
			continue
		}
		day := e.sentenceDay()
		if day.IsZero() || e.covers(day) {
			continue
		}
		x.report("satz-datum", e, "satz", "Berichtigen Sie satz oder datum.",
			"Der Satz nennt den %s, der Eintrag aber %s.", day.Long(), dateOfEntry(e.when))
	}
}

// covers reports whether a day is one of those on which the entry takes place.
func (e *entry) covers(day date.Day) bool {
	return day.Compare(e.when.First()) >= 0 && day.Compare(e.when.Last()) <= 0
}

// sentenceDay returns the day with its year on which the entry's sentence puts
// it: the one with which it begins, or one that differs from the entry's own in
// the year only, if the sentence does not name that as well. Zero: none.
func (e *entry) sentenceDay() date.Day {
	s := evenSpaces.Replace(e.Sentence)
	if m := sentenceDay().FindStringSubmatch(s); m != nil {
		if m[4] == "" {
			return date.Day{}
		}
		return e.dayOf(m[1:5])
	}
	slip := date.Day{}
	for _, m := range anyDay().FindAllStringSubmatch(s, -1) {
		day := e.dayOf(m[1:5])
		if day.IsZero() || e.covers(day) {
			return date.Day{}
		}
		if then := (date.Day{Year: e.when.First().Year, Month: day.Month, Day: day.Day}); m[4] != "" && !e.when.Coarse() && e.covers(then) {
			slip = day
		}
	}
	return slip
}

// dateOfEntry is a date as it stands after „nennt aber“.
func dateOfEntry(d date.Date) string {
	if !d.Coarse() && !d.Interval() {
		return "den " + d.Text()
	}
	return "„" + d.Text() + "“"
}
