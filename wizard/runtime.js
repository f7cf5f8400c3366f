// The worker as the page sees it: it starts by itself, tells how far it is, answers requests, and can be tried again.

const WORKER = new URL("./worker.js", import.meta.url).href;

/** Why it did not work: "no_wasm", "blocked", "slow" or "crash", and the details for a report. */
export class Failure extends Error {
  constructor(reason, detail = "") {
    super(detail || reason);
    this.reason = reason;
    this.detail = detail;
  }
}

export class Runtime {
  #worker;
  #url;
  #waiting = new Map();
  #numbers = 0;
  #watch;
  #ready;

  /** `files`: absolute base, zip, lock, bytes. `patience`: milliseconds without any sign of life before it gives up. */
  constructor(files, patience, onProgress) {
    this.files = files;
    this.patience = patience;
    this.onProgress = onProgress;
    this.total = (files.bytes["pyodide.asm.wasm"] ?? 0) + (files.bytes[files.zip] ?? 0);
    this.start();
  }

  /** Start, or start again after a failure. */
  start() {
    this.stop();
    this.progress = { step: "download", loaded: 0, total: this.total };
    this.ready = false;
    this.failure = undefined;
    this.#ready = resolvers();
    this.#ready.promise.catch(() => {});
    if (typeof WebAssembly === "undefined" || typeof Worker === "undefined") {
      this.#fail(new Failure("no_wasm"));
      return;
    }
    // A worker from a blob obeys the policy of this page; one from an address would not. Its imports are absolute, and
    // made by the running worker: Chromium holds imports at the top of a blob against a policy without an origin.
    const modules = [`${this.files.base}pyodide.mjs`, `${this.files.base}pyodide.asm.mjs`, WORKER];
    const source = `
      Promise.all(${JSON.stringify(modules)}.map((one) => import(one))).then(
        ([{ loadPyodide }, { default: createPyodideModule }, { run }]) =>
          run({ loadPyodide, createPyodideModule, files: ${JSON.stringify(this.files)} }),
        (error) => postMessage({ type: "failed", reason: "blocked", detail: String(error) }));`;
    this.#url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    this.#worker = new Worker(this.#url, { type: "module" });
    this.#worker.onmessage = ({ data }) => this.#hear(data);
    this.#worker.onerror = (event) => {
      event.preventDefault?.();
      this.#fail(new Failure(this.ready ? "crash" : "blocked", event.message ?? ""));
    };
    this.#wait();
  }

  /** End the worker; requests that wait for an answer fail. */
  stop() {
    clearTimeout(this.#watch);
    this.#worker?.terminate();
    this.#worker = undefined;
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = undefined;
  }

  /** Send a request, now or as soon as Python is ready; the answer, or a Failure. */
  async ask(request) {
    await this.#ready.promise;
    const id = ++this.#numbers;
    const { promise, resolve, reject } = resolvers();
    this.#waiting.set(id, { resolve, reject });
    this.#wait();
    this.#worker.postMessage({ id, text: JSON.stringify(request) });
    return promise;
  }

  #hear(message) {
    this.#wait();
    if (message.type === "bytes") this.progress.loaded += message.bytes;
    if (message.type === "step") this.progress.step = message.step;
    if (message.type === "failed") return this.#fail(new Failure(message.reason, message.detail));
    if (message.type === "ready") {
      this.ready = true;
      this.progress.step = "ready";
      this.#ready.resolve();
    }
    if (message.type === "answer") this.#take(message.id).resolve(JSON.parse(message.text));
    if (message.type === "refused") this.#take(message.id).reject(new Failure("crash", message.detail));
    this.#wait();
    this.onProgress(this.progress);
  }

  #take(id) {
    const one = this.#waiting.get(id);
    this.#waiting.delete(id);
    return one;
  }

  /** Wait for a sign of life, as long as something is expected. */
  #wait() {
    clearTimeout(this.#watch);
    if (this.ready && this.#waiting.size === 0) return;
    this.#watch = setTimeout(() => this.#fail(new Failure("slow", `no news after: ${this.progress.step}`)), this.patience);
  }

  #fail(failure) {
    this.stop();
    this.ready = false;
    this.failure = failure;
    this.#ready.reject(failure);
    for (const { reject } of this.#waiting.values()) reject(failure);
    this.#waiting.clear();
  }
}

function resolvers() {
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
}
