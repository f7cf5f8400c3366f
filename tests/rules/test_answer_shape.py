"""The shape of an answer: which keys it has, that each law it names exists, and that each id has its words.

Whoever reads the JSON by program relies on these names. A key that is new or gone is a change of this list.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

from belgian_residence import CaseError, answer_types, interview
from belgian_residence.assessment.vocabulary import vocabulary
from belgian_residence.law.provisions import all_provisions
from site_build.assessments import assess
from site_build.cases import entries, facts

Path = tuple[str, ...]
FIGURE = "amount confidence from last_known start_confirmed status to unit value verify_by"
PERIOD = "from to value"
LINE = "confidence id provisions"
DEADLINE = "binds certain confidence counts_from date doubts provisions from id on_weekend state"
CHANGE = "amounts conditions earliest open_readings status"
KEEP_LINE = "confirmed provisions id rests_on wording_not_seen"

SHAPE: dict[str, str] = {
    # where: its keys; [] is every entry of a list, * every route
    "": "comparison deadlines keep on routes unusual",
    "comparison.[]": "ask aspects of stronger",
    "comparison.[].aspects.[]": f"{LINE} favours",
    "deadlines.[]": f"{DEADLINE} card_ended card_ends term",
    "deadlines.[].term": FIGURE,
    "keep": "absences allowed card citations ended ends group missing past_verify_by renewal return status to_come "
    "warnings wording_not_seen",
    "keep.wording_not_seen.[]": "provision since",
    "keep.absences.[]": "absence back_before back_by clocks declare_by provisions from missing notes planned report_by "
    "rests_on status to wording_not_seen",
    "keep.absences.[].back_before.[]": "day provisions route then",
    "keep.absences.[].notes.[]": KEEP_LINE,
    "keep.allowed.[]": f"{KEEP_LINE} bound unit value",
    "keep.citations.[]": "article confidence provision rests_on",
    "keep.ends.[]": KEEP_LINE,
    "keep.renewal": "confirmed early_from expires provisions from rests_on state to",
    "keep.return.[]": KEEP_LINE,
    "keep.to_come": "by route",
    "keep.warnings.[]": f"{KEEP_LINE} day",
    "routes.*": "amounts basis between bounds changes clock clock_parts conditions confidence costs counter deadlines "
    "earliest effects family grounds last_known missing next_steps notes papers planned past_verify_by procedure "
    "readings register status title_first within_limits wording_not_seen",
    "routes.*.last_known": "earliest status verified_on",
    "routes.*.title_first": "card earliest roads",
    "routes.*.title_first.roads.[]": "card from right status",
    "routes.*.wording_not_seen.[]": "provision since",
    "routes.*.amounts.[]": "article articles bound confidence last_known name provisions sources status unit "
    "valid_from valid_to value verified_on verify_by",
    "routes.*.amounts.[].articles.[]": "article law unread",
    "routes.*.amounts.[].last_known": PERIOD,
    "routes.*.bounds": "at_latest confirmed_by probably",
    "routes.*.changes.[]": "after before content_seen date provisions id",
    "routes.*.changes.[].after": CHANGE,
    "routes.*.changes.[].before": CHANGE,
    "routes.*.clock_parts.[]": "counts from until",
    "routes.*.conditions.[]": "at_filing by_reading citations confidence facts id missing rests_on value "
    "wording_not_seen",
    "routes.*.conditions.[].citations.[]": "article confidence provision sources verified_on",
    "routes.*.confidence": "conditions rests_on",
    "routes.*.costs.[]": "amounts confidence provisions id when",
    "routes.*.costs.[].amounts.[]": FIGURE,
    "routes.*.costs.[].amounts.[].last_known": PERIOD,
    "routes.*.counter.[]": LINE,
    "routes.*.deadlines.[]": f"{DEADLINE} card_ended card_ends silence stay_meanwhile term",
    "routes.*.deadlines.[].silence": "certain confidence doubts provisions from means",
    "routes.*.deadlines.[].stay_meanwhile": "provisions stops_decision",
    "routes.*.deadlines.[].term": FIGURE,
    "routes.*.effects.[]": "amounts confidence provisions id kind practice",
    "routes.*.effects.[].amounts.[]": FIGURE,
    "routes.*.effects.[].amounts.[].last_known": PERIOD,
    "routes.*.family.[]": LINE,
    "routes.*.grounds.[]": "earliest id status",
    "routes.*.papers.[]": "basis condition provisions id not_needed_if not_you stage valid warning where",
    "routes.*.papers.[].valid": FIGURE,
    "routes.*.papers.[].valid.last_known": PERIOD,
    "routes.*.planned": "at_latest basis earliest ground on rests_on status",
    "routes.*.procedure.[]": "annex branch confidence provisions id practice term who",
    "routes.*.procedure.[].term": f"{FIGURE} since",
    "routes.*.procedure.[].term.last_known": PERIOD,
    "routes.*.register": "after before provisions",
    "unusual.[]": "other provisions rule ways where",
}
BY_NAME = ("routes", "clocks", "readings", "conditions", "amounts")
"""These hold one entry for each name of something else: a route, a reading, an amount, a condition."""

IDS = {
    "routes.*.papers.[]": "papers",
    "routes.*.procedure.[]": "procedure",
    "routes.*.effects.[]": "effects",
    "routes.*.costs.[]": "costs",
    "routes.*.counter.[]": "counter",
    "routes.*.family.[]": "family",
    "comparison.[].aspects.[]": "comparison",
    "routes.*.deadlines.[]": "deadlines",
    "routes.*.changes.[]": "changes",
    "routes.*.grounds.[]": "grounds",
    "deadlines.[]": "deadlines",
    "keep.allowed.[]": "keep_limits",
    "keep.return.[]": "keep_returns",
    "keep.ends.[]": "keep_ends",
    "keep.warnings.[]": "keep_notes",
    "keep.absences.[].notes.[]": "keep_notes",
}
"""Where an ``id`` stands, and the kind of the vocabulary that it belongs to."""

BEFORE_A_CHANGE = {
    "Refugee, the regulation cannot give a day before it applies",
    "British citizen with an E card on 2021-12-30, not yet under the Agreement",
}


def asked(key: str, decision: str | None = None, notified: str | None = None) -> dict[str, Any]:
    request = {"route": key, "filed": "2026-01-05", "decision": decision, "notified": notified}
    return {
        "nationality": "MA",
        "card": "A",
        "card_expiry": "2026-03-01",
        "stays": [{"from": "2020-10-04", "ground": "single_permit", "first_card_issued": "2020-10-04"}],
        "absences": [{"from": "2025-09-01", "to": "2026-02-20"}],
        "applications": [{name: value for name, value in request.items() if value}],
    }


@cache
def answers() -> tuple[dict[str, Any], ...]:
    """Each tenth case, two before a change of the law, and people who asked for a card or were refused."""
    found = [
        assess(asked(key, *more), date(2026, 3, 1))
        for key in ("B", "K", "L", "EU+", "F+", "M+", "nationality")
        for more in ((), ("refused", "2026-02-10"))
    ]
    for number, entry in enumerate(entries()):
        if number % 10 == 0 or entry["name"] in BEFORE_A_CHANGE:
            with suppress(CaseError):
                found.append(assess(facts(entry), entry["on"]))
    return tuple(one for one in found if "people" not in one)


def tables(value: Any, path: Path = ()) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object in an answer with its place; objects by name are gone through without their names."""
    if isinstance(value, list):
        for one in value:
            yield from tables(one, (*path, "[]"))
    elif isinstance(value, dict) and path and path[-1] in BY_NAME:
        for one in value.values():
            yield from tables(one, (*path, "*"))
    elif isinstance(value, dict):
        if path[-2:-1] != ("clocks",):
            yield ".".join(path), value
        for name, one in value.items():
            yield from tables(one, (*path, name))


