"""The words of the screens: every question, option and error has them in every language, and none is left over."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

import belgian_residence as rules
from belgian_residence.told.facts import FACTS, Fact
from screens import date_words, municipalities, prerender
from screens.asking import since
from screens.catalogues import FOR_OFFICES, by_key, read, sources, texts
from screens.questions import chain, relations, together, what_if
from screens.questions import places as questions
from screens.questions.places import Place
from screens.showing.drawn import timeline_layout
from screens.showing.lines.answers import option_key
from screens.showing.taken_along import desk
from screens.views import stay_since
from screens.views.list import LIST_ANSWERS
from screens.words import SMALL, Words

LANGUAGES = ("en",)
"""What another language lacks is shown in English: `tests/site/test_parity.py` looks at those."""
SCREENS = Path(prerender.__file__).parent
DATE_PARTS = {"day", "month", "year", "rough_hint"}


def catalogue(language: str) -> dict[str, Message]:
    place = SCREENS / "locales" / language / "LC_MESSAGES" / "messages.po"
    with place.open("rb") as file:
        read: Catalog = read_po(file, abort_invalid=True)
    return {message.id if isinstance(message.id, str) else message.id[0]: message for message in read if message.id}


def literal_keys() -> set[str]:
    """Keys that stand as they are in a template, in Python code or in the problems that forms raise."""
    found: set[str] = set()
    for template in sorted((SCREENS / "templates").rglob("*.html")):
        found |= set(re.findall(r'_\(\s*"([^"]+)"\s*[,)]', template.read_text(encoding="utf-8")))
    for module in sorted(SCREENS.rglob("*.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found |= keys_of_call(node)
    return found


def keys_of_call(node: ast.Call) -> set[str]:
    """The keys in a call such as ``words("check.date")`` or ``Problem("answer", "choose")``."""
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    problem = name in ("Problem", "DateProblem")
    if not problem and name not in ("words", "_words", "self", "find", "step"):
        return set()
    argument = node.args[1 if problem else 0]
    choices = [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]
    texts = [one.value for one in choices if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return {("error." if problem else "") + text for text in texts if not text.endswith("_")}


def fields(fact: Fact) -> list[Place]:
    """The places of a fact: itself, and for a list the fields and pages of an entry."""
    pages = [*(field.name for field in fact.kind.fields)]
    return [Place(fact.name), *(Place(fact.name, 0, page) for page in pages)]


def question_keys() -> tuple[set[str], set[str]]:
    """Keys that every question must have, and keys that it may have."""
    needed: set[str] = set()
    allowed: set[str] = set()
    for fact in FACTS:
        pages = questions.ENTRY_PAGES.get(fact.name, ())
        for place in fields(fact):
            if place.page not in ("from", "to"):
                needed.add(f"question.{place.words}")
            needed.add(f"short.{place.words}")
            allowed |= {f"{kind}.{place.words}" for kind in ("hint", "more", "why", "settle")}
            if place.kind.name in ("choice", "choices", "yes_no", "nationality"):
                keys = {option_key(place, option) for option in questions.options(place)}
                needed |= keys
                allowed |= {f"{key}.{extra}" for key in keys for extra in ("note", "short")}
            if place.kind.may_be_none:
                needed.add(f"none.{place.words}")
        needed |= {f"question.{fact.name}.{page}" for page in pages}
        allowed |= {f"{kind}.{fact.name}.{page}" for page in pages for kind in ("hint", "more")}
        if fact.kind.name == "list":
            needed |= {f"list.{fact.name}.{answer}" for answer in LIST_ANSWERS[:-1]}
            needed |= {f"list.{fact.name}.{part}" for part in ("title", "more", "add", "entry", "remove")}
            if fact.name not in ("free_movement_gaps", "applications"):  # the rules let these overlap
                needed.add(f"error.fault.overlap.{fact.name}")
    for list_name in questions.MAY_RUN:
        needed |= {f"error.entry.{part}.{list_name}" for part in ("end_missing", "open_and_end")}
        needed.add(f"entry.open.{list_name}")
    needed |= {f"group.ground.{group}" for group in questions.GROUND_GROUPS}
    allowed |= {f"group.ground.{group}.note" for group in questions.GROUND_GROUPS}
    needed |= {f"group.card.{group}" for group in questions.CARD_GROUPS}
    needed |= {f"section.{section}" for section in questions.SECTIONS}
    needed |= {f"together.{page}" for page in together.TOGETHER}
    allowed |= {f"hint.together.{page}" for page in together.TOGETHER}
    return needed, allowed


def family_keys() -> set[str]:
    """Keys made from small closed lists."""
    keys = {f"month.{number}" for number in range(1, 13)} | {f"season.{season}" for season in date_words.SEASONS}
    keys |= {f"date.{part}" for part in DATE_PARTS}
    keys |= {f"start.papers_{paper}" for paper in ("card", "annex", "trips", "income")}
    keys |= {f"loading.{step}" for step in prerender.STEPS}
    keys |= {f"failure.{reason}" for reason in prerender.REASONS}
    keys |= {f"error.date.missing_{'_and_'.join(parts)}" for parts in MISSING_PARTS}
    keys |= {f"amount.{name}" for name in rules.vocabulary()["amounts"]}
    keys |= {f"nationality.{status}" for status in rules.vocabulary()["statuses"]}
    keys |= {f"compare.basis_{basis}" for basis in rules.vocabulary()["bases"]}
    keys |= {f"planned.{status}" for status in rules.vocabulary()["statuses"]}
    keys |= {f"timeline.kind_{kind}" for kind in timeline_layout.KINDS}
    keys |= {f"messages.{id}{part}" for id in ("appointment", "asked", "employer") for part in ("", "_text")}
    keys.add("messages.order")
    keys |= {f"language.{office}" for office in desk.OFFICES}
    offices = [one.office for one in municipalities.all_municipalities()]
    keys |= {f"where.area.{office.area}" for office in offices}
    keys |= {f"where.on_request.{language}" for office in offices for language in office.on_request}
    keys |= {f"region.{region}" for region in municipalities.REGIONS.values()}
    keys |= {f"what_if.{kind}" for kind in what_if.KINDS}
    keys |= {f"since.{part}.{kind}" for part in ("title", "hint") for kind in stay_since.KINDS}
    keys |= {f"since.hint.{kind}" for kind in stay_since.HINTS.values()}
    keys |= {f"since.{fact}{part}" for fact in chain.DATED_FROM_A_REQUEST.values() for part in ("", ".hint")}
    keys |= {f"seam.{seam}" for seam in since.SEAMS} | {"seam.other_paper.note"}
    keys |= {f"still.{answer}" for answer in since.STILL} | {"still.unknown.note"}
    keys |= set(since.NAMES.values())
    keys |= {f"sponsor.{sponsor}" for sponsor in since.SPONSORS}
    keys |= {"paper.practice", "paper.follows", "unit.days", "unit.months", "unit.years"}
    for kind, choices in relations.CHOICES.items():
        keys |= {f"people.{kind}.{part}" for part in ("question", "hint", *choices)}
        keys |= {f"people.{kind}.{choice}.line" for choice in (*choices, "unknown")} | {f"short.people.{kind}"}
    keys |= {"people.dependant.yes.note", "people.dependant.more.note"}
    keys |= {"error.people.own_missing", "error.people.name_missing"}
    keys |= {"error.date.missing_from", "error.date.missing_to", "error.fault.before", "error.fault.after"}
    return keys


MISSING_PARTS = [
    ("month",),
    ("year",),
    ("month", "year"),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_option_and_id_has_words(language: str) -> None:
    needed = question_keys()[0] | family_keys() | literal_keys()
    assert sorted(needed - set(catalogue(language))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_are_left_over(language: str) -> None:
    needed, allowed = question_keys()
    left_over = set(catalogue(language)) - needed - allowed - family_keys() - literal_keys()
    assert sorted(left_over) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_filled_in_and_has_the_placeholders_of_the_english_one(language: str) -> None:
    english = catalogue("en")
    for key, message in catalogue(language).items():
        texts = [message.string] if isinstance(message.string, str) else list(message.string)
        assert all(texts), key
        original = english[key].string
        expected = placeholders(original if isinstance(original, str) else original[-1])
        assert placeholders(texts[-1]) == expected, key


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_tone_is_plain() -> None:
    """No blame and no begging: the words that people who make forms have learned to leave out. The list is English."""
    unwanted = re.compile(r"\b(please|sorry|invalid|illegal|forbidden to|failed|incorrect)\b", re.IGNORECASE)
    found = [key for key, message in catalogue("en").items() if unwanted.search(str(message.string))]
    assert found == []


def test_a_colon_between_two_texts_is_a_word_too() -> None:
    """French has a space before it. What only a screen reader says has none."""
    colon = re.compile(r"(?:\}\}|%\}|</\w+>): |\}\}:<")
    found = [
        f"{file.name}: {line.strip()}"
        for file in sorted((SCREENS / "templates").rglob("*.html"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if colon.search(re.sub(r"[\w-]+=\"[^\"]*\"", "", line))
    ]
    assert found == []


def test_a_missing_key_is_an_error() -> None:
    with pytest.raises(LookupError):
        Words("en")("no.such.key")


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(LookupError):
        Words("xx")


@pytest.mark.parametrize(
    ("alone", "within"),
    [
        ("Of je verzekerd bent", "of je verzekerd bent"),
        ("EU-burger", "EU-burger"),
        ("A-kaart", "A-kaart"),
        ("L’argent", "l’argent"),
        ("", ""),
    ],
)
def test_words_that_stand_alone_lose_their_capital_within_a_sentence(alone: str, within: str) -> None:
    assert Words("nl")("action.answer", what=alone) == f"Vertel ons nog: {within}"


@pytest.mark.parametrize(("language", "before"), [("nl", "We moeten nog weten: "), ("fr", "Indiquez-nous d’abord ")])
def test_every_fact_that_is_asked_for_within_a_sentence_begins_small(language: str, before: str) -> None:
    words = Words(language)
    for fact in FACTS:
        for key in (f"fact.{fact.name}", *(f"fact.{fact.name}.{field.name}" for field in fact.kind.fields)):
            start, said, rest = words("result.missing", what=words(key)).partition(before)
            assert (start, said) == ("", before)
            assert rest[:1].islower(), key


@pytest.mark.parametrize("language", ["en", "nl", "fr", "de"])
def test_a_placeholder_asks_for_nothing_that_words_cannot_do(language: str) -> None:
    for key, message in catalogue(language).items():
        for text in [message.string] if isinstance(message.string, str) else message.string:
            assert {spec for _, _, spec, _ in Formatter().parse(text) if spec} <= {SMALL}, key


def test_plurals_follow_the_number() -> None:
    words = Words("en")
    assert words("question.remaining", n=1, count=1) != words("question.remaining", n=2, count=2)
    assert "2" in words("question.remaining", n=2, count=2)


def test_groups_hold_every_option_once() -> None:
    by_name = {fact.name: fact for fact in FACTS}
    cards = [card for _, group in questions.option_groups(Place("card")) for card in group]
    assert sorted(cards) == sorted(by_name["card"].kind.options)
    ground = next(field for field in by_name["stays"].kind.fields if field.name == "ground")
    grounds = [one for group in questions.GROUND_GROUPS.values() for one in group]
    assert sorted(grounds) == sorted(ground.kind.options)
    shown = [fact for section in questions.SECTIONS.values() for fact in section]
    assert sorted(shown) == sorted(by_name)


TO_ONE = {
    "nl": re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(vous|votre|vos)\b", re.IGNORECASE),
    "de": re.compile(r"\b(Sie|Ihnen|Ihr(e|en|em|er|es)?)\b"),
}
"""The words with which a language speaks to the reader."""


@pytest.mark.parametrize("language", TO_ONE)
def test_papers_and_days_are_named_without_a_you(language: str) -> None:
    """They go into a letter and onto a sheet for the clerk, who is not the one who brings the papers."""
    named = {key: message for key, message in of_office(language).items() if key.startswith(("paper.", "result."))}
    assert named
    assert [key for key, message in named.items() if TO_ONE[language].search(str(message.string))] == []


def of_office(language: str) -> dict[str, Message]:
    """What is said to an office."""
    all_of = (by_key(read(path)) for path in sources(language))
    return {key: one for found in all_of for key, one in found.items() if FOR_OFFICES.fullmatch(key)}


def test_french_has_a_no_break_space_before_a_sign() -> None:
    """Else a line can begin with a question mark or a colon. A time or an address has no space there at all."""
    torn = re.compile(r"«(?!\xa0)|(?<!\xa0)[»;!?]|\s(?<!\xa0)[:;!?»]|[^\W\d]:(?=\s|$)")
    found = [
        key
        for path in sources("fr")
        for key, message in by_key(read(path)).items()
        if any(torn.search(text) for text in texts(message))
    ]
    assert found == []
