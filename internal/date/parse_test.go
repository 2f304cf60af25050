package date

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

// notations pairs what a record may hold with the canonical notation and the
// first and last possible day ("" where open).
var notations = []struct{ in, canonical, first, last string }{
	// ISO and EDTF
	{"2023-03-21", "2023-03-21", "2023-03-21", "2023-03-21"},
	{"2024-02-29", "2024-02-29", "2024-02-29", "2024-02-29"},
	{"2000-02-29", "2000-02-29", "2000-02-29", "2000-02-29"},
	{"2023", "2023", "2023-01-01", "2023-12-31"},
	{"1000", "1000", "1000-01-01", "1000-12-31"},
	{"9999", "9999", "9999-01-01", "9999-12-31"},
	{"2023-10", "2023-10", "2023-10-01", "2023-10-31"},
	{"2024-02", "2024-02", "2024-02-01", "2024-02-29"},
	{"1900-02", "1900-02", "1900-02-01", "1900-02-28"},
	{"2022-21", "2022-21", "2022-03-01", "2022-05-31"},
	{"2022-22", "2022-22", "2022-06-01", "2022-08-31"},
	{"2022-23", "2022-23", "2022-09-01", "2022-11-30"},
	{"2022-24", "2022-24", "2022-12-01", "2023-02-28"},
	{"2023-24", "2023-24", "2023-12-01", "2024-02-29"},
	{"2023-33", "2023-33", "2023-01-01", "2023-03-31"},
	{"2023-34", "2023-34", "2023-04-01", "2023-06-30"},
	{"2023-35", "2023-35", "2023-07-01", "2023-09-30"},
	{"2023-36", "2023-36", "2023-10-01", "2023-12-31"},
	{"2023-40", "2023-40", "2023-01-01", "2023-06-30"},
	{"2023-41", "2023-41", "2023-07-01", "2023-12-31"},
	{"2023-10-18/2023-10-19", "2023-10-18/2023-10-19", "2023-10-18", "2023-10-19"},
	{"2023-10-18/2023-10-18", "2023-10-18", "2023-10-18", "2023-10-18"},
	{"2022/2023", "2022/2023", "2022-01-01", "2023-12-31"},
	{"2023-10-05/2023", "2023-10-05/2023", "2023-10-05", "2023-12-31"},
	{"2021/..", "2021/..", "2021-01-01", ""},
	{"../2024", "../2024", "", "2024-12-31"},
	{"2021-03/..", "2021-03/..", "2021-03-01", ""},

	// as a clerk writes days
	{"18.10.2023", "2023-10-18", "2023-10-18", "2023-10-18"},
	{"16.04.2023-18.04.2023", "2023-04-16/2023-04-18", "2023-04-16", "2023-04-18"},
	{"6.4.2023–8.4.2023", "2023-04-06/2023-04-08", "2023-04-06", "2023-04-08"},
	{"1.3.2023", "2023-03-01", "2023-03-01", "2023-03-01"},
	{"01. 03. 2023", "2023-03-01", "2023-03-01", "2023-03-01"},
	{"18. Oktober 2023", "2023-10-18", "2023-10-18", "2023-10-18"},
	{"18. Okt. 2023", "2023-10-18", "2023-10-18", "2023-10-18"},
	{"1. März 2023", "2023-03-01", "2023-03-01", "2023-03-01"},
	{"18./19.10.2023", "2023-10-18/2023-10-19", "2023-10-18", "2023-10-19"},
	{"18./19. Oktober 2023", "2023-10-18/2023-10-19", "2023-10-18", "2023-10-19"},
	{"18. und 19. Oktober 2023", "2023-10-18/2023-10-19", "2023-10-18", "2023-10-19"},
	{"31.10./1.11.2023", "2023-10-31/2023-11-01", "2023-10-31", "2023-11-01"},
	{"31. Dezember 2023 und 1. Januar 2024", "2023-12-31/2024-01-01", "2023-12-31", "2024-01-01"},
	{"23.–29.7.2023", "2023-07-23/2023-07-29", "2023-07-23", "2023-07-29"},
	{"23. - 29. Juli 2023", "2023-07-23/2023-07-29", "2023-07-23", "2023-07-29"},
	{"25.- 27. September 2023", "2023-09-25/2023-09-27", "2023-09-25", "2023-09-27"},
	{"23. bis 29. Juli 2023", "2023-07-23/2023-07-29", "2023-07-23", "2023-07-29"},
	{"30.9.–2.10.2023", "2023-09-30/2023-10-02", "2023-09-30", "2023-10-02"},
	{"30. September bis 2. Oktober 2023", "2023-09-30/2023-10-02", "2023-09-30", "2023-10-02"},
	{"vom 5. Oktober 2023 bis zum 3. März 2024", "2023-10-05/2024-03-03", "2023-10-05", "2024-03-03"},

	// as a clerk writes longer periods
	{"Oktober 2023", "2023-10", "2023-10-01", "2023-10-31"},
	{"okt. 2023", "2023-10", "2023-10-01", "2023-10-31"},
	{"10/2023", "2023-10", "2023-10-01", "2023-10-31"},
	{"10.2023", "2023-10", "2023-10-01", "2023-10-31"},
	{"10/2022 bis 03/2023", "2022-10/2023-03", "2022-10-01", "2023-03-31"},
	{"Oktober bis Dezember 2023", "2023-10/2023-12", "2023-10-01", "2023-12-31"},
	{"Oktober und November 2023", "2023-10/2023-11", "2023-10-01", "2023-11-30"},
	{"Frühjahr 2024", "2024-21", "2024-03-01", "2024-05-31"},
	{"Frühling 2024", "2024-21", "2024-03-01", "2024-05-31"},
	{"Fruehjahr 2024", "2024-21", "2024-03-01", "2024-05-31"},
	{"Sommer 2022", "2022-22", "2022-06-01", "2022-08-31"},
	{"Herbst 2023", "2023-23", "2023-09-01", "2023-11-30"},
	{"Winter 2022/23", "2022-24", "2022-12-01", "2023-02-28"},
	{"Winter 2022/2023", "2022-24", "2022-12-01", "2023-02-28"},
	{"Winter 1999/2000", "1999-24", "1999-12-01", "2000-02-29"},
	{"Sommer bis Winter 2022/23", "2022-22/2022-24", "2022-06-01", "2023-02-28"},
	{"4. Quartal 2023", "2023-36", "2023-10-01", "2023-12-31"},
	{"IV. Quartal 2023", "2023-36", "2023-10-01", "2023-12-31"},
	{"viertes Quartal 2023", "2023-36", "2023-10-01", "2023-12-31"},
	{"Q4 2023", "2023-36", "2023-10-01", "2023-12-31"},
	{"Q4/2023", "2023-36", "2023-10-01", "2023-12-31"},
	{"2023-Q4", "2023-36", "2023-10-01", "2023-12-31"},
	{"1. Halbjahr 2024", "2024-40", "2024-01-01", "2024-06-30"},
	{"Anfang 2024", "Anfang 2024", "2024-01-01", "2024-03-31"},
	{"Mitte 2024", "Mitte 2024", "2024-05-01", "2024-08-31"},
	{"Ende 2024", "Ende 2024", "2024-10-01", "2024-12-31"},
	{"Ende des Jahres 2024", "Ende 2024", "2024-10-01", "2024-12-31"},
	{"Anfang Oktober 2023", "Anfang Oktober 2023", "2023-10-01", "2023-10-10"},
	{"Mitte Oktober 2023", "Mitte Oktober 2023", "2023-10-11", "2023-10-20"},
	{"Ende Februar 2024", "Ende Februar 2024", "2024-02-21", "2024-02-29"},
	{"Ende 2023 bis Anfang 2024", "Ende 2023/Anfang 2024", "2023-10-01", "2024-03-31"},
	{"2020 bis 2023", "2020/2023", "2020-01-01", "2023-12-31"},
	{"2020-2023", "2020/2023", "2020-01-01", "2023-12-31"},
	{"Jahr 2024", "2024", "2024-01-01", "2024-12-31"},

	// phrases
	{"am 18. und 19. Oktober 2023", "2023-10-18/2023-10-19", "2023-10-18", "2023-10-19"},
	{"von Oktober 2022 bis März 2023", "2022-10/2023-03", "2022-10-01", "2023-03-31"},
	{"in den Jahren 2022 und 2023", "2022/2023", "2022-01-01", "2023-12-31"},
	{"seit 2021", "2021/..", "2021-01-01", ""},
	{"seit dem 5. Oktober 2023", "2023-10-05/..", "2023-10-05", ""},
	{"ab 10/2023", "2023-10/..", "2023-10-01", ""},
	{"bis Ende 2024", "../Ende 2024", "", "2024-12-31"},
	{"bis zum 3. März 2024", "../2024-03-03", "", "2024-03-03"},
	{"bis zum Ende des vierten Quartals 2023", "../2023-36", "", "2023-12-31"},
	{"für die Zeit vom 23. bis 29. Juli 2023", "2023-07-23/2023-07-29", "2023-07-23", "2023-07-29"},
	{"in der Zeit von Oktober 2022 bis März 2023", "2022-10/2023-03", "2022-10-01", "2023-03-31"},

	// what keyboards and word processors make of it
	{"  1.\u00a0März \u202f 2023 ", "2023-03-01", "2023-03-01", "2023-03-01"},
	{"1. Ma\u0308rz 2023", "2023-03-01", "2023-03-01", "2023-03-01"},
	{"fu\u0308r das Fru\u0308hjahr 2024", "2024-21", "2024-03-01", "2024-05-31"},
	{"2023\u201110\u201118", "2023-10-18", "2023-10-18", "2023-10-18"},
	{"2023–10–18", "2023-10-18", "2023-10-18", "2023-10-18"},
	{"23.\u201329. JULI 2023", "2023-07-23/2023-07-29", "2023-07-23", "2023-07-29"},
	{"2021/…", "2021/..", "2021-01-01", ""},
}

