// The service worker of this site: its guides, its questions and the engine without the network. The site works the same
// without it; no answer ever passes through here.
//
// VERSION and FILES are written by the build (`finish/offline.py`): FILES has for each part ("engine", a language) the
// addresses below this folder, with the SHA-256 of what lies there. One version is kept whole or not at all.

const VERSION = "{{ version }}";
const FILES = {{ files }};
const SCOPE = new URL("./", location).href;
// The origin may be shared with other sites, so the names carry our folder, and only names of ours are ever touched.
const OURS = `after-five ${new URL(SCOPE).pathname} `;
const WHOLE = ".complete";
const PATIENCE = 4_000; // milliseconds for a page from the network, when there is a copy
const FAULT_OF_THE_HOST = 500; // a status from here on says nothing of the page

const nameOf = (part) => `${OURS}${VERSION} ${part}`;

// What was kept in the version before is kept in this one too, before it takes over; until then nothing changes.
addEventListener("install", (event) => event.waitUntil(installed()));

async function installed() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS));
  const parts = Object.keys(FILES).filter((part) => names.some((name) => name.endsWith(` ${part}`)));
  await Promise.all(parts.map(keep));
}

// The tabs of the version before are closed by now: nobody needs its copy.
addEventListener("activate", (event) => event.waitUntil(activated()));

async function activated() {
  const own = Object.keys(FILES).map(nameOf);
  for (const name of await caches.keys()) {
    if (name.startsWith(OURS) && !own.includes(name)) await caches.delete(name);
  }
}

addEventListener("message", (event) => {
  const { keep: language } = event.data;
  const [port] = event.ports;
  if (!FILES[language]) return port.postMessage(false);
  const done = Promise.all(["engine", language].map(keep)).then(
    () => port.postMessage(true),
    () => port.postMessage(false),
  );
  event.waitUntil(done);
});

/** Keep every file of a part, each only if it is the one that the build saw. */
async function keep(part) {
  const cache = await caches.open(nameOf(part));
  if (await cache.match(SCOPE + WHOLE)) return;
  for (const [path, hash] of Object.entries(FILES[part])) {
    const address = SCOPE + path;
    if (await cache.match(address)) continue;
    await cache.put(address, await rightOne(address, hash));
  }
  await cache.put(SCOPE + WHOLE, new Response(""));
}

/** From the copy of another version, the browser's cache or the network. */
async function rightOne(address, hash) {
  const sources = [() => caches.match(address), () => fetch(address), () => fetch(address, { cache: "reload" })];
  for (const source of sources) {
    const response = await source();
    if (!response?.ok) continue;
    const bytes = await response.arrayBuffer();
    if ((await digest(bytes)) !== hash) continue;
    return new Response(bytes, { headers: { "Content-Type": response.headers.get("Content-Type") ?? "" } });
  }
  throw new Error(`${address} is of another version`);
}

async function digest(bytes) {
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return btoa(String.fromCharCode(...new Uint8Array(hash)));
}

addEventListener("fetch", (event) => {
  const { method, url, cache } = event.request;
  // A page of ours asks nothing of anybody else. WebKit lets a preload through to a service worker past the policy of the page.
  if (/^https?:/.test(url) && !url.startsWith(SCOPE)) return event.respondWith(Response.error());
  if (method !== "GET" || !url.startsWith(SCOPE)) return;
  const address = url.split(/[?#]/)[0];
  const path = address.slice(SCOPE.length);
  // A name with the hash of the contents in it: what is kept is right for ever. "reload": the page found it damaged.
  const lasting = path in FILES.engine && cache !== "reload";
  event.respondWith(lasting ? fromCopy(event.request, address) : fresh(event.request, address));
});

async function copyOf(address) {
  for (const part of Object.keys(FILES)) {
    if (!(await caches.has(nameOf(part)))) continue;
    const found = await (await caches.open(nameOf(part))).match(address);
    if (found) return found;
  }
  return undefined;
}

async function fromCopy(request, address) {
  return (await copyOf(address)) ?? fetch(request);
}

/** Where the way leads that a host would show: to an address with its last slash, and from the root to a language. */
async function wayOn(address) {
  if (address !== SCOPE) return (await copyOf(`${address}/`)) && Response.redirect(`${address}/`);
  const kept = [];
  for (const part of Object.keys(FILES)) if (await copyOf(`${SCOPE}${part}/`)) kept.push(part);
  const wanted = navigator.languages.map((code) => code.split("-")[0]).find((code) => kept.includes(code)) ?? kept[0];
  return wanted && Response.redirect(`${SCOPE}${wanted}/`);
}

/** From the network, because the law may have changed; from the copy where the network does not answer, or the host only
    with a fault of its own. */
async function fresh(request, address) {
  const asked = fetch(request);
  asked.catch(() => {});
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
  try {
    const first = await Promise.race([asked, late]);
    if (first && first.status < FAULT_OF_THE_HOST) return first;
  } catch {
    // There is no network.
  }
  return (await copyOf(address)) ?? (await wayOn(address)) ?? asked;
}
