// The wizard in the page: it takes clicks and forms to Python and shows what comes back. It knows no law and no words.
//
// What is answered lives in `state` (Python's, opaque here) and goes nowhere; a copy stays in this tab (see `kept.js`).
// Each screen is an entry of the browser's history: its name stands in the address after "#/". Until Python is there,
// the first screens stand ready (`beginning.js`); their answers are kept in `early` and handed over in their order as soon
// as Python can take them.
//
// Longer than most modules: whatever a person does and whatever Python answers meets in that one state, so what reads or
// sets it stands here; what does not (the stage, the worker, what is kept, the frame) is in modules of its own.

import { screenOf } from "./address.js";
import { Beginning, isEmpty } from "./beginning.js";
import { today } from "./day.js";
import { fitIntoFrame } from "./frame.js";
import { Kept } from "./kept.js";
import { Offline } from "./offline.js";
import { painted } from "./painted.js";
import { pieces, withAll } from "./pieces.js";
import { Failure, Runtime } from "./runtime.js";
import { Stage, download, readForm, readTexts } from "./stage.js";

const PATIENCE = 60_000;
const SLOW = 300; // milliseconds after which it is said that the next screen is being worked out
const START = "start";
const FROM_LINK = "shared/";

const mount = document.getElementById("after-five");
fitIntoFrame(mount);
const stage = new Stage(mount);
const beginning = new Beginning(mount.dataset.beginning, mount.dataset.beginningIntegrity);
// A browser may make this page ready before somebody opens it (see the theme's `page.js`). Until then files are fetched, and
// that is all.
if (document.prerendering) await new Promise((done) => document.addEventListener("prerenderingchange", done, { once: true }));
const offline = new Offline();
painted.then(() => offline.begin(mount.dataset.offline));
const runtime = new Runtime(
  pieces,
  Number(mount.dataset.patience) || PATIENCE,
  (progress) => stage.showProgress(progress),
  async () => {
    stage.showSeal("closed");
    catchUp();
    if (!(await offline.keep(mount.dataset.language))) return;
    stage.showSeal("kept");
    makeSnapshot();
  },
  loadAll,
);

const kept = new Kept();
let state = null; // what Python remembers
let unsaved = false; // is there anything that leaving the page would lose?
const early = new Map(); // screen → form, sent before Python was there
const typed = new Map(); // screen → form, typed on a first screen but not sent
let sent = null; // the form that Python is to answer: its screen, its fields, and what of them is typed
let visit = 0; // number of the last wish to go somewhere: only its answer is shown
let again = null; // what to do once more after a failure
let workedOutOn; // the day for which Python last worked something out

// --- requests -------------------------------------------------------------------------------------------------------

let last = Promise.resolve();

/** One request after the other: each takes the state that the one before it left, or an answer would be lost. */
function ask(request) {
  const mine = last.then(() => askNow(request));
  last = mine.catch(() => {});
  return mine;
}

