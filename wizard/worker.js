// Inside the worker, behind Pyodide's own script in the same file: start Python, then answer each request with its one
// entry function. JSON text in, JSON text out. Everything comes from the page; nothing is asked of the network.
/* global loadPyodide, createPyodideModule, wasMissed */

const tell = (message) => self.postMessage(message);
const failed = (reason, error) => tell({ type: "failed", reason, detail: String(error) });
// The small engine stops where it would need what was left out of it. An answer that came nevertheless does not count.
const lacks = (error) => wasMissed() || error instanceof WebAssembly.RuntimeError;

// A start that fails where nobody waits for it would never end.
self.onunhandledrejection = (event) => {
  event.preventDefault();
  failed("missed", event.reason);
};

self.onmessage = async ({ data: { start } }) => {
  try {
    const giveBack = await offer(start);
    const pyodide = await loadPyodide({
      indexURL: start.base,
      stdLibURL: start.base + start.name,
      lockFileContents: start.lock,
      createPyodideModule,
    });
    giveBack();
    pyodide.FS.writeFile("/words.mo", start.words); // where `screens.words` looks for them
    tell({ type: "step", step: "rules" });
    const handle = pyodide.pyimport("screens.app").handle;
    self.onmessage = ({ data }) => {
      tell({ type: "taken" });
      try {
        const text = handle(data.text);
        if (wasMissed()) failed("missed", "an answer that does not count");
        else tell({ type: "answer", id: data.id, text });
      } catch (error) {
        if (lacks(error)) failed("missed", error);
        else tell({ type: "refused", id: data.id, detail: String(error) });
      }
    };
    tell({ type: "ready" });
  } catch (error) {
    failed("missed", error);
  }
};

/** Give Pyodide the pieces where it would ask the network for them; anything else that it asks for does not exist. What
    comes back is to be called once Python has its own copy of them. `zip`: a blob, or its bytes. */
async function offer({ base, name, module, zip }) {
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
      failed("missed", error);
      throw error;
    }
  };
  return () => bytes.transfer?.(0);
}
