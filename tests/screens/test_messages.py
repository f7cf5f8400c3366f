"""Messages to copy: they name the card, its day and the papers of the result, and leave what is personal open."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest

from screens.app import handle

EU = {"nationality": "EU", "card": "EU", "annex_19": "2019-10-01", "absences": [], "stays": [], "interruptions": []}
EU_OPEN = {**EU, "suspensive_appeal_pending": False, "early_ground": "none", "eu_activity": ["worker"]}
LATER = {**EU_OPEN, "annex_19": "2024-10-01"}


def messages(case: dict[str, Any]) -> dict[str, str]:
    request = {"action": "show", "screen": "messages", "language": "en", "today": "2026-11-29", "state": {"case": case}}
    shown = json.loads(handle(json.dumps(request)))["html"]
    found = re.findall(r'<textarea id="af-message-(\w+)"[^>]*>(.*?)</textarea>', shown, re.DOTALL)
    assert "data-copy" in shown or not found
    return {name: html.unescape(text) for name, text in found}


def test_an_open_card_can_be_asked_for_by_message_on_the_day() -> None:
    told = messages(EU_OPEN)
    assert set(told) == {"appointment", "asked", "employer"}
    assert "EU+ card" in told["appointment"]
    assert "My document now: EU card" in told["appointment"]
    assert "With this message of 29 November 2026 I ask for the EU+ card" in told["asked"]
    assert "\n- " in told["employer"]


def test_a_card_of_later_names_its_day_and_is_not_asked_for_yet() -> None:
    told = messages(LATER)
    assert "asked" not in told
    assert "1 October 2029" in told["appointment"]


@pytest.mark.parametrize("case", [EU_OPEN, LATER])
def test_no_place_for_a_value_is_left_empty(case: dict[str, Any]) -> None:
    for text in messages(case).values():
        assert "{" not in text
        assert ": ." not in text


def test_where_no_card_is_possible_there_is_no_message() -> None:
    assert messages({"nationality": "BE", "card": "none"}) == {}
