"""The small engine: Pyodide without what the wizard never uses. It lacks nothing, and where it did it would say so."""

from __future__ import annotations

import base64
import gzip
import json
import os
import re
import subprocess
import zipfile
from pathlib import Path

import pytest

from site_build import bootstrap
from site_build.paths import ENGINE, ROOT, RUNTIME
from site_build.profile import engine as profile
from site_build.profile.workload import Workload, workload
from site_build.runtime import lean
from site_build.runtime.build import SOURCE
from site_build.runtime.engine import build, smaller, wasm
from site_build.runtime.engine.wasm import Section
from site_build.steps import StepFailed

pytestmark = pytest.mark.long  # megabytes of WebAssembly are read and written
PYODIDE = build.PYODIDE / build.WASM
# Two functions and their exports: "one" gives 1, "two" gives 2.
ONE_AND_TWO = bytes.fromhex(
    "0061736d01000000"  # WebAssembly, version 1
    "0105016000017f"  # one type: nothing in, a number out
    "0303020000"  # two functions of it
    "0606017f0041000b"  # one global
    "070d02036f6e65000003 74776f0001".replace(" ", "")
    + "0a0b02040041010b040041020b"
)
# Says what each export gives, or that it failed; and what `missed` is then.
CALL = """
const { instance } = await WebAssembly.instantiate(Buffer.from(process.argv[1], "hex"));
const said = {};
for (const [name, thing] of Object.entries(instance.exports)) {
  if (typeof thing !== "function") continue;
  try { said[name] = thing(); } catch (error) { said[name] = error instanceof WebAssembly.RuntimeError; }
}
console.log(JSON.stringify({ ...said, missed: instance.exports.missed.value }));
"""
WALKS = int(os.environ.get("ENGINE_WALKS", "1"))
# A multiple of the parts of the profile, so that these cases are all of its last one, which only tries.
EACH_CASE = (30 if WALKS == 1 else 10) * profile.PARTS


def run(binary: bytes) -> dict[str, object]:
    command = [*bootstrap.node(), "--input-type=module", "-e", CALL, binary.hex()]
    said: dict[str, object] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return said


TABLES, TAGS = 4, 13
EXTERNREF = b"\x6f"


@pytest.mark.parametrize("name", [build.WASM, build.WHOLE_WASM])
def test_what_the_page_tries_of_webassembly_the_engine_uses(name: str) -> None:
    """Of both, where a new Pyodide would change it first: exceptions (tags), and tables of references. A page that
    tried more than that would turn browsers away for nothing."""
    told = re.search(r'const SAMPLE =\s+"([^"]+)"', (ROOT / "wizard" / "pieces.js").read_text())
    assert told
    for binary in (base64.b64decode(told[1]), (ENGINE / name).read_bytes()):
        found = dict(wasm.sections(binary))
        assert TAGS in found
        assert EXTERNREF in found[TABLES]


@pytest.fixture(scope="module")
def asked() -> Workload:
    """Cases and walks of no part from which kept.toml was made."""
    return workload("en", WALKS, part=EACH_CASE - 1, of=EACH_CASE)


@pytest.fixture(scope="module")
def pyodide() -> bytes:
    return PYODIDE.read_bytes()


def test_what_is_read_is_written_the_same(pyodide: bytes) -> None:
    parts = dict(wasm.sections(pyodide))
    assert wasm.written(wasm.sections(pyodide)) == pyodide
    assert wasm.export_section(wasm.exports(parts[Section.EXPORT])) == parts[Section.EXPORT]
    assert wasm.code_section(wasm.bodies(parts[Section.CODE])) == parts[Section.CODE]


@pytest.mark.parametrize("value", [0, 1, 63, 64, 127, 128, 8191, 8192, 16958])
def test_a_number_is_read_as_it_was_written(value: int) -> None:
    assert wasm.Reader(wasm.number(value)).number() == value
    last = wasm.signed(value)[-1]
    assert last < 0x40, "the sign of a signed number is this bit"


def test_a_function_that_is_not_kept_stops_the_engine_and_says_so() -> None:
    every = {"one", "two"}
    assert run(smaller.smaller_wasm(ONE_AND_TWO, {0, 1}, every)) == {"one": 1, "two": 2, "missed": 0}
    assert run(smaller.smaller_wasm(ONE_AND_TWO, {0}, every)) == {"one": 1, "two": True, "missed": 1}
    assert run(smaller.smaller_wasm(ONE_AND_TWO, {0}, every, numbered=True)) == {"one": 1, "two": True, "missed": 2}
    assert run(smaller.smaller_wasm(ONE_AND_TWO, {0}, {"one"})) == {"one": 1, "missed": 0}


