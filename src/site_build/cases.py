"""The cases of tests/cases, as the build needs them: to trace the browser runtime and to try it."""

import pickle
import re
import tomllib
from functools import cache
from typing import Any, TypedDict

from site_build.paths import CASES


class Case(TypedDict):
    """One household: its file and name, the day asked about (ISO), and the facts."""

    file: str
    name: str
    on: str
    case: dict[str, Any]


# The build tries one case in so many; the tests try them all.
SAMPLE_EACH = 36


def sample() -> list[Case]:
    """A part of the cases that touches every file, for the build."""
    return load_cases()[::SAMPLE_EACH]


def load_cases() -> list[Case]:
    """Read every case file, in the order of the files."""
    return [
        {"file": entry["file"], "name": entry["name"], "on": str(entry["on"]), "case": facts(entry)}
        for entry in entries()
    ]


def named(case: Case) -> str:
    """The name of a case as it stands in messages: its file and what it is called."""
    return f"{case['file']}: {case['name']}"


def entries() -> list[dict[str, Any]]:
    """Every case as it is written, with what it expects and the provisions that it rests on; and ``file``. The list is
    the caller's own, to be changed at will."""
    found: list[dict[str, Any]] = pickle.loads(_read())  # noqa: S301  (what this process has just written)
    return found


@cache
def _read() -> bytes:
    """Every case, read once in a process: it is much quicker to copy than to read again."""
    return pickle.dumps(
        [
            {"file": path.stem, **entry}
            for path in sorted(CASES.glob("*.toml"))
            for entry in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
        ]
    )


def facts(entry: dict[str, Any]) -> dict[str, Any]:
    """The facts of an entry; TOML has no null, so the names under `unknown` become None here."""
    found: dict[str, Any] = entry["facts"]
    for path in entry.get("unknown", ()):
        *way, last = re.findall(r"\w+", path)
        place: Any = found
        for part in way:
            place = place[int(part) if part.isdigit() else part]
        place[last] = None
    return found
