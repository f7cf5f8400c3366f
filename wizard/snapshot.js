// A snapshot of Python's memory before anybody has told anything. It is made on this device, in a worker of its own that
// sees no answer, and kept in the browser's cache storage, so that the next visit need not start Python from its files.
//
// Nothing depends on it. It belongs to one edition, one language and one browser, which its address says, and has its hash
// beside it. One that has failed, or whose worker has stopped without a word, is replaced by an empty entry, so that it is
// not made again.

const REST = 8_000; // milliseconds after everything else: whoever has just come has the processor
const LIMIT = 60_000; // milliseconds: it takes one or two seconds, and a worker that is ended says nothing
const MEMORY = 4; // gigabytes: while it is made there are two Pythons
const ROOM = 500_000_000; // bytes that the browser would still keep for us; it is 16 MB

export class Snapshot {
  #kept; // the cache, once it is to be made

  /** `files`: what the page says of the pieces (see `pieces.js`), with absolute addresses. */
  constructor({ site, build_id: engine, hashes }, worker, words) {
    // The origin may be shared with other sites. The service worker deletes what begins like this with each new edition.
    this.cache = `after-five ${new URL(site).pathname} snapshot`;
    const browser = navigator.userAgent;
    this.address = `${site}snapshot?${new URLSearchParams({ engine, worker: hashes[worker], words: hashes[words], browser })}`;
  }

  /** It did not work. */
  async refuse() {
    try {
      await (await caches.open(this.cache)).put(this.address, new Response());
    } catch {
      // Then it is tried again, and fails again.
    }
  }

  /** Make it, where it is missing, the device has room and `wanted` says so by then. `pieces`: of the engine; `request`:
      one without answers. `rest`: milliseconds before it begins; `limit`: until it has failed. */
  async make(pieces, request, wanted, rest = REST, limit = LIMIT) {
    await new Promise((resolve) => setTimeout(resolve, rest));
    if (document.hidden || !wanted() || !(await hasRoom())) return;
    // WebKit forgets what a worker puts into a cache, unless a page has it open too.
    this.#kept = await caches.open(this.cache);
    if (await this.#kept.match(this.address)) return;
    const { script, module, zip, words } = await pieces.all();
    const { base, lock, zip: name } = pieces.files;
    const url = URL.createObjectURL(script);
    const worker = new Worker(url, { type: "module" });
    const end = new Promise((resolve) => {
      worker.onmessage = resolve;
      worker.onerror = resolve;
      setTimeout(resolve, limit, {});
    });
    const { cache, address } = this;
    worker.postMessage({ make: { base, lock, name, module, zip, words, cache, address, request: JSON.stringify(request) } });
    const { data } = await end;
    if (data?.type !== "made") await this.refuse();
    worker.terminate();
    URL.revokeObjectURL(url);
  }
}

async function hasRoom() {
  const { connection, deviceMemory, storage } = navigator;
  if (connection?.saveData) return false;
  // Some browsers do not say how much memory there is. With a mouse it is a computer.
  const memory = deviceMemory ?? (matchMedia("(pointer: fine)").matches ? MEMORY : 0);
  // Nor do all say how much they would keep; what is too much they refuse.
  const { quota = Infinity, usage = 0 } = (await storage?.estimate?.()) ?? {};
  return memory >= MEMORY && quota - usage > ROOM;
}
