"""The wheel of the rules in an empty environment: a command and a library, with nothing else beside it."""

import subprocess
import sys
import venv
from pathlib import Path

import pytest

from site_build.paths import ROOT

pytestmark = pytest.mark.runtime  # making an environment takes long


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of an environment that holds the wheel only."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    offline = ["--no-deps", "--no-index"]
    subprocess.run([*pip, "wheel", *offline, "--no-build-isolation", "-w", folder, ROOT], check=True)
    [wheel] = folder.glob("*.whl")
    venv.create(folder / "env", with_pip=False)
    inside = folder / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([*pip, "--python", inside / "python", "install", *offline, wheel], check=True)
    return inside


def said(command: list[object]) -> str:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_it_is_a_command(programs: Path, tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text('{"id": "a", "nationality": "MA"}\n' * 3)
    assert said([programs / "belgian-residence", "--help"]).startswith("usage: belgian-residence ")
    results = said([programs / "belgian-residence", "assess", cases, "--on", "2026-11-22", "--jobs", "2"])
    assert len(results.splitlines()) == 3
    module = [programs / "python", "-m", "belgian_residence"]
    assert said([*module, "assess", cases, "--on", "2026-11-22"]) == results


def test_it_is_a_library_with_types(programs: Path) -> None:
    code = (
        "import datetime, pathlib, belgian_residence as rules;"
        "print(rules.assess({}, datetime.date(2026, 11, 22))['routes']['L']['status']);"
        "print(pathlib.Path(rules.__file__).with_name('py.typed').exists())"
    )
    assert said([programs / "python", "-I", "-c", code]).split() == ["unsettled", "True"]
