"""Where each provision is used; for one that no rule uses, the reason.

A provision is covered when the rules or the words of the wizard name it. One that may never decide an answer (practice,
not verified, a doubt, a disagreement) is covered by a guide too. Every other one needs a reason, in
``words/reasons/en.toml``; a reason for a covered provision is a mistake as well: the line is deleted.
"""

import ast
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from belgian_residence.counting.conventions import READINGS
from belgian_residence.law.amounts import all_amounts
from belgian_residence.law.provisions import Provision, all_provisions
from site_build.guides.rule_book.declaration import all_entries
from site_build.guides.rule_book.texts import named
from site_build.paths import DOCS, SRC
from site_build.words import REFERENCE, reasons

RULES = SRC / "belgian_residence"
IN_RULES = ("condition", "reading", "amount", "module", "data", "text")
"""The kinds of use that cover a provision: the rules decide, count or answer with it."""
DECLARED = ("routes", "counting/conventions.py", "law")
"""Modules of which every provision is already shown as a condition or a reading where it is one."""
MACRO = re.compile(r"\blaw\(([^)]*)\)")


@dataclass(frozen=True, order=True)
class Use:
    """One place that uses a provision: ``kind`` (of IN_RULES, or ``guide``) and the name of the place."""

    kind: str
    place: str


@cache
def uses() -> dict[str, tuple[Use, ...]]:
    """Every use of every provision, those of the rules first."""
    found: dict[str, set[Use]] = {id: set() for id in all_provisions()}

    def add(kind: str, place: str, ids: Iterable[str]) -> None:
        for id in ids:
            found[id].add(Use(kind, place))

    for entry in all_entries():
        add("condition", entry.id, entry.law)
    for name, (_, ids, _) in READINGS.items():
        add("reading", name, ids)
    for amount in all_amounts().values():
        add("amount", amount.name, amount.provisions)
    for path in sorted(RULES.rglob("*.toml")):
        place = path.relative_to(RULES).as_posix().removeprefix("law/")
        if not place.startswith(("provisions/", "amounts/", "laws.", "sources.")):
            add("data", place, _in_table(tomllib.loads(path.read_text(encoding="utf-8"))))
    for key, text in named().items():
        add("text", key, text.law)
    for path in sorted(RULES.rglob("*.py")):
        place = path.relative_to(RULES).as_posix()
        shown = {id for id in all_provisions() if found[id]} if place.startswith(DECLARED) else set()
        add("module", place, _in_code(path) - shown)
    for path in sorted((DOCS / REFERENCE).glob("**/*.md")):
        add("guide", path.relative_to(DOCS / REFERENCE).as_posix(), _in_guide(path))
    order = (*IN_RULES, "guide")
    return {id: tuple(sorted(some, key=lambda use: (order.index(use.kind), use))) for id, some in found.items()}


def _in_code(path: Path) -> set[str]:
    """The provisions that a module names as data, not those that its comments mention."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return texts & set(all_provisions())


def _in_table(value: object) -> set[str]:
    """The provisions that a TOML table names, as keys or as texts."""
    if isinstance(value, dict):
        return _in_table(list(value)).union(*(_in_table(one) for one in value.values()))
    if isinstance(value, list):
        return set().union(*(_in_table(one) for one in value))
    return {value} & set(all_provisions()) if isinstance(value, str) else set()


def _in_guide(path: Path) -> set[str]:
    """The provisions that a guide cites beside a statement. Its front matter alone says nothing to a reader."""
    cited = MACRO.findall(path.read_text(encoding="utf-8"))
    return {id for one in cited for id in re.findall(r"[\"']([^\"']+)[\"']", one)} & set(all_provisions())


def is_covered(provision: Provision) -> bool:
    """Whether a provision needs no reason."""
    kinds = {use.kind for use in uses()[provision.id]}
    return bool(kinds.intersection(IN_RULES)) or (not provision.drives and "guide" in kinds)


def faults(language: str = REFERENCE) -> list[str]:
    """One line for each provision that is left open, each reason that is not needed, and each that is for nothing."""
    given, place = reasons(language), "words/reasons/en.toml"
    known = all_provisions()
    found = [f"{place}: {id!r} is not a provision" for id in given if id not in known]
    for provision in known.values():
        if is_covered(provision) and provision.id in given:
            first = uses()[provision.id][0]
            found.append(
                f"{place}: {provision.id} needs no reason any more ({first.kind} {first.place}): delete the line"
            )
    return found + left_open(language)


def left_open(language: str = REFERENCE) -> list[str]:
    """One line for each provision neither covered nor with a reason; the site is not built while there is one."""
    return [
        f"{provision.id}: no rule uses it; use it, or say in words/reasons/en.toml why not"
        for provision in all_provisions().values()
        if not is_covered(provision) and provision.id not in reasons(language)
    ]
