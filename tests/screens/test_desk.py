"""The desk sheet: two languages side by side, and nothing beside that was not seen in that language."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from screens.app import handle
from screens.questions.flow import CARDS
from screens.showing import desk
from screens.showing.desk import ANNEX, OFFICES, TERMS, THE_ACT

EU = {"nationality": "EU", "card": "EU", "annex_19": "2019-10-01", "absences": [], "stays": [], "interruptions": []}


def ask(screen: str, case: dict[str, Any], **more: Any) -> dict[str, Any]:
    request = {"action": "show", "screen": screen, "language": "en", "today": "2026-11-29", "state": {"case": case}}
    found: dict[str, Any] = json.loads(handle(json.dumps({**request, **more})))
    return found


def beside(html: str, office: str) -> list[str]:
    """What stands in the column of the office, line by line."""
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(rf'<dd lang="{office}">(.*?)</dd>', html, re.S)]


def test_every_card_has_an_official_term_in_every_language_of_an_office() -> None:
    assert set(TERMS) == set(CARDS)
    for terms in (*TERMS.values(), ANNEX, THE_ACT):
        assert set(terms) == set(OFFICES)


@pytest.mark.parametrize(
    ("office", "term", "form"),
    [
        ("nl", "document ter staving van duurzaam verblijf", "bijlage 22"),
        ("fr", "document attestant de la permanence du séjour", "annexe 22"),
        ("de", "Dokument zur Bescheinigung des Daueraufenthalts", "Anlage 22"),
    ],
)
def test_what_stands_beside_it(office: str, term: str, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a browser that has the words of the page's language alone: the official terms."""
    monkeypatch.setattr(desk, "words_of", lambda office: None)
    told = beside(ask(f"desk/{office}", EU)["html"], office)
    assert told[0] == term
    assert told[1].startswith(THE_ACT[office].replace("'", "&#39;"))
    assert "42quinquies" in told[1]
    assert told[2] == form
    assert told[3] == "–", "no translation of the papers was seen"


def test_with_the_words_of_the_office_at_hand_the_papers_stand_beside_too() -> None:
    told = beside(ask("desk/nl", EU)["html"], "nl")
    assert told[0] == "EU+-kaart (duurzaam verblijf van EU-burgers)"
    assert told[3] != "–"


def test_the_language_of_the_office_is_chosen() -> None:
    assert ask("desk", EU)["screen"] == "desk/nl"
    chosen = ask("desk/nl", EU, action="submit", form={"answer": ["de"]})
    assert chosen["screen"] == "desk/de"
    assert ask("desk/nl", EU, action="submit", form={"answer": ["xx"]})["error"]


def test_without_a_possible_card_there_is_nothing_to_ask_for() -> None:
    assert "nothing to ask for" in ask("desk", {"nationality": "BE", "card": "none"})["html"]
