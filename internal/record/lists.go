package record

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"umsetzungsstand/internal/diag"
)

// The scanner's repairs of lists, inline tables and line ends.

var (
	// headerStart and pairStart match lines that begin something new, also
	// where the format knows no such name.
	headerStart = regexp.MustCompile(`^[ \t]*\[\[?[ \t]*([\pL_][\pL\d_.-]*)[ \t]*(\]?\]?)[ \t]*(#.*)?$`)
	pairStart   = regexp.MustCompile(`^[ \t]*([\pL\d_-]+)(\.[\pL\d_-]+)*[ \t]*=`)
)

// newEntry reports whether a line looks like a header.
func newEntry(line string) bool {
	m := headerStart.FindStringSubmatch(line)
	return m != nil && m[1] != "true" && m[1] != "false" && m[1] != "inf" && m[1] != "nan"
}

// restOfLine returns the line from an offset on.
func (s *scanner) restOfLine(off int) string {
	line, _, _ := strings.Cut(s.src[off:], "\n")
	return line
}

// lineBegins reports whether the line that s.off begins is none of the list or
// inline table that is being read, but what follows it. in has the keys that an
// inline table may hold; nil: any.
func (s *scanner) lineBegins(in *plan, closing string) bool {
	if c := s.peek(); c == '"' || c == '\'' || c == '{' || c == '#' {
		return false
	}
	line := s.restOfLine(s.off)
	if newEntry(line) {
		return true
	}
	m := pairStart.FindStringSubmatch(line)
	return m != nil && (closing == "]" || in != nil && in.at(m[1]) < 0)
}

// mendEnd closes a list or an inline table whose end lacks at an offset.
func (s *scanner) mendEnd(off int, bracket string) {
	f := fault{off: off, code: CodeOpenList, text: "Hier fehlt die eckige Klammer am Ende der Liste.", hint: "Setzen Sie ] hinter den letzten Eintrag."}
	if bracket == "}" {
		f.text, f.hint = "Hier fehlt die geschweifte Klammer am Ende.", "Setzen Sie } hinter die letzte Angabe dieser Klammer."
	}
	s.noteFault(f)
	for n := len(s.patches); n > 0 && s.patches[n-1].off >= off && s.patches[n-1].end > off; n-- {
		s.patches = s.patches[:n-1] // blanks, which are read again
	}
	s.insert(off, bracket)
	if s.fault == nil {
		s.off = off
	}
}

// mendComma puts the comma at an offset that lacks there before the next
// element, or pair, if one begins now.
func (s *scanner) mendComma(off int, closing string) {
	c := s.peek()
	text := c == '"' || c == '\'' || closing == "]" && (c == '{' || c == '[')
	if !text && !(closing == "}" && bareKey(c)) {
		s.fail(s.off, CodeOpenList)
		return
	}
	s.noteFault(fault{off: s.off, code: CodeOpenList, text: "Vor diesem Eintrag fehlt ein Komma.", hint: "Setzen Sie zwischen zwei Einträge ein Komma."})
	s.insert(off, ",")
}

var (
	keyAtEnd   = regexp.MustCompile(`^(.*?)[ \t]*,[ \t]*[\pL_]+[ \t]*=[ \t]*$`)
	commaAtEnd = regexp.MustCompile(`^(.*?)[ \t]*,[ \t]*$`)
)

const (
	openText     = "Dieser Text ist nicht abgeschlossen: Am Ende fehlt das Anführungszeichen."
	quoteAtStart = "Am Anfang dieses Textes steht ein Anführungszeichen zu viel."
	quoteAtEnd   = "Am Ende dieses Textes steht ein Anführungszeichen zu viel."
)

// quoteFault fails with what is wrong with the quotes where a text has ended at
// an offset and something else follows it on the line. It reports whether it
// knows. inList says that the text is an element, or in an inline table.
func (s *scanner) quoteFault(end int, inList bool) bool {
	n := &s.nodes[len(s.nodes)-1]
	if n.shape != scalar || n.faulty || int(n.end) != end || n.start == n.end {
		return false
	}
	lit, rest := s.src[n.start:n.end], s.restOfLine(end)
	quote := lit[:1]
	if quote != `"` && quote != `'` || strings.HasPrefix(lit, strings.Repeat(quote, 3)) {
		return false
	}
	content := lit[1 : len(lit)-1]
	f := fault{off: int(n.start), code: CodeOpenText, text: openText}
	next := strings.TrimLeftFunc(rest, blank)
	if more := strings.TrimLeftFunc(strings.TrimLeft(next, ",;"), blank); !inList && (pairStart.MatchString(more) || more != next && strings.HasPrefix(more, quote)) {
		return false
	}
	adjacent := next == rest
	after := strings.TrimLeftFunc(strings.TrimLeft(rest, quote), blank)
	switch m := keyAtEnd.FindStringSubmatch(content); {
	case adjacent && rest[:1] == quote && (after == "" || strings.ContainsRune(",;]}#", rune(after[0]))):
		f.off, f.code, f.text, f.hint = end, CodeQuoteInText, quoteAtEnd, "Löschen Sie es."
	case content == "" && adjacent:
		word, _, _ := strings.Cut(rest, quote)
		f.code, f.text, f.hint = CodeQuoteInText, quoteAtStart, quoted(word)
	case inList && m != nil:
		f.hint = quoted(m[1])
	case inList && commaAtEnd.MatchString(content) && strings.Count(s.restOfLine(int(n.start)), quote)%2 == 1:
		f.hint = quoted(commaAtEnd.FindStringSubmatch(content)[1])
	case inList && (next[:1] == quote || pairStart.MatchString(next)): // a comma lacks
		return false
	case strings.Contains(rest, quote):
		f.off, f.code, f.text = s.off, CodeQuoteInText, ""
	default:
		return false
	}
	s.failWith(f)
	return true
}

