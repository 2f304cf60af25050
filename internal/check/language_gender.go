package check

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Official writing addresses women and men: § 4 LGG NRW.

// genderMark matches the shortened forms that name both at once. „/in“ without
// more is too common in other words.
var genderMark = pattern(`\pL{2,}[*:_·](-?)(innen|in|n|r|e)\b|\pL{3,}/-?innen\b|\pL\p{Ll}{2,}Innen\b|\pL\p{Ll}+(?:er|ent|ant|ist|or|eur|ekt|end|at)In\b|\p{Ll}{3,}\((in|innen)\)`)

// shortened returns the first shortened form of a text, or "".
func shortened(s string) string {
	if strings.ContainsAny(s, "*:_·/(") || strings.Contains(s, "In") {
		return genderMark().FindString(s)
	}
	return ""
}

func (x *examiner) genderMarks(w *wording) {
	for _, p := range w.parts {
		if m := shortened(p.own); m != "" {
			x.report("gender-zeichen", w.entry, w.Key, "Nennen Sie beide Formen, etwa „Schülerinnen und Schüler“, oder wählen Sie ein neutrales Wort, etwa „Teilnehmende“.",
				"Eine Personenbezeichnung ist verkürzt: %s.", shown(m))
			return
		}
	}
}

// noun names persons. Where plural and dative are the same, the form may be a
// singular too („dem Experten“).
type noun struct {
	plural, dative, feminine string
	neutral                  string // plural; empty where there is no good one
	compound                 bool   // the last part of compounds, too: „Wirtschaftsvertreter“
}

// nouns are those that reports on partnerships are full of. What is said of
// states and bodies as often as of persons (Partner, Träger, Nachbar) is not
// here, nor offices that one person holds (Minister, Botschafter).
var nouns = []noun{
	{"Absolventen", "Absolventen", "Absolventinnen", "", true},
	{"Ansprechpartner", "Ansprechpartnern", "Ansprechpartnerinnen", "Ansprechpersonen", false},
	{"Anwohner", "Anwohnern", "Anwohnerinnen", "", false},
	{"Arbeitnehmer", "Arbeitnehmern", "Arbeitnehmerinnen", "Beschäftigte", false},
	{"Ärzte", "Ärzten", "Ärztinnen", "", true},
	{"Autoren", "Autoren", "Autorinnen", "", false},
	{"Berater", "Beratern", "Beraterinnen", "", false},
	{"Besucher", "Besuchern", "Besucherinnen", "Gäste", false},
	{"Bewohner", "Bewohnern", "Bewohnerinnen", "", false},
	{"Bürger", "Bürgern", "Bürgerinnen", "", false},
	{"Diplomaten", "Diplomaten", "Diplomatinnen", "", false},
	{"Doktoranden", "Doktoranden", "Doktorandinnen", "Promovierende", false},
	{"Dozenten", "Dozenten", "Dozentinnen", "Lehrende", false},
	{"Einwohner", "Einwohnern", "Einwohnerinnen", "", false},
	{"Experten", "Experten", "Expertinnen", "Fachleute", true},
	{"Forscher", "Forschern", "Forscherinnen", "Forschende", false},
	{"Gesprächspartner", "Gesprächspartnern", "Gesprächspartnerinnen", "", false},
	{"Gründer", "Gründern", "Gründerinnen", "", false},
	{"Ingenieure", "Ingenieuren", "Ingenieurinnen", "", false},
	{"Journalisten", "Journalisten", "Journalistinnen", "Medienschaffende", false},
	{"Juristen", "Juristen", "Juristinnen", "", false},
	{"Kollegen", "Kollegen", "Kolleginnen", "", false},
	{"Künstler", "Künstlern", "Künstlerinnen", "Kunstschaffende", false},
	{"Landwirte", "Landwirten", "Landwirtinnen", "", false},
	{"Lehrer", "Lehrern", "Lehrerinnen", "Lehrkräfte", true},
	{"Mitarbeiter", "Mitarbeitern", "Mitarbeiterinnen", "Mitarbeitende", false},
	{"Musiker", "Musikern", "Musikerinnen", "", false},
	{"Nutzer", "Nutzern", "Nutzerinnen", "Nutzende", false},
	{"Pädagogen", "Pädagogen", "Pädagoginnen", "", false},
	{"Politiker", "Politikern", "Politikerinnen", "", true},
	{"Polizisten", "Polizisten", "Polizistinnen", "Polizeikräfte", false},
	{"Praktikanten", "Praktikanten", "Praktikantinnen", "", false},
	{"Professoren", "Professoren", "Professorinnen", "", false},
	{"Redner", "Rednern", "Rednerinnen", "", false},
	{"Referenten", "Referenten", "Referentinnen", "Vortragende", false},
	{"Richter", "Richtern", "Richterinnen", "", false},
	{"Schüler", "Schülern", "Schülerinnen", "", true},
	{"Sportler", "Sportlern", "Sportlerinnen", "", false},
	{"Stipendiaten", "Stipendiaten", "Stipendiatinnen", "", false},
	{"Studenten", "Studenten", "Studentinnen", "Studierende", true},
	{"Teilnehmer", "Teilnehmern", "Teilnehmerinnen", "Teilnehmende", false},
	{"Unternehmer", "Unternehmern", "Unternehmerinnen", "", true},
	{"Verbraucher", "Verbrauchern", "Verbraucherinnen", "", false},
	{"Vertreter", "Vertretern", "Vertreterinnen", "", true},
	{"Wissenschaftler", "Wissenschaftlern", "Wissenschaftlerinnen", "Forschende", true},
	{"Zuschauer", "Zuschauern", "Zuschauerinnen", "", false},
}

