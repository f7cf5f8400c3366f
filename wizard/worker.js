// Inside the worker, behind Pyodide's own script in the same file: start Python, then answer each request with its one
// entry function. JSON text in, JSON text out. Everything comes from the page; nothing is asked of the network.
//
// Python starts from its files, or goes on from a snapshot of its memory (`snapshot.js`), which another worker of the same
// script has made. Whatever goes wrong with a snapshot, Python starts from its files and does the same once more.
/* global loadPyodide, createPyodideModule, goingOn, snapshotOf, wasMissed */

const tell = (message) => self.postMessage(message);
const failed = (reason, error) => tell({ type: "failed", reason, detail: String(error) });
// The small engine stops where it would need what was left out of it. An answer that came nevertheless does not count.
const lacks = (error) => wasMissed() || error instanceof WebAssembly.RuntimeError;
const entryOf = (pyodide) => pyodide.pyimport("screens.app").handle;

function answered(handle, text) {
  const answer = handle(text);
  if (wasMissed()) throw new Error("an answer that does not count");
  return answer;
}

self.onmessage = async ({ data: { start, make } }) => {
  try {
    if (make) await keepSnapshot(make);
    else await begin(start);
  } catch (error) {
    failed("missed", error);
  }
};

async function begin({ snapshot, ...pieces }) {
  let handle;
  let isFromSnapshot = Boolean(snapshot);
  const fromFiles = async () => {
    isFromSnapshot = false;
    handle = entryOf(await python(pieces));
  };
  const unfit = (error) => tell({ type: "unfit", detail: String(error) });

  if (isFromSnapshot) {
    try {
      handle = entryOf(await python(pieces, goingOn(snapshot)));
    } catch (error) {
      unfit(error);
      await fromFiles();
    }
  } else await fromFiles();

  async function answer(id, text) {
    try {
      tell({ type: "answer", id, text: answered(handle, text) });
    } catch (error) {
      if (isFromSnapshot) {
        unfit(error);
        await fromFiles();
        await answer(id, text);
      } else if (lacks(error)) failed("missed", error);
      else tell({ type: "refused", id, detail: String(error) });
    }
  }

  let last = Promise.resolve();
  self.onmessage = ({ data: { id, text } }) => {
    tell({ type: "taken" });
    last = last.then(() => answer(id, text)).catch((error) => failed("missed", error));
  };
  tell({ type: "ready" });
}

/** Start Python from its files, and keep its memory before anybody has told anything. The request is one without answers, so
    that the words and the templates are there. */
async function keepSnapshot({ cache, address, request, ...pieces }) {
  // A seed that is drawn anew would be kept with the memory; so it is the same on every device.
  const pyodide = await python(pieces, { _makeSnapshot: true, env: { PYTHONHASHSEED: "0" } });
  const handle = entryOf(pyodide);
  answered(handle, request);
  handle.destroy();
  // What was used and is free again would be kept with the rest: once it is all zeros, it takes no room.
  pyodide.runPython("import gc; gc.collect(); zeros = [bytes(65536) for _ in range(64)]; del zeros");
  const bytes = await snapshotOf(pyodide).arrayBuffer();
  const hash = await crypto.subtle.digest("SHA-256", bytes);
  const digest = btoa(String.fromCharCode(...new Uint8Array(hash)));
  const kept = await caches.open(cache);
  for (const old of await kept.keys()) await kept.delete(old);
  await kept.put(address, new Response(bytes, { headers: { digest } }));
  tell({ type: "made" });
}

/** A Python that has started. `how`: options of Pyodide beside ours. */
async function python({ base, lock, name, module, zip, words }, how = {}) {
  let stop;
  // What fails where nobody waits for it would never end.
  const stopped = new Promise((_, reject) => (stop = reject));
  self.onunhandledrejection = (event) => {
    event.preventDefault();
    stop(event.reason);
  };
  const giveBack = await offer({ base, name, module, zip }, stop);
  const options = { indexURL: base, stdLibURL: base + name, lockFileContents: lock, createPyodideModule, ...how };
  const pyodide = await Promise.race([stopped, loadPyodide(options)]);
  giveBack();
  self.onunhandledrejection = (event) => {
    event.preventDefault();
    failed("missed", event.reason);
  };
  pyodide.FS.writeFile("/words.mo", words); // where `screens.words` looks for them
  if (!how._makeSnapshot) tell({ type: "step", step: "rules" });
  return pyodide;
}

/** Give Pyodide the pieces where it would ask the network for them; anything else that it asks for does not exist. What
    comes back is to be called once Python has its own copy of them. `zip`: a blob, or its bytes. `stop`: is called when
    the wasm does not start. */
async function offer({ base, name, module, zip }, stop) {
  const bytes = zip instanceof ArrayBuffer ? zip : await zip.arrayBuffer();
  self.fetch = async (asked) => {
    const address = String(asked.url ?? asked);
    if (address === base + name) return { ok: true, arrayBuffer: async () => bytes };
    // Only a mark for the function below: the module has long been compiled.
    if (address.endsWith(".wasm")) return new Response(new Uint8Array(), { headers: { "Content-Type": "application/wasm" } });
    throw new TypeError(`${address} is not part of the engine`);
  };
  // Pyodide only warns when this fails, and then waits for ever.
  WebAssembly.instantiateStreaming = async (_, imports) => {
    try {
      return { module, instance: await WebAssembly.instantiate(module, imports) };
    } catch (error) {
      stop(error);
      throw error;
    }
  };
  return () => bytes.transfer?.(0);
}
