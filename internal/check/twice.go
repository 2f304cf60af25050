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
	{"begegnung-doppelt", diag.Warning, "Eine Begegnung ist zweimal und verschieden erzählt: am selben Tag dieselben Personen, aber ein anderer Ort oder eine andere Art, oder in zwei Partnerschaften dieselbe Begegnung an einem anderen Tag. Wer beides liest, weiß nicht, was stimmt. Gleichen Sie beide Einträge an; waren es zwei Begegnungen, nehmen Sie die Meldung hin."},
	{"eintrag-doppelt", diag.Warning, "Zwei Einträge einer Datei erzählen dasselbe, und beide stehen im Bericht. Meist ist einer eine Kopie, oder ein neuer Stand wurde ohne dieselbe Kennung eingetragen. Löschen Sie einen, oder geben Sie beiden dieselbe Kennung; dann gilt der mit dem jüngeren stand."},
	{"sitzung-nummer", diag.Warning, "Die Nummern der Sitzungen eines Gremiums passen nicht zu ihren Daten: Zwei Sitzungen tragen dieselbe Nummer, oder eine spätere die kleinere. Im Bericht stünde zum Beispiel zweimal „die zweite Sitzung“. Berichtigen Sie nummer oder datum."},
}

// talks are the kinds of meeting in which both sides sit at one table: a journey,
// a visit, a conference holds several meetings.
var talks = []string{"Sitzung", "Regierungskonsultation", "Arbeitstreffen", "Gespräch", "Treffen"}

// who returns the persons of one side, as they compare; named ones only, or all.
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

func common(a, b []string) string {
	for _, s := range a {
		if slices.Contains(b, s) {
			return s
		}
	}
	return ""
}

// meetingsTwice reports one meeting that two partnerships tell differently.
// That it is one is taken for sure only where both sides are the same, or one
// side and the place.
func (x *examiner) meetingsTwice() {
	type key struct {
		when date.Date
		who  string // a person of ours, or a counterpart after "\x00"
	}
	seen := make(map[key]*entry)
	near := make(map[string]*entry) // by both sides, kind and place
	for _, e := range x.entries {
		m, ok := e.value.(*record.Meeting)
		if !ok || e.when.IsZero() || e.when.Coarse() || e.when.Last().IsZero() {
			continue
		}
		var other *entry
		keys := make([]key, 0, 8)
		for _, p := range who(m.Ours, false) {
			keys = append(keys, key{e.when, p})
		}
		for _, p := range who(m.Theirs, false) {
			keys = append(keys, key{e.when, "\x00" + p})
		}
		for _, k := range keys {
			first := seen[k]
			if first == nil {
				seen[k] = e
			} else if other == nil && toldDifferently(m, first.value.(*record.Meeting)) && (first.section != e.section || sameTalk(m, first.value.(*record.Meeting))) {
				other = first
			}
		}
		if ours, theirs := who(m.Ours, false), who(m.Theirs, false); len(ours) > 0 && len(theirs) > 0 && m.Place != "" && slices.Contains(talks, m.Kind) {
			key := strings.Join(slices.Concat([]string{m.Kind, foldName(m.Place)}, ours, theirs), "\x01")
			switch first := near[key]; {
			case first == nil:
				near[key] = e
			case other == nil && first.section != e.section && first.when != e.when && nearby(first.when, e.when):
				x.report("begegnung-doppelt", e, e.whenKey(), "Berichtigen Sie das Datum eines der beiden Einträge; waren es zwei Begegnungen, nehmen Sie die Meldung hin.",
					"Die Begegnung (%s) war nach diesem Eintrag %s, nach %s aber %s.", kindAndPlace(m), e.when.On(), elsewhere(e, first.at(first.whenKey())), first.when.On())
			}
		}
		if other != nil {
			o := other.value.(*record.Meeting)
			hint := "Gleichen Sie art und ort beider Einträge an; waren es zwei Begegnungen, nehmen Sie die Meldung hin."
			if other.section == e.section {
				hint = "Löschen Sie einen der beiden Einträge, oder geben Sie beiden dieselbe kennung, wenn es zwei Fassungen sind; waren es zwei Begegnungen, nehmen Sie die Meldung hin."
			}
			x.report("begegnung-doppelt", e, "art", hint,
				"Die Begegnung %s steht hier als %s, in %s aber als %s.", e.when.On(), kindAndPlace(m), elsewhere(e, other.Pos), kindAndPlace(o))
		}
	}
}

// sameTalk reports whether two meetings of one partnership on one day, between
// the same named persons, are likely one: people who meet twice on a day do so in
// one place.
func sameTalk(a, b *record.Meeting) bool {
	return a.Place != "" && b.Place != "" && foldName(a.Place) != foldName(b.Place) &&
		common(who(a.Ours, false), who(b.Ours, false)) != "" && common(who(a.Theirs, false), who(b.Theirs, false)) != ""
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

func toldDifferently(a, b *record.Meeting) bool {
	if !slices.Contains(talks, a.Kind) || !slices.Contains(talks, b.Kind) {
		return false
	}
	ours := common(who(a.Ours, true), who(b.Ours, true)) != ""
	theirs := common(who(a.Theirs, true), who(b.Theirs, true)) != ""
	placed := a.Place != "" && b.Place != ""
	samePlace := placed && foldName(a.Place) == foldName(b.Place)
	named := len(who(a.Theirs, false)) > 0 && len(who(b.Theirs, false)) > 0
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
					"Die Sitzung %s ist hier die Nummer %d des Gremiums, ebenso in %s die Sitzung %s.", e.when.On(), number(e), elsewhere(e, highest.at("nummer")), highest.when.On())
			case number(e) < number(highest) && highest.when.Last().Compare(e.when.First()) < 0:
				x.report("sitzung-nummer", e, "nummer", "Berichtigen Sie nummer oder datum eines der beiden Einträge.",
					"Die Sitzung %s ist hier die Nummer %d des Gremiums, die frühere %s (%s) aber schon die Nummer %d.", e.when.On(), number(e), highest.when.On(), elsewhere(e, highest.at("nummer")), number(highest))
			}
			if number(e) > number(highest) {
				highest = e
			}
		}
	}
}
