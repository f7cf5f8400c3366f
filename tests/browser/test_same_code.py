"""The browser's Python and this one give the same answers: every case of the corpus, letter by letter.

The files are those of the built site, started as the wizard starts them: in a worker from a blob, under the policy of
the wizard's page. Only what is asked differs: the cases, in place of the screens.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from site_build.cases import Case, load_cases
from site_build.proof.evidence import record

DRIVER = (Path(__file__).parent / "same_code.py").read_text(encoding="utf-8")
AT_ONCE = 40
LONG = 180_000
RECORD = "RECORD_EVIDENCE" in os.environ

START = """
(driver) => {
  const { runtime, about } = document.getElementById("after-five").dataset;
  const files = { ...JSON.parse(about), base: new URL(runtime, document.baseURI).href };
  const source = `
    const files = ${JSON.stringify(files)};
    Promise.all(["pyodide.mjs", "pyodide.asm.mjs"].map((name) => import(files.base + name))).then(
      async ([{ loadPyodide }, { default: createPyodideModule }]) => {
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


@pytest.fixture
def here() -> Any:
    """The driver in this Python."""
    scope: dict[str, Any] = {}
    exec(compile(DRIVER, "same_code.py", "exec"), scope)  # noqa: S102  (the file beside this one)
    return scope["answers"]


@pytest.mark.runtime
def test_every_case_is_answered_the_same_in_the_browser(page: Page, site: str, here: Any) -> None:
    page.set_default_timeout(LONG)
    page.goto(f"{site}en/wizard/")
    version = page.evaluate(START, DRIVER)
    cases = load_cases()
    assert cases
    different = []
    for start in range(0, len(cases), AT_ONCE):
        batch: list[Case] = cases[start : start + AT_ONCE]
        asked = json.dumps(batch)
        there = page.evaluate("text => window.askCases(text)", asked)
        if there != here(asked):
            different += [
                case["name"]
                for case in batch
                if page.evaluate("text => window.askCases(text)", alone(case)) != here(alone(case))
            ]
    print(f"{len(cases)} cases, Python {version} in the browser")
    assert different == []
    if RECORD:
        record("browser_cases", len(cases), command="RECORD_EVIDENCE=1 ./x test -- tests/browser/test_same_code.py")


def alone(case: Case) -> str:
    return json.dumps([case])


def test_a_different_answer_is_seen(here: Any) -> None:
    """The comparison is of texts, so the smallest difference counts."""
    [case, *_] = load_cases()
    other = {**case, "on": "2021-01-01"}
    assert here(json.dumps([case])) != here(json.dumps([other]))
