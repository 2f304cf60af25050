package report

import (
	"cmp"
	"slices"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/record"
)

// Subject is the kind of entry that a change is about.
type Subject int

// The subjects, in the order in which a section's changes stand.
const (
	OfPartnership Subject = iota
	OfAgreement
	OfMeeting
	OfMeasure
	OfCommitment
	OfPlan
	OfNilReturn
	OfPassage
	OfCommittee
)

// Told is what an edition tells of an entry. Where it tells nothing of it, only
// the Edition is set. Of a partnership either Section or Main is set; of an
// entry of one Section and the entry, of a group's passage Group and Passage.
type Told struct {
	Edition *Edition

	Section *Section
	Main    *record.Partnership // it is among the main cooperation partners
	Group   *record.Group

	Agreement  *record.Agreement
	Earlier    bool // the agreement is no longer the one in force
	Meeting    *Meeting
	Measure    *Measure
	Commitment *Commitment
	Plan       *Plan
	NilReturn  *record.NilReturn
	Passage    *record.Passage
	Committee  *record.Committee
}

// Nothing reports whether the edition does not tell of the entry.
func (t Told) Nothing() bool { return t.Section == nil && t.Main == nil && t.Group == nil }

// Change is a difference in what two editions tell of one entry.
type Change struct {
	Subject       Subject
	Before, After Told // at most one of them is Nothing
}

// Slug returns the slug of the partnership, or the group, that the change
// belongs to.
func (c Change) Slug() string {
	for _, t := range []Told{c.After, c.Before} {
		switch {
		case t.Section != nil:
			return t.Section.Partnership.Slug
		case t.Main != nil:
			return t.Main.Slug
		case t.Group != nil:
			return t.Group.Slug
		}
	}
	return ""
}

// Diff returns what after tells otherwise than before. Partnerships are paired
// by slug, Fehlanzeigen by question and ministry, all other entries by kennung;
// what has none by identity, and in editions of two record.Sets by what it says:
// there one that was changed is one that went and one that came. Entries are alike if nothing is printed otherwise:
// sources, notes and a new stand alone are no change. Nor is what follows from
// other changes, such as a meeting that is no longer the last.
//
// A partnership that comes or goes is one change; its entries are none besides.
//
// The order is that of after's sections (what is no longer told of stands
// behind what it followed in before), then by Subject, then the record's, after
// the agreement in force. But for the order, Diff(b, a) is Diff(a, b) with Before and After exchanged.
func Diff(before, after *Edition) []Change {
	was, wasOrder := units(before)
	is, isOrder := units(after)
	sets := before.Set != after.Set
	var changes []Change
	for _, u := range merged(wasOrder, isOrder, is) {
		b, a := was[u], is[u]
		b.Edition, a.Edition = before, after
		if u.group {
			changes = append(changes, diffItems(groupItems(b, sets), groupItems(a, sets), Told{Edition: before}, Told{Edition: after})...)
			continue
		}
		if !sameStanding(b, a) {
			changes = append(changes, Change{OfPartnership, b, a})
		}
		if b.Section != nil && a.Section != nil {
			changes = append(changes, diffItems(sectionItems(b, sets), sectionItems(a, sets), Told{Edition: before}, Told{Edition: after})...)
		}
	}
	return changes
}

// unit is a partnership, or a group with its common passages.
type unit struct {
	slug  string
	group bool
}

// units returns what an edition tells of each unit, and in which order.
func units(e *Edition) (map[unit]Told, []unit) {
	told := make(map[unit]Told, len(e.Sections)+len(e.Main))
	var order []unit
	add := func(u unit, t Told) {
		told[u] = t
		order = append(order, u)
	}
	for i := range e.Sections {
		add(unit{slug: e.Sections[i].Partnership.Slug}, Told{Section: &e.Sections[i]})
	}
	for i := range e.Groups {
		g := &e.Groups[i]
		add(unit{g.Group.Slug, true}, Told{Group: g.Group})
		for j := range g.Sections {
			add(unit{slug: g.Sections[j].Partnership.Slug}, Told{Section: &g.Sections[j]})
		}
	}
	for _, p := range e.Main {
		add(unit{slug: p.Slug}, Told{Main: p})
	}
	return told, order
}

// merged returns the order of is, and what is only in was behind the unit that
// it followed there.
func merged(was, is []unit, known map[unit]Told) []unit {
	behind := map[unit][]unit{}
	var last unit // the zero unit stands before all
	for _, u := range was {
		if _, ok := known[u]; !ok {
			behind[last] = append(behind[last], u)
			continue
		}
		last = u
	}
	out := slices.Clone(behind[unit{}])
	for _, u := range is {
		out = append(append(out, u), behind[u]...)
	}
	return out
}

// sameStanding reports whether both tell of the partnership in the same place
// and by the same names.
func sameStanding(b, a Told) bool {
	switch {
	case b.Nothing() != a.Nothing() || (b.Main == nil) != (a.Main == nil):
		return false
	case b.Main != nil:
		return sameNames(b.Main, a.Main)
	case b.Section != nil:
		return sameNames(b.Section.Partnership, a.Section.Partnership)
	}
	return true
}

func sameNames(b, a *record.Partnership) bool {
	if b == a {
		return true
	}
	partner := func(p, q record.Partner) bool { return p.Name == q.Name && p.Short == q.Short && p.With == q.With }
	return b.Short == a.Short && b.Who == a.Who && b.With == a.With && b.Kind == a.Kind &&
		slices.EqualFunc(b.Partners, a.Partners, partner)
}

// item is what an edition tells of an entry, by what it is paired, and where it
// stands in the record.
type item struct {
	told  Told
	key   key
	place int
}

