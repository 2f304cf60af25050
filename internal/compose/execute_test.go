package compose

import (
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
		{"endless loop", "\n{{range 1000000000}}{{end}}", "bericht.tmpl:2:3: Fehler: Eine Schleife der Vorlage endet nicht. [vorlage-fehler]"},
		{"endless recursion", `{{template "bericht.tmpl" .}}`, "bericht.tmpl:1:12: Fehler: Die Vorlage ruft sich ohne Ende selbst auf. [vorlage-fehler]\n  Hinweis: Die Stelle: {{template \"bericht.tmpl\" .}}"},
		{"number of nothing", `{{verb 1.5 "a" "b"}}`, "bericht.tmpl:1:3: Fehler: Die Vorlage ist fehlerhaft: error calling verb: verb: float64 has no number. [vorlage-fehler]\n  Hinweis: Die Stelle: {{verb 1.5 \"a\" \"b\"}}"},
		{"private-use character", "a\n\uE000", "bericht.tmpl:2: Fehler: Die Vorlage enthält ein Zeichen, das nur für private Zwecke vorgesehen ist. [vorlage-zeichen]\n  Hinweis: Bitte das Zeichen entfernen."},
	} {
		_, findings := execute(fstest.MapFS{Root: {Data: []byte(tt.src)}}, &Report{})
		if got := findings.String(); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
	_, findings := execute(fstest.MapFS{"brief.tmpl": {}}, &Report{})
	if got, want := findings.String(), "bericht.tmpl: Fehler: Die Vorlage „bericht.tmpl“ fehlt. [vorlagen-fehlen]\n  Hinweis: Diese Vorlage ruft alle anderen auf."; got != want {
		t.Errorf("root missing: got %s", got)
	}
	_, findings = execute(fstest.MapFS{}, &Report{})
	if got, want := findings.String(), "Fehler: Es gibt keine Vorlagen. [vorlagen-fehlen]\n  Hinweis: Bitte den Ordner der Vorlagen prüfen; er enthält Dateien wie „bericht.tmpl“."; got != want {
		t.Errorf("no templates: got %s", got)
	}
}
