package check

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Whole sentences, and the phrases around which the templates build one.

const closers = "“‘”\"'’»«)]"

// closed reports whether a text ends with a mark that ends a sentence.
func closed(s string) bool {
	s = strings.TrimRight(s, closers)
	for _, end := range [...]string{".", "!", "?", "…"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}

// ending returns the last words of a text.
func ending(s string) string {
	words := strings.Fields(s)
	if len(words) > 3 {
		return "… " + strings.Join(words[len(words)-3:], " ")
	}
	return s
}

// sentenceEnds reports a paragraph that ends without a mark, and an item of a
// list the others of which have one.
func (x *examiner) sentenceEnds(w *wording) {
	report := func(p part, hint string) {
		x.report("satzende-fehlt", w.entry, w.Key, hint, "Am Ende fehlt ein Satzzeichen: %s.", shown(ending(p.text)))
	}
	for i, p := range w.parts {
		listFollows := i+1 < len(w.parts) && w.parts[i+1].item
		if p.item || listFollows || closed(p.text) {
			continue
		}
		hint := "Ergänzen Sie einen Punkt."
		if strings.HasSuffix(p.text, ":") {
			hint = "Nach dem Doppelpunkt folgt nichts: Ergänzen Sie, was angekündigt ist, oder setzen Sie einen Punkt."
		}
		report(p, hint)
		return
	}
	// „- a,“ „- b und“ „- c.“ is one sentence; „- Ein Satz.“ „- Noch einer“ is not.
	for i := 0; i < len(w.parts); i++ {
		end := i
		for end < len(w.parts) && w.parts[end].item {
			end++
		}
		var open *part
		sentences := 0
		for j := i; j < end; j++ {
			switch p := &w.parts[j]; {
			case closed(p.text):
				if j < end-1 || sentences > 0 {
					sentences++
				}
			case open == nil && !strings.HasSuffix(p.text, ",") && !strings.HasSuffix(p.text, ";") && !strings.HasSuffix(p.text, ":"):
				open = p
			}
		}
		if open != nil && sentences > 0 {
			report(*open, "Andere Punkte der Liste enden mit einem Punkt: Schreiben Sie alle auf dieselbe Weise.")
			return
		}
		i = max(i, end-1)
	}
}

// lowerStart matches a sentence whose first letter should be a capital.
// „eTwinning“ and „e. V.“ are no such.
var lowerStart = pattern(`^\p{Ll}[\p{Ll}-]`)

// innerStart matches the beginning of a sentence in lower case behind the end
// of another; what an abbreviation could end with is left out.
var innerStart = pattern(`\p{Ll}{2}(?:en|\p{Ll}t|te|ten|ung|tag|keit|heit|schaft|ion)\. (der|die|das|dies|diese|dieser|ein|eine|im|am|beim|beide|es|er|sie|dabei|dazu|damit|danach|dort|auch|außerdem|zudem|zuletzt|hierzu|seit|mit) `)

// sentenceBegins reports a sentence that begins with a small letter.
func (x *examiner) sentenceBegins(w *wording) {
	for i, p := range w.parts {
		if w.field == "ergebnisse" && !sentenceLike(p.text) || p.item {
			continue
		}
		continues := i > 0 && w.parts[i-1].item && !closed(w.parts[i-1].text)
		if firstLower(p.german) && lowerStart().MatchString(p.german) && !continues {
			x.report("satzanfang-klein", w.entry, w.Key, "Schreiben Sie das erste Wort groß.", "Ein Satz beginnt klein: %s.", shown(beginning(p.text)))
			return
		}
		if m := matched(lowerBehindStop(p.own), innerStart, p.own); m != nil {
			x.report("satzanfang-klein", w.entry, w.Key, "Schreiben Sie das erste Wort nach dem Punkt groß, oder löschen Sie den Punkt.",
				"Ein Satz beginnt klein: %s.", shown(around(p.own, m[0], m[1]-1)))
			return
		}
	}
}

// lowerBehindStop reports whether a small letter follows a full stop.
func lowerBehindStop(s string) bool {
	for i := 2; i < len(s); i++ {
		if s[i-2] == '.' && s[i-1] == ' ' && s[i] >= 'a' && s[i] <= 'z' {
			return true
		}
	}
	return false
}

// beginning returns the first words of a text.
func beginning(s string) string {
	words := strings.Fields(s)
	if len(words) > 4 {
		return strings.Join(words[:4], " ") + " …"
	}
	return s
}

// longestSentence is how many words a sentence may have.
const longestSentence = 45

// longSentences reports sentences that are hard to follow.
func (x *examiner) longSentences(w *wording) {
	for _, p := range w.parts {
		if len(p.own) < 4*longestSentence {
			continue
		}
		for _, s := range sentences(p.own) {
			if n := len(strings.Fields(s)); n > longestSentence {
				x.report("satz-lang", w.entry, w.Key, "Teilen Sie ihn, oder machen Sie aus der Aufzählung eine Liste.", "Ein Satz hat %d Wörter: %s.", n, shown(beginning(s)))
				return
			}
		}
	}
}

// sentenceLike reports whether a result is a sentence and no noun: it ends with
// a mark, which is none of an abbreviation or an ordinal number unless the
// result begins like a sentence.
func sentenceLike(s string) bool {
	return closed(s) && (!strings.HasSuffix(s, ".") || !abbreviated(s) || opensSentence(s))
}

// opensSentence reports whether a text begins as sentences do.
func opensSentence(s string) bool {
	return sentenceOpeners[firstWord(s)] && len(strings.Fields(s)) > 2
}

// sentenceOpeners begin a sentence. A noun stands in the nominative and begins
// with a small article or with itself.
var sentenceOpeners = wordSet("Der Die Das Ein Eine Beide Beiden Es Sie Er Man Dabei Dazu Damit Außerdem Zudem Ferner Im Am In Bei Beim Mit Für Zur Zum Nach Neu Als Vereinbart Beschlossen Verabschiedet Auch")

// results reports results that are sentences without a full stop, or some
// sentences and some not.
func (x *examiner) results(l *lexicon, e *entry) {
	var phrase *text
	sentences := 0
	for i := range e.texts {
		t := &e.texts[i]
		if !strings.HasPrefix(t.Key, "ergebnisse[") {
			continue
		}
		switch {
		case sentenceLike(t.Text):
			sentences++
		case opensSentence(t.Text):
			sentences++
			x.report("satzende-fehlt", e, t.Key, "Ist es ein ganzer Satz, ergänzen Sie einen Punkt; ist es ein Hauptwort, schreiben Sie den Artikel klein.",
				"Ein Ergebnis beginnt wie ein Satz und endet ohne Punkt: %s.", shown(ending(t.Text)))
		case phrase == nil:
			phrase = t
		}
	}
	if phrase != nil && sentences > 0 {
		x.report("ergebnisse-gemischt", e, phrase.Key, "Schreiben Sie alle ergebnisse als ganze Sätze mit Punkt oder alle als Hauptwörter ohne.",
			"Dieses Ergebnis ist kein Satz mit Punkt wie die übrigen: %s.", shown(beginning(phrase.Text)))
	}
}

var (
	articles = wordSet("der die das dem den des ein eine einem einen einer eines")
	capitals = wordSet("Der Die Das Dem Den Des Ein Eine Einem Einen Einer Eines Unter")
	placing  = wordSet("in im ins nach zu zum zur bei beim am an auf aus vor von vom neben unter über außerhalb innerhalb nahe")

	// phrasing are the prepositions with which a phrase of time, place or
	// occasion begins; written with a capital they stand in the way.
	phrasing = wordSet("Ab Am An Anlässlich Auf Aufgrund Aus Außerhalb Bei Beim Durch Für Gelegentlich Im In Infolge Ins Mit Nach Neben Rund Seit Über Um Unter Vom Von Vor Während Wegen Zu Zum Zur Zwischen")

	notNominative = wordSet("dem den des einem einen eines mit vom zum zur beim im am")
	notDative     = wordSet("die das ein eine mit mehrere einige zahlreiche viele weitere verschiedene alle beide sämtliche")
	bothForms     = pattern(`innen und (\p{Lu}\pL+)`)
)

// phrase reports what does not fit into the sentence that is built around it.
func (x *examiner) phrase(w *wording) {
	s := w.Text
	first := firstWord(s)
	topic := w.field == "thema" || w.field == "titel" || w.field == "name" && w.entry.kind == meeting
	if topic && enclosed(s) {
		x.report("anfuehrungszeichen-doppelt", w.entry, w.Key, "Löschen Sie die Anführungszeichen am Anfang und am Ende.",
			"Der Wert von %s steht schon im Eintrag in Anführungszeichen: %s.", w.field, shown(s))
	}
	if end := s[len(s)-1]; strings.IndexByte(".,;:", end) >= 0 && !(end == '.' && (abbreviated(s) || strings.HasSuffix(s, ".."))) {
		x.report("punkt-zuviel", w.entry, w.Key, "Löschen Sie es; das Programm setzt die Satzzeichen selbst.",
			"Am Ende steht ein Satzzeichen, das mitten in den Satz geriete: %s.", shown(ending(s)))
	}
	report := func(code, hint, what string) {
		x.report(code, w.entry, w.Key, hint, what+": %s.", shown(beginning(s)))
	}
	nominative := w.field == "themen" || w.field == "bereiche" || w.field == "was" || w.field == "wer" || w.field == "traeger" || w.field == "name" && w.entry.kind == measure
	whole := w.field == "wo" || w.field == "anlass" || w.field == "tagungsort"
	switch {
	case (nominative || w.field == "mit") && capitals[first], whole && phrasing[first] && first != s:
		report("anfang-gross", "Schreiben Sie „"+strings.ToLower(first)+"“; am Satzanfang macht das Programm es groß.", "Der Wert beginnt groß und stünde so mitten im Satz")
	case nominative && notNominative[first]:
		report("fall-falsch", "Schreiben Sie ihn so, wie er auf die Frage „wer oder was?“ steht.", "Der Wert steht nicht im Nominativ")
	case w.field == "mit" && (notDative[first] && !strings.Contains(s, "/") || nominativePlural(s)):
		hint := "Schreiben Sie ihn so, wie er nach „mit“ steht, zum Beispiel „dem Vereinigten Königreich“, „der Wallonie“."
		if first == "mit" {
			hint = "Das Wort „mit“ setzt das Programm selbst davor: Löschen Sie es."
		}
		report("fall-falsch", hint, "Der Wert steht nicht im Dativ, wie er nach „mit“ stünde")
	case w.field == "ort" && first != s && (placing[strings.ToLower(first)] || articles[strings.ToLower(first)] && first != "Den" && first != "Das" && first != "Der" && first != "Die"):
		report("ort-praeposition", "Nennen Sie unter ort nur den Namen, oder verwenden Sie stattdessen wo für die ganze Wendung.",
			"Vor ort setzt das Programm „in“ oder „nach“; der Wert beginnt selbst mit „"+first+"“")
	case whole && (articles[first] || capitalStart(s) && !phrasing[first]):
		hint := "Schreiben Sie die ganze Wendung, zum Beispiel „in der Ukraine“."
		if w.field == "anlass" {
			hint = "Schreiben Sie die ganze Wendung, zum Beispiel „anlässlich des Frankreichfests“."
		} else if w.field == "wo" && !articles[first] {
			hint = "Ein bloßer Ortsname gehört unter ort; sonst schreiben Sie die ganze Wendung, zum Beispiel „in der Ukraine“."
		}
		report("praeposition-fehlt", hint, "Der Wert beginnt ohne Präposition")
	}
}

// nominativePlural reports whether a text that begins with both forms („Vertreterinnen
// und Vertreter“) has the second one in another case than the dative.
func nominativePlural(s string) bool {
	m := bothForms().FindStringSubmatchIndex(s)
	if m == nil || strings.Contains(s[:m[0]], " ") {
		return false
	}
	word := s[m[2]:m[3]]
	n, _ := personNoun(word)
	return n != nil && n.plural != n.dative && strings.HasSuffix(strings.ToLower(word), strings.ToLower(n.plural))
}

func capitalStart(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || r == '„'
}

// enclosed reports whether one pair of quotation marks holds the whole text.
func enclosed(s string) bool {
	for _, pair := range [...][2]string{{"„", "“"}, {"„", "”"}, {"„", `"`}, {`"`, `"`}, {"“", "”"}, {"»", "«"}, {"«", "»"}} {
		inner, ok := strings.CutPrefix(s, pair[0])
		if !ok {
			continue
		}
		if inner, ok = strings.CutSuffix(inner, pair[1]); ok && inner != "" && !strings.Contains(inner, pair[0]) && !strings.Contains(inner, pair[1]) {
			return true
		}
	}
	return false
}
