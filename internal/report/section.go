package report

import (
	"slices"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/record"
)

// agreements returns the agreement of a partnership that is in force at the
// day, nil for none, and those before it, the latest first. An agreement whose
// date is unknown is older than any that is dated; of equal ones the later in
// the file is in force.
func agreements(p *record.Partnership, day date.Day) (inForce *record.Agreement, earlier []*record.Agreement) {
	list := holding(p.Agreements, func(a *record.Agreement) *record.Entry { return &a.Entry }, day)
	list = slices.DeleteFunc(list, func(a *record.Agreement) bool {
		if a.Signed.IsZero() {
			return !known(&a.Entry, day)
		}
		return statusOf(a.Signed, a.AsOf, day) != Happened
	})
	if len(list) == 0 {
		return nil, nil
	}
	slices.Reverse(list)
	slices.SortStableFunc(list, func(a, b *record.Agreement) int { return b.Signed.Compare(a.Signed) })
	return list[0], list[1:]
}

// makeSection returns what the edition tells of a partnership.
func makeSection(p *record.Partnership, inForce *record.Agreement, earlier []*record.Agreement, day date.Day) Section {
	s := Section{
		Partnership: p,
		Agreement:   inForce,
		Earlier:     earlier,
		NilReturns:  nilReturns(p.NilReturns, day),
		Texts:       passages(p.Texts, day),
	}
	for _, c := range holding(p.Committees, func(c *record.Committee) *record.Entry { return &c.Entry }, day) {
		if known(&c.Entry, day) {
			s.Committees = append(s.Committees, c)
		}
	}
	for _, c := range holding(p.Commitments, func(c *record.Commitment) *record.Entry { return &c.Entry }, day) {
		if known(&c.Entry, day) {
			s.Commitments = append(s.Commitments, Commitment{c, progress(c.Progress, day)})
		}
	}
	for _, m := range holding(p.Meetings, func(m *record.Meeting) *record.Entry { return &m.Entry }, day) {
		when := timeOf(m.Date, m.Since, m.Until)
		switch status := statusOf(when, m.AsOf, day); status {
		case Announced, Lapsed:
			s.Announced = append(s.Announced, Meeting{m, status, when})
		case Running, Happened:
			s.Meetings = append(s.Meetings, Meeting{m, status, when})
		}
	}
	slices.SortStableFunc(s.Meetings, func(a, b Meeting) int { return latestFirst(a.When, b.When) })
	slices.SortStableFunc(s.Announced, func(a, b Meeting) int { return soonestFirst(a.When, b.When) })
	for _, m := range holding(p.Measures, func(m *record.Measure) *record.Entry { return &m.Entry }, day) {
		when := timeOf(m.Date, m.Since, m.Until)
		if status := statusOf(when, m.AsOf, day); status != Unknown {
			s.Measures = append(s.Measures, Measure{m, status, when})
		}
	}
	for _, plan := range holding(p.Plans, func(p *record.Plan) *record.Entry { return &p.Entry }, day) {
		if known(&plan.Entry, day) {
			s.Plans = append(s.Plans, Plan{plan, stateOf(plan, day)})
		}
	}
	s.NilReturns = slices.DeleteFunc(s.NilReturns, s.answeredSince)
	return s
}

