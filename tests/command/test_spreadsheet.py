"""Tables of Belgian spreadsheets: a cell is read where it can mean one thing only, else refused with the reason."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from belgian_residence.command.entries import Entry, entries
from belgian_residence.command.lines import Lines
from belgian_residence.command.main import main
from belgian_residence.command.spreadsheet import Order, Unclear, day, euros, number, order_of_days

NUMBERS = [
    # cell, number
    ("1250", 1250),
    ("1250,5", 1250.5),
    ("1250,50", 1250.5),
    ("1250.50", 1250.5),
    ("1.250,50", 1250.5),
    ("1,250.50", 1250.5),
    ("1 250,50", 1250.5),
    ("1\u00a0250,50", 1250.5),
    ("1\u202f250", 1250),
    ("1.250.000", 1250000),
    ("1250,500", 1250.5),
    ("0,500", 0.5),
    ("-20,5", -20.5),
    ("0", 0),
    ("1e9", "1e9"),
    ("12 50", "12 50"),
    ("1.25,50", "1.25,50"),
    ("1250,", "1250,"),
    ("€ 1250", "€ 1250"),
]


@pytest.mark.parametrize(("cell", "wanted"), NUMBERS)
def test_a_number_that_can_mean_one_thing_only(cell: str, wanted: object) -> None:
    assert number(cell) == wanted
    assert type(number(cell)) is type(wanted)


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("€ 1.250,50", 1250.5),
        ("€1250", 1250),
        ("€\u00a01250,5", 1250.5),
        ("1.250,50 €", 1250.5),
        ("1\u202f250,50\u00a0€", 1250.5),
        ("EUR 1250", 1250),
        ("1250 EUR", 1250),
        ("1250", 1250),
        ("€", "€"),
        ("€ €", "€ €"),
        ("€ 12 €", "€ 12 €"),
        ("€ about 1250", "€ about 1250"),
        ("$ 1250", "$ 1250"),
    ],
)
def test_an_amount_with_the_sign_of_the_euro(cell: str, wanted: object) -> None:
    assert euros(cell) == wanted


def test_the_sign_of_the_euro_makes_nothing_clear_that_was_not() -> None:
    with pytest.raises(Unclear, match=r"1250 or 1\.250"):
        euros("€ 1.250")


@pytest.mark.parametrize("cell", ["1.250", "1,250", "20.000", "-1,250"])
def test_a_mark_before_three_figures_can_mean_two_things(cell: str) -> None:
    with pytest.raises(Unclear, match="can be"):
        number(cell)


DAYS: list[tuple[str, str, str]] = [
    # cell; read alone, and in a table in which the day comes first ("?": refused)
    ("31/12/2020", "2020-12-31", "2020-12-31"),
    ("13/1/2020", "2020-01-13", "2020-01-13"),
    ("12/01/2020", "?", "2020-01-12"),
    ("1/2/2020", "?", "2020-02-01"),
    ("10/10/2020", "2020-10-10", "2020-10-10"),
    ("31-12-2020", "2020-12-31", "2020-12-31"),
    ("31.12.2020", "2020-12-31", "2020-12-31"),
    ("12/31/2020", "?", "?"),
    ("31/12/20", "?", "?"),
    ("12/2020", "2020-12", "2020-12"),
    ("13/2020", "13/2020", "13/2020"),
    ("31/12-2020", "31/12-2020", "31/12-2020"),
    ("2020-12-31", "2020-12-31", "2020-12-31"),
    ("2020-12", "2020-12", "2020-12"),
    ("43840", "43840", "43840"),
    ("none", "none", "none"),
]


@pytest.mark.parametrize(("cell", "alone", "day_first"), DAYS)
def test_a_day_is_read_where_day_and_month_cannot_change_places(cell: str, alone: str, day_first: str) -> None:
    orders: list[tuple[Order, str]] = [("not_known", alone), ("day_first", day_first)]
    for order, wanted in orders:
        if wanted == "?":
            with pytest.raises(Unclear):
                day(cell, order)
        else:
            assert day(cell, order) == wanted


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("01/02/2020;03/04/2021", "not_known"),
        ("01/02/2020;13/04/2021", "day_first"),
        ("01/02/2020;04/13/2021", "not_known"),  # the month comes first
        ("13/02/2020;04/13/2021", "not_known"),  # not of one hand
        ("113/02/2020 13/02/20201 2020-13-02", "not_known"),  # no days
        ("", "not_known"),
        ("x" * 65_530 + ";13/04/2021", "day_first"),  # on the edge of what is read at once
    ],
)
def test_what_the_days_of_a_table_prove_together(text: str, order: str) -> None:
    assert order_of_days(io.StringIO(text).read) == order


BELGIAN = (
    "id;on;nationality;card;stays[0].from;stays[0].ground;stays[0].first_card_issued;absences;income;public_order\r\n"
    "A-1;22/11/2026;MA;A;03/02/2020;single_permit;05/02/2020;[];€ 1.250,50;ONWAAR\r\n"
)
PLAIN = {
    "nationality": "MA",
    "card": "A",
    "stays": [{"from": "2020-02-03", "ground": "single_permit", "first_card_issued": "2020-02-05"}],
    "absences": [],
    "income": 1250.5,
    "public_order": False,
}


def read(text: str, order: Order = "not_known") -> list[Entry]:
    return list(entries(Lines(io.StringIO(text, newline="")), "csv", order))


def test_a_table_of_a_belgian_spreadsheet_is_the_same_case() -> None:
    [entry] = read(BELGIAN, "day_first")
    assert (entry.id, entry.on, entry.case, entry.faults) == ("A-1", date(2026, 11, 22), PLAIN, ())


def test_what_is_not_clear_is_refused_with_the_reason_and_the_cell() -> None:
    [entry] = read(BELGIAN.replace("€ 1.250,50", "1.250").replace("22/11/2026", "02/11/2026"))
    said = {fault.where: fault.given for fault in entry.faults}
    assert said["income"] == "'1.250', which can be 1250 or 1.250"
    assert said["on"] == "'02/11/2026', which can be 2026-11-02 or 2026-02-11"
    assert said["stays[0].from"] == "'03/02/2020', which can be 2020-02-03 or 2020-03-02"
    assert all(fault.accepted for fault in entry.faults)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le"])
def test_the_encodings_of_spreadsheets(encoding: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """UTF-16 has its mark; where it lacks, the file is refused with the reason."""
    file = tmp_path / "cases.csv"
    file.write_bytes(BELGIAN.encode(encoding))
    status = main(["assess", str(file)])
    out, err = capsys.readouterr()
    if encoding in ("utf-16-be", "utf-16-le"):
        assert status == 2
        assert "UTF-16 without the mark" in err
    else:
        assert (status, err) == (0, "")
        [answer] = [json.loads(line) for line in out.splitlines()]
        assert (answer["id"], answer["on"]) == ("A-1", "2026-11-22")


def test_a_broken_file_in_utf_16_says_so_and_ends(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cases.csv"
    file.write_bytes(BELGIAN.encode("utf-16") + b"\x00")
    assert main(["assess", str(file)]) == 1
    lines: list[dict[str, Any]] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines[0]["id"] == "A-1"
    assert "UTF-16" in lines[-1]["faults"][0]["given"]
    assert len(lines) == 2


def test_text_of_an_older_program_is_refused_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Windows-1252, as spreadsheet programs save a plain CSV: every letter with an accent would be a guess."""
    file = tmp_path / "cases.csv"
    file.write_bytes(BELGIAN.replace("A-1", "Zoé").encode("cp1252"))
    assert main(["assess", str(file)]) == 1
    assert "not UTF-8" in capsys.readouterr().out


def test_the_days_of_the_whole_file_decide_the_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A day in a later row proves the order for the rows before it; one with the month first takes the proof away."""
    row = "A-2;2026-11-22;MA;A;03/02/2020;single_permit;05/02/2020;[];1250;ONWAAR\r\n"
    first = BELGIAN.splitlines(keepends=True)[0]
    for more, status in (("", 1), (row.replace("03/02", "31/01"), 0), (row.replace("03/02", "01/31"), 1)):
        file = tmp_path / "cases.csv"
        file.write_text(first + row + more, encoding="utf-8-sig", newline="")
        assert main(["assess", str(file)]) == status, more
        capsys.readouterr()
