package check

import (
	"cmp"
	"slices"
	"strings"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
)

var languageCodes = []Code{
	{"typografie-berichtigt", diag.Hint, "Ein Text wird mit anderen Zeichen gedruckt, als der Eintrag sie hat: „…“ statt der Anführungszeichen der Tastatur, ein Gedankenstrich statt eines Bindestrichs, „z. B.“ statt „z.B.“. Das Programm ändert nur die Zeichen und kein Wort. Zu tun ist nichts; den Eintrag können Sie ebenso schreiben."},
	{"thema-typografie", diag.Warning, "Das Thema der Ausgabe steht auch in der Kopfzeile und im Titel der Datei, und dort druckt das Programm es Zeichen für Zeichen, wie es eingetragen ist. Anführungszeichen der Tastatur und Ähnliches blieben stehen. Schreiben Sie thema so, wie es gedruckt werden soll."},
	{"anfuehrungszeichen-offen", diag.Warning, "Ein Anführungszeichen hat kein Gegenstück, oder es steht ein Akzent statt eines Apostrophs. Was gemeint ist, kann das Programm nicht wissen; es druckt die Zeichen, wie sie sind. Setzen Sie „ am Anfang und “ am Ende, und ’ als Apostroph."},
	{"anfuehrungszeichen-doppelt", diag.Warning, "Ein Wert steht in Anführungszeichen, obwohl das Programm ihn selbst in „…“ setzt oder als Titel hervorhebt. So stünden sie doppelt da. Löschen Sie die äußeren Anführungszeichen."},
	{"bindestrich-gedankenstrich", diag.Warning, "Ein Bindestrich steht, wo ein Gedankenstrich oder „bis“ gemeint sein kann. Das Programm ändert ihn nicht von selbst, weil er auch anderes bedeuten könnte. Schreiben Sie „bis“ oder setzen Sie den Strich –."},
	{"leerzeichen-falsch", diag.Warning, "Vor einem Satzzeichen steht ein Leerzeichen, oder nach einem fehlt es. Gedruckt fiele es auf. Setzen oder löschen Sie es."},
	{"wort-doppelt", diag.Warning, "Ein Wort steht zweimal hintereinander, wie es beim Umstellen eines Satzes leicht geschieht. Löschen Sie eines. Ist es so gemeint, stellen Sie den Satz um."},
	{"satzende-fehlt", diag.Warning, "Ein Satz endet ohne Punkt oder ein anderes Schlusszeichen. Das Programm ergänzt bei ganzen Sätzen keines, und der nächste Satz schließt sich gleich an. Ergänzen Sie das Zeichen."},
	{"ergebnisse-gemischt", diag.Hint, "Die Ergebnisse einer Begegnung sind teils ganze Sätze mit Punkt, teils Hauptwörter ohne. Beides ist erlaubt, aber in einer Liste liest es sich uneinheitlich. Schreiben Sie alle auf dieselbe Weise."},
	{"satzanfang-klein", diag.Warning, "Ein Satz beginnt mit einem kleinen Buchstaben. Das Programm druckt ganze Sätze, wie sie sind. Schreiben Sie den Anfang groß."},
	{"satz-lang", diag.Hint, "Ein Satz hat mehr als 45 Wörter. Wer ihn vorliest oder vorgelesen bekommt, verliert den Faden. Teilen Sie ihn, oder machen Sie aus einer Aufzählung eine Liste."},
	{"punkt-zuviel", diag.Warning, "Ein Wert, um den das Programm selbst einen Satz baut, endet mit einem Satzzeichen. Es stünde mitten im Satz. Löschen Sie es."},
	{"anfang-gross", diag.Warning, "Ein Wert, um den das Programm selbst einen Satz baut, beginnt mit einem großgeschriebenen Artikel oder einer großgeschriebenen Präposition. So stünde ein Großbuchstabe mitten im Satz. Schreiben Sie den Anfang klein; am Satzanfang macht das Programm ihn groß."},
	{"ort-praeposition", diag.Warning, "Vor ort setzt das Programm „in“ (bei einer Reise „nach“); der Wert beginnt aber schon mit einer Präposition oder mit einem Artikel. So stünde „in in Budapest“ da. Nennen Sie unter ort nur den Namen, oder verwenden Sie wo für die ganze Wendung."},
	{"praeposition-fehlt", diag.Warning, "Die Felder wo, anlass und tagungsort nehmen eine ganze Wendung auf, und das Programm setzt nichts davor; der Wert beginnt aber ohne Präposition. Ergänzen Sie sie, etwa „in der Ukraine“ oder „anlässlich des Frankreichfests“. Ein bloßer Ortsname gehört unter ort."},
	{"fall-falsch", diag.Warning, "Ein Wert steht nicht in dem Fall, in dem das Programm ihn verwendet: mit im Dativ, die übrigen im Nominativ. Beugen kann das Programm ihn nicht. Schreiben Sie ihn so, wie er nach „mit“ oder auf die Frage „wer oder was?“ steht."},
	{"nur-maskulin", diag.Hint, "Eine Personenbezeichnung in der Mehrzahl nennt nur die männliche Form. Nach § 4 des Landesgleichstellungsgesetzes ist in der dienstlichen Kommunikation die sprachliche Gleichstellung von Frauen und Männern zu beachten. Wählen Sie ein neutrales Wort, oder nennen Sie beide Formen; sind nur Männer gemeint, kann es so bleiben."},
	{"gender-zeichen", diag.Warning, "Eine Personenbezeichnung ist mit Stern, Doppelpunkt, Unterstrich, Schrägstrich oder großem I verkürzt. Das Haus nennt beide Formen oder wählt ein neutrales Wort (§ 4 des Landesgleichstellungsgesetzes). Schreiben Sie sie aus."},
	{"platzhalter-uebrig", diag.Warning, "Ein Text enthält einen Platzhalter, der noch zu ersetzen ist. Gedruckt zeigte er, dass etwas vergessen wurde. Ergänzen Sie die Angabe, oder lassen Sie das Feld weg."},
	{"markdown-im-text", diag.Hint, "Ein Text enthält Auszeichnungen, die an dieser Stelle nichts bewirken und gedruckt werden, wie sie dastehen. Einzeilige Felder kennen keine; mehrzeilige kennen nur **fett**, *kursiv*, [Text](https://…), Absätze und Listen mit „- “. Schreiben Sie den Text ohne sie."},
	{"rechtschreibung-pruefen", diag.Hint, "Das Wörterbuch kennt ein Wort nicht; gesucht wird nur mit --rechtschreibung. Ein Tippfehler fiele im Bericht auf, ein Name aber ist meist richtig. Berichtigen Sie das Wort, oder ergänzen Sie es in woerter.toml als [[schreibweise]]."},
}

