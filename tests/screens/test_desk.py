"""The desk sheet: two languages side by side, any of the site beside any of an office."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from typing import Any

import pytest

import belgian_residence as rules
from belgian_residence.dossier import papers
from screens.app import handle
from screens.catalogues import FOR_OFFICES, by_key, read, sources
from screens.questions.flow import CARDS
from screens.render import words
from screens.showing.taken_along import desk
from screens.showing.taken_along.desk import FORMS, OFFICES, TERMS
from site_build.cases import sample

LANGUAGES = ("en", "nl", "fr", "de")
EU = {"nationality": "EU", "card": "EU", "annex_19": "2019-10-01", "absences": [], "stays": [], "interruptions": []}
OFFICIAL = {
    "nl": (
        "document ter staving van duurzaam verblijf",
        "wet betreffende de toegang tot het grondgebied",
        "Bijlage 22",
    ),
    "fr": ("document attestant de la permanence du séjour", "loi sur l'accès au territoire", "Annexe 22"),
    "de": (
        "Dokument zur Bescheinigung des Daueraufenthalts",
        "Gesetz über die Einreise ins Staatsgebiet",
        "Anlage 22",
    ),
}


def ask(screen: str, case: dict[str, Any], language: str = "en", **more: Any) -> dict[str, Any]:
    request = {"action": "show", "screen": screen, "language": language, "today": "2026-11-29", "state": {"case": case}}
    found: dict[str, Any] = json.loads(handle(json.dumps({**request, **more})))
    return found


def columns(shown: str) -> tuple[list[str], list[str]]:
    """What stands in the column of the person and in that of the office, line by line, without the labels."""
    own, theirs = [], []
    for row in re.findall(r'<li class="af-pair">(<div>.*?)</li>', shown, re.S):
        mine, *office = (html.unescape(one) for one in row.split("</div>") if "<div" in one)
        own += lines(mine)
        theirs += [line for one in office for line in lines(one)]
    return own, theirs


def lines(cell: str) -> list[str]:
    return [line for line in re.findall(r'<span(?: class="af-box")?>(.*?)</span>', cell, re.S) if line]


def test_every_card_has_an_official_term_in_every_language_of_an_office() -> None:
    assert set(TERMS) == set(CARDS)
    for terms in TERMS.values():
        assert set(terms) == set(OFFICES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("office", OFFICES)
def test_the_sheet_pairs_any_two_languages(language: str, office: str) -> None:
    own, theirs = columns(ask(f"desk/{office}", EU, language)["html"])
    beside = theirs if office != language else own
    term, act, form = OFFICIAL[office]
    assert term in beside
    assert any(act in line and "rt. 42quinquies" in line for line in beside)
    assert form in beside
    assert words(office)("paper.annex-22") in beside
    assert words(language)("paper.annex-22") in own
    if office == language:
        assert theirs == [], "the same language does not stand twice"
    else:
        assert not set(own) & set(theirs)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("office", OFFICES)
def test_whatever_the_sheet_or_a_message_can_say_is_at_hand(language: str, office: str) -> None:
    """In the browser nothing but what the catalogue of the page brings along."""
    theirs = words(language).of_office(office)
    for id in papers.ids():
        assert theirs(f"paper.{id}") == words(office)(f"paper.{id}")
    for key in CARDS:
        assert theirs(f"route.{key}.name") == words(office)(f"route.{key}.name")
    for case in sample()[LANGUAGES.index(language) + len(LANGUAGES) * OFFICES.index(office) :: 12]:
        for screen in (f"desk/{office}", f"messages/{office}"):
            request = {"action": "show", "screen": screen, "language": language, "today": case["on"]}
            handle(json.dumps({**request, "state": {"case": case["case"], "on": case["on"]}}))


def test_what_is_said_to_an_office_has_no_plurals() -> None:
    """Their forms differ from language to language, and a catalogue knows those of one."""
    said = {key: one for path in sources("en") for key, one in by_key(read(path)).items() if FOR_OFFICES.fullmatch(key)}
    assert "paper.passport" in said
    assert "paper.photo.hint" not in said
    assert [key for key, one in said.items() if not isinstance(one.id, str)] == []


def test_a_form_is_a_paper() -> None:
    assert set(FORMS) <= set(papers.ids())


@pytest.mark.parametrize(
    ("language", "postal_code", "proposed"),
    [
        ("fr", "", "fr"),
        ("en", "4000", "fr"),
        ("nl", "4000", "fr"),
        ("fr", "9000", "nl"),
        ("en", "1030", "fr"),
        ("nl", "1030", "nl"),
        ("en", "4700", "de"),
        ("fr", "4700", "fr"),
        ("de", "4960", "de"),
        ("fr", "9600", "fr"),
        ("de", "9600", "nl"),
    ],
)
def test_the_language_is_proposed_from_the_postal_code(language: str, postal_code: str, proposed: str) -> None:
    state = {"case": EU, "postal_code": postal_code}
    assert ask("desk", EU, language, state=state)["screen"] == f"desk/{proposed}"
    assert ask("messages", EU, language, state=state)["screen"] == f"messages/{proposed}"


def test_no_language_is_guessed() -> None:
    """Somebody who reads English told nothing of where: the choice stands there, and nothing is chosen."""
    shown = ask("desk", EU)
    assert shown["screen"] == "desk"
    assert "checked" not in shown["html"]
    assert columns(shown["html"])[1] == []


@pytest.mark.parametrize("screen", ["desk", "messages"])
def test_who_sees_one_language_reads_why(screen: str) -> None:
    """The sheet and the messages promise two: where they are the same, or none is chosen, the page says so."""
    one, none = words("fr")("desk.same"), words("en")("desk.not_chosen")
    assert one in html.unescape(ask(screen, EU, "fr")["html"])
    assert one not in html.unescape(ask(f"{screen}/nl", EU, "fr")["html"])
    assert none in html.unescape(ask(screen, EU)["html"])
    assert none not in html.unescape(ask(f"{screen}/fr", EU)["html"])


def test_the_language_of_the_office_is_chosen() -> None:
    chosen = ask("desk/nl", EU, action="submit", form={"answer": ["de"]})
    assert chosen["screen"] == "desk/de"
    assert ask("desk/nl", EU, action="submit", form={"answer": ["xx"]})["error"]


def test_without_a_possible_card_there_is_nothing_to_apply_for() -> None:
    assert "nothing to apply for" in ask("desk", {"nationality": "BE", "card": "none"})["html"]


WORKER = {
    "nationality": "non-EU",
    "card": "A",
    "stays": [{"from": "2023-09-01", "ground": "single_permit", "first_card_issued": "2023-09-01"}],
    "absences": [],
    "income": 2500,
    "dependants": 0,
    "health_insurance": True,
    "public_order": False,
    "identity_established": True,
}
OLDER = WORKER | {"stays": [{"from": "2020-05-10", "ground": "single_permit", "first_card_issued": "2020-05-10"}]}
ON_L = {"route": "L", "filed": "2026-05-01"}


def cards_of(shown: str) -> list[str]:
    return [html.unescape(one).partition(" ")[0] for one in re.findall(r'<h2 id="af-desk-\d+">([^<]*)<', shown)]


@pytest.mark.parametrize(
    ("case", "cards"),
    [
        (OLDER, ["L", "B"]),
        (WORKER, ["L"]),  # with its day, which is that of B too: L is recommended
        (OLDER | {"applications": [ON_L | {"filed": "2026-09-01", "decision": "pending"}]}, ["B"]),
        (OLDER | {"applications": [ON_L | {"decision": "pending"}]}, ["L"]),  # it gives more than B
        (WORKER | {"applications": [{"route": "B", "filed": "2026-09-01", "decision": "pending"}]}, []),
    ],
    ids=["two open", "later", "under way", "yes by silence", "nothing to do"],
)
def test_a_sheet_is_for_what_can_be_asked_for_or_ordered(case: dict[str, Any], cards: list[str]) -> None:
    shown = ask("desk", case)["html"]
    assert cards_of(shown) == cards
    result = ask("result", case)["html"]
    printed = re.findall(r'data-handout="([^"]*)"( data-apart)?', result)
    assert [key for key, apart in printed if not apart] == (cards or ["none"])
    said = "Print the sheet for" if len(cards) < 2 else f"Print the {len(cards)} sheets"
    assert said in result
    if not cards:
        assert "nothing to do at the counter until the decision" in shown


def test_a_sheet_of_later_names_its_day_in_both_languages() -> None:
    shown = ask("desk/nl", WORKER)["html"]
    assert "from 1 September 2028" in shown
    assert "vanaf 1 september 2028" in shown


ABROAD = {
    "en": "For after the return to Belgium: abroad at the moment (left: 20 October 2026; back: {}).",
    "nl": "Voor na de terugkeer in België: nu in het buitenland (vertrek: 20 oktober 2026; terug: {}).",
    "fr": "Pour après le retour en Belgique\u00a0: actuellement à l’étranger "
    "(départ\u00a0: 20 octobre 2026\u00a0; retour\u00a0: {}).",
    "de": "Für die Zeit nach der Rückkehr nach Belgien: zurzeit im Ausland (Abreise: 20. Oktober 2026; Rückkehr: {}).",
}
BACK = {
    None: {"en": "not known yet", "nl": "nog niet bekend", "fr": "pas encore connu", "de": "noch nicht bekannt"},
    "2026-12-05": {
        "en": "5 December 2026",
        "nl": "5 december 2026",
        "fr": "5 décembre 2026",
        "de": "5. Dezember 2026",
    },
    "2026-12": {"en": "December 2026", "nl": "december 2026", "fr": "décembre 2026", "de": "Dezember 2026"},
}


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("back", BACK)
@pytest.mark.parametrize("asked", [[], [{"route": "L", "filed": "2026-05-01", "decision": "granted"}]])
def test_the_sheet_of_who_is_abroad_says_so_once_in_both_languages(
    office: str, back: str | None, asked: list[dict[str, str]]
) -> None:
    told = OLDER | {"absences": [{"from": "2026-10-20", "to": back}], "applications": asked}
    own, theirs = columns(ask(f"desk/{office}", told)["html"])
    sheets = len(cards_of(ask(f"desk/{office}", told)["html"]))
    assert own.count(ABROAD["en"].format(BACK[back]["en"])) == sheets
    assert theirs.count(ABROAD[office].format(BACK[back][office])) == sheets
    printed = html.unescape(ask("result", told)["html"])
    sheet = printed[printed.index('data-handout="L"') :]
    sheet = sheet[: sheet.index("</section>")]
    assert sheet.count("abroad") == 1


@pytest.mark.parametrize(
    "trip", [{"from": "2026-11-29"}, {"from": "2026-10-20", "to": "2026-11-29"}, {"from": "2026-12-10"}]
)
def test_on_the_days_of_departure_and_return_nobody_is_abroad(trip: dict[str, str]) -> None:
    assert "abroad" not in " ".join(columns(ask("desk/nl", OLDER | {"absences": [trip]})["html"])[0])


def test_what_is_granted_by_silence_is_ordered_with_the_day_of_the_receipt() -> None:
    """In both languages, under the article that says so, and without the papers that are handed in already."""
    shown = html.unescape(ask("desk/fr", OLDER | {"applications": [ON_L | {"decision": "pending"}]})["html"])
    sheet = shown
    assert "I ask you to order my card. I applied on 1 May 2026" in sheet
    assert "depuis le 2 octobre 2026 cela compte comme un oui" in sheet
    assert "art. 16 §2 al. 2" in sheet
    assert "Reçu de ma demande (annexe 16bis)" in sheet
    assert "Passport photo" in sheet
    assert "payslips" not in sheet
    granted = ask("desk/fr", OLDER | {"applications": [ON_L | {"decision": "granted"}]})["html"]
    assert "ma demande est acceptée" in granted


def test_the_message_orders_what_is_granted_and_asks_for_nothing_again() -> None:
    silent = html.unescape(ask("messages/de", OLDER | {"applications": [ON_L | {"decision": "pending"}]})["html"])
    assert "On 1 May 2026 I applied for the L card" in silent
    assert "gilt das seit dem 2. Oktober 2026 als Ja" in silent
    assert "appointment to apply" not in silent
    open_day = OLDER | {"applications": [ON_L | {"filed": "2026-05", "decision": "pending"}]}
    assert "Am [Datum] habe ich" in html.unescape(ask("messages/de", open_day)["html"])
    granted = ask("messages/nl", OLDER | {"applications": [ON_L | {"decision": "granted"}]})["html"]
    assert "is goedgekeurd" in granted
    waiting = OLDER | {"applications": [ON_L | {"filed": "2026-09-01", "decision": "pending"}]}
    assert "there is no message to send now" in ask("messages", waiting)["html"]


@pytest.mark.parametrize(
    ("ground", "articles"),
    [
        ("single_permit", "art. 61/25-6 §4 al. 1"),
        ("refugee", "art. 49 §1 al. 2-3"),
        ("subsidiary_protection", "art. 49/2 §§2-3"),
        ("medical_9ter", "art. 13 §1 al. 2"),
        ("family_of_unlimited_stay", "art. 13 §1 al. 3"),
        ("self_employed", "art. 13 §1 al. 1"),
    ],
)
def test_b_stands_under_the_article_of_its_ground(ground: str, articles: str) -> None:
    stays = [{"from": "2020-09-01", "to": None, "ground": ground, "first_card_issued": "2020-10-01"}]
    asked = {"asylum_application": "2020-01-01", "medical_application": "2020-01-01"}
    case = {"nationality": "non-EU", "card": "A", "stays": stays, "absences": [], **asked}
    b = rules.assess(case, date(2026, 11, 29))["routes"]["B"]
    assert articles in desk.cited(desk.articles(b), "en")
    assert "13 §1 al. 1" in desk.cited(desk.articles(b, for_everybody=True), "en")