// personNouns holds the nouns by the forms of their plural.
var personNouns = func() map[string]*noun {
	m := make(map[string]*noun)
	for i := range nouns {
		n := &nouns[i]
		m[n.plural], m[n.dative] = n, n
	}
	return m
}()

var (
	token = pattern(`[\pL\pN-]+|[^\s\pL\pN-]`)

	// plurals stand before plurals only. „weiteren“ and the like are not here:
	// „einen weiteren Schüler“.
	plurals = wordSet("die Die viele Viele vielen Vielen mehrere Mehrere mehreren einige Einige einigen Einigen alle Alle allen Allen weitere Weitere zahlreiche Zahlreiche zahlreichen etliche sämtliche Sämtliche sämtlichen wenige wenigen manche verschiedene Verschiedene hunderte Hunderte tausende Tausende vier fünf sechs sieben acht neun zehn elf zwölf zwanzig dreißig hundert unsere ihre seine keine")
	// weak are those behind which an adjective ends in -en.
	weak = wordSet("die Die alle Alle allen Allen sämtliche Sämtliche sämtlichen vielen Vielen mehreren einigen Einigen zahlreichen wenigen unsere ihre seine keine")
	// Behind these a noun without an article is a plural; "als" is not here.
	withAccusative    = wordSet("für Für durch Durch ohne Ohne gegen Gegen an An über Über auf Auf um Um")
	withDative        = wordSet("mit Mit von Von bei Bei unter Unter zwischen Zwischen aus Aus gegenüber vielen Vielen allen Allen mehreren einigen Einigen zahlreichen wenigen sämtlichen")
	masculineSingular = wordSet("der Der dieser Dieser jener jeder Jeder welcher derselbe derjenige")
	adjective         = pattern(`^\p{Ll}[\p{Ll}-]*(e|en)$`)
	strong            = pattern(`^(junge|neue|deutsche|\p{Ll}[\p{Ll}-]*(ische|liche|ige|nde|ale|elle|same|bare))$`)
	// Behind a noun without an article at the beginning of a sentence: „Schüler
	// aus …“, but not „Teilnehmer war …“ nor „Richter sagte …“.
	following = wordSet("und sowie oder aus der des von vom beider aller mit für zwischen")
	few       = wordSet("beide beiden zwei drei zweier dreier") // of whom it may be known that they are men
)

// masculine reports plurals that name men only, where it is sure that the form
// is a plural and the feminine form is not in the same sentence.
func (x *examiner) masculine(w *wording) {
	switch w.field {
	case "name", "kurz", "thema", "traeger", "titel", "art", "amt":
		return // names and titles, and what one person is
	}
	for _, p := range w.parts {
		if shortened(p.own) != "" || !slices.ContainsFunc(strings.Fields(p.own), func(word string) bool {
			n, _ := personNoun(strings.TrimFunc(word, unicode.IsPunct))
			return n != nil
		}) {
			continue
		}
		for _, s := range sentences(p.own) {
			if x.masculineIn(w, s) {
				return
			}
		}
	}
}

