"""The worked examples of CONTRIBUTING.md do what they say."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from belgian_residence.assessment import one_person, vocabulary
from belgian_residence.assessment.interview import next_question_of
from belgian_residence.law import amount_tables, amounts
from belgian_residence.law.laws import all_laws
from belgian_residence.law.provisions import all_provisions
from belgian_residence.law.sources import all_sources
from belgian_residence.routes import registry
from belgian_residence.routes.registry import ROUTES
from belgian_residence.routes.status import Route

TEXT = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")


def section(heading: str) -> str:
    """The text under a heading, up to the next one of the same rank."""
    return TEXT.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def block(heading: str, language: str) -> str:
    """The one code block in a language under a heading."""
    found = re.findall(rf"```{language}\n(.*?)```", section(heading), re.DOTALL)
    assert len(found) == 1
    return re.sub(r"^   ", "", str(found[0]), flags=re.MULTILINE) if language == "toml" else str(found[0])


@pytest.fixture
def q_card(monkeypatch: pytest.MonkeyPatch) -> Route:
    """The made-up status of the section, added to the routes as the section says."""
    names: dict[str, Any] = {}
    exec(block("A new status", "python"), names)  # noqa: S102 - the example is ours
    route: Route = names["Q"]
    more = (*ROUTES, route)
    monkeypatch.setattr(one_person, "ROUTES", more)
    monkeypatch.setattr(vocabulary, "ROUTES", more)
    monkeypatch.setitem(registry.BY_KEY, route.key, route)
    return route


STAY = {"from": "2021-05-03", "ground": "single_permit"}


@pytest.mark.parametrize(
    ("facts", "on", "status", "earliest"),
    [
        ({"stays": [STAY], "public_order": False}, "2024-05-02", "later", "2024-05-03"),
        ({"stays": [STAY], "public_order": False}, "2024-05-03", "open", "2024-05-03"),
        ({"stays": [STAY], "public_order": True}, "2024-05-03", "closed", None),
        ({"stays": [STAY]}, "2024-05-03", "unsettled", "2024-05-03"),
        ({"stays": [STAY | {"to": "2023-01-01"}], "public_order": False}, "2024-05-03", "closed", None),
        ({"stays": [STAY | {"from": "2021-05"}], "public_order": False}, "2024-05-10", "unsettled", "2024-05-31"),
    ],
)
def test_the_new_status_answers(
    q_card: Route, facts: dict[str, Any], on: str, status: str, earliest: str | None
) -> None:
    answer = one_person.assess_person({"nationality": "MA", "card": "A", **facts}, date.fromisoformat(on))
    assert (answer["routes"]["Q"]["status"], answer["routes"]["Q"]["earliest"]) == (status, earliest)


def test_the_new_status_asks_its_questions(q_card: Route) -> None:
    asked = []
    case: dict[str, Any] = {}
    answers = {"nationality": "MA", "stays": [STAY], "public_order": False}
    while question := next_question_of(case, date(2024, 5, 3), routes=("Q",)):
        asked.append(question["fact"])
        case[question["fact"]] = answers[question["fact"]]
    assert sorted(asked) == sorted(answers)


def test_the_words_that_the_section_names_are_those_that_the_new_status_needs(q_card: Route) -> None:
    named = {
        word.removeprefix("condition.") for word in re.findall(r"`(condition\.Q\.[a-z-]+)`", section("A new status"))
    }
    assert named == {id for id in vocabulary.vocabulary()["conditions"] if id.startswith("Q.")}


def test_a_new_amount_is_one_entry_in_one_file() -> None:
    """The example takes the place of the last declared gap of an income: that year is known, the next is the gap."""
    text = (Path(amounts.__file__).parent / "amounts" / "long-term-resident.toml").read_text(encoding="utf-8")
    gap = re.search(
        r"\[\[amount\.period\]\]\nfrom = (\d{4})-01-01\nnot_confirmed = true\n", text[text.index("L.income.self") :]
    )
    assert gap is not None
    year = int(gap[1])
    entry = block("A new amount (a new year)", "toml").replace("KEY-OF-THE-SOURCE", next(iter(all_sources())))
    entry = (
        entry.replace("2027", str(year + 1))
        .replace("= 2026-01-01", f"= {year}-01-01")
        .replace("= 2026-12-31", f"= {year}-12-31")
    )
    parsed = amount_tables.parse_amounts(
        {"long-term-resident": text.replace(gap[0], entry, 1)}, all_provisions(), all_sources(), all_laws()
    )
    known, gap_after = parsed["L.income.self"].periods[-2:]
    assert isinstance(known, amount_tables.Amount)
    assert (known.value, known.valid_from, known.valid_to) == (1058, date(year, 1, 1), date(year, 12, 31))
    assert isinstance(gap_after, amount_tables.Gap)
    assert gap_after.valid_from == date(year + 1, 1, 1)
