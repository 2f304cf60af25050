package record

import (
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"
	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
)

const (
	characterHint = "Löschen Sie die Stelle, und tippen Sie sie neu."
	backslashText = "Nach einem Rückstrich steht hier etwas, das keine Bedeutung hat."
	backslashHint = "Schreiben Sie den Rückstrich doppelt (\\\\), oder setzen Sie den Text in einfache Anführungszeichen ('…')."
	internalHint  = "Bitte melden Sie den Fehler, und fügen Sie die Datei bei."
)

// syntaxFault reports why a file is no TOML: what scan found if that comes not
// after what BurntSushi found, for scan knows where a text began and what
// clerks tend to write; otherwise BurntSushi's error in German.
func syntaxFault(out *diag.List, file string, ix *index, f *fault, err error) {
	pe, isParseError := err.(toml.ParseError)
	off := ix.original(max(0, pe.Position.Start))
	switch {
	case f != nil && f.code != "" && (!isParseError || ix.placeOf(f.off).line <= ix.placeOf(off).line):
		f.reportLast(out, file, ix)
	case isParseError:
		g := fault{off: off}
		g.code, g.text, g.hint = translate(pe)
		g.reportLast(out, file, ix)
	default:
		report(out, diag.Pos{File: file}, CodeInternal, internalHint, "Die Datei lässt sich nicht lesen.")
	}
}

// report reports a fault of syntax in its own words or those of explain.
func (f *fault) report(out *diag.List, file string, ix *index) {
	p := ix.placeOf(f.off)
	f.explain(ix.src)
	report(out, diag.Pos{File: file, Line: int(p.line), Column: int(p.col)}, f.code, f.hint, "%s", f.text)
}

// explain gives a fault the words that it lacks.
func (f *fault) explain(src string) {
	if f.text != "" {
		return
	}
	text, hint := explain(src, f)
	f.text, f.hint = text, cmp.Or(f.hint, hint)
}

// reportLast reports a fault that hides the rest of its file.
func (f *fault) reportLast(out *diag.List, file string, ix *index) {
	f.explain(ix.src)
	f.text += " Die übrigen Angaben dieser Datei sind noch nicht geprüft."
	f.report(out, file, ix)
}

// explain puts a fault of scan into words.
func explain(src string, f *fault) (text, hint string) {
	line, _, _ := strings.Cut(src[f.off:], "\n")
	line = strings.TrimSpace(line)
	word, _, _ := strings.Cut(line, "#")
	if word = strings.TrimRight(word, ", "); strings.HasSuffix(word, "]") || strings.HasSuffix(word, "}") {
		word = word[:strings.IndexAny(word, ",]}")] // within a list
	}
	switch f.code {
	case CodeOpenText:
		return explainOpenText(src[f.off:], line)
	case CodeQuoteStyle:
		return "Dieser Text steht nicht zwischen geraden Anführungszeichen.",
			quoted(strings.Trim(word, ",'"))
	case CodeQuoteInText:
		return "Der Text endet hier vorzeitig, weil in ihm ein gerades Anführungszeichen steht.",
			"Schreiben Sie innerhalb des Textes „…“ statt \"…\"."
	case CodeBareText:
		return "Dieser Text steht ohne Anführungszeichen.", quoted(word)
	case CodeBareDate:
		return "Dieses Datum steht ohne Anführungszeichen.", quoted(word)
	case CodeBackslash:
		return backslashText, backslashHint
	case CodeEscape:
		return "Ein Rückstrich vor diesem Buchstaben steht für ein anderes Zeichen; der Buchstabe ginge verloren.", backslashHint
	case CodeOpenList:
		return "In dieser Liste ist hier nicht zu erkennen, was gemeint ist.",
			"Zwischen zwei Einträgen steht ein Komma, um jeden Text stehen gerade Anführungszeichen, am Ende steht die Klammer."
	case CodeHeader:
		return "Diese Überschrift ist nicht richtig in eckige Klammern gesetzt.",
			"Richtig ist zum Beispiel [[begegnung]], allein auf der Zeile."
	case CodeNoPair:
		if line != "" && (line[0] == '"' || line[0] == '\'') {
			return "Dieser Text gehört zu keiner Angabe.",
				"Gehört er zu der Liste darüber, steht deren Klammer ] zu früh; sonst fehlt davor der Name der Angabe mit einem Gleichheitszeichen."
		}
		return "Diese Zeile ist weder eine Angabe noch eine Überschrift.",
			"Eine Angabe heißt schluessel = Wert, eine Überschrift [[begegnung]], eine Anmerkung beginnt mit #."
	case CodeNoValue:
		if strings.HasPrefix(line, ",") {
			return "Vor diesem Komma fehlt ein Wert.", "Tragen Sie ihn ein, oder löschen Sie das Komma."
		}
		return "Nach dem Gleichheitszeichen fehlt der Wert.", "Tragen Sie ihn ein, oder löschen Sie die Zeile."
	case CodeKeyCharacter:
		key, _, _ := strings.Cut(line, "=")
		key = strings.Trim(key, "[] „“”‚‘’»«›‹")
		if known := diag.Nearest(key, allKeys); known != "" {
			return fmt.Sprintf("Der Schlüssel „%s“ enthält Zeichen, die dort nicht stehen dürfen.", key), "Meinten Sie „" + known + "“?"
		}
		return "Hier steht ein Zeichen, das in einem Schlüssel nicht stehen darf.",
			"Schlüssel bestehen aus Kleinbuchstaben ohne Umlaute: zustaendig, massnahme."
	case CodeTooDeep:
		return "Listen oder Tabellen sind hier zu tief ineinander verschachtelt.", "Prüfen Sie die Klammern."
	case CodeMergeMarks:
		return "Hier sind zwei Fassungen der Datei nicht fertig zusammengeführt.",
			"Entscheiden Sie sich für eine Fassung, und löschen Sie die Zeilen mit <<<<<<<, ======= und >>>>>>>."
	}
	panic("record: fault without explanation: " + f.code)
}

