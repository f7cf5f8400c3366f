"""Cases as a table: columns named after facts, lists in parts, absent and not known told apart."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from belgian_residence.command.csv_table import case_of, column
from belgian_residence.command.entries import Entry, entries
from belgian_residence.command.lines import Lines
from belgian_residence.told.faults import CaseError
from site_build.paths import DOCS


def read(text: str) -> list[Entry]:
    return list(entries(Lines(io.StringIO(text, newline="")), "csv"))


def one(header: str, row: str) -> dict[str, Any]:
    [entry] = read(f"{header}\n{row}\n")
    assert entry.faults == ()
    return entry.case


def faults(header: str, row: str) -> list[str]:
    [entry] = read(f"{header}\n{row}\n")
    return [fault.where for fault in entry.faults]


def test_parts_of_a_list_become_the_list() -> None:
    header = "stays[0].from;stays[0].ground;stays[1].from;stays[1].ground;nationality[0];nationality.1"
    assert one(header, "2019;student;2021-09-01;single_permit;MA;FR") == {
        "stays": [{"from": "2019", "ground": "student"}, {"from": "2021-09-01", "ground": "single_permit"}],
        "nationality": ["MA", "FR"],
    }


def test_a_list_or_a_rough_date_can_stand_in_one_cell_or_in_parts() -> None:
    whole = one(
        "absences,birth_date",
        '"[{""from"": ""2024-01-01""}]","{""earliest"": ""1990-01-01"", ""latest"": ""1990-06-30""}"',
    )
    parts = one("absences[0].from,birth_date.earliest,birth_date.latest", "2024-01-01,1990-01-01,1990-06-30")
    assert whole == parts
    assert one("absences", "[]") == {"absences": []}


def test_empty_is_absent_and_null_is_not_known() -> None:
    assert one("nationality,card,income", "MA,,null") == {"nationality": "MA", "income": None}
    assert one("nationality,stays[0].from,stays[0].ground", "MA,,") == {"nationality": "MA"}


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("public_order", "TRUE", True),
        ("public_order", "no", False),
        ("public_order", "WAAR", True),
        ("public_order", "FAUX", False),
        ("public_order", "maybe", "maybe"),
        ("income", "1700", 1700),
        ("income", "1700.50", 1700.5),
        ("income", "1.700,50", 1700.5),
        ("income", "1e9", "1e9"),
        ("dependants", "02", 2),
        ("birth_date", "1990", "1990"),
        ("card", "EU+", "EU+"),
        ("absences[0].outside_eu", "yes", True),
    ],
)
def test_cells_become_values_of_the_kind_of_the_fact(name: str, cell: str, value: object) -> None:
    one_column = column(name)
    assert one_column is not None
    case = case_of([one_column], [cell])
    while isinstance(case, dict | list):
        [case] = case.values() if isinstance(case, dict) else case
    assert case == value
    assert type(case) is type(value)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_mark_between_cells_is_found_by_itself(mark: str) -> None:
    assert one(mark.join(["nationality", "card"]), mark.join(["MA", "B"])) == {"nationality": "MA", "card": "B"}


def test_own_columns_are_not_read_and_id_and_date_stand_beside_the_facts() -> None:
    [entry] = read("\ufeff#who,id,on,nationality\r\nsecret,A-1,2026-11-22,MA\r\n")
    assert (entry.line, entry.id, str(entry.on), entry.case) == (2, "A-1", "2026-11-22", {"nationality": "MA"})


def test_lines_are_counted_as_in_the_file() -> None:
    found = read("id,nationality\n\na,MA\n,,,\nc,BE\n")
    assert [(entry.line, entry.id) for entry in found] == [(3, "a"), (5, "c")]


@pytest.mark.parametrize("row", ['2,"oops', '2,"a"b'], ids=["not closed", "text after it"])
def test_a_quotation_mark_costs_its_own_row_and_no_other(row: str) -> None:
    found = read(f"id,#note\n1,fine\n{row}\n3,fine\n")
    assert [entry.id for entry in found if not entry.faults] == ["1", "3"]
    [wrong] = [entry for entry in found if entry.faults]
    assert "quotation mark" in wrong.faults[0].accepted


@pytest.mark.parametrize(
    "name",
    [
        "nationalty",
        "stays[0]",
        "stays.from",
        "stays[0].",
        "stays[200].from",
        "income.earliest",
        "card[0]",
        "people",
        "a b",
    ],
)
def test_columns_that_mean_nothing_stop_the_table(name: str) -> None:
    if name == "stays[0]":  # a whole entry as JSON in one cell
        assert one(name, '"{""from"": ""2020"", ""ground"": ""student""}"')["stays"][0]["ground"] == "student"
        return
    with pytest.raises(CaseError, match="unknown fact"):
        read(f"{name}\n1\n")


def test_what_was_added_to_the_facts_has_columns_too() -> None:
    first = "stays[0].from,stays[0].ground,stays[0].before,stays[0].before_paper,stays[0].attestation"
    assert one(first, "null,student,papers,annex_15,none")["stays"] == [
        {"from": None, "ground": "student", "before": "papers", "before_paper": "annex_15", "attestation": "none"}
    ]
    assert one("absences[0].from,absences[0].card_valid_on_return,absences[0].return_reported", "2024,yes,no") == {
        "absences": [{"from": "2024", "card_valid_on_return": True, "return_reported": False}]
    }
    assert one("retention_grounds,eu_activity[0]", '"[""violence"", ""still_married""]",worker') == {
        "retention_grounds": ["violence", "still_married"],
        "eu_activity": ["worker"],
    }
    told = one("household_ended,supporter_income,passport_impossible,protection_ended", "2024-05,450.50,no,withdrawn")
    assert told == {
        "household_ended": "2024-05",
        "supporter_income": 450.5,
        "passport_impossible": False,
        "protection_ended": "withdrawn",
    }


def test_a_column_twice_stops_the_table() -> None:
    with pytest.raises(CaseError, match="stands twice"):
        read("card,card\nB,A\n")


def test_an_empty_table_says_so() -> None:
    with pytest.raises(CaseError, match="empty"):
        read("\n\n")


def test_faults_name_the_column_of_the_row() -> None:
    assert faults("stays[1].from,on", "2020-01-01,tomorrow") == ["stays[0]", "on"]
    assert faults("stays,stays[0].from", "[],2020-01-01") == ["stays[0].from"]
    assert faults("stays[0].from,stays", "2020-01-01,[]") == ["stays"]
    assert faults("absences", "[{") == ["absences, character 3"]
    assert faults("card", "B,A") == ["line"]
    assert faults("card", '"' + "x" * 200_000) == ["line"]


def test_the_example_of_the_documentation_works() -> None:
    path: Path = DOCS / "examples" / "cases.csv"
    found = read(path.read_text(encoding="utf-8"))
    assert len(found) >= 3
    assert [entry.faults for entry in found] == [()] * len(found)
    columns = next(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert {"id", "on", "stays[0].from", "stays[1].from"} <= set(columns)


@pytest.mark.parametrize(
    "above", ["sep=;\n", "SEP=;\r\n", "\ufeffsep=;\n", "sep=,\n", "sep=\t\n"], ids=["lf", "crlf", "bom", "comma", "tab"]
)
def test_the_line_with_which_excel_names_the_separator_is_read(above: str) -> None:
    mark = above.strip("\ufeff\r\n")[-1]
    other = ";" if mark == "," else ","
    [entry] = read(f"{above}nationality{mark}#a{other}b{other}c\nMA{mark}x\n")
    assert (entry.line, entry.case) == (3, {"nationality": "MA"})


def test_a_separator_without_columns_is_told() -> None:
    with pytest.raises(CaseError, match="empty"):
        read("sep=;\n")


def test_thousands_of_unknown_columns_are_told_in_a_few_lines() -> None:
    with pytest.raises(CaseError) as refused:
        read(",".join(f"x{number}" for number in range(20_000)) + ",card," + "y" * 10_000 + "\n")
    told = [fault.short for fault in refused.value.faults]
    assert told[0].startswith("column 'x0': an unknown fact; accepted: id, on, a fact")
    assert "19981 more" in told[-1]
    assert len("\n".join(told)) < 5_000


def test_many_columns_that_stand_twice_are_told_too() -> None:
    with pytest.raises(CaseError, match="column 'card': stands twice"):
        read("card,card,income\n")
