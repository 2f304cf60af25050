package preview

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// draftHas is an expression that is true when the draft holds a text.
func draftHas(text string) string {
	return fmt.Sprintf(`document.getElementById("entwurf").textContent.includes(%q)`, text)
}

// firstSeen says which passage is the first in sight, and how far from the top.
const firstSeen = `(() => {
  const first = [...document.querySelectorAll("main [data-block]")].find((e) => e.getBoundingClientRect().bottom > 0 && !e.querySelector("[data-block]"));
  return first.textContent.slice(0, 40) + " " + Math.round(first.getBoundingClientRect().top);
})()`

// passageWith is an expression for the passage that holds a text.
func passageWith(text string) string {
	return fmt.Sprintf(`[...document.querySelectorAll("main [data-block]")].find((e) => e.textContent.includes(%q))`, text)
}

// inSight is an expression that is true when an element is wholly in the window.
func inSight(element string) string {
	return fmt.Sprintf(`(() => { const r = (%s).getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; })()`, element)
}

// TestLive: what is saved is seen without a reload, where one reads.
func TestLive(t *testing.T) {
	s := start(t, folder(t), "")
	p := open(t, "http://"+s.addr+"/", 1400, 1000)
	eval[bool](p, `window.stays = true`)

	// In sight: nothing moves but what has changed.
	eval[bool](p, passageWith("laufend in Arbeitsgruppen")+`.scrollIntoView({ block: "center" }), true`)
	at := eval[string](p, firstSeen)
	save(t, s.dir, benelux, sentence, rewrite+strings.Repeat(" Das Neue ist länger.", 30))
	p.await(draftHas("stetig in Arbeitsgruppen"))
	if got := eval[string](p, firstSeen); got != at {
		t.Errorf("a change in sight moves the page from %q to %q", at, got)
	}
	if !eval[bool](p, passageWith("stetig in Arbeitsgruppen")+`.classList.contains("frisch")`) {
		t.Error("what has changed does not show")
	}
	p.await(`document.getElementById("meldung").textContent === "Der Entwurf ist aktualisiert: Eine Stelle hat sich geändert."`)

	// Above and in sight at once: the overview and the section of an agreement.
	eval[bool](p, passageWith("Ein weiterer Benelux-Gipfel")+`.scrollIntoView({ block: "end" }), true`)
	at = eval[string](p, firstSeen)
	save(t, s.dir, benelux, `was     = "ein weiterer Benelux-Gipfel"`, `was     = "ein weiterer Benelux-Gipfel der Regierungen aller Länder, die daran teilnehmen wollen"`)
	p.await(draftHas("Ein weiterer Benelux-Gipfel der Regierungen"))
	if got := eval[string](p, firstSeen); got != at {
		t.Errorf("a change above moves the page from %q to %q", at, got)
	}

	// Out of sight, below and above: the page goes there.
	for _, place := range []string{`scrollTo(0, 0), true`, `scrollTo(0, document.body.scrollHeight), true`} {
		eval[bool](p, place)
		p.await(`!(` + inSight(passageWith("Benelux-Gipfel der Regierungen")) + `)`)
		save(t, s.dir, benelux, "Benelux-Gipfel der Regierungen", "neuer Benelux-Gipfel der Regierungen")
		p.await(inSight(passageWith("weiterer neuer ")))
		save(t, s.dir, benelux, "neuer Benelux-Gipfel der Regierungen", "Benelux-Gipfel der Regierungen")
		p.await(`!` + draftHas("weiterer neuer "))
	}

	// What goes: the page goes where it was.
	eval[bool](p, `scrollTo(0, 0), true`)
	record, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(benelux)))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(record), "[[massnahme]]")
	entry, _, _ := strings.Cut(rest, "[[planung]]")
	save(t, s.dir, benelux, "[[massnahme]]"+entry, "")
	p.await(`!` + draftHas("stetig in Arbeitsgruppen"))
	p.await(inSight(passageWith("weiterer Benelux-Gipfel")))
	p.await(`document.getElementById("meldung").textContent === "Der Entwurf ist aktualisiert: Eine Stelle ist entfallen."`)
	save(t, s.dir, benelux, "stand   = 2023-10-31", "stand   = 2024-01-01") // after the Stichtag
	p.await(`!` + draftHas("Benelux-Gipfel der Regierungen"))
	if !eval[bool](p, `window.stays`) {
		t.Error("the page was loaded anew")
	}
	if ids := eval[int](p, `(() => { const all = [...document.querySelectorAll("[id]")].map((e) => e.id); return all.length - new Set(all).size; })()`); ids != 0 {
		t.Errorf("%d ids are there twice", ids)
	}
	p.sameAsFresh(s)
	p.quiet(s.addr)
}

