// The pieces of the engine: asked for all at once, counted as they arrive, and checked by their hash before anything
// of them runs. They stay in memory, so that a worker that died starts again without the network.
//
// This script starts by itself, as the first one once the page is read: no earlier, because the engine would take the
// line from the style and the scripts that the first question needs.
// What it must know stands in the element "after-five-files": `base`, `worker`, `words` (addresses, from the page), `zip`,
// `lock`, `build_id`, `bytes` (name → size) and `hashes` (name → SHA-256 in base64).

import { Failure } from "./failure.js";

const SMALL = { script: "engine.mjs", wasm: "pyodide.asm.wasm" };
const WHOLE = { script: "whole.mjs", wasm: "whole.wasm" };
const WORKER = "worker.js";
const WORDS = "words.mo";

export class Pieces {
  #arrived = new Map(); // name → Promise of its bytes
  #size = new Map(); // name → bytes of it that have arrived
  #again = new Set(); // names of which a copy in the browser's cache was damaged
  #stop = new AbortController();
  #listener = () => {};

  /** `whole`: all of the engine, in place of what the wizard uses of it. */
  constructor(files, whole) {
    this.files = files;
    this.whole = whole;
    const { script, wasm } = whole ? WHOLE : SMALL;
    this.names = [script, wasm, files.zip, WORKER, WORDS];
    this.total = this.names.reduce((sum, name) => sum + files.bytes[name], 0);
    this.ask();
  }

  /** How many bytes of `total` are here. */
  get loaded() {
    return [...this.#size.values()].reduce((sum, size) => sum + size, 0);
  }

  /** Ask for what is not there yet, nor on its way. */
  ask() {
    for (const name of this.names) {
      if (this.#arrived.has(name)) continue;
      const one = this.#one(name);
      // "Try again" asks once more.
      one.catch(() => {
        this.#arrived.delete(name);
        this.#size.delete(name);
      });
      this.#arrived.set(name, one);
    }
  }

  /** Wait no longer for what is on its way; `all` asks for it again. */
  stop() {
    this.#stop.abort();
    this.#stop = new AbortController();
  }

  /** Be told of every part that arrives. */
  onPart(listener) {
    this.#listener = listener;
  }

  /** All pieces: { script, module, zip, words }: the worker's own script, the compiled engine, the zip, the words of the
      page's language. Or a Failure. */
  async all() {
    this.ask();
    const [engine, wasm, zip, worker, words] = await Promise.all(this.names.map((name) => this.#arrived.get(name)));
    // A blob can be read again and again, and takes no memory of the page.
    this.script ??= new Blob([engine, "\n", worker], { type: "text/javascript" });
    this.zip ??= new Blob([zip]);
    this.module ??= await compile(wasm);
    // What has become something else need not be kept twice.
    for (const name of this.names.filter((name) => name !== WORDS)) this.#arrived.set(name, Promise.resolve());
    for (const bytes of [engine, wasm, zip, worker]) giveBack(bytes);
    return { script: this.script, module: this.module, zip: this.zip, words };
  }

  async #one(name) {
    const { files } = this;
    const address = { [WORKER]: files.worker, [WORDS]: files.words }[name] ?? files.base + name;
    const request = { signal: this.#stop.signal, priority: "low", cache: this.#again.has(name) ? "reload" : "default" };
    // Only a page that came over https (or from this device) can work out a hash; elsewhere the browser checks it.
    if (!globalThis.crypto?.subtle) request.integrity = `sha256-${files.hashes[name]}`;
    let bytes;
    try {
      bytes = await this.#read(name, await fetch(address, request));
    } catch (error) {
      throw error instanceof Failure ? error : new Failure("blocked", `${name}: ${error}`);
    }
    if (request.integrity || (await digest(bytes)) === files.hashes[name]) return bytes;
    this.#again.add(name);
    throw new Failure("altered", `${name}: ${bytes.byteLength} bytes, not the ones that were published`);
  }

  /** What arrives, as it arrives. More bytes than were published are no piece of ours, whatever they are. */
  async #read(name, response) {
    if (!response.ok || !response.body) throw new Error(String(response.status));
    const expected = this.files.bytes[name];
    const whole = new Uint8Array(expected);
    let size = 0;
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (size + value.length > expected) {
        reader.cancel();
        return new Uint8Array(); // its hash is nobody's
      }
      whole.set(value, size);
      size += value.length;
      giveBack(value);
      this.#size.set(name, size);
      this.#listener();
    }
    return whole.subarray(0, size);
  }
}

/** Give memory back at once; a browser that cannot do so does it some time later. */
function giveBack(bytes) {
  bytes?.buffer.transfer?.(0);
}

async function digest(bytes) {
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  return btoa(String.fromCharCode(...new Uint8Array(hash)));
}

async function compile(wasm) {
  if (typeof WebAssembly === "undefined") throw new Failure("no_wasm");
  try {
    return await WebAssembly.compile(wasm);
  } catch (error) {
    // The bytes are the right ones: this browser cannot, or may not, run them.
    throw new Failure("no_wasm", String(error));
  }
}

function fromPage() {
  const files = JSON.parse(document.getElementById("after-five-files").textContent);
  const absolute = (address) => new URL(address, document.baseURI).href;
  return { ...files, base: absolute(files.base), worker: absolute(files.worker), words: absolute(files.words) };
}

const usable = typeof WebAssembly !== "undefined" && typeof Worker !== "undefined";
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
