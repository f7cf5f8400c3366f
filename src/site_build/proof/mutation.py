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
from fnmatch import fnmatch
from pathlib import Path
from random import Random

from site_build import bootstrap
from site_build.paths import BUILD, ROOT
from site_build.proof.evidence import Survivor, record
from site_build.steps import IGNORED_FOLDERS, StepFailed

HOME = BUILD / "mutation"
MUTANTS = HOME / "mutants" / "src" / "belgian_residence"
REASONS = ROOT / "tests" / "survivors.toml"
COPIED = ("src", "tests", "docs", "pyproject.toml", "CONTRIBUTING.md")
LEAST = 90
"""The share of the changes that tests must notice, in percent."""

ALL = "all"
QUICK = 'process_isolation = "fork"'
"""Each change is tested in a copy of one process that has imported the rules before."""
ANEW = 'process_isolation = "forkserver"'
"""Each change is tested in a process that imports the rules by itself."""
AT_IMPORT = HOME / "mutants" / "at-import.json"
"""The functions that run while the rules are imported, written by ``tests/mutation.py``."""
FIRST = "belgian_residence.engine.logic.x_truth__mutmut_1"
SEED = 20261122
NOT_ABOUT_CHANGES = ("unused-ignore", "has-type")
"""Errors of the type check that come from how mutmut writes its copies."""
UNNOTICED = frozenset({0, 5, 33})
"""How a change ended: all tests passed, or no test reaches the function."""
BROKEN = frozenset({255, -11, -9})
"""mutmut could not run the tests: that says nothing about them."""
OUT_OF_TIME = frozenset({-24, 24, 36, 152})


@dataclass(frozen=True)
class Mutant:
    """One change of the rules: its name, the function, the lines before and after, and how the tests ended."""

    name: str
    place: str
    change: str
    ended: int | None
    """mutmut's number for the end of the tests; None: not run."""

    @property
    def unnoticed(self) -> bool:
        """Whether every test passed all the same."""
        return self.ended in UNNOTICED


def run(wanted: list[str], at_once: int, sample: int | None = None) -> int:
    """Change the rules, test each change, report. ``wanted``: names or patterns of changes; none for all.

    ``sample``: only so many of them, drawn in a way that is the same each time.
    """
    bootstrap.packages("dev")
    bootstrap.python_packages("mutate")
    if not wanted or not HOME.exists():
        copy()
    mutmut([FIRST], at_once, QUICK)  # makes all changes, and notes which tests reach which function
    refused = refused_by_types()
    names = [one.name for one in results() if one.name not in refused and matches(one.name, wanted)]
    if sample is not None and sample < len(names):
        names = Random(SEED).sample(names, sample)  # noqa: S311  (a drawing, not a secret)
    mutmut(names, at_once, QUICK)
    chosen = set(names)
    if again := [one.name for one in results() if one.name in chosen and not_certain(one)]:
        mutmut(again, at_once, ANEW)
    ran = [one for one in results() if one.name in chosen and one.ended is not None]
    if broken := [one for one in ran if one.ended in BROKEN]:
        raise StepFailed(f"{len(broken)} changes could not be tested, as in {broken[0]}.", "Look into .build/mutation.")
    return report(ran, whole=None if wanted else "./x mutate" + (f" --sample {sample}" if sample else ""))


def matches(name: str, wanted: list[str]) -> bool:
    """Is a change among those that are wanted?"""
    return not wanted or any(fnmatch(name, pattern) for pattern in wanted)


def refused_by_types() -> set[str]:
    """The changes that the type check refuses."""
    types: list[str | Path] = [bootstrap.tool("mypy"), "--config-file=", "--strict", "--package=belgian_residence"]
    types += ["--python-version=3.11", "--output=json", *(f"--disable-error-code={name}" for name in NOT_ABOUT_CHANGES)]
    said = subprocess.run(types, cwd=HOME / "mutants", env=environment(), capture_output=True, text=True, check=False)
    lines: dict[str, set[int]] = {}
    for fault in map(json.loads, said.stdout.splitlines()):
        if fault["severity"] == "error":
            lines.setdefault(str(HOME / "mutants" / fault["file"]), set()).add(fault["line"])
    refused = set()
    for file, wrong in lines.items():
        spans = json.loads(Path(f"{file}.spans").read_text())["spans"]
        module = ".".join(Path(file).relative_to(MUTANTS.parent).with_suffix("").parts).removesuffix(".__init__")
        for name, (first, last) in spans.items():
            if wrong.intersection(range(first, last + 1)):
                refused.add(f"{module}.{name}")
    return refused


def mutmut(wanted: list[str], at_once: int, isolation: str) -> None:
    """Run mutmut on the copy. ``isolation``: ``QUICK`` or ``ANEW``."""
    settings = HOME / "pyproject.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace(QUICK, isolation).replace(ANEW, isolation), encoding="utf-8")
    command: list[str | Path] = [bootstrap.tool("mutmut"), "run", "--max-children", str(at_once), *wanted]
    if subprocess.run(command, cwd=HOME, env=environment(), check=False).returncode:
        raise StepFailed("mutmut did not finish.", "Look at the lines above.")


def not_certain(mutant: Mutant) -> bool:
    """Must a change be tested again in a process that imports the rules anew? It ran out of time, perhaps because the
    machine was busy; or nothing noticed it, and the function only ran while the rules were imported."""
    module, _, changed = mutant.name.rpartition(".")
    function = f"{module}.{changed.rpartition('__mutmut_')[0]}"
    return mutant.ended in OUT_OF_TIME or (mutant.unnoticed and function in json.loads(AT_IMPORT.read_text()))


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
    """Every change, in the order of the modules."""
    for meta in sorted(MUTANTS.rglob("*.meta")):
        module = meta.with_suffix("")
        lines = module.read_text(encoding="utf-8").splitlines()
        spans = json.loads(Path(f"{module}.spans").read_text())["spans"]
        for name, ended in json.loads(meta.read_text())["exit_code_by_key"].items():
            changed = name.rpartition(".")[2]
            original = changed.rpartition("_")[0] + "_orig"
            before, after = (without_name(one, lines[spans[one][0] - 1 : spans[one][1]]) for one in (original, changed))
            function = changed.rpartition("__mutmut_")[0].removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
            place = f"{module.relative_to(MUTANTS).as_posix()}: {function}"
            yield Mutant(name, place, difference(before, after), ended)


def without_name(name: str, lines: list[str]) -> list[str]:
    """The lines of a function, without the name that mutmut gave it."""
    return [line.replace(f"def {name}(", "def (") for line in lines]


def difference(before: list[str], after: list[str]) -> str:
    """What was changed in a function, in one line."""
    found = [line for line in ndiff(before, after) if line[:2] in ("- ", "+ ")]
    old, new = (" ".join(line[2:].strip() for line in found if line[0] == sign) for sign in "-+")
    return f"{old} → {new}"


def report(ran: list[Mutant], *, whole: str | None) -> int:
    """Print the score of each module and what went unnoticed; after a run over all modules write it down.

    ``whole``: the command of such a run.

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
        still = {(one.place, one.change) for one in lost}
        for place, change in known.keys() & {(one.place, one.change) for one in ran} - still:
            print(f"No longer unnoticed, take it out of {REASONS.name}: {place}: {change}")
        record("mutation_score", total, command=whole, survivors=lost)
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
    entries = tomllib.loads(REASONS.read_text(encoding="utf-8")).get("survivor", ())
    return {(one["place"], one["change"]): one["reason"] for one in entries}
