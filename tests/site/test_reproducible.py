"""Anybody who builds the site from the same state gets the same bytes, whatever order Python gives to its sets."""

import hashlib
import os
import subprocess
from pathlib import Path

import pytest

from site_build.paths import ROOT, SRC, site_url, venv_python

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
    files = [path for path in target.rglob("*") if path.is_file()]
    return {path.relative_to(target).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.runtime
def test_two_builds_are_the_same_to_the_byte(tmp_path: Path) -> None:
    one, other = built(tmp_path / "one", "1"), built(tmp_path / "other", "2")
    assert sorted(one) == sorted(other)
    assert [name for name in one if one[name] != other[name]] == []
