// Inside the worker: start Python, then answer each request with its one entry function. JSON text in, JSON text out.

/** Start the runtime and serve the page. `files`: base (absolute), zip, lock, as the build describes them. */
export async function run({ loadPyodide, createPyodideModule, files }) {
  let reason = "blocked"; // why it would be if it stopped now
  const tell = (message) => self.postMessage(message);
  const fail = (error) => tell({ type: "failed", reason, detail: String(error) });
  const stopCounting = countDownloads((bytes) => tell({ type: "bytes", bytes }), fail);
  try {
    tell({ type: "step", step: "download" });
    const pyodide = await loadPyodide({
      indexURL: files.base,
      stdLibURL: new URL(files.zip, files.base).href,
      lockFileContents: files.lock,
      // Given at once: otherwise Pyodide asks for it only when the rest has arrived.
      createPyodideModule: (settings) =>
        createPyodideModule(whenComplete(settings, () => tell({ type: "step", step: "start" }))),
    });
    stopCounting();
    reason = "crash";
    tell({ type: "step", step: "rules" });
    const handle = pyodide.pyimport("screens.app").handle;
    self.onmessage = ({ data }) => {
      try {
        tell({ type: "answer", id: data.id, text: handle(data.text) });
      } catch (error) {
        tell({ type: "refused", id: data.id, detail: String(error) });
      }
    };
    tell({ type: "ready" });
  } catch (error) {
    fail(error);
  }
}

/** Report when the large file has arrived and Python itself starts. */
function whenComplete(settings, started) {
  const { instantiateWasm } = settings;
  settings.instantiateWasm = (imports, done) =>
    instantiateWasm(imports, (...result) => {
      started();
      return done(...result);
    });
  return settings;
}

/** Count what arrives through fetch, as it arrives. A file that does not come is told here: Pyodide would wait
    for it. Returns what ends the counting. */
function countDownloads(report, fail) {
  const original = self.fetch;
  self.fetch = async (...asked) => {
    try {
      const response = await original.apply(self, asked);
      if (!response.ok || !response.body) throw new Error(`${response.url}: ${response.status}`);
      const counter = new TransformStream({
        transform(part, out) {
          report(part.byteLength);
          out.enqueue(part);
        },
      });
      response.body.pipeTo(counter.writable).catch(fail);
      const { status, statusText, headers } = response;
      return new Response(counter.readable, { status, statusText, headers });
    } catch (error) {
      fail(error);
      throw error;
    }
  };
  return () => {
    self.fetch = original;
  };
}
