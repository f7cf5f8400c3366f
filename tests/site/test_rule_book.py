"""The pages that nobody writes: one place for each condition, and nothing that the rules do not say."""

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import pytest

from belgian_residence import assess
from belgian_residence.assessment.vocabulary import vocabulary
from belgian_residence.counting.conventions import readings_of
from belgian_residence.keeping.groups import GROUPS
from belgian_residence.law.laws import place_in
from belgian_residence.law.provisions import provision
from belgian_residence.routes.registry import ROUTES
from belgian_residence.told.facts import CARDS
from screens.app import handle
from screens.render import words as catalogue
from screens.showing.lines.rule_book import address_of, page_of
from site_build.finish.html import read
from site_build.guides.rule_book.by_card import possible
from site_build.guides.rule_book.corpus import corpus
from site_build.guides.rule_book.declaration import Entry, all_entries, entries_in, parts
from site_build.guides.rule_book.pages import cases_of
from site_build.paths import CASES, DOCS, SITE
from site_build.translation.kept import built

pytestmark = pytest.mark.built
CONDITIONS = vocabulary()["conditions"]
LANGUAGES = list(built())
ON = date(2026, 11, 29)


def built(language: str, address: str) -> str:
    return (SITE / language / address / "index.html").read_text(encoding="utf-8")


class Sections(HTMLParser):
    """The text of a page below each heading with an id, by that id."""

    def __init__(self) -> None:
        super().__init__()
        self.now = ""
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"h1", "h2", "h3"}:
            self.now = dict(attrs).get("id") or ""
            self.found[self.now] = ""

    def handle_data(self, data: str) -> None:
        if self.now:
            self.found[self.now] += data


