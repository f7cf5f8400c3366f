"""What municipalities do is shown as practice, with source and date, and what is not known is refused."""

from pathlib import Path

import pytest

from belgian_residence.law.tables import LawDataError
from site_build.guides import practice
from site_build.guides.figures import written_value
from site_build.translation.kept import languages
from site_build.words import english

GOOD = """\
[leuven]
municipality = "24062"
address = "https://www.leuven.be/en/right-return"
date = "undated"
checked = 2026-11-28
"""


def test_each_row_has_words_and_each_words_have_a_row() -> None:
    assert set(english("en.toml")["practice"]["told"]) == {one.id for one in practice.all_practice()}


@pytest.mark.parametrize("language", languages())
def test_a_row_says_its_amounts_its_page_and_how_old_it_is(language: str) -> None:
    lines = practice.table(language).splitlines()[2:]
    for one in practice.all_practice():
        [line] = [line for line in lines if f"**{one.municipality.name(language)}**" in line]
        for amount in one.amounts.values():
            assert written_value(amount, "EUR", language) in line
        assert one.address in line
        assert str(one.checked.year) in line


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"24062"', '"99999"', "number of none"),
        ("checked = 2026-11-28\n", "", "checked"),
        ('date = "undated"\n', 'date = "undated"\nprice = 3\n', "price"),
        ('address = "https://www.leuven.be/en/right-return"\ndate = "undated"\nchecked = 2026-11-28\n', "", "address"),
        (
            'address = "https://www.leuven.be/en/right-return"\ndate = "undated"\nchecked = 2026-11-28\n',
            'source = "NOBODY"\n',
            "not a source",
        ),
    ],
)
def test_a_row_without_a_source_or_with_something_unknown_is_refused(
    old: str, new: str, fault: str, tmp_path: Path
) -> None:
    file = tmp_path / "practice.toml"
    file.write_text(GOOD.replace(old, new))
    with pytest.raises(LawDataError, match=fault):
        practice.all_practice(file)
