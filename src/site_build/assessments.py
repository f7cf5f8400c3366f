"""The assessments of the cases of tests/cases, worked out once and kept while nothing changes.

A dozen tests and checks look at the assessment of every case. Whoever runs them names a folder in
``CORPUS_ASSESSMENTS``, called after the state of all that an assessment depends on; each process keeps there what it
works out, and takes from there what another one has. The state is compared again whenever they are read or written, so
a rule that is edited meanwhile ends the sharing: an assessment is never that of other rules. Without a folder (plain
pytest, ``./x mutate``) every one is worked out on the spot.
"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

from site_build.cases import Case, load_cases
from site_build.paths import BUILD, CASES, SRC
from site_build.steps import files_under, fingerprint

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

FOLDER = "CORPUS_ASSESSMENTS"
HOME = BUILD / "assessments"
AT_ONCE = 48
"""So many cases are worked out and written together. For each such part the state is looked at, which takes as long as
half a case."""


def assess(case: Mapping[str, Any], on: date) -> dict[str, Any]:
    """What ``belgian_residence.assess`` gives back. For a case of the corpus it may have been worked out before; it is
    the caller's own, to be changed at will. Raises CaseError as ``assess`` does."""
    text = _kept(case, on)
    found: dict[str, Any] = _worked_out(case, on) if text is None else json.loads(text)
    return found


def state() -> str:
    """A name for all that an assessment depends on: the rules, the cases and what reads them, and the Python."""
    read = [SRC / "site_build" / name for name in ("cases.py", "assessments.py")]
    return fingerprint([*files_under(SRC / "belgian_residence", CASES), *read], sys.version)


def folder() -> Path:
    """The folder for the state of now, to be named in ``CORPUS_ASSESSMENTS``. Those of other states are deleted."""
    now = HOME / state()
    for other in HOME.glob("*"):
        if other != now:
            shutil.rmtree(other, ignore_errors=True)
    now.mkdir(parents=True, exist_ok=True)
    return now


def _kept(case: Mapping[str, Any], on: date) -> str | None:
    """The assessment as JSON, where it is kept or can be; None outside the corpus, or where nothing is kept."""
    named = os.environ.get(FOLDER)
    number = _numbers().get(_key(case, on)) if named else None
    if named is None or number is None:
        return None
    part, place = divmod(number, AT_ONCE)
    kept = _part(Path(named), part)
    return kept[place] if kept else None


def _key(case: Mapping[str, Any], on: date) -> tuple[str, str]:
    return json.dumps(case), on.isoformat()


@cache
def _numbers() -> dict[tuple[str, str], int]:
    """The place of each case in the corpus."""
    return {(json.dumps(one["case"]), one["on"]): number for number, one in enumerate(_corpus())}


@cache
def _corpus() -> list[Case]:
    return load_cases()


@cache
def _part(home: Path, part: int) -> tuple[str, ...]:
    """The assessments of one part of the corpus, one JSON text for each case; none where the rules are no longer those
    that the folder is called after."""
    if home.name != state():
        return ()
    file = home / f"{part}.jsonl"
    with alone(home / f"{part}.lock"):
        if not file.exists():
            asked = _corpus()[part * AT_ONCE :][:AT_ONCE]
            lines = [_as_text(_worked_out(one["case"], date.fromisoformat(one["on"]))) for one in asked]
            if home.name != state():
                return ()
            _write(file, lines)
    return tuple(file.read_text(encoding="utf-8").splitlines())


def _worked_out(case: Mapping[str, Any], on: date) -> dict[str, Any]:
    import belgian_residence  # here: ./x asks for the folder, and must start whatever state the rules are in

    return cast("dict[str, Any]", belgian_residence.assess(case, on))


def _as_text(assessment: dict[str, Any]) -> str:
    text = json.dumps(assessment)
    if json.loads(text) != assessment:
        raise TypeError(f"an assessment is not plain JSON: {text[:200]}")
    return text


def _write(file: Path, lines: list[str]) -> None:
    """Write a whole file at once, so that nobody reads half of it."""
    with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False, encoding="utf-8") as out:
        out.write("\n".join(lines))
    Path(out.name).replace(file)


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """One process at a time; the others wait for what it writes. (Where the call is missing, they do it twice.)"""
    with lock.open("w") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
