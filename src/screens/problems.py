"""What can be wrong with a form: the problem, and the exception that carries it. Words come later."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as with_default
from typing import Any

OF_FIELD = "of_field"
"""Among the values of a problem: the key of the name of its field, said first where a page has several."""


@dataclass(frozen=True)
class Problem:
    """One thing to correct: the field to go to, the message key and its values (before they are put into words)."""

    field: str
    key: str
    values: dict[str, Any] = with_default(default_factory=dict)


class NotAccepted(Exception):
    """The form cannot be used yet; ``problems`` says why, in the order of the page."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(", ".join(problem.key for problem in problems))
        self.problems = list(problems)
