"""Within one request the rules are asked once: which screen comes next, and why it asks, are the same question."""

from __future__ import annotations

import json
from typing import Any

import pytest

import belgian_residence
from screens import app

TOLD = {"nationality": ["MA"], "card": "A"}


def submitted(case: dict[str, Any], fact: str, answer: str) -> dict[str, Any]:
    form = {"answer": [answer]}
    request = {"action": "submit", "screen": f"question/{fact}", "form": form, "state": {"case": case}}
    found: dict[str, Any] = json.loads(app.handle(json.dumps({"language": "en", "today": "2026-11-22", **request})))
    return found


def test_the_next_screen_and_its_reasons_are_one_question(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, Any]] = []
    original = belgian_residence.next_question

    def counted(case: dict[str, Any], *more: Any) -> dict[str, Any] | None:
        asked.append(dict(case))
        return original(case, *more)

    monkeypatch.setattr(belgian_residence, "next_question", counted)
    assert submitted(TOLD, "public_order", "no")["screen"].startswith("question/")
    assert asked == [{**TOLD, "public_order": False}]


def test_nothing_of_what_was_asked_is_kept_in_the_state() -> None:
    assert set(submitted(TOLD, "public_order", "no")["state"]) == {"on", "case", "drafts", "entries"}


def test_no_route_is_decided_in_full_to_take_in_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole assessment takes several times as long as the next question."""
    monkeypatch.setattr(belgian_residence, "assess", None)
    assert not submitted(TOLD, "public_order", "no")["error"]
