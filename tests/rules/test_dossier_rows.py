"""The tables of the dossier: what a row may hold, and what is refused with file, list and row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import pytest

from belgian_residence.dossier.rows import of_text
from belgian_residence.law.tables import LawDataError


@dataclass(frozen=True)
class Line:
    id: str
    law: tuple[str, ...]
    who: Literal["you", "court"] | None = None
    only_if: tuple[str, ...] = ()


TEXT = """
[[shared]]
id = "last"
law = ["K-PROC-1"]

[[K]]
id = "first"
law = ["K-PROC-1", "DOC-16"]
who = "you"
only_if = ["child"]

[[K]]
rows = "shared"
"""


def test_rows_stand_in_their_order_and_a_shared_list_is_no_list_of_its_own() -> None:
    last = Line("last", ("K-PROC-1",))
    assert of_text("x.toml", TEXT, Line) == {"K": (Line("first", ("K-PROC-1", "DOC-16"), "you", ("child",)), last)}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('who = "you"', 'who = "me"', "list 'K', row 1, key 'who': found 'me'; accepted: you, court"),
        ('who = "you"', 'whom = "you"', "list 'K', row 1, key 'whom': not known"),
        ('id = "first"', "", "list 'K', row 1, key 'id': missing"),
        ('"DOC-16"', '"DOC-99"', "list 'K', row 1, key 'law': 'DOC-99' is not a provision"),
        ('["child"]', '"child"', "list 'K', row 1, key 'only_if': found 'child'; accepted: list"),
        ('["child"]', "[1]", "list 'K', row 1, key 'only_if': found [1]; accepted: a list of texts"),
        ('rows = "shared"', 'rows = "other"', "list 'K', row 2, key 'rows': found 'other'; accepted: shared"),
        pytest.param('rows = "shared"', 'rows = "shared"\nid = "x"', "list 'K', row 2, key 'id': not known", id="more"),
        pytest.param("[[K]]\nrows", "[[K]\nrows", "x.toml: not readable as TOML", id="no TOML"),
    ],
)
def test_what_is_refused_is_named(old: str, new: str, message: str) -> None:
    assert TEXT.count(old) == 1
    with pytest.raises(LawDataError, match=re.escape(message)):
        of_text("x.toml", TEXT.replace(old, new), Line)
