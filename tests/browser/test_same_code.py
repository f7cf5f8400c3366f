"""The browser's Python and this one give the same answers: the cases of the corpus, letter by letter. A normal run asks
each sixtieth case, the nightly run (`BROWSER_EVERY=1`) all of them.

The files are those of the built site, started as the wizard starts them: in a worker from a blob, under the policy of
the wizard's page. Only what is asked differs: the cases, in place of the screens.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from belgian_residence import next_question
from conftest import started
from site_build.assessments import assess
from site_build.cases import Case, load_cases, named
from site_build.differences import differences
from site_build.proof.evidence import record

DRIVER = (Path(__file__).parent / "same_code.py").read_text(encoding="utf-8")
AT_ONCE = 40
EVERY = int(os.environ.get("BROWSER_EVERY", "60"))
LONG = 180_000
RECORD = "RECORD_EVIDENCE" in os.environ

START = """
(driver) => {
  const files = JSON.parse(document.getElementById("after-five-files").textContent);
  files.base = new URL(files.base, document.baseURI).href;
  const source = `
    const files = ${JSON.stringify(files)};
    import(files.base + "engine.mjs").then(
      async ({ loadPyodide, default: createPyodideModule }) => {
        const pyodide = await loadPyodide({
          indexURL: files.base,
          stdLibURL: files.base + files.zip,
          lockFileContents: files.lock,
          createPyodideModule,
        });
        pyodide.runPython(${JSON.stringify(driver)});
        const answers = pyodide.globals.get("answers");
        const version = pyodide.runPython("import sys; sys.version.split()[0]");
        self.onmessage = ({ data }) => {
          try {
            postMessage({ text: answers(data) });
          } catch (error) {
            postMessage({ failed: String(error) });
          }
        };
        postMessage({ text: version });
      },
    ).catch((error) => postMessage({ failed: String(error) }));`;
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(address, { type: "module" });
  const heard = () =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => (data.failed ? reject(new Error(data.failed)) : resolve(data.text));
      worker.onerror = (event) => reject(new Error(event.message));
    });
  window.askCases = (text) => {
    worker.postMessage(text);
    return heard();
  };
  return heard();
}
"""


@pytest.fixture(scope="module")
def browser(browser: Browser) -> Iterator[Browser]:
    """One with both its compilers, as people have it: in a thousand answers the second one has its say."""
    as_it_comes = started(browser.browser_type)
    yield as_it_comes
    as_it_comes.close()


@pytest.fixture
def here() -> Callable[[list[Case]], Any]:
    """The same answers from this Python; what was worked out before in this run is not worked out again."""

    def answers(batch: list[Case]) -> list[Any]:
        found = []
        for case in batch:
            on = date.fromisoformat(case["on"])
            found.append([assess(case["case"], on), next_question(case["case"], on)])
        return found

    return answers


@pytest.mark.runtime
def test_the_cases_are_answered_the_same_in_the_browser(
    page: Page, site: str, here: Callable[[list[Case]], Any]
) -> None:
    page.set_default_timeout(LONG)
    page.goto(f"{site}en/wizard/")
    version = page.evaluate(START, DRIVER)
    cases = load_cases()[::EVERY]
    assert cases
    different = []
    for start in range(0, len(cases), AT_ONCE):
        batch: list[Case] = cases[start : start + AT_ONCE]
        there = page.evaluate("text => window.askCases(text)", json.dumps(batch))
        expected = here(batch)
        if there != json.dumps(expected, sort_keys=True):
            different += different_cases(batch, expected, json.loads(there))
    print(f"{len(cases)} cases, Python {version} in the browser")
    assert not different, "expected as in this Python, got as in the browser's\n" + "\n".join(different)
    if RECORD and EVERY == 1:
        record(
            "browser_cases",
            len(cases),
            command="BROWSER_EVERY=1 RECORD_EVIDENCE=1 ./x test tests/browser/test_same_code.py",
        )


def different_cases(batch: list[Case], expected: list[Any], got: list[Any]) -> list[str]:
    """The cases that are answered in another way, each with the places that differ."""
    found = []
    for case, one, other in zip(batch, expected, got, strict=True):
        if lines := differences(one, other, most=4):
            found.append("\n  ".join([named(case), *lines]))
    return found or [f"only the order of keys differs, between {named(batch[0])} and {named(batch[-1])}"]


def test_a_different_answer_is_seen(here: Callable[[list[Case]], Any]) -> None:
    """The comparison is of texts, so the smallest difference counts; and the case and the places are named."""
    [case, *_] = load_cases()
    other: Case = {**case, "on": "2026-11-23"}
    assert case["on"] != other["on"]
    one, two = here([case]), here([other])
    assert json.dumps(one, sort_keys=True) != json.dumps(two, sort_keys=True)
    [said] = different_cases([case], one, two)
    assert said.startswith(f"{named(case)}\n  [0].on: expected '{case['on']}', got '2026-11-23'")


def test_this_python_answers_with_the_same_driver(here: Callable[[list[Case]], Any]) -> None:
    """What was kept of an answer is what the driver answers, letter by letter."""
    scope: dict[str, Any] = {}
    exec(compile(DRIVER, "same_code.py", "exec"), scope)  # noqa: S102  (the file beside this one)
    batch = load_cases()[::60]
    assert scope["answers"](json.dumps(batch)) == json.dumps(here(batch), sort_keys=True)
