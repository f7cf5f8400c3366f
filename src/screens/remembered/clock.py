"""Today: the day that the device says, unless that cannot be; then the day that the person says, and the days since.

A phone with an empty battery says 1970, a wrong setting any year at all. Every answer hangs on the day, so a clock
that cannot be right is asked about, never believed and never corrected in silence.
"""

from __future__ import annotations

from datetime import date, timedelta

FIRST = date(2026, 11, 22)
"""The day on which the law was read for these rules. Before it they did not exist, so no clock that is right says it.
It may be raised, never above the day of the last check (a test says so)."""
LAST = date(2036, 11, 22)
"""Ten years later every figure is long past its day: a clock that says more is more likely wrong than this edition in
use."""
LONGEST = timedelta(days=31)
"""How long a day that a person said is counted on from: then it is asked again."""


def is_likely(device: date) -> bool:
    """Can a clock that is right say this day?"""
    return FIRST <= device <= LAST


def said_today(device: date, clock: dict[str, str]) -> date | None:
    """The day by what the person said of it (``said``, while the device said ``device``); None where nothing was said,
    or where the clock of the device was changed since."""
    if "said" not in clock:
        return None
    passed = device - date.fromisoformat(clock["device"])
    return date.fromisoformat(clock["said"]) + passed if timedelta(0) <= passed <= LONGEST else None


def today(device: date, clock: dict[str, str]) -> date:
    """The day to count with. Where nobody knows it yet: the first one, for what no day matters to."""
    return device if is_likely(device) else said_today(device, clock) or FIRST


def is_known(device: date, clock: dict[str, str]) -> bool:
    """Is the day known, or must the person be asked?"""
    return is_likely(device) or said_today(device, clock) is not None
