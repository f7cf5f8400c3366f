// The pieces of the engine: asked for all at once by a worker of their own (`fetcher.js`), counted as they arrive, and
// checked by their hash before anything of them runs. They stay in memory, so that a Python that died starts again without
// the network.
//
// They are asked for once the page has been painted: earlier the engine would take the line and the processor from the
// style and the scripts that the first question needs.
// What must be known of them stands in the element "after-five-files": `base`, `worker`, `words` (addresses, from the page),
// `site`, `zip`, `lock`, `build_id`, `bytes` (name → size) and `hashes` (name → SHA-256 in base64); `inside`, where the page itself
// holds the pieces.

import { Failure, resolvers } from "./failure.js";
import { fetcher } from "./fetcher.js";
import { painted } from "./painted.js";
import { Snapshot } from "./snapshot.js";

const SMALL = { script: "engine.mjs", wasm: "pyodide.asm.wasm" };
const WHOLE = { script: "whole.mjs", wasm: "whole.wasm" };
const WORKER = "worker.js";
const WORDS = "words.mo";
const SNAPSHOT = "snapshot";

export class Pieces {
  #arrived = new Map(); // name → Promise of its bytes, or of what was compiled of them
  #waiting = new Map(); // name → how to resolve or reject that
  #size = new Map(); // name → bytes of it that have arrived
  #again = new Set(); // names of which a copy in the browser's cache was damaged
  #fetcher; // a worker, or a port to what runs in this page
  #address; // of the worker's script
  #zip; // the bytes of the zip, for the first start
  #isTaken = false; // has a start been given the snapshot?
  #listener = () => {};

  /** `whole`: all of the engine, in place of what the wizard uses of it. */
  constructor(files, whole) {
    this.files = files;
    this.whole = whole;
    const { script, wasm } = whole ? WHOLE : SMALL;
    this.names = [script, wasm, files.zip, WORKER, WORDS];
    this.total = this.names.reduce((sum, name) => sum + files.bytes[name], 0);
    // The file that opens without a server has no storage.
    this.snapshot = whole || files.inside ? undefined : new Snapshot(files, WORKER, WORDS);
    if (this.snapshot) this.names.push(SNAPSHOT);
    painted.then(() => this.ask()).catch(() => {}); // `all` says what is wrong
  }