func TestParse(t *testing.T) {
	for _, n := range notations {
		d, err := Parse(n.in)
		if err != nil {
			t.Errorf("Parse(%q): %v", n.in, err)
			continue
		}
		if d.String() != n.canonical || d.First().String() != n.first || d.Last().String() != n.last {
			t.Errorf("Parse(%q) = %s from %q to %q, want %s from %q to %q",
				n.in, d, d.First(), d.Last(), n.canonical, n.first, n.last)
		}
		if again, err := Parse(d.String()); again != d {
			t.Errorf("Parse(%q) is %s, read back it is %s (%v)", n.in, d, again, err)
		}
	}
}

const example = " Schreiben Sie zum Beispiel 2023-10-18, 18.10.2023, 18. und 19. Oktober 2023, 23.–29.7.2023, Oktober 2023, Sommer 2022, 4. Quartal 2023 oder Ende 2024."

func TestParseErrors(t *testing.T) {
	for _, c := range []struct{ in, code, message string }{
		// no such day
		{"31.2.2023", CodeImpossible, "Den 31. Februar 2023 gibt es nicht. Der Februar 2023 hat 28 Tage."},
		{"2023-02-29", CodeImpossible, "Den 29. Februar 2023 gibt es nicht. Der Februar 2023 hat 28 Tage."},
		{"1900-02-29", CodeImpossible, "Den 29. Februar 1900 gibt es nicht. Der Februar 1900 hat 28 Tage."},
		{"2023-04-31", CodeImpossible, "Den 31. April 2023 gibt es nicht. Der April 2023 hat 30 Tage."},
		{"0.10.2023", CodeImpossible, "Den 0. Oktober 2023 gibt es nicht. Der Oktober 2023 hat 31 Tage."},
		{"30. bis 32. Oktober 2023", CodeImpossible, "Den 32. Oktober 2023 gibt es nicht. Der Oktober 2023 hat 31 Tage."},
		{"10.18.2023", CodeImpossible, "Einen Monat 18 gibt es nicht. Die Monate zählen von 1 bis 12; im Deutschen steht der Tag vor dem Monat (18.10.2023), nach ISO das Jahr zuerst (2023-10-18)."},
		{"2023-13-01", CodeImpossible, "Einen Monat 13 gibt es nicht. Die Monate zählen von 1 bis 12; im Deutschen steht der Tag vor dem Monat (18.10.2023), nach ISO das Jahr zuerst (2023-10-18)."},
		{"2023-00", CodeImpossible, "Einen Monat 0 gibt es nicht. Die Monate zählen von 1 bis 12; im Deutschen steht der Tag vor dem Monat (18.10.2023), nach ISO das Jahr zuerst (2023-10-18)."},
		{"2023-13", CodeImpossible, "„2023-13“ ist kein Monat und keine Jahreszeit. Nach dem Jahr steht ein Monat (01 bis 12), eine Jahreszeit (21 bis 24), ein Quartal (33 bis 36) oder ein Halbjahr (40, 41)."},
		{"5. Quartal 2023", CodeImpossible, "Ein 5. Quartal gibt es nicht. Das Jahr hat vier Quartale."},
		{"3. Halbjahr 2023", CodeImpossible, "Ein 3. Halbjahr gibt es nicht. Das Jahr hat zwei Halbjahre."},
		{"0999", CodeImpossible, "Das Jahr 0999 liegt außerhalb dessen, was ein Bericht kennt. Möglich sind die Jahre 1000 bis 9999."},
		{"9999-24", CodeImpossible, "Das Jahr 9999 liegt außerhalb dessen, was ein Bericht kennt. Möglich sind die Jahre 1000 bis 9999."},
		{"Winter 2022/24", CodeImpossible, "Der Winter 2022/24 liegt nicht in zwei aufeinander folgenden Jahren. Gemeint ist wohl Winter 2022/23."},
		{"2023-10-19/2023-10-18", CodeImpossible, "Das Ende des Zeitraums (18. Oktober 2023) liegt vor seinem Anfang (19. Oktober 2023). Prüfen Sie beide Angaben, auch das Jahr des Anfangs."},
		{"Dezember bis Februar 2024", CodeImpossible, "Das Ende des Zeitraums (Februar 2024) liegt vor seinem Anfang (Dezember 2024). Prüfen Sie beide Angaben, auch das Jahr des Anfangs."},

		// more than one meaning
		{"18.10.23", CodeAmbiguous, "„18.10.23“ kann Verschiedenes bedeuten. Schreiben Sie das Jahr mit vier Ziffern: 2023 oder 1923."},
		{"Ende 24", CodeAmbiguous, "„Ende 24“ kann Verschiedenes bedeuten. Schreiben Sie das Jahr mit vier Ziffern: 2024 oder 1924."},
		{"3/2023", CodeAmbiguous, "„3/2023“ kann Verschiedenes bedeuten. Nennen Sie den Monat mit Namen oder zweistellig (03/2023), das Quartal so: 3. Quartal 2023."},
		{"7.2023", CodeAmbiguous, "„7.2023“ kann Verschiedenes bedeuten. Nennen Sie den Monat mit Namen oder zweistellig (07/2023)."},
		{"2022/23", CodeAmbiguous, "„2022/23“ kann Verschiedenes bedeuten. Schreiben Sie 2022 bis 2023 oder Winter 2022/23."},
		{"2023/10", CodeAmbiguous, "„2023/10“ kann Verschiedenes bedeuten. Einen Monat schreiben Sie so: 2023-10 oder Oktober 2023; zwei Jahre so: 2022 bis 2023."},
		{"Winter 2022", CodeAmbiguous, "„Winter 2022“ kann Verschiedenes bedeuten. Nennen Sie beide Jahre: Winter 2021/22 oder Winter 2022/23."},
		{"18. und 20. Oktober 2023", CodeAmbiguous, "„18. und 20. Oktober 2023“ nennt zwei Zeiten, die nicht aufeinander folgen. Schreiben Sie „bis“, wenn ein Zeitraum gemeint ist, sonst zwei Einträge."},
		{"18./20.10.2023", CodeAmbiguous, "„18./20.10.2023“ nennt zwei Zeiten, die nicht aufeinander folgen. Schreiben Sie „bis“ statt des Schrägstrichs, wenn ein Zeitraum gemeint ist, sonst zwei Einträge."},

		// no notation
		{"", CodeMalformed, "Das Datum ist leer. Geben Sie ein Datum an oder streichen Sie den Eintrag."},
		{" \u00a0", CodeMalformed, "Das Datum ist leer. Geben Sie ein Datum an oder streichen Sie den Eintrag."},
		{"demnächst", CodeMalformed, "„demnächst“ ist als Datum nicht zu lesen." + example},
		{"23", CodeMalformed, "„23“ ist als Datum nicht zu lesen." + example},
		{"18.", CodeMalformed, "„18.“ ist als Datum nicht zu lesen." + example},
		{"20231018", CodeMalformed, "„20231018“ ist als Datum nicht zu lesen." + example},
		{"18. bis Oktober 2023", CodeMalformed, "„18. bis Oktober 2023“ ist als Datum nicht zu lesen." + example},
		{"18. Oktober 2023 x", CodeMalformed, "„18. Oktober 2023 x“ ist als Datum nicht zu lesen." + example},
		{"seit 2021 bis 2023", CodeMalformed, "„seit 2021 bis 2023“ ist als Datum nicht zu lesen." + example},
		{"../..", CodeMalformed, "„../..“ ist als Datum nicht zu lesen." + example},
		{"Ende des 4. Quartals 2023", CodeMalformed, "„Ende des 4. Quartals 2023“ ist als Datum nicht zu lesen." + example},
		{"Oktober", CodeMalformed, "In „Oktober“ fehlt das Jahr. Ergänzen Sie das Jahr mit vier Ziffern."},
		{"seit dem 5. Oktober", CodeMalformed, "In „seit dem 5. Oktober“ fehlt das Jahr. Ergänzen Sie das Jahr mit vier Ziffern."},
		{"2023/03/21", CodeMalformed, "„2023/03/21“ ist als Datum nicht zu lesen. Schreiben Sie 2023-03-21."},
		{"2023.3.21", CodeMalformed, "„2023.3.21“ ist als Datum nicht zu lesen. Schreiben Sie 2023-03-21."},
		{"21/03/2023", CodeMalformed, "„21/03/2023“ ist als Datum nicht zu lesen. Schreiben Sie 21.03.2023."},
		{"21-3-2023", CodeMalformed, "„21-3-2023“ ist als Datum nicht zu lesen. Schreiben Sie 21.3.2023."},
		{"2023/13/21", CodeAmbiguous, "„2023/13/21“ kann Verschiedenes bedeuten. Einen Monat schreiben Sie so: 2023-10 oder Oktober 2023; zwei Jahre so: 2022 bis 2023."},
		{"2023-3-21", CodeMalformed, "„2023-3-21“ ist als Datum nicht zu lesen. Monat und Tag haben nach dem Jahr zwei Ziffern: 2023-03-21."},
		{"2023-10-18T10:00:00", CodeMalformed, "„2023-10-18T10:00:00“ ist als Datum nicht zu lesen. Geben Sie nur Jahr, Monat und Tag an, ohne Uhrzeit."},
		{"2021/", CodeMalformed, "„2021/“ ist als Datum nicht zu lesen. Ein offener Anfang und ein offenes Ende werden mit zwei Punkten geschrieben: 2021/.. oder ../2024."},
		{"a\x00b\u202e\xff", CodeMalformed, "„a\ufffdb\ufffd\ufffd“ ist als Datum nicht zu lesen." + example},
		{strings.Repeat("ü", 300), CodeMalformed, "„" + strings.Repeat("ü", 60) + " …“ ist als Datum nicht zu lesen." + example},
	} {
		d, err := Parse(c.in)
		var perr *ParseError
		if !errors.As(err, &perr) {
			t.Errorf("Parse(%q) = %s, %v, want a *ParseError", c.in, d, err)
			continue
		}
		if perr.Code != c.code || perr.Error() != c.message {
			t.Errorf("Parse(%q): [%s] %s\nwant [%s] %s", c.in, perr.Code, perr, c.code, c.message)
		}
		if !d.IsZero() {
			t.Errorf("Parse(%q) = %s beside its error", c.in, d)
		}
	}
}

