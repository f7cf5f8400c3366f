"""Days and stays in few signs, for tables of small cases."""

from datetime import date
from typing import Any

from belgian_residence.told.person import Stay


def day(text: str) -> date:
    """The day that is written year-month-day."""
    return date.fromisoformat(text)


def stay(ground: str, first: str, last: str | None = None, **more: Any) -> Stay:
    """A stay on a ground, in Belgium if nothing else is told; without a last day it still runs."""
    return Stay(day(first), day(last) if last else None, ground, **more)
