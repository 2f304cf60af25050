package preview

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// sizes are the windows that the page has to look well in: a desk's and a
// tablet's.
var sizes = [][2]int64{{1400, 1000}, {820, 1180}}

// scheme makes a tab prefer a colour scheme.
func scheme(name string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}},
		})
		return err
	})
}

// broken is a record that somebody is still typing.
func breakRecord(t testing.TB, s *station) { save(t, s.dir, benelux, "typ  =", "typ  == ") }
func mendRecord(t testing.TB, s *station)  { save(t, s.dir, benelux, "typ  == ", "typ  =") }

// TestLook takes pictures of the page for a person to look at:
//
//	go test ./internal/preview -run Look -artifacts -outputdir /tmp/vorschau
//
// What a program can judge is that nothing stands out sideways, on small
// screens neither, and that tables have room except on a phone.
func TestLook(t *testing.T) {
	s := start(t, folder(t), "")
	frozen := filepath.Join(t.TempDir(), "entwurf.html")
	if err := os.WriteFile(frozen, made(t, records(t), edition).HTML(), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, size := range append([][2]int64{{1280, 900}, {390, 800}}, sizes...) {
		p := open(t, "http://"+s.addr+"/", size[0], size[1])
		picture := func(name string) {
			t.Helper()
			p.noSideways(name)
			p.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
				data, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
				keep(t, fmt.Sprintf("%d-%s.png", size[0], name), data)
				return err
			}))
		}
		for _, colours := range []string{"light", "dark"} {
			p.do(scheme(colours))
			eval[bool](p, `scrollTo(0, 0), true`)
			if cut := eval[string](p, `[...document.querySelectorAll(".rollen")].filter((e) => e.scrollWidth > e.clientWidth).map((e) => e.ariaLabel).join()`); cut != "" && size[0] > 400 {
				t.Errorf("%d px: no room for %s", size[0], cut)
			}
			picture(colours + "-anfang")
			for _, place := range []string{"teil-titelblatt", "s-antwort", "s-uebersicht", "s-wallonie", "s-china", "abdeckung"} {
				eval[bool](p, fmt.Sprintf(`document.getElementById(%q).scrollIntoView(), true`, place))
				picture(colours + "-" + place)
			}
			eval[bool](p, `document.getElementById("zeige-orte").click(), document.getElementById("s-ghana").scrollIntoView(), true`)
			picture(colours + "-fundstellen")
			eval[bool](p, `document.getElementById("zeige-orte").click(), true`)
			breakRecord(t, s)
			p.await(`!document.getElementById("stoerung").hidden`)
			picture(colours + "-stoerung")
			mendRecord(t, s)
			p.await(`document.getElementById("stoerung").hidden`)
		}
		p.do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
			data, err := chromedp.Run(ctx, chromedp.PrintToPDF())
			keep(t, fmt.Sprintf("%d-druck.pdf", size[0]), data)
			return err
		}))
		p = open(t, "file://"+frozen, size[0], size[1])
		picture("datei")
	}
}

// noSideways checks that the page is no wider than its window: only tables and
// lines of files may scroll sideways, each in its own box.
func (p *tab) noSideways(when string) {
	p.t.Helper()
	if over := eval[int](p, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
		p.t.Errorf("%s: the page is %d px wider than its window", when, over)
	}
}
