package check

import (
	"fmt"
	"slices"
	"strings"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
)

var twiceCodes = []Code{
	{"begegnung-doppelt", diag.Warning, "Eine Begegnung ist zweimal und verschieden dargestellt: am selben Tag dieselben Personen, aber ein anderer Ort oder eine andere Art, oder in zwei Partnerschaften dieselbe Begegnung an einem anderen Tag. Wer beides liest, weiß nicht, was stimmt. Gleichen Sie beide Einträge an; waren es zwei Begegnungen, nehmen Sie die Meldung hin."},
	{"eintrag-doppelt", diag.Warning, "Zwei Einträge einer Datei erzählen dasselbe, und beide stehen im Bericht. Meist ist einer eine Kopie, oder ein neuer Stand wurde ohne dieselbe Kennung eingetragen. Löschen Sie einen, oder geben Sie beiden dieselbe Kennung; dann gilt der mit dem jüngeren stand."},
	{"sitzung-nummer", diag.Warning, "Die Nummern der Sitzungen eines Gremiums passen nicht zu ihren Daten: Zwei Sitzungen tragen dieselbe Nummer, oder eine spätere die kleinere. Im Bericht stünde zum Beispiel zweimal „Es war die 2. Sitzung.“ Berichtigen Sie nummer oder datum."},
}

// talks are the kinds of meeting in which both sides sit at one table: a journey,
// a visit, a conference holds several meetings.
var talks = []string{"Sitzung", "Regierungskonsultation", "Arbeitstreffen", "Gespräch", "Treffen"}

// who returns the persons of one side, as they compare, sorted; named ones only,
// or all.
func who(people []record.Person, all bool) []string {
	var list []string
	for i := range people {
		switch p := &people[i]; {
		case p.Name != "":
			list = append(list, foldName(withoutTitles(p.Name)))
		case all:
			list = append(list, foldName(p.Who))
		}
	}
	slices.Sort(list)
	return list
}

// sitting is a meeting with its persons, as they compare.
type sitting struct {
	*record.Meeting
	entry                                *entry
	ours, theirs, namedOurs, namedTheirs []string
}

func newSitting(e *entry, m *record.Meeting) *sitting {
	return &sitting{m, e, who(m.Ours, true), who(m.Theirs, true), who(m.Ours, false), who(m.Theirs, false)}
}

// overlap reports whether two sorted lists have something in common.
func overlap(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	return slices.ContainsFunc(a, func(s string) bool {
		_, ok := slices.BinarySearch(b, s)
		return ok
	})
}

// meetingsTwice reports one meeting that two partnerships tell differently.
// That it is one is taken for sure only where both sides are the same, or one
// side and the place.
func (x *examiner) meetingsTwice() {
	type key struct {
		when date.Date
		who  string // a person of ours, or a counterpart after "\x00"
	}
	seen := make(map[key]*sitting)
	near := make(map[string]*sitting) // by both sides, kind and place
	for _, e := range x.entries {
		meeting, ok := e.value.(*record.Meeting)
		if !ok || e.when.IsZero() || e.when.Coarse() || e.when.Last().IsZero() {
			continue
		}
		m := newSitting(e, meeting)
		var other *sitting
		compared := make(map[*sitting]bool)
		meet := func(k key) {
			first := seen[k]
			switch {
			case first == nil:
				seen[k] = m
			case other == nil && !compared[first]:
				compared[first] = true
				if toldDifferently(m, first) && (first.entry.section != e.section || sameTalk(m, first)) {
					other = first
				}
			}
		}
		for _, p := range m.namedOurs {
			meet(key{e.when, p})
		}
		for _, p := range m.namedTheirs {
			meet(key{e.when, "\x00" + p})
		}
		if other != nil {
			hint := "Gleichen Sie art und ort beider Einträge an; waren es zwei Begegnungen, nehmen Sie die Meldung hin."
			if other.entry.section == e.section {
				hint = "Löschen Sie einen der beiden Einträge, oder geben Sie beiden dieselbe kennung, wenn es zwei Fassungen sind; waren es zwei Begegnungen, nehmen Sie die Meldung hin."
			}
			x.report("begegnung-doppelt", e, "art", hint,
				"Die Begegnung %s steht hier als %s, in %s aber als %s.", e.when.On(), kindAndPlace(m.Meeting), elsewhere(e, other.entry.Pos), kindAndPlace(other.Meeting))
		}
		if len(m.namedOurs) == 0 || len(m.namedTheirs) == 0 || m.Place == "" || !slices.Contains(talks, m.Kind) {
			continue
		}
		same := strings.Join(slices.Concat([]string{m.Kind, foldName(m.Place)}, m.namedOurs, []string{""}, m.namedTheirs), "\x01")
		switch first := near[same]; {
		case first == nil:
			near[same] = m
		case other == nil && first.entry.section != e.section && first.entry.when != e.when && nearby(first.entry.when, e.when):
			x.report("begegnung-doppelt", e, e.whenKey(), "Berichtigen Sie das Datum eines der beiden Einträge; waren es zwei Begegnungen, nehmen Sie die Meldung hin.",
				"Die Begegnung (%s) war nach diesem Eintrag %s, nach %s aber %s.", kindAndPlace(m.Meeting), e.when.On(), elsewhere(e, first.entry.at(first.entry.whenKey())), first.entry.when.On())
		}
	}
}