func TestParseDay(t *testing.T) {
	want := Day{2023, 10, 31}
	for _, s := range []string{"2023-10-31", "31.10.2023", "31. Oktober 2023", "am 31. Oktober 2023"} {
		if d, err := ParseDay(s); d != want || err != nil {
			t.Errorf("ParseDay(%q) = %v, %v", s, d, err)
		}
	}
	for s, code := range map[string]string{
		"Oktober 2023":      CodeImprecise,
		"30./31.10.2023":    CodeImprecise,
		"seit dem 1.1.2023": CodeImprecise,
		"31.11.2023":        CodeImpossible,
		"heute":             CodeMalformed,
	} {
		d, err := ParseDay(s)
		var perr *ParseError
		if !errors.As(err, &perr) || perr.Code != code || !d.IsZero() {
			t.Errorf("ParseDay(%q) = %v, %v, want an error %s", s, d, err, code)
		}
	}
	_, err := ParseDay("Ende 2024")
	if want := "„Ende 2024“ ist kein einzelner Tag. Geben Sie Tag, Monat und Jahr an, zum Beispiel 31.10.2023 oder 2023-10-31."; err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

func FuzzParse(f *testing.F) {
	for _, n := range notations {
		f.Add(n.in)
	}
	for _, s := range []string{"", "18.10.23", "Winter 2022", "ende des", "bis ende des 4.", "2023-Q", "../", "..", "i.", "q", "0000/9999", "10/2023/.."} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := Parse(s)
		if err != nil {
			var perr *ParseError
			if !errors.As(err, &perr) || perr.Code == "" || perr.Text == "" || perr.Hint == "" || !d.IsZero() {
				t.Fatalf("Parse(%q) = %s with an incomplete error %#v", s, d, err)
			}
			if !utf8.ValidString(perr.Text) {
				t.Fatalf("Parse(%q): message %q", s, perr.Text)
			}
			return
		}
		readBack(t, d)
	})
}

func BenchmarkParse(b *testing.B) {
	for _, s := range []string{"2023-10-18", "18. und 19. Oktober 2023", "Winter 2022/23"} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
