"""Provisions, sources and laws: what the loaders refuse, and what binds the parts together."""

import re
from datetime import date
from pathlib import Path

import pytest

import belgian_residence.law
from belgian_residence.law import amount_tables, amounts, changes, laws, offices, provisions, sources
from belgian_residence.law.laws import Article, all_laws, cite, cite_briefly, parse_laws
from belgian_residence.law.provisions import Provision, all_provisions, parse_provisions, provision
from belgian_residence.law.sources import all_sources, parse_sources
from belgian_residence.law.tables import LawDataError

FOLDER = Path(belgian_residence.law.__file__).parent

PROVISION = """
[L-ABS-1]
confidence = "H"
drives = true
articles = [{ law = "Act", article = "15bis", unread = true }]
sources = ["DIR-LTR"]
verified_on = 2026-11-22
"""
SOURCE = """
[DIR-LTR]
title = "Directive"
kind = "eu-law"
address = []
date = "undated"
checked = 2026-11-22
"""
LAW = """
[Act]
kind = "act"
[Act.names]
en = "Act"
fr = "loi"
nl = "wet"
de = "Gesetz"
"""


def load(text: str) -> dict[str, Provision]:
    return parse_provisions({"third-country": text}, all_sources(), all_laws())


def test_a_well_formed_fact_loads() -> None:
    loaded = load(PROVISION)["L-ABS-1"]
    assert (loaded.base, loaded.kind, loaded.article) == ("third-country", "rule", "Act, art. 15bis")
    assert loaded.articles[0].unread


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("verified_on =", "wording = 'x'\nverified_on =", "provision 'L-ABS-1', key 'wording': not known"),
        ("unread = true", "read = true", "provision 'L-ABS-1', article 1, key 'read': not known"),
        ("law = 'Act'", "law = 'Code'", "article 1, key 'law': 'Code' is not a law"),
        ("article = '15bis'", "article = ''", "article 1, key 'article': empty"),
        ("DIR-LTR", "DIR-XYZ", "key 'sources': 'DIR-XYZ' is not a source"),
        ("confidence = 'H'", "confidence = 'Z'", "key 'confidence': found 'Z'"),
        ("confidence = 'H'", "confidence = 'L'", "key 'drives': only a rule with confidence"),
        ("confidence = 'H'", "confidence = 'H'\nkind = 'doubt'", "key 'drives': only a rule"),
        ("['DIR-LTR']", "[]", "key 'sources': empty"),
        ("verified_on =", "see = ['L-ABS-9']\nverified_on =", "key 'see': 'L-ABS-9' is not a provision"),
        ("drives = true", "", "key 'drives': missing"),
        ("drives = true", "drives = 1", "key 'drives': found 1; accepted: true or false"),
        ("DIR-LTR", "GZ26a", "key 'sources': the text of GZ26a was not read; only a doubt may name it"),
        ("verified_on =", "unseen_since = 'June'\nverified_on =", "key 'unseen_since': found 'June'"),
        (
            "verified_on =",
            "unseen_confidence = 'M'\nverified_on =",
            "key 'unseen_confidence': there is no 'unseen_since'",
        ),
        (
            "verified_on =",
            "unseen_since = 2026-06-12\nunseen_confidence = 'X'\nverified_on =",
            "key 'unseen_confidence': found 'X'",
        ),
        (
            "verified_on =",
            "unseen_since = 2026-06-12\nuntil = 2026-06-11\nverified_on =",
            "key 'unseen_since': on 2026-06-12 the rule is not in force",
        ),
        (
            "drives = true",
            "drives = false\nkind = 'doubt'\nunseen_since = 2026-06-12",
            "key 'unseen_since': only a rule has a wording",
        ),
        (
            "verified_on =",
            "closed = 2026-11-28\nverified_on =",
            "key 'closed': only a doubt or a disagreement can be settled",
        ),
    ],
)
def test_the_fact_loader_names_what_it_refuses(old: str, new: str, message: str) -> None:
    text = PROVISION.replace('"', "'")
    assert old in text
    with pytest.raises(LawDataError, match=re.escape(message)) as caught:
        load(text.replace(old, new, 1))
    assert "provisions/third-country.toml" in str(caught.value)


