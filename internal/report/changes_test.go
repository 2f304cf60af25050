package report

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/record"
)

func (s Subject) String() string {
	return [...]string{"partnership", "agreement", "meeting", "measure", "commitment", "plan", "nil", "text", "committee"}[s]
}

// between returns the changes of a set between two days, as „slug: subject event“.
func between(set *record.Set, from, to string) string {
	return said(Diff(Make(set, &record.Edition{}, day(from)), Make(set, &record.Edition{}, day(to))))
}

func said(changes []Change) string {
	var list []string
	for _, c := range changes {
		s := fmt.Sprintf("%s: %s %s", c.Slug(), c.Subject, c.Event())
		if e := c.Event(); c.Foreseen() && (e == Held || e == Begun) {
			s += " as foreseen"
		}
		if c.Internal() {
			s += " (internal)"
		}
		list = append(list, s)
	}
	return strings.Join(list, "\n")
}

// TestEvents: what has happened between the end of June and the end of
// September 2023, by what a record holds.
func TestEvents(t *testing.T) {
	entry := func(id, stand string) record.Entry { return record.Entry{ID: id, AsOf: on(stand)} }
	held := func(stand, date string) record.Meeting {
		return record.Meeting{Entry: entry("m", stand), Date: on(date)}
	}
	runs := func(stand, since, until string) record.Measure {
		return record.Measure{Entry: entry("m", stand), Since: on(since), Until: on(until)}
	}
	plan := func(stand, when, done, dropped string) record.Plan {
		return record.Plan{Entry: entry("p", stand), What: "die Messe", When: on(when), Done: on(done), Dropped: on(dropped)}
	}
	meetings := func(list ...record.Meeting) func(*record.Partnership) {
		return func(p *record.Partnership) { p.Meetings = list }
	}
	measures := func(list ...record.Measure) func(*record.Partnership) {
		return func(p *record.Partnership) { p.Measures = list }
	}
	plans := func(list ...record.Plan) func(*record.Partnership) {
		return func(p *record.Partnership) { p.Plans = list }
	}
	point := func(list ...record.Progress) func(*record.Partnership) {
		return func(p *record.Partnership) {
			p.Commitments = []record.Commitment{{Agreed: "Vereinbart ist ein Rat.", Progress: list}}
		}
	}
	from := func(ab, done, open string) record.Progress {
		return record.Progress{From: on(ab), Done: done, Open: open}
	}
	worded := func(m record.Meeting, f func(*record.Meeting)) record.Meeting { f(&m); return m }
	for _, c := range []struct {
		name string
		fill func(*record.Partnership)
		want string
	}{
		{"nothing new", meetings(held("", "2023-03-21")), ""},
		{"meeting held", meetings(held("", "2023-09-06")), "meeting held"},
		{"meeting held, as announced", meetings(held("2023-06-01", "2023-09-06"), held("2023-09-07", "2023-09-06")), "meeting held as foreseen"},
		{"announcement known before it lapsed", meetings(held("2023-06-01", "2023-06-06"), held("2023-09-07", "2023-06-07")), "meeting held as foreseen"},
		{"what is past counts as known, whatever its stand", meetings(held("2023-09-01", "2023-03-21")), ""},
		{"a coarse date that began before", meetings(held("2023-09-01", "2023")), "meeting came"},
		{"meeting announced", meetings(held("2023-09-01", "2023-12")), "meeting foretold"},
		{"meeting at another time", meetings(held("2023-06-01", "2023-12"), held("2023-09-01", "2024-03")), "meeting moved"},
		{"announcement in other words", meetings(held("2023-06-01", "2023-12"), worded(held("2023-09-01", "2023-12"), func(m *record.Meeting) { m.Place = "Lille" })), "meeting reworded (internal)"},
		{"announcement confirmed", meetings(held("2023-06-01", "2023-12"), held("2023-09-01", "2023-12")), ""},
		{"only sources and notes differ", meetings(held("2023-01-01", "2022-12"), worded(held("2023-09-01", "2022-12"), func(m *record.Meeting) { m.Source, m.Note = "MSB", "geprüft" })), ""},
		{"announcement that nothing came of", meetings(held("2023-06-01", "2023-09-06")), "meeting passed (internal)"},
		{"announced anew after it lapsed", meetings(held("2023-06-01", "2023-06-06"), held("2023-09-01", "2023-12")), "meeting moved"},
		{"moved, and passed again", meetings(held("2023-05-01", "2023-06-06"), held("2023-07-01", "2023-08")), "meeting passed (internal)"},
		{"results added", meetings(held("2023-03-22", "2023-03-21"), worded(held("2023-09-01", "2023-03-21"), func(m *record.Meeting) { m.Results = []string{"Ein Plan."} })), "meeting reworded (internal)"},
		{"the next one under the same kennung", meetings(held("2023-03-22", "2023-03-21"), held("2023-09-01", "2023-12")), "meeting foretold"},
		{"the next one held under the same kennung", meetings(held("2023-03-22", "2023-03-21"), held("2023-09-06", "2023-09-06")), "meeting held"},
		{"a version that takes place on the Stichtag itself", meetings(held("2023-03-22", "2023-03-21"), held("2023-09-06", "2023-06-30")), "meeting reworded (internal)"},
		{"exchange begun", meetings(record.Meeting{Since: on("2023-08")}), "meeting begun"},
		{"exchange ended", meetings(record.Meeting{Since: on("2021"), Until: on("2023-08")}), "meeting ended"},

		{"measure begun", measures(runs("", "2023-08", "2025")), "measure begun"},
		{"measure begun as announced", measures(runs("2023-06-01", "2023-08", "2025"), runs("2023-09-01", "2023-08", "2025")), "measure begun as foreseen"},
		{"measure told for the first time", measures(runs("2023-09-01", "", "")), "measure came"},
		{"what runs counts as known, whatever its stand", measures(runs("2023-09-01", "2021", "")), ""},
		{"measure prolonged after its end", measures(runs("2023-01-01", "2021", "2022"), runs("2023-09-01", "2021", "2024")), "measure resumed"},
		{"measure prolonged", measures(runs("", "2021", "2024"), runs("2023-09-01", "2021", "2025")), "measure reworded (internal)"},
		{"measure announced", measures(runs("2023-09-01", "2024", "")), "measure foretold"},
		{"measure whose time has passed", measures(runs("2023-06-01", "2023-08", "2023-09-30")), "measure passed (internal)"},

		{"plan made", plans(plan("2023-09-01", "2024", "", "")), "plan came"},
		{"plan moved", plans(plan("2023-06-01", "2023", "", ""), plan("2023-09-01", "2024", "", "")), "plan moved"},
		{"overdue plan moved", plans(plan("2023-01-01", "2023-03", "", ""), plan("2023-09-01", "2024", "", "")), "plan moved"},
		{"plan kept", plans(plan("2023-06-01", "2024", "", ""), plan("2023-09-01", "2024", "2023-08", "")), "plan kept"},
		{"plan dropped", plans(plan("2023-06-01", "2024", "", ""), plan("2023-09-01", "2024", "", "2023-08")), "plan given-up"},
		{"plan overdue", plans(plan("2023-06-01", "2023-08", "", "")), "plan passed (internal)"},
		{"dropped plan made again", plans(plan("2023-06-01", "", "", "2023-05"), plan("2023-09-01", "2024", "", "")), "plan resumed"},
		{"plan confirmed", plans(plan("2023-06-01", "2024", "", ""), plan("2023-09-01", "2024", "", "")), ""},

		{"point without state, then with one", point(from("2023-08", "Er ist gebildet.", "")), "commitment altered"},
		{"open, then done", point(from("2022", "", "Er fehlt."), from("2023-08", "Er ist gebildet.", "")), "commitment altered"},
		{"open, in other words", point(from("2022", "", "Er fehlt."), from("2023-08", "", "Er fehlt noch.")), "commitment reworded"},
		{"open, in the same words", point(from("2022", "", "Er fehlt."), from("2023-08", "", "Er fehlt.")), ""},
		{"point told for the first time", func(p *record.Partnership) {
			p.Commitments = []record.Commitment{{Entry: entry("", "2023-09-01"), Agreed: "Vereinbart ist ein Rat."}}
		}, "commitment came"},

		{"agreement renewed", func(p *record.Partnership) {
			p.Agreements = append(p.Agreements, record.Agreement{Title: "Neue Erklärung", Signed: on("2023-08-01")})
		}, "agreement in-force\nagreement superseded"},
		{"Fehlanzeige", func(p *record.Partnership) {
			p.NilReturns = []record.NilReturn{{Question: record.QOpen, From: on("2023-08"), Ministry: "MSB"}}
		}, "nil came"},
		{"Fehlanzeige again", func(p *record.Partnership) {
			p.NilReturns = []record.NilReturn{{Question: record.QOpen, From: on("2023-05"), Ministry: "MSB"}, {Question: record.QOpen, From: on("2023-08"), Ministry: "MSB"}}
		}, "nil confirmed (internal)"},
		{"Fehlanzeige of another ministry", func(p *record.Partnership) {
			p.NilReturns = []record.NilReturn{{Question: record.QOpen, From: on("2023-05"), Ministry: "MSB"}, {Question: record.QOpen, From: on("2023-08"), Ministry: "FM"}}
		}, "nil came"},
		{"Fehlanzeige that something newer answers", func(p *record.Partnership) {
			p.NilReturns = []record.NilReturn{{Question: record.QMeeting, From: on("2023-05"), Ministry: "MSB"}}
			p.Meetings = []record.Meeting{held("", "2023-09-06")}
		}, "meeting held\nnil gone (internal)"},
		{"passage", func(p *record.Partnership) {
			p.Texts = []record.Passage{{Place: "offen", From: on("2023-08"), Text: "Offen."}}
		}, "text came"},
		{"passage in other words", func(p *record.Partnership) {
			p.Texts = []record.Passage{{Entry: entry("t", ""), Place: "offen", From: on("2022"), Text: "Offen."}, {Entry: entry("t", ""), Place: "offen", From: on("2023-08"), Text: "Noch offen."}}
		}, "text reworded (internal)"},
		{"passage of the same kennung in another place", func(p *record.Partnership) {
			p.Texts = []record.Passage{{Entry: entry("t", ""), Place: "offen", From: on("2022"), Text: "Offen."}, {Entry: entry("t", ""), Place: "planung", From: on("2023-08"), Text: "Offen."}}
		}, "text came"},
		{"committee", func(p *record.Partnership) {
			p.Committees = []record.Committee{{Entry: entry("", "2023-09-01"), Name: "Beirat"}}
		}, "committee came"},
		{"committee with another rhythm", func(p *record.Partnership) {
			p.Committees = []record.Committee{{Entry: entry("b", ""), Name: "Beirat"}, {Entry: entry("b", "2023-09-01"), Name: "Beirat", Rhythm: "jährlich"}}
		}, "committee reworded (internal)"},
	} {
		set := &record.Set{Partnerships: []record.Partnership{*signedIn2021(c.fill)}}
		want := c.want
		if want != "" {
			want = "schlesien: " + strings.ReplaceAll(want, "\n", "\nschlesien: ")
		}
		if got := between(set, "2023-06-30", "2023-09-30"); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", c.name, got, want)
		}
	}
}

