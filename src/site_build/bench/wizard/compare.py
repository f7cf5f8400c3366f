"""All ways in turn, under all conditions: ``python -m site_build.bench.wizard.compare ROUNDS`` writes docs/speed.toml.

Single times belong to the machine and to what else it does; the ratios of visits that follow each other hold. So every
round has each way once, in the other order each time, and the median of the rounds' ratios counts.
"""

import json
import os
import platform
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from screens.app import handle
from site_build.bench.wizard import figures, usual
from site_build.bench.wizard.conditions import CONDITIONS, Condition, slow_processor, tree
from site_build.bench.wizard.line import Line, LineServer
from site_build.bench.wizard.visit import SHOW, Cases, Visit, asked_for, until, visit
from site_build.cases import load_cases
from site_build.paths import SITE
from site_build.proof import browser as finder

WAYS = {"ours": "en/wizard/", "usual": usual.PAGE, "pyscript": usual.PYSCRIPT, "plain": usual.PLAIN}
Rounds = dict[str, list[Visit]]
ASKED, ANSWERS = "public_order", 20
SNAPSHOT = """
(async () => {
  const names = (await caches.keys()).filter((name) => name.endsWith(" snapshot"));
  const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return kept.flat().length > 0;
})()
"""
"""Has the wizard kept the memory of Python for the next visit? It does so some seconds after everything else."""


def main(rounds: int) -> None:
    """Measure, print, and write down."""
    cases = chosen()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(shutil.copytree(SITE, Path(folder) / "site"))
        usual.add(site)
        with LineServer(site, "/after-five/") as server:
            server.prepare()
            Thread(target=server.serve_forever, daemon=True).start()
            path = os.environ.get("BROWSER_EXE") or finder.find()
            running = playwright.chromium.launch(executable_path=path, args=finder.flags(), chromium_sandbox=False)
            cold = {one.name: in_turn(running, server, one, rounds, cases) for one in CONDITIONS}
            again = returns(running, server, rounds, cases)
            about = {
                "on": datetime.now(UTC).date(),
                "machine": f"{platform.machine()}, {os.cpu_count()} cores",
                "browser": f"Chromium {running.version}",
                "rounds": rounds,
            }
            running.close()
        figures.write(about, {**{name: ratios(found) for name, found in cold.items()}, "return": ratios(again)})
    print(figures.FILE.read_text(encoding="utf-8"))


def chosen() -> Cases:
    """Whose results are shown. The hardest one is found by asking for the page of everybody, here."""
    one_by_one = [one["case"] for one in load_cases() if "people" not in one["case"]]
    typical = next(one for one in one_by_one if one.get("stays") and one.get("absences"))
    first, *others = typical["stays"]
    rough = typical | {"stays": [first | {"from": str(first["from"])[:4]}, *others]}

    def took(case: dict[str, Any]) -> float:
        began = time.process_time()
        handle(json.dumps(asked_for(case) | SHOW))
        return time.process_time() - began

    took(typical)  # the first page of all also makes what the others share
    return Cases(typical, rough, max(one_by_one, key=took), answers(typical))


def answers(case: dict[str, Any]) -> list[str]:
    """Requests with an answer to the question that the case has an answer to already. The page sends what it has: the
    state that came with the question, in which stands what the rules said before the answer."""
    before = asked_for({fact: told for fact, told in case.items() if fact != ASKED})
    question = json.loads(handle(json.dumps(before | {"action": "show", "screen": f"question/{ASKED}"})))
    one = before | {"action": "submit", "screen": question["screen"], "state": question["state"]}
    return [json.dumps(one | {"form": {"answer": ["yes" if number % 2 else "no"]}}) for number in range(ANSWERS)]


def in_turn(browser: Browser, server: LineServer, condition: Condition, rounds: int, cases: Cases) -> Rounds:
    """First visits: each with nothing in any cache."""
    found: Rounds = {way: [] for way in WAYS}
    for number in range(rounds):
        for way in list(WAYS)[:: 1 if number % 2 else -1]:
            context = browser.new_context(service_workers="block")
            found[way].append(measured(context, server.address + WAYS[way], server.line, condition, cases))
            context.close()
        print(f"  {condition.name}, round {number + 1} of {rounds}", file=sys.stderr, flush=True)
    return found


def returns(browser: Browser, server: LineServer, rounds: int, cases: Cases) -> Rounds:
    """Second visits: with what the first one left in the browser's cache, and in ours once everything is kept, the
    snapshot too."""
    found: Rounds = {way: [] for way in WAYS}
    for number in range(rounds):
        for way in list(WAYS)[:: 1 if number % 2 else -1]:
            context = browser.new_context()
            first = context.new_page()
            server.line.use(CONDITIONS[0])
            first.goto(server.address + WAYS[way])
            if way == "ours":
                first.locator("[data-sealed=kept]").wait_for(timeout=120_000)
                until(first, SNAPSHOT)
            elif way in ("usual", "pyscript"):
                until(first, "Boolean(window.bench)")
            first.close()
            found[way].append(measured(context, server.address + WAYS[way], server.line, CONDITIONS[0], cases))
            context.close()
        print(f"  return, round {number + 1} of {rounds}", file=sys.stderr, flush=True)
    return found


def measured(context: Any, address: str, line: Line, condition: Condition, cases: Cases) -> Visit:
    """One visit. The browser is the program below this one, so that is what is slowed down."""
    pid = browser_process()
    with slow_processor(pid, condition.slower):
        return visit(context, address, line, condition, pid, cases)


def browser_process() -> int:
    """The process of the browser: the child of Playwright's driver that is not the driver itself."""
    for one in tree(os.getpid()):
        try:
            words = Path(f"/proc/{one}/cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"--type=" not in b" ".join(words) and any(b"--remote-debugging" in word for word in words):
            return one
    raise RuntimeError("no browser below this process")


def ratios(found: Rounds) -> dict[str, dict[str, float]]:
    """For each way the medians of its figures, and of the ratios to the usual way of the same round."""
    table: dict[str, dict[str, float]] = {}
    for way, visits in found.items():
        table[way] = {name: round(median(one.as_dict()[name] for one in visits), 1) for name in visits[0].as_dict()}
        for name in ("result", "median", "p95", "kilobytes", "memory"):
            pairs = [
                (one.as_dict()[name], other.as_dict()[name]) for one, other in zip(visits, found["usual"], strict=True)
            ]
            if all(below for _, below in pairs):
                table[way][f"{name}_ratio"] = round(median(above / below for above, below in pairs), 3)
    return table


if __name__ == "__main__":
    main(int(sys.argv[1]))