// surplus says what else stands behind a header or a value on its line.
func (s *scanner) surplus() {
	begin := s.off
	v := &s.nodes[len(s.nodes)-1]
	isText := s.value.off > 0 && s.value.nodes == len(s.nodes)-1 && v.start < v.end && (s.src[v.start] == '"' || s.src[v.start] == '\'')
	if isText && s.quoteFault(int(v.end), false) {
		return
	}
	line := s.restOfLine(begin)
	rest := strings.TrimLeftFunc(strings.TrimLeft(line, ",;"), blank)
	s.off += len(line) - len(rest)
	sign := line[0]
	f := fault{off: begin, code: CodeLineEnd}
	switch m := pairStart.FindStringSubmatch(rest); {
	case s.atLineEnd():
		f.text, f.hint = "Am Ende dieser Zeile steht „"+line[:1]+"“ zu viel.", "Löschen Sie es."
		s.noteFault(f)
		s.mend(begin, s.off, "")
	case m != nil || newEntry(rest):
		what := "der Überschrift"
		if m != nil {
			what = "„" + m[1] + "“"
		}
		f.off = s.off
		f.text, f.hint = "Auf dieser Zeile beginnt noch etwas Weiteres.", "Beginnen Sie vor "+what+" eine neue Zeile."
		if sign == ',' || sign == ';' {
			f.hint = "Beginnen Sie vor " + what + " eine neue Zeile, und löschen Sie „" + string(sign) + "“ davor."
		}
		s.noteFault(f)
		s.mend(begin, s.off, "\n")
	case s.value.off == 0:
		f.text, f.hint = "Hinter dieser Überschrift steht noch etwas.", "Eine Überschrift steht allein auf ihrer Zeile; vor einer Anmerkung steht #."
		s.noteFault(f)
		s.off = begin + len(line)
		s.mend(begin, s.off, "")
	case sign == ']' || sign == '}':
		s.surplusBracket(begin, isText, f)
	case sign == ',' || sign == ';':
		s.failWith(s.severalValues(begin, line, f))
	case isText:
		f.text, f.hint = "Hinter diesem Text steht noch etwas.", "Setzen Sie es mit in die Anführungszeichen oder, wenn es eine Anmerkung ist, hinter ein #."
		s.failWith(f)
	default:
		f.text, f.hint = "Hinter diesem Wert steht noch etwas.", "Löschen Sie es, oder setzen Sie es als Anmerkung hinter ein #."
		s.failWith(f)
	}
}

// surplusBracket says that a bracket closes what nothing has opened.
func (s *scanner) surplusBracket(begin int, isText bool, f fault) {
	f.text, f.hint = "Diese Klammer ist zu viel.", "Löschen Sie sie."
	if kind := s.kindOfLine(); s.src[begin] == ']' && (isText && kind == List || s.src[s.value.off] == '{' && kind == Many) {
		text := s.src[s.value.off:begin]
		f.off, f.code, f.text, f.hint = s.value.off, CodeOpenList, "Am Anfang dieser Liste fehlt die eckige Klammer.", "Setzen Sie [ vor den ersten Eintrag."
		if isText && short(text) {
			f.hint = "Schreiben Sie " + s.value.node.key + " = [" + text + "]."
		}
	}
	s.failWith(f)
}

// kindOfLine returns the kind of the field whose value the line holds, or -1.
func (s *scanner) kindOfLine() Kind {
	if s.value.field == nil {
		return -1
	}
	return s.value.field.Kind
}

