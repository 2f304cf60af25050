package compose

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// A template's fault is one German finding at its place.
func TestTemplateFaults(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"unknown field", "a\n{{.Foo}}", "bericht.tmpl:2:3: Fehler: Das Feld „Foo“ gibt es hier nicht (Report). [vorlage-fehler]\n  Hinweis: Die Stelle: {{.Foo}}"},
		{"unknown function", "{{foo}}", "bericht.tmpl:1: Fehler: Die Funktion „foo“ gibt es nicht. [vorlage-fehler]"},
		{"unknown template", `{{template "x" .}}`, "bericht.tmpl:1:12: Fehler: Die Vorlage „x“ gibt es nicht. [vorlage-fehler]\n  Hinweis: Die Stelle: {{template \"x\" .}}"},
		{"unclosed", "{{if .Letter}}", "bericht.tmpl:1: Fehler: Eine geschweifte Klammer oder ein {{if}}, {{range}} oder {{with}} ist nicht geschlossen. [vorlage-fehler]\n  Hinweis: Zu jedem {{if}}, {{range}}, {{with}} und {{define}} gehört ein {{end}}."},
		{"endless loop", "\n{{range 1000000000}}{{end}}", "bericht.tmpl:2:3: Fehler: Eine Schleife der Vorlage endet nicht, oder die Vorlagen rufen einander zu oft auf. [vorlage-fehler]"},
		{"endless recursion", `{{template "bericht.tmpl" .}}`, "bericht.tmpl:1:12: Fehler: Die Vorlage ruft sich ohne Ende selbst auf. [vorlage-fehler]\n  Hinweis: Die Stelle: {{template \"bericht.tmpl\" .}}"},
		{"number of nothing", `{{verb 1.5 "a" "b"}}`, "bericht.tmpl:1:3: Fehler: Der Aufruf von „verb“ ist so nicht möglich. [vorlage-fehler]\n  Hinweis: Die Stelle: {{verb 1.5 \"a\" \"b\"}}"},
		{"text that doubles itself", `{{$x := printf "%1000d" 1}}{{range 40}}{{$x = printf "%s%s" $x $x}}{{end}}`, "bericht.tmpl:1:47: Fehler: Die Vorlage erzeugt zu viel Text. [vorlage-fehler]\n  Hinweis: Vermutlich endet eine Schleife nicht. Die Stelle: {{printf \"%s%s\" $x $x}}"},
		{"templates that call each other too often", tower(30), "bericht.tmpl:1:3: Fehler: Eine Schleife der Vorlage endet nicht, oder die Vorlagen rufen einander zu oft auf. [vorlage-fehler]"},
		{"escaper for another language", `{{html .Edition.Topic}}`, "bericht.tmpl:1:3: Fehler: Der Aufruf von „html“ ist so nicht möglich. [vorlage-fehler]\n  Hinweis: Die Stelle: {{html .Edition.Topic}}"},
		{"comparison of texts", `{{eq .House .House}}`, "bericht.tmpl:1:3: Fehler: Der Aufruf von „eq“ ist so nicht möglich. [vorlage-fehler]\n  Hinweis: Die Stelle: {{eq .House .House}}"},
		{"a view instead of its field", `{{.House}}`, "bericht.tmpl: Fehler: Eine Vorlage druckt eine ganze Angabe statt eines ihrer Felder. [vorlage-fehler]\n  Hinweis: Schreiben Sie dort ein Feld, zum Beispiel {{.Partner.Short}} statt {{.Partner}}."},
		{"a list of views", `{{printf "%v" .Sections}}`, "bericht.tmpl: Fehler: Eine Vorlage druckt eine ganze Angabe statt eines ihrer Felder. [vorlage-fehler]\n  Hinweis: Schreiben Sie dort ein Feld, zum Beispiel {{.Partner.Short}} statt {{.Partner}}."},
		{"a kind that there is not", `{{range .Sections}}{{.Last.Is "Gespraech"}}{{end}}`, "bericht.tmpl:1:27: Fehler: Der Aufruf von „Is“ ist so nicht möglich. [vorlage-fehler]\n  Hinweis: Die Stelle: {{.Last.Is}}"},
		{"noncharacter", "a\U0010FFFF", "bericht.tmpl:1: Fehler: Die Vorlage enthält ein Zeichen, das nur für private Zwecke vorgesehen ist. [vorlage-zeichen]\n  Hinweis: Bitte das Zeichen entfernen."},
		{"private-use character", "a\n\uE000", "bericht.tmpl:2: Fehler: Die Vorlage enthält ein Zeichen, das nur für private Zwecke vorgesehen ist. [vorlage-zeichen]\n  Hinweis: Bitte das Zeichen entfernen."},
	} {
		_, findings := execute(fstest.MapFS{Root: {Data: []byte(tt.src)}}, Root, &Report{Sections: []Section{{Last: &Meeting{}}}})
		if got := findings.String(); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
	_, findings := execute(fstest.MapFS{Root: {Data: []byte(`{{define "wo"}}a{{end}}`)}, "x.tmpl": {Data: []byte("x\n{{define \"wo\"}}b{{end}}")}}, Root, &Report{})
	if got, want := findings.String(), "x.tmpl:2: Fehler: Den Baustein „wo“ gibt es schon in bericht.tmpl. [vorlage-doppelt]\n  Hinweis: Geben Sie ihm in einer der beiden Dateien einen anderen Namen."; got != want {
		t.Errorf("defined twice: got %s", got)
	}
	_, findings = execute(fstest.MapFS{"brief.tmpl": {}}, Root, &Report{})
	if got, want := findings.String(), "bericht.tmpl: Fehler: Die Vorlage „bericht.tmpl“ fehlt. [vorlagen-fehlen]\n  Hinweis: Diese Vorlage ruft alle anderen auf."; got != want {
		t.Errorf("root missing: got %s", got)
	}
	_, findings = execute(fstest.MapFS{}, Root, &Report{})
	if got, want := findings.String(), "Fehler: Es gibt keine Vorlagen. [vorlagen-fehlen]\n  Hinweis: Bitte den Ordner der Vorlagen prüfen; er enthält Dateien wie „bericht.tmpl“."; got != want {
		t.Errorf("no templates: got %s", got)
	}
}

// tower is n templates, each of which calls the next one twice.
func tower(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{{define "t%d"}}{{template "t%d"}}{{template "t%d"}}{{end}}`, i, i+1, i+1)
	}
	fmt.Fprintf(&b, `{{define "t%d"}}{{end}}{{template "t0"}}`, n)
	return b.String()
}
