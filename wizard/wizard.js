// The wizard in the page: it takes clicks and forms to Python and shows what comes back. It knows no law and no words.
//
// What is answered lives in `state` (Python's, opaque here) and goes nowhere. Each screen is an entry of the browser's
// history: its name stands in the address after "#/". Until Python is there, the first screens come from the page
// itself; their answers are kept in `early` and handed over in their order as soon as Python can take them.

import { Failure, Runtime } from "./runtime.js";
import { Stage, download, readForm } from "./stage.js";

const PATIENCE = 60_000;
const START = "start";
const FIRST_QUESTION = "question/nationality";

const mount = document.getElementById("after-five");
const stage = new Stage(mount);
const files = { ...JSON.parse(mount.dataset.about), base: new URL(mount.dataset.runtime, document.baseURI).href };
const runtime = new Runtime(files, Number(mount.dataset.patience) || PATIENCE, (progress) => stage.showProgress(progress));

let state = null; // what Python remembers
let unsaved = false; // is there anything that closing the page would lose?
const early = new Map(); // screen → form, sent before Python was there
const typed = new Map(); // screen → form, typed on a first screen but not sent
let visit = 0; // number of the last wish to go somewhere: only its answer is shown
let again = null; // what to do once more after a failure

// --- requests -------------------------------------------------------------------------------------------------------

function today() {
  const format = { year: "numeric", month: "2-digit", day: "2-digit", timeZone: "Europe/Brussels" };
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en", format).formatToParts(new Date()).map(({ type, value }) => [type, value]),
  );
  return `${parts.year}-${parts.month}-${parts.day}`;
}

async function ask(request) {
  const { language, site } = mount.dataset;
  const answer = await runtime.ask({ language, site, today: today(), state, ...request });
  state = answer.state;
  return answer;
}

/** Hand over what was answered before Python was there; the answer to the last of it. */
async function handOver() {
  let answer;
  for (const [screen, form] of early) {
    answer = await ask({ action: "submit", screen, form });
    early.delete(screen);
    if (answer.error) break;
  }
  return answer;
}

/** Do something that needs Python, and show the screen it leads to. A failure can be tried again with nothing lost. */
async function withPython(work, { push = true } = {}) {
  const mine = ++visit;
  again = () => withPython(work, { push });
  if (!runtime.ready && !runtime.failure) {
    stage.show(stage.template("loading"));
    stage.showProgress(runtime.progress);
  }
  try {
    const answer = await work();
    if (mine !== visit || !answer) return;
    if (answer.forget) forgetEverything();
    if (push) remember(answer.screen);
    else history.replaceState(history.state, "", addressOf(answer.screen));
    stage.show(answer.html);
    stage.say(answer.message);
  } catch (error) {
    if (mine === visit) showFailure(error);
  }
}

function showFailure(error) {
  stage.show(stage.template("failure"));
  stage.showFailure(error instanceof Failure ? error : new Failure("crash", String(error)));
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
  return location.hash.startsWith("#/") ? decodeURIComponent(location.hash.slice(2)) : START;
}

/** What is typed on the screen that is being left. */
async function leaving() {
  const form = stage.screen.querySelector("form[data-form]");
  return form ? { screen: stage.name, form: await readForm(form) } : null;
}

const withoutPython = () => state === null;

async function go(screen, { push = true } = {}) {
  const left = await leaving();
  // Without WebAssembly no answer can be used: say so before the first question, not after it.
  const possible = screen === START || runtime.failure?.reason !== "no_wasm";
  if (withoutPython() && stage.template(screen) && possible) {
    if (left) typed.set(left.screen, left.form);
    visit += 1;
    if (push) remember(screen);
    stage.show(stage.template(screen));
    stage.fill(typed.get(screen) ?? early.get(screen));
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
  const { next } = stage.screen.dataset;
  const sent = await readForm(form, button);
  unsaved ||= screen !== START;
  if (!withoutPython() || next === undefined) {
    await withPython(async () => {
      await handOver();
      return ask({ action: "submit", screen, form: sent });
    });
    return;
  }
  if (form.querySelector("[type=radio]") && !form.querySelector(":checked")) {
    stage.show(stage.template(screen, { failing: true }));
    return;
  }
  typed.delete(screen);
  early.set(screen, sent);
  if (next && !runtime.ready && runtime.failure?.reason !== "no_wasm") {
    visit += 1;
    remember(next);
    stage.show(stage.template(next));
    stage.fill(typed.get(next) ?? early.get(next));
  } else {
    await withPython(handOver);
  }
}

function forgetEverything() {
  early.clear();
  typed.clear();
  unsaved = false;
}

// --- what a person does ---------------------------------------------------------------------------------------------

mount.addEventListener("submit", (event) => {
  event.preventDefault();
  submit(event.target, event.submitter);
});

mount.addEventListener("click", (event) => {
  const target = event.target.closest("a, button");
  if (!target || !mount.contains(target)) return;
  if (target.hasAttribute("data-back") && depth() > 0) {
    event.preventDefault();
    history.back();
  } else if (target.hasAttribute("data-field")) {
    event.preventDefault();
    document.getElementById(target.hash.slice(1))?.focus();
  } else if (target.hash?.startsWith("#/") && !target.target) {
    event.preventDefault();
    go(decodeURIComponent(target.hash.slice(2)));
  } else if (target.hasAttribute("data-retry")) {
    runtime.start();
    (again ?? (() => go(START)))();
  } else if (target.hasAttribute("data-save")) {
    save();
  } else if (target.hasAttribute("data-print")) {
    printPart(target.closest("[data-block]"));
  }
});

/** Print the whole page, or one part of it: the page marks what the paper is to show. */
function printPart(part) {
  part?.setAttribute("data-on-paper", "");
  mount.toggleAttribute("data-one-part", part !== null);
  print();
}

async function save() {
  try {
    const { file, message } = await ask({ action: "save" });
    download(file);
    stage.say(message);
    unsaved = false;
  } catch (failure) {
    again = save;
    showFailure(failure);
  }
}

// The theme searches on single letters such as "s"; while somebody answers, letters are only letters.
mount.addEventListener("keydown", (event) => event.stopPropagation());

addEventListener("popstate", () => {
  if (location.hash === "" || location.hash.startsWith("#/")) go(screenInAddress(), { push: false });
});

addEventListener("beforeunload", (event) => {
  if (unsaved) event.preventDefault();
});

// On paper everything is open, but for the conditions of cards that are closed to the person.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...mount.querySelectorAll("details:not([open], [data-status=closed])")];
  for (const one of opened) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of opened) one.open = false;
  mount.removeAttribute("data-one-part");
  for (const one of mount.querySelectorAll("[data-on-paper]")) one.removeAttribute("data-on-paper");
});

history.scrollRestoration = "manual";
// After a reload the answers are gone, so the address of a later screen no longer means anything. The first question is
// kept: somebody pressed Start before this script was there.
const pressedStart = location.hash === stage.screen.querySelector("[data-start]")?.hash;
history.replaceState({ depth: 0 }, "", location.pathname + location.search);
stage.fillToday();
if (pressedStart) go(FIRST_QUESTION);
