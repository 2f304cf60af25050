package record

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/BurntSushi/toml"
)

// The schemas say in JSON what the description says in Go, for editors: while
// a clerk types, they offer keys and values, explain them, and underline what
// the loader would refuse. A schema refuses nothing that the loader takes in
// its canonical form (see Canonical); the loader refuses more, and its word
// counts.
//
// They keep to draft 7 (http://json-schema.org/draft-07/schema), the newest
// that Taplo checks, which is inside of Even Better TOML for Visual Studio Code:
// https://taplo.tamasfe.dev/configuration/developing-schemas.html. It turns
// TOML's dates into strings as ISO 8601 has them.

// Schema is the JSON Schema of one kind of file.
type Schema struct {
	Name    string // "partnerschaft"
	Pattern string // the files that it describes: "partnerschaften/*.toml"
	Explain string // one German sentence for a clerk: what those files hold
	JSON    []byte // indented, with a line feed at the end
}

// File returns the name under which the schema is kept.
func (s *Schema) File() string { return s.Name + ".schema.json" }

// schemaNames holds the names of the schemas by the patterns of their files.
var schemaNames = map[string]string{
	"haus.toml":              "haus",
	"ressorts.toml":          "ressorts",
	"woerter.toml":           "woerter",
	"gruppen/*.toml":         "gruppe",
	"partnerschaften/*.toml": "partnerschaft",
	"berichte/*.toml":        "bericht",
}

// Schemas returns the schema of every kind of file, in the order of the
// description, always with the same bytes.
func Schemas() []Schema {
	d := Format()
	var list []Schema
	for _, f := range d.Files {
		name, ok := schemaNames[f.Pattern]
		if !ok {
			panic("record: no name for the schema of " + f.Pattern)
		}
		list = append(list, Schema{name, f.Pattern, f.Table.Explain, d.schema(&f)})
	}
	return list
}

// jsonSchema is a schema as draft 7 has it, as far as it is used here, in the
// order in which it is written.
type jsonSchema struct {
	Draft        string        `json:"$schema,omitempty"`
	Comment      string        `json:"$comment,omitempty"`
	Ref          string        `json:"$ref,omitempty"` // whoever has it has nothing else
	Title        string        `json:"title,omitempty"`
	Description  string        `json:"description,omitempty"`
	Examples     []any         `json:"examples,omitempty"`
	Type         any           `json:"type,omitempty"` // a string or several
	Enum         []string      `json:"enum,omitempty"`
	Pattern      string        `json:"pattern,omitempty"`
	Minimum      int           `json:"minimum,omitempty"`
	Maximum      int           `json:"maximum,omitempty"`
	MinItems     int           `json:"minItems,omitempty"`
	MaxItems     int           `json:"maxItems,omitempty"`
	Items        *jsonSchema   `json:"items,omitempty"`
	Required     []string      `json:"required,omitempty"`
	Properties   schemaMap     `json:"properties,omitempty"`
	Additional   any           `json:"additionalProperties,omitempty"` // false or nothing
	Dependencies schemaMap     `json:"dependencies,omitempty"`
	If           any           `json:"if,omitempty"` // true or a schema
	Then         *jsonSchema   `json:"then,omitempty"`
	Not          *jsonSchema   `json:"not,omitempty"`
	AnyOf        []*jsonSchema `json:"anyOf,omitempty"`
	AllOf        []*jsonSchema `json:"allOf,omitempty"`
	Taplo        *taploHints   `json:"x-taplo,omitempty"`
	Definitions  schemaMap     `json:"definitions,omitempty"`
}

// taploHints is Taplo's extension.
type taploHints struct {
	InitKeys []string `json:"initKeys,omitempty"` // completed with a table besides the required ones
}

// schemaMap is a JSON object of schemas that keeps its order.
type schemaMap []namedSchema

type namedSchema struct {
	name   string
	schema any // *jsonSchema or false
}

