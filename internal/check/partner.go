package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
)

var partnerCodes = []Code{
	{"partner-name", diag.Warning, "Der Name eines Partners ist in derselben Datei verschieden geschrieben: in kurz, name, wer oder mit anders als in einem Text oder im amtlichen Titel. Im Bericht stehen Überschrift, Liste und Text beieinander; der Unterschied fällt auf. Schreiben Sie den Namen überall gleich; weicht nur ein amtlicher Titel im Wortlaut ab, nehmen Sie die Meldung hin."},
	{"kurz-doppelt", diag.Warning, "Zwei Partnerschaften oder Gruppen der Ausgabe haben denselben kurzen Namen. Der Bericht hat dann zwei gleiche Überschriften, und in der Liste steht der Name zweimal. Geben Sie einer von beiden einen anderen Namen in kurz, oder führen Sie die Dateien zusammen."},
	{"partner-zweimal", diag.Warning, "Ein Partner steht zweimal in der Liste aller Partner, unter einem oder unter zwei kurzen Namen. Die Liste erkennt einen Partner, der an mehreren Vereinbarungen beteiligt ist, an seinem vollen Namen. Schreiben Sie name (und kurz) der [[partner]] in allen Dateien gleich."},
}

// commonWords are words in partners' names that are no names.
var commonWords = wordSet(`region regionale regionales regionalen republik provinz gemeinschaft bundesstaat bundesland königreich
		vereinigte vereinigtes vereinigten staaten regierung landesregierung verwaltung vereinigung hauptstadt oblast land union länder
		deutschsprachige deutschsprachigen demokratische föderale republic region province regierungsbezirk partner`)

// partnerNames compares the words of a partner's names with those of the texts
// of the same file.
func (x *examiner) partnerNames() {
	bySection := make(map[*report.Section][]*entry, len(x.sections))
	for _, e := range x.entries {
		if e.section != nil {
			bySection[e.section] = append(bySection[e.section], e)
		}
	}
	for _, s := range x.sections {
		x.partnerName(bySection[s])
	}
}

// fewNames is how many words of a partner's names are looked for.
const fewNames = 40

func (x *examiner) partnerName(entries []*entry) {
	var known []string               // words of names, in small letters
	var hyphened []string            // names of several parts with a hyphen
	plain := make(map[string]string) // the known ones, by what they are without accents
	exact := make(map[string]bool)
	reported := make(map[string]bool)
	isName := func(e *entry, key string) bool {
		return e.kind == partnership && (key == "kurz" || key == "wer" || key == "mit") || e.kind == partner
	}
	misspelt := func(t *text, word string) {
		lower := strings.ToLower(word)
		if exact[lower] || reported[lower] || utf8.RuneCountInString(word) < 6 || commonWords[lower] || firstLower(word) {
			return
		}
		name, accents := plain[foldForeign(lower)]
		if !accents {
			i := slices.IndexFunc(known, func(name string) bool {
				return misspells(lower, name) && (utf8.RuneCountInString(name) >= 7 || exchanged(lower, name))
			})
			if i < 0 {
				return
			}
			name = known[i]
		}
		reported[lower] = true
		if accents && isName(t.entry, t.Key) {
			x.report("partner-name", t.entry, t.Key, "Schreiben Sie den Namen in kurz, wer, mit und name überall mit seinen Akzenten.",
				"Der Partner heißt hier „%s“, an anderer Stelle aber „%s“.", word, originalCase(name, entries))
			return
		}
		x.report("partner-name", t.entry, t.Key, "Prüfen Sie die Schreibweise in "+fieldOf(t.Key)+"; Überschrift und Liste übernehmen den Namen aus kurz und mit.",
			"„%s“ steht hier statt „%s“, wie der Partner sonst heißt.", word, originalCase(name, entries))
	}
	for _, e := range entries {
		for i := range e.texts {
			t := &e.texts[i]
			if !isName(e, t.Key) {
				continue
			}
			if t.Key == "kurz" && strings.Contains(t.plain, "-") && len(hyphened) < fewNames {
				hyphened = append(hyphened, t.plain)
			}
			for _, w := range nameWords(t.plain) {
				lower := strings.ToLower(w)
				if exact[lower] {
					continue
				}
				misspelt(t, w)
				exact[lower] = true
				if len(known) < fewNames && !reported[lower] && !commonWords[lower] {
					known = append(known, lower)
					plain[foldForeign(lower)] = lower
				}
			}
		}
	}
	for _, e := range entries {
		for i := range e.texts {
			t := &e.texts[i]
			if isName(e, t.Key) || t.Key == "loest_ab" {
				continue
			}
			for _, w := range nameWords(x.lexicon.foreign.Replace(t.plain)) {
				misspelt(t, w)
			}
			for _, name := range hyphened {
				if loose := strings.ReplaceAll(name, "-", " "); !reported[loose] && containsWords(t.plain, loose) {
					reported[loose] = true
					x.report("partner-name", e, t.Key, "Setzen Sie die Bindestriche in "+fieldOf(t.Key)+".",
						"„%s“ steht hier statt „%s“, wie der Partner sonst heißt.", loose, name)
				}
			}
			if !strings.Contains(t.plain, "-") {
				continue
			}
			for _, w := range plainWords(t.plain) {
				if !strings.Contains(w, "-") || reported[w] {
					continue
				}
				if joined := strings.ToLower(strings.ReplaceAll(w, "-", "")); slices.Contains(known, joined) {
					reported[w] = true
					x.report("partner-name", e, t.Key, "Schreiben Sie den Namen in "+fieldOf(t.Key)+" ohne Bindestrich.",
						"„%s“ steht hier statt „%s“, wie der Partner sonst heißt.", w, originalCase(joined, entries))
				}
			}
		}
	}
}

