package check

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
)

var timeWordCodes = []Code{
	{"zeitwort-jahr", diag.Warning, "Ein Text nennt eine Zeit nur von seinem Tag aus: „in diesem Jahr“, „im kommenden Herbst“, „gestern“. Einträge bleiben über Jahre stehen; beim Jahreswechsel wird der Satz falsch. Nennen Sie das Jahr, den Monat oder den Tag."},
	{"zeitwort-veraltet", diag.Warning, "Ein Text sagt, wie es „derzeit“, „bisher“ oder „demnächst“ ist, aber seit dem Stichtag der vorigen Ausgabe hat das niemand mehr gemeldet oder bestätigt. Der Bericht gäbe Altes als neu aus. Fragen Sie nach, und tragen Sie bestaetigt oder eine neue Fassung ein; oder nennen Sie die Zeit statt des Wortes."},
	{"zeitwort-ohne-stand", diag.Hint, "Ein Text sagt, wie es „derzeit“, „bisher“ oder „demnächst“ ist, aber der Eintrag sagt nicht, von wann diese Angabe ist. Ob es noch stimmt, kann niemand erkennen. Tragen Sie bestaetigt ein (bei einem [[text]] oder [[inhalt.stand]] auch ab), oder nennen Sie die Zeit statt des Wortes."},
	{"zuletzt-ueberholt", diag.Warning, "Der Satz einer Begegnung beginnt mit „Zuletzt“, aber der Bericht nennt eine spätere. So entstehen leicht zwei letzte Begegnungen in einem Abschnitt. Streichen Sie das Wort im satz, und nennen Sie das Datum."},
}

// yearStems and stateStems are what every word of time holds, in lower case. To
// look for them first spares most sentences the dearer search for the words.
var (
	yearStems  = []string{"dies", "laufend", "kommend", "nächst", "vergangen", "letzt", "vorig", "zurückliegend", "gestern", "morgen", "heuer", "jahres", "vorjahr", "vor ", "seit "}
	stateStems = []string{
		"zeit", "letzt", "vergangen", "kommend", "nächst", "momentan", "gegenwärtig", "aktuell", "augenblick", "neuerdings", "kürzlich", "unlängst", "jüngst", "jetzt", "kurzem", "heute",
		"bisher", "bislang", "weiterhin", "wie vor", "noch", "dato", "demnächst", "bald", "kürze", "bälde", "inzwischen", "mittlerweile",
	}
)

// The words of time. Go's \b knows letters of ASCII only; none of the words
// begins or ends with another.
const (
	periodNouns = `(?:(?:Kalender|Haushalts|Schul)?[Jj]ahr(?:e?s)?|Halbjahr(?:e?s)?|Quartals?|Semesters?|Monat(?:e?s)?|Woche|Frühjahrs?|Frühling(?:e?s)?|Sommers?|Herbst(?:e?s)?|Winters?)\b`
	ofYear      = `(?:Ende|Ausgang|Anfang|Beginn|Mitte|Laufe?|Verlaufe?) des Jahres`
)

var (
	// thisPeriod, nextPeriod and lastPeriod want no year behind them.
	thisPeriod = pattern(`\b(?:[Dd]ies(?:em|es|er|en|e)|[Ll]aufende[mnsr]?) ` + periodNouns + `|\b[Dd]iesjährige[mnrs]?\b|\b[Hh]euer\b|\b[Ii]n diesen Tagen\b|\b[Dd]ieser Tage\b`)
	nextPeriod = pattern(`\b(?:[Kk]ommende|[Nn]ächste)[mnsr]? ` + periodNouns + `|\b[Nn]ächstjährige[mnrs]?\b|[Üü]bermorgen\b`)
	lastPeriod = pattern(`\b(?:[Vv]ergangene|[Ll]etzte|[Vv]orige|[Zz]urückliegende)[mnsr]? ` + periodNouns + `|\b[Ll]etztjährige[mnrs]?\b|\b(?:[Vv]or)?[Gg]estern\b`)
	// endOfYear wants a year in its sentence, or in the one before.
	endOfYear = pattern(`\b(?:[Zz]um|[Gg]egen|[Bb]is|[Vv]or|[Zz]u) (?:zum )?Jahres(?:ende|beginn|anfang|wechsel|mitte)\b|\b` + ofYear + `\b`)

	// ago wants that too, and says nothing wrong of a meeting, which has its day.
	ago = pattern(`\bVorjahr(?:e?s)?\b|\b(?:[Vv]or|[Ss]eit) (?:einem|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|\d+|wenigen|einigen) (?:Jahr(?:en)?|Monat(?:en)?|Wochen?|Tag(?:en)?)\b`)

	// firstSince is what stands before „seit zehn Jahren“ in „zum ersten Mal seit
	// zehn Jahren“.
	firstSince = pattern(`(?:[Ee]rstmals|[Mm]al|[Ee]rste[mnrs]?(?: \p{Lu}\pL+)?) $`)

	// ofSomething is what makes of „das letzte Jahr“ that of a span („der
	// Laufzeit“) or of a named day („vor der Unterzeichnung“).
	ofSomething = pattern(`^ (?:der|des|seiner|ihrer|seines|ihres|einer|eines|von|vom|vor|nach|davor|danach)\b`)
	yearBehind  = pattern(`^,? (?:\(?(?:19|20)\d\d\b|\d{4}/)`)
	aYear       = pattern(`\b(?:19|20)\d\d\b`)
	everyYear   = pattern(`(?i)\b(?:jeweils|jährlich\w*|alljährlich\w*|jede[nms]? (?:Jahr|Frühjahr|Herbst|Sommer|Winter)\w*)\b`)
)

