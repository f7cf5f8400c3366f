"""Keeping the card in words: its status, each absence with what to do and what it moves, renewal, limits, ends.

Longer than most modules: it is one section of the result, and its lines are made by the same few functions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from belgian_residence.losing.cards import STAY_GOES_ON
from belgian_residence.told.facts import ABSENCE_BOUNDS
from screens.questions.flow import FROM_RESULT
from screens.questions.places import TRIPS, Place, place_of_path, screen_of_path
from screens.showing.lines.answers import entry_line, option
from screens.showing.lines.citations import Citation, caution, citations
from screens.showing.lines.days import PERMIT_RENEWAL, of_foreign_affairs, possible_ends
from screens.showing.lines.requests import card_ends_in_silence, card_has_ended, instead_of_renewal, paper_until_then
from screens.words import Words

if TYPE_CHECKING:
    from belgian_residence import answer_types

LIST = "absences"
EXPIRED = "card-expired"
"""The warning about a card that has run out."""
STAY = ".stay-kept"
"""The end of the id of the condition of a route that absences did not end the stay."""
NOTICE = "notice-from"
"""The limit from which an absence is told to the municipality."""


@dataclass(frozen=True)
class Line:
    """One thing to know, with what it rests on."""

    text: str
    sources: tuple[Citation, ...]
    rests: str
    """Said where it rests on less than the law or several good sources."""


@dataclass(frozen=True)
class Question:
    """A question that is still open, and the address to answer it; the result is shown again afterwards."""

    text: str
    screen: str


@dataclass(frozen=True)
class Trip:
    """One absence: what it does to the card and to the dates, and what to do for it."""

    line: str
    status: str
    word: str
    summary: str
    steps: tuple[str, ...]
    clocks: tuple[str, ...]
    notes: tuple[Line, ...]
    questions: tuple[Question, ...]
    change: str
    sources: tuple[Citation, ...]
    rests: str


@dataclass(frozen=True)
class Keeping:
    """The whole section."""

    card: str
    status: str
    word: str
    summary: str
    warnings: tuple[Line, ...]
    trips: tuple[Trip, ...]
    no_trips: str
    """Said where no trip is shown."""
    stale: str
    """Said where nobody has looked at the limits for too long; otherwise empty."""
    renewal: tuple[str, ...]
    limits: tuple[Line, ...]
    returns: tuple[Line, ...]
    ends: tuple[Line, ...]
    add_trip: Question
    expiry: Question


def view(whole: answer_types.Assessment, case: dict[str, Any], on: date, words: Words) -> Keeping | None:
    """The section for the ``whole`` answer of the rules; None when no card is held or known."""
    kept = whole["keep"]
    if kept is None:
        return None

    def lines(items: list[dict[str, Any]], kind: str) -> tuple[Line, ...]:
        return tuple(_line(item, kind, words) for item in items)

    late = _any_is_late(kept)
    word, summary = _status(whole, kept, words)
    last_day = words("keep.change_expiry" if possible_ends(case) else "question.card_expiry")
    return Keeping(
        card=option(Place("card"), kept["card"] or "", words),
        status=kept["status"],
        word=word,
        summary=summary,
        warnings=tuple(_warning(one, kept, words) for one in kept["warnings"]),
        trips=tuple(_trip(one, case, on, words, late=late) for one in kept["absences"]),
        no_trips=_no_trips(whole, kept, case, words),
        stale=words("keep.stale") if late else "",
        renewal=_renewal(kept, whole["deadlines"], case, on, words),
        limits=lines(kept["allowed"], "limit"),
        returns=lines(kept["return"], "return"),
        ends=lines(kept["ends"], "end"),
        add_trip=_add_trip(case, words),
        expiry=_from_result(last_day, "card_expiry"),
    )


def _status(whole: answer_types.Assessment, kept: answer_types.Keep, words: Words) -> tuple[str, str]:
    """The status in a word and in a sentence. Not called uncertain: a duty on the way of trips that ended nothing, and
    trips that are not known where short ones change nothing."""
    if only_a_duty(whole, kept):
        return words("keep.word_duty"), words("keep.duty_open")
    if _waits_for_trips(kept) and not _has_expired(kept):
        return words("keep.word_trips"), words("keep.word_trips.long")
    return words(f"keep.status.{kept['status']}"), words(f"keep.status.{kept['status']}.long")


def _waits_for_trips(kept: answer_types.Keep) -> bool:
    """Is nothing open but the trips, of which none is listed?"""
    alone = kept["missing"] == [LIST] and not kept["warnings"] and not kept["absences"]
    return bool(alone and kept["status"] == "unsettled" and kept["allowed"])


def _has_expired(kept: answer_types.Keep) -> bool:
    window = kept["renewal"]
    if window is not None and window["state"] == "granted":
        return any(one["id"] == EXPIRED for one in kept["warnings"])
    return window is not None and window["state"] == "expired"


def only_a_duty(whole: answer_types.Assessment, kept: answer_types.Keep) -> bool:
    """Is nothing open but a duty on the way of trips that ended nothing? Of those that are listed; or of all, where by
    what was said of them the stay is kept on every route."""
    if _waits_for_trips(kept):
        on_routes = [
            item["value"] for one in whole["routes"].values() for item in one["conditions"] if item["id"].endswith(STAY)
        ]
        return bool(on_routes) and set(on_routes) == {"yes"}
    trips = [one for one in kept["absences"] if one["status"] != "kept"]
    asked = {path for one in trips for path in one["missing"]}
    told = asked.issuperset(kept["missing"]) and not kept["warnings"]
    return kept["status"] == "unsettled" and told and bool(trips) and all(_stay_goes_on(one) for one in trips)


def _stay_goes_on(trip: dict[str, Any]) -> bool:
    return any(note["id"] == STAY_GOES_ON.id for note in trip["notes"])


def _any_is_late(kept: answer_types.Keep) -> bool:
    lines = [*kept["allowed"], *kept["return"], *kept["ends"], *kept["warnings"]]
    return any(not one["confirmed"] for one in (*lines, *([kept["renewal"]] if kept["renewal"] else ())))


# --- one trip -----------------------------------------------------------------------------------------------------


def _trip(one: dict[str, Any], case: dict[str, Any], on: date, words: Words, *, late: bool) -> Trip:
    index = one["absence"]
    told = case["absences"][index]
    ahead = one["to"] is None or date.fromisoformat(one["to"]) > on
    line = entry_line("absences", told, words)
    return Trip(
        line=words("keep.planned", trip=line) if one["planned"] else line,
        status=one["status"],
        word=words(f"keep.status.{one['status']}"),
        summary="" if _stay_goes_on(one) else _summary(one["status"], words, ahead=ahead),  # a note says it better
        steps=_steps(one, told, on, words, ahead=ahead),
        clocks=_clocks(one, words, late=late),
        notes=tuple(_line(note, "note", words) for note in one["notes"]),
        questions=tuple(_question(path, words) for path in one["missing"]),
        change=FROM_RESULT + TRIPS,
        sources=citations(one["provisions"], words),
        rests=" ".join(filter(None, (caution(one["rests_on"], words), _unseen(one, words)))),
    )


def _summary(status: str, words: Words, *, ahead: bool) -> str:
    if status == "kept":
        return words("keep.trip_kept" if ahead else "keep.trip_kept_past")
    if status == "at_risk":
        return words("keep.trip_risk" if ahead else "keep.trip_risk_past")
    if status == "lost":
        return words("keep.trip_lost" if ahead else "keep.trip_lost_past")
    return words("keep.trip_unsettled")


def _steps(one: dict[str, Any], told: dict[str, Any], on: date, words: Words, *, ahead: bool) -> tuple[str, ...]:
    """What to do and by when, leaving out what is over or done."""
    found = []
    if one["declare_by"] and one["planned"] and told.get("annex_18") is not True:
        found.append(words("keep.declare", day=words.day(one["declare_by"])))
    if one["back_by"] and ahead:
        found.append(words("keep.back_by", day=words.day(one["back_by"])))
    if one["report_by"] and date.fromisoformat(one["report_by"]) >= on:
        found.append(words("keep.report", day=words.day(one["report_by"])))
    return tuple(found)


def _clocks(trip: dict[str, Any], words: Words, *, late: bool) -> tuple[str, ...]:
    """What the trip does to each date: one sentence for each route whose date it moves, and for each whose date a
    return from some day on would move. Of a trip whose return is not told nobody knows yet that it moves none.

    ``late``: nobody has looked at the figures for too long; then a date that is not known may move too.
    """
    clocks: dict[str, dict[str, str | None]] = trip["clocks"]
    found = []
    if not clocks:
        so_far = words("keep.no_clock" if trip["to"] else "keep.no_clock_yet")
        found.append(words("result.not_verified") if late else so_far)
    for route, days in clocks.items():
        card = words(f"route.{route}.short")
        before, after = days["without"], days["with"]
        if before and after:
            found.append(words("keep.clock", card=card, after=words.day(after), before=words.day(before)))
        elif before:
            found.append(words("keep.clock_gone", card=card, before=words.day(before)))
        elif after:
            found.append(words("keep.clock_new", card=card, after=words.day(after)))
    for one in trip["back_before"]:
        told = {"card": words(f"route.{one['route']}.short"), "day": words.day(one["day"])}
        if one["then"]:
            found.append(words("keep.back_before", **told, then=words.day(one["then"])))
        else:
            found.append(words("keep.back_before_gone", **told))
    return tuple(found)


def _question(path: str, words: Words) -> Question:
    place = place_of_path(path)
    return Question(words(f"fact.{place.words}"), FROM_RESULT + screen_of_path(path))


def _no_trips(whole: answer_types.Assessment, kept: answer_types.Keep, case: dict[str, Any], words: Words) -> str:
    if kept["absences"]:
        return ""
    if case.get(LIST) is not None:
        return words("keep.no_trips")
    if LIST not in kept["missing"]:
        return words("keep.trips_short")
    if only_a_duty(whole, kept):
        threshold = next(one for one in kept["allowed"] if one["id"] == NOTICE)
        return words("keep.trips_duty", months=threshold["value"])
    return words("keep.trips_expired" if _has_expired(kept) else "keep.trips_not_known")


def _add_trip(case: dict[str, Any], words: Words) -> Question:
    """Where to tell a trip that is planned. While trips are not known, the question about all of them comes first: one
    planned trip does not say that there were no others."""
    if case.get("absences") is not None:
        return Question(words("keep.add_trip"), FROM_RESULT + TRIPS)
    said = any(fact in case for fact in ABSENCE_BOUNDS)
    return Question(words("keep.tell_trips"), FROM_RESULT + (TRIPS if said else Place("absences").screen))


# --- the card -----------------------------------------------------------------------------------------------------


def _is_late(days: Sequence[dict[str, Any]]) -> bool:
    """Has the day of a permit passed that is renewed before its card?"""
    return any(one["id"] == PERMIT_RENEWAL and one["state"] == "passed" for one in days)


def _renewal_of_permit(days: Sequence[dict[str, Any]], window: dict[str, Any], words: Words) -> str:
    """The day of a permit that is renewed before its card; "" where the card is renewed in its own window, or has
    ended."""
    permit = next((one for one in days if one["id"] == PERMIT_RENEWAL and one["date"]), None)
    if permit is None or window["state"] == "expired":
        return ""
    told = {"expires": words.day(window["expires"]), "day": words.day(permit["date"])}
    return words("alert.permit_day_over" if permit["state"] == "passed" else "keep.renew_permit", **told)


def _renewal(
    kept: answer_types.Keep, days: Sequence[dict[str, Any]], case: dict[str, Any], on: date, words: Words
) -> tuple[str, ...]:
    window, ends = kept["renewal"], possible_ends(case)
    instead = instead_of_renewal(kept)
    if window and card_ends_in_silence(kept, on):
        told = {"expires": words.day(window["expires"]), "annex": paper_until_then(kept)}
        return (words(f"step.{instead}"), words("keep.renew_silent", **told))
    if instead:
        return (words(f"step.{instead}"),)
    if window is None:  # also where the stay that it is for has ended
        return (words("keep.renew_ended" if ends else "keep.expiry_unknown"),)
    if of_foreign_affairs(kept):
        return (words("keep.renew_special", expires=words.day(window["expires"])),)
    of_permit = _renewal_of_permit(days, window, words)
    found = [words("keep.renew_rough")] if ends and ends[0] < ends[1] else []
    found.append(of_permit or _window(window, words))
    if window["rests_on"] == "practice" and window["confirmed"] and not of_permit:
        found.append(words("keep.renew_advice"))
    if window["state"] == "ahead" and window["early_from"] and not _is_late(days):
        already = date.fromisoformat(window["early_from"]) <= on
        early = words.day(window["early_from"])
        found.append(words("keep.renew_early_now") if already else words("keep.renew_early", early=early))
    return tuple(found)


def _window(window: dict[str, Any], words: Words) -> str:
    """The weeks in which the card is renewed."""
    days = {name: words.day(window[name]) if window[name] else "" for name in ("from", "to", "expires")}
    shown = {"first": days["from"], "last": days["to"], "expires": days["expires"]}
    said: dict[str, Callable[[], str]] = {
        "ahead": lambda: words("keep.renew_ahead", **shown),
        "now": lambda: words("keep.renew_now", last=shown["last"], expires=shown["expires"]),
        "late": lambda: words("keep.renew_late", expires=shown["expires"]),
        "expired": lambda: words("keep.renew_expired", expires=shown["expires"]),
        "not_confirmed": lambda: words("keep.renew_not_confirmed", expires=shown["expires"]),
    }
    return said[window["state"]]()


def _from_result(text: str, fact: str) -> Question:
    return Question(text, FROM_RESULT + Place(fact).screen)


# --- lines and sources --------------------------------------------------------------------------------------------


def _warning(item: dict[str, Any], kept: answer_types.Keep, words: Words) -> Line:
    """Nobody applies for a new card of the same kind where another one is ordered."""
    line = _line(item, "note", words)
    if item["id"] == EXPIRED and kept["to_come"]:
        return replace(line, text=card_has_ended(kept["to_come"], words))
    return line


def _line(item: dict[str, Any], kind: str, words: Words) -> Line:
    text = words(f"keep.{kind}.{item['id']}")
    rests = caution(item["rests_on"], words) if item["confirmed"] else words("result.not_verified")
    sources = citations(item["provisions"], words)
    return Line(text, sources, " ".join(filter(None, (rests, _unseen(item, words)))))


def _unseen(item: dict[str, Any], words: Words) -> str:
    """That the text behind a line was amended and not read since; otherwise empty."""
    since = item["wording_not_seen"]
    return words("keep.wording_not_seen", day=words.day(since)) if since else ""