def test_the_counting_engine_counts() -> None:
    counting = profile.counting(ONE_AND_TWO)
    names = [one.name for one in wasm.exports(dict(wasm.sections(counting))[Section.EXPORT])]
    assert names == ["one", "two", f"{profile.COUNT}0", f"{profile.COUNT}1"]


def test_another_pyodide_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert build.read_kept()
    for name in (build.WASM, build.GLUE, build.LOADER):
        (tmp_path / name).write_bytes((build.PYODIDE / name).read_bytes())
    (tmp_path / build.GLUE).write_text("another")
    monkeypatch.setattr(build, "PYODIDE", tmp_path)
    with pytest.raises(StepFailed, match=rf"{build.GLUE} is not the one") as stopped:
        build.read_kept()
    assert "./x engine" in stopped.value.do


def test_scripts_with_other_names_stop_the_build() -> None:
    with pytest.raises(StepFailed, match="other names"):
        build.one_script("export default other;", "export{a as loadPyodide,b as version};", "small")


@pytest.mark.built
def test_every_export_that_a_script_reads_is_there() -> None:
    binary = (ENGINE / build.SMALL_WASM).read_bytes()
    there = {one.name for one in wasm.exports(dict(wasm.sections(binary))[Section.EXPORT])}
    # What Pyodide starts with, what only browsers with newer WebAssembly reach, and our own.
    assert {"malloc", "__wasm_call_ctors", "_pyproxy_apply_promising", "run_main_promising", "missed"} <= there
    assert len(there) < 300


@pytest.mark.built
def test_it_is_small() -> None:
    """On the wire, as a host compresses it. The whole of it: 3.8 MB."""
    sent = [gzip.compress((ENGINE / name).read_bytes(), 6) for name in (build.SMALL_SCRIPT, build.SMALL_WASM)]
    assert sum(map(len, sent)) < 2_550_000


@pytest.mark.built
def test_the_whole_engine_is_pyodide_as_it_comes(pyodide: bytes) -> None:
    assert (ENGINE / build.WHOLE_WASM).read_bytes() == pyodide
    glue = (build.PYODIDE / build.GLUE).read_text(encoding="utf-8")
    assert glue.replace(build.GLUE_EXPORT, "") in (ENGINE / build.WHOLE_SCRIPT).read_text(encoding="utf-8")


@pytest.mark.built
def test_both_engines_say_whose_they_are() -> None:
    for name in (build.SMALL_SCRIPT, build.WHOLE_SCRIPT):
        assert "MPL-2.0; see notice.txt" in (ENGINE / name).read_text(encoding="utf-8")[:200]
    assert "https://github.com/pyodide/pyodide" in (ENGINE / build.NOTICE).read_text()


@pytest.mark.built
def test_what_made_the_changed_files_is_published_beside_them() -> None:
    about = json.loads((RUNTIME / "runtime.json").read_text())
    folder = RUNTIME / about["build_id"]
    notice = (folder / build.NOTICE).read_text()
    assert SOURCE in notice
    with zipfile.ZipFile(folder / SOURCE) as archive:
        names = archive.namelist()
        assert archive.read("src/site_build/runtime/engine/kept.toml") == build.KEPT.read_bytes()
    named = re.findall(r"^- (\S+):", notice, re.M)
    assert named
    for place in named:
        assert [name for name in names if name.startswith(f"{place}/")], place
    assert {f"src/site_build/runtime/stand_ins/{name}" for name in lean.sources()} <= set(names)
    assert SOURCE not in about["bytes"], "no page loads it"


@pytest.mark.built
@pytest.mark.runtime
def test_walks_it_was_not_made_from_lack_nothing(tmp_path: Path, asked: Workload) -> None:
    """The answers are as of this Python, letter by letter."""
    assert asked.cases
    about = json.loads((RUNTIME / "runtime.json").read_text())
    (tmp_path / about["zip"]).write_bytes((RUNTIME / about["build_id"] / about["zip"]).read_bytes())
    for name in (build.SMALL_SCRIPT, build.SMALL_WASM):
        (tmp_path / name).write_bytes((ENGINE / name).read_bytes())
    profile.compare(asked, profile.in_node(tmp_path, asked, "en"))


def test_another_answer_of_the_engine_is_noticed(asked: Workload) -> None:
    right = {"replies": asked.answers, "answers": [profile.expected_of(case) for case in asked.cases]}
    profile.compare(asked, right)
    for name in right:
        with pytest.raises(StepFailed, match="other"):
            profile.compare(asked, right | {name: ["other", *right[name][1:]]})
