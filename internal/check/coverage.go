package check

import (
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
)

// Row says how the edition answers the committee's questions about one
// partnership.
type Row struct {
	Partner string
	Answers [6]report.Answer // in the order of report.Questions
}

// coverage returns the rows of all sections.
func (x *examiner) coverage() []Row {
	rows := make([]Row, len(x.sections))
	for i, s := range x.sections {
		rows[i].Partner = s.Partnership.Short
		for j, q := range report.Questions() {
			rows[i].Answers[j] = s.Answer(q)
		}
	}
	return rows
}

const coverageExplain = " Der Ausschuss stellt zu jeder Vereinbarung sechs Fragen; auf diese eine gibt der Bericht keine Antwort."

const nothingExplain = " Gibt es nichts zu berichten, tragen Sie eine [[fehlanzeige]] des Ressorts ein."

var coverageCodes = []Code{
	{"frage-inhalt", diag.Warning, "Es ist nicht gesagt, was die Vereinbarung enthält." + coverageExplain +
		" Tragen Sie einen Punkt als [[inhalt]] ein, oder sagen Sie es in einem [[text]] mit stelle = \"inhalt\"." + nothingExplain},
	{"frage-umsetzung", diag.Warning, "Es ist nicht gesagt, was von der Vereinbarung umgesetzt ist." + coverageExplain +
		" Beantwortet wird sie durch eine [[massnahme]], durch umgesetzt oder laeuft in [[inhalt.stand]], durch eine erledigte [[planung]] oder durch einen [[text]] mit stelle = \"umsetzung\"." + nothingExplain},
	{"frage-offen", diag.Warning, "Es ist nicht gesagt, was noch umzusetzen ist." + coverageExplain +
		" Beantwortet wird sie durch offen oder entfallen in [[inhalt.stand]] oder durch einen [[text]] mit stelle = \"offen\"." + nothingExplain},
	{"frage-planung", diag.Warning, "Es ist nicht gesagt, was geplant ist." + coverageExplain +
		" Beantwortet wird sie durch eine [[planung]], durch eine angekündigte [[begegnung]] oder [[massnahme]] oder durch einen [[text]] mit stelle = \"planung\"; was überfällig ist, zählt nicht." + nothingExplain},
	{"frage-begegnung", diag.Warning, "Es ist keine Begegnung mit dem Partner genannt." + coverageExplain +
		" Tragen Sie die letzte als [[begegnung]] ein, mit ihren Ergebnissen; nach diesen fragt check erst dann." + nothingExplain},
	{"frage-ergebnis", diag.Warning, "Zur letzten Begegnung ist kein Ergebnis genannt." + coverageExplain +
		" Beantwortet wird sie durch ergebnisse der Begegnung oder durch einen [[text]] mit stelle = \"ergebnis\"." + nothingExplain},
}

var coverageRules = []func(*examiner){(*examiner).questions}

// questions reports the questions that have no answer, each where it would be
// given.
func (x *examiner) questions() {
	heads := make(map[*report.Section]*entry)
	meetings := make(map[*record.Meeting]*entry)
	for _, e := range x.entries {
		switch {
		case e.kind == partnership && e.section != nil && heads[e.section] == nil, e.kind == agreement && e.tense == present:
			heads[e.section] = e // the agreement in force, or else the head of the file
		case e.kind == meeting:
			meetings[e.value.(*record.Meeting)] = e
		}
	}
	for _, s := range x.sections {
		head := heads[s]
		missing := func(q record.Question) bool { return s.Answer(q) == report.Unanswered }
		nothing := func(q record.Question) string {
			return "Ist nichts zu berichten, ergänzen Sie eine [[fehlanzeige]] mit frage = \"" + string(q) + "\"."
		}
		if missing(record.QAgreed) {
			x.report("frage-inhalt", head, "", "Ergänzen Sie einen [[inhalt]] mit vereinbart, soweit eine amtliche Quelle ihn nennt. "+nothing(record.QAgreed),
				"%s: Was vereinbart ist, steht nicht im Bericht.", partnerName(s))
		}
		if missing(record.QDone) {
			x.report("frage-umsetzung", head, "", "Ergänzen Sie eine [[massnahme]] oder unter einem [[inhalt]] einen [[inhalt.stand]] mit umgesetzt oder laeuft. "+nothing(record.QDone),
				"%s: Was umgesetzt ist und wie, steht nicht im Bericht.", partnerName(s))
		}
		if missing(record.QOpen) {
			x.report("frage-offen", head, "", "Ergänzen Sie unter einem [[inhalt]] einen [[inhalt.stand]] mit offen oder einen [[text]] mit stelle = \"offen\". "+nothing(record.QOpen),
				"%s: Was noch umzusetzen ist, steht nicht im Bericht.", partnerName(s))
		}
		if missing(record.QPlanned) {
			x.report("frage-planung", head, "", "Ergänzen Sie eine [[planung]]. "+nothing(record.QPlanned),
				"%s: Was geplant ist, steht nicht im Bericht.", partnerName(s))
		}
		if missing(record.QMeeting) {
			x.report("frage-begegnung", head, "", "Ergänzen Sie die letzte [[begegnung]] mit ihren ergebnissen. "+nothing(record.QMeeting),
				"%s: Im Bericht steht keine Begegnung.", partnerName(s))
		}
		if last := s.Last(); last != nil && missing(record.QResults) {
			x.report("frage-ergebnis", meetings[last.Meeting], "", "Ergänzen Sie hier ergebnisse. "+nothing(record.QResults),
				"%s: Zur letzten Begegnung (%s) steht kein Ergebnis im Bericht.", partnerName(s), last.When.Text())
		}
	}
}
