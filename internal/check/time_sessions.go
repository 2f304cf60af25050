package check

import (
	"slices"
	"strings"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
)

// periods says after how many months without a session a committee is overdue:
// its period and a grace for finding a day that suits both sides.
var periods = map[string]int{
	"halbjährlich":    6 + 2,
	"jährlich":        12 + 3,
	"alle zwei Jahre": 24 + 6,
}

// sessions reports committees that have not sat for longer than their rhythm
// has it, unless the edition says something of a session to come (or of one
// that is overdue itself, which is reported as such).
func (x *examiner) sessions() {
	outlooks := make(map[*report.Section]*outlook, len(x.sections))
	for _, s := range x.sections {
		outlooks[s] = &outlook{committees: make(map[string]bool)}
	}
	for _, e := range x.entries {
		if e.section != nil && (e.kind == meeting || e.kind == measure || e.kind == plan || e.kind == progress || e.kind == passage) {
			outlooks[e.section].add(e)
		}
	}
	for _, e := range x.entries {
		if e.kind != committee {
			continue
		}
		c := e.value.(*record.Committee)
		months, ok := periods[c.Rhythm]
		if !ok {
			continue
		}
		s := e.section
		last, text := lastSession(s, c.Name)
		from := last
		if from.IsZero() {
			from = c.AsOf.Last()
		}
		if from.IsZero() && s.Agreement != nil {
			from = s.Agreement.Signed.Last()
		}
		if from.IsZero() || monthsLater(from, months).Compare(x.ed.AsOf) >= 0 || outlooks[s].speaksOf(c.Name) {
			continue
		}
		if last.IsZero() {
			x.report("sitzung-ueberfaellig", e, "rhythmus", "Tragen Sie die letzte Sitzung als [[begegnung]] mit gremium ein, oder die nächste als [[planung]].",
				"Das Gremium %s soll %s tagen, aber es ist weder eine Sitzung verzeichnet noch eine geplant.", quoted(c.Name), c.Rhythm)
			continue
		}
		x.report("sitzung-ueberfaellig", e, "rhythmus", "Hat es seither getagt, tragen Sie die [[begegnung]] mit gremium ein; sonst die nächste Sitzung als [[planung]].",
			"Das Gremium %s soll %s tagen; die letzte verzeichnete Sitzung liegt länger zurück (%s), und keine ist geplant.", quoted(c.Name), c.Rhythm, text)
	}
}

// lastSession returns the last possible day of the committee's last session,
// and its date in words; zero where there is none. An exchange that still runs
// lasts until now.
func lastSession(s *report.Section, name string) (last date.Day, text string) {
	for _, m := range s.Meetings { // the latest first, what runs before it
		if m.Committee != name {
			continue
		}
		last = m.When.Last()
		if last.IsZero() {
			last = date.Day{Year: 9999, Month: 12, Day: 31}
		}
		return last, m.When.Text()
	}
	return date.Day{}, ""
}

// outlook is what a section says of things to come, or overdue.
type outlook struct {
	committees map[string]bool // that have a meeting of their own among them
	texts      []string        // in small letters
	session    bool            // they speak of a session, whosever it is
}

func (o *outlook) add(e *entry) {
	if m, ok := e.value.(*record.Meeting); ok && (e.tense == ahead || e.tense == lapsed) {
		o.committees[m.Committee] = true
	}
	for _, t := range e.texts {
		if t.tense == ahead || t.tense == lapsed {
			lower := strings.ToLower(t.plain)
			o.texts = append(o.texts, lower)
			o.session = o.session || strings.Contains(lower, "sitzung") || strings.Contains(lower, "gremium")
		}
	}
}

// speaksOf reports whether something has to do with a session of the committee.
func (o *outlook) speaksOf(committee string) bool {
	if o.session || o.committees[committee] {
		return true
	}
	words := strings.Fields(strings.ToLower(committee))
	head := words[len(words)-1]
	for _, w := range words { // „Gemischte Regierungskommission Nordrhein-Westfalen – Ungarn“
		for _, noun := range [...]string{"ausschuss", "kommission", "gruppe", "rat", "forum"} {
			if strings.HasSuffix(w, noun) {
				head = w
			}
		}
	}
	return slices.ContainsFunc(o.texts, func(text string) bool { return strings.Contains(text, head) })
}
