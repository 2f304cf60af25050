package record

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
)

// walker goes through the decoded tables of one file along its index, reports
// every fault against the description and fills the struct with what is sound.
type walker struct {
	*index
	file string
	plan *plan // of the file
	out  *diag.List
	refs []mention

	unknown    int             // keys reported as such
	characters int             // forbidden ones found
	slid       map[string]bool // keys of the file's top level found under a header
}

// maxSuggestions bounds the searches for what an unknown key was meant to be,
// by keys of a file and by candidates: nobody wants the hundredth, and a
// hostile file has many.
const maxSuggestions = 100

// maxVersion is how many fields tell the versions of an entry apart, at most.
const maxVersion = 2

// mention is a name that a record gives to something else; see crossCheck.
type mention struct {
	*Field
	name string
	pos  diag.Pos
	in   *Partnership // nil outside partnerschaften/
}

func (w *walker) pos(p place) diag.Pos {
	return diag.Pos{File: w.file, Line: int(p.line), Column: int(p.col)}
}

func (w *walker) report(p place, code, hint, format string, args ...any) {
	report(w.out, w.pos(p), code, hint, format, args...)
}

// owner is the entry that keeps the positions of the values within it, and the
// path from it to the table at hand.
type owner struct {
	*Entry
	path string // empty or ending in a full stop
}

func (o owner) note(key string, pos diag.Pos) {
	if o.Entry != nil {
		o.At[o.path+key] = pos
	}
}

// noteItem is note for an element of a list.
func (o owner) noteItem(key string, i int, pos diag.Pos) {
	if o.Entry != nil {
		o.At[o.path+key+"["+strconv.Itoa(i)+"]"] = pos
	}
}

// root walks a whole file.
func (w *walker) root(p *plan, m map[string]any, dst reflect.Value) {
	w.plan = p
	w.table(p, 0, m, dst, owner{})
}

// table walks one table into a struct.
func (w *walker) table(p *plan, id int32, m map[string]any, dst reflect.Value, o owner) {
	n := &w.nodes[id]
	if p.entry != nil {
		o = owner{Entry: dst.FieldByIndex(p.entry).Addr().Interface().(*Entry)}
		o.Pos = w.pos(n.at)
		if id == 0 && n.first != 0 {
			o.Pos = w.pos(w.nodes[n.first].at)
		}
		o.At = make(map[string]diag.Pos, n.count)
	}
	if int(n.count) != len(m) {
		w.report(n.at, CodeInternal, internalHint, "Die Datei lässt sich nicht vollständig zuordnen.")
	}
	var present, sound, meant uint64
	for c := n.first; c != 0; c = w.nodes[c].next {
		key := w.nodes[c].key
		i := p.at(key)
		if i < 0 {
			if i = w.unknownKey(p, c); i < 0 {
				continue
			}
			meant |= 1 << i
			if f := &p.fields[i]; f.table != nil && w.nodes[c].shape != scalar {
				to := dst.FieldByIndex(f.index) // what is in it is checked as what was meant
				if m[f.Key] != nil {
					to = reflect.New(to.Type()).Elem()
				}
				w.value(f, c, m[key], to, o)
			}
			continue
		}
		f := &p.fields[i]
		present |= 1 << i
		o.note(f.Key, w.pos(w.nodes[c].value))
		if w.value(f, c, m[key], dst.FieldByIndex(f.index), o) {
			sound |= 1 << i
		}
	}
	if n.faulty {
		return
	}
	if p == p.root {
		for key := range w.slid {
			meant |= 1 << p.at(key)
		}
	}
	w.rules(p, id, present, sound, meant, dst)
}

// value walks the value v of the field into dst and reports whether it is
// sound.
func (w *walker) value(f *binding, id int32, v any, dst reflect.Value, o owner) bool {
	if w.nodes[id].faulty {
		return false
	}
	switch f.Kind {
	case Text, Markdown:
		s, ok := w.text(f.Field, id, v)
		if !ok || !w.form(f.Field, id, s) {
			return false
		}
		dst.SetString(s)
		w.refer(f.Field, id, s)
	case Choice:
		s, ok := w.text(f.Field, id, v)
		if !ok || !w.choice(f.Field, id, s) {
			return false
		}
		dst.SetString(s)
	case Moment, Day:
		d, ok := w.date(f.Field, id, v)
		if !ok {
			return false
		}
		*dst.Addr().Interface().(*date.Date) = d
	case Flag:
		b, ok := v.(bool)
		if !ok {
			return w.wrongType(f.Field, id, v)
		}
		dst.SetBool(b)
	case Number, Amount:
		return w.number(f.Field, id, v, dst)
	case List:
		return w.list(f.Field, id, v, dst, o)
	case One:
		m, ok := v.(map[string]any)
		if !ok {
			return w.wrongTable(f, id, v, dst)
		}
		w.table(f.table, id, m, dst, o)
	case Many:
		return w.many(f, id, v, dst, o)
	default:
		panic(fmt.Sprintf("record: unknown kind %d", int(f.Kind)))
	}
	return true
}

