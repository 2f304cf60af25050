package report

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/record"
)

// partnership is one with a single partner, signed on the days given ("?" for
// an agreement of unknown date).
func partnership(slug string, kind record.PartnerKind, group string, signed ...string) record.Partnership {
	p := record.Partnership{
		Slug: slug, Short: strings.ToUpper(slug), Kind: kind, Group: group,
		Partners: []record.Partner{{Name: "Land " + slug}},
	}
	for _, s := range signed {
		p.Agreements = append(p.Agreements, record.Agreement{Title: "Erklärung " + s, Signed: on(strings.TrimSuffix(s, "?"))})
	}
	return p
}

// outline shows which partnerships an edition tells of, and where.
func outline(e *Edition) string {
	var b strings.Builder
	section := func(s Section) {
		signed := "none"
		if s.Agreement != nil {
			signed = s.Agreement.Signed.String()
		}
		fmt.Fprintf(&b, " %s(%s)", s.Partnership.Slug, signed)
	}
	for _, s := range e.Sections {
		section(s)
	}
	for _, g := range e.Groups {
		fmt.Fprintf(&b, " | %s:", g.Group.Slug)
		for _, s := range g.Sections {
			section(s)
		}
	}
	b.WriteString(" | main:")
	for _, p := range e.Main {
		b.WriteString(" " + p.Slug)
	}
	return strings.TrimSpace(b.String())
}

func TestOrder(t *testing.T) {
	set := &record.Set{
		Groups: []record.Group{{Slug: "leer"}, {Slug: "usa"}, {Slug: "china"}},
		Partnerships: []record.Partnership{
			partnership("benelux-laender", record.MainCooperation, ""),
			partnership("benelux-union", record.PartnerOrganisation, "", "2008-12-09", "2019-04-02"),
			partnership("british-columbia", record.PartnerRegion, "", "2023-10-30"),
			partnership("dnipropetrowsk", record.PartnerRegion, "", "2023-10"),
			partnership("ghana", record.PartnerCountry, "", "?"),
			partnership("israel", record.MainCooperation, "", "2023-10-31"),
			partnership("jiangsu", record.PartnerRegion, "china"),
			partnership("ohne", record.PartnerRegion, ""),
			partnership("ohio", record.PartnerRegion, "usa", "2023-10-31"),
			partnership("nordmazedonien", record.PartnerCountry, "", "2021-02"),
			partnership("shanxi", record.PartnerRegion, "china", "2022-05-04"),
			partnership("sichuan", record.PartnerRegion, "china", "?"),
			partnership("ungarn", record.PartnerCountry, "", "2008-04-21"),
			partnership("zypern", record.PartnerCountry, "", "2008-04-21"),
		},
	}
	for stichtag, want := range map[string]string{
		// before its renewal the Benelux agreement stands by its first signature
		"2010-01-01": "ungarn(2008-04-21) zypern(2008-04-21) benelux-union(2008-12-09) ghana() | china: jiangsu(none) sichuan() | main: benelux-laender israel",
		"2023-09-30": "ungarn(2008-04-21) zypern(2008-04-21) benelux-union(2019-04-02) nordmazedonien(2021-02) ghana()" +
			" | china: shanxi(2022-05-04) jiangsu(none) sichuan() | main: benelux-laender israel",
		"2023-10-31": "ungarn(2008-04-21) zypern(2008-04-21) benelux-union(2019-04-02) nordmazedonien(2021-02)" +
			" dnipropetrowsk(2023-10) british-columbia(2023-10-30) israel(2023-10-31) ghana()" +
			" | china: shanxi(2022-05-04) jiangsu(none) sichuan() | usa: ohio(2023-10-31) | main: benelux-laender",
	} {
		if got := outline(Make(set, &record.Edition{}, day(stichtag))); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", stichtag, got, want)
		}
	}
}

