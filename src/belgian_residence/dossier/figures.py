"""A figure of the law as a dossier shows it: its value on a day, how sure it is, and its period."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from belgian_residence.law.amount_tables import Amount
from belgian_residence.law.amounts import review_one
from belgian_residence.law.provisions import provision

STRONG = frozenset("HMAB")
"""Confidence that may drive an answer; the rest is practice or rests on one secondary source."""


def figure(name: str, on: date, today: date | None = None) -> dict[str, Any]:
    """An amount on a day: ``value`` is None where it is not confirmed, then ``last_known`` has its own period.

    ``today``: the day on which it is asked; a value that was to be verified again before it is not confirmed. Without
    it the day asked about counts.
    """
    found = dict(_figure(name, on, today or on))
    return {**found, "last_known": dict(found["last_known"])} if found["last_known"] else found


@lru_cache(maxsize=4096)  # the same figures stand in the dossiers of all people
def _figure(name: str, on: date, today: date) -> dict[str, Any]:
    found = review_one(name, on, today)
    shown, known = found.amount, found.last_known
    return {
        "amount": name,
        "value": shown.value if shown else None,
        "unit": found.parameter.unit,
        "status": found.status,
        "from": _day(shown.valid_from) if shown else None,
        "to": _day(shown.valid_to) if shown else None,
        "start_confirmed": shown.start_confirmed if shown else None,
        "confidence": shown.confidence if shown else None,
        "verify_by": _day(shown.verify_by) if shown else None,
        "last_known": _last_known(known) if known and not shown else None,
    }


def _last_known(known: Amount) -> dict[str, Any]:
    return {"value": known.value, "from": _day(known.valid_from), "to": _day(known.valid_to)}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def drives(law: tuple[str, ...]) -> bool:
    """May the main provision of ``law`` decide by itself?"""
    return provision(law[0]).drives


def confidence(law: tuple[str, ...], on: date) -> str:
    """The confidence of the main provision on a day: less from the day on which its text was amended and not read."""
    return provision(law[0]).confidence_on(on)
