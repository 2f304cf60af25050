// The page of the preview. It listens for new versions of the draft, replaces
// what has changed and nothing else, and keeps place and focus.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const body = document.body;
  const live = location.protocol.startsWith("http") && byId("ausgaben");
  const say = (text) => { byId("meldung").textContent = text; };

  // Switches, remembered for the tab.
  for (const [id, name] of [["zeige-neu", "mit-neu"], ["zeige-orte", "mit-orten"]]) {
    const box = byId(id);
    if (!box) continue;
    let kept = null;
    try { kept = sessionStorage.getItem(id); } catch { /* not allowed here */ }
    if (kept !== null) box.checked = kept === "1";
    const apply = () => {
      body.classList.toggle(name, box.checked);
      try { sessionStorage.setItem(id, box.checked ? "1" : "0"); } catch { /* not allowed here */ }
    };
    box.addEventListener("change", apply);
    apply();
  }

  // From a passage to its record.
  const open = async (place) => {
    if (live && body.hasAttribute("data-editor")) {
      const answer = await fetch("/oeffnen", { method: "POST", headers: { "X-Marke": body.dataset.marke }, body: place });
      say(answer.ok ? `${place} wird im Editor geöffnet.` : `${place} ließ sich nicht öffnen.`);
      return;
    }
    try {
      await navigator.clipboard.writeText(place);
      say(`Kopiert: ${place}`);
    } catch {
      say(`Fundstelle: ${place}`);
    }
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button.ort");
    if (button) open(button.dataset.ort);
  });
  document.addEventListener("click", (event) => { // a click on the passage itself
    if (event.defaultPrevented || event.target.closest("a, button, summary, input, label") || String(getSelection())) return;
    const block = event.target.closest("[data-block]");
    const button = block && block.querySelector(":scope > .am-rand");
    if (button) open(button.dataset.ort);
  });

  // The contents follow the scroll.
  let watching = null;
  const follow = () => {
    watching?.disconnect();
    const links = new Map();
    for (const a of document.querySelectorAll("#inhalt a")) links.set(decodeURIComponent(a.hash.slice(1)), a);
    const mark = (id) => {
      for (const [name, a] of links) name === id ? a.setAttribute("aria-current", "location") : a.removeAttribute("aria-current");
    };
    const heads = [...links.keys()].map(byId).filter(Boolean);
    watching = new IntersectionObserver(() => {
      let current = heads[0];
      for (const h of heads) if (h.getBoundingClientRect().top < innerHeight / 3) current = h;
      if (current) mark(current.id);
    }, { rootMargin: "0px 0px -66% 0px", threshold: [0, 1] });
    heads.forEach((h) => watching.observe(h));
  };
  follow();

  // Findings lead to their passages; closed groups open for a target.
  addEventListener("hashchange", () => byId(decodeURIComponent(location.hash.slice(1)))?.closest("details")?.setAttribute("open", ""));

  if (!live) return;

  // The pieces of the page that may change, each compared as a whole; of the
  // draft each block.
  const regions = ["stichtag", "wahl", "dateien", "stoerung", "inhalt", "befunde", "abdeckung"];
  const sameButId = (node) => node.outerHTML.replace(/ (id|data-ort|aria-label|class)="[^"]*"/g, "").replace(/<button [^>]*>[^<]*<\/button>/g, "");

  const update = async () => {
    const answer = await fetch(`/?ausgabe=${encodeURIComponent(body.dataset.ausgabe)}`, { cache: "no-store" });
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (next.body.dataset.version === body.dataset.version) return;
    const focused = document.activeElement;
    const focusId = focused?.closest("[id]")?.id;
    const anchor = [...document.querySelectorAll("main [data-block]")].find((b) => b.getBoundingClientRect().bottom > 0);
    const anchorTop = anchor?.getBoundingClientRect().top;
    const opened = new Set([...document.querySelectorAll("details")].filter((d) => d.open).map((d) => d.id));
    const known = new Set([...document.querySelectorAll("details")].map((d) => d.id));

    for (const id of regions) {
      const old = byId(id), fresh = next.getElementById(id);
      if (!old || !fresh) continue;
      for (const d of fresh.querySelectorAll("details")) if (known.has(d.id)) d.open = opened.has(d.id);
      const top = old.scrollTop;
      if (old.outerHTML !== fresh.outerHTML) { old.replaceWith(document.adoptNode(fresh)); byId(id).scrollTop = top; }
    }
    // Sheets, then their blocks: those before and after the stretch that differs stay.
    const changed = [];
    const main = byId("entwurf"), nextMain = next.getElementById("entwurf");
    const sheets = (m) => [...m.children].map((s) => s.id).join();
    if (sheets(main) !== sheets(nextMain)) {
      changed.push(...nextMain.querySelectorAll("[data-block]"));
      main.replaceChildren(...[...nextMain.childNodes].map((n) => document.adoptNode(n)));
    } else {
      for (const sheet of [...main.children]) {
        const other = next.getElementById(sheet.id);
        const a = [...sheet.children], b = [...other.children];
        let from = 0;
        while (from < a.length && from < b.length && sameButId(a[from]) === sameButId(b[from])) from++;
        let end = 0;
        while (end < a.length - from && end < b.length - from && sameButId(a[a.length - 1 - end]) === sameButId(b[b.length - 1 - end])) end++;
        const fresh = b.slice(from, b.length - end).map((n) => document.adoptNode(n));
        a.slice(from, a.length - end).forEach((n) => n.remove());
        if (from > 0) sheet.children[from - 1].after(...fresh); else sheet.prepend(...fresh);
        changed.push(...fresh);
        // What stayed takes over its new id and place in the records.
        const keep = (old, now) => {
          if (old.id !== now.id) old.id = now.id;
          const mine = old.querySelectorAll(".am-rand, [id]"), theirs = now.querySelectorAll(".am-rand, [id]");
          if (mine.length === theirs.length) mine.forEach((m, i) => {
            for (const name of ["id", "data-ort", "aria-label"]) if (theirs[i].hasAttribute(name)) m.setAttribute(name, theirs[i].getAttribute(name));
            if (m.matches(".am-rand")) m.textContent = theirs[i].textContent;
          });
        };
        for (let i = 0; i < from; i++) keep(a[i], b[i]);
        for (let i = 1; i <= end; i++) keep(a[a.length - i], b[b.length - i]);
      }
    }
    document.title = next.title;
    body.dataset.version = next.body.dataset.version;
    follow();

    // The reader's place stays, unless what has changed is out of sight.
    if (anchor?.isConnected) scrollBy(0, anchor.getBoundingClientRect().top - anchorTop);
    const first = changed.find((c) => c.matches("[data-block]")) || changed[0];
    if (first && changed.length < 30) {
      const r = first.getBoundingClientRect();
      if (r.bottom < 0 || r.top > innerHeight) {
        first.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
      }
      changed.forEach((c) => c.classList.add("frisch"));
    }
    if (focused && !focused.isConnected) (focusId && byId(focusId) || main).focus({ preventScroll: true });
    const broken = !byId("stoerung").hidden;
    say(broken ? "Ein Fehler verhindert den neuen Entwurf; gezeigt wird der letzte fehlerfreie."
      : changed.length === 0 ? "Der Entwurf ist auf dem neuesten Stand."
      : changed.length === 1 ? "Der Entwurf ist aktualisiert: eine Stelle hat sich geändert."
      : `Der Entwurf ist aktualisiert: ${changed.length} Stellen haben sich geändert.`);
    body.dispatchEvent(new CustomEvent("aktualisiert"));
  };

  // One update at a time; what comes in between is made up for afterwards.
  let busy = false, again = false;
  const refresh = async () => {
    if (busy) { again = true; return; }
    busy = true;
    try {
      do { again = false; await update(); } while (again);
    } catch {
      say("Der neue Stand ließ sich nicht laden.");
    } finally {
      busy = false;
    }
  };
  const events = new EventSource(`/ereignisse?ausgabe=${encodeURIComponent(body.dataset.ausgabe)}`);
  events.addEventListener("stand", (event) => {
    byId("verbindung").hidden = true;
    if (event.data !== body.dataset.version) refresh();
  });
  events.addEventListener("error", () => { byId("verbindung").hidden = false; });
  addEventListener("pagehide", () => events.close());
})();
