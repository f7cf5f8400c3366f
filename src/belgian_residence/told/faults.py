"""What is wrong with input: where, what was given, what is accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FaultKind = Literal["value", "future", "before", "after", "overlap", "conflict", "older", "newer"]
"""value: not of the accepted form. future: after the date asked about. before, after: out of order with another date.
overlap: an entry that runs at the same time as another. conflict: cannot be true beside another answer. older, newer:
told under rules of another version (see ``versions``)."""


@dataclass(frozen=True)
class Fault:
    """One thing in the input that cannot be used: where it stands, what was given, what is accepted."""

    where: str
    given: str
    accepted: str
    kind: FaultKind = "value"
    other: str | None = None
    """For kinds future, before, after, overlap and conflict: the place that ``where`` cannot be true beside. ``on``:
    the date asked about."""
    rule: str | None = None
    """For these kinds: the rule that the two break, an id of ``contradictions.RULES``."""
    law: tuple[str, ...] = ()
    """The provisions behind the rule; none for a rule of plain sense."""
    ways: tuple[str, ...] = ()
    """How to put it right or keep both: ids, the most likely first."""

    @property
    def short(self) -> str:
        """Where it stands, what was given, what is accepted."""
        return f"{self.where}: {self.given}; accepted: {self.accepted}"

    def __str__(self) -> str:
        if self.rule is None:
            return self.short
        law = f" ({', '.join(self.law)})" if self.law else ""
        return f"{self.short}; rule: {self.rule}{law}; ways: {', '.join(self.ways)}"


LONGEST_SHOWN = 80


def shown(value: object) -> str:
    """A value from outside as a fault tells it: short, and whatever it is (nested deeply, a number of 5,000 digits)."""
    try:
        text = repr(value)
    except (RecursionError, ValueError):
        return f"a {type(value).__name__} that cannot be written out"
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 3] + "…"


class CaseError(ValueError):
    """The case cannot be read. ``faults`` lists every fault found, in the order of the case file."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
