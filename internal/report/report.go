// Package report says what an edition of the report tells: which partnerships
// and entries it knows at its Stichtag, in which order, and how each stands to
// that day. Everything is computed from the records and the Stichtag alone, so
// an edition of the past can be made again. Call [Find] and then [Make].
//
// The package is pure. It knows no TOML, no Markdown, no clock, and it chooses
// no words: what the sections say is the templates' matter. Nor does it judge
// the records; an overdue plan is a state here and a finding elsewhere.
//
// An [Edition] points into the record.Set that it was made from. What changed
// between two editions, [Diff] says.
package report

import (
	"cmp"
	"slices"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/record"
)

// Status is how an entry stands to the Stichtag.
type Status int

// The statuses of an entry.
const (
	Unknown   Status = iota // the edition does not know the entry
	Announced               // lies ahead, and the house has said so
	Running                 // has begun and not ended
	Happened                // is over
	Lapsed                  // was only announced, and its time has passed without more
)

// PlanState is what has become of a plan. It is computed, never typed.
type PlanState int

// The states of a plan.
const (
	Planned PlanState = iota
	Overdue           // its time has passed without more
	Done
	Dropped
)

// Edition is one issue of the report as of a day.
type Edition struct {
	Set      *record.Set
	Record   *record.Edition
	AsOf     date.Day
	Sections []Section             // dated ones by signature, oldest first; ties by slug
	Groups   []GroupSection        // after the dated sections, by slug
	Partners []Partner             // all partners with an agreement, each once, in the sections' order
	Main     []*record.Partnership // main cooperation partners, by slug
}

// Partner is a name in the list of all partners.
type Partner struct {
	Slug  string // of the section that tells of it
	Name  string // full name
	Short string
	With  string // dative: „der Wallonie“
}

// GroupSection is a group with its members' sections.
type GroupSection struct {
	Group    *record.Group
	Texts    []*record.Passage // in force at the Stichtag
	Sections []Section         // by signature, then slug
}

// Section is what an edition tells of one partnership.
type Section struct {
	Partnership *record.Partnership
	Agreement   *record.Agreement   // in force: the latest signed by the Stichtag; nil where none is known
	Earlier     []*record.Agreement // its predecessors, latest first
	Committees  []*record.Committee // in the record's order
	Commitments []Commitment        // in the record's order
	Meetings    []Meeting           // those that have happened or run: latest first
	Announced   []Meeting           // those to come, and the lapsed: soonest first
	Measures    []Measure           // in the record's order
	Plans       []Plan              // in the record's order; done and dropped ones included
	NilReturns  []*record.NilReturn // in force, one a question and ministry at most and none that something newer answers, in the questions' order
	Texts       []*record.Passage   // in force, in the record's order
}

// Commitment is a point of the agreement with its state.
type Commitment struct {
	*record.Commitment
	Now *record.Progress // nil: nothing reported by the Stichtag
}

// Meeting is a meeting with its status (Happened, Running or Announced).
type Meeting struct {
	*record.Meeting
	Status Status
	When   date.Date // Date, or the interval of Since and Until
}

// Measure is a measure with its status.
type Measure struct {
	*record.Measure
	Status Status
	When   date.Date // zero: undated
}

// Plan is a plan with its state.
type Plan struct {
	*record.Plan
	State PlanState
}

// Ministries returns the ministries as they are at the Stichtag, each
// abbreviation once, in the records' order: of several with one abbreviation
// the one in force that day, or else the last before it, or else the first.
func (e *Edition) Ministries() []*record.Ministry {
	var list []*record.Ministry
	at := map[string]int{}
	for i := range e.Set.Ministries {
		m := &e.Set.Ministries[i]
		j, ok := at[m.Short]
		if !ok {
			at[m.Short] = len(list)
			list = append(list, m)
		} else if began(m, e.AsOf) && (!began(list[j], e.AsOf) || m.From.First().Compare(list[j].From.First()) >= 0) {
			list[j] = m
		}
	}
	return list
}

func began(m *record.Ministry, day date.Day) bool { return m.From.First().Compare(day) <= 0 }

// Find returns the edition of that name, or the newest one for "": that of the
// latest Stichtag, among equals the last by name; nil if there is none.
func Find(set *record.Set, name string) *record.Edition {
	var newest *record.Edition
	for i := range set.Editions {
		ed := &set.Editions[i]
		if name != "" && ed.Name == name {
			return ed
		}
		if newest == nil || cmp.Or(ed.AsOfDay.Compare(newest.AsOfDay), cmp.Compare(ed.Name, newest.Name)) > 0 {
			newest = ed
		}
	}
	if name != "" {
		return nil
	}
	return newest
}

// Make computes the edition as of the day; a zero asOf means the record's own
// Stichtag. The set must have been loaded without errors. Make changes nothing
// in it.
func Make(set *record.Set, ed *record.Edition, asOf date.Day) *Edition {
	if asOf.IsZero() {
		asOf = ed.AsOfDay.Last()
	}
	e := &Edition{Set: set, Record: ed, AsOf: asOf}
	members := make(map[string][]Section, len(set.Groups))
	for i := range set.Groups {
		members[set.Groups[i].Slug] = nil
	}
	for i := range set.Partnerships {
		p := &set.Partnerships[i]
		if !known(&p.Entry, asOf) {
			continue
		}
		_, grouped := members[p.Group]
		inForce, earlier := agreements(p, asOf)
		switch {
		case inForce == nil && p.Kind == record.MainCooperation:
			e.Main = append(e.Main, p)
		case grouped && (inForce != nil || len(p.Agreements) == 0):
			members[p.Group] = append(members[p.Group], makeSection(p, inForce, earlier, asOf))
		case inForce != nil:
			e.Sections = append(e.Sections, makeSection(p, inForce, earlier, asOf))
		}
	}
	slices.SortStableFunc(e.Sections, bySignature)
	for i := range set.Groups {
		g := &set.Groups[i]
		sections := members[g.Slug]
		if len(sections) == 0 {
			continue
		}
		slices.SortStableFunc(sections, bySignature)
		e.Groups = append(e.Groups, GroupSection{Group: g, Texts: passages(g.Texts, asOf), Sections: sections})
	}
	slices.SortStableFunc(e.Groups, func(a, b GroupSection) int { return cmp.Compare(a.Group.Slug, b.Group.Slug) })
	slices.SortStableFunc(e.Main, func(a, b *record.Partnership) int { return cmp.Compare(a.Slug, b.Slug) })
	e.Partners = partners(e)
	return e
}

// Before returns the edition that came before another one: that of the latest
// earlier Stichtag, among equals the last by name; nil if there is none.
func Before(set *record.Set, ed *record.Edition) *record.Edition {
	var before *record.Edition
	for i := range set.Editions {
		e := &set.Editions[i]
		if e.AsOfDay.Compare(ed.AsOfDay) >= 0 {
			continue
		}
		if before == nil || cmp.Or(e.AsOfDay.Compare(before.AsOfDay), cmp.Compare(e.Name, before.Name)) > 0 {
			before = e
		}
	}
	return before
}
