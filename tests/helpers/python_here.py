"""A stand-in for the worker of the wizard: what the page asks of Python is answered by the Python of the test.

Both run the same code (``browser/test_same_code`` holds the two together), and to start one in the browser takes most
of the time of a short test. So whoever tests the page and not its engine takes this one.
"""

from __future__ import annotations

import json
import os

from playwright.sync_api import BrowserContext, Page

from screens.app import handle

SCRIPT = """
window.Worker = class {
  terminate() { this.onmessage = null; }
  async postMessage({ pieces, start, make, id, text }) {
    const tell = (data) => this.onmessage?.({ data });
    if (pieces) await AFTER; // nothing of the engine is fetched, checked or compiled
    if (pieces) return pieces.forEach(({ name }) => tell({ name, bytes: new Uint8Array(1) }));
    if (make) return void ((document.documentElement.dataset.made = ""), tell({ type: "made" }));
    if (start) return void setTimeout(() => tell({ type: "ready" }));
    setTimeout(() => tell({ type: "taken" }));
    window.pythonHere(text).then(
      (answer) => {
        document.documentElement.dataset.answered = JSON.parse(answer).screen ?? "";
        tell({ type: "answer", id, text: answer });
      },
      (error) => tell({ type: "refused", id, detail: String(error) }),
    );
  }
};
"""
FRESH = "FRESH_PAGES" in os.environ
"""The nightly run: every page has the browser's own Python."""
ANSWERED = "data-answered"
"""On the root of the page: the screen that Python named last."""


def stand_in(context: BrowserContext | Page, after: str = "null") -> None:
    """Let ``handle`` in this process answer for a page, or all pages of a context, that are opened from now on. Python
    seems to be there at once, or ``after`` something (JavaScript); then the page closes its network."""
    context.expose_function("pythonHere", handle)
    context.add_init_script(SCRIPT.replace("AFTER", after))


def lighten(context: BrowserContext | Page, after: str = "null") -> None:
    """``stand_in``, except in the nightly run."""
    if not FRESH:
        stand_in(context, after)


def put_in_tab(page: Page, site: str, state: object) -> None:
    """Have the tab keep a state, as the wizard does (``wizard/kept.js``). It writes that when it is left, so this is
    done from another page: a file of the site in which nothing runs."""
    put_as_it_is(page, site, {"state": state, "early": [], "typed": [], "left": None})


def put_as_it_is(page: Page, site: str, entry: object) -> None:
    """Have the tab keep something in the place where the wizard keeps a state."""
    page.goto(f"{site}en/assets/images/logo.svg")
    page.evaluate("kept => sessionStorage.setItem('after-five', kept)", json.dumps(entry))
