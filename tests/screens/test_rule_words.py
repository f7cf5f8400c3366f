"""The words for what the rules give out (rules.po): complete, plain, and tied to the law base.

Each text names the provisions it rests on ("#. law:") and the limits whose number it says in words
("#. figures:"). A change of either makes a test here fail and name the text that somebody must read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

import belgian_residence as br
from belgian_residence.counting.situation import Condition
from belgian_residence.dossier import dossier
from belgian_residence.engine import conditions_in
from belgian_residence.keeping import keep as keeping
from belgian_residence.law.amounts import all_amounts, amount
from belgian_residence.law.provisions import all_provisions
from belgian_residence.routes.registry import ROUTES
from belgian_residence.told.facts import FACTS

LOCALES = Path(__file__).parents[2] / "src" / "screens" / "locales"
FILES = sorted(LOCALES.glob("*/LC_MESSAGES/rules.po"))
ENGLISH = LOCALES / "en" / "LC_MESSAGES" / "rules.po"
ENGLISH_SCREENS = ENGLISH.with_name("messages.po")
VERIFIED = date(2026, 11, 22)
"""The day on which the law base was checked; the figures in the words are those of that day."""
LONGEST_SENTENCE = 30
LINES = {
    "paper": "paper.",
    "not_needed_if": "unless.",
    "procedure": "procedure.",
    "effect": "effect.",
    "deadline": "deadline.",
    "silence": "silence.",
    "cost": "cost.",
    "counter": "counter.",
    "family": "family.",
    "comparison": "comparison.",
}
"""The lines of a dossier by kind, with the beginning of their keys."""
BANNED = ("invalid", "please", "sorry", "obviously", "simply", "just ask", "illegal", "alien")
ALLOWED = ("alien law",)
HEDGES = re.compile(
    r"practice|not confirmed|could not confirm|not certain|not settled|not clear|policy|looks? like|our reading", re.I
)
NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
NUMBERS |= {"eleven": 11, "twelve": 12}
UNITS = ("working day", "day", "month", "year", "hour", "quarter", "percent")
FIGURE = re.compile(
    rf"\b(?P<number>\d+|{'|'.join(NUMBERS)})(?: and (?P<second>\d+))?[ -](?P<unit>{'|'.join(UNITS)})s?\b",
    re.IGNORECASE,
)
LANGUAGE_LEVEL = re.compile(r"\b[ABC][12]\b")
NOT_COUNTED_WITH = {
    "option.ground.arrival_declaration.note": "what the paper is; the time on it is told by its days",
    "option.ground.short_stay.note": "what the stay is; the time is told by its days",
    "condition.EU+.no-right-from-before-2013.unknown": "the three years of a rule that is no longer in force",
    "note.stricter-law-announced": "what a law that does not exist yet may ask for",
    **{
        f"{kind}.{fact}": "of what time the answer speaks"
        for fact in ("absences_in_a_year", "absences_in_five_years")
        for kind in ("fact", "short", "question")
    },
}
"""Texts with a figure that the rules do not count with, and what it is."""


KEEPING = ("limit", "return", "end", "note")
"""The lines on keeping the card, by kind."""


def _required() -> set[str]:
    """Every key that some id of the rules needs."""
    ids = br.vocabulary()
    entries = [f"{fact.name}.{field.name}" for fact in FACTS for field in fact.kind.fields]
    return {
        *(f"route.{id}.{form}" for id in ids["routes"] for form in ("name", "short")),
        *(f"status.{id}{form}" for id in ids["statuses"] for form in ("", ".long")),
        *(f"basis.{id}" for id in ids["bases"]),
        *(f"condition.{id}{form}" for id in ids["conditions"] for form in ("", ".no", ".unknown")),
        *(f"reading.{id}" for id in ids["readings"]),
        *(f"step.{id}" for id in ids["next_steps"]),
        *(f"paper.{id}" for id in ids["papers"]),
        *(f"where.{id}" for id in ids["where"]),
        *(f"paper_warning.{id}" for id in ids["paper_warnings"]),
        *(f"unless.{id}" for id in ids["not_needed_if"]),
        *(f"{kind}.{id}" for kind in ("procedure", "who") for id in ids[kind]),
        *(f"branch.{id}" for id in ids["branches"]),
        *(f"since.{id}" for id in ids["since"]),
        *(f"register.{id}" for id in ids["registers"]),
        *(f"effect.{id}" for id in ids["effects"]),
        *(f"deadline.{id}" for id in ids["deadlines"]),
        *(f"silence.{id}" for id in ids["silence"]),
        *(f"doubt.{id}" for id in ids["doubts"]),
        *(f"cost.{id}" for id in ids["costs"]),
        *(f"{kind}.{id}" for kind in ("counter", "family", "comparison") for id in ids[kind]),
        *(f"comparison.ask.{id}" for id in ids["comparison_ask"]),
        *(f"note.{id}" for id in ids["notes"]),
        *(f"fact.{id}" for id in [*ids["facts"], *entries]),
        *(f"ground.{id}" for id in ids["grounds"]),
        *(f"change.{id}" for id in ids["changes"]),
        *(f"rests.{id}" for id in ids["rests_on"]),
        *(f"rule.{id}" for id in ids["contradictions"]),
        *(f"way.{id}" for id in ids["ways"]),
        *(f"keep.status.{id}{form}" for id in ids["keep_statuses"] for form in ("", ".long")),
        *(f"keep.{kind}.{id}" for kind in KEEPING for id in ids[f"keep_{kind}s"]),
    }


def _allowed() -> set[str]:
    """Keys that an id may have: what more to know about a paper."""
    return {f"paper.{id}.hint" for id in br.vocabulary()["papers"]}


@cache
def _messages(path: Path) -> dict[str, Message]:
    with path.open("rb") as file:
        return {str(message.id): message for message in read_po(file, abort_invalid=True) if message.id}


def _texts(path: Path) -> dict[str, str]:
    return {key: str(message.string) for key, message in _messages(path).items()}


def _named(message: Message, what: str) -> list[str]:
    """The ids behind "law:" or "figures:" in the comments of a message."""
    return [
        name.strip()
        for comment in message.auto_comments
        if comment.startswith(f"{what}:")
        for name in comment.removeprefix(f"{what}:").split(",")
    ]


def _conditions() -> Iterator[Condition]:
    for route in ROUTES:
        yield from conditions_in(route.requirement)
        if route.early:
            yield from conditions_in(route.early)


def test_there_is_an_english_catalogue() -> None:
    assert ENGLISH in FILES


def test_every_id_of_the_rules_has_its_words_and_no_words_are_left_over() -> None:
    keys = set(_texts(ENGLISH))
    assert sorted(_required() - keys) == [], "ids without words"
    assert sorted(keys - _required() - _allowed()) == [], "words without an id"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-3])
def test_no_key_stands_twice(path: Path) -> None:
    keys = re.findall(r'^msgid "(.+)"$', path.read_text(encoding="utf-8"), re.M)
    assert sorted({key for key in keys if keys.count(key) > 1}) == []


def test_no_text_is_empty_or_unfinished() -> None:
    for key, message in _messages(ENGLISH).items():
        text = str(message.string)
        assert text.strip() == text != "", key
        assert text != key
        assert not message.fuzzy, key
        assert "  " not in text, key


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-3])
def test_texts_have_no_placeholders_because_nothing_fills_them_in(path: Path) -> None:
    assert [key for key, text in _texts(path).items() if "{" in text or "}" in text] == []


def test_no_key_stands_in_the_catalogue_of_the_screens_too() -> None:
    screens = _texts(ENGLISH.with_name("messages.po"))
    assert sorted(set(screens) & set(_texts(ENGLISH))) == []


def test_no_word_that_blames_or_talks_down() -> None:
    found = []
    for key, text in _texts(ENGLISH).items():
        plain = text.lower()
        for allowed in ALLOWED:
            plain = plain.replace(allowed, "")
        found += [f"{key}: {word}" for word in BANNED if re.search(rf"\b{word}\b", plain)]
    assert found == []


def test_sentences_are_short() -> None:
    long = []
    for key, text in _texts(ENGLISH).items():
        for sentence in re.split(r"(?<=[.?!])[\"”)]?\s+", text):
            if len(sentence.split()) > LONGEST_SENTENCE:
                long.append(f"{key} ({len(sentence.split())} words): {sentence}")
    assert long == []


def test_what_stands_in_the_way_fits_in_a_table() -> None:
    """The table shows the first sentence of ``.no`` and ``.unknown`` alone: it needs no text before it."""
    texts = _texts(ENGLISH)
    for id in br.vocabulary()["conditions"]:
        for form in (".no", ".unknown"):
            first = re.split(r"(?<=[.?!]) ", texts[f"condition.{id}{form}"], maxsplit=1)[0]
            assert first.endswith("."), f"{id}{form}: {first}"
            assert not re.match(r"(It|This|These|That|They|Then|Such)\b(?! such| earlier| card)", first), (
                f"{id}{form}: {first}"
            )


def test_a_condition_is_one_sentence_that_can_be_answered() -> None:
    for id in br.vocabulary()["conditions"]:
        text = _texts(ENGLISH)[f"condition.{id}"]
        assert re.search(r"[.?!]\s", text) is None, id
        assert text.endswith("."), id
        assert not text.endswith("?"), id


def test_what_to_do_when_not_met_differs_from_what_would_settle_it() -> None:
    texts = _texts(ENGLISH)
    for id in br.vocabulary()["conditions"]:
        three = [texts[f"condition.{id}{form}"] for form in ("", ".no", ".unknown")]
        assert len(set(three)) == 3, id


def test_each_text_names_facts_of_the_law_base_that_exist() -> None:
    known = set(all_provisions())
    need = ("condition.", "reading.", "note.", "basis.", "paper.", *LINES.values())
    for key, message in _messages(ENGLISH).items():
        facts = _named(message, "law")
        assert not set(facts) - known, f"{key} names facts that the law base does not have"
        assert facts or not key.startswith(need), f"{key} names no provision"


def test_the_sentence_of_a_condition_names_the_facts_that_the_rules_cite_for_it() -> None:
    """Fails when the rules rest a condition on other facts: then its three texts must be read again."""
    for condition in _conditions():
        named = set(_named(_messages(ENGLISH)[f"condition.{condition.id}"], "law"))
        assert set(condition.law) <= named, condition.id


def test_the_name_of_a_paper_is_no_sentence_because_more_follows_it() -> None:
    names = [f"paper.{id}" for id in br.vocabulary()["papers"]]
    assert [key for key in names if _texts(ENGLISH)[key].endswith(".")] == []


def test_each_line_of_a_dossier_rests_on_the_facts_that_its_text_names() -> None:
    """Fails when a paper, a step, a day, a cost or an effect is rested on other facts: then its text must be read."""
    messages = _messages(ENGLISH)
    for kind, id, law in dossier.lines():
        if kind in LINES:
            named = set(_named(messages[LINES[kind] + id], "law"))
            assert set(law) <= named, f"{LINES[kind]}{id}: {sorted(set(law) - named)}"


def test_each_line_on_keeping_the_card_rests_on_the_facts_that_its_text_names() -> None:
    """Fails when a limit, a return, an end or a note is rested on other facts: then its text must be read again."""
    messages = _messages(ENGLISH)
    for kind, id, law in keeping.lines():
        named = set(_named(messages[f"keep.{kind}.{id}"], "law"))
        assert set(law) <= named, f"keep.{kind}.{id}: {sorted(set(law) - named)}"


def test_what_no_fact_can_drive_is_called_practice_or_not_confirmed() -> None:
    facts = all_provisions()
    sentences = {f"condition.{id}" for id in br.vocabulary()["conditions"]}  # these state what is so, not what is law
    bare = [
        key
        for key, message in _messages(ENGLISH).items()
        if key not in sentences
        and (named := _named(message, "law"))
        and not any(facts[name].drives for name in named)
        and not HEDGES.search(str(message.string))
    ]
    assert bare == []


@pytest.mark.parametrize("path", [ENGLISH, ENGLISH_SCREENS], ids=lambda path: path.stem)
def test_the_figures_in_the_words_are_those_of_the_law_data(path: Path) -> None:
    """Fails when a limit changes, and names the texts that say the old number."""
    wrong = []
    for key, message in _messages(path).items():
        names = _named(message, "figures")
        assert not set(names) - set(all_amounts()), f"{key} names limits that the law data do not have"
        held = {(limit.value, limit.unit.removesuffix("s")) for limit in (amount(name, VERIFIED) for name in names)}
        said = set(_figures(str(message.string)))
        if said != held and key not in NOT_COUNTED_WITH:
            wrong.append(f"{key} says {sorted(said, key=str)}, the law data say {sorted(held, key=str)}")
    assert wrong == []


def test_a_figure_that_is_not_counted_with_stands_in_its_text() -> None:
    texts = {**_messages(ENGLISH), **_messages(ENGLISH_SCREENS)}
    assert [key for key in NOT_COUNTED_WITH if not list(_figures(str(texts[key].string)))] == []


def _figures(text: str) -> Iterator[tuple[int | str, str]]:
    for found in FIGURE.finditer(text):
        for number in (found["number"], found["second"]):
            if number:
                yield NUMBERS.get(number.lower()) or int(number), found["unit"].lower()
    yield from ((level, "language level") for level in LANGUAGE_LEVEL.findall(text))


def test_figures_are_found_in_words_and_in_digits() -> None:
    assert set(
        _figures("Five years; between 40 and 30 days; more than ten months; under 18; at level B1; 66 percent.")
    ) == {
        (5, "year"),
        (40, "day"),
        (30, "day"),
        (10, "month"),
        ("B1", "language level"),
        (66, "percent"),
    }
