// Asks a reader of PDFs how often it finds texts in a PDF:
//
//	node search.mjs pdfjs|pdfium|chromium-find|chromium-copy FILE.pdf <questions
//
// The questions are a JSON list of {page, text}, page from 1; the answer is the
// list of numbers: how often text is found on the page. chromium-find knows
// only whether the first place is there; chromium-copy counts in the text of the whole file.
//
// The modules lie in the folder that UMSETZUNGSSTAND_NODE_MODULES names;
// Chromium's program is named by CHROMIUM.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [reader, file] = process.argv.slice(2);
const questions = JSON.parse(readFileSync(0, "utf8"));
const path = (module) => join(resolve(process.env.UMSETZUNGSSTAND_NODE_MODULES), module);
const load = (module) => import(pathToFileURL(path(module)));

// nothing stands for the browser that pdf.js expects when it is loaded, and
// that reading and searching do not use.
const nothing = new Proxy(function () {}, {
  get: (_, key) => (key === Symbol.toPrimitive ? () => "" : nothing),
  apply: () => nothing,
  construct: () => nothing,
});

// The find bar of Firefox's viewer: its own controller, without the viewer.
async function pdfjs() {
  for (const name of ["DOMMatrix", "ImageData", "Path2D"]) globalThis[name] ??= nothing;
  globalThis.pdfjsLib = await load("pdfjs-dist/legacy/build/pdf.mjs"); // where pdf_viewer.mjs looks for it
  globalThis.window = globalThis.document = nothing;
  const { EventBus, PDFFindController } = await load("pdfjs-dist/legacy/web/pdf_viewer.mjs");

  const pdf = await pdfjsLib.getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;
  const eventBus = new EventBus();
  const linkService = { page: 1, pagesCount: pdf.numPages };
  // The count then comes once, when all pages have been searched.
  const updateMatchesCountOnProgress = false;
  const controller = new PDFFindController({ linkService, eventBus, updateMatchesCountOnProgress });
  controller.setDocument(pdf);

  const onPages = new Map(); // asked twice for the same, it would go to the next place and count nothing
  for (const { text } of questions) {
    if (onPages.has(text)) continue;
    await new Promise((counted) => {
      eventBus.on("updatefindmatchescount", counted, { once: true });
      eventBus.dispatch("find", {
        type: "again", // at once, without waiting for the next key
        query: text,
        caseSensitive: true,
        matchDiacritics: true,
        entireWord: false,
        highlightAll: false,
        findPrevious: false,
      });
    });
    onPages.set(text, controller.pageMatches.map((matches) => matches.length));
  }
  await pdf.destroy();
  return questions.map(({ page, text }) => onPages.get(text)[page - 1]);
}

// PDFium's own search, FPDFText_FindStart.
async function pdfium() {
  const { init } = await load("@embedpdf/pdfium/dist/index.js");
  const m = await init({ wasmBinary: readFileSync(path("@embedpdf/pdfium/dist/pdfium.wasm")) });
  m.PDFiumExt_Init();
  const { malloc, free } = m.pdfium.wasmExports;

  const data = readFileSync(file);
  const bytes = malloc(data.length);
  m.pdfium.HEAPU8.set(data, bytes);
  const pdf = m.FPDF_LoadMemDocument(bytes, data.length, "");
  if (!pdf) throw new Error(`PDFium does not open ${file}: error ${m.FPDF_GetLastError()}`);
  return questions.map(({ page, text }) => {
    const loaded = m.FPDF_LoadPage(pdf, page - 1);
    const textPage = m.FPDFText_LoadPage(loaded);
    const query = malloc(2 * text.length + 2);
    m.pdfium.stringToUTF16(text, query, 2 * text.length + 2);
    const matchCase = 1;
    const search = m.FPDFText_FindStart(textPage, query, matchCase, 0);
    let found = 0;
    while (m.FPDFText_FindNext(search)) found++;
    m.FPDFText_FindClose(search);
    free(query);
    m.FPDFText_ClosePage(textPage);
    m.FPDF_ClosePage(loaded);
    return found;
  });
}

