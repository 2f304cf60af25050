package build

import (
	"os"
	"slices"
	"strings"
	"testing"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
)

// standRow is a line of the table of testdata/stand-2023-10.txt.
type standRow struct {
	line  int
	slug  string
	says  string // what the report of October 2023 says, shortened
	where string // kind of entry and kennung, or what the overview shows
	cells []string
}

// What a row can name beside an entry of the records.
const (
	lastMeeting = "letzte begegnung"
	nextStep    = "nächster schritt"
	mainPartner = "hauptpartner"
)

// TestStand: on the Stichtag of either edition every fact of the report of
// October 2023 stands as the table says that was made from its text by hand,
// and so do the last meeting and the next step of every agreement. The table
// leaves out no entry of the records.
func TestStand(t *testing.T) {
	const path = "testdata/stand-2023-10.txt"
	set := sampleSet(t)
	all := allEntries(set)
	head, rows := readStand(t, path)

	told := map[string]int{}
	for _, row := range rows {
		key := row.slug + " " + row.where
		told[key]++
		if !slices.Contains(all, key) {
			t.Errorf("%s:%d: the records have no %s", path, row.line, key)
		}
		if told[key] > 1 && (row.where == lastMeeting || row.where == nextStep) {
			t.Errorf("%s:%d: %s a second time", path, row.line, key)
		}
	}
	for _, key := range all {
		if told[key] == 0 {
			t.Errorf("%s: no line for %s", path, key)
		}
	}

	for i, name := range editions {
		ed := report.Find(set, name)
		if ed == nil {
			t.Fatalf("no edition %s", name)
		}
		e := report.Make(set, ed, date.Day{})
		if head.cells[i] != e.AsOf.String() {
			t.Errorf("%s:%d: column for %s, but %s is of %s", path, head.line, head.cells[i], name, e.AsOf)
		}
		stands := standing(e)
		for _, row := range rows {
			stand, ok := stands[row.slug+" "+row.where]
			if !ok {
				stand = "unbekannt"
			}
			if row.cells[i] != stand {
				t.Errorf("%s:%d: on %s %s %s („%s“) stands as %q, the table says %q",
					path, row.line, e.AsOf, row.slug, row.where, row.says, stand, row.cells[i])
			}
		}
	}
}

// readStand reads the table: its head and its rows.
func readStand(t *testing.T, path string) (head standRow, rows []standRow) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.Split(line, "|")
		for j := range parts {
			parts[j] = strings.TrimSpace(parts[j])
		}
		if len(parts) != 3+len(editions) || slices.Contains(parts, "") {
			t.Fatalf("%s:%d: want %d filled cells: %q", path, i+1, 3+len(editions), line)
		}
		rows = append(rows, standRow{i + 1, parts[0], parts[1], parts[2], parts[3:]})
	}
	if len(rows) == 0 {
		t.Fatalf("%s: no table", path)
	}
	return rows[0], rows[1:]
}

// allEntries returns what the table has to name: slug, kind and kennung of
// every entry of the records, in any version, and the last meeting and next
// step of every partnership with an agreement.
func allEntries(set *record.Set) []string {
	var all []string
	add := func(slug, kind string, e *record.Entry) { all = append(all, slug+" "+kind+" "+e.ID) }
	for i := range set.Partnerships {
		p := &set.Partnerships[i]
		for j := range p.Agreements {
			add(p.Slug, "vereinbarung", &p.Agreements[j].Entry)
		}
		for j := range p.Committees {
			add(p.Slug, "gremium", &p.Committees[j].Entry)
		}
		for j := range p.Commitments {
			add(p.Slug, "inhalt", &p.Commitments[j].Entry)
		}
		for j := range p.Meetings {
			add(p.Slug, "begegnung", &p.Meetings[j].Entry)
		}
		for j := range p.Measures {
			add(p.Slug, "massnahme", &p.Measures[j].Entry)
		}
		for j := range p.Plans {
			add(p.Slug, "planung", &p.Plans[j].Entry)
		}
		for j := range p.NilReturns {
			add(p.Slug, "fehlanzeige", &p.NilReturns[j].Entry)
		}
		for j := range p.Texts {
			add(p.Slug, "text", &p.Texts[j].Entry)
		}
		if p.Kind == record.MainCooperation {
			all = append(all, p.Slug+" "+mainPartner)
		} else {
			all = append(all, p.Slug+" "+lastMeeting, p.Slug+" "+nextStep)
		}
	}
	for i := range set.Groups {
		for j := range set.Groups[i].Texts {
			add(set.Groups[i].Slug, "text", &set.Groups[i].Texts[j].Entry)
		}
	}
	return all
}

