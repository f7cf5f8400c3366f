"""The wheels for the browser: bytecode only, described by a lock that Pyodide itself installs from."""

import hashlib
import json
import os
import shutil
import zipfile
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest

from site_build import bootstrap
from site_build.paths import LOCALES, WHEELS
from site_build.runtime import wheels
from site_build.runtime.repack import repack
from site_build.steps import StepFailed, run

# Pyodide as it comes, with our lock file instead of its own.
INSTALL = """
process.on("uncaughtException", (error) => { console.error(String(error).slice(-4000)); process.exit(1); });
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
const [home, wheels] = process.argv.slice(1);
const { loadPyodide } = await import(pathToFileURL(`${home}/pyodide.mjs`).href);
const pyodide = await loadPyodide({
  indexURL: `${home}/`,
  lockFileContents: readFileSync(`${wheels}/pyodide-lock.json`, "utf8"),
  packageBaseUrl: `${wheels}/`,
});
const installed = await pyodide.loadPackage("after-five-screens", { messageCallback: () => {} });
const start = '{"action": "show", "screen": "start", "state": {}, "language": "en", "today": "2026-11-22"}';
pyodide.globals.set("start", start);
const screen = pyodide.runPython("from screens import app; app.handle(start)");
console.log(JSON.stringify({ installed: installed.map((one) => one.name), screen: JSON.parse(screen) }));
"""


def names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as wheel:
        return wheel.namelist()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WHEELS, tmp_path / "wheels"))


def change_lock(folder: Path, package: str, **entries: Any) -> None:
    lock = json.loads((folder / wheels.LOCK).read_text())
    lock["packages"][package] |= entries
    (folder / wheels.LOCK).write_text(json.dumps(lock))


@pytest.mark.built
def test_lock_that_is_right_is_accepted(folder: Path) -> None:
    wheels.check(folder)


@pytest.mark.built
@pytest.mark.parametrize(
    ("package", "entry"),
    [
        ("belgian-residence", {"sha256": "0" * 64}),
        ("belgian-residence", {"depends": ["jinja2"]}),
        ("belgian-residence", {"file_name": "belgian_residence-0.1.0-py3-none-any.whl"}),
        ("after-five-screens", {"depends": ["belgian-residence"]}),
        ("jinja2", {"imports": []}),
    ],
)
def test_lock_that_is_wrong_stops_the_build(folder: Path, package: str, entry: dict[str, Any]) -> None:
    change_lock(folder, package, **entry)
    with pytest.raises(StepFailed, match="lock file"):
        wheels.check(folder)


@pytest.mark.built
def test_wheel_with_source_stops_the_build(folder: Path) -> None:
    name, content = repack(distribution("markupsafe"))
    (folder / name).write_bytes(content)
    change_lock(folder, "markupsafe", file_name=name, sha256=hashlib.sha256(content).hexdigest())
    with pytest.raises(StepFailed, match="not compiled"):
        wheels.check(folder)


def test_repacked_wheel_has_the_python_of_markupsafe_and_nothing_of_this_machine(tmp_path: Path) -> None:
    name, content = repack(distribution("markupsafe"))
    assert repack(distribution("markupsafe")) == (name, content)
    (tmp_path / name).write_bytes(content)
    about = name.removesuffix("-py3-none-any.whl") + ".dist-info/"
    assert names(tmp_path / name) == [
        *(about + file for file in ("METADATA", "RECORD", "WHEEL", "licenses/LICENSE.txt")),
        "markupsafe/__init__.py",
        "markupsafe/_native.py",
    ]


@pytest.mark.built
def test_wheels_hold_templates_tables_and_compiled_words() -> None:
    found = {name for wheel in WHEELS.glob("*.whl") for name in names(wheel)}
    assert {
        "belgian_residence/__init__.pyc",
        "belgian_residence/law/sources.toml",
        "belgian_residence/py.typed",
        "markupsafe/_native.pyc",
        "screens/locales/en/words.mo",
    } <= found
    assert any(name.startswith("screens/templates/") for name in found)
    assert any(name.endswith("licenses/LICENSE.txt") for name in found)
    # With a .po beside it, the screens would want Babel.
    assert [name for name in found if name.endswith((".po", ".py", ".so", ".pyd", ".c"))] == []


@pytest.mark.built
def test_compiled_words_do_not_tell_when_they_were_compiled() -> None:
    for path in LOCALES.rglob("*.mo"):
        assert b"POT-Creation-Date: 1980-01-01 00:00+0000" in path.read_bytes()


@pytest.mark.built
@pytest.mark.runtime
def test_pyodide_installs_them_by_the_lock() -> None:
    command = [*bootstrap.node(), "--input-type=module", "-e", INSTALL, wheels.PYODIDE, WHEELS]
    said = json.loads(run(command, log="wheels-install", do="").splitlines()[-1])
    assert set(said["installed"]) == set(wheels.EXPECTED)
    assert "html" in said["screen"]


@pytest.mark.built
@pytest.mark.runtime
@pytest.mark.skipif("MADE_AGAIN" not in os.environ, reason="makes everything again: the nightly run does")
def test_made_twice_they_are_the_same_to_the_byte(tmp_path: Path) -> None:
    wheels.make(tmp_path / "again")
    again = {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()}
    assert again == {path.name: path.read_bytes() for path in WHEELS.iterdir()}
