package record

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// A forgotten header is the commonest mistake: what stood under it counts as
// part of the entry above, where its keys are unknown or stand twice. Said of
// each key that would be many findings, of which none names the cause.

// strayKeys is how many keys of a paragraph must be out of place before a
// header is taken to lack above it.
const strayKeys = 2

// mendHeader notes that a header lacks above the paragraph which begins at an
// offset, and opens its table. The evidence has to be good: keys that cannot
// belong to the table at hand, and a table that takes them all, lacks none and
// allows their values.
func (s *scanner) mendHeader(begin int) {
	// A line that is no pair is mended in another way, and a header put before it
	// would go with it.
	if s.in == nil || !s.paragraph(begin) || !pairText.MatchString(s.src[begin:]) {
		return
	}
	pairs := s.pairsBelow(begin)
	stray := 0
	for key := range pairs {
		if _, twice := s.children[tableKey{s.table, key}]; twice || s.in.at(key) < 0 {
			stray++
		}
	}
	if stray < strayKeys {
		return
	}
	var fit []*binding
	var paths [][]part
	try := func(p *plan, parent int32, path ...part) {
		for i := range p.fields {
			b := &p.fields[i]
			if _, there := s.children[tableKey{parent, b.Key}]; b.table != nil && !(b.Kind == One && there) && b.table.takes(pairs) {
				fit, paths = append(fit, b), append(paths, append(slices.Clone(path), part{key: b.Key, off: begin}))
			}
		}
	}
	try(s.plan, 0)
	if len(s.header) > 0 {
		if b := s.plan.follow(s.header[:1]); b != nil && b.Kind == Many && b.table != nil {
			try(b.table, s.nodes[s.children[tableKey{0, b.Key}]].last, part{key: b.Key, off: begin})
		}
	}
	if len(fit) == 0 {
		return
	}
	names := make([]string, len(fit))
	for i, b := range fit {
		names[i] = b.table.name
	}
	at := s.place(begin)
	f := fault{off: begin, code: CodeNoHeader, hint: "Setzen Sie " + names[0] + " allein auf die Zeile darüber.",
		text: fmt.Sprintf("Vor Zeile %d fehlt vermutlich die Überschrift %s.", at.line, names[0])}
	if len(fit) > 1 {
		all := strings.Join(names[:len(names)-1], ", ") + " oder " + names[len(names)-1]
		f.text = fmt.Sprintf("Vor Zeile %d fehlt vermutlich eine Überschrift: %s.", at.line, all)
		f.hint = "Setzen Sie die richtige Überschrift allein auf die Zeile darüber."
	}
	s.noteFault(f)
	s.mend(begin, begin, names[0]+"\n")
	if s.fault == nil {
		s.parts = append(s.parts[:0], paths[0]...)
		s.enter(begin, at, fit[0].Kind == Many)
		s.nodes[s.table].faulty = len(fit) > 1 // of what it lacks nothing is known
	}
}

// paragraph reports whether the line that begins at an offset has an empty one
// above it, but for remarks.
func (s *scanner) paragraph(begin int) bool {
	before := strings.TrimRight(s.src[:begin], " \t")
	for {
		text, ok := strings.CutSuffix(before, "\n")
		if !ok {
			return false
		}
		i := strings.LastIndexByte(text, '\n') + 1
		switch line := strings.TrimSpace(text[i:]); {
		case line == "":
			return true
		case line[0] != '#':
			return false
		}
		before = text[:i]
	}
}

var pairText = regexp.MustCompile(`^[ \t]*([a-z_]+)[ \t]*=[ \t]*("[^"]*")?`)

// pairsBelow returns the keys of the paragraph that begins at an offset, with
// the texts that stand beside them, and of those that stand twice the first.
func (s *scanner) pairsBelow(begin int) map[string]string {
	pairs := make(map[string]string)
	for line := range strings.Lines(s.src[begin:]) {
		if strings.TrimSpace(line) == "" || newEntry(strings.TrimRight(line, "\n")) {
			break
		}
		if m := pairText.FindStringSubmatch(line); m != nil {
			if _, twice := pairs[m[1]]; !twice {
				pairs[m[1]] = strings.Trim(m[2], `"`)
			}
		}
	}
	return pairs
}

// takes reports whether pairs can be an entry of the table: it has all keys,
// they are all that it requires, and what is out of a list is in it.
func (p *plan) takes(pairs map[string]string) bool {
	for key, text := range pairs {
		i := p.at(key)
		if i < 0 || p.fields[i].Kind == Choice && text != "" && !slices.Contains(p.fields[i].Values, text) {
			return false
		}
	}
	return !slices.ContainsFunc(p.fields, func(b binding) bool {
		_, given := pairs[b.Key]
		return b.Required && !given
	})
}
