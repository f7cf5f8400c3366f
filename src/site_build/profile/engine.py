"""Find what the wizard uses of Pyodide, and try it: `./x engine` writes kept.toml.

Two parts of the cases, with walks through the screens, are asked of an engine that counts its functions: one part in
Node, one in a browser, where other functions run. What was called is kept, now or by an earlier run, and more
(`widened`). Two other parts are asked of the small engine that comes of it, in both: it must lack nothing, and
answer as this Python does.
"""

import hashlib
import itertools
import json
import textwrap
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import belgian_residence
from site_build import assessments, bootstrap
from site_build.cases import sample
from site_build.paths import BUILD, LOCALES
from site_build.profile.workload import Workload, workload
from site_build.proof import browser
from site_build.runtime import build as runtime
from site_build.runtime.engine import build
from site_build.runtime.engine.smaller import smaller_script, smaller_wasm, used_exports
from site_build.runtime.engine.wasm import (
    Export,
    Kind,
    Section,
    bodies,
    calls,
    code_section,
    export_section,
    exports,
    imports,
    locals_end,
    number,
    sections,
    with_more_globals,
    written,
)
from site_build.server import Server
from site_build.steps import StepFailed, as_program, run

HERE = Path(__file__).parent
COUNT = "called "
PARTS = 9
WALKS = 30
TIMEOUT = 1_800_000
WHOLE = (
    ("set_method_docstring", "PyInit__ctypes"),
    ("PyOS_BeforeFork", "PyInit__symtable"),
)
"""From this function to that one, as they lie in the binary: the bridge to JavaScript with all of Python itself (types,
compiler, interpreter), then the modules of dates, codecs, files, regular expressions. Its functions are mostly called
through tables, so that an unusual text or a rare fault could lead to any of them."""
MODULE = "PyInit_"
LARGEST_MODULE = 200
"""Functions. What begins with the last module of a kind ends with the next one, far behind it."""
OTHERWISE = "The engine answers otherwise than this Python: look for code that depends on the version of Python."
PAGE = "<!doctype html><title>engine</title>"
RUN = """
async ([plan]) => {
  const { ask, give } = await import("./asking.mjs");
  const read = async (name) => (await fetch(name)).arrayBuffer();
  const made = give(await WebAssembly.compile(await read("pyodide.asm.wasm")));
  const base = new URL("./", location.href).href;
  const { lock, ...workload } = JSON.parse(plan);
  const options = { indexURL: base, stdLibURL: base + "python.zip.json", lockFileContents: lock };
  const words = new Uint8Array(await read("words.mo"));
  return JSON.stringify(await ask(await import("./engine.mjs"), options, words, workload, made));
}
"""

Ask = Callable[[Path, Workload, str], dict[str, Any]]


def main() -> str:
    """Count, choose, try; write kept.toml."""
    BUILD.mkdir(exist_ok=True)
    binary = (build.PYODIDE / build.WASM).read_bytes()
    glue, loader = ((build.PYODIDE / name).read_text(encoding="utf-8") for name in (build.GLUE, build.LOADER))
    script = build.one_script(smaller_script(binary, glue, loader), loader, "small")
    with TemporaryDirectory(dir=BUILD, prefix="profile-") as place:
        folder = Path(place)
        runtime.pack(folder, sample())
        (folder / "asking.mjs").write_bytes((HERE / "asking.mjs").read_bytes())
        (folder / "index.html").write_text(PAGE)
        prepare(folder, script, counting(binary))
        called = kept_before()
        for part, (ask, language) in enumerate(((in_node, "en"), (in_browser, "fr"))):
            asked = workload(language, WALKS, part=part, of=PARTS)
            called.update(ask(folder, asked, language)["called"])
        names = used_exports(binary, glue, loader)
        kept = widened(binary, called, names)
        prepare(folder, script, smaller_wasm(binary, kept, names, numbered=True))
        for part, (ask, language) in enumerate(((in_node, "de"), (in_browser, "nl")), PARTS - 2):
            asked = workload(language, WALKS, part=part, of=PARTS)
            compare(asked, ask(folder, asked, language))
    build.KEPT.write_text(listed(kept))
    return f"{len(kept)} functions kept of {len(bodies(dict(sections(binary))[Section.CODE]))}"


def kept_before() -> set[int]:
    """What an earlier run found for this Pyodide: it stays, because no run walks everywhere."""
    try:
        return build.read_kept()
    except StepFailed:
        return set()


def counting(binary: bytes) -> bytes:
    """The binary in which every function first sets a global of its own, exported under its number."""
    parts = dict(sections(binary))
    functions = bodies(parts[Section.CODE])
    first, globals_ = with_more_globals(parts, len(functions))
    counters = [Export(f"{COUNT}{index}", Kind.GLOBAL, first + index) for index in range(len(functions))]
    made: dict[int, bytes] = {
        Section.GLOBAL: globals_,
        Section.EXPORT: export_section([*exports(parts[Section.EXPORT]), *counters]),
        Section.CODE: code_section(
            body[: (begin := locals_end(body))] + b"\x41\x01\x24" + number(first + index) + body[begin:]
            for index, body in enumerate(functions)
        ),
    }
    return written((kind, made.get(kind, content)) for kind, content in sections(binary))


