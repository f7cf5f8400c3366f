"""Which stay it is: why somebody holds the card of today, or which card or permit came before. One page, its groups
folded where there are many reasons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from screens.asking import entries
from screens.asking.forms import NONE, UNKNOWN
from screens.problems import NotAccepted, Problem
from screens.questions import chain
from screens.questions.places import GROUND_GROUPS, Place, options, place_of_question
from screens.remembered.state import Form, first
from screens.showing.lines import answers
from screens.views.page import Accepted, Moment, Page
from screens.views.parts import why
from screens.words import Words

Label = Callable[[str, Words], dict[str, Any]]
FEW = 6
"""As many reasons are seen at a glance; more are folded in their groups."""


def show(screen: str, moment: Moment) -> tuple[Page, Form]:
    """The reasons that the card can have, then all others; of an earlier stay also that there was none."""
    place, words = place_of_question(screen), moment.words
    earlier, told = _is_earlier(place), place.page == chain.WHY
    first_ones = chain.grounds_first(moment.state, place) if told else ()
    chosen = chain.ground_of(moment.state, place)
    others = tuple(one for one in options(_ground(place)) if one not in first_ones)
    label = _label_then if earlier else _label_now
    groups = [_group(name, grounds, chosen, label, words) for name, grounds in chain.grouped(first_ones or others)]
    extras = {
        "caption": _caption(place, moment),
        "hint": words("hint.stays.earlier" if earlier else "hint.stays.why") if told else None,
        "nothing": {"value": NONE, "label": words("stays.none_before"), "note": None} if earlier else None,
        "groups": groups,
        "folded": _folded(groups),
        "others": [label(one, words) for one in others] if first_ones else [],
        "others_open": bool(first_ones) and chosen in others,
        "more": words.find("more.stays") if told else None,
        # The rules ask for the stays as a whole: only before the first of them is told do they say why.
        **(why(Place(chain.LIST), moment) if chain.LIST not in moment.state.case else {"why": None, "reasons": []}),
    }
    form: Form = {"answer": [chosen]} if chosen else {}
    if earlier and not chosen and moment.state.sheet.stays_before is None:
        form = {"answer": [NONE]}
    return Page(place.screen, "stay_why.html", _title(place, moment), extras), form


def _folded(groups: list[dict[str, Any]]) -> bool:
    return sum(len(group["options"]) for group in groups) > FEW


def _title(place: Place, moment: Moment) -> str:
    words = moment.words
    if place.page != chain.WHY:
        return words("question.stays.ground")
    if not _is_earlier(place):
        return words("question.stays.why")
    return words("question.stays.earlier")


def _caption(place: Place, moment: Moment) -> str | None:
    """An earlier stay is asked for beside the one that came after it."""
    if place.page != chain.WHY:
        return moment.words("list.stays.entry", number=int(place.index or 0) + 1)
    if not _is_earlier(place):
        return None
    return answers.entry_line(place.fact, chain.next_stay(moment.state, place), moment.words)


def _is_earlier(place: Place) -> bool:
    return place.page == chain.WHY and bool(place.index)


def _ground(place: Place) -> Place:
    return Place(place.fact, place.index, "ground")


def _group(name: str, grounds: tuple[str, ...], chosen: str | None, label: Label, words: Words) -> dict[str, Any]:
    return {
        "title": words(f"group.ground.{name}"),
        "note": words.find(f"group.ground.{name}.note"),
        "options": [label(one, words) for one in grounds],
        "open": chosen in grounds,
    }


def _label_now(ground: str, words: Words) -> dict[str, Any]:
    """A whole sentence, in the present: "You study"."""
    key = f"option.ground.{ground}"
    return {"value": ground, "label": words(key), "note": words.find(f"{key}.note")}


def _label_then(ground: str, words: Words) -> dict[str, Any]:
    """Of an earlier stay: "Study", because the present would be untrue. Its note is left out where it says no more."""
    told = _label_now(ground, words)
    short = words.find(f"option.ground.{ground}.short") or told["label"]
    note = told["note"]
    return {**told, "label": short, "note": None if note and note.casefold() in short.casefold() else note}


def accept(screen: str, moment: Moment, form: Form) -> Accepted:
    """Take in the reason and go on to its days; without an earlier stay the list is complete. Raises NotAccepted."""
    place, state = place_of_question(screen), moment.state
    if place.page != chain.WHY:
        following = entries.submit(state, place, form, moment.on, moment.words)
        return following.screen if following else Place(place.fact).screen, state
    chosen = first(form, "answer")
    if chosen == UNKNOWN:
        return Place(place.fact, place.index, "unknown").screen, state
    if chosen == NONE and _is_earlier(place):
        chain.nothing_before(state, place)
        return None, state
    if not any(chosen in grounds for grounds in GROUND_GROUPS.values()):
        groups = show(screen, moment)[0].extras
        raise NotAccepted(Problem("answer", "choose_reason" if groups["folded"] else "choose"))
    state.entries[entries.key(place)] = {**entries.current(state, place), "ground": chosen}
    return Place(place.fact, place.index, chain.SINCE).screen, state