def test_an_id_stands_in_one_base_only() -> None:
    with pytest.raises(LawDataError, match=r"already in provisions/third-country\.toml"):
        parse_provisions({"third-country": PROVISION, "eu-family-brexit": PROVISION}, all_sources(), all_laws())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title =", "name = 'x'\ntitle =", "source 'DIR-LTR', key 'name': not known"),
        ("eu-law", "rumour", "key 'kind': found 'rumour'"),
        ("address = []", "address = [1]", "key 'address': found [1]"),
        ("checked =", "unread = 'yes'\nchecked =", "key 'unread': found 'yes'"),
    ],
)
def test_the_source_loader_names_what_it_refuses(old: str, new: str, message: str) -> None:
    with pytest.raises(LawDataError, match=re.escape(message)):
        parse_sources(SOURCE.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[Act.names]", "year = 1980\n[Act.names]", "law 'Act', key 'year': not known"),
        ('de = "Gesetz"', "", "law 'Act', names, key 'de': missing"),
        ('de = "Gesetz"', 'de = "Gesetz"\nes = "ley"', "law 'Act', names, key 'es': not known"),
    ],
)
def test_the_law_loader_names_what_it_refuses(old: str, new: str, message: str) -> None:
    with pytest.raises(LawDataError, match=re.escape(message)):
        parse_laws(LAW.replace(old, new, 1))


def test_a_citation_names_each_law_once() -> None:
    articles = provision("L-5Y-2").articles
    assert cite(articles) == "Act, art. 15bis §1 al. 2, 1°, art. 15bis §2 al. 2; Directive 2003/109, art. 4(2)"
    french = "loi du 15 décembre 1980, art. 15bis §1 al. 2, 1°, art. 15bis §2 al. 2; directive 2003/109/CE, art. 4(2)"
    assert cite(articles, "fr") == french
    assert cite(provision("L-INC-3").articles) == "Court of Justice, C-302/18"


def test_the_lists_of_files_match_the_folder() -> None:
    assert sorted(amounts.FILES) == sorted(path.stem for path in (FOLDER / "amounts").glob("*.toml"))
    assert sorted(provisions.BASES) == sorted(path.stem for path in (FOLDER / "provisions").glob("*.toml"))
    assert {path.name for path in FOLDER.glob("*.toml")} == {
        sources.FILE,
        laws.FILE,
        changes.FILE,
        offices.FILE,
    }


def test_doubts_and_disagreements_never_decide() -> None:
    for one in all_provisions().values():
        if one.kind != "rule":
            assert not one.drives, one.id


@pytest.mark.parametrize(
    "id", ["L-5Y-5", "L-BLUE-2", "B-BLUE-1", "EUP-EARLY-1b", "EUP-EARLY-4", "APL-3", "NAT-REF-1", "NEW-9"]
)
def test_what_is_unverified_or_only_announced_never_decides(id: str) -> None:
    assert not provision(id).drives


def test_a_fact_without_a_named_source_says_that_it_is_withheld() -> None:
    withheld = {one.id for one in all_provisions().values() if one.sources_withheld}
    assert withheld
    assert all(not provision(id).sources for id in withheld)


def test_every_law_is_cited() -> None:
    cited = {article.law for one in all_provisions().values() for article in one.articles}
    for parameter in amounts.all_amounts().values():
        cited |= {article.law for article in parameter.articles}
        for period in parameter.periods:
            if isinstance(period, amount_tables.Amount):
                cited |= {article.law for article in period.articles}
    assert cited == set(all_laws())


def test_an_address_is_public_or_names_a_site() -> None:
    for one in all_sources().values():
        for address in one.addresses:
            assert not address.startswith("/"), one.key
            assert re.match(r"https?://[^/\s]+", address) or "://" not in address, one.key


