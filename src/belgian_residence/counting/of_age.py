"""From which day a person is of age: adults declare nationality (NAT-2), unaccompanied minors are under eighteen
(B-UAM-1), and a child who lives on somebody's means feeds nobody (L-INC-3)."""

from __future__ import annotations

from datetime import date

from belgian_residence.engine.dates import add_years

OF_AGE = 18
"""Years (B-UAM-1). Where the law base says adults or children it gives no number: from this age nobody doubts it."""


def of_age_on(birth: date) -> date:
    """The day on which somebody born on this day comes of age."""
    return add_years(birth, OF_AGE)
