"""What the wizard remembers between two screens. It travels as JSON and lives in the page, nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

Form = dict[str, list[str]]
"""A form as the browser sends it: for each field the texts typed or chosen."""


@dataclass
class State:
    """The case (see ``belgian_residence.facts``), the date asked about, and what is typed but not yet an answer."""

    case: dict[str, Any] = field(default_factory=dict)
    on: str | None = None
    """The date asked about (ISO); None: today."""
    drafts: dict[str, Form] = field(default_factory=dict)
    """Raw texts by screen, kept while they are not accepted answers, so that nothing typed is lost."""
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Entries of lists that are being filled in, by "list/index"."""

    @classmethod
    def from_json(cls, raw: dict[str, Any] | None) -> State:
        """The state a page sent; nothing at all is an empty state."""
        raw = raw or {}
        return cls(
            case=dict(raw.get("case") or {}),
            on=raw.get("on"),
            drafts=dict(raw.get("drafts") or {}),
            entries=dict(raw.get("entries") or {}),
        )

    def to_json(self) -> dict[str, Any]:
        """The state as plain JSON."""
        return {"case": self.case, "on": self.on, "drafts": self.drafts, "entries": self.entries}

    def date(self, today: date) -> date:
        """The date asked about."""
        return date.fromisoformat(self.on) if self.on else today

    @property
    def empty(self) -> bool:
        """Has nothing been told yet?"""
        return not (self.case or self.drafts or self.entries)


def first(form: Form, name: str) -> str:
    """The first text of a field, stripped; "" when the field was not sent."""
    return (form.get(name) or [""])[0].strip()
