package preflight_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"umsetzungsstand/internal/preflight"
)

// mutation spoils the good file, so that exactly these rules find something.
type mutation struct {
	codes string // apart from rules of other kinds
	spoil func(*plain)
	raw   func([]byte) []byte // of the file as it is written, in place of spoil
}

// kinds are the rules of which this file's tests know what they find.
var kinds = regexp.MustCompile(`^(pdf|seite|farbe|schrift|metadaten)-`)

// known returns the codes of those rules.
func known(list []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(code string) bool { return !kinds.MatchString(code) })
}

// mutations are all of them, for the test that every rule has one.
var mutations = slices.Concat(fileMutations, pageMutations, colourMutations, fontMutations, metadataMutations)

func TestMutations(t *testing.T) {
	for i, m := range mutations {
		t.Run(fmt.Sprintf("%d %s", i, m.codes), func(t *testing.T) {
			p := open(t, good())
			if m.spoil != nil {
				m.spoil(p)
			}
			data := p.bytes()
			if m.raw != nil {
				before := data
				if data = m.raw(slices.Clone(data)); bytes.Equal(data, before) {
					t.Fatal("nothing is spoilt")
				}
			}
			want := strings.Fields(m.codes)
			slices.Sort(want)
			if got := known(codes(data, nil)); !slices.Equal(got, want) {
				t.Errorf("got %q, want %q\n%s", got, want, preflight.Examine(data, "x.pdf", nil).String())
			}
		})
	}
}

// TestEveryRuleHasAMutation: no rule is there that never found anything.
func TestEveryRuleHasAMutation(t *testing.T) {
	seen := map[string]bool{}
	for _, m := range mutations {
		for _, code := range strings.Fields(m.codes) {
			seen[code] = true
		}
	}
	list := preflight.RuleCodes()
	for _, code := range known(list) {
		if !seen[code] {
			t.Errorf("no mutation makes %s find something", code)
		}
	}
	slices.Sort(list)
	if n := len(slices.Compact(slices.Clone(list))); n != len(list) {
		t.Errorf("%d rules have the code of another", len(list)-n)
	}
}

// catalog adds to the catalog.
func catalog(entry string) func(*plain) {
	return func(p *plain) { p.replace("/Type /Catalog", "/Type /Catalog "+entry) }
}

// object adds an object that nothing refers to.
func object(text string) func(*plain) { return func(p *plain) { p.add(text) } }

// stream adds a stream that nothing refers to.
func stream(dict, data string) func(*plain) {
	return func(p *plain) { p.streams[p.add(dict)] = []byte(data) }
}

// state gives the pages a graphics state that they do not use.
func state(dict string) func(*plain) {
	return func(p *plain) { p.replace("<</Font <<", "<</ExtGState <</G0 "+dict+">> /Font <<") }
}

// replaced is a mutation of an object, rewritten one of a stream.
func replaced(old, new string) func(*plain)  { return func(p *plain) { p.replace(old, new) } }
func rewritten(old, new string) func(*plain) { return func(p *plain) { p.rewrite(old, new) } }

// swapped is a mutation of the file's bytes, where they are first found.
func swapped(old, new string) func([]byte) []byte {
	return func(b []byte) []byte { return bytes.Replace(b, []byte(old), []byte(new), 1) }
}

// ref returns the object that a key refers to, where it is first found.
func (p *plain) ref(key string) int {
	p.t.Helper()
	for n := range len(p.objects) * 2 {
		if m := regexp.MustCompile(`/` + key + ` ([0-9]+) 0 R`).FindStringSubmatch(p.objects[n]); m != nil {
			to, _ := strconv.Atoi(m[1])
			return to
		}
	}
	p.t.Fatalf("no object refers to %s", key)
	return 0
}

// drop takes a key and its simple value out of all objects.
func (p *plain) drop(pattern string) {
	p.t.Helper()
	re, found := regexp.MustCompile(`/`+pattern+` ?`), false
	for n, o := range p.objects {
		if re.MatchString(o) {
			p.objects[n], found = re.ReplaceAllString(o, ""), true
		}
	}
	if !found {
		p.t.Fatalf("no object has %s", pattern)
	}
}
