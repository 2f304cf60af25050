package typography

import (
	"unicode"
	"unicode/utf8"
)

// The closed lists of the rules. What is not here keeps its space.
var (
	months = []string{
		"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
		"Jan.", "Feb.", "Febr.", "Apr.", "Aug.", "Sept.", "Okt.", "Nov.", "Dez.",
	}
	counted = []string{ // behind an ordinal number
		"Quartal", "Quartals", "Halbjahr", "Halbjahrs", "Halbjahres", "Jahrhundert", "Jahrhunderts",
		"Wahlperiode", "Legislaturperiode", "Sitzung", "Tagung", "Konferenz", "Gipfel", "Gipfels", "Jugendgipfel", "Jugendgipfels",
		"Auflage", "Jahrestag", "Jahrestags", "Jahrestages",
	}
	units = []string{
		"%", "‰", "€", "$", "°C", "Euro", "EUR", "Cent", "Dollar", "Prozent", "Uhr",
		"Mio.", "Mrd.", "Tsd.", "Million", "Millionen", "Milliarde", "Milliarden",
		"mm", "cm", "m", "km", "m²", "km²", "m³", "ha", "l", "g", "kg", "t",
		"kW", "MW", "GW", "kWh", "MWh", "GWh", "TWh",
	}
	currencies = []string{"Euro", "EUR", "€", "Dollar", "US-Dollar", "$", "t", "kWh"} // behind „Mio.“
	titles     = []string{"Dr.", "Prof.", "Dres.", "St."}
	references = []string{"Abs.", "Art.", "Nr.", "Nrn.", "S.", "Ziff.", "Rn.", "Kap.", "Bd.", "Abb.", "Tab.", "Bl.", "Drs."}

	// Abbreviations of several parts.
	abbreviations = [][]string{
		{"u.", "a.", "m."}, {"u.", "v.", "m."}, {"i.", "d.", "R."}, {"i.", "d.", "F."}, {"i.", "H.", "v."}, {"i.", "S.", "d."},
		{"z.", "B."}, {"d.", "h."}, {"u.", "a."}, {"e.", "V."}, {"i.", "V."}, {"i.", "A."}, {"o.", "g."}, {"u.", "g."},
		{"o.", "a."}, {"s.", "o."}, {"s.", "u."}, {"s.", "a."}, {"v.", "a."}, {"z.", "T."}, {"z.", "Zt."}, {"z.", "Hd."},
		{"u.", "U."}, {"u.", "Ä."}, {"o.", "Ä."}, {"u.", "ä."}, {"o.", "ä."}, {"a.", "D."}, {"a.", "M."}, {"p.", "a."},
		{"v.", "H."}, {"d.", "J."}, {"d.", "M."}, {"n.", "Chr."}, {"v.", "Chr."}, {"h.", "c."},
	}

	// Words with which a sentence may begin behind a single letter: „Variante B.
	// Die Kosten“ is no name.
	beginnings = []string{
		"Aber", "Alle", "Als", "Am", "An", "Auch", "Auf", "Aus", "Bei", "Beide", "Bis", "Da", "Dabei", "Damit", "Dann", "Das", "Dazu",
		"Dem", "Den", "Der", "Des", "Die", "Dies", "Diese", "Dieser", "Dieses", "Ein", "Eine", "Einen", "Einer", "Er", "Es", "Für", "Hier",
		"Ihm", "Ihr", "Ihre", "Im", "In", "Ist", "Jede", "Jeder", "Man", "Mit", "Nach", "Nicht", "Nun", "Nur", "Ob", "Seit", "Sie",
		"Sind", "So", "Um", "Und", "Unter", "Von", "Vor", "Was", "Wegen", "Wenn", "Wer", "Wie", "Wir", "Wird", "Wo", "Zu", "Zum", "Zur",
	}
)

// space sets the spaces at which no line may end.
func (t *text) space() {
	for i := 0; i < len(t.chars); i++ {
		switch r := t.chars[i].r; {
		case r == ' ':
			if t.chars[i].fixed || isBlank(t.char(i-1)) || isBlank(t.char(i+1)) {
				continue
			}
			if rule := t.joins(i); rule != "" {
				t.change(i, nbsp, rule)
			}
		case r == '.' && unicode.IsLetter(t.char(i-1)) && !isWord(t.char(i-2)) && t.char(i-2) != '.':
			i = t.abbreviation(i)
		}
	}
}

// joins returns the rule by which the words around the space at i belong
// together, or "".
func (t *text) joins(i int) string {
	next := t.char(i + 1)
	if next == '…' {
		return ruleEllipsis
	}
	switch before := t.char(i - 1); {
	case before == '§':
		if isDigit(next) {
			return ruleReference
		}
	case before == '.':
		return t.joinsDot(i, next)
	case isDigit(before):
		switch {
		case t.word(i+1, units) > 0:
			return ruleUnit
		case isDigit(next) && t.group(i):
			return ruleGroups
		}
	case isDigit(next) && before == 'e' && (t.follows(i, "Vorlage") || t.follows(i, "Drucksache")):
		for j := i + 1; isDigit(t.char(j)); j++ {
			if t.char(j+1) == '/' && isDigit(t.char(j+2)) {
				return ruleReference
			}
		}
	}
	return ""
}

