"""A case file with several people: what it may hold, and the work that is done for each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from belgian_residence.told.contradictions import broken
from belgian_residence.told.facts import MOST_PEOPLE, RELATION_KINDS
from belgian_residence.told.faults import CaseError, Fault, shown

Answer = TypeVar("Answer")
Facts = dict[str, Any]
Relation = dict[str, str]


def is_for_several(case: object) -> bool:
    """Does the case hold several people?"""
    return isinstance(case, Mapping) and ("people" in case or "relations" in case)


def read(case: Mapping[str, Any]) -> tuple[dict[str, Facts], list[Relation]]:
    """The people of a case and the relations between them. Raises CaseError with every fault found."""
    people, faults = case.get("people"), []
    if not isinstance(people, Mapping) or not 1 <= len(people) <= MOST_PEOPLE:
        accepted = f'1 to {MOST_PEOPLE} people by name, such as {{"ana": {{facts}}}}'
        raise CaseError([Fault("people", _kind_of(people), accepted)])
    faults += [
        Fault(str(key), "stands beside people", "facts inside each person; beside people only relations")
        for key in case
        if key not in ("people", "relations")
    ]
    faults += [
        Fault(f"people.{name}", _kind_of(facts), "a JSON object of facts (see the command schema)")
        for name, facts in people.items()
        if not isinstance(facts, Mapping) or is_for_several(facts)
    ]
    relations = case.get("relations")
    if not isinstance(relations, list) and relations is not None:
        faults.append(Fault("relations", _kind_of(relations), "a list of relations"))
        relations = []
    seen: list[object] = []
    for place, relation in enumerate(relations or []):
        fault = _relation_fault(f"relations[{place}]", relation, people)
        if fault is None and relation in seen:
            fault = Fault(f"relations[{place}]", "stands twice", "each relation once")
        seen.append(relation)
        faults += [fault] if fault else []
    if faults:
        raise CaseError(faults)
    return {str(name): dict(facts) for name, facts in people.items()}, list(relations or [])


def _relation_fault(where: str, relation: object, people: Mapping[str, Any]) -> Fault | None:
    if not isinstance(relation, Mapping) or set(relation) != {"kind", "of", "is"}:
        return Fault(where, _kind_of(relation), 'an object such as {"kind": "sponsor", "of": "ana", "is": "jan"}')
    if relation["kind"] not in RELATION_KINDS:
        return Fault(f"{where}.kind", shown(relation["kind"]), "one of " + ", ".join(RELATION_KINDS))
    for end in ("of", "is"):
        if not isinstance(relation[end], str) or relation[end] not in people:
            return Fault(f"{where}.{end}", shown(relation[end]), "the name of one of the people")
    if relation["of"] == relation["is"]:
        accepted = "somebody else than the first person"
        return broken("related-to-somebody-else", f"{where}.is", shown(relation["is"]), accepted, other=f"{where}.of")
    return None


def _kind_of(value: object) -> str:
    return "nothing" if value is None else f"{type(value).__name__} {shown(value)}"


def each(people: dict[str, Facts], work: Callable[[Facts], Answer]) -> dict[str, Answer]:
    """The work done for each person; faults name the person. Raises CaseError with the faults of everybody."""
    done: dict[str, Answer] = {}
    faults: list[Fault] = []
    for name, facts in people.items():
        try:
            done[name] = work(facts)
        except CaseError as error:
            faults += [_of_person(fault, name) for fault in error.faults]
    if faults:
        raise CaseError(faults)
    return done


def _of_person(fault: Fault, name: str) -> Fault:
    if fault.where in ("on", "reading", "routes"):
        return fault
    other = f"people.{name}.{fault.other}" if fault.other and fault.other != "on" else fault.other
    return replace(fault, where=f"people.{name}.{fault.where}", other=other)
