"""The rules are asked once for a case: which screen comes next, why it asks and the early answer are one question."""

from __future__ import annotations

import json
from typing import Any

import pytest

import belgian_residence
from screens import app

TOLD = {"nationality": ["MA"], "card": "A"}


def submitted(case: dict[str, Any], fact: str, answer: str) -> dict[str, Any]:
    return asked_for(
        action="submit", screen=f"question/{fact}", form={"asked": [fact], "answer": [answer]}, state={"case": case}
    )


def asked_for(**request: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(app.handle(json.dumps({"language": "en", "today": "2026-11-22", **request})))
    return found


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The cases for which the rules were asked how far the questions are."""
    found: list[dict[str, Any]] = []
    original = belgian_residence.interview

    def counted(case: dict[str, Any], *more: Any, **how: Any) -> dict[str, Any]:
        found.append(dict(case))
        return original(case, *more, **how)

    monkeypatch.setattr(belgian_residence, "interview", counted)
    return found


def test_the_next_screen_its_reasons_and_the_early_answer_are_one_question(asked: list[dict[str, Any]]) -> None:
    answer = submitted(TOLD, "public_order", "no")
    assert answer["screen"].startswith("question/")
    assert "data-so-far" in answer["html"]
    assert asked == [{**TOLD, "public_order": False}]


def test_the_pages_of_an_entry_ask_the_rules_nothing_more(asked: list[dict[str, Any]]) -> None:
    """They all stand before one and the same case: what the rules said of it travels with the state."""
    state = submitted(TOLD, "public_order", "no")["state"]
    asked.clear()
    for screen, answer in (("stays", "some"), ("stays/0/group", "work"), ("stays/0/ground", "single_permit")):
        form = {"answer": [answer]}
        found = asked_for(action="submit", screen=f"question/{screen}", form=form, state=state)
        assert "data-so-far" in found["html"], screen
        state = found["state"]
    assert asked == []


def test_only_one_answer_of_the_rules_travels_with_the_state() -> None:
    """It is small, and it is never used for another case or another day."""
    state = submitted(TOLD, "public_order", "no")["state"]
    assert set(state) == {"on", "case", "drafts", "entries", "asked", "rules_version"}
    assert len(state["asked"]) == 1


def test_no_route_is_decided_in_full_to_take_in_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole assessment takes several times as long as the next question."""
    monkeypatch.setattr(belgian_residence, "assess", None)
    assert not submitted(TOLD, "public_order", "no")["error"]
