// Package record reads the records: a folder of TOML files, made to be edited
// by hand, becomes a [Set] of plain structs, or a list of findings that says in
// German what is wrong with each file and how to mend it. Start with [Load].
//
// What a file may hold is written down once, in describe; [Format] gives it to
// whoever makes a field reference or schemas from it, and [Codes] the findings
// that may come. Texts arrive in canonical form ([Canonical]), dates as
// precise as they were written, and every value with its place in the source
// ([Entry]).
//
// The package knows no report, no Markdown beyond keeping its line breaks, no
// clock and no operating system. Whether the records suffice for an edition
// is not its question.
package record

import (
	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
)

// Set is everything that a sources folder holds.
type Set struct {
	House        House         // haus.toml
	Ministries   []Ministry    // ressorts.toml, in the file's order
	Words        Words         // woerter.toml
	Groups       []Group       // gruppen/*.toml, by slug
	Partnerships []Partnership // partnerschaften/*.toml, by slug
	Editions     []Edition     // berichte/*.toml, by name
}

// Entry is what every entry of a record may carry.
type Entry struct {
	ID        string    `toml:"kennung"`    // stable name; entries that share one are versions of each other
	AsOf      date.Date `toml:"stand"`      // since when the house reports it; zero: always known. Precise to the day
	Source    string    `toml:"quelle"`     // internal: where the fact comes from
	Confirmed date.Date `toml:"bestaetigt"` // internal
	Sentence  string    `toml:"satz"`       // plain text: replaces the sentence that the template would build
	Note      string    `toml:"vermerk"`    // internal: printed nowhere

	Pos diag.Pos            `toml:"-"` // of the entry's table header (or the file's first key)
	At  map[string]diag.Pos `toml:"-"` // of each value present, by its path within the entry: "ort", "themen[1]", "nrw[0].name"
}

// House is haus.toml: what rarely changes about the sender.
type House struct {
	Entry
	State          string   `toml:"land"`             // „Nordrhein-Westfalen“
	Office         string   `toml:"amt"`              // nominative, without article: „Minister für … und Chef der Staatskanzlei“
	OfficeGenitive string   `toml:"amt_genitiv"`      // with article: „des Ministers für … und Chefs der Staatskanzlei“
	Author         string   `toml:"verfasser"`        // body that issues the report, for metadata: „Staatskanzlei des Landes Nordrhein-Westfalen“
	ReturnAddress  string   `toml:"ruecksendeangabe"` // one line above the address (DIN 5008)
	Sender         []string `toml:"absender"`         // lines at the letter's head
}

// Ministry is a [[ressort]] of ressorts.toml.
type Ministry struct {
	Entry
	Short    string    `toml:"kurz"`    // „MSB“
	Name     string    `toml:"name"`    // „Ministerium für Schule und Bildung“
	Genitive string    `toml:"genitiv"` // with article: „des Ministeriums für Schule und Bildung“
	From     date.Date `toml:"ab"`
	Until    date.Date `toml:"bis"`
}

// Words is woerter.toml.
type Words struct {
	Hyphenations  []string       `toml:"trennungen"` // „Nord-rhein-West-fa-len“
	NeverDivide   []string       `toml:"ungetrennt"`
	Abbreviations []Abbreviation `toml:"abkuerzung"`
	Foreign       []Foreign      `toml:"fremd"`
	Spellings     []Spelling     `toml:"schreibweise"`
}

// Abbreviation is an [[abkuerzung]]: spelled out at its first use.
type Abbreviation struct {
	Entry
	Short string `toml:"kurz"`
	Long  string `toml:"lang"`
}

// Foreign is a [[fremd]]: a title or phrase in another language.
type Foreign struct {
	Entry
	Text     string `toml:"text"`
	Language string `toml:"sprache"` // BCP 47, e.g. "fr"
}

// Spelling is a [[schreibweise]]: a spelling accepted since a day.
type Spelling struct {
	Entry
	Text string    `toml:"text"`
	From date.Date `toml:"ab"`
}

