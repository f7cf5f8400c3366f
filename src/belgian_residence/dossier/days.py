"""The shape of a day that matters: which keys it has, and how sure it is."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from belgian_residence.dossier.figures import STRONG, confidence, drives
from belgian_residence.told.values import Days

SATURDAY = 5
NOT_VERIFIED_AGAIN = "not-verified-again"
"""The doubt about a day that is counted with a figure past its verify-by date."""


def deadline(
    id: str, on: date, law: tuple[str, ...], binds: Literal["you", "office"], last: date | None, counts_from: str
) -> dict[str, Any]:
    """A day by its id; ``last``: None where it is not known. ``counts_from``: the fact that it is counted from."""
    return {
        "id": id,
        "from": None,
        "date": last.isoformat() if last else None,
        "counts_from": counts_from,
        "state": "unknown" if last is None else "passed" if last < on else "ahead",
        "on_weekend": last is not None and last.weekday() >= SATURDAY,
        "binds": binds,
        "provisions": list(law),
    }


def sureness(
    on: date,
    law: tuple[str, ...],
    day: Days | None,
    doubts: list[str],
    term: dict[str, Any] | None = None,
    *,
    late: bool = False,
) -> dict[str, Any]:
    """``on``: the day asked about. ``day``: the one that is counted from. ``late``: it also rests on a figure past its
    verify-by date. ``certain``: it is known exactly, the provision may decide, the figures are confirmed, and there is
    no doubt."""
    late = late or is_late(term)
    doubts = [*doubts, *([NOT_VERIFIED_AGAIN] if late else [])]
    shown = term["confidence"] if term and term["confidence"] else confidence(law, on)
    rough = day is not None and not day.exact
    sure = day is not None and not rough and not doubts and drives(law) and shown in STRONG
    return {
        "doubts": [*doubts, *(["date-not-exact"] if rough else [])],
        "confidence": shown,
        "certain": sure and (term is None or term["status"] == "confirmed"),
    }


def is_late(term: dict[str, Any] | None) -> bool:
    """Is the figure past its verify-by date?"""
    return term is not None and term["status"] == "past_verify_by"


def last_value(term: dict[str, Any]) -> int | None:
    """The figure; one past its verify-by date as it was known last. None: it is not known for the day."""
    value: int | None = term["last_known"]["value"] if is_late(term) else term["value"]
    return value
