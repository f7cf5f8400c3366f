"""A table is one test where all tests run (``./x test``, ``./x check``): to run and report a test costs more than to
compare a row of a table, and there are ten thousand rows.

Where a person names files or tests, and for ``./x mutate``, each row stays a test. A table that is wrong names each
wrong row, by the id under which that row can be run alone, and shows the first ones as tests of their own are shown.
"""

from itertools import groupby
from typing import Any

import pytest

SHOWN = 5
"""So many wrong rows are shown, for a fault that makes hundreds wrong; all are named."""


class Table(pytest.Item):
    """The tests that one function makes of the rows of its table, as one test."""

    def __init__(self, rows: list[Any], **of_an_item: Any) -> None:
        super().__init__(**of_an_item)
        self.rows = rows
        self.own_markers.extend(rows[0].own_markers)

    def runtest(self) -> None:
        """Run every row, also after one that is wrong."""
        wrong: list[tuple[str, str]] = []
        for row in self.rows:
            try:
                row.obj(**row.callspec.params)
            except (Exception, pytest.fail.Exception):
                wrong.append((row.name, str(row.repr_failure(pytest.ExceptionInfo.from_current()))))
        if wrong:
            first = f"{len(wrong)} of {len(self.rows)} rows: {', '.join(name for name, _ in wrong)}"
            pytest.fail("\n\n".join([first, *(f"{name}\n{told}" for name, told in wrong[:SHOWN])]), pytrace=False)

    def reportinfo(self) -> Any:
        """Where the function stands."""
        return self.rows[0].reportinfo()


def is_a_row(item: Any) -> bool:
    """Is it a row of a table and nothing more: no fixture, no failure that is expected, no examples of Hypothesis?"""
    given = getattr(item, "callspec", None)
    return (
        given is not None
        and set(item.fixturenames) <= given.params.keys()
        and not any(item.get_closest_marker(name) for name in ("skip", "skipif", "xfail", "usefixtures"))
        and not getattr(item.obj, "is_hypothesis_test", False)
    )


def as_tables(items: list[pytest.Item]) -> list[pytest.Item]:
    """The same tests in the same order, with one in place of the rows of a table."""
    found: list[pytest.Item] = []
    for (function, alike), run in groupby(items, lambda item: (getattr(item, "function", item), is_a_row(item))):
        rows: list[Any] = list(run)
        if alike and len(rows) > 1:
            found.append(Table.from_parent(rows[0].parent, name=function.__name__, rows=rows))
        else:
            found += rows
    return found
