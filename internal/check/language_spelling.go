package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/report"
)

// The spelling is held against a dictionary that this package does not have:
// Words says which words it should be asked for, Misspelled what to report.

// Word is a word of the printed German texts.
type Word struct {
	Text  string
	Pos   diag.Pos // of the first value that holds it
	parts []string // of one with hyphens: those that the records do not know
}

// Dictionary is what Misspelled asks. An error of either function ends the
// search.
type Dictionary struct {
	Unknown func(words []string) (map[string]bool, error)     // those that it does not know
	Suggest func(words []string) (map[string][]string, error) // what it would write instead
}

var spelled = pattern(`[\pL\pN\pM]+(?:[-.·*:_][\pL\pN\pM]+)*[-.]?`)

// Words returns the words of an edition whose spelling is a question, each
// once, in the order of their first places. Without are titles and names, what
// stands in quotation marks, phrases in another language, abbreviations, what
// woerter.toml knows, and what is called so in the records (partners, places,
// persons).
func Words(ed *report.Edition) []Word {
	x := newExaminer(ed, nil)
	l := x.lexicon
	known := make(map[string]bool, len(l.known))
	for word := range l.known {
		known[word] = true
	}
	for _, s := range ed.Set.Words.Spellings {
		if !s.From.IsZero() && s.From.First().Compare(ed.AsOf) > 0 {
			for _, word := range strings.Fields(s.Text) {
				delete(known, word)
			}
		}
	}
	for _, m := range ed.Set.Ministries {
		known[m.Short] = true
	}
	for word := range recent {
		known[word] = true
	}
	for word := range ofTheLand {
		known[word] = true
	}
	var texts []*wording
	for _, e := range x.entries {
		for i := range e.texts {
			w := l.wording(&e.texts[i])
			switch {
			case w == nil:
			case isName(w):
				for _, p := range w.parts {
					for _, word := range spelled().FindAllString(p.text, -1) {
						for part := range strings.SplitSeq(word, "-") {
							known[part] = true
						}
						known[word] = true
						known[adjectiveOf(word)] = true
					}
				}
			case !w.official():
				texts = append(texts, w)
			}
		}
	}
	var list []Word
	seen := make(map[string]bool)
	for _, w := range texts {
		for _, p := range w.parts {
			for _, at := range spelled().FindAllStringIndex(p.own, -1) {
				text := strings.TrimSuffix(p.own[at[0]:at[1]], ".")
				if seen[text] {
					continue
				}
				seen[text] = true
				if len(text) > longWord || strings.HasSuffix(text, "-") || at[0] > 0 && p.own[at[0]-1] == '-' || !ordinary(text) || shortForms[text] || knows(known, text) {
					continue
				}
				word := Word{Text: text, Pos: w.entry.at(w.Key)}
				if parts := strings.Split(text, "-"); len(parts) > 1 {
					for _, part := range parts {
						if len(part) > 3 && ordinary(part) && !knows(known, part) && !knows(known, capitalised(part)) {
							word.parts = append(word.parts, part)
						}
					}
					if word.parts == nil {
						continue
					}
				}
				list = append(list, word)
			}
		}
	}
	return list
}

// isName reports whether a text is a name of something that no dictionary need
// know.
func isName(w *wording) bool {
	switch w.entry.kind {
	case partner, house, signatory:
		return true
	case partnership:
		return w.field != "satz"
	case agreement:
		return w.field == "titel"
	case request:
		return w.field == "abgeordnete"
	}
	return w.isPerson() || w.field == "ort"
}

// germanLetters are the small letters of German words; what has others is a
// word of another language, and most often a name.
const germanLetters = "abcdefghijklmnopqrstuvwxyzäöüß"

// ordinary reports whether a word is written as German words are: no figures,
// no points within, capitals at the beginnings only.
func ordinary(word string) bool {
	n := 0
	before := '-'
	for _, r := range word {
		switch {
		case r == '-':
		case !unicode.IsLetter(r) && !unicode.IsMark(r):
			return false
		case unicode.IsUpper(r) && before != '-', !strings.ContainsRune(germanLetters, unicode.ToLower(r)):
			return false
		default:
			n++
		}
		before = r
	}
	return n > 2
}

// knows reports whether a word, or what it may be the genitive or the plural
// of, is in the set.
func knows(set map[string]bool, word string) bool {
	if set[word] {
		return true
	}
	for _, ending := range [...]string{"s", "es", "n", "en", "er", "ern"} {
		if stem, ok := strings.CutSuffix(word, ending); ok && len(stem) > 2 && set[stem] {
			return true
		}
	}
	stem, ending, ok := strings.Cut(word, "isch")
	return ok && len(stem) > 4 && len(ending) < 3 && set[stem]
}

// adjectiveOf returns what stands before "isch" in the adjective of a name:
// "nordmazedon" of „Nordmazedonien“.
func adjectiveOf(name string) string {
	name = strings.ToLower(name)
	for _, ending := range [...]string{"ien", "en"} {
		if stem, ok := strings.CutSuffix(name, ending); ok {
			return stem
		}
	}
	return name
}

func capitalised(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}

// recent are words that dictionaries have not heard of.
var recent = wordSet("Corona dekarbonisieren Dekarbonisierung Defossilisierung Geopolitik geopolitisch Klimaneutralität Resilienz Startup Startups Vize Ko Webinar Webinare")

