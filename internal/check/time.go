package check

import (
	"slices"
	"strings"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
)

var timeCodes = slices.Concat([]Code{
	{"planung-ueberfaellig", diag.Warning, "Der letzte mögliche Tag einer Planung ist vorbei, und was aus ihr geworden ist, sagt niemand. Der Bericht müsste eingestehen, dass er es nicht weiß. Tragen Sie einen neuen Eintrag derselben kennung mit späterem stand ein: mit erledigt, mit entfallen oder mit dem neuen Termin."},
	{"ankuendigung-verstrichen", diag.Warning, "Eine Begegnung oder Maßnahme war nur angekündigt, und ihr Tag ist vorbei. Dass sie stattgefunden hat, folgt daraus nicht; der Bericht sagt es deshalb auch nicht. Tragen Sie eine Fassung derselben kennung ein, deren stand nach dem Ereignis liegt."},
	{"sitzung-ueberfaellig", diag.Warning, "Ein Gremium mit rhythmus hat länger nicht getagt, als es sein Rhythmus vorsieht, und keine Sitzung ist angekündigt oder geplant. Danach fragt der Ausschuss. Tragen Sie die letzte Sitzung als [[begegnung]] mit gremium oder die nächste als [[planung]] ein."},
	{"begegnung-vor-unterzeichnung", diag.Warning, "Eine Begegnung oder Maßnahme war mehr als ein halbes Jahr vor der Unterzeichnung der ältesten Vereinbarung schon vorbei. Meist ist das Jahr verschrieben, oder eine frühere Vereinbarung fehlt. Prüfen Sie das Datum, oder ergänzen Sie die frühere [[vereinbarung]]."},
	{"datum-fraglich", diag.Warning, "Ein Datum ist so unwahrscheinlich, dass sich der Blick lohnt: eine Planung, die schon vorbei war, als das Haus sie ankündigte, eine Ankündigung für ein fernes Jahr oder ein Ereignis vor mehr als 60 Jahren. Meist ist das Jahr verschrieben. Prüfen Sie die Angabe und den stand."},
	{"eintrag-nach-sitzung", diag.Hint, "Der Bericht kündigt etwas an, das am Tag der Ausschusssitzung (ohne sitzung: am Tag des Dokuments) nicht mehr bevorsteht. Im Ausschuss wird danach gefragt werden. Halten Sie eine Auskunft bereit, oder wählen Sie einen späteren Stichtag, der das Ergebnis aufnimmt."},
	{"stand-alt", diag.Hint, "Zu einer Partnerschaft hat seit dem Stichtag der vorigen Ausgabe niemand etwas Neues gemeldet und niemand das Alte bestätigt. Der Abschnitt ist derselbe wie zuvor, und ob er noch stimmt, ist ungewiss. Fragen Sie die Ressorts, und tragen Sie das Neue ein. Bestätigen sie das Alte, ergänzen Sie bestaetigt mit dem Tag ihrer Antwort, am Anfang der Datei oder bei einem ihrer Einträge."},
}, unseenCodes, timeWordCodes, proseDateCodes)

var timeRules = []func(*examiner){
	(*examiner).lapses,
	(*examiner).beforeSignature,
	(*examiner).doubtfulDates,
	(*examiner).overAtSession,
	(*examiner).nothingNew,
	(*examiner).sessions,
	(*examiner).unseen,
	(*examiner).timeWords,
	(*examiner).lastOfAll,
	(*examiner).proseDates,
}

// whenKey returns the key of the value that says when an entry takes place; of
// an interval, that of its end.
func (e *entry) whenKey() string {
	return e.firstKey("datum", "termin", "bis", "seit")
}

// firstKey returns the first of the keys that the entry has, or "".
func (e *entry) firstKey(keys ...string) string {
	for _, key := range keys {
		if _, ok := e.At[key]; ok {
			return key
		}
	}
	return ""
}

// sameID says how a new version of an entry is made known as one.
func (e *entry) sameID() string {
	if e.ID == "" {
		return "derselben kennung (sie fehlt hier noch)"
	}
	return "kennung = \"" + e.ID + "\""
}

