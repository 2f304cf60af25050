package compose

import (
	"fmt"
	"strconv"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
)

// The types of this file are what a template sees. They hold no bare string (a
// test looks through them by reflection): every word of a record is a Text.

// Report is the data of bericht.tmpl, the root of the templates.
type Report struct {
	whole

	House    House
	Edition  Edition
	Request  *Request // nil: a regular edition that nobody asked for
	Letter   *Letter  // nil: no letter
	Partners Partners // all with an agreement, each once
	Main     Partners // main cooperation partners
	Overview Overview
	Changes  *Changes // since the edition before; nil: the report does not tell of them
	Sections []Section
	Groups   []Group
}

// House is the sender.
type House struct {
	whole

	State, Office, OfficeGenitive Text
	Author                        Text
	ReturnAddress                 Text
	Sender                        []Text
}

// Edition is the issue of the report.
type Edition struct {
	whole

	Topic, Committee     Text
	DocumentNumber       Text // the Landtag's Vorlage number
	FileReference        Text
	Remark               Text // a passage of this edition's own for the answer
	Date, AsOf, Session  Date
	Draft, Sample, RunIn bool
	Contents             bool // it has a table of contents
	Regular              bool // nobody asked for it
}

// Request is who asked what.
type Request struct {
	whole

	Group, Member, Question Text
}

// Letter is the cover letter.
type Letter struct {
	whole

	Lines                    []Text
	Salutation, Chair        Text
	Signatory, SignatoryRole Text
	Information              []Information
}

// Information is a line of the letter's information block.
type Information struct {
	whole

	Label, Value Text
}

// Partner is a name for lists of partners.
type Partner struct {
	whole

	Short Text
	Who   Text // nominative, with article where the language wants one
	With  Text // dative
}

// Partners are names for a list.
type Partners []Partner

// Who lists them in the nominative: „die Benelux-Länder, Israel und Japan“.
func (p Partners) Who() Text { return p.list(func(q Partner) Text { return q.Who }) }

// With lists them in the dative: „Ungarn, der Wallonie und Ghana“.
func (p Partners) With() Text { return p.list(func(q Partner) Text { return q.With }) }

func (p Partners) list(form func(Partner) Text) Text {
	names := make([]Text, len(p))
	for i, q := range p {
		names[i] = form(q)
	}
	return enumerate(names)
}

// Overview is the table's data; which columns it gets is the templates' matter.
type Overview struct {
	whole

	None, Meetings, State bool // the edition's choice; none of them: the standard columns
	Rows                  []Row
}

// Row is an agreement's row of the overview.
type Row struct {
	whole

	Anchor                       Text
	Partner                      Text
	Agreement                    *Agreement
	Last                         *Meeting
	Next                         *Step // nil: none known
	Nil                          *NilReturn
	Done, Running, Open, Dropped bool // what has become of points of the agreement
}

// Section is what the report tells of one partnership.
type Section struct {
	whole

	Anchor      Text
	Partner     Partner
	Agreement   *Agreement
	Earlier     []Agreement
	Commitments []Commitment
	Last        *Meeting  // the last that has happened
	Meetings    []Meeting // the others that have happened or run, latest first
	Standing    []Measure // running
	Events      []Measure // past
	Steps       []Step    // what lies ahead and what is overdue, the soonest first
	Kept        []Plan    // done
	GivenUp     []Plan    // dropped
	Committees  []Committee
	RunIn       bool // the edition wants bold run-in words
	passages    []Passage
	nilReturns  []NilReturn
	answers     map[record.Question]report.Answer
}

// Implemented reports whether there is anything to say about what was carried out.
func (s Section) Implemented() bool { return s.answers[record.QDone] != report.Unanswered }

// EventsApart reports whether the past events had better begin a paragraph of
// their own: when something else stands before them.
func (s Section) EventsApart() bool { return !s.RunIn || s.carriedOut() }

// carriedOut reports whether anything but past events was carried out.
func (s Section) carriedOut() bool {
	for _, c := range s.Commitments {
		if c.Done != nil || c.Running != nil {
			return true
		}
	}
	return len(s.Standing)+len(s.Kept)+len(s.Texts("umsetzung"))+len(s.Nil("umsetzung")) > 0
}

// Met reports whether there is anything to say about meetings.
func (s Section) Met() bool {
	return s.answers[record.QMeeting] != report.Unanswered || s.answers[record.QResults] != report.Unanswered
}

// Pending reports whether there is anything to say about what is still open.
func (s Section) Pending() bool { return s.answers[record.QOpen] != report.Unanswered }

// Ahead reports whether there is anything to say about what is planned, be it
// that its time has passed.
func (s Section) Ahead() bool {
	return len(s.Steps) > 0 || s.answers[record.QPlanned] != report.Unanswered
}

