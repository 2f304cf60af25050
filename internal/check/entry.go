package check

import (
	"strings"
	"sync"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
)

// kind is what an entry is.
type kind int

// The kinds of entry that an edition tells.
const (
	house kind = iota
	edition
	request
	addressee
	signatory
	contact
	group
	partnership // the head of a file
	partner
	agreement
	committee
	commitment
	progress
	meeting
	measure
	plan
	nilReturn
	passage
)

// tense says how what an entry tells stands to the Stichtag.
type tense int

// The tenses. What has none says how things are at all times.
const (
	timeless tense = iota
	past           // has happened, is done or dropped
	present        // runs, or holds
	ahead          // is planned, announced or still open
	lapsed         // was planned or announced, and its time has passed
)

// entry is an entry that the edition tells.
type entry struct {
	*record.Entry
	kind        kind
	section     *report.Section // nil: outside the sections
	tense       tense
	when        date.Date // when it takes place; zero: not said
	since       date.Date // from when on the house says so: stand, or ab; zero: not said
	texts       []text
	fingerprint func() string // the entry's fingerprint, see record.Fingerprint
	value       any           // the pointer to the record's struct
}

// text is a text of an entry.
type text struct {
	record.Value
	entry *entry
	tense tense  // the entry's, unless the field says more (umgesetzt, offen)
	plain string // as its reader sees it: without the marks of Markdown
}

// add adds an entry with its texts.
func add[E any](x *examiner, e entry, of *E, common *record.Entry) *entry {
	e.Entry, e.value = common, of
	e.fingerprint = sync.OnceValue(func() string { return record.Fingerprint(of) })
	if e.since.IsZero() {
		e.since = common.AsOf
	}
	p := &e
	for v := range record.Texts(of) {
		t := text{Value: v, entry: p, tense: p.tense, plain: plainText(v)}
		if p.kind == progress {
			switch v.Key {
			case "umgesetzt", "entfallen":
				t.tense = past
			case "laeuft":
				t.tense = present
			case "offen":
				t.tense = ahead
			}
		}
		p.texts = append(p.texts, t)
	}
	x.entries = append(x.entries, p)
	return p
}

// collect finds everything that the edition tells.
func (x *examiner) collect() {
	set, rec := x.ed.Set, x.ed.Record
	add(x, entry{kind: house}, &set.House, &set.House.Entry)
	add(x, entry{kind: edition}, rec, &rec.Entry)
	if rec.Occasion == "Berichtsbitte" {
		add(x, entry{kind: request}, &rec.Request, &rec.Request.Entry)
	}
	if len(rec.Addressee.Lines) > 0 {
		add(x, entry{kind: addressee}, &rec.Addressee, &rec.Addressee.Entry)
		add(x, entry{kind: signatory}, &rec.Signatory, &rec.Signatory.Entry)
		for i := range rec.Contact {
			add(x, entry{kind: contact}, &rec.Contact[i], &rec.Contact[i].Entry)
		}
	}
	for _, p := range x.ed.Main {
		add(x, entry{kind: partnership}, p, &p.Entry)
	}
	for i := range x.ed.Groups {
		g := &x.ed.Groups[i]
		add(x, entry{kind: group}, g.Group, &g.Group.Entry)
		for _, p := range g.Texts {
			add(x, entry{kind: passage, since: p.From}, p, &p.Entry)
		}
	}
	for _, s := range x.sections {
		x.collectSection(s)
	}
}

