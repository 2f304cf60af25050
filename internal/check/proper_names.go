package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
)

var properNameCodes = []Code{
	{"ort-schreibweise", diag.Warning, "Ein Ort oder ein Eigenname steht im Bericht in zwei Schreibweisen, etwa „Kattowitz“ und „Katowice“ oder „Pôlénergie“ und „Polenergie“. Wer den Bericht liest, hält das für zwei Orte oder für einen Fehler. Schreiben Sie den Namen überall gleich; ist eine Schreibweise erst von einem Tag an anerkannt, tragen Sie sie mit ab als [[schreibweise]] in woerter.toml ein."},
}

// baseLetters gives the letters that a careless hand types instead of foreign
// ones. Combined forms arrive composed (NFC).
var baseLetters = func() map[rune]string {
	m := make(map[rune]string)
	for _, pair := range [][2]string{
		{"àáâãåāăą", "a"}, {"æ", "ae"}, {"çćĉċč", "c"}, {"ďđð", "d"}, {"èéêëēĕėęě", "e"}, {"ĝğġģ", "g"}, {"ĥħ", "h"},
		{"ìíîïĩīĭįı", "i"}, {"ĵ", "j"}, {"ķ", "k"}, {"ĺļľŀł", "l"}, {"ñńņňŋ", "n"}, {"òóôõøōŏő", "o"}, {"œ", "oe"},
		{"ŕŗř", "r"}, {"śŝşšș", "s"}, {"þ", "th"}, {"ţťŧț", "t"}, {"ùúûũūŭůűų", "u"}, {"ŵ", "w"}, {"ýÿŷ", "y"}, {"źżž", "z"},
	} {
		for _, r := range pair[0] {
			m[r] = pair[1]
		}
	}
	return m
}()

