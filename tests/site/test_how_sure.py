"""How sure a provision is, in the words of the rule book."""

import pytest

from belgian_residence.law.provisions import all_provisions, provision
from site_build.guides import tables
from site_build.guides.rule_book.pieces import how_sure, provision_line

SAID = [
    ("B-REF-1", "law (H), changed on 12 June 2026: the text in force since then was not seen (M)"),
    ("LOSS-4", "law (H), changed on 12 June 2026: the text in force since then was not seen"),
    ("L-5Y-1", "law (H)"),
    ("D-09", "sources disagree, settled on 28 November 2026"),
    ("DOUBT-11", "open question, settled on 28 November 2026"),
    ("DOUBT-12", "open question"),
]


@pytest.mark.parametrize(("id", "said"), SAID)
def test_how_sure_a_provision_is(id: str, said: str) -> None:
    assert how_sure(provision(id), "en") == said


def test_a_line_of_the_rule_book_says_it_at_the_provision() -> None:
    for one in all_provisions().values():
        told = "the text in force since then was not seen" in provision_line(one, "en")
        assert told is (one.unseen_since is not None), one.id


def test_the_table_of_all_provisions_has_both_marks() -> None:
    table = tables.all_provisions("en")
    assert "| H; M since 12 June 2026, new text not seen |" in table
    assert "| A; C since 12 June 2026, new text not seen |" in table
