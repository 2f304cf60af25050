package report

import (
	"slices"
	"testing"
	"time"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/record"
)

// on reads a date as a record would hold it, "" for none.
func on(s string) date.Date {
	if s == "" {
		return date.Date{}
	}
	d, err := date.Parse(s)
	if err != nil {
		panic(err)
	}
	return d
}

// day reads a day as an edition would hold it.
func day(s string) date.Day { return on(s).First() }

func (s Status) String() string {
	return [...]string{"unknown", "announced", "running", "happened", "lapsed"}[s]
}

func (s PlanState) String() string {
	return [...]string{"planned", "overdue", "done", "dropped"}[s]
}

// signedIn2021 is a partnership with an agreement and the entries that fill adds.
func signedIn2021(fill func(*record.Partnership)) *record.Partnership {
	p := &record.Partnership{
		Slug: "schlesien", Short: "Schlesien", Kind: record.PartnerRegion,
		Partners:   []record.Partner{{Name: "Woiwodschaft Schlesien"}},
		Agreements: []record.Agreement{{Title: "Gemeinsame Erklärung", Signed: on("2021-06-17")}},
	}
	fill(p)
	return p
}

// only makes the edition of the one partnership and returns its section, nil
// for none.
func only(p *record.Partnership, stichtag string) *Section {
	e := Make(&record.Set{Partnerships: []record.Partnership{*p}}, &record.Edition{}, day(stichtag))
	if len(e.Sections) == 0 {
		return nil
	}
	return &e.Sections[0]
}

// standing returns how the only measure, meeting or plan of a partnership
// stands in an edition.
func standing(p *record.Partnership, stichtag string) string {
	switch s := only(p, stichtag); {
	case s == nil:
		return "no section"
	case len(s.Measures) > 0:
		return s.Measures[0].Status.String()
	case len(s.Meetings) > 0:
		return s.Meetings[0].Status.String()
	case len(s.Announced) > 0:
		return s.Announced[0].Status.String()
	case len(s.Plans) > 0:
		return s.Plans[0].State.String()
	}
	return "unknown"
}

// TestReferenceTable is the table of the design: what the report of October
// 2023 says, in the record, and what the editions at two days make of it.
func TestReferenceTable(t *testing.T) {
	meeting := func(m record.Meeting) *record.Partnership {
		return signedIn2021(func(p *record.Partnership) { p.Meetings = []record.Meeting{m} })
	}
	measure := func(m record.Measure) *record.Partnership {
		return signedIn2021(func(p *record.Partnership) { p.Measures = []record.Measure{m} })
	}
	stand := record.Entry{AsOf: on("2023-10-31")}
	for _, c := range []struct {
		says               string
		record             *record.Partnership
		september, october string
	}{
		{"several talks in the course of 2023", meeting(record.Meeting{Entry: stand, Date: on("2023"), Count: record.Several}), "unknown", "happened"},
		{"in February 2022", meeting(record.Meeting{Date: on("2022-02")}), "happened", "happened"},
		{"regular exchange, at present", measure(record.Measure{}), "running", "running"},
		{"since 2021", measure(record.Measure{Since: on("2021")}), "running", "running"},
		{"exhibition 5 Oct 2023 – 3 Mar 2024", measure(record.Measure{Date: on("2023-10-05/2024-03-03")}), "unknown", "running"},
		{"the same with seit and bis", measure(record.Measure{Since: on("2023-10-05"), Until: on("2024-03-03")}), "unknown", "running"},
		{"planned for 2024", signedIn2021(func(p *record.Partnership) {
			p.Plans = []record.Plan{{Entry: stand, When: on("2024")}}
		}), "unknown", "planned"},
		{"planned for 2024, known before", signedIn2021(func(p *record.Partnership) {
			p.Plans = []record.Plan{{Entry: record.Entry{AsOf: on("2023-09-30")}, When: on("2024")}}
		}), "planned", "planned"},
		{"festival in November 2023", measure(record.Measure{Entry: stand, Date: on("2023-11")}), "unknown", "announced"},
	} {
		if got := standing(c.record, "2023-09-30"); got != c.september {
			t.Errorf("%s: %s on 30 September, want %s", c.says, got, c.september)
		}
		if got := standing(c.record, "2023-10-31"); got != c.october {
			t.Errorf("%s: %s on 31 October, want %s", c.says, got, c.october)
		}
	}

	hautsDeFrance := signedIn2021(func(p *record.Partnership) {
		p.Meetings = []record.Meeting{{Date: on("2023-03-27")}, {Date: on("2023-06-30")}, {Date: on("2023-10")}}
	})
	for stichtag, want := range map[string]string{"2023-09-30": "2023-06-30", "2023-10-31": "2023-10"} {
		if got := only(hautsDeFrance, stichtag).Last().When.String(); got != want {
			t.Errorf("last talk (Hauts-de-France): %s on %s, want %s", got, stichtag, want)
		}
	}
}

