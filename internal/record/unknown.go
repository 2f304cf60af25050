package record

import (
	"strings"

	"umsetzungsstand/internal/diag"
)

// unknownKey reports a key that the table does not have.
func (w *walker) unknownKey(p *plan, id int32) {
	n := &w.nodes[id]
	where := "In " + p.name
	if p.name == "" {
		where = "Am Anfang der Datei"
	}
	w.unknown++
	if w.unknown > maxSuggestions {
		w.report(n.at, CodeUnknownKey, "", "%s gibt es den Schlüssel „%s“ nicht.", where, n.key)
		return
	}
	w.report(n.at, CodeUnknownKey, w.suggestion(p, n), "%s gibt es den Schlüssel „%s“ nicht.", where, n.key)
}

// suggestion says what an unknown key was probably meant to be.
func (w *walker) suggestion(p *plan, n *node) string {
	if other := w.placesOf(p, n.key); other != "" {
		return other
	}
	if near := diag.Nearest(n.key, p.keys()); near != "" {
		return "Meinten Sie „" + near + "“?"
	}
	if near := diag.Nearest(n.key, allKeys); near != "" {
		if other := w.placesOf(p, near); other != "" {
			return "Meinten Sie „" + near + "“? " + other
		}
	}
	return "Erlaubt sind hier " + strings.Join(p.keys(), ", ") + "."
}

// placesOf says in which other tables of the file a key belongs.
func (w *walker) placesOf(p *plan, key string) string {
	if p != p.root && p.root.at(key) >= 0 {
		f := &p.root.fields[p.root.at(key)]
		if f.table != nil {
			return "Als Überschrift gibt es " + f.table.name + "."
		}
		return "Er gehört an den Anfang der Datei, vor die erste Überschrift in eckigen Klammern."
	}
	var names []string
	var search func(q *plan)
	search = func(q *plan) {
		for i := range q.fields {
			t := q.fields[i].table
			if t == nil {
				continue
			}
			if t != p && t.at(key) >= 0 && len(names) < 3 {
				names = append(names, t.name)
			}
			search(t)
		}
	}
	search(p.root)
	if len(names) == 0 {
		return ""
	}
	return "Er gehört zu " + strings.Join(names, ", ") + "; dort muss die Angabe unter der Überschrift stehen."
}
