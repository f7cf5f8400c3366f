"""One visit to a page, measured from its start: what could be used when, and what it cost."""

import json
from dataclasses import asdict, dataclass
from statistics import quantiles
from typing import Any

from playwright.sync_api import BrowserContext, Page

from site_build.speed.conditions import Condition, limit_network, memory

TIMEOUT = 240_000
ANSWERS = 20
PAUSE = 50
# Written into every page before its own scripts: long tasks, and for the wizard the worker that its page starts.
WATCH = """
window.longest = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
}).observe({ type: "longtask", buffered: true });
const Real = Worker;
window.Worker = class extends Real {
  constructor(...given) {
    super(...given);
    const waiting = new Map();
    this.addEventListener("message", ({ data }) => {
      if (data.type === "ready") {
        const ask = (text) => new Promise((done) => {
          const id = 1e6 + waiting.size;
          waiting.set(id, done);
          this.postMessage({ id, text });
        });
        window.bench = { ready: performance.now(), ask };
      }
      if (waiting.has(data.id)) {
        waiting.get(data.id)(data.text);
        data.type = "heard"; // the page did not ask for it
      }
    });
  }
};
addEventListener("DOMContentLoaded", () => {
  const look = () => {
    // The wizard's script writes this as its last step; a page without one can be used when it is there.
    if (history.state?.depth === 0 || !document.querySelector("#after-five-files")) window.usable = performance.now();
    else requestAnimationFrame(look);
  };
  look();
});
"""
ASK = """
async ([text, answers]) => {
  const shown = document.querySelector("[data-now]");
  const show = async (asked) => {
    const began = performance.now();
    shown.innerHTML = JSON.parse(await window.bench.ask(asked)).html;
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return performance.now() - began;
  };
  await show(text);
  const result = performance.now();
  const times = [];
  for (const one of answers) times.push(await show(one));
  return { result, times };
}
"""


@dataclass(frozen=True)
class Visit:
    """Milliseconds from the start of the navigation; kilobytes as sent; megabytes."""

    usable: float
    ready: float = 0
    result: float = 0
    median: float = 0
    p95: float = 0
    kilobytes: float = 0
    longest: float = 0
    memory: float = 0

    def as_dict(self) -> dict[str, float]:
        """The figures by name."""
        return asdict(self)


def until(page: Page, expression: str) -> Any:
    """The value of an expression in the page as soon as it has one. (The browser's own way needs `eval`, which the
    page's policy forbids.)"""
    for _ in range(TIMEOUT // PAUSE):
        value = page.evaluate(expression)
        if value:
            return value
        page.wait_for_timeout(PAUSE)
    raise TimeoutError(expression)


def visit(context: BrowserContext, address: str, condition: Condition, root: int, case: dict[str, Any]) -> Visit:
    """Open a page, show the result for `case` as soon as that can be, then give answers to one question."""
    page = context.new_page()
    page.set_default_timeout(TIMEOUT)
    page.add_init_script(WATCH)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    received = [0.0]
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    limit_network(session, condition)
    page.goto(address, wait_until="commit")
    usable = until(page, "window.usable")
    if address.endswith("/plain/"):
        page.wait_for_load_state("load")
        page.wait_for_timeout(300)
        return Visit(usable, result=usable, kilobytes=sum(received) / 1000, longest=page.evaluate("window.longest"))
    ready = until(page, "window.bench?.ready")
    asked = {"language": "en", "site": "../", "today": "2026-11-22", "state": {"case": case, "on": None}}
    result = json.dumps(asked | {"action": "show", "screen": "result"})
    one = asked | {"action": "submit", "screen": "question/public_order"}
    answers = [json.dumps(one | {"form": {"answer": ["yes" if number % 2 else "no"]}}) for number in range(ANSWERS)]
    found = page.evaluate(ASK, [result, answers])
    cut = quantiles(found["times"], n=20)
    made = Visit(
        usable,
        ready,
        found["result"],
        cut[9],
        cut[18],
        sum(received) / 1000,
        page.evaluate("window.longest"),
        memory(root),
    )
    page.close()
    return made