// answeredSince reports whether the section answers the question of a
// Fehlanzeige by something that the house reports since a later day: then
// there is something to report after all.
func (s *Section) answeredSince(n *record.NilReturn) bool {
	since := n.From
	if since.IsZero() {
		since = n.AsOf
	}
	later := func(d date.Date) bool { return !d.IsZero() && d.First().Compare(since.Last()) > 0 }
	progress := func(told func(*record.Progress) bool) bool {
		return slices.ContainsFunc(s.Commitments, func(c Commitment) bool { return c.Now != nil && later(c.Now.From) && told(c.Now) })
	}
	held := func(told func(Meeting) bool) bool {
		return slices.ContainsFunc(s.Meetings, func(m Meeting) bool { return (later(m.When) || later(m.AsOf)) && told(m) })
	}
	switch n.Question {
	case record.QDone:
		return progress(func(p *record.Progress) bool { return p.Done != "" || p.Running != "" }) ||
			slices.ContainsFunc(s.Measures, func(m Measure) bool {
				return (m.Status == Running || m.Status == Happened) && (later(m.When) || later(m.AsOf))
			})
	case record.QOpen:
		return progress(func(p *record.Progress) bool { return p.Open != "" })
	case record.QPlanned:
		return slices.ContainsFunc(s.Steps(), func(step Step) bool { return later(step.stand()) })
	case record.QMeeting:
		return held(func(Meeting) bool { return true })
	case record.QResults:
		return held(func(m Meeting) bool { return len(m.Results) > 0 })
	}
	return false
}

// Committee returns the committee of that name as it is at the Stichtag, or nil.
func (s *Section) Committee(name string) *record.Committee {
	for _, c := range s.Committees {
		if name != "" && c.Name == name {
			return c
		}
	}
	return nil
}

// Last returns the last meeting that has happened, or nil. A standing exchange
// that still runs is none.
func (s *Section) Last() *Meeting {
	for i := range s.Meetings {
		if s.Meetings[i].Status == Happened {
			return &s.Meetings[i]
		}
	}
	return nil
}

// Step is something that lies ahead: an announced meeting, an announced
// measure or a plan. Exactly one of the three is set.
type Step struct {
	Meeting *Meeting
	Measure *Measure
	Plan    *Plan
	Overdue bool // its time has passed without more
}

// when returns the step's time.
func (s Step) when() date.Date {
	switch {
	case s.Meeting != nil:
		return s.Meeting.When
	case s.Measure != nil:
		return s.Measure.When
	case s.Plan.When.IsZero():
		return s.Plan.By
	}
	return s.Plan.When
}

// stand returns since when the house reports the step.
func (s Step) stand() date.Date {
	switch {
	case s.Meeting != nil:
		return s.Meeting.AsOf
	case s.Measure != nil:
		return s.Measure.AsOf
	}
	return s.Plan.AsOf
}

// Steps returns what lies ahead and what is overdue, the soonest first. Of
// steps that come at the same time a meeting goes before a measure, a measure
// before a plan, and the record's order decides the rest.
func (s *Section) Steps() []Step {
	var steps []Step
	for i := range s.Announced {
		m := &s.Announced[i]
		steps = append(steps, Step{Meeting: m, Overdue: m.Status == Lapsed})
	}
	for i := range s.Measures {
		if m := &s.Measures[i]; m.Status == Announced || m.Status == Lapsed {
			steps = append(steps, Step{Measure: m, Overdue: m.Status == Lapsed})
		}
	}
	for i := range s.Plans {
		if p := &s.Plans[i]; p.State == Planned || p.State == Overdue {
			steps = append(steps, Step{Plan: p, Overdue: p.State == Overdue})
		}
	}
	slices.SortStableFunc(steps, func(a, b Step) int { return soonestFirst(a.when(), b.when()) })
	return steps
}

// Row is a row of the overview, in data; the words are the templates' matter.
type Row struct {
	Section *Section
	Last    *Meeting          // nil: none known
	Next    *Step             // the soonest that is not overdue; nil: none known
	Nil     *record.NilReturn // a Fehlanzeige to offen, or else to planung, where there is no next step
}

// Row returns the section's row of the overview.
func (s *Section) Row() Row {
	r := Row{Section: s, Last: s.Last()}
	for _, step := range s.Steps() {
		if !step.Overdue {
			r.Next = &step
			return r
		}
	}
	for _, n := range s.NilReturns { // offen stands before planung
		if n.Question == record.QOpen || n.Question == record.QPlanned {
			r.Nil = n
			break
		}
	}
	return r
}
