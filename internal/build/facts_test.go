package build

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"umsetzungsstand/internal/date"
)

// TestFacts: at least four fifths of the names, dates and places of the report
// of October 2023, listed by hand from its text, stand in fields of their own
// and not in free text. A line of the list is: slug TAB name, datum or ort TAB
// fact.
func TestFacts(t *testing.T) {
	set := sampleSet(t)
	found := map[string]*structured{}
	for i := range set.Partnerships {
		p := &set.Partnerships[i]
		s := &structured{}
		s.collect(reflect.ValueOf(p).Elem())
		found[p.Slug] = s
	}
	data, err := os.ReadFile("testdata/fakten-2023-10.txt")
	if err != nil {
		t.Fatal(err)
	}
	total, hits := 0, 0
	for i, line := range strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.Split(line, "\t")
		if len(parts) != 3 {
			t.Fatalf("line %d: %q", i+1, line)
		}
		slug, kind, fact := parts[0], parts[1], parts[2]
		s := found[slug]
		if s == nil {
			t.Errorf("line %d: no record %q", i+1, slug)
			continue
		}
		total++
		if ok, known := s.holds(kind, fact); !known {
			t.Errorf("line %d: %q", i+1, line)
		} else if ok {
			hits++
		} else {
			t.Logf("line %d: %s: %s only in free text, or not at all: %s", i+1, slug, kind, fact)
		}
	}
	if total < 100 {
		t.Errorf("only %d facts", total)
	}
	if hits*5 < total*4 {
		t.Errorf("%d of %d facts in fields of their own, want four fifths", hits, total)
	}
	t.Logf("%d of %d facts in fields of their own", hits, total)
}

// TestFreeText: a record has at most one free passage, of at most 400
// characters.
func TestFreeText(t *testing.T) {
	for _, p := range sampleSet(t).Partnerships {
		if len(p.Texts) > 1 {
			t.Errorf("%s: %d [[text]]", p.Slug, len(p.Texts))
		}
		for _, passage := range p.Texts {
			if n := utf8.RuneCountInString(passage.Text); n > 400 {
				t.Errorf("%s: [[text]] of %d characters", p.Slug, n)
			}
		}
	}
}

// structured is what a record holds in fields of their own.
type structured struct {
	words []string
	dates []date.Date
}

// freeText are the fields that hold prose, and those that are internal.
var freeText = []string{"Sentence", "Note", "Source", "ID", "AsOf", "Confirmed", "Slug", "Pos", "At",
	"Text", "Agreed", "Progress", "Texts"}

func (s *structured) collect(v reflect.Value) {
	switch x := v.Interface().(type) {
	case date.Date:
		if !x.IsZero() {
			s.dates = append(s.dates, x)
		}
		return
	case string:
		s.words = append(s.words, x)
		return
	}
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			s.collect(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			switch f := v.Type().Field(i); {
			case !f.IsExported() || slices.Contains(freeText, f.Name):
			case f.Name == "Results":
				for _, result := range v.Field(i).Interface().([]string) {
					if !strings.HasSuffix(result, ".") { // otherwise a whole sentence
						s.words = append(s.words, result)
					}
				}
			default:
				s.collect(v.Field(i))
			}
		}
	}
}

// holds reports whether the record has the fact in a field of its own; known
// is false for a line of the list that cannot be read.
func (s *structured) holds(kind, fact string) (ok, known bool) {
	switch kind {
	case "name", "ort":
		return slices.ContainsFunc(s.words, func(w string) bool { return strings.Contains(w, fact) }), true
	case "datum":
		d, err := date.Parse(fact)
		return slices.Contains(s.dates, d), err == nil
	}
	return false, false
}