// TestStatus has each rule firing and nearly firing.
func TestStatus(t *testing.T) {
	for _, c := range []struct {
		when, stand, day string
		want             Status
	}{
		// a day
		{"2023-10-31", "", "2023-10-31", Happened},
		{"2023-11-01", "", "2023-10-31", Unknown},
		{"2023-10-31", "2023-12-01", "2023-10-31", Happened}, // reported later, but over
		{"2023-11-01", "2023-10-31", "2023-10-31", Announced},
		{"2023-11-01", "2023-11-01", "2023-10-31", Unknown}, // announced only afterwards

		// coarser than a day
		{"2023-10", "", "2023-10-31", Happened},
		{"2023-10", "", "2023-10-30", Unknown},
		{"2023", "2023-10-31", "2023-10-31", Happened},
		{"2023", "2023-10-31", "2023-10-30", Unknown},
		{"2023-11", "2023-11-01", "2023-11-15", Happened},
		{"2023-11", "2023-10-31", "2023-11-15", Announced}, // the house only said that it would come
		{"2023-11", "2023-10-31", "2023-11-30", Lapsed},    // and nobody has said that it came
		{"2023-11", "2023-11-01", "2023-11-30", Happened},
		{"Herbst 2023", "2023-08-31", "2023-09-30", Announced},
		{"Herbst 2023", "2023-09-01", "2023-09-30", Happened},
		{"Herbst 2023", "2023-09-01", "2023-08-31", Unknown},
		{"Ende 2024", "2023-10-31", "2024-12-30", Announced},
		{"Ende 2024", "2023-10-31", "2024-12-31", Lapsed},
		{"2023-11-05", "2023-11-05", "2023-11-05", Happened},
		{"2023-11-05", "2023-11-04", "2023-11-05", Lapsed},

		// intervals
		{"2023-10-18/2023-10-19", "", "2023-10-17", Unknown},
		{"2023-10-18/2023-10-19", "2023-10-17", "2023-10-17", Announced},
		{"2023-10-18/2023-10-19", "", "2023-10-18", Running},
		{"2023-10-18/2023-10-19", "2023-10-17", "2023-10-18", Announced}, // only announced: nobody has said that it began
		{"2023-10-18/2023-10-19", "2023-10-17", "2023-10-19", Lapsed},
		{"2023-10-18/2023-10-19", "2023-10-18", "2023-10-18", Running},
		{"2024-09/..", "2023-10-31", "2024-09-29", Announced},
		{"2024-09/..", "2023-10-31", "2024-09-30", Lapsed},
		{"2023-10-18/2023-10-19", "2023-12-01", "2023-10-18", Running},
		{"2023-10-18/2023-10-19", "", "2023-10-19", Happened},
		{"2023-10/2024-03", "", "2023-10-01", Running},
		{"2023-10/2024-03", "2023-10-20", "2023-10-20", Running},
		{"2023-10/2024-03", "2023-10-20", "2023-10-19", Unknown}, // may have begun, but not yet reported
		{"2023-10/2024-03", "2023-12-01", "2023-10-31", Running}, // has begun for certain
		{"2023-10/2024-03", "2023-09-30", "2023-10-30", Announced},
		{"2023-10/2024-03", "", "2024-03-30", Running},
		{"2023-10/2024-03", "", "2024-03-31", Happened},

		// open intervals
		{"2021/..", "", "2020-12-31", Unknown},
		{"2021/..", "", "2021-01-01", Running},
		{"2021/..", "2020-11-01", "2020-12-31", Announced},
		{"../2024", "", "1999-01-01", Running},
		{"../2024", "", "2024-12-30", Running},
		{"../2024", "", "2024-12-31", Happened},

		// no time
		{"", "", "2023-10-31", Running},
		{"", "2023-10-31", "2023-10-31", Running},
		{"", "2023-11-01", "2023-10-31", Unknown},
	} {
		if got := statusOf(on(c.when), on(c.stand), day(c.day)); got != c.want {
			t.Errorf("%q reported since %q: %s on %s, want %s", c.when, c.stand, got, c.day, c.want)
		}
	}
}