// announcedTooLate reports whether a plan was over when the house announced it.
func (e *entry) announcedTooLate() bool {
	p, ok := e.value.(*record.Plan)
	return ok && p.Done.IsZero() && p.Dropped.IsZero() && !e.when.Last().IsZero() && e.when.Last().Compare(p.AsOf.First()) < 0
}

// lapses reports what was planned or announced, and whose time has passed.
func (x *examiner) lapses() {
	for _, e := range x.entries {
		if e.tense != lapsed {
			continue
		}
		last := e.when.Last()
		if last.IsZero() { // it must have begun by then
			last = e.when.Begin().Last()
		}
		switch {
		case e.announcedTooLate(): // that is said, and more, by doubtfulDates
		case e.kind == plan:
			x.report("planung-ueberfaellig", e, e.whenKey(),
				"Tragen Sie einen neuen Eintrag mit "+e.sameID()+" und späterem stand ein: mit erledigt, mit entfallen oder mit dem neuen Termin.",
				"%s ist überfällig: Ihr letzter möglicher Tag war %s.", e.called(), theDay(last))
		default:
			x.report("ankuendigung-verstrichen", e, e.whenKey(),
				"Tragen Sie einen neuen Eintrag mit "+e.sameID()+" und einem stand nach dem Ereignis ein: mit dem, was geschehen ist, mit dem neuen Datum oder mit einem satz, dass es ausgefallen ist.",
				"%s war nur angekündigt; der letzte mögliche Tag war %s.", e.called(), theDay(last))
		}
	}
}

// theDay returns a day as it stands after „war“: „der 31. Mai 2024“.
func theDay(d date.Day) string { return "der " + d.Long() }

// preparation is how many months before the signature what prepares it may
// lie.
const preparation = 6

// beforeSignature reports meetings and measures from before the partnership's
// earliest agreement. Where that one renews another, or one has no date, the
// beginning is unknown.
func (x *examiner) beforeSignature() {
	earliest := make(map[*report.Section]*record.Agreement, len(x.sections))
	for _, s := range x.sections {
		if s.Agreement == nil {
			continue
		}
		first := s.Agreement
		for _, a := range append(slices.Clone(s.Earlier), s.Agreement) {
			if a.Signed.IsZero() || a.Signed.Compare(first.Signed) < 0 {
				first = a
			}
		}
		if !first.Signed.IsZero() && first.Replaces == "" && !strings.Contains(strings.ToLower(first.Title), "erneuer") {
			earliest[s] = first
		}
	}
	for _, e := range x.entries {
		a := earliest[e.section]
		if a == nil || e.kind != meeting && e.kind != measure || e.when.Last().IsZero() {
			continue
		}
		if monthsLater(e.when.Last(), preparation).Compare(a.Signed.First()) < 0 {
			x.report("begegnung-vor-unterzeichnung", e, e.whenKey(), "Prüfen Sie das Jahr. Gab es eine frühere Vereinbarung, ergänzen Sie sie als [[vereinbarung]] oder nennen Sie sie unter loest_ab der ältesten.",
				"%s war schon vorbei (%s), als die älteste Vereinbarung unterzeichnet wurde (%s).", e.called(), e.when.Text(), a.Signed.Text())
		}
	}
}

// Years beyond which a date is more likely mistyped than meant. Aims („bis
// 2045“) reach farther than appointments.
const (
	farAppointment = 10
	farAim         = 30
	longAgo        = 60
)

// doubtfulDates reports dates that are hardly meant.
func (x *examiner) doubtfulDates() {
	year := x.ed.AsOf.Year
	for _, e := range x.entries {
		if e.kind != meeting && e.kind != measure && e.kind != plan || e.when.IsZero() {
			continue
		}
		begin, last := e.when.First(), e.when.Last()
		far := farAppointment
		if begin.IsZero() || e.kind == plan && e.whenKey() == "bis" {
			begin, far = last, farAim
		}
		switch {
		case e.announcedTooLate():
			x.report("datum-fraglich", e, e.whenKey(), "Prüfen Sie das Jahr. Stimmt es, setzen Sie erledigt oder entfallen.",
				"%s war schon vorbei (%s), als das Haus sie ankündigte (stand: %s).", e.called(), e.when.Text(), e.AsOf.Text())
		case e.tense == ahead && begin.Year > year+far:
			x.report("datum-fraglich", e, e.whenKey(), "Prüfen Sie das Jahr; stimmt es, nehmen Sie die Meldung mit [[hingenommen]] hin.",
				"%s liegt %d Jahre nach dem Stichtag (%s).", e.called(), begin.Year-year, e.when.Text())
		case e.kind != plan && e.tense == past && !last.IsZero() && last.Year < year-longAgo:
			x.report("datum-fraglich", e, e.whenKey(), "Prüfen Sie das Jahr; stimmt es, nehmen Sie die Meldung mit [[hingenommen]] hin.",
				"%s liegt %d Jahre vor dem Stichtag (%s).", e.called(), year-last.Year, e.when.Text())
		}
	}
}

