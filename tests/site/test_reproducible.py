"""Anybody who builds the site from the same state gets the same bytes, whatever order Python gives to its sets."""

import hashlib
import os
import subprocess
from pathlib import Path

import pytest

from site_build.paths import ROOT, SITE, SRC, site_url, venv_python

BUILD = """
import sys
from pathlib import Path
from site_build.finish import whole
whole.build(Path(sys.argv[1]), sys.argv[2])
"""


def built(target: Path, seed: str) -> dict[str, str]:
    """Build the site under a hash seed; each file with its hash."""
    target.mkdir()
    subprocess.run(
        [venv_python(), "-c", BUILD, target, site_url()],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(SRC), "PYTHONHASHSEED": seed},
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
