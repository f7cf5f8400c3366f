// Fetches the pieces of the engine, checks each by its hash and compiles what is to be compiled: in a worker, because the
// megabytes would make the page stand still where a processor is slow. It ends when all pieces are with the page.

/** Runs where `port` belongs to: in the worker, `port` is the worker itself. It is told a list of pieces (`name`, `address`,
    `bytes`, `hash`, `reload`: not from the browser's cache; or `name`, `cache`, `address`: of something that may be kept
    there) and tells, for each, how much has arrived (`size`), and then what
    it is (`bytes`, or `module` where it was compiled) or why it does not come (`reason`, `detail`: see `failure.js`).

    The worker gets the text of this function, so it may use nothing that stands outside of it. */
export function fetcher(port) {
  const EVERY = 50; // milliseconds between two words on how much has arrived
  const PATIENCE = 3_000; // milliseconds for what is only there to save time

  port.onmessage = ({ data }) => data.pieces?.forEach(one);

  async function one(piece) {
    const { name } = piece;
    try {
      if (piece.cache) {
        const bytes = await Promise.race([kept(piece), nothing(PATIENCE)]);
        return port.postMessage({ name, bytes }, [bytes.buffer]);
      }
      const bytes = await right(piece);
      if (!name.endsWith(".wasm")) return port.postMessage({ name, bytes }, [bytes.buffer]);
      const module = await compiled(bytes);
      bytes.buffer.transfer?.(0); // its memory is given back at once, where the browser can do that
      port.postMessage({ name, module });
    } catch ({ reason = "blocked", message }) {
      port.postMessage({ name, reason, detail: `${name}: ${message}` });
    }
  }

  /** The bytes of a piece, which are the ones that were published. */
  async function right({ name, address, bytes: expected, hash, reload }) {
    const request = { priority: "low", cache: reload ? "reload" : "default" };
    // Only a page that came over https (or from this device) can work out a hash; elsewhere the browser checks it.
    const isOurs = globalThis.crypto?.subtle;
    if (!isOurs) request.integrity = `sha256-${hash}`;
    const bytes = await read(name, await fetch(address, request), expected);
    if (!isOurs || (await digest(bytes)) === hash) return bytes;
    throw because("altered", `${bytes.byteLength} bytes, not the ones that were published`);
  }

  /** What arrives, as it arrives. More bytes than were published are no piece of ours, whatever they are. */
  async function read(name, response, expected) {
    if (!response.ok || !response.body) throw new Error(String(response.status));
    const whole = new Uint8Array(expected);
    let size = 0;
    let told = 0;
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
      value.buffer.transfer?.(0);
      if (size === expected || performance.now() - told > EVERY) {
        told = performance.now();
        port.postMessage({ name, size });
      }
    }
    return whole.subarray(0, size);
  }

  /** What an earlier visit has kept, if it is what was kept; otherwise no bytes. */
  async function kept({ cache: cacheName, address }) {
    try {
      const found = await caches.match(address, { cacheName });
      const bytes = new Uint8Array(await found.arrayBuffer());
      if (!bytes.length || (await digest(bytes)) === found.headers.get("digest")) return bytes;
      await (await caches.open(cacheName)).delete(address);
    } catch {
      // There is none, or the browser allows no storage.
    }
    return nothing(0);
  }

  function nothing(after) {
    return new Promise((resolve) => setTimeout(resolve, after, new Uint8Array()));
  }

  function because(reason, message) {
    return Object.assign(new Error(message), { reason });
  }

  async function digest(bytes) {
    const hash = await crypto.subtle.digest("SHA-256", bytes);
    return btoa(String.fromCharCode(...new Uint8Array(hash)));
  }

  async function compiled(wasm) {
    try {
      return await WebAssembly.compile(wasm);
    } catch (error) {
      // The bytes are the right ones: this browser cannot, or may not, run them.
      throw because("no_wasm", String(error));
    }
  }
}
