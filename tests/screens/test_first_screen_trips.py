"""What stands first on a result after a trip or from abroad: what is lost, until when to be back, what follows."""

from __future__ import annotations

import re
from typing import Any

import pytest

from first_screen import (
    CITIZEN,
    FAMILY,
    FRENCH,
    LONG_SETTLED,
    LONG_TERM,
    SETTLED,
    YOUNGER,
    days_to_do,
    lead,
    plain,
    result,
    top,
)
from screens.showing.lines.away import what_follows
from screens.words import Words

BLUE = {
    "stays": [
        {"from": "2010-01-01", "to": "2017-12-31", "ground": "blue_card", "first_card_issued": "2010-01-01"},
        {"from": "2018-01-01", "ground": "long_term_resident", "first_card_issued": "2018-01-01"},
    ]
}
OLD_CARD = {"nationality": "FR", "card": "E+", "card_expiry": "2021-01-15", "annex_19": "2008-01-01", "absences": []}
PERHAPS, OVER = "your right to stay may have ended", "By what you told us, your status has ended."
AHEAD = "If you are away as long as you told us, you lose your status."


def away(left: str, back: str | None, **more: Any) -> dict[str, Any]:
    """One absence."""
    return {"absences": [{"from": left, "to": back, **more}]}


@pytest.mark.parametrize(
    ("case", "tone", "says", "first"),
    [
        (CITIZEN | away("2022-01-01", "2023-12-31"), "held", "", ""),
        (CITIZEN | away("2022-01-01", "2024-08-01"), "doubted", PERHAPS, "Tell us: the day your card was issued"),
        (CITIZEN | away("2027-01-01", "2029-08-01"), "held", AHEAD, ""),  # only planned
        (CITIZEN | away("2026-06-01", "2029-08-01"), "held", AHEAD, "Be back in Belgium"),  # she can still come back
        (LONG_TERM | away("2024-01-01", "2027-08-01", outside_eu=True), "closed", OVER, ""),  # too late, and still away
        # no return is told: up to the last day to be back nothing has ended
        (CITIZEN | away("2024-11-29", None), "doubted", "", "Tell us: the day of your return"),
        (CITIZEN | away("2024-11-28", None), "doubted", "", "Be back in Belgium"),
        (CITIZEN | away("2024-11-26", None), "closed", OVER, ""),
        (
            LONG_TERM | BLUE | away("2020-01-01", "2026-03-01", outside_eu=False),
            "doubted",
            PERHAPS,
            "Ask your municipality or free legal help",
        ),
        (FAMILY | away("2022-01-01", "2024-08-01"), "unsettled", PERHAPS, "Tell us: the day your card was issued"),
        (OLD_CARD, "doubted", "Your status is at risk.", "Ask your municipality or free legal help"),
        (CITIZEN | away("2024-01-01", "2024-08-01", annex_18=None), "held", "", ""),  # ended nothing
    ],
    ids=[
        "two years",
        "EU+",
        "planned",
        "still away",
        "not back in time",
        "time left",
        "today",
        "too late",
        "disputed",
        "F+",
        "at risk",
        "a duty",
    ],
)
def test_a_long_absence_has_one_voice(case: dict[str, Any], tone: str, says: str, first: str) -> None:
    """Alert, answer, what to do and the part on keeping the card say the same of the card that is held."""
    html = result(case)
    assert f'data-tone="{tone}"' in html
    assert ('class="af-alerts"' in html) == bool(says)
    assert says in top(html)
    assert ("It is not certain that you keep it." in lead(html)) == (tone == "doubted")
    assert plain("".join(re.findall(r"<li><strong>[^<]*</strong> <span>(.*)", html)[:1])).strip().startswith(first)
    if tone == "held" and not says:
        assert 'data-keep="kept"' in html
    if says == PERHAPS:
        assert 'data-keep="unsettled"' in html


EU_WORKER = {
    "card": "EU",
    "annex_19": "2023-09-01",
    "annex_15": "none",
    "eu_activity": ["worker"],
    "early_ground": "none",
    "special_card_before": False,
}
STILL_AWAY = {"absences": [{"from": "2026-06-15", "annex_18": True}]}


def test_who_is_abroad_asks_once_back_and_is_told_until_when_to_be_back() -> None:
    """Six months away begin the years for L again (L-ABS-1); who is back in time can ask then, not from abroad."""
    html = result(SETTLED | STILL_AWAY)
    assert lead(html) == "You can apply for the L card or the K card as soon as you are back in Belgium."
    assert "You are abroad now, by what you told us. " in top(html)
    assert "Apply for the L card now" not in top(html)
    when = {text: day for day, text in days_to_do(html)}
    assert when["Be back in Belgium: a later return moves your date (L card)"] == "By 14 December 2026"
    asked = [day for text, day in when.items() if text.startswith("Go to the municipality where you live")]
    assert asked == ["Once you are back in Belgium"]
    assert list(when)[-1].startswith("Go to the municipality")


@pytest.mark.parametrize(
    ("case", "absence", "when"),
    [
        # B comes with a renewal, which has a last day; something serious stands in the way of L
        (YOUNGER | {"public_order": True}, {"from": "2028-08-10", "to": "2028-10-20"}, "{} (you are abroad then)"),
        (FRENCH | EU_WORKER, {"from": "2028-08-10", "to": "2028-10-20"},
         "{}, once you are back in Belgium"),
        (YOUNGER | {"income": 0}, {"from": "2028-08-10", "to": "2028-08-31"}, "{}"),
        (YOUNGER | {"income": 0}, {"from": "2026-11-01"}, "{}"),  # nobody says that it lasts until then
    ],
)  # fmt: skip
def test_a_day_inside_a_trip_says_so(case: dict[str, Any], absence: dict[str, str], when: str) -> None:
    html = result(case | {"absences": [absence]})
    asked = [day for day, text in days_to_do(html) if text.startswith("Apply for the ")]
    assert asked == [when.format("From 1 September 2028")]
    assert ("ou are abroad" in top(html)) is (when != "{}")


