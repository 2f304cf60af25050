package compose

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
	"umsetzungsstand/templates"
)

// anySet is two partnerships with entries of every kind at random, some of them
// versions of each other.
func anySet(r *rand.Rand) *record.Set {
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	when := func() date.Date {
		y, m := pick("2022", "2023", "2024"), pick("01", "05", "09")
		return dayOf(pick(y, y+"-"+m, y+"-"+m+"-17", y+"/..", y+"-"+m+"-05/2024-12", "Ende "+y)).d
	}
	maybe := func() date.Date {
		if r.IntN(2) == 0 {
			return date.Date{}
		}
		return when()
	}
	entry := func() record.Entry {
		e := record.Entry{ID: pick("", "a", "b"), Sentence: pick("", "", "", "Ein Satz.")}
		if r.IntN(2) == 0 {
			e.AsOf = dayOf(pick("2022", "2023", "2024") + "-" + pick("02", "06", "10") + "-11").d
		}
		return e
	}
	word := func() string { return pick("", "Erstens.", "Zweitens.") }
	people := func() []record.Person {
		return [][]record.Person{nil, {{Name: "Anna Muster", Office: "Ministerin"}}, {{Who: "der Staatssekretär", With: "dem Staatssekretär", Role: "Begleitung"}}}[r.IntN(3)]
	}
	set := &record.Set{Ministries: []record.Ministry{
		{Short: "MSB", Name: "Ministerium für Schule", Genitive: "des Ministeriums für Schule"},
		{Short: "FM", Name: "Ministerium der Finanzen", Genitive: "des Ministeriums der Finanzen"},
	}}
	for i := range 2 {
		p := record.Partnership{Slug: fmt.Sprint("p", i), Short: fmt.Sprint("Partner ", i), Kind: record.PartnerRegion,
			Partners: []record.Partner{{Name: fmt.Sprint("Land ", i)}}, Agreements: []record.Agreement{{Kind: "Erklärung", Signed: dayOf("2020").d}}}
		for range r.IntN(4) {
			p.Agreements = append(p.Agreements, record.Agreement{Entry: entry(), Title: pick("", "Titel"), Kind: "Erklärung", Signed: when()})
			p.Committees = append(p.Committees, record.Committee{Entry: entry(), Name: "Beirat", Rhythm: pick("", "jährlich")})
			p.Meetings = append(p.Meetings, record.Meeting{Entry: entry(), Date: when(), Kind: pick(record.MeetingKinds...), Place: pick("", "Lille"), Committee: pick("", "Beirat"),
				Count: []record.Count{0, 2, record.Several}[r.IntN(3)], Ours: people(), Theirs: people(), Results: []string{word() + "Ergebnis."}, Text: word()})
			p.Measures = append(p.Measures, record.Measure{Entry: entry(), Name: "das Vorhaben", Kind: pick(record.MeasureKinds...), Plural: r.IntN(2) == 0, Date: maybe(), Text: word()})
			p.Plans = append(p.Plans, record.Plan{Entry: entry(), What: pick("die Messe", "das Fest"), When: when(), Done: maybe(), Dropped: maybe(), Text: word()})
			c := record.Commitment{Entry: entry(), Agreed: "Vereinbart."}
			for range r.IntN(3) {
				c.Progress = append(c.Progress, record.Progress{From: when(), Done: word(), Running: word(), Open: word(), Dropped: word()})
			}
			p.Commitments = append(p.Commitments, c)
			p.NilReturns = append(p.NilReturns, record.NilReturn{Question: report.Questions()[r.IntN(6)], From: when(), Ministry: pick("MSB", "FM")})
			p.Texts = append(p.Texts, record.Passage{Entry: record.Entry{ID: pick("", "a")}, Place: string(report.Questions()[r.IntN(6)]), From: when(), Text: word() + "Text."})
		}
		set.Partnerships = append(set.Partnerships, p)
	}
	return set
}