// explainOpenText says what a text lacks that begins source; line is its first.
func explainOpenText(source, line string) (text, hint string) {
	for _, long := range []string{`"""`, "'''"} {
		if strings.HasPrefix(line, long) {
			return "Dieser lange Text ist nicht abgeschlossen: An seinem Ende fehlen die drei Anführungszeichen.",
				"An das Ende des Textes gehören genau drei Anführungszeichen: " + long + "."
		}
	}
	quote := line[:1]
	_, after, _ := strings.Cut(source, "\n")
	for next := range strings.Lines(after) {
		next = strings.TrimRight(next, " \t\n")
		if pairStart.MatchString(next) || newEntry(next) || next == "" {
			break
		}
		if i := strings.Index(next, quote); i >= 0 && strings.Trim(next[i+1:], " \t,]}") == "" {
			return "In diesem Text steht ein Zeilenumbruch.",
				"Schreiben Sie den Text in eine Zeile, oder setzen Sie ihn zwischen je drei Anführungszeichen: \"\"\"…\"\"\"."
		}
	}
	word, _, _ := strings.Cut(line, " #")
	word = strings.TrimRight(word[1:], " \t,]}")
	if quote == `"` && strings.ContainsAny(line, "“”„") {
		text = "Dieser Text ist nicht abgeschlossen: Am Ende fehlt ein gerades Anführungszeichen."
		if inner := strings.TrimRight(word, "“”"); short(word) && !strings.ContainsAny(inner, "„“”") {
			return text, quoted(inner)
		}
		return text, "Am Ende des Textes muss \" stehen, kein typographisches Anführungszeichen."
	}
	if quote == "'" || !short(word) || word == "" {
		return openText, "Setzen Sie " + quote + " an das Ende des Textes."
	}
	return openText, "Schreiben Sie " + quote + word + quote + "."
}

// quoted says how a word looks in straight quotes, without those that it has.
func quoted(word string) string {
	word = strings.Trim(strings.TrimSpace(word), styles+"\"")
	if len(word) > diag.MaxQuoted || word == "" {
		return "Setzen Sie den Text zwischen gerade Anführungszeichen: \"…\"."
	}
	return `Schreiben Sie "` + word + `".`
}

// allKeys holds every key of the format, for suggestions.
var allKeys = func() []string {
	var keys []string
	var collect func(fields []Field)
	collect = func(fields []Field) {
		for _, f := range fields {
			keys = append(keys, f.Key)
			if f.Table != nil {
				collect(f.Table.Fields)
			}
		}
	}
	for _, f := range format.Files {
		collect(f.Table.Fields)
	}
	collect(format.Common)
	return keys
}()

// translate puts BurntSushi's error (v1.6.0; the tests hold the messages) into
// German.
func translate(pe toml.ParseError) (code, text, hint string) {
	has := func(s string) bool { return strings.Contains(pe.Message, s) }
	switch {
	case has("has already been defined"), has("was already created"):
		return CodeSameKey, "Diese Angabe oder Überschrift steht schon weiter oben.", "Führen Sie beide an einer Stelle zusammen."
	case has("invalid escape"), has("hexadecimal digits"), has("not valid UTF-8"):
		return CodeBackslash, backslashText, backslashHint
	case has("control characters"), has("NULL bytes"):
		return CodeCharacter, "Hier steht ein Steuerzeichen, das in einer Textdatei nicht vorkommen darf.",
			"Löschen Sie die Stelle, und tippen Sie sie neu."
	case has("invalid datetime"):
		_, word, _ := strings.Cut(pe.Message, ": ")
		if word, err := strconv.Unquote(word); err == nil {
			if _, err := date.Parse(word); err != nil {
				e, _ := errors.AsType[*date.ParseError](err)
				return e.Code, e.Text, e.Hint
			}
		}
		return CodeBareDate, "Dieses Datum steht ohne Anführungszeichen.",
			"Ohne Anführungszeichen ist nur ein Tag wie 2023-10-18 erlaubt; alles andere bitte in Anführungszeichen."
	case has("Invalid integer"), has("Invalid float"), has("floats must"), has("out of range"), has("expected a digit"), has("number"):
		return CodeSyntax, "Diese Zahl ist so nicht lesbar.", "Texte und Kennzeichen gehören in Anführungszeichen: \"007\"."
	case has("strings cannot contain newlines"):
		return CodeOpenText, "Dieser Text ist nicht abgeschlossen: Am Ende fehlt das Anführungszeichen.",
			"Setzen Sie ein gerades Anführungszeichen an das Ende des Textes."
	}
	return CodeSyntax, "Diese Zeile ist nicht zu verstehen.",
		"Eine Angabe sieht so aus: ort = \"Lille\"; links steht der Name, rechts der Wert, Texte stehen in geraden Anführungszeichen."
}