// Group is one file of gruppen/: partnerships that are told together.
type Group struct {
	Entry
	Slug  string    `toml:"-"`
	Short string    `toml:"kurz"`  // heading: „Chinesische Provinzen“
	Title string    `toml:"titel"` // line beneath the heading, optional
	Texts []Passage `toml:"text"`  // common introduction

	Accepted []Acceptance `toml:"hingenommen"`
}

// Acceptance is a [[hingenommen]]: a finding of the check about an entry of the
// same file that the house has looked at and lives with, as long as the entry
// stays as it is.
type Acceptance struct {
	Code    string    `toml:"code"`    // of the finding
	Entry   string    `toml:"kennung"` // of the entry; empty: the head of the file
	Reason  string    `toml:"grund"`   // internal
	On      date.Date `toml:"am"`      // precise to the day
	Version string    `toml:"fassung"` // fingerprint of the entry as it was accepted, see Fingerprint
}

// PartnerKind says whether a formal agreement exists.
type PartnerKind string

// The kinds of partner. All but the last have a formal agreement.
const (
	PartnerCountry      PartnerKind = "Partnerland"
	PartnerRegion       PartnerKind = "Partnerregion"
	PartnerOrganisation PartnerKind = "Partnerorganisation"
	MainCooperation     PartnerKind = "Hauptkooperationspartner"
)

// Partnership is one file of partnerschaften/.
type Partnership struct {
	Entry
	Slug        string       `toml:"-"` // file name without .toml
	Short       string       `toml:"kurz"`
	Who         string       `toml:"wer"` // nominative with article where the language wants one: „die Benelux-Länder“; absent: kurz
	With        string       `toml:"mit"` // dative: „dem Vereinigten Königreich“; absent: kurz
	Kind        PartnerKind  `toml:"typ"`
	Group       string       `toml:"gruppe"` // slug of a Group; empty: a section of its own
	Partners    []Partner    `toml:"partner"`
	Agreements  []Agreement  `toml:"vereinbarung"`
	Committees  []Committee  `toml:"gremium"`
	Commitments []Commitment `toml:"inhalt"`
	Meetings    []Meeting    `toml:"begegnung"`
	Measures    []Measure    `toml:"massnahme"`
	Plans       []Plan       `toml:"planung"`
	NilReturns  []NilReturn  `toml:"fehlanzeige"`
	Texts       []Passage    `toml:"text"`
	Accepted    []Acceptance `toml:"hingenommen"`
}

// Partner is a [[partner]]: a party to the agreement. A partnership with
// several gives each its kurz (and mit), for the list of all partners.
type Partner struct {
	Entry
	Name  string `toml:"name"` // full, official
	Short string `toml:"kurz"` // absent: the partnership's
	With  string `toml:"mit"`  // dative; absent: Short
}

// Agreement is a [[vereinbarung]]. Title and date may be unknown (the Chinese
// provinces); kind is always known.
type Agreement struct {
	Entry
	Title    string    `toml:"titel"` // official, exact
	Kind     string    `toml:"art"`   // „Absichtserklärung“
	Signed   date.Date `toml:"unterzeichnet"`
	Replaces string    `toml:"loest_ab"`
}

// Committee is a [[gremium]].
type Committee struct {
	Entry
	Name   string `toml:"name"`       // without article: „Politischer Lenkungsausschuss“
	Who    string `toml:"wer"`        // nominative with article: „der Politische Lenkungsausschuss“
	Rhythm string `toml:"rhythmus"`   // one of the closed list: jährlich, halbjährlich, alle zwei Jahre
	Place  string `toml:"tagungsort"` // optional phrase: „abwechselnd in Nordrhein-Westfalen und Ungarn“
}

// Commitment is an [[inhalt]]: one point that the agreement states.
type Commitment struct {
	Entry
	Agreed      string     `toml:"vereinbart"` // whole sentence(s), Markdown
	Responsible []string   `toml:"zustaendig"` // ministries' abbreviations
	Progress    []Progress `toml:"stand"`
}

// Progress is an [[inhalt.stand]]. Whole sentences, Markdown; at least one of the four.
type Progress struct {
	Entry
	From    date.Date `toml:"ab"`
	Done    string    `toml:"umgesetzt"`
	Running string    `toml:"laeuft"`
	Open    string    `toml:"offen"`
	Dropped string    `toml:"entfallen"`
}