// TestEveryChangeIsTold: where the sections of two editions differ, the message
// has a heading for that partnership; where it has none, they are alike. No
// sentence of it is left incomplete.
func TestEveryChangeIsTold(t *testing.T) {
	r := rand.New(rand.NewPCG(2023, 6))
	differ, alike := 0, 0
	for range 150 {
		set := anySet(r)
		anyDay := func() date.Day { return date.Day{Year: 2022 + r.IntN(3), Month: 1 + r.IntN(12), Day: 1 + r.IntN(28)} }
		day := anyDay()
		later := anyDay()
		if r.IntN(3) == 0 {
			later = date.Day{Year: day.Year, Month: day.Month, Day: 28} // few changes
		}
		rec := &record.Edition{Name: "x", Topic: "Thema", AsOfDay: date.FromDay(day), Overview: "keine"}
		before, after := report.Make(set, rec, day), report.Make(set, rec, later)
		was, is := sectionsOf(t, before), sectionsOf(t, after)
		draft, findings := ComposeChanges(nil, before, after, templates.FS)
		if len(findings) > 0 {
			t.Fatal(findings)
		}
		message := string(draft.Markdown)
		for slug := range was {
			told := strings.Contains(message, "\n## Partner "+slug[1:]+"\n")
			switch {
			case was[slug] != is[slug] && !told:
				t.Fatalf("no change told, but as of %s\n%s\nas of %s\n%s", day, was[slug], later, is[slug])
			case told:
				differ++
			default:
				alike++
			}
		}
		for _, part := range strings.Split(message, "\n\n") {
			if strings.Contains(part, ": .") || strings.Contains(part, "  ") || strings.HasSuffix(part, ":") && !strings.HasSuffix(message, part+"\n") &&
				!strings.Contains(message, part+"\n\n- ") {
				t.Fatalf("a sentence is incomplete: %q in\n%s", part, message)
			}
		}
	}
	if differ < 100 || alike < 30 {
		t.Errorf("only %d sections differ and %d are alike: the test shows little", differ, alike)
	}
}

// sectionsOf returns the Markdown of an edition's sections by slug.
func sectionsOf(t *testing.T, ed *report.Edition) map[string]string {
	t.Helper()
	draft, findings := Compose(ed, nil, templates.FS)
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	sections := map[string]string{}
	for _, s := range strings.Split(string(draft.Markdown), "\n## ")[1:] {
		if slug, ok := strings.CutPrefix(s, `<a id="p`); ok {
			sections["p"+slug[:1]] = s
		}
	}
	if len(sections) != len(ed.Set.Partnerships) {
		t.Fatalf("%d sections", len(sections))
	}
	return sections
}

