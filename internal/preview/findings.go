package preview

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/report"
)

// findings groups what was found by agreement, in the report's order; what is
// about no agreement comes first.
func (m *maker) findings(list diag.List) {
	type known struct {
		name, anchor string
		order        int
	}
	files := map[string]known{}
	add := func(file, name, anchor string) {
		files[path.Join(m.in.Sources.Name, file)] = known{name, anchor, len(files) + 1}
	}
	ed := m.result.Edition
	for i := range ed.Sections {
		p := ed.Sections[i].Partnership
		add("partnerschaften/"+p.Slug+".toml", p.Short, p.Slug)
	}
	for i := range ed.Groups {
		g := ed.Groups[i].Group
		add("gruppen/"+g.Slug+".toml", g.Short, g.Slug)
		for j := range ed.Groups[i].Sections {
			p := ed.Groups[i].Sections[j].Partnership
			add("partnerschaften/"+p.Slug+".toml", p.Short, p.Slug)
		}
	}
	groups := map[string]*group{}
	order := map[string]int{}
	for _, f := range list {
		k, ok := files[f.File]
		if !ok {
			k = known{name: "Übergreifend", order: 0}
			if strings.HasPrefix(f.File, path.Join(m.in.Sources.Name, "berichte")) {
				k = known{name: "Ausgabe", order: -1}
			}
		}
		g := groups[k.name]
		if g == nil {
			g = &group{Name: k.name, Anchor: k.anchor}
			groups[k.name] = g
			order[k.name] = k.order
		}
		g.Findings = append(g.Findings, m.finding(f))
	}
	for _, g := range groups {
		slices.SortStableFunc(g.Findings, func(a, b finding) int { return cmp.Compare(rank[a.Class], rank[b.Class]) })
		m.d.groups = append(m.d.groups, *g)
	}
	slices.SortFunc(m.d.groups, func(a, b group) int {
		return cmp.Or(cmp.Compare(order[a.Name], order[b.Name]), cmp.Compare(a.Name, b.Name))
	})
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
	return finding{
		Severity: f.Severity.String(), Class: strings.ToLower(f.Severity.String()),
		Place: placeOf(f.Pos), Short: strings.TrimSuffix(path.Base(f.File), ".toml") + ":" + fmt.Sprint(f.Line),
		Page: f.Page, Text: f.Text, Hint: f.Hint, Code: f.Code, Source: f.Source,
	}
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
	m.d.coverage.Questions = []string{"Inhalt", "Umsetzung", "Offenes", "Planung", "Begegnung", "Ergebnis"}
	anchors := map[string]string{}
	ed := m.result.Edition
	for i := range ed.Sections {
		anchors[ed.Sections[i].Partnership.Short] = ed.Sections[i].Partnership.Slug
	}
	for i := range ed.Groups {
		for j := range ed.Groups[i].Sections {
			p := ed.Groups[i].Sections[j].Partnership
			anchors[p.Short] = p.Slug
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
func (m *maker) editions() {
	set := m.result.Edition.Set
	for i := range set.Editions {
		e := &set.Editions[i]
		m.d.others = append(m.d.others, other{Name: e.Name, AsOf: e.AsOfDay.Text(), Current: e.Name == m.d.Name})
	}
	slices.SortFunc(m.d.others, func(a, b other) int { return cmp.Compare(b.Name, a.Name) })
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
