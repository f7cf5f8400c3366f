"""A table that runs as one test: every row runs, and each wrong one is named and shown."""

from typing import Any

import pytest

from rows import Table, as_tables

NUMBERS = (3, -2, 5, -7)


@pytest.mark.parametrize("number", NUMBERS, ids=str)
def looks_positive(number: int) -> None:
    """A table, half of it wrong. It is no test by its name."""
    assert number > 0, f"{number} is below"


def rows_of(request: pytest.FixtureRequest, function: Any) -> list[pytest.Item]:
    """The rows of a table, each a test, as pytest makes them."""
    module: Any = request.node.getparent(pytest.Module)
    return [*module._genfunctions(function.__name__, function)]


def test_every_wrong_row_is_named_and_shown(request: pytest.FixtureRequest) -> None:
    (table,) = as_tables(rows_of(request, looks_positive))
    with pytest.raises(pytest.fail.Exception) as found:
        table.runtest()
    first, *more = str(found.value).splitlines()
    assert first == "2 of 4 rows: looks_positive[-2], looks_positive[-7]"
    assert all(f"AssertionError: {number} is below" in "\n".join(more) for number in (-2, -7))


def test_a_table_without_a_wrong_row_passes(request: pytest.FixtureRequest) -> None:
    for row in as_tables(rows_of(request, looks_positive)[::2]):
        assert isinstance(row, Table)
        row.runtest()


@pytest.mark.parametrize("number", NUMBERS)
def needs_a_folder(number: int, tmp_path: Any) -> None:
    """Something that is made anew for each row."""


@pytest.mark.parametrize("number", [pytest.param(1, marks=pytest.mark.xfail), pytest.param(2, marks=pytest.mark.skip)])
def expected_to_fail(number: int) -> None:
    """Something that pytest does around each row."""


@pytest.mark.parametrize("number", NUMBERS[:1])
def one_row(number: int) -> None:
    """No table."""


@pytest.mark.parametrize("function", [needs_a_folder, expected_to_fail, one_row])
def test_what_pytest_does_for_each_row_stays_a_test_each(request: pytest.FixtureRequest, function: Any) -> None:
    rows = rows_of(request, function)
    assert as_tables(rows) == rows
