package compose

import (
	"strings"
	"testing"
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
		{"frage.tmpl", Report{Edition: edition, Request: question}, "## Frage\n\nDie Fraktion der SPD hat um schriftliche Antwort auf folgende Frage gebeten:\n\n> Wie steht es?"},
		{"frage.tmpl", Report{Edition: Edition{Committee: text("Ausschuss", 0), Session: day(t, "2023-11-03")}, Request: question},
			"## Frage\n\nZur Sitzung am 3.~November 2023 hat die Fraktion der SPD im Ausschuss um schriftliche Antwort auf folgende Frage gebeten:\n\n> Wie steht es?"},
		{"titelblatt.tmpl", Report{House: house, Edition: edition}, "für den Landtag Nordrhein-Westfalen"},
		{"titelblatt.tmpl", Report{House: house, Edition: edition}, "<!-- us:stand -->\n\nStand: 31.~Oktober 2023"},
		{"titelblatt.tmpl", Report{House: house, Edition: Edition{Date: day(t, "2023-10"), DocumentNumber: text("18/1234", 0)}}, "<!-- us:stand -->\n\nVorlage 18/1234\\\nOktober 2023"},
		{"brief.tmpl", Report{Edition: edition, Request: question, Letter: &Letter{}}, "auf Bitte der Fraktion der SPD übersende ich Ihnen den Bericht zum Thema „Thema“."},
		{"brief.tmpl", Report{Edition: edition, Request: &Request{Member: text("Frau Blask MdL", 0)}, Letter: &Letter{}}, "auf Bitte von Frau Blask MdL übersende ich Ihnen"},
		{"brief.tmpl", Report{Edition: edition, Letter: &Letter{}}, "hiermit übersende ich Ihnen"},
		{"brief.tmpl", Report{Edition: edition, Letter: &Letter{}}, "<!-- us:angaben -->\n\nStand: 31.~Oktober 2023"},
		{"brief.tmpl", Report{Edition: Edition{FileReference: text("I A 1", 0), Date: day(t, "2023-10")}, Letter: &Letter{Information: []Information{{text("Telefon", 0), text("123", 0)}}}},
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
	}
	want := "Vereinbart ist ein Rat.\n\n**Umgesetzt.** Der Rat ist gebildet.\n\nEin Fest fand statt.\n\n**Letzte Begegnung.** Zuletzt sprach man.\n\n" +
		"**Offen.** Eine Satzung fehlt.\n\n**Geplant.** Die Satzung ist für das Jahr 2024 vorgesehen."
	if got := filled(t, "abschnitt.tmpl", section); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	section.Commitments = nil
	want = "**Umgesetzt.** Ein Fest fand statt.\n\n**Letzte Begegnung.** Zuletzt sprach man.\n\n**Geplant.** Die Satzung ist für das Jahr 2024 vorgesehen."
	if got := filled(t, "abschnitt.tmpl", section); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	section.RunIn = false
	if got := filled(t, "abschnitt.tmpl", section); strings.Contains(got, "**") {
		t.Errorf("run-in words although the edition wants none:\n%s", got)
	}
}
