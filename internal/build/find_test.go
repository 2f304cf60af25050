package build

import (
	"testing"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/record"
)

// TestFind: without a name the edition of the latest Stichtag, with a hint if
// that is not the last by name.
func TestFind(t *testing.T) {
	day := func(s string) date.Date {
		d, err := date.ParseDay(s)
		if err != nil {
			t.Fatal(err)
		}
		return date.FromDay(d)
	}
	sound := []record.Edition{{Name: "2023-Q4-b", AsOfDay: day("2023-10-31")}, {Name: "2023-Q3", AsOfDay: day("2023-09-30")}, {Name: "2023-Q4", AsOfDay: day("2023-10-31")}}
	copied := append([]record.Edition{{Name: "2024-Q1", AsOfDay: day("2023-09-30")}, {Name: "2024-Q2", AsOfDay: day("2023-10-01")}}, sound...)
	for _, tt := range []struct {
		editions       []record.Edition
		name           string
		want, findings string
	}{
		{sound, "", "2023-Q4-b", ""},
		{sound, "2023-Q3", "2023-Q3", ""},
		{copied, "", "2023-Q4-b", `berichte/2024-Q2.toml: Hinweis: Erzeugt wird die Ausgabe „2023-Q4-b“: Ihr Stichtag ist der 31. Oktober 2023, der von „2024-Q2“ schon der 1. Oktober 2023. [ausgabe-aelter]
  Hinweis: Prüfen Sie den Stichtag, oder nennen Sie die Ausgabe: umsetzungsstand generate 2024-Q2.`},
		{copied, "2023-Q4", "2023-Q4", ""},
		{sound, "2023-Q2", "", `berichte: Fehler: Die Ausgabe „2023-Q2“ gibt es nicht. [ausgabe-unbekannt]
  Hinweis: Meinten Sie „2023-Q3“? Vorhanden: „2023-Q3“, „2023-Q4“, „2023-Q4-b“.`},
	} {
		ed, findings := find(&record.Set{Editions: tt.editions}, tt.name)
		got := ""
		if ed != nil {
			got = ed.Name
		}
		if got != tt.want || findings.String() != tt.findings {
			t.Errorf("find(%q) = %q, findings:\n%s\nwant %q:\n%s", tt.name, got, findings, tt.want, tt.findings)
		}
	}
}
