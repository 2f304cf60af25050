package compose

import (
	"io/fs"
	"slices"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/report"
)

// ChangesRoot is the template that ComposeChanges executes with [Changes].
const ChangesRoot = "aenderungen.tmpl"

// Changes is what is told otherwise than in an earlier edition.
type Changes struct {
	whole

	Before, After Date // the Stichtage
	Partnerships  []Changed
	Unchanged     []Text    // names of those without any
	More          Partners  // those of which a report has no room to tell all
	Rewritten     []Changed // what the earlier edition would tell otherwise today than it did
}

// Changed is a partnership, or a group, with its changes.
type Changed struct {
	whole

	Anchor  Text // of its section in the report; nil: it has none there
	Name    Text
	With    Partners // of a group its members
	Changes []Change
}

// Change is a change. Exactly one of Partnership and the entries is set: as it
// is told now, or if it no longer is (Is "gone"), as it was.
type Change struct {
	whole

	Partnership *Standing
	Agreement   *Agreement
	Committee   *Committee
	Commitment  *Commitment
	Meeting     *Meeting
	Measure     *Measure
	Plan        *Plan
	NilReturn   *NilReturn
	Passage     *Passage

	Foreseen       bool // the meeting or measure was announced before
	Again          bool // the change before it is of the same kind
	Further        bool // every other one that is: not to say the same word twice
	OldWhen, OldBy Date // its time before
	Old, New       Progress
	event          report.Event
}

// Is reports whether the change is of one of the events. One that does not
// exist is a mistake.
func (c Change) Is(events ...string) (bool, error) {
	return isOf(c.event.String(), events, report.Events())
}

// Standing says where a partnership is told of.
type Standing struct {
	whole

	Partner       Partner
	Agreement     *Agreement // nil: none known
	Main, WasMain bool       // among the main cooperation partners
}

// Progress says which states hold of a point of the agreement. Several may.
type Progress struct {
	whole

	Done, Running, Open, Dropped bool
}

// Mixed reports whether more than one holds.
func (p Progress) Mixed() bool {
	n := 0
	for _, holds := range []bool{p.Done, p.Running, p.Open, p.Dropped} {
		if holds {
			n++
		}
	}
	return n > 1
}

// At reports whether the passage stands in one of the places.
func (p Passage) At(places ...string) bool { return among(p.place, places) }

// ComposeChanges fills the templates with what has changed between two
// editions: Markdown of the report's dialect, without its head and its marks,
// for a message. sent is the earlier edition as it was sent, made from the
// records of that time; nil where they are not kept. With an error among the
// findings the draft is nil.
func ComposeChanges(sent, before, after *report.Edition, templates fs.FS) (*Draft, diag.List) {
	v := newViewer(after)
	view := v.changes(before, report.Diff(before, after))
	if sent != nil {
		view.Rewritten = v.changes(sent, report.Diff(sent, before)).Partnerships
	}
	output, findings := execute(templates, ChangesRoot, view)
	if findings.Failed() {
		return nil, findings
	}
	return v.draft(output, false), findings
}

// changes makes the view of the changes since an edition.
func (v *viewer) changes(before *report.Edition, list []report.Change) *Changes {
	out := &Changes{
		Before: v.date(&before.Record.Entry, "stichtag", date.FromDay(before.AsOf)),
		After:  v.date(&v.ed.Record.Entry, "stichtag", date.FromDay(v.ed.AsOf)),
	}
	changed := map[string]bool{}
	last := ""
	for i := range list {
		c := &list[i]
		name := unitName(c)
		if i == 0 || name != last {
			out.Partnerships = append(out.Partnerships, v.changed(c))
			changed[name] = true
			last = name
		}
		p := &out.Partnerships[len(out.Partnerships)-1]
		view := v.change(c)
		if n := len(p.Changes); n > 0 {
			before := &list[i-1]
			view.Again = before.Subject == c.Subject && p.Changes[n-1].event == view.event && p.Changes[n-1].Foreseen == view.Foreseen
			view.Further = view.Again && p.Changes[n-1].Again && !p.Changes[n-1].Further
		}
		p.Changes = append(p.Changes, view)
	}
	unchanged := func(sections []report.Section) {
		for i := range sections {
			if p := sections[i].Partnership; !changed["p "+p.Slug] {
				out.Unchanged = append(out.Unchanged, v.text(&p.Entry, "kurz", p.Short))
			}
		}
	}
	unchanged(v.ed.Sections)
	for i := range v.ed.Groups {
		unchanged(v.ed.Groups[i].Sections)
	}
	return out
}

// unitName tells the partnerships and the groups apart.
func unitName(c *report.Change) string {
	if c.Before.Group != nil || c.After.Group != nil {
		return "g " + c.Slug()
	}
	return "p " + c.Slug()
}

// changed makes the heading of a change's partnership or group.
func (v *viewer) changed(c *report.Change) Changed {
	told := c.After
	if told.Nothing() {
		told = c.Before
	}
	var out Changed
	switch {
	case told.Group != nil:
		out.Name = v.text(&told.Group.Entry, "kurz", told.Group.Short)
		for i := range told.Edition.Groups {
			g := &told.Edition.Groups[i]
			if g.Group != told.Group {
				continue
			}
			for j := range g.Sections {
				out.With = append(out.With, v.partner(g.Sections[j].Partnership))
			}
		}
	case told.Main != nil:
		out.With = Partners{v.partner(told.Main)}
	default:
		out.With = Partners{v.partner(told.Section.Partnership)}
	}
	if out.Name == nil {
		out.Name = out.With[0].Short
	}
	if told.Edition == v.ed && told.Main == nil {
		out.Anchor = text(c.Slug(), 0)
	}
	return out
}

