// Where screens are shown: HTML in, focus to its heading, the title of the page, and what is typed in its form.

import { today } from "./day.js";

const BELOW_MESSAGE = 16; // pixels between a line at the foot of the window, its edge, and what has the focus

export class Stage {
  #mount;
  #now;
  #name;
  #first;
  #opened = new Map(); // screen → the names of its parts that somebody has opened
  #soFar = ""; // the early answer that was last read out

  constructor(mount) {
    this.#mount = mount;
    this.#now = mount.querySelector("[data-now]");
    this.#first = { screen: this.name, html: this.#now.innerHTML };
    this.#name = document.title.split(" - ").pop(); // the theme writes "page - site"
  }

  /** The element of the screen that is shown. */
  get screen() {
    return this.#now.querySelector("[data-screen]");
  }

  /** The name of the screen that is shown. */
  get name() {
    return this.screen.dataset.screen;
  }

  /** Show a screen. The reader is taken to what is new: the heading, or the list of what must be corrected. */
  show(html) {
    const parts = [...this.#now.querySelectorAll("details[id][open]")].map((one) => one.id);
    this.#opened.set(this.name, parts);
    this.#now.innerHTML = html;
    for (const id of this.#opened.get(this.name) ?? []) document.getElementById(id)?.setAttribute("open", "");
    document.title = `${this.screen.dataset.title} - ${this.#name}`;
    this.fillToday();
    this.say("");
    scrollTo(0, 0);
    // The heading is read with what stands above it: whom it asks about, and what the last form has changed.
    const above = ["af-for", "af-told"].filter((id) => document.getElementById(id));
    if (above.length) this.screen.querySelector("h1")?.setAttribute("aria-describedby", above.join(" "));
    this.#saySoFar();
    const at = this.screen.querySelector(".af-summary") ? null : this.screen.querySelector("[data-at]");
    at?.scrollIntoView();
    (at ?? this.screen.querySelector(".af-summary, h1"))?.focus({ preventScroll: true });
  }

  /** Read the early answer out, politely, and only when it is another one than before. */
  #saySoFar() {
    const said = this.screen.querySelector("[data-so-far]")?.textContent;
    if (!said || said === this.#soFar) return;
    this.#soFar = said;
    this.#mount.querySelector("[data-so-far-said]").textContent = said;
  }

  /** Say that the next screen is being worked out, or that it is not any more. Its buttons stay where the focus is. */
  work(isWorking) {
    this.#now.setAttribute("aria-busy", String(isWorking));
    for (const button of this.#now.querySelectorAll("[type=submit]")) {
      if (isWorking) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
    const place = this.#mount.querySelector("[data-message]");
    if (isWorking) this.say(place.dataset.working);
    else if (place.textContent === place.dataset.working) this.say("");
  }

  /** Forget which parts were open. */
  forget() {
    this.#opened.clear();
    this.#soFar = "";
    this.#mount.querySelector("[data-so-far-said]").textContent = "";
    for (const one of this.#now.querySelectorAll("details[open]")) one.open = false;
  }

  /** Tell what was done, where the screen itself does not: seen at the foot of the window, read out by screen readers. What
      has the focus, and what gets it next, is scrolled above that line. */
  say(message) {
    const line = this.#mount.querySelector("[data-message]");
    line.textContent = message ?? "";
    document.documentElement.style.scrollPaddingBottom = message ? `${line.offsetHeight + BELOW_MESSAGE}px` : "";
    const at = document.activeElement;
    if (!message || !this.#now.contains(at)) return;
    const covered = at.getBoundingClientRect().bottom - line.getBoundingClientRect().top;
    if (covered > 0) scrollBy(0, covered + BELOW_MESSAGE);
  }

  /** The HTML of a screen that stands in the page, or undefined. */
  template(screen) {
    if (screen === this.#first.screen) return this.#first.html;
    return this.#mount.querySelector(`template[data-template="${CSS.escape(screen)}"]`)?.innerHTML;
  }

  /** Put another version of the screen in the place of the one that is shown. Whoever reads it notices nothing else: what is
      typed, where the focus is and what is open stay as they are, and so does the place on the page. */
  replace(html) {
    const form = this.screen.querySelector("form[data-form]");
    const typed = form && readTexts(form);
    const at = placeOf(document.activeElement, this.#now);
    const [x, y] = [scrollX, scrollY];
    const open = [...this.#now.querySelectorAll("details")].map((one) => one.open);
    this.#now.innerHTML = html;
    for (const [number, one] of [...this.#now.querySelectorAll("details")].entries()) one.open ||= Boolean(open[number]);
    if (typed && Object.keys(typed).length) this.fill(typed);
    at?.();
    document.title = `${this.screen.dataset.title} - ${this.#name}`;
    this.#saySoFar();
    scrollTo(x, y);
  }

  /** Put back what was typed on a screen. */
  fill(form) {
    for (const field of this.screen.querySelectorAll("form[data-form] :is(input, select)")) {
      const texts = form?.[field.name] ?? [];
      if (field.type === "radio" || field.type === "checkbox") field.checked = texts.includes(field.value);
      else if (field.type !== "file" && texts.length) field.value = texts[0];
    }
  }

  /** Where answers are kept, the first screen leads back to them. */
  offerToGoOn() {
    for (const place of this.screen.querySelectorAll("[data-go-on]")) place.hidden = false;
  }

  /** Write the date of today where a screen from the build could not know it. A clock that cannot be right is not
      repeated; the rules ask for the day as soon as it matters. */
  fillToday() {
    for (const place of this.screen.querySelectorAll("[data-today]")) {
      const [first, last] = place.dataset.days.split(" ");
      place.closest("p").hidden = today() < first || today() > last;
      const format = { day: "numeric", month: "long", year: "numeric", timeZone: "Europe/Brussels" };
      place.textContent = new Intl.DateTimeFormat(place.dataset.today, format).format(new Date());
    }
  }

  /** Show how far the runtime is, if the loading screen is shown. */
  showProgress({ step, loaded, total }) {
    if (this.name !== "loading") return;
    let state = "done";
    for (const item of this.screen.querySelectorAll("[data-step]")) {
      const shown = item.dataset.step === step ? "busy" : state;
      for (const word of item.querySelectorAll("[data-state]")) word.hidden = word.dataset.state !== shown;
      if (shown === "busy") state = "waiting";
    }
    const bar = this.screen.querySelector("progress");
    bar.value = total ? Math.min(100, (100 * loaded) / total) : 0;
    const size = new Intl.NumberFormat(document.documentElement.lang, {
      style: "unit",
      unit: "megabyte",
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    });
    const sizes = [Math.min(loaded, total), total].map((bytes) => size.format(bytes / 1e6));
    this.screen.querySelector("[data-bytes]").textContent = sizes.join(" / ");
  }

  /** Say what can be relied on from now on: "closed" (nothing leaves the page any more), "kept" (the site is on the
      device). */
  showSeal(what) {
    this.#mount.querySelector("[data-seal]").hidden = false;
    this.#mount.querySelector(`[data-sealed=${what}]`).hidden = false;
  }

  /** Say on the failure screen why it did not work; `isTold`: there are answers, which can be saved. `when`: the rules did
      not start ("start"), stopped later ("stopped"), or stopped at an answer ("answer"). */
  showFailure({ reason, detail }, isTold, when) {
    for (const title of this.screen.querySelectorAll("[data-when]")) {
      title.hidden = title.dataset.when !== when;
      if (!title.hidden) this.screen.dataset.title = title.textContent;
    }
    document.title = `${this.screen.dataset.title} - ${this.#name}`;
    for (const part of this.screen.querySelectorAll("[data-if-told]")) part.hidden = !isTold;
    for (const text of this.screen.querySelectorAll("[data-reason]")) text.hidden = text.dataset.reason !== reason;
    this.screen.querySelector("[data-detail]").textContent = detail;
  }
}

/** How to come back to where the focus is, in another version of `within`; undefined where it is elsewhere. */
function placeOf(active, within) {
  if (!within.contains(active)) return undefined;
  const { selectionStart: from, selectionEnd: to } = active;
  const find = active.id
    ? () => document.getElementById(active.id)
    : () => [...within.querySelectorAll(active.localName)][number];
  const number = [...within.querySelectorAll(active.localName)].indexOf(active);
  return () => {
    const found = find();
    found?.focus({ preventScroll: true });
    if (typeof from === "number") found?.setSelectionRange?.(from, to);
  };
}

/** What is typed and chosen in a form: for each field its texts. The button that was pressed is a field too. */
export async function readForm(form, button) {
  const data = new FormData(form);
  if (button?.name) data.append(button.name, button.value);
  const read = {};
  for (const [name, value] of data) {
    (read[name] ??= []).push(typeof value === "string" ? value : await textOf(value));
  }
  return read;
}

/** The same without the files, at once: while a page is being left nothing can be waited for. */
export function readTexts(form) {
  const read = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") (read[name] ??= []).push(value);
  }
  return read;
}

const LARGEST_FILE = 2_000_000;

async function textOf(file) {
  return file.size > LARGEST_FILE ? "too large" : file.text();
}

/** Give the person a file to keep. */
export function download({ name, text, type = "application/json" }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
