package report

import (
	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/record"
)

// known reports whether the house reports the entry by that day. An entry
// without stand has always been known.
func known(e *record.Entry, day date.Day) bool {
	return e.AsOf.IsZero() || e.AsOf.Last().Compare(day) <= 0
}

// statusOf returns how what takes place at a time, and is reported since stand
// (zero: not said), stands to a day.
//
//   - What the house has only announced, with a stand from before the first
//     possible day, is announced until its last possible day (of what has no
//     end, until it must have begun) and has lapsed from then on: time alone
//     makes no fact of an announcement. A version with a later stand says what
//     became of it. Before its stand it is unknown.
//   - Otherwise it has happened when the last possible day is not after the
//     day, and an interval runs from its first possible day on. A moment
//     coarser than a day has happened from its first possible day on if the
//     house, knowing that, reports it. The same holds for an interval as long
//     as its beginning may still lie ahead, but there no stand is needed.
//   - What lies ahead and was never announced is unknown.
//   - What has no time at all holds since the house says so, at the earliest
//     since the signature (before it there is no section).
func statusOf(when, stand date.Date, day date.Day) Status {
	reported := !stand.IsZero() && stand.Last().Compare(day) <= 0
	if when.IsZero() {
		if reported || stand.IsZero() {
			return Running
		}
		return Unknown
	}
	first, last := when.First(), when.Last()
	if !stand.IsZero() && !first.IsZero() && stand.Last().Compare(first) < 0 {
		if last.IsZero() {
			last = when.Begin().Last()
		}
		switch {
		case !reported:
			return Unknown
		case last.Compare(day) <= 0:
			return Lapsed
		}
		return Announced
	}
	if !last.IsZero() && last.Compare(day) <= 0 {
		return Happened
	}
	begun := false
	switch {
	case first.Compare(day) > 0:
	case when.Interval() && (stand.IsZero() || !when.Begin().IsZero() && when.Begin().Last().Compare(day) <= 0):
		begun = true
	default:
		begun = reported && stand.First().Compare(first) >= 0
	}
	switch {
	case begun && when.Interval():
		return Running
	case begun:
		return Happened
	case reported:
		return Announced
	}
	return Unknown
}

// timeOf returns when an entry takes place: its date, or else the interval of
// seit and bis; zero where none is given. Ends that contradict each other are
// for the loader to report; here the beginning counts.
func timeOf(on, since, until date.Date) date.Date {
	if !on.IsZero() || since.IsZero() && until.IsZero() {
		return on
	}
	when, err := date.Between(since, until)
	if err != nil {
		return since
	}
	return when
}

// stateOf returns what has become of a plan by the day. What is done counts as
// done even where the record also drops it. A plan is overdue from the day
// after the last one that its time may mean; with two times, after the later.
func stateOf(p *record.Plan, day date.Day) PlanState {
	by := func(d date.Date) bool {
		return !d.IsZero() && (!d.Last().IsZero() && d.Last().Compare(day) <= 0 || statusOf(d, p.AsOf, day) == Happened)
	}
	switch {
	case by(p.Done):
		return Done
	case by(p.Dropped):
		return Dropped
	case due(p).Compare(day) < 0 && !due(p).IsZero():
		return Overdue
	}
	return Planned
}

// due returns the last day that a plan's time may mean, zero where it has no
// end.
func due(p *record.Plan) date.Day {
	last := date.Day{}
	for _, d := range []date.Date{p.When, p.By} {
		if d.IsZero() {
			continue
		}
		if d.Last().IsZero() {
			return date.Day{}
		}
		if d.Last().Compare(last) > 0 {
			last = d.Last()
		}
	}
	return last
}
