"""What to do first: the steps of the rules, the days and the renewal, put in the order of time; at most three."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from belgian_residence.dossier.advice import (
    APPLY,
    ASK_FOR_B,
    EXTEND_ANNEX_15,
    ONCE_BACK,
    ONCE_BACK_THEN,
    RENEW_LATE,
    RENEWAL_ABROAD,
)
from belgian_residence.engine.dates import add_months
from screens.questions.flow import FROM_RESULT
from screens.showing.cards.routes import Route, first_sentence, not_yet, step
from screens.showing.lines import requests
from screens.showing.lines.days import (
    APPEALS,
    NEAR,
    RENEWAL_WITH_CARD,
    days_ahead,
    has_ended,
    last_day_back,
    must_be_back,
    of_foreign_affairs,
    permit_day,
    permit_day_is_over,
    renewal_of,
)
from screens.showing.lines.missing import Missing
from screens.showing.lines.requests import Request
from screens.words import Words

if TYPE_CHECKING:
    from belgian_residence import answer_types

BOOK = 1
"""Months before the day on which to ask for an appointment: our advice, no rule."""
MOST_ACTIONS = 3
AT_RENEWAL = "ask-for-b-at-renewal"
"""The step that is a renewal, which has a day of its own."""
WHILE_ABROAD = (ONCE_BACK, ONCE_BACK_THEN, RENEWAL_ABROAD)
"""Steps that say that somebody is abroad on the day to ask: said below the answer, and with the day of each thing."""
SAID_OTHERWISE = ("wait-for-date", "answer-missing", *WHILE_ABROAD, *requests.STATES)
"""Steps that stand on the first screen in other words: the day, each question that is open, and what was asked for."""
TO_HAND_IN = frozenset({*APPLY.values(), *ASK_FOR_B} - {AT_RENEWAL})
"""Steps that are done at the municipality, and can wait until somebody is back."""
AT_THE_COUNTER = ("granted", "too_early")
"""Requests for which somebody goes to the municipality next; a yes by silence is claimed in writing."""
KEEP_IT_VALID = ("renew-card-meanwhile", "renew-single-permit-meanwhile", "renew-eu-card-meanwhile", RENEW_LATE)
"""Steps that ask to keep the card valid: of one that has expired an alert says what to do."""
BEFORE_THE_LAST_DAY = "apply-annex-22-f"
"""The request that is made before the card expires (FAM-APP-1), and as soon as possible after that."""
HAND_BACK = "hand-back-special-card"
"""The step that comes with the request, so not while that lies ahead."""
ASK_FOR_HELP = "ask-municipality"
"""The step where the law leaves something open."""
TO_ASK = "apply-"
"""How the steps that hand in a request begin: after a refusal nothing is handed in before its reason is known."""
AFTER_A_NO = "read-decision"
"""The step that comes first after a refusal."""


@dataclass(frozen=True)
class Action:
    """One thing to do: its day in words, what it is, the screen on which it is done here (or ""), how, and what
    follows from it."""

    day: str
    text: str
    on: date
    screen: str = ""
    how: str = ""
    follows: str = ""


def actions(
    whole: answer_types.Assessment,
    lead: Route | None,
    asked: Sequence[Request],
    open_facts: tuple[Sequence[Missing], Sequence[Missing]],
    on: date,
    words: Words,
    *,
    ask: bool,
    abroad: bool = False,
) -> list[Action]:
    """What binds comes first, as far as no alert has said it, and what was asked for; then the days, the nearest first;
    then what the card needs now, and last the questions that are open for others. Three at most, in the order of
    time. ``open_facts``: those that say whether the card is kept, and those that cards wait for. ``ask``: is it better
    to ask somebody, too? ``abroad``: does a trip run?"""
    doubts, missing = open_facts
    at_rest = lead is not None and any(one.key == lead.key and not one.before_its_day for one in asked)
    days = [*(() if at_rest else _days_of(whole, lead, on, words)), *_renewal(whole, on, words)]
    found = [*_binding(whole, on, words), *_for_requests(asked, whole, on, words, abroad=abroad)]
    found += [_answer(one, on, words) for one in doubts]
    if ask:
        found.append(Action(words("action.now"), first_sentence(step(ASK_FOR_HELP, words)), on))
    found += sorted(days, key=lambda one: one.on)
    found += _for_the_card(whole, lead, () if at_rest else missing, on, words)
    found += [_answer(one, on, words) for one in missing]
    once = list({one.text: one for one in found}.values())[:MOST_ACTIONS]
    return sorted(once, key=lambda one: one.on)


def _for_requests(
    asked: Sequence[Request], whole: answer_types.Assessment, on: date, words: Words, *, abroad: bool
) -> Iterator[Action]:
    """What is done at the counter waits for who is abroad; a letter does not."""
    for one in asked:
        if abroad and one.state in AT_THE_COUNTER:
            yield Action(words("action.once_back"), requests.to_do(one, words), _behind_the_return(whole, on, words))
            continue
        later = one.since if one.state == "waiting" else None
        day = words("action.from", day=words.day(later)) if later else words("action.now")
        yield Action(day, requests.to_do(one, words), later or on)


def _has_an_appeal(whole: answer_types.Assessment) -> bool:
    """Can an appeal still be made? Then what to do after a refusal is said first, whatever card it was."""
    return any(one["id"] in APPEALS for one in days_ahead(whole))


def _behind_the_return(whole: answer_types.Assessment, on: date, words: Words) -> date:
    """The place in the order of time of what is done once somebody is back: behind the last day to be back."""
    return max((one.on for one in _binding(whole, on, words)), default=on)


def _binding(whole: answer_types.Assessment, on: date, words: Words) -> Iterator[Action]:
    if _has_an_appeal(whole):
        yield Action(words("action.now"), step(AFTER_A_NO, words), on)
    for one in days_ahead(whole):
        if one["id"] in APPEALS:
            day = words("action.by", day=words.day(one["date"]))
            yield Action(day, words(f"deadline.{one['id']}"), date.fromisoformat(one["date"]))
    kept = whole["keep"]
    for trip in kept["absences"] if kept else ():
        back = last_day_back(trip, on)
        sooner = must_be_back(trip, words)
        if sooner and (not back or sooner[0] <= back):
            yield Action(
                words("action.by", day=words.day(sooner[0])), words("action.back_for", cards=sooner[1]), sooner[0]
            )
            continue
        if back:
            yield Action(words("action.by", day=words.day(back)), words("action.back"), back)


def _days_of(whole: answer_types.Assessment, lead: Route | None, on: date, words: Words) -> Iterator[Action]:
    """When to ask for an appointment, and for the card, where that lies ahead. Of a day that holds only without a
    planned stay: to ask what that stay changes, before it begins."""
    if lead and lead.plan_first:
        yield Action(words("action.now"), words("action.plan"), on)
        return
    day = whole["routes"][lead.key]["earliest"] if lead and lead.status == "later" else None
    earliest = day and date.fromisoformat(day)
    if lead and earliest and earliest > on:
        book = max(on, add_months(earliest, -BOOK))
        lacking = not_yet(whole["routes"][lead.key])
        for id in lacking:
            yield Action(words("action.by", day=words.day(earliest)), step(id, words), book)
        if not lacking:
            yield Action(words("action.from", day=words.day(book)), words("action.book"), book)
        steps, ask = whole["routes"][lead.key]["next_steps"], words("action.from", day=words.day(earliest))
        if ONCE_BACK_THEN in steps:
            ask = words("action.from_once_back", day=words.day(earliest))
        elif RENEWAL_ABROAD in steps:
            ask = words("action.while_abroad", day=ask)
        yield Action(ask, words("action.ask", card=lead.short), earliest)


def _for_the_card(
    whole: answer_types.Assessment, lead: Route | None, missing: Sequence[Missing], on: date, words: Words
) -> Iterator[Action]:
    if lead is None:
        return
    if lead.status == "unsettled" and not lead.ready:
        for one in missing:
            if lead.short in one.routes:
                yield _answer(one, on, words)
    has_day = lead.status == "later" or _renewal_is_told(whole, on)
    steps = whole["routes"][lead.key]["next_steps"]
    abroad = ONCE_BACK in steps
    when = words("action.once_back" if abroad else "action.now")
    day = _behind_the_return(whole, on, words) if abroad else on
    said = {AFTER_A_NO} if _has_an_appeal(whole) else set()
    for id in steps:
        if id in said or _is_left_out(id, lead, has_day=has_day):
            continue
        if has_ended(whole, on):
            if id in KEEP_IT_VALID:
                continue
            if id == BEFORE_THE_LAST_DAY:
                yield Action(when, words("action.apply_late"), day)
                continue
        if id == BEFORE_THE_LAST_DAY and EXTEND_ANNEX_15 in steps:
            yield Action(when, words("action.apply_late"), day)
            continue
        if id not in SAID_OTHERWISE and ":" not in id:  # what speaks of one condition is a reason, and stands with it
            then = (when, day) if id in TO_HAND_IN else (words("action.now"), on)
            yield Action(then[0], first_sentence(step(id, words)), then[1])


def _is_left_out(id: str, lead: Route, *, has_day: bool) -> bool:
    if id == AT_RENEWAL:
        return has_day  # its day says it, above or in an alert
    if id == HAND_BACK:
        return lead.status == "later"
    if id == ASK_FOR_HELP:
        return lead.if_never_away  # the trips alone are open, and they are asked for
    return bool(lead.refused) and id.startswith(TO_ASK)


def _renewal_is_told(whole: answer_types.Assessment, on: date) -> bool:
    """Does an action or an alert name the renewal that can bring the card?"""
    permit = permit_day(whole)
    if not permit or permit["id"] != RENEWAL_WITH_CARD:
        return False
    return permit["state"] == "ahead" or permit_day_is_over(whole, on) is not None


def _answer(one: Missing, on: date, words: Words) -> Action:
    """A question that is open."""
    text = words("action.answer", what=one.label)
    return Action(words("action.now"), text, on, FROM_RESULT + one.screen, one.how, one.follows)


def _renewal(whole: answer_types.Assessment, on: date, words: Words) -> Iterator[Action]:
    """The renewal of the card, where it lies ahead and no alert has said it."""
    permit, window = permit_day(whole), renewal_of(whole)
    if permit:
        day = date.fromisoformat(permit["date"])
        if permit["state"] == "ahead" and day > add_months(on, NEAR):
            by = words("action.by", day=words.day(day))
            yield Action(_while_abroad(by, whole, day, words), words(f"deadline.{permit['id']}"), day)
    elif window and requests.card_ends_in_silence(whole["keep"], on):
        last = date.fromisoformat(window["expires"])
        if last <= add_months(on, NEAR):
            by = words("action.by", day=words.day(last))
            annex = requests.paper_until_then(whole["keep"])
            yield Action(_while_abroad(by, whole, last, words), words("action.cover_silent", annex=annex), last)
    elif whole["keep"] and whole["keep"]["card"] == "annex_15":
        return  # it is extended, and has no weeks in which it is renewed (DOC-15)
    elif window and window["state"] == "ahead" and window["from"] and not of_foreign_affairs(whole["keep"]):
        first = date.fromisoformat(window["from"])
        days = words("action.between", first=words.day(first), last=words.day(window["to"]))
        yield Action(_while_abroad(days, whole, first, words), words("action.renew"), first)


def _while_abroad(said: str, whole: answer_types.Assessment, day: date, words: Words) -> str:
    """When to do something, with the word that by the trips that are told somebody is abroad on its day."""
    kept = whole["keep"]
    trips = kept["absences"] if kept else ()
    abroad = any(one["from"] < day.isoformat() < (one["to"] or one["back_by"] or "") for one in trips)
    return words("action.while_abroad", day=said) if abroad else said
