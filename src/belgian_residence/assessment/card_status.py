"""What becomes of the card that is held, without the rest of the answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from belgian_residence.assessment.one_person import read_person
from belgian_residence.keeping.clocks import NO_CLOCKS
from belgian_residence.keeping.keep import keep


def card_status(case: Mapping[str, Any], on: date, today: date | None = None) -> str | None:
    """For one person: kept, at_risk, lost or unsettled, as ``assess`` says it under ``keep``; None where no card is
    held or known. Raises CaseError."""
    found = keep(read_person(case, on), on, NO_CLOCKS, today)
    return found["status"] if found else None
