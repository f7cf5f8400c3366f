"""What is wrong with input: where, what was given, what is accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FaultKind = Literal["value", "future", "before", "after", "overlap", "conflict"]
"""value: not of the accepted form. future: after the date asked about. before, after: out of order with another date.
overlap: an entry that runs at the same time as another. conflict: cannot be true beside another answer."""


@dataclass(frozen=True)
class Fault:
    """One thing in the input that cannot be used: where it stands, what was given, what is accepted."""

    where: str
    given: str
    accepted: str
    kind: FaultKind = "value"
    other: str | None = None
    """For kinds before, after, overlap and conflict: the place that ``where`` cannot be true beside."""

    def __str__(self) -> str:
        return f"{self.where}: {self.given}; accepted: {self.accepted}"


class CaseError(ValueError):
    """The case cannot be read. ``faults`` lists every fault found, in the order of the case file."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