@cache
def sections(language: str, address: str) -> dict[str, str]:
    reader = Sections()
    reader.feed(built(language, address))
    return {id: re.sub(r"\s+", " ", text) for id, text in reader.found.items()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("route", [route.key for route in ROUTES])
def test_every_condition_has_one_place_on_the_page_of_its_route(route: str, language: str) -> None:
    ids = read(built(language, page_of(route))).ids
    wanted = [address_of(id).partition("#")[2] for id in CONDITIONS if id.split(".")[0] == route]
    assert wanted
    assert len(wanted) == len(set(wanted))
    assert {anchor: ids.count(anchor) for anchor in wanted} == dict.fromkeys(wanted, 1)


def test_the_rule_book_has_exactly_the_conditions_that_the_rules_can_give_out() -> None:
    assert sorted(entry.id for entry in all_entries()) == sorted(CONDITIONS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("route", [route.key for route in ROUTES])
def test_a_condition_says_what_the_wizard_says_and_what_it_rests_on(route: str, language: str) -> None:
    entries = [entry for entry in all_entries() if entry.id.split(".")[0] == route]
    assert sorted(entry.id for entry in entries) == sorted(id for id in CONDITIONS if id.split(".")[0] == route)
    shown = {entry.id: sections(language, page_of(route))[address_of(entry.id).partition("#")[2]] for entry in entries}
    lacking = [(entry.id, part) for entry in entries for part in to_say(entry, language) if part not in shown[entry.id]]
    assert lacking == []


def to_say(entry: Entry, language: str) -> Iterator[str]:
    """What is said of a condition: its words, its law, the facts that feed it, its cases."""
    say = catalogue(language)
    for answer in ("", ".no", ".unknown"):
        yield re.sub(r"\s+", " ", say(f"condition.{entry.id}{answer}"))
    for law in entry.law:
        yield law
        yield from (place_in(article, language) for article in provision(law).articles)
    yield from (say(f"fact.{name}") for name in corpus().conditions[entry.id].facts)
    yield from (case.name for case, _ in cases_of(entry))


@pytest.mark.parametrize("route", [route.key for route in ROUTES])
def test_clock_names_every_reading_that_can_give_another_date(route: str) -> None:
    [clock] = [one for one in ROUTES if one.key == route]
    address, _, anchor = address_of(clock.clock_id).partition("#")
    text = sections("en", address)[anchor]
    assert [name for name in readings_of(route) if catalogue("en")(f"reading.{name}") not in text] == []


def test_names_of_the_law_are_shown_in_french_and_dutch() -> None:
    text = built("en", page_of("L"))
    assert '<span lang="fr">loi du 15 décembre 1980</span>' in text
    assert '<span lang="nl">wet van 15 december 1980</span>' in text


def test_address_of_a_condition_is_a_plain_name() -> None:
    assert address_of("EU+.no-long-posting") == "rule-book/eu-plus/#no-long-posting"
    assert all(re.fullmatch(r"rule-book/[a-z-]+/#[a-z0-9-]+", address_of(id)) for id in CONDITIONS)


def test_condition_of_several_ways_is_told_once_and_linked_from_the_others() -> None:
    text = built("en", page_of("nationality"))
    assert text.count('href="#stay-runs"') > read(text).ids.count("stay-runs") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_keeping_shows_every_card_and_every_line_of_its_table(language: str) -> None:
    text = sections(language, "rule-book/keeping")
    say = catalogue(language)
    for group in GROUPS:
        for card in group.cards:
            assert re.sub(r"\s+", " ", say(f"option.card.{card}")) in text[group.key]
        lines = [("limit", group.limits), ("return", group.returns), ("end", group.ends)]
        for kind, one in ((kind, one) for kind, some in lines for one in some):
            assert re.sub(r"\s+", " ", say(f"keep.{kind}.{one.id}")) in text[group.key]
            assert all(id in text[group.key] for id in one.law)


# --- from a result to its rules -----------------------------------------------------------------------------------

PEOPLE: list[dict[str, Any]] = [
    {"nationality": "non-EU", "card": "A", "stays": [{"from": "2020-03-15", "ground": "single_permit"}]},
    {"nationality": ["FR"], "card": "EU", "annex_19": "2019-01-01", "absences": []},
    {"nationality": ["GB"], "card": "M", "stays": [], "withdrawal_agreement": True},
]


@cache
def ids_on(page: str) -> frozenset[str]:
    """The places of a built page that a link can lead to."""
    return frozenset(read((SITE / page / "index.html").read_text(encoding="utf-8")).ids)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("person", PEOPLE, ids=["third country", "EU", "Brexit"])
def test_every_line_of_a_result_leads_to_its_place(person: dict[str, Any], language: str) -> None:
    state = {"case": person, "on": None, "drafts": {}, "entries": {}}
    asked = {"language": language, "today": "2026-11-22", "action": "show", "screen": "result", "state": state}
    html = json.loads(handle(json.dumps(asked)))["html"]
    links = re.findall(r'href="([^"]*rule-book/[^"]*)"', html)
    answer = assess(person, date(2026, 11, 22))
    conditions = [one["id"] for route in answer["routes"].values() for one in route["conditions"]]
    assert conditions
    assert sorted(links) == sorted(f"../{address_of(id)}" for id in conditions)
    for link in links:
        page, _, anchor = urljoin(f"/{language}/wizard/", link).lstrip("/").partition("#")
        assert anchor in ids_on(page), link


# --- what the cases show ------------------------------------------------------------------------------------------


def written() -> list[dict[str, Any]]:
    return [
        case
        for path in sorted(CASES.glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


def test_every_case_is_in_the_rule_book_as_it_is_written() -> None:
    assert [(case.name, case.on) for case in corpus().cases] == [
        (case["name"], case["on"].isoformat()) for case in written()
    ]


def test_every_condition_has_a_question_that_feeds_it() -> None:
    assert [id for id in CONDITIONS if not corpus().conditions[id].facts] == []


def test_case_tests_a_condition_if_it_names_its_law_or_is_not_plainly_met() -> None:
    for entry in all_entries():
        route = entry.id.split(".")[0]
        for case, answer in cases_of(entry):
            assert route in case.expect, (entry.id, case.name)
            assert answer != "yes" or set(case.law) & set(entry.law), (entry.id, case.name)


def test_facts_that_feed_a_condition_are_facts_a_person_can_tell() -> None:
    known = set(vocabulary()["facts"])
    fed = {name for one in corpus().conditions.values() for name in one.facts}
    assert {name.split(".")[0] for name in fed} <= known


def test_case_is_shown_with_what_it_expects() -> None:
    text = built("en", page_of("L"))
    lines = {unescape(line) for line in re.findall(r"<li>([^<]*)</li>", text)}
    assert any(line.startswith("Worker, five years to the day. Asked about 15 March 2025.") for line in lines)


def test_search_does_not_read_the_lists_of_cases() -> None:
    for route in ROUTES:
        text = built("en", page_of(route.key))
        assert text.count('<details class="cases"') == text.count('<details class="cases" data-pagefind-ignore="all">')
        assert 'data-pagefind-filter="kind:reference"' in text


def test_nothing_of_the_rule_book_is_written_by_hand() -> None:
    assert list(DOCS.glob("*/rule-book*")) == []


# --- the page for who cannot run the questions ----------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_by_card_has_every_card_and_every_condition(language: str) -> None:
    text, say = sections(language, "rule-book/by-card"), catalogue(language)
    for card in CARDS:
        assert re.sub(r"\s+", " ", say(f"option.card.{card}")) in text["cards"]
    for route in ROUTES:
        shown = text[f"for-{page_of(route.key).removeprefix('rule-book/').rstrip('/')}"]
        early = {entry.id for part in parts(route) if part.key == "early" for entry in entries_in(part.items)}
        for entry in (one for part in parts(route) for one in entries_in(part.items)):
            sentence = re.sub(r"\s+", " ", say(f"condition.{entry.id}"))
            assert (sentence in shown) != (entry.id in early), entry.id


@pytest.mark.parametrize(
    ("nationality", "card", "routes"),
    [
        ("EU", "EU", {"EU+", "nationality"}),
        ("EU", "A", None),
        ("non-EU", "A", {"B", "K", "L"}),
        ("non-EU", "F", {"F+", "K", "L", "nationality"}),
        ("GB", "M", {"M+", "L", "nationality"}),
        ("GB", "N", set()),
    ],
)
def test_a_card_leaves_open_what_the_law_leaves_open(nationality: str, card: str, routes: set[str] | None) -> None:
    found = possible(nationality, card, ON)
    assert (None if found is None else set(found)) == routes


def test_without_javascript_the_wizard_page_leads_there() -> None:
    page = built("en", "wizard")
    noscript = re.search(r"<noscript><p.*?</noscript>", page, re.DOTALL)
    assert noscript
    assert 'href="../rule-book/by-card/"' in noscript[0]
