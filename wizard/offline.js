// The copy of the site on this device, kept by a service worker at the site's own folder (`service-worker.js`).

const LATER = 1_500; // milliseconds: whoever waits for the first answer comes first

/** Register the worker and have it keep a language; `true` when everything of it is there, `false` where that cannot be.
    Call `begin` early: after the network is closed no worker can be registered. */
export class Offline {
  #registered;

  /** `script`: the address of the service worker; undefined where the page has none. */
  begin(script) {
    this.#registered = this.#register(script).catch(() => undefined); // private windows, old browsers: it works without
  }

  async #register(script) {
    if (navigator.connection?.saveData) return undefined; // more than a megabyte that nobody has asked for
    return script && navigator.serviceWorker?.register(script);
  }

  async keep(language) {
    await new Promise((resolve) => setTimeout(resolve, LATER));
    const registered = await this.#registered;
    const worker = registered?.active ?? registered?.waiting ?? registered?.installing;
    if (!worker) return false;
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
    worker.postMessage({ keep: language }, [port2]);
    return answer;
  }
}
