package record

import (
	"fmt"
	"math/bits"
	"reflect"
	"slices"
	"strings"

	"umsetzungsstand/internal/date"
)

// rules reports what is missing from a table and what does not go together.
// present, sound and meant have a bit for each field: it was given; it was
// right; it was probably meant by a key that has been reported.
func (w *walker) rules(p *plan, id int32, present, sound, meant uint64, dst reflect.Value) {
	where, pos := "In "+p.name, w.nodes[id].at
	if p.name == "" {
		where = "In der Datei" // of which the position is all that is known
	}
	given := func(f *binding, i int) bool {
		if present&(1<<i) == 0 {
			return false
		}
		v := dst.FieldByIndex(f.index)
		return sound&(1<<i) == 0 || v.Kind() != reflect.Slice || v.Len() > 0
	}
	for i := range p.fields {
		if f := &p.fields[i]; f.Required && meant&(1<<i) == 0 && !given(f, i) {
			hint := example(f)
			if line := w.lower(p, f); line > 0 {
				hint = fmt.Sprintf("Ist „%s“ in Zeile %d gemeint, gehört die Angabe an den Anfang der Datei; sonst ergänzen Sie dort zum Beispiel: %s = %s", f.Key, line, f.Key, f.Example)
			}
			w.report(pos, CodeMissing, hint, "%s fehlt „%s“.", where, f.Key)
		}
	}
	var lacking uint64 // reported by a rule
	for _, r := range p.rules {
		if r.When != nil && !w.holds(p, r.When, sound, dst) {
			continue
		}
		var set uint64
		for _, key := range r.Keys {
			i := p.at(key)
			if given(&p.fields[i], i) {
				set |= 1 << i
			}
		}
		switch r.Kind {
		case Needed:
			first := p.at(r.Keys[0])
			if set == 0 || (set|meant)&(1<<first) != 0 {
				continue
			}
			lacking |= 1 << first
			cause := r.Keys[1+slices.IndexFunc(r.Keys[1:], func(key string) bool { return set&(1<<p.at(key)) != 0 })]
			w.report(pos, CodeMissing, example(&p.fields[first]), "%s fehlt „%s“; mit „%s“ ist die Angabe nötig.", where, r.Keys[0], cause)
		case AtLeastOne:
			if set != 0 || slices.ContainsFunc(r.Keys, func(key string) bool { return (meant|lacking)&(1<<p.at(key)) != 0 }) {
				continue
			}
			first := &p.fields[p.at(r.Keys[0])]
			if len(r.Keys) == 1 {
				w.report(pos, CodeMissing, example(first), "%s fehlt „%s“.", where, first.Key)
			} else {
				w.report(pos, CodeMissing, example(first), "%s fehlt eine Angabe: %s.", where, quoteList(r.Keys, "oder"))
			}
		case AtMostOne:
			if bits.OnesCount64(set) > 1 {
				second := w.child(id, r.Keys[1])
				w.report(second, CodeExclusive, "Löschen Sie eine der beiden Angaben.", "%s schließen einander aus.", quoteList(r.Keys, "und"))
			}
		case Barred:
			for _, key := range r.Keys {
				if set&(1<<p.at(key)) != 0 {
					w.report(w.child(id, key), CodeExclusive, "Löschen Sie die Angabe, oder berichtigen Sie „"+r.When.Key+"“.",
						"%s „%s“ würde nirgends gedruckt.", r.Why, key)
				}
			}
		case InOrder:
			from, until := p.at(r.Keys[0]), p.at(r.Keys[1])
			if sound&(1<<from) == 0 || sound&(1<<until) == 0 {
				continue
			}
			a := dst.FieldByIndex(p.fields[from].index).Interface().(date.Date)
			b := dst.FieldByIndex(p.fields[until].index).Interface().(date.Date)
			if !a.First().IsZero() && !b.Last().IsZero() && b.Last().Compare(a.First()) < 0 {
				w.report(w.child(id, r.Keys[1]), CodeOrder, "Prüfen Sie beide Angaben.",
					"Der Zeitraum endet (%s) vor seinem Beginn (%s).", b.Text(), a.Text())
			}
		}
	}
}

// lower returns the line of a key that the file's top level lacks where a table
// below has it, or 0: one that may have slid into that table, which allows it.
func (w *walker) lower(p *plan, f *binding) int32 {
	if p != p.root || f.table != nil {
		return 0
	}
	for i := range w.nodes {
		if n := &w.nodes[i]; n.key == f.Key && n.shape == scalar {
			return n.at.line
		}
	}
	return 0
}

// holds reports whether a condition is met.
func (w *walker) holds(p *plan, c *Condition, sound uint64, dst reflect.Value) bool {
	i := p.at(c.Key)
	return sound&(1<<i) != 0 && (dst.FieldByIndex(p.fields[i].index).String() == c.Value) != c.Not
}

// child returns the place of a key of a table.
func (w *walker) child(id int32, key string) place {
	for c := w.nodes[id].first; c != 0; c = w.nodes[c].next {
		if w.nodes[c].key == key {
			return w.nodes[c].value
		}
	}
	return w.nodes[id].at
}

// example shows how a missing field is written.
func example(f *binding) string {
	if f.table == nil {
		return "Ergänzen Sie zum Beispiel: " + f.Key + " = " + f.Example
	}
	inner := make([]string, 0, 2)
	for _, g := range f.Table.Fields {
		if g.Required && g.Example != "" {
			inner = append(inner, g.Key+" = "+g.Example)
		}
	}
	return "Ergänzen Sie die Überschrift " + f.table.name + " und darunter zum Beispiel: " + strings.Join(inner, " und in der nächsten Zeile ")
}