// Texts returns the free passages for a place of the section: "einleitung",
// "inhalt", "umsetzung", "begegnung", "ergebnis", "offen" or "planung".
func (s Section) Texts(place string) []Passage { return at(s.passages, place) }

// Nil returns the Fehlanzeigen for one of the committee's questions. Those of
// several ministries on the same day are one.
func (s Section) Nil(question string) []NilReturn {
	var found []NilReturn
	for _, n := range s.nilReturns {
		if string(n.question) != question {
			continue
		}
		if last := len(found) - 1; last >= 0 && found[last].From.d == n.From.d && n.Sentence == nil && found[last].Sentence == nil {
			found[last].Ministries = append(found[last].Ministries[:len(found[last].Ministries):len(found[last].Ministries)], n.Ministries...)
			continue
		}
		found = append(found, n)
	}
	return found
}

// Step is something that lies ahead: exactly one of the three is set.
type Step struct {
	whole

	Meeting *Meeting
	Measure *Measure
	Plan    *Plan
}

// Group is a group of partnerships told together.
type Group struct {
	whole

	Anchor       Text
	Short, Title Text
	Sections     []Section
	passages     []Passage
}

// Passages returns the group's common passages, wherever the record places them.
func (g Group) Passages() []Passage { return g.passages }

func at(list []Passage, place string) []Passage {
	var found []Passage
	for _, p := range list {
		if string(p.place) == place {
			found = append(found, p)
		}
	}
	return found
}

// Passage is free prose.
type Passage struct {
	whole

	Text  Text
	place string
}

// NilReturn is a ministry's word that there is nothing to report.
type NilReturn struct {
	whole

	Sentence   Text
	Ministries []Text // genitive, with article
	From       Date
	question   record.Question
}

// About reports whether it answers one of the questions.
func (n NilReturn) About(questions ...string) bool { return among(string(n.question), questions) }

// Agreement is a signed text.
type Agreement struct {
	whole

	Title, Kind Text
	Signed      Date
}

// Committee is a standing body.
type Committee struct {
	whole

	Name, Who, Rhythm, Place Text
}

// Commitment is a point of the agreement and what became of it.
type Commitment struct {
	whole

	Sentence                     Text
	Agreed                       Text
	Responsible                  []Text
	Done, Running, Open, Dropped Text
}

// Meeting is a meeting.
type Meeting struct {
	whole

	Sentence        Text
	Turn            int  // 0 for the last meeting, then counting
	Paragraph       bool // a new paragraph had better begin here
	When            Date
	Session         int
	Count           Count
	Committee       *Committee
	Name, Place     Text
	Where, Occasion Text
	Ours, Theirs    People
	Topics, Results []Text
	Text            Text
	Running         bool
	Announced       bool
	Lapsed          bool // was only announced, and its time has passed
	Late            bool // of the last meeting: something else the section tells was later
	kind            string
}

// Is reports whether the meeting is of one of the kinds. One that does not
// exist is a mistake.
func (m Meeting) Is(kinds ...string) (bool, error) { return isOf(m.kind, kinds, record.MeetingKinds) }

// Opening says how the meeting's sentence opens, so that no two neighbours open
// alike: 0 with „Zuletzt“, 1 with the date, 2 with the person, and 3, for a
// last meeting that something later stands before, with „Die letzte Begegnung“.
func (m Meeting) Opening() int {
	switch {
	case m.Turn > 0:
		return 2 - m.Turn%2
	case m.Count.Many():
		return 1
	case m.Late:
		return 3
	}
	return 0
}

// Kind returns the kind's German word.
func (m Meeting) Kind() Text { return text(m.kind, 0) }

// Measure is what carries the agreement out.
type Measure struct {
	whole

	Sentence                     Text
	Turn                         int  // counts the measures of their list from 0
	Paragraph                    bool // a new paragraph had better begin here
	Name                         Text
	Plural                       bool
	Series, Topic                Text
	Fields                       []Text
	When                         Date
	Count                        Count
	Place, Where, Occasion       Text
	Bodies                       []Text
	Ours, Theirs                 People
	Responsible                  []Text
	Text                         Text
	Announced, Running, Happened bool
	Lapsed                       bool // was only announced, and its time has passed
	Undated                      bool
	kind                         string
}

// Is reports whether the measure is of one of the kinds. One that does not
// exist is a mistake.
func (m Measure) Is(kinds ...string) (bool, error) { return isOf(m.kind, kinds, record.MeasureKinds) }

// Plan is what is intended.
type Plan struct {
	whole

	Sentence                        Text
	Turn                            int // counts the plans of their list from 0
	What                            Text
	Plural                          bool
	When, By                        Date
	DoneOn, DroppedOn               Date
	Text                            Text
	Planned, Overdue, Done, Dropped bool
}