// joinsDot does what joins does behind a full stop.
func (t *text) joinsDot(i int, next rune) string {
	switch c := t.char(i - 2); {
	case isDigit(c):
		if isDigit(t.char(i-3)) && isDigit(t.char(i-4)) {
			return "" // a year
		}
		if before := t.char(t.digits(i-2) - 1); isWord(before) || before == '.' || before == ',' || before == '/' || before == ':' {
			return ""
		}
		switch {
		case t.word(i+1, months) > 0:
			return ruleDate
		case t.word(i+1, counted) > 0:
			return ruleOrdinal
		}
	case isDigit(next):
		for _, word := range references {
			if t.follows(i, word) {
				return ruleReference
			}
		}
	case unicode.IsUpper(c) && !isWord(t.char(i-3)):
		// J. Müller
		if unicode.IsUpper(next) && (unicode.IsLower(t.char(i+2)) || t.char(i+2) == '.') && t.word(i+1, beginnings) == 0 {
			return ruleName
		}
	case unicode.IsLetter(next):
		for _, word := range titles {
			if t.follows(i, word) {
				return ruleName
			}
		}
		if (t.follows(i, "Mio.") || t.follows(i, "Mrd.") || t.follows(i, "Tsd.")) && t.word(i+1, currencies) > 0 {
			return ruleUnit
		}
	case next == '€' || next == '$':
		if t.follows(i, "Mio.") || t.follows(i, "Mrd.") || t.follows(i, "Tsd.") {
			return ruleUnit
		}
	}
	return ""
}

// digits returns where the digits begin of which one stands at i. They are few.
func (t *text) digits(i int) int {
	for isDigit(t.char(i - 1)) {
		i--
	}
	return i
}

// group reports whether the space at i stands in a number of groups of three
// digits. What begins with a 0 or has another group is none.
func (t *text) group(i int) bool {
	const most = 5 // groups on each side
	spaced := func(i, digit int) bool {
		r := t.char(i)
		return (r == ' ' || r == nbsp) && isDigit(t.char(digit))
	}
	first := i // the space behind the first group
	from := t.digits(first - 1)
	for n := 0; first-from == 3 && spaced(from-1, from-2); n++ {
		if n == most {
			return false
		}
		first = from - 1
		from = t.digits(first - 1)
	}
	switch before := t.char(from - 1); {
	case first-from > 3 || t.char(from) == '0' || isWord(before) || spaced(from-1, from-2):
		return false
	case before == '/' || before == '.' || before == ',' || before == '-' || before == '+':
		return false
	}
	for range most {
		for n := 1; n <= 3; n++ {
			if !isDigit(t.char(i + n)) {
				return false
			}
		}
		i += 4
		if !spaced(i, i+1) {
			after := t.char(i)
			return !isWord(after) && after != '-' && after != '/' && after != '–'
		}
	}
	return false
}

// abbreviation sets the spaces of the abbreviation of which the first part
// ends with the full stop at i. It returns the index of the last full stop.
func (t *text) abbreviation(i int) int {
	for _, parts := range abbreviations {
		end := t.parts(i-1, parts)
		if end < 0 || isWord(t.char(end)) && t.char(end+1) != '.' {
			continue
		}
		at := i // of a part's full stop
		for _, part := range parts[1:] {
			at++
			switch c := t.char(at); {
			case c == ' ':
				t.change(at, nbsp, ruleShort)
				at++
			case isBlank(c):
				at++
			default:
				dot := t.chars[at-1]
				if end := dot.at + dot.n; !dot.fixed && end == t.chars[at].at {
					t.changes = append(t.changes, Change{end, end, written(nbsp), ruleShort})
				}
			}
			at += utf8.RuneCountInString(part) - 1
		}
		return at
	}
	return i
}

// parts returns where an abbreviation that begins at i ends, or -1. Its first
// letter may be a capital.
func (t *text) parts(i int, parts []string) int {
	for n, part := range parts {
		if r := t.char(i); n > 0 && (r == ' ' || r == nbsp || r == '\u202F') {
			i++
		}
		for _, want := range part {
			r := t.char(i)
			if n == 0 && unicode.ToLower(r) == want {
				r = want
			}
			if r != want {
				return -1
			}
			i++
		}
	}
	return i
}

// word returns the length of the word of the list that stands whole at i, or 0.
func (t *text) word(i int, list []string) int {
	first := t.char(i)
next:
	for _, word := range list {
		j := i
		for at, want := range word {
			if at == 0 && want != first || t.char(j) != want {
				continue next
			}
			j++
		}
		if isWord(t.char(j)) {
			continue
		}
		return j - i
	}
	return 0
}

// follows reports whether the whole word stands before i.
func (t *text) follows(i int, word string) bool {
	for n := len(word) - 1; n >= 0; n-- { // all of them are ASCII
		if i--; t.char(i) != rune(word[n]) {
			return false
		}
	}
	return !isWord(t.char(i - 1))
}