// TestChangedPartnerships: what comes, goes and moves between the lists, and
// where it stands.
func TestChangedPartnerships(t *testing.T) {
	later := func(p record.Partnership) record.Partnership {
		p.AsOf = on("2023-09-01")
		return p
	}
	alpha, delta := partnership("alpha", record.PartnerRegion, "", "2001"), partnership("delta", record.PartnerRegion, "", "2003")
	alpha.Meetings = []record.Meeting{{Date: on("2023-09-06")}}
	gamma := partnership("gamma", record.PartnerRegion, "", "2002", "2023-08")
	beta := later(partnership("beta", record.PartnerRegion, "", "1999"))
	beta.Meetings = []record.Meeting{{Date: on("2023-03-21")}}
	set := &record.Set{
		Groups: []record.Group{{Slug: "china", Texts: []record.Passage{{Place: "einleitung", From: on("2023-08"), Text: "Zu China."}}}},
		Partnerships: []record.Partnership{alpha, beta, delta, gamma,
			partnership("israel", record.MainCooperation, "", "2023-08"),
			later(partnership("japan", record.MainCooperation, "")),
			partnership("jiangsu", record.PartnerRegion, "china"),
			later(partnership("shanxi", record.PartnerRegion, "china"))},
	}
	want := `beta: partnership came
alpha: meeting held
gamma: agreement in-force
gamma: agreement superseded
israel: partnership came
china: text came
shanxi: partnership came
japan: partnership came`
	if got := between(set, "2023-06-30", "2023-09-30"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	// The other way round, what went stands behind what it followed.
	want = `beta: partnership gone
alpha: meeting gone (internal)
gamma: agreement in-force
gamma: agreement gone
china: text gone (internal)
shanxi: partnership gone
japan: partnership gone
israel: partnership came`
	if got := between(set, "2023-09-30", "2023-06-30"); got != want {
		t.Errorf("backwards: got\n%s\nwant\n%s", got, want)
	}
}

// TestOtherSet: entries of another set are found again by kennung, and
// partnerships by slug; what is alike in both is no change.
func TestOtherSet(t *testing.T) {
	make1 := func(change func(*record.Partnership)) *Edition {
		p := signedIn2021(func(p *record.Partnership) {
			p.Agreements[0].ID = "erklaerung"
			p.Meetings = []record.Meeting{{Entry: record.Entry{ID: "m"}, Date: on("2023-03-21"), Topics: []string{"Jugend"}}}
			p.Plans = []record.Plan{{Entry: record.Entry{ID: "p"}, What: "die Messe", When: on("2024")}}
			p.NilReturns = []record.NilReturn{{Question: record.QOpen, From: on("2023-05"), Ministry: "MSB"}}
		})
		change(p)
		return Make(&record.Set{Partnerships: []record.Partnership{*p}}, &record.Edition{}, day("2023-09-30"))
	}
	plain := make1(func(*record.Partnership) {})
	for want, change := range map[string]func(*record.Partnership){
		"":                                       func(p *record.Partnership) { p.Meetings[0].Source = "MSB"; p.Meetings[0].AsOf = on("2023-03-22") },
		"schlesien: meeting reworded (internal)": func(p *record.Partnership) { p.Meetings[0].Topics = []string{"Sport"} },
		"schlesien: agreement reworded":          func(p *record.Partnership) { p.Agreements[0].Title = "Erklärung" },
		"schlesien: partnership reworded":        func(p *record.Partnership) { p.Short = "Woiwodschaft Schlesien" },
		"schlesien: nil confirmed (internal)":    func(p *record.Partnership) { p.NilReturns[0].From = on("2023-06") },
	} {
		if got := said(Diff(plain, make1(change))); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// anyRecord has entries of every kind at random, some of them versions of each
// other.
func anyRecord(r *rand.Rand) *record.Partnership {
	p := anyPartnership(r)
	id := func() string { return []string{"", "", "a", "b"}[r.IntN(4)] }
	entry := func() record.Entry {
		e := record.Entry{ID: id()}
		if r.IntN(2) == 0 {
			e.AsOf = date.FromDay(date.Day{Year: 2022 + r.IntN(3), Month: 1 + r.IntN(12), Day: 1 + r.IntN(28)})
		}
		return e
	}
	word := func() string { return []string{"", "Erstens.", "Zweitens."}[r.IntN(3)] }
	for range r.IntN(4) {
		p.Agreements = append(p.Agreements, record.Agreement{Entry: entry(), Title: word(), Kind: "Erklärung", Signed: anyTime(r)})
		p.Plans = append(p.Plans, record.Plan{Entry: entry(), What: "die Messe", When: anyTime(r), By: anyTime(r), Done: anyTime(r), Dropped: anyTime(r)})
		c := record.Commitment{Entry: entry(), Agreed: word() + "Vereinbart."}
		for range r.IntN(4) {
			c.Progress = append(c.Progress, record.Progress{From: anyTime(r), Done: word(), Running: word(), Open: word(), Dropped: word()})
		}
		p.Commitments = append(p.Commitments, c)
		p.NilReturns = append(p.NilReturns, record.NilReturn{Question: questions[r.IntN(6)], From: anyTime(r), Ministry: []string{"MSB", "FM"}[r.IntN(2)]})
		p.Texts = append(p.Texts, record.Passage{Entry: record.Entry{ID: id()}, Place: string(questions[r.IntN(6)]), From: anyTime(r), Text: word() + "Text."})
		p.Committees = append(p.Committees, record.Committee{Entry: entry(), Name: "Beirat", Rhythm: []string{"", "jährlich"}[r.IntN(2)]})
	}
	for i := range p.Agreements { // one in force throughout, so that the entries are compared
		if p.Agreements[i].Signed.IsZero() {
			p.Agreements[i].Signed = on("2020")
		}
	}
	return p
}

// TestDiffProperties: an edition does not differ from itself; backwards, each
// change is the same with before and after exchanged; every event occurs.
func TestDiffProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(2023, 5))
	events := map[Event]int{}
	for range 600 {
		set := &record.Set{}
		for i := range 1 + r.IntN(3) {
			p := anyRecord(r)
			p.Slug = fmt.Sprint("p", i)
			if r.IntN(4) == 0 {
				p.Kind = record.MainCooperation
			}
			set.Partnerships = append(set.Partnerships, *p)
		}
		anyDay := func() date.Day { return date.Day{Year: 2022 + r.IntN(3), Month: 1 + r.IntN(12), Day: 1 + r.IntN(28)} }
		a, b := Make(set, &record.Edition{}, anyDay()), Make(set, &record.Edition{}, anyDay())
		if changes := Diff(a, a); len(changes) > 0 {
			t.Fatalf("an edition differs from itself:\n%s", said(changes))
		}
		if again := Make(set, a.Record, a.AsOf); len(Diff(a, again)) > 0 {
			t.Fatalf("an edition differs from itself, made again:\n%s", said(Diff(a, again)))
		}
		there, back := Diff(a, b), Diff(b, a)
		if len(there) != len(back) {
			t.Fatalf("there\n%s\nback\n%s", said(there), said(back))
		}
		for _, c := range back {
			if !slices.Contains(there, Change{c.Subject, c.After, c.Before}) {
				t.Fatalf("%s is not in\n%s", said([]Change{c}), said(there))
			}
		}
		for _, c := range there {
			events[c.Event()]++
			if c.Before.Nothing() && c.After.Nothing() {
				t.Fatal("a change without states")
			}
		}
	}
	for e := range Event(len(eventNames)) {
		if events[e] == 0 {
			t.Errorf("no %s among the changes", e)
		}
	}
}

func BenchmarkDiff(b *testing.B) {
	for _, n := range []int{17, 1000, 10000} {
		set := scale(n)
		before, after := Make(set, &set.Editions[0], day("2023-06-30")), Make(set, &set.Editions[0], date.Day{})
		b.Run(fmt.Sprint(n, "-partnerships"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Diff(before, after)
			}
		})
	}
}