// sameTalk reports whether two meetings of one partnership on one day, between
// the same named persons, are likely one: people who meet twice on a day do so in
// one place.
func sameTalk(a, b *sitting) bool {
	return a.Place != "" && b.Place != "" && foldName(a.Place) != foldName(b.Place) &&
		overlap(a.namedOurs, b.namedOurs) && overlap(a.namedTheirs, b.namedTheirs)
}

// nearby reports whether two days are a few days apart: one of them may be a
// slip.
func nearby(a, b date.Date) bool {
	const few = 3
	n := dayNumber(a.First()) - dayNumber(b.First())
	return -few <= n && n <= few
}

func kindAndPlace(m *record.Meeting) string {
	switch {
	case m.Place != "":
		return fmt.Sprintf("„%s“ in %s", m.Kind, m.Place)
	case m.Where != "":
		return fmt.Sprintf("„%s“ %s", m.Kind, m.Where)
	}
	return fmt.Sprintf("„%s“", m.Kind)
}

func toldDifferently(a, b *sitting) bool {
	if !slices.Contains(talks, a.Kind) || !slices.Contains(talks, b.Kind) {
		return false
	}
	ours, theirs := overlap(a.ours, b.ours), overlap(a.theirs, b.theirs)
	placed := a.Place != "" && b.Place != ""
	samePlace := placed && foldName(a.Place) == foldName(b.Place)
	named := len(a.namedTheirs) > 0 && len(b.namedTheirs) > 0
	switch {
	case ours && theirs:
	case samePlace && theirs:
	case samePlace && ours && !named:
	default:
		return false
	}
	return placed && !samePlace || a.Kind != b.Kind
}

// entriesTwice reports entries that tell the same as another one of their file.
func (x *examiner) entriesTwice() {
	seen := make(map[string]*entry)
	for _, e := range x.entries {
		if e.section == nil {
			continue
		}
		key, name := sameness(e)
		if key == "" {
			continue
		}
		key = e.section.Partnership.Slug + "\x00" + key
		first := seen[key]
		if first == nil {
			seen[key] = e
			continue
		}
		x.report("eintrag-doppelt", e, "", "Löschen Sie einen der beiden Einträge, oder geben Sie beiden dieselbe kennung, wenn es zwei Fassungen sind.",
			"%s steht schon in %s.", name, elsewhere(e, first.Pos))
	}
}

