"""A what-if: each card without it and with it, looked at on one day; and the longest trip that costs nothing.

Both are looked at on the day on which it has happened, so that only the what-if makes a difference, not the time that
passes. What it does to the card that is held is looked at today where it is a trip: then it is still planned, and what
must be done before leaving can be done.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import belgian_residence as rules
from belgian_residence import CaseError
from belgian_residence.engine.dates import add_months
from belgian_residence.told.case import days_of
from belgian_residence.told.facts import ABSENCES
from screens.questions import chain, relations
from screens.questions.flow import CARDS, so_far
from screens.questions.places import Place
from screens.questions.what_if import (
    EU_CITIZEN,
    LONGEST_TRIED,
    OPENERS,
    Case,
    WhatIf,
    afresh,
    all_applied,
    applied,
)
from screens.remembered.state import State
from screens.showing.cards import routes
from screens.showing.lines.answers import option
from screens.showing.lines.days import NEAR, possible_ends, since_or_from
from screens.typed_dates import days as rough_days
from screens.words import Words

if TYPE_CHECKING:
    from belgian_residence import answer_types

UNSETTLED = "unsettled"
ENDS_ABROAD, RENEW_BEFORE = "card-ends-abroad", "renew-before-leaving"
"""Notes of the rules on a trip and the last day of the card."""


@dataclass(frozen=True)
class Side:
    """One card under one life."""

    status: str
    status_word: str
    day: str


@dataclass(frozen=True)
class Pair:
    """One card without and with the what-if. ``differs``: does it make a difference?"""

    card: str
    without: Side
    with_it: Side
    differs: bool


@dataclass(frozen=True)
class Compared:
    """Without and with, side by side. ``on``: the day, where it is not the date asked about. ``keep``: what the what-if
    does to the card that is held, or ""."""

    lines: tuple[str, ...]
    pairs: tuple[Pair, ...]
    keep: str
    on: str
    unsettled: tuple[tuple[str, str], ...]
    """For each card that is not certain: its name, and what is in the way."""
    same: bool
    trip: bool
    """Is a trip among the what-ifs?"""


@dataclass(frozen=True)
class Opener:
    """A change that would open cards: what it is, and what comes of it."""

    text: str
    cards: str


def line(change: WhatIf, words: Words) -> str:
    """A what-if in one line."""
    kind = change["kind"]
    if kind == "income":
        return words("what_if.income_line", amount=words.number(change["income"]))
    if kind == "trip":
        return _trip_line(change["from"], change["to"], words)
    what = words("what_if.separation") if kind == "separation" else _stay(change["ground"], words)
    if not _is_a_day(change["from"]):
        return words("entry.line", what=what, period=words.rough(change["from"]))
    day = words.day(change["from"])
    return (
        words("what_if.separation_line", day=day)
        if kind == "separation"
        else words("what_if.stay_line", what=what, day=day)
    )


def _trip_line(start: str | dict[str, str], end: str | dict[str, str], words: Words) -> str:
    both = {"start": words.rough(start), "end": words.rough(end)}
    if _is_a_day(start) and _is_a_day(end):
        return words("what_if.trip_line", **both)
    between = words.is_between(start) or words.is_between(end)
    period = words("period.side_by_side" if between else "period.from_to", **both)
    return words("entry.line", what=words("what_if.trip"), period=period)


def _is_a_day(value: str | dict[str, str]) -> bool:
    days = days_of(value)
    return days is not None and days.earliest == days.latest


def view(state: State, on: date, words: Words, today: date | None) -> Compared:
    """Without and with what is tried. Raises CaseError where it cannot be true together with what was told."""
    case, changes, cases = relations.known(state, on), state.sheet.what_ifs, state.cases_read
    then_case, then_on = all_applied(case, changes, on)
    before, after = (rules.interview(one, then_on, CARDS, today, cases)["so_far"] for one in (case, then_case))
    pairs = []
    for key in CARDS:
        one, two = before[key], after[key]
        if one["status"] == two["status"] == "closed":
            continue
        differs = (one["status"], one["earliest"] or one["clock"]) != (two["status"], two["earliest"] or two["clock"])
        without, with_it = (_side(key, side, then_on, words) for side in (one, two))
        pairs.append(Pair(words(f"route.{key}.short"), without, with_it, differs))
    is_planned = all(change["kind"] in ("trip", "income") for change in changes)
    kept = [rules.card_status(one, on if is_planned else then_on, today) for one in (case, then_case)]
    word = words("what_if.keep", word=words(f"keep.status.{kept[1]}")) if kept[1] and kept[0] != kept[1] else ""
    keep = " ".join(filter(None, (word, *_of_the_card(then_case, changes, on, words))))
    # What is the same on both sides has the same in its way: then one of them is looked at.
    not_certain = {
        "without": [key for key in CARDS if before[key]["status"] == UNSETTLED and before[key] != after[key]],
        "with": [key for key in CARDS if after[key]["status"] == UNSETTLED],
    }
    looked_at = [
        {key: whole["routes"][key] for key in keys}
        for one, keys in zip((case, then_case), not_certain.values(), strict=True)
        if keys
        for whole in [rules.assess(one, then_on, today=today, cases=cases)]
    ]
    now = so_far(state, on) if looked_at and then_on != on else {}
    return Compared(
        tuple(line(change, words) for change in changes),
        tuple(pairs),
        keep,
        words.day(then_on) if then_on != on else "",
        tuple(_in_the_way(looked_at, now, on, then_on, words)),
        not keep and not any(pair.differs for pair in pairs),
        any(change["kind"] == "trip" for change in changes),
    )


def _of_the_card(case: Case, changes: Sequence[WhatIf], on: date, words: Words) -> Iterator[str]:
    """What a planned trip from which somebody is back after the last day of the card asks for (ABS-4, CARD-ABS-7): said
    whatever becomes of the stay."""
    ends = possible_ends(case)
    trips = [
        (rough_days(change["from"]), rough_days(change["to"])[1]) for change in changes if change["kind"] == "trip"
    ]
    beyond = [start for start, back in trips if ends and start[0] >= on and ends[0] < back]
    if not ends or not beyond:
        return
    abroad = [back for start, back in trips if ends[0] == ends[1] and on <= start[0] and start[1] <= ends[0] < back]
    if abroad:
        yield words(f"keep.note.{ENDS_ABROAD}")
    yield words(f"keep.note.{RENEW_BEFORE}")


def _in_the_way(
    looked_at: Sequence[dict[str, answer_types.Route]],
    now: dict[str, answer_types.SoFar],
    on: date,
    then_on: date,
    words: Words,
) -> Iterator[tuple[str, str]]:
    """Each card that is not certain: what is in the way on the day that is looked at, and whether it can be applied for
    on the date asked about, as things are (``now``)."""
    for key in CARDS:
        why = [words.sentence(routes.obstacle(side[key], then_on, words)) for side in looked_at if key in side]
        if why and key in now and now[key]["status"] == "open":
            why.append(words("what_if.now", day=words.day(on)))
        if why:
            yield words(f"route.{key}.short"), " ".join(dict.fromkeys(why))


def _side(key: str, one: answer_types.SoFar, on: date, words: Words) -> Side:
    # The years for K can be complete long before there is unlimited stay: their day says nothing of when to ask.
    day = one["earliest"] or (one["clock"] if one["status"] == UNSETTLED and key != "K" else None)
    told = since_or_from(day, on, words, status=one["status"]) if day else ""
    return Side(one["status"], words(f"status.{one['status']}"), told)


def longest_free_trip(case: Case, start: date, on: date) -> int | None:
    """The length in days of the longest trip from a day that moves no date and puts no card at risk; at most
    ``LONGEST_TRIED`` months. None where it cannot be said: other trips are not known."""
    return rules.longest_absence(case, start, on, (add_months(start, LONGEST_TRIED) - start).days)


def free_trip_line(case: Case, start: date, days: int | None, words: Words) -> str:
    """The longest trip that costs nothing, in words; and where the end of the card is near, what to do about it first:
    it never lasts longer than the card."""
    if days is None:
        return words("what_if.free_unknown")
    back = start + timedelta(days=days)
    if days == 0:
        said = words("what_if.free_none", day=words.day(start))
    else:
        said = words("what_if.free", start=words.day(start), end=words.day(back))
    return " ".join(filter(None, (said, _card_ends(case, start, back, words))))


def _card_ends(case: Case, start: date, back: date, words: Words) -> str:
    """That the card must be renewed, where that may be due before the return."""
    ends = possible_ends(case)
    if ends is None or add_months(ends[0], -NEAR) > back:
        return ""
    day = words.rough(case["card_expiry"])
    return words("what_if.free_card_over", day=day) if ends[1] < start else words("what_if.free_card", day=day)


_OPENED = tuple(key for key in CARDS if key not in ("K", "M+"))
"""K waits for unlimited stay: the card that a change opens first is another one. Whose stay begins now is not under the
Brexit agreement by it (BRX-NEW-1)."""
LIVES_ELSEWHERE = frozenset({"N"})
"""Cards of people who do not live in Belgium: a stay here begins anew (BRX-N-1)."""
RUNS_FROM_THE_REQUEST: Case = {"absences": [], "interruptions": []}
"""The years for F+ run from the request as family (FAM-5Y-2): what was before it takes nothing from them."""


def openers(case: Case, on: date, words: Words, *, ended: bool = False) -> tuple[Opener, ...]:
    """What would open a card to somebody who has none: each change tried with the rules, the soonest card first.
    ``ended``: the stay until now has ended, so the years begin again; those of an EU citizen on the day of the return
    from the absence that ended it. Of rough dates only the ends are
    tried: seven lives that nobody leads yet are not worth a second of somebody's time."""
    found = []
    begins = afresh(case) if ended or case.get("card") in LIVES_ELSEWHERE else case
    for ground in OPENERS:
        change = {"kind": "stay", "ground": ground, "from": on.isoformat()}
        try:
            then = applied(begins, change, on)[0]
            found_then = rules.interview(then, on, _OPENED, ends_only=True)["so_far"]
            if ground == chain.FAMILY:
                anew = {fact: told for fact, told in then.items() if fact not in ABSENCES} | RUNS_FROM_THE_REQUEST
                found_then |= rules.interview(anew, on, ("F+",), ends_only=True)["so_far"]
            from_the_return = None
            if ended and ground == EU_CITIZEN:
                from_the_return = rules.interview(case, on, ("EU+",), ends_only=True)["so_far"]["EU+"]["clock"]
                if from_the_return:  # reading 14: the years begin on that day, not with the new annex
                    found_then["EU+"]["earliest"] = from_the_return
        except CaseError:
            continue  # it cannot be true of this person: an EU citizen with a single permit
        days = [
            # Years that are complete already open nothing before the change.
            (max(complete, change["from"]), _may_never_open(one), words(f"route.{key}.short"))
            for key, one in found_then.items()
            if one["status"] != "closed" and (complete := one["earliest"] or one["clock"])
        ]
        if days:
            cards = [
                words("what_if.perhaps_opens" if unsure else "what_if.opens", card=card, day=words.day(day))
                for day, unsure, card in sorted(days)
            ]
            text = words("what_if.register_again") if from_the_return else _stay(ground, words)
            found.append((min(days), Opener(text, words.every_of(cards))))
    return tuple(opener for _, opener in sorted(found, key=lambda one: one[0]))


def _may_never_open(one: answer_types.SoFar) -> bool:
    """Is it the law that leaves a card open, and neither time nor an answer that is missing?"""
    return one["status"] == UNSETTLED and not one["missing"]


def _stay(ground: str, words: Words) -> str:
    return option(Place("stays", 0, "ground"), ground, words)
