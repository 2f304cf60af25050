package build

import (
	"io/fs"
	"testing"
	"testing/fstest"
)

func TestOverlay(t *testing.T) {
	base := Tree{Name: "templates", FS: fstest.MapFS{
		"bericht.tmpl": {Data: []byte("eingebauter Bericht")},
		"brief.tmpl":   {Data: []byte("eingebauter Brief")},
		"templates.go": {},
	}}
	for _, tt := range []struct {
		name          string
		top           fstest.MapFS
		brief, report string // what the templates then hold
		findings      string
	}{
		{
			name:  "one replaced, editors' leavings and other files ignored",
			top:   fstest.MapFS{"brief.tmpl": {Data: []byte("eigener Brief")}, "brief.tmpl~": {}, ".brief.tmpl.swp": {}, "LIESMICH.md": {}},
			brief: "eigener Brief", report: "eingebauter Bericht",
		},
		{
			name: "unknown names",
			top:  fstest.MapFS{"breif.tmpl": {}, "bericht.tmpl.txt": {}, "vorspann.tmpl": {}, "BRIEF.TMPL": {}},
			findings: `eigene/BRIEF.TMPL: Fehler: Eine Vorlage dieses Namens gibt es nicht. [vorlage-unbekannt]
  Hinweis: Meinten Sie „brief.tmpl“?
eigene/bericht.tmpl.txt: Fehler: Eine Vorlage dieses Namens gibt es nicht. [vorlage-unbekannt]
  Hinweis: Meinten Sie „bericht.tmpl“?
eigene/breif.tmpl: Fehler: Eine Vorlage dieses Namens gibt es nicht. [vorlage-unbekannt]
  Hinweis: Meinten Sie „brief.tmpl“?
eigene/vorspann.tmpl: Fehler: Eine Vorlage dieses Namens gibt es nicht. [vorlage-unbekannt]
  Hinweis: Vorlagen heißen: „bericht.tmpl“, „brief.tmpl“.`,
		},
		{
			name: "no template at all",
			top:  fstest.MapFS{"LIESMICH.md": {}},
			findings: `eigene: Warnung: Der Ordner enthält keine Vorlage; es gelten die eingebauten. [vorlagen-leer]
  Hinweis: Vorlagen heißen: „bericht.tmpl“, „brief.tmpl“.`,
			brief: "eingebauter Brief", report: "eingebauter Bericht",
		},
		{
			name:     "a folder of a template's name",
			top:      fstest.MapFS{"brief.tmpl/darin.txt": {}},
			findings: `eigene/brief.tmpl: Fehler: Die Vorlage ist nicht lesbar: dort liegt ein Ordner. [vorlage-unlesbar]`,
		},
		{
			name:     "a pipe",
			top:      fstest.MapFS{"brief.tmpl": {Mode: fs.ModeNamedPipe}},
			findings: `eigene/brief.tmpl: Fehler: Die Vorlage ist nicht lesbar: dort liegt keine gewöhnliche Datei. [vorlage-unlesbar]`,
		},
		{
			name: "as large as may be, and larger",
			top:  fstest.MapFS{"bericht.tmpl": {Data: make([]byte, maxTemplate)}, "brief.tmpl": {Data: make([]byte, maxTemplate+1)}},
			findings: `eigene/brief.tmpl: Fehler: Die Vorlage ist größer als 1 MiB und wird nicht gelesen. [vorlage-zu-gross]
  Hinweis: Prüfen Sie, ob es die richtige Datei ist.`,
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fsys, findings := overlay(base, Tree{Name: "eigene", FS: tt.top})
			findings.Sort()
			if got := findings.String(); got != tt.findings {
				t.Errorf("findings:\n%s\nwant:\n%s", got, tt.findings)
			}
			if findings.Failed() {
				return
			}
			for name, want := range map[string]string{"brief.tmpl": tt.brief, "bericht.tmpl": tt.report} {
				if got, err := fs.ReadFile(fsys, name); err != nil || string(got) != want {
					t.Errorf("%s: %q, %v, want %q", name, got, err, want)
				}
			}
			if names, err := fs.Glob(fsys, "*.tmpl"); err != nil || len(names) != 2 {
				t.Errorf("templates are %q, %v", names, err)
			}
		})
	}
}

// TestNoOverlay: without an overlay the built-in templates hold, as they are.
func TestNoOverlay(t *testing.T) {
	base := fstest.MapFS{"brief.tmpl": {Data: []byte("eingebaut")}}
	fsys, findings := overlay(Tree{Name: "templates", FS: base}, Tree{})
	if len(findings) > 0 {
		t.Errorf("findings:\n%s", findings)
	}
	if got, err := fs.ReadFile(fsys, "brief.tmpl"); err != nil || string(got) != "eingebaut" {
		t.Errorf("%q, %v", got, err)
	}
}
