package report

import (
	"slices"
	"strings"
	"testing"

	"umsetzungsstand/internal/record"
)

func TestVersionsByKennung(t *testing.T) {
	version := func(id, stand, what string) record.Plan {
		return record.Plan{Entry: record.Entry{ID: id, AsOf: on(stand)}, What: what}
	}
	p := signedIn2021(func(p *record.Partnership) {
		p.Plans = []record.Plan{
			version("sitzung", "2023-03-31", "Sitzung im Herbst"),
			version("", "2023-03-31", "Reise"),
			version("", "2023-03-31", "Reise"), // without kennung nothing is a version
			version("sitzung", "2023-10-31", "Sitzung im Frühjahr"),
			version("gipfel", "", "Gipfel"),
			version("gipfel", "2023-10-31", "Gipfel in Brüssel"),
			version("sitzung", "2023-06-30", "Sitzung im Winter"), // out of order
			version("gipfel", "2023-10-31", "Gipfel in Den Haag"), // same stand: the later
		}
	})
	for stichtag, want := range map[string]string{
		"2023-03-30": "Gipfel",
		"2023-03-31": "Sitzung im Herbst, Reise, Reise, Gipfel",
		"2023-06-30": "Reise, Reise, Gipfel, Sitzung im Winter",
		"2023-10-30": "Reise, Reise, Gipfel, Sitzung im Winter",
		"2023-10-31": "Reise, Reise, Sitzung im Frühjahr, Gipfel in Den Haag",
	} {
		var got []string
		for _, plan := range only(p, stichtag).Plans {
			got = append(got, plan.What)
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("%s: %s\nwant %s", stichtag, s, want)
		}
	}
}

// TestVersionsAreOfOneKind: a kennung names an entry within its partnership
// and kind.
func TestVersionsAreOfOneKind(t *testing.T) {
	e := record.Entry{ID: "austausch"}
	p := signedIn2021(func(p *record.Partnership) {
		p.Committees = []record.Committee{{Entry: e, Name: "Lenkungsausschuss"}}
		p.Commitments = []record.Commitment{{Entry: e}}
		p.Meetings = []record.Meeting{{Entry: e, Date: on("2023-03")}}
		p.Measures = []record.Measure{{Entry: e}}
		p.Plans = []record.Plan{{Entry: e, When: on("2024")}}
	})
	other := *p
	other.Slug = "piemont"
	ed := Make(&record.Set{Partnerships: []record.Partnership{*p, other}}, &record.Edition{}, day("2023-10-31"))
	for _, s := range ed.Sections {
		if n := []int{len(s.Committees), len(s.Commitments), len(s.Meetings), len(s.Measures), len(s.Plans)}; !slices.Equal(n, []int{1, 1, 1, 1, 1}) {
			t.Errorf("%s: %v entries", s.Partnership.Slug, n)
		}
	}
}

// TestReportedLater: what is over is told although it was reported afterwards,
// with kennung as without.
func TestReportedLater(t *testing.T) {
	for _, id := range []string{"", "gespraech"} {
		p := signedIn2021(func(p *record.Partnership) {
			p.Meetings = []record.Meeting{{Entry: record.Entry{ID: id, AsOf: on("2023-10-31")}, Date: on("2023-05-03")}}
		})
		if got := standing(p, "2023-09-30"); got != "happened" {
			t.Errorf("kennung %q: %s", id, got)
		}
	}
}

// TestNoVersionKnownYet: before any version was reported, the oldest holds.
func TestNoVersionKnownYet(t *testing.T) {
	version := func(stand, place string) record.Meeting {
		return record.Meeting{Entry: record.Entry{ID: "gespraech", AsOf: on(stand)}, Date: on("2023-05-03"), Place: place}
	}
	p := signedIn2021(func(p *record.Partnership) {
		p.Meetings = []record.Meeting{version("2023-10-31", "Brüssel"), version("2023-09-30", "Köln"), version("2023-09-30", "Bonn")}
	})
	for stichtag, want := range map[string]string{"2023-06-30": "Köln", "2023-09-30": "Bonn", "2023-10-31": "Brüssel"} {
		if s := only(p, stichtag); len(s.Meetings) != 1 || s.Meetings[0].Place != want {
			t.Errorf("%s: %v, want %s", stichtag, s.Meetings, want)
		}
	}
}

