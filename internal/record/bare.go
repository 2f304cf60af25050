package record

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
)

// bare reads a value without quotes: number, date, true or false. It reports
// whether there was a fault, which has then been noted and mended.
func (s *scanner) bare(depth int) (faulty bool) {
	begin := s.off
	n := strings.IndexAny(s.src[begin:], ",;]}#\n\r")
	if n < 0 {
		n = len(s.src) - begin
	}
	word := strings.TrimRightFunc(s.src[begin:begin+n], blank)
	s.off = begin + len(word)
	first, _ := utf8.DecodeRuneInString(word)
	f := fault{off: begin}
	switch {
	case word == "" && s.has(",,"): // „ as typed on a keyboard
		f.code = CodeQuoteStyle
		s.off += styled(s.src[begin:])
	case word == "":
		s.fail(begin, CodeNoValue)
		return false
	case word == "true", word == "false", word == "inf", word == "nan", plainNumber(word), plainDay(word):
		return false
	case strings.ContainsRune(styles, first):
		f.code = CodeQuoteStyle
		s.off = begin + styled(s.src[begin:])
	case unicode.IsLetter(first):
		f.code = CodeBareText
		if end := closes(s.restOfLine(begin)); depth > 0 && end > 0 {
			s.off = begin + end
			f.text, f.hint = "Am Anfang dieses Textes fehlt das Anführungszeichen.", quoted(s.src[begin:s.off])
			if !short(s.src[begin:s.off]) {
				f.hint = "Setzen Sie \" an den Anfang des Textes."
			}
		}
	case bareDate(word):
		f.code = CodeBareDate
	default: // BurntSushi knows what numbers, dates and times there are
		var m map[string]any
		pe, ok := decodeTOML("x = "+word, &m).(toml.ParseError)
		if !ok {
			return false
		}
		f.code, f.text, f.hint = translate(pe)
	}
	if depth == 0 { // nothing else stands on the line
		rest, _, _ := strings.Cut(s.src[s.off:], "\n")
		rest, _, _ = strings.Cut(rest, "#")
		s.off += len(strings.TrimRightFunc(rest, blank))
	}
	s.suggest(&f, s.src[begin:s.off], depth)
	s.noteFault(f)
	s.mend(begin, s.off, `""`)
	return true
}

// suggest gives the fault of a value without quotes a hint that suits the field
// which the value is for.
func (s *scanner) suggest(f *fault, word string, depth int) {
	if s.field == nil || s.field.Kind != Flag {
		switch strings.ToLower(word) {
		case "ja", "nein", "wahr", "falsch", "true", "false":
			f.text = "Dieser Wert ist weder true oder false noch ein Text in Anführungszeichen."
			f.hint = "Für Ja schreiben Sie true, für Nein false, klein und ohne Anführungszeichen; ein Text lautet \"" + word + "\"."
		}
	}
	if strings.HasPrefix(word, ">") {
		f.text, f.hint = "Hinter dem Gleichheitszeichen steht ein Zeichen zu viel.", "Löschen Sie das Zeichen >."
		return
	}
	if s.field == nil {
		return
	}
	field, plain := s.field, strings.Trim(word, styles+",\"' \t")
	switch field.Kind {
	case Flag:
		f.text, f.hint = "Dieser Wert ist weder true noch false.", "Schreiben Sie "+field.Key+" = true oder "+field.Key+" = false, klein und ohne Anführungszeichen."
		if t := truth(plain); t != "" {
			f.hint = "Schreiben Sie " + field.Key + " = " + t + ", klein und ohne Anführungszeichen."
		}
	case Number, Amount:
		if field.Kind == Amount && plain == "mehrere" {
			return
		}
		f.text = "Hier muss " + field.Kind.String() + " stehen."
		example := field.Example
		if strings.HasPrefix(example, `"`) { // „mehrere“ is none
			example = "3"
		}
		f.hint = "Schreiben Sie die Zahl in Ziffern, zum Beispiel " + field.Key + " = " + example + "."
		n := numeral(plain)
		if runs := figures.FindAllString(plain, 2); n == 0 && len(runs) == 1 { // „ca. 3“
			n = numeral(runs[0])
		}
		if n > 0 {
			f.hint = fmt.Sprintf("Schreiben Sie %s = %d.", field.Key, n)
		}
	case Moment, Day:
		_, err := date.Parse(plain)
		e, ok := errors.AsType[*date.ParseError](err)
		if !ok {
			if f.code == CodeSyntax {
				f.code, f.text, f.hint = CodeBareDate, "", quoted(plain)
			}
			return
		}
		if f.code == CodeBareDate || f.code == CodeSyntax {
			f.code, f.text = e.Code, e.Text
		}
		if f.hint = e.Hint; e.Code != date.CodeImpossible && !onlyDay.MatchString(f.hint) {
			f.hint += " Setzen Sie die Angabe zwischen gerade Anführungszeichen."
		}
	case Choice:
		if slices.Contains(field.Values, plain) {
			f.hint = quoted(plain)
		} else if near := diag.Nearest(plain, field.Values); near != "" {
			f.hint = quoted(near)
		} else {
			f.hint = "Erlaubt: " + quoteList(field.Values, "oder") + ", in geraden Anführungszeichen."
		}
	case List:
		if depth == 0 && f.code != CodeInternal {
			var items []string
			for item := range strings.SplitSeq(word, ",") {
				items = append(items, `"`+strings.Trim(item, styles+"\"' \t[](){}")+`"`)
			}
			f.hint = "Setzen Sie jeden Text in gerade Anführungszeichen und alle zusammen in eckige Klammern: " + field.Key + " = " + field.Example + "."
			if list := strings.Join(items, ", "); short(list) {
				f.hint = "Schreiben Sie " + field.Key + " = [" + list + "]."
			}
		}
	case One, Many:
		if depth == 0 {
			f.hint = tableHint(field)
		}
	case Text, Markdown:
		if f.code == CodeSyntax {
			f.hint = quoted(word)
		}
	}
}

