"""Keeping the card you hold: what each absence, past or planned, does to it, and what else ends it.

For each absence: what to declare and by when, until when to be back, what it does to the status and to each clock. The
status words are kept, at_risk, lost and unsettled (reading 19). What an absence does is asked of ``losing.stay``; here
``groups`` holds what is shown beside it, ``renewal`` counts the window, ``exact_days`` puts them together for exact
days, and this module puts together what holds for every choice of rough days. It is longer than 300 lines because one
answer is written here: each part has the same few keys, and says them in the same words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from belgian_residence.counting.granted import granted_to_come
from belgian_residence.counting.limits import limit
from belgian_residence.keeping import late, renewal
from belgian_residence.keeping.clocks import Clocks, Moved, iso, longest_away
from belgian_residence.keeping.exact_days import Kept, kept
from belgian_residence.keeping.groups import GROUPS, NOT_RENEWED, OLD_DOCUMENTS, Group, GroupNote
from belgian_residence.keeping.late import Late
from belgian_residence.keeping.renewal import (
    CARD_EXPIRED,
    EARLY,
    PRESUMED_GONE,
    WINDOW,
    Renewal,
    RenewalState,
    document_end,
)
from belgian_residence.law.amounts import parameter
from belgian_residence.law.provisions import provision
from belgian_residence.losing.groups import NO_RULE, Limit
from belgian_residence.losing.notes import NOTES
from belgian_residence.losing.verdicts import WORST_LAST, KeepStatus, Note
from belgian_residence.told.answers import Answers
from belgian_residence.told.person import Person
from belgian_residence.told.trips import CAME_BACK
from belgian_residence.trust.confidence import of_provision, said_once
from belgian_residence.trust.verification import past_verify_by

if TYPE_CHECKING:
    from belgian_residence import answer_types


def keep(
    answers: Answers, on: date, clocks: Clocks, today: date | None = None, silent: Sequence[str] = ()
) -> answer_types.Keep | None:
    """What past and planned absences do to the card held, as a JSON-shaped dict; None when no card is held or known.

    ``today``: what rests on a figure that was to be verified again before it is not confirmed, and names no day.
    ``silent``: the routes on which no answer in time means yes by now: the card held is not renewed before theirs.
    """
    collected = _collected(answers, on, clocks, today, silent)
    if collected is None:
        return None
    answer = _stay_json(collected, on, today)
    return {
        **answer,
        "wording_not_seen": said_once(_decide_unseen(answer)),
        "citations": [_citation(id, on) for id in dict.fromkeys(_provisions(answer))],
    }


class _Collected(NamedTuple):
    """What holds of the card for every choice of rough days, before it is written down."""

    person: Person
    group: Group
    status: KeepStatus
    ended: bool
    absences: list[dict[str, Any]]
    missing: tuple[str, ...]
    window: Renewal | None
    to_come: answer_types.ToCome | None
    warned: tuple[Note, ...]
    rests_on: tuple[str, ...]
    """The figures by which it is known."""
    stale: Late


def _collected(
    answers: Answers, on: date, clocks: Clocks, today: date | None, silent: Sequence[str]
) -> _Collected | None:
    people = [person for _, person in answers.people()]
    found = [one for one in (kept(person, on) for person in people) if one is not None]
    if not found:
        return None
    first = found[0]
    warned = tuple(dict.fromkeys(note for one in found for note in one.notices))
    rests_on = (*late.figures(first.group), *(name for note in warned for name in note.amounts))
    stale = late.late_on(rests_on, on, today)
    rough = answers.open_paths()
    indexes = sorted({away.index for one in found for away in one.aways}, key=lambda index: _order(index, found))
    moved = Moved(longest_away(people), clocks, on, exact=len(people) == 1)
    absences = [_absence_json(index, found, rough, on, stale) for index in indexes]
    for one in absences:
        one["clocks"], one["back_before"] = moved.by(one["absence"]), moved.back_before(people, one["absence"])
    statuses: set[KeepStatus] = {one.status for one in found}
    judged_late = stale.judging(first.group, (away.verdict for one in found for away in one.aways))
    if (absences and judged_late) or (CARD_EXPIRED in warned and stale.any_of(PRESUMED_GONE.amounts)):
        statuses = {"unsettled"}
    missing = [name for absence in absences for name in absence["missing"]]
    missing += [name for one in found for ending in one.endings for name in ending.missing]
    missing += [] if first.absences_told else ["absences"]
    if len(statuses) > 1 and not missing:
        missing += rough
    status = statuses.pop() if len(statuses) == 1 else "unsettled"
    ended = status == "lost" and all(one.ended for one in found)
    return _Collected(
        person=people[0],
        group=first.group,
        status=status,
        ended=ended,
        absences=absences,
        missing=tuple(dict.fromkeys(missing)),
        window=_earliest([one.renewal for one in found if one.renewal]),
        to_come=None if ended else _to_come(people, silent),
        warned=warned,
        rests_on=rests_on,
        stale=stale,
    )


def _stay_json(of: _Collected, on: date, today: date | None) -> answer_types.KeptStay:
    person, group, stale = of.person, of.group, of.stale
    ends = [note for note in group.ends if note.applies(person) and not (of.to_come and note is NOT_RENEWED)]
    return {
        "card": person.card,
        "group": group.key,
        "status": of.status,
        "ended": of.ended,
        "absences": of.absences,
        "missing": list(of.missing),
        "allowed": [_limit_json(limit, on, stale) for limit in group.limits if limit.applies(person)],
        "renewal": _renewal_json(of.window, on, stale, granted=of.to_come is not None) if of.window else None,
        "to_come": of.to_come,
        "return": [_group_note_json(note, on, stale) for note in group.returns if note.applies(person)],
        "ends": [_group_note_json(note, on, stale) for note in ends],
        "warnings": _warnings_json(of.warned, on, stale),
        "past_verify_by": list(past_verify_by(of.rests_on, on, today or on)),
    }


# --- one absence, for every choice of days ------------------------------------------------------------------------


def _order(index: int, found: list[Kept]) -> tuple[date, int]:
    return min(away.absence.departure for one in found for away in one.aways if away.index == index), index


def _absence_json(index: int, found: list[Kept], rough: list[str], on: date, stale: Late) -> dict[str, Any]:
    """The answer that holds for every choice of days: the widest trip, the first day to act by, and the status where
    all agree. In a choice in which it ended before the status was given it does nothing.

    Judged with figures that are late it is open, whatever else is told, and no day to act by is named.
    """
    ways = [away for one in found for away in one.aways if index in (away.index, *away.absence.parts)]
    begun = [away.absence for away in ways if away.index == index]
    fewest = min(len(absence.parts) for absence in begun)  # with more it is put together with what may touch it
    as_told = [absence for absence in begun if len(absence.parts) == fewest]
    statuses: set[KeepStatus] = {away.verdict.status for away in ways}
    if len(ways) < len(found):
        statuses.add("kept")
    worst = max(ways, key=lambda away: WORST_LAST.index(away.verdict.status))
    departures = [absence.departure for absence in as_told]
    returns = [absence.back for absence in as_told if absence.back]
    missing = [name for away in ways for name in away.verdict.asked]
    if len(statuses) > 1:
        one_day = {"from": len(set(departures)) == 1, "to": len(set(returns)) == 1}
        own = {f"absences[{index}].{field}": not one_day.get(field, False) for field in ("from", "to", CAME_BACK)}
        parts = {f"absences[{part}].{CAME_BACK}" for away in ways for part in away.absence.parts}
        missing += [name for name in rough if own.get(name) or name in parts] or rough
    notice, report = any(away.notice for away in ways), timedelta(days=limit("return.report_days", on))
    last_days = [away.verdict.back_by for away in ways if away.verdict.back_by]
    notes = [note for note in worst.verdict.notes if all(note in away.verdict.notes for away in ways)]
    unsure = stale.judging(found[0].group, (away.verdict for away in ways))
    declare, reported = notice and not stale.any_of(late.NOTICE), not stale.any_of((*late.NOTICE, *late.REPORT))
    return {
        "absence": index,
        "from": min(departures).isoformat(),
        "to": max(returns).isoformat() if returns else None,
        "planned": all(day >= on for day in departures),
        "status": worst.verdict.status if len(statuses) == 1 and not unsure else "unsettled",
        "declare_by": min(departures).isoformat() if declare else None,
        "report_by": (min(returns) + report).isoformat() if notice and reported and returns else None,
        "back_by": min(last_days).isoformat() if last_days and not unsure else None,
        "provisions": list(dict.fromkeys((*worst.verdict.law, *(("ABS-2", "CARD-ABS-2") if notice else ())))),
        "missing": [] if unsure else list(dict.fromkeys(missing)),
        "notes": [_line_json(note, on, stale) for note in notes],
        **_rests(worst.verdict.law, on),
    }


# --- JSON ---------------------------------------------------------------------------------------------------------


def _rests(law: tuple[str, ...], on: date) -> dict[str, str | None]:
    """On what the main provision rests, and the day from which its text was amended and not read, if it was."""
    main = provision(law[0])
    return {
        "rests_on": of_provision(main, on),
        "wording_not_seen": iso(main.unseen_since) if main.wording_not_seen(on) else None,
    }


def _line_json(line: Note | GroupNote, on: date, stale: Late) -> dict[str, Any]:
    """``confirmed``: is no figure late by which it is known, or that its words hold?"""
    return {
        "id": line.id,
        "provisions": list(line.law),
        **_rests(line.law, on),
        "confirmed": not stale.any_of(line.amounts),
    }


def _group_note_json(note: GroupNote, on: date, stale: Late) -> dict[str, Any]:
    """What decides nothing does not say that its text was not seen."""
    line = _line_json(note, on, stale)
    return line if note.decides else {**line, "wording_not_seen": None}


def _limit_json(one: Limit, on: date, stale: Late) -> dict[str, Any]:
    confirmed = not stale.any_of((one.amount,))
    return {
        "id": one.id,
        "value": limit(one.amount, on) if confirmed else None,
        "unit": parameter(one.amount).unit,
        "bound": one.bound,
        "provisions": list(one.law),
        **_rests(one.law, on),
        "confirmed": confirmed,
    }


def _earliest(windows: list[Renewal]) -> Renewal | None:
    """Of a rough last day the earliest: a card is never renewed too late by it."""
    return min(windows, key=lambda one: one.expires, default=None)


def _to_come(people: Sequence[Person], silent: Sequence[str]) -> answer_types.ToCome | None:
    """The card that is ordered instead of renewing the one that is held: granted for every choice of rough days, or so
    by silence."""
    granted = [route for route in granted_to_come(people[0]) if all(route in granted_to_come(one) for one in people)]
    if granted:
        return {"route": granted[0], "by": "decision"}
    return {"route": silent[0], "by": "silence"} if silent else None


def _renewal_json(window: Renewal, on: date, stale: Late, *, granted: bool) -> dict[str, Any]:
    """The window; with figures that are late only the day on the card is left, and whether it is over. So too of a card
    that is not renewed because another one is ordered (``granted``)."""
    confirmed = not stale.any_of(WINDOW)
    named = confirmed and not granted
    unknown: RenewalState = "expired" if window.expires < on else "not_confirmed"
    state = "granted" if granted else window.state if confirmed else unknown
    return {
        "from": window.first.isoformat() if named else None,
        "to": window.last.isoformat() if named else None,
        "expires": window.expires.isoformat(),
        "early_from": None if granted or stale.any_of(EARLY) else window.early.isoformat(),
        "state": state,
        "confirmed": confirmed,
        "provisions": [*window.law, "CARD-REN-4"],
        "rests_on": of_provision(provision("REN-1"), on) if window.confirmed else "practice",
    }


def _warnings_json(notes: Collection[Note], on: date, stale: Late) -> list[dict[str, Any]]:
    old = [one for one in OLD_DOCUMENTS if any(note.id == one.id for note in notes)]
    ends = {one.id: iso(document_end(one, on)) for one in old if not stale.any_of(one.amounts)}
    return [{**_line_json(note, on, stale), "day": ends.get(note.id)} for note in notes]


def _provisions(part: object) -> Iterable[str]:
    """Every provision that a part of the answer names."""
    if isinstance(part, dict):
        yield from part.get("provisions", ())
        for inside in part.values():
            yield from _provisions(inside)
    elif isinstance(part, list):
        for inside in part:
            yield from _provisions(inside)


def _decide_unseen(answer: answer_types.KeptStay) -> Iterator[str]:
    """The main provision of every line that is decided by one, where its wording was not seen."""
    trips = answer["absences"]
    parts = (answer["allowed"], answer["return"], answer["ends"], answer["warnings"])
    for line in chain(trips, *(trip["notes"] for trip in trips), *parts):
        if line["wording_not_seen"]:
            yield line["provisions"][0]


# --- every id, for those who hold the words -----------------------------------------------------------------------


def lines() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every line that the answer can hold: its kind (limit, return, end, note), its id, and what it rests on."""
    for group in GROUPS:
        yield from (("limit", one.id, one.law) for one in group.limits)
        yield from (("return", one.id, one.law) for one in group.returns)
        yield from (("end", one.id, one.law) for one in group.ends)
        if not group.has_rule:
            yield "note", NO_RULE, group.no_rule
    yield from (("note", note.id, note.law) for note in (*NOTES, *renewal.NOTES))
    yield from (("note", old.id, old.law) for old in OLD_DOCUMENTS)


def vocabulary() -> dict[str, list[str]]:
    """The ids by kind: keep_statuses, keep_limits, keep_returns, keep_ends, keep_notes."""
    found: dict[str, dict[str, None]] = {}
    for kind, id, _ in lines():
        found.setdefault(f"keep_{kind}s", {})[id] = None
    return {"keep_statuses": list(WORST_LAST), **{kind: list(ids) for kind, ids in found.items()}}


def _citation(id: str, on: date) -> dict[str, Any]:
    known = provision(id)
    return {
        "provision": id,
        "article": known.article,
        "confidence": known.confidence_on(on),
        "rests_on": of_provision(known, on),
    }
