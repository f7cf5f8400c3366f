"""What the guides may call. A name that does not exist must raise, because that stops the build."""

import re
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from belgian_residence.law import amounts, provisions
from belgian_residence.law.changes import all_changes
from site_build.guides import tables
from site_build.guides.dossiers import CARDS
from site_build.guides.grounds import cited_in
from site_build.guides.macros import Macros, answer
from site_build.paths import DOCS


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
        lambda macros: macros.example("refugee", "Z"),
    ],
)
def test_wrong_name_raises(macros: Macros, call: Any) -> None:
    with pytest.raises((LookupError, ValueError)):
        call(macros)


def test_a_report_has_an_address_only_where_the_build_knows_it(macros: Macros, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPOSITORY_URL", "")
    monkeypatch.setenv("SITE_URL", "https://five.example/")
    assert "](" not in macros.report_it()
    monkeypatch.setenv("SITE_URL", "https://me.github.io/after-five/")
    assert "](https://github.com/me/after-five/issues)" in macros.report_it()


def test_citation_links_to_the_sources_page_from_any_depth(macros: Macros) -> None:
    said = macros.with_grounds(macros.law("L-ABS-1", "L-5Y-1"))
    assert "](../../sources.md#l-abs-1){ .law }" in said
    assert "· L-ABS-1]" in said
    assert said.count("](") == 2


def test_citations_leave_the_sentences_and_stand_folded_under_their_section(macros: Macros) -> None:
    text = (
        f"Lead {macros.law('L-ABS-1')}.\n\n## One\n\nA {macros.law('L-5Y-1')}. B.\n{macros.law('L-INC-1', 'L-5Y-1')}\n"
        "\n### Inside\n\nC.\n\n## Two\n\nNothing.\n"
    )
    lead, one, two = macros.with_grounds(text).split("\n## ")
    assert lead.startswith("Lead.\n\n<details")
    assert lead.count("L-ABS-1]") == 1
    assert "A. B.\n\n### Inside\n\nC.\n\n<details" in one
    assert one.count("L-5Y-1]") == 1
    assert "L-INC-1]" in one
    assert two == "Two\n\nNothing.\n"


def test_every_provision_that_is_cited_is_still_seen_on_its_page(macros: Macros, page: Any) -> None:
    macros.with_grounds(macros.law("L-ABS-1") + "\n## x\n" + macros.documents("L", "file_l"))
    cited = macros.cited[page.file.src_uri]
    assert {"L-ABS-1", "L-DOC-1", "L-INS-1"} <= cited


def test_how_sure_is_said_only_where_it_is_not_firm(macros: Macros) -> None:
    firm, not_firm = provisions.provision("L-ABS-1"), provisions.provision("APL-2")
    assert "(" not in macros.with_grounds(macros.law(firm.id)).split("{ .law }")[1].split("\n")[0]
    assert "(practice)" in macros.with_grounds(macros.law(not_firm.id))


def test_amount_without_a_day_is_that_of_the_day_of_the_page(macros: Macros, page: Any) -> None:
    page.meta["last_verified"] = date(2025, 6, 1)
    assert macros.amount("L.income.self") == macros.amount("L.income.self", "2025-06-01")


@pytest.mark.parametrize("route", CARDS)
def test_summary_of_a_card_has_its_figures_and_its_provisions(macros: Macros, route: str) -> None:
    said = macros.in_short(route)
    assert "{a[" not in said
    assert said.count("\n:   ") == 9
    assert cited_in(said)


def test_cards_stand_side_by_side(macros: Macros) -> None:
    said = macros.cards_side_by_side()
    names = ["B card", "K card", "L card", "EU+ card", "F+ card", "M card with permanent stay"]
    assert re.findall(r'/">([^<]+)</a>', said) == names
    assert said.count("<td ") == 6 * 4
    assert said.count("<dd>") == 6 * 2
    assert said.count('<svg class="af-card ') == 6 * 2
    assert "{a[" not in said


@pytest.mark.parametrize(
    ("name", "route", "days"),
    [
        ("file_k", "K", ["9 October 2026", "19 January 2027", "9 March 2027"]),
        ("file_l", "L", ["21 September 2026", "31 December 2026", "21 February 2027"]),
        ("file_eu", "EU+", ["2 October 2026", "2 March 2027"]),
        ("file_f", "F+", ["20 October 2026", "20 March 2027"]),
    ],
)
def test_calendar_of_a_file_has_the_days_worked_out_by_hand(
    macros: Macros, name: str, route: str, days: list[str]
) -> None:
    said = macros.calendar(name, route)
    found = [said.index(f"**{day}**") for day in days]
    assert found == sorted(found)


def test_changes_lie_on_one_side_of_the_day_of_the_page(macros: Macros) -> None:
    past, ahead = (macros.changes(when) for when in ("past", "ahead"))
    assert len(cited_in(past + ahead)) > 10
    assert (past + ahead).count("- **") == len(all_changes())
    assert "29 July 2025" in past
    with pytest.raises(ValueError, match="'soon'"):
        macros.changes("soon")


def test_income_has_two_columns_the_newest_year_first_and_the_last_known_one_in_bold(macros: Macros) -> None:
    head, _, *rows = macros.income_table().split("\n\n")[0].splitlines()
    assert head.count("|") == 4
    assert "2026" in rows[0]
    assert "not known" in rows[0]
    assert rows[1] == "| **2025** | **1,038 EUR** | **346 EUR** |"
    assert "| 2009 to 2015 | not known | not known |" in macros.income_table()


def test_start_leads_back_to_all_situations_from_one_of_them(macros: Macros, page: Any) -> None:
    page.file.src_uri = "situations/refugee.md"
    assert "](../wizard.md)" in macros.start()
    assert "](index.md)" in macros.start()
    page.file.src_uri = "situations/index.md"
    assert "](index.md)" not in macros.start("answer")


def test_example_is_computed_by_the_rules(macros: Macros) -> None:
    earliest = date.fromisoformat(answer("refugee", "B")["earliest"])
    assert macros.example("refugee", "B") == f"{earliest.day} {earliest:%B} {earliest.year}"


BY_HAND = re.compile(r"^\[(\w+)\]  # (B|K|L|EU\+|F\+|M\+)(?:\. | )by hand: (.*?)^on = ", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(
    ("name", "route", "said"), BY_HAND.findall((DOCS / "examples.toml").read_text(encoding="utf-8"))
)
def test_example_has_the_date_that_was_worked_out_by_hand(name: str, route: str, said: str) -> None:
    assert answer(name, route)["earliest"] in said


def test_page_ends_with_the_sources_of_what_it_cites(macros: Macros, page: Any) -> None:
    macros.law("L-ABS-1")
    macros.note_sources(page)
    assert len(page.meta["sources"]) == len(set(provisions.provision("L-ABS-1").sources))
    assert page.meta["last_verified_text"] == "22 November 2026"


def test_every_provision_has_one_place_on_the_sources_page(macros: Macros) -> None:
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
