package report

import (
	"slices"

	"umsetzungsstand/internal/record"
)

// Answer says how an edition answers one of the committee's questions about an
// agreement.
type Answer int

// The answers.
const (
	Unanswered Answer = iota // nothing is told, and nobody has said that there is nothing
	Nil                      // a Fehlanzeige says that there is nothing to report
	Answered
)

// Questions are the committee's six, in their order.
func Questions() []record.Question { return slices.Clone(questions[:]) }

// Answer returns how the section answers a question. What was only planned or
// announced, and whose time has passed, answers nothing; of the results only
// those of the last meeting do.
func (s *Section) Answer(q record.Question) Answer {
	switch {
	case s.told(q) || slices.ContainsFunc(s.Texts, func(p *record.Passage) bool { return p.Place == string(q) }):
		return Answered
	case slices.ContainsFunc(s.NilReturns, func(n *record.NilReturn) bool { return n.Question == q }):
		return Nil
	case q == record.QResults && s.Answer(record.QMeeting) == Nil:
		return Nil // where nobody met, nothing came of it
	}
	return Unanswered
}

// told reports whether anything but a free passage answers a question.
func (s *Section) told(q record.Question) bool {
	switch q {
	case record.QAgreed:
		return len(s.Commitments) > 0
	case record.QDone:
		return s.progress(func(p *record.Progress) bool { return p.Done != "" || p.Running != "" }) ||
			slices.ContainsFunc(s.Measures, func(m Measure) bool { return m.Status == Running || m.Status == Happened }) ||
			slices.ContainsFunc(s.Plans, func(p Plan) bool { return p.State == Done })
	case record.QOpen:
		return s.progress(func(p *record.Progress) bool { return p.Open != "" || p.Dropped != "" })
	case record.QPlanned:
		return slices.ContainsFunc(s.Steps(), func(step Step) bool { return !step.Overdue }) ||
			slices.ContainsFunc(s.Plans, func(p Plan) bool { return p.State == Dropped })
	case record.QMeeting:
		return len(s.Meetings) > 0
	case record.QResults:
		last := s.Last()
		return last != nil && len(last.Results) > 0
	}
	panic("report: unknown question " + string(q))
}

// progress reports whether the present state of a commitment meets a condition.
func (s *Section) progress(told func(*record.Progress) bool) bool {
	return slices.ContainsFunc(s.Commitments, func(c Commitment) bool { return c.Now != nil && told(c.Now) })
}
