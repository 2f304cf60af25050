package record

import (
	"fmt"
	"slices"
	"strings"

	"umsetzungsstand/internal/diag"
)

// The codes of the loader's findings.
const (
	CodeSources       = "quellen-unlesbar"
	CodeMissingFile   = "datei-fehlt"
	CodeNoEdition     = "ausgabe-fehlt"
	CodeNoPartnership = "partnerschaft-fehlt"
	CodeUnreadable    = "datei-unlesbar"
	CodeStray         = "datei-unbekannt"
	CodeMisnamed      = "datei-falsch-benannt"
	CodeFileName      = "dateiname-ungueltig"
	CodeSameName      = "dateiname-doppelt"
	CodeTooLarge      = "datei-zu-gross"
	CodeTooManyFiles  = "dateien-zu-viele"
	CodeLink          = "verknuepfung-ungueltig"
	CodeEmptyFile     = "datei-leer"
	CodeEncoding      = "kodierung"
	CodeGarbled       = "kodierung-verloren"

	CodeSyntax       = "toml-fehler"
	CodeOpenText     = "text-offen"
	CodeQuoteStyle   = "anfuehrungszeichen-falsch"
	CodeQuoteInText  = "anfuehrungszeichen-im-text"
	CodeBareText     = "text-ohne-anfuehrungszeichen"
	CodeBareDate     = "datum-ohne-anfuehrungszeichen"
	CodeBackslash    = "rueckstrich"
	CodeEscape       = "rueckstrich-wirkung"
	CodeOpenList     = "liste-offen"
	CodeHeader       = "klammer-offen"
	CodeNoPair       = "gleichheitszeichen-fehlt"
	CodeNoValue      = "wert-fehlt"
	CodeKeyCharacter = "schluessel-zeichen"
	CodeLineEnd      = "zeile-ueberladen"
	CodeTooDeep      = "verschachtelung"
	CodeMergeMarks   = "zusammenfuehrung-offen"
	CodeSameKey      = "schluessel-doppelt"
	CodeInternal     = "programmfehler"

	CodeUnknownKey = "schluessel-unbekannt"
	CodeBrackets   = "klammern-falsch"
	CodeNoHeader   = "ueberschrift-fehlt"
	CodeOrphan     = "ueberschrift-verwaist"
	CodeSlidKey    = "schluessel-verrutscht"
	CodeOtherTable = "schluessel-andere-tabelle"
	CodeType       = "typ-falsch"
	CodeMissing    = "feld-fehlt"
	CodeExclusive  = "felder-unvereinbar"
	CodeEmptyText  = "text-leer"
	CodeCharacter  = "zeichen-verboten"
	CodeTooMany    = "liste-zu-lang"
	CodeNumber     = "zahl-ungueltig"
	CodeTime       = "uhrzeit"
	CodeOrder      = "ende-vor-beginn"
	CodeValue      = "wert-unbekannt"
	CodeID         = "kennung-ungueltig"
	CodeLanguage   = "sprache-ungueltig"
	CodeWords      = "mehrere-woerter"

	CodeMinistry     = "ressort-unbekannt"
	CodeGroup        = "gruppe-unbekannt"
	CodeCommittee    = "gremium-unbekannt"
	CodeCommitment   = "inhalt-unbekannt"
	CodeSameID       = "kennung-doppelt"
	CodeSameMinistry = "ressort-doppelt"
	CodeOverlap      = "ressort-ueberschneidung"
	CodeSameSlug     = "dateiname-vergeben"
	CodeSameTreaty   = "vereinbarung-doppelt"
	CodeLikeTreaty   = "vereinbarung-aehnlich"
	CodeAhead        = "datum-voraus"
	CodeIdleRequest  = "bitte-ueberfluessig"
)

// Code is a code of a finding with its explanation.
type Code struct {
	Name     string
	Severity diag.Severity
	Explain  string // German, two to four sentences: what the code means and how to mend it

	// Wrong shows what brings the code about and Right how it ought to be, both
	// as parts of the file named Example: what stands before the first header
	// belongs at its beginning, the rest anywhere below. Without such a file
	// they are no TOML but say in words which files are meant.
	Example, Wrong, Right string
}

// severities holds the severity of each code.
var severities = func() map[string]diag.Severity {
	m := make(map[string]diag.Severity, len(codes))
	for _, c := range codes {
		m[c.Name] = c.Severity
	}
	return m
}()

// Codes returns every code that Load can report, by name.
func Codes() []Code {
	all := slices.Clone(codes)
	slices.SortFunc(all, func(a, b Code) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// report adds a finding with the severity of its code.
func report(out *diag.List, pos diag.Pos, code, hint, format string, args ...any) {
	severity, ok := severities[code]
	if !ok {
		panic("record: code without explanation: " + code)
	}
	out.Add(diag.Finding{Pos: pos, Severity: severity, Code: code, Hint: hint, Text: fmt.Sprintf(format, args...)})
}
