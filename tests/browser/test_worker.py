"""The worker as the page sees it (`wizard/runtime.js`): when it is given up, and when it is only at work.

The module itself, with a worker that does nothing but take its time, and a clock that the test moves.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route

WIZARD = Path(__file__).parents[2] / "wizard"
PATIENCE, TAKEN, START = 60_000, 8_000, 100
SOME = 1_000
STAND_IN = """
({ patience, work, deaf }) => {
  let free = 0; // one request after the other: when it has done with the last one
  window.Worker = class {
    terminate() {}
    postMessage({ start, id }) {
      const say = (data, at) => setTimeout(() => this.onmessage({ data }), at - Date.now());
      if (start) return say({ type: "ready" }, Date.now());
      if (deaf) return;
      const taken = Math.max(free, Date.now());
      free = taken + work;
      say({ type: "taken" }, taken);
      say({ type: "answer", id, text: JSON.stringify({ number: id }) }, free);
    }
  };
  const all = async () => ({ script: new Blob([""]), zip: null });
  const pieces = { loaded: 1, total: 1, files: {}, onPart() {}, stop() {}, all };
  window.told = [];
  return import("./runtime.js").then(({ Runtime }) => {
    window.runtime = new Runtime(pieces, patience, () => {});
    window.send = () => window.runtime.ask({}).then(
      ({ number }) => window.told.push(`answer ${number}`),
      ({ reason }) => window.told.push(reason),
    );
  });
}
"""


def started(page: Page, site: str, **how: Any) -> None:
    def sources(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        if name:
            route.fulfill(path=WIZARD / name, content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><title>Nothing</title>", content_type="text/html")

    page.route("**/only-the-worker/*", sources)
    page.clock.install()
    page.goto(f"{site}only-the-worker/")
    page.evaluate(STAND_IN, {"patience": PATIENCE, "work": 0, "deaf": False, **how})
    page.clock.run_for(START)


def after(page: Page, time: int) -> list[str]:
    page.clock.run_for(time)
    return list(json.loads(page.evaluate("JSON.stringify(told)")))


def test_a_worker_that_is_busy_is_not_given_up_when_another_request_comes(page: Page, site: str) -> None:
    """It takes the second one when it has answered the first, however long that is after `TAKEN`."""
    started(page, site, work=2 * TAKEN)
    page.evaluate("void send()")
    page.clock.run_for(SOME)
    page.evaluate("void send()")
    assert after(page, TAKEN + SOME) == []
    assert after(page, TAKEN) == ["answer 1"]
    assert after(page, 2 * TAKEN) == ["answer 1", "answer 2"]


@pytest.mark.parametrize("requests", [1, 2])
def test_one_that_takes_nothing_is_given_up_soon_and_every_request_is_told(
    page: Page, site: str, requests: int
) -> None:
    started(page, site, deaf=True)
    for _ in range(requests):
        page.evaluate("void send()")
    assert after(page, TAKEN + SOME) == ["gone"] * requests


def test_one_that_never_answers_what_it_took_is_given_up_when_patience_ends(page: Page, site: str) -> None:
    started(page, site, work=2 * PATIENCE)
    page.evaluate("void send()")
    assert after(page, PATIENCE - SOME) == []
    assert after(page, 2 * SOME) == ["slow"]
