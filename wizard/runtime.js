// The worker as the page sees it: it starts by itself, tells how far it is, answers requests, and can be tried again.

import { Failure, resolvers } from "./failure.js";

export { Failure };

// A worker says at once that it has taken a request, before it works on it. One that does not has been ended, by a
// browser that is short of memory for example; nothing else tells that.
const TAKEN = 8_000;

export class Runtime {
  #worker;
  #url;
  #waiting = new Map();
  #numbers = 0;
  #watch;
  #ready;
  #isFromSnapshot = false;
  #start = 0; // which start it is: what an earlier one still says does not count

  /** `pieces`: of the engine, undefined where the browser cannot run it. `patience`: milliseconds without any sign of
      life before it gives up. `onMissed`: the small engine lacks something;
      `true` when the page will be loaded again. */
  constructor(pieces, patience, onProgress, onReady = () => {}, onMissed = () => false) {
    this.pieces = pieces;
    this.patience = patience;
    this.onProgress = onProgress;
    this.onReady = onReady;
    this.onMissed = onMissed;
    pieces?.onPart(() => this.#part());
    this.start();
  }

  /** Start, or start again after a failure. */
  async start() {
    this.stop();
    const mine = ++this.#start;
    this.progress = { step: "download", loaded: this.pieces?.loaded ?? 0, total: this.pieces?.total ?? 0 };
    this.ready = false;
    this.started = false; // has it run since, whatever came after that?
    this.failure = undefined;
    this.#ready = resolvers();
    this.#ready.promise.catch(() => {});
    if (!this.pieces) return this.#fail(new Failure("no_wasm"));
    this.#wait();
    try {
      const { script, module, zip, words, snapshot } = await this.pieces.all();
      if (mine !== this.#start) return;
      closeTheNetwork();
      this.#url = URL.createObjectURL(script);
      // A worker from a blob obeys the policy of this page; one from an address would not.
      this.#worker = new Worker(this.#url, { type: "module" });
      this.#worker.onmessage = ({ data }) => this.#hear(data);
      this.#worker.onerror = (event) => {
        event.preventDefault?.();
        this.#fail(new Failure("crash", event.message ?? ""));
      };
      const { base, lock, zip: name } = this.pieces.files;
      const handedOn = [zip, snapshot].filter((one) => one instanceof ArrayBuffer);
      this.#isFromSnapshot = Boolean(snapshot);
      this.#worker.postMessage({ start: { base, lock, name, module, zip, words, snapshot } }, handedOn);
      this.#hear({ type: "step", step: "start" });
    } catch (error) {
      if (mine === this.#start && !this.failure) this.#fail(error instanceof Failure ? error : new Failure("crash", String(error)));
    }
  }

  /** End the worker; requests that wait for an answer fail. */
  stop() {
    clearTimeout(this.#watch);
    this.#worker?.terminate();
    this.#worker = undefined;
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = undefined;
  }

  /** Resolves when it is known whether Python runs. */
  get settled() {
    return this.#ready.promise.catch(() => {});
  }

  /** Send a request, now or as soon as Python is ready; the answer, or a Failure. */
  async ask(request) {
    await this.#ready.promise;
    if (!this.#worker) throw this.failure;
    const id = ++this.#numbers;
    const { promise, resolve, reject } = resolvers();
    const isBusy = this.#waiting.size > 0; // it takes this one when it has answered the one before: that is waited for
    this.#waiting.set(id, { resolve, reject });
    this.#worker.postMessage({ id, text: JSON.stringify(request) });
    if (!isBusy) this.#wait(Math.min(TAKEN, this.patience), "gone");
    return promise;
  }

  #part() {
    if (this.ready || this.failure) return;
    this.progress.loaded = this.pieces.loaded;
    this.#wait();
    this.onProgress(this.progress);
  }

  #hear(message) {
    this.#wait();
    if (message.type === "unfit") this.#refuse();
    if (message.type === "step") this.progress.step = message.step;
    if (message.type === "failed") return this.#broken(message);
    if (message.type === "ready") {
      this.ready = true;
      this.started = true;
      this.progress.step = "ready";
      this.#ready.resolve();
      this.onReady();
    }
    if (message.type === "answer") this.#take(message.id).resolve(JSON.parse(message.text));
    if (message.type === "refused") this.#take(message.id).reject(new Failure("crash", message.detail));
    this.#wait();
    this.onProgress(this.progress);
  }

  #broken({ reason, detail }) {
    if (reason === "missed" && !this.pieces.whole && this.onMissed()) return this.stop();
    this.#fail(new Failure(reason === "missed" ? "crash" : reason, detail));
  }

  /** The worker goes on without the snapshot; no other start is to use it. */
  #refuse() {
    if (this.#isFromSnapshot) this.pieces.snapshot.refuse();
    this.#isFromSnapshot = false;
  }

  #take(id) {
    const one = this.#waiting.get(id);
    this.#waiting.delete(id);
    return one;
  }

  /** Wait for a sign of life, as long as something is expected. */
  #wait(time = this.patience, reason = "slow") {
    clearTimeout(this.#watch);
    if (this.ready && this.#waiting.size === 0) return;
    this.#watch = setTimeout(() => this.#fail(new Failure(reason, `no news after: ${this.progress.step}`)), time);
  }

  #fail(failure) {
    this.stop();
    this.#refuse();
    this.pieces?.stop();
    this.ready = false;
    this.failure = failure;
    this.#ready.reject(failure);
    for (const { reject } of this.#waiting.values()) reject(failure);
    this.#waiting.clear();
  }
}

/** From here on neither this page nor its workers may ask anything of any address, nor start a worker from one: a second
    policy, because policies only ever add up. Everything that is needed is in memory. */
function closeTheNetwork() {
  if (document.querySelector("meta[data-closed]")) return;
  const meta = document.createElement("meta");
  meta.httpEquiv = "Content-Security-Policy";
  meta.content = "default-src 'none'; script-src 'wasm-unsafe-eval' blob:; worker-src blob:; img-src data:";
  meta.dataset.closed = "";
  document.head.append(meta);
}
