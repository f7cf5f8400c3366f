"""One visit to a page, measured from its start: what could be used when, and what it cost."""

import json
from dataclasses import asdict, dataclass
from statistics import quantiles
from typing import Any

from playwright.sync_api import BrowserContext, Page

from site_build.bench.wizard.conditions import Condition, memory
from site_build.bench.wizard.line import Line

TIMEOUT = 240_000
DAY = "2026-11-22"
PAUSE = 50
# Written into every page before its own scripts: long tasks, when the first question can be used, and for the wizard
# the worker that its page starts.
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
// The wizard's script writes the depth into the history as its last step.
const write = history.replaceState;
let lastStep;
history.replaceState = function (state, ...rest) {
  write.call(this, state, ...rest);
  if (state?.depth === 0) lastStep ??= performance.now();
};
// The first question can be used when it is seen and the page's own script, if it has one, has done its last step.
Object.defineProperty(window, "usable", {
  get() {
    const [seen] = performance.getEntriesByName("first-contentful-paint");
    const ran = document.querySelector("#after-five-files") ? lastStep : 0;
    return seen && ran !== undefined ? Math.max(seen.startTime, ran) : 0;
  },
});
"""
ASK = """
async ([text, answers, others]) => {
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
  const pages = [];
  for (const one of others) pages.push(await show(one));
  return { result, times, pages };
}
"""


@dataclass(frozen=True)
class Visit:
    """Milliseconds from the start of the navigation; kilobytes as sent; megabytes.

    ``median``, ``p95``: of an answer. ``typical``, ``rough``, ``hardest``: of a result page, warm. ``stall``: the
    longest task of the page until Python was ready; ``longest``: in the whole visit.
    """

    usable: float
    ready: float = 0
    result: float = 0
    median: float = 0
    p95: float = 0
    typical: float = 0
    rough: float = 0
    hardest: float = 0
    kilobytes: float = 0
    stall: float = 0
    longest: float = 0
    memory: float = 0

    def as_dict(self) -> dict[str, float]:
        """The figures by name."""
        return asdict(self)


@dataclass(frozen=True)
class Cases:
    """Whose result pages are shown: a typical person; the same one who knows only the year of the first stay; and the
    one of the corpus whose page takes longest. ``answers``: what the page asks when the first of them answers a
    question for the first time, now with yes and now with no."""

    typical: dict[str, Any]
    rough: dict[str, Any]
    hardest: dict[str, Any]
    answers: list[str]


SHOW = {"action": "show", "screen": "result"}


def asked_for(case: dict[str, Any]) -> dict[str, Any]:
    """What every request about a case says."""
    return {"language": "en", "site": "../", "today": DAY, "state": {"case": case, "on": None}}


def until(page: Page, expression: str) -> Any:
    """The value of an expression in the page as soon as it has one. (The browser's own way needs `eval`, which the
    page's policy forbids.)"""
    for _ in range(TIMEOUT // PAUSE):
        value = page.evaluate(expression)
        if value:
            return value
        page.wait_for_timeout(PAUSE)
    raise TimeoutError(expression)


def visit(context: BrowserContext, address: str, line: Line, condition: Condition, root: int, cases: Cases) -> Visit:
    """Open a page, show a result as soon as that can be, then give answers to one question and show other results."""
    page = context.new_page()
    page.set_default_timeout(TIMEOUT)
    page.add_init_script(WATCH)
    line.use(condition)
    page.goto(address, wait_until="commit")
    usable = until(page, "window.usable")
    if address.endswith("/plain/"):
        page.wait_for_load_state("load")
        page.wait_for_timeout(300)
        stall = page.evaluate("window.longest")
        return Visit(usable, result=usable, kilobytes=line.sent / 1000, stall=stall, longest=stall)
    ready = until(page, "window.bench?.ready")
    stall = page.evaluate("window.longest")
    typical, rough, hardest = (asked_for(one) for one in (cases.typical, cases.rough, cases.hardest))
    result = json.dumps(typical | SHOW)
    others = [json.dumps(case | SHOW) for case in (typical, rough, hardest)]
    found = page.evaluate(ASK, [result, cases.answers, others])
    cut = quantiles(found["times"], n=20)
    shown = dict(zip(("typical", "rough", "hardest"), found["pages"], strict=True))
    made = Visit(
        usable,
        ready,
        found["result"],
        median=cut[9],
        p95=cut[18],
        **shown,
        kilobytes=line.sent / 1000,
        stall=stall,
        longest=page.evaluate("window.longest"),
        memory=memory(root),
    )
    page.close()
    return made