// sameAsFresh checks that a page that was kept up to date is as one that was
// just loaded.
func (p *tab) sameAsFresh(s *station) {
	p.t.Helper()
	differs := eval[string](p, `(async () => {
  const clean = (doc) => {
    const body = doc.body.cloneNode(true);
    body.querySelector("#meldung").textContent = "";
    body.querySelectorAll("[aria-current]").forEach((e) => e.removeAttribute("aria-current"));
    body.querySelectorAll(".frisch").forEach((e) => e.classList.remove("frisch"));
    body.querySelectorAll("[class='']").forEach((e) => e.removeAttribute("class"));
    body.querySelectorAll("details").forEach((e) => { e.open = false; });
    return body.innerHTML.replace(/\s+/g, " ").replace(/> </g, "><");
  };
  const fresh = new DOMParser().parseFromString(await (await fetch("/?ausgabe=" + document.body.dataset.ausgabe)).text(), "text/html");
  const a = clean(document), b = clean(fresh);
  if (a === b) return "";
  let i = 0;
  while (a[i] === b[i]) i++;
  return a.slice(Math.max(0, i - 80), i + 200) + "\n… statt …\n" + b.slice(Math.max(0, i - 80), i + 200);
})()`)
	if differs != "" {
		p.t.Errorf("the page is not as a fresh one:\n%s", differs)
	}
}

// TestBroken: somebody is still typing. The draft stays, the fault stands above
// it, and nothing moves; mended, it goes.
func TestBroken(t *testing.T) {
	s := start(t, folder(t), "")
	p := open(t, "http://"+s.addr+"/", 1400, 1000)
	eval[bool](p, passageWith("laufend in Arbeitsgruppen")+`.scrollIntoView({ block: "center" }), window.stays = true`)
	at := eval[string](p, firstSeen)
	for range 3 {
		breakRecord(t, s)
		p.await(`!document.getElementById("stoerung").hidden`)
		text := eval[string](p, `document.getElementById("stoerung").innerText`)
		for _, want := range []string{"Der Entwurf darunter ist der letzte fehlerfreie", "sources/partnerschaften/benelux-union.toml, Zeile 6, Spalte 7", "typ  =="} {
			if !strings.Contains(text, want) {
				t.Errorf("the fault does not say %q:\n%s", want, text)
			}
		}
		if !eval[bool](p, inSight(`document.getElementById("stoerung")`)) {
			t.Error("the fault is not in sight")
		}
		if !eval[bool](p, draftHas("laufend in Arbeitsgruppen")) || eval[string](p, firstSeen) != at {
			t.Errorf("the draft has moved from %q to %q", at, eval[string](p, firstSeen))
		}
		mendRecord(t, s)
		p.await(`document.getElementById("stoerung").hidden`)
		if got := eval[string](p, firstSeen); got != at {
			t.Errorf("the draft has moved from %q to %q", at, got)
		}
	}
	p.sameAsFresh(s)

	// Broken from the beginning: there is no draft, and then there is one.
	breakRecord(t, s)
	p.await(`!document.getElementById("stoerung").hidden`)
	p.close()
	s.stop()
	s = start(t, s.dir, "")
	p = open(t, "http://"+s.addr+"/", 1400, 1000)
	if title := eval[string](p, `document.title + document.querySelector("#stoerung h2").innerText`); title != "Noch kein EntwurfNoch kein Entwurf" {
		t.Errorf("without a draft the title is %q", title)
	}
	mendRecord(t, s)
	p.await(draftHas("laufend in Arbeitsgruppen"))
	p.sameAsFresh(s)
	p.quiet(s.addr)
}

// focus says where the focus is, as one would find it again.
const focus = `(() => {
  const e = document.activeElement;
  return e === document.body ? "" : [e.tagName, e.id, e.getAttribute("href"), e.dataset.ort, e.textContent.trim().slice(0, 40)].join(" ");
})()`

