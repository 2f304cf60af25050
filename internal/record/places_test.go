package record

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
)

// planFor returns the plan of a file of the sources.
func planFor(name string) *plan {
	switch {
	case name == houseFile:
		return housePlan
	case name == ministriesFile:
		return ministriesPlan
	case name == wordsFile:
		return wordsPlan
	case strings.HasPrefix(name, groupFolder):
		return groupPlan
	case strings.HasPrefix(name, partnershipFolder):
		return partnershipPlan
	case strings.HasPrefix(name, editionFolder):
		return editionPlan
	}
	return nil
}

// spot is one value in a source: what the format says of it and where it is.
type spot struct {
	field *Field
	item  bool // an element of a list
	id    int32
}

// spots returns every value of a file, those of lists, inline tables and
// dotted keys included.
func spots(ix *index, p *plan) []spot {
	var list []spot
	var walk func(p *plan, id int32)
	walk = func(p *plan, id int32) {
		for c := ix.nodes[id].first; c != 0; c = ix.nodes[c].next {
			i := p.at(ix.nodes[c].key)
			if i < 0 {
				continue
			}
			f := &p.fields[i]
			switch f.Kind {
			case One:
				walk(f.table, c)
			case Many:
				for e := ix.nodes[c].first; e != 0; e = ix.nodes[e].next {
					walk(f.table, e)
				}
			case List:
				for e := ix.nodes[c].first; e != 0; e = ix.nodes[e].next {
					list = append(list, spot{f.Field, true, e})
				}
			default:
				list = append(list, spot{f.Field, false, c})
			}
		}
	}
	walk(p, 0)
	return list
}

// placesTree returns the good folder with one more partnership, which writes
// the same things in other ways.
func placesTree(t testing.TB) fstest.MapFS {
	fsys := folderOf(readArchive(t, "testdata/gut.txtar"))
	fsys["partnerschaften/krumm.toml"] = &fstest.MapFile{Data: []byte(`
"kurz" = 'Krumm' # ä
	typ	=	"Partnerland"
vermerk = """\
   erste "Zeile" \
   zweite"""
partner = [ { name = "Ä", kurz = 'B' }, {name="C",kurz="D"},
  { name = """E
F""", kurz = "G" }, # letzter
]
vereinbarung = [{ art = "A", titel = "T1", unterzeichnet = 2001-01-01 }, { art = "B", titel = "T2", unterzeichnet = "2002" },
	{ art = "C", titel = "T3", unterzeichnet = 2003 }]

[[begegnung]]
art = '''Treffen'''
datum = 2023-10-18
nrw = [{ name = "A" }, { wer = "B", mit = "B", mehrzahl = true, rolle = "Vorsitz" }, { name = "C" }]
themen = ["ä", 'ö',
"""ü""", "ß"]

[[begegnung]]
  art    =    "Treffen"
  'datum' = "18./19.10.2023"
  nummer = 3
  anzahl = "mehrere"
  [[begegnung.gegenueber]]
  name = "D"
  [[begegnung.gegenueber]]
  name = "E"
  amt = "江苏"
  [[begegnung.gegenueber]]
  name = "F"

[[begegnung]]
art = "Treffen"
datum = "\u0032023"
ergebnisse = [
"eins" , "zwei"
, "drei" ]

[[inhalt]]
kennung = "x"
vereinbart = '''
Erste

  Zweite'''
stand = [{ ab = 2020, umgesetzt = "A." }, { ab = 2021, offen = "B." }, { ab = 2022, laeuft = "C." }]
`)}
	return fsys
}

// mutation puts something else in the place of a value.
type mutation struct {
	name, code string
	text       func(f *Field, item bool) string // empty: does not apply
}

var mutations = []mutation{
	{"wrong type", CodeType, func(f *Field, item bool) string {
		if f.Kind == Flag {
			return `"ja"`
		}
		return "false"
	}},
	{"wrong type, a table", CodeType, func(f *Field, item bool) string { return `{ x = { y = [1, 2] } }` }},
	{"empty", CodeEmptyText, func(f *Field, item bool) string {
		switch f.Kind {
		case Text, Markdown, Choice, Moment, Day, List:
			return `"  "`
		}
		return ""
	}},
	{"bad date", date.CodeImpossible, func(f *Field, item bool) string {
		if f.Kind == Moment || f.Kind == Day {
			return `"31.2.2023"`
		}
		return ""
	}},
	{"bad date, bare", date.CodeImpossible, func(f *Field, item bool) string {
		if f.Kind == Moment || f.Kind == Day {
			return `2023-02-31`
		}
		return ""
	}},
	{"bare text", CodeBareText, func(f *Field, item bool) string { return "Unsinn" }},
	{"unknown value", CodeValue, func(f *Field, item bool) string {
		if f.Kind == Choice {
			return `"Unsinn"`
		}
		return ""
	}},
	{"forbidden character", CodeCharacter, func(f *Field, item bool) string {
		if f.Kind == Text || f.Kind == Markdown || f.Kind == List {
			return "\"\u200b\""
		}
		return ""
	}},
}

