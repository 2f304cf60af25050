package record

import (
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
)

// dump prints a set as lines of path, position and value. The position is
// what the entry around it says in Pos or At.
func dump(set *Set) string {
	d := new(dumper)
	d.value("", "", reflect.ValueOf(set).Elem(), nil)
	return d.String()
}

type dumper struct{ strings.Builder }

// value prints v, which stands at path in the set and at within in the entry.
func (d *dumper) value(path, within string, v reflect.Value, e *Entry) {
	switch x := v.Interface().(type) {
	case date.Date:
		if !x.IsZero() {
			d.line(path, within, x.String(), e)
		}
		return
	case diag.Pos, map[string]diag.Pos:
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		if f := v.FieldByName("Entry"); f.IsValid() {
			e, within = f.Addr().Interface().(*Entry), ""
			if e.Pos.IsZero() {
				return // a table that is not there
			}
			fmt.Fprintf(d, "%s @%v\n", path, e.Pos)
		}
		for i := range v.NumField() {
			f := v.Type().Field(i)
			switch key := f.Tag.Get("toml"); {
			case f.Name == "Entry":
				d.value(path, within, v.Field(i), e)
			case key == "-" && f.Type.Kind() == reflect.String:
				fmt.Fprintf(d, "%s.%s = %q\n", path, f.Name, v.Field(i))
			case key == "":
				d.value(path+"."+f.Name, "", v.Field(i), e)
			default:
				d.value(path+"."+f.Name, strings.TrimPrefix(within+"."+key, "."), v.Field(i), e)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			d.value(fmt.Sprintf("%s[%d]", path, i), fmt.Sprintf("%s[%d]", within, i), v.Index(i), e)
		}
	default:
		if !v.IsZero() {
			d.line(path, within, fmt.Sprintf("%q", fmt.Sprint(v)), e)
		}
	}
}

func (d *dumper) line(path, within, value string, e *Entry) {
	at := "-"
	if e != nil {
		pos, ok := e.At[within]
		if at = fmt.Sprintf("%d:%d", pos.Line, pos.Column); !ok {
			at = "no position"
		}
	}
	fmt.Fprintf(d, "%s @%s = %s\n", path, at, value)
}

func TestGood(t *testing.T) {
	set, findings := Load(folderOf(readArchive(t, "testdata/gut.txtar")))
	if len(findings) > 0 {
		t.Fatalf("findings:\n%s", findings)
	}
	golden(t, "testdata/gut.golden", dump(set))
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; got:\n%s", file, got)
	}
}

// TestPositions holds that every position of the good folder's set is that of
// the value: the source there begins with what the value was made from.
func TestPositions(t *testing.T) {
	a := readArchive(t, "testdata/gut.txtar")
	set, _ := Load(folderOf(a))
	lines := make(map[string][]string)
	for _, f := range a.files {
		lines[f.name] = strings.Split(f.text, "\n")
	}
	checked := 0
	for i := range set.Partnerships {
		p := &set.Partnerships[i]
		for j := range p.Meetings {
			m := &p.Meetings[j]
			if got := lines[m.Pos.File][m.Pos.Line-1]; got != "[[begegnung]]" || m.Pos.Column != 1 {
				t.Errorf("meeting %d: header at %v: %q", j, m.Pos, got)
			}
			for key, pos := range m.At {
				line := []rune(lines[pos.File][pos.Line-1])
				rest := string(line[pos.Column-1:])
				key = key[strings.LastIndexByte(key, '.')+1:]
				if !strings.ContainsAny(rest[:1], "\"'[t2100{") {
					t.Errorf("%s at %v: %q is the beginning of no value", key, pos, rest)
				}
				if before := string(line[:pos.Column-1]); rest[0] != '[' && !strings.HasSuffix(key, "]") && !strings.Contains(before, key) {
					t.Errorf("%s at %v: not on the line %q", key, pos, before)
				}
				checked++
			}
		}
	}
	if checked < 15 {
		t.Errorf("only %d positions", checked)
	}
}

// TestOrder holds that the set is sorted by slug, not by file name: "a-b.toml"
// comes before "a.toml".
func TestOrder(t *testing.T) {
	set, _ := Load(folderOf(readArchive(t, "testdata/gut.txtar")))
	var slugs []string
	for _, p := range set.Partnerships {
		slugs = append(slugs, p.Slug)
	}
	if want := []string{"a", "a-b"}; !slices.Equal(slugs, want) {
		t.Errorf("slugs %v, want %v", slugs, want)
	}
}
