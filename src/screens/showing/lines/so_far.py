"""The early answer at the foot of a question: in one or two lines what is certain by now, and what is still open.

It is what the result would say at this moment: a card is certain where no answer that is still asked for can change it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from screens.questions.places import place_of_path
from screens.words import Words

MOST = 2
"""Groups of cards that are named with their day; the result has all."""
LONGEST = 24
"""Letters of the fact that a card waits for: a longer one is left to the result."""


def line(
    found: Mapping[str, Mapping[str, Any]],
    words: Words,
    latest: Mapping[str, date] | None = None,
    never_away: Mapping[str, Mapping[str, Any]] | None = None,
    asked: Collection[str] = (),
    refused: Collection[str] = (),
    *,
    abroad: bool = False,
) -> str:
    """``found``: each card with its status, its day and what it waits for (see ``flow.so_far``). ``latest``: of the
    cards that are not certain, the days that can only come sooner. ``never_away``: of those that wait for the trips
    alone, what they are for somebody who was never away too long. ``asked``: the cards that were asked for already;
    ``refused``: those that were refused, of which nobody should read that they can be asked for now. ``abroad``: does a
    trip run? Then a card is asked for once somebody is back."""
    left = {
        key: {**one, "at_latest": latest[key]} if latest and key in latest else one
        for key, one in found.items()
        if key not in asked and key not in refused
    }
    certain = [words("so_far.asked", cards=words.every_of(list(asked)))] if asked else []
    certain += [words("so_far.refused", cards=words.every_of(list(refused)))] if refused else []
    certain += _certain(left, words, abroad=abroad)
    in_time = {key: one for key, one in (never_away or {}).items() if key in left and not left[key].get("at_latest")}
    unsettled = [key for key, one in left.items() if one["status"] == "unsettled" and not one.get("at_latest")]
    waiting = {key: left[key] for key in unsettled if key not in in_time}
    parts = [", ".join(certain)] if certain else []
    if in_time:
        parts.append(words("so_far.if_never_away", cards=", ".join(_certain(in_time, words, abroad=abroad))))
    if waiting:
        named = _open(waiting, words) if len(certain) + bool(in_time) < MOST else _named(waiting, words)
        parts.append(words("so_far.open", cards=named))
    return words("so_far.line", text=words.side_by_side(parts) if parts else words("so_far.none"))


def _certain(found: Mapping[str, Mapping[str, Any]], words: Words, *, abroad: bool) -> list[str]:
    """The cards that can be asked for now or later, those of one day together, the nearest first: only some are
    named."""
    groups: dict[str, list[str]] = {}
    for key, one in sorted(found.items(), key=lambda item: _day_ahead(item[1])):
        if one["status"] in ("open", "later") or one.get("at_latest"):
            groups.setdefault(_when(one, words, abroad=abroad), []).append(key)
    said = [words("so_far.when", cards=words.every_of(keys), when=when) for when, keys in groups.items()]
    more = sum(len(keys) for keys in list(groups.values())[MOST:])
    return [*said[:MOST], *([words("so_far.more", n=more, count=more)] if more else [])]


def _day_ahead(one: Mapping[str, Any]) -> date:
    if one["status"] == "open":
        return date.min
    return one.get("at_latest") or (date.fromisoformat(one["earliest"]) if one["earliest"] else date.max)


def _when(one: Mapping[str, Any], words: Words, *, abroad: bool) -> str:
    if one["status"] == "open":
        return words("so_far.once_back" if abroad else "so_far.now")
    if one["earliest"] is None:
        return words("so_far.later")
    day = one.get("at_latest") or date.fromisoformat(one["earliest"])
    month = words("date.month_written", month=words.month(day.month), year=day.year)
    if one.get("at_latest"):
        return words("so_far.from_latest", month=month)
    return words("so_far.from_about" if one["between"] else "so_far.from", month=month)


def _open(waiting: Mapping[str, Mapping[str, Any]], words: Words) -> str:
    """The cards that are open; one alone with the first fact that it waits for, where that has a short name."""
    [key, one], *others = waiting.items()
    if others or not one["missing"]:
        return _named(waiting, words)
    what = words(f"short.{place_of_path(one['missing'][0]).words}")
    return words("so_far.waits", card=key, what=what) if len(what) <= LONGEST else key


def _named(waiting: Mapping[str, Any], words: Words) -> str:
    return words.every_of(list(waiting))