// Words that say how things are now, how they have been until now, and what
// comes soon. With „bisher“ and „bald“, what is told of a meeting that has taken
// place speaks of that day.
var (
	nowWords = pattern(`(?i)\b(?:derzeit(?:ige[mnrs]?)?|zurzeit|momentan(?:e[mnrs]?)?|gegenwärtig(?:e[mnrs]?)?|aktuell|im Augenblick|neuerdings|kürzlich|unlängst|jüngst|jetzt|vor [Kk]urzem|seit [Kk]urzem|in jüngerer Zeit|in jüngster Zeit|in letzter Zeit|in den (?:letzten|vergangenen) (?:Tagen|Wochen|Monaten)|heute|inzwischen|mittlerweile|jüngste[mnrs]? (?:Tagung|Sitzung|Treffen|Gespräche?|Reise|Besuch|Begegnung|Konferenz|Gipfel|Veranstaltung|Entwicklung)(?:en|s)?)\b|\bzur Zeit\b`)
	tillNow  = pattern(`\b(?:[Bb]isher|[Bb]islang|weiterhin|[Nn]ach wie vor|[Ii]mmer noch|[Nn]och immer|[Zz]uletzt|[Bb]is dato)\b`)
	soon     = pattern(`(?i)\b(?:demnächst|bald|in Kürze|in absehbarer Zeit|in Bälde|in den (?:kommenden|nächsten) (?:Tagen|Wochen|Monaten))\b`)

	// intention makes of „weiterhin“ what somebody wants, and not what is.
	intention = pattern(`(?i)\b(?:will|wollen|wollten?|sollen?|sollten?|möchten?|beabsichtig\w*|vereinbar\w*|verabred\w*|bekräftig\w*|Absicht|Ziel|Ziele|vorgenommen|vorhaben|verständig\w*|verpflicht\w*|wünsch\w*)\b`)
	// topical is „aktuell“ as what something is and not when.
	topical      = pattern(`(?i)(?:\b(?:bleibt|bleiben|blieb|blieben|halten|hält|gehalten|sehr|hoch|besonders|weiter|weiterhin|wieder|stets|immer|mehr|so|ist|sind|und|wie|ständig) $)`)
	topicalAfter = pattern(`^(?: (?:bleib\w*|gehalten|halten|hält|und|wie)\b|[.,;:!?)]|$)`)
	notSoon      = pattern(`(?i)(?:\bso|möglichst|schon|sehr) $`)
	thenAfter    = pattern(`^ (?:darauf|danach|nach|daran|wie)\b`)
	// notToday are words before „heute“ that make of it an age, or the end of one
	// („von 1989 bis heute“).
	notToday = pattern(`(?i)\b(?:Technik|Welt|von|(?:19|20)\d\d bis) $`)
)

