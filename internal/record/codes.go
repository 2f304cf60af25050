package record

import (
	"fmt"
	"slices"
	"strings"

	"umsetzungsstand/internal/date"
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
	CodeEmptyFile     = "datei-leer"
	CodeEncoding      = "kodierung"

	CodeSyntax       = "toml-fehler"
	CodeOpenText     = "text-offen"
	CodeQuoteStyle   = "anfuehrungszeichen-falsch"
	CodeQuoteInText  = "anfuehrungszeichen-im-text"
	CodeBareText     = "text-ohne-anfuehrungszeichen"
	CodeBareDate     = "datum-ohne-anfuehrungszeichen"
	CodeBackslash    = "rueckstrich"
	CodeOpenList     = "liste-offen"
	CodeHeader       = "klammer-offen"
	CodeNoPair       = "gleichheitszeichen-fehlt"
	CodeNoValue      = "wert-fehlt"
	CodeKeyCharacter = "schluessel-zeichen"
	CodeTooDeep      = "verschachtelung"
	CodeMergeMarks   = "zusammenfuehrung-offen"
	CodeSameKey      = "schluessel-doppelt"
	CodeInternal     = "programmfehler"

	CodeUnknownKey = "schluessel-unbekannt"
	CodeBrackets   = "klammern-falsch"
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

	CodeMinistry     = "ressort-unbekannt"
	CodeGroup        = "gruppe-unbekannt"
	CodeCommittee    = "gremium-unbekannt"
	CodeCommitment   = "inhalt-unbekannt"
	CodeSameID       = "kennung-doppelt"
	CodeSameMinistry = "ressort-doppelt"
)

// Code is a code of a finding with its explanation.
type Code struct {
	Name     string
	Severity diag.Severity
	Explain  string // German, a sentence or two: what the code means and how to mend it
}

