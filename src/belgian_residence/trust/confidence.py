"""On what an answer rests: the law as it was read, one source, practice, or something that nobody could verify.

Each provision carries its confidence, its articles (``unread``: the number is known, the text was not seen) and its
sources; here they become one word, which travels with every condition and, summed up, with every route.

A text that was amended after it was read keeps its rule (the rule last read) and loses, from the day of the amendment,
only as much confidence as its entry says. That the new wording was not seen is said beside the answer, once for each
route that hangs on it, and settles or unsettles nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, get_args

from belgian_residence.counting.situation import Condition
from belgian_residence.engine import NO, UNKNOWN, YES, Finding, Truth, conditions_in
from belgian_residence.law.provisions import Provision, provision
from belgian_residence.routes.nationality.declaration import Declaration
from belgian_residence.routes.nationality.grounds import GROUNDS
from belgian_residence.routes.outcome import Outcome
from belgian_residence.routes.registry import ROUTES

if TYPE_CHECKING:
    from belgian_residence import answer_types

RestsOn = Literal["law", "one_source", "practice", "not_verified"]
"""law: an official text or page, or several good sources. one_source: one good source and no more. practice: how the
offices or municipalities act, or the law as told by others. not_verified: decides nothing."""
STRENGTH: tuple[RestsOn, ...] = get_args(RestsOn)
"""From the firmest to the weakest."""
FIRM: RestsOn = "law"
"""What rests on this needs no word of caution."""

OFFICIAL = frozenset("HA")
"""The base's own marks: two independent good sources, the primary text, or an official page."""

CLOCKS = frozenset(one.clock_id for one in (*ROUTES, *GROUNDS.values()))
EARLY = frozenset(one.id for route in ROUTES if route.early for one in conditions_in(route.early))
LEFT_TO_THE_OFFICE = frozenset({"discretionary", "expected"})


def of_provision(provision: Provision, on: date | None = None) -> RestsOn:
    """On what a provision rests on a day; without a day: on what it rested when it was read."""
    confidence = provision.confidence_on(on) if on else provision.confidence
    if not provision.drives:
        return "practice" if confidence in "LC" else "not_verified"
    if confidence in "LCU":  # a rule last read, of which less is known now
        return "practice"
    article_read = any(not article.unread for article in provision.articles)
    if confidence in OFFICIAL and (article_read or len(provision.sources) > 1):
        return FIRM
    if len(provision.sources) <= 1:
        return "one_source"
    return FIRM if article_read else "practice"


def of_condition(condition: Condition, finding: Finding, on: date) -> RestsOn:
    """On what the answer of a condition rests on a day: its main provision; where the law leaves it open, its weakest
    one."""
    return _of_law(condition.law, finding.value is UNKNOWN and not finding.missing, on)


@lru_cache(maxsize=4096)  # every answer has the same conditions
def _of_law(law: tuple[str, ...], left_open: bool, on: date) -> RestsOn:
    main, *others = (provision(id) for id in law)
    if not left_open:
        return of_provision(main, on)
    return weakest(of_provision(one, on) for one in (main, *others) if one.kind == "rule" or one is main)


HOLD_UP = frozenset(one.id for route in ROUTES for one in conditions_in(route.requirement) if one.law == ("EUP-APL-1",))
"""Conditions on what few people have, and what then makes them wait: for all others their text decides nothing."""


def unseen_in(condition: Condition, on: date) -> tuple[str, ...]:
    """The provisions that a condition is decided by and whose wording in force on the day was not seen: the main one;
    of a clock each, because a clock cites what it counted with."""
    return _unseen(condition.law if condition.id in CLOCKS else condition.law[:1], on)


@lru_cache(maxsize=4096)  # every answer has the same conditions
def _unseen(law: tuple[str, ...], on: date) -> tuple[str, ...]:
    return tuple(id for id in law if provision(id).wording_not_seen(on))


def first_unseen(ids: Iterable[str]) -> str | None:
    """The first day from which the wording of one of the provisions was not seen, as an ISO text; None: of none."""
    days = [day for id in ids if (day := provision(id).unseen_since)]
    return min(days).isoformat() if days else None


def wording_not_seen(outcome: Outcome, obstacles: Iterable[str], on: date) -> list[dict[str, str]]:
    """The provisions that decide a route and whose wording in force was not seen, each with the day since when.

    A closed route is decided by its ``obstacles`` (ids of conditions), any other by every condition in play; one that
    is open on an early ground is not decided by its clock.
    """
    in_play = {
        condition.id: condition
        for condition, finding in outcome.conditions
        if condition.id not in HOLD_UP or (finding.value is UNKNOWN and not finding.missing)
    }
    if outcome.status == "closed":
        found = [in_play[id] for id in obstacles if id in in_play]
    else:
        apart = CLOCKS if outcome.early else frozenset()
        kept = outcome.in_play if isinstance(outcome, Declaration) else in_play.keys()
        found = [condition for id, condition in in_play.items() if id in kept and id not in apart]
    return said_once(id for condition in found for id in unseen_in(condition, on))


def said_once(ids: Iterable[str]) -> list[dict[str, str]]:
    """Each provision of an unseen wording once, with its day; the earliest day first."""
    days = {id: day.isoformat() for id in ids if (day := provision(id).unseen_since)}
    return [{"provision": id, "since": day} for id, day in sorted(days.items(), key=lambda one: one[1])]


def weakest(found: Iterable[RestsOn]) -> RestsOn:
    """The weakest of several; of none: law."""
    return max(found, key=STRENGTH.index, default=FIRM)


def summary(outcome: Outcome, obstacles: Iterable[str], on: date) -> answer_types.Confidence:
    """On what the status of a route rests on a day, with the conditions that it hangs on.

    Open and later hang on the clock, or on the early ground in its place; that a further requirement is met weakens
    nothing, however weak the requirement. What the Office may give, or gives by its own reading, is practice. Closed:
    one obstacle is enough, so the firmest of the ``obstacles`` (ids of conditions). Not settled: what is still open.
    """
    rests = {condition.id: of_condition(condition, finding, on) for condition, finding in outcome.conditions}
    values = {condition.id: finding.value for condition, finding in outcome.conditions}
    if isinstance(outcome, Declaration):  # what belongs to other grounds weakens nothing
        values = {id: value for id, value in values.items() if id in outcome.in_play}
    if outcome.status == "closed":
        in_the_way = [id for id in obstacles if id in rests] or [id for id, value in values.items() if value is NO]
        word = min((rests[id] for id in in_the_way), key=STRENGTH.index, default=FIRM)
        return {"rests_on": word, "conditions": [id for id in in_the_way if rests[id] == word]}
    if outcome.status == "unsettled":
        hangs_on = [id for id, value in values.items() if value is UNKNOWN]
    else:
        hangs_on = _early(values) if outcome.early else _clocks(values)
    word = weakest(rests[id] for id in hangs_on)
    if outcome.basis in LEFT_TO_THE_OFFICE and outcome.status != "unsettled":
        word = weakest((word, "practice"))
    return {"rests_on": word, "conditions": [id for id in hangs_on if rests[id] == word] or hangs_on}


def _early(values: Mapping[str, Truth]) -> list[str]:
    return [id for id, value in values.items() if value is YES and id in EARLY]


def _clocks(values: Mapping[str, Truth]) -> list[str]:
    """The clock; of several (nationality has one for each ground) those that are complete, if any is."""
    clocks = [id for id in values if id in CLOCKS]
    return [id for id in clocks if values[id] is YES] or clocks
