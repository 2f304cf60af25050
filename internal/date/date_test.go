package date

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
)

func must(t testing.TB, s string) Date {
	t.Helper()
	d, err := Parse(s)
	if err != nil {
		t.Fatalf("Parse(%q): %v", s, err)
	}
	return d
}

func TestPhrases(t *testing.T) {
	for _, c := range []struct{ in, text, on, since, until, for_ string }{
		{"2023-10-05", "5. Oktober 2023", "am 5. Oktober 2023", "seit dem 5. Oktober 2023", "bis zum 5. Oktober 2023", "für den 5. Oktober 2023"},
		{"2021-03", "März 2021", "im März 2021", "seit März 2021", "bis März 2021", "für März 2021"},
		{"2024-21", "Frühjahr 2024", "im Frühjahr 2024", "seit Frühjahr 2024", "bis Frühjahr 2024", "für Frühjahr 2024"},
		{"2022-22", "Sommer 2022", "im Sommer 2022", "seit Sommer 2022", "bis Sommer 2022", "für Sommer 2022"},
		{"2022-23", "Herbst 2022", "im Herbst 2022", "seit Herbst 2022", "bis Herbst 2022", "für Herbst 2022"},
		{"2022-24", "Winter 2022/23", "im Winter 2022/23", "seit Winter 2022/23", "bis Winter 2022/23", "für Winter 2022/23"},
		{"1999-24", "Winter 1999/2000", "im Winter 1999/2000", "seit Winter 1999/2000", "bis Winter 1999/2000", "für Winter 1999/2000"},
		{"2023-36", "4. Quartal 2023", "im vierten Quartal 2023", "seit dem vierten Quartal 2023", "bis zum Ende des vierten Quartals 2023", "für das vierte Quartal 2023"},
		{"2024-40", "1. Halbjahr 2024", "im ersten Halbjahr 2024", "seit dem ersten Halbjahr 2024", "bis zum Ende des ersten Halbjahrs 2024", "für das erste Halbjahr 2024"},
		{"Ende 2024", "Ende 2024", "Ende 2024", "seit Ende 2024", "bis Ende 2024", "für Ende 2024"},
		{"Mitte Oktober 2023", "Mitte Oktober 2023", "Mitte Oktober 2023", "seit Mitte Oktober 2023", "bis Mitte Oktober 2023", "für Mitte Oktober 2023"},
		{"2024", "2024", "im Jahr 2024", "seit 2024", "bis Ende 2024", "für das Jahr 2024"},

		{"2023-10-18/2023-10-19", "18. und 19. Oktober 2023", "am 18. und 19. Oktober 2023", "seit dem 18. Oktober 2023", "bis zum 19. Oktober 2023", "für den 18. und 19. Oktober 2023"},
		{"2023-10-31/2023-11-01", "31. Oktober und 1. November 2023", "am 31. Oktober und 1. November 2023", "seit dem 31. Oktober 2023", "bis zum 1. November 2023", "für den 31. Oktober und 1. November 2023"},
		{"2023-12-31/2024-01-01", "31. Dezember 2023 und 1. Januar 2024", "am 31. Dezember 2023 und 1. Januar 2024", "seit dem 31. Dezember 2023", "bis zum 1. Januar 2024", "für den 31. Dezember 2023 und 1. Januar 2024"},
		{"2023-07-23/2023-07-29", "23. bis 29. Juli 2023", "vom 23. bis 29. Juli 2023", "seit dem 23. Juli 2023", "bis zum 29. Juli 2023", "für die Zeit vom 23. bis 29. Juli 2023"},
		{"2023-09-30/2023-10-02", "30. September bis 2. Oktober 2023", "vom 30. September bis 2. Oktober 2023", "seit dem 30. September 2023", "bis zum 2. Oktober 2023", "für die Zeit vom 30. September bis 2. Oktober 2023"},
		{"2023-10-05/2024-03-03", "5. Oktober 2023 bis 3. März 2024", "vom 5. Oktober 2023 bis 3. März 2024", "seit dem 5. Oktober 2023", "bis zum 3. März 2024", "für die Zeit vom 5. Oktober 2023 bis 3. März 2024"},
		{"2023-10-05/2024-10-05", "5. Oktober 2023 bis 5. Oktober 2024", "vom 5. Oktober 2023 bis 5. Oktober 2024", "seit dem 5. Oktober 2023", "bis zum 5. Oktober 2024", "für die Zeit vom 5. Oktober 2023 bis 5. Oktober 2024"},
		{"2022-10/2023-03", "Oktober 2022 bis März 2023", "von Oktober 2022 bis März 2023", "seit Oktober 2022", "bis März 2023", "für die Zeit von Oktober 2022 bis März 2023"},
		{"2023-10/2023-12", "Oktober bis Dezember 2023", "von Oktober bis Dezember 2023", "seit Oktober 2023", "bis Dezember 2023", "für die Zeit von Oktober bis Dezember 2023"},
		{"2023-10/2023-11", "Oktober und November 2023", "im Oktober und November 2023", "seit Oktober 2023", "bis November 2023", "für Oktober und November 2023"},
		{"2022/2023", "2022 und 2023", "in den Jahren 2022 und 2023", "seit 2022", "bis Ende 2023", "für die Jahre 2022 und 2023"},
		{"2020/2023", "2020 bis 2023", "von 2020 bis 2023", "seit 2020", "bis Ende 2023", "für die Zeit von 2020 bis 2023"},
		{"2023-10-05/2024-03", "5. Oktober 2023 bis März 2024", "vom 5. Oktober 2023 bis März 2024", "seit dem 5. Oktober 2023", "bis März 2024", "für die Zeit vom 5. Oktober 2023 bis März 2024"},
		{"2022-10/2023-03-03", "Oktober 2022 bis 3. März 2023", "von Oktober 2022 bis zum 3. März 2023", "seit Oktober 2022", "bis zum 3. März 2023", "für die Zeit von Oktober 2022 bis zum 3. März 2023"},
		{"2022-22/2022-24", "Sommer 2022 bis Winter 2022/23", "vom Sommer 2022 bis zum Winter 2022/23", "seit Sommer 2022", "bis Winter 2022/23", "für die Zeit vom Sommer 2022 bis zum Winter 2022/23"},
		{"2023-36/2024-40", "4. Quartal 2023 bis 1. Halbjahr 2024", "vom vierten Quartal 2023 bis zum ersten Halbjahr 2024", "seit dem vierten Quartal 2023", "bis zum Ende des ersten Halbjahrs 2024", "für die Zeit vom vierten Quartal 2023 bis zum ersten Halbjahr 2024"},
		{"Ende 2023/Anfang 2024", "Ende 2023 bis Anfang 2024", "von Ende 2023 bis Anfang 2024", "seit Ende 2023", "bis Anfang 2024", "für die Zeit von Ende 2023 bis Anfang 2024"},

		{"2021/..", "seit 2021", "seit 2021", "seit 2021", "", "für die Zeit ab 2021"},
		{"2023-10-05/..", "seit dem 5. Oktober 2023", "seit dem 5. Oktober 2023", "seit dem 5. Oktober 2023", "", "für die Zeit ab dem 5. Oktober 2023"},
		{"../2024", "bis Ende 2024", "bis Ende 2024", "", "bis Ende 2024", "für die Zeit bis Ende 2024"},
		{"../2024-03-03", "bis zum 3. März 2024", "bis zum 3. März 2024", "", "bis zum 3. März 2024", "für die Zeit bis zum 3. März 2024"},
	} {
		d := must(t, c.in)
		for _, p := range []struct{ name, got, want string }{
			{"Text", d.Text(), c.text},
			{"On", d.On(), c.on},
			{"Since", d.Since(), c.since},
			{"Until", d.Until(), c.until},
			{"For", d.For(), c.for_},
		} {
			if p.got != p.want {
				t.Errorf("%s: %s is %q, want %q", c.in, p.name, p.got, p.want)
			}
		}
	}
	var none Date
	if s := none.String() + none.Text() + none.On() + none.Since() + none.Starting() + none.Until() + none.For(); s != "" {
		t.Errorf("no date prints %q", s)
	}
	if got := must(t, "2023-11-05/..").Starting(); got != "ab dem 5. November 2023" {
		t.Errorf("Starting is %q", got)
	}
}

