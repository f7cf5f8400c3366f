"""The trip on which somebody is on the day asked about: said on what goes to the municipality, which asks who is here;
and what follows from the day of its return.

Days are read as the rules read them (``circumstances.abroad``): on the days of departure and return nobody is abroad,
and a rough day counts as the one that makes the trip longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from belgian_residence.engine.dates import DAY, add_years
from screens.showing.lines.citations import citations
from screens.typed_dates import days
from screens.words import Words

Trip = Mapping[str, Any]


def running(case: Mapping[str, Any], on: date) -> Trip | None:
    """The trip that runs on a day, by what was told; of several the one that ends last. None: there is none."""
    trips = [one for one in case.get("absences") or () if days(one["from"])[0] < on < _back(one)]
    return max(trips, key=_back, default=None)


def _back(trip: Trip) -> date:
    return days(trip["to"])[1] if trip.get("to") else date.max


def what_follows(trip: Trip, words: Words) -> str:
    """What follows from the day of a return that is not told: until when it keeps the years that count for each card,
    and the card itself. ``trip``: as the rules judge it (``keep.absences``)."""
    return " ".join((*(_for_the_years(one, words) for one in trip["back_before"]), *_for_the_card(trip, words)))


def _for_the_years(one: Mapping[str, Any], words: Words) -> str:
    day, then = date.fromisoformat(one["day"]), one["then"] and date.fromisoformat(one["then"])
    told = {
        "card": words(f"route.{one['route']}.short"),
        "day": words.day(day - DAY),
        "law": _law(one["provisions"], words),
    }
    if not then:
        return words("back.no_date", **told)
    # Years that begin again are complete so many years after the return.
    return words("back.begin_again" if add_years(day, then.year - day.year) == then else "back.moves", **told)


def _for_the_card(trip: Trip, words: Words) -> Iterator[str]:
    if trip["back_by"] and trip["status"] != "lost":
        yield words("back.keeps_card", day=words.day(trip["back_by"]), law=_law(trip["provisions"], words))


def _law(provisions: Iterable[str], words: Words) -> str:
    """The first article behind a limit, in brackets; "" where it stands in no law that was read."""
    article = next((one.article for one in citations(provisions, words) if one.article), "")
    return f" ({article})" if article else ""


def on_the_sheet(trip: Trip, words: Words) -> str:
    """That somebody is abroad, and that the request is for afterwards: for the sheet."""
    return words("abroad.sheet", **_days(trip, words))


def in_a_letter(trip: Trip | None, words: Words) -> str:
    """The same as a sentence of a letter; "" where no trip runs."""
    return words("abroad.letter", **_days(trip, words)) if trip else ""


def _days(trip: Trip, words: Words) -> dict[str, str]:
    back = words.rough(trip["to"]) if trip.get("to") else words("abroad.not_known")
    return {"start": words.rough(trip["from"]), "back": back}