func (x *examiner) masculineIn(w *wording, sentence string) bool {
	tokens := token().FindAllString(sentence, -1)
	lower := strings.ToLower(sentence)
	both := make(map[*noun]bool) // whose feminine form is there as well
	for i, word := range tokens {
		n, prefix := personNoun(word)
		if n == nil {
			continue
		}
		there, known := both[n]
		if !known {
			there = strings.Contains(lower, strings.ToLower(n.feminine))
			both[n] = there
		}
		if there {
			continue
		}
		first, ok := pluralFrom(tokens, i, n)
		if !ok {
			continue
		}
		before := strings.Join(tokens[first:i], " ")
		plural, fem, neutral := word, n.feminine, n.neutral
		if prefix != "" {
			fem = prefix + strings.ToLower(fem)
			neutral = ""
		}
		dative := n.plural != n.dative && strings.HasSuffix(word, n.dative[1:])
		for _, t := range tokens[max(0, first-1):i] {
			dative = dative || withDative[t] || t == "den"
		}
		hint := "Schreiben Sie „" + fem + " und " + plural + "“"
		if neutral != "" {
			hint += " oder „" + inflected(neutral, dative, slices.ContainsFunc(tokens[first:i], func(t string) bool { return weak[t] })) + "“"
		}
		quote := word
		if before != "" {
			quote = before + " " + word
		}
		x.report("nur-maskulin", w.entry, w.Key, hint+"; sind nur Männer gemeint, kann es so bleiben.", "%s nennt nur die männliche Form.", shown(quote))
		return true
	}
	return false
}

// personNoun returns the noun that a word is a plural of, and what a compound
// has before it.
func personNoun(word string) (n *noun, prefix string) {
	first, _ := utf8.DecodeRuneInString(word)
	if !unicode.IsUpper(first) {
		return nil, ""
	}
	if n := personNouns[word]; n != nil {
		return n, ""
	}
	if len(word) < 10 || strings.Contains(word, "-") {
		return nil, ""
	}
	for i := range nouns {
		n := &nouns[i]
		if !n.compound {
			continue
		}
		for _, form := range [...]string{n.dative, n.plural} {
			if before, ok := strings.CutSuffix(word, strings.ToLower(form)); ok && len(before) >= 4 {
				return n, before
			}
		}
	}
	return nil, ""
}

// pluralFrom reports whether the noun at i is surely a plural, and where the
// words begin that say so.
func pluralFrom(tokens []string, i int, n *noun) (first int, ok bool) {
	certain := n.plural != n.dative && strings.HasSuffix(strings.ToLower(tokens[i]), strings.ToLower(n.dative))
	j := i - 1
	for adjectives := 0; j >= 0; adjectives++ {
		t := tokens[j]
		if plurals[t] || amount(t) {
			return j, true
		}
		if t == "den" && j > 0 && withDative[tokens[j-1]] {
			return j, true
		}
		if few[t] {
			return 0, false
		}
		if adjectives == 2 || !adjective().MatchString(t) || withDative[t] {
			break
		}
		if strong().MatchString(t) && adjectives == 0 && !certain && !slices.ContainsFunc(tokens[max(0, j-2):j], func(t string) bool { return masculineSingular[t] }) {
			return j, true // „junge Künstler“: of one it would be „ein junger“, „der junge“
		}
		j--
	}
	if certain {
		return i, true
	}
	if i+1 < len(tokens) {
		next, _ := utf8.DecodeRuneInString(tokens[i+1])
		if unicode.IsUpper(next) {
			return 0, false // „Künstler Beuys“
		}
	}
	if i == 0 {
		return 0, len(tokens) > 1 && following[tokens[1]]
	}
	before := tokens[i-1]
	return i, withAccusative[before] || withDative[before] && n.plural == n.dative // „mit Richter“ is a name
}

// amount reports whether a token is a number of persons and no year. Of two or
// three it may be known that they are men.
func amount(t string) bool {
	n, err := strconv.Atoi(t)
	return err == nil && n > 3 && (n < 1900 || n > 2100)
}

// inflected returns a neutral plural in its case; those of participles end in
// -n in the dative and behind an article.
func inflected(neutral string, dative, weak bool) string {
	switch {
	case strings.HasSuffix(neutral, "nde") || strings.HasSuffix(neutral, "gte"):
		if dative || weak {
			return neutral + "n"
		}
	case dative && !strings.HasSuffix(neutral, "n"):
		return neutral + "n"
	}
	return neutral
}
