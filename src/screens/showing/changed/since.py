"""What has changed since a file was saved: the day, and each card with what it was then and what it is now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from screens.words import Words

if TYPE_CHECKING:
    from belgian_residence import answer_types


@dataclass(frozen=True)
class Change:
    """One card that is not as it was."""

    card: str
    then: str
    now: str


def changes(then: Mapping[str, Any], now: Mapping[str, answer_types.SoFar], words: Words) -> list[Change]:
    """``then``: each card with its status and day as the file had them. ``now``: see ``flow.so_far``."""
    return [
        Change(
            words(f"route.{key}.name"),
            _said(then[key][0], then[key][1], words),
            _said(one["status"], one["earliest"], words),
        )
        for key, one in now.items()
        if then[key] != [one["status"], one["earliest"]]
    ]


def _said(status: str, day: str | None, words: Words) -> str:
    word = words(f"status.{status}")
    return words("since.with_day", status=word, day=words.day(date.fromisoformat(day))) if day else word
