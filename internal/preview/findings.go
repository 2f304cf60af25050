package preview

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
	"umsetzungsstand/internal/report"
)

// findings groups what was found by agreement, in the report's order; what is
// about no agreement comes first.
func (m *maker) findings(list diag.List) {
	groups := []group{{Name: "Ausgabe", ID: "ausgabe"}, {Name: "Übergreifend", ID: "alle"}}
	of := map[string]int{} // the group that a file belongs to
	add := func(folder, slug, name string) {
		of[path.Join(m.in.Sources.Name, folder, slug+".toml")] = len(groups)
		groups = append(groups, group{Name: name, ID: folder + "-" + slug})
	}
	ed := m.result.Edition
	for i := range ed.Sections {
		p := ed.Sections[i].Partnership
		add("partnerschaften", p.Slug, p.Short)
	}
	for i := range ed.Groups {
		g := ed.Groups[i].Group
		add("gruppen", g.Slug, g.Short)
		for j := range ed.Groups[i].Sections {
			p := ed.Groups[i].Sections[j].Partnership
			add("partnerschaften", p.Slug, p.Short)
		}
	}
	for _, f := range list {
		i, ok := of[f.File]
		if !ok && !strings.HasPrefix(f.File, path.Join(m.in.Sources.Name, "berichte")+"/") {
			i = 1
		}
		groups[i].Findings = append(groups[i].Findings, m.finding(f))
		groups[i].Open = groups[i].Open || f.Severity != diag.Hint && !strings.HasPrefix(f.Code, "frage-")
	}
	for _, g := range groups {
		if len(g.Findings) > 0 {
			slices.SortStableFunc(g.Findings, func(a, b finding) int { return cmp.Compare(rank[a.Class], rank[b.Class]) })
			m.d.groups = append(m.d.groups, g)
		}
	}
	m.d.counts = counted(list)
}

var rank = map[string]int{"fehler": 0, "warnung": 1, "hinweis": 2}

func (m *maker) finding(f diag.Finding) finding {
	out := shown(f)
	if f.File != "" {
		m.d.places[out.Place] = true
	}
	// The passage is the first that came from the place or from behind it: an
	// entry begins at its header, which is printed nowhere.
	i, _ := slices.BinarySearchFunc(m.spots, f.Pos, func(s spot, pos diag.Pos) int {
		return cmp.Or(cmp.Compare(s.pos.File, pos.File), cmp.Compare(s.pos.Line, pos.Line), cmp.Compare(s.pos.Column, pos.Column))
	})
	switch {
	case f.Line == 0:
	case i < len(m.spots) && m.spots[i].pos.File == f.File:
		out.Target = m.spots[i].id
	case i > 0 && m.spots[i-1].pos.File == f.File:
		out.Target = m.spots[i-1].id
	}
	return out
}

// shown returns a finding without its passage.
func shown(f diag.Finding) finding {
	out := finding{
		Severity: f.Severity.String(), Class: strings.ToLower(f.Severity.String()),
		Place: placeOf(f.Pos), Short: path.Base(f.File), Long: f.File,
		Page: f.Page, Text: f.Text, Hint: f.Hint, Code: f.Code,
	}
	if f.Line > 0 {
		out.Short += fmt.Sprintf(", Zeile %d", f.Line)
		out.Long += fmt.Sprintf(", Zeile %d", f.Line)
	}
	if f.Column > 0 {
		out.Long += fmt.Sprintf(", Spalte %d", f.Column)
	}
	out.Source = excerpt(f.Source, f.Column)
	return out
}

// reach is how many characters of a line a finding shows on either side of its
// place: a record may be one line of a megabyte, and a thousand findings in it.
const reach = 300

// excerpt returns a line up to a column (from 1; 0: none), the character there,
// and the rest, without what is out of reach.
func excerpt(line string, column int) [3]string {
	at := 0
	for n := 1; n < column; n++ {
		_, size := utf8.DecodeRuneInString(line[at:])
		at += size
	}
	if column == 0 || at == len(line) {
		return [3]string{within(line), "", ""}
	}
	begin := at
	for range reach {
		_, size := utf8.DecodeLastRuneInString(line[:begin])
		begin -= size
	}
	before := line[begin:at]
	if begin > 0 {
		before = "…" + before
	}
	_, size := utf8.DecodeRuneInString(line[at:])
	return [3]string{before, line[at : at+size], within(line[at+size:])}
}

// within returns what of a text is within reach of its beginning.
func within(s string) string {
	n := 0
	for i := range s {
		if n++; n > reach {
			return s[:i] + "…"
		}
	}
	return s
}

// counted says how many findings there are, „3 Warnungen und 1 Hinweis“.
func counted(list diag.List) string {
	var parts []string
	for _, c := range []struct {
		severity  diag.Severity
		one, many string
	}{{diag.Error, "Fehler", "Fehler"}, {diag.Warning, "Warnung", "Warnungen"}, {diag.Hint, "Hinweis", "Hinweise"}} {
		switch n := list.Count(c.severity); {
		case n == 1:
			parts = append(parts, "1 "+c.one)
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d %s", n, c.many))
		}
	}
	switch len(parts) {
	case 0:
		return "keine Meldungen"
	case 1:
		return parts[0]
	}
	return strings.Join(parts[:len(parts)-1], ", ") + " und " + parts[len(parts)-1]
}

// coverage makes the table of the six questions.
func (m *maker) coverage() {
	words := [...]coverageCell{report.Unanswered: {"–", "offen"}, report.Nil: {"FA", "fehlanzeige"}, report.Answered: {"ja", "ja"}}
	m.d.coverage.Questions = []string{"Inhalt", "Umset\u00ADzung", "Offe\u00ADnes", "Pla\u00ADnung", "Begeg\u00ADnung", "Ergeb\u00ADnis"}
	anchors := map[string]string{}
	ed := m.result.Edition
	for i := range ed.Sections {
		p := ed.Sections[i].Partnership
		anchors[p.Short] = m.target(p.Slug)
	}
	for i := range ed.Groups {
		for j := range ed.Groups[i].Sections {
			p := ed.Groups[i].Sections[j].Partnership
			anchors[p.Short] = m.target(p.Slug)
		}
	}
	for _, row := range m.result.Check.Coverage {
		out := coverageRow{Partner: row.Partner, Anchor: anchors[row.Partner]}
		for _, a := range row.Answers {
			m.d.coverage.Sums[a]++
			out.Cells = append(out.Cells, words[a])
		}
		m.d.coverage.Rows = append(m.d.coverage.Rows, out)
	}
}

// editions lists all editions, the newest first.
func editions(set *record.Set, current string) []other {
	var list []other
	for i := range set.Editions {
		e := &set.Editions[i]
		list = append(list, other{Name: e.Name, AsOf: e.AsOfDay.Text(), Current: e.Name == current})
	}
	slices.SortFunc(list, func(a, b other) int { return cmp.Compare(b.Name, a.Name) })
	return list
}

// split parts a place as placeOf writes it.
func split(place string) (file string, line int) {
	i := strings.LastIndexByte(place, ':')
	if i < 0 {
		return place, 0
	}
	n, err := strconv.Atoi(place[i+1:])
	if err != nil {
		return place, 0
	}
	return place[:i], n
}
