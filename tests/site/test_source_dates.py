"""The dates and names of sources, in the language of the reader."""

import re

import pytest

from belgian_residence.law.provisions import all_provisions
from belgian_residence.law.sources import all_sources
from screens.fallback import CLOSE, OPEN
from site_build.guides import source_dates, tables
from site_build.translation.kept import FIRST, languages

OTHERS = [code for code in languages() if code != FIRST]
DIGITS_OF_A_DAY = re.compile(r"\d{4}-\d\d")


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("undated", "nl", "zonder datum"),
        ("undated, after Oct 2021", "nl", "zonder datum, na oktober 2021"),
        ("about 2021", "fr", "vers 2021"),
        ("before June 2026", "de", "vor Juni 2026"),
        ("state of 2025-08-02", "fr", "état de la loi\u00a0: 2 août 2025"),
        ("2024-02-01", "fr", "1er février 2024"),
        ("2021-10", "de", "Oktober 2021"),
        ("2023-2026", "nl", "2023–2026"),
        ("2008 to 2020", "de", "2008–2020"),
        ("2019-03, updated 2020-02", "en", "March 2019, updated February 2020"),
        ("undated (after 2021-10)", "en", "undated, after October 2021"),
        ("2023 / undated", "en", "2023; undated"),
        ("2021-10 ; spring 2025", "nl", "oktober 2021; voorjaar 2025"),
    ],
)
def test_the_date_of_a_source_is_written_in_the_language_of_the_page(text: str, language: str, said: str) -> None:
    assert source_dates.written(text, language) == said


@pytest.mark.parametrize("language", languages())
def test_every_date_of_a_source_has_words(language: str) -> None:
    for source in all_sources().values():
        said = source_dates.written(source.date, language)
        assert OPEN not in said, source.key
        assert not DIGITS_OF_A_DAY.search(said), source.key
        assert re.findall(r"\d{4}", said) == re.findall(r"\d{4}", source.date), source.key


@pytest.mark.parametrize("text", ["some time ago", "after", "2021-13", "Smarch 2021", ""])
def test_a_date_without_a_form_stops_the_build(text: str) -> None:
    with pytest.raises(ValueError, match=r"\S"):
        source_dates.written(text, "nl")


@pytest.mark.parametrize("language", OTHERS)
def test_our_english_name_of_a_source_is_marked_as_english(language: str) -> None:
    for source in all_sources().values():
        said = tables.title(source, language)
        if source.title in {"Mechelen", "Anderlecht"}:
            assert said == source.title
        elif " " in source.title:
            assert said == f"{OPEN}{source.title}{CLOSE}"
        assert tables.title(source, FIRST) == source.title


def test_a_source_that_has_two_records_stands_once_at_the_end_of_a_page() -> None:
    """Also where only one of its records knows the date, or where each knows another page of it."""
    found = tables.page_sources(all_provisions().values(), FIRST)
    names = [one.title for one in found]
    assert len(names) == len(set(names))
    by_name = {one.title: one for one in found}
    assert by_name["Agii: procedure for long-term residents"].date == "undated, after October 2021"
    cited = {key for one in all_provisions().values() for key in one.sources}
    addresses = [address for one in found for address in one.addresses]
    assert set(addresses) == {address for key in cited for address in tables.web_addresses(all_sources()[key])}
    assert len(cited) > len(found)