// foldForeign returns a text in small letters without foreign ones. The German
// umlauts and ß stay: „schon“ is another word than „schön“.
func foldForeign(s string) string {
	s = strings.ToLower(s)
	plain := true
	for i := range len(s) {
		plain = plain && s[i] < utf8.RuneSelf && s[i] != '\''
	}
	if plain {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		base := ""
		if r >= utf8.RuneSelf {
			base = baseLetters[r]
		}
		switch {
		case base != "":
			b.WriteString(base)
		case r == '\u00AD':
		case r == '\u00A0' || r == '\u202F':
			b.WriteByte(' ')
		case r == '\u2010' || r == '\u2011':
			b.WriteByte('-')
		case r == '\'':
			b.WriteRune('’')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

var transcribed = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss")

// foldName does the same for names of people and places, where „Müller“ and
// „Mueller“ are one name.
func foldName(s string) string { return transcribed.Replace(foldForeign(s)) }

// oneEdit reports whether two different words differ in one letter: another
// one, one more, or two neighbours exchanged. at is where they begin to differ.
func oneEdit(s, t string) (at int, ok bool) {
	a, b := []rune(s), []rune(t)
	if len(a) > len(b) {
		a, b = b, a
	}
	for at < len(a) && a[at] == b[at] {
		at++
	}
	switch len(b) - len(a) {
	case 0:
		ok = at < len(a) && (slices.Equal(a[at+1:], b[at+1:]) ||
			at+1 < len(a) && a[at] == b[at+1] && a[at+1] == b[at] && slices.Equal(a[at+2:], b[at+2:]))
	case 1:
		ok = slices.Equal(a[at:], b[at+1:])
	}
	return at, ok
}

// longWord is the length in bytes beyond which nobody looks for typing errors: no
// name is so long, and the effort grows with its square.
const longWord = 80

// deletions passes on a word and all that is left of it without one letter. Two
// words that are one edit apart share one of them.
func deletions(word string, yield func(string)) {
	yield(word)
	if len(word) > longWord {
		return
	}
	for i, r := range word {
		yield(word[:i] + word[i+utf8.RuneLen(r):])
	}
}

// variant is a way of writing a name, with the places where it stands.
type variant struct {
	text   string
	folded string // see foldName
	uses   []use
}

// use is a place where a name stands.
type use struct {
	entry  *entry
	key    string
	day    date.Day // on which it takes place
	office string   // of a person
}

// variants collects names in the order of their first use.
type variants struct {
	list []*variant
	at   map[string]*variant
}

func (v *variants) add(text string, u use) {
	if v.at == nil {
		v.at = make(map[string]*variant)
	}
	w := v.at[text]
	if w == nil {
		w = &variant{text: text, folded: foldName(text)}
		v.at[text] = w
		v.list = append(v.list, w)
	}
	w.uses = append(w.uses, u)
}

// crowd is how many names are compared that share what is left of them without
// one letter: more only among made-up ones.
const crowd = 8

// pairs passes on all pairs of names that are written alike: of each its keys
// are compared, and like decides.
func (v *variants) pairs(keys func(*variant, func(string)), like func(a, b *variant) bool, yield func(a, b *variant)) {
	seen := make(map[string][]*variant)
	for _, w := range v.list {
		var done []*variant
		keys(w, func(key string) {
			list := seen[key]
			for _, other := range list {
				if other == w || slices.Contains(done, other) {
					continue
				}
				done = append(done, other)
				if like(other, w) {
					yield(other, w)
				}
			}
			if len(list) < crowd && !slices.Contains(list, w) {
				seen[key] = append(list, w)
			}
		})
	}
}

// spellings are the accepted spellings of woerter.toml, by text.
func (x *examiner) spellings() map[string]*record.Spelling {
	m := make(map[string]*record.Spelling)
	for i := range x.ed.Set.Words.Spellings {
		s := &x.ed.Set.Words.Spellings[i]
		m[s.Text] = s
	}
	return m
}

// odd returns which use of two ways of writing a name deserves a finding, and
// the way it should be written: the rarer one, among equals the one without
// umlauts and foreign letters, the one that is no German name, or the later.
// Where woerter.toml accepts one, the other is odd from then on; where it
// accepts both, none is.
func odd(a, b *variant, accepted map[string]*record.Spelling) (*use, *variant) {
	listed := func(v *variant) *record.Spelling {
		if s := accepted[v.text]; s != nil {
			return s
		}
		for word := range strings.FieldsSeq(v.text) {
			if s := accepted[word]; s != nil {
				return s
			}
		}
		return nil
	}
	switch s, t := listed(a), listed(b); {
	case s != nil && t != nil:
		return nil, nil
	case t != nil:
		return useSince(a, t), b
	case s != nil:
		return useSince(b, s), a
	}
	plain := func(v *variant) bool {
		german := bothNames[v.folded]
		return v.folded == strings.ToLower(v.text) && german != v.text || german != "" && german != v.text
	}
	if len(b.uses) > len(a.uses) || len(b.uses) == len(a.uses) && plain(a) && !plain(b) {
		a, b = b, a
	}
	return &b.uses[0], a
}

// useSince returns the first use from the day on from which another spelling is
// accepted.
func useSince(v *variant, s *record.Spelling) *use {
	for i := range v.uses {
		if s.From.First().Compare(v.uses[i].day) <= 0 {
			return &v.uses[i]
		}
	}
	return nil
}

// bothNames are places of the partners that have a German name and one of
// their own: to use both in one report is to speak of two places.
var bothNames = func() map[string]string {
	m := make(map[string]string)
	for _, names := range [][]string{
		{"Kattowitz", "Katowice"}, {"Gleiwitz", "Gliwice"}, {"Breslau", "Wrocław"}, {"Krakau", "Kraków"}, {"Warschau", "Warszawa"},
		{"Danzig", "Gdańsk"}, {"Posen", "Poznań"}, {"Kiew", "Kyjiw", "Kyiv"}, {"Charkow", "Charkiw"}, {"Lemberg", "Lwiw"},
		{"Lüttich", "Liège"}, {"Löwen", "Leuven"}, {"Brüssel", "Bruxelles", "Brussels"}, {"Antwerpen", "Anvers"}, {"Nimwegen", "Nijmegen"},
		{"Turin", "Torino"}, {"Mailand", "Milano"}, {"Rom", "Roma"}, {"Dünkirchen", "Dunkerque"}, {"Straßburg", "Strasbourg"},
		{"Peking", "Beijing"}, {"Nanking", "Nanjing"}, {"Prag", "Praha"}, {"Wien", "Vienna"},
		{"Brünn", "Brno"}, {"Pilsen", "Plzeň"}, {"Stettin", "Szczecin"}, {"Oppeln", "Opole"}, {"Lodz", "Łódź"}, {"Pressburg", "Bratislava"}, {"Laibach", "Ljubljana"},
		{"Gent", "Gand"}, {"Brügge", "Brugge", "Bruges"}, {"Mecheln", "Mechelen"}, {"Den Haag", "The Hague"}, {"Florenz", "Firenze"}, {"Venedig", "Venezia"}, {"Genua", "Genova"},
		{"Lissabon", "Lisboa"}, {"Bukarest", "București"}, {"Kopenhagen", "København"}, {"Odessa", "Odesa"}, {"Kanton", "Guangzhou"},
	} {
		for _, name := range names {
			m[foldName(name)] = names[0]
		}
	}
	return m
}()

// placeNames compares the places of meetings and measures.
func (x *examiner) placeNames() {
	var names variants
	for _, e := range x.entries {
		place := ""
		switch v := e.value.(type) {
		case *record.Meeting:
			place = v.Place
		case *record.Measure:
			place = v.Place
		}
		_, day := x.period(e)
		place = strings.ReplaceAll(place, " und ", ",")
		for _, name := range strings.FieldsFunc(place, func(r rune) bool { return strings.ContainsRune(",;()/", r) }) {
			if name = strings.TrimSpace(name); name != "" {
				names.add(name, use{entry: e, key: "ort", day: day})
			}
		}
	}
	accepted := x.spellings()
	keys := func(v *variant, yield func(string)) {
		if both := bothNames[v.folded]; both != "" {
			yield("=" + both)
		}
		deletions(v.folded, yield)
	}
	names.pairs(keys, samePlace, func(a, b *variant) {
		u, right := odd(a, b, accepted)
		if u == nil {
			return
		}
		wrong := a
		if right == a {
			wrong = b
		}
		x.report("ort-schreibweise", u.entry, "ort", "Schreiben Sie ort überall gleich; bei Orten im Ausland den im Haus üblichen Namen.",
			"Der Ort „%s“ heißt in %s „%s“.", wrong.text, elsewhere(u.entry, right.uses[0].entry.at("ort")), right.text)
	})
}

// samePlace reports whether two names are surely meant for one place. Two places
// may well differ in one letter (Hamburg and Homburg, Menden and Minden): only a
// letter doubled, left out or exchanged with its neighbour, or one that sounds
// alike, speaks for a slip.
func samePlace(a, b *variant) bool {
	s, t := a.folded, b.folded
	if s == t || bothNames[s] != "" && bothNames[s] == bothNames[t] {
		return true
	}
	for i := range a.uses { // both in one list: two places
		for k := range b.uses {
			if a.uses[i].entry == b.uses[k].entry {
				return false
			}
			if k > crowd {
				break
			}
		}
		if i > crowd {
			break
		}
	}
	at, ok := oneEdit(s, t)
	if !ok || at == 0 || min(utf8.RuneCountInString(s), utf8.RuneCountInString(t)) < 7 {
		return false
	}
	if len(s) != len(t) {
		return true
	}
	u, v := []rune(s), []rune(t)
	if u[at] == v[at] || !slices.Equal(u[at+1:], v[at+1:]) {
		return true // two neighbours exchanged
	}
	return soundAlike(u[at], v[at])
}

func soundAlike(a, b rune) bool {
	if a > b {
		a, b = b, a
	}
	return slices.Contains([]string{"vw", "fv", "ck", "iy", "ij", "jy", "sz", "cz", "bp", "dt"}, string([]rune{a, b}))
}

// isWordRune reports whether the character belongs to a word.
func isWordRune(r rune) bool { return unicode.IsLetter(r) || r == '\u00AD' }

// ownWords are German words, and English ones, that a foreign word becomes
// without its accents: „Région“ beside „Region“ is no slip.
var ownWords = wordSet(`region regional delegation energie metropole general generale cooperation
		federation president prefecture resume expose idee comite senat operation residence reforme presse medaille cafe
		regime element detail theater direction legion cinema opera parade revue etappe premier premiere creme
		republik mexiko peru panama academia universidad information nation union republic
		memorandum declaration declaracion protocol secretariat administration association exposition`)

// properNames finds words with foreign letters that also stand in the texts
// without them: of the phrases of woerter.toml and the names of people and
// places any, and of other words those whose neighbour is the same as well.
func (x *examiner) properNames() {
	names := make(map[string]string) // folded → as it is written
	longest := 1
	learn := func(s string) {
		const most = 6 // words
		folded := foldForeign(s)
		if folded == strings.ToLower(s) || utf8.RuneCountInString(s) < 5 || ownWords[folded] {
			return
		}
		n := len(strings.Fields(s))
		if _, ok := names[folded]; !ok && n <= most {
			names[folded] = s
			longest = max(longest, n)
		}
	}
	for i := range x.ed.Set.Words.Foreign {
		learn(x.ed.Set.Words.Foreign[i].Text)
	}
	for _, m := range x.mentions {
		learn(m.name)
		if i := strings.LastIndexByte(m.name, ' '); i >= 0 {
			learn(m.name[i+1:])
		}
	}
	for _, s := range x.sections {
		learn(s.Partnership.Short)
	}
	context := make(map[[2]string]string) // word and its neighbour, folded → as they are written
	each := func(yield func(t *text, words []string)) {
		for _, e := range x.entries {
			for i := range e.texts {
				t := &e.texts[i]
				if fieldOf(t.Key) == "name" && strings.Contains(t.Key, "[") || t.Key == "ort" || e.kind == house || t.Key == "loest_ab" {
					continue
				}
				yield(t, plainWords(t.plain))
			}
		}
	}
	each(func(t *text, words []string) {
		for i, w := range words {
			folded := foldForeign(w)
			if folded == strings.ToLower(w) || utf8.RuneCountInString(w) < 5 || ownWords[folded] {
				continue
			}
			if next := neighbour(words, i); next != "" {
				context[[2]string{folded, next}] = w
			}
			if utf8.RuneCountInString(w) >= 10 {
				learn(w)
			}
		}
	})
	if len(names) == 0 && len(context) == 0 {
		return
	}
	accepted := x.spellings()
	reported := make(map[string]bool)
	find := func(t *text, is, should string) {
		if reported[is] || accepted[is] != nil || accepted[should] != nil {
			return
		}
		reported[is] = true
		x.report("ort-schreibweise", t.entry, t.Key, "Prüfen Sie die Schreibweise in "+fieldOf(t.Key)+", und schreiben Sie den Namen überall gleich.",
			"Der Name „%s“ steht im Bericht auch als „%s“.", is, should)
	}
	each(func(t *text, words []string) {
		for i, told := 0, 0; i < len(words); i++ {
			w := words[i]
			for n := min(longest, len(words)-i); n >= 1; n-- {
				phrase := strings.Join(words[i:i+n], " ")
				if n > 1 || strings.ToLower(w) != w {
					if should, ok := names[foldForeign(phrase)]; ok && !strings.EqualFold(phrase, should) {
						find(t, phrase, should)
						told = i + n
						break
					}
				}
			}
			folded := foldForeign(w)
			if folded != strings.ToLower(w) || folded == w || i < told {
				continue
			}
			if should, ok := context[[2]string{folded, neighbour(words, i)}]; ok {
				find(t, w, should)
			}
		}
	})
}

// neighbour returns the name that stands behind a word of a name, folded, past a
// short word between them: „lille“ in „Académie de Lille“; "" for none.
func neighbour(words []string, i int) string {
	for _, w := range words[i+1 : min(i+3, len(words))] {
		if strings.ToLower(w) != w {
			return foldForeign(w)
		}
		if len(w) > 3 {
			break
		}
	}
	return ""
}

// plainWords returns the words of a text: letters, with hyphens and apostrophes
// between them.
func plainWords(s string) []string {
	var words []string
	from := -1
	add := func(to int) {
		if from >= 0 {
			words = append(words, strings.ReplaceAll(s[from:to], "\u00AD", ""))
			from = -1
		}
	}
	for i, r := range s {
		switch {
		case isWordRune(r):
			if from < 0 {
				from = i
			}
		case from >= 0 && strings.ContainsRune("-‑’'", r):
			if next, _ := utf8.DecodeRuneInString(s[i+utf8.RuneLen(r):]); !isWordRune(next) {
				add(i)
			}
		default:
			add(i)
		}
	}
	add(len(s))
	return words
}
