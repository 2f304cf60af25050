package check

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/typography"
)

// Quotation marks, dashes, spaces, and what else is typed and no word.

// unmarked takes the Markdown of lexicon.source back.
var unmarked = func() *strings.Replacer {
	pairs := []string{"\u00a0", " ", "</span>", ""}
	for _, c := range "\\`*_{[]<>#|~$@^&" {
		pairs = append(pairs, `\`+string(c), string(c))
	}
	return strings.NewReplacer(pairs...)
}()

var spanStart = pattern(`<span lang="[^"]*">`)

// set returns a text as it is printed, with plain spaces, and the changes of
// the typography that its reader sees.
func (l *lexicon) set(s string) (string, []typography.Change) {
	normal, changes := typography.Normalise(l.source.Replace(s))
	if len(changes) == 0 {
		return s, nil
	}
	changes = slices.DeleteFunc(changes, func(c typography.Change) bool { return strings.Trim(c.New, "\u00a0&nbsp;") == "" && c.Start < c.End })
	// A phrase in another language keeps what is in it.
	return unmarked.Replace(spanStart().ReplaceAllString(normal, "")), changes
}

var typographyRules = func() map[string]string {
	m := make(map[string]string)
	for _, r := range typography.Rules() {
		m[r.Name] = r.Text
	}
	return m
}()

// marks says what the typography mends, and what it leaves alone although it
// cannot be right.
func (x *examiner) marks(l *lexicon, w *wording) {
	var before, after, rules []string
	for _, p := range w.parts {
		set, changes := l.set(p.text)
		after = append(after, set)
		if len(changes) == 0 {
			continue
		}
		if a, b := differ(p.text, set); before == nil && a != b {
			before = []string{a, b}
		}
		for _, c := range changes {
			if text := typographyRules[c.Rule]; !slices.Contains(rules, text) {
				rules = append(rules, text)
			}
		}
	}
	isTopic := w.entry.kind == edition && w.field == "thema"
	if before != nil && !isTopic {
		x.report("typografie-berichtigt", w.entry, w.Key, strings.Join(rules, " ")+" Das Programm druckt es richtig; am Eintrag müssen Sie nichts ändern.",
			"Gedruckt wird %s, im Eintrag steht %s.", shown(before[1]), shown(before[0]))
	}
	if before != nil && isTopic {
		x.report("thema-typografie", w.entry, w.Key, strings.Join(rules, " ")+" Schreiben Sie thema so, wie es in Kopfzeile und Titel stehen soll.",
			"Im Thema steht %s, richtig wäre %s.", shown(before[0]), shown(before[1]))
		return
	}
	whole := strings.Join(after, "\n")
	if !strings.ContainsAny(whole, `„“”"'‚‘»«´`+"`") {
		return
	}
	at, why := unpaired(whole)
	if at < 0 {
		return
	}
	_, size := utf8.DecodeRuneInString(whole[at:])
	x.report("anfuehrungszeichen-offen", w.entry, w.Key, why[1], "%s: %s.", why[0], shown(around(whole, at, at+size)))
}

// differ returns the stretches of words in which two texts differ.
func differ(a, b string) (string, string) {
	a = strings.ReplaceAll(a, "\u00a0", " ")
	from := 0
	for i := 0; i < len(a) && i < len(b) && a[i] == b[i]; i++ {
		if a[i] == ' ' {
			from = i + 1
		}
	}
	end := 0 // bytes that both end with
	for i := 1; i <= len(a)-from && i <= len(b)-from && a[len(a)-i] == b[len(b)-i]; i++ {
		if a[len(a)-i] == ' ' {
			end = i
		}
	}
	if a == b {
		return "", ""
	}
	if from > len(a)-end { // only spaces were put in
		from = 0
	}
	if alone := a[from : len(a)-end]; !strings.ContainsFunc(alone, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		// A dash alone says little: with a word on each side.
		from = strings.LastIndexByte(strings.TrimSuffix(a[:from], " "), ' ') + 1
		if rest := strings.TrimPrefix(a[len(a)-end:], " "); strings.Contains(rest, " ") {
			end = len(rest) - strings.IndexByte(rest, ' ')
		} else {
			end = 0
		}
	}
	a, b = a[from:len(a)-end], b[from:len(b)-end]
	const most = 50
	for _, s := range []*string{&a, &b} {
		if r := []rune(*s); len(r) > most {
			*s = string(r[:most]) + " …"
		}
	}
	return a, b
}

var (
	missingEnd   = [2]string{"Zu einem Anführungszeichen fehlt das schließende", "Setzen Sie “ an das Ende des Zitats, oder löschen Sie das Zeichen am Anfang."}
	missingBegin = [2]string{"Zu einem Anführungszeichen fehlt das öffnende", "Setzen Sie „ an den Anfang des Zitats, oder löschen Sie das Zeichen am Ende."}
	unclearMark  = [2]string{"Ein Anführungszeichen der Tastatur hat kein Gegenstück", "Setzen Sie „ an den Anfang und “ an das Ende des Zitats, oder löschen Sie das Zeichen."}
	accentMark   = [2]string{"Ein Akzent steht, wo ein Apostroph oder ein Anführungszeichen gemeint ist", "Der Apostroph ist ’, die Anführungszeichen sind „ und “."}
)

// unpaired returns where the first quotation mark stands that has no partner,
// -1 for none, and what to say about it.
func unpaired(s string) (int, [2]string) {
	type open struct {
		at   int
		mark rune
	}
	var stack []open
	top := func() rune {
		if len(stack) == 0 {
			return 0
		}
		return stack[len(stack)-1].mark
	}
	pop := func() { stack = stack[:len(stack)-1] }
	before := rune(' ')
	for i, r := range s {
		switch r {
		case '„':
			if top() == '„' {
				return stack[len(stack)-1].at, missingEnd
			}
			stack = append(stack, open{i, r})
		case '“', '”':
			if top() != '„' {
				if top() == '‚' {
					return stack[len(stack)-1].at, missingEnd
				}
				return i, missingBegin
			}
			pop()
		case '‚':
			stack = append(stack, open{i, r})
		case '‘':
			if top() == '‚' { // otherwise an apostrophe of another language
				pop()
			}
		case '»', '«':
			if m := top(); m != 0 && m != r && (m == '»' || m == '«') {
				pop()
			} else {
				stack = append(stack, open{i, r})
			}
		case '"':
			if !unicode.IsDigit(before) { // inches
				return i, unclearMark
			}
		case '\'':
			if !unicode.IsDigit(before) && !unicode.IsLetter(before) {
				return i, unclearMark
			}
		case '´', '`':
			return i, accentMark
		}
		before = r
	}
	if len(stack) > 0 {
		return stack[0].at, missingEnd
	}
	return -1, [2]string{}
}

var (
	fileRef      = pattern(`Aktenzeichen|Az\.|Az…`)
	spacedHyphen = pattern(`\S -{1,3} \S`)
	dateRange    = pattern(`\b\d{1,2}\.(\d{1,2}\.)?(\d{4}|\d\d)? ?- ?\d{1,2}\.`)
	yearRange    = pattern(`(^|[\s(])(1[5-9]|20)\d\d-((1[5-9]|20)\d\d|\d\d)([\s),.;:]|$)`)
	amountRange  = pattern(`(^|[\s(])(\d{1,3})-(\d{1,3}) (\pL+)`)
	numbered     = pattern(`(Nr\.|Nrn\.|Drs\.|Drucksache|Vorlage|Tel\.|Telefon|Telefax|Fax|ISBN|ISSN|Artikel|Art\.|Abschnitt|Ziffer|Kapitel|Raum) ?$`)
)

// hyphens reports hyphens which the typography leaves alone because they may be
// meant as they are, and which are hardly so in the sentences of a report.
func (x *examiner) hyphens(l *lexicon, w *wording) {
	for _, p := range w.parts {
		if !strings.Contains(p.german, "-") || fileRef().MatchString(p.text) {
			continue
		}
		s, _ := l.set(p.german)
		if m := spacedHyphen().FindStringIndex(s); m != nil {
			x.report("bindestrich-gedankenstrich", w.entry, w.Key, "Zwischen Zahlen schreiben Sie „bis“, als Gedankenstrich setzen Sie – mit Leerzeichen.",
				"Ein Bindestrich steht zwischen Leerzeichen: %s.", shown(around(s, m[0], m[1])))
			return
		}
		m := dateRange().FindStringIndex(s)
		if m == nil {
			if m = yearRange().FindStringIndex(s); m != nil && numbered().MatchString(s[:m[0]]) {
				m = nil
			}
		}
		if m == nil {
			if a := amountRange().FindStringSubmatchIndex(s); a != nil && !numbered().MatchString(s[:a[0]]) {
				from, _ := strconv.Atoi(s[a[4]:a[5]])
				to, _ := strconv.Atoi(s[a[6]:a[7]])
				if from < to {
					m = a[:2]
				}
			}
		}
		if m != nil {
			x.report("bindestrich-gedankenstrich", w.entry, w.Key, "Schreiben Sie „bis“, etwa „vom 18. bis 19. Oktober 2023“, „2021 bis 2023“.",
				"Zwischen zwei Zahlen steht ein Bindestrich, wo „bis“ gemeint ist: %s.", shown(around(s, m[0], m[1])))
			return
		}
	}
}

var (
	spaceBefore = pattern(`\S +([,;]|[.:!?]([\s)“]|$))`)
	scores      = pattern(`\d +:`) // „3 : 2“
	spaceWithin = pattern(`[(„] | \)| “([\s.,;:!?)]|$)`)
	noSpace     = pattern(`\pL[,;]\pL|\p{Ll}[!?]\p{Lu}\p{Ll}`)
	noSpaceStop = pattern(`\pL*\p{Ll}{2}[.)](\p{Lu}\p{Ll}+)`)

	// sentenceStarts are words with which a sentence begins; what else stands
	// behind a full stop may be a name („Metropole.Ruhr“).
	sentenceStarts = wordSet("Aber Alle Als Am An Anschließend Auch Auf Aus Außerdem Bei Beide Bis Da Dabei Dadurch Damit Danach Daneben Dann Darüber Darum Das Dazu Dem Den Der Derzeit Des Deshalb Die Dies Diese Diesen Dieser Dieses Dort Durch Ein Eine Einen Einer Er Es Ferner Für Gemeinsam Hier Hierzu Ihr Ihre Im In Insgesamt Ist Jede Jeder Jedes Künftig Man Mehrere Mit Nach Neben Neu Nicht Nun Nur Ob Ort Seit Seitdem Sie Sind So Sowohl Themen Thema Trotz Um Und Unter Vertreterinnen Viele Vom Von Vor Während Wann Was Wegen Weil Weitere Weiterhin Wenn Wer Wie Wir Wird Wo Zahlreiche Ziel Zu Zudem Zuletzt Zum Zur Zusätzlich Zwei Zwischen")
)

// spaces reports spaces that stand too much beside a mark, or lack there.
func (x *examiner) spaces(w *wording) {
	for _, p := range w.parts {
		report := func(m []int, hint, what string) {
			x.report("leerzeichen-falsch", w.entry, w.Key, hint, "%s: %s.", what, shown(around(p.german, m[0], m[1])))
		}
		before, within, lacking := p.spacing()
		if m := matched(before, spaceBefore, p.german); m != nil && !scores().MatchString(p.german[max(0, m[0]-1):m[1]]) {
			report(m, "Löschen Sie das Leerzeichen.", "Vor einem Satzzeichen steht ein Leerzeichen")
			return
		}
		if m := matched(within, spaceWithin, p.german); m != nil {
			report(m, "Löschen Sie das Leerzeichen.", "Innen neben einer Klammer oder einem Anführungszeichen steht ein Leerzeichen")
			return
		}
		if !lacking {
			continue
		}
		if m := noSpace().FindStringIndex(p.german); m != nil {
			report(m, "Setzen Sie ein Leerzeichen dahinter.", "Nach einem Satzzeichen fehlt das Leerzeichen")
			return
		}
		for _, m := range noSpaceStop().FindAllStringSubmatchIndex(p.german, -1) {
			if sentenceStarts[p.german[m[2]:m[3]]] {
				report(m, "Setzen Sie ein Leerzeichen dahinter.", "Nach dem Satzende fehlt das Leerzeichen")
				return
			}
		}
	}
}

// spacing looks at what stands beside spaces and marks, so that the patterns
// need not: whether a space stands before a mark, beside a bracket or quotation
// mark, and whether none stands behind a mark.
func (p part) spacing() (before, within, lacking bool) {
	last := ' '
	for _, r := range p.german {
		switch {
		case last == ' ' && strings.ContainsRune(",;.:!?", r):
			before = true
		case last == ' ' && strings.ContainsRune(")“", r), r == ' ' && strings.ContainsRune("(„", last):
			within = true
		case strings.ContainsRune(",;.!?)", last) && unicode.IsLetter(r):
			lacking = true
		}
		last = r
	}
	return before, within, lacking
}

// matched returns where the pattern matches, if it is to be tried at all.
func matched(try bool, pattern func() *regexp.Regexp, s string) []int {
	if !try {
		return nil
	}
	return pattern().FindStringIndex(s)
}

// twice are words that German lets stand twice: an article after a pronoun of
// the same form („dass die, die die Mittel …“), and names.
var twice = wordSet("die der das dem den des sie ihr ihre ihnen was zu wo deren dessen denen baden bora pago")

// twiceArticles are those of twice that stand so only behind the comma of a
// clause („die, für die die …“) or a word that joins it to another one.
var (
	twiceArticles = wordSet("die der das dem den des")
	joining       = wordSet("und oder sowie dass ob wenn weil als wie denn aber")
)

// twiceInVain reports whether an article that stands twice behind these words
// has no reason to.
func twiceInVain(before []string, article string) bool {
	if !twiceArticles[article] || len(before) < 2 || joining[before[len(before)-1]] {
		return false
	}
	for _, word := range before[len(before)-2:] {
		if last, _ := utf8.DecodeLastRuneInString(word); !unicode.IsLetter(last) {
			return false
		}
	}
	return true
}

// doubled reports a word that stands twice in a row.
func (x *examiner) doubled(l *lexicon, w *wording) {
	for _, p := range w.parts {
		words := strings.Fields(p.german)
		for i := 1; i < len(words); i++ {
			a, b := words[i-1], strings.TrimRight(words[i], ".,;:!?)“")
			if len(a) != len(b) || !strings.EqualFold(a, b) || utf8.RuneCountInString(a) < 2 || strings.ContainsFunc(a, func(r rune) bool { return !unicode.IsLetter(r) }) {
				continue
			}
			if a != b && (firstLower(a) || !firstLower(b)) || twice[strings.ToLower(a)] && !twiceInVain(words[:i-1], a) || l.known[a] {
				continue // „sie Sie“; names
			}
			x.report("wort-doppelt", w.entry, w.Key, "Löschen Sie eines der beiden Wörter.", "Ein Wort steht zweimal: %s.", shown(a+" "+words[i]))
			return
		}
	}
}

func firstLower(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// placeholderPatterns match what was to be replaced. Each is tried only on
// texts that hold one of its signs, as every match does: to look for those
// costs little.
var placeholderPatterns = []struct {
	signs   []string
	pattern func() *regexp.Regexp
}{
	{[]string{"xx", "XX", "Xx", "xX"}, pattern(`\b[xX]{2}\. ?` + aMonth + `|\b[xX]{2}\.[xX]{2}(\.(\d\d|\d{4}|[xX]{2,4}))?\b|\b[xX]{2}\.?(\d{1,2}\.)?(19|20)\d\d\b|\bXX \p{Lu}\pL*|\bxxx+\b|\bXXX+([^.\pL]|$)`)},
	{[]string{"TODO", "FIXME", "TBD", "TBA", "tbd", "tba", "t.b.d."}, pattern(`\b(TODO|FIXME|TBD|TBA|tbd|tba|t\.b\.d\.)\b`)},
	{[]string{"??", "(?", "[", "___", "...."}, pattern(`\?\?+|\(\?+\)|\[(…|\.\.\.|\?|x+|X+)\]|_{3,}|\.{4,}|\[(Datum|Termin|Ort|Name|Amt|Titel|Zahl|Text|Ressort|Angabe)\b[^\]]*\]`)},
	{[]string{"am …", "Am …", "am ...", "Am ..."}, pattern(`\b[Aa]m (…|\.\.\.) `)},
	{[]string{"N.N", "n.N", "N.n", "n.n", "N. N", "n. N", "N. n", "n. n"}, pattern(`\b[Nn]\. ?[Nn]\.([^\pL]|$)`)},
	{[]string{"orem", "OREM"}, pattern(`(?i:lorem ipsum)`)},
	{[]string{"fügen", "gänzen", "tragen", "setzen", "fehlt", "FÜGEN", "GÄNZEN", "TRAGEN", "SETZEN", "FEHLT"},
		pattern(`\b(?i:(datum|termin|ort|name|amt|titel|zahl|text|angabe|quelle)n? (noch |bitte |hier )*(einfügen|ergänzen|eintragen|einsetzen|nachtragen|fehlt noch))\b`)},
	{[]string{"folgt", "FOLGT"}, pattern(`\b(?i:datum|termin|ort|name|amt|titel|zahl|angabe)n? folgt( noch)?([.,;)]|$)`)},
	{[]string{"prüfen", "klären", "gänzen", "fügen", "tragen", "nachgereicht"}, pattern(`\((noch |bitte |ist )*(zu )?(prüfen|klären|ergänzen|einfügen|nachzutragen|wird nachgereicht)[.!?]?\)`)},
}

var placeholdersAlone = map[string]bool{"folgt": true, "folgt noch": true, "text folgt": true, "angabe folgt": true, "wird nachgereicht": true, "nachgereicht": true,
	"noch offen": true, "unbekannt": true, "unklar": true, "k. a.": true, "k.a.": true, "keine angabe": true, "entfällt": true, "test": true, "dummy": true, "platzhalter": true, "leer": true, "x": true, "xx": true}

// placeholders reports what was to be replaced before the text was finished.
func (x *examiner) placeholders(w *wording) {
	if w.entry.kind == request {
		return
	}
	for _, p := range w.parts {
		found := ""
		if !p.item && holdsPlace(p.text) {
			found = p.text
		}
		for _, try := range placeholderPatterns {
			if found == "" && holdsAny(p.own, try.signs) {
				found = strings.TrimSpace(try.pattern().FindString(p.own))
			}
		}
		if found == "" {
			continue
		}
		x.report("platzhalter-uebrig", w.entry, w.Key, "Ergänzen Sie die Angabe, oder lassen Sie sie weg, wenn sie nicht bekannt ist.",
			"Hier steht noch ein Platzhalter: %s.", shown(found))
		return
	}
}

// holdsPlace reports whether a text says nothing but that something is to come.
func holdsPlace(s string) bool {
	const most = 40 // bytes
	if len(s) >= most {
		return false
	}
	lower := strings.ToLower(s)
	return placeholdersAlone[strings.TrimRight(lower, ".!")] || placeholdersAlone[lower] || strings.Trim(s, "-–—.…?*/") == ""
}

var (
	markup  = pattern(`</?(b|i|u|em|strong|br|p|span|a|abbr|sup|sub|ul|ol|li|div)( [^<>]*)?/?>|&(amp|nbsp|lt|gt|quot|apos|shy|ndash|mdash|bdquo|ldquo|rdquo|hellip|[aouAOU]uml|szlig|#\d+|#x[0-9a-fA-F]+);|(^|[\s(])__\pL[^_]*__`)
	oneLine = pattern(`\*\*\pL[^*]*\*\*|(^|[\s(„])\*\pL[^*]*\pL\*([\s).,;:“]|$)|\[[^\]]+\]\([^)\s]+\)|^#{1,6} |^- `)
	// halfEmphasis matches what is left of **bold** where the pair is not complete.
	halfEmphasis = pattern(`\*\*|(^|[\s(„])\*\pL|\pL\*([\s.,;:!?)“]|$)`)
	otherLists   = pattern(`(?m)^\s*([*+•–·▪] |\d{1,2}[.)] ).*\n\s*([*+•–·▪] |\d{1,2}[.)] )`)
	otherBlock   = pattern(`(?m)^\s*(#{1,6} |> |\|).*`)
	otherLink    = pattern(`\[[^\[\]]+\]\([^)\s]*\)`)
	goodLink     = pattern(`\]\((https?://|mailto:)[^\s()<>\\|]+\)`)
)

// markdown reports markup that is printed as it stands, and returns whether
// there is any.
func (x *examiner) markdown(w *wording) bool {
	hint := "Schreiben Sie den Text ohne die Auszeichnung."
	if !strings.ContainsAny(w.Text, "<&_*[#>|\n-") {
		return false
	}
	m := ""
	if strings.ContainsAny(w.Text, "<&_") {
		m = markup().FindString(w.Text)
	}
	switch {
	case m != "":
	case w.Kind == record.Text:
		m = oneLine().FindString(w.Text)
		hint = "Dieses Feld kennt keine Auszeichnung. " + hint
	default:
		if m = otherLists().FindString(w.Text); m != "" {
			m, _, _ = strings.Cut(strings.TrimSpace(m), "\n")
			hint = "Das wird keine Liste: Beginnen Sie jede ihrer Zeilen mit „- “."
		} else if m = otherBlock().FindString(w.Text); m != "" {
			hint = "Überschriften, Zitate und Tabellen kennt dieses Feld nicht. " + hint
		} else if m = otherLink().FindString(w.Text); m != "" {
			if goodLink().MatchString(m) {
				m = ""
			}
			hint = "Eine Adresse beginnt mit https:// oder mailto:."
		}
	}
	if m == "" && strings.Contains(w.Text, "*") {
		for _, p := range w.parts {
			at := halfEmphasis().FindStringIndex(p.text)
			if at == nil {
				continue
			}
			m = around(p.text, at[0], at[1])
			if w.Kind != record.Text {
				hint = "Zu dem Stern fehlt ein zweiter: Setzen Sie ihn, oder löschen Sie den ersten."
			}
			break
		}
	}
	if m = strings.TrimSpace(m); m != "" {
		x.report("markdown-im-text", w.entry, w.Key, hint, "So, wie es hier steht, wird gedruckt: %s.", shown(m))
	}
	return m != ""
}