// readBack asserts that every print of d is read again with the same meaning.
func readBack(t *testing.T, d Date) {
	t.Helper()
	if again, err := Parse(d.String()); again != d {
		t.Fatalf("%s, read back, is %s (%v)", d, again, err)
	}
	// open returns what „seit“, „ab“ and „bis“ mean: an interval that is open.
	from, to := Date{from: d.from}, Date{from: d.end()}
	type phrase struct {
		text string
		want Date
	}
	phrases := []phrase{{d.Text(), d}, {d.On(), d}, {d.For(), d}}
	if s := d.Since(); s != "" {
		want, _ := Between(from, Date{})
		phrases = append(phrases, phrase{s, want}, phrase{d.Starting(), want})
	}
	if s := d.Until(); s != "" {
		want, _ := Between(Date{}, to)
		phrases = append(phrases, phrase{s, want})
	}
	for _, p := range phrases {
		got, err := Parse(p.text)
		if err != nil {
			t.Fatalf("%s prints %q, which is not read: %v", d, p.text, err)
		}
		// „bis Ende 2024“ is printed for 2024 too; it means the same days.
		same := got == p.want || p.want.from.unit == open && p.want.to.unit == yearly && got.from.unit == open
		if !same || got.First() != p.want.First() || got.Last() != p.want.Last() || got.Coarse() != p.want.Coarse() {
			t.Fatalf("%s prints %q, which is read as %s", p.want, p.text, got)
		}
	}
}

