"""The limits of the law that are counted with: whole numbers of years, months or days, by date."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from belgian_residence.law.amounts import amount


@lru_cache(maxsize=4096)  # a count asks for the same few limits again and again
def limit(name: str, on: date) -> int:
    """The limit in force on a day, in the unit of its amount. Raises NotConfirmed where none is known."""
    value = amount(name, on).value
    if not isinstance(value, int):
        raise TypeError(f"{name} is not a whole number: {value!r}")
    return value
