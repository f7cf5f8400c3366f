"""What is wrong with input: where, what was given, what is accepted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing in the input that cannot be used: where it stands, what was given, what is accepted."""

    where: str
    given: str
    accepted: str

    def __str__(self) -> str:
        return f"{self.where}: {self.given}; accepted: {self.accepted}"


class CaseError(ValueError):
    """The case cannot be read. ``faults`` lists every fault found, in the order of the case file."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
