"""The file that a person keeps: one page to read, which the wizard opens again; what comes from outside changes nothing
and runs nothing."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from saved_page import Page, data_of
from screens.app import handle
from screens.asking.people import ADD
from screens.problems import NotAccepted
from screens.remembered import save_file

TODAY = "2026-11-29"
STAYS = [{"from": "2022-03-01", "to": None, "ground": "single_permit", "first_card_issued": "2022-03-01"}]
TOLD = {"nationality": "non-EU", "card": "A", "stays": STAYS, "absences": [], "income": 1800, "dependants": 0}
HERE = "https://after-five.example/en/wizard/"
EVIL = '</script><script>alert(1)</script><img src=x onerror="alert(2)">&lt;\u2028'
TYPED_EVIL = ("</script><script>alert(1)", '<img src=x onerror="alert(2)">')
"""Short enough for a name, and each sign can be seen."""


def ask(state: dict[str, Any], today: str = TODAY, **request: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        handle(json.dumps({"language": "en", "today": today, "here": HERE, "state": state, **request}))
    )
    return found


def save(state: dict[str, Any], today: str = TODAY) -> dict[str, str]:
    return dict(ask(state, today, action="save")["file"])


def reopen(text: str, today: str = TODAY, state: dict[str, Any] | None = None) -> dict[str, Any]:
    return ask(state or {}, today, action="submit", screen="open", form={"file": [text]})


def told_by(answer: dict[str, Any]) -> str:
    return Page(answer["html"]).text


def test_it_is_a_page_to_read_with_the_answers_the_result_and_its_day() -> None:
    file = save({"case": TOLD})
    assert (file["name"], file["type"]) == ("after-five-2026-11-29.html", "text/html")
    said = Page(file["text"]).text
    for words in ("Saved on 29 November 2026.", HERE, "B card", "From 1 March 2027", "Your answers", "1,800 EUR"):
        assert words in said, words


def test_nothing_in_it_runs_or_is_loaded() -> None:
    page = Page(save({"case": TOLD})["text"])
    assert (page.scripts, page.active) == ([], [])
    assert not {"link", "img", "iframe", "object", "embed", "form", "base"} & set(page.elements)
    assert "default-src 'none'" in save({"case": TOLD})["text"]


def test_a_name_cannot_end_the_block_or_begin_anything() -> None:
    for name in (EVIL, *TYPED_EVIL):
        people = {name: {"number": 1, "case": TOLD}, "Jan": {"number": 2, "case": {"nationality": "BE"}}}
        file = save({"people": people, "person": "Jan", "relations": [], "said": {}})
        page = Page(file["text"])
        assert (page.scripts, page.active, len(page.blocks)) == ([], [], 1)
        assert name in data_of(file["text"])["case"]["people"]
        answer = reopen(file["text"])
        # The first one cannot be typed, so its file is refused.
        assert list(answer["state"].get("people", [])) == ([name, "Jan"] if name in TYPED_EVIL else [])
        shown = Page(answer["html"])
        assert (shown.scripts, "onerror" in shown.active) == ([], False)


def test_opened_on_the_same_day_nothing_has_changed() -> None:
    answer = reopen(save({"case": TOLD})["text"])
    assert answer["screen"] == "since"
    assert answer["state"]["case"] == TOLD
    assert "Nothing has changed: each card is as it was." in told_by(answer)


def test_opened_later_the_page_says_what_has_changed_since() -> None:
    answer = reopen(save({"case": TOLD})["text"], today="2027-04-01")
    said = told_by(answer)
    assert "You saved them on 29 November 2026." in said
    assert "Then we looked at 29 November 2026. Now we have worked everything out again for 1 April 2027." in said
    assert "Then: Not yet, 1 March 2027 Now: Yes, you can apply, 1 March 2027" in said


def test_a_day_that_was_asked_about_stays_the_day() -> None:
    answer = reopen(save({"case": TOLD, "on": "2027-03-05"})["text"], today="2027-04-01")
    assert answer["state"]["on"] == "2027-03-05"
    assert "for the same date, 5 March 2027" in told_by(answer)


def test_several_people_are_compared_one_by_one() -> None:
    people = {"Ana": {"number": 1, "case": TOLD}, "Jan": {"number": 3, "case": {"nationality": "BE", "card": "none"}}}
    text = save({"people": people, "person": "Ana", "relations": [], "said": {}})["text"]
    answer = reopen(text, today="2027-04-01")
    assert answer["screen"] == "since"
    assert "Ana B card" in told_by(answer)
    assert "Jan" not in told_by(answer).partition("See the result")[0]


def test_somebody_who_has_told_nothing_yet_stands_in_the_file_too() -> None:
    people = {"Ana": {"number": 1, "case": TOLD}, "Jan": {"number": 2, "case": {}}}
    text = save({"people": people, "person": "Ana", "relations": [], "said": {}})["text"]
    assert set(reopen(text)["state"]["people"]) == {"Ana", "Jan"}


OLD = {"after-five": 1, "saved": "2026-01-01", "on": None, "case": TOLD, "drafts": {"x": {"y": ["<b>"]}}, "entries": {}}


@pytest.mark.parametrize("text", [json.dumps(OLD), json.dumps(OLD, indent=2), json.dumps(TOLD)])
def test_files_of_before_and_plain_cases_open_as_ever(text: str) -> None:
    answer = reopen(text)
    assert (answer["screen"], answer["state"]["case"], answer["state"]["drafts"]) == ("check", TOLD, {})


def test_a_page_that_a_browser_has_saved_again_opens_too() -> None:
    text = save({"case": TOLD})["text"]
    assert reopen("<!-- saved from url -->\r\n" + text.replace("\n", "\r\n"))["state"]["case"] == TOLD


def page_with(data: object) -> str:
    text = json.dumps(data).replace("<", "\\u003c")
    return f'<script type="application/json" id="after-five">{text}</script>'


GOOD = {"after-five": 1, "saved": TODAY, "on": None, "case": TOLD}


@pytest.mark.parametrize(
    "text",
    [
        "<!doctype html><title>Another page</title><script>alert(1)</script>",
        '<script type="application/json" id="after-five"></script>',
        '<script type="application/json" id="after-five">{"after-five": 1, "case": {"nati',
        page_with([1]),
        page_with("x"),
        page_with({"after-five": 2, "case": TOLD}),
        page_with({"after-five": 1, "case": {"card": EVIL}}),
        page_with({"after-five": 1, "case": {EVIL: 1}}),
        save({"case": TOLD})["text"][:-2000],
        "<" * 1_000_001,
        "<script id=" * 80_000,
        '<script id="after-five">' * 40_000,
    ],
)
def test_a_damaged_or_foreign_page_changes_nothing_and_says_so(text: str) -> None:
    answer = reopen(text, state={"case": TOLD})
    assert (answer["screen"], answer["error"], answer["state"]["case"]) == ("open", True, TOLD)
    page = Page(answer["html"])
    assert (page.scripts, "onerror" in page.active) == ([], False)


@pytest.mark.parametrize(
    "result",
    [
        None,
        7,
        {"on": "yesterday", "people": {}},
        {"on": TODAY, "people": {"": {"B": ["open", EVIL]}}},
        {"on": TODAY, "people": {"": {"B": [EVIL, None]}}},
        {"on": TODAY, "people": {"": {"B": "open"}}},
        {"on": TODAY, "people": {"": 3}},
        {"on": TODAY, "people": ["B"]},
        {"on": EVIL, "people": {"": {}}},
    ],
)
def test_a_result_that_cannot_be_read_is_left_out_and_the_answers_are_good(result: object) -> None:
    answer = reopen(page_with({**GOOD, "result": result}))
    assert (answer["error"], answer["state"]["case"]) == (False, TOLD)
    assert "since" not in answer["state"]
    assert Page(answer["html"]).scripts == []


def test_what_is_not_an_answer_stays_out_of_the_file() -> None:
    state = ask({"case": TOLD}, action="submit", screen="question/income", form={"amount": ["1900"]})["state"]
    assert {"undo", "asked"} <= set(state)
    assert set(data_of(save(state)["text"])) == {"after-five", "saved", "on", "case", "result"}


def test_a_file_that_the_page_saved_without_the_rules_is_opened() -> None:
    """Its state, and the first answers that no rule has seen yet; what cannot be taken is asked again."""
    early = [
        ["question/nationality", {"answer": ["EU"]}],
        ["question/card", {"answer": ["unknown"]}],
        ["question/special_card_before", {"answer": ["yes"]}],
        ["question/birth_date", {"date-day": ["31"], "date-month": ["2"], "date-year": ["1990"]}],
    ]
    tab = {"state": {"case": {"annex_19": "2019-10-01"}, "on": None}, "early": early}
    text = json.dumps({"after-five": 1, "tab": tab})
    opened = ask({}, action="submit", screen="open", form={"file": [text]})
    told = {"annex_19": "2019-10-01", "nationality": "EU", "card": None, "special_card_before": True}
    assert opened["state"]["case"] == told


@pytest.mark.parametrize(
    "tab",
    [
        None,
        [],
        {},
        {"state": None},
        {"state": [1], "early": []},
        {"state": {"case": [1]}, "early": []},
        {"state": {}, "early": [["question/x"]]},
        {"state": {}, "early": [["delete", {}]]},
        {"state": {}, "early": [["people/2/remove", {}]]},
        {"state": {}, "early": [["question/card", {"answer": [1]}]]},
        {"state": {}, "early": [["question/card", {"answer": 1}]]},
        {"state": {"people": {"A": 1}}, "early": []},
        {"state": {"rules_version": "99.0", "case": {"card": "B"}}, "early": []},
        {"state": {"case": {"card": "no such card"}}, "early": []},
    ],
)
def test_a_damaged_file_of_that_kind_is_refused(tab: object) -> None:
    with pytest.raises(NotAccepted):
        save_file.read(json.dumps({"after-five": 1, "tab": tab}), date(2026, 11, 22))


def test_the_form_at_which_the_rules_stopped_is_in_the_file_of_that_kind() -> None:
    state = {"people": {"Me": {"number": 1, "case": {"nationality": "EU"}}, "Jan": {"number": 2, "case": {}}}}
    for screen, form, told in [
        ("of-2/question/nationality", {"answer": ["EU"]}, [{"nationality": "EU"}, {"nationality": "EU"}]),
        ("trips", {"say": ["none"]}, [{"nationality": "EU", "absences": []}, {}]),
        ("people/2/remove", {}, [{"nationality": "EU"}, {}]),  # it tells nothing: the rest is good all the same
    ]:
        tab = {"state": {**state, "person": "Me", "on": None}, "early": [], "sent": [screen, form]}
        opened = reopen(json.dumps({"after-five": 1, "tab": tab}))
        assert not opened["error"]
        assert [one["case"] for one in opened["state"]["people"].values()] == told


def test_a_file_that_was_opened_before_the_rules_ran_is_in_the_file_of_that_kind() -> None:
    """It takes the place of what was answered before, and what was answered after it counts."""
    inner = {"after-five": 1, "tab": {"state": None, "early": [["question/nationality", {"answer": ["GB"]}]]}}
    early = [
        ["question/nationality", {"answer": ["EU"]}],
        ["open", {"file": [json.dumps(inner)]}],
        ["question/card", {"answer": ["M"]}],
    ]
    opened = reopen(json.dumps({"after-five": 1, "tab": {"state": None, "early": early}}))
    assert not opened["error"]
    assert opened["state"]["case"] == {"nationality": "GB", "card": "M"}


def test_a_name_given_before_the_rules_ran_is_in_the_file_of_that_kind() -> None:
    early = [["question/nationality", {"answer": ["EU"]}], [ADD, {"own": ["Me"], "name": ["Amina"]}]]
    opened = reopen(json.dumps({"after-five": 1, "tab": {"state": None, "early": early}}))
    assert not opened["error"]
    people = opened["state"]["people"]
    assert [(name, told["case"]) for name, told in people.items()] == [("Me", {"nationality": "EU"}), ("Amina", {})]


# --- names, and keys that stand twice -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "names",
    [
        ("x" * 300_000, "Jan"),
        ("x" * 31, "Jan"),
        ("a\u202eb", "Jan"),
        ("a\x1b[2J", "Jan"),
        ("\u3164", "Jan"),
        ("\u200d", "Jan"),
        ("Jan", "JAN"),
        ("Zo\u00eb", "Zoe\u0308"),
    ],
    ids=str,
)
def test_a_name_that_cannot_be_typed_cannot_be_opened(names: tuple[str, str]) -> None:
    answer = reopen(page_with({**GOOD, "case": {"people": dict.fromkeys(names, TOLD)}}), state={"case": TOLD})
    assert (answer["screen"], answer["error"], answer["state"]["case"]) == ("open", True, TOLD)
    assert "A name has at most 30 letters" in told_by(answer)
    assert len(answer["html"]) < 20_000


@pytest.mark.parametrize(
    "text",
    [
        '{"card": "A", "card": "B"}',
        '{"after-five": 1, "case": {"card": "A"}, "case": {"card": "B"}}',
        '{"people": {"Ana": {"card": "A"}, "Ana": {"card": "B"}}}',
        '{"card": "A", "\\u0063ard": "B"}',
        '{"card": "A", "stays": [{"from": "2020", "from": "2021"}]}',
    ],
)
def test_of_two_answers_under_one_key_none_is_taken(text: str) -> None:
    answer = reopen(text, state={"case": TOLD})
    assert (answer["screen"], answer["error"], answer["state"]["case"]) == ("open", True, TOLD)
