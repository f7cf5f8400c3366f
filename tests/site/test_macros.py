"""What the guides may call. A name that does not exist must raise, because that stops the build."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from belgian_residence.law import amounts, provisions
from site_build.guides import tables
from site_build.guides.macros import Macros, answer


@pytest.fixture
def page() -> Any:
    return SimpleNamespace(meta={"last_verified": date(2026, 11, 22)}, file=SimpleNamespace(src_uri="deep/er/page.md"))


@pytest.fixture
def macros(page: Any) -> Macros:
    return Macros(SimpleNamespace(conf={"theme": {"language": "en"}}, page=page))


def test_amount_is_that_of_the_day(macros: Macros) -> None:
    known = amounts.amount("L.income.self", date(2025, 6, 1))
    assert macros.amount("L.income.self", "2025-06-01") == f"{known.value:,} EUR a month"


def test_amount_that_is_not_confirmed_shows_the_last_known_one_with_its_year(macros: Macros) -> None:
    with pytest.raises(amounts.NotConfirmed) as missing:
        amounts.amount("L.income.self", date(2026, 6, 1))
    known = missing.value.last_known
    assert known is not None
    said = macros.amount("L.income.self", "2026-06-01")
    assert said == f"not confirmed for 2026 (last known: {known.value:,} EUR a month, in 2025)"


@pytest.mark.parametrize(
    "call",
    [
        lambda macros: macros.amount("L.income.nobody", "2025-01-01"),
        lambda macros: macros.amount("L.income.self", "2025-13-01"),
        lambda macros: macros.amount_table("nothing"),
        lambda macros: macros.law("L-NONE-99"),
        lambda macros: macros.law(),
        lambda macros: macros.date("31 October 2024"),
        lambda macros: macros.example("nobody", "L"),
        lambda macros: macros.example_status("refugee", "Z"),
    ],
)
def test_wrong_name_raises(macros: Macros, call: Any) -> None:
    with pytest.raises((LookupError, ValueError)):
        call(macros)


def test_citation_links_to_the_sources_page_from_any_depth(macros: Macros) -> None:
    said = macros.law("L-ABS-1", "L-5Y-1")
    assert "](../../sources.md#l-abs-1){ .law }" in said
    assert "· L-ABS-1]" in said
    assert said.count("](") == 2


def test_example_is_computed_by_the_rules(macros: Macros) -> None:
    earliest = date.fromisoformat(answer("refugee", "B")["earliest"])
    assert macros.example("refugee", "B") == f"{earliest.day} {earliest:%B} {earliest.year}"


def test_page_ends_with_the_sources_of_what_it_cites(macros: Macros, page: Any) -> None:
    macros.law("L-ABS-1")
    macros.note_sources(page)
    assert len(page.meta["sources"]) == len(set(provisions.provision("L-ABS-1").sources))
    assert page.meta["last_verified_text"] == "22 November 2026"


def test_front_matter_with_an_unknown_code_stops_the_build(macros: Macros, page: Any) -> None:
    page.meta["provisions"] = ["L-NONE-99"]
    with pytest.raises(LookupError):
        macros.note_sources(page)


def test_every_fact_has_one_place_on_the_sources_page(macros: Macros) -> None:
    text = macros.provisions_table()
    for id in provisions.all_provisions():
        assert text.count(f'<span id="{tables.anchor(id)}"></span>') == 1


def test_amount_table_shows_gaps(macros: Macros) -> None:
    rows = macros.amount_table("L.income.self").splitlines()
    assert rows[0] == "| Period | Amount | Source | Last checked |"
    assert any("not confirmed" in row for row in rows)
    assert any(row.startswith("| 2025 | 1,038 EUR a month |") for row in rows)


def test_text_cannot_break_out_of_a_table() -> None:
    assert "|" not in tables.cell("a | b [c](d) *e* _f_ <g>")
    assert "<" not in tables.cell("<script>")


def test_unconfirmed_amounts_are_listed(macros: Macros) -> None:
    open_ones = [
        one.parameter.name
        for one in amounts.review(date(2026, 11, 22))
        if one.status in {"not_confirmed", "past_verify_by"}
    ]
    said = macros.unconfirmed()
    assert open_ones
    for name in open_ones:
        assert tables.cell(name) in said
