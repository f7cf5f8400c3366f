"""The Python for the browser: small, the same at each build, and right on every case."""

import gzip
import inspect
import json
import marshal
import os
import re
import runpy
import zipfile
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR
from functools import wraps
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from jinja2 import Environment, ModuleLoader, nodes

from belgian_residence import CaseError
from belgian_residence.law.sources import all_sources, parse_sources
from screens import app, municipalities
from site_build import bootstrap
from site_build.cases import load_cases, named, sample
from site_build.paths import RUNTIME, SRC
from site_build.runtime import build, check, inside, lean
from site_build.runtime.engine.build import WHOLE_SCRIPT, WHOLE_WASM
from site_build.steps import StepFailed, run

pytestmark = pytest.mark.built
# The cases are answered in the browser (tests/browser/test_same_code.py). Node runs the same WebAssembly: the build
# tries a sample there before it puts the runtime in place, and the nightly run tries them all.
EVERY = int(os.environ.get("NODE_EVERY", "0"))
FEWER = 9
# On the wire, as a host compresses it. Pyodide as it comes, with its own standard library: 6.6 MB. The picture of the
# years, what-ifs, the calendar, the link and its QR code (22 kB of a library) are 90 kB of it.
MOST_BYTES = 3_580_000


@pytest.fixture(scope="module")
def about() -> dict[str, Any]:
    """What the build says of the runtime."""
    found: dict[str, Any] = json.loads((RUNTIME / "runtime.json").read_text())
    return found


@pytest.fixture(scope="module")
def base(about: dict[str, Any]) -> Path:
    """The folder of the runtime."""
    return RUNTIME / str(about["build_id"])


@pytest.fixture(scope="module")
def archive(about: dict[str, Any], base: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(base / about["zip"])


@pytest.fixture(scope="module")
def names(archive: zipfile.ZipFile) -> set[str]:
    """What is in the zip, modules by the place they would have there as bytecode."""
    return {*archive.namelist(), *(f"{name}c" for name in archive.read(inside.NAMES).decode().split())}


@pytest.mark.runtime
@pytest.mark.skipif(not EVERY, reason="the build has tried a sample of them: the nightly run does")
def test_the_cases_get_the_same_answers_as_here(tmp_path: Path, base: Path) -> None:
    here = tmp_path / "runtime" / "base"
    here.parent.mkdir()
    here.symlink_to(base)
    cases = load_cases()[::EVERY]
    assert len(cases) > len(sample()) > 0
    check.compare(here, cases)


def test_different_answer_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "runtime").mkdir()
    [case, *_] = sample()
    monkeypatch.setattr(check, "run", lambda *_, **__: json.dumps([{"routes": {}}]))
    with pytest.raises(StepFailed, match=rf"Case {re.escape(named(case))}: .*another answer.*\n  on: expected"):
        check.compare(tmp_path / "runtime" / "base", [case])


@pytest.mark.runtime
@pytest.mark.skipif(not EVERY, reason="packs everything again: the nightly run does")
def test_built_twice_it_is_the_same_to_the_byte(tmp_path: Path, about: dict[str, Any], base: Path) -> None:
    """Also from fewer cases: which were looked at is not to be seen in what is packed."""
    assert build.pack(tmp_path, sample()[::FEWER]) == (base / about["zip"]).read_bytes()


