package date

import "fmt"

var monthNames = [...]string{
	"Januar", "Februar", "März", "April", "Mai", "Juni",
	"Juli", "August", "September", "Oktober", "November", "Dezember",
}

var (
	partNames   = [...]string{"Anfang", "Mitte", "Ende"}
	seasonNames = [...]string{"Frühjahr", "Sommer", "Herbst", "Winter"}
	ordinals    = [...]string{"erste", "zweite", "dritte", "vierte"}
)

// yearText returns the year as it stands after the name of the period: „2024“,
// of a winter „2022/23“ or „1999/2000“.
func (p point) yearText() string {
	switch {
	case p.unit != seasonal || p.n != winter:
		return fmt.Sprint(p.year)
	case p.year%100 == 99:
		return fmt.Sprintf("%d/%d", p.year, p.year+1)
	}
	return fmt.Sprintf("%d/%02d", p.year, (p.year+1)%100)
}

// text returns the period as a table would show it, without preposition.
func (p point) text() string {
	switch p.unit {
	case none, open:
		return ""
	case daily:
		return fmt.Sprintf("%d. %s %d", p.day, monthNames[p.n-1], p.year)
	case monthly:
		return monthNames[p.n-1] + " " + p.yearText()
	case monthPart:
		return partNames[p.part-1] + " " + monthNames[p.n-1] + " " + p.yearText()
	case seasonal:
		return seasonNames[p.n-1] + " " + p.yearText()
	case quarterly, halfYearly:
		return fmt.Sprintf("%d. %s", p.n, p.noun())
	case yearPart:
		return partNames[p.part-1] + " " + p.yearText()
	case yearly:
		return p.yearText()
	}
	panic(fmt.Sprintf("date: unknown unit %d", p.unit))
}

// noun returns „Quartal 2023“ or „Halbjahr 2023“.
func (p point) noun() string {
	if p.unit == quarterly {
		return "Quartal " + p.yearText()
	}
	return "Halbjahr " + p.yearText()
}

// inflected returns a quarter or half-year with its ordinal written out:
// „vierten Quartal 2023“ for the ending "n", „vierte Quartal 2023“ for "".
func (p point) inflected(ending string) string {
	return ordinals[p.n-1] + ending + " " + p.noun()
}

// on returns the period with the preposition that says when something happens.
func (p point) on() string {
	switch p.unit {
	case daily:
		return "am " + p.text()
	case monthly, seasonal:
		return "im " + p.text()
	case quarterly, halfYearly:
		return "im " + p.inflected("n")
	case yearly:
		return "im Jahr " + p.text()
	}
	return p.text()
}

// after returns the period behind a preposition that governs the dative: „seit
// dem 5. Oktober 2023“, „seit März 2021“.
func (p point) after(preposition string) string {
	switch p.unit {
	case daily:
		return preposition + " dem " + p.text()
	case quarterly, halfYearly:
		return preposition + " dem " + p.inflected("n")
	}
	return preposition + " " + p.text()
}

// until returns the end of a term. A year becomes its end, since „bis 2024“
// leaves open whether the year counts.
func (p point) until() string {
	switch p.unit {
	case daily:
		return "bis zum " + p.text()
	case quarterly:
		return fmt.Sprintf("bis zum Ende des %sn Quartals %d", ordinals[p.n-1], p.year)
	case halfYearly:
		return fmt.Sprintf("bis zum Ende des %sn Halbjahrs %d", ordinals[p.n-1], p.year)
	case yearly:
		return "bis Ende " + p.text()
	}
	return "bis " + p.text()
}

// pair returns an interval without preposition: joined by „und“ where its ends
// follow each other, by „bis“ otherwise, without repeating the month or year.
// toText is what stands after „bis“.
func (d Date) pair(fromText, toText string) string {
	from := fromText
	if d.from.unit == d.to.unit && d.from.year == d.to.year {
		switch {
		case d.from.unit == monthly:
			from = monthNames[d.from.n-1]
		case d.from.unit == daily && d.from.n == d.to.n:
			from = fmt.Sprintf("%d.", d.from.day)
		case d.from.unit == daily:
			from = fmt.Sprintf("%d. %s", d.from.day, monthNames[d.from.n-1])
		}
	}
	if d.from.next(d.to) {
		return from + " und " + toText
	}
	return from + " bis " + toText
}