func (m schemaMap) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	for i, p := range m {
		b.WriteByte("{,"[min(i, 1)])
		b.Write(encodeJSON(p.name, ""))
		b.WriteByte(':')
		b.Write(encodeJSON(p.schema, ""))
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// encodeJSON returns v as JSON with a line feed at the end.
func encodeJSON(v any, indent string) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	if err := enc.Encode(v); err != nil {
		panic(fmt.Sprintf("record: %v", err)) // the types above always can be
	}
	return b.Bytes()
}

func (d *Description) schema(f *File) []byte {
	s := d.tableSchema(f.Table, "")
	s.Draft = "http://json-schema.org/draft-07/schema#"
	s.Comment = "Erzeugt mit „umsetzungsstand schema --out sources/.schema“, bitte nicht von Hand ändern."
	s.Title = f.Pattern
	for i := range d.Common {
		s.Definitions = append(s.Definitions, namedSchema{d.Common[i].Key, d.fieldSchema(&d.Common[i], "")})
	}
	return encodeJSON(s, "  ")
}

// tableSchema describes a table; path leads to it and is empty or ends in a
// full stop.
func (d *Description) tableSchema(t *Table, path string) *jsonSchema {
	s := &jsonSchema{Description: t.Explain, Type: "object", Additional: false}
	for i := range t.Fields {
		f := &t.Fields[i]
		s.Properties = append(s.Properties, namedSchema{f.Key, d.fieldSchema(f, path)})
		if f.Required {
			s.Required = append(s.Required, f.Key)
		}
	}
	if t.Common {
		for _, f := range d.Common {
			if t.field(f.Key) == nil {
				s.Properties = append(s.Properties, namedSchema{f.Key, &jsonSchema{Ref: "#/definitions/" + f.Key}})
			}
		}
	}
	var rules []*jsonSchema
	for _, r := range t.Rules {
		if c := t.ruleSchema(r); c != nil {
			rules = append(rules, c)
		}
		if r.Kind == AtLeastOne && r.When == nil {
			s.Taplo = &taploHints{InitKeys: r.Keys[:1]}
		}
	}
	if len(rules) > 0 {
		// Taplo offers none of the keys of a table that has allOf itself.
		s.If, s.Then = true, &jsonSchema{AllOf: rules}
	}
	return s
}

// The numbers that a Number or an Amount may be, and the years of a date that
// is written as one.
const (
	leastNumber, mostNumber = 1, 9999
	firstYear, lastYear     = 1000, 9999
)

// What the notations of dates have in common (see date.Parse), for regular
// expressions as ECMA, Go and Rust understand them: no sign of ASCII but full
// stop, slash and hyphen, a year of four digits; for a day also month and day
// behind it in ISO's order, or a number with a full stop before it.
const (
	dateSigns     = "[^!-,:-@\\[-`{-~]*"
	dateYear      = "[1-9][0-9]{3}"
	momentPattern = "^" + dateSigns + dateYear + dateSigns + "$"
	dayPattern    = "^" + dateSigns + "(" + dateYear + "[-‐‑–—−][0-9]{2}[-‐‑–—−][0-9]{2}|[0-9][^!-~]*\\." + dateSigns + dateYear + ")" + dateSigns + "$"
)