func TestKnownEntries(t *testing.T) {
	later := record.Entry{AsOf: on("2023-10-31")}
	p := signedIn2021(func(p *record.Partnership) {
		p.Committees = []record.Committee{{Name: "A"}, {Entry: later, Name: "B"}}
		p.Commitments = []record.Commitment{{Agreed: "A"}, {Entry: later, Agreed: "B"}}
		p.Plans = []record.Plan{{What: "A"}, {Entry: later, What: "B"}}
	})
	for stichtag, want := range map[string]int{"2023-10-30": 1, "2023-10-31": 2} {
		s := only(p, stichtag)
		if len(s.Committees) != want || len(s.Commitments) != want || len(s.Plans) != want {
			t.Errorf("%s: %d committees, %d commitments, %d plans, want %d", stichtag, len(s.Committees), len(s.Commitments), len(s.Plans), want)
		}
	}
	p.AsOf = on("2023-10-31")
	if only(p, "2023-10-30") != nil || only(p, "2023-10-31") == nil {
		t.Error("a partnership has a section before its stand, or none since")
	}
}

func TestProgress(t *testing.T) {
	list := []record.Progress{
		{From: on("2023-03-21"), Open: "März"},
		{From: on("2023-10"), Open: "Oktober"},
		{From: on("2023-06"), Open: "Juni"}, // out of order
		{From: on("2023-10-01"), Open: "1. Oktober"},
		{Entry: record.Entry{AsOf: on("2024-01-15")}, From: on("2023-11"), Open: "nachgetragen"},
	}
	for stichtag, want := range map[string]string{
		"2023-03-20": "",
		"2023-03-21": "März",
		"2023-06-01": "Juni",
		"2023-09-30": "Juni",
		"2023-10-01": "1. Oktober", // begins with the same day and stands later in the file
		"2024-01-14": "1. Oktober",
		"2024-01-15": "nachgetragen",
	} {
		p := signedIn2021(func(p *record.Partnership) { p.Commitments = []record.Commitment{{Progress: list}} })
		got := ""
		if now := only(p, stichtag).Commitments[0].Now; now != nil {
			got = now.Open
		}
		if got != want {
			t.Errorf("%s: %q, want %q", stichtag, got, want)
		}
	}
	if now := progress([]record.Progress{{Open: "immer"}}, day("1999-01-01")); now == nil || now.Open != "immer" {
		t.Error("a state without ab does not always hold")
	}
}

func TestNilReturns(t *testing.T) {
	list := []record.NilReturn{
		{Question: record.QResults, From: on("2023-03-31"), Ministry: "MKW"},
		{Question: record.QOpen, From: on("2023-10-31"), Ministry: "MSB"},
		{Question: record.QOpen, From: on("2023-03-31"), Ministry: "StK"},
		{Question: record.QPlanned, From: on("2023-05-31"), Ministry: "FM"},
		{Entry: record.Entry{ID: "a"}, Question: record.QPlanned, From: on("2023-10-31"), Ministry: "IM"},
		{Entry: record.Entry{ID: "b"}, Question: record.QPlanned, From: on("2023-10-31"), Ministry: "IM"},
	}
	for stichtag, want := range map[string]string{
		"2023-03-30": "",
		"2023-03-31": "offen StK, ergebnis MKW",
		"2023-10-31": "offen MSB, offen StK, planung FM, planung IM b, ergebnis MKW",
	} {
		var got []string
		for _, n := range nilReturns(list, day(stichtag)) {
			got = append(got, strings.TrimSpace(string(n.Question)+" "+n.Ministry+" "+n.ID))
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("%s: %q, want %q", stichtag, s, want)
		}
	}
}

func TestPassages(t *testing.T) {
	passage := func(place, id, from, text string) record.Passage {
		return record.Passage{Entry: record.Entry{ID: id}, Place: place, From: on(from), Text: text}
	}
	list := []record.Passage{
		passage("umsetzung", "a", "2023-06", "a2"),
		passage("umsetzung", "a", "2023-03", "a1"),
		passage("umsetzung", "b", "2023-03", "b"),
		passage("offen", "a", "2023-03", "offen a"),
		passage("umsetzung", "", "2023-03", "frei 1"),
		passage("umsetzung", "", "2023-06", "frei 2"),
		passage("einleitung", "", "", "immer"),
		passage("einleitung", "e", "2023-06", "alt"),
		passage("einleitung", "e", "2023-06", "neu"),
	}
	list[6].AsOf = on("2023-01-31")
	for stichtag, want := range map[string]string{
		"2023-01-30": "",
		"2023-01-31": "immer",
		"2023-05-31": "a1, b, offen a, frei 1, immer",
		"2023-06-01": "a2, b, offen a, frei 1, frei 2, immer, neu",
	} {
		var got []string
		for _, p := range passages(list, day(stichtag)) {
			got = append(got, p.Text)
		}
		if s := strings.Join(got, ", "); s != want {
			t.Errorf("%s: %q, want %q", stichtag, s, want)
		}
	}
}