// What two editions of one set cannot differ in, and what is rare.
func TestRareChanges(t *testing.T) {
	wallonie := Partner{Short: text("Wallonie", 0), With: text("der Wallonie", 0)}
	point := &Commitment{Agreed: text("Vereinbart ist ein Rat.", 0), Running: text("Er entsteht.", 0), Dropped: text("Seine Kasse entfällt.", 0)}
	for _, tt := range []struct {
		name string
		c    Change
		want string
	}{
		{"point that came", Change{event: report.Came, Commitment: point}, "Neu im Bericht ist folgender Punkt der Vereinbarung: Vereinbart ist ein Rat. Er entsteht. Seine Kasse entfällt."},
		{"point that went", Change{event: report.Gone, Commitment: point}, "Nicht mehr enthalten ist folgender Punkt der Vereinbarung: Vereinbart ist ein Rat. Er entsteht. Seine Kasse entfällt."},
		{"a third of its kind", Change{event: report.Came, Again: true, Further: true, Plan: &Plan{What: text("eine Messe", 0), When: day(t, "2024"), Planned: true}},
			"Neu ist ferner folgende Planung: Eine Messe ist für das Jahr 2024 vorgesehen."},
		{"all states", Change{event: report.Altered, Again: true, Commitment: point, New: Progress{Done: true, Running: true, Open: true, Dropped: true}},
			"Geändert hat sich außerdem der Stand bei folgendem Punkt der Vereinbarung (bisher ohne Angabe, jetzt teilweise umgesetzt, teilweise in Arbeit, teilweise offen, teilweise entfallen): Vereinbart ist ein Rat. Er entsteht. Seine Kasse entfällt."},
		{"main cooperation partner with an agreement", Change{event: report.Came, Partnership: &Standing{Partner: wallonie, WasMain: true, Agreement: &Agreement{Kind: text("Erklärung", 0)}}},
			"Neu ist die Partnerschaft mit der Wallonie; ihr liegt folgende Vereinbarung zugrunde: Erklärung. Bisher zählte der Bericht sie zu den Hauptkooperationen ohne Vereinbarung."},
		{"partnership without a known agreement", Change{event: report.Came, Partnership: &Standing{Partner: wallonie}}, "Neu ist die Partnerschaft mit der Wallonie."},
		{"another name", Change{event: report.Reworded, Partnership: &Standing{Partner: wallonie}}, "Die Bezeichnung ist geändert und lautet jetzt „Wallonie“."},
		{"agreement corrected", Change{event: report.Reworded, Agreement: &Agreement{Title: text("Erklärung", 0), Signed: day(t, "2019")}}, "Neu gefasst sind die Angaben zu folgender Vereinbarung: „Erklärung“ (2019)."},
		{"several announced meetings held", Change{event: report.Held, Foreseen: true, Meeting: &Meeting{kind: "Gespräch", Turn: 1, Count: 2, When: day(t, "2023")}},
			"Stattgefunden haben angekündigte Begegnungen: Im Jahr 2023 fanden zwei Gespräche statt."},
		{"announced project carried out", Change{event: report.Held, Foreseen: true, Measure: &Measure{kind: "Vorhaben", Name: text("das Vorhaben", 0), When: day(t, "2023"), Happened: true}},
			"Umgesetzt ist ein angekündigtes Vorhaben: Im Jahr 2023 wurde das Vorhaben umgesetzt."},
		{"standing exchange that began long ago", Change{event: report.Came, Meeting: &Meeting{kind: "Gespräch", Turn: 1, When: day(t, "2021/.."), Running: true}},
			"Neu im Bericht ist ein regelmäßiger Austausch: Seit 2021 besteht ein regelmäßiger Austausch."},
		{"several meetings moved", Change{event: report.Moved, Meeting: &Meeting{kind: "Gespräch", Turn: 1, Count: 2, When: day(t, "2024"), Announced: true}, OldWhen: day(t, "2023")},
			"Geändert hat sich ein Termin: Für das Jahr 2024 sind zwei Gespräche vorgesehen. Bisher waren die Begegnungen für das Jahr 2023 vorgesehen."},
		{"measure moved, with its own sentence", Change{event: report.Moved, Measure: &Measure{kind: "Programm", Sentence: text("Das Programm beginnt später.", 0), Announced: true}, OldWhen: day(t, "2024-05/..")},
			"Geändert hat sich ein Termin: Das Programm beginnt später. Bisher war dies ab Mai 2024 angekündigt."},
		{"plan without a time", Change{event: report.Moved, Plan: &Plan{What: text("Reisen", 0), Plural: true, Planned: true, Text: text("Näheres folgt.", 0)}, OldBy: day(t, "2024")},
			"Geändert hat sich eine Planung: Reisen sind jetzt ohne festen Termin vorgesehen, bisher bis Ende 2024. Näheres folgt."},
	} {
		if got := filled(t, "aenderung", tt.c); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// A Fehlanzeige that is gone names the ministry as it was called then.
func TestRenamedMinistry(t *testing.T) {
	set := &record.Set{
		Ministries: []record.Ministry{
			{Short: "MSB", Name: "Schulministerium", Genitive: "des Schulministeriums"},
			{Short: "MSB", Name: "Bildungsministerium", Genitive: "des Bildungsministeriums", From: dayOf("2023-07").d},
		},
		Partnerships: []record.Partnership{{Slug: "ungarn", Short: "Ungarn", Kind: record.PartnerCountry,
			Agreements: []record.Agreement{{Kind: "Erklärung", Signed: dayOf("2008").d}},
			NilReturns: []record.NilReturn{{Question: record.QMeeting, From: dayOf("2023-05").d, Ministry: "MSB"}, {Question: record.QOpen, From: dayOf("2023-08").d, Ministry: "MSB"}},
			Meetings:   []record.Meeting{{Kind: "Gespräch", Date: dayOf("2023-09-06").d}}}},
	}
	before, after := report.Make(set, &record.Edition{}, dayOf("2023-06-30").d.First()), report.Make(set, &record.Edition{}, dayOf("2023-09-30").d.First())
	draft, findings := ComposeChanges(nil, before, after, templates.FS)
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	for _, want := range []string{"Neu ist folgende Fehlanzeige: Offene Punkte bestehen nach Mitteilung des Bildungsministeriums nicht",
		"Nicht mehr enthalten ist folgende Fehlanzeige: Zu einer Begegnung ist es nach Mitteilung des Schulministeriums nicht gekommen"} {
		if !strings.Contains(string(draft.Markdown), want) {
			t.Errorf("%q is not in\n%s", want, draft.Markdown)
		}
	}
}

// The part of the report is no longer than a page: every partnership comes
// before any has its second change told, and those with more are named.
func TestChangesPart(t *testing.T) {
	set := &record.Set{}
	for i := range 15 {
		p := record.Partnership{Slug: fmt.Sprint("p", i), Short: fmt.Sprint("P", i), Kind: record.PartnerRegion, Partners: []record.Partner{{Name: fmt.Sprint(i)}},
			Agreements: []record.Agreement{{Kind: "Erklärung", Signed: dayOf(fmt.Sprint(2000 + i)).d}}}
		for range 1 + i%3 {
			p.Meetings = append(p.Meetings, record.Meeting{Date: dayOf("2023-09-06").d, Kind: "Gespräch"})
		}
		p.Plans = []record.Plan{{What: "die Messe", When: dayOf("2023-09").d, Entry: record.Entry{AsOf: dayOf("2023-06-01").d}}} // passes without news
		set.Partnerships = append(set.Partnerships, p)
	}
	rec := &record.Edition{Topic: "Thema", Changes: true}
	before, after := report.Make(set, rec, dayOf("2023-06-30").d.First()), report.Make(set, rec, dayOf("2023-09-30").d.First())
	part := func(before *report.Edition) string {
		draft, findings := Compose(after, before, templates.FS)
		if len(findings) > 0 {
			t.Fatal(findings)
		}
		_, part, _ := strings.Cut(string(draft.Markdown), `<a id="aenderungen"></a>`)
		part, _, _ = strings.Cut(part, "\n## ")
		return part
	}
	got := part(before)
	if n := strings.Count(got, "fand ein Gespräch statt."); n != mostChanges || strings.Contains(got, "Messe") {
		t.Errorf("%d changes are told, or what is the house's own affair:\n%s", n, got)
	}
	for i := range 15 {
		if !strings.Contains(got, fmt.Sprintf("\n- [P%d](#p%d): Am 6.\u00a0September 2023 fand", i, i)) {
			t.Errorf("P%d is not told of:\n%s", i, got)
		}
	}
	if want := "\n\nWeitere Änderungen gibt es in der Zusammenarbeit mit P2, P5, P8, P10, P11, P13 und P14.\n"; !strings.HasSuffix(got, want) {
		t.Errorf("does not end with %q:\n%s", want, got)
	}
	// Long ones fill the page sooner.
	for i := range set.Partnerships {
		for j := range set.Partnerships[i].Meetings {
			set.Partnerships[i].Meetings[j].Sentence = strings.Repeat("Wort ", 60) + "Ende."
		}
	}
	if got := part(before); len([]rune(got)) > 2400 || !strings.Contains(got, "- [P4]") {
		t.Errorf("%d characters:\n%s", len([]rune(got)), got)
	}
	// No earlier edition, no part; nothing new, no list.
	if got := part(nil); got != "" {
		t.Errorf("without an earlier edition:\n%s", got)
	}
	if got, want := part(after), "Änderungen seit dem letzten Bericht\n\nNeue Begegnungen, Maßnahmen oder Planungen sind seit dem Bericht zum 30.\u00a0September 2023 nicht hinzugekommen.\n"; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	rec.Changes = false
	if got := part(before); got != "" {
		t.Errorf("not asked for:\n%s", got)
	}
}

// A template that asks for an event that there is not is mistaken.
func TestEventNames(t *testing.T) {
	if _, err := (Change{}).Is("hold"); err == nil {
		t.Error("asks for an event that there is not")
	}
	names := map[string]bool{}
	for _, name := range report.Events() {
		names[name] = true
		if is, err := (Change{event: report.Held}).Is(name); err != nil || is != (name == "held") {
			t.Errorf("%s: %t, %v", name, is, err)
		}
	}
	if len(names) != len(report.Events()) {
		t.Errorf("two events have one name: %v", slices.Sorted(maps.Keys(names)))
	}
}
