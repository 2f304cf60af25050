package record

import (
	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
)

// crossCheck reports what no file can tell by itself: missing files, names
// that nothing bears, and names that two bear.
func (l *loader) crossCheck() {
	if len(l.set.Partnerships) == 0 && !l.incomplete[partnershipFolder] {
		report(&l.out, diag.Pos{File: partnershipFolder}, CodeNoPartnership, "Legen Sie für jede Partnerschaft eine Datei wie ungarn.toml an.",
			"Der Ordner enthält keine Partnerschaft.")
	}
	if len(l.set.Editions) == 0 && !l.incomplete[editionFolder] {
		report(&l.out, diag.Pos{File: editionFolder}, CodeNoEdition, "Legen Sie eine Datei wie 2023-Q4.toml an.",
			"Der Ordner enthält keine Ausgabe.")
	}
	shorts := l.ministryNames()
	var groups, committees, ids names
	for _, g := range l.set.Groups {
		groups.add(g.Slug)
	}
	var in *Partnership // whose committees and ids are known
	for _, m := range l.refs {
		if m.in != in && m.in != nil {
			in, committees, ids = m.in, names{}, names{}
			for i := range in.Committees {
				committees.add(in.Committees[i].Name)
				committees.unsure = committees.unsure || in.Committees[i].Name == ""
			}
			for i := range in.Commitments {
				c := &in.Commitments[i]
				ids.add(c.ID)
				_, given := c.At["kennung"]
				ids.unsure = ids.unsure || given && c.ID == ""
			}
		}
		switch m.Ref {
		case RefMinistry:
			if !l.incomplete[ministriesFile] {
				l.resolve(m, &shorts, CodeMinistry, "Das Ressort %s steht nicht in ressorts.toml.")
			}
		case RefGroup:
			groups.unsure = l.incomplete[groupFolder]
			l.resolve(m, &groups, CodeGroup, "Die Gruppe %s hat keine Datei in gruppen/.")
		case RefCommittee:
			l.resolve(m, &committees, CodeCommittee, "Das Gremium %s ist in dieser Datei nicht beschrieben.")
		case RefCommitment:
			l.resolve(m, &ids, CodeCommitment, "Kein [[inhalt]] dieser Datei hat die Kennung %s.")
		}
	}
}

// names holds names that may be referred to, each once, in the order in which
// they were found.
type names struct {
	list   []string
	has    map[string]bool
	unsure bool // a name may lack because of a fault that has been reported
}

// add adds a name; an empty one is a fault that has been reported.
func (n *names) add(name string) {
	if name == "" || n.has[name] {
		return
	}
	if n.has == nil {
		n.has = make(map[string]bool)
	}
	n.has[name] = true
	n.list = append(n.list, name)
}

// resolve reports a mention whose name is not among the known ones.
func (l *loader) resolve(m mention, known *names, code, format string) {
	if known.has[m.name] || known.unsure {
		return
	}
	some := known.list[:min(len(known.list), maxSuggestions)]
	hint := "Bisher ist nichts dergleichen angelegt."
	if near := nearest(m.name, some); near != "" {
		hint = "Meinten Sie „" + near + "“?"
	} else if len(some) > 0 {
		hint = "Bekannt: " + quoteList(some, "und") + "."
	}
	report(&l.out, m.pos, code, hint, format, diag.Quote(m.name))
}

// ministryNames returns the ministries' abbreviations and reports
// those that cannot be told apart.
func (l *loader) ministryNames() names {
	type version struct {
		short string
		from  date.Date
	}
	seen := make(map[version]int)
	var shorts names
	for i := range l.set.Ministries {
		m := &l.set.Ministries[i]
		if m.Short == "" {
			shorts.unsure = true
			continue
		}
		v := version{m.Short, m.From}
		if line, ok := seen[v]; ok {
			report(&l.out, m.At["kurz"], CodeSameMinistry, "Löschen Sie einen der beiden Einträge, oder geben Sie dem späteren seinen Beginn (ab).",
				"Das Ressort %s steht mit demselben Beginn schon in Zeile %d.", diag.Quote(m.Short), line)
			continue
		}
		seen[v] = m.Pos.Line
		shorts.add(m.Short)
	}
	return shorts
}
