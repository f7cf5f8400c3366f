"""The first questions: for whom, the nationality, the cards that people of it hold, the last day on the card."""

from __future__ import annotations

import re
from typing import Any

import pytest

from belgian_residence.law.provisions import all_provisions
from belgian_residence.told.facts import APPLICATION_ROUTES, CARDS, GROUNDS
from belgian_residence.told.holders import HOLDERS, REQUESTS_FROM
from screens.prerender import prerender
from screens.questions.beginning import first_questions, likely_cards, likely_requests
from visiting import answered

ON = "2026-11-29"


def ask(case: dict[str, Any], screen: str, form: dict[str, list[str]] | None = None, **state: Any) -> dict[str, Any]:
    return answered(screen, {"case": case, **state}, form, today=ON)


def test_every_row_of_holders_names_known_cards_and_provisions() -> None:
    assert {card for row in HOLDERS for card in row.cards} == set(CARDS) - {"none"}
    assert {id for row in HOLDERS for id in row.law} <= set(all_provisions())


@pytest.mark.parametrize(
    ("nationality", "held", "not_held"),
    [
        ("FR", {"EU", "EU+", "annex_8", "annex_8bis", "special_card", "none"}, {"A", "B", "F", "K", "L", "M", "N"}),
        ("CH", {"EU", "EU+"}, {"K"}),  # since 2016 (SW-7)
        ("GB", {"M", "M+", "N", "A", "B", "F", "F+", "K", "L"}, {"EU", "EU+", "annex_8bis"}),
        ("MA", {"A", "B", "F", "F+", "H", "K", "L", "M", "orange_card"}, {"EU", "EU+", "N"}),
        ("stateless", {"A", "B", "K", "L"}, {"EU", "N"}),
        (["GB", "IE"], {"M", "EU"}, set()),  # two nationalities: the cards of both
        (None, set(CARDS), set()),
    ],
)
def test_cards_of_a_nationality(nationality: object, held: set[str], not_held: set[str]) -> None:
    found = set(likely_cards(nationality))
    assert held <= found
    assert not found & not_held


def stays(*grounds: str) -> list[dict[str, str]]:
    return [{"from": "2020-01-01", "ground": ground} for ground in grounds]


@pytest.mark.parametrize(
    ("case", "offered"),
    [
        ({"nationality": "MA", "card": "A", "stays": stays("single_permit")}, "B K L nationality"),
        ({"nationality": "MA", "card": "A"}, "B K L nationality"),
        # a card of another stay now, once family: F+ can have been asked for then
        ({"nationality": "MA", "card": "A", "stays": stays("family_of_eu_or_belgian")}, "B K L F+ nationality"),
        ({"nationality": "MA", "card": "F"}, "B K L F+ M+ nationality"),
        ({"nationality": "MA", "card": "M", "stays": stays("withdrawal_agreement")}, "B K L M+ nationality"),
        ({"nationality": "GB", "card": "A", "stays": stays("withdrawal_agreement")}, "B K L M+ nationality"),
        ({"nationality": "GB", "card": "B", "stays": stays("unlimited_stay")}, "B K L nationality"),
        ({"nationality": "FR", "card": "EU"}, "EU+ nationality"),
        ({"nationality": "MA", "card": "orange_card"}, "B K L F+ M+ nationality"),  # it does not say what for
        ({"nationality": "MA"}, "B K L F+ M+ nationality"),
        ({"card": "A"}, "B K L EU+ nationality"),
        ({}, "B K L EU+ F+ M+ nationality"),
    ],
)
def test_requests_that_somebody_can_have_made(case: dict[str, Any], offered: str) -> None:
    assert " ".join(likely_requests(case)) == offered


def test_what_a_request_rests_on_names_known_cards_grounds_and_provisions() -> None:
    for route, stay in REQUESTS_FROM.items():
        assert route in APPLICATION_ROUTES
        assert stay.cards <= set(CARDS)
        assert stay.grounds <= set(GROUNDS)
        assert set(stay.law) <= set(all_provisions())


def test_a_request_that_is_not_likely_is_folded_and_never_lost() -> None:
    worker = {"nationality": "MA", "card": "A", "stays": stays("single_permit")}
    html = ask(worker, "question/applications/0/route")["html"]
    assert re.findall(r'name="answer" value="([^"]*)"', html.partition("<details")[0]) == ["B", "K", "L", "nationality"]
    assert sorted(re.findall(r'name="answer" value="([^"]*)"', html)) == sorted(APPLICATION_ROUTES)
    told = {**worker, "applications": [{"route": "F+", "filed": "2026-01-02", "decision": "pending"}]}
    assert '<details class="af-details" id="af-other-cards" open>' in ask(told, "question/applications/0/route")["html"]


@pytest.mark.parametrize("nationality", ["EU", "GB", "non-EU", "stateless", None])
def test_every_card_can_be_chosen_whatever_the_nationality(nationality: str | None) -> None:
    html = ask({"nationality": nationality}, "question/card")["html"]
    assert sorted(re.findall(r'name="answer" value="([^"]*)"', html)) == sorted([*CARDS, "unknown"])
    seen = html.partition("<details")[0]
    assert set(re.findall(r'name="answer" value="([^"]*)"', seen)) - {"unknown"} == set(likely_cards(nationality))


