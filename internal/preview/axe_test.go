package preview

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"

	"umsetzungsstand/internal/pdf/pdftest"
)

// violation is what axe holds against a page.
type violation struct {
	ID, Help string
	Nodes    []struct {
		HTML           string
		FailureSummary string
	}
}

// TestAxe: axe-core finds nothing to object to, in both colour schemes and at
// both sizes, whether the page shows findings, a fault, or is a file.
func TestAxe(t *testing.T) {
	source, err := os.ReadFile(filepath.Join(pdftest.NodeModules(t, "axe-core"), "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	s := start(t, folder(t), "")
	frozen := filepath.Join(t.TempDir(), "entwurf.html")
	if err := os.WriteFile(frozen, made(t, records(t), edition).HTML(), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, size := range sizes {
		p := open(t, "http://"+s.addr+"/", size[0], size[1])
		file := open(t, "file://"+filepath.ToSlash(frozen), size[0], size[1])
		examine := func(p *tab, state string) {
			t.Helper()
			for _, colours := range []string{"light", "dark"} {
				p.do(scheme(colours))
				var found []violation
				answer := eval[string](p, `(async () => JSON.stringify((await axe.run()).violations))()`)
				if err := json.Unmarshal([]byte(answer), &found); err != nil {
					t.Fatal(err)
				}
				for _, v := range found {
					t.Errorf("%s, %d px, %s: %s: %s", state, size[0], colours, v.ID, v.Help)
					for i, n := range v.Nodes {
						if i < 3 {
							t.Logf("  %.200s\n  %s", n.HTML, n.FailureSummary)
						}
					}
				}
			}
		}
		none := open(t, "http://"+s.addr+"/?ausgabe=1999-Q1", size[0], size[1])
		for _, p := range []*tab{p, file, none} {
			p.do(chromedp.Evaluate[chromedp.Void](string(source)))
			if rules := eval[int](p, `axe.getRules().length`); rules < 80 {
				t.Fatalf("axe knows %d rules only", rules)
			}
		}
		examine(p, "as it begins")
		eval[bool](p, `document.querySelectorAll("details").forEach((d) => { d.open = true; }), document.getElementById("zeige-orte").click(), true`)
		examine(p, "with findings and places")
		breakRecord(t, s)
		p.await(`!document.getElementById("stoerung").hidden`)
		examine(p, "with a fault")
		eval[bool](p, `document.getElementById("verbindung").hidden = false, true`)
		examine(p, "cut off")
		mendRecord(t, s)
		examine(file, "as a file")
		examine(none, "without a draft")
		// What finds nothing may be blind.
		eval[bool](file, `document.querySelector("main").insertAdjacentHTML("beforeend", "<p><a href='#s-ghana' role='slider'></a></p>"), true`)
		if n := eval[int](file, `(async () => (await axe.run()).violations.length)()`); n == 0 {
			t.Error("axe sees nothing at all")
		}
	}
}
