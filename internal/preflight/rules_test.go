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

// spoilt is a good file spoilt, so that exactly these rules find something.
type spoilt struct {
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

// TestUnfinished: a file as a program draws it that knows nothing of the
// standards.
func TestUnfinished(t *testing.T) {
	p := open(t, good())
	p.header = "%PDF-1.3\n"
	p.trailer = regexp.MustCompile(`/ID \[[^]]*\]`).ReplaceAllString(p.trailer, "")
	for _, entry := range []string{
		`Lang \(de-DE\)`, `MarkInfo <<[^>]*>>`, `Metadata [0-9]+ 0 R`, `OutputIntents \[[^]]*\]`, `StructTreeRoot [0-9]+ 0 R`, `ViewerPreferences <<[^>]*>>`,
		`ToUnicode [0-9]+ 0 R`, `Tabs /S`, `StructParents? [0-9]+`, `StemV [0-9]+`,
	} {
		p.drop(entry)
	}
	p.replaceAll("/Type /Page>>", "/Group <</S /Transparency /CS /DeviceRGB>> /Type /Page>>")
	for n, o := range p.objects {
		p.objects[n] = regexp.MustCompile(`[A-Z]{6}\+Liberation`).ReplaceAllString(o, "utf8liberation")
	}
	for n, data := range p.streams {
		if bytes.HasPrefix(data, []byte("BT\n")) {
			p.streams[n] = regexp.MustCompile(`(?m)^(/[^\n]* ?BDC|EMC)\n`).ReplaceAll(data, nil)
		}
	}
	want := []string{
		"farbe-ausgabeabsicht", "farbe-geraet", "metadaten-fehlen", "metadaten-titelanzeige", "pdf-kennung", "pdf-kopf", "pdf-transparenz",
		"schrift-beschreibung", "schrift-teilmenge", "schrift-unicode-fehlt", "seite-inhalt-ungekennzeichnet", "seite-tabulator",
	}
	data := p.bytes()
	if got := known(codes(data, nil)); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	// Findings name what and where.
	text := preflight.Examine(data, "x.pdf", nil).String()
	for _, line := range []string{
		"x.pdf: Fehler: Die Kennung (ID) fehlt oder hat nicht zwei Teile. [pdf-kennung]\n",
		"x.pdf, Seite 1: Fehler: Ein Text, der sich nicht lesen lässt, gehört nicht zur Struktur und ist nicht als Artefakt gekennzeichnet. [seite-inhalt-ungekennzeichnet]\n",
		"x.pdf, Seite 1: Fehler: Die Schrift „utf8liberationSans“ sagt nicht, wofür das Zeichen 0044 steht",
	} {
		if !strings.Contains(text, line) {
			t.Errorf("no finding reads %q in\n%s", line, text)
		}
	}
}
