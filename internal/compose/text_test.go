package compose

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"text/template"
)

func TestEscape(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"Ungarn", "Ungarn"},
		{"Nordrhein-Westfalen – Ungarn", "Nordrhein-Westfalen – Ungarn"},
		{"NRW.Global Business", "NRW.Global Business"},
		{"Handel & Wandel", "Handel & Wandel"},
		{"&amp;", `\&amp;`},
		{"a&", `a\&`},
		{`\`, `\\`},
		{"a*b_c`d", "a\\*b\\_c\\`d"},
		{"<b>|~$@^{[#", `\<b\>\|\~\$\@\^\{\[\#`},
		{"[x](y)", `\[x\](y)`},
		{"www.nrw.de", `www\.nrw.de`},
		{"WWW.nrw.de", `WWW\.nrw.de`},
		{"https://nrw.de", `https\://nrw.de`},
		{"18. Oktober", "18\uE001. Oktober"},
		{"1) a", "1\uE001) a"},
		{"3.14", "3\uE001.14"},
		{"- a", "\uE001- a"},
		{"a - b", "a - b"},
		{"{{.}}", `\{\{.}}`},
	} {
		if got := unmarked(text(tt.in, 0)); got != tt.want {
			t.Errorf("text(%q) prints %q, want %q", tt.in, got, tt.want)
		}
	}
}

// However a template prints a text, it comes out escaped; its truth is that of
// its content.
func TestTextInTemplates(t *testing.T) {
	for _, tt := range []struct{ tmpl, want string }{
		{`{{.A}}`, `a\*b`},
		{`{{printf "%s" .A}}`, `a\*b`},
		{`{{printf "%v" .A}}`, `a\*b`},
		{`{{print .A}}`, `a\*b`},
		{`{{println .A}}`, "a\\*b\n"},
		{`{{printf "%q %x %#v" .A .A .A}}`, `a\*b a\*b a\*b`},
		{`{{range .A}}{{.}}{{end}}`, `a\*b`},
		{`{{index .A 0}}`, `a\*b`},
		{`{{with .A}}{{.}}{{end}}`, `a\*b`},
		{`{{range .L}}{{.}};{{end}}`, `a\*b;c;`},
		{`{{list .L}}`, `a\*b und c`},
		{`{{upper .A}}`, `A\*b`},
		{`{{if .E}}ja{{else}}nein{{end}}`, `nein`},
	} {
		tmpl := template.Must(template.New("t").Funcs(funcs(nil)).Parse(tt.tmpl))
		var b strings.Builder
		data := map[string]any{"A": text("a*b", 0), "E": text("", 0), "L": []Text{text("a*b", 0), text("c", 0)}}
		if err := tmpl.Execute(&b, data); err != nil {
			t.Errorf("%s: %v", tt.tmpl, err)
		} else if got := strings.ReplaceAll(b.String(), "\uE000", ""); got != tt.want {
			t.Errorf("%s prints %q, want %q", tt.tmpl, b.String(), tt.want)
		}
	}
}

// The law: what a template sees holds no bare string, so that nothing reaches
// the Markdown unescaped.
func TestTemplateDataHoldsNoBareString(t *testing.T) {
	seen := map[reflect.Type]bool{}
	textType := reflect.TypeFor[Text]()
	var look func(path string, typ reflect.Type)
	look = func(path string, typ reflect.Type) {
		if typ == textType || seen[typ] {
			return
		}
		switch typ.Kind() {
		case reflect.String, reflect.Interface, reflect.Map, reflect.Func, reflect.Chan:
			t.Errorf("%s is a %s: a template would print it unescaped", path, typ)
			return
		}
		seen[typ] = true
		for _, u := range []reflect.Type{typ, reflect.PointerTo(typ)} {
			for i := range u.NumMethod() {
				m := u.Method(i)
				if m.Name == "String" { // the mark of whole, see below
					continue
				}
				for j := range m.Type.NumOut() {
					if j > 0 && m.Type.Out(j) == reflect.TypeFor[error]() {
						continue
					}
					look(path+"."+m.Name+"()", m.Type.Out(j))
				}
			}
		}
		switch typ.Kind() {
		case reflect.Slice, reflect.Array, reflect.Pointer:
			look(path+"[]", typ.Elem())
		case reflect.Struct:
			// Printed as it is, a view is a mistake that execute finds.
			if s, ok := reflect.Zero(typ).Interface().(fmt.Stringer); !ok || s.String() != string(rune(markWhole)) {
				t.Errorf("%s: printing a %s does not give the mark", path, typ)
			}
			for i := range typ.NumField() {
				if f := typ.Field(i); f.IsExported() {
					look(path+"."+f.Name, f.Type)
				}
			}
		}
	}
	look("Report", reflect.TypeFor[Report]())
	if len(seen) < 20 {
		t.Errorf("looked through %d types only", len(seen))
	}
}

func TestProse(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"Ein Satz.", "Ein Satz."},
		{"a **b** c", "a **b** c"},
		{"a *b* c", "a *b* c"},
		{"a * b * c", `a \* b \* c`},
		{"a ** b", `a \*\* b`},
		{"[Amt](https://nrw.de/a_b?x=1&y=2)", "[Amt](https://nrw.de/a_b?x=1&amp;y=2)"},
		{"[x](javascript:alert(1))", `\[x\](javascript:alert(1))`},
		{"[x](y)", `\[x\](y)`},
		{"# kein Titel", `\# kein Titel`},
		{"eins\nzwei", "eins zwei"},
		{"eins\n\nzwei", "eins\n\nzwei"},
		{"Dazu:\n- a\n- b", "Dazu:\n- a\n- b"},
		{"<b>", `\<b\>`},
		{"hier![Programm](https://nrw.de)", `hier\![Programm](https://nrw.de)`},
		{"*(Kultur)*tage *ja*", `\*(Kultur)\*tage *ja*`},
		{"**„Wort“**heit", `\*\*„Wort“\*\*heit`},
		{"(*so*), „**so**“", "(*so*), „**so**“"},
		{"*x***y**", `\*x\*\*\*y\*\*`},
		{"**\u00a0nbsp** und **b**", "\\*\\*\u00a0nbsp\\*\\* und **b**"},
	} {
		if got := unmarked(prose(tt.in, 0)); got != tt.want {
			t.Errorf("prose(%q) prints %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestEnumerate(t *testing.T) {
	for _, tt := range []struct {
		in   []string
		want string
	}{
		{nil, ""},
		{[]string{"A"}, "A"},
		{[]string{"A", "B"}, "A und B"},
		{[]string{"A", "B", "C"}, "A, B und C"},
		{[]string{"A und B", "C", "D"}, "A und B, C sowie D"},
	} {
		var list []Text
		for _, s := range tt.in {
			list = append(list, text(s, 0))
		}
		if got := unmarked(enumerate(list)); got != tt.want {
			t.Errorf("enumerate(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestPlain(t *testing.T) {
	for _, r := range []rune{0xE000, 0xF8FF, 0xF0000, 0xFFFFE, 0xFFFFF, 0x100000, 0x10FFFE, 0x10FFFF} {
		if got := plain("a" + string(r) + "b"); got != "ab" {
			t.Errorf("plain leaves %U: %q", r, got)
		}
	}
	if s := "ä\uFFFDé\U0001F600\U000E0001"; plain(s) != s {
		t.Errorf("plain changes %q", s)
	}
}

func TestContract(t *testing.T) {
	for _, tt := range []struct{ preposition, in, want string }{
		{"von", "dem Präsidenten", "vom Präsidenten"},
		{"von", "der Ministerin", "von der Ministerin"},
		{"zu", "der Sitzung", "zur Sitzung"},
		{"von", "Nathanael Liminski", "von Nathanael Liminski"},
	} {
		if got := unmarked(contract(tt.preposition, text(tt.in, 0))); got != tt.want {
			t.Errorf("contract(%q, %q) = %q, want %q", tt.preposition, tt.in, got, tt.want)
		}
	}
}

// unmarked prints a Text without its end marks.
func unmarked(t Text) string { return strings.ReplaceAll(t.String(), "\uE000", "") }