// Chromium's viewer. The browser's own find bar is out of a script's reach; the
// viewer's search for a text fragment (#:~:text=) goes through the same text
// and scrolls to what it has found.
async function chromiumFind() {
  return inChromium(async (evaluate) => {
    const answers = [];
    for (const { page, text } of questions) {
      const fragment = encodeURIComponent(text).replaceAll("-", "%2D");
      answers.push(
        await evaluate(`(async () => {
          const { viewport, currentController } = viewer;
          const last = viewer.documentDimensions.pageDimensions.length - 1;
          const handled = async () => { // the viewer answers messages in their order
            await new Promise((scrolled) => setTimeout(scrolled, 50));
            await currentController.getSelectedText();
          };
          viewport.goToPage(${page} - 1 > last / 2 ? 0 : last); // far off
          await handled();
          currentController.highlightTextFragments([${JSON.stringify(fragment)}]);
          await handled();
          return viewport.getMostVisiblePage() === ${page - 1} ? 1 : 0;
        })()`),
      );
    }
    return answers;
  });
}

// What one copies out of Chromium's viewer after Ctrl+A. It keeps no-break
// spaces.
async function chromiumCopy() {
  return inChromium(async (evaluate) => {
    const copied = await evaluate(`(async () => {
      viewer.currentController.selectAll();
      return (await viewer.currentController.getSelectedText()).selectedText;
    })()`);
    const spaced = copied.replace(/\s+/g, " ");
    return questions.map(({ text }) => spaced.split(text).length - 1);
  });
}

// inChromium opens the file in a headless Chromium and calls ask with a function
// that evaluates an expression in the page of its PDF viewer.
async function inChromium(ask) {
  const profile = mkdtempSync(join(tmpdir(), "chromium-"));
  const browser = spawn(
    process.env.CHROMIUM,
    ["--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run",
      "--remote-debugging-pipe", `--user-data-dir=${profile}`, "about:blank"],
    { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
  );
  const ended = new Promise((_, reject) => {
    browser.on("error", reject);
    browser.on("close", (code) => reject(new Error(`Chromium has ended with status ${code}`)));
  });
  try {
    return await Promise.race([ended, talk(browser, ask)]);
  } finally {
    browser.kill();
    await ended.catch(() => {});
    // Its other processes may write to the profile for a moment longer.
    await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

// talk speaks the DevTools protocol.
async function talk(browser, ask) {
  const [, , , out, from] = browser.stdio;
  const waiting = new Map();
  const sessions = [];
  const send = (method, params = {}, sessionId) =>
    new Promise((answer, reject) => {
      const id = waiting.size + 1;
      waiting.set(id, { answer, reject });
      out.write(JSON.stringify({ id, method, params, sessionId }) + "\0");
    });
  out.on("error", () => {}); // then it has ended
  // The viewer is a frame in a frame, each a target of its own.
  const attach = { autoAttach: true, waitForDebuggerOnStart: false, flatten: true };
  let rest = "";
  from.setEncoding("utf8").on("data", (chunk) => {
    const messages = (rest + chunk).split("\0");
    rest = messages.pop();
    for (const { id, method, params, result, error } of messages.map((m) => JSON.parse(m))) {
      if (error) waiting.get(id).reject(new Error(error.message));
      else if (id) waiting.get(id).answer(result);
      else if (method === "Target.attachedToTarget") {
        sessions.push(params.sessionId);
        send("Target.setAutoAttach", attach, params.sessionId).catch(() => {});
      }
    }
  });
  const evaluateIn = async (session, expression) => {
    const { result, exceptionDetails } = await send(
      "Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true }, session);
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };

  const { targetInfos } = await send("Target.getTargets");
  const { targetId } = targetInfos.find((target) => target.type === "page");
  const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
  await send("Page.navigate", { url: pathToFileURL(resolve(file)).href }, sessionId);
  for (let wait = 0; wait < 300; wait++) {
    for (const session of sessions) {
      const loaded = `typeof viewer === "object" && viewer.loadState_ === "success"`;
      if (await evaluateIn(session, loaded).catch(() => false)) {
        return ask((expression) => evaluateIn(session, expression));
      }
    }
    await new Promise((later) => setTimeout(later, 100));
  }
  throw new Error("Chromium's PDF viewer has not loaded the file within 30 s, or it is not made as it was in version 156");
}

const readers = { pdfjs, pdfium, "chromium-find": chromiumFind, "chromium-copy": chromiumCopy };
console.log(JSON.stringify(await readers[reader]()));