// TestKeyboard: everything is reached with Tab alone, and one sees where one is.
func TestKeyboard(t *testing.T) {
	s := start(t, folder(t), "")
	p := open(t, "http://"+s.addr+"/", 1400, 1000)
	if got := eval[string](p, focus); got != "" {
		t.Fatalf("the focus begins at %s", got)
	}
	// All that reacts to a mouse, in the order of the page.
	const reacts = `[...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")].filter((e) => e.checkVisibility())`
	want := eval[int](p, reacts+`.length`)
	eval[bool](p, `window.reached = new Set(), window.unseen = [], true`)
	for range want {
		p.do(chromedp.KeyEvent(kb.Tab))
		eval[bool](p, `(() => {
  const e = document.activeElement, style = getComputedStyle(e), r = e.getBoundingClientRect();
  window.reached.add(e);
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2 || r.bottom < 0 || r.top > innerHeight || r.right < 0 || r.width === 0) window.unseen.push(e.outerHTML.slice(0, 100));
  return true;
})()`)
	}
	if lost := eval[[]string](p, reacts+`.filter((e) => !window.reached.has(e)).map((e) => e.outerHTML.slice(0, 100))`); len(lost) > 0 {
		t.Errorf("Tab does not reach %d of %d, among them %.5q", len(lost), want, lost)
	}
	if unseen := eval[[]string](p, `window.unseen`); len(unseen) > 0 {
		t.Errorf("one does not see the focus on %d, among them %.5q", len(unseen), unseen)
	}

	// The first Tab offers to leave the head out.
	eval[bool](p, `document.activeElement.blur(), scrollTo(0, 0), true`)
	p = open(t, "http://"+s.addr+"/", 1400, 1000)
	p.do(chromedp.KeyEvent(kb.Tab))
	if got := eval[string](p, focus); !strings.Contains(got, "#entwurf") {
		t.Errorf("the first Tab leads to %s", got)
	}
	p.do(chromedp.KeyEvent(kb.Enter))
	p.await(`document.activeElement.id === "entwurf"`)

	// Passages: their places are shown, and one of them is copied.
	eval[bool](p, `document.getElementById("zeige-orte").focus(), true`)
	p.do(chromedp.KeyEvent(" "))
	p.await(passageWith("laufend in Arbeitsgruppen") + `.querySelector(".am-rand").checkVisibility()`)
	eval[bool](p, passageWith("laufend in Arbeitsgruppen")+`.querySelector(".am-rand").focus(), true`)
	p.do(chromedp.KeyEvent(kb.Enter))
	p.await(`/: sources\/partnerschaften\/benelux-union\.toml:\d+$/.test(document.getElementById("meldung").textContent)`)

	// The focus stays where it is whatever is saved, even on the passage itself.
	held := eval[string](p, focus)
	eval[bool](p, `window.held = document.activeElement, true`)
	save(t, s.dir, benelux, sentence, rewrite)
	p.await(draftHas("stetig in Arbeitsgruppen"))
	save(t, s.dir, benelux, "kurz =", "# Moin\nkurz =") // all places move
	p.await(passageWith("stetig in Arbeitsgruppen") + `.querySelector(".am-rand").dataset.ort !== ` + fmt.Sprintf("%q", strings.Fields(held)[1]))
	if !eval[bool](p, `document.activeElement === window.held && window.held.checkVisibility()`) {
		t.Errorf("the focus was on %s and is on %s", held, eval[string](p, focus))
	}
	// On a finding, while another comes before it.
	eval[bool](p, `(() => {
  const group = document.getElementById("m-partnerschaften-ghana");
  group.open = true;
  window.held = group.querySelector("a.stelle");
  window.held.focus();
  return true;
})()`)
	save(t, s.dir, benelux, "art        = \"Gipfel\"", "art        = \"Treffen\"")
	save(t, s.dir, benelux, "[[planung]]\nkennung = \"gipfel-2023\"\nwas     = \"ein weiterer Benelux-Gipfel\"\nbis     = \"2023\"\nstand   = 2023-10-31\nquelle  = \"Vorlage Oktober 2023 („noch in diesem Jahr“)\"", "")
	p.await(`document.getElementById("m-partnerschaften-benelux-union").textContent.includes("Was geplant ist")`)
	if !eval[bool](p, `document.activeElement === window.held && document.getElementById("m-partnerschaften-ghana").open`) {
		t.Errorf("the focus is on %s", eval[string](p, focus))
	}
	// Where what has the focus goes, it stays near.
	breakRecord(t, s)
	p.await(`!document.getElementById("stoerung").hidden`)
	eval[bool](p, `document.querySelector("#stoerung button").focus(), true`)
	mendRecord(t, s)
	p.await(`document.getElementById("stoerung").hidden`)
	p.await(`document.activeElement !== document.body`)
	p.quiet(s.addr)
}