// codes holds every code that Load can report.
var codes = []Code{
	{CodeSources, diag.Error, "Der Ordner mit den Quellen lässt sich nicht lesen. Prüfen Sie, ob er vorhanden ist und ob Sie ihn öffnen dürfen."},
	{CodeMissingFile, diag.Error, "Eine Datei, ohne die kein Bericht entsteht, ist nicht vorhanden. Legen Sie sie an, am besten nach dem Muster in LIESMICH.md."},
	{CodeNoEdition, diag.Error, "Im Ordner berichte/ steht keine Ausgabe. Jede Ausgabe ist eine Datei wie 2023-Q4.toml."},
	{CodeNoPartnership, diag.Error, "Im Ordner partnerschaften/ steht keine Partnerschaft. Jede Partnerschaft ist eine Datei wie ungarn.toml."},
	{CodeUnreadable, diag.Error, "Eine Datei lässt sich nicht öffnen oder ist ein Ordner. Prüfen Sie die Zugriffsrechte und ob ein anderes Programm sie sperrt."},
	{CodeStray, diag.Hint, "Eine Datei oder ein Ordner gehört nicht zu den Quellen und wird nicht gelesen. Gelesen werden haus.toml, ressorts.toml, woerter.toml und alle .toml-Dateien in gruppen/, partnerschaften/ und berichte/."},
	{CodeMisnamed, diag.Warning, "Eine Datei oder ein Ordner heißt fast so wie etwas, das gelesen würde, und wird deshalb wohl aus Versehen nicht gelesen."},
	{CodeFileName, diag.Error, "Der Name einer Datei wird zu ihrem festen Namen im Bericht. Erlaubt sind Kleinbuchstaben ohne Umlaute, Ziffern und Bindestriche, bei Ausgaben Jahr und Quartal: 2023-Q4 oder 2023-Q4-b."},
	{CodeSameName, diag.Error, "Zwei Dateien unterscheiden sich nur in Groß- und Kleinschreibung oder in der Darstellung der Umlaute. Unter Windows wären sie dieselbe Datei."},
	{CodeTooLarge, diag.Error, "Eine Datei ist größer als 1 MiB (1.048.576 Byte). So viel Text enthält keine Partnerschaft; vermutlich ist es eine andere Datei."},
	{CodeEmptyFile, diag.Error, "Eine Datei enthält keine Angaben. Füllen Sie sie aus, oder löschen Sie sie."},
	{CodeEncoding, diag.Error, "Eine Datei ist nicht in UTF-8 gespeichert. Speichern Sie sie im Editor mit der Kodierung UTF-8 neu."},

	{CodeSyntax, diag.Error, "Eine Zeile ist nicht so aufgebaut, wie TOML es verlangt: schluessel = Wert, Texte in geraden Anführungszeichen, eine Angabe je Zeile."},
	{CodeOpenText, diag.Error, "Ein Text beginnt mit einem Anführungszeichen und endet nicht damit. Ein Text in einfachen Anführungszeichen steht auf einer Zeile; ein längerer steht zwischen je drei Anführungszeichen."},
	{CodeQuoteStyle, diag.Error, "Ein Text steht zwischen typographischen Anführungszeichen („…“). TOML verlangt gerade: \"…\". Innerhalb des Textes sind die typographischen richtig."},
	{CodeQuoteInText, diag.Error, "Innerhalb eines Textes steht ein gerades Anführungszeichen; damit endet der Text vorzeitig. Schreiben Sie innerhalb des Textes „…“."},
	{CodeBareText, diag.Error, "Ein Text steht ohne Anführungszeichen. Setzen Sie ihn in gerade Anführungszeichen: \"…\"."},
	{CodeBareDate, diag.Error, "Ohne Anführungszeichen ist nur ein Datum wie 2023-10-18 oder ein Jahr wie 2023 erlaubt. Setzen Sie jedes andere in Anführungszeichen: \"2023-10\", \"18. Oktober 2023\"."},
	{CodeBackslash, diag.Error, "Der Rückstrich (\\) hat in Texten zwischen doppelten Anführungszeichen eine eigene Bedeutung. Schreiben Sie ihn doppelt: \\\\."},
	{CodeOpenList, diag.Error, "In einer Liste fehlt ein Komma oder die schließende Klammer."},
	{CodeHeader, diag.Error, "Eine Überschrift in eckigen Klammern ist nicht geschlossen oder enthält Zeichen, die dort nicht stehen dürfen. Richtig ist zum Beispiel [[begegnung]]."},
	{CodeNoPair, diag.Error, "Eine Zeile ist weder eine Angabe (schluessel = Wert) noch eine Überschrift in eckigen Klammern noch eine Anmerkung (# …)."},
	{CodeNoValue, diag.Error, "Nach dem Gleichheitszeichen oder vor einem Komma fehlt der Wert. Tragen Sie ihn ein, oder löschen Sie die Zeile."},
	{CodeKeyCharacter, diag.Error, "Ein Schlüssel besteht aus Kleinbuchstaben ohne Umlaute und aus Unterstrichen: zustaendig, massnahme, loest_ab."},
	{CodeTooDeep, diag.Error, "Listen oder Tabellen sind tiefer ineinander verschachtelt, als das Format es je verlangt."},
	{CodeMergeMarks, diag.Error, "Die Datei enthält Marken einer nicht abgeschlossenen Zusammenführung zweier Fassungen (<<<<<<<, =======, >>>>>>>). Entscheiden Sie sich für eine Fassung, und löschen Sie die Marken."},
	{CodeSameKey, diag.Error, "Ein Schlüssel steht zweimal in derselben Tabelle. Löschen Sie eine der beiden Angaben, oder beginnen Sie einen weiteren Eintrag."},
	{CodeInternal, diag.Error, "Das Programm ist an einer Datei gescheitert, die es hätte lesen müssen. Bitte melden Sie den Fehler mit der Datei."},

	{CodeUnknownKey, diag.Error, "Das Format kennt den Schlüssel an dieser Stelle nicht. Groß- und Kleinschreibung zählt; eine Angabe gehört immer zur Überschrift, die zuletzt über ihr steht."},
	{CodeBrackets, diag.Error, "Einträge, von denen es mehrere geben kann, stehen in doppelten eckigen Klammern ([[begegnung]]), die übrigen in einfachen ([bitte])."},
	{CodeType, diag.Error, "Ein Wert ist von anderer Art, als das Feld es verlangt, zum Beispiel eine Zahl, wo ein Text stehen muss."},
	{CodeMissing, diag.Error, "Eine Angabe fehlt, ohne die der Eintrag nicht verständlich ist."},
	{CodeExclusive, diag.Error, "Zwei Angaben schließen einander aus. Löschen Sie eine davon."},
	{CodeEmptyText, diag.Error, "Ein Text ist leer. Was nicht bekannt ist, wird nicht angegeben: Löschen Sie die Zeile."},
	{CodeCharacter, diag.Error, "Ein Text enthält ein unsichtbares oder nicht druckbares Zeichen, meist aus einer eingefügten E-Mail. Löschen Sie es; als mögliche Trennstelle ist nur U+00AD erlaubt."},
	{CodeTooMany, diag.Error, "Eine Liste hat mehr Einträge, als Platz ist."},
	{CodeNumber, diag.Error, "Eine Zahl liegt außerhalb dessen, was das Feld bedeuten kann."},
	{CodeTime, diag.Error, "Ein Datum enthält eine Uhrzeit. Die Quellen kennen nur Tage und gröbere Angaben."},
	{date.CodeMalformed, diag.Error, "Ein Datum ist in keiner bekannten Schreibweise angegeben. Möglich sind unter anderem 2023-10-18, \"2023-10\", \"18. Oktober 2023\", \"Sommer 2023\", \"4. Quartal 2023\", \"2023-10-18/2023-10-19\"."},
	{date.CodeImpossible, diag.Error, "Ein Datum gibt es im Kalender nicht, oder ein Zeitraum endet, bevor er beginnt."},
	{date.CodeAmbiguous, diag.Error, "Ein Datum kann Verschiedenes bedeuten. Schreiben Sie das Jahr vierstellig und den Monat eindeutig."},
	{date.CodeImprecise, diag.Error, "Dieses Feld verlangt einen einzelnen Tag, zum Beispiel 2023-10-31."},
	{CodeOrder, diag.Error, "Ein Zeitraum endet, bevor er beginnt."},
	{CodeValue, diag.Error, "Das Feld hat eine feste Liste von Werten, und dieser steht nicht darin. Groß- und Kleinschreibung zählt."},

	{CodeMinistry, diag.Error, "Das genannte Ressort steht nicht mit dieser Abkürzung in ressorts.toml."},
	{CodeGroup, diag.Error, "Die genannte Gruppe hat keine Datei im Ordner gruppen/."},
	{CodeCommittee, diag.Error, "Das genannte Gremium ist in dieser Datei nicht als [[gremium]] beschrieben."},
	{CodeCommitment, diag.Error, "In dieser Datei hat kein [[inhalt]] die genannte Kennung."},
	{CodeSameID, diag.Error, "Zwei Einträge haben dieselbe Kennung und denselben Stand; es ist nicht zu entscheiden, welcher gilt. Geben Sie dem neueren einen neuen Stand."},
	{CodeSameMinistry, diag.Error, "Zwei Ressorts haben dieselbe Abkürzung und denselben Beginn."},
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
