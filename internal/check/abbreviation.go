package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"umsetzungsstand/internal/diag"
)

var abbreviationCodes = []Code{
	{"abkuerzung-unerklaert", diag.Hint, "Eine Abkürzung wird im Bericht nirgends ausgeschrieben. Die Mitglieder des Ausschusses kennen die Kürzel der Häuser und Partner nicht alle. Tragen Sie sie mit ihrer Langform als [[abkuerzung]] in woerter.toml ein; dann wird sie bei ihrem ersten Vorkommen ausgeschrieben. Ist sie ein Eigenname, nehmen Sie sie unter ungetrennt auf."},
}

// wellKnown are abbreviations that need no long form before a parliament: its
// own, those of states, parties and broadcasters, legal forms, and what is
// better known short than long. Placeholders are reported as such.
var wellKnown = wordSet(`EU EG NRW BRD DDR USA US UK UN UNO NATO UNESCO UNICEF WHO OECD
		TODO FIXME TBD XX XXX XXXX
		MdL MdB MdEP SPD CDU CSU FDP AfD BSW ARD ZDF WDR DGB VHS IHK ADAC TÜV DIN ISO
		GmbH gGmbH AG KG SE mbH eV BGB GG StGB EuGH EZB DM EUR USD GBP
		IT KI PC TV CD DVD PDF USB SMS GPS LED URL WLAN EDV QR DNA HIV AIDS COVID MINT RWTH TU TH FH
		LKW PKW KFZ Lkw Pkw Kfz ÖPNV ICE WM EM KfW DFB FC TSV
		MW GW TW kW kWh MWh GWh TWh kV MHz GHz GB TB MB`)

var (
	parenthesis = pattern(`\(([^()]{2,160})\)`)
	romanNumber = pattern(`^[IVX]+$`)
)

// abbreviations reports abbreviations that the edition never spells out, each
// at its first use.
func (x *examiner) abbreviations() {
	explained := make(map[string]bool)
	for i := range x.ed.Set.Words.Abbreviations {
		explained[x.ed.Set.Words.Abbreviations[i].Short] = true
	}
	for i := range x.ed.Set.Ministries {
		explained[x.ed.Set.Ministries[i].Short] = true
	}
	for _, word := range x.ed.Set.Words.NeverDivide {
		for _, part := range abbreviationsIn(word) {
			explained[part] = true
		}
	}
	for _, m := range x.mentions { // „XU Kunlin“
		for word := range strings.FieldsSeq(m.name) {
			explained[word] = true
		}
	}
	type place struct {
		text *text
		word string
	}
	var found []place
	for _, e := range x.entries {
		for i := range e.texts {
			t := &e.texts[i]
			if !printed(t) {
				continue
			}
			s := evenSpaces.Replace(t.plain)
			explains(s, explained)
			s = unquoted(s)
			for _, a := range abbreviationsIn(x.lexicon.foreign.Replace(s)) {
				if !explained[a] {
					found = append(found, place{t, a})
				}
			}
		}
	}
	for _, p := range found {
		if explained[p.word] { // later in the report, or already reported
			continue
		}
		explained[p.word] = true
		x.report("abkuerzung-unerklaert", p.text.entry, p.text.Key, "Ergänzen Sie in woerter.toml eine [[abkuerzung]] mit kurz = \""+p.word+"\" und lang; ist sie ein Eigenname, nehmen Sie sie unter ungetrennt auf.",
			"Die Abkürzung „%s“ wird im Bericht nicht ausgeschrieben.", p.word)
	}
}

// printed reports whether a text comes into the report: satz stands in place of
// what the sentence would be built from. File references and numbers are none of
// its words.
func printed(t *text) bool {
	e := t.entry
	name := fieldOf(t.Key)
	switch {
	case name == "loest_ab", e.kind == contact, e.kind == edition && (name == "aktenzeichen" || name == "vorlage"):
		return false
	case e.kind == partner && name == "name":
		return false
	case e.Sentence == "" || name == "satz" || name == "text" || name == "ergebnisse":
		return true
	}
	return e.tense == ahead && (name == "name" || name == "was") // in the overview
}

// abbreviationsIn returns the words of a text that are abbreviations: of two
// capitals or more and hardly any small letter.
func abbreviationsIn(s string) []string {
	var list []string
	chunks := strings.Fields(s)
	for k, quiet := 0, 0; k < len(chunks); k++ {
		chunk := chunks[k]
		if k >= quiet { // „PARTNERSCHAFT MIT UNGARN“
			shout := false
			for quiet = k; quiet < len(chunks) && inCapitals(chunks[quiet]); quiet++ {
				shout = shout || utf8.RuneCountInString(chunks[quiet]) > 7
			}
			if shout {
				k = quiet - 1
				continue
			}
		}
		if strings.Contains(chunk, "://") || strings.Contains(chunk, "www.") || strings.ContainsRune(chunk, '@') {
			continue
		}
		from := -1
		for i, r := range chunk + " " {
			letter := unicode.IsLetter(r) || unicode.IsDigit(r)
			switch {
			case letter && from < 0:
				from = i
			case !letter && from >= 0:
				next, _ := utf8.DecodeRuneInString(chunk[min(i+utf8.RuneLen(r), len(chunk)):])
				name := r == '.' && unicode.IsLetter(next) || from > 1 && chunk[from-1] == '.' // „NRW.Global Business“
				if word := chunk[from:i]; !name && isAbbreviation(word) {
					list = append(list, word)
				}
				from = -1
			}
		}
	}
	return list
}

// inCapitals reports whether a word has no other letters. One of more than seven
// is too long for an abbreviation.
func inCapitals(word string) bool {
	return strings.ToUpper(word) == word && strings.ContainsFunc(word, unicode.IsLetter)
}

func isAbbreviation(word string) bool {
	upper, lower := 0, 0
	for _, r := range word {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		default:
			return false
		}
	}
	n := upper + lower
	return upper >= 2 && lower < upper && n <= 6 && !wellKnown[word] && !wellKnown[strings.TrimSuffix(word, "s")] && !romanNumber().MatchString(word)
}

// explains notes the abbreviations that a text spells out: „Langform (ABK)“ and
// „ABK (Langform)“.
func explains(s string, explained map[string]bool) {
	if !strings.Contains(s, "(") {
		return
	}
	for _, at := range parenthesis().FindAllStringSubmatchIndex(s, -1) {
		const near = 120 // bytes
		before, inside := strings.TrimRight(s[max(0, at[0]-near):at[0]], " “‘\""), s[at[2]:at[3]]
		for _, a := range abbreviationsIn(inside) {
			if utf8.RuneCountInString(inside) <= utf8.RuneCountInString(a)+20 && spellsOut(before, a) {
				explained[a] = true
			}
		}
		last := before[strings.LastIndexByte(before, ' ')+1:]
		for _, a := range abbreviationsIn(last) {
			if spellsOut(inside, a) {
				explained[a] = true
			}
		}
	}
}

// spellsOut reports whether words can be what an abbreviation is short for: one
// of some length begins like it.
func spellsOut(words, short string) bool {
	first, _ := utf8.DecodeRuneInString(short)
	for word := range strings.FieldsSeq(words) {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(word, "„‚\"("))
		if unicode.ToUpper(r) == unicode.ToUpper(first) && utf8.RuneCountInString(word) >= 4 && strings.ToUpper(word) != word {
			return true
		}
	}
	return false
}