// timeWords reports words whose time moves on while the text stays.
func (x *examiner) timeWords() {
	limit := date.Day{Year: x.ed.AsOf.Year - 1, Month: x.ed.AsOf.Month, Day: x.ed.AsOf.Day}
	if x.before != nil {
		limit = x.before.AsOf
	}
	for _, e := range x.entries {
		fresh, last := e.newsSince(limit), e.lastWord()
		for i := range e.texts {
			t := &e.texts[i]
			if !t.prose() {
				continue
			}
			var years, states []string
			year := ""
			previous := ""
			for _, s := range t.sentences() {
				lower := strings.ToLower(s)
				if holdsAny(lower, yearStems) {
					found, meant := yearWords(s, previous, t.whole(), e.kind != meeting, x.ed.AsOf.Year)
					years = append(years, found...)
					year = cmp.Or(year, meant)
				}
				if holdsAny(lower, stateStems) && e.kind != edition && e.tense != lapsed { // said for this edition; reported as lapsed
					states = append(states, stateWords(s, e, t.Key)...)
				}
				previous = s
			}
			if len(years) > 0 {
				hint := "Nennen Sie die Zeit mit ihrem Jahr."
				if len(years) == 1 && year != "" {
					hint = "Nennen Sie das Jahr. Vom Stichtag aus wäre es " + year + "."
				}
				x.report("zeitwort-jahr", e, t.Key, hint, "%s: Welches Jahr gemeint ist, steht nicht da; beim Jahreswechsel stimmt es nicht mehr.", quotedWords(years))
			}
			switch {
			case len(states) == 0 || fresh:
			case last.IsZero():
				x.report("zeitwort-ohne-stand", e, t.Key, "Tragen Sie bestaetigt ein, sobald das Ressort es bestätigt, oder schreiben Sie den Satz ohne diese Wendung.",
					"%s: Der Eintrag sagt nicht, von wann diese Angabe ist.", quotedWords(states))
			default:
				x.report("zeitwort-veraltet", e, t.Key, "Fragen Sie das Ressort, und tragen Sie bestaetigt oder eine neue Fassung ein; oder nennen Sie die Zeit statt des Wortes.",
					"%s: Gemeldet ist das mit Stand %s; seither hat es niemand bestätigt.", quotedWords(states), last.Text())
			}
		}
	}
}

// quotedWords returns words in „…“, each once.
func quotedWords(words []string) string {
	var list []string
	for _, w := range words {
		if w = "„" + w + "“"; !slices.Contains(list, w) {
			list = append(list, w)
		}
	}
	if n := len(list); n > 1 {
		return strings.Join(list[:n-1], ", ") + " und " + list[n-1]
	}
	return list[0]
}

// prose reports whether the house has worded a text for the report: no title,
// name or question of others.
func (t *text) prose() bool {
	switch t.entry.kind {
	case edition:
		return t.Key == "hinweis"
	case group, committee, meeting, measure, plan, commitment, progress, nilReturn, passage:
		switch t.Key {
		case "name", "thema", "reihe", "kurz", "titel":
			return false
		}
		return !strings.HasSuffix(t.Key, "].name") && (t.entry.kind != committee || t.Key == "tagungsort")
	}
	return false
}

// mostRead is the length in bytes of what the rules about time read as a
// sentence: nobody writes a longer one, and the effort grows with its square.
const mostRead = 5000

// sentences returns the sentences of a text without what they quote.
func (t *text) sentences() []string {
	return slices.DeleteFunc(sentences(unquoted(t.plain)), func(s string) bool { return len(s) > mostRead })
}

// whole reports whether a text is made of whole sentences.
func (t *text) whole() bool {
	return t.Kind == record.Markdown || t.Key == "satz" || strings.HasPrefix(t.Key, "ergebnisse")
}

