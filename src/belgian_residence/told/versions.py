"""The version of the vocabulary of facts, and how an older case becomes one of today.

A case may carry ``rules_version``: the version under which its facts were told. The number has two parts. The second
is raised when facts or options are added: what an older case says still means the same, so it is read as it stands.
The first is raised when the name, the meaning or the kind of a fact changes: an older case then goes through the named
steps of ``STEPS``, one for each such change, or is refused with the reason. A case from newer rules is always refused:
nobody here can know what it means. A case without a version is taken to be told in today's words.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from belgian_residence.told.facts import ABSENCE_BOUNDS
from belgian_residence.told.faults import CaseError, Fault, FaultKind, shown

KEY = "rules_version"

Case = dict[str, Any]


@dataclass(frozen=True)
class Version:
    """A version of the vocabulary: its number, what changed (for the one who reads this file), and the fingerprint of
    the schema of facts (see ``fingerprint``)."""

    number: str
    what: str
    schema: str


@dataclass(frozen=True)
class Step:
    """How a case of a version becomes one of the next. ``migrate`` gets one person's facts and gives them back in the
    newer words; it raises ValueError with the reason where an old answer cannot be said in them."""

    name: str
    before: str
    after: str
    migrate: Callable[[Case], Case]


VERSIONS: tuple[Version, ...] = (
    Version("1.0", "the facts of the six residence routes", "51040a10b24ef76f"),
    Version("1.1", "added: applications, facts of nationality, several people, rules_version", "74d42133f701c335"),
    Version(
        "2.0",
        "several grounds of retention at once, income is one's own only; added: the end of a household, times without "
        "a right, first days not known, planned stays, and what else the text of the Act asks",
        "ac085d77f4c0cf61",
    ),
    Version(
        "3.0",
        "interruptions says also whether an appeal is pending; added: special_card_before, and what is said of all "
        "absences at once",
        "61b0fd4813625474",
    ),
    Version(
        "4.0",
        "what is said of all absences at once, beside a list of them, is of those that are not listed",
        "61b0fd4813625474",
    ),
    Version(
        "5.0",
        "income is without benefits for unemployment, children, illness or a disability, which are another fact. "
        "Added: custody or visits after a divorce as a ground of retention; who cannot work, without a figure of the "
        "disability",
        "8856e966d189470c",
    ),
    Version("5.1", "added: whether a request for protection is not decided yet", "ef5a65a482522449"),
    Version("5.2", "added: whether somebody came back between two trips that touch", "ffbe62358a5d7440"),
)
"""Every version, oldest first; the last one is today's."""


def _several_grounds_of_retention(facts: Case) -> Case:
    """``retention_ground`` (one of them, or "none") becomes ``retention_grounds`` (each that holds; [] for none).

    ``income`` stays as it was told here, though it could include what somebody else really gave.
    """
    if "retention_ground" not in facts:
        return facts
    told = facts["retention_ground"]
    grounds = None if told is None else [] if told == "none" else [told]
    return {name: value for name, value in facts.items() if name != "retention_ground"} | {"retention_grounds": grounds}


def _an_appeal_among_the_interruptions(facts: Case) -> Case:
    """``interruptions`` names an appeal that is pending too. Where an appeal was not told of, what did not happen is
    kept, and ``interruptions`` goes out: it is asked anew."""
    named, pending = facts.get("interruptions"), facts.get("suspensive_appeal_pending")
    if not isinstance(named, list) or pending is False:
        return facts
    if pending:
        return facts | {"interruptions": [*named, "appeal_pending"]}
    lists = {"free_movement_gap": "free_movement_gaps", "prison": "prison", "register_gap": "register_gaps"}
    kept: Case = {fact: [] for kind, fact in lists.items() if kind not in named}
    kept |= {"removal_enforced": "removal" in named}
    return kept | {name: value for name, value in facts.items() if name != "interruptions"}


def _a_list_of_absences_is_whole(facts: Case) -> Case:
    """Beside a list of absences, what was said of all of them said nothing more: it goes out."""
    if not isinstance(facts.get("absences"), list):
        return facts
    return {name: value for name, value in facts.items() if name not in ABSENCE_BOUNDS}


