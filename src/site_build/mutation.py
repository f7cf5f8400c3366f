"""Mutation testing: the rules are changed in small ways, one at a time, and each time a test must fail.

mutmut makes the changes and runs, for each, the tests that reach the changed function (``[tool.mutmut]`` in
``pyproject.toml``). It works on a copy under ``.build``. Changes that the type check refuses count neither for nor
against. The changes that no test noticed stand in ``tests/survivors.toml``, each with the reason why it may stay;
the figures go to "How we know".
"""

import json
import os
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import ndiff
from pathlib import Path

from site_build import bootstrap
from site_build.evidence import Survivor, record
from site_build.paths import BUILD, ROOT
from site_build.steps import IGNORED_FOLDERS, StepFailed

HOME = BUILD / "mutation"
MUTANTS = HOME / "mutants" / "src" / "belgian_residence"
REASONS = ROOT / "tests" / "survivors.toml"
COPIED = ("src", "tests", "docs", "pyproject.toml", "CONTRIBUTING.md")
LEAST = 90
"""The share of the changes that tests must notice, in percent."""

ALL = "all"
REFUSED_BY_TYPES = 37
UNNOTICED = frozenset({0, 5, 33})
"""How a change ended: all tests passed, or no test reaches the function."""
BROKEN = frozenset({255, -11, -9})
"""mutmut could not run the tests: that says nothing about them."""


@dataclass(frozen=True)
class Mutant:
    """One change of the rules: the function, the lines before and after, and how the tests ended."""

    place: str
    change: str
    ended: int | None
    """mutmut's number for the end of the tests; None: not run."""

    @property
    def unnoticed(self) -> bool:
        """Whether every test passed all the same."""
        return self.ended in UNNOTICED


def run(wanted: list[str], at_once: int) -> int:
    """Change the rules, test each change, report. ``wanted``: mutmut's names or patterns; none for all."""
    bootstrap.packages("dev")
    bootstrap.python_packages("mutate")
    if not wanted or not HOME.exists():
        copy()
    command: list[str | Path] = [bootstrap.tool("mutmut"), "run", "--max-children", str(at_once), *wanted]
    ended = subprocess.run(command, cwd=HOME, env=environment(), check=False).returncode
    if ended:
        raise StepFailed("mutmut did not finish.", "Look at the lines above.")
    ran = [one for one in results() if one.ended is not None]
    if broken := [one for one in ran if one.ended in BROKEN]:
        raise StepFailed(f"{len(broken)} changes could not be tested, as in {broken[0]}.", "Look into .build/mutation.")
    return report(ran, whole=not wanted)


def copy() -> None:
    """Copy what the tests of the rules need; mutmut would not see that a data file changed in an older copy."""
    shutil.rmtree(HOME, ignore_errors=True)
    for name in COPIED:
        source, target = ROOT / name, HOME / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns(*IGNORED_FOLDERS))
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)


def environment() -> dict[str, str]:
    """What the tests of a change run with: no plugins but ours, compiled files, and fewer random lives."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    programs = str(bootstrap.tool("mutmut").parent)
    return kept | {
        "PATH": programs + os.pathsep + kept.get("PATH", ""),
        "MYPYPATH": "src",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "ORACLE_LIVES": "40",
    }


def results() -> Iterator[Mutant]:
    """Every change that the type check let pass, in the order of the modules."""
    for meta in sorted(MUTANTS.rglob("*.meta")):
        module = meta.with_suffix("")
        lines = module.read_text(encoding="utf-8").splitlines()
        spans = json.loads(Path(f"{module}.spans").read_text())["spans"]
        for name, ended in json.loads(meta.read_text())["exit_code_by_key"].items():
            if ended == REFUSED_BY_TYPES:
                continue
            changed = name.rpartition(".")[2]
            original = changed.rpartition("_")[0] + "_orig"
            before, after = (lines[spans[one][0] : spans[one][1]] for one in (original, changed))
            function = changed.rpartition("__mutmut_")[0].removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
            yield Mutant(f"{module.relative_to(MUTANTS).as_posix()}: {function}", difference(before, after), ended)


def difference(before: list[str], after: list[str]) -> str:
    """What was changed in a function, in one line."""
    found = [line for line in ndiff(before, after) if line[:2] in ("- ", "+ ")]
    old, new = (" ".join(line[2:].strip() for line in found if line[0] == sign) for sign in "-+")
    return f"{old} → {new}"


def report(ran: list[Mutant], *, whole: bool) -> int:
    """Print the score of each module and what went unnoticed; after a whole run write it down.

    Returns 1 where too little was noticed, or something went unnoticed and nobody has said why it may.
    """
    score = scores(ran)
    for place, (noticed, of) in score.items():
        print(f"  {place:28} {noticed:5} of {of:5}   {percent(noticed, of):5.1f} %")
    known = reasons()
    lost = [Survivor(one.place, one.change, known.get((one.place, one.change), "")) for one in ran if one.unnoticed]
    unexplained = [one for one in lost if not one.reason]
    for one in unexplained:
        print(f"\n[[survivor]]\nplace = {json.dumps(one.place)}\nchange = {json.dumps(one.change, ensure_ascii=False)}")
    if unexplained:
        print(f"\n{len(unexplained)} changes went unnoticed. Write a test, or the reason into {REASONS.name}.")
    total = percent(*score[ALL])
    if whole:
        for place, change in known.keys() - {(one.place, one.change) for one in lost}:
            print(f"No longer unnoticed, take it out of {REASONS.name}: {place}: {change}")
        record("mutation_score", total, command="./x mutate", survivors=lost)
    return 1 if unexplained or total < LEAST else 0


def scores(ran: list[Mutant]) -> dict[str, tuple[int, int]]:
    """For each module and for all: how many changes were noticed, of how many."""
    found: dict[str, tuple[int, int]] = {}
    for one in ran:
        for place in (one.place.partition(":")[0], ALL):
            noticed, of = found.get(place, (0, 0))
            found[place] = (noticed + (not one.unnoticed), of + 1)
    return dict(sorted(found.items(), key=lambda item: (item[0] == ALL, item[0])))


def percent(part: int, whole: int) -> float:
    """A share in percent, with one decimal, never rounded up."""
    return (1000 * part // whole) / 10 if whole else 100.0


def reasons() -> dict[tuple[str, str], str]:
    """Why a change may go unnoticed, by place and change."""
    entries = tomllib.loads(REASONS.read_text(encoding="utf-8"))["survivor"]
    return {(one["place"], one["change"]): one["reason"] for one in entries}