def test_an_answer_has_no_other_keys() -> None:
    known = {place: set(keys.split()) for place, keys in SHAPE.items()}
    for answer in answers():
        for place, table in tables(answer):
            assert set(table) <= known[place], f"{place or 'answer'}: {set(table) - known[place]}"


def typed(kind: Any, place: Path = ()) -> Iterator[tuple[str, set[str], set[str]]]:
    """Every object of an answer that has a type, with its place: its keys, and those that are always there."""
    if is_typeddict(kind):
        yield ".".join(place), set(get_type_hints(kind)), set(kind.__required_keys__)
        for name, inside in get_type_hints(kind).items():
            yield from typed(inside, (*place, name))
        return
    for one in get_args(kind):  # a list, what has a name, or a choice
        yield from typed(one, (*place, *{list: ("[]",), dict: ("*",)}.get(get_origin(kind), ())))


def test_the_types_have_the_keys_of_the_answers() -> None:
    for_several = {"people", "relations"}
    hints = get_type_hints(answer_types.Assessment)
    kinds = [one for name, kind in hints.items() if name not in for_several for one in typed(kind, (name,))]
    assert set(hints) - for_several == set(SHAPE[""].split())
    assert {place for place, *_ in kinds} >= {"keep", "routes.*", "routes.*.conditions.[]", "routes.*.planned"}
    for place, keys, _ in kinds:
        assert keys == set(SHAPE[place].split()), place


def test_what_the_types_say_is_always_there_is_there() -> None:
    hints = get_type_hints(answer_types.Assessment)
    always = {place: keys for name in ("keep", "routes") for place, _, keys in typed(hints[name], (name,))}
    for answer in answers():
        for place, table in tables(answer):
            assert always.get(place, set()) <= set(table), f"{place}: {always[place] - set(table)}"


def test_the_types_of_an_interview_have_its_keys() -> None:
    case = {name: value for name, value in asked("L").items() if name != "stays"}
    found = interview(case, date(2026, 3, 1))
    so_far, question = get_type_hints(answer_types.SoFar), get_type_hints(answer_types.Question)
    assert set(found) == set(get_type_hints(answer_types.Interview))
    assert all(set(one) == set(so_far) for one in found["so_far"].values())
    assert found["question"] is not None
    assert found["question"]["kind"] == "list"
    assert answer_types.Question.__required_keys__ <= set(found["question"]) <= set(question)
    for field in found["question"]["fields"]:
        assert answer_types.Field.__required_keys__ <= set(field) <= set(get_type_hints(answer_types.Field))


def test_every_fact_of_law_that_an_answer_names_exists() -> None:
    known = set(all_provisions())
    for answer in answers():
        for place, table in tables(answer):
            if place != "routes.*.conditions.[]":  # there the facts are those of the person
                assert set(table.get("provisions", ())) <= known, f"{place}: {table}"


def test_every_id_in_an_answer_has_its_words() -> None:
    known = {kind: set(ids) for kind, ids in vocabulary().items()}
    for answer in answers():
        for place, table in tables(answer):
            if place in IDS:
                assert table["id"] in known[IDS[place]], f"{place}: {table}"
            if place.endswith(".silence"):
                assert table["means"] in known["silence"]
            assert set(table.get("doubts", ())) <= known["doubts"], place


def test_the_vocabulary_of_keeping_has_these_kinds() -> None:
    assert {kind for kind in vocabulary() if kind.startswith("keep")} == {
        "keep_statuses",
        "keep_limits",
        "keep_returns",
        "keep_ends",
        "keep_notes",
    }
