"""Where one stay ends and the next begins: rough days never make a gap, and what was told of the seam holds.

Most people know the month of a change, not its two days. "Until 31 October 2022, then from November 2022" is one chain
of stays, unless the person says that there was a time without a right. And who says that one right followed the other
at once, or that an Annex 15 covered the time between, had the stay before it until then (DOC-15, L-PROC-3).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from belgian_residence.engine.dates import DAY
from belgian_residence.told.facts import NO_RIGHT
from belgian_residence.told.order import orders
from belgian_residence.told.person import Stay
from belgian_residence.told.values import Days, Path, Values


def rough_seams(values: Values) -> list[tuple[int, int]]:
    """The stays, by their places, that follow each other on days that are rough and can be the day before and the day
    after: the earlier one, and the one that follows it. None where a time without a right was told between them, or
    where the person says how the one follows the other."""
    stays = values.get("stays") or []
    found = []
    for path, then in orders(values):
        if path[0] != "stays" or path[-1] != "to" or then[-1] != "from":
            continue
        one, two = int(path[1]), int(then[1])
        end, start = stays[one].get("to"), stays[two]["from"]
        told = stays[two].get("before") is not None or NO_RIGHT in (stays[one]["ground"], stays[two]["ground"])
        rough = isinstance(end, Days) and not (end.exact and start.exact)
        if rough and not told and start.earliest <= end.latest + DAY:
            found.append((one, two))
    return found


def as_one_chain(values: Values) -> Values:
    """The values in which each of the ``rough_seams`` is told as one without a break."""
    followers = {two for _, two in rough_seams(values)}
    if not followers:
        return values
    stays = [
        {**stay, "before": "no_break"} if place in followers else stay for place, stay in enumerate(values["stays"])
    ]
    return {**values, "stays": stays}


def last_days_tied(values: Values) -> dict[Path, int]:
    """The rough last days that need not be tried, each with the place of the stay that follows: in one chain the stay
    before lasts until that one begins."""
    stays = values.get("stays") or []
    return {("stays", one, "to"): two for one, two in rough_seams(values) if not stays[one]["to"].exact}


def tied_day(last: Days, start: date) -> date:
    """The last day of a stay, known roughly, before one that began on ``start``."""
    return min(max(start - DAY, last.earliest), last.latest)


def without_seams(stays: Sequence[Stay]) -> list[Stay]:
    """The stays, in the order of time, in which one lasts until the next begins where that was told of the next."""
    found = list(stays)
    following: dict[str, int] = {}  # for each country: the place of the stay that comes next
    for place in range(len(found) - 1, -1, -1):
        stay = found[place]
        then = found[following[stay.country]] if stay.country in following else None
        if then and stay.end and stay.end + DAY < then.start and _lasted_until(then):
            found[place] = replace(stay, end=then.start - DAY, told_end=stay.end)
        following[stay.country] = place
    return found


def _lasted_until(then: Stay) -> bool:
    covered = then.before == "papers" and then.before_paper == "annex_15"
    return then.before == "no_break" or covered


def in_one_piece(stays: Sequence[Stay]) -> list[Stay]:
    """The stays, in the order of time, in which one on the same ground that follows without a gap is no other stay, but
    the next part of it: a card that was renewed. Its first card is that of the first part."""
    found: list[Stay] = []
    latest: dict[str, int] = {}  # for each country: the place of its latest stay so far
    for stay in stays:
        place = latest.get(stay.country)
        if place is not None and _goes_on(found[place], stay):
            one = found[place]
            found[place] = replace(one, end=stay.end, told_end=one.told_end or one.end)
            continue
        latest[stay.country] = len(found)
        found.append(stay)
    return found


def _goes_on(one: Stay, two: Stay) -> bool:
    same = (one.ground, one.card) == (two.ground, two.card)
    return same and two.before != "break" and one.end is not None and two.start <= one.end + DAY