var languageRules = []func(*examiner){(*examiner).language}

// wording is a text of an entry as the rules of this file read it.
type wording struct {
	*text
	field string // the key without path and index: "themen" for "themen[1]", "amt" for "nrw[0].amt"
	parts []part
}

// part is a block as the rules read it.
type part struct {
	block
	german string // without addresses and phrases in another language
	own    string // and without what stands in quotation marks
}

// standIn stands for what is left out of a part: no letter, no mark that a rule
// looks for.
const standIn = "◊"

// language reads every text once and holds it against all rules.
func (x *examiner) language() {
	l := x.lexicon
	for _, e := range x.entries {
		for i := range e.texts {
			w := l.wording(&e.texts[i])
			if w == nil {
				continue
			}
			x.marks(l, w)
			x.placeholders(w)
			if w.official() {
				continue
			}
			x.hyphens(l, w)
			x.spaces(w)
			x.doubled(l, w)
			marked := x.markdown(w)
			x.genderMarks(w)
			x.masculine(w)
			switch {
			case w.field == "ergebnisse":
				x.sentenceBegins(w)
			case w.whole():
				if !marked { // what is meant for a heading or a list ends without a stop
					x.sentenceEnds(w)
				}
				x.sentenceBegins(w)
				x.longSentences(w)
			default:
				x.phrase(w)
			}
		}
		if e.kind == meeting {
			x.results(l, e)
		}
	}
}

