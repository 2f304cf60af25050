// The page of the preview. It listens for new versions of the draft, changes
// what has changed and nothing else, and keeps the reader's place and focus.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const body = document.body;
  const live = byId("ausgaben") !== null;

  let saying = 0;
  const say = (text) => {
    const put = (words, after, next) => {
      clearTimeout(saying);
      saying = setTimeout(() => { byId("meldung").textContent = words; next?.(); }, after);
    };
    byId("meldung").textContent = ""; // or the same words would not be read out again
    put(text, 50, () => put("", 8000));
  };

  // Switches, remembered for the tab.
  for (const [id, name] of [["zeige-neu", "mit-neu"], ["zeige-orte", "mit-orten"]]) {
    const box = byId(id);
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
      const answer = await fetch("/oeffnen", { method: "POST", headers: { "X-Marke": body.dataset.marke }, body: place }).catch(() => null);
      say(answer?.ok ? `${place} wird im Editor geöffnet.` : `${place} ließ sich nicht öffnen.`);
      return;
    }
    try {
      await navigator.clipboard.writeText(place);
      say(`Fundstelle kopiert: ${place}`);
    } catch {
      say(`Fundstelle: ${place}`);
    }
  };
  document.addEventListener("click", (event) => {
    let button = event.target.closest("button.ort");
    if (!button) { // a click on the passage itself, unless it follows a link or ends a selection
      if (event.target.closest("a, button, summary, input, label") || String(getSelection())) return;
      if (!live && !body.classList.contains("mit-orten")) return; // who only reads has no records
      button = event.target.closest("[data-block]")?.querySelector(":scope > .am-rand");
    }
    if (button) open(button.dataset.ort);
  });

  // Faults stay in sight; what stands beside the draft begins below them.
  new ResizeObserver(() => {
    document.documentElement.style.setProperty("--oben", `${byId("stoerung").offsetHeight}px`);
  }).observe(byId("stoerung"));

  // The contents follow the scroll.
  const follow = () => {
    const nav = byId("inhalt");
    let current = null;
    for (const a of nav.querySelectorAll("a")) {
      const head = byId(decodeURIComponent(a.hash.slice(1)));
      if (current && !(head?.getBoundingClientRect().top < innerHeight / 4)) break;
      current = a;
    }
    const last = nav.querySelector("[aria-current]");
    if (current === last) return;
    last?.removeAttribute("aria-current");
    current.setAttribute("aria-current", "location");
    const inNav = current.getBoundingClientRect(), box = nav.getBoundingClientRect();
    if (inNav.top < box.top || inNav.bottom > box.bottom) nav.scrollTop += inNav.top - box.top - box.height / 3;
  };
  let following = 0;
  const followSoon = () => { following ||= requestAnimationFrame(() => { following = 0; follow(); }); };
  addEventListener("scroll", followSoon, { passive: true });
  addEventListener("resize", followSoon);
  follow();

  if (!live) return;

  // grow makes a node like its new state. What is alike stays the node that it
  // was, and so do open groups, focus and selection. touch is called with every
  // element whose text has changed, or that has come; left with the neighbours
  // of what has gone.
  const named = (node) => node.id && !/^s\d+$/.test(node.id); // passages without a name are numbered
  const alike = (node) => node.nodeType !== 1 ? node.data : named(node) ? `#${node.id}`
    : node.outerHTML.replace(/ (id|href|data-ort|aria-label|aria-current|class)="[^"]*"/g, "").replace(/(<button[^>]*>)[^<]*/g, "$1");
  const grow = (old, now, touch, left) => {
    if (old.isEqualNode(now)) return;
    if (old.nodeType !== 1) {
      old.data = now.data;
      touch(old.parentElement);
      return;
    }
    for (const { name } of [...old.attributes]) if (name !== "open" && !now.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of now.attributes) if (name !== "open" && old.getAttribute(name) !== value) old.setAttribute(name, value);

    const mine = [...old.childNodes], theirs = [...now.childNodes];
    const myKeys = mine.map(alike), theirKeys = theirs.map(alike);
    let tail = 0; // so many are alike at the end
    while (tail < Math.min(mine.length, theirs.length) && myKeys.at(-1 - tail) === theirKeys.at(-1 - tail)) tail++;
    let at = 0, waiting = [];
    // Up to the next that is alike, those at the same place grow into each other.
    const settle = (end) => {
      for (const node of waiting) {
        if (at < end && mine[at].nodeName === node.nodeName && !named(mine[at]) && !named(node)) {
          grow(mine[at++], node, touch, left);
        } else {
          old.insertBefore(node, mine[at] ?? null);
          if (node.nodeType === 1) touch(node); else if (node.data.trim()) touch(old);
        }
      }
      for (; at < end; at++) {
        if (mine[at].nodeType === 1) left(mine[at].previousElementSibling ?? mine[at].nextElementSibling ?? old);
        mine[at].remove();
      }
      waiting = [];
    };
    theirs.forEach((node, i) => {
      const same = i >= theirs.length - tail ? mine.length - theirs.length + i : myKeys.indexOf(theirKeys[i], at);
      if (same < 0 || i < theirs.length - tail && same >= mine.length - tail) {
        waiting.push(node);
        return;
      }
      settle(same);
      at = same + 1;
      grow(mine[same], node, touch, left);
    });
    settle(mine.length);
  };

  const update = async () => {
    const answer = await fetch(`/?ausgabe=${encodeURIComponent(body.dataset.ausgabe)}`, { cache: "no-store" });
    if (!answer.ok) throw new Error(answer.statusText);
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    const program = (doc) => doc.querySelector("script[src]").getAttribute("src");
    if (program(next) !== program(document)) { location.reload(); return; } // the program is another one
    body.dataset.marke = next.body.dataset.marke;
    body.toggleAttribute("data-editor", next.body.hasAttribute("data-editor"));
    if (next.body.dataset.version === body.dataset.version) return;

    const focused = [];
    for (let e = document.activeElement; e && e !== body; e = e.parentElement) focused.push(e);
    const seen = [];
    for (const e of document.querySelectorAll("main [data-block]")) {
      const { top, bottom } = e.getBoundingClientRect();
      if (bottom > 0 && !e.querySelector("[data-block]")) seen.push([e, top]);
      if (top > innerHeight) break;
    }
    document.querySelectorAll(".frisch").forEach((e) => e.classList.remove("frisch"));

    const changed = new Set(), near = new Set();
    const block = (e) => e.closest("main [data-block]");
    const touch = (e) => {
      if (e.closest("button")) return;
      const list = block(e) ? [block(e)] : e.closest("main") ? e.querySelectorAll("[data-block]") : [];
      list.forEach((b) => changed.add(b));
    };
    const left = (e) => { if (block(e)) near.add(block(e)); };
    for (const id of ["kopf", "stoerung", "inhalt", "entwurf", "rand"]) grow(byId(id), next.getElementById(id), touch, left);
    document.title = next.title;
    body.dataset.version = next.body.dataset.version;
    body.dispatchEvent(new CustomEvent("aktualisiert"));

    // The reader's place stays, unless all that has changed is out of sight.
    const [stay, top] = seen.find(([e]) => e.isConnected) ?? [];
    if (stay) scrollBy({ top: stay.getBoundingClientRect().top - top, behavior: "instant" });
    const list = [...changed].filter((e) => e.isConnected);
    const inSight = (e) => { const r = e.getBoundingClientRect(); return r.bottom > 0 && r.top < innerHeight; };
    const places = list.length > 0 ? list : [...near].filter((e) => e.isConnected);
    if (places.length > 0 && places.length < 30 && !places.some(inSight)) {
      (places.find((e) => e.querySelector(":scope > .am-rand")) ?? places[0]).scrollIntoView({ block: "center" });
    }
    if (list.length < 30) list.forEach((e) => e.classList.add("frisch"));
    follow();

    if (focused.length > 0 && !focused[0].isConnected) {
      const rest = focused.find((e) => e.isConnected)?.closest("[tabindex], a[href], button, summary");
      (rest?.checkVisibility() ? rest : byId("entwurf")).focus({ preventScroll: true });
    }
    say(!byId("stoerung").hidden ? "Ein Fehler verhindert den neuen Entwurf; gezeigt wird der letzte fehlerfreie."
      : list.length > 1 ? `Der Entwurf ist aktualisiert: ${list.length} Stellen haben sich geändert.`
      : list.length === 1 ? "Der Entwurf ist aktualisiert: Eine Stelle hat sich geändert."
      : near.size > 0 ? "Der Entwurf ist aktualisiert: Eine Stelle ist entfallen."
      : "Der Entwurf ist auf dem neuesten Stand.");
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

  // A page that nobody sees does not listen: browsers keep few connections to
  // one server, and the first event tells what was missed.
  let events = null, later = 0;
  const listen = () => {
    clearTimeout(later);
    events?.close();
    if (document.visibilityState === "hidden") return;
    events = new EventSource(`/ereignisse?ausgabe=${encodeURIComponent(body.dataset.ausgabe)}`);
    events.addEventListener("stand", (event) => {
      byId("verbindung").hidden = true;
      if (event.data !== body.dataset.version) refresh();
    });
    events.addEventListener("error", () => { // browsers differ in when they try again, so we do
      byId("verbindung").hidden = false;
      events.close();
      later = setTimeout(listen, 500);
    });
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  addEventListener("pagehide", () => { clearTimeout(later); events?.close(); });
  listen();
})();
