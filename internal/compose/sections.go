package compose

import (
	"unicode/utf8"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
)

// report makes the root of the template data. before is the edition before, or
// nil.
func (v *viewer) report(before *report.Edition) *Report {
	ed := v.ed
	house, rec := &ed.Set.House, ed.Record
	r := &Report{
		House: House{
			State:          v.text(&house.Entry, "land", house.State),
			Office:         v.text(&house.Entry, "amt", house.Office),
			OfficeGenitive: v.text(&house.Entry, "amt_genitiv", house.OfficeGenitive),
			Author:         v.text(&house.Entry, "verfasser", house.Author),
			ReturnAddress:  v.text(&house.Entry, "ruecksendeangabe", house.ReturnAddress),
			Sender:         v.texts(&house.Entry, "absender", house.Sender),
		},
		Edition: Edition{
			Topic:          v.text(&rec.Entry, "thema", rec.Topic),
			Committee:      v.text(&rec.Entry, "ausschuss", rec.Committee),
			DocumentNumber: v.text(&rec.Entry, "vorlage", rec.DocumentNo),
			FileReference:  v.text(&rec.Entry, "aktenzeichen", rec.FileRef),
			Remark:         v.prose(&rec.Entry, "hinweis", rec.Remark),
			Date:           v.date(&rec.Entry, "datum", rec.Date),
			AsOf:           v.date(&rec.Entry, "stichtag", date.FromDay(ed.AsOf)),
			Session:        v.date(&rec.Entry, "sitzung", rec.Session),
			Draft:          rec.State != "freigegeben",
			Sample:         rec.Sample,
			RunIn:          rec.RunIn,
			Contents:       rec.Contents != "keines",
			Regular:        rec.Occasion != "Berichtsbitte",
		},
	}
	if q := &rec.Request; !r.Edition.Regular && q.Question != "" {
		r.Request = &Request{
			Group:    v.text(&q.Entry, "fraktion", q.Group),
			Member:   v.text(&q.Entry, "abgeordnete", q.Member),
			Question: v.prose(&q.Entry, "frage", q.Question),
		}
	}
	if a := &rec.Addressee; len(a.Lines) > 0 {
		r.Letter = &Letter{
			Lines:         v.texts(&a.Entry, "zeilen", a.Lines),
			Salutation:    v.text(&a.Entry, "anrede", a.Salutation),
			Chair:         v.text(&a.Entry, "vorsitz", a.Chair),
			Signatory:     v.text(&rec.Signatory.Entry, "name", rec.Signatory.Name),
			SignatoryRole: v.text(&rec.Signatory.Entry, "amt", rec.Signatory.Office),
		}
		v.person(rec.Signatory.Name)
		for i := range rec.Contact {
			c := &rec.Contact[i]
			r.Letter.Information = append(r.Letter.Information, Information{Label: v.text(&c.Entry, "bezeichnung", c.Label), Value: v.text(&c.Entry, "wert", c.Value)})
		}
	}
	for _, p := range ed.Partners {
		r.Partners = append(r.Partners, Partner{Short: text(p.Short, 0), Who: text(p.Short, 0), With: text(p.With, 0)})
	}
	for _, p := range ed.Main {
		r.Main = append(r.Main, v.partner(p))
	}
	r.Overview = Overview{None: rec.Overview == "keine", Meetings: rec.Overview == "begegnungen", State: rec.Overview == "stand"}
	for i := range ed.Sections {
		r.Sections = append(r.Sections, v.section(&ed.Sections[i]))
		r.Overview.Rows = append(r.Overview.Rows, v.row(&ed.Sections[i], ed.Sections[i].Partnership.Slug))
	}
	for i := range ed.Groups {
		g := &ed.Groups[i]
		group := Group{
			Anchor: text(g.Group.Slug, 0),
			Short:  v.text(&g.Group.Entry, "kurz", g.Group.Short),
			Title:  v.text(&g.Group.Entry, "titel", g.Group.Title),
		}
		for _, p := range g.Texts {
			group.passages = append(group.passages, v.passage(p))
		}
		for j := range g.Sections {
			group.Sections = append(group.Sections, v.section(&g.Sections[j]))
			r.Overview.Rows = append(r.Overview.Rows, v.row(&g.Sections[j], g.Sections[j].Partnership.Slug))
		}
		r.Groups = append(r.Groups, group)
	}
	if rec.Changes && before != nil {
		r.Changes = v.changesPart(before)
	}
	return r
}

