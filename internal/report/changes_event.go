package report

// Event is what has happened between two editions to make a change.
type Event int

// The events. The set is closed.
const (
	Came       Event = iota // told for the first time: a plan that was made, a point, a passage; a meeting or measure that is not new itself
	Gone                    // no longer told
	Foretold                // a meeting or measure is announced
	Held                    // a meeting or measure has taken place
	Begun                   // a standing exchange or a measure runs now
	Ended                   // it ran, and is over
	Resumed                 // what was over runs again; a plan that was done or dropped is one again
	Moved                   // what lies ahead is to be at another time
	Kept                    // a plan is done
	GivenUp                 // a plan is dropped
	Passed                  // its time has passed without more
	InForce                 // an agreement is in force, and was not
	Superseded              // an agreement was in force, and is not
	Altered                 // of a point of the agreement another state holds
	Confirmed               // a Fehlanzeige was given again
	Reworded                // otherwise: the same is told in other words, or corrected
)

var eventNames = [...]string{"came", "gone", "foretold", "held", "begun", "ended", "resumed", "moved", "kept",
	"given-up", "passed", "in-force", "superseded", "altered", "confirmed", "reworded"}

// String returns the event's name, by which templates ask for it.
func (e Event) String() string { return eventNames[e] }

// Events returns the names of all events.
func Events() []string { return eventNames[:] }

// Event says what has happened. It is computed from the two states alone.
func (c Change) Event() Event {
	b, a := c.Before, c.After
	switch {
	case a.Nothing():
		return Gone
	case c.Subject == OfMeeting || c.Subject == OfMeasure:
		return c.happening(b.status(), a.status())
	case c.Subject == OfPlan:
		return c.planning()
	case c.Subject == OfAgreement && !a.Earlier && (b.Nothing() || b.Earlier):
		return InForce
	case c.Subject == OfAgreement && a.Earlier && !b.Nothing() && !b.Earlier:
		return Superseded
	case c.Subject == OfPartnership && (b.Main == nil) != (a.Main == nil), b.Nothing():
		return Came
	case c.Subject == OfCommitment && b.Commitment.Progress() != a.Commitment.Progress():
		return Altered
	case c.Subject == OfNilReturn:
		return Confirmed
	}
	return Reworded
}

// happening says what has happened to a meeting or a measure.
func (c Change) happening(was, is Status) Event {
	news := c.Foreseen() || c.startsAfter()
	switch is {
	case Announced:
		switch {
		case was == Unknown || was == Running || was == Happened:
			return Foretold // under the kennung of one that is over, the next one
		case c.moved():
			return Moved
		}
	case Running:
		switch {
		case was == Happened:
			return Resumed
		case was == Running:
		case news:
			return Begun
		default:
			return Came
		}
	case Happened:
		switch {
		case was == Running:
			return Ended
		case was == Happened && !c.startsAfter():
		case news:
			return Held
		default:
			return Came
		}
	case Lapsed:
		if was != Lapsed || c.moved() { // the new time too
			return Passed
		}
	}
	return Reworded
}

// planning says what has become of a plan.
func (c Change) planning() Event {
	is, was := c.After.Plan.State, PlanState(-1)
	if !c.Before.Nothing() {
		was = c.Before.Plan.State
	}
	ahead := was == Planned || was == Overdue
	switch {
	case is == Done && was != Done:
		return Kept
	case is == Dropped && was != Dropped:
		return GivenUp
	case is == Overdue && (was != Overdue || c.moved()):
		return Passed
	case is == Planned && was == -1:
		return Came
	case is == Planned && !ahead:
		return Resumed
	case ahead && c.moved():
		return Moved
	}
	return Reworded
}

// Foreseen reports whether the meeting or measure was announced before.
func (c Change) Foreseen() bool {
	s := c.Before.status()
	return s == Announced || s == Lapsed
}

// startsAfter reports whether what the change tells of began after the Stichtag
// of the edition before: the edition before could not have told that it had.
func (c Change) startsAfter() bool {
	when, _ := c.After.when()
	begin := when.Begin().First()
	return !begin.IsZero() && begin.Compare(c.Before.Edition.AsOf) > 0
}

// moved reports whether the times of both states differ.
func (c Change) moved() bool {
	was, wasBy := c.Before.when()
	is, isBy := c.After.when()
	return was != is || wasBy != isBy
}

// status returns how the meeting or measure stands, Unknown for none.
func (t Told) status() Status {
	switch {
	case t.Meeting != nil:
		return t.Meeting.Status
	case t.Measure != nil:
		return t.Measure.Status
	}
	return Unknown
}

// Progress says which states hold of a point of the agreement. Several may.
type Progress struct{ Done, Running, Open, Dropped bool }

// Progress returns the states that hold of the point.
func (c *Commitment) Progress() Progress {
	if c.Now == nil {
		return Progress{}
	}
	return Progress{c.Now.Done != "", c.Now.Running != "", c.Now.Open != "", c.Now.Dropped != ""}
}

// Internal reports whether the change is the house's own affair: that a time
// has passed without news, that a Fehlanzeige was given again, that something
// is told in other words or no longer at all. What is said to the Landtag
// leaves such changes out, unless an agreement, one of its points or a whole
// partnership is concerned.
func (c Change) Internal() bool {
	switch c.Event() {
	case Passed, Confirmed:
		return true
	case Gone, Reworded:
		return c.Subject != OfPartnership && c.Subject != OfAgreement && c.Subject != OfCommitment
	}
	return false
}