// onlyDay matches hints to write a day as it may stand without quotes.
var onlyDay = regexp.MustCompile(`^Schreiben Sie \d{4}-\d\d-\d\d\.$|Tage\.$|: \d{4}-\d\d-\d\d\.$`)

var figures = regexp.MustCompile(`\d+`)

// numeral returns the number that a word means, or 0.
func numeral(word string) int {
	word = strings.TrimLeft(strings.TrimRight(word, "."), "+0")
	if n, err := strconv.Atoi(word); err == nil && n > 0 && n < 10_000 {
		return n
	}
	return 1 + slices.Index([]string{"eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"}, strings.ToLower(word))
}

// styles are the quotes that no TOML file has around a text.
const styles = "„“”‚‘’»«›‹´`"

// closes returns where a text without a quote at its beginning ends that has
// one at its end, or 0.
func closes(line string) int {
	i := strings.IndexByte(line, '"')
	if i < 0 || strings.Count(line, `"`)%2 == 0 {
		return 0
	}
	if rest := strings.TrimLeftFunc(line[i+1:], blank); rest != "" && !strings.ContainsRune(",;]}#", rune(rest[0])) {
		return 0
	}
	return i + 1
}

// truth returns true or false for a word that means it, otherwise "".
func truth(word string) string {
	switch strings.ToLower(word) {
	case "nein", "falsch", "false":
		return "false"
	case "ja", "wahr", "true":
		return "true"
	}
	return ""
}

// styled returns the length of a text between typographic quotes with which s
// begins: up to a closing one before which a value may end, or the line's end.
func styled(s string) int {
	line, _, _ := strings.Cut(s, "\n")
	for i, r := range line {
		if i == 0 || !strings.ContainsRune("“”‘’»«›‹´`\"'", r) {
			continue
		}
		end := i + utf8.RuneLen(r)
		if rest := strings.TrimLeftFunc(line[end:], blank); rest == "" || strings.ContainsRune(",]}#", rune(rest[0])) {
			return end
		}
	}
	return len(strings.TrimRightFunc(line, blank))
}

// plainNumber reports whether a word is an integer as records have it: the
// quick way for what needs no other judgement.
func plainNumber(word string) bool {
	return len(word) < 10 && word[0] != '0' && strings.Trim(word, "0123456789") == ""
}

// plainDay does the same for a day that every month has.
func plainDay(word string) bool {
	if len(word) != len("2023-10-18") || word[4] != '-' || word[7] != '-' || word[0] == '0' {
		return false
	}
	month, day := word[5:7], word[8:]
	return strings.Trim(word[:4]+month+day, "0123456789") == "" &&
		month >= "01" && month <= "12" && day >= "01" && day <= "28"
}

// bareDate reports whether a word that begins with a digit is what clerks
// write for a date, and no value in TOML.
func bareDate(word string) bool {
	if word[0] < '0' || word[0] > '9' {
		return false
	}
	if len(word) == len("2021-02") && word[4] == '-' && strings.Trim(word[:4]+word[5:], "0123456789") == "" {
		return true
	}
	if strings.ContainsRune(word, ':') {
		return false
	}
	if strings.Count(word, ".") > 1 || strings.Contains(word, "/") {
		return true
	}
	_, after, ok := strings.Cut(word, " ")
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(after, " "))
	return ok && unicode.IsLetter(r)
}