// ofTheLand are names of North Rhine-Westphalia: its districts and towns that
// are none, regions and rivers.
var ofTheLand = wordSet(`Aachen Arnsberg Bergheim Bielefeld Bocholt Bochum Bonn Borken Bottrop Castrop Rauxel Coesfeld Detmold Dinslaken Dormagen Dorsten Dortmund
	Düren Düsseldorf Duisburg Ennepetal Erkelenz Eschweiler Essen Euskirchen Gelsenkirchen Gladbeck Grevenbroich Gronau Gütersloh Gummersbach Hagen
	Hamm Hattingen Heinsberg Herford Herne Herten Höxter Hürth Hückelhoven Ibbenbüren Iserlohn Kamen Kerpen Kleve Köln Krefeld Langenfeld Lemgo Leverkusen Lippstadt
	Lüdenscheid Lüdinghausen Lünen Marl Menden Meerbusch Meschede Mettmann Minden Moers Mönchengladbach Mülheim Münster Neuss Nordkirchen Oberhausen Oelde Olpe Olsberg Paderborn Pulheim
	Ratingen Recklinghausen Remscheid Rheine Schwelm Schwerte Siegburg Siegen Soest Solingen Steinfurt Straelen Troisdorf Unna Velbert Viersen Warendorf Wesel
	Willich Witten Wittgenstein Wuppertal Xanten Zülpich Eifel Emscher Erft Lippe Münsterland Niederrhein Ostwestfalen Ruhr Sauerland Siegerland Sieg Westfalen Zollverein`)

// Misspelled reports the words that the dictionary does not know, as far as it
// does not know what they are made of either: the parts of words with hyphens,
// of genitives and of compounds.
func Misspelled(words []Word, d Dictionary) (diag.List, error) {
	var asked []string
	for _, w := range words {
		asked = append(asked, w.Text)
	}
	unknown, err := d.Unknown(asked)
	if err != nil {
		return nil, err
	}
	var doubtful []Word
	asked = nil
	for _, w := range words {
		if !unknown[w.Text] {
			continue
		}
		doubtful = append(doubtful, w)
		for _, reading := range w.readings() {
			asked = append(asked, reading...)
		}
	}
	if len(doubtful) == 0 {
		return nil, nil
	}
	slices.Sort(asked)
	if unknown, err = d.Unknown(slices.Compact(asked)); err != nil {
		return nil, err
	}
	asked = nil
	doubtful = slices.DeleteFunc(doubtful, func(w Word) bool {
		return slices.ContainsFunc(w.readings(), func(reading []string) bool {
			return !slices.ContainsFunc(reading, func(part string) bool { return unknown[part] })
		})
	})
	if len(doubtful) == 0 {
		return nil, nil
	}
	for _, w := range doubtful {
		asked = append(asked, w.Text)
	}
	suggested, err := d.Suggest(asked)
	if err != nil {
		return nil, err
	}
	const code = "rechtschreibung-pruefen"
	var list diag.List
	for _, w := range doubtful {
		hint := "Ist das Wort richtig, ergänzen Sie in woerter.toml eine [[schreibweise]] mit text = \"" + w.Text + "\"."
		const most = 3
		if s := likely(w.Text, suggested[w.Text]); len(s) > 0 {
			hint = "Gemeint sein könnte „" + strings.Join(s[:min(most, len(s))], "“ oder „") + "“. " + hint
		}
		list.Add(diag.Finding{Pos: w.Pos, Severity: severities[code], Code: code, Text: "Das Wörterbuch kennt " + diag.Quote(w.Text) + " nicht.", Hint: hint})
	}
	list.Sort()
	return list, nil
}

// likely returns the suggestions that are near the word: of a name dictionaries
// suggest what has little to do with it. They begin like it, too: hardly anybody
// mistypes the first letter, and „Penis“ for „Denis“ helps nobody.
func likely(word string, suggestions []string) []string {
	first, _ := utf8.DecodeRuneInString(word)
	return slices.DeleteFunc(slices.Clone(suggestions), func(s string) bool {
		r, _ := utf8.DecodeRuneInString(s)
		return unicode.ToLower(r) != unicode.ToLower(first) || diag.Nearest(word, []string{s}) == ""
	})
}

// readings returns what the word may be made of. It is right if the dictionary
// knows all words of one reading.
func (w Word) readings() [][]string {
	if w.parts != nil {
		// „nordrhein-westfälisch“: only the name has its capital in the dictionary
		var names []string
		for _, part := range w.parts[:len(w.parts)-1] {
			names = append(names, capitalised(part))
		}
		return [][]string{w.parts, append(names, w.parts[len(w.parts)-1])}
	}
	var list [][]string
	if stem, ok := strings.CutSuffix(w.Text, "s"); ok { // „Landesjugendorchesters“
		list = append(list, []string{stem})
	}
	// „Maßnahmenplan“. Of shorter parts even misspelled words may be made.
	const firstLeast, lastLeast = 5, 4
	letters := []rune(w.Text)
	if !unicode.IsUpper(letters[0]) {
		return list
	}
	for i := firstLeast; i <= len(letters)-lastLeast; i++ {
		first, last := string(letters[:i]), capitalised(string(letters[i:]))
		list = append(list, []string{first, last})
		if stem, ok := strings.CutSuffix(first, "s"); ok {
			list = append(list, []string{stem, last}) // „Ausschussvorsitz“ has none, „Arbeitstreffen“ has one
		}
	}
	return list
}