// text returns the canonical text of a string.
func (w *walker) text(f *Field, id int32, v any) (string, bool) {
	s, ok := v.(string)
	if !ok {
		return "", w.wrongType(f, id, v)
	}
	if strings.ContainsFunc(s, forbidden) {
		w.forbidden(id, s)
		return "", false
	}
	if f.Kind == Markdown {
		s = CanonicalMarkdown(s)
	} else {
		s = Canonical(s)
	}
	if s == "" {
		hint := "Tragen Sie den Text ein, oder löschen Sie die Angabe."
		if f.Required {
			hint = "Tragen Sie den Text ein."
		}
		w.report(w.nodes[id].value, CodeEmptyText, hint, "Der Text ist leer.")
		return "", false
	}
	return s, true
}

// forbidden reports every character of a text that no text may hold; the same
// one several times in a row is one finding.
func (w *walker) forbidden(id int32, s string) {
	var before rune
	var places []int
	var runes []rune
	for i, r := range s {
		if forbidden(r) && r != before {
			places, runes = append(places, i), append(runes, r)
		}
		before = r
	}
	more := ""
	if w.characters += len(places); w.characters > maxSuggestions {
		keep := max(1, len(places)-(w.characters-maxSuggestions))
		if keep < len(places) {
			more = fmt.Sprintf(" Es ist das erste von %d Stellen in diesem Text, die hier nicht mehr einzeln stehen.", len(places)-keep+1)
		}
		places = places[:keep]
	}
	for i, at := range places {
		text := "Der Text enthält ein unzulässiges Zeichen, U+%04X (%s)."
		if i == len(places)-1 {
			text += more
		}
		w.report(w.inText(id, at), CodeCharacter, characterHint, text, runes[i], characterName(runes[i]))
	}
}

func (w *walker) choice(f *Field, id int32, s string) bool {
	for _, v := range f.Values {
		if v == s {
			return true
		}
	}
	hint := "Erlaubt: " + quoteList(f.Values, "oder") + "."
	if near := diag.Nearest(s, f.Values); near != "" {
		hint = "Meinten Sie „" + near + "“? " + hint
	}
	w.report(w.nodes[id].value, CodeValue, hint, "%s ist kein Wert, den „%s“ haben kann.", diag.Quote(s), f.Key)
	return false
}

func (w *walker) number(f *Field, id int32, v any, dst reflect.Value) bool {
	if s, ok := v.(string); ok && f.Kind == Amount && Canonical(s) == "mehrere" {
		dst.SetInt(int64(Several))
		return true
	}
	n, ok := v.(int64)
	if !ok {
		return w.wrongType(f, id, v)
	}
	if n < 1 || n > 9999 {
		w.report(w.nodes[id].value, CodeNumber, "Tragen Sie eine Zahl von 1 bis 9999 ein, oder löschen Sie die Angabe.",
			"„%s“ kann nicht %d sein.", f.Key, n)
		return false
	}
	dst.SetInt(n)
	return true
}

func (w *walker) list(f *Field, id int32, v any, dst reflect.Value, o owner) bool {
	items, ok := v.([]any)
	if !ok {
		return w.wrongType(f, id, v)
	}
	sound := true
	texts := make([]string, 0, len(items))
	c := w.nodes[id].first
	for i, item := range items {
		o.noteItem(f.Key, i, w.pos(w.nodes[c].value))
		if w.nodes[c].faulty {
			sound = false
		} else if s, ok := w.text(f, c, item); ok && w.form(f, c, s) {
			texts = append(texts, s)
			w.refer(f, c, s)
		} else {
			sound = false
		}
		if f.Max > 0 && i == f.Max {
			w.report(w.nodes[c].value, CodeTooMany, "Fassen Sie Einträge zusammen, oder kürzen Sie die Liste.",
				"„%s“ darf höchstens %d Einträge haben, hier sind es %d.", f.Key, f.Max, len(items))
			sound = false
		}
		c = w.nodes[c].next
	}
	*dst.Addr().Interface().(*[]string) = texts
	return sound
}

