package record

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"umsetzungsstand/internal/date"
)

const schemaFolder = "../../sources/.schema"

// TestSchemasAreKept: the schemas that lie beside the records are those of the
// format, and nothing else lies there; -update rewrites them.
func TestSchemasAreKept(t *testing.T) {
	var names []string
	for _, s := range Schemas() {
		names = append(names, s.File())
		file := filepath.Join(schemaFolder, s.File())
		if *update {
			if err := errors.Join(os.MkdirAll(schemaFolder, 0o777), os.WriteFile(file, s.JSON, 0o666)); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(bytes.ReplaceAll(got, []byte("\r\n"), []byte("\n")), s.JSON) {
			t.Errorf("%s is not the schema of the format; -update rewrites it", file)
		}
	}
	entries, err := os.ReadDir(schemaFolder)
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	for i, e := range entries {
		if i >= len(names) || e.Name() != names[i] {
			t.Errorf("%s is no schema of the format", e.Name())
		}
	}
}

// schemaOf returns the schema for a file of the sources, or nil.
func schemaOf(schemas []Schema, name string) *Schema {
	for i := range schemas {
		if ok, _ := path.Match(schemas[i].Pattern, name); ok {
			return &schemas[i]
		}
	}
	return nil
}

// TestSchemaLines: every record begins with the line by which editors find its
// schema, relative to the record.
func TestSchemaLines(t *testing.T) {
	sources := os.DirFS("../../sources")
	schemas := Schemas()
	count := 0
	err := fs.WalkDir(sources, ".", func(name string, _ fs.DirEntry, err error) error {
		s := schemaOf(schemas, name)
		if err != nil || s == nil {
			return err
		}
		count++
		data, err := fs.ReadFile(sources, name)
		first, _, _ := strings.Cut(string(data), "\n")
		want := "#:schema " + strings.Repeat("../", strings.Count(name, "/")) + ".schema/" + s.File()
		if strings.TrimSuffix(first, "\r") != want {
			t.Errorf("%s begins with\n%s\nnot with\n%s", name, first, want)
		}
		return err
	})
	if err != nil || count < 20 {
		t.Errorf("%d records, %v", count, err)
	}
}

// TestRuleSchemas shows what becomes of rules, also of those that no table has
// yet.
func TestRuleSchemas(t *testing.T) {
	table := &Table{
		Explain: "Eine Tabelle.",
		Fields: []Field{
			{Key: "art", Kind: Choice, Values: []string{"a", "b", "c"}, Explain: "Die Art.", Example: `"a"`},
			{Key: "liste", Kind: List, Required: true, Max: 3, Explain: "Die Liste.", Example: `["<x> & y"]`},
			{Key: "am", Kind: Day, Explain: "Der Tag.", Example: `2023-10-31`},
		},
		Rules: []Rule{
			{Kind: AtLeastOne, Keys: []string{"liste", "am", "ab"}},
			{Kind: AtMostOne, Keys: []string{"am", "ab", "bis"}},
			{Kind: InOrder, Keys: []string{"ab", "bis"}},
			{Kind: AtLeastOne, Keys: []string{"am"}, When: &Condition{Key: "art", Value: "b"}},
			{Kind: AtLeastOne, Keys: []string{"ab"}, When: &Condition{Key: "art", Value: "b", Not: true}},
		},
	}
	const want = `{
  "description": "Eine Tabelle.",
  "type": "object",
  "required": [
    "liste"
  ],
  "properties": {
    "art": {
      "description": "Die Art.\n\nBeispiel: ` + "`art = \\\"a\\\"`" + `",
      "examples": [
        "a"
      ],
      "type": "string",
      "enum": [
        "a",
        "b",
        "c"
      ]
    },
    "liste": {
      "description": "Die Liste.\n\nBeispiel: ` + "`liste = [\\\"<x> & y\\\"]`" + `",
      "examples": [
        [
          "<x> & y"
        ]
      ],
      "type": "array",
      "minItems": 1,
      "maxItems": 3,
      "items": {
        "type": "string",
        "pattern": "\\S"
      }
    },
    "am": {
      "description": "Der Tag.\n\nBeispiel: ` + "`am = 2023-10-31`" + `",
      "examples": [
        "2023-10-31"
      ],
      "type": "string",
      "pattern": "DAY"
    }
  },
  "additionalProperties": false,
  "if": true,
  "then": {
    "allOf": [
      {
        "if": {
          "not": {
            "anyOf": [
              {
                "required": [
                  "am"
                ]
              },
              {
                "required": [
                  "ab"
                ]
              }
            ]
          }
        },
        "then": {
          "required": [
            "liste"
          ],
          "properties": {
            "liste": {
              "minItems": 1
            }
          }
        }
      },
      {
        "dependencies": {
          "am": {
            "properties": {
              "ab": false,
              "bis": false
            }
          },
          "ab": {
            "properties": {
              "bis": false
            }
          }
        }
      },
      {
        "if": {
          "required": [
            "art"
          ],
          "properties": {
            "art": {
              "enum": [
                "b"
              ]
            }
          }
        },
        "then": {
          "required": [
            "am"
          ]
        }
      },
      {
        "if": {
          "required": [
            "art"
          ],
          "properties": {
            "art": {
              "enum": [
                "a",
                "c"
              ]
            }
          }
        },
        "then": {
          "required": [
            "ab"
          ]
        }
      }
    ]
  },
  "x-taplo": {
    "initKeys": [
      "liste"
    ]
  }
}
`
	d := &Description{}
	got := string(encodeJSON(d.tableSchema(table, ""), "  "))
	if got = strings.Replace(got, strings.Trim(string(encodeJSON(dayPattern, "")), "\"\n"), "DAY", 1); got != want {
		t.Errorf("schema:\n%s\nwant:\n%s", got, want)
	}
}

// compiler returns a compiler that knows all schemas by their files' names.
func compiler(t testing.TB) *jsonschema.Compiler {
	t.Helper()
	c := jsonschema.NewCompiler()
	for _, s := range Schemas() {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(s.JSON))
		if err == nil {
			err = c.AddResource(s.File(), doc)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// TestSchemaExamples: the examples in a schema are good by it.
func TestSchemaExamples(t *testing.T) {
	c := compiler(t)
	count := 0
	var visit func(file, pointer string, v any)
	visit = func(file, pointer string, v any) {
		m, ok := v.(map[string]any)
		if !ok {
			return
		}
		if examples, ok := m["examples"].([]any); ok {
			s, err := c.Compile(file + "#" + pointer)
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range examples {
				count++
				if err := s.Validate(x); err != nil {
					t.Errorf("%s#%s: %v", file, pointer, err)
				}
			}
			return
		}
		for key, inner := range m {
			visit(file, pointer+"/"+key, inner)
		}
	}
	for _, s := range Schemas() {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(s.JSON))
		if err != nil {
			t.Fatal(err)
		}
		visit(s.File(), "", doc)
	}
	if count < 100 {
		t.Errorf("only %d examples", count)
	}
}

var (
	momentRegexp = regexp.MustCompile(momentPattern)
	dayRegexp    = regexp.MustCompile(dayPattern)
)

// checkDate: what reads as a date, or as a day, matches the pattern.
func checkDate(t *testing.T, s string) {
	d, err := date.Parse(s)
	if err != nil {
		return
	}
	if !momentRegexp.MatchString(s) {
		t.Errorf("%q is a date, but the schema does not take it", s)
	}
	if !d.Coarse() && !d.Interval() && !dayRegexp.MatchString(s) {
		t.Errorf("%q is a day, but the schema does not take it", s)
	}
}

// TestSchemaDates tries every notation that the manual shows, and what dates
// are printed as.
func TestSchemaDates(t *testing.T) {
	count := 0
	for _, row := range rows(chapter(t, 4)) {
		for _, span := range spans(row[1]) {
			_, value, ok := strings.Cut(span, " = ")
			if !ok {
				value = span
			}
			value = strings.Trim(value, `"`)
			d, err := date.Parse(value)
			if err != nil {
				continue
			}
			count++
			checkDate(t, value)
			for _, printed := range []string{d.String(), d.Text(), d.On(), d.Since(), d.Until()} {
				checkDate(t, printed)
			}
		}
	}
	if count < 14 {
		t.Errorf("only %d dates", count)
	}
	for _, s := range []string{"", "demnächst", "gestern", "18.10.23", "2023-10-18T10:00:00", "Sommer", "0999"} {
		if momentRegexp.MatchString(s) {
			t.Errorf("the schema takes %q for a date", s)
		}
	}
	for _, s := range []string{"2023", "2023-10", "Oktober 2023", "4/2023"} {
		if dayRegexp.MatchString(s) {
			t.Errorf("the schema takes %q for a day", s)
		}
	}
}

// FuzzSchemaDates looks for dates that the patterns forget.
func FuzzSchemaDates(f *testing.F) {
	for _, s := range []string{"18.10.2023", "18. Oktober 2023", "2023‑10‑18", "am 18. und 19. Oktober 2023", "1 .Okt1000", "2021/..", "Winter 2022/23", "bis zum Ende des IV. Quartals 2023"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkDate(t, s) })
}

// TestSchemaFields tries values at the limits of fields.
func TestSchemaFields(t *testing.T) {
	c := compiler(t)
	for _, test := range []struct {
		field string // where it stands in a schema
		good  []any
		bad   []any
	}{
		{"partnerschaft.schema.json#/properties/begegnung/items/properties/datum",
			[]any{1000, 9999, "2023", "Sommer 2022", "2023-10-18"},
			[]any{23, 999, 10000, 2023.5, true, "Sommer", "18.10.23", "10:00:00", "2023-10-18T10:00:00"}},
		{"bericht.schema.json#/properties/stichtag",
			[]any{"2023-10-31", "31.10.2023", "31. Oktober 2023"},
			[]any{2023, "2023-10", "Oktober 2023", ""}},
		{"partnerschaft.schema.json#/properties/begegnung/items/properties/nummer",
			[]any{1, 9999}, []any{0, -1, 10000, 1.5, "1", "mehrere"}},
		{"partnerschaft.schema.json#/properties/begegnung/items/properties/anzahl",
			[]any{1, 9999, "mehrere"}, []any{0, 10000, "viele", "mehrere 3", true}},
		{"bericht.schema.json#/properties/empfaenger/properties/zeilen",
			[]any{[]any{"An"}, []any{"1", "2", "3", "4", "5", "6"}},
			[]any{[]any{}, []any{""}, []any{"1", "2", "3", "4", "5", "6", "7"}, "An"}},
		{"haus.schema.json#/properties/absender", []any{[]any{}}, []any{[]any{1}}},
		{"haus.schema.json#/properties/land", []any{"a", " a\n"}, []any{"", " \n", 1}},
		{"haus.schema.json#/definitions/kennung", []any{"lenkungsausschuss-2"}, []any{"", "Über uns"}},
	} {
		s, err := c.Compile(test.field)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range test.good {
			if err := s.Validate(v); err != nil {
				t.Errorf("%#v: %v", v, err)
			}
		}
		for _, v := range test.bad {
			if s.Validate(v) == nil {
				t.Errorf("%s takes %#v", test.field, v)
			}
		}
	}
}