def test_a_card_is_drawn_and_has_its_title_in_the_languages_of_the_card() -> None:
    html = ask({"nationality": "non-EU"}, "question/card")["html"]
    label = html[html.index('value="A"') : html.index('value="B"')]
    assert "<svg" in label
    for language, title in (
        ("nl", "Beperkt verblijf"),
        ("fr", "Séjour limité"),
        ("de", "Aufenthalt für begrenzte Dauer"),
    ):
        assert f'<span lang="{language}">{title}</span>' in label


@pytest.mark.parametrize(
    ("case", "asked"),
    [
        ({"nationality": "BE"}, ("nationality",)),
        ({"nationality": "IN", "card": "A"}, ("nationality", "card", "card_expiry")),
        ({"nationality": "IN", "card": None}, ("nationality", "card", "card_expiry")),
        ({"nationality": "FR", "card": "annex_8bis"}, ("nationality", "card")),
        ({"nationality": "IN", "card": "none"}, ("nationality", "card")),
    ],
)
def test_the_last_day_is_asked_of_every_card_that_has_one(case: dict[str, Any], asked: tuple[str, ...]) -> None:
    assert first_questions(case) == asked


def test_a_belgian_is_asked_for_no_card() -> None:
    assert ask({}, "question/nationality", {"answer": ["BE"]})["screen"] == "result"


def test_a_card_that_does_not_fit_a_new_nationality_is_kept_and_asked_again() -> None:
    told = {"nationality": "FR", "card": "EU", "card_expiry": None, "annex_19": "2018-05-02"}
    answer = ask(told, "question/nationality", {"answer": ["GB"]})
    assert answer["screen"] == "question/card"
    assert answer["state"]["case"]["card"] == "EU"
    assert "that is unusual" in answer["html"]
    assert re.search(r'<details class="af-details" id="af-other-cards" open>', answer["html"]), "the answer is in sight"
    assert re.search(r'value="EU"[^>]* checked', answer["html"])
    fits = ask({**told, "card": "M"}, "question/nationality", {"answer": ["GB"]})
    assert fits["screen"] != "question/card"


def test_from_the_result_a_new_nationality_leads_back_to_it_over_the_card() -> None:
    told = {"nationality": "FR", "card": "EU", "card_expiry": None}
    opened = ask(told, "from-result/question/nationality")
    asked = ask(told, "question/nationality", {"answer": ["GB"]}, way_back=opened["state"]["way_back"])
    assert asked["screen"] == "question/card"
    back = asked["state"]["way_back"]
    assert ask(asked["state"]["case"], "question/card", {"answer": ["M"]}, way_back=back)["screen"] == "result"


def test_the_start_asks_for_whom() -> None:
    starts = re.findall(r'data-start href="#/([^"]*)"', prerender("en"))
    assert starts == ["question/nationality", "question/nationality", "people/add"]
    assert [f'id="/{screen}"' in prerender("en") for screen in set(starts)] == [True, True], "also before the script"
    assert ask({}, "people/add")["screen"] == "people/add", "each gets a name"


def test_the_counter_counts_pages_and_goes_down() -> None:
    """What is told opens nothing new here, so each page brings the number down by one."""
    case: dict[str, Any] = {
        "nationality": "IN",
        "card": "A",
        "card_expiry": None,
        "stays": [{"from": "2020-05-10", "ground": "single_permit", "first_card_issued": "2020-05-10"}],
        "absences": [],
    }
    answers = [
        {"identity_established": True},
        {"public_order": False, "public_health": False, "removal_decision": "none"},
        {"income": 2400, "dependants": 0, "health_insurance": True},
    ]
    said = []
    screen = "question/identity_established"
    for more in answers:
        html = ask(case, screen)["html"]
        found = re.search(r"About (one|\d+) more page", html)
        said.append(0 if found is None else 1 if found[1] == "one" else int(found[1]))
        case |= more
        screen = {1: "question/public_order", 2: "question/income"}.get(len(said), "result")
    assert said == [2, 1, 0]


def test_one_sentence_says_why_and_few_conditions_stand_behind_it() -> None:
    html = ask({"nationality": "IN", "card": "A", "card_expiry": None}, "question/stays")["html"]
    assert html.count('class="af-because"') == 1
    behind = re.search(r"<summary>What depends on it</summary>\s*<ul>(.*?)</ul>", html, re.DOTALL)
    assert behind
    assert behind[1].count("<li>") <= 4
    french = ask({"nationality": "FR", "card": "EU", "card_expiry": None}, "question/annex_19")["html"]
    because = re.search(r'class="af-because">([^<]*)<', french)
    assert because
    assert "L card" not in because[1]


@pytest.mark.parametrize(
    ("nationality", "card", "told"),
    [("FR", "EU", False), ("GB", "M", True), (["FR", "GB"], "EU", True), (None, "EU", True)],
)
def test_what_british_people_need_is_told_to_them_alone(nationality: object, card: str, told: bool) -> None:
    html = ask({"nationality": nationality, "card": card, "card_expiry": None}, "question/annex_19")["html"]
    assert "Annex 19" in html
    assert ("before Brexit" in html) is told


def test_where_violence_can_be_told_there_is_a_way_out_and_help() -> None:
    told = {"nationality": "MA", "card": "F", "card_expiry": None, "joint_household": False}
    html = ask(told, "question/retention_grounds")["html"]
    assert "data-leave" in html
    assert html.index("data-leave") < html.index("<h1")
    assert all(number in html for number in ("101", "112", "1712", "0800 30 030", "108"))
    assert "data-leave" not in ask(told, "question/joint_household")["html"]