func TestAgreements(t *testing.T) {
	p := partnership("benelux-union", record.PartnerOrganisation, "", "2008-12-09", "?", "2019-04-02", "2030-01-01")
	p.Agreements[3].AsOf = on("2023-10-31") // announced is not signed
	s := only(&p, "2023-10-31")
	var earlier []string
	for _, a := range s.Earlier {
		earlier = append(earlier, a.Title)
	}
	if s.Agreement.Title != "Erklärung 2019-04-02" || !slices.Equal(earlier, []string{"Erklärung 2008-12-09", "Erklärung ?"}) {
		t.Errorf("in force %q, earlier %q", s.Agreement.Title, earlier)
	}
	p = partnership("ungarn", record.PartnerCountry, "", "2008-04-21", "2008-04-21?")
	if s := only(&p, "2023-10-31"); s.Agreement != &s.Partnership.Agreements[1] || s.Earlier[0] != &s.Partnership.Agreements[0] {
		t.Errorf("of two signed on one day %q is in force", s.Agreement.Title)
	}
	p = partnership("shanxi", record.PartnerRegion, "", "?")
	p.Agreements[0].AsOf = on("2023-10-31")
	if only(&p, "2023-10-30") != nil || only(&p, "2023-10-31") == nil {
		t.Error("an agreement of unknown date is known before its stand, or not since")
	}
}

func TestMeetings(t *testing.T) {
	meeting := func(date, since, stand string) record.Meeting {
		return record.Meeting{Entry: record.Entry{AsOf: on(stand)}, Date: on(date), Since: on(since)}
	}
	p := signedIn2021(func(p *record.Partnership) {
		p.Meetings = []record.Meeting{
			meeting("2022-10", "", ""),
			meeting("2024", "", "2023-10-31"),
			meeting("2023-10-18/2023-10-19", "", ""),
			meeting("2023-10-19", "", ""),
			meeting("2024-12-31", "", "2023-10-31"),
			meeting("2024-04-18", "", "2023-10-31"),
			meeting("2023-12", "", ""), // nobody has announced it
			meeting("", "2021", ""),
			meeting("2023", "", "2023-10-31"),
			meeting("2023-12-04/2023-12-20", "", "2023-10-31"),
		}
	})
	s := only(p, "2023-10-31")
	list := func(meetings []Meeting) string {
		var got []string
		for _, m := range meetings {
			got = append(got, m.When.String()+" "+m.Status.String())
		}
		return strings.Join(got, ", ")
	}
	if got, want := list(s.Meetings), "2021/.. running, 2023 happened, 2023-10-19 happened, 2023-10-18/2023-10-19 happened, 2022-10 happened"; got != want {
		t.Errorf("meetings: %s\nwant %s", got, want)
	}
	if got, want := list(s.Announced), "2023-12-04/2023-12-20 announced, 2024-04-18 announced, 2024 announced, 2024-12-31 announced"; got != want {
		t.Errorf("announced: %s\nwant %s", got, want)
	}
	if last := s.Last(); last != &s.Meetings[1] {
		t.Errorf("the last is %v", last)
	}
	standing := signedIn2021(func(p *record.Partnership) { p.Meetings = []record.Meeting{meeting("", "2021", "")} })
	if last := only(standing, "2023-10-31").Last(); last != nil {
		t.Errorf("a running exchange is the last meeting: %v", last.When)
	}
}

// TestTiesKeepTheRecordsOrder: meetings of one day stand as in the record.
func TestTiesKeepTheRecordsOrder(t *testing.T) {
	p := signedIn2021(func(p *record.Partnership) {
		for i := range 30 {
			p.Meetings = append(p.Meetings, record.Meeting{Date: on("2023-03-21"), Session: i})
			p.Meetings = append(p.Meetings, record.Meeting{Entry: record.Entry{AsOf: on("2023-01-01")}, Date: on("2024-03-21"), Session: i})
		}
	})
	s := only(p, "2023-10-31")
	for i := range 30 {
		if s.Meetings[i].Session != i || s.Announced[i].Session != i {
			t.Fatalf("place %d: meetings %d and %d", i, s.Meetings[i].Session, s.Announced[i].Session)
		}
	}
}

