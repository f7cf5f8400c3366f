// The questions in one file, opened without a server (`finish/edition.py`). A page of such a file may ask for nothing, not
// even for what lies beside it; so what the site's page asks for stands in this one, compressed, and is given out here.
// It runs before the wizard's own scripts, which are those of the site.

import { today } from "./day.js";
import { Failure } from "./failure.js";
import { leadOut } from "./frame.js";

const WHOLE = /^whole\./;

globalThis.fetch = async (address) => {
  const name = String(address).split("/").pop();
  const piece = document.querySelector(`script[data-piece="${CSS.escape(name)}"]`);
  if (piece) return new Response(unpacked(piece.textContent));
  if (!WHOLE.test(name)) throw new TypeError(`${name} is not in this file`);
  // The address asks for the whole engine, which only the site has. The next start is one like the first again.
  const here = new URL(location.href);
  here.searchParams.delete("whole");
  history.replaceState(history.state, "", here.href);
  throw new Failure("lacking", name);
};

/** The bytes of a piece as they come out of gzip, which also notices a copy that was cut or damaged. */
function unpacked(text) {
  const packed = Uint8Array.fromBase64?.(text) ?? Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  return new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
}

/** A worker for a page that came from a file: Chromium starts no module there, and WebKit lets no worker read a blob. The
    script is written for both (`finish/edition.py`), and takes bytes too. */
globalThis.Worker = class extends Worker {
  constructor(address) {
    super(address);
  }

  async postMessage(message, handedOn) {
    if (message.start?.zip instanceof Blob) message.start.zip = await message.start.zip.arrayBuffer();
    super.postMessage(message, handedOn);
  }
};

// Links lead to the site, which needs a network, perhaps in vain: what was told stays in this tab.
leadOut(document.getElementById("after-five"));

// By the clock of this device it is time to look for a newer edition.
const old = document.querySelector("[data-old-from]");
old.hidden = today() < old.dataset.oldFrom;