func (v *viewer) partner(p *record.Partnership) Partner {
	short := v.text(&p.Entry, "kurz", p.Short)
	out := Partner{Short: short, Who: short, With: short}
	if p.Who != "" {
		out.Who = v.text(&p.Entry, "wer", p.Who)
	}
	if p.With != "" {
		out.With = v.text(&p.Entry, "mit", p.With)
	}
	return out
}

// section makes the view of one partnership.
func (v *viewer) section(s *report.Section) Section {
	p := s.Partnership
	out := Section{Anchor: text(p.Slug, 0), Partner: v.partner(p), Agreement: v.agreement(s.Agreement), RunIn: v.ed.Record.RunIn}
	for _, a := range s.Earlier {
		out.Earlier = append(out.Earlier, *v.agreement(a))
	}
	for i := range s.Commitments {
		out.Commitments = append(out.Commitments, v.commitment(&s.Commitments[i]))
	}
	last := s.Last()
	if last != nil {
		m := v.meeting(s, last, 0)
		out.Last = &m
	}
	for i := range s.Meetings {
		if &s.Meetings[i] != last {
			out.Meetings = append(out.Meetings, v.meeting(s, &s.Meetings[i], len(out.Meetings)+1))
		}
	}
	for i := range s.Measures {
		m := &s.Measures[i]
		list := &out.Events
		switch m.Status {
		case report.Running:
			list = &out.Standing
		case report.Happened:
			if out.Last != nil && m.When.Last().Compare(last.When.Last()) > 0 {
				out.Last.Late = true
			}
		default:
			continue // among the steps
		}
		*list = append(*list, v.measure(m, len(*list)))
	}
	for _, step := range s.Steps() {
		out.Steps = append(out.Steps, v.step(s, &step, len(out.Steps)))
	}
	for i := range s.Plans {
		switch s.Plans[i].State {
		case report.Done:
			out.Kept = append(out.Kept, v.plan(&s.Plans[i], len(out.Kept)))
		case report.Dropped:
			out.GivenUp = append(out.GivenUp, v.plan(&s.Plans[i], len(out.GivenUp)))
		}
	}
	paragraphs(out.Meetings, func(m *Meeting) (int, *bool) { return m.size(), &m.Paragraph })
	paragraphs(out.Events, func(m *Measure) (int, *bool) { return m.size(), &m.Paragraph })
	paragraphs(out.Standing, func(m *Measure) (int, *bool) { return m.size(), &m.Paragraph })
	for _, c := range s.Committees {
		out.Committees = append(out.Committees, v.committee(c))
	}
	for _, n := range s.NilReturns {
		out.nilReturns = append(out.nilReturns, *v.nilReturn(n))
	}
	for _, t := range s.Texts {
		out.passages = append(out.passages, v.passage(t))
	}
	out.answers = make(map[record.Question]report.Answer, 6)
	for _, q := range report.Questions() {
		out.answers[q] = s.Answer(q)
	}
	return out
}

func (v *viewer) row(s *report.Section, anchor string) Row {
	r := s.Row()
	p := s.Partnership
	out := Row{
		Anchor:    text(anchor, 0),
		Partner:   v.text(&p.Entry, "kurz", p.Short),
		Agreement: v.agreement(s.Agreement),
	}
	if r.Last != nil {
		m := v.meeting(s, r.Last, 0)
		out.Last = &m
	}
	if r.Next != nil {
		step := v.step(s, r.Next, 0)
		out.Next = &step
	}
	if r.Nil != nil {
		out.Nil = v.nilReturn(r.Nil)
	}
	for _, c := range s.Commitments {
		if now := c.Now; now != nil {
			out.Done = out.Done || now.Done != ""
			out.Running = out.Running || now.Running != ""
			out.Open = out.Open || now.Open != ""
			out.Dropped = out.Dropped || now.Dropped != ""
		}
	}
	return out
}

