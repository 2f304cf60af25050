package report

import (
	"testing"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/record"
)

// A Fehlanzeige holds until something newer answers its question.
func TestNilReturnEnds(t *testing.T) {
	day := func(s string) date.Date {
		d, err := date.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	progress := func(from string, p record.Progress) func(*record.Partnership) {
		p.From = day(from)
		return func(r *record.Partnership) { r.Commitments = []record.Commitment{{Progress: []record.Progress{p}}} }
	}
	meeting := func(d string, results ...string) func(*record.Partnership) {
		return func(r *record.Partnership) {
			r.Meetings = []record.Meeting{{Date: day(d), Results: results}}
		}
	}
	plan := func(stand string) func(*record.Partnership) {
		return func(r *record.Partnership) {
			r.Plans = []record.Plan{{Entry: record.Entry{AsOf: day(stand)}, When: day("2025")}}
		}
	}
	for _, tt := range []struct {
		name string
		q    record.Question
		add  func(*record.Partnership)
		ends bool
	}{
		{"open point since", record.QOpen, progress("2023-07-01", record.Progress{Open: "x"}), true},
		{"open point before", record.QOpen, progress("2023-06-30", record.Progress{Open: "x"}), false},
		{"something else since", record.QOpen, progress("2023-07-01", record.Progress{Done: "x"}), false},
		{"implemented since", record.QDone, progress("2023-07-01", record.Progress{Running: "x"}), true},
		{"plan since", record.QPlanned, plan("2023-07-01"), true},
		{"plan before", record.QPlanned, plan("2023-06-30"), false},
		{"meeting since", record.QMeeting, meeting("2023-07-01"), true},
		{"meeting before", record.QMeeting, meeting("2023-06-30"), false},
		{"meeting since, without result", record.QResults, meeting("2023-07-01"), false},
		{"result since", record.QResults, meeting("2023-07-01", "x"), true},
	} {
		p := record.Partnership{NilReturns: []record.NilReturn{{Question: tt.q, From: day("2023-06-30")}}}
		tt.add(&p)
		s := makeSection(&p, nil, nil, date.Day{Year: 2023, Month: 9, Day: 30})
		if ends := len(s.NilReturns) == 0; ends != tt.ends {
			t.Errorf("%s: the Fehlanzeige ends: %v, want %v", tt.name, ends, tt.ends)
		}
	}
}

// A ministry is the one of the Stichtag, whatever the records say of later ones.
func TestMinistries(t *testing.T) {
	on := func(s string) date.Date {
		d, err := date.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	set := &record.Set{Ministries: []record.Ministry{
		{Short: "MSB", Name: "early", From: on("2017-07"), Until: on("2022-06")},
		{Short: "MSB", Name: "now", From: on("2022-06-29")},
		{Short: "MSB", Name: "future", From: on("2027-06")},
		{Short: "MKW", Name: "other", From: on("2030")},
	}}
	for day, want := range map[date.Day]string{
		{Year: 2015, Month: 1, Day: 1}:   "early other",
		{Year: 2018, Month: 1, Day: 1}:   "early other",
		{Year: 2023, Month: 10, Day: 31}: "now other",
		{Year: 2028, Month: 1, Day: 1}:   "future other",
	} {
		ed := &Edition{Set: set, AsOf: day}
		got := ""
		for _, m := range ed.Ministries() {
			got += " " + m.Name
		}
		if got[1:] != want {
			t.Errorf("%s: %s, want %s", day, got[1:], want)
		}
	}
}

// TestNoMeetingNoResults: where a Fehlanzeige says that nobody met, nobody asks
// what came of it.
func TestNoMeetingNoResults(t *testing.T) {
	for _, tt := range []struct {
		answered record.Question
		want     Answer
	}{
		{record.QMeeting, Nil},
		{record.QResults, Nil},
		{record.QOpen, Unanswered},
	} {
		s := Section{NilReturns: []*record.NilReturn{{Question: tt.answered}}}
		if got := s.Answer(record.QResults); got != tt.want {
			t.Errorf("with a Fehlanzeige to %q: %v, want %v", tt.answered, got, tt.want)
		}
	}
}