// Person takes part in a meeting: either Name and Office, or (unnamed) Who and With.
type Person struct {
	Name   string `toml:"name"`
	Office string `toml:"amt"`      // nominative without article: „britische Botschafterin in Deutschland“
	Who    string `toml:"wer"`      // nominative with article: „der Staatssekretär für …“, „eine Fachdelegation aus …“
	With   string `toml:"mit"`      // dative with article: „dem diplomatischen Vertreter Ostbelgiens“
	Role   string `toml:"rolle"`    // "" | Vorsitz | Teilnahme | Begleitung
	Plural bool   `toml:"mehrzahl"` // Who stands for several
}

// Meeting is a [[begegnung]].
type Meeting struct {
	Entry
	Date      date.Date `toml:"datum"`
	Since     date.Date `toml:"seit"` // standing exchange: open interval
	Until     date.Date `toml:"bis"`
	Kind      string    `toml:"art"`     // closed list, see MeetingKinds
	Committee string    `toml:"gremium"` // name of a Committee
	Name      string    `toml:"name"`    // of a conference, summit or event, without article: „Summit of Cities and Regions“
	Session   int       `toml:"nummer"`  // 1: its first sitting
	Count     Count     `toml:"anzahl"`  // integer or "mehrere"
	Place     string    `toml:"ort"`     // „in“ stands before it (Reise: „nach“)
	Where     string    `toml:"wo"`      // whole phrase instead: „in der Ukraine“ (Reise: „in die Ukraine“)
	Occasion  string    `toml:"anlass"`  // whole phrase with its preposition: „anlässlich des Frankreichfests“
	Ours      []Person  `toml:"nrw"`
	Theirs    []Person  `toml:"gegenueber"`
	Topics    []string  `toml:"themen"`     // noun phrases in the nominative
	Results   []string  `toml:"ergebnisse"` // whole sentences with full stop, or noun phrases in the nominative without
	Text      string    `toml:"text"`       // further whole sentences, Markdown
}

// MeetingKinds is the closed list of Meeting.Kind.
var MeetingKinds = []string{"Sitzung", "Regierungskonsultation", "Arbeitstreffen", "Gespräch", "Treffen", "Reise", "Besuch", "Empfang", "Gipfel", "Konferenz", "Veranstaltung"}

// Count is a number of meetings or rounds: n > 0 known, -1 several, 0 unsaid.
type Count int

// Several is the Count of "mehrere".
const Several Count = -1

// Measure is a [[massnahme]]: what carries the agreement out.
type Measure struct {
	Entry
	Name        string    `toml:"name"`     // nominative with article where the language wants one: „der 21. Jugendgipfel“
	Kind        string    `toml:"art"`      // closed list, see MeasureKinds
	Plural      bool      `toml:"mehrzahl"` // the name is a plural
	Series      string    `toml:"reihe"`    // what it belongs to: „Regionales Weimarer Dreieck“
	Topic       string    `toml:"thema"`    // printed in „…“: „Kreislaufwirtschaft“
	Fields      []string  `toml:"bereiche"` // subject areas, noun phrases in the nominative
	Date        date.Date `toml:"datum"`
	Since       date.Date `toml:"seit"`
	Until       date.Date `toml:"bis"`
	Count       Count     `toml:"anzahl"`
	Place       string    `toml:"ort"`
	Where       string    `toml:"wo"`
	Occasion    string    `toml:"anlass"`
	Bodies      []string  `toml:"traeger"` // who carries it, nominative
	Ours        []Person  `toml:"nrw"`     // who took part
	Theirs      []Person  `toml:"gegenueber"`
	Responsible []string  `toml:"zustaendig"` // ministries' abbreviations
	Commitment  string    `toml:"inhalt"`     // kennung of a Commitment
	Text        string    `toml:"text"`       // further whole sentences, Markdown
}

// MeasureKinds is the closed list of Measure.Kind: an event takes place; an
// exhibition is shown; a project is carried out; a programme, an exchange, a
// network runs; support is given.
var MeasureKinds = []string{"Veranstaltung", "Ausstellung", "Vorhaben", "Programm", "Austausch", "Netzwerk", "Förderung"}

