package record

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"umsetzungsstand/internal/date"
)

// plan ties a table's description to the struct that takes its values. Plans
// are made once, when the package starts; each place of a table in the format
// has its own.
type plan struct {
	name   string // as a clerk writes it: "[[begegnung]]"; empty for a file's top level
	rules  []Rule
	fields []binding
	entry  []int // index of the embedded Entry; nil: none
	root   *plan // of the file

	undescribed []string // of a root: fields of the structs that no description names; a test wants none
}

// binding ties a field to its place in the struct.
type binding struct {
	*Field
	index []int
	table *plan // of One and Many
}

// at returns the index of the field of a key, or -1.
func (p *plan) at(key string) int {
	for i := range p.fields {
		if p.fields[i].Key == key {
			return i
		}
	}
	return -1
}

// keys returns all keys that the table allows.
func (p *plan) keys() []string {
	keys := make([]string, len(p.fields))
	for i := range p.fields {
		keys[i] = p.fields[i].Key
	}
	return keys
}

// ministries is ressorts.toml.
type ministries struct {
	List []Ministry `toml:"ressort"`
}

// The plans of all files.
var (
	format          = describe()
	housePlan       = compile(&format, "haus.toml", reflect.TypeFor[House]())
	ministriesPlan  = compile(&format, "ressorts.toml", reflect.TypeFor[ministries]())
	wordsPlan       = compile(&format, "woerter.toml", reflect.TypeFor[Words]())
	groupPlan       = compile(&format, "gruppen/*.toml", reflect.TypeFor[Group]())
	partnershipPlan = compile(&format, "partnerschaften/*.toml", reflect.TypeFor[Partnership]())
	editionPlan     = compile(&format, "berichte/*.toml", reflect.TypeFor[Edition]())
)

// compile ties the description of a file to the struct that takes it. A field
// without a place in the struct, or whose kind does not suit the type of its
// place, is our mistake: compile panics.
func compile(d *Description, pattern string, t reflect.Type) *plan {
	p, err := bindTable(d, d.file(pattern), t, "", nil)
	if err != nil {
		panic(fmt.Sprintf("record: %s: %v", pattern, err))
	}
	return p
}

var (
	entryType = reflect.TypeFor[Entry]()
	dateType  = reflect.TypeFor[date.Date]()
	countType = reflect.TypeFor[Count]()
)

func bindTable(d *Description, table *Table, t reflect.Type, path string, root *plan) (*plan, error) {
	p := &plan{rules: table.Rules, root: root}
	if root == nil {
		p.root = p
	}
	places, entry := places(t)
	p.entry = entry
	if table.Common != (entry != nil) {
		return nil, fmt.Errorf("%s: description and %s disagree on the common fields", path, t)
	}
	fields := make([]*Field, 0, len(table.Fields)+len(d.Common))
	for i := range table.Fields {
		fields = append(fields, &table.Fields[i])
	}
	if table.Common {
		for i := range d.Common {
			if f := &d.Common[i]; table.field(f.Key) == nil {
				fields = append(fields, f)
			}
		}
	}
	if len(fields) > 64 {
		return nil, fmt.Errorf("%s: more than 64 fields", path) // walker.table keeps a bit for each
	}
	for _, f := range fields {
		place, ok := places[f.Key]
		if !ok {
			return nil, fmt.Errorf("%s has no field for %q", t, f.Key)
		}
		delete(places, f.Key)
		b := binding{Field: f, index: place.Index}
		if err := b.bind(d, place.Type, path, p.root); err != nil {
			return nil, err
		}
		p.fields = append(p.fields, b)
	}
	for key := range places {
		p.root.undescribed = append(p.root.undescribed, t.String()+": "+key)
	}
	if table.Common {
		if len(table.version()) > maxVersion {
			return nil, fmt.Errorf("%s: more than %d fields tell versions apart", t, maxVersion)
		}
		for _, key := range table.version() {
			if i := p.at(key); i < 0 || !slices.Contains([]Kind{Text, Choice, Moment, Day}, p.fields[i].Kind) {
				return nil, fmt.Errorf("%s cannot be told apart by %q", t, key)
			}
		}
	}
	for _, r := range p.rules {
		if r.Kind == Barred && r.When == nil {
			return nil, fmt.Errorf("%s: a rule bars %q always", t, r.Keys)
		}
		keys := r.Keys
		if r.When != nil {
			keys = append(slices.Clone(keys), r.When.Key)
		}
		for _, key := range keys {
			if p.at(key) < 0 {
				return nil, fmt.Errorf("a rule of %s names the unknown field %q", t, key)
			}
		}
	}
	return p, nil
}

// bind checks that a field's kind suits the type of its place, and binds the
// table that it holds.
func (b *binding) bind(d *Description, t reflect.Type, path string, root *plan) error {
	suits := false
	switch b.Kind {
	case Text, Markdown, Choice:
		suits = t.Kind() == reflect.String
	case Moment, Day:
		suits = t == dateType
	case Flag:
		suits = t.Kind() == reflect.Bool
	case Number:
		suits = t.Kind() == reflect.Int && t != countType
	case Amount:
		suits = t == countType
	case List:
		suits = t == reflect.TypeFor[[]string]()
	case One:
		suits = t.Kind() == reflect.Struct && t != dateType
	case Many:
		suits = t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct
	}
	if !suits {
		return fmt.Errorf("the kind of %q does not suit %s", b.Key, t)
	}
	if b.Kind != One && b.Kind != Many {
		return nil
	}
	path = strings.TrimPrefix(path+"."+b.Key, ".")
	name := "[" + path + "]"
	if b.Kind == Many {
		t = t.Elem()
		name = "[" + name + "]"
	}
	var err error
	if b.table, err = bindTable(d, b.Table, t, path, root); err == nil {
		b.table.name = name
	}
	return err
}

// places returns the struct's fields by their tags, those of an embedded Entry
// included where the struct has none of the same key, and the index of Entry.
func places(t reflect.Type) (map[string]reflect.StructField, []int) {
	m := make(map[string]reflect.StructField)
	var entry []int
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Type == entryType {
			entry = f.Index
			continue
		}
		if key := f.Tag.Get("toml"); key != "-" {
			m[key] = f
		}
	}
	if entry != nil {
		for i := range entryType.NumField() {
			f := entryType.Field(i)
			key := f.Tag.Get("toml")
			if _, shadowed := m[key]; key == "-" || shadowed {
				continue
			}
			f.Index = append(slices.Clone(entry), f.Index...)
			m[key] = f
		}
	}
	return m, entry
}
