// Small things that the theme leaves out.

// 1. The menu on a small screen: a real button that opens the theme's drawer, and Escape that closes it.
const button = document.querySelector(".menu-button");
const drawer = document.getElementById("__drawer");

function show(open) {
  drawer.checked = open;
  drawer.dispatchEvent(new Event("change"));
}

drawer.addEventListener("change", () => button.setAttribute("aria-expanded", String(drawer.checked)));
button.addEventListener("click", () => {
  show(!drawer.checked);
  if (drawer.checked) document.querySelector(".menu summary").focus({ preventScroll: true });
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && drawer.checked) {
    show(false);
    button.focus();
  }
});

// 2. To the content, on a page whose address after # has a meaning of its own (the questions) or none.
document.querySelector("[data-skip]")?.addEventListener("click", (event) => {
  event.preventDefault();
  const content = document.getElementById("content");
  (content.querySelector("h1[tabindex]") ?? content).focus();
});

// 3. A link into a folded part opens it. Newer browsers do that by themselves.
function unfold() {
  const part = document.getElementById(idInAddress());
  if (!part?.closest("details:not([open])")) return;
  for (let one = part.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
  part.scrollIntoView();
}

function idInAddress() {
  const told = location.hash.slice(1);
  try {
    return decodeURIComponent(told);
  } catch {
    return told; // somebody typed a lone "%": no part has that id, and the rest of this page goes on
  }
}

addEventListener("hashchange", unfold);
unfold();

// 4. Search from a page that is not the search page: what is typed goes behind the # of its address, to no server.
for (const form of document.querySelectorAll("form[data-search]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const query = new FormData(form).get("q").trim();
    location.href = form.dataset.search + (query ? `#${new URLSearchParams({ q: query })}` : "");
  });
}

// 5. The first sign of interest in the questions (their link is pointed at, touched or reached by keyboard) makes them ready,
//    but not on a slow line, nor where somebody saves data. A browser that can makes the whole page ready; another one
//    fetches its files.
const QUESTIONS = /\/wizard\/$/;
// The policy of the page names the hash of these rules, so they are the same on every page (`finish/csp.py`).
const READY = '{"prerender":[{"where":{"href_matches":"/*/wizard/"},"eagerness":"immediate"}]}';
const { saveData, effectiveType } = navigator.connection ?? {};
const savesData = saveData || /2g$/.test(effectiveType ?? "");
let prepared = savesData || QUESTIONS.test(location.pathname);

function interest({ target }) {
  const link = target.closest?.("a[href]");
  if (prepared || !link || link.origin !== location.origin || !QUESTIONS.test(link.pathname)) return;
  prepared = true;
  if (HTMLScriptElement.supports?.("speculationrules")) {
    const rules = document.createElement("script");
    rules.type = "speculationrules";
    rules.textContent = READY;
    document.head.append(rules);
  } else prefetch(link.href);
}

async function prefetch(address) {
  const low = { priority: "low" };
  const text = await (await fetch(address, low)).text();
  const page = new DOMParser().parseFromString(text, "text/html");
  const files = JSON.parse(page.getElementById("after-five-files").textContent);
  const own = [...page.querySelectorAll("link[rel=stylesheet], script[src][integrity]")].map((one) =>
    one.getAttribute(one.localName === "link" ? "href" : "src"),
  );
  const elsewhere = { "worker.js": files.worker, "words.mo": files.words };
  // All of the engine is only for whom the small one lacks something.
  const names = Object.keys(files.bytes).filter((name) => !name.startsWith("whole."));
  const engine = names.map((name) => elsewhere[name] ?? files.base + name);
  for (const one of [...own, ...engine]) fetch(new URL(one, address), low).catch(() => {});
}

for (const sign of ["pointerover", "touchstart", "focusin"]) addEventListener(sign, interest, { passive: true });
