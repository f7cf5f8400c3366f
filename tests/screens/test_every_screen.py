"""Every screen that somebody can reach (``reachable``), as it is made: nothing is left out, and each is sound.

In a real browser they are looked at by ``tests/browser/test_every_screen.py``.
"""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment

from branches import Marking
from reachable import Reached, features, reached, telling
from site_build.cases import Case


@pytest.mark.long
def test_every_view_every_fact_and_every_branch_of_a_template_is_reached() -> None:
    everything = reached()
    print(f"\n{everything.seen} screens seen, {len(everything.variants)} variants, {len(everything.shown)} parts")
    assert everything.missing == [], "take it out, or let the interview lead here"


@pytest.mark.long
def test_every_way_shows_what_nothing_before_it_has_shown() -> None:
    assert [name for name, new in reached().ways.items() if not new] == []


@pytest.mark.long
def test_every_screen_is_sound_html_with_one_heading_labels_and_names() -> None:
    assert reached().faults == []


def test_a_branch_that_is_not_shown_is_named() -> None:
    text = "{% if a %}x{% else %}y{% endif %}{% for one in b %}z{% endfor %}{% if a %}x{% endif %}"
    templates = Marking(Environment(autoescape=True), DictLoader({"a.html": text}))
    assert templates.get_template("a.html").render(a=False, b=[1]) == "yz"
    assert templates.shown == {"a.html: if a, else", "a.html: for one in b"}
    not_shown = ["a.html: if a", "a.html: if a (2)"]
    assert sorted(templates.branches - templates.shown) == not_shown
    assert Reached(shown=templates.shown, wanted=templates.branches).missing == not_shown


def test_cases_that_tell_something_new_come_first() -> None:
    told: list[dict[str, object]] = [{"card": "A"}, {"card": "B", "income": 3}, {"card": "A"}, {"income": 5}]
    cases = [Case(file="", name=str(place), on="2026-11-22", case=one) for place, one in enumerate(told)]
    assert [case["name"] for case in telling(cases, 9)] == ["1", "0"]
    assert set(features({"people": {"Ana": {"card": None}}})) == {"several.card: None"}