// TestEdition: the form leads to another edition, with the keyboard alone.
func TestEdition(t *testing.T) {
	s := start(t, folder(t), "")
	p := open(t, "http://"+s.addr+"/", 820, 1180)
	eval[bool](p, `document.getElementById("wahl").focus(), true`)
	p.do(chromedp.KeyEvent(kb.ArrowDown), chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent(kb.Enter))
	p.await(`location.search === "?ausgabe=2023-Q3" && document.readyState === "complete"`)
	if got := eval[string](p, `document.querySelector("h1").innerText + document.getElementById("wahl").value`); got != "Bericht 2023-Q32023-Q3" {
		t.Errorf("the page is %q", got)
	}
	// It is kept up to date too.
	save(t, s.dir, "berichte/2023-Q3.toml", "stammen aus den späten 1980er Jahren", "stammen aus den frühen 1980er Jahren")
	p.await(draftHas("frühen 1980er Jahren"))
	// And goes on when its file is gone.
	if err := os.Remove(filepath.Join(s.dir, "berichte", "2023-Q3.toml")); err != nil {
		t.Fatal(err)
	}
	p.await(`document.getElementById("stoerung").innerText.includes("„2023-Q3“ gibt es nicht")`)
	if !eval[bool](p, draftHas("frühen 1980er Jahren")) {
		t.Error("the last draft is gone")
	}
	p.quiet(s.addr)
}

// TestFollow: a finding leads to its passage, which is in sight and marked; the
// contents follow.
func TestFollow(t *testing.T) {
	s := start(t, folder(t), "")
	p := open(t, "http://"+s.addr+"/", 1400, 1000)
	p.do(chromedp.Click(chromedp.CSS("#m-partnerschaften-ghana summary")), chromedp.Click(chromedp.CSS("#m-partnerschaften-ghana a.stelle")))
	p.await(`document.querySelector("main :target") !== null`)
	p.await(inSight(`document.querySelector("main :target")`))
	if eval[string](p, `getComputedStyle(document.querySelector("main :target")).outlineStyle`) != "solid" {
		t.Error("the passage is not marked")
	}
	p.await(`document.querySelector("#inhalt [aria-current]")?.textContent === "Ghana"`)
	p.do(chromedp.Click(chromedp.CSS(`#inhalt a[href="#s-wallonie"]`)))
	p.await(inSight(`document.getElementById("s-wallonie")`))
	p.await(`document.querySelector("#inhalt [aria-current]")?.textContent === "Wallonie"`)
	if n := eval[int](p, `document.querySelectorAll("#inhalt [aria-current]").length`); n != 1 {
		t.Errorf("the contents mark %d places", n)
	}
	p.do(chromedp.Click(chromedp.CSS(`#abdeckung a[href="#s-sichuan"]`)))
	p.await(inSight(`document.getElementById("s-sichuan")`))
	// A click on a passage copies its place, one on a link does not.
	p.do(chromedp.Click(chromedp.CSS("#s-sichuan")))
	p.await(`/sources\/partnerschaften\/sichuan\.toml:\d+$/.test(document.getElementById("meldung").textContent)`)
	// The marks go and come.
	ink := `getComputedStyle(document.querySelector("main ins")).backgroundColor`
	shown := eval[string](p, ink)
	p.do(chromedp.Click(chromedp.CSS("#zeige-neu")))
	if hidden := eval[string](p, ink); hidden == shown {
		t.Error("the marks of what is new stay")
	}
	p.quiet(s.addr)
}

