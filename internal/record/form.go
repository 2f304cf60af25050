package record

import (
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"umsetzungsstand/internal/diag"
)

var forms = map[Form]*regexp.Regexp{
	NameForm:     regexp.MustCompile(NameForm.Pattern()),
	LanguageForm: regexp.MustCompile(LanguageForm.Pattern()),
	WordForm:     regexp.MustCompile(WordForm.Pattern()),
}

// form reports whether a text has the form that its field wants, and says so
// where it has not.
func (w *walker) form(f *Field, id int32, s string) bool {
	if f.Form == AnyForm || forms[f.Form].MatchString(s) {
		return true
	}
	switch f.Form {
	case NameForm:
		hint := "Erlaubt sind Kleinbuchstaben ohne Umlaute, Ziffern und dazwischen einzelne Bindestriche, zum Beispiel " + f.Example + "."
		if better := nameOf(s); len(s) <= diag.MaxQuoted && forms[NameForm].MatchString(better) {
			hint = "Schreiben Sie zum Beispiel \"" + better + "\": nur Kleinbuchstaben ohne Umlaute, Ziffern und Bindestriche."
		}
		w.report(w.nodes[id].value, CodeID, hint, "%s ist keine Kennung.", diag.Quote(s))
	case LanguageForm:
		hint := "Erlaubt ist ein Kürzel nach BCP 47, zum Beispiel \"fr\" oder \"en-GB\"."
		if tag := languages[strings.ToLower(s)]; tag != "" {
			hint = "Schreiben Sie \"" + tag + "\"."
		} else if tag := strings.ReplaceAll(s, "_", "-"); forms[LanguageForm].MatchString(tag) {
			hint = "Schreiben Sie \"" + tag + "\", mit Bindestrich."
		}
		w.report(w.nodes[id].value, CodeLanguage, hint, "%s ist kein Sprachkürzel.", diag.Quote(s))
	case WordForm:
		w.report(w.nodes[id].value, CodeWords, "Setzen Sie jedes Wort in eigene Anführungszeichen, mit einem Komma dazwischen.",
			"„%s“ nimmt nur einzelne Wörter auf; %s enthält ein Leerzeichen.", f.Key, diag.Quote(s))
	}
	return false
}

// nameOf makes a name out of words.
func nameOf(s string) string {
	s = transcription.Replace(strings.ToLower(norm.NFC.String(s)))
	return strings.Trim(strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r == ' ' || r == '_' || r == '-' || r == '.' || r == '/' || r == ','
	}), "-"), "-")
}

// languages are the languages of the partners by their German names.
var languages = map[string]string{
	"deutsch": "de", "englisch": "en", "französisch": "fr", "italienisch": "it", "niederländisch": "nl", "polnisch": "pl",
	"ungarisch": "hu", "ukrainisch": "uk", "mazedonisch": "mk", "chinesisch": "zh", "hebräisch": "he", "japanisch": "ja",
	"spanisch": "es", "portugiesisch": "pt", "türkisch": "tr", "russisch": "ru", "tschechisch": "cs", "griechisch": "el",
}