// TestPlaces mutates each value of the good folder in turn, and its key, and
// holds that the fault is found exactly where that stands, and nothing else
// but names that miss what was mutated.
func TestPlaces(t *testing.T) {
	fsys := placesTree(t)
	if _, findings := Load(fsys); len(findings) > 0 {
		t.Fatalf("the folder is not good:\n%s", findings)
	}
	// What a value that is gone brings about elsewhere.
	follows := []string{CodeCommittee, CodeCommitment, CodeGroup, CodeMinistry, CodeMissing}
	checked := 0
	check := func(name, label, code, mutated string, want place, allowed ...string) {
		checked++
		changed := fstest.MapFS{}
		for n, f := range fsys {
			changed[n] = f
		}
		changed[name] = &fstest.MapFile{Data: []byte(mutated)}
		_, findings := Load(changed)
		at := diag.Pos{File: name, Line: int(want.line), Column: int(want.col)}
		hit := false
		for _, f := range findings {
			switch {
			case f.Code == code && f.Pos == at:
				hit = true
			case !slices.Contains(allowed, f.Code):
				t.Errorf("%s: besides:\n%v", label, f)
			}
		}
		if !hit {
			t.Errorf("%s: no %s at %v, but:\n%v", label, code, at, findings)
		}
	}
	for name, file := range fsys {
		p := planFor(name)
		if p == nil {
			continue
		}
		src := string(file.Data)
		ix, notes, fault := scan(src, p)
		if len(notes) > 0 || fault != nil {
			t.Fatalf("%s: %v, %v", name, notes, fault)
		}
		for _, s := range spots(ix, p) {
			n := &ix.nodes[s.id]
			for _, m := range mutations {
				text := m.text(s.field, s.item)
				if text == "" {
					continue
				}
				want := n.value
				if m.code == CodeCharacter {
					want.col++ // behind the quote
				}
				label := fmt.Sprintf("%s:%d:%d: %s, %s", name, n.value.line, n.value.col, s.field.Key, m.name)
				check(name, label, m.code, src[:n.start]+text+src[n.end:], want, follows...)
			}
			if s.item || !n.named {
				continue
			}
			// The key's own bytes lie between the line's beginning and the value.
			lineStart := strings.LastIndexByte(src[:n.start], '\n') + 1
			before := []rune(src[lineStart:n.start])
			if n.at.line != n.value.line || int(n.at.col) > len(before) {
				t.Fatalf("%s: key at %v, value at %v", name, n.at, n.value)
			}
			mutated := src[:lineStart] + string(before[:n.at.col-1]) + "xqzv = " + src[n.start:]
			label := fmt.Sprintf("%s:%d:%d: %s renamed", name, n.at.line, n.at.col, s.field.Key)
			check(name, label, CodeUnknownKey, mutated, n.at, follows...)
		}
	}
	if checked < 700 {
		t.Errorf("only %d mutations", checked)
	}
	t.Logf("%d mutations", checked)
}

// TestOneFinding makes one mistake in each line of the good folder where it can
// be made, and holds that it is one finding, on that line.
func TestOneFinding(t *testing.T) {
	fsys := placesTree(t)
	mistakes := []struct {
		name, code string
		mend       func(line string) string // the line with the mistake; empty where it cannot be made
	}{
		{"the other brackets", CodeBrackets, func(line string) string {
			if inner, ok := strings.CutPrefix(line, "[["); ok {
				return "[" + strings.TrimSuffix(inner, "]")
			}
			if strings.HasPrefix(line, "[") {
				return "[" + line + "]"
			}
			return ""
		}},
		{"a bracket too few", CodeHeader, func(line string) string {
			if strings.HasPrefix(line, "[[") {
				return strings.TrimSuffix(line, "]")
			}
			return ""
		}},
		{"no end of the text", CodeOpenText, func(line string) string {
			if text, ok := strings.CutSuffix(line, `"`); ok && strings.Count(line, `"`) == 2 && strings.Contains(line, `= "`) {
				return text
			}
			return ""
		}},
		{"quotes from Word", CodeQuoteStyle, func(line string) string {
			if strings.Count(line, `"`) != 2 || !strings.Contains(line, `= "`) || !strings.HasSuffix(line, `"`) {
				return ""
			}
			return strings.Replace(strings.TrimSuffix(line, `"`), `"`, "„", 1) + "“"
		}},
		{"quotes within", CodeQuoteInText, func(line string) string {
			if strings.Count(line, `"`) != 2 || !strings.Contains(line, `= "`) || !strings.HasSuffix(line, `"`) {
				return ""
			}
			return strings.TrimSuffix(line, `"`) + ` "so" genannt"`
		}},
		{"no value", CodeNoValue, func(line string) string {
			if key, value, ok := strings.Cut(line, "= "); ok && !strings.Contains(value, `"""`) && !strings.ContainsAny(line, "[{'") {
				return key + "="
			}
			return ""
		}},
	}
	follows := []string{CodeCommittee, CodeCommitment, CodeGroup, CodeMinistry}
	for _, m := range mistakes {
		made := 0
		for name, file := range fsys {
			if planFor(name) == nil {
				continue
			}
			lines := strings.Split(string(file.Data), "\n")
			long := false
			for i, line := range lines {
				if long = long != (strings.Count(line, `"""`)+strings.Count(line, `'''`) == 1); long {
					continue
				}
				mistaken := m.mend(line)
				if mistaken == "" {
					continue
				}
				made++
				changed := fstest.MapFS{}
				for n, f := range fsys {
					changed[n] = f
				}
				src := slices.Clone(lines)
				src[i] = mistaken
				changed[name] = &fstest.MapFile{Data: []byte(strings.Join(src, "\n"))}
				_, findings := Load(changed)
				hits := 0
				for _, f := range findings {
					if f.Code == m.code && f.File == name && f.Line == i+1 {
						hits++
					} else if !slices.Contains(follows, f.Code) {
						hits = -100
					}
				}
				if hits != 1 {
					t.Errorf("%s:%d: %s:\n%s", name, i+1, m.name, findings)
				}
			}
		}
		if made < 5 {
			t.Errorf("%s: made %d times", m.name, made)
		}
	}
}