async function askNow(request) {
  // The address that is told to others. An edition that is opened from a file has none of its own: that of the site.
  const { language, site, here = location.href.split(/[?#]/)[0] } = mount.dataset;
  const day = today();
  const answer = await runtime.ask({ language, site, here, today: day, state, ...request });
  if (answer.failure) throw new Failure(answer.failure);
  workedOutOn = day;
  state = answer.state;
  keep();
  return answer;
}

/** Keep what was told in this tab, so that a reload or a tab that was dropped loses nothing. `left`: what is typed now. */
function keep(left = null) {
  const draft = left && Object.values(left.form).flat().some((text) => text.trim()) ? left : null;
  if (unsaved || draft || early.size || typed.size) {
    kept.write({ state, early: [...early], typed: [...typed], left: draft });
    showMode();
  }
}

/** The small engine lacks something: open the page again with the whole one, where everything goes on, because for this
    page the network is closed. `false` where nothing can be kept: then the failure is told instead. */
function loadAll() {
  const form = stage.screen.querySelector("form[data-form]");
  keep(form && { screen: stage.name, form: readTexts(form) });
  const canGoOn = kept.works || !unsaved;
  if (canGoOn) location.replace(withAll());
  return canGoOn;
}

let handing; // what is being handed over: whoever asks meanwhile waits for the same

/** Hand over what was answered before Python was there; the answer to the last of it. */
function handOver() {
  handing ??= handOverNow().finally(() => (handing = undefined));
  return handing;
}

async function handOverNow() {
  let answer;
  while (early.size && !answer?.error) {
    const [[screen, form]] = early;
    answer = await ask({ action: "submit", screen, form });
    // It may have been answered anew meanwhile.
    if (early.get(screen) === form) early.delete(screen);
  }
  // What was typed and not sent is kept for whoever comes back to it.
  for (const [screen, form] of typed) {
    if (screen !== stage.name) await ask({ action: "show", screen: START, left: { screen, form } });
    typed.delete(screen);
  }
  return answer;
}

/** Python is there: it takes what was answered, while the person reads on. Where its own version of the screen differs from
    the one that stood ready, it takes its place. */
async function catchUp() {
  if (!early.size && !typed.size) return;
  try {
    const last = await handOver();
    if (stage.screen.dataset.early === undefined) return;
    const mine = visit;
    const answer = last?.error || last?.screen === stage.name ? last : await ask({ action: "show", screen: stage.name });
    if (mine !== visit) return;
    if (answer.screen !== stage.name) {
      // What is typed on the screen that has to give way is there again when it comes back.
      const left = await leaving();
      if (left) await ask({ action: "show", screen: START, left });
      if (mine !== visit) return;
    }
    if (answer.screen !== stage.name || answer.error) {
      history.replaceState(history.state, "", addressOf(answer.screen));
      stage.show(answer.html);
    } else if (isOther(answer.html)) stage.replace(answer.html);
    else delete stage.screen.dataset.early;
  } catch {
    // It is said when the person goes on.
  }
}

/** Is Python's version of the screen another one than that which is shown? What is chosen in it does not count. */
function isOther(html) {
  const plain = (text) => {
    const part = document.createElement("template");
    part.innerHTML = text;
    for (const one of part.content.querySelectorAll("[checked]")) one.removeAttribute("checked");
    return part.innerHTML.replace(/\s+/g, " ");
  };
  return plain(html) !== plain(beginning.html(stage.name, shownFor));
}

/** Let the next visit begin sooner. Nobody waits for it, and nothing depends on it. */
async function makeSnapshot() {
  const { language, site, rest, limit } = mount.dataset;
  // A case without facts, of nobody: the screen that it leads to does not matter.
  const request = { action: "show", screen: "result", language, site, today: today(), state: { case: {}, on: null } };
  const times = [rest, limit].map((one) => one && Number(one));
  await pieces.snapshot?.make(pieces, request, () => !kept.shared, ...times).catch(() => {});
}

/** Do something that needs Python, and show the screen it leads to. A failure can be tried again with nothing lost. */
async function withPython(work, { push = true } = {}) {
  const mine = ++visit;
  again = () => withPython(work, { push });
  if (!runtime.ready && !runtime.failure) {
    stage.show(stage.template("loading"));
    stage.showProgress(runtime.progress);
  }
  const notSlow = sayIfSlow(() => mine === visit);
  try {
    const answer = await work();
    sent = null;
    if (mine !== visit || !answer) return;
    if (answer.forget) forgetEverything();
    if (push) remember(answer.screen);
    else history.replaceState(history.state, "", addressOf(answer.screen));
    stage.show(answer.html);
    if (unsaved) stage.offerToGoOn();
    stage.say(answer.message);
  } catch (error) {
    if (mine === visit) showFailure(error);
  } finally {
    notSlow();
    if (mine === visit) stage.work(false);
  }
}

/** Say that something is being worked out, once it takes long; what is given back stops that. */
function sayIfSlow(isWanted) {
  const slow = setTimeout(() => isWanted() && stage.work(true), SLOW);
  return () => clearTimeout(slow);
}

function showFailure(error) {
  if (sent) keep({ screen: sent.screen, form: sent.texts }); // a reload shows it again, filled in
  stage.show(stage.template("failure"));
  const failure = error instanceof Failure ? error : new Failure("crash", String(error));
  const when = !runtime.started ? "start" : sent && failure.reason === "crash" ? "answer" : "stopped";
  stage.showFailure(failure, state !== null || early.size > 0, when);
}

// --- going from screen to screen ------------------------------------------------------------------------------------

function addressOf(screen) {
  return `#/${screen}`;
}

function remember(screen) {
  if (screen !== screenInAddress()) history.pushState({ depth: depth() + 1 }, "", addressOf(screen));
}

function depth() {
  return history.state?.depth ?? 0;
}

function screenInAddress() {
  return location.hash.startsWith("#/") ? screenOf(location.hash) : START;
}

/** What is typed on the screen that is being left. */
async function leaving() {
  const form = stage.screen.querySelector("form[data-form]");
  return form ? { screen: stage.name, form: await readForm(form) } : null;
}

const withoutPython = () => state === null;

let shownFor = new Map(); // the answers that led to the screen that stood ready

/** A screen that stands ready, as the answers until now make it; undefined where Python has to make it. */
const ready = (screen) => stage.template(screen) ?? beginning.html(screen, early);

/** Show a screen that stands ready, with what was typed or answered there. */
function showReady(screen, html) {
  shownFor = new Map(early);
  stage.show(html);
  if (screen !== START) stage.screen.dataset.early = "";
  stage.fill(typed.get(screen) ?? early.get(screen));
}

/** A mark for the style of every screen: this computer is shared, so nothing is kept; or nothing can be. */
function showMode() {
  mount.toggleAttribute("data-shared", kept.shared);
  mount.toggleAttribute("data-not-kept", kept.failed && !kept.shared);
}

/** Wait for the questions that stand ready, as long as nothing else can show one. A file that never comes, nor fails, must
    not hold up a Python that is there, or has failed. */
async function beginningOrPython() {
  const notSlow = sayIfSlow(() => true);
  await Promise.race([beginning.loaded, runtime.settled]);
  notSlow();
  stage.work(false);
}

async function go(screen, { push = true } = {}) {
  if (withoutPython()) await beginningOrPython();
  const left = await leaving();
  // Without WebAssembly no answer can be used: say so before the first question, not after it.
  const possible = screen === START || runtime.failure?.reason !== "no_wasm";
  if (withoutPython() && ready(screen) && possible) {
    if (left && Object.keys(left.form).length) typed.set(left.screen, left.form);
    keep();
    visit += 1;
    if (push) remember(screen);
    showReady(screen, ready(screen));
    if (unsaved || early.size) stage.offerToGoOn();
    return;
  }
  await withPython(
    async () => {
      await handOver();
      return ask({ action: "show", screen, left });
    },
    { push },
  );
}

async function submit(form, button) {
  const screen = stage.name;
  const texts = readTexts(form);
  const fields = await readForm(form, button);
  unsaved ||= screen !== START;
  if (!withoutPython() || !ready(screen)) {
    sent = { screen, form: fields, texts };
    await withPython(async () => {
      await handOver();
      return ask({ action: "submit", screen, form: fields });
    });
    return;
  }
  const refused = isEmpty(fields) && beginning.html(screen, early, true);
  if (refused) {
    stage.show(refused);
    stage.screen.dataset.early = "";
    return;
  }
  typed.delete(screen);
  early.set(screen, fields);
  keep();
  const next = beginning.next(screen, early);
  if (next && !runtime.ready && runtime.failure?.reason !== "no_wasm") {
    visit += 1;
    remember(next);
    showReady(next, ready(next));
  } else {
    await withPython(handOver);
  }
}

function forgetEverything() {
  sent = null;
  early.clear();
  typed.clear();
  kept.forget();
  stage.forget();
  unsaved = false;
}

// --- what a person does ---------------------------------------------------------------------------------------------

const pressed = new WeakMap(); // form → the button with which it was sent

mount.addEventListener("submit", (event) => {
  event.preventDefault();
  const { target, submitter } = event;
  // The same button again, out of impatience, is the same wish; another one is a new wish, and comes after it.
  if (pressed.has(target) && pressed.get(target) === submitter) return;
  pressed.set(target, submitter);
  submit(target, submitter);
});

mount.addEventListener("click", (event) => {
  const target = event.target.closest("a, button");
  if (!target || !mount.contains(target)) return;
  if (target.hasAttribute("data-back") && depth() > 0) {
    event.preventDefault();
    history.back();
  } else if (target.hasAttribute("data-field")) {
    event.preventDefault();
    const field = document.getElementById(target.hash.slice(1));
    field?.closest("details:not([open])")?.setAttribute("open", "");
    field?.focus();
  } else if (target.hasAttribute("data-leave")) {
    event.preventDefault();
    forgetEverything();
    location.replace(target.href);
  } else if (target.hash?.startsWith("#/") && !target.target) {
    event.preventDefault();
    go(screenOf(target.hash));
  } else if (target.hasAttribute("data-retry")) {
    runtime.start();
    (again ?? (() => go(START)))();
  } else if (target.hasAttribute("data-save")) {
    // The rules do not run, so the file holds what they are to be given. They read it again (`save_file.py`).
    const tab = { state, early: [...early], sent: sent && [sent.screen, sent.form] };
    download({ name: "after-five.json", text: JSON.stringify({ "after-five": 1, tab }) });
    stage.say(target.dataset.saved);
  } else if (target.hasAttribute("data-clear")) {
    if (!confirm(target.dataset.clear)) return;
    forgetEverything();
    location.replace(location.pathname + location.search);
  } else if (target.hasAttribute("data-file")) {
    giveFile(target.dataset.file);
  } else if (target.hasAttribute("data-undo")) {
    withPython(() => ask({ action: "undo" }));
  } else if (target.hasAttribute("data-print")) {
    printOnPaper(target.dataset.print);
  } else if (target.hasAttribute("data-copy")) {
    copy(document.getElementById(target.dataset.copy));
  } else if (target.hasAttribute("data-shared-mode")) {
    kept.share(!kept.shared);
    keep();
    showMode();
    stage.say(target.dataset.done);
  }
});

/** Print the sheets for the counter, the sheet of one card, or everything. The page marks what the paper is to show. */
function printOnPaper(what) {
  const handout = mount.querySelector(`[data-handout="${CSS.escape(what)}"]`);
  handout?.setAttribute("data-on-paper", "");
  mount.dataset.paper = handout ? "one" : what;
  print();
}

/** Make a file and give it to the person: "save" holds the answers, "calendar" the days. What was answered before Python
    was there is handed over first, or the file would lack it. */
async function giveFile(action) {
  const notSlow = sayIfSlow(() => true);
  try {
    await handOver();
    const { file, message } = await ask({ action });
    stage.work(false);
    download(file);
    stage.say(message);
    // No browser says whether it kept the file, so leaving the page still asks first where this tab keeps nothing.
  } catch (failure) {
    again = () => giveFile(action);
    showFailure(failure);
  } finally {
    notSlow();
  }
}

/** Put the text of a field on the clipboard, or choose it where the browser does not allow that. */
async function copy(field) {
  field.focus();
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    stage.say(field.dataset.copied);
  } catch {
    // It is chosen: the person can copy it.
  }
}

// In another language it goes on at the same screen: what was told is kept in this tab.
document.querySelector(".languages")?.addEventListener("click", ({ target }) => {
  const link = target.closest("a");
  if (link) link.href = link.href.split(/[?#]/)[0] + location.search + location.hash;
});

// The theme searches on single letters such as "s"; while somebody answers, letters are only letters.
mount.addEventListener("keydown", (event) => event.stopPropagation());

addEventListener("popstate", () => {
  if (location.hash === "" || location.hash.startsWith("#/")) go(screenInAddress(), { push: false });
});

/** Somebody comes back to a page that was put aside, or to a tab that stayed open: perhaps it is another day, for which the
    screen is worked out anew. What is typed in it stays. */
async function comeBack() {
  stage.fillToday();
  const isPythons = runtime.ready && workedOutOn && workedOutOn !== today();
  if (!isPythons || stage.screen.matches("[data-error], [data-screen=failure], [data-screen=loading]")) return;
  const mine = visit;
  try {
    const { screen, html } = await ask({ action: "show", screen: stage.name });
    if (mine === visit && screen === stage.name) stage.replace(html);
  } catch {
    // It is said when the person goes on.
  }
}

/** Keep what is typed, before it is sent. */
function keepTyped() {
  const form = stage.screen.querySelector("form[data-form]");
  if (form) keep({ screen: stage.name, form: readTexts(form) });
}

addEventListener("pageshow", ({ persisted }) => persisted && comeBack());

// Phones give no other sign before they drop a tab.
addEventListener("visibilitychange", () => (document.hidden ? keepTyped() : comeBack()));
// A page that the browser ends, for want of memory, gets no sign at all: so each field is kept as soon as it is left.
mount.addEventListener("change", keepTyped);

addEventListener("beforeunload", (event) => {
  if (unsaved && !kept.works) event.preventDefault();
});

// On paper everything is open, but for the conditions of cards that are closed to the person, and what a line rests on.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...mount.querySelectorAll("details:not([open], [data-status=closed], .af-why)")];
  for (const one of opened) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of opened) one.open = false;
  delete mount.dataset.paper;
  for (const one of mount.querySelectorAll("[data-on-paper]")) one.removeAttribute("data-on-paper");
});

history.scrollRestoration = "manual";
showMode();
// The first use of a clock of another place takes long, and so does that of a calendar: nobody waits for them, and each is
// a task of its own, so that a slow processor can do something else between them.
painted.then(() => setTimeout(today)).then(() => setTimeout(() => stage.fillToday()));
const before = kept.read();
const pressedStart = [...stage.screen.querySelectorAll("[data-start]")].some(({ hash }) => hash === location.hash);
if (before) {
  // A reload, or a tab that the phone had dropped: everything is as it was, also how far Back leads.
  const { left } = before;
  state = before.state;
  for (const [screen, form] of before.early) early.set(screen, form);
  for (const [screen, form] of before.typed) typed.set(screen, form);
  if (left && withoutPython()) typed.set(left.screen, left.form);
  unsaved = true;
  stage.offerToGoOn();
  const screen = screenInAddress();
  if (screen !== START && withoutPython()) go(screen, { push: false });
  else if (screen !== START) withPython(async () => ask({ action: "show", screen, left }), { push: false });
} else {
  // Without answers the address of a later screen means nothing, unless somebody pressed Start before this script was there
  // or opened a link with answers.
  const wanted = screenInAddress();
  history.replaceState({ depth: 0 }, "", location.pathname + location.search);
  if (pressedStart || wanted.startsWith(FROM_LINK)) go(wanted);
}