// mendBrace puts in the brace that lacks before an element which begins like
// the pairs of an inline table.
func (s *scanner) mendBrace() bool {
	if s.in == nil {
		return false
	}
	m := pairStart.FindStringSubmatch(s.src[s.off:min(s.off+100, len(s.src))]) // no key is longer, but lines may be
	if m == nil || s.in.at(m[1]) < 0 {
		return false
	}
	s.noteFault(fault{off: s.off, code: CodeOpenList, text: "Hier fehlt die geschweifte Klammer am Anfang.", hint: "Setzen Sie { vor „" + m[1] + "“."})
	s.insert(s.off, "{")
	return s.fault == nil
}

// lacksBrace reports whether a line that begins like a pair ends like an inline
// table with pairs of in.
func (s *scanner) lacksBrace(in *plan) bool {
	line := s.restOfLine(s.off)
	m := pairStart.FindStringSubmatch(line)
	return m != nil && in != nil && in.at(m[1]) >= 0 && strings.HasSuffix(strings.TrimRight(line, " \t,]"), "}")
}

var conjunction = regexp.MustCompile(`^(und|oder|sowie|&|/|\+|u\.)[ \t]*["']`)

// severalValues says what to do with values in a row.
func (s *scanner) severalValues(begin int, line string, f fault) fault {
	all := strings.TrimRight(s.src[s.value.off:begin+len(line)], " \t]")
	key, field := s.value.node.key, s.value.field
	if field != nil && field.Kind != List {
		f.text, f.hint = "„"+key+"“ nimmt nur einen Wert auf, hier stehen mehrere.", "Fassen Sie sie zwischen einem Paar Anführungszeichen zusammen, oder behalten Sie den richtigen."
		return f
	}
	f.off, f.code, f.text, f.hint = s.value.off, CodeOpenList, "Mehrere Werte bilden eine Liste, und die steht in eckigen Klammern.", "Setzen Sie [ vor den ersten und ] hinter den letzten Wert."
	if short(all) && !strings.ContainsAny(all, "#;") {
		f.hint = "Schreiben Sie " + key + " = [" + all + "]."
	}
	return f
}

// short reports whether something is fit to stand in a hint as it is.
func short(text string) bool {
	return utf8.RuneCountInString(text) <= diag.MaxQuoted && !strings.Contains(text, "\n")
}

// mendEquals puts in the equals sign that lacks between a key and its value, or
// takes a colon for it.
func (s *scanner) mendEquals(begin int) bool {
	key := strings.TrimRightFunc(s.src[begin:s.off], blank)
	rest := s.restOfLine(s.off)
	f := fault{off: begin, code: CodeNoPair}
	value := strings.TrimLeftFunc(strings.TrimLeft(rest, ":"), blank)
	switch c := s.peek(); {
	case c == ':':
		f.text, f.hint = "Nach dem Schlüssel steht hier ein Doppelpunkt statt des Gleichheitszeichens.", "Ersetzen Sie ihn durch das Zeichen =."
		s.noteFault(f)
		end := s.off + 1
		if strings.HasPrefix(rest, ":=") {
			end++
		}
		s.mend(s.off, end, "=")
		s.off = end
	case value != "" && strings.ContainsRune(`"'[{„“0123456789`, firstRune(value)) && s.in.follow(s.parts) != nil:
		f.text, f.hint = "Zwischen „"+key+"“ und dem Wert fehlt das Gleichheitszeichen.", "Schreiben Sie "+key+" = …, mit dem Wert an der Stelle der Punkte."
		if short(value) && !strings.ContainsAny(value, "#,}") {
			f.hint = "Schreiben Sie " + key + " = " + strings.TrimSpace(value) + "."
		}
		s.noteFault(f)
		s.insert(s.off, "=")
	default:
		return false
	}
	return s.fault == nil
}

var quotedKey = regexp.MustCompile(`^("[^"]*"|'[^']*')[ \t]*[=.]`)

// mendLateValue goes to the value of a line where that stands on the next one.
func (s *scanner) mendLateValue(begin int) {
	if s.peek() != '\n' {
		return
	}
	line := s.restOfLine(s.off + 1)
	value := strings.TrimLeft(line, " \t")
	if value == "" || !strings.ContainsRune(`"'[{`, rune(value[0])) || newEntry(line) || quotedKey.MatchString(value) {
		return
	}
	if kind := s.kindOfLine(); value[0] != '[' && (kind == List || kind == Many) {
		s.failWith(fault{off: begin, code: CodeOpenList, text: "Am Anfang dieser Liste fehlt die eckige Klammer.", hint: "Setzen Sie [ hinter das Gleichheitszeichen."})
		return
	}
	s.noteFault(fault{off: begin, code: CodeNoValue, text: "Der Wert steht erst auf der nächsten Zeile.", hint: "Setzen Sie ihn auf dieselbe Zeile, hinter das Gleichheitszeichen."})
	end := s.off + 1 + len(line) - len(value)
	s.mend(s.off, end, " ")
	if s.fault == nil {
		s.off = end
		s.value.off, s.value.cursor = end, s.cursor
	}
}

func firstRune(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}
