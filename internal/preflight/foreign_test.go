package preflight_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"umsetzungsstand/internal/pdf/pdftest"
)

// TestChromium: the true faults of a page that a browser printed are found, and
// what is sound in it is not blamed.
func TestChromium(t *testing.T) {
	browser := pdftest.Tool(t, "chromium", "chromium-browser", "google-chrome")
	dir := t.TempDir()
	page, file := filepath.Join(dir, "seite.html"), filepath.Join(dir, "seite.pdf")
	const html = `<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Probe</title></head><body>
<h1>Umsetzungsstand</h1><p>Text mit <a href="https://www.land.nrw/">Verweis</a> und Łódź.</p>
<h3>Sprung</h3><ul><li>eins</li><li>zwei</li></ul>
<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>
<p style="color:#ccc">blass</p></body></html>`
	if err := os.WriteFile(page, []byte(html), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(browser, "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu",
		"--user-data-dir="+filepath.Join(dir, "profil"), "--print-to-pdf="+file, "file://"+page)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got := codes(data, nil)
	for _, code := range []string{"metadaten-fehlen", "farbe-ausgabeabsicht", "pdf-kennung", "ueberschrift-stufe", "link-beschreibung", "farbe-kontrast"} {
		if !slices.Contains(got, code) {
			t.Errorf("%s is not found: %q", code, got)
		}
	}
	for _, code := range []string{"pdf-unlesbar", "struktur-fehlt", "sprache-fehlt", "schrift-nicht-eingebettet", "seite-inhalt-ungekennzeichnet", "ueberschrift-erste", "liste-aufbau"} {
		if slices.Contains(got, code) {
			t.Errorf("%s is found: %q", code, got)
		}
	}
}