// lexicon is what woerter.toml means to the rules.
type lexicon struct {
	foreign *strings.Replacer // phrases in another language, by standIn
	source  *strings.Replacer // text as Markdown, with those phrases marked: what compose gives to typography
	known   map[string]bool   // words that woerter.toml knows
}

func newLexicon(words *record.Words) *lexicon {
	l := &lexicon{known: make(map[string]bool)}
	longest := slices.SortedStableFunc(slices.Values(words.Foreign), func(a, b record.Foreign) int { return cmp.Compare(len(b.Text), len(a.Text)) })
	var foreign, source []string
	for _, f := range longest {
		foreign = append(foreign, f.Text, standIn)
		source = append(source, f.Text, `<span lang="`+f.Language+`">`+f.Text+"</span>")
	}
	for _, c := range "\\`*_{[]<>#|~$@^&" {
		source = append(source, string(c), `\`+string(c))
	}
	l.foreign, l.source = strings.NewReplacer(foreign...), strings.NewReplacer(source...)
	know := func(text string) {
		for _, word := range strings.Fields(text) {
			l.known[word] = true
		}
	}
	for _, h := range words.Hyphenations {
		know(strings.ReplaceAll(h, "-", ""))
	}
	for _, n := range words.NeverDivide {
		know(n)
	}
	for _, a := range words.Abbreviations {
		know(a.Short)
		know(a.Long)
	}
	for _, s := range words.Spellings {
		know(s.Text)
	}
	return l
}

var address = pattern(`(https?://|www\.)\S*[^\s.,;:!?)“]|[^\s(„]+@[^\s]+\w`)

// wording returns the text as the rules read it; nil for one that is not
// printed, or is no language.
func (l *lexicon) wording(t *text) *wording {
	w := &wording{text: t, field: fieldOf(t.Key)}
	switch w.field {
	case "loest_ab", "reihe", "aktenzeichen", "vorlage":
		return nil
	}
	for _, b := range blocks(t.Value) {
		p := part{block: b, german: l.foreign.Replace(b.text)}
		if strings.Contains(b.text, "www.") || strings.ContainsAny(b.text, "@/") {
			p.german = address().ReplaceAllString(p.german, standIn)
		}
		p.own = unquoted(p.german)
		w.parts = append(w.parts, p)
	}
	return w
}

// official reports whether the words are not the clerk's to choose: titles and
// names as they are signed, the committee's question, what stands in the
// letter's head.
func (w *wording) official() bool {
	switch w.entry.kind {
	case house, request, addressee, signatory, contact:
		return true
	case edition:
		return w.field != "thema" && w.field != "hinweis"
	case agreement:
		return w.field == "titel"
	case partner:
		return w.field == "name"
	}
	return w.isPerson()
}

// isPerson reports whether the text is a person's name.
func (w *wording) isPerson() bool { return strings.HasSuffix(w.Key, "].name") }

// firstWord returns what stands before the first space.
func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return strings.TrimRight(word, ",")
}

// around returns the words around a stretch of s, shortened where they are many.
func around(s string, from, to int) string {
	const most = diag.MaxQuoted - 10 // bytes; a character more or less does not matter
	for n := 0; from > 0 && n < 2; {
		from--
		if n++; s[from] != ' ' {
			n--
		}
		if n == 2 {
			from++
		}
	}
	for n := 0; to < len(s) && n < 2; to++ {
		if s[to] == ' ' {
			if n++; n == 2 {
				break
			}
		}
	}
	excerpt := strings.TrimSpace(s[from:to])
	if len(excerpt) > most {
		if cut := strings.LastIndexByte(excerpt[:most], ' '); cut > 0 {
			excerpt = excerpt[:cut] + " …"
		}
	}
	return excerpt
}

// shown returns an excerpt in „…“; one that holds quotation marks itself as it
// is.
func shown(excerpt string) string {
	if strings.ContainsAny(excerpt, `„“”"'‚‘»«´`+"`") {
		return strings.TrimRight(strings.TrimSuffix(strings.TrimPrefix(diag.Quote(excerpt), "„"), "“"), " .,;")
	}
	return diag.Quote(excerpt)
}
