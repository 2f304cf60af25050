package record

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"iter"
	"reflect"
	"slices"
	"strconv"
)

// Value is a text that an entry holds.
type Value struct {
	Key  string // path within the entry: "ort", "themen[1]", "nrw[0].name"; as in Entry.At
	Kind Kind   // Text or Markdown
	Text string
}

// Texts returns the texts of an entry in the order in which the format
// describes them: what a clerk has written in words, and no internal ones
// (quelle, vermerk), names of other entries, choices, nor the texts of entries
// within it. e points to an entry as Load returns it.
func Texts[E any](e *E) iter.Seq[Value] {
	p, v := planOf(e)
	return func(yield func(Value) bool) { p.texts("", v, yield) }
}

// internal are the keys of what is not meant to be printed anywhere.
var internal = []string{"quelle", "bestaetigt", "vermerk", "hingenommen"}

// plans holds a plan of each type of entry.
var plans = func() map[reflect.Type]*plan {
	m := make(map[reflect.Type]*plan)
	var add func(p *plan, t reflect.Type)
	add = func(p *plan, t reflect.Type) {
		m[t] = p
		for _, f := range p.fields {
			if f.table == nil {
				continue
			}
			of := t.FieldByIndex(f.index).Type
			if f.Kind == Many {
				of = of.Elem()
			}
			add(f.table, of)
		}
	}
	add(housePlan, reflect.TypeFor[House]())
	add(ministriesPlan, reflect.TypeFor[ministries]())
	add(wordsPlan, reflect.TypeFor[Words]())
	add(groupPlan, reflect.TypeFor[Group]())
	add(partnershipPlan, reflect.TypeFor[Partnership]())
	add(editionPlan, reflect.TypeFor[Edition]())
	return m
}()

// planOf returns an entry's plan and value.
func planOf[E any](e *E) (*plan, reflect.Value) {
	v := reflect.ValueOf(e).Elem()
	p := plans[v.Type()]
	if p == nil {
		panic("record: no entry: " + v.Type().String())
	}
	return p, v
}

// texts passes on the texts of a table, of which path leads to the values.
func (p *plan) texts(path string, v reflect.Value, yield func(Value) bool) bool {
	for i := range p.fields {
		f := &p.fields[i]
		if f.Ref != NoRef || f.Form != AnyForm || slices.Contains(internal, f.Key) {
			continue
		}
		value := v.FieldByIndex(f.index)
		key := path + f.Key
		switch f.Kind {
		case Text, Markdown:
			if s := value.String(); s != "" && !yield(Value{key, f.Kind, s}) {
				return false
			}
		case List:
			for j := range value.Len() {
				if s := value.Index(j).String(); s != "" && !yield(Value{key + "[" + strconv.Itoa(j) + "]", Text, s}) {
					return false
				}
			}
		case Many:
			if f.table.entry != nil { // entries with texts of their own
				continue
			}
			for j := range value.Len() {
				if !f.table.texts(key+"["+strconv.Itoa(j)+"].", value.Index(j), yield) {
					return false
				}
			}
		}
	}
	return true
}

// Fingerprint returns six hexadecimal digits that change when what the entry
// says does. Sources, confirmations, notes and its place in the file are no
// part of it, nor are entries within it.
func Fingerprint[E any](e *E) string {
	p, v := planOf(e)
	hash := sha256.New()
	p.write(hash, v)
	return hex.EncodeToString(hash.Sum(nil)[:3])
}

// write writes what a table says.
func (p *plan) write(w hash.Hash, v reflect.Value) {
	for i := range p.fields {
		f := &p.fields[i]
		value := v.FieldByIndex(f.index)
		switch {
		case slices.Contains(internal, f.Key) || value.IsZero():
		case f.Kind == Many && f.table.entry == nil:
			for j := range value.Len() {
				fmt.Fprintf(w, "%q {", f.Key)
				f.table.write(w, value.Index(j))
				fmt.Fprint(w, "}")
			}
		case f.Kind == One || f.Kind == Many:
		default:
			fmt.Fprintf(w, "%q = %q;", f.Key, fmt.Sprint(value.Interface()))
		}
	}
}
