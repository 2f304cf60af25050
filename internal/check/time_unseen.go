package check

import (
	"cmp"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
)

var unseenCodes = []Code{
	{"eintrag-unsichtbar", diag.Warning, "Ein Eintrag steht nicht in der neuesten Ausgabe, weil sein Datum (bei anderen sein ab) nach dem Stichtag liegt und kein stand ihn ankündigt. Oft ist das Jahr verschrieben, oder der stand fehlt; dann fehlt im Bericht, was hineingehört. Berichtigen Sie das Datum, ergänzen Sie den stand, oder lassen Sie den Eintrag für die nächste Ausgabe stehen. Ist die Ausgabe freigegeben, wird nur gemeldet, was mehr als ein Jahr nach dem Stichtag liegt."},
}

// unseen reports entries that no edition tells because their day has not come,
// and that nobody has announced. It looks at the newest edition only, and when
// that has been released, only at what cannot be meant for the one after it:
// facts for that one are collected all the time.
func (x *examiner) unseen() {
	set := x.ed.Set
	if x.ed.Record != report.Find(set, "") {
		return
	}
	u := unseen{examiner: x, told: make(map[any]bool, len(x.entries)), sections: make(map[*record.Partnership]*report.Section, len(x.sections))}
	for _, e := range x.entries {
		u.told[e.value] = true
	}
	for _, s := range x.sections {
		u.sections[s.Partnership] = s
	}
	for i := range set.Partnerships {
		u.partnership(&set.Partnerships[i])
	}
	for i := range set.Groups {
		g := &set.Groups[i]
		if u.told[g] {
			look(&u, g.Texts, func(p *record.Passage) (*record.Entry, date.Date) { return &p.Entry, p.From }, passage, "Der Text")
		}
	}
}

// unseen looks for what is not told.
type unseen struct {
	*examiner
	told     map[any]bool
	sections map[*record.Partnership]*report.Section // those that are told
}

// future reports whether what begins on a day is told only by editions to
// come, and is missed.
func (u *unseen) future(d date.Date) bool {
	limit := u.ed.AsOf
	if u.ed.Record.State == "freigegeben" {
		limit.Year++
	}
	return d.First().Compare(limit) > 0
}

// undecided reports whether a moment, „2023“, has begun and not ended, so that
// only a stand says that it has come.
func (u *unseen) undecided(d date.Date) bool {
	return u.ed.Record.State != "freigegeben" && !d.Interval() && d.First().Compare(u.ed.AsOf) <= 0 && d.Last().Compare(u.ed.AsOf) > 0
}

// mistyped reports whether an agreement's day is so far ahead that the loader
// has reported it.
func (u *unseen) mistyped(d date.Date) bool {
	limit := u.ed.AsOf
	limit.Year++
	return d.First().Compare(limit) > 0
}

func (u *unseen) partnership(p *record.Partnership) {
	if p.Kind == record.MainCooperation {
		return
	}
	if u.sections[p] == nil {
		u.wholePartnership(p)
		return
	}
	look(u, p.Agreements, func(a *record.Agreement) (*record.Entry, date.Date) { return &a.Entry, a.Signed }, agreement, "Die Vereinbarung")
	for i := range p.Commitments {
		look(u, p.Commitments[i].Progress, func(p *record.Progress) (*record.Entry, date.Date) { return &p.Entry, p.From }, progress, "Der Stand des Inhalts")
	}
	look(u, p.Meetings, func(m *record.Meeting) (*record.Entry, date.Date) {
		if m.Date.IsZero() {
			return &m.Entry, m.Since
		}
		return &m.Entry, m.Date
	}, meeting, "")
	look(u, p.Measures, func(m *record.Measure) (*record.Entry, date.Date) {
		if m.Date.IsZero() {
			return &m.Entry, m.Since
		}
		return &m.Entry, m.Date
	}, measure, "")
	look(u, p.NilReturns, func(n *record.NilReturn) (*record.Entry, date.Date) { return &n.Entry, n.From }, nilReturn, "Die Fehlanzeige")
	look(u, p.Texts, func(t *record.Passage) (*record.Entry, date.Date) { return &t.Entry, t.From }, passage, "Der Text")
}

// wholePartnership reports a partnership none of whose agreements has been
// signed.
func (u *unseen) wholePartnership(p *record.Partnership) {
	if len(p.Agreements) == 0 || !p.AsOf.IsZero() {
		return
	}
	for i := range p.Agreements {
		a := &p.Agreements[i]
		if !a.AsOf.IsZero() || u.mistyped(a.Signed) || !u.future(a.Signed) && !u.undecided(a.Signed) {
			return
		}
	}
	a := &p.Agreements[0]
	u.report("eintrag-unsichtbar", newUntold(a, &a.Entry, agreement), "unterzeichnet",
		"Prüfen Sie das Jahr. Ist die Vereinbarung am Stichtag schon unterzeichnet, ergänzen Sie den stand; sonst steht die Partnerschaft in der nächsten Ausgabe.",
		"„%s“ steht nicht in dieser Ausgabe: Nach ihrem Datum (%s) ist die Vereinbarung am Stichtag nicht sicher unterzeichnet.", p.Short, a.Signed.Text())
}

// look reports what is not told of a list of entries. when gives an entry's
// day; name is empty for what has a name.
func look[E any](u *unseen, list []E, when func(*E) (*record.Entry, date.Date), kind kind, name string) {
	var told map[string]bool // kennung of a version that is told
	for i := range list {
		if common, _ := when(&list[i]); common.ID != "" && u.told[&list[i]] {
			if told == nil {
				told = make(map[string]bool)
			}
			told[common.ID] = true
		}
	}
	for i := range list {
		common, day := when(&list[i])
		if u.told[&list[i]] || !common.AsOf.IsZero() || day.IsZero() || kind == agreement && u.mistyped(day) {
			continue
		}
		e := newUntold(&list[i], common, kind)
		subject := cmp.Or(name, e.called())
		future := u.future(day)
		switch from := kind == progress || kind == nilReturn || kind == passage; {
		case from && future:
			u.report("eintrag-unsichtbar", e, "ab", "Prüfen Sie Tag und Jahr; soll der Eintrag in diese Ausgabe, darf ab nicht nach dem "+u.ed.AsOf.Long()+" liegen.",
				"%s steht nicht in dieser Ausgabe: „ab“ (%s) liegt nach dem Stichtag.", subject, day.Text())
		case from || told[common.ID]: // a version without stand is the oldest
		case future:
			u.report("eintrag-unsichtbar", e, e.firstKey("datum", "seit", "unterzeichnet"), "Prüfen Sie das Jahr; steht es noch bevor, kündigt ein stand (der Tag der Meldung) es an.",
				"%s steht nicht in dieser Ausgabe: Das Datum (%s) liegt nach dem Stichtag, und kein stand kündigt sie an.", subject, day.Text())
		case u.undecided(day):
			u.report("eintrag-unsichtbar", e, e.firstKey("datum", "seit", "unterzeichnet"), "Nennen Sie den Tag oder den Monat; ist nicht mehr bekannt, ergänzen Sie den stand (den Tag der Meldung).",
				"%s steht nicht in dieser Ausgabe: Das Datum (%s) reicht über den Stichtag hinaus, und kein stand sagt, dass es schon so weit ist.", subject, day.Text())
		}
	}
}

// newUntold returns an entry that the edition does not tell.
func newUntold[E any](of *E, common *record.Entry, kind kind) *entry {
	return &entry{Entry: common, kind: kind, value: of, fingerprint: func() string { return record.Fingerprint(of) }}
}
