package preflight_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"umsetzungsstand/internal/preflight"
)

// alteration is a change of the good file, and the codes that must fire for it:
// those and, of the rules of structure and navigation, no others.
type alteration struct {
	name   string
	want   string
	change func(*plain)
}

// tryAlterations tries a list, which must have one for each of the codes.
func tryAlterations(t *testing.T, of []string, list []alteration) {
	t.Helper()
	known := slices.Concat(preflight.StructureCodes, preflight.PartCodes, preflight.LinkCodes, preflight.NavigationCodes)
	tried := map[string]bool{}
	for _, m := range list {
		t.Run(m.name, func(t *testing.T) {
			p := open(t, good())
			m.change(p)
			data := p.bytes()
			got := slices.DeleteFunc(codes(data, nil), func(c string) bool { return !slices.Contains(known, c) })
			want := strings.Fields(m.want)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("got %q, want %q\n%s", got, want, preflight.Examine(data, "x.pdf", nil))
			}
		})
		for _, c := range strings.Fields(m.want) {
			tried[c] = true
		}
	}
	for _, c := range of {
		if !tried[c] {
			t.Errorf("no change for %s", c)
		}
	}
}

// find returns the number of the first object that holds a text.
func (p *plain) find(where string) int {
	p.t.Helper()
	for _, n := range slices.Sorted(maps.Keys(p.objects)) {
		if strings.Contains(p.objects[n], where) {
			return n
		}
	}
	p.t.Fatalf("no object holds %q", where)
	return 0
}

// refTo writes a reference to the first object that holds a text.
func (p *plain) refTo(where string) string { return fmt.Sprintf("%d 0 R", p.find(where)) }

// in replaces what a pattern matches, once, in the first object that holds a
// text.
func (p *plain) in(where, pattern, replacement string) {
	p.t.Helper()
	p.at(p.find(where), pattern, replacement)
}

func (p *plain) at(n int, pattern, replacement string) {
	p.t.Helper()
	old := p.objects[n]
	at := regexp.MustCompile(pattern).FindStringIndex(old)
	if at == nil {
		p.t.Fatalf("%q is not in %q", pattern, old)
	}
	p.objects[n] = old[:at[0]] + replacement + old[at[1]:]
}

// append appends kids to the K or Annots of an object.
func (p *plain) append(n int, key, what string) {
	p.t.Helper()
	p.at(n, `/`+key+` \[`, "/"+key+" ["+what+" ")
}

// change is a change by in.
func change(where, pattern, replacement string) func(*plain) {
	return func(p *plain) { p.in(where, pattern, replacement) }
}

// TestRuleTexts: no two rules have one code, codes are of ASCII, and what a
// rule says is a sentence.
func TestRuleTexts(t *testing.T) {
	code, sentence := regexp.MustCompile(`^[a-z]+(-[a-z0-9]+)+$`), regexp.MustCompile(`^\p{Lu}.*[^.]\.$`)
	seen := map[string]bool{}
	for _, r := range preflight.RuleTexts() {
		if seen[r[0]] || !code.MatchString(r[0]) || r[1] == "" || !sentence.MatchString(r[2]) {
			t.Errorf("%q", r)
		}
		seen[r[0]] = true
	}
}
