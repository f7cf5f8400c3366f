"""Answers in a link: they come back whole, what is left out is not in it, and what is not ours changes nothing."""

from __future__ import annotations

import json
import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date
from html import unescape
from typing import Any

import pytest

from screens.app import handle
from screens.problems import NotAccepted
from screens.remembered import link
from screens.remembered.state import State
from screens.showing.drawn import qr
from site_build.cases import load_cases
from trying import some

TODAY = "2026-11-28"
HERE = "https://example.org/after-five/en/wizard/"
CASE: dict[str, Any] = {
    "nationality": "IN",
    "card": "A",
    "stays": [{"from": "2020-05-10", "ground": "single_permit", "first_card_issued": "2020-05-10"}],
    "absences": [{"from": "2022-01-10", "to": "2022-05-10"}],
    "income": 2500,
    "public_order": False,
}


def ask(state: dict[str, Any] | None = None, **request: Any) -> dict[str, Any]:
    asked = {"action": "show", "state": state, "language": "en", "today": TODAY, "here": HERE, **request}
    return dict(json.loads(handle(json.dumps(asked))))


def code_of(html: str) -> str:
    """The code in the link that a page shows."""
    found = re.search(r"<textarea[^>]*>([^<]*)</textarea>", html)
    assert found
    address = unescape(found[1])
    assert address.startswith(f"{HERE}#/shared/")
    return address.partition("#/shared/")[2]


def packed(text: str | bytes) -> str:
    data = text.encode() if isinstance(text, str) else text
    packer = zlib.compressobj(9, zlib.DEFLATED, link.RAW)
    return urlsafe_b64encode(packer.compress(data) + packer.flush()).rstrip(b"=").decode()


def test_the_answers_come_back_whole_and_only_when_they_are_accepted() -> None:
    code = code_of(ask({"case": CASE}, screen="share")["html"])
    opened = ask(None, screen=f"shared/{code}")
    assert "Somebody sent you answers" in opened["html"]
    assert "10 January 2022" in opened["html"]
    assert opened["state"]["case"] == {}, "nothing is used yet"
    used = ask(opened["state"], action="submit", screen=opened["screen"], form={})
    assert used["screen"] == "check"
    assert {**used["state"]["case"], "rules_version": None} == {**CASE, "rules_version": None}


def test_who_has_answers_of_their_own_is_told_before() -> None:
    code = link.write(State.of_case(CASE, None))
    opened = ask({"case": {"nationality": "MA", "card": "B"}}, screen=f"shared/{code}")
    assert "Save yours in a file first" in opened["html"]
    assert opened["state"]["case"] == {"nationality": "MA", "card": "B"}


def test_what_is_left_out_is_not_in_the_link() -> None:
    page = ask({"case": CASE}, action="submit", screen="share", form={"without": ["work", "other"]})
    assert page["screen"] == "share/work-other"
    state = link.read(code_of(page["html"]), date.fromisoformat(TODAY))
    assert "income" not in state.case
    assert "public_order" not in state.case
    assert state.case["stays"] == CASE["stays"]


def test_several_people_and_the_date_come_back() -> None:
    people = {"Priya": {"number": 1, "case": CASE}, "Jan": {"number": 2, "case": {"nationality": "BE"}}}
    relations = [{"kind": "household", "of": "Priya", "is": "Jan"}]
    state = State.from_json({"people": people, "person": "Priya", "relations": relations, "on": "2027-01-01"})
    back = link.read(link.write(state), date.fromisoformat(TODAY))
    assert back.cases().keys() == state.cases().keys()
    assert back.relations == relations
    assert back.on == "2027-01-01"


def test_every_case_of_the_corpus_comes_back_and_nearly_all_fit_into_a_qr_code() -> None:
    sizes = []
    for entry in some(load_cases(), 60):
        state = State.of_case(entry["case"], entry["on"])
        code = link.write(state)
        assert link.read(code, date.fromisoformat(TODAY)).cases() == state.cases()
        sizes.append(len(code))
    assert sorted(sizes)[len(sizes) // 2] < 700
    assert all(size < qr.MOST - 200 for size in sizes)


GOOD = link.write(State.of_case(CASE, None))
BOMB = packed(b"[" * 30_000_000)
HOSTILE = [
    "",
    "x",
    "%%%",
    "é",
    GOOD[:-7],
    GOOD + GOOD,
    GOOD[:20] + "A" + GOOD[21:],
    packed("[]"),
    packed("null"),
    packed("not json"),
    packed('{"after-five": 99, "case": {}}'),
    packed('{"after-five": 1, "case": {"nationality": "<script>alert(1)</script>"}}'),
    packed('{"after-five": 1, "case": {"stays": [{"from": "never"}]}}'),
    packed('{"after-five": 1, "on": "<img src=x>", "case": {"card": "A"}}'),
    packed(b"\xff\xfe"),
    packed("[" * 90_000),
    BOMB,
    "A" * (link.LONGEST + 1),
]


@pytest.mark.parametrize("code", HOSTILE, ids=range(len(HOSTILE)))
def test_a_damaged_or_hostile_link_is_refused_and_changes_nothing(code: str) -> None:
    own = {"case": {"nationality": "MA", "card": "B"}, "on": None, "drafts": {}, "entries": {}}
    with pytest.raises(NotAccepted):
        link.read(code, date.fromisoformat(TODAY))
    shown = ask(own, screen=f"shared/{code}")
    assert "This link cannot be used" in shown["html"]
    assert "<script" not in shown["html"]
    assert "<img" not in shown["html"]
    assert shown["state"]["case"] == own["case"]
    sent = ask(own, action="submit", screen=f"shared/{code}", form={})
    assert sent["error"]
    assert sent["state"]["case"] == own["case"]


def test_no_script_of_a_name_in_a_link_can_run() -> None:
    name = '<img src=x onerror="alert(1)">'
    people = {name: {"number": 1, "case": CASE}, "Jan": {"number": 2, "case": {"nationality": "BE"}}}
    code = link.write(State.from_json({"people": people, "person": name, "relations": []}))
    assert "<img" not in ask(None, screen=f"shared/{code}")["html"]


def test_the_code_holds_nothing_but_what_was_told() -> None:
    state = State.from_json(
        {"case": CASE, "what_ifs": [{"kind": "income", "income": 1}], "drafts": {"x": {"y": ["z"]}}}
    )
    text = zlib.decompress(urlsafe_b64decode(link.write(state) + "=="), link.RAW).decode()
    assert set(json.loads(text)) == {"after-five", "case"}


def test_the_qr_code_is_a_drawing_of_the_right_size() -> None:
    code = qr.view("https://example.org/#/shared/abc")
    assert code is not None
    assert code.size == 25 + 2 * qr.QUIET, "version 2 holds 32 bytes with the least correction"
    assert code.path.startswith("M4 4h7v1h-7z"), "the finder in the corner is seven squares wide"
    assert qr.view("x" * (qr.MOST + 1)) is None
