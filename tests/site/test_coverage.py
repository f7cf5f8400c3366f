"""Every provision of the law is used, or it is said why not."""

import re
from html import unescape
from pathlib import Path

import pytest

from belgian_residence.law.provisions import all_provisions
from site_build.finish.html import read
from site_build.guides.rule_book import coverage
from site_build.guides.rule_book.coverage import Use, faults, is_covered, uses
from site_build.paths import SITE
from site_build.translation.kept import built
from site_build.words import REFERENCE, reasons


@pytest.mark.built
def test_no_provision_is_left_open_and_no_reason_is_left_over() -> None:
    assert faults() == []


@pytest.mark.parametrize("language", list(built()))
def test_reasons_are_there_in_every_language(language: str) -> None:
    assert set(reasons(language)) == set(reasons(REFERENCE))
    for id, reason in reasons(language).items():
        assert reason.endswith("."), id
        assert 12 < len(reason) < 160, id


@pytest.mark.built
def test_provision_that_nothing_uses_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    used = {**uses(), "L-ABS-1": ()}
    monkeypatch.setattr(coverage, "uses", lambda: used)
    assert [fault.split(":")[0] for fault in faults()] == ["L-ABS-1"]


@pytest.mark.built
def test_guide_covers_a_provision_only_if_it_may_never_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    used = {**uses(), "L-ABS-1": (Use("guide", "index.md"),), "O-04": (Use("guide", "index.md"),)}
    monkeypatch.setattr(coverage, "uses", lambda: used)
    assert not is_covered(all_provisions()["L-ABS-1"])
    assert is_covered(all_provisions()["O-04"])


@pytest.mark.built
def test_reason_that_is_not_needed_or_for_nothing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {**reasons(), "L-ABS-1": "No use.", "L-NONE-9": "No such provision."}
    monkeypatch.setattr(coverage, "reasons", lambda language="en": given)
    assert len(faults()) == 2
    assert any("L-ABS-1 needs no reason any more" in fault for fault in faults())
    assert any("'L-NONE-9' is not a provision" in fault for fault in faults())


@pytest.mark.built
def test_uses_are_found_where_they_stand() -> None:
    known = {id: {(use.kind, use.place) for use in some} for id, some in uses().items()}
    assert ("condition", "L.means") in known["L-INC-1"]
    assert ("condition", "L.five-years") in known["L-5Y-1"]
    assert ("reading", "other-protection-counts") in known["L-5Y-7"]
    assert ("amount", "L.income.self") in known["L-INC-1"]
    assert ("guide", "absences.md") in known["L-ABS-1"]
    assert ("text", "condition.L.means.no") in known["L-INC-1"]


def test_comment_in_the_program_is_no_use(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text('"""See L-ABS-1."""\n# L-ABS-2\nLAW = ("L-INC-1",)\n')
    assert coverage._in_code(module) == {"L-INC-1"}


def test_front_matter_of_a_guide_is_no_use(tmp_path: Path) -> None:
    guide = tmp_path / "guide.md"
    guide.write_text('---\nfacts: [L-ABS-1]\n---\n\nText {{ law("L-INC-1", "L-INS-1") }}.\n')
    assert coverage._in_guide(guide) == {"L-INC-1", "L-INS-1"}


@pytest.mark.built
@pytest.mark.parametrize("language", list(built()))
def test_page_lists_every_provision_once_with_a_use_or_a_reason(language: str) -> None:
    text = (SITE / language / "rule-book" / "coverage" / "index.html").read_text(encoding="utf-8")
    shown = dict(re.findall(r'<dt><span id="([^"]+)"></span>.*?</dt>\s*(<dd>.*?</dd>\s*<dd>.*?</dd>)', text, re.S))
    assert list(shown) == [id.lower() for id in all_provisions()]
    ids = read(text).ids
    assert [id for id in shown if ids.count(id) != 1] == []
    for id, said in shown.items():
        grounds, used = re.findall(r"<dd>(.*?)</dd>", said, re.S)
        assert re.sub(r"<[^>]+>|\s", "", grounds), id
        assert re.sub(r"<[^>]+>|\s", "", used), id
    for id, reason in reasons(language).items():
        assert reason in unescape(shown[id.lower()]), id
