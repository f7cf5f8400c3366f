"""Count once for all the ways of counting between which a count makes no difference.

A route is counted under every reading that can change it, and for most people most readings change nothing: who was
never away has the same day however absences are counted. So a count notes which choices it looked at. Under another
way that makes these choices alike it would take the same steps, and its result is taken over.
"""

from __future__ import annotations

from collections.abc import Callable
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
        way = situation.conventions
        kept = situation.counted.setdefault((count, args, *kwargs.items()), [])
        for seen, result in kept:
            if all(getattr(way, name) == choice for name, choice in seen.items()):
                return cast(T, result)
        watched = _Watched(way)
        result = count(situation.under(cast(Conventions, watched)), *args, **kwargs)
        kept.append((watched.seen, result))
        return result

    return counted


class _Watched:
    """A way of counting that notes in ``seen`` which of its choices were looked at, and what they were. Where the way
    is watched itself, it notes them too. ``choices``: those that are made otherwise here, and so not looked up."""

    def __init__(self, way: Conventions, **choices: Any) -> None:
        self.way, self.choices = way, choices
        self.seen: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        if name in self.choices:
            return self.choices[name]
        choice = self.seen[name] = getattr(self.way, name)
        return choice

    def but(self, **choices: Any) -> Conventions:
        """As ``Conventions.but``."""
        return cast(Conventions, _Watched(cast(Conventions, self), **choices))

    def __eq__(self, other: object) -> bool:
        """The same choices. All of them are looked at."""
        return all(getattr(self, name) == getattr(other, name) for name in CHOICES)
