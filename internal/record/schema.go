package record

import (
	"fmt"
	"strings"
)

// Kind says what a field holds.
type Kind int

// The kinds of a field, and what TOML writes for each.
const (
	Text     Kind = iota // string; one line of plain text, see Canonical
	Markdown             // string; whole sentences, line breaks kept
	Moment               // local date, string or year: as precise as known, see date.Parse
	Day                  // the same, precise to the day
	Flag                 // true or false
	Number               // integer, at least 1
	Amount               // integer, at least 1, or "mehrere"
	List                 // array of plain texts
	Choice               // string out of Field.Values
	One                  // table, [x]
	Many                 // array of tables, [[x]] or x = [{…}, {…}]
)

// String returns the kind as a German noun phrase in the nominative.
func (k Kind) String() string {
	switch k {
	case Text:
		return "ein Text in Anführungszeichen"
	case Markdown:
		return "ein Text aus ganzen Sätzen in Anführungszeichen"
	case Moment:
		return "ein Datum"
	case Day:
		return "ein Datum mit Tag, Monat und Jahr"
	case Flag:
		return "true oder false, ohne Anführungszeichen"
	case Number:
		return "eine ganze Zahl ab 1"
	case Amount:
		return "eine ganze Zahl ab 1 oder \"mehrere\""
	case List:
		return "eine Liste von Texten in eckigen Klammern"
	case Choice:
		return "ein Wert aus einer festen Liste"
	case One:
		return "eine Tabelle"
	case Many:
		return "eine Folge von Tabellen"
	}
	panic(fmt.Sprintf("record: unknown kind %d", int(k)))
}

// Ref says what the text of a field has to name.
type Ref int

// The targets of a reference.
const (
	NoRef         Ref = iota
	RefMinistry       // kurz of a [[ressort]]
	RefGroup          // file of gruppen/, without .toml
	RefCommittee      // name of a [[gremium]] of the same file
	RefCommitment     // kennung of an [[inhalt]] of the same file
)

// Form says what shape the text of a field has.
type Form int

// The forms of a text.
const (
	AnyForm      Form = iota
	NameForm          // small letters a–z, digits, single hyphens between them
	LanguageForm      // language tag, RFC 5646 (BCP 47): language, script, region, variants
	WordForm          // no space within
)

// Pattern returns the regular expression that a text of the form matches as a
// whole, in the common language of RE2 and ECMA 262; empty for AnyForm.
func (f Form) Pattern() string {
	switch f {
	case AnyForm:
		return ""
	case NameForm:
		return `^[a-z0-9]+(-[a-z0-9]+)*$`
	case LanguageForm:
		return `^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*$`
	case WordForm:
		return `^[^\s` + "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000" + `]+$` // \s of RE2 is that of ASCII
	}
	panic(fmt.Sprintf("record: unknown form %d", int(f)))
}

// Field describes one key of a table.
type Field struct {
	Key      string
	Kind     Kind
	Required bool
	Explain  string   // one German sentence for a clerk
	Example  string   // a value as it stands in TOML, right of the equals sign; empty for One and Many
	Values   []string // of a Choice: all that are allowed
	Ref      Ref
	Form     Form   // of a Text, or of each element of a List
	Max      int    // of a List: most elements; 0: any number
	Table    *Table // of One and Many
}

// Table describes a table or the top level of a file.
type Table struct {
	Explain string // one German sentence for a clerk
	Fields  []Field
	Common  bool // the fields that every entry may carry are allowed as well; a field of the same key goes before
	Rules   []Rule

	// Version names the fields that tell the versions of one kennung apart,
	// where Common is set; empty: stand. kennung alone: there are no versions.
	Version []string
}

// version returns the keys that tell the versions of one kennung apart.
func (t *Table) version() []string {
	if len(t.Version) == 0 {
		return []string{"stand"}
	}
	return t.Version
}

// field returns the field of a key, or nil.
func (t *Table) field(key string) *Field {
	for i := range t.Fields {
		if t.Fields[i].Key == key {
			return &t.Fields[i]
		}
	}
	return nil
}

// RuleKind says how fields of one table hang together.
type RuleKind int

// The kinds of a rule.
const (
	AtLeastOne RuleKind = iota // of the keys
	AtMostOne                  // of the keys
	Needed                     // the first, where one of the others is given
	Barred                     // none of the keys; Rule.Why says why
	InOrder                    // two dates: the second does not end before the first begins
)

// Rule ties fields of one table together.
type Rule struct {
	Kind RuleKind
	Keys []string
	When *Condition // nil: always
	Why  string     // of Barred: one German sentence for a clerk
}

// Condition holds where a field has a value (or, with Not, any other valid
// value). A field that is absent or faulty meets no condition.
type Condition struct {
	Key, Value string
	Not        bool
}

// File describes the files that match a pattern.
type File struct {
	Pattern string // "haus.toml", "berichte/*.toml"
	Table   *Table
}

// Description is the format of the records: what the loader checks, and what
// field reference and schemas are made from.
type Description struct {
	Files  []File
	Common []Field // what every entry may carry, where Table.Common says so
}

// Format returns the format of the records. Each call returns a copy of its
// own.
func Format() Description { return describe() }

// file returns the table of the files that match the pattern.
func (d *Description) file(pattern string) *Table {
	for _, f := range d.Files {
		if f.Pattern == pattern {
			return f.Table
		}
	}
	panic("record: no description of " + pattern)
}

// quoteList joins keys or values for a message: „a“, „b“ oder „c“.
func quoteList(words []string, last string) string {
	var b strings.Builder
	for i, w := range words {
		switch {
		case i == 0:
		case i == len(words)-1:
			b.WriteString(" " + last + " ")
		default:
			b.WriteString(", ")
		}
		b.WriteString("„" + w + "“")
	}
	return b.String()
}
