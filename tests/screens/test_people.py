"""Several people in the wizard: one person stays as simple as before, and nobody's answers reach another unnamed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

import belgian_residence as rules
from answering import asked_on, form_of
from belgian_residence import RULES_VERSION
from belgian_residence.told.facts import MOST_PEOPLE
from visiting import Visit, dates

ON = date(2026, 11, 22)
MANY = 20
WIFE = {
    "nationality": "non-EU",
    "card": "F",
    "card_expiry": None,
    "annex_19ter": "2023-01-10",
    "annex_15": "none",
    "absences": [],
    "interruptions": [],
    "suspensive_appeal_pending": False,
}
WORKER = {
    "nationality": "EU",
    "card": "EU",
    "card_expiry": None,
    "annex_19": "2022-05-01",
    "absences": [],
    "interruptions": [],
    "early_ground": "work_accident_or_disease",
    "eu_activity": ["worker"],
    "stays": [{"from": "2022-05-01", "ground": "eu_citizen"}],
    "suspensive_appeal_pending": False,
}
JOINED = [
    {"kind": "sponsor", "of": "Amina", "is": "Jan"},
    {"kind": "household", "of": "Amina", "is": "Jan"},
]


def couple(relations: list[dict[str, str]] | None = None, **changes: dict[str, Any]) -> Visit:
    """Amina and Jan, of whom the second is the worker."""
    people = {"Amina": WIFE | changes.get("Amina", {}), "Jan": WORKER | changes.get("Jan", {})}
    return Visit().open({"people": people, "relations": JOINED if relations is None else relations})


# --- one person -----------------------------------------------------------------------------------------------------


def test_one_person_has_no_name_no_number_and_one_quiet_link() -> None:
    visit = Visit(WORKER).see("check")
    assert set(visit.state) == {"case", "on", "drafts", "entries", "asked", "rules_version"}
    assert "Also for your partner or a child?" in visit.text
    assert "af-for" not in visit.html
    assert "Also for your partner or a child?" in visit.see("result").text
    visit.see("people")
    assert set(visit.state) == {"case", "on", "drafts", "entries", "asked", "seen", "rules_version"}
    assert "people/add" in visit.links
    assert not [link for link in visit.links if "remove" in link or link.startswith("of-")]
    assert Visit(WORKER).file()["case"] == {"rules_version": rules.RULES_VERSION, **WORKER}


# --- a second one ---------------------------------------------------------------------------------------------------


def with_partner() -> Visit:
    return Visit(WORKER).send("people/add", own="Jan", name="Amina")


def test_a_person_is_added_and_how_the_two_belong_together_is_asked_in_everyday_words() -> None:
    visit = Visit(WORKER).see("people/add")
    assert 'value="Me"' in visit.html
    visit.send("people/add", own="Jan", name="Amina")
    assert visit.screen == "people/1/2/sponsor"
    assert "Did Amina join you, or did you join Amina?" in visit.text
    visit.send(visit.screen, answer="other_joined")
    assert visit.screen == "people/1/2/household"
    visit.send(visit.screen, answer="yes")
    assert visit.screen == "people/1/2/dependant"
    visit.send(visit.screen, answer="no")
    assert visit.screen == "people"
    assert visit.state["relations"] == JOINED
    assert "Amina joined Jan." in visit.text
    assert "Amina does not live on the income of Jan." in visit.text
    assert visit.cases() == {"Jan": WORKER, "Amina": {}}


def test_a_child_is_asked_when_it_was_born_and_not_who_lives_on_its_income() -> None:
    """Its own money too is asked only where that of the parent is not surely enough (L-INC-1, L-INC-3)."""
    earner = {"nationality": "IN", "card": "A", "income": 4000, "dependants": None, "health_insurance": True}
    for born, asked in (("2018", False), ("1990", True), ("", True)):
        visit = Visit(earner).send("people/add", own="Priya", name="Anu", born_year=born)
        assert visit.screen == "people/1/2/sponsor"
        visit.send("people/1/2/sponsor", answer="other_joined").send("people/1/2/household", answer="yes")
        visit.send("people/1/2/dependant", answer="yes").send("of-2/question/nationality", answer="non-EU")
        assert visit.cases()["Anu"].get("birth_date", "") == born
        visit.send("of-2/question/card", answer="A").send("of-2/question/card_expiry", say="unknown")
        visit.send("of-2/question/stays/0/why", answer="family_of_limited_stay")
        visit.send("of-2/question/stays/0/since", **dates("from", ("7", "6", "2021")))
        for _ in range(MANY):
            if "/income" in visit.screen or visit.screen.endswith("everybody"):
                break
            visit.ask(action="submit", screen=visit.screen, form=form_of(visit.screen, visit.html))
        on_it = asked_on("", visit.html)
        assert ("dependants" in on_it) == ("income" in on_it) == asked


def test_a_day_of_birth_that_cannot_be_is_told_at_its_field_and_nobody_is_added() -> None:
    for born in ({"born_month": "13", "born_year": "2018"}, {"born_year": "2031"}):
        visit = Visit(WORKER).send("people/add", own="Jan", name="Anu", **born)
        assert [field.partition("-")[0] for field, _ in visit.errors()] == ["born"]
        assert "people" not in visit.state


def test_after_the_last_question_a_family_sees_everybody() -> None:
    visit = couple().see("of-2/question/early_ground")
    visit.ask(action="submit", screen=visit.screen, form=form_of(visit.screen, visit.html))
    for _ in range(MANY):
        if not visit.screen.partition("of-2/")[2].startswith("question/"):
            break
        visit.ask(action="submit", screen=visit.screen, form=form_of(visit.screen, visit.html))
    assert visit.screen.endswith("everybody")
    assert "There are more questions" not in visit.see("of-2/check").text


def test_how_two_belong_together_is_told_on_one_page_and_each_answer_is_changed_alone() -> None:
    visit = Visit(WORKER).send("people/add", own="Jan", name="Amina")
    for kind in ("sponsor", "household", "dependant"):
        assert f'name="{kind}"' in visit.html
    # Living together is asked only where one joined the other.
    visit.send("people/1/2/sponsor", sponsor="neither", dependant="no")
    assert (visit.screen, visit.state["relations"]) == ("people", [])
    visit.send("people/1/2/sponsor", answer="other_joined")
    assert visit.screen == "people/1/2/household"
    assert re.findall(r'name="(answer|sponsor|household)"', visit.html)[0] == "answer"


def test_what_is_left_open_about_two_people_is_told_at_its_question() -> None:
    visit = Visit(WORKER).send("people/add", own="Jan", name="Amina")
    for form, fields in (
        ({}, ["sponsor", "dependant"]),
        ({"sponsor": "other_joined", "dependant": "no"}, ["household"]),
        ({"sponsor": "neither", "dependant": "perhaps"}, ["dependant"]),
    ):
        visit.send("people/1/2/sponsor", **form)
        assert [field for field, _ in visit.errors()] == fields
        assert "relations" not in visit.state or visit.state["relations"] == []
    visit.send("people/1/2/sponsor", sponsor="other_joined", household="yes", dependant="unknown")
    assert visit.screen == "people"
    assert visit.state["relations"] == JOINED


def test_a_household_is_asked_about_only_where_one_joined_the_other() -> None:
    visit = with_partner().send("people/1/2/sponsor", answer="neither")
    assert visit.screen == "people/1/2/dependant"


@pytest.mark.parametrize(("said", "of", "sponsor"), [("other_joined", "Amina", "Jan"), ("you_joined", "Jan", "Amina")])
def test_who_joined_whom_can_be_changed_and_the_household_follows(said: str, of: str, sponsor: str) -> None:
    visit = with_partner().send("people/1/2/sponsor", answer="you_joined").send("people/1/2/household", answer="yes")
    visit.send("people/1/2/sponsor", answer=said)
    assert visit.state["relations"] == [
        {"kind": "sponsor", "of": of, "is": sponsor},
        {"kind": "household", "of": of, "is": sponsor},
    ]
    assert visit.see("people/1/2/sponsor").html.count(" checked") == 1


def test_each_person_answers_alone_and_the_screens_say_for_whom() -> None:
    visit = with_partner().see("of-2/check")
    assert visit.screen == "of-2/question/nationality"
    assert re.search(r"Answers for: Amina", visit.text)
    assert 'data-title="What is your nationality?"' in visit.html, "the browser keeps titles: no name"
    visit.send(visit.screen, answer="non-EU")
    assert visit.screen == "of-2/question/card"
    visit.send(visit.screen, answer="F")
    assert visit.screen.startswith("of-2/question/")
    assert visit.cases() == {"Jan": WORKER, "Amina": {"nationality": "non-EU", "card": "F"}}
    assert visit.see("question/card").html.count('value="EU" id="af-answer') == 1
    assert re.search(r'value="EU" id="[^"]*" checked', visit.html), "Jan's card, and not Amina's"


def test_every_link_of_a_screen_leads_to_the_same_person_unless_it_names_another() -> None:
    visit = couple().see("of-2/result")
    assert visit.screen == "of-2/result"
    assert {link.partition("/")[0] for link in visit.links} == {"of-1", "of-2"}
    assert "of-1/result" in visit.links, "the switch"
    assert [link for link in visit.links if link.startswith("of-1/")] == ["of-1/result"]


def test_what_one_types_and_leaves_stays_with_this_person() -> None:
    form = {"date-day": ["7"], "date-month": [""], "date-year": [""]}
    visit = couple().see("of-2/check", left={"screen": "question/birth_date", "form": form})
    assert visit.state["people"]["Amina"]["drafts"] == {"question/birth_date": form}
    assert 'value="7"' not in visit.see("of-2/question/birth_date").html
    assert 'value="7"' in visit.see("of-1/question/birth_date").html


def test_a_name_that_is_typed_and_left_is_there_on_return() -> None:
    left = {"screen": "people/add", "form": {"own": ["Me"], "name": ["Ami"]}}
    assert 'value="Ami"' in Visit(WORKER).see("check", left=left).see("people/add").html


# --- what relations give --------------------------------------------------------------------------------------------


def test_the_result_of_each_is_what_the_rules_say_of_the_whole_file() -> None:
    answer = rules.assess({"people": {"Amina": WIFE, "Jan": WORKER}, "relations": JOINED}, ON)["people"]
    visit = couple()
    for number, name in ((1, "Amina"), (2, "Jan")):
        visit.see(f"of-{number}/result")
        routes = {key: one["status"] for key, one in answer[name]["routes"].items() if key != "nationality"}
        assert visit.statuses == routes
        assert re.search(rf"Result for: {name} ", visit.text)
    assert answer["Amina"]["routes"]["F+"]["status"] == "open", "the case is of no use without the early right"
    assert rules.assess(WIFE, ON)["routes"]["F+"]["status"] != "open"


def test_what_a_relation_gives_is_not_asked_and_is_shown_with_its_source_and_the_way_to_change_it() -> None:
    visit = couple().see("of-1/check")
    assert re.search(r"Joint household in the five years Yes from Jan", visit.text)
    assert re.search(r"got a permanent card early Yes from Jan", visit.text)
    assert {"people/1/2/household", "people/1/2/sponsor"} <= set(visit.links)
    assert visit.see("question/joint_household").screen == "people/1/2/household"
    assert visit.cases()["Amina"] == WIFE, "what is given is not written into the answers"
    visit.send("people/1/2/household", answer="no")
    assert visit.see("question/joint_household").screen == "question/joint_household"


def test_who_gives_a_fact_twice_is_named_once() -> None:
    """Amina joined Jan, and lives on his income: his money counts for her once, and is told of once."""
    both = [*JOINED, {"kind": "dependant", "of": "Jan", "is": "Amina"}]
    visit = couple(both, Jan={"income": 4000}).see("check")
    assert "from Jan" in visit.text
    assert "from Jan and Jan" not in visit.text


def test_questions_that_a_relation_answers_do_not_come() -> None:
    asked = [walk(couple(relations)) for relations in (JOINED, [])]
    assert "question/joint_household" not in asked[0]
    assert "question/joint_household" in asked[1], "the test is of no use if it never comes"


def walk(visit: Visit) -> list[str]:
    """Say "I don't know" until the result is shown."""
    seen: list[str] = []
    visit.send("question/card", answer="F")
    while visit.screen not in ("result", "everybody"):
        assert len(seen) < 60
        seen.append(visit.screen)
        visit.ask(action="submit", screen=visit.screen, form=form_of(visit.screen, visit.html))
    return seen


def test_an_own_answer_that_a_new_relation_contradicts_is_shown_in_words_and_nothing_changes() -> None:
    visit = couple(JOINED[:1], Amina={"joint_household": False})
    visit.send("people/1/2/household", answer="yes")
    ((_, words),) = visit.errors()
    assert "an answer for Amina" in words
    assert "Joint household in the five years: No" in words
    assert "of-1/question/joint_household" in visit.links, "the way to the other answer"
    assert visit.state["relations"] == JOINED[:1]
    assert 'value="yes" id="af-answer" checked' in visit.html, "what was chosen stays"
    visit.send("of-1/question/joint_household", answer="unknown")
    assert not visit.send("people/1/2/household", answer="yes").answer["error"]


def test_an_own_answer_against_a_relation_is_shown_in_words() -> None:
    visit = couple().send("question/joint_household", answer="no")
    assert visit.answer["error"]
    ((_, words),) = visit.errors()
    assert "the answers for Jan" in words
    assert "joint_household" not in visit.cases()["Amina"]


def test_an_answer_of_the_sponsor_that_contradicts_one_of_the_family_is_shown_in_words() -> None:
    visit = couple(Amina={"sponsor_early_permanent": False}, Jan={"early_ground": "none"})
    visit.send("of-2/question/early_ground", answer="work_accident_or_disease")
    ((_, words),) = visit.errors()
    assert "an answer for Amina" in words
    assert visit.cases()["Jan"]["early_ground"] == "none"
    assert visit.screen == "of-2/question/early_ground"


def test_who_lives_on_an_income_is_counted_only_if_the_list_is_complete() -> None:
    three = {"people": {"Jan": WORKER, "Lina": {}, "Tom": {}}, "relations": []}
    visit = Visit().open(three).send("people/1/2/dependant", answer="yes").send("people/1/3/dependant", answer="yes")
    assert re.search(r"People who live on your income 2 from Lina and Tom", visit.see("check").text)
    visit.send("people/1/3/dependant", answer="more")
    assert visit.state["relations"] == []
    assert "People who live on your income" not in visit.see("check").text
    assert (
        len(re.findall(r"<li><span>[^<]*and somebody who is not in this list does too", visit.see("people").html)) == 2
    )
    visit.send("people/1/2/dependant", answer="yes")
    assert [one["is"] for one in visit.state["relations"]] == ["Tom", "Lina"]


def test_another_date_is_checked_for_everybody() -> None:
    visit = couple(Jan={"annex_19": "2026-05-05"})
    visit.send("of-1/on", answer="other", date_day="1", date_month="3", date_year="2026")
    ((field, words),) = visit.errors()
    assert field == "date-day"
    assert "an answer for Jan" in words
    assert "5 May 2026" in words


# --- names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "name", "fields"),
    [
        ("Jan", "", ["name"]),
        ("", "  ", ["own", "name"]),
        ("Jan", "x" * 31, ["name"]),
        ("Jan", "  jAN ", ["name"]),
        ("Zo\u00eb", "Zoe\u0308", ["name"]),
        ("Jan", "a\u202eb", ["name"]),
        ("Jan", "\u3164", ["name"]),
        ("Jan", "a\u3164", ["name"]),
        ("Jan", "\u2800", ["name"]),
        ("Jan", "\u200d", ["name"]),
        ("Jan", "\u0301", ["name"]),
    ],
)
def test_names_that_cannot_be_used_are_told_and_kept(own: str, name: str, fields: list[str]) -> None:
    visit = Visit(WORKER).send("people/add", own=own, name=name)
    assert [field for field, _ in visit.errors()] == fields
    assert "people" not in visit.state
    assert re.findall(r'name="(own|name)"', visit.see("people/add").html) == ["own", "name"]


@pytest.mark.parametrize(
    "name",
    [
        '"><script>alert(1)</script>',
        "O'Neil & co",
        "people.Jan.card",
        "{name}",
        "7",
        "__proto__",
        "سارة",
        "💚",
        "a[0].b",
    ],
)
def test_odd_names_are_only_names(name: str) -> None:
    visit = with_partner().send("people/2/name", name=name)
    assert not visit.answer["error"]
    for said, kind in (("other_joined", "sponsor"), ("yes", "household"), ("no", "dependant")):
        visit.send(f"people/1/2/{kind}", answer=said)
    visit.send("of-2/question/nationality", answer="non-EU").send("of-2/question/card", answer="F")
    visit.see("of-2/result")
    assert "<script" not in visit.html
    saved = visit.file()
    back = Visit().open(saved)
    assert (back.screen, back.cases()) == ("since", visit.cases())
    assert back.state["relations"] == visit.state["relations"]


def test_names_that_look_like_numbers_keep_the_order_that_javascript_does_not() -> None:
    visit = Visit(WORKER).send("people/add", own="9", name="4")
    visit.answer["state"]["people"] = dict(sorted(visit.state["people"].items()))
    assert list(visit.see("people").state["people"]) == ["9", "4"]


def test_a_name_can_be_changed_and_everything_stays() -> None:
    visit = couple().send("people/2/name", name="Johan")
    assert visit.screen == "people"
    assert visit.state["relations"] == [one | {"is": "Johan"} for one in JOINED]
    assert visit.cases()["Johan"] == WORKER
    assert visit.see("of-2/check").screen == "of-2/check"


def test_a_list_that_is_full_says_so() -> None:
    visit = Visit().open({"people": {f"p{number}": {} for number in range(MOST_PEOPLE)}})
    assert f"up to {MOST_PEOPLE} people" in visit.text
    assert "people/add" not in visit.links
    assert len(visit.send("people/add", name="one more").state["people"]) == MOST_PEOPLE


# --- removing, deleting, saving, opening ------------------------------------------------------------------------------


def test_removing_asks_first_and_leaves_one_person_as_simple_as_before() -> None:
    visit = couple().see("of-2/people/2/remove")
    assert "Remove Jan?" in visit.text
    assert len(visit.state["people"]) == 2
    visit.send(visit.screen)
    assert visit.screen == "people"
    assert visit.state.pop("undo")["people"].keys() == {"Amina", "Jan"}
    assert visit.state == {"case": WIFE, "on": None, "drafts": {}, "entries": {}, "rules_version": RULES_VERSION}
    assert visit.see("of-2/check").screen == "check", "an address of before"


def test_the_first_of_three_can_go_and_addresses_keep_their_people() -> None:
    visit = Visit().open({"people": {"A": {"card": "A"}, "B": {"card": "B"}, "C": {"card": "L"}}})
    visit.send("people/1/remove")
    assert list(visit.cases()) == ["B", "C"]
    assert visit.see("of-3/question/card").state["person"] == "C"
    assert visit.see("of-1/question/card").screen == "of-3/people", "somebody who is gone is nobody else"
    visit.send("people/add", name="D")
    assert visit.state["people"]["D"]["number"] == 4


def test_removing_somebody_removes_what_was_told_about_the_two() -> None:
    visit = Visit().open({"people": {"Amina": WIFE, "Jan": WORKER, "Lina": {}}, "relations": JOINED})
    visit.send("people/1/2/dependant", answer="no").send("people/1/3/dependant", answer="no")
    visit.send("people/2/remove")
    assert visit.state["relations"] == []
    assert list(visit.state["said"]) == ["people/1/3/dependant"]


def test_deleting_deletes_everybody() -> None:
    visit = couple().see("of-2/delete")
    assert "Amina and Jan" in visit.text
    visit.send(visit.screen)
    assert visit.answer["forget"] is True
    assert visit.state == {"case": {}, "on": None, "drafts": {}, "entries": {}}


def test_the_saved_file_is_the_form_of_the_rules() -> None:
    saved = couple().file()
    assert saved["case"] == {
        "rules_version": rules.RULES_VERSION,
        "people": {"Amina": WIFE, "Jan": WORKER},
        "relations": JOINED,
    }
    assert rules.assess(saved["case"], ON)["relations"][1]["gives"] == {"joint_household": True}


def test_a_file_of_one_person_by_name_is_a_file_of_one_person() -> None:
    visit = Visit().open({"people": {"Jan": WORKER}})
    assert (visit.screen, visit.state["case"]) == ("check", WORKER)


@pytest.mark.parametrize(
    "content",
    [
        {"people": {"Amina": WIFE, "Jan": WORKER}, "relations": [{"kind": "friend", "of": "Amina", "is": "Jan"}]},
        {"people": {"Amina": WIFE | {"joint_household": False}, "Jan": WORKER}, "relations": JOINED},
        {"people": {}},
        {"people": {"Jan": WORKER}, "card": "EU"},
        {"after-five": 1, "case": {}, "people": 5},
    ],
)
def test_a_file_that_does_not_fit_changes_nothing(content: dict[str, Any]) -> None:
    visit = Visit(WORKER).open(content)
    if visit.screen == "open":
        assert [field for field, _ in visit.errors()] == ["file"]
        assert visit.state["case"] == WORKER
    else:
        assert content == {"after-five": 1, "case": {}, "people": 5}, "only what is in the case counts"


def test_removing_an_entry_that_another_answer_needs_is_explained() -> None:
    stays = [
        {"from": "2015-01-01", "to": "2018-01-01", "ground": "student"},
        {"from": "2019-01-01", "ground": "unlimited_stay"},
    ]
    case = {"nationality": "non-EU", "card": "B", "stays": stays, "unlimited_stay_since": "2016-01-01"}
    visit = Visit(case).send("question/stays/0/remove")
    assert visit.answer["error"]
    assert "1 January 2016" in visit.text
    assert visit.state["case"] == case


# --- what the browser keeps -----------------------------------------------------------------------------------------


def everywhere(visit: Visit, first: str, most: int = 150) -> Iterator[str]:
    """Every screen that links lead to, as it is shown and as it comes back when its form is sent empty."""
    state, waiting, seen = visit.state, [first], {first}
    while waiting and len(seen) < most:
        visit.answer["state"] = state
        screen = waiting.pop(0)
        yield visit.see(screen).html
        new = [link for link in visit.links if link not in seen and link != "delete"]
        seen |= set(new)
        waiting += new
        if "<form" in visit.html:
            yield visit.send(screen).html


def test_no_title_names_a_person() -> None:
    """The browser keeps the titles in its history; a heading goes with the page."""
    names = {"Amina": "Zyxamina", "Jan": "Qwojan"}
    people = {names["Amina"]: {**WIFE, "income": 1800}, names["Jan"]: WORKER}
    relations = [{**one, "of": names[one["of"]], "is": names[one["is"]]} for one in JOINED]
    visit = Visit().open({"people": people, "relations": relations})
    titles, named = set(), 0
    for html in everywhere(visit, "people"):
        [title] = re.findall(r'data-title="([^"]*)"', html)
        titles.add(title)
        named += any(name in html for name in names.values())
        assert not [name for name in names.values() if name.casefold() in title.casefold()], title
    assert {"Change the name", "Remove a person", "How they belong together", "Error: Change the name"} <= titles
    assert len(titles) > 15
    assert named > len(titles), "the pages themselves do name them"


@pytest.mark.parametrize(("nationality", "asked"), [("EU", False), (None, True)])
def test_whom_a_family_member_joined_is_asked_only_where_the_list_does_not_say_it(
    nationality: str | None, asked: bool
) -> None:
    """The nationality of the one who was joined says it, where it is known."""
    visit = couple(Jan={"nationality": nationality}).see("question/stays/0/since")
    assert ('name="sponsor"' in visit.html) is asked
    if not asked:
        day = {"from_day": "10", "from_month": "1", "from_year": "2023"}
        visit.send("question/stays/0/since", **day)
        assert "sponsor_belgian" not in visit.cases()["Amina"], "it is Jan's answer"
        assert visit.cases()["Amina"]["annex_19ter"] == "2023-01-10"
