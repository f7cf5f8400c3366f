"""The values of a case as they were told: dates as intervals, lists as they stand in the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any


@dataclass(frozen=True)
class Days:
    """A date that is known to lie between two days, both included. An exact date has the same day twice."""

    earliest: date
    latest: date

    @property
    def exact(self) -> bool:
        return self.earliest == self.latest


SAME_DATE_WITHIN = timedelta(days=3)
"""Two days that lie no further apart are shown as one date, the later one (see ``routes.outcome``)."""

Path = tuple[str | int, ...]
"""The place of a date in the values: a fact, or a list, the number of an entry and a field of it."""

Values = dict[str, Any]
"""The facts of a case that are known, by name; every date as ``Days``, a list as a list of such dicts."""