// anyPoint returns a moment of any precision in a year near others.
func anyPoint(r *rand.Rand) point {
	p := point{year: int16(1998 + r.IntN(5)), unit: daily + unit(r.IntN(int(yearly-daily)+1))}
	if r.IntN(50) == 0 {
		p.year = int16(1000 + r.IntN(8999))
	}
	switch p.unit {
	case daily:
		p.n = uint8(1 + r.IntN(12))
		p.day = uint8(1 + r.IntN(daysIn(int(p.year), int(p.n))))
	case monthly:
		p.n = uint8(1 + r.IntN(12))
	case monthPart:
		p.n, p.part = uint8(1+r.IntN(12)), uint8(1+r.IntN(3))
	case seasonal, quarterly:
		p.n = uint8(1 + r.IntN(4))
	case halfYearly:
		p.n = uint8(1 + r.IntN(2))
	case yearPart:
		p.part = uint8(1 + r.IntN(3))
	}
	return p
}

// anyDate returns a moment or an interval, sometimes open, sometimes short.
func anyDate(r *rand.Rand) Date {
	for {
		from, to := Date{from: anyPoint(r)}, Date{from: anyPoint(r)}
		switch r.IntN(6) {
		case 0, 1:
			return from
		case 2:
			from = Date{}
		case 3:
			to = Date{}
		case 4:
			to = FromDay(from.Last())
		}
		if d, err := Between(from, to); err == nil {
			return d
		}
	}
}

func TestReadBack(t *testing.T) {
	r := rand.New(rand.NewPCG(2023, 4))
	for range 20000 {
		readBack(t, anyDate(r))
	}
}

func TestCompareIsAnOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(2023, 10))
	dates := []Date{{}}
	for range 400 {
		dates = append(dates, anyDate(r))
	}
	for _, a := range dates {
		for _, b := range dates {
			if (a.Compare(b) == 0) != (a == b) || a.Compare(b) != -b.Compare(a) {
				t.Fatalf("%s to %s is %d, the other way %d", a, b, a.Compare(b), b.Compare(a))
			}
		}
	}
	slices.SortFunc(dates, Date.Compare)
	for i := range dates { // transitive: every later one is after every earlier one
		for j := range i {
			if dates[j].Compare(dates[i]) > 0 {
				t.Fatalf("%s sorts before %s", dates[j], dates[i])
			}
		}
	}
}

