package preflight_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"umsetzungsstand/internal/preflight"
)

// bounded examines a file that its maker wants the program to fail at: no rule
// may panic, and the time is a fraction of what anyone would wait.
func bounded(t *testing.T, data []byte) []string {
	t.Helper()
	begin := time.Now()
	findings := preflight.Examine(data, "x.pdf", nil)
	if d := time.Since(begin); d > 30*time.Second {
		t.Errorf("it took %v", d)
	}
	var list []string
	for _, f := range findings {
		if strings.Contains(f.Text, "ließ sich nicht prüfen") {
			t.Errorf("a rule panics: %s", f)
		}
		if len(f.Text) > 600 {
			t.Errorf("a finding of %d bytes: %.100s", len(f.Text), f.Text)
		}
		list = append(list, f.Code)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func TestHostileStructures(t *testing.T) {
	const many = 10_000
	elements := func(p *plain, n int, what func(i, number int) string) int {
		first := slices.Max(slices.Collect(maps.Keys(p.objects))) + 1
		for i := range n {
			p.objects[first+i] = what(i, first+i)
		}
		return first
	}
	for _, tt := range []struct {
		name   string
		want   string // one that must be among the findings
		change func(*plain)
	}{
		{"deep", "struktur-unlesbar", func(p *plain) {
			first := elements(p, many, func(_, n int) string { return fmt.Sprintf("<</S /Div /P %d 0 R /K %d 0 R>>", n-1, n+1) })
			p.append(p.find("/S /BlockQuote"), "K", fmt.Sprintf("%d 0 R", first))
		}},
		{"deep tables", "struktur-unlesbar", func(p *plain) {
			kinds := []string{"Table", "TR", "TD", "L", "LI", "LBody", "TOC", "TOCI", "NonStruct"}
			first := elements(p, many, func(i, n int) string {
				return fmt.Sprintf("<</S /%s /P %d 0 R /K [%d 0 R %d 0 R] /A <</O /Table /RowSpan %d>>>>", kinds[i%len(kinds)], n-1, n+1, n-1, i)
			})
			p.append(p.find("/S /BlockQuote"), "K", fmt.Sprintf("%d 0 R", first))
		}},
		{"a ring", "struktur-kreis", func(p *plain) {
			first := elements(p, 100, func(i, n int) string { return fmt.Sprintf("<</S /Span /P %d 0 R /K %d 0 R>>", n-1, n-i+(i+1)%100) })
			p.append(p.find("/S /BlockQuote"), "K", fmt.Sprintf("%d 0 R", first))
		}},
		{"a root that is its kid", "struktur-eltern", change("/Type /StructTreeRoot", `/K \d+ 0 R`, "/K 123 0 R")},
		{"kids of all kinds", "struktur-unlesbar", change("/S /BlockQuote", `/K \[`,
			"/K [-1 99999999999 1e300 -0.0 (x) <00> /N true null [[[1]] []] <<>> <</Type /MCR>> <</Type /MCR /MCID (x) /Pg 1>> <</Type /OBJR>> <</Type /OBJR /Obj 1 0 R /Pg 104 0 R>> <</Type /MCR /MCID 0 /Pg 104 0 R /Stm 104 0 R>> 104 0 R 4 0 R ")},
		{"one array of kids for all", "struktur-unlesbar", func(p *plain) {
			array := p.add("[" + strings.Repeat("0 ", 5_000) + "]")
			first := elements(p, 1000, func(_, n int) string { return fmt.Sprintf("<</S /P /Pg 4 0 R /P 45 0 R /K %d 0 R>>", array) })
			var kids strings.Builder
			for i := range 1000 {
				fmt.Fprintf(&kids, "%d 0 R ", first+i)
			}
			p.append(p.find("/S /BlockQuote"), "K", kids.String())
		}},
		{"one array of annotations for all", "struktur-unlesbar", func(p *plain) {
			array := p.add("[" + strings.Repeat("103 0 R ", 5_000) + "]")
			pages := p.find("/Type /Pages")
			var kids strings.Builder
			for range 100 {
				fmt.Fprintf(&kids, "%d 0 R ", p.add(fmt.Sprintf("<</Type /Page /Parent %d 0 R /Annots %d 0 R>>", pages, array)))
			}
			p.append(pages, "Kids", kids.String())
		}},
		{"one array for all keys", "struktur-elternbaum", func(p *plain) {
			array := p.add("[" + strings.Repeat("10 0 R ", 50_000) + "]")
			pages := p.find("/Type /Pages")
			var kids, nums strings.Builder
			for i := range 1000 {
				fmt.Fprintf(&kids, "%d 0 R ", p.add(fmt.Sprintf("<</Type /Page /Parent %d 0 R /StructParents %d>>", pages, 100+i)))
				fmt.Fprintf(&nums, " %d %d 0 R", 100+i, array)
			}
			p.append(pages, "Kids", kids.String())
			p.in("/Nums [0 1", `\]`, nums.String()+"]")
		}},
		{"trees of numbers in circles", "struktur-elternbaum-ordnung", func(p *plain) {
			n := p.find("/Nums [0 1")
			p.objects[n] = fmt.Sprintf("<</Kids [%d 0 R %d 0 R] /Limits [(a) 1 2]>>", n, n)
		}},
		{"a deep tree of names", "ziel-namensbaum", func(p *plain) {
			first := elements(p, many, func(_, n int) string { return fmt.Sprintf("<</Limits [(a) (b)] /Kids [%d 0 R]>>", n+1) })
			p.objects[p.find("/Names [(frage)")] = fmt.Sprintf("<</Kids [%d 0 R]>>", first)
		}},
		{"a deep outline", "lesezeichen-kette", func(p *plain) {
			first := elements(p, many, func(_, n int) string {
				return fmt.Sprintf("<</Title (x) /Parent %d 0 R /First %d 0 R /Last %d 0 R /Count 9>>", n-1, n+1, n+1)
			})
			p.in("/Title (Titelblatt)", "/Next", fmt.Sprintf("/First %d 0 R /Last %d 0 R /Next", first, first))
		}},
		{"a long outline", "lesezeichen-kette", func(p *plain) {
			first := elements(p, 3*many, func(_, n int) string { return fmt.Sprintf("<</Title (x) /Next %d 0 R /Dest (frage)>>", n+1) })
			p.in("/Title (Titelblatt)", "/Next", fmt.Sprintf("/First %d 0 R /Next", first))
		}},
		{"actions in a ring", "link-aktion-ungewoehnlich", change("/URI (https", "/S /URI", "/S /URI /Next [<</S /URI>> 102 0 R 102 0 R]")},
		{"a role map of many", "struktur-rollenkreis", func(p *plain) {
			var roles strings.Builder
			for i := range many {
				fmt.Fprintf(&roles, "/T%d /T%d ", i, (i+1)%many)
			}
			p.in("/Type /StructTreeRoot", "/K", "/RoleMap <<"+roles.String()+">> /K")
			p.in("/S /BlockQuote", "/S /BlockQuote", "/S /T0")
		}},
		{"a wide table", "tabelle-spannen", func(p *plain) {
			rows := ""
			for range 200 {
				cells := elements(p, 50, func(_, n int) string { return "<</S /TD /P 55 0 R /A <</O /Table /ColSpan 1000 /RowSpan 1000>>>>" })
				kids := ""
				for i := range 50 {
					kids += fmt.Sprintf("%d 0 R ", cells+i)
				}
				rows += fmt.Sprintf("%d 0 R ", p.add("<</S /TR /P 55 0 R /K ["+kids+"]>>"))
			}
			p.append(p.find("/S /TBody"), "K", rows)
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := open(t, good())
			tt.change(p)
			if got := bounded(t, p.bytes()); !slices.Contains(got, tt.want) {
				t.Errorf("got %q, want %s among them", got, tt.want)
			}
		})
	}
}

var integers = regexp.MustCompile(`\b\d+\b`)

// TestBrokenObjects takes the objects of the good file away, one after the
// other, and puts something else in their place.
func TestBrokenObjects(t *testing.T) {
	file := open(t, good())
	for _, n := range slices.Sorted(maps.Keys(file.objects)) {
		if file.streams[n] != nil {
			continue
		}
		old := file.objects[n]
		for _, other := range []string{
			"", "null", "[]", "<<>>", "/N", "-1", "(x)", fmt.Sprintf("%d 0 R", n), "[" + old + "]",
			strings.ReplaceAll(old, " 0 R", " 1 R"),
			integers.ReplaceAllString(old, "2147483647"),
			strings.ReplaceAll(strings.ReplaceAll(old, "/K ", "/P "), "/S /", "/S 5 /"),
		}[n%3*4:][:4] {
			if file.objects[n] = other; other == "" {
				delete(file.objects, n)
			}
			bounded(t, file.bytes())
		}
		file.objects[n] = old
	}
}