// containsWords reports whether whole words stand in a text.
func containsWords(s, words string) bool {
	for from := 0; ; {
		i := strings.Index(s[from:], words)
		if i < 0 {
			return false
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[i+len(words):])
		if !unicode.IsLetter(before) && before != '-' && !unicode.IsLetter(after) && after != '-' {
			return true
		}
		from = i + len(words)
	}
}

// nameWords returns the words of a text, those with hyphens divided.
func nameWords(s string) []string {
	var list []string
	for _, w := range plainWords(s) {
		list = append(list, strings.FieldsFunc(w, func(r rune) bool { return strings.ContainsRune("-‑’'", r) })...)
	}
	return list
}

// originalCase returns a word of a partner's name as it is written there.
func originalCase(lower string, entries []*entry) string {
	for _, e := range entries {
		if e.kind != partnership && e.kind != partner {
			continue
		}
		for i := range e.texts {
			for _, w := range nameWords(e.texts[i].plain) {
				if strings.ToLower(w) == lower {
					return w
				}
			}
		}
	}
	return lower
}

// wordEndings are what German adds to a name, longest first: „Schlesien“,
// „Schlesiens“, „Schlesier“, „schlesische“.
var wordEndings = []string{"innen", "ischen", "ischer", "isches", "ischem", "ische", "isch", "erin", "ern", "ens", "ers", "en", "er", "es", "em", "e", "n", "s"}

func wordStem(word string) string {
	for _, ending := range wordEndings {
		if stem, ok := strings.CutSuffix(word, ending); ok && utf8.RuneCountInString(stem) >= 4 {
			return strings.TrimSuffix(stem, "i") // „Tschechien“, „Tschechen“
		}
	}
	return word
}

var unUmlaut = strings.NewReplacer("ä", "a", "ö", "o", "ü", "u")

// misspells reports whether a word in small letters is probably meant for a
// name: one letter is wrong, of a long name two, and that is no inflection.
func misspells(word, name string) bool {
	if word == name || word[0] != name[0] || len(word) > longWord {
		return false
	}
	stem := wordStem(unUmlaut.Replace(word)) // „Niederländer“
	if s := wordStem(word); s == wordStem(name) || s == name || word == wordStem(name) || stem == wordStem(name) {
		return false
	}
	// Endings of both that say the same: „Silesien“ and „Schlesiens“ are compared as well.
	word = strings.TrimSuffix(word, "s")
	name = strings.TrimSuffix(name, "s")
	if word == name {
		return false
	}
	if s := wordStem(word); strings.HasPrefix(word[len(s):], "ier") && s+"i" == name[:len(name)-1] {
		return false // „Pennsylvanier“
	}
	if _, ok := oneEdit(word, name); ok {
		return true
	}
	return utf8.RuneCountInString(name) >= 10 && utf8.RuneCountInString(word) >= 9 && twoEdits(word, name)
}

