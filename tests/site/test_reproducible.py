"""Anybody who builds the site from the same state gets the same bytes, whatever order Python gives to its sets.

A normal run makes a part anew with each step (``made_anew``), and takes the rest from the build; the nightly run
(`EVERY_LANGUAGE=1`) makes all anew.
"""

import hashlib
import os
import subprocess
from pathlib import Path

import pytest

import made_anew
from site_build.finish.whole import MARKDOWN
from site_build.paths import ROOT, SITE, SRC, site_url, venv_python
from site_build.translation.kept import built as languages

pytestmark = pytest.mark.built
ANEW = list(languages()) if "EVERY_LANGUAGE" in os.environ else list(languages())[-1:]


def built(target: Path, seed: str) -> dict[str, str]:
    """Build the site under a hash seed; each file with its hash."""
    target.mkdir()
    paths = os.pathsep.join((str(SRC), str(Path(made_anew.__file__).parent)))
    subprocess.run(
        [venv_python(), "-m", made_anew.__name__, target, site_url(), *ANEW],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": paths, "PYTHONHASHSEED": seed},
        check=True,
        capture_output=True,
    )
    return hashes(target)


def hashes(folder: Path) -> dict[str, str]:
    """Each file of a folder with its hash."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.runtime
def test_built_again_it_is_the_same_to_the_byte(tmp_path: Path) -> None:
    """The site as ``./x`` built it, under whatever seed, and once more under another."""
    one, other = hashes(SITE), built(tmp_path / "other", "2")
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []


@pytest.mark.runtime
def test_what_is_taken_from_the_build_is_of_the_same_languages() -> None:
    assert sorted(path.name for path in MARKDOWN.iterdir()) == sorted(languages())