// change makes the view of a change.
func (v *viewer) change(c *report.Change) Change {
	out := Change{event: c.Event(), Foreseen: c.Foreseen()}
	told := c.After
	if told.Nothing() {
		told = c.Before
		now := v.ministries
		v.ministries = told.Edition.Ministries()
		defer func() { v.ministries = now }()
	}
	switch c.Subject {
	case report.OfPartnership:
		out.Partnership = &Standing{Main: told.Main != nil, WasMain: c.Before.Main != nil}
		if told.Main != nil {
			out.Partnership.Partner = v.partner(told.Main)
		} else {
			out.Partnership.Partner = v.partner(told.Section.Partnership)
			out.Partnership.Agreement = v.agreement(told.Section.Agreement)
		}
	case report.OfAgreement:
		out.Agreement = v.agreement(told.Agreement)
	case report.OfMeeting:
		// The first turn begins with the date: it is not said that it was the last.
		m := v.meeting(told.Section, told.Meeting, 1)
		out.Meeting = &m
		if was := c.Before.Meeting; was != nil {
			out.OldWhen = v.when(&was.Entry, was.When)
		}
	case report.OfMeasure:
		m := v.measure(told.Measure, 0)
		out.Measure = &m
		if was := c.Before.Measure; was != nil {
			out.OldWhen = v.when(&was.Entry, was.When)
		}
	case report.OfCommitment:
		point := v.commitment(told.Commitment)
		out.Commitment = &point
		out.Old, out.New = progressOf(c.Before.Commitment), progressOf(c.After.Commitment)
	case report.OfPlan:
		plan := v.plan(told.Plan, 0)
		out.Plan = &plan
		if was := c.Before.Plan; was != nil {
			out.OldWhen, out.OldBy = v.date(&was.Entry, "termin", was.When), v.date(&was.Entry, "bis", was.By)
		}
	case report.OfNilReturn:
		out.NilReturn = v.nilReturn(told.NilReturn)
	case report.OfPassage:
		passage := v.passage(told.Passage)
		out.Passage = &passage
	case report.OfCommittee:
		committee := v.committee(told.Committee)
		out.Committee = &committee
	default:
		panic("compose: unknown subject of a change")
	}
	return out
}

func progressOf(c *report.Commitment) Progress {
	if c == nil {
		return Progress{}
	}
	p := c.Progress()
	return Progress{Done: p.Done, Running: p.Running, Open: p.Open, Dropped: p.Dropped}
}

// What a report has room for, so that the part about changes is no longer than
// a page, which takes 40 lines of some 60 characters: so many changes, in about
// so many characters. A partnership's item begins a line and leaves half of its
// last one empty.
const (
	mostChanges    = 20
	mostCharacters = 1850
	halfLine       = 30
)

// changesPart makes the view of the changes for the report itself: those that
// are not the house's own affair, each in short, and no more than fit on a
// page. First every partnership has one change told, then a second, and so on;
// which of them have more is said at the end. Unchanged stays empty.
func (v *viewer) changesPart(before *report.Edition) *Changes {
	list := slices.DeleteFunc(report.Diff(before, v.ed), func(c report.Change) bool { return c.Internal() })
	out := v.changes(before, list)
	out.Unchanged = nil
	told := make([]int, len(out.Partnerships)) // how many of its changes
	changes, characters := 0, 0
	for round, more := 0, true; more; round++ {
		more = false
		for i := range out.Partnerships {
			p := &out.Partnerships[i]
			if told[i] < round || round == len(p.Changes) {
				continue // it had no room before, or is told
			}
			p.Changes[round].shorten()
			size := p.Changes[round].size()
			if round == 0 {
				size += length(p.Name) + halfLine
			}
			if changes > 0 && (changes == mostChanges || characters+size > mostCharacters) {
				continue
			}
			told[i]++
			changes, characters, more = changes+1, characters+size, true
		}
	}
	all := out.Partnerships
	out.Partnerships = nil
	for i, p := range all {
		if told[i] < len(p.Changes) {
			out.More = append(out.More, p.With...)
		}
		if p.Changes = p.Changes[:told[i]]; told[i] > 0 {
			out.Partnerships = append(out.Partnerships, p)
		}
	}
	return out
}

// shorten takes away what makes more than a sentence or two of a change.
func (c *Change) shorten() {
	switch {
	case c.Meeting != nil:
		c.Meeting.Topics, c.Meeting.Results, c.Meeting.Text = nil, nil, nil
	case c.Measure != nil:
		m := c.Measure
		if m.Sentence != nil || m.Name != nil {
			m.Text = nil
		}
		m.Fields, m.Bodies, m.Ours, m.Theirs = nil, nil, nil, nil
	case c.Plan != nil:
		c.Plan.Text = nil
	}
}

// size estimates how many characters a shortened change takes.
func (c *Change) size() int {
	switch {
	case c.Meeting != nil:
		return c.Meeting.size()
	case c.Measure != nil:
		return c.Measure.size()
	case c.Plan != nil:
		return 40 + length(c.Plan.What, c.Plan.Sentence)
	case c.Commitment != nil:
		p := c.Commitment
		return 60 + length(p.Sentence, p.Agreed, p.Done, p.Running, p.Open, p.Dropped)
	case c.Agreement != nil:
		return 80 + length(c.Agreement.Title, c.Agreement.Kind)
	case c.NilReturn != nil:
		return 60 + length(c.NilReturn.Sentence) + length(c.NilReturn.Ministries...)
	case c.Committee != nil:
		return 40 + length(c.Committee.Who, c.Committee.Place)
	}
	return 100 // a passage is only mentioned
}