def _asked_again_with_more_to_choose_from(facts: Case) -> Case:
    """An own income could hold benefits of which nobody knows whether they count; "none of these" was said of a shorter
    list of grounds, or of a disability by its figure alone. Nobody can tell afterwards: these answers go out, and are
    asked anew. An income of 0 holds nothing."""
    gone = {
        "income": facts.get("income") not in (None, 0),
        "retention_grounds": facts.get("retention_grounds") == [],
        "disability_or_pension": facts.get("disability_or_pension") == "none",
    }
    return {name: value for name, value in facts.items() if not gone.get(name)}


STEPS: tuple[Step, ...] = (
    Step("several-grounds-of-retention", "1.1", "2.0", _several_grounds_of_retention),
    Step("an-appeal-among-the-interruptions", "2.0", "3.0", _an_appeal_among_the_interruptions),
    Step("a-list-of-absences-is-whole", "3.0", "4.0", _a_list_of_absences_is_whole),
    Step("asked-again-with-more-to-choose-from", "4.0", "5.0", _asked_again_with_more_to_choose_from),
)
"""The steps from a version to the next with another first part."""

RULES_VERSION = VERSIONS[-1].number


WORDS = frozenset({"title", "$schema", "description"})


def fingerprint(schema: Mapping[str, Any]) -> str:
    """Of a JSON Schema: which facts there are, of which kind, with which options; not their order or descriptions."""
    text = json.dumps(_bare(schema), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _bare(node: Any) -> Any:
    if isinstance(node, Mapping):
        said = {key for key, value in node.items() if key in WORDS and isinstance(value, str)}
        bare = {key: _bare(value) for key, value in node.items() if key not in said}
        return {key: sorted(value, key=str) if key in ("enum", "required") else value for key, value in bare.items()}
    return [_bare(item) for item in node] if isinstance(node, (list, tuple)) else node


def current(case: Any, versions: Sequence[Version] = VERSIONS, steps: Sequence[Step] = STEPS) -> Any:
    """The case in the words of the last version, without its version; what is no case is given back as it is.

    Raises CaseError where that cannot be done.
    """
    if not isinstance(case, Mapping) or KEY not in case:
        return case
    numbers = [version.number for version in versions]
    told, last = case[KEY], numbers[-1]
    parts = _parts(told)
    if parts is None:
        raise _refused(told, f"a version of the rules such as {last!r}, or nothing", "value")
    if told not in numbers:
        newer = parts > (_parts(last) or parts)
        accepted = f"{last} or older: this file comes from newer rules" if newer else "one of " + ", ".join(numbers)
        raise _refused(told, accepted, "newer" if newer else "value")
    return _migrated({key: value for key, value in case.items() if key != KEY}, told, last, steps)


def _migrated(facts: Case, told: str, today: str, steps: Sequence[Step]) -> Case:
    at = told
    while _major(at) != _major(today):
        step = next((step for step in steps if _major(step.before) == _major(at)), None)
        if step is None:
            raise _refused(told, f"a case of version {_major(today)}.0 or later: no step leads from {at}", "older")
        try:
            facts = _each_person(facts, step)
        except ValueError as reason:
            raise _refused(told, f"{reason} (step {step.name})", "older") from None
        at = step.after
    return facts


def _each_person(facts: Case, step: Step) -> Case:
    people = facts.get("people")
    if not isinstance(people, Mapping):
        return step.migrate(facts)
    return {
        **facts,
        "people": {name: step.migrate(dict(one)) if isinstance(one, Mapping) else one for name, one in people.items()},
    }


def _refused(told: object, accepted: str, kind: FaultKind) -> CaseError:
    return CaseError([Fault(KEY, shown(told), accepted, kind)])


def _parts(number: object) -> tuple[int, int] | None:
    if not isinstance(number, str):
        return None
    first, dot, second = number.partition(".")
    good = dot and all(part.isascii() and part.isdigit() and len(part) < 5 for part in (first, second))
    return (int(first), int(second)) if good else None


def _major(number: str) -> int:
    parts = _parts(number)
    assert parts is not None, number
    return parts[0]