// Plan is a [[planung]].
type Plan struct {
	Entry
	What       string    `toml:"was"` // nominative with article: „die zweite Sitzung des Lenkungsausschusses“
	Plural     bool      `toml:"mehrzahl"`
	When       date.Date `toml:"termin"`
	By         date.Date `toml:"bis"`
	Done       date.Date `toml:"erledigt"`
	Dropped    date.Date `toml:"entfallen"`
	Commitment string    `toml:"inhalt"`
	Text       string    `toml:"text"` // further whole sentences, Markdown
}

// Question is one of the committee's six; see NilReturn and Passage.
type Question string

// The six questions, in their order.
const (
	QAgreed  Question = "inhalt"
	QDone    Question = "umsetzung"
	QOpen    Question = "offen"
	QPlanned Question = "planung"
	QMeeting Question = "begegnung"
	QResults Question = "ergebnis"
)

// NilReturn is a [[fehlanzeige]]: a ministry's word that there is nothing to report.
type NilReturn struct {
	Entry
	Question Question  `toml:"frage"`
	From     date.Date `toml:"ab"`
	Ministry string    `toml:"ressort"`
}

// Passage is a [[text]]: free prose where structure would hurt.
type Passage struct {
	Entry
	Place string    `toml:"stelle"` // a Question, or "einleitung"
	From  date.Date `toml:"ab"`
	Text  string    `toml:"text"` // whole sentences, Markdown
}

// Edition is one file of berichte/.
type Edition struct {
	Entry
	Name       string    `toml:"-"` // file name without .toml: „2023-Q4“
	AsOfDay    date.Date `toml:"stichtag"`
	Date       date.Date `toml:"datum"`   // of the document, as precise as known
	Occasion   string    `toml:"anlass"`  // "Berichtsbitte" | "regelmäßig"
	State      string    `toml:"zustand"` // "entwurf" | "freigegeben"
	Sample     bool      `toml:"muster"`
	Topic      string    `toml:"thema"`
	FileRef    string    `toml:"aktenzeichen"`
	DocumentNo string    `toml:"vorlage"`            // Vorlage number of the Landtag, once known
	Overview   string    `toml:"uebersicht"`         // "begegnungen" | "stand" | "keine"; absent: standard
	Contents   string    `toml:"inhaltsverzeichnis"` // "keines"; absent: there is one
	RunIn      bool      `toml:"stichworte"`         // bold run-in words for the committee's questions
	Changes    bool      `toml:"aenderungen"`        // a part that tells what has changed since the edition before
	Justify    string    `toml:"satzart"`            // "flattersatz" (absent) | "blocksatz"
	Committee  string    `toml:"ausschuss"`          // „Ausschuss für Europa und Internationales“
	Session    date.Date `toml:"sitzung"`
	Request    Request   `toml:"bitte"`
	Remark     string    `toml:"hinweis"` // Markdown: a passage of this edition's own for the answer
	Addressee  Addressee `toml:"empfaenger"`
	Signatory  Signatory `toml:"unterzeichner"`
	Contact    []Line    `toml:"angabe"` // further lines of the information block

	Accepted []Acceptance `toml:"hingenommen"`
}

// Request is [bitte]: who asked what.
type Request struct {
	Entry
	Group    string `toml:"fraktion"`    // „SPD“
	Member   string `toml:"abgeordnete"` // whole phrase after „von“: „Frau Blask MdL“
	Question string `toml:"frage"`       // Markdown
}

// Addressee is [empfaenger].
type Addressee struct {
	Entry
	Lines      []string `toml:"zeilen"`  // at most six
	Salutation string   `toml:"anrede"`  // „Sehr geehrter Herr Landtagspräsident,“
	Chair      string   `toml:"vorsitz"` // dative/accusative as in „an …“: „den Vorsitzenden des Ausschusses für …“
}

// Signatory is [unterzeichner].
type Signatory struct {
	Entry
	Name   string `toml:"name"`
	Office string `toml:"amt"`
}

// Line is an [[angabe]] of the letter's information block.
type Line struct {
	Entry
	Label string `toml:"bezeichnung"`
	Value string `toml:"wert"`
}
