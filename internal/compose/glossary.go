package compose

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"umsetzungsstand/internal/record"
)

// glossary marks abbreviations and foreign phrases in finished lines. An
// abbreviation is spelled out behind its first use, where the case of what
// stands before it does not matter: „MSB (Ministerium für Schule und Bildung)“.
// There it is not marked: whoever is read to would hear the long form twice.
type glossary struct {
	byFirst map[rune][]term // longest first
	told    map[string]bool
}

// term is an abbreviation (long set, and lang if the long form is of another
// language) or a foreign phrase (only lang set).
type term struct {
	s, long, lang string
}

// use says what annotate may do in a line.
type use struct {
	foreign, abbreviations, spellOut bool
}

var useAll = use{true, true, true}

// newGlossary makes the glossary of woerter.toml and of the ministries, whose
// abbreviations need no entry there.
func newGlossary(w *record.Words, ministries []*record.Ministry) *glossary {
	g := &glossary{byFirst: map[rune][]term{}, told: map[string]bool{}}
	add := func(t term) {
		var b strings.Builder
		escape(&b, plain(t.s))
		t.s = strings.ReplaceAll(b.String(), string(rune(markStart)), "")
		if r, n := utf8.DecodeRuneInString(t.s); n > 0 {
			g.byFirst[r] = append(g.byFirst[r], t)
		}
	}
	languages := map[string]string{}
	for _, f := range w.Foreign {
		languages[plain(f.Text)] = plain(f.Language)
	}
	short := map[string]bool{}
	for _, a := range w.Abbreviations {
		short[a.Short] = true
		add(term{s: a.Short, long: plain(a.Long), lang: languages[plain(a.Long)]})
	}
	for _, m := range ministries {
		if !short[m.Short] && m.Short != m.Name {
			short[m.Short] = true
			add(term{s: m.Short, long: plain(m.Name)})
		}
	}
	for _, f := range w.Foreign {
		add(term{s: f.Text, lang: plain(f.Language)})
	}
	for _, list := range g.byFirst {
		slices.SortStableFunc(list, func(a, b term) int { return len(b.s) - len(a.s) })
	}
	return g
}

// annotate sets the marks into a line and moves the spans along.
func (g *glossary) annotate(line string, spans []span, u use) (string, []span) {
	if u == (use{}) || len(g.byFirst) == 0 {
		return line, spans
	}
	var b strings.Builder
	from := 0
	type shift struct{ at, by int }
	var shifts []shift
	insert := func(at int, s string) {
		b.WriteString(line[from:at])
		b.WriteString(s)
		from = at
		shifts = append(shifts, shift{at, len(s)})
	}
	word := false // the character before is a letter or digit
	for i := 0; i < len(line); {
		r, n := utf8.DecodeRuneInString(line[i:])
		switch {
		case r == '\\' && i+1 < len(line):
			_, m := utf8.DecodeRuneInString(line[i+1:])
			i += 1 + m
			word = false
			continue
		case r == '<': // a tag of the template's
			if end := strings.IndexByte(line[i:], '>'); end >= 0 {
				i += end + 1
				word = false
				continue
			}
		case r == ']' && strings.HasPrefix(line[i:], "]("):
			if end := strings.IndexByte(line[i:], ')'); end >= 0 {
				i += end + 1
				word = false
				continue
			}
		}
		if !word {
			if t, ok := g.match(line[i:], u); ok {
				end := i + len(t.s)
				told := t.long != "" && i > 0 && line[i-1] == '(' && strings.HasPrefix(line[end:], ")") && precedes(line[:i], t.long)
				first := t.long != "" && u.spellOut && !g.told[t.s]
				if first {
					g.told[t.s] = true
				}
				switch {
				case told:
				case first:
					var e strings.Builder
					escape(&e, t.long)
					long := strings.ReplaceAll(e.String(), string(rune(markStart)), "")
					if t.lang != "" {
						long = `<span lang="` + attribute(t.lang) + `">` + long + `</span>`
					}
					insert(end, " ("+long+")")
				default:
					if t.lang != "" {
						insert(i, `<span lang="`+attribute(t.lang)+`">`)
					}
					if t.long != "" {
						insert(i, `<abbr title="`+attribute(t.long)+`">`)
						insert(end, `</abbr>`)
					}
					if t.lang != "" {
						insert(end, `</span>`)
					}
				}
				i = end
				word = true
				continue
			}
		}
		word = unicode.IsLetter(r) || unicode.IsDigit(r)
		i += n
	}
	if len(shifts) == 0 {
		return line, spans
	}
	b.WriteString(line[from:])
	move := func(at int, end bool) int {
		by := 0
		for _, s := range shifts {
			if s.at < at || s.at == at && end {
				by += s.by
			}
		}
		return at + by
	}
	for i, s := range spans {
		spans[i].start, spans[i].end = move(s.start, false), move(s.end, true)
	}
	return b.String(), spans
}

// match finds the longest term at the beginning of s that ends with a word.
func (g *glossary) match(s string, u use) (term, bool) {
	first, _ := utf8.DecodeRuneInString(s)
	for _, t := range g.byFirst[first] {
		if t.long != "" && !u.abbreviations || t.long == "" && !u.foreign || !strings.HasPrefix(s, t.s) {
			continue
		}
		rest := s[len(t.s):]
		next, n := utf8.DecodeRuneInString(rest)
		if unicode.IsLetter(next) || unicode.IsDigit(next) {
			continue
		}
		if next == '.' || next == '-' { // part of a longer name: „NRW.Global Business“, „MSB-Erlass“
			if after, _ := utf8.DecodeRuneInString(rest[n:]); unicode.IsLetter(after) || unicode.IsDigit(after) {
				continue
			}
		}
		return t, true
	}
	return term{}, false
}

// attribute writes a value between the quotes of an attribute; a | would end
// the table cell around it.
func attribute(s string) string {
	return strings.ReplaceAll(html.EscapeString(s), "|", "&#124;")
}

// precedes reports whether the long form stands right before, in whatever case:
// its last word does.
func precedes(line, long string) bool {
	words := strings.Fields(long)
	from := max(0, len(line)-len(long)-40)
	return len(words) > 0 && strings.Contains(line[from:], words[len(words)-1])
}
