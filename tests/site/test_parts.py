"""The list of what is shipped: every package with its licence, every file of the engine with its hash."""

import hashlib
import json
import sys
import zipfile
from typing import Any

import pytest

from site_build.finish import parts
from site_build.paths import SITE

pytestmark = pytest.mark.built


@pytest.fixture(scope="module")
def components() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((SITE / parts.NAME).read_text())["components"]
    return found


def test_every_package_has_version_and_licence(components: list[dict[str, Any]]) -> None:
    packages = {one["name"]: one for one in components if one["type"] == "library"}
    assert set(packages) >= {"pyodide", "cpython", "jinja2", "markupsafe", "mkdocs-material", "pagefind"}
    assert packages["pyodide"]["licenses"] == [{"license": {"id": "MPL-2.0"}}]
    assert all(one["licenses"] for one in packages.values())
    built_in = {*parts.IN_THE_WASM, *parts.BUILT_WITH}
    assert {name for name, one in packages.items() if not one.get("version")} == built_in


def test_a_library_that_is_not_in_the_wasm_any_more_stops_the_build() -> None:
    with pytest.raises(ValueError, match="sqlite: not in the wasm any more"):
        parts.in_the_wasm(b" ".join(shown for name, (_, shown) in parts.IN_THE_WASM.items() if name != "sqlite"))


def test_the_licences_travel_with_what_they_are_about() -> None:
    told = (SITE / parts.LICENCES).read_text(encoding="utf-8")
    assert all(f"\n{name}\n===" in told for name in ("Pyodide", *parts.FROM_PYPI))
    assert told.count("Redistributions of source code must retain") >= 3  # the BSD ones, in their own words


def test_every_file_of_the_engine_is_in_it_with_its_hash(components: list[dict[str, Any]]) -> None:
    listed = {one["name"]: one["hashes"][0]["content"] for one in components if one["type"] == "file"}
    assets = {path.relative_to(SITE).as_posix() for path in (SITE / "assets").rglob("*") if path.is_file()}
    assert assets <= set(listed)
    assert [name for name in listed if name.startswith("en/assets/words/")]
    for name, content in listed.items():
        assert hashlib.sha256((SITE / name).read_bytes()).hexdigest() == content


def test_every_third_party_in_the_zip_is_in_it(components: list[dict[str, Any]]) -> None:
    """A new package that ships must be named with its licence."""
    [archive] = SITE.glob("assets/runtime/*/python.zip.json")
    names = {name.partition("/")[0] for name in zipfile.ZipFile(archive).namelist() if "/" in name}
    packages = {one["name"] for one in components if one["type"] == "library"}
    own = {"belgian_residence", "screens"}
    assert names - own - sys.stdlib_module_names - {"pyodide", "_pyodide"} <= packages


def test_a_licence_that_changed_stops_the_build() -> None:
    with pytest.raises(ValueError, match="its licence is"):
        parts.npm("pyodide", "MIT")
