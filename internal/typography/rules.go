package typography

// Rule is one thing that Normalise does.
type Rule struct {
	Name   string // as in [Change].Rule
	Text   string // what it does, in a German sentence
	Source string // where it is laid down
}

// The names of the rules.
const (
	ruleQuotes     = "anfuehrung"
	ruleApostrophe = "apostroph"
	ruleDash       = "gedankenstrich"
	ruleRange      = "bis-strich"
	ruleEllipsis   = "auslassung"
	ruleShort      = "abkuerzung"
	ruleDate       = "datum"
	ruleOrdinal    = "ordnungszahl"
	ruleName       = "name"
	ruleReference  = "fundstelle"
	ruleUnit       = "einheit"
	ruleGroups     = "zifferngruppe"
)

// The amtliche Regelung is cited by the paragraphs of its edition of 2018.
var rules = []Rule{
	{ruleQuotes, "Anführungszeichen stehen als „…“, innerhalb von anderen als ‚…‘.",
		"Amtliche Regelung (2018), §§ 89–95; Duden, Textverarbeitung: Anführungszeichen"},
	{ruleApostrophe, "Der Apostroph ist ’ und kein Minutenzeichen.",
		"Amtliche Regelung (2018), §§ 96 und 97; Unicode: U+2019 „is the preferred character to use for apostrophe“"},
	{ruleDash, "Der Gedankenstrich ist länger als ein Bindestrich und steht zwischen Leerzeichen.",
		"Amtliche Regelung (2018), §§ 82–85; DIN 5008:2020, Gedankenstrich"},
	{ruleRange, "Der Strich für „bis“ zwischen Zahlen ist so lang wie ein Gedankenstrich und steht ohne Leerzeichen.",
		"DIN 5008:2020, Strich für „bis“; Duden, Textverarbeitung: Strich"},
	{ruleEllipsis, "Auslassungspunkte sind ein einziges Zeichen, vor dem keine Zeile endet.",
		"Amtliche Regelung (2018), §§ 99 und 100; Duden, Textverarbeitung: Auslassungspunkte"},
	{ruleShort, "In mehrgliedrigen Abkürzungen steht nach jedem Punkt ein geschütztes Leerzeichen.",
		"DIN 5008:2020, Abkürzungen; Duden, Textverarbeitung: Abkürzungen"},
	{ruleDate, "Tag und Monat trennt kein Zeilenende.",
		"Duden, Textverarbeitung: Datum"},
	{ruleOrdinal, "Eine Ordnungszahl und was sie zählt trennt kein Zeilenende, zum Beispiel „4.\u00a0Quartal“.",
		"wie Tag und Monat"},
	{ruleName, "Titel oder abgekürzte Vornamen und den Namen trennt kein Zeilenende.",
		"Duden, Textverarbeitung: Abkürzungen"},
	{ruleReference, "Paragraphzeichen, „Nr.“, „Abs.“, „S.“ und Ähnliches und ihre Zahl trennt kein Zeilenende.",
		"DIN 5008:2020, Paragraphzeichen; Duden, Textverarbeitung: Paragraphzeichen"},
	{ruleUnit, "Eine Zahl und ihre Einheit trennt kein Zeilenende.",
		"DIN 5008:2020, Größenangaben; SI-Broschüre, 9. Auflage, 5.4.3"},
	{ruleGroups, "Die Dreiergruppen einer langen Zahl trennt kein Zeilenende.",
		"DIN 5008:2020, Gliederung von Zahlen; SI-Broschüre, 9. Auflage, 5.4.4"},
}

// Rules lists all rules.
func Rules() []Rule { return append([]Rule(nil), rules...) }