def widened(binary: bytes, called: Collection[int], names: Collection[str]) -> set[int]:
    """What was called, what the script may call (`names`), the parts that stay whole, and so each module that was
    imported; and all that any of it may call by number. Only calls through a table can lead to something else."""
    parts = dict(sections(binary))
    functions = bodies(parts[Section.CODE])
    imported = sum(one.kind == Kind.FUNCTION for one in imports(parts[Section.IMPORT]))
    named = {one.name: one.index - imported for one in exports(parts[Section.EXPORT]) if one.kind == Kind.FUNCTION}
    kept: set[int] = set()
    found = {*called, *(named[name] for name in names if name in named)}
    for first, last in WHOLE:
        found.update(range(named[first], named[last] + 1))
    modules = sorted(index for name, index in named.items() if name.startswith(MODULE))
    for first_one, next_one in itertools.pairwise(modules):
        if first_one in called and next_one - first_one < LARGEST_MODULE:
            found.update(range(first_one, next_one))
    while found := {index for index in found if 0 <= index < len(functions)} - kept:
        kept |= found
        found = {callee - imported for index in found for callee in calls(functions[index])}
    return kept


def prepare(folder: Path, script: str, wasm: bytes) -> None:
    """Put an engine into the folder."""
    (folder / build.SMALL_SCRIPT).write_text(script)
    (folder / build.SMALL_WASM).write_bytes(wasm)


def plan(asked: Workload) -> str:
    """What the engine is asked, as JSON."""
    cases = [json.dumps(one) for one in asked.cases]
    return json.dumps({"lock": runtime.lock(), "cases": cases, "requests": asked.requests})


def words(language: str) -> Path:
    """The compiled words of a language."""
    return LOCALES / language / "words.mo"


def in_node(folder: Path, asked: Workload, language: str) -> dict[str, Any]:
    """Ask the engine in the folder under Node."""
    (folder / "plan.json").write_text(plan(asked))
    given = [folder, folder / runtime.ZIP, words(language), folder / "plan.json", folder / "said.json"]
    run([*bootstrap.node(), HERE / "ask.mjs", *given], log="engine-profile", do=build.AGAIN)
    said: dict[str, Any] = json.loads((folder / "said.json").read_text())
    return said


def in_browser(folder: Path, asked: Workload, language: str) -> dict[str, Any]:
    """Ask the engine in the folder in a browser."""
    from playwright.sync_api import Error, sync_playwright

    (folder / "words.mo").write_bytes(words(language).read_bytes())
    server = Server(folder)
    with server, sync_playwright() as playwright:
        server.begin()
        running = playwright.chromium.launch(executable_path=browser.find(), args=browser.flags())
        page = running.new_page()
        page.set_default_timeout(TIMEOUT)
        page.goto(server.address)
        try:
            said: dict[str, Any] = json.loads(page.evaluate(RUN, [plan(asked)]))
        except Error as error:
            raise StepFailed(f"  {error.message[:2000]}", build.AGAIN) from error
        running.close()
        server.shutdown()
    return said


def compare(asked: Workload, said: dict[str, Any]) -> None:
    """Raise StepFailed where the engine answers otherwise than this Python."""
    for request, expected, got in zip(asked.requests, asked.answers, said["replies"], strict=True):
        # The sheet for the counter has two languages, and a page of the browser the words of one.
        if expected != got and '"screen": "desk' not in got:
            raise StepFailed(f"  Request {request[:400]}\n  {got[:400]}", OTHERWISE)
    for case, got in zip(asked.cases, said["answers"], strict=True):
        if got != expected_of(case):
            raise StepFailed(f"  Case {case['name']}: {got[:400]}", OTHERWISE)


def expected_of(case: dict[str, Any]) -> str:
    """What `asking.mjs` makes of a case, by this Python."""
    on = date.fromisoformat(case["on"])
    try:
        found: list[Any] = [assessments.assess(case["case"], on), belgian_residence.next_question(case["case"], on)]
    except belgian_residence.CaseError as refused:
        found = [str(fault) for fault in refused.faults]
    return json.dumps(found, sort_keys=True)


def listed(kept: Collection[int]) -> str:
    """The text of kept.toml."""
    runs: list[list[int]] = []
    for one in sorted(kept):
        if runs and runs[-1][1] == one - 1:
            runs[-1][1] = one
        else:
            runs.append([one, one])
    text = textwrap.fill(" ".join(f"{a}-{b}" if b > a else str(a) for a, b in runs), 116)
    hashes = {
        name: hashlib.sha256((build.PYODIDE / name).read_bytes()).hexdigest()
        for name in (build.WASM, build.GLUE, build.LOADER)
    }
    lines = "".join(f'"{name}" = "{value}"\n' for name, value in hashes.items())
    said = "# Written by ./x engine, not by hand: the functions of the wasm that stay, by number."
    return f'{said}\nfunctions = """\n{text}\n"""\n\n[pyodide]\n{lines}'


if __name__ == "__main__":
    as_program(main)
