"""Count once for all the ways of counting between which a count makes no difference.

A route is counted under every reading that can change it, and for most people most readings change nothing: who was
never away has the same day however absences are counted. So a count notes which choices it looked at. Under another
way that makes these choices alike it would take the same steps, and its result is taken over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from belgian_residence.counting.conventions import Conventions
from belgian_residence.counting.situation import Situation

P = ParamSpec("P")
T = TypeVar("T")

CHOICES = tuple(field.name for field in fields(Conventions))


def once(count: Callable[Concatenate[Situation, P], T]) -> Callable[Concatenate[Situation, P], T]:
    """The same count, which keeps its results with the situation. It may depend on nothing but its arguments, which can
    be hashed."""

    @wraps(count)
    def counted(situation: Situation, /, *args: P.args, **kwargs: P.kwargs) -> T:
        kept = situation.counted.setdefault((count, args, *kwargs.items()), [])
        return _under(situation.conventions, kept, situation, lambda it: count(it, *args, **kwargs))

    return counted


def once_for_each(
    counted: Callable[Concatenate[Situation, P], T],
    ways: Mapping[str, Conventions],
    situation: Situation,
    *args: P.args,
    **kwargs: P.kwargs,
) -> dict[str, T]:
    """What a count that is ``once`` comes to in each of several ways, by their names: as if it were called in each."""
    count = cast(Callable[Concatenate[Situation, P], T], counted.__wrapped__)  # type: ignore[attr-defined]
    kept = situation.counted.setdefault((count, args, *kwargs.items()), [])
    return {name: _under(way, kept, situation, lambda it: count(it, *args, **kwargs)) for name, way in ways.items()}


Kept = list[tuple["_Watched", Any]]
"""The results of a count in one situation, each with what it looked at."""


def _under(way: Conventions, kept: Kept, situation: Situation, count: Callable[[Situation], T]) -> T:
    """The result that is kept for ways such as this one; otherwise it is counted now, and kept."""
    for watched, result in kept:
        if watched.was_like(way):
            return cast(T, result)
    watched = _Watched(way)
    result = count(situation.under(cast(Conventions, watched)))
    kept.append((watched, result))
    return result


class _Watched:
    """A way of counting that notes in ``seen`` which of its choices were looked at, and what they were. Where the way
    is watched itself, it notes them too. ``choices``: those that are made otherwise here, and so not looked up."""

    def __init__(self, way: Conventions, **choices: Any) -> None:
        self.way: Conventions | _Watched = way
        self.choices = choices
        self.seen: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        if name in self.choices:
            return self.choices[name]
        choice = self.seen[name] = getattr(self.way, name)
        return choice

    def was_like(self, way: Conventions) -> bool:
        """Does a way make the choices that were looked at alike?"""
        if way is self.way and not isinstance(way, _Watched):
            return True  # most often; who watches notes what is looked at below
        for name, choice in self.seen.items():  # noqa: SIM110  (asked so often that a generator is felt)
            if getattr(way, name) != choice:
                return False
        return True

    def but(self, **choices: Any) -> Conventions:
        """As ``Conventions.but``."""
        return cast(Conventions, _Watched(cast(Conventions, self), **choices))

    def __eq__(self, other: object) -> bool:
        """The same choices. All of them are looked at."""
        if isinstance(self.way, Conventions) and not self.choices:
            self.seen |= vars(self.way)
            return self.way == other
        return all(getattr(self, name) == getattr(other, name) for name in CHOICES)