// Count is a number of times. {{if}} sees whether it is said.
type Count int

// Many reports whether it is more than one.
func (c Count) Many() bool { return c > 1 || c == Count(record.Several) }

// Times returns „zweimal“, „mehrmals“, or nothing for one and unsaid.
func (c Count) Times() Text {
	words := []string{2: "zweimal", "dreimal", "viermal", "fünfmal", "sechsmal", "siebenmal", "achtmal", "neunmal", "zehnmal", "elfmal", "zwölfmal"}
	switch {
	case c == Count(record.Several):
		return text("mehrmals", 0)
	case c < 2:
		return nil
	case int(c) < len(words):
		return text(words[c], 0)
	}
	return text(fmt.Sprintf("%d-mal", int(c)), 0)
}

// Words returns „zwei“, „mehrere“, or nothing for one and unsaid.
func (c Count) Words() Text {
	words := []string{2: "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"}
	switch {
	case c == Count(record.Several):
		return text("mehrere", 0)
	case c < 2:
		return nil
	case int(c) < len(words):
		return text(words[c], 0)
	}
	return text(strconv.Itoa(int(c)), 0)
}

// Date is a date with its German phrases. {{if .When.Known}} asks whether there is one.
type Date struct {
	whole

	d      date.Date
	origin int
}

// Known reports whether there is a date.
func (d Date) Known() bool { return !d.d.IsZero() }

// Text returns the date without preposition.
func (d Date) Text() Text { return d.phrase(date.Date.Text) }

// On returns the date with its preposition: „am 3. November 2023“, „im Jahr 2024“.
func (d Date) On() Text { return d.phrase(date.Date.On) }

// Since returns „seit März 2021“.
func (d Date) Since() Text { return d.phrase(date.Date.Since) }

// Until returns „bis Ende 2024“.
func (d Date) Until() Text { return d.phrase(date.Date.Until) }

// Starting returns „ab dem 5. November 2023“.
func (d Date) Starting() Text { return d.phrase(date.Date.Starting) }

// For returns „für Frühjahr 2024“.
func (d Date) For() Text { return d.phrase(date.Date.For) }

// Open reports whether the date is an interval without an end.
func (d Date) Open() bool { return d.Known() && d.d.Last().IsZero() }

func (d Date) phrase(f func(date.Date) string) Text {
	if !d.Known() {
		return nil
	}
	return text(f(d.d), d.origin)
}

func isOf(kind string, kinds, all []string) (bool, error) {
	for _, k := range kinds {
		if !among(k, all) {
			return false, fmt.Errorf("there is no kind %q", k)
		}
	}
	return among(kind, kinds), nil
}

func among(kind string, kinds []string) bool {
	for _, k := range kinds {
		if k == kind {
			return true
		}
	}
	return false
}

// whole is in every view: printed as it is, and not field by field, a view is a
// template's mistake, and what it holds must not reach the draft unescaped.
type whole struct{}

// String returns the mark by which execute finds the mistake.
func (whole) String() string { return string(rune(markWhole)) }

// viewer makes the views and remembers where their texts come from.
type viewer struct {
	ed         *report.Edition
	ministries []*record.Ministry // of the Stichtag
	origins    []diag.Pos         // by index; 0 is unused
	once       map[string]int     // optional stretches by what they say
	names      []string           // of persons, word by word
}

func newViewer(ed *report.Edition) *viewer {
	return &viewer{ed: ed, ministries: ed.Ministries(), origins: make([]diag.Pos, 1), once: map[string]int{}}
}

// origin returns the index of a value's place.
func (v *viewer) origin(e *record.Entry, key string) int {
	pos, ok := e.At[key]
	if !ok {
		pos = e.Pos
	}
	if pos.IsZero() {
		return 0
	}
	v.origins = append(v.origins, pos)
	return len(v.origins) - 1
}

func (v *viewer) text(e *record.Entry, key, s string) Text {
	if s == "" {
		return nil
	}
	return text(s, v.origin(e, key))
}

func (v *viewer) prose(e *record.Entry, key, s string) Text {
	if s == "" {
		return nil
	}
	return prose(s, v.origin(e, key))
}

func (v *viewer) texts(e *record.Entry, key string, list []string) []Text {
	var t []Text
	for i, s := range list {
		t = append(t, v.text(e, fmt.Sprintf("%s[%d]", key, i), s))
	}
	return t
}

// when makes the date of what takes place at a time or in an interval.
func (v *viewer) when(e *record.Entry, d date.Date) Date {
	key := "datum"
	if _, ok := e.At[key]; !ok {
		key = "seit"
	}
	return v.date(e, key, d)
}

func (v *viewer) date(e *record.Entry, key string, d date.Date) Date {
	if d.IsZero() {
		return Date{}
	}
	return Date{d: d, origin: v.origin(e, key)}
}