// key pairs the entries of two editions: by a name, or else by the entry's
// address.
type key struct {
	subject Subject
	name    string
	entry   any
	again   int // of several that say the same the how manieth, from 0
}

// keyOf returns the key of an entry: its kennung, or else the entry itself, or
// what it says, where sets are compared.
func keyOf[T any](subject Subject, entry *T, id string, sets bool) key {
	switch {
	case id != "":
		return key{subject: subject, name: id}
	case sets:
		return key{subject: subject, entry: record.Fingerprint(entry)}
	}
	return key{subject: subject, entry: entry}
}

// places says where the entries of a list stand in it.
func places[T any](list []T) map[*T]int {
	at := make(map[*T]int, len(list))
	for i := range list {
		at[&list[i]] = i
	}
	return at
}

// sectionItems returns the entries that a section tells of.
func sectionItems(t Told, sets bool) []item {
	s, p := t.Section, t.Section.Partnership
	var items []item
	add := func(k key, place int, fill func(*Told)) {
		told := Told{Edition: t.Edition, Section: s}
		fill(&told)
		items = append(items, item{told, k, place})
	}
	agreements := places(p.Agreements)
	if a := s.Agreement; a != nil {
		add(keyOf(OfAgreement, a, a.ID, sets), -1, func(t *Told) { t.Agreement = a })
	}
	for _, a := range s.Earlier {
		add(keyOf(OfAgreement, a, a.ID, sets), agreements[a], func(t *Told) { t.Agreement, t.Earlier = a, true })
	}
	meetings := places(p.Meetings)
	for _, list := range [][]Meeting{s.Meetings, s.Announced} {
		for i := range list {
			m := &list[i]
			add(keyOf(OfMeeting, m.Meeting, m.ID, sets), meetings[m.Meeting], func(t *Told) { t.Meeting = m })
		}
	}
	measures := places(p.Measures)
	for i := range s.Measures {
		m := &s.Measures[i]
		add(keyOf(OfMeasure, m.Measure, m.ID, sets), measures[m.Measure], func(t *Told) { t.Measure = m })
	}
	commitments := places(p.Commitments)
	for i := range s.Commitments {
		c := &s.Commitments[i]
		add(keyOf(OfCommitment, c.Commitment, c.ID, sets), commitments[c.Commitment], func(t *Told) { t.Commitment = c })
	}
	plans := places(p.Plans)
	for i := range s.Plans {
		p := &s.Plans[i]
		add(keyOf(OfPlan, p.Plan, p.ID, sets), plans[p.Plan], func(t *Told) { t.Plan = p })
	}
	for i, n := range s.NilReturns { // they stand in the questions' order
		add(key{subject: OfNilReturn, name: string(n.Question) + " " + n.Ministry}, i, func(t *Told) { t.NilReturn = n })
	}
	texts := places(p.Texts)
	for _, x := range s.Texts {
		add(passageKey(x, sets), texts[x], func(t *Told) { t.Passage = x })
	}
	committees := places(p.Committees)
	for _, c := range s.Committees {
		add(keyOf(OfCommittee, c, c.ID, sets), committees[c], func(t *Told) { t.Committee = c })
	}
	return items
}

// groupItems returns the common passages of a group.
func groupItems(t Told, sets bool) []item {
	var items []item
	if t.Group == nil {
		return nil
	}
	at := places(t.Group.Texts)
	for i := range t.Edition.Groups {
		if g := &t.Edition.Groups[i]; g.Group == t.Group {
			for _, x := range g.Texts {
				items = append(items, item{Told{Edition: t.Edition, Group: t.Group, Passage: x}, passageKey(x, sets), at[x]})
			}
		}
	}
	return items
}

// passageKey tells passages with one kennung apart by their place, as their
// versions are.
func passageKey(p *record.Passage, sets bool) key {
	k := keyOf(OfPassage, p, p.ID, sets)
	if p.ID != "" {
		k.name = p.Place + " " + p.ID
	}
	return k
}

// diffItems pairs the entries and returns those that are told otherwise, or on
// one side only; nothing is what the other side then tells.
func diffItems(was, is []item, nothingBefore, nothingAfter Told) []Change {
	count(was)
	count(is)
	before := make(map[key]Told, len(was))
	for _, it := range was {
		before[it.key] = it.told
	}
	type placed struct {
		Change
		place int
	}
	var found []placed
	for _, it := range is {
		b, ok := before[it.key]
		delete(before, it.key)
		switch {
		case !ok:
			found = append(found, placed{Change{it.key.subject, nothingBefore, it.told}, it.place})
		case !same(b, it.told):
			found = append(found, placed{Change{it.key.subject, b, it.told}, it.place})
		}
	}
	for _, it := range was {
		if _, gone := before[it.key]; gone {
			found = append(found, placed{Change{it.key.subject, it.told, nothingAfter}, it.place})
		}
	}
	slices.SortStableFunc(found, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.place, b.place))
	})
	changes := make([]Change, len(found))
	for i, f := range found {
		changes[i] = f.Change
	}
	return changes
}

// count tells apart what has the same key.
func count(items []item) {
	seen := make(map[key]int, len(items))
	for i := range items {
		k := items[i].key
		items[i].key.again = seen[k]
		seen[k]++
	}
}

// when returns when the entry takes place, is to take place, or is to be done.
func (t Told) when() (when, by date.Date) {
	switch {
	case t.Meeting != nil:
		return t.Meeting.When, date.Date{}
	case t.Measure != nil:
		return t.Measure.When, date.Date{}
	case t.Plan != nil:
		return t.Plan.When, t.Plan.By
	}
	return date.Date{}, date.Date{}
}