def test_zip_is_sorted_stored_and_dateless(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_there_is_no_source_and_no_text_of_a_catalogue(names: set[str]) -> None:
    assert [name for name in names if name.endswith((".py", ".po"))] == []


def test_only_what_python_imports_first_lies_there_by_itself(archive: zipfile.ZipFile) -> None:
    """Each module beside the one file would be read by itself, after a look through the list of the zip."""
    alone = [name for name in archive.namelist() if name.endswith(".pyc")]
    assert len(alone) == 4
    assert all(name.startswith(inside.BY_THEMSELVES) for name in alone)


def test_bytecode_is_never_checked_against_a_source(archive: zipfile.ZipFile) -> None:
    flags = {archive.read(name)[4:8] for name in archive.namelist() if name.endswith(".pyc")}
    assert flags == {b"\x01\0\0\0"}


def test_all_our_modules_and_data_are_in(names: set[str]) -> None:
    own, data = build.our_files()
    written = {path.relative_to(SRC).as_posix() for package in build.OURS for path in (SRC / package).rglob("*.py")}
    assert set(own) <= {name + "c" for name in written}
    assert {name for name in written if name + "c" not in own} == {
        name for name in written if f"{name}c".startswith(build.NOT_IN_A_BROWSER)
    }
    assert f"screens/{municipalities.FILE}" in data
    assert set(own) <= names
    # The tables of the law travel as JSON, which Python in the browser reads faster than TOML; templates as bytecode.
    shown = {name for name in data if name.startswith(inside.TEMPLATES)}
    assert {name.replace(".toml", ".json") for name in set(data) - shown} <= names
    assert not shown & names
    assert {inside.COMPILED + template_file(name) for name in shown} <= names
    assert {Path(name).suffix for name in data} >= {".toml", ".html"}
    assert [name for name in names if name.endswith(".mo")] == [], "each page brings the words of its language"


def template_file(name: str) -> str:
    return ModuleLoader.get_module_filename(name.removeprefix(inside.TEMPLATES)) + "c"


def test_what_the_wizard_never_uses_is_out(names: set[str]) -> None:
    for module in (
        "asyncio/windows_events",
        "asyncio/base_events",
        "socket",
        "pickle",
        "tempfile",
        "dis",
        "jinja2/idtracking",
        "pathlib/__init__",
        "unittest/__init__",
        "sqlite3/__init__",
        "ssl",
        "tomllib/__init__",
        "micropip/__init__",
    ):
        assert module + ".pyc" not in names


def test_of_the_sources_only_what_the_rules_ask_for_ships(archive: zipfile.ZipFile) -> None:
    shipped = parse_sources(archive.read("belgian_residence/law/sources.json").decode())
    assert {one.title for one in shipped.values()} == {""}
    assert {key: (one.kind, one.unread) for key, one in shipped.items()} == {
        key: (one.kind, one.unread) for key, one in all_sources().items()
    }


def test_it_is_small_enough(about: dict[str, Any], base: Path) -> None:
    asked_for = set(about["bytes"]) - {WHOLE_SCRIPT, WHOLE_WASM}
    sent = [gzip.compress((base / name).read_bytes(), 6) for name in asked_for]
    assert sum(map(len, sent)) < MOST_BYTES


def test_sizes_that_the_loader_shows_are_true(about: dict[str, Any], base: Path) -> None:
    assert {name: (base / name).stat().st_size for name in about["bytes"]} == about["bytes"]


def test_lock_is_empty_and_for_this_pyodide(about: dict[str, Any]) -> None:
    assert about["lock"]["packages"] == {}
    assert set(about["lock"]["info"]) == {"abi_version", "arch", "platform", "python"}


def test_code_without_lines_still_gives_a_traceback() -> None:
    code = compile("def f():\n    return 1 / 0\n", "stripped", "exec")
    bare = inside.without_lines(code)
    [inner] = [const for const in bare.co_consts if isinstance(const, CodeType)]
    assert {line for _, _, line in inner.co_lines()} == {None}
    assert marshal.dumps(bare)
    scope: dict[str, object] = {}
    exec(bare, scope)  # noqa: S102  (our own two lines)
    with pytest.raises(ZeroDivisionError):
        scope["f"]()  # type: ignore[operator]


def test_a_table_of_lines_names_each_line_once() -> None:
    """As Python reads it: also across more than eight instructions, back in the text, and where there is no line."""
    first = "\n" * 99
    body = "y = x.a.b.c.d + x.e.f.g + x.h.i.j", "for _ in (", "    x", "):", "    y", "return y"
    source = "\n    ".join([f"{first}def f(x):", *body])
    before = compile(source, "lines", "exec")
    after = inside.with_lines_only(before)
    for one, other in ((before, after), (function_in(before), function_in(after))):
        assert list(other.co_lines()) == list(one.co_lines())
    assert len(function_in(after).co_linetable) < len(function_in(before).co_linetable)
    assert [inside.signed(number) for number in (0, 1, -1, 31, -32, 2000)] == [
        *(b"\x00", b"\x02", b"\x03", b"\x3e"),
        *(b"\x41\x01", b"\x60\x3e"),
    ]


def function_in(code: CodeType) -> CodeType:
    return next(const for const in code.co_consts if isinstance(const, CodeType))


def test_docstrings_go_and_nothing_else_changes() -> None:
    source = (
        'class C:\n    """of C"""\n    x = 1\n\n'
        'class D:\n    """twice"""\n    y = "twice"\n\n'
        'class E:\n    z = "no docstring"\n'
    )
    scope: dict[str, Any] = {"__name__": "made"}
    exec(inside.without_docstrings(compile(source, "bare", "exec")), scope)  # noqa: S102  (our own lines)
    assert (scope["C"].__doc__, scope["C"].x) == (inside.NO_DOCSTRING, 1)
    assert scope["D"].y == "twice"
    assert (scope["E"].__doc__, scope["E"].z) == (None, "no docstring")


def test_no_docstring_ships(archive: zipfile.ZipFile) -> None:
    modules = archive.read(inside.MODULES)
    for text in (app.__doc__, app.handle.__doc__, CaseError.__doc__):
        assert text
        assert text.splitlines()[0].encode() not in modules


# An error inside the rules and one inside a template, in the shipped runtime.
FAILING = """
process.on("uncaughtException", (error) => { console.error(String(error).slice(-4000)); process.exit(1); });
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
const [base] = process.argv.slice(1);
const { boot } = await import(pathToFileURL(`${base.split("//")[0]}/boot.mjs`).href);
const [, folder, zip, words] = base.split("//");
const pyodide = await boot(folder, {}, zip);
pyodide.FS.writeFile("/words.mo", readFileSync(words));
for (const code of [
  "from belgian_residence.law.provisions import provision; provision('NO-1')",
  "from screens.render import render; render('start.html', 'en')",
]) {
  try { pyodide.runPython(code); } catch (error) { console.log(String(error)); }
}
"""


@pytest.mark.runtime
def test_an_error_names_file_and_line(about: dict[str, Any], base: Path) -> None:
    place = "//".join(map(str, (Path(build.__file__).parent, build.PYODIDE, base / about["zip"], build.WORDS)))
    command = [*bootstrap.node(), "--input-type=module", "-e", FAILING, place]
    said = run(command, log="test-errors", do="")
    line = 1 + next(
        number
        for number, text in enumerate((SRC / "belgian_residence/law/provisions.py").read_text().splitlines())
        if "return all_provisions()[id]" in text
    )
    assert f'provisions.py", line {line}, in provision' in said
    assert "KeyError: 'NO-1'" in said
    assert "jinja2.exceptions.UndefinedError: 'screen' is undefined" in said


def test_a_package_that_changed_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(lean.sources()) == {*lean.STANDS_FOR, lean.OF_OUR_OWN}
    monkeypatch.setattr(lean, "original", lambda name: b"another version of " + name.encode())
    with pytest.raises(StepFailed, match=r"_colorize\.py .* is not the one"):
        lean.sources()


def test_what_a_stand_in_says_is_what_the_original_says() -> None:
    of_inspect = runpy.run_path(str(lean.STAND_INS / "inspect.py"))

    def anything(*args: object, **more: object) -> None: ...

    asked = [signature(anything).parameters for signature in (of_inspect["signature"], inspect.signature)]
    stand_in, original = ([(name, one.kind) for name, one in found.items()] for found in asked)
    assert stand_in == original == [("args", inspect.Parameter.VAR_POSITIONAL), ("more", inspect.Parameter.VAR_KEYWORD)]
    with pytest.raises(ValueError, match="no signature"):
        of_inspect["signature"](run)
    wrapped = wraps(run)(anything)
    assert of_inspect["unwrap"](wrapped) is inspect.unwrap(wrapped) is run
    of_nodes = runpy.run_path(str(lean.STAND_INS / "jinja2" / "nodes.py"))
    for chosen in (True, False, lambda name: name == "page.html"):
        for name in ("page.html", "page.txt"):
            environment = Environment(autoescape=chosen)  # noqa: S701  (that is what is looked at)
            made = [kind(environment, name) for kind in (of_nodes["EvalContext"], nodes.EvalContext)]
            assert made[0].autoescape is made[1].autoescape
            assert made[0].volatile is made[1].volatile


def test_every_month_has_its_days() -> None:
    stand_in = runpy.run_path(str(lean.STAND_INS / "calendar.py"))["monthrange"]
    months = [(year, month) for year in range(MINYEAR, MAXYEAR + 1) for month in range(1, 13)]
    assert [one for one in months if stand_in(*one) != monthrange(*one)] == []
    for month in (0, 13):
        with pytest.raises(ValueError, match="month"):
            stand_in(2026, month)


def test_every_stand_in_ships(names: set[str]) -> None:
    written = {path.relative_to(lean.STAND_INS).as_posix() for path in lean.STAND_INS.rglob("*.py")}
    assert written == {*lean.STANDS_FOR, lean.OF_OUR_OWN}
    assert {name + "c" for name in written} <= names