func TestCompare(t *testing.T) {
	want := []string{"../2020", "../2023-10", "2021", "2021/..", "2021-02", "2021-02-15", "2023-10-18", "2023-10-18/2023-10-19", "2023-10-18/..", "2023-10-19"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, func(a, b string) int { return must(t, a).Compare(must(t, b)) })
	if !slices.Equal(got, want) {
		t.Errorf("sorted: %v\nwant:   %v", got, want)
	}
	if (Date{}).Compare(must(t, want[0])) != -1 {
		t.Error("no date is not before an open beginning")
	}
}

func TestPrecision(t *testing.T) {
	for s, want := range map[string][2]bool{ // coarse, interval
		"2023-10-18":            {false, false},
		"2023-10-18/2023-10-19": {false, true},
		"2023-10-18/..":         {false, true},
		"../2023-10-18":         {false, true},
		"2023-10":               {true, false},
		"Ende 2024":             {true, false},
		"2023-10-18/2023-11":    {true, true},
		"2021/..":               {true, true},
	} {
		if d := must(t, s); d.Coarse() != want[0] || d.Interval() != want[1] {
			t.Errorf("%s: coarse %t, interval %t", s, d.Coarse(), d.Interval())
		}
	}
}

func TestBegin(t *testing.T) {
	for s, want := range map[string]string{
		"2023-10-18": "2023-10-18", "2023-10/2024-03": "2023-10", "Herbst 2023 bis Ende 2024": "2023-23", "2021/..": "2021", "../2024": "",
	} {
		if got := must(t, s).Begin().String(); got != want {
			t.Errorf("%s begins %q, want %q", s, got, want)
		}
	}
}

func TestBetween(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"2021", "", "2021/.."},
		{"", "2024", "../2024"},
		{"2023-10-05", "2024-03-03", "2023-10-05/2024-03-03"},
		{"2023-10-05", "2023-10-05", "2023-10-05"},
		{"2023-10-05", "2023", "2023-10-05/2023"},
		{"2023-10-05/2023-10-06", "2023-11-01/2023-11-02", "2023-10-05/2023-11-02"},
		{"2021/..", "bis Ende 2024", "2021/Ende 2024"},
	} {
		var from, to Date
		if c.from != "" {
			from = must(t, c.from)
		}
		if c.to != "" {
			to = must(t, c.to)
		}
		if d, err := Between(from, to); err != nil || d.String() != c.want {
			t.Errorf("Between(%s, %s) = %s, %v, want %s", c.from, c.to, d, err, c.want)
		}
	}
	for _, c := range []struct {
		from, to Date
		want     string
	}{
		{Date{}, Date{}, "Der Zeitraum hat weder Anfang noch Ende. Geben Sie mindestens eines von beiden an, zum Beispiel 2021/.. oder ../2024."},
		{must(t, "2024"), must(t, "2023"), "Das Ende des Zeitraums (2023) liegt vor seinem Anfang (2024). Prüfen Sie beide Angaben, auch das Jahr des Anfangs."},
	} {
		d, err := Between(c.from, c.to)
		var perr *ParseError
		if !errors.As(err, &perr) || perr.Error() != c.want || !d.IsZero() {
			t.Errorf("Between(%s, %s) = %s, %v\nwant %s", c.from, c.to, d, err, c.want)
		}
	}
}

func TestDay(t *testing.T) {
	d := Day{2023, 10, 5}
	if d.String() != "2023-10-05" || d.Long() != "5. Oktober 2023" || (Day{}).String() != "" || (Day{}).Long() != "" {
		t.Errorf("%q %q %q %q", d, d.Long(), Day{}, Day{}.Long())
	}
	sorted := []Day{{}, {2022, 12, 31}, {2023, 1, 1}, {2023, 1, 31}, {2023, 2, 1}}
	for i, a := range sorted {
		for j, b := range sorted {
			if got := a.Compare(b); got != min(1, max(-1, i-j)) {
				t.Errorf("%q to %q is %d", a, b, got)
			}
		}
	}
	if !FromDay(Day{}).IsZero() || FromDay(d) != must(t, "5.10.2023") {
		t.Error("FromDay differs from what Parse reads")
	}
}

func BenchmarkOn(b *testing.B) {
	d := must(b, "2023-10-18/2023-10-19")
	b.ReportAllocs()
	for b.Loop() {
		_ = d.On()
	}
}