func (w *walker) many(f *binding, id int32, v any, dst reflect.Value, o owner) bool {
	var items []map[string]any
	switch v := v.(type) {
	case []map[string]any:
		items = v
	case []any:
		c := w.nodes[id].first
		for _, item := range v {
			m, ok := item.(map[string]any)
			if w.nodes[c].faulty {
				return false
			}
			if !ok {
				return w.wrongTable(f, c, item, dst)
			}
			items = append(items, m)
			c = w.nodes[c].next
		}
	default:
		return w.wrongTable(f, id, v, dst)
	}
	list := reflect.MakeSlice(dst.Type(), len(items), len(items))
	dst.Set(list)
	c := w.nodes[id].first
	for i, m := range items {
		inner := owner{}
		if o.Entry != nil && f.table.entry == nil {
			inner = owner{o.Entry, o.path + f.Key + "[" + strconv.Itoa(i) + "]."}
		}
		w.table(f.table, c, m, list.Index(i), inner)
		c = w.nodes[c].next
	}
	if f.table.entry != nil {
		w.sameIDs(f, list)
	}
	return true
}

// sameIDs reports entries that cannot be told apart: same kennung, and the same
// in all fields that tell its versions apart. Those in which one of these lacks
// by a fault are not compared.
func (w *walker) sameIDs(f *binding, list reflect.Value) {
	type version struct {
		id  string
		key [maxVersion]any // texts and dates
	}
	var seen map[version]diag.Pos
	keys := f.Table.version()
next:
	for i := range list.Len() {
		e := list.Index(i).FieldByIndex(f.table.entry).Addr().Interface().(*Entry)
		if e.ID == "" {
			continue
		}
		v := version{id: e.ID}
		for k, key := range keys {
			field := &f.table.fields[f.table.at(key)]
			value := list.Index(i).FieldByIndex(field.index)
			if _, given := e.At[key]; value.IsZero() && (given || field.Required) {
				continue next
			}
			v.key[k] = value.Interface()
		}
		if seen == nil {
			seen = make(map[version]diag.Pos)
		}
		first, ok := seen[v]
		switch {
		case !ok:
			seen[v] = e.Pos
		case keys[0] == "kennung":
			report(w.out, e.At["kennung"], CodeSameID, "Geben Sie einem der beiden eine andere Kennung; was sich an einem Punkt ändert, steht unter [["+f.Key+".stand]].",
				"Die Kennung %s hat schon der Eintrag in Zeile %d.", diag.Quote(e.ID), first.Line)
		case keys[0] == "stand":
			report(w.out, e.At["kennung"], CodeSameID, "Geben Sie dem neueren Eintrag einen neuen Stand oder eine andere Kennung.",
				"Die Kennung %s hat mit demselben Stand schon der Eintrag in Zeile %d.", diag.Quote(e.ID), first.Line)
		default:
			report(w.out, e.At["kennung"], CodeSameID, "Geben Sie dem neueren Eintrag einen anderen Beginn (ab) oder eine andere Kennung.",
				"Die Kennung %s hat schon der Eintrag in Zeile %d, mit derselben Angabe unter %s.", diag.Quote(e.ID), first.Line, quoteList(keys, "und"))
		}
	}
}

// refer notes what the text of a field names.
func (w *walker) refer(f *Field, id int32, name string) {
	if f.Ref != NoRef {
		w.refs = append(w.refs, mention{Field: f, name: name, pos: w.pos(w.nodes[id].value)})
	}
}

// date reads a date: a string, a year, or a local date, of which only year,
// month and day are meant (BurntSushi gives it the machine's time zone).
func (w *walker) date(f *Field, id int32, v any) (date.Date, bool) {
	var text string
	switch v := v.(type) {
	case string:
		s, ok := w.text(f, id, v)
		if !ok {
			return date.Date{}, false
		}
		text = s
	case int64:
		text = strconv.FormatInt(v, 10)
	case time.Time:
		if v.Location().String() != "date-local" {
			w.report(w.nodes[id].value, CodeTime, "Schreiben Sie nur den Tag, zum Beispiel 2023-10-18.", "„%s“ enthält eine Uhrzeit.", f.Key)
			return date.Date{}, false
		}
		year, month, day := v.Date()
		if year >= 1000 {
			return date.FromDay(date.Day{Year: year, Month: int(month), Day: day}), true
		}
		text = fmt.Sprintf("%04d-%02d-%02d", year, month, day)
	default:
		return date.Date{}, w.wrongType(f, id, v)
	}
	d, err := date.Parse(text)
	if err != nil {
		w.dateError(id, err)
		return date.Date{}, false
	}
	if f.Kind == Day && (d.Coarse() || d.Interval()) {
		w.report(w.nodes[id].value, date.CodeImprecise, "Schreiben Sie Tag, Monat und Jahr, zum Beispiel "+f.Example+".",
			"„%s“ verlangt einen einzelnen Tag, hier steht %s.", f.Key, diag.Quote(text))
		return date.Date{}, false
	}
	return d, true
}

