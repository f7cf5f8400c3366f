"""Facts that are not known and matter, and the days that one of them would make exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from screens.questions.places import Place, nationality_choice, place_of_path, screen_of_path
from screens.showing.lines import away
from screens.showing.lines.answers import entry_line
from screens.words import Words

if TYPE_CHECKING:
    from belgian_residence import answer_types

REGISTERED = frozenset(
    {
        *("card", "card_issued", "card_expiry", "unlimited_stay_since", "annex_19", "annex_19ter", "annex_15"),
        *("stays", "stays.from", "stays.to", "stays.ground", "stays.card", "stays.first_card_issued", "stays.granted"),
        *("stays.attestation", "stays.before", "stays.before_paper", "special_card_before", "household_ended"),
        *("register_gaps", "register_gaps.from", "register_gaps.to"),
        *("absences.annex_18", "absences.return_reported", "absences.card_valid_on_return"),
    }
)
"""What the National Register holds, by the names of the words for it: cards, stays, addresses, what was declared."""


RETURN = "absences.to"
"""The day of a return: what follows from it is said where it is asked for."""


@dataclass(frozen=True)
class Missing:
    """A fact that is not known and matters: its name, how to settle it, the question, the routes that wait for it, and
    what follows from the answer, where that is certain already."""

    label: str
    how: str
    screen: str
    routes: str
    follows: str = ""


@dataclass(frozen=True)
class Bounds:
    """The latest day that it can be, the day that it probably is, and the facts of which one makes it exact."""

    text: str
    facts: tuple[Missing, ...]


def bounds(key: str, one: answer_types.Route, case: dict[str, Any], on: date, words: Words) -> Bounds | None:
    """What is known of the day of a route. None where its day is exact, or has come even at the latest."""
    found = one["bounds"]
    if found is None or one["status"] == "closed" or date.fromisoformat(found["at_latest"]) <= on:
        return None
    card, latest, likely = words(f"route.{key}.short"), words.day(found["at_latest"]), found["probably"]
    if likely is None or likely == found["at_latest"]:
        text = words("bounds.latest", card=card, latest=latest)
    elif date.fromisoformat(likely) <= on:
        text = words("bounds.probably_since", card=card, latest=latest, likely=words.day(likely))
    else:
        text = words("bounds.probably", card=card, latest=latest, likely=words.day(likely))
    return Bounds(text, tuple(_missing(path, (), case, words) for path in found["confirmed_by"]))


def missing(
    answer: dict[str, answer_types.Route], kept: answer_types.Keep | None, case: dict[str, Any], words: Words
) -> tuple[Missing, ...]:
    """The facts for which routes that are possible wait, each once. ``kept``: what the trips do to the card held."""
    waiting: dict[str, list[str]] = {}
    for key, one in answer.items():
        if one["status"] != "closed":
            for path in one["missing"]:
                waiting.setdefault(path, []).append(words(f"route.{key}.short"))
    return tuple(_missing(path, names, case, words, kept) for path, names in waiting.items())


def of_the_card(kept: answer_types.Keep, case: dict[str, Any], words: Words) -> tuple[Missing, ...]:
    """The facts that would say whether the card is kept."""
    return tuple(_missing(path, (), case, words, kept) for path in kept["missing"])


def _missing(
    path: str, routes: Sequence[str], case: dict[str, Any], words: Words, kept: answer_types.Keep | None = None
) -> Missing:
    place = place_of_path(path)
    trips = kept["absences"] if kept and place.words == RETURN else []
    trip = next((one for one in trips if one["absence"] == place.index), None)
    follows = away.what_follows(trip, words) if trip else ""
    how = _how(place, case, words)
    return Missing(_named(place, case, words), how, screen_of_path(path), words.every_of(list(routes)), follows)


def _named(place: Place, case: dict[str, Any], words: Words) -> str:
    name = words(f"fact.{place.words}")
    if place.index is None or len(case[place.fact]) == 1:
        return name
    entry = case[place.fact][place.index]
    return words("missing.of_entry", what=name, entry=entry_line(place.fact, entry, words))


def _how(place: Place, case: dict[str, Any], words: Words) -> str:
    """How to settle a fact. Who is a citizen of the EU has no stamps in a passport."""
    if place.words == "absences" and nationality_choice(case.get("nationality")) == "EU":
        return words("settle.absences_eu")
    own = words.find(f"settle.{place.words}")
    return own or words("settle.registered" if place.words in REGISTERED else "settle.default")