  /** How many bytes of `total` are here. */
  get loaded() {
    return [...this.#size.values()].reduce((sum, size) => sum + size, 0);
  }

  /** Ask for what is not there yet, nor on its way. */
  ask() {
    const names = this.names.filter((name) => !this.#arrived.has(name));
    if (!names.length) return;
    this.#fetcher ??= this.#start();
    for (const name of names) {
      const one = resolvers();
      // "Try again" asks once more.
      one.promise.catch(() => {
        this.#arrived.delete(name);
        this.#size.delete(name);
      });
      this.#waiting.set(name, one);
      this.#arrived.set(name, one.promise);
    }
    this.#fetcher.postMessage({ pieces: names.map((name) => this.#toFetch(name)) });
  }

  /** Wait no longer for what is on its way; `all` asks for it again. */
  stop() {
    this.#end();
    this.#reject(new Failure("blocked", "no longer waited for"));
  }

  /** Be told of every part that arrives. */
  onPart(listener) {
    this.#listener = listener;
  }

  /** All pieces: { script, module, zip, words, snapshot }: the worker's own script, the compiled engine, the zip (a Blob, or
      an ArrayBuffer to be handed on), the words of the page's language; for the first start also the snapshot of an
      earlier visit, if there is one, to be handed on. Or a Failure. */
  async all() {
    await painted;
    this.ask();
    const [engine, module, zip, worker, words, found] = await Promise.all(this.names.map((name) => this.#arrived.get(name)));
    this.#end();
    if (!this.script) {
      // A blob can be read again and again, and takes no memory of the page.
      this.script = new Blob([engine, "\n", worker], { type: "text/javascript" });
      this.zip = new Blob([zip]);
      this.#zip = zip.buffer;
      // What has become something else need not be kept twice.
      for (const name of [this.names[0], this.files.zip, WORKER]) this.#arrived.set(name, Promise.resolve());
    }
    const snapshot = this.#isTaken || !found?.byteLength ? undefined : found.buffer;
    this.#isTaken = true;
    this.#arrived.set(SNAPSHOT, Promise.resolve());
    // With a snapshot the zip may be needed twice.
    const first = snapshot ? undefined : this.#zip;
    this.#zip = undefined;
    return { script: this.script, module, zip: first ?? this.zip, words, snapshot };
  }

  #toFetch(name) {
    const { files } = this;
    if (name === SNAPSHOT) return { name, cache: this.snapshot.cache, address: this.snapshot.address };
    const address = { [WORKER]: files.worker, [WORDS]: files.words }[name] ?? files.base + name;
    return { name, address, bytes: files.bytes[name], hash: files.hashes[name], reload: this.#again.has(name) };
  }

  #start() {
    const script = new Blob([`(${fetcher})(self)`], { type: "text/javascript" });
    this.#address = URL.createObjectURL(script);
    // A worker from a blob obeys the policy of this page; one from an address would not.
    const found = this.files.inside ? here() : new Worker(this.#address, { type: "module" });
    found.onmessage = ({ data }) => this.#hear(data);
    found.onerror = (event) => {
      event.preventDefault?.();
      this.#reject(new Failure("crash", event.message ?? ""));
    };
    return found;
  }

  #hear({ name, size, bytes, module, reason, detail }) {
    const { resolve, reject } = this.#waiting.get(name);
    if (reason === "altered") this.#again.add(name);
    if (reason) reject(new Failure(reason, detail));
    else if (bytes ?? module) resolve(bytes ?? module);
    else {
      this.#size.set(name, size);
      this.#listener();
    }
  }

  #reject(failure) {
    for (const { reject } of this.#waiting.values()) reject(failure); // those that have arrived do not change by that
  }

  #end() {
    if (this.#fetcher) this.#fetcher.onmessage = null;
    this.#fetcher?.terminate();
    this.#fetcher = undefined;
    URL.revokeObjectURL(this.#address);
  }
}

/** What fetches, in this page, which holds the pieces itself: looked at from here it is like the worker. No channel of the
    browser lies between, because none but that of a worker carries a compiled module. */
function here() {
  const inside = { postMessage: (data) => outside.onmessage?.({ data }) };
  const outside = { postMessage: (data) => inside.onmessage({ data }), terminate() {} };
  fetcher(inside);
  return outside;
}

function fromPage() {
  const files = JSON.parse(document.getElementById("after-five-files").textContent);
  const absolute = (address) => new URL(address, document.baseURI).href;
  const { site, base, worker, words } = files;
  return { ...files, site: site && absolute(site), base: absolute(base), worker: absolute(worker), words: absolute(words) };
}

/** A program of 78 bytes with all that the engine uses of WebAssembly and that browsers have learned one by one: exceptions,
    references to things of the page and tables of them, copies of memory, numbers that are cut and widened. An older
    browser is led to the tables before megabytes are fetched. */
const SAMPLE =
  "AGFzbQEAAAABBAFgAAADAgEABAcCcAAAbwAABQMBAAANAwEAAAonASUABkAHAAtBAMAaQwAAAAD8ABpBAEEAQQD8CgAA0G9BAPwPARoL";
const canRun = () => WebAssembly.validate(Uint8Array.from(atob(SAMPLE), (one) => one.charCodeAt(0)));
const usable = typeof Worker !== "undefined" && typeof WebAssembly !== "undefined" && canRun();
/** In the address of the page: the small engine lacked something, so this visit gets the whole one. */
const ALL = "whole";

/** The address of this page with the whole engine. */
export function withAll() {
  const address = new URL(location.href);
  address.searchParams.set(ALL, "");
  return address.href.replace(`${ALL}=`, ALL);
}

/** The pieces for this page; undefined where the browser could do nothing with them. */
export const pieces = usable ? new Pieces(fromPage(), new URLSearchParams(location.search).has(ALL)) : undefined;