// Text returns the date without preposition, for tables and headings: „18. und
// 19. Oktober 2023“, „Oktober 2022“, „4. Quartal 2023“, „2024“. An open
// interval has one nevertheless: „seit 2021“, „bis Ende 2024“. No date gives
// "", as do the functions below.
func (d Date) Text() string {
	switch {
	case !d.Interval():
		return d.from.text()
	case d.from.unit == open:
		return d.to.until()
	case d.to.unit == open:
		return d.from.after("seit")
	}
	return d.pair(d.from.text(), d.to.text())
}

// On returns when something happens: „am 18. und 19. Oktober 2023“, „vom 23.
// bis 29. Juli 2023“, „im Oktober 2022“, „im Jahr 2024“, „in den Jahren 2022
// und 2023“, „im vierten Quartal 2023“, „Ende 2024“. An open interval reads
// „seit 2021“ or „bis Ende 2024“.
func (d Date) On() string {
	switch {
	case !d.Interval():
		return d.from.on()
	case d.from.unit == open || d.to.unit == open:
		return d.Text()
	}
	if d.from.next(d.to) {
		words := d.pair(d.from.text(), d.to.text())
		switch d.from.unit {
		case daily:
			return "am " + words
		case monthly:
			return "im " + words
		}
		return "in den Jahren " + words
	}
	preposition, from := "von ", d.from.text()
	switch d.from.unit {
	case daily, seasonal:
		preposition = "vom "
	case quarterly, halfYearly:
		preposition, from = "vom ", d.from.inflected("n")
	}
	to := d.to.text()
	switch d.to.unit {
	case daily: // „vom 5. Oktober 2023 bis 3. März 2024“, but „von Oktober 2022 bis zum 3. März 2023“
		if d.from.unit != daily {
			to = "zum " + to
		}
	case seasonal:
		to = "zum " + to
	case quarterly, halfYearly:
		to = "zum " + d.to.inflected("n")
	}
	return preposition + d.pair(from, to)
}

// Since returns since when something lasts: „seit dem 5. Oktober 2023“, „seit
// März 2021“, „seit 2021“. Of an interval its beginning counts; where that is
// open, Since returns "".
func (d Date) Since() string { return d.begin("seit") }

// Starting returns from when on something that lies ahead will last: „ab dem
// 5. Oktober 2023“, „ab 2024“. Otherwise it is like [Date.Since].
func (d Date) Starting() string { return d.begin("ab") }

func (d Date) begin(preposition string) string {
	if d.from.unit <= open {
		return ""
	}
	return d.from.after(preposition)
}

// Until returns the end of a term: „bis zum 3. März 2024“, „bis Ende 2024“
// (also for 2024), „bis Frühjahr 2024“. Of an interval its end counts; where
// that is open, Until returns "".
func (d Date) Until() string {
	if p := d.end(); p.unit > open {
		return p.until()
	}
	return ""
}

// For returns for when something is intended: „für den 3. November 2023“, „für
// Frühjahr 2024“, „für das Jahr 2024“, „für das vierte Quartal 2023“, „für
// Ende 2024“, „für die Zeit vom 23. bis 29. Juli 2023“.
func (d Date) For() string {
	if d.IsZero() {
		return ""
	}
	if d.Interval() {
		switch {
		case d.to.unit == open:
			return "für die Zeit " + d.Starting()
		case d.from.unit != open && d.from.next(d.to):
			words := d.Text()
			switch d.from.unit {
			case daily:
				return "für den " + words
			case yearly:
				return "für die Jahre " + words
			}
			return "für " + words
		}
		return "für die Zeit " + d.On()
	}
	switch d.from.unit {
	case daily:
		return "für den " + d.from.text()
	case quarterly, halfYearly:
		return "für das " + d.from.inflected("")
	case yearly:
		return "für das Jahr " + d.from.text()
	}
	return "für " + d.from.text()
}
