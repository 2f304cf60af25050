package report

import (
	"reflect"

	"umsetzungsstand/internal/record"
)

// same reports whether two editions tell the same of an entry: its state, and
// whatever of it a template may print.
func same(b, a Told) bool {
	switch {
	case a.Agreement != nil:
		return b.Earlier == a.Earlier && sameFields(b.Agreement, a.Agreement, func(x *record.Agreement) {
			x.Entry, x.Replaces = shown(x.Entry), ""
		})
	case a.Meeting != nil:
		return b.Meeting.Status == a.Meeting.Status && sameFields(b.Meeting.Meeting, a.Meeting.Meeting, func(x *record.Meeting) {
			x.Entry = shown(x.Entry)
		})
	case a.Measure != nil:
		return b.Measure.Status == a.Measure.Status && sameFields(b.Measure.Measure, a.Measure.Measure, func(x *record.Measure) {
			x.Entry, x.Series, x.Responsible, x.Commitment = shown(x.Entry), "", nil, ""
		})
	case a.Commitment != nil:
		return sameProgress(b.Commitment.Now, a.Commitment.Now) &&
			sameFields(b.Commitment.Commitment, a.Commitment.Commitment, func(x *record.Commitment) {
				x.Entry, x.Responsible, x.Progress = shown(x.Entry), nil, nil
			})
	case a.Plan != nil:
		return b.Plan.State == a.Plan.State && sameFields(b.Plan.Plan, a.Plan.Plan, func(x *record.Plan) {
			x.Entry, x.Commitment = shown(x.Entry), ""
		})
	case a.NilReturn != nil:
		return sameFields(b.NilReturn, a.NilReturn, func(x *record.NilReturn) { x.Entry = shown(x.Entry) })
	case a.Passage != nil:
		return b.Passage == a.Passage || b.Passage.Place == a.Passage.Place && b.Passage.Text == a.Passage.Text
	case a.Committee != nil:
		return sameFields(b.Committee, a.Committee, func(x *record.Committee) { x.Entry = shown(x.Entry) })
	}
	panic("report: no entry is told")
}

// sameProgress reports whether the same words hold of a commitment.
func sameProgress(b, a *record.Progress) bool {
	if b == nil || a == nil {
		return b == a
	}
	return sameFields(b, a, func(x *record.Progress) {
		x.Entry, x.From = shown(x.Entry), record.Progress{}.From
	})
}

// sameFields compares two entries but for what strip takes away. By reflection,
// so that no field that an entry may get one day is forgotten.
func sameFields[T any](b, a *T, strip func(*T)) bool {
	if b == a {
		return true
	}
	x, y := *b, *a
	strip(&x)
	strip(&y)
	return reflect.DeepEqual(x, y)
}

// shown returns what may be printed of the part that all entries have.
func shown(e record.Entry) record.Entry { return record.Entry{Sentence: e.Sentence} }
