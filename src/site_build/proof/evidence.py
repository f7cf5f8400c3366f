"""What long runs found: `docs/evidence.toml`, written by the commands themselves and shown on "How we know".

A command that takes too long for every build (exhaustive, oracle, fuzz, mutation, …) ends with

    from site_build.proof.evidence import record
    record("oracle_lives", 100_000, command="./x nightly")

That writes the figure with the day, the command, and the state of the rules that it ran on. When the rules change, the
figure no longer speaks of them: the page then says that the run is still to be done. The keys are those of
``[evidence.run]`` in ``words/en.toml``: a new kind of run is a line there. By hand the same is
`python -m site_build.proof.evidence oracle_lives 100000 "./x nightly"`.
"""

import ast
import hashlib
import io
import json
import sys
import tokenize
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from belgian_residence.law.tables import LawDataError, closed
from site_build.paths import BUILD, DOCS, SRC
from site_build.steps import as_program, files_under, fingerprint
from site_build.words import REFERENCE, words

FILE = DOCS / "evidence.toml"
RULES = SRC / "belgian_residence"
LOOK_AT_THE_COMMAND = frozenset({"fuzz_inputs"})
"""The runs that try the command too; the others import the rules and never the command."""
COMMAND = "command"
HEAD = """\
# What long runs found. Written by the commands themselves (site_build/proof/evidence.py), not by hand.
# rules: the state of src/belgian_residence that the run looked at; comments and docstrings do not count. The command
# (belgian_residence/command) counts only for the run that looks at it, fuzz_inputs.
# A run on another state of the rules is shown on the site as still to be done.
# survivors: changes to the rules that no test noticed, each with the reason why.
"""


@dataclass(frozen=True)
class Survivor:
    """A change made to the rules that no test noticed: where, what, and why it may stay."""

    place: str
    change: str
    reason: str


@dataclass(frozen=True)
class Run:
    """The result of one long run."""

    figure: int | float
    on: date
    command: str
    rules: str
    survivors: tuple[Survivor, ...] = ()
    key: str = field(default="", compare=False)

    @property
    def current(self) -> bool:
        """Whether the rules are still those that the run looked at."""
        return self.rules == state_of_the_rules(with_command=self.key in LOOK_AT_THE_COMMAND)


def keys() -> tuple[str, ...]:
    """The runs that the page knows, in its order."""
    return tuple(words(REFERENCE)["evidence"]["run"])


def runs(path: Path = FILE) -> dict[str, Run]:
    """The results that were written, by key. Raises LawDataError for a key or a value that is not known."""
    if not path.exists():
        return {}
    found = {}
    for key, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
        where = f"{path.name}, run '{key}'"
        if key not in keys():
            raise LawDataError(f"{where}: not known; accepted: {', '.join(keys())}")
        required = {"figure": (int, float), "on": (date,), "command": (str,), "rules": (str,)}
        closed(where, table, required, {"survivors": (list,)})
        found[key] = Run(
            figure=table["figure"],
            on=table["on"],
            command=table["command"],
            rules=table["rules"],
            survivors=tuple(_survivor(where, entry) for entry in table.get("survivors", ())),
            key=key,
        )
        if found[key].figure < 0:
            raise LawDataError(f"{where}, key 'figure': {table['figure']} is below 0")
    return found


def _survivor(where: str, entry: object) -> Survivor:
    table = closed(f"{where}, survivor", entry, dict.fromkeys(("place", "change", "reason"), (str,)), {})
    return Survivor(**table)


def record(
    key: str,
    figure: int | float,
    *,
    command: str,
    survivors: Sequence[Survivor] = (),
    on: date | None = None,
    path: Path = FILE,
) -> None:
    """Write the result of a run in the place of the one before. Raises LawDataError for a key that is not known.

    ``on``: the day of the run; today by default. A survivor without a reason keeps the one it had.
    """
    if key not in keys():
        raise LawDataError(f"{path.name}: no run is called {key!r}; accepted: {', '.join(keys())}")
    known = runs(path)
    before = {(one.place, one.change): one.reason for one in known[key].survivors} if key in known else {}
    known[key] = Run(
        figure,
        on or datetime.now(UTC).date(),
        command,
        state_of_the_rules(with_command=key in LOOK_AT_THE_COMMAND),
        tuple(one if one.reason else replace(one, reason=before.get((one.place, one.change), "")) for one in survivors),
    )
    path.write_text(HEAD + "".join(_written(name, known[name]) for name in keys() if name in known), encoding="utf-8")


def _written(key: str, run: Run) -> str:
    """A run as TOML; a JSON text is a TOML text as well."""
    lines = ["", f"[{key}]", f"figure = {run.figure}", f"on = {run.on.isoformat()}"]
    lines += [f"command = {json.dumps(run.command)}", f"rules = {json.dumps(run.rules)}"]
    for one in run.survivors:
        lines += ["", f"[[{key}.survivors]]"]
        lines += [f"{name} = {json.dumps(getattr(one, name))}" for name in ("place", "change", "reason")]
    return "\n".join(lines) + "\n"


@cache
def state_of_the_rules(rules: Path = RULES, *, with_command: bool = False) -> str:
    """A short name for the rules and the law data as they are, apart from comments, docstrings and empty lines.

    ``with_command``: and for the command that reads files and prints answers. That of our rules is kept beside the
    fingerprint of what was read for it: every language of the site and every process of the tests asks for it.
    """
    files = files_under(rules, suffixes=(".py", ".toml"))
    files = [path for path in files if with_command or COMMAND not in path.relative_to(rules).parts]
    if rules != RULES:
        return _state(rules, files)
    kept = BUILD / f"state-of-the-rules{'-and-the-command' if with_command else ''}.txt"
    key = fingerprint([*files, Path(__file__)])
    known = kept.read_text(encoding="utf-8").split() if kept.exists() else []
    if len(known) == len(("key", "state")) and known[0] == key:
        return known[1]
    state = _state(rules, files)
    kept.parent.mkdir(exist_ok=True)
    kept.write_text(f"{key} {state}", encoding="utf-8")
    return state


def _state(rules: Path, files: Iterable[Path]) -> str:
    """The name for what some files of the rules say."""
    total = hashlib.sha256()
    for path in files:
        text = path.read_text(encoding="utf-8")
        said = meaning(text) if path.suffix == ".py" else json.dumps(tomllib.loads(text), default=str, sort_keys=True)
        total.update(f"{path.relative_to(rules).as_posix()}\0{said}\0".encode())
    return total.hexdigest()[:16]


@cache
def meaning(code: str) -> str:
    """Python code without comments, docstrings and empty lines. The same with every version of Python."""
    lines = code.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column]
    for node in ast.walk(ast.parse(code)):
        for text in _loose_texts(node):
            for row in range(text.lineno - 1, text.end_lineno or text.lineno):
                lines[row] = ""
    return "\n".join(line.rstrip() for line in lines if line.strip())


def _loose_texts(node: ast.AST) -> list[ast.Expr]:
    """The texts that stand alone in a body: docstrings, and those below a field."""
    body = getattr(node, "body", None)
    if not isinstance(body, list):
        return []
    return [
        one
        for one in body
        if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant) and isinstance(one.value.value, str)
    ]


def shown(known: Mapping[str, Run]) -> dict[str, Run | None]:
    """Every run that the page lists; None where none was written yet."""
    return {key: known.get(key) for key in keys()}


def main() -> str:
    """Record one figure, as a program: key, figure, command."""
    key, figure, command = sys.argv[1:]
    record(key, json.loads(figure), command=command)
    return f"{key} = {figure}"


if __name__ == "__main__":
    as_program(main)