func (x *examiner) collectSection(s *report.Section) {
	p := s.Partnership
	add(x, entry{kind: partnership, section: s}, p, &p.Entry)
	for i := range p.Partners {
		add(x, entry{kind: partner, section: s}, &p.Partners[i], &p.Partners[i].Entry)
	}
	if a := s.Agreement; a != nil {
		add(x, entry{kind: agreement, section: s, tense: present, when: a.Signed}, a, &a.Entry)
	}
	for _, a := range s.Earlier {
		add(x, entry{kind: agreement, section: s, tense: past, when: a.Signed}, a, &a.Entry)
	}
	for _, c := range s.Committees {
		add(x, entry{kind: committee, section: s}, c, &c.Entry)
	}
	for _, c := range s.Commitments {
		add(x, entry{kind: commitment, section: s}, c.Commitment, &c.Commitment.Entry)
		if c.Now != nil {
			add(x, entry{kind: progress, section: s, since: c.Now.From}, c.Now, &c.Now.Entry)
		}
	}
	for _, list := range [][]report.Meeting{s.Meetings, s.Announced} {
		for i := range list {
			m := list[i].Meeting
			add(x, entry{kind: meeting, section: s, tense: tenseOf(list[i].Status), when: list[i].When}, m, &m.Entry)
		}
	}
	for i := range s.Measures {
		m := s.Measures[i].Measure
		add(x, entry{kind: measure, section: s, tense: tenseOf(s.Measures[i].Status), when: s.Measures[i].When}, m, &m.Entry)
	}
	for i := range s.Plans {
		p := s.Plans[i].Plan
		e := entry{kind: plan, section: s, tense: ahead, when: p.When}
		if e.when.IsZero() {
			e.when = p.By
		}
		switch s.Plans[i].State {
		case report.Done, report.Dropped:
			e.tense = past
		case report.Overdue:
			e.tense = lapsed
		}
		add(x, e, p, &p.Entry)
	}
	for _, n := range s.NilReturns {
		add(x, entry{kind: nilReturn, section: s, tense: present, since: n.From}, n, &n.Entry)
	}
	for _, t := range s.Texts {
		e := entry{kind: passage, section: s, since: t.From}
		switch record.Question(t.Place) {
		case record.QDone, record.QMeeting, record.QResults:
			e.tense = past
		case record.QOpen, record.QPlanned:
			e.tense = ahead
		}
		add(x, e, t, &t.Entry)
	}
}

func tenseOf(s report.Status) tense {
	switch s {
	case report.Happened:
		return past
	case report.Running:
		return present
	case report.Announced:
		return ahead
	case report.Lapsed:
		return lapsed
	}
	return timeless
}

// at returns the place of a value, or that of the entry.
func (e *entry) at(key string) diag.Pos {
	if pos, ok := e.At[key]; ok {
		return pos
	}
	return e.Pos
}

// fieldOf is the name of the field that a key leads to: "amt" for "nrw[0].amt",
// "themen" for "themen[1]".
func fieldOf(key string) string {
	if i := strings.LastIndexByte(key, '.'); i >= 0 {
		key = key[i+1:]
	}
	name, _, _ := strings.Cut(key, "[")
	return name
}

// called is how a finding calls an entry, at the beginning of its sentence.
func (e *entry) called() string {
	switch v := e.value.(type) {
	case *record.Agreement:
		return "Die Vereinbarung"
	case *record.Committee:
		return "Das Gremium " + quoted(v.Name)
	case *record.Commitment:
		return "Der Punkt " + quoted(v.Agreed)
	case *record.Progress:
		return "Der Stand „" + v.From.Text() + "“"
	case *record.Meeting:
		if v.Name != "" {
			return "Die Begegnung " + quoted(v.Name)
		}
		return "Die Begegnung (" + v.Kind + ")"
	case *record.Measure:
		if v.Name != "" {
			return "Die Maßnahme " + quoted(v.Name)
		}
		return "Die Maßnahme"
	case *record.Plan:
		return "Die Planung " + quoted(v.What)
	}
	return "Der Text"
}

var innerQuotes = strings.NewReplacer("„", "‚", "“", "‘")

// quoted is what an entry says, in „…“, with its own quotation marks inside.
func quoted(s string) string { return diag.Quote(innerQuotes.Replace(s)) }

// period returns the days between which an entry takes place: its own time as
// far as that is bounded, and otherwise the Stichtag.
func (x *examiner) period(e *entry) (first, last date.Day) {
	first, last = e.when.First(), e.when.Last()
	if last.IsZero() {
		last = x.ed.AsOf
	}
	if first.IsZero() {
		first = last
	}
	if first.Compare(last) > 0 {
		last = first
	}
	return first, last
}

// dayNumber numbers days so that a month has 31 of them: enough to tell how far
// apart two days are, nearly.
func dayNumber(d date.Day) int { return (d.Year*12+d.Month)*31 + d.Day }

// monthsLater returns the day so many months later. It need not exist: it is
// there to be compared with.
func monthsLater(d date.Day, months int) date.Day {
	n := 12*d.Year + d.Month - 1 + months
	return date.Day{Year: n / 12, Month: n%12 + 1, Day: d.Day}
}