func (v *viewer) step(section *report.Section, s *report.Step, turn int) Step {
	switch {
	case s.Meeting != nil:
		m := v.meeting(section, s.Meeting, turn)
		return Step{Meeting: &m}
	case s.Measure != nil:
		m := v.measure(s.Measure, turn)
		return Step{Measure: &m}
	}
	plan := v.plan(s.Plan, turn)
	return Step{Plan: &plan}
}

func (v *viewer) agreement(a *record.Agreement) *Agreement {
	if a == nil {
		return nil
	}
	return &Agreement{
		Title:  v.text(&a.Entry, "titel", a.Title),
		Kind:   v.text(&a.Entry, "art", a.Kind),
		Signed: v.date(&a.Entry, "unterzeichnet", a.Signed),
	}
}

func (v *viewer) committee(c *record.Committee) Committee {
	who := c.Who
	key := "wer"
	if who == "" {
		who, key = c.Name, "name"
	}
	return Committee{
		Name:   v.text(&c.Entry, "name", c.Name),
		Who:    v.text(&c.Entry, key, who),
		Rhythm: v.text(&c.Entry, "rhythmus", c.Rhythm),
		Place:  v.text(&c.Entry, "tagungsort", c.Place),
	}
}

func (v *viewer) commitment(c *report.Commitment) Commitment {
	out := Commitment{
		Sentence:    v.text(&c.Entry, "satz", c.Sentence),
		Agreed:      v.prose(&c.Entry, "vereinbart", c.Agreed),
		Responsible: v.texts(&c.Entry, "zustaendig", c.Responsible),
	}
	if now := c.Now; now != nil {
		out.Done = v.prose(&now.Entry, "umgesetzt", now.Done)
		out.Running = v.prose(&now.Entry, "laeuft", now.Running)
		out.Open = v.prose(&now.Entry, "offen", now.Open)
		out.Dropped = v.prose(&now.Entry, "entfallen", now.Dropped)
		if sentence := v.text(&now.Entry, "satz", now.Sentence); sentence != nil {
			if out.Done == nil && out.Running == nil && out.Dropped == nil {
				out.Open = sentence
			} else {
				out.Done, out.Running, out.Dropped = sentence, nil, nil
			}
		}
	}
	return out
}

func (v *viewer) meeting(s *report.Section, m *report.Meeting, turn int) Meeting {
	e := &m.Entry
	out := Meeting{
		Sentence:  v.text(e, "satz", m.Sentence),
		Turn:      turn,
		When:      v.when(e, m.When),
		Session:   m.Session,
		Count:     Count(m.Count),
		Name:      v.text(e, "name", m.Name),
		Place:     v.text(e, "ort", m.Place),
		Where:     v.text(e, "wo", m.Where),
		Occasion:  v.text(e, "anlass", m.Occasion),
		Ours:      v.people(e, "nrw", m.Ours),
		Theirs:    v.people(e, "gegenueber", m.Theirs),
		Topics:    v.texts(e, "themen", m.Topics),
		Results:   v.texts(e, "ergebnisse", m.Results),
		Text:      v.prose(e, "text", m.Text),
		Running:   m.Status == report.Running,
		Announced: m.Status == report.Announced,
		Lapsed:    m.Status == report.Lapsed,
		kind:      m.Kind,
	}
	if c := s.Committee(m.Committee); c != nil {
		committee := v.committee(c)
		out.Committee = &committee
	}
	return out
}

