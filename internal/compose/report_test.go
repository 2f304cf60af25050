package compose

import (
	"strings"
	"testing"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
)

// What an edition does not say leaves no gap.
func TestOptionalParts(t *testing.T) {
	edition := Edition{Topic: text("Thema", 0), AsOf: day(t, "2023-10-31")}
	house := House{State: text("Nordrhein-Westfalen", 0), OfficeGenitive: text("der Ministerin", 0)}
	question := &Request{Group: text("Fraktion der SPD", 0), Question: text("Wie steht es?", 0)}
	for _, tt := range []struct {
		template string
		data     Report
		want     string
	}{
		{"frage.tmpl", Report{Edition: edition, Request: question}, "## <a id=\"frage\"></a>Frage\n\nDie Fraktion der SPD hat um schriftliche Antwort auf folgende Frage gebeten:\n\n> Wie steht es?"},
		{"frage.tmpl", Report{Edition: Edition{Committee: text("Ausschuss", 0), Session: day(t, "2023-11-03")}, Request: question},
			"## <a id=\"frage\"></a>Frage\n\nZur Sitzung am 3.~November 2023 hat die Fraktion der SPD im Ausschuss um schriftliche Antwort auf folgende Frage gebeten:\n\n> Wie steht es?"},
		{"titelblatt.tmpl", Report{House: house, Edition: edition}, "für den Landtag Nordrhein-Westfalen"},
		{"titelblatt.tmpl", Report{House: house, Edition: edition}, "<!-- us:stand -->\n\nStand: 31.~Oktober 2023"},
		{"titelblatt.tmpl", Report{House: house, Edition: Edition{Date: day(t, "2023-10"), DocumentNumber: text("18/1234", 0)}}, "<!-- us:stand -->\n\nVorlage~18/1234\\\nOktober 2023"},
		{"brief.tmpl", Report{Edition: edition, Request: question, Letter: &Letter{}}, "auf Bitte der Fraktion der SPD übersende ich Ihnen den Bericht zum Thema „Thema“."},
		{"brief.tmpl", Report{Edition: edition, Request: &Request{Member: text("Frau Blask MdL", 0)}, Letter: &Letter{}}, "auf Bitte von Frau Blask MdL übersende ich Ihnen"},
		{"brief.tmpl", Report{Edition: edition, Letter: &Letter{}}, "hiermit übersende ich Ihnen"},
		{"brief.tmpl", Report{Edition: edition, Letter: &Letter{}}, "<!-- us:angaben -->\n\nStand: 31.~Oktober 2023"},
		{"brief.tmpl", Report{Edition: Edition{FileReference: text("I A 1", 0), Date: day(t, "2023-10")}, Letter: &Letter{Information: []Information{{Label: text("Telefon", 0), Value: text("123", 0)}}}},
			"<!-- us:angaben -->\n\nAktenzeichen: I A 1\\\nTelefon: 123\\\nDatum: Oktober 2023"},
		{"antwort.tmpl", Report{House: house, Edition: Edition{Regular: true, AsOf: day(t, "2023-09-30")}}, "unterrichtet die Landesregierung den Landtag über ihre Vereinbarungen mit ausländischen Partnern nach dem Stand vom 30.~September 2023."},
	} {
		got := filled(t, tt.template, &tt.data)
		if !strings.Contains(got, tt.want) {
			t.Errorf("%s:\n%s\nlacks\n%s", tt.template, got, tt.want)
		}
		if strings.Contains(got, "  ") || strings.Contains(got, "\n\n\n") {
			t.Errorf("%s has a gap:\n%q", tt.template, got)
		}
	}
}

// Run-in words stand where an edition wants them, each before a text of its own.
func TestRunIn(t *testing.T) {
	section := Section{
		RunIn:       true,
		Commitments: []Commitment{{Agreed: text("Vereinbart ist ein Rat.", 0), Done: text("Der Rat ist gebildet.", 0), Open: text("Eine Satzung fehlt.", 0)}},
		Events:      []Measure{{Sentence: text("Ein Fest fand statt.", 0), Happened: true}},
		Last:        &Meeting{Sentence: text("Zuletzt sprach man.", 0)},
		Steps:       []Step{{Plan: &Plan{What: text("die Satzung", 0), When: day(t, "2024"), Planned: true}}},
		answers:     map[record.Question]report.Answer{record.QDone: report.Answered, record.QMeeting: report.Answered, record.QOpen: report.Answered},
	}
	want := "Vereinbart ist ein Rat.\n\n**Umgesetzt.** Der Rat ist gebildet.\n\nEin Fest fand statt.\n\n**Letzte Begegnung.** Zuletzt sprach man.\n\n" +
		"**Offen.** Eine Satzung fehlt.\n\n**Geplant.** Die Satzung ist für das Jahr 2024 vorgesehen."
	if got := filled(t, "abschnitt.tmpl", section); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	section.Commitments = nil
	delete(section.answers, record.QOpen)
	want = "**Umgesetzt.** Ein Fest fand statt.\n\n**Letzte Begegnung.** Zuletzt sprach man.\n\n**Geplant.** Die Satzung ist für das Jahr 2024 vorgesehen."
	if got := filled(t, "abschnitt.tmpl", section); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	section.RunIn = false
	if got := filled(t, "abschnitt.tmpl", section); strings.Contains(got, "**") {
		t.Errorf("run-in words although the edition wants none:\n%s", got)
	}
}

