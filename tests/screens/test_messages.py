"""Messages to copy: they name the card, its day and the papers of the result, and leave what is personal open."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from screens.render import words
from visiting import answered

EU = {"nationality": "EU", "card": "EU", "annex_19": "2019-10-01", "absences": [], "stays": [], "interruptions": []}
EU_OPEN = {**EU, "suspensive_appeal_pending": False, "early_ground": "none", "eu_activity": ["worker"]}
LATER = {**EU_OPEN, "annex_19": "2024-10-01"}


def shown_for(case: dict[str, Any], screen: str = "messages", language: str = "en") -> str:
    return str(answered(screen, {"case": case}, today="2026-11-29", language=language)["html"])


def messages(case: dict[str, Any], screen: str = "messages", language: str = "en") -> dict[str, str]:
    shown = shown_for(case, screen, language)
    found = re.findall(r'<textarea id="af-message-(\w+)"[^>]*>(.*?)</textarea>', shown, re.DOTALL)
    assert "data-copy" in shown or not found
    return {name: html.unescape(text) for name, text in found}


def test_an_open_card_can_be_asked_for_by_message_on_the_day() -> None:
    told = messages(EU_OPEN)
    assert set(told) == {"appointment", "asked", "employer"}
    assert "EU+ card" in told["appointment"]
    assert "My document now: EU card" in told["appointment"]
    assert "With this message of 29 November 2026 I apply for the EU+ card" in told["asked"]
    assert "\n- " in told["employer"]


def test_who_earns_nothing_is_offered_no_message_to_an_employer() -> None:
    assert "employer" not in messages(EU_OPEN | {"income": 0})
    assert "employer" in messages(EU_OPEN | {"income": 900})


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "I am abroad at the moment (left: 20 October 2026; back: not known yet). My request is for when I am back",
        ),
        ("nl", "Ik ben op dit moment in het buitenland (vertrek: 20 oktober 2026; terug: nog niet bekend). Mijn vraag"),
        (
            "fr",
            "Je suis actuellement à l’étranger (départ\u00a0: 20 octobre 2026\u00a0; retour\u00a0: pas encore connu).",
        ),
        ("de", "Ich bin zurzeit im Ausland (Abreise: 20. Oktober 2026; Rückkehr: noch nicht bekannt). Mein Anliegen"),
    ],
)
def test_who_is_abroad_asks_for_an_appointment_for_afterwards_and_for_no_card_yet(language: str, said: str) -> None:
    told = messages(EU_OPEN | {"absences": [{"from": "2026-10-20"}]}, f"messages/{language}", language)
    assert said in told["appointment"]
    assert "asked" not in told
    order = {"applications": [{"route": "EU+", "filed": "2026-01-10", "decision": "granted"}]}
    told = messages(EU_OPEN | order | {"absences": [{"from": "2026-10-20"}]}, f"messages/{language}", language)
    assert said in told["order"]
    assert not re.search(r"^ | $|  |\{", "\n".join(told.values()), re.MULTILINE)


def test_a_card_of_later_names_its_day_and_is_not_asked_for_yet() -> None:
    told = messages(LATER)
    assert "asked" not in told
    assert "1 October 2029" in told["appointment"]


@pytest.mark.parametrize("case", [EU_OPEN, LATER])
def test_no_place_for_a_value_is_left_empty(case: dict[str, Any]) -> None:
    for text in messages(case).values():
        assert "{" not in text
        assert ": ." not in text


@pytest.mark.parametrize(
    ("office", "day", "card"),
    [
        ("nl", "1 oktober 2029", "EU+-kaart"),
        ("fr", "1er octobre 2029", "carte EU+"),
        ("de", "1. Oktober 2029", "EU+-Karte"),
    ],
)
@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
def test_a_message_is_in_the_language_of_the_office_and_says_below_what_it_says(
    language: str, office: str, day: str, card: str
) -> None:
    told = messages(LATER, f"messages/{office}", language)["appointment"]
    assert day in told
    assert card.casefold() in told.casefold()
    below = shown_for(LATER, f"messages/{office}", language).count("af-lines")
    assert below == (0 if language == office else 2)


@pytest.mark.parametrize(
    ("office", "day"), [("nl", "31 december 2029"), ("fr", "31 décembre 2029"), ("de", "31. Dezember 2029")]
)
def test_a_day_that_is_only_known_roughly_is_said_in_the_language_of_the_office_too(office: str, day: str) -> None:
    roughly = {**LATER, "annex_19": {"earliest": "2024-01-01", "latest": "2024-12-31"}}
    assert day in messages(roughly, f"messages/{office}")["appointment"]


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
@pytest.mark.parametrize("card", ["none", None])
def test_who_holds_no_card_or_does_not_know_it_says_so_as_a_letter_would(card: str | None, language: str) -> None:
    told = messages({**EU_OPEN, "card": card}, language=language)
    option = words(language)("option.card.none")
    assert "appointment" in told
    for text in (text for name, text in told.items() if name != "employer"):
        assert option not in text, "an option of a question is no sentence of a letter"
        assert words(language)("messages.held_none") in text if card else ": ." not in text
        assert not re.search(r"  |\n{3}| $", text, re.MULTILINE), "nothing is left of what is not said"


def test_where_no_card_is_possible_there_is_no_message() -> None:
    assert messages({"nationality": "BE", "card": "none"}) == {}
