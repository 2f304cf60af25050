package record

import (
	"cmp"
	"strings"

	"umsetzungsstand/internal/diag"
)

// unknownKey reports a key that the table does not have, and returns the index
// of the field that was probably meant, or -1.
func (w *walker) unknownKey(p *plan, id int32) int {
	n := &w.nodes[id]
	if n.faulty { // reported already
		return -1
	}
	where := "In " + p.name
	if p == p.root {
		where = "Am Anfang der Datei"
	}
	w.unknown++
	if w.unknown > maxSuggestions {
		w.report(n.at, CodeUnknownKey, "", "%s gibt es den Schlüssel %s nicht.", where, diag.Quote(n.key))
		return -1
	}
	if n.shape != scalar && n.at == n.value {
		return w.unknownHeader(p, n, id)
	}
	if i := p.root.at(n.key); i >= 0 && p != p.root {
		w.misplaced(p, n, i)
		return -1
	}
	places := placesOf(p, n.key)
	near := nearest(n.key, p.keys())
	if places != "" {
		near = cmp.Or(near, sibling(n.key, p.keys()))
		hint := "Er gehört zu " + places + "; dort muss die Angabe unter der Überschrift stehen."
		if near != "" {
			hint = "Meinten Sie „" + near + "“? Der Schlüssel „" + n.key + "“ gehört zu " + places + "."
		}
		w.report(n.at, CodeOtherTable, hint, "%s gibt es den Schlüssel „%s“ nicht.", where, n.key)
		return p.at(near)
	}
	hint := ""
	if near != "" {
		hint = "Meinten Sie „" + near + "“?"
		if strings.EqualFold(near, n.key) {
			hint += " Schlüssel werden klein geschrieben."
		}
	} else if known := nearest(n.key, allKeys); known != "" {
		hint = "Meinten Sie „" + known + "“? "
		switch i := p.root.at(known); {
		case i >= 0 && p.root.fields[i].table != nil:
			hint += "Als Überschrift gibt es " + p.root.fields[i].table.name + "."
		case i >= 0:
			hint += "Er gehört an den Anfang der Datei, vor die erste Überschrift in eckigen Klammern."
		default:
			if places = placesOf(p, known); places == "" {
				hint = ""
				break
			}
			hint += "Er gehört zu " + places + "; dort muss die Angabe unter der Überschrift stehen."
		}
	}
	if hint == "" {
		hint = "Erlaubt sind hier " + strings.Join(p.keys(), ", ") + "."
	}
	w.report(n.at, CodeUnknownKey, hint, "%s gibt es den Schlüssel %s nicht.", where, diag.Quote(n.key))
	return p.at(near)
}

// unknownHeader is unknownKey for what stands in the brackets of a header.
func (w *walker) unknownHeader(p *plan, n *node, id int32) int {
	place := n.at
	if n.first != 0 && n.shape == array {
		place = w.nodes[n.first].at
	}
	name := n.key
	if p.name != "" {
		name = strings.Trim(p.name, "[]") + "." + name
	}
	if n.shape == array {
		name = "[[" + name + "]]"
	} else {
		name = "[" + name + "]"
	}
	var headers []string
	meant := -1
	near := nearest(n.key, p.keys())
	for i := range p.fields {
		t := p.fields[i].table
		if t == nil {
			continue
		}
		headers = append(headers, t.name)
		if p.fields[i].Key == near {
			meant = i
		}
	}
	hint := "Hier gibt es keine Überschriften."
	switch places := placesOf(p, n.key); {
	case meant >= 0:
		hint = "Meinten Sie " + p.fields[meant].table.name + "?"
	case p.root.at(n.key) >= 0 && p.root.fields[p.root.at(n.key)].table != nil:
		hint = "Meinten Sie " + p.root.fields[p.root.at(n.key)].table.name + "?"
	case tableNamed(p.root, n.key) != "":
		hint = "Meinten Sie " + tableNamed(p.root, n.key) + "? Der erste Name ist der des Eintrags, zu dem die Überschrift gehört."
	case p.at(n.key) >= 0 || places != "" || p.root.at(n.key) >= 0:
		hint = "Das ist der Name einer Angabe; sie steht ohne Klammern mit = und ihrem Wert unter einer Überschrift."
	case len(headers) > 0:
		hint = "Als Überschriften gibt es hier " + strings.Join(headers, ", ") + "."
	}
	w.report(place, CodeUnknownKey, hint, "Die Überschrift %s gibt es nicht.", diag.Quote(name))
	return meant
}

// misplaced reports a key of the file's top level in another table.
func (w *walker) misplaced(p *plan, n *node, i int) {
	f := &p.root.fields[i]
	if f.table != nil {
		w.report(n.at, CodeOtherTable, "Als Überschrift gibt es "+f.table.name+", mit dem Namen allein in den Klammern.",
			"In %s gibt es den Schlüssel „%s“ nicht.", p.name, n.key)
		return
	}
	if w.slid == nil {
		w.slid = make(map[string]bool)
	}
	w.slid[n.key] = true
	w.report(n.at, CodeSlidKey, "Er gehört an den Anfang der Datei, vor die erste Überschrift in eckigen Klammern.",
		"Der Schlüssel „%s“ steht unter der Überschrift %s und zählt deshalb zu ihr.", n.key, p.name)
}

// placesOf names the other tables of the file that have the key, at most
// three.
func placesOf(p *plan, key string) string {
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
	return strings.Join(names, ", ")
}

// sibling returns the key that differs from a word in its ending alone, as a
// plural does from its singular, or "".
func sibling(word string, keys []string) string {
	const stem, ending = 4, 2 // letters: at least, at most
	for _, key := range keys {
		n := 0
		for n < min(len(word), len(key)) && word[n] == key[n] {
			n++
		}
		if n >= stem && len(word)-n <= ending && len(key)-n <= ending {
			return key
		}
	}
	return ""
}

// tableNamed returns the header of the first table within p that has the key,
// or "".
func tableNamed(p *plan, key string) string {
	for i := range p.fields {
		t := p.fields[i].table
		if t == nil {
			continue
		}
		if p.fields[i].Key == key {
			return t.name
		}
		if name := tableNamed(t, key); name != "" {
			return name
		}
	}
	return ""
}

// nearest is diag.Nearest for words of any length: nobody who typed a hundred
// letters meant a key.
func nearest(word string, known []string) string {
	if len(word) > diag.MaxQuoted {
		return ""
	}
	return diag.Nearest(word, known)
}