ONCE_BACK = {
    "en": ("as soon as you are back in Belgium.", "now", "Once you are back in Belgium"),
    "nl": ("zodra je terug bent in België.", "nu", "Zodra je terug bent in België"),
    "fr": ("dès votre retour en Belgique.", "maintenant", "Dès votre retour en Belgique"),
    "de": ("sobald Sie wieder in Belgien sind.", "jetzt", "Sobald Sie wieder in Belgien sind"),
}


@pytest.mark.parametrize("language", ONCE_BACK)
@pytest.mark.parametrize(
    ("case", "until"),
    [
        (SETTLED, None),  # two cards
        (SETTLED, "2026-12-05"),  # the return is told
        (SETTLED | {"income": 0}, None),  # one card
    ],
)
def test_the_headline_of_who_is_abroad_says_once_back(language: str, case: dict[str, Any], until: str | None) -> None:
    trips = [*case["absences"], {"from": "2026-11-01", "to": until}]
    html = result(case | {"absences": trips}, language=language)
    end, now, to_do = ONCE_BACK[language]
    assert lead(html).endswith(f" {end}")
    assert f" {now}" not in lead(html)
    assert to_do in [day for day, _ in days_to_do(html)]


@pytest.mark.parametrize(
    ("left", "back", "day"),
    [
        ("2026-11-01", None, "2027"),  # six months for the years, a year for the card
        ("2026-11-01", "2026-12-20", ""),
        ("2026-12-10", "2027-04-01", ""),
        ("2026-12-10", "2027-12-08", ""),  # the day before the last one
        ("2026-12-10", "2027-12-09", "9 December 2027"),
        ("2026-12-10", "2027-12", "9 December 2027"),  # can be later
    ],
)
def test_there_is_no_last_day_to_be_back_where_a_return_before_it_is_told(
    left: str, back: str | None, day: str
) -> None:
    html = result(LONG_SETTLED | {"absences": [{"from": left, "to": back, "annex_18": True}]})
    days = [when for when, text in days_to_do(html) if text.startswith("Be back in Belgium")]
    assert bool(days) is bool(day)
    assert all(day in when for when in days)


RETURNS: list[tuple[str, dict[str, Any], list[str]]] = [
    (
        "six months for L, a year for the card (L-ABS-1, ABS-1)",
        YOUNGER,
        [
            "L card: if you are back by 28 February 2027, your years go on. After a later return they begin again, on "
            "the day of that return (Act, art. 15bis §4",
            "The card itself: be back by 31 August 2027. A later return can cost you your stay (Act, art. 19 §1",
        ],
    ),
    (
        "more than six months in a year for EU+ (EUP-ABS-1, CARD-ABS-3)",
        CITIZEN | {"card": "EU", "annex_19": "2023-03-01"},
        [
            "EU+ card: if you are back by 1 March 2027, your years go on. After a later return they begin again, on "
            "the day of that return (Act, art. 42quinquies §3",
            "The card itself: be back by 31 August 2027. A later return can cost you your stay (Act, art. 19;",
        ],
    ),
    (
        "two years for who has EU+ (EUP-LOSS-1)",
        CITIZEN,
        [
            "The card itself: be back by 1 September 2028. A later return can cost you your stay "
            "(Act, art. 42quinquies §7"
        ],
    ),
]


def follows(html: str) -> list[str]:
    """What is said to follow from a day that is asked for."""
    return [plain(one) for one in re.findall(r"<span data-follows>(.*?)</span>", html)]


@pytest.mark.parametrize(("case", "said"), [row[1:] for row in RETURNS], ids=[row[0] for row in RETURNS])
def test_who_is_asked_for_the_day_of_the_return_reads_what_follows_from_it(
    case: dict[str, Any], said: list[str]
) -> None:
    left = {"from": "2026-09-01"}
    (text,) = follows(result(case | {"absences": [left]}))
    assert all(one in text for one in said), text
    assert text.count("if you are back by") == len(said) - 1, "and of no other card"
    assert not follows(result(case | {"absences": [left | {"to": "2026-10-01"}]})), "a return that is told is not asked"


def test_what_follows_from_a_return_fits_the_date_that_is_left() -> None:
    def said(then: str | None, back_by: str | None = None, status: str = "unsettled") -> str:
        moved = {"route": "B", "day": "2027-03-01", "then": then, "provisions": ["K-COUNT-2", "ABS-1"]}
        trip = {"back_before": [moved], "back_by": back_by, "status": status, "provisions": ["K-COUNT-2"]}
        return what_follows(trip, Words("en"))

    assert "they begin again" in said("2032-03-01"), "five years after the return"
    assert said("2030-07-15").startswith("B card: if you are back by 28 February 2027, your date stays.")
    assert "it moves (Act, art. 19 §1" in said("2030-07-15")
    assert "there is no date any more (Act" in said(None)
    assert said(None, "2027-08-31").endswith("A later return can cost you your stay."), "in no law that was read"
    assert "cost" not in said(None, "2026-08-31", "lost")