# --- a text that was amended after it was read ------------------------------------------------------------------------

UNSEEN = PROVISION.replace("drives", 'unseen_since = 2026-06-12\nunseen_confidence = "M"\ndrives')


@pytest.mark.parametrize(
    ("day", "not_seen", "confidence"),
    [("2026-06-11", False, "H"), ("2026-06-12", True, "M"), ("2026-06-13", True, "M")],
)
def test_the_confidence_changes_on_the_day_of_the_amendment(day: str, not_seen: bool, confidence: str) -> None:
    on = date.fromisoformat(day)
    loaded = load(UNSEEN)["L-ABS-1"]
    assert (loaded.wording_not_seen(on), loaded.confidence_on(on)) == (not_seen, confidence)
    assert loaded.in_force(on), "the rule last read is kept"


def test_without_a_second_mark_the_confidence_stays() -> None:
    loaded = load(PROVISION.replace("drives", "unseen_since = 2026-06-12\ndrives"))["L-ABS-1"]
    assert loaded.wording_not_seen(date(2026, 6, 12))
    assert loaded.confidence_on(date(2026, 6, 12)) == "H"


NOT_SEEN_SINCE = {
    # day: (from then on, the entries with two marks in the base)
    date(2025, 7, 16): {"APP-4": "M"},
    date(2025, 8, 18): {"B-LTR2-1": "M"},
    date(2026, 2, 18): {
        **dict.fromkeys(("NAT-TITLE-1", "NAT-TITLE-4", "NAT-TITLE-6", "NAT-DET-4", "NAT-PROC-1"), "B"),
        **dict.fromkeys(("NAT-1", "NAT-2", "NAT-3", "NAT-4", "NAT-5"), "B"),
    },
    date(2026, 6, 12): {
        **dict.fromkeys(("B-FAM-1", "B-FAM-2", "B-REF-1", "B-SP-1", "B-9TER-1", "L-5Y-4", "L-BLUE-1"), "M"),
        **dict.fromkeys(("LOSS-L-1", "LOSS-3"), "M"),
        "LOSS-4": "H",
        "EUP-APL-1": "C",
    },
}


def test_these_texts_were_amended_after_they_were_read() -> None:
    found: dict[date, dict[str, str]] = {}
    for one in all_provisions().values():
        if one.unseen_since:
            found.setdefault(one.unseen_since, {})[one.id] = one.confidence_on(one.unseen_since)
    assert found == NOT_SEEN_SINCE


def test_the_settled_points_are_those_of_the_base() -> None:
    settled = {one.id for one in all_provisions().values() if one.closed}
    assert settled == {"DOUBT-11", "DOUBT-14", "DIS-13", "D-03", "D-09", "O-05"}


def test_an_address_whose_text_was_not_read_stands_at_doubts_only() -> None:
    unread = {key for key, one in all_sources().items() if one.unread}
    assert {"GZ26a", "GZ26b", "GZ25", "GZ25f"} <= unread
    for one in all_provisions().values():
        assert one.kind == "doubt" or not unread & set(one.sources), one.id


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Act, art. 13 §1 al. 1; RD 1981, annex 8ter"),
        ("nl", "wet van 15 december 1980, art. 13 §1 lid 1; koninklijk besluit van 8 oktober 1981, bijlage 8ter"),
        ("fr", "loi du 15 décembre 1980, art. 13 §1 al. 1; arrêté royal du 8 octobre 1981, annexe 8ter"),
        ("de", "Gesetz vom 15. Dezember 1980, Art. 13 §1 Abs. 1; Königlicher Erlass vom 8. Oktober 1981, Anlage 8ter"),
        ("xx", "Act, art. 13 §1 al. 1; RD 1981, annex 8ter"),
    ],
)
def test_an_article_is_cited_in_the_language_of_the_reader(language: str, said: str) -> None:
    assert cite_briefly([Article("Act", "13 §1 al. 1"), Article("RD 1981", "annex 8ter")], language) == said