// overAtSession reports what the edition announces although it will be over
// when the committee reads of it.
func (x *examiner) overAtSession() {
	day, which := x.ed.Record.Session, "am Tag der Ausschusssitzung"
	if day.IsZero() {
		day, which = x.ed.Record.Date, "am Tag des Dokuments"
	}
	if day.IsZero() || day.Coarse() || day.Interval() || monthsLater(x.ed.AsOf, late).Compare(day.First()) < 0 {
		return // too late is mistyped, and reported as such
	}
	for _, e := range x.entries {
		if e.tense != ahead || e.kind != meeting && e.kind != measure && e.kind != plan || e.when.Last().IsZero() {
			continue
		}
		if e.when.Last().Compare(day.First()) <= 0 {
			x.report("eintrag-nach-sitzung", e, e.whenKey(), "Halten Sie eine Auskunft bereit; oder wählen Sie einen späteren stichtag, und tragen Sie ein, was daraus geworden ist.",
				"%s wird angekündigt (%s), steht aber %s (%s) nicht mehr bevor.", e.called(), e.when.Text(), which, day.Text())
		}
	}
}

// lastWord returns the time of the last day on which the house may have said
// so, as far as the entry tells: of its stand, ab or bestaetigt, or, of what has
// taken place, its own; zero where it does not.
func (e *entry) lastWord() date.Date {
	word := e.since
	later := func(d date.Date) {
		if d.Last().Compare(word.Last()) > 0 {
			word = d
		}
	}
	later(e.AsOf)
	later(e.Confirmed)
	switch e.kind {
	case meeting, measure:
		if e.tense == past {
			later(e.when)
		}
	case agreement:
		later(e.when)
	case plan:
		p := e.value.(*record.Plan)
		later(p.Done)
		later(p.Dropped)
	}
	return word
}

// newsSince reports whether an entry was said, confirmed, has taken place or
// begun after a day, or may have.
func (e *entry) newsSince(day date.Day) bool {
	return e.lastWord().Last().Compare(day) > 0 || e.tense == present && e.when.Begin().Last().Compare(day) > 0
}

// nothingNew reports partnerships of which nobody has said anything since the
// edition before.
func (x *examiner) nothingNew() {
	if x.before == nil {
		return
	}
	told := make(map[*record.Partnership]bool)
	for i := range x.before.Sections {
		told[x.before.Sections[i].Partnership] = true
	}
	for i := range x.before.Groups {
		for j := range x.before.Groups[i].Sections {
			told[x.before.Groups[i].Sections[j].Partnership] = true
		}
	}
	limit := x.before.AsOf
	heads, news := make(map[*report.Section]*entry), make(map[*report.Section]bool)
	for _, e := range x.entries {
		if e.section == nil {
			continue
		}
		if e.kind == partnership {
			heads[e.section] = e
			for _, a := range e.value.(*record.Partnership).Accepted {
				// To accept this very finding must not take it away: the acceptance
				// would then be told that there is nothing to accept.
				news[e.section] = news[e.section] || a.Code != "stand-alt" && a.On.Last().Compare(limit) > 0
			}
		}
		news[e.section] = news[e.section] || e.newsSince(limit)
	}
	for _, s := range x.sections {
		if news[s] || !told[s.Partnership] {
			continue
		}
		x.report("stand-alt", heads[s], "", "Fragen Sie die zuständigen Ressorts. Haben sie nichts Neues, ergänzen Sie hier bestaetigt mit dem Tag ihrer Antwort.",
			"%s: Seit dem Stichtag der vorigen Ausgabe (%s) ist nichts neu gemeldet und nichts bestätigt.", partnerName(s), limit.Long())
	}
}
