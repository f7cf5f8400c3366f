"""The version of a saved case: read as it stands, migrated by a named step, or refused with the reason."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from belgian_residence import RULES_VERSION, CaseError, assess, next_question, schema
from belgian_residence.told.versions import KEY, STEPS, VERSIONS, Step, Version, current, fingerprint
from rules.test_cases import ALL, facts_of
from site_build import assessments
from site_build.differences import assert_same
from trying import some

ON = date(2026, 11, 22)
SCHEMAS = Path(__file__).parent / "versions"
"""The schema of every version but the last, as it was."""


# --- a change of the schema is a new version ------------------------------------------------------------------------


def test_the_schema_of_facts_is_that_of_the_last_version() -> None:
    """Fails when a fact, an option or a kind has changed: raise the version (see CONTRIBUTING)."""
    assert fingerprint(schema()) == VERSIONS[-1].schema


def test_the_fingerprint_sees_facts_kinds_and_options_and_nothing_else() -> None:
    one: dict[str, Any] = {"properties": {"a": {"enum": ["x", "y"]}, "b": {"type": "boolean"}}, "title": "some"}
    same = {"title": "other", "properties": {"b": {"type": "boolean", "description": "d"}, "a": {"enum": ["y", "x"]}}}
    assert fingerprint(one) == fingerprint(same)
    for other in (
        {"properties": {"a": {"enum": ["x"]}, "b": {"type": "boolean"}}},
        {"properties": {"a": {"enum": ["x", "y"]}, "c": {"type": "boolean"}}},
        {"properties": {"a": {"enum": ["x", "y"]}, "b": {"type": "number"}}},
    ):
        assert fingerprint(one) != fingerprint(other)


def test_versions_go_up_and_a_new_first_part_has_a_step() -> None:
    parts = [tuple(map(int, version.number.split("."))) for version in VERSIONS]
    assert parts == sorted(set(parts))
    steps = {(step.before.split(".")[0], step.after.split(".")[0]) for step in STEPS}
    firsts = sorted({version.number.split(".")[0] for version in VERSIONS}, key=int)
    assert set(pairwise(firsts)) <= steps
    assert VERSIONS[-1].number == RULES_VERSION


@pytest.mark.parametrize("older", VERSIONS[:-1], ids=lambda version: version.number)
def test_what_an_older_version_of_the_same_first_part_accepts_is_still_accepted(older: Version) -> None:
    then = json.loads((SCHEMAS / f"{older.number}.json").read_text(encoding="utf-8"))
    assert fingerprint(then) == older.schema
    if older.number.split(".")[0] == RULES_VERSION.split(".")[0]:
        assert list(narrower(then, schema(), "case")) == []


def narrower(then: Any, now: Any, where: str) -> Iterator[str]:
    """Where the newer schema accepts less: a fact or an option that is gone, a field that became required."""
    if isinstance(then, Mapping) and isinstance(now, Mapping):
        gone = set(then) - set(now) - {"title", "description", "$schema"}
        yield from (f"{where}.{key} is gone" for key in gone)
        more = set(now.get("required", ())) - set(then.get("required", ()))
        if isinstance(now.get("required", ()), (list, tuple)):
            yield from (f"{where}.{name} became required" for name in more)
        for key in set(then) & set(now) - {"required", "title", "description"}:
            yield from narrower(then[key], now[key], f"{where}.{key}")
    elif isinstance(then, list) and isinstance(now, list):
        if all(isinstance(item, str) for item in then):
            yield from (f"{where}: {item} is gone" for item in then if item not in now)
        elif len(then) != len(now):
            yield f"{where} has other parts"
        else:
            for place, (one, two) in enumerate(zip(then, now, strict=True)):
                yield from narrower(one, two, f"{where}[{place}]")
    elif then != now:
        yield f"{where}: {then!r} became {now!r}"


# --- reading a case -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", [version.number for version in VERSIONS])
def test_a_case_of_a_known_version_means_what_it_meant(version: str) -> None:
    for name, case in some(ALL, 360):
        facts = facts_of(case)
        if version < "5":
            facts = current({KEY: "4.0", **facts})  # without what it said of less: see ``OF_4``
        if version < "3" and "interruptions" in json.dumps(facts):
            continue  # it said less then: see ``OF_2``
        assert_same(name, assessments.assess(facts, case["on"]), assess({KEY: version, **facts}, case["on"]))


OF_1: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    # what, the facts as they were told then, in the words of today
    ("one ground", {"card": "F", "retention_ground": "violence"}, {"card": "F", "retention_grounds": ["violence"]}),
    ("no ground: asked anew", {"retention_ground": "none"}, {}),
    ("a ground that is not known", {"retention_ground": None}, {"retention_grounds": None}),
    ("not asked", {"card": "F", "dependants": 2}, {"card": "F", "dependants": 2}),
    (
        "for each person",
        {"people": {"ana": {"retention_ground": "none"}, "jan": {"card": "EU"}}},
        {"people": {"ana": {}, "jan": {"card": "EU"}}},
    ),
]


@pytest.mark.parametrize("version", [version.number for version in VERSIONS if version.number < "2"])
@pytest.mark.parametrize(("told", "today"), [row[1:] for row in OF_1], ids=[row[0] for row in OF_1])
def test_a_case_from_before_2_still_opens(version: str, told: dict[str, Any], today: dict[str, Any]) -> None:
    assert current({KEY: version, **told}) == today
    assert_same(f"a case of version {version}, asked today", assess(today, ON), assess({KEY: version, **told}, ON))


NO_OTHER: dict[str, Any] = {"free_movement_gaps": [], "prison": [], "register_gaps": [], "removal_enforced": False}
OF_2: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    # what, the facts as they were told then, in the words of today
    ("nothing happened, no word of an appeal: asked anew", {"interruptions": []}, NO_OTHER),
    (
        "what happened is kept",
        {"interruptions": ["prison", "removal"], "card": "EU"},
        {"free_movement_gaps": [], "register_gaps": [], "removal_enforced": True, "card": "EU"},
    ),
    (
        "days that were told are kept",
        {"interruptions": ["prison"], "prison": [{"from": "2020-01-01", "to": "2020-02-01"}]},
        {**NO_OTHER, "prison": [{"from": "2020-01-01", "to": "2020-02-01"}]},
    ),
    (
        "no appeal",
        {"interruptions": [], "suspensive_appeal_pending": False},
        {"interruptions": [], "suspensive_appeal_pending": False},
    ),
    (
        "an appeal",
        {"interruptions": [], "suspensive_appeal_pending": True},
        {"interruptions": ["appeal_pending"], "suspensive_appeal_pending": True},
    ),
    ("not known", {"interruptions": None}, {"interruptions": None}),
]


@pytest.mark.parametrize(("told", "today"), [row[1:] for row in OF_2], ids=[row[0] for row in OF_2])
def test_a_case_from_before_3_still_opens(told: dict[str, Any], today: dict[str, Any]) -> None:
    assert current({KEY: "2.0", **told}) == today
    assert_same("a case of version 2.0, asked today", assess(today, ON), assess({KEY: "2.0", **told}, ON))


LISTED: dict[str, Any] = {"absences": [{"from": "2022-01-10", "to": "2022-03-10"}], "card": "A"}


@pytest.mark.parametrize(
    ("told", "today"),
    [
        (LISTED | {"absences_each_under": 6}, LISTED),
        ({"absences": [], "absences_in_a_year": 2, "absences_in_five_years": None}, {"absences": []}),
        ({"absences": None, "absences_each_under": 6}, {"absences": None, "absences_each_under": 6}),
        ({"absences_each_under": 6}, {"absences_each_under": 6}),
    ],
)
def test_a_list_of_absences_from_before_4_is_whole(told: dict[str, Any], today: dict[str, Any]) -> None:
    """Today what is said of all at once is of those that are not listed."""
    assert current({KEY: "3.0", **told}) == today


OF_4: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    # what, the facts as they were told then, in the words of today
    ("an income could hold benefits: asked anew", {"income": 1500, "dependants": 1}, {"dependants": 1}),
    ("no income holds none", {"income": 0}, {"income": 0}),
    ("an income that is not known", {"income": None}, {"income": None}),
    ("none of fewer grounds: asked anew", {"card": "F", "retention_grounds": []}, {"card": "F"}),
    ("a ground", {"retention_grounds": ["custody_of_children"]}, {"retention_grounds": ["custody_of_children"]}),
    ("neither, by the figure alone: asked anew", {"disability_or_pension": "none"}, {}),
    ("a disability", {"disability_or_pension": "disability"}, {"disability_or_pension": "disability"}),
]


@pytest.mark.parametrize(("told", "today"), [row[1:] for row in OF_4], ids=[row[0] for row in OF_4])
def test_a_case_from_before_5_still_opens(told: dict[str, Any], today: dict[str, Any]) -> None:
    assert current({KEY: "4.0", **told}) == today
    assert_same("a case of version 4.0, asked today", assess(today, ON), assess({KEY: "4.0", **told}, ON))


def test_what_could_not_be_read_then_cannot_be_read_now() -> None:
    with pytest.raises(CaseError) as caught:
        assess({KEY: "1.1", "retention_ground": "quarrel"}, ON)
    assert [fault.where for fault in caught.value.faults] == ["retention_grounds"]
    with pytest.raises(CaseError, match="retention_ground: an unknown fact"):
        assess({"retention_ground": "violence"}, ON)


REFUSED: list[tuple[str, Any, str, str]] = [
    # what, the version, kind of the fault, words of the fault
    ("newer rules", "5.99", "newer", "newer rules"),
    ("much newer rules", "7.0", "newer", "newer rules"),
    ("older than the first", "0.9", "value", "one of 1.0"),
    ("not a version", "spring", "value", "a version of the rules"),
    ("empty", "", "value", "a version of the rules"),
    ("a number", 1.1, "value", "a version of the rules"),
    ("nothing", None, "value", "a version of the rules"),
    ("a list", ["1.1"], "value", "a version of the rules"),
    ("a third part", "1.1.1", "value", "a version of the rules"),
    ("other digits", "١.٠", "value", "a version of the rules"),
]


@pytest.mark.parametrize(("version", "kind", "said"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
@pytest.mark.parametrize("people", [False, True], ids=["one person", "several"])
def test_a_case_of_another_version_is_refused(version: Any, kind: str, said: str, people: bool) -> None:
    facts: dict[str, Any] = {"people": {"ana": {"card": "A"}}} if people else {"card": "A"}
    for ask in (assess, next_question):
        with pytest.raises(CaseError) as caught:
            ask({KEY: version, **facts}, ON)
        (fault,) = caught.value.faults
        assert (fault.where, fault.kind) == (KEY, kind)
        assert said in fault.accepted


def test_the_version_belongs_to_the_file_not_to_a_person() -> None:
    with pytest.raises(CaseError, match=r"people\.ana\.rules_version"):
        assess({"people": {"ana": {KEY: RULES_VERSION}}}, ON)


# --- steps, with a made-up history ----------------------------------------------------------------------------------

HISTORY = tuple(Version(number, "", "") for number in ("1.0", "1.1", "2.0", "2.1", "3.0"))


def rename(facts: dict[str, Any]) -> dict[str, Any]:
    return {("salary" if key == "pay" else key): value for key, value in facts.items()}


def net_only(facts: dict[str, Any]) -> dict[str, Any]:
    if facts.pop("gross", False):
        raise ValueError("salary was told before tax, and is asked after tax now")
    return facts


TO_2 = Step("pay-is-called-salary", "1.1", "2.0", rename)
TO_3 = Step("salary-after-tax", "2.1", "3.0", net_only)

MIGRATED: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("two steps", {KEY: "1.0", "pay": 9}, {"salary": 9}),
    ("from the middle of a first part", {KEY: "1.1", "pay": 9}, {"salary": 9}),
    ("one step", {KEY: "2.0", "salary": 9}, {"salary": 9}),
    ("none", {KEY: "3.0", "pay": 9}, {"pay": 9}),
    ("no version: in today's words", {"pay": 9}, {"pay": 9}),
    ("each person", {KEY: "1.0", "people": {"a": {"pay": 9}, "b": {}}}, {"people": {"a": {"salary": 9}, "b": {}}}),
]


@pytest.mark.parametrize(("case", "wanted"), [row[1:] for row in MIGRATED], ids=[row[0] for row in MIGRATED])
def test_an_older_case_is_migrated_by_named_steps(case: dict[str, Any], wanted: dict[str, Any]) -> None:
    before = json.dumps(case)
    assert current(case, HISTORY, (TO_2, TO_3)) == wanted
    assert json.dumps(case) == before


def test_an_answer_that_cannot_be_said_any_more_is_refused_with_the_reason() -> None:
    with pytest.raises(CaseError) as caught:
        current({KEY: "2.0", "salary": 9, "gross": True}, HISTORY, (TO_2, TO_3))
    (fault,) = caught.value.faults
    assert fault.kind == "older"
    assert fault.accepted == "salary was told before tax, and is asked after tax now (step salary-after-tax)"


def test_without_a_step_an_older_case_is_refused() -> None:
    with pytest.raises(CaseError) as caught:
        current({KEY: "1.0", "pay": 9}, HISTORY, (TO_3,))
    assert caught.value.faults[0].kind == "older"
    assert "no step leads from 1.0" in caught.value.faults[0].accepted
