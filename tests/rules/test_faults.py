"""A fault in words: where it stands, what was given, what is accepted, and the place that it cannot be true beside."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from belgian_residence import CaseError, Fault, assess
from belgian_residence.told.facts import CARDS, FACTS

ON = date(2025, 6, 15)
TWO = {"people": {"amina": {"nationality": "MA"}, "jan": {"nationality": "FR"}}}
DAY = 'a date such as "2021-03-15", a month "2021-03", a year "2021", or {"earliest": …, "latest": …}'


def related(*relations: Any) -> dict[str, Any]:
    """Two people, and relations given as (kind, of, is) or as they are."""
    names = ("kind", "of", "is")
    return TWO | {
        "relations": [dict(zip(names, one, strict=True)) if isinstance(one, tuple) else one for one in relations]
    }


def stays(*entries: dict[str, str]) -> dict[str, Any]:
    return {"stays": [{"ground": "student", **entry} for entry in entries]}


ROWS: list[tuple[Any, str, str | None]] = [
    # case, the fault, the other place
    ([], "case: []; accepted: a JSON object of facts (see the command schema)", None),
    ({"wage": 1}, "wage: an unknown fact; accepted: one of " + ", ".join(fact.name for fact in FACTS), None),
    ({"card": "ZZ"}, "card: 'ZZ'; accepted: one of " + ", ".join(CARDS), None),
    ({"annex_19": "soon"}, f"annex_19: 'soon'; accepted: {DAY}, or \"none\"", None),
    ({"birth_date": "soon"}, f"birth_date: 'soon'; accepted: {DAY}", None),
    ({"prison": [{"from": "2020-01-01"}]}, f"prison[0].to: nothing; accepted: {DAY}", None),
    (
        {"birth_date": "2030-01-01"},
        "birth_date: '2030-01-01', which is after 2025-06-15; accepted: a day on or before 2025-06-15; "
        "rule: not-ahead; ways: correct-this, ask-about-a-later-day",
        "on",
    ),
    ({"health_insurance": "yes"}, "health_insurance: 'yes'; accepted: true, false, or null for not known", None),
    ({"dependants": 1.5}, "dependants: 1.5; accepted: a whole number from 0 to 50", None),
    (
        {"interruptions": ["holiday"]},
        "interruptions: ['holiday']; accepted: a list of free_movement_gap, prison, register_gap, removal, "
        "appeal_pending",
        None,
    ),
    (
        {"nationality": "QQ"},
        "nationality: 'QQ'; accepted: a two-letter country code such as MA, a list of them, or EU, non-EU, stateless",
        None,
    ),
    # what was given is shown up to 80 characters
    ({"income": "x" * 78}, f"income: '{'x' * 78}'; accepted: an amount in euro a month, zero or more", None),
    ({"income": "x" * 79}, f"income: '{'x' * 76}…; accepted: an amount in euro a month, zero or more", None),
    ({"stays": {}}, "stays: {}; accepted: a list of at most 200 entries, [] for none", None),
    (
        {"stays": [1]},
        "stays[0]: 1; accepted: an object with from, to, ground, card, first_card_issued, country, granted, "
        "attestation, before, before_paper",
        None,
    ),
    # what cannot be true together
    (
        {"birth_date": "2000-01-01", "annex_19": "1999-01-01"},
        "annex_19: 1999-01-01, which is before birth_date; accepted: a day on or after 2000-01-01 (birth_date); "
        "rule: nothing-before-birth; ways: correct-this, correct-other",
        "birth_date",
    ),
    (
        stays({"from": "2020-01-01", "to": "2021-01-01", "first_card_issued": "2021-02-01"}),
        "stays[0].first_card_issued: 2021-02-01, which is after stays[0].to; "
        "accepted: a day on or before 2021-01-01 (stays[0].to); "
        "rule: card-within-its-stay; ways: correct-this, correct-other, other-stay",
        "stays[0].to",
    ),
    (
        stays({"from": "2020-01-01", "to": "2021-01-01"}, {"from": "2020-06-01"}),
        "stays[1].from: starts on 2020-06-01, while stays[0] runs until 2021-01-01; "
        "accepted: entries of stays that do not overlap; a last day may be rough; "
        "rule: one-stay-at-a-time; ways: end-on-change, keep-the-one-on-the-card, last-day-roughly",
        "stays[0]",
    ),
    # several people
    ({"people": None}, 'people: nothing; accepted: 1 to 20 people by name, such as {"ana": {facts}}', None),
    ({"people": [1]}, 'people: list [1]; accepted: 1 to 20 people by name, such as {"ana": {facts}}', None),
    (
        TWO | {"card": "B"},
        "card: stands beside people; accepted: facts inside each person; beside people only relations",
        None,
    ),
    ({"people": {"ana": [1]}}, "people.ana: list [1]; accepted: a JSON object of facts (see the command schema)", None),
    (TWO | {"relations": {}}, "relations: dict {}; accepted: a list of relations", None),
    (
        related("x"),
        'relations[0]: str \'x\'; accepted: an object such as {"kind": "sponsor", "of": "ana", "is": "jan"}',
        None,
    ),
    (
        related(("friend", "amina", "jan")),
        "relations[0].kind: 'friend'; accepted: one of sponsor, household, dependant",
        None,
    ),
    (related(("sponsor", "amina", "bob")), "relations[0].is: 'bob'; accepted: the name of one of the people", None),
    (related(("sponsor", 7, "jan")), "relations[0].of: 7; accepted: the name of one of the people", None),
    (
        related(("sponsor", "amina", "amina")),
        "relations[0].is: 'amina'; accepted: somebody else than the first person; "
        "rule: related-to-somebody-else; ways: name-the-other-person, leave-relation-out",
        "relations[0].of",
    ),
    (related(*[("sponsor", "amina", "jan")] * 2), "relations[1]: stands twice; accepted: each relation once", None),
    (
        related(("dependant", "amina", "jan")) | {"people": {"amina": {"dependants": 0}, "jan": {}}},
        "people.amina.dependants: 0, and relations[0] says 1; accepted: 1 or more, or nothing; "
        "rule: dependants-of-relations (L-INC-2); ways: leave-answer-out, correct-this, change-relation",
        "relations[0]",
    ),
    (
        related(("sponsor", "amina", "jan"), ("household", "amina", "jan"))
        | {"people": {"amina": {"joint_household": False}, "jan": {}}},
        "people.amina.joint_household: False, and relations[1] says True; accepted: True, or nothing; "
        "rule: household-of-relations (FAM-HH-1); ways: leave-answer-out, correct-this, change-relation",
        "relations[1]",
    ),
    (
        {"people": {"ana": {"birth_date": "2000-01-01", "annex_19": "1999-01-01"}}},
        "people.ana.annex_19: 1999-01-01, which is before birth_date; "
        "accepted: a day on or after 2000-01-01 (birth_date); "
        "rule: nothing-before-birth; ways: correct-this, correct-other",
        "people.ana.birth_date",
    ),
    (
        {"people": {"ana": {"prison": [{"from": "2020-01-01"}]}}},
        f"people.ana.prison[0].to: nothing; accepted: {DAY}",
        None,
    ),
    (
        {"people": {"ana": {"birth_date": "2030-01-01"}}},
        "people.ana.birth_date: '2030-01-01', which is after 2025-06-15; accepted: a day on or before 2025-06-15; "
        "rule: not-ahead; ways: correct-this, ask-about-a-later-day",
        "on",
    ),
    (
        {"people": {"ana": {"case": 1}}},
        "people.ana.case: an unknown fact; accepted: one of " + ", ".join(fact.name for fact in FACTS),
        None,
    ),
]


@pytest.mark.parametrize(("case", "said", "other"), ROWS, ids=[row[1][:40] for row in ROWS])
def test_a_fault_says_where_what_and_what_is_accepted(case: Any, said: str, other: str | None) -> None:
    with pytest.raises(CaseError) as caught:
        assess(case, ON)
    (fault,) = caught.value.faults
    assert str(fault) == said
    assert fault.other == other


def test_the_error_holds_every_fault_on_a_line_of_its_own() -> None:
    with pytest.raises(CaseError) as caught:
        assess({"card": "ZZ", "dependants": 1.5}, ON)
    assert str(caught.value).splitlines() == [str(fault) for fault in caught.value.faults]
    assert len(caught.value.faults) == 2


def test_a_rule_of_law_is_named_with_its_facts() -> None:
    assert str(Fault("a", "b", "c", rule="r", law=("X-1", "X-2"), ways=("one", "two"))) == (
        "a: b; accepted: c; rule: r (X-1, X-2); ways: one, two"
    )


def test_what_cannot_be_written_out_is_told_by_its_kind() -> None:
    nested: list[Any] = []
    for _ in range(100_000):
        nested = [nested]
    with pytest.raises(CaseError) as caught:
        assess({"stays": {"deep": nested}}, ON)
    assert caught.value.faults[0].given == "a dict that cannot be written out"


def test_a_fault_of_the_question_itself_is_not_a_fault_of_a_person() -> None:
    with pytest.raises(CaseError) as caught:
        assess(TWO, date(1999, 1, 1))
    assert {fault.where for fault in caught.value.faults} == {"on"}
