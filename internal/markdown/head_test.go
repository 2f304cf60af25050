package markdown

import (
	"fmt"
	"strings"
	"testing"

	"umsetzungsstand/internal/date"
)

// headWith returns a draft whose head says as much as it has to, and a line more.
func headWith(line string) []byte {
	return []byte("<!-- us:dokument 1\nedition: x\ntitel: x\nverfasser: x\n" + line + "\n-->\n<!-- us:teil bericht -->\n\nText\n")
}

// TestHeadDate: a date is one of the calendar, and may be missing.
func TestHeadDate(t *testing.T) {
	for _, value := range []string{
		"", "2023", "2023-10", "2023-10-31", "2024-02-29", "2023-23", "2023-36", "2023-41", "Ende 2024", "Mitte März 2024",
		"2023-10-18/2023-10-19", "2023/2023-10", "2023-10/2023", "2023-01/2022-24", "2021/..", "../2024", "Ende 2023/2024-02",
	} {
		doc, findings := Parse(headWith("datum: "+value), "entwurf.md")
		if len(findings) > 0 || doc.Meta.Date != value {
			t.Errorf("%q: read as %q, findings:\n%s", value, doc.Meta.Date, findings)
		}
	}
	if _, findings := Parse(headWith("stichtag: 2023-10-31"), "entwurf.md"); len(findings) > 0 {
		t.Errorf("without date:\n%s", findings)
	}
	for _, value := range []string{
		"Quatsch", "2023-02-31", "2023-02-29", "1900-02-29", "2023-13", "2023-00", "2023-20", "2023-25", "2023-37", "2023-23-01", "2023-1-1", "20231031",
		"31.10.2023", "0999", "02023", "2023-", "2023-10-31T12:00", "/", "..", "../..", "2023/", "/2023", "2024/2023", "2023-10-31/2023-10-30",
		"2021/2022/2023", "2023-02-30/2023-03-01", "Ende", "Ende 2023-10", "Ende Brumaire 2023", "ende 2023", "Herbst 2023",
	} {
		_, findings := Parse(headWith("datum: "+value), "entwurf.md")
		want := "entwurf.md:5:1: Fehler: „" + value + "“ ist kein Datum. [wert-ungueltig]\n" +
			"  Hinweis: Bitte schreiben Sie Tag, Monat, Jahr oder Zeitraum wie in „datum: 2023-10-31“, „2023-10“, „2023“ oder „2023-10-18/2023-10-19“."
		if findings.String() != want {
			t.Errorf("%q:\n%s\nwant:\n%s", value, findings, want)
		}
	}
}

// TestHeadDatesOfRecords: whatever date a record may hold, its canonical
// notation stands in the head.
func TestHeadDatesOfRecords(t *testing.T) {
	moments := []string{"2023", "2024-02-29", "2023-12-31", "1000", "9999"}
	for _, part := range yearParts {
		moments = append(moments, part+" 2023")
		for _, month := range months {
			moments = append(moments, part+" "+month+" 2023")
		}
	}
	for n := range 100 {
		moments = append(moments, fmt.Sprintf("2023-%02d", n), fmt.Sprintf("2022-%02d", n))
	}
	notations := append([]string(nil), moments...)
	for _, m := range moments {
		notations = append(notations, "../"+m, m+"/..")
		for _, to := range moments {
			notations = append(notations, m+"/"+to)
		}
	}
	read := 0
	for _, notation := range notations {
		d, err := date.Parse(notation)
		switch {
		case err == nil:
			read++
			if !isDate(d.String()) {
				t.Errorf("%q: %q is no date", notation, d)
			}
		case !strings.Contains(notation, "/") && isDate(notation):
			t.Errorf("%q is a date, but not to the records: %v", notation, err)
		}
	}
	if read < 1000 {
		t.Errorf("only %d notations are dates", read)
	}
}
