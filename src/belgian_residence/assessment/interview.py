"""The next question, and what the routes say so far: both come from the same outcomes, worked out once.

The question is the unknown fact that can still change a route, the one that most routes wait for first.

What can still change a route is what its proof lists as missing (see ``proof.evaluate``): a fact behind a condition
that no longer matters is not listed, so it is never asked. A fact that was answered with "I don't know" is not asked
again.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from belgian_residence.assessment.choices import Result
from belgian_residence.assessment.one_person import Cases, all_routes, read_person, work_out
from belgian_residence.assessment.route_json import brief
from belgian_residence.routes.outcome import Outcome
from belgian_residence.routes.registry import CARD_ROUTES
from belgian_residence.told.answers import Answers
from belgian_residence.told.facts import BY_NAME, FACTS, OF_EARLY_GROUNDS, SENSITIVE, Fact, Kind
from belgian_residence.told.faults import CaseError, Fault

if TYPE_CHECKING:
    from belgian_residence import answer_types

_CARDS = frozenset(route.key for route in CARD_ROUTES)
_ORDER = {fact.name: place for place, fact in enumerate(FACTS)}


def next_question_of(
    case: Mapping[str, Any], on: date, routes: Collection[str] | None = None
) -> answer_types.Question | None:
    """The next question for one person on a date, or None when no answer can change a result.

    ``routes``: ask only for these, by key; None: for all. Raises CaseError.
    """
    answers, results = _worked_out(case, on, routes)
    return _question(answers, results)


def interview_of(
    case: Mapping[str, Any],
    on: date,
    routes: Collection[str] | None = None,
    today: date | None = None,
    cases: Cases | None = None,
    *,
    ends_only: bool = False,
) -> answer_types.Interview:
    """How far the questions to one person are: ``question``, the next one (see ``next_question_of``), and ``so_far``,
    for each route its status, its days (``earliest``, or ``between`` two, and ``clock``) and the facts that it waits
    for.

    They are those of ``assess`` for the same case, with the same ``today``; not with ``ends_only``: then of all choices
    of days for rough dates only those at the ends are tried, which is quick. Raises CaseError.
    """
    answers, results = _worked_out(case, on, routes, cases, ends_only=ends_only)
    return {
        "question": _question(answers, results),
        "so_far": {key: brief(result, on, today) for key, result in results.items()},
    }


def _worked_out(
    case: Mapping[str, Any],
    on: date,
    routes: Collection[str] | None,
    cases: Cases | None = None,
    *,
    ends_only: bool = False,
) -> tuple[Answers, dict[str, Result]]:
    """The answers, and the results of the routes that are asked about. Raises CaseError."""
    known = all_routes()
    asked = known if routes is None else tuple(routes)
    unknown = [Fault("routes", repr(key), "one of " + ", ".join(known)) for key in asked if key not in known]
    if unknown:
        raise CaseError(unknown)
    answers = cases.person(case, on) if cases else read_person(case, on)
    return answers, work_out(answers, on, only=asked, ends_only=ends_only)


def _question(answers: Answers, results: Mapping[str, Result]) -> answer_types.Question | None:
    waiting = open_questions(answers, {key: result.outcome for key, result in results.items()})
    if not waiting:
        return None
    in_order = sorted(waiting, key=lambda one: _place(one, waiting[one][0]))
    name = in_order[0]
    wait_for_it, reasons = waiting[name]
    return {
        "fact": name,
        **describe(_fact(name)),
        "routes": wait_for_it,
        "reasons": reasons,
        "remaining": len(waiting),
        "open": in_order,
    }


def _place(name: str, routes: list[str]) -> tuple[bool, bool, bool, int, int, str]:
    """The order of questions: first those for a card, the one that most cards wait for; after them what is sensitive,
    and what only an early ground needs; nationality comes last."""
    cards, root = [route for route in routes if route in _CARDS], _root(name)
    return not cards, root in OF_EARLY_GROUNDS, root in SENSITIVE, -len(cards), _ORDER[root], name


def open_questions(answers: Answers, outcomes: Mapping[str, Outcome]) -> dict[str, tuple[list[str], list[str]]]:
    """Each fact that can still change a route, with the routes and the conditions that wait for it."""
    waiting: dict[str, tuple[list[str], list[str]]] = {}
    for key, outcome in outcomes.items():
        for name in outcome.missing:
            if name in answers.answered:
                continue
            routes, reasons = waiting.setdefault(name, ([], []))
            routes.append(key)
            reasons += [
                condition.id
                for condition, finding in outcome.conditions
                if name in finding.missing and condition.id not in reasons
            ]
    return waiting


def describe(fact: Fact) -> answer_types.Kind:
    """The kind of a fact, with its options, or its fields for a list."""
    kind = _kind_json(fact.kind)
    if fact.kind.fields:
        kind["fields"] = [
            {"name": field.name, "required": field.required, **_kind_json(field.kind)} for field in fact.kind.fields
        ]
    return kind


def _kind_json(kind: Kind) -> answer_types.Kind:
    shape: answer_types.Kind = {"kind": kind.name}
    if kind.options:
        shape["options"] = list(kind.options)
    if kind.name == "date":
        shape["may_be_none"] = kind.may_be_none
        shape["future"] = kind.future
    return shape


def _root(name: str) -> str:
    return name.split("[")[0]


def _fact(name: str) -> Fact:
    """The fact of a name such as ``income`` or ``stays[0].first_card_issued``."""
    root = BY_NAME[_root(name)]
    if "." not in name:
        return root
    return next(field for field in root.kind.fields if field.name == name.split(".")[1])