func (w *walker) dateError(id int32, err error) {
	if e, ok := err.(*date.ParseError); ok {
		w.report(w.nodes[id].value, e.Code, e.Hint, "%s", e.Text)
		return
	}
	w.report(w.nodes[id].value, date.CodeMalformed, "", "%s", err)
}

// wrongType reports a value of the wrong type and returns false.
func (w *walker) wrongType(f *Field, id int32, v any) bool {
	want := f.Kind.String()
	if f.Kind == List {
		if w.nodes[id].key == "" {
			want = Text.String() // an element
		}
	}
	hint := "Richtig ist zum Beispiel: " + f.Key + " = " + f.Example
	switch v := v.(type) {
	case string:
		if n := numeral(v); n > 0 && (f.Kind == Number || f.Kind == Amount) {
			hint = fmt.Sprintf("Schreiben Sie %s = %d.", f.Key, n)
		}
	case map[string]any, []map[string]any:
		if name := tableNamed(w.plan, f.Key); name != "" {
			hint = "Meinten Sie " + name + "? Die Überschrift nennt auch den Eintrag, zu dem sie gehört, und steht unter ihm."
		}
	}
	w.report(w.nodes[id].value, CodeType, hint,
		"„%s“: Hier muss %s stehen, nicht %s.", f.Key, want, typeName(v))
	return false
}

// wrongTable reports a value where a table has to be, or one table for several,
// of which the faults within are reported too, and returns false.
func (w *walker) wrongTable(f *binding, id int32, v any, dst reflect.Value) bool {
	n := &w.nodes[id]
	switch v := v.(type) {
	case map[string]any: // x = {…} for [[x]]
		w.brackets(f, n)
		list := reflect.MakeSlice(dst.Type(), 1, 1)
		w.table(f.table, id, v, list.Index(0), owner{})
	case []map[string]any: // x = [{…}] for [x]
		w.brackets(f, n)
		c := n.first
		for _, m := range v {
			w.table(f.table, c, m, reflect.New(dst.Type()).Elem(), owner{})
			c = w.nodes[c].next
		}
	default:
		hint := tableHint(f)
		w.report(n.value, CodeType, hint, "„%s“: Hier müssen einzelne Angaben stehen, nicht %s.", f.Key, typeName(v))
	}
	return false
}

// tableHint says how to write what a field of tables holds.
func tableHint(f *binding) string {
	if f.Kind == Many && f.table.entry == nil {
		return "Richtig ist zum Beispiel: " + f.Key + " = [{ " + f.Table.Fields[0].Key + " = " + f.Table.Fields[0].Example + " }]"
	}
	return "Beginnen Sie mit der Zeile " + f.table.name + ", und schreiben Sie darunter die einzelnen Angaben."
}

// brackets says that a table is in the wrong brackets: those of a header, which
// scan has left as they are where they were not the header's own, or of a value.
func (w *walker) brackets(f *binding, n *node) {
	if n.at == n.value {
		b := bracketsFault(0, f.Key, f.table.name)
		w.report(n.at, b.code, b.hint, "%s", b.text)
		return
	}
	text, hint := "„%s“ kann es mehrmals geben; die Angaben stehen deshalb in einer Liste.", "Schreiben Sie "+f.Key+" = [{ … }]."
	if f.Kind == One {
		text, hint = "„%s“ kann es nur einmal geben; die Angaben stehen deshalb nicht in einer Liste.", "Schreiben Sie "+f.Key+" = { … }."
	}
	w.report(n.at, CodeBrackets, hint, text, f.Key)
}

// typeName names what a value is.
func typeName(v any) string {
	switch v.(type) {
	case string:
		return "ein Text"
	case int64:
		return "eine Zahl"
	case float64:
		return "eine Kommazahl"
	case bool:
		return "true oder false"
	case time.Time:
		return "ein Datum ohne Anführungszeichen"
	case []any:
		return "eine Liste in eckigen Klammern"
	case map[string]any:
		return "eine Tabelle"
	case []map[string]any:
		return "eine Folge von Tabellen"
	}
	return "ein Wert"
}