func TestRow(t *testing.T) {
	stand := record.Entry{AsOf: on("2023-10-01")}
	meeting := func(d string) record.Meeting { return record.Meeting{Entry: stand, Date: on(d)} }
	measure := func(d string) record.Measure { return record.Measure{Entry: stand, Date: on(d)} }
	plan := func(when, by string) record.Plan { return record.Plan{Entry: stand, When: on(when), By: on(by)} }
	for _, c := range []struct {
		name string
		fill func(*record.Partnership)
		want string
	}{
		{"nothing", func(p *record.Partnership) {}, "last none"},
		{"last meeting", func(p *record.Partnership) {
			p.Meetings = []record.Meeting{meeting("2023-03-21"), meeting("2023-09-06")}
		}, "last 2023-09-06"},
		{"announced meeting", func(p *record.Partnership) {
			p.Meetings = []record.Meeting{meeting("2024-05"), meeting("2023-12-04")}
			p.Measures = []record.Measure{measure("2024-01-01")}
			p.Plans = []record.Plan{plan("2024", "")}
		}, "last none, meeting 2023-12-04"},
		{"announced measure", func(p *record.Partnership) {
			p.Meetings = []record.Meeting{meeting("2024-05")}
			p.Measures = []record.Measure{measure("2023-03"), {}, measure("2023-11-20/2024-12-31"), measure("2023-12")}
			p.Plans = []record.Plan{plan("2024", "")}
		}, "last none, measure 2023-11-20/2024-12-31"},
		{"plan", func(p *record.Partnership) {
			p.Meetings = []record.Meeting{meeting("2024-05-31")}
			p.Measures = []record.Measure{measure("2024-12")}
			p.Plans = []record.Plan{plan("2024", ""), plan("Anfang 2024", ""), plan("", "2024-03")}
		}, "last none, plan Anfang 2024"},
		{"plan with bis", func(p *record.Partnership) {
			p.Plans = []record.Plan{plan("", ""), plan("", "2024"), plan("", "2024-03")}
		}, "last none, plan 2024-03"},
		{"plan without a time", func(p *record.Partnership) {
			p.Plans = []record.Plan{plan("", "")}
			p.NilReturns = []record.NilReturn{{Question: record.QOpen}}
		}, "last none, plan "},
		{"at the same time", func(p *record.Partnership) {
			p.Meetings = []record.Meeting{meeting("2024-05")}
			p.Measures = []record.Measure{measure("2024-05")}
			p.Plans = []record.Plan{plan("2024-05", "")}
		}, "last none, meeting 2024-05"},
		{"measure and plan at the same time", func(p *record.Partnership) {
			p.Measures = []record.Measure{measure("2024-05")}
			p.Plans = []record.Plan{plan("2024-05", "")}
		}, "last none, measure 2024-05"},
		{"overdue, done, dropped", func(p *record.Partnership) {
			p.Plans = []record.Plan{plan("2023-03", ""), {Entry: stand, When: on("2024"), Done: on("2023-10-05")}, {Entry: stand, When: on("2024"), Dropped: on("2023-10-05")}}
		}, "last none"},
		{"Fehlanzeigen", func(p *record.Partnership) {
			p.NilReturns = []record.NilReturn{{Question: record.QPlanned}, {Question: record.QOpen}, {Question: record.QAgreed}}
		}, "last none, nil offen"},
		{"Fehlanzeige to planung", func(p *record.Partnership) {
			p.NilReturns = []record.NilReturn{{Question: record.QPlanned}, {Question: record.QResults}}
		}, "last none, nil planung"},
		{"Fehlanzeige to something else", func(p *record.Partnership) {
			p.NilReturns = []record.NilReturn{{Question: record.QResults}}
		}, "last none"},
		{"Fehlanzeige and a next step", func(p *record.Partnership) {
			p.NilReturns = []record.NilReturn{{Question: record.QOpen}}
			p.Plans = []record.Plan{plan("2024", "")}
		}, "last none, plan 2024"},
	} {
		s := only(signedIn2021(c.fill), "2023-10-31")
		r := s.Row()
		got := "last none"
		if r.Last != nil {
			got = "last " + r.Last.When.String()
		}
		switch n := r.Next; {
		case n == nil:
		case n.Meeting != nil:
			got += ", meeting " + n.Meeting.When.String()
		case n.Measure != nil:
			got += ", measure " + n.Measure.When.String()
		default:
			got += ", plan " + (n.Plan.When.String() + n.Plan.By.String())
		}
		if r.Nil != nil {
			got += ", nil " + string(r.Nil.Question)
		}
		if got != c.want || r.Section != s {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestPartners(t *testing.T) {
	dreieck := partnership("dreieck", record.PartnerRegion, "", "2018-07-20")
	dreieck.Partners = []record.Partner{
		{Name: "Land schlesien", Short: "Schlesien (Dreieck)"}, // has an agreement of its own
		{Name: "Region Hauts-de-France", Short: "Hauts-de-France"},
		{Name: "Stadt Opole", Short: "Opole", With: "der Stadt Opole"},
	}
	zweieck := partnership("zweieck", record.PartnerRegion, "", "2019-07-20")
	zweieck.Partners = []record.Partner{{Name: "Stadt Opole", Short: "Oppeln"}, {Name: "Stadt Brünn", Short: "Brünn"}}
	wallonie := partnership("wallonie", record.PartnerRegion, "", "2019-05-14")
	wallonie.Short, wallonie.With = "Wallonie", "der Wallonie"
	wallonie.Partners[0].Short = "nicht gefragt" // a single partner goes by its partnership's kurz
	again := partnership("wallonie-2", record.PartnerRegion, "", "2020-05-14")
	again.Partners[0].Name = "Land wallonie"
	set := &record.Set{
		Groups: []record.Group{{Slug: "china"}},
		Partnerships: []record.Partnership{
			dreieck,
			partnership("israel", record.MainCooperation, ""),
			partnership("jiangsu", record.PartnerRegion, "china"),
			partnership("kuenftig", record.PartnerRegion, "", "2024"),
			partnership("schlesien", record.PartnerRegion, "", "2021-06-17"),
			wallonie, again, zweieck,
		},
	}
	want := []Partner{
		{"dreieck", "Region Hauts-de-France", "Hauts-de-France", "Hauts-de-France"},
		{"dreieck", "Stadt Opole", "Opole", "der Stadt Opole"},
		{"wallonie", "Land wallonie", "Wallonie", "der Wallonie"},
		{"zweieck", "Stadt Brünn", "Brünn", "Brünn"},
		{"schlesien", "Land schlesien", "SCHLESIEN", "SCHLESIEN"},
		{"jiangsu", "Land jiangsu", "JIANGSU", "JIANGSU"},
	}
	if got := Make(set, &record.Edition{}, day("2023-10-31")).Partners; !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	// Before it had one of its own, the shared agreement brings the partner in.
	got := Make(set, &record.Edition{}, day("2020-01-01")).Partners
	if want := (Partner{"dreieck", "Land schlesien", "Schlesien (Dreieck)", "Schlesien (Dreieck)"}); got[0] != want {
		t.Errorf("got %v, want %v", got[0], want)
	}
}

func TestGroupTexts(t *testing.T) {
	set := &record.Set{
		Groups: []record.Group{{Slug: "china", Texts: []record.Passage{
			{Place: "einleitung", From: on("2023-06"), Text: "Einleitung"},
			{Place: "einleitung", From: on("2023-11"), Text: "Später"},
		}}},
		Partnerships: []record.Partnership{partnership("jiangsu", record.PartnerRegion, "china")},
	}
	g := Make(set, &record.Edition{}, day("2023-10-31")).Groups[0]
	if len(g.Texts) != 1 || g.Texts[0] != &set.Groups[0].Texts[0] {
		t.Errorf("texts: %v", g.Texts)
	}
}

func TestFind(t *testing.T) {
	set := &record.Set{Editions: []record.Edition{
		{Name: "2023-Q4", AsOfDay: on("2023-10-31")},
		{Name: "2023-Q4-b", AsOfDay: on("2023-10-31")},
		{Name: "sonderbericht", AsOfDay: on("2022-01-31")},
	}}
	for name, want := range map[string]int{"": 1, "2023-Q4": 0, "sonderbericht": 2} {
		if ed := Find(set, name); ed != &set.Editions[want] {
			t.Errorf("Find(%q) = %v", name, ed)
		}
	}
	if ed := Find(set, "2023-Q5"); ed != nil {
		t.Errorf("Find finds %v for an edition that there is not", ed)
	}
	if ed := Find(&record.Set{}, ""); ed != nil {
		t.Errorf("Find finds %v where there is nothing", ed)
	}
}

func TestOwnStichtag(t *testing.T) {
	set := &record.Set{Partnerships: []record.Partnership{partnership("ghana", record.PartnerCountry, "", "2023-10-31")}}
	ed := &record.Edition{AsOfDay: on("2023-10-31")}
	if e := Make(set, ed, date.Day{}); e.AsOf != day("2023-10-31") || len(e.Sections) != 1 {
		t.Errorf("as of %s: %d sections", e.AsOf, len(e.Sections))
	}
	if e := Make(set, ed, day("2023-09-30")); e.AsOf != day("2023-09-30") || len(e.Sections) != 0 {
		t.Errorf("as of %s: %d sections", e.AsOf, len(e.Sections))
	}
}

// anyTime returns a date near the years 2022 to 2024, sometimes none.
func anyTime(r *rand.Rand) date.Date {
	y, m := fmt.Sprint(2022+r.IntN(3)), fmt.Sprintf("%02d", 1+r.IntN(9))
	forms := []string{
		"", y, y + "-" + m, y + "-" + m + "-17", y + "-22", y + "-24", "Ende " + y,
		y + "/..", y + "-" + m + "-07/..", "../" + y, y + "-" + m + "-05/2024-12", y + "-" + m + "-03/" + y + "-" + m + "-09",
	}
	return on(forms[r.IntN(len(forms))])
}

// anyPartnership has entries of every kind at random, some of them versions of
// each other; Session and Count tell them apart.
func anyPartnership(r *rand.Rand) *record.Partnership {
	entry := func() record.Entry {
		e := record.Entry{ID: []string{"", "", "a", "b"}[r.IntN(4)]}
		if r.IntN(2) == 0 {
			e.AsOf = date.FromDay(date.Day{Year: 2022 + r.IntN(3), Month: 1 + r.IntN(12), Day: 1 + r.IntN(28)})
		}
		return e
	}
	return signedIn2021(func(p *record.Partnership) {
		for range r.IntN(6) {
			p.Meetings = append(p.Meetings, record.Meeting{Entry: entry(), Date: anyTime(r), Since: anyTime(r)})
			p.Measures = append(p.Measures, record.Measure{Entry: entry(), Date: anyTime(r), Until: anyTime(r)})
		}
	})
}

// TestHappenedStaysKnown: raising the Stichtag never turns what has happened
// into something unknown, neither an entry nor, where it has versions, what
// they tell of.
func TestHappenedStaysKnown(t *testing.T) {
	r := rand.New(rand.NewPCG(2023, 4))
	happened := 0
	for range 500 {
		p := anyPartnership(r)
		set := &record.Set{Partnerships: []record.Partnership{*p}}
		over := map[string]date.Day{} // since when it was seen to have happened
		for d := (date.Day{Year: 2022, Month: 1, Day: 1}); d.Year < 2026; {
			e := Make(set, &record.Edition{}, d)
			now := map[string]bool{}
			name := func(kind string, e *record.Entry, at any) string {
				if e.ID != "" {
					return kind + " " + e.ID
				}
				return fmt.Sprintf("%s %p", kind, at)
			}
			tell := func(name string, s Status) {
				now[name] = true
				if s == Happened && over[name].IsZero() {
					over[name] = d
					happened++
				}
			}
			s := &e.Sections[0]
			for i := range s.Meetings {
				tell(name("meeting", &s.Meetings[i].Entry, s.Meetings[i].Meeting), s.Meetings[i].Status)
			}
			for i := range s.Announced {
				tell(name("meeting", &s.Announced[i].Entry, s.Announced[i].Meeting), s.Announced[i].Status)
			}
			for i := range s.Measures {
				tell(name("measure", &s.Measures[i].Entry, s.Measures[i].Measure), s.Measures[i].Status)
			}
			for name, since := range over {
				if !now[name] {
					t.Fatalf("%s happened by %s and is unknown on %s", name, since, d)
				}
			}
			d.Day += 1 + r.IntN(9)
			if d.Day > 28 {
				d.Day, d.Month = 1, d.Month+1
			}
			if d.Month > 12 {
				d.Month, d.Year = 1, d.Year+1
			}
		}
	}
	if happened < 1000 {
		t.Errorf("only %d entries happened: the test shows little", happened)
	}
}

// scale returns a set of n partnerships with some thirty entries each.
func scale(n int) *record.Set {
	set := &record.Set{
		Groups:   []record.Group{{Slug: "china"}},
		Editions: []record.Edition{{Name: "2023-Q4", AsOfDay: on("2023-10-31")}},
	}
	for i := range n {
		p := partnership(fmt.Sprintf("partner-%04d", i), record.PartnerRegion, "", fmt.Sprintf("%d-02", 1990+i%30))
		if i%6 == 5 {
			p.Group = "china"
		}
		for j := range 10 {
			e := record.Entry{ID: fmt.Sprint("kennung-", j/2), AsOf: on(fmt.Sprintf("2023-%02d-01", 1+j))}
			p.Meetings = append(p.Meetings, record.Meeting{Date: on(fmt.Sprintf("2023-%02d", 1+j))})
			p.Measures = append(p.Measures, record.Measure{Entry: e, Since: on("2021")})
			p.Plans = append(p.Plans, record.Plan{Entry: e, When: on("2024")})
			p.Commitments = append(p.Commitments, record.Commitment{Progress: []record.Progress{{From: on("2023-03-21"), Open: "Offen."}}})
		}
		set.Partnerships = append(set.Partnerships, p)
	}
	return set
}

// TestMakeChangesNothing: the records are as before, and a second edition of
// them is the same.
func TestMakeChangesNothing(t *testing.T) {
	set, untouched := scale(40), scale(40)
	first := Make(set, &set.Editions[0], date.Day{})
	if !reflect.DeepEqual(set, untouched) {
		t.Error("Make has changed the records")
	}
	if second := Make(set, &set.Editions[0], date.Day{}); !reflect.DeepEqual(first, second) {
		t.Error("two editions of the same records differ")
	}
	if len(first.Sections) != 34 || len(first.Groups) != 1 || len(first.Groups[0].Sections) != 6 {
		t.Errorf("%d sections, %d groups", len(first.Sections), len(first.Groups))
	}
}

func BenchmarkMake(b *testing.B) {
	for _, n := range []int{17, 1000} {
		set := scale(n)
		b.Run(fmt.Sprint(n, "-partnerships"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Make(set, &set.Editions[0], date.Day{})
			}
		})
	}
}