// sameness returns what two entries have in common that tell the same, and how
// a finding calls them; "" where too little is said.
func sameness(e *entry) (key, name string) {
	join := func(list ...string) string { return strings.Join(list, "\x01") }
	exact := !e.when.IsZero() && !e.when.Coarse()
	when := e.when.String()
	switch v := e.value.(type) {
	case *record.Meeting:
		ours, theirs := join(who(v.Ours, true)...), join(who(v.Theirs, true)...)
		if ours+theirs+v.Name+v.Committee == "" || when == "" {
			return "", ""
		}
		key = join("begegnung", v.Kind, when, ours, theirs, foldName(v.Place+v.Where), foldName(v.Name), v.Committee, fmt.Sprint(v.Session))
		if !exact { // in one month there may be two
			key = join(key, v.Occasion, v.Sentence, v.Text, join(v.Topics...), join(v.Results...))
		}
		return key, "Diese Begegnung (" + v.Kind + " " + e.when.On() + ")"
	case *record.Measure:
		key = join("massnahme", v.Kind, when, foldName(v.Name), foldName(v.Place+v.Where), foldName(v.Topic))
		if !exact {
			key = join(key, v.Series, v.Occasion, v.Sentence, v.Text, v.Commitment, join(v.Fields...), join(v.Bodies...), join(who(v.Ours, true)...), join(who(v.Theirs, true)...))
		}
		return key, "Die Maßnahme " + diag.Quote(v.Name)
	case *record.Plan:
		if e.tense == ahead && definite(v) {
			return join("planung", foldName(v.What)), "Die Planung " + diag.Quote(v.What)
		}
		return join("planung", foldName(v.What), v.When.String(), v.By.String(), v.Done.String(), v.Dropped.String(), v.Sentence, v.Text), "Die Planung " + diag.Quote(v.What)
	case *record.Commitment:
		return join("inhalt", foldName(v.Agreed)), "Dieser Punkt der Vereinbarung"
	case *record.Passage:
		return join("text", foldName(v.Text)), "Dieser Text"
	}
	return "", ""
}

// definite reports whether a plan is for one thing that there is but once,
// whatever its time: „die zweite Sitzung“.
func definite(p *record.Plan) bool {
	first := firstWord(p.What)
	return !p.Plural && p.Sentence == "" && p.Text == "" && (first == "der" || first == "die" || first == "das")
}

// sessionNumbers reports numbers of a committee's sessions that do not rise
// with their dates.
func (x *examiner) sessionNumbers() {
	type key struct {
		section   *report.Section
		committee string
	}
	var order []key
	sessions := make(map[key][]*entry)
	for _, e := range x.entries {
		if m, ok := e.value.(*record.Meeting); ok && m.Session > 0 && m.Committee != "" && !e.when.IsZero() && !e.when.Last().IsZero() {
			k := key{e.section, m.Committee}
			if sessions[k] == nil {
				order = append(order, k)
			}
			sessions[k] = append(sessions[k], e)
		}
	}
	number := func(e *entry) int { return e.value.(*record.Meeting).Session }
	for _, k := range order {
		list := sessions[k]
		slices.SortStableFunc(list, func(a, b *entry) int { return a.when.Compare(b.when) })
		highest := list[0]
		for _, e := range list[1:] {
			switch {
			case number(e) == number(highest) && e.when != highest.when:
				x.report("sitzung-nummer", e, "nummer", "Berichtigen Sie nummer oder datum eines der beiden Einträge.",
					"Die Sitzung %s trägt die Nummer %d, in %s aber auch die Sitzung %s.", e.when.On(), number(e), elsewhere(e, highest.at("nummer")), highest.when.On())
			case number(e) < number(highest) && highest.when.Last().Compare(e.when.First()) < 0:
				x.report("sitzung-nummer", e, "nummer", "Berichtigen Sie nummer oder datum eines der beiden Einträge.",
					"Die Sitzung %s trägt die Nummer %d, die frühere %s (%s) aber schon die Nummer %d.", e.when.On(), number(e), highest.when.On(), elsewhere(e, highest.at("nummer")), number(highest))
			}
			if number(e) > number(highest) {
				highest = e
			}
		}
	}
}