// TestRestart: a page says that it is cut off, and goes on when there is a
// server again.
func TestRestart(t *testing.T) {
	dir := folder(t)
	s := start(t, dir, "")
	p := open(t, "http://"+s.addr+"/", 1400, 1000)
	eval[bool](p, `window.stays = true`)
	token := eval[string](p, `document.body.dataset.marke`)
	until(t, "it listens", func() bool { return s.listening() == 1 })
	s.stop()
	p.await(`document.getElementById("verbindung").checkVisibility()`)
	if !eval[bool](p, inSight(`document.getElementById("verbindung")`)+` && `+draftHas("laufend in Arbeitsgruppen")) {
		t.Error("it is not said in sight, or the draft is gone")
	}
	save(t, dir, benelux, sentence, rewrite)
	again := start(t, dir, s.addr)
	p.await(draftHas("stetig in Arbeitsgruppen"))
	p.await(`document.getElementById("verbindung").hidden`)
	p.await(fmt.Sprintf(`document.body.dataset.marke !== %q`, token)) // or it could open nothing
	if !eval[bool](p, `window.stays === true`) {
		t.Error("the page was loaded anew")
	}
	// It listens on.
	save(t, dir, benelux, rewrite, sentence)
	p.await(draftHas("laufend in Arbeitsgruppen"))

	// A page that nobody sees does not listen; seen again, it catches up.
	see := func(state string) {
		eval[bool](p, fmt.Sprintf(`Object.defineProperty(document, "visibilityState", { value: %q, configurable: true }), document.dispatchEvent(new Event("visibilitychange"))`, state))
	}
	see("hidden")
	until(t, "it does not listen", func() bool { return again.listening() == 0 })
	save(t, dir, benelux, sentence, rewrite)
	see("visible")
	p.await(draftHas("stetig in Arbeitsgruppen"))
	// What it complains about is that there was no server for a while.
	p.forgive("net::ERR_")
	p.quiet(s.addr)
}

// TestFrozen: the page as a file asks for nothing and complains about nothing.
func TestFrozen(t *testing.T) {
	file := filepath.Join(t.TempDir(), "entwurf.html")
	if err := os.WriteFile(file, made(t, records(t), edition).HTML(), 0o666); err != nil {
		t.Fatal(err)
	}
	p := open(t, "file://"+filepath.ToSlash(file), 1400, 1000)
	p.do(chromedp.Click(chromedp.CSS("#zeige-orte")), chromedp.Click(chromedp.CSS("#m-partnerschaften-ghana a.stelle")))
	p.await(inSight(`document.querySelector("main :target")`))
	p.await(`document.querySelector("#inhalt [aria-current]")?.textContent === "Ghana"`)
	p.do(chromedp.Click(chromedp.CSS("main :target .am-rand")))
	p.await(`document.getElementById("meldung").textContent.includes("sources/partnerschaften/ghana.toml:")`)
	if n := eval[int](p, `performance.getEntriesByType("resource").length`); n != 0 {
		t.Errorf("the file asks for %d others", n)
	}
	p.quiet("")
}

// TestHostileInBrowser: what a browser makes of hostile texts is text.
func TestHostileInBrowser(t *testing.T) {
	dir := folder(t)
	s := start(t, dir, "")
	p := open(t, "http://"+s.addr+"/", 1400, 1000)
	eval[bool](p, `window.alert = () => { window.ran = true; }, true`)
	elements := eval[int](p, `document.querySelectorAll("script, style, link, iframe, img, object, embed, base, meta").length`)
	last := sentence
	for _, text := range evil {
		next := sentence + " " + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text)
		save(t, dir, benelux, last, next)
		last = next
		p.await(draftHas(text[:3]))
		if eval[bool](p, `window.ran === true`) || eval[int](p, `document.querySelectorAll("script, style, link, iframe, img, object, embed, base, meta").length`) != elements {
			t.Errorf("the text does something: %s", text)
		}
		if eval[bool](p, `[...document.querySelectorAll("*")].some((e) => [...e.attributes].some((a) => a.name.startsWith("on") || /^\s*(javascript|data):/i.test(a.value) && a.value !== "data:,"))`) {
			t.Errorf("the text has become an attribute: %s", text)
		}
	}
	p.quiet(s.addr)
}