func (v *viewer) measure(m *report.Measure, turn int) Measure {
	e := &m.Entry
	return Measure{
		Sentence:    v.text(e, "satz", m.Sentence),
		Turn:        turn,
		Name:        v.text(e, "name", m.Name),
		Plural:      m.Plural,
		Series:      v.text(e, "reihe", m.Series),
		Topic:       v.text(e, "thema", m.Topic),
		Fields:      v.texts(e, "bereiche", m.Fields),
		When:        v.when(e, m.When),
		Count:       Count(m.Count),
		Place:       v.text(e, "ort", m.Place),
		Where:       v.text(e, "wo", m.Where),
		Occasion:    v.text(e, "anlass", m.Occasion),
		Bodies:      v.texts(e, "traeger", m.Bodies),
		Ours:        v.people(e, "nrw", m.Ours),
		Theirs:      v.people(e, "gegenueber", m.Theirs),
		Responsible: v.texts(e, "zustaendig", m.Responsible),
		Text:        v.prose(e, "text", m.Text),
		Announced:   m.Status == report.Announced,
		Running:     m.Status == report.Running,
		Lapsed:      m.Status == report.Lapsed,
		Happened:    m.Status == report.Happened,
		Undated:     m.When.IsZero(),
		kind:        m.Kind,
	}
}

func (v *viewer) plan(p *report.Plan, turn int) Plan {
	e := &p.Entry
	return Plan{
		Turn:      turn,
		Sentence:  v.text(e, "satz", p.Sentence),
		What:      v.text(e, "was", p.What),
		Plural:    p.Plural,
		When:      v.date(e, "termin", p.When),
		By:        v.date(e, "bis", p.By),
		DoneOn:    v.date(e, "erledigt", p.Plan.Done),
		DroppedOn: v.date(e, "entfallen", p.Plan.Dropped),
		Text:      v.prose(e, "text", p.Text),
		Planned:   p.State == report.Planned,
		Overdue:   p.State == report.Overdue,
		Done:      p.State == report.Done,
		Dropped:   p.State == report.Dropped,
	}
}

func (v *viewer) nilReturn(n *record.NilReturn) *NilReturn {
	out := &NilReturn{
		Sentence: v.text(&n.Entry, "satz", n.Sentence),
		From:     v.date(&n.Entry, "ab", n.From),
		question: n.Question,
	}
	for _, m := range v.ministries {
		if m.Short == n.Ministry {
			out.Ministries = []Text{v.text(&m.Entry, "genitiv", m.Genitive)}
		}
	}
	return out
}

func (v *viewer) passage(p *record.Passage) Passage {
	return Passage{Text: v.prose(&p.Entry, "text", p.Text), place: p.Place}
}

// paragraphLength is about how many characters of entries make a paragraph
// that is easy to read: five to six lines.
const paragraphLength = 450

// paragraphs says in a list of entries where a new paragraph begins.
func paragraphs[T any](list []T, of func(*T) (size int, paragraph *bool)) {
	filled := 0
	for i := range list {
		size, paragraph := of(&list[i])
		if *paragraph = filled > 0 && filled+size > paragraphLength; *paragraph {
			filled = 0
		}
		filled += size
	}
}

// size estimates how many characters the meeting's sentences take.
func (m *Meeting) size() int {
	if m.Sentence != nil {
		return length(m.Sentence, m.Text) + length(m.Results...)
	}
	return 60 + length(m.Occasion, m.Where, m.Text) + length(m.Topics...) + length(m.Results...) +
		length(m.Ours.Who(), m.Theirs.Who())
}

// size estimates how many characters the measure's sentences take.
func (m *Measure) size() int {
	if m.Sentence != nil {
		return length(m.Sentence, m.Text)
	}
	return 40 + length(m.Name, m.Topic, m.Occasion, m.Where, m.Text) + length(m.Fields...) + length(m.Bodies...)
}

func length(list ...Text) int {
	n := 0
	for _, t := range list {
		for _, f := range t {
			n += utf8.RuneCountInString(f.s)
		}
	}
	return n
}
