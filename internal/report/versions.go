package report

import (
	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/record"
)

// holding returns those of a partnership's entries of one kind that hold at
// the day, in the record's order: every entry without kennung, and of those
// that share one the version with the latest stand not after the day. A
// version without stand is the oldest; of equal ones the later in the file
// holds. Where no version is known yet, the oldest holds, so that a lone entry
// is treated alike with and without kennung; whether the edition knows it is
// decided by its status.
func holding[T any](list []T, entry func(*T) *record.Entry, day date.Day) []*T {
	versions := make(map[string]int) // index of the version that holds, by kennung
	for i := range list {
		e := entry(&list[i])
		if e.ID == "" {
			continue
		}
		j, ok := versions[e.ID]
		if !ok || supersedes(e, entry(&list[j]), day) {
			versions[e.ID] = i
		}
	}
	out := make([]*T, 0, len(list))
	for i := range list {
		id := entry(&list[i]).ID
		if id == "" || versions[id] == i {
			out = append(out, &list[i])
		}
	}
	return out
}

// supersedes reports whether the version next, later in the file, holds
// instead of the version prev.
func supersedes(next, prev *record.Entry, day date.Day) bool {
	older := next.AsOf.Compare(prev.AsOf) < 0 // no stand comes before every stand
	switch nextKnown, prevKnown := known(next, day), known(prev, day); {
	case nextKnown && prevKnown:
		return !older
	case !nextKnown && !prevKnown:
		return older
	default:
		return nextKnown
	}
}

// since reports whether what the house says from a day on (zero: always) is in
// force at the day. A date coarser than a day counts from its first day.
func since(from date.Date, e *record.Entry, day date.Day) bool {
	return known(e, day) && from.First().Compare(day) <= 0
}

// progress returns the state of a commitment that holds at the day: that with
// the latest ab not after it, of equal ones the later in the file.
func progress(list []record.Progress, day date.Day) *record.Progress {
	var now *record.Progress
	for i := range list {
		p := &list[i]
		if since(p.From, &p.Entry, day) && (now == nil || p.From.First().Compare(now.From.First()) >= 0) {
			now = p
		}
	}
	return now
}

// questions are the committee's six, in their order.
var questions = [...]record.Question{
	record.QAgreed, record.QDone, record.QOpen, record.QPlanned, record.QMeeting, record.QResults,
}

// nilReturns returns the Fehlanzeigen in force at the day in the questions'
// order, then in the record's: of each question and ministry that with the
// latest ab, of equal ones the later in the file.
func nilReturns(list []record.NilReturn, day date.Day) []*record.NilReturn {
	var out []*record.NilReturn
	for _, q := range questions {
		byMinistry := map[string]int{} // index in out
		for i := range list {
			n := &list[i]
			if n.Question != q || !since(n.From, &n.Entry, day) {
				continue
			}
			if at, ok := byMinistry[n.Ministry]; !ok {
				byMinistry[n.Ministry] = len(out)
				out = append(out, n)
			} else if n.From.First().Compare(out[at].From.First()) >= 0 {
				out[at] = n
			}
		}
	}
	return out
}

// passages returns the free passages in force at the day, in the record's
// order: every one without kennung from its ab on, and of those that share
// place and kennung the one with the latest ab.
func passages(list []record.Passage, day date.Day) []*record.Passage {
	type key struct{ place, id string }
	latest := make(map[key]int)
	for i := range list {
		p := &list[i]
		if p.ID == "" || !since(p.From, &p.Entry, day) {
			continue
		}
		k := key{p.Place, p.ID}
		j, ok := latest[k]
		if !ok || p.From.First().Compare(list[j].From.First()) >= 0 {
			latest[k] = i
		}
	}
	var out []*record.Passage
	for i := range list {
		p := &list[i]
		if !since(p.From, &p.Entry, day) {
			continue
		}
		if p.ID == "" || latest[key{p.Place, p.ID}] == i {
			out = append(out, p)
		}
	}
	return out
}
