"""The workflow checks find what they are there for."""

import re
import subprocess
from pathlib import Path

import pytest

from site_build.proof.static import WORKFLOWS, Check, checks

GOOD = """\
name: good
on: push
permissions: {}
jobs:
  one:
    name: One
    runs-on: ubuntu-24.04
    permissions: {contents: read}
    steps:
      - uses: actions/checkout@v6
        with: {persist-credentials: false}
      - run: "true"
"""


def linter(name: str) -> Check:
    return next(one for one in checks() if one.name == name)


def status(name: str, text: str, folder: Path) -> int:
    """Run one of our checks on a workflow text instead of on our own files."""
    file = folder / ".github" / "workflows" / "flow.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    own = set(WORKFLOWS.glob("*.yml"))
    command = [str(word) for word in linter(name).command if word not in own]
    return subprocess.run([*command, str(file)], capture_output=True, check=False).returncode


NAMES = ["Workflow security", "Workflow schema", "Workflow logic"]


@pytest.mark.parametrize("name", NAMES)
def test_good_workflow_passes(name: str, tmp_path: Path) -> None:
    assert status(name, GOOD, tmp_path) == 0


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("Workflow security", "actions/checkout@v6", "someone/tool@v6"),
        ("Workflow security", 'run: "true"', "run: echo ${{ github.event.pull_request.title }}"),
        ("Workflow schema", "runs-on: ubuntu-24.04", "run-on: ubuntu-24.04"),
        ("Workflow logic", "    name: One", "    needs: [two]"),
        ("Workflow logic", 'run: "true"', "run: echo ${{ steps.none.outputs.x }}"),
    ],
)
def test_planted_mistake_is_found(name: str, old: str, new: str, tmp_path: Path) -> None:
    assert old in GOOD
    assert status(name, GOOD.replace(old, new), tmp_path) != 0


def test_only_the_deployment_may_write() -> None:
    for path in WORKFLOWS.glob("*.yml"):
        text = path.read_text()
        assert re.search(r"^permissions: \{\}$", text, re.MULTILINE), path.name
        writes = re.findall(r"^ +([\w-]+): write", text, re.MULTILINE)
        assert writes == (["pages", "id-token"] if path.name == "pages.yml" else [])