// exchanged reports whether two words have the same letters.
func exchanged(s, t string) bool {
	a, b := []rune(s), []rune(t)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}

// twoEdits reports whether two letters have to be put in, left out or replaced
// to make one word of the other, at most.
func twoEdits(s, t string) bool {
	a, b := []rune(s), []rune(t)
	if len(a)-len(b) > 2 || len(b)-len(a) > 2 {
		return false
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(diagonal+cost, row[j]+1, row[j+1]+1)
		}
		if slices.Min(row) > 2 {
			return false
		}
	}
	return row[len(b)] <= 2
}

// sameShort reports headings that stand twice.
func (x *examiner) sameShort() {
	seen := make(map[string]*entry)
	for _, e := range x.entries {
		short := ""
		switch v := e.value.(type) {
		case *record.Partnership:
			short = v.Short
		case *record.Group:
			short = v.Short
		default:
			continue
		}
		key := foldName(short)
		if other := seen[key]; other != nil {
			x.report("kurz-doppelt", e, "kurz", "Geben Sie einer der beiden Dateien einen anderen Namen in kurz, oder führen Sie sie zusammen.",
				"„%s“ heißt auch die Überschrift in %s.", short, elsewhere(e, other.at("kurz")))
			continue
		}
		seen[key] = e
	}
}

// samePartner reports partners that the list of all partners names twice: it
// tells them by their full names.
func (x *examiner) samePartner() {
	entries := make(map[[2]string]*entry) // by slug and full name
	for _, e := range x.entries {
		if p, ok := e.value.(*record.Partner); ok && e.section != nil {
			entries[[2]string{e.section.Partnership.Slug, p.Name}] = e
		}
	}
	heading := make(map[string]string) // kurz of the partnership, by slug
	for _, s := range x.sections {
		heading[s.Partnership.Slug] = s.Partnership.Short
	}
	type listed struct {
		report.Partner
		entry *entry
	}
	short, name := make(map[string]listed), make(map[string]listed)
	for _, p := range x.ed.Partners {
		e := entries[[2]string{p.Slug, p.Name}]
		if e == nil {
			continue
		}
		sameShort, ok := short[foldName(p.Short)]
		if !ok {
			short[foldName(p.Short)] = listed{p, e}
		}
		bare := bareName(p.Name)
		sameName, found := name[bare]
		if !found {
			name[bare] = listed{p, e}
		}
		switch {
		case ok && p.Short == heading[p.Slug] && sameShort.Short == heading[sameShort.Slug]: // kurz-doppelt
		case ok:
			x.report("partner-zweimal", e, "name", "Schreiben Sie name in beiden Dateien gleich; dann steht der Partner einmal in der Liste.",
				"Die Liste der Partner nennt „%s“ zweimal: Der volle Name ist hier „%s“, in %s aber „%s“.", p.Short, p.Name, elsewhere(e, sameShort.entry.at("name")), sameShort.Name)
		case found:
			x.report("partner-zweimal", e, "name", "Schreiben Sie name und kurz in beiden Dateien gleich; sind es zwei Partner, nehmen Sie die Meldung hin.",
				"Die Liste der Partner nennt „%s“ vermutlich zweimal: hier als „%s“, in %s aber als „%s“.", p.Name, p.Short, elsewhere(e, sameName.entry.at("name")), sameName.Short)
		}
	}
}

// bodyWords say what kind of body a partner is, and are left out where its
// full name varies.
var bodyWords = strings.Fields("republik region provinz woiwodschaft oblast land königreich koenigreich bundesstaat us-bundesstaat staat volksrepublik wojewodschaft die der das")

// bareName returns a full name without the words for what it is called.
func bareName(name string) string {
	var rest []string
	for word := range strings.FieldsSeq(foldName(name)) {
		if !slices.Contains(bodyWords, word) {
			rest = append(rest, word)
		}
	}
	if len(rest) == 0 {
		return foldName(name)
	}
	return strings.Join(rest, " ")
}