// Each choice of columns has its heading, its summary and no empty cell.
func TestOverview(t *testing.T) {
	rows := []Row{
		{Anchor: text("a", 0), Partner: text("A", 0)},
		{Anchor: text("b", 0), Partner: text("B", 0), Agreement: &Agreement{Kind: text("Erklärung", 0), Signed: day(t, "2021-02")}, Done: true, Open: true,
			Last: &Meeting{kind: "Reise", Place: text("Gent", 0), When: day(t, "2023-10")}, Next: &Step{Plan: &Plan{What: text("eine Messe", 0), When: day(t, "2024")}}},
		{Anchor: text("c", 0), Partner: text("C", 0), Agreement: &Agreement{Kind: text("Erklärung", 0)}, Running: true,
			Last: &Meeting{kind: "Gespräch", Count: Count(3), When: day(t, "2023")}, Nil: &NilReturn{From: day(t, "2023-10-31"), question: "offen"}},
		{Anchor: text("d", 0), Partner: text("D", 0), Dropped: true, Next: &Step{Measure: &Measure{Name: text("das Fest", 0), When: day(t, "2024-05")}}, Nil: &NilReturn{}},
	}
	for _, tt := range []struct {
		choice Overview
		want   string
	}{
		{Overview{}, `| Partner | Vereinbarung | Letzte Begegnung | Nächster Schritt |
| --- | --- | --- | --- |
| [A](#a) | keine Angabe | keine Angabe | keine Angabe |
| [B](#b) | Erklärung (Februar~2021) | Reise nach Gent im Oktober~2023 | Messe (2024) |
| [C](#c) | Erklärung (Datum nicht angegeben) | Mehrere Gespräche im Jahr~2023 | keine offenen Punkte (Stand: 31.~Oktober~2023) |
| [D](#d) | keine Angabe | keine Angabe | Fest (Mai~2024) |`},
		{Overview{Meetings: true}, `| Partner | Letzte Begegnung | Nächster Schritt |
| --- | --- | --- |
| [A](#a) | keine Angabe | keine Angabe |
| [B](#b) | Reise nach Gent im Oktober~2023 | Messe (2024) |
| [C](#c) | Mehrere Gespräche im Jahr~2023 | keine offenen Punkte (Stand: 31.~Oktober~2023) |
| [D](#d) | keine Angabe | Fest (Mai~2024) |`},
		{Overview{State: true}, `| Partner | Vereinbarung | Umsetzung | Nächster Schritt |
| --- | --- | --- | --- |
| [A](#a) | keine Angabe | keine Angabe | keine Angabe |
| [B](#b) | Erklärung (Februar~2021) | teilweise umgesetzt | Messe (2024) |
| [C](#c) | Erklärung (Datum nicht angegeben) | in Arbeit | keine offenen Punkte (Stand: 31.~Oktober~2023) |
| [D](#d) | keine Angabe | entfallen | Fest (Mai~2024) |`},
	} {
		tt.choice.Rows = rows
		got := filled(t, "uebersicht.tmpl", &Report{Overview: tt.choice})
		if !strings.HasSuffix(got, "\n\n"+tt.want) {
			t.Errorf("got\n%s\nwant\n%s", got, tt.want)
		}
		if !strings.HasPrefix(got, "## <a id=\"uebersicht\"></a>Übersicht\n\n<!-- us:tabelle\nspalten: ") {
			t.Errorf("no heading or mark:\n%s", got)
		}
	}
}

// A Fehlanzeige has its sentence for every question; those of several
// ministries on one day are one sentence.
func TestNilReturns(t *testing.T) {
	ministry := func(q, day, genitive string) NilReturn {
		return NilReturn{question: record.Question(q), From: dayOf(day), Ministries: words(genitive)}
	}
	section := Section{nilReturns: []NilReturn{
		ministry("inhalt", "2023-10-01", "der Staatskanzlei"),
		ministry("umsetzung", "2023-10-02", "der Staatskanzlei"),
		ministry("offen", "2023-10-03", "der Staatskanzlei"),
		ministry("offen", "2023-10-03", "des Ministeriums der Finanzen"),
		ministry("offen", "2023-10-04", "des Ministeriums der Justiz"),
		ministry("planung", "2023-10-05", "der Staatskanzlei"),
		ministry("begegnung", "2023-10-06", "der Staatskanzlei"),
		ministry("ergebnis", "2023-10-07", "der Staatskanzlei"),
	}}
	want := `Zum Inhalt der Vereinbarung gibt es nach Mitteilung der Staatskanzlei nichts zu berichten (Stand: 1.~Oktober 2023).

Zur Umsetzung gibt es nach Mitteilung der Staatskanzlei nichts zu berichten (Stand: 2.~Oktober 2023).

Zu einer Begegnung ist es nach Mitteilung der Staatskanzlei nicht gekommen (Stand: 6.~Oktober 2023). Ergebnisse liegen nach Mitteilung der Staatskanzlei nicht vor (Stand: 7.~Oktober 2023).

Offene Punkte bestehen nach Mitteilung der Staatskanzlei und des Ministeriums der Finanzen nicht (Stand: 3.~Oktober 2023). Offene Punkte bestehen nach Mitteilung des Ministeriums der Justiz nicht (Stand: 4.~Oktober 2023).

Weitere Schritte sind nach Mitteilung der Staatskanzlei nicht geplant (Stand: 5.~Oktober 2023).`
	if got := filled(t, "abschnitt.tmpl", section); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func dayOf(s string) Date {
	d, err := date.Parse(s)
	if err != nil {
		panic(err)
	}
	return Date{d: d}
}