// yearWords returns the words of a sentence that name a time only as seen from
// the day on which they were written, and the year that they mean if they were
// written at the Stichtag; "" where that is uncertain. previous is the sentence
// before: „In diesem Jahr“ after „Im Jahr 2022“ says which. In what is no whole
// sentence „zum Jahresende“ stands beside the date that is printed with it; „vor
// zwei Jahren“ is looked for in what has no date of its own (dateless).
func yearWords(s, previous string, whole, dateless bool, year int) (words []string, meant string) {
	if everyYear().MatchString(s) {
		return nil, ""
	}
	named := aYear().MatchString(previous)
	type find struct{ from, to, years int }
	var finds []find
	for _, at := range thisPeriod().FindAllStringIndex(s, -1) {
		if at[0] == 0 && ofSomething().MatchString(s[at[1]:]) { // „Diese Woche der Begegnung war …“
			continue
		}
		from, refers := 0, named
		if i := strings.LastIndex(s[:at[0]], "; "); i >= 0 {
			from, refers = i+len("; "), aYear().MatchString(s[:i])
		}
		if refers = refers && at[0]-from <= len("In "); !refers && !yearBehind().MatchString(s[at[1]:]) {
			finds = append(finds, find{at[0], at[1], 0})
		}
	}
	for _, at := range nextPeriod().FindAllStringIndex(s, -1) {
		if behind := s[at[1]:]; !ofSomething().MatchString(behind) && !yearBehind().MatchString(behind) {
			finds = append(finds, find{at[0], at[1], +1})
		}
	}
	for _, at := range lastPeriod().FindAllStringIndex(s, -1) {
		if behind := s[at[1]:]; !ofSomething().MatchString(behind) && !yearBehind().MatchString(behind) && !strings.HasSuffix(s[:at[0]], "von ") {
			finds = append(finds, find{at[0], at[1], -1})
		}
	}
	if whole && !named && !aYear().MatchString(s) {
		for _, at := range endOfYear().FindAllStringIndex(s, -1) {
			finds = append(finds, find{at[0], at[1], 0})
		}
		if dateless {
			for _, at := range ago().FindAllStringIndex(s, -1) {
				if !ofSomething().MatchString(s[at[1]:]) && !firstSince().MatchString(s[:at[0]]) {
					finds = append(finds, find{at[0], at[1], -1})
				}
			}
		}
	}
	slices.SortFunc(finds, func(a, b find) int { return a.from - b.from })
	for _, f := range finds {
		word := s[f.from:f.to]
		words = append(words, word)
		if lower := strings.ToLower(word); meant == "" && !strings.HasPrefix(lower, "vor ") && !strings.HasPrefix(lower, "seit ") && (strings.HasSuffix(lower, " jahr") || strings.HasSuffix(lower, " jahres")) {
			meant = strconv.Itoa(year + f.years)
		}
	}
	return words, meant
}

// stateWords returns the words of a sentence that say how things are now.
func stateWords(s string, e *entry, key string) (words []string) {
	if e.kind == commitment { // what was agreed, seen from then
		return nil
	}
	held := e.kind == meeting && (e.tense == past || e.tense == lapsed)
	list := strings.HasPrefix(key, "themen") || strings.HasPrefix(key, "bereiche")
	if held && (list || pastVerb(s)) {
		return nil
	}
	told := sync.OnceValue(func() bool { return pastVerb(s) })
	for _, at := range nowWords().FindAllStringIndex(s, -1) {
		word, before, behind := s[at[0]:at[1]], s[:at[0]], s[at[1]:]
		switch strings.ToLower(word) {
		case "aktuell":
			if topical().MatchString(before) || topicalAfter().MatchString(behind) {
				continue
			}
		case "inzwischen", "mittlerweile": // „ist inzwischen abgeschlossen worden“ stays true
			if told() {
				continue
			}
		case "zur zeit":
			if ofSomething().MatchString(behind) {
				continue
			}
		case "heute":
			if notToday().MatchString(before) || strings.HasPrefix(behind, " auf morgen") || strings.HasPrefix(behind, " und morgen") {
				continue
			}
		}
		words = append(words, word)
	}
	if held {
		return words
	}
	for _, at := range tillNow().FindAllStringIndex(s, -1) {
		if word := s[at[0]:at[1]]; word != "weiterhin" || !intention().MatchString(s) {
			words = append(words, word)
		}
	}
	for _, at := range soon().FindAllStringIndex(s, -1) {
		if !notSoon().MatchString(s[:at[0]]) && !thenAfter().MatchString(s[at[1]:]) {
			words = append(words, s[at[0]:at[1]])
		}
	}
	return words
}

// lastOfAll reports the sentences of meetings that call one the last which is
// not. The built sentence knows which is.
func (x *examiner) lastOfAll() {
	for _, e := range x.entries {
		m, ok := e.value.(*record.Meeting)
		if !ok || e.tense != past || !strings.HasPrefix(m.Sentence, "Zuletzt ") {
			continue
		}
		if last := e.section.Last(); last.Meeting != m && later(last, e) {
			x.report("zuletzt-ueberholt", e, "satz", fmt.Sprintf("Beginnen Sie den satz mit der Zeit: „%s …“.", capitalised(e.when.On())),
				"Der Satz beginnt mit „Zuletzt“ (%s), aber die letzte Begegnung war eine andere (%s).", e.when.Text(), last.When.Text())
		}
	}
}

// later reports whether a meeting ended after another.
func later(m *report.Meeting, than *entry) bool {
	return m.When.Last().Compare(than.when.Last()) > 0
}
