package record

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
)

// TestDescriptionAndStructs holds that each struct field has its description;
// compile has already held the other direction when the package started.
func TestDescriptionAndStructs(t *testing.T) {
	for _, p := range []*plan{housePlan, ministriesPlan, wordsPlan, groupPlan, partnershipPlan, editionPlan} {
		for _, field := range p.undescribed {
			t.Errorf("%s is not described in fields.go", field)
		}
	}
}

func TestCompileRefuses(t *testing.T) {
	type good struct {
		Entry
		Name string `toml:"name"`
	}
	table := func(fields ...Field) *Description {
		return &Description{Files: []File{{"x", &Table{Fields: fields, Common: true}}}, Common: describe().Common}
	}
	for _, test := range []struct {
		name string
		d    *Description
		typ  reflect.Type
		want string
	}{
		{"field without place", table(Field{Key: "name"}, Field{Key: "nam"}), reflect.TypeFor[good](), `has no field for "nam"`},
		{"kind that does not suit", table(Field{Key: "name", Kind: Flag}), reflect.TypeFor[good](), `the kind of "name" does not suit string`},
		{"entry fields on a struct without", table(Field{Key: "name"}), reflect.TypeFor[struct {
			Name string `toml:"name"`
		}](), "disagree on the common fields"},
	} {
		_, err := bindTable(test.d, test.d.Files[0].Table, test.typ, "", nil)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %s", test.name, err, test.want)
		}
	}
	d := table()
	if p, err := bindTable(d, d.Files[0].Table, reflect.TypeFor[good](), "", nil); err != nil || fmt.Sprint(p.undescribed) != "[record.good: name]" {
		t.Errorf("place without field: %v, %v", p.undescribed, err)
	}
}

// each calls f for every table of the format with its path.
func (d *Description) each(f func(path string, t *Table)) {
	var walk func(path string, t *Table)
	walk = func(path string, t *Table) {
		f(path, t)
		for _, field := range t.Fields {
			if field.Table != nil {
				walk(path+" "+field.Key, field.Table)
			}
		}
	}
	for _, file := range d.Files {
		walk(file.Pattern, file.Table)
	}
}

// TestDescriptionIsComplete holds that everything is explained and that no
// table has a key twice.
func TestDescriptionIsComplete(t *testing.T) {
	d := Format()
	d.each(func(path string, table *Table) {
		if !strings.HasSuffix(table.Explain, ".") {
			t.Errorf("%s: no explanation", path)
		}
		keys := make(map[string]bool)
		for _, f := range table.Fields {
			if keys[f.Key] {
				t.Errorf("%s: %s stands twice", path, f.Key)
			}
			keys[f.Key] = true
			if !strings.HasSuffix(f.Explain, ".") && !strings.HasSuffix(f.Explain, "…") {
				t.Errorf("%s: %s is not explained", path, f.Key)
			}
			if (f.Table != nil) != (f.Kind == One || f.Kind == Many) || (f.Table == nil) != (f.Example != "") {
				t.Errorf("%s: %s has no example, or no table", path, f.Key)
			}
			if (f.Kind == Choice) != (len(f.Values) > 0) {
				t.Errorf("%s: %s has no values, or needs none", path, f.Key)
			}
		}
	})
}

// TestExamples loads each field's example: it is itself a good value.
func TestExamples(t *testing.T) {
	faulty := map[string]bool{CodeMissing: true, CodeExclusive: true, CodeNoEdition: true, CodeNoPartnership: true, CodeMissingFile: true,
		CodeMinistry: true, CodeGroup: true, CodeCommittee: true, CodeCommitment: true} // what one field alone cannot mend
	for _, file := range format.Files {
		var try func(header string, table *Table)
		try = func(header string, table *Table) {
			fields := table.Fields
			if table.Common {
				fields = append(fields[:len(fields):len(fields)], format.Common...)
			}
			for i, f := range fields {
				if i >= len(table.Fields) && table.field(f.Key) != nil {
					continue // shadowed
				}
				if f.Table != nil {
					path := strings.Trim(strings.ReplaceAll(header, "\n", ""), "[]")
					if path != "" {
						path += "."
					}
					inner := "[[" + path + f.Key + "]]\n"
					if f.Kind == One {
						inner = "[" + path + f.Key + "]\n"
					}
					if path != "" { // the table around it has to be opened first
						inner = header + inner
					}
					try(inner, f.Table)
					continue
				}
				name := strings.Replace(file.Pattern, "*", "2023-Q4", 1)
				src := header + f.Key + " = " + f.Example + "\n"
				_, findings := Load(fstest.MapFS{name: {Data: []byte(src)}})
				for _, x := range findings {
					if x.File == name && !faulty[x.Code] && x.Code != CodeFileName {
						t.Errorf("%s:\n%s%v", file.Pattern, src, x)
					}
				}
			}
		}
		try("", file.Table)
	}
}

// TestFormatIsACopy holds that nobody changes the loader's description.
func TestFormatIsACopy(t *testing.T) {
	d := Format()
	d.each(func(_ string, table *Table) {
		for i := range table.Fields {
			clear(table.Fields[i].Values)
			table.Fields[i].Key = ""
		}
	})
	clear(d.Common)
	if again := Format(); !reflect.DeepEqual(again, format) || MeetingKinds[0] != "Sitzung" {
		t.Error("a change to Format's result changes the format")
	}
}