func TestTimeOf(t *testing.T) {
	for _, c := range []struct{ date, since, until, want string }{
		{"2023-10-18", "", "", "2023-10-18"},
		{"2023-10-18", "2021", "2024", "2023-10-18"},
		{"", "2021", "", "2021/.."},
		{"", "", "2024", "../2024"},
		{"", "2021", "2024-03", "2021/2024-03"},
		{"", "2024", "2021", "2024"}, // a contradiction
		{"", "", "", ""},
	} {
		if got := timeOf(on(c.date), on(c.since), on(c.until)); got != on(c.want) {
			t.Errorf("datum %q, seit %q, bis %q: %s, want %s", c.date, c.since, c.until, got, c.want)
		}
	}
}

func TestPlanState(t *testing.T) {
	for _, c := range []struct {
		when, by, done, dropped, day string
		want                         PlanState
	}{
		{"2023-10", "", "", "", "2023-10-31", Planned}, // its last day is not before the Stichtag
		{"2023-10", "", "", "", "2023-11-01", Overdue},
		{"", "2024", "", "", "2024-12-31", Planned},
		{"", "2024", "", "", "2025-01-01", Overdue},
		{"Frühjahr 2024", "2024", "", "", "2024-07-01", Planned}, // bis is the later
		{"Frühjahr 2024", "2024", "", "", "2025-01-01", Overdue},
		{"2024/..", "", "", "", "2030-01-01", Planned},
		{"2024/..", "2024-03", "", "", "2030-01-01", Planned},
		{"", "", "", "", "2030-01-01", Planned},
		{"2023-10", "", "2023-11-05", "", "2023-11-04", Overdue},
		{"2023-10", "", "2023-11-05", "", "2023-11-05", Done},
		{"2024", "", "2023-11", "", "2023-11-29", Planned},
		{"2024", "", "2023-11", "", "2023-11-30", Done},
		{"2024", "", "", "2023-11-05", "2023-11-04", Planned},
		{"2024", "", "", "2023-11-05", "2023-11-05", Dropped},
		{"2024", "", "2023-11-07", "2023-11-05", "2023-11-06", Dropped},
		{"2024", "", "2023-11-07", "2023-11-05", "2023-11-07", Done},
	} {
		p := &record.Plan{When: on(c.when), By: on(c.by), Done: on(c.done), Dropped: on(c.dropped)}
		if got := stateOf(p, day(c.day)); got != c.want {
			t.Errorf("termin %q, bis %q, erledigt %q, entfallen %q: %s on %s, want %s", c.when, c.by, c.done, c.dropped, got, c.day, c.want)
		}
	}
}

// What is only known to be over by a time was not begun before the house
// reported it: its beginning may lie ahead.
func TestOpenBeginning(t *testing.T) {
	until, err := date.Parse("../2023-10")
	if err != nil {
		t.Fatal(err)
	}
	stand := date.FromDay(date.Day{Year: 2023, Month: 10, Day: 31})
	for _, tt := range []struct {
		day  date.Day
		want Status
	}{
		{date.Day{Year: 2023, Month: 9, Day: 30}, Unknown},
		{date.Day{Year: 2023, Month: 10, Day: 31}, Happened},
	} {
		if got := statusOf(until, stand, tt.day); got != tt.want {
			t.Errorf("on %s: %v, want %v", tt.day, got, tt.want)
		}
	}
}

// As days go by an entry moves one way only: what runs or has happened never
// turns out to have lapsed, what is known never becomes unknown.
func TestStatusMovesOneWay(t *testing.T) {
	next := map[Status][]Status{
		Unknown:   {Announced, Running, Happened},
		Announced: {Lapsed, Running, Happened},
		Running:   {Happened},
	}
	moments := []string{"", "2023-10-05", "2023-10", "2023", "Herbst 2023", "Ende 2023", "2023-10-05/2024-03-03", "2023-10/2024-03", "2023/..", "../2023-11", "2023-10-18/2023-10-19"}
	for _, when := range moments {
		for stand := 0; stand < 500; stand += 7 {
			entry := date.Date{}
			if stand > 0 {
				entry = date.FromDay(dayNumber(stand))
			}
			last := statusOf(on(when), entry, dayNumber(1))
			for n := 2; n < 800; n++ {
				now := statusOf(on(when), entry, dayNumber(n))
				if now != last && !slices.Contains(next[last], now) {
					t.Fatalf("%q reported since %q turns from %v to %v on %s", when, entry, last, now, dayNumber(n))
				}
				last = now
			}
		}
	}
}

// dayNumber returns the nth day of 2023, counted on into later years.
func dayNumber(n int) date.Day {
	t := time.Date(2023, 1, n, 0, 0, 0, 0, time.UTC)
	return date.Day{Year: t.Year(), Month: int(t.Month()), Day: t.Day()}
}
