package record

import (
	"cmp"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"umsetzungsstand/internal/diag"
)

// seeds returns every file of the archives in testdata.
func seeds(t testing.TB) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/f*/*.txtar") // fehler, faelle
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, file := range append(files, "testdata/grund.txtar", "testdata/gut.txtar") {
		for _, f := range readArchive(t, file).files {
			if strings.HasSuffix(f.name, ".toml") || strings.HasPrefix(f.name, "feuert") {
				list = append(list, f.text)
			}
		}
	}
	return list
}

// FuzzLoad loads a folder with one foreign file: no panic, the findings sorted
// and always the same, every position within the file, and the index in
// agreement with BurntSushi.
func FuzzLoad(f *testing.F) {
	for _, s := range seeds(f) {
		f.Add([]byte(s))
	}
	f.Add([]byte("\ufeffkurz = 'x'\r\n"))
	f.Add([]byte("a=\"\"\"\\\\\"\"\"\"\"\"\n"))
	base := folderOf(readArchive(f, "testdata/grund.txtar"))
	const name = "partnerschaften/x.toml"
	f.Fuzz(func(t *testing.T, data []byte) {
		base[name] = &fstest.MapFile{Data: data}
		set, findings := Load(base)
		if (set == nil) != findings.Failed() {
			t.Errorf("set is nil: %v, findings:\n%s", set == nil, findings)
		}
		if _, again := Load(base); !slices.Equal(findings, again) {
			t.Errorf("findings differ:\n%s\nand:\n%s", findings, again)
		}
		if !slices.IsSortedFunc(findings, func(a, b diag.Finding) int {
			return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
		}) {
			t.Errorf("findings are not sorted:\n%s", findings)
		}
		src := strings.ReplaceAll(strings.TrimLeft(string(data), "\ufeff"), "\r\n", "\n")
		if !strings.Contains(src, "\n") {
			src = strings.ReplaceAll(src, "\r", "\n")
		}
		lines := strings.Split(src, "\n")
		for _, x := range findings {
			if x.File != name || x.Line == 0 {
				continue
			}
			if x.Line < 1 || x.Line > len(lines) || x.Column < 1 || x.Column > utf8.RuneCountInString(lines[x.Line-1])+1 {
				t.Errorf("outside the file: %v", x)
			} else if x.Source != lines[x.Line-1] {
				t.Errorf("shows the line %q: %v", x.Source, x)
			}
			if text := x.String(); strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && r != '\u00ad' && !unicode.IsGraphic(r) }) {
				t.Errorf("would steer the terminal: %q", text)
			}
			if len(x.Text)+len(x.Hint) > 1500 {
				t.Errorf("too long: %v", x)
			}
			if x.Code == CodeInternal {
				t.Errorf("%v", x)
			}
		}
		if !utf8.ValidString(src) {
			return
		}
		ix, notes, fault := scan(src, partnershipPlan)
		if len(notes) > 0 && !findings.Failed() {
			t.Errorf("%d notes are not among the findings", len(notes))
		}
		if fault != nil && fault.code == CodeTooDeep {
			return
		}
		patched := ix.patched()
		for off := range len(patched) {
			if back := ix.original(off); back < 0 || back > len(src) {
				t.Fatalf("offset %d of %q comes from %d", off, patched, back)
			}
		}
		meta, err := decodeKeys(patched)
		if err != nil {
			return
		}
		if fault != nil {
			t.Fatalf("fault %+v in what BurntSushi accepts", *fault)
		}
		if err := agree(src, ix, meta); err != nil && !findings.Failed() {
			t.Error(err)
		}
	})
}

func decodeKeys(src string) (meta toml.MetaData, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	var m map[string]any
	return toml.Decode(src, &m)
}

// folderWith returns a folder with n partnerships, each the good one of
// gut.txtar but for its name.
func folderWith(b testing.TB, n int) fstest.MapFS {
	fsys := folderOf(readArchive(b, "testdata/gut.txtar"))
	record := fsys["partnerschaften/a.toml"]
	delete(fsys, "partnerschaften/a-b.toml")
	for i := range n - 1 {
		text := strings.Replace(string(record.Data), "Vereinigtes   Königreich", fmt.Sprintf("Königreich %d", i), 1)
		fsys[fmt.Sprintf("partnerschaften/a%d.toml", i)] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

// TestAllocations holds that a record costs as many allocations among ten
// thousand as among a hundred, sound or faulty: the loader is linear.
func TestAllocations(t *testing.T) {
	if testing.Short() {
		t.Skip("loads 20000 records")
	}
	for _, test := range []struct {
		name   string
		change func(record string) string
	}{
		{"sound", func(s string) string { return s }},
		{"faulty", func(s string) string {
			return strings.NewReplacer("stand     = ", "stnd = ", "rolle = \"Vorsitz\"", "rolle = Vorsitz").Replace(s)
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			each := func(n int) float64 {
				fsys := folderWith(t, n)
				for name, file := range fsys {
					if strings.HasPrefix(name, "partnerschaften/") {
						file.Data = []byte(test.change(string(file.Data)))
					}
				}
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				_, findings := Load(fsys)
				runtime.ReadMemStats(&after)
				if findings.Failed() != (test.name == "faulty") {
					t.Fatal(findings)
				}
				return float64(after.Mallocs-before.Mallocs) / float64(n)
			}
			few, many := each(100), each(10_000)
			t.Logf("%.0f allocations a record of 100, %.0f of 10000", few, many)
			if many > 1.2*few {
				t.Errorf("%.0f allocations a record of 100, %.0f of 10000", few, many)
			}
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{17, 100, 1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			fsys := folderWith(b, n)
			b.ReportAllocs()
			for b.Loop() {
				if set, findings := Load(fsys); set == nil || len(set.Partnerships) != n {
					b.Fatal(findings)
				}
			}
		})
	}
}

// BenchmarkHostile loads one file of nearly the greatest size, full of what
// could be slow: time and memory have to stay in proportion.
func BenchmarkHostile(b *testing.B) {
	for name, parts := range map[string][3]string{
		"unknown keys":         {"", "k%d = 1\n", ""},
		"unknown tables":       {"", "[t%d]\n", ""},
		"entries":              {"", "[[begegnung]]\n", ""},
		"list":                 {"[[begegnung]]\nthemen = [", "\"a\",", "]"},
		"list of numbers":      {"[[begegnung]]\nnrw = [", "1,", "]"},
		"lines in a list":      {"[[begegnung]]\nthemen = [", "1\n,", "]"},
		"commas that lack":     {"[[begegnung]]\nthemen = [", "\"a\" ", "]"},
		"quotes that lack":     {"", "ort = \"x, a = \"b\n", ""},
		"keys twice":           {"", "[[begegnung]]\nort = \"a\"\nort = \"b\"\n", ""},
		"headers without end":  {"", "[begegnung %d\n", ""},
		"list of bad texts":    {"[[begegnung]]\nthemen = [", "\"\u200b\",", "]"},
		"persons":              {"[[begegnung]]\nnrw = [", "{name = 'a'},", "]"},
		"dotted keys":          {"", "a.b.c.d.e.f.g.h.k%d = 1\n", ""},
		"unknown committees":   {"", "[[gremium]]\nname = 'a%d'\n[[begegnung]]\ngremium = 'b'\n", ""},
		"characters forbidden": {"kurz = \"", "\\u200b", "\""},
		"quotes":               {"kurz = \"\"\"", "\"\"a", "\"\"\""},
	} {
		b.Run(name, func(b *testing.B) {
			var src strings.Builder
			src.WriteString(parts[0])
			for i := 0; src.Len() < maxSize-200; i++ {
				src.WriteString(strings.Replace(parts[1], "%d", fmt.Sprint(i), 1))
			}
			src.WriteString(parts[2])
			fsys := folderOf(readArchive(b, "testdata/grund.txtar"))
			fsys["partnerschaften/x.toml"] = &fstest.MapFile{Data: []byte(src.String())}
			b.SetBytes(int64(src.Len()))
			b.ReportAllocs()
			for b.Loop() {
				if set, _ := Load(fsys); set != nil {
					b.Fatal("loaded without a fault")
				}
			}
		})
	}
}
