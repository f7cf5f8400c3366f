"""People are walked to their result, answering what they are asked as they know it (``-s`` prints the table)."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from html import unescape
from typing import Any

import pytest

import belgian_residence as rules
from personas.people import FAMILY, FAMILY_MOST, FAMILY_SAID, IF_NEVER_AWAY, PERSONAS, Persona
from personas.walking import TODAY, Walk, walk, walk_family
from rules.test_papers_fit import MAY_BE_PROTECTED, unfit
from screens.views.frame import PAGES_OF_MOST
from screens.words import Words
from trying import some

WALKING = some(PERSONAS, 2)
by_persona = pytest.mark.parametrize("persona", WALKING, ids=lambda persona: persona.key)


@cache
def walked(key: str) -> Walk:
    return walk(next(persona for persona in PERSONAS if persona.key == key))


@cache
def routes(key: str) -> dict[str, Any]:
    """The answer of each route for a persona that has walked."""
    found: dict[str, Any] = rules.assess(walked(key).state["case"], date.fromisoformat(TODAY))["routes"]
    return found


@cache
def statuses(key: str) -> dict[str, str]:
    """The status of each route; ``IF_NEVER_AWAY`` where it is open within the limits, and waits for trips alone."""
    return {route: IF_NEVER_AWAY if _only_trips(one) else one["status"] for route, one in routes(key).items()}


def _only_trips(one: dict[str, Any]) -> bool:
    in_time = one["within_limits"] is not None and one["within_limits"] <= TODAY
    return one["status"] == "unsettled" and in_time and one["missing"] == ["absences"]


@by_persona
def test_every_persona_reaches_a_result_without_an_error(persona: Persona) -> None:
    done = walked(persona.key)
    assert done.ended, done.screens
    assert not done.errors


@by_persona
def test_no_persona_is_asked_more_than_its_life_needs(persona: Persona) -> None:
    done = walked(persona.key)
    assert len(done.screens) <= persona.most, done.screens


@by_persona
def test_no_page_of_questions_comes_twice(persona: Persona) -> None:
    screens = walked(persona.key).screens
    assert len(set(screens)) == len(screens)


@by_persona
def test_each_page_says_truly_how_many_are_still_to_come(persona: Persona) -> None:
    done = walked(persona.key)
    pages = len(done.screens) - 1  # the last one is the result
    least, most = PAGES_OF_MOST
    assert least <= pages <= most
    stays_told = False
    for place, (screen, said) in enumerate(zip(done.screens[:-1], done.left, strict=False)):
        left = pages - place - 1
        if screen in ("question/nationality", "question/card"):
            assert said == f"Most people answer {least} to {most} pages."
            continue
        number = {"This is probably the last page.": 0, "About one more page after this.": 1}.get(said)
        number = int(re.findall(r"\d+", said)[0]) if number is None else number
        stays_told |= screen == "question/absences"
        assert abs(number - left) <= (1 if stays_told else 4), (screen, said, left)


@by_persona
def test_the_card_that_matters_is_answered(persona: Persona) -> None:
    """One "I don't know" leaves nobody with a main card that is not settled."""
    found = statuses(persona.key)
    assert {key: found[key] for key, allowed in persona.main.items() if found[key] not in allowed} == {}
    unsettled = [key for key in persona.main if found[key] == "unsettled"]
    assert [routes(persona.key)[key]["missing"] for key in unsettled if routes(persona.key)[key]["missing"]] == []


@by_persona
def test_the_page_says_of_that_card_what_the_rules_say(persona: Persona) -> None:
    """Not even in its row is a card "not certain" for want of trips that nobody counted."""
    html = walked(persona.key).answer["html"]
    for key in persona.main:
        row = re.search(rf'data-route="{re.escape(key)}".*?af-status[^>]*>([^<]*)<', unescape(html), re.DOTALL)
        said = {IF_NEVER_AWAY: "if_never_away"}.get(statuses(persona.key)[key], statuses(persona.key)[key])
        assert row is not None, key
        assert row[1] == Words("en")(f"status.{said}"), key


@by_persona
def test_papers_and_advice_fit_the_persona(persona: Persona) -> None:
    done = walked(persona.key)
    html, grounds = unescape(done.answer["html"]), {one.ground for one in persona.lived}
    answer = {"routes": routes(persona.key)}
    assert list(unfit(done.state["case"], date.fromisoformat(TODAY), lambda *_: answer)) == []
    if persona.knows["nationality"] == "EU":
        assert "in a passport" not in html
    if not grounds & MAY_BE_PROTECTED:
        assert Words("en")("paper_warning.embassy-when-protected") not in html


@pytest.mark.long
def test_a_family_of_three_sees_everybody_at_a_glance() -> None:
    done = walk_family(FAMILY, FAMILY_SAID)
    assert (done.answer["screen"], done.errors) == ("of-3/everybody", [])
    assert len(done.screens) <= FAMILY_MOST, done.screens
    assert all(name in done.answer["html"] for name, _ in FAMILY)


def test_the_walks_as_a_table() -> None:
    print()
    for persona in WALKING:
        done = walked(persona.key)
        shown = ", ".join(f"{key} {statuses(persona.key)[key]}" for key in persona.main)
        line = f"{persona.key} | {len(done.screens):2} screens | {len(done.errors)} errors | "
        print(f"{line}{done.slowest:.2f} s at most | {shown:22} | {persona.who}")
        assert done.screens[-1] == "result"