// standing returns how everything that the edition tells stands, in the
// table's words, by slug, kind and kennung.
func standing(e *report.Edition) map[string]string {
	stands := map[string]string{}
	for i := range e.Sections {
		sectionStanding(&e.Sections[i], stands)
	}
	for i := range e.Groups {
		g := &e.Groups[i]
		for _, text := range g.Texts {
			stands[g.Group.Slug+" text "+text.ID] = "läuft"
		}
		for j := range g.Sections {
			sectionStanding(&g.Sections[j], stands)
		}
	}
	for _, p := range e.Main {
		stands[p.Slug+" "+mainPartner] = "läuft"
	}
	return stands
}

func sectionStanding(s *report.Section, stands map[string]string) {
	add := func(kind, id, stand string) { stands[s.Partnership.Slug+" "+kind+" "+id] = stand }
	if s.Agreement != nil {
		add("vereinbarung", s.Agreement.ID, "gilt")
	}
	for _, a := range s.Earlier {
		add("vereinbarung", a.ID, "abgelöst")
	}
	for _, c := range s.Committees {
		add("gremium", c.ID, "läuft")
	}
	for _, c := range s.Commitments {
		add("inhalt", c.ID, progressWord(c.Now))
	}
	for _, m := range slices.Concat(s.Meetings, s.Announced) {
		add("begegnung", m.ID, statusWords[m.Status])
	}
	for _, m := range s.Measures {
		add("massnahme", m.ID, statusWords[m.Status])
	}
	for _, p := range s.Plans {
		add("planung", p.ID, planWords[p.State])
	}
	for _, n := range s.NilReturns {
		add("fehlanzeige", n.ID, "gilt")
	}
	for _, text := range s.Texts {
		add("text", text.ID, "läuft")
	}

	row := s.Row()
	last, next := "keine", "keiner"
	if row.Last != nil {
		last = row.Last.ID
	}
	switch {
	case row.Next == nil && row.Nil != nil:
		next = "fehlanzeige " + row.Nil.ID
	case row.Next == nil:
	case row.Next.Meeting != nil:
		next = "begegnung " + row.Next.Meeting.ID
	case row.Next.Measure != nil:
		next = "massnahme " + row.Next.Measure.ID
	default:
		next = "planung " + row.Next.Plan.ID
	}
	stands[s.Partnership.Slug+" "+lastMeeting] = last
	stands[s.Partnership.Slug+" "+nextStep] = next
}

var statusWords = map[report.Status]string{
	report.Announced: "angekündigt",
	report.Running:   "läuft",
	report.Happened:  "geschehen",
	report.Lapsed:    "verstrichen",
}

var planWords = map[report.PlanState]string{
	report.Planned: "geplant",
	report.Overdue: "überfällig",
	report.Done:    "erledigt",
	report.Dropped: "entfallen",
}

// progressWord returns what has become of a point of the agreement.
func progressWord(now *record.Progress) string {
	if now == nil {
		return "ohne Angabe"
	}
	var words []string
	for _, part := range []struct{ text, word string }{
		{now.Done, "umgesetzt"}, {now.Running, "läuft"}, {now.Open, "offen"}, {now.Dropped, "entfallen"},
	} {
		if part.text != "" {
			words = append(words, part.word)
		}
	}
	return strings.Join(words, ", ")
}