// fieldSchema describes the values of a field; path is that of its table.
func (d *Description) fieldSchema(f *Field, path string) *jsonSchema {
	s := &jsonSchema{Description: f.Explain}
	if f.Example != "" {
		s.Description += "\n\nBeispiel: `" + f.Key + " = " + f.Example + "`"
		s.Examples = []any{exampleValue(f)}
	}
	switch f.Kind {
	case Text, Markdown:
		s.Type, s.Pattern = "string", cmp.Or(f.Form.Pattern(), `\S`)
	case Moment:
		s.Type, s.Pattern = []string{"string", "integer"}, momentPattern
		s.Minimum, s.Maximum = firstYear, lastYear
	case Day:
		s.Type, s.Pattern = "string", dayPattern
	case Flag:
		s.Type = "boolean"
	case Number:
		s.Type, s.Minimum, s.Maximum = "integer", leastNumber, mostNumber
	case Amount:
		s.Type, s.Pattern = []string{"integer", "string"}, "^mehrere$"
		s.Minimum, s.Maximum = leastNumber, mostNumber
	case List:
		s.Type, s.MaxItems, s.Items = "array", f.Max, &jsonSchema{Type: "string", Pattern: cmp.Or(f.Form.Pattern(), `\S`)}
	case Choice:
		s.Type, s.Enum = "string", f.Values
	case One:
		s = d.tableSchema(f.Table, path+f.Key+".")
		s.Title, s.Description = "["+path+f.Key+"]", f.Explain+"\n\n"+f.Table.Explain
	case Many:
		s.Type, s.Items = "array", d.tableSchema(f.Table, path+f.Key+".")
		s.Items.Title = "[[" + path + f.Key + "]]"
	default:
		panic(fmt.Sprintf("record: unknown kind %d", int(f.Kind)))
	}
	if f.Required && s.Type == "array" {
		s.MinItems = 1 // an empty list is none
	}
	return s
}

// exampleValue returns a field's example as JSON has it.
func exampleValue(f *Field) any {
	var m map[string]any
	if _, err := toml.Decode("x = "+f.Example, &m); err != nil {
		panic(fmt.Sprintf("record: example of %q: %v", f.Key, err))
	}
	if day, ok := m["x"].(time.Time); ok {
		return day.Format(time.DateOnly)
	}
	return m["x"]
}

// ruleSchema describes the tables that keep a rule; nil where no schema can. A
// condition has to be on a Choice.
func (t *Table) ruleSchema(r Rule) *jsonSchema {
	var s *jsonSchema
	switch r.Kind {
	case AtLeastOne:
		// Not anyOf, for then Taplo would show the whole table, not what it lacks.
		s = t.given(r.Keys[0])
		if len(r.Keys) > 1 {
			var others []*jsonSchema
			for _, key := range r.Keys[1:] {
				others = append(others, t.given(key))
			}
			s = &jsonSchema{If: &jsonSchema{Not: &jsonSchema{AnyOf: others}}, Then: s}
		}
	case Needed:
		s = t.given(r.Keys[0])
		var others []*jsonSchema
		for _, key := range r.Keys[1:] {
			others = append(others, t.given(key))
		}
		s = &jsonSchema{If: &jsonSchema{AnyOf: others}, Then: s}
	case AtMostOne:
		s = new(jsonSchema)
		for i, key := range r.Keys[:len(r.Keys)-1] {
			var others schemaMap
			for _, other := range r.Keys[i+1:] {
				others = append(others, namedSchema{other, false})
			}
			s.Dependencies = append(s.Dependencies, namedSchema{key, &jsonSchema{Properties: others}})
		}
	case Barred:
		s = new(jsonSchema)
		for _, key := range r.Keys {
			var none any = false
			if f := t.field(key); f != nil && (f.Kind == List || f.Kind == Many) {
				none = &jsonSchema{Not: &jsonSchema{MinItems: 1}} // an empty list is none
			}
			s.Properties = append(s.Properties, namedSchema{key, none})
		}
	case InOrder:
		return nil
	default:
		panic(fmt.Sprintf("record: unknown rule %d", int(r.Kind)))
	}
	if c := r.When; c != nil {
		// The values that meet the condition, one by one, for a faulty one does not.
		met := slices.DeleteFunc(slices.Clone(t.field(c.Key).Values), func(v string) bool { return (v == c.Value) == c.Not })
		s = &jsonSchema{If: &jsonSchema{
			Required:   []string{c.Key},
			Properties: schemaMap{{c.Key, &jsonSchema{Enum: met}}},
		}, Then: s}
	}
	return s
}

// given describes a table that has the field.
func (t *Table) given(key string) *jsonSchema {
	s := &jsonSchema{Required: []string{key}}
	if f := t.field(key); f != nil && (f.Kind == List || f.Kind == Many) {
		s.Properties = schemaMap{{key, &jsonSchema{MinItems: 1}}}
	}
	return s
}
