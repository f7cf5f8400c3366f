"""What stands first on a result: alerts, one sentence with its day, three things to do; and what would open a card."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from screens.app import handle
from screens.showing.lines.away import what_follows
from screens.showing.result.result import SITUATIONS
from screens.words import Words
from site_build.paths import DOCS

ON = "2026-11-28"
WORKER: dict[str, Any] = {
    "nationality": "IN",
    "card": "A",
    "stays": [{"from": "2020-05-10", "ground": "single_permit", "first_card_issued": "2020-05-10"}],
    "absences": [],
    "income": 2500,
    "dependants": 0,
    "health_insurance": True,
    "public_order": False,
    "identity_established": True,
}
YOUNGER = WORKER | {
    "stays": [{"from": "2023-09-01", "ground": "single_permit", "first_card_issued": "2023-09-01"}],
}
AWAY = {"absences": [{"from": "2025-01-01", "to": "2025-08-01", "annex_18": True, "return_reported": True}]}
"""Longer than L allows, and not too long for B."""
SETTLED = WORKER | {
    "card": "B",
    "unlimited_stay_since": "2025-06-01",
    "public_health": False,
    "removal_decision": "none",
}
LONG_SETTLED = SETTLED | {
    "stays": [{"from": "2012-05-10", "ground": "single_permit", "first_card_issued": "2012-05-10"}],
    "unlimited_stay_since": "2018-06-01",
}
REFUGEE_WITH_BOTH = WORKER | {
    "nationality": "SY",
    "stays": [{"from": "2018-05-10", "ground": "refugee", "first_card_issued": "2018-05-10"}],
    "asylum_application": "2017-05-10",
    "permit_granted": "2018-05-10",
}
UKRAINIAN = WORKER | {"nationality": "UA", "stays": [{"from": "2022-04-01", "ground": "temporary_protection"}]}
LONG_TERM = WORKER | {
    "card": "L",
    "card_issued": "2018-02-01",
    "unlimited_stay_since": "2018-02-01",
    "stays": [{"from": "2018-02-01", "ground": "long_term_resident", "first_card_issued": "2018-02-01"}],
    "long_term_resident_elsewhere": False,
    "language_a2": False,
    "born_in_belgium": False,
    "disability_or_pension": "none",
}
BLUE = {
    "stays": [
        {"from": "2010-01-01", "to": "2017-12-31", "ground": "blue_card", "first_card_issued": "2010-01-01"},
        {"from": "2018-01-01", "ground": "long_term_resident", "first_card_issued": "2018-01-01"},
    ]
}
OUTSIDE = {"from": "2024-03-01", "outside_eu": True, "annex_18": True}
CITIZEN = {
    "nationality": "FR",
    "card": "EU+",
    "card_issued": None,
    "annex_19": "2012-01-01",
    "interruptions": [],
    "special_card_before": False,
}
FAMILY = {"nationality": "MA", "card": "F+", "card_issued": None, "annex_19ter": "2012-01-01", "sponsor_belgian": True}
OLD_CARD = {"nationality": "FR", "card": "E+", "card_expiry": "2021-01-15", "annex_19": "2008-01-01", "absences": []}
PERHAPS, OVER = "your right to stay may have ended", "By what you told us, your status has ended."
AHEAD = "If you are away as long as you told us, you lose your status."
FRENCH = {"nationality": "FR", "card": "EU+", "annex_19": "2015-10-01", "absences": [], "interruptions": []}


def away(left: str, back: str | None, **more: Any) -> dict[str, Any]:
    """One absence."""
    return {"absences": [{"from": left, "to": back, **more}]}


def result(case: dict[str, Any], today: str = ON, language: str = "en") -> str:
    request = {"action": "show", "screen": "result", "state": {"case": case}, "language": language, "today": today}
    return str(json.loads(handle(json.dumps(request)))["html"])


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def top(html: str) -> str:
    """What stands before the picture of the years, without tags."""
    return plain(html[: html.index('class="af-date-line"')])


def lead(html: str) -> str:
    found = re.search(r'af-lead">([^<]*)<', html)
    assert found
    return found[1]


def test_unlimited_stay_is_not_called_permanent_and_what_is_in_the_way_of_more_is_said() -> None:
    shown = top(result(LONG_SETTLED | {"public_order": True}))
    assert "You have the B card, for unlimited stay." in shown
    assert "permanent" not in shown
    assert "K card: For a reason of public order or security" in shown
    assert "L card: For a reason of public order or security" in shown


SILENT = LONG_SETTLED | {
    "birth_date": "1990-01-01",
    "born_in_belgium": False,
    "language_a2": True,
    "integration_proof": ["course"],
    "economic_participation": True,
    "spouse_of_belgian_since": "none",
    "parent_of_belgian_minor": False,
    "disability_or_pension": "none",
    "applications": [{"route": "nationality", "filed": "2025-09-01", "decision": "pending"}],
}


def test_who_is_belgian_by_silence_is_not_sent_for_a_card() -> None:
    html = result(SILENT)
    assert lead(html).startswith("No decision came in time on your application for Belgian nationality. Since ")
    assert "Ask the civil registry of your municipality in writing to register your nationality" in top(html)
    assert "hand in" not in top(html)
    assert "L card" not in top(html)
    assert "<svg" not in html[: html.index("af-lead")].split("data-tone", 1)[1], "nor shown one"
    waiting = SILENT | {"applications": [{"route": "nationality", "filed": "2026-09-01", "decision": "pending"}]}
    assert "You can apply for the L card or the K card" in lead(result(waiting))


@pytest.mark.parametrize(
    ("case", "tone", "sentence"),
    [
        (WORKER | {"income": 0}, "open", "You can apply for the B card, since 10 May 2025."),
        (WORKER, "open", "You can apply for the L card or the B card, since 10 May 2025."),
        (SETTLED, "open", "You can apply for the L card or the K card now."),
        (YOUNGER, "later", "You can apply for the L card or the B card from 1 September 2028."),
        (YOUNGER | AWAY, "later", "You can apply for the B card from 1 September 2028."),
        (WORKER | {"stays": None}, "unsettled", "We cannot say for sure yet whether you can apply for the "),
        (UKRAINIAN, "closed", "On 28 November 2026 you cannot apply for a permanent card."),
        ({"nationality": "BE"}, "belgian", "You are Belgian: you need no residence card."),
        (FRENCH, "held", "You have a permanent card: EU+ card."),
        (LONG_TERM | {"absences": [OUTSIDE | {"to": "2025-02-28"}]}, "held", "You have a permanent card: L card."),
        (LONG_TERM | {"absences": [OUTSIDE | {"to": "2025-03-02"}]}, "closed", "On 28 November 2026 you cannot apply"),
        (
            LONG_TERM | {"absences": [{"from": "2027-01-10", "to": "2028-02-01", "outside_eu": True}]},
            "held",
            "You have a permanent card: L card.",
        ),
        (
            WORKER | {"applications": [{"route": "B", "filed": "2026-06-01", "decision": "refused", "notified": ON}]},
            "refused",
            "Your application for the B card was refused.",
        ),
    ],
    ids=[
        "open",
        "two open",
        "two days",
        "later",
        "another day later",
        "unsettled",
        "closed",
        "belgian",
        "held",
        "kept",
        "lost",
        "loss planned",
        "refused",
    ],
)
def test_one_sentence_says_the_answer_and_its_day(case: dict[str, Any], tone: str, sentence: str) -> None:
    html = result(case)
    assert lead(html).startswith(sentence)
    assert f'data-tone="{tone}"' in html


@pytest.mark.parametrize(
    ("expires", "says"),
    [
        ("2026-11-27", "Your card expired on 27 November 2026."),
        ("2026-11-28", "Your card expires on 28 November 2026."),
        ("2026-12-20", "Your card expires on 20 December 2026."),
        ("2027-02-28", "Your card expires soon, on 28 February 2027."),  # three months, the last day that is near
        # No longer the card, but two months before it.
        ("2027-03-01", "Last day to apply for the renewal that can bring your B card"),
        ("2027-06-01", ""),
    ],
)
def test_a_card_that_ends_is_said_before_anything_else(expires: str, says: str) -> None:
    html = result(WORKER | {"card_expiry": expires})
    assert ('class="af-alerts"' in html) == bool(says)
    if says:
        assert says in top(html)
        assert html.index('class="af-alerts"') < html.index("data-tone")


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


def test_where_unlimited_stay_is_granted_its_card_is_fetched_and_no_permit_renewed() -> None:
    asked = {"applications": [B_REQUEST | {"decision": "granted", "notified": "2026-11-20"}]}
    for expiry in ("2026-12-20", "2027-06-20", "2026-11-20", "2026-11"):
        html = result(WORKER | {"card_expiry": expiry} | asked)
        assert not {"renewal", "renew", "Renew"} & set(re.findall(r"\w+", top(html)))
        assert "The card that you hold now need not be renewed any more." in plain(html)
        assert "single permit at the latest two months" not in plain(html)
        assert "Ask your municipality to renew it first. While" not in plain(html)
        assert "Order the B card at your municipality, and collect it" in top(html)
        assert ("Your card has expired. A new one is granted" in top(html)) is (expiry == "2026-11-20")
    abroad = result(WORKER | asked | {"absences": [{"from": "2026-11-20", "to": None}]})
    assert ("Once you are back in Belgium", "Order the B card at your municipality, and collect it") in days_to_do(
        abroad
    )
    assert "You are abroad now, by what you told us." in top(abroad)


FAMILY_F = FAMILY | {"card": "F", "absences": []}
BRITISH_M = {"nationality": "GB", "card": "M", "annex_19": "2012-01-01", "absences": [], "interruptions": []}
EU_HELD = CITIZEN | {"card": "EU", "absences": []}
IN_ITS_PLACE: list[tuple[str, dict[str, Any], str, str, str, str]] = [
    # what, case, the request, its decision; what is done instead of renewing; what stands as proof
    ("K-WHEN-1, DOC-15", WORKER, "B", "granted", "Order the B card", "an Annex 15"),
    ("FAM-APP-5, DOC-15", FAMILY_F, "F+", "granted", "Order the F+ card", "an Annex 15"),
    ("BRX-PR-4, DOC-15", BRITISH_M, "M+", "granted", "Order the M card with permanent stay", "an Annex 15"),
    ("EUP-APP-8", EU_HELD, "EU+", "granted", "Order the EU+ card", "Annex 8quater"),
    ("L-PROC-2", WORKER, "L", "pending", "in writing to order the L card", "a paper that covers your stay"),
    ("FAM-APP-5 by silence", FAMILY_F, "F+", "pending", "in writing to order the F+ card", "a paper that covers"),
    ("EUP-APP-6", EU_HELD, "EU+", "pending", "in writing to order the EU+ card", "a paper that covers"),
]


@pytest.mark.parametrize("expiry", ["2027-01-10", "2026-11-20", None])
@pytest.mark.parametrize(
    ("case", "route", "decision", "order", "proof"),
    [row[1:] for row in IN_ITS_PLACE],
    ids=[row[0] for row in IN_ITS_PLACE],
)
def test_the_card_held_is_not_renewed_where_another_one_is_ordered(
    case: dict[str, Any], route: str, decision: str, order: str, proof: str, expiry: str | None
) -> None:
    asked = {"applications": [{"route": route, "filed": "2026-03-10", "decision": decision}]}
    html = result(case | asked | ({"card_expiry": expiry} if expiry else {}))
    by_silence = decision == "pending"
    in_doubt = by_silence and expiry == "2027-01-10"
    renewed = {"renewal", "renew", "Renew"} & set(re.findall(r"\w+", top(html)))
    assert renewed == ({"renew"} if in_doubt else set())
    assert order in top(html)
    section = plain(html).split("Renewing your card")[1]
    assert ("need not be renewed any more" in section) is not by_silence
    assert proof in section
    for wrong in (
        "Keep your present card valid",
        "renew it first",
        "Renew the card as soon",
        "Apply for a new one now",
    ):
        assert wrong not in plain(html)
    if expiry == "2026-11-20":
        assert "Your card has expired." in top(html)
        assert proof in top(html)


@pytest.mark.parametrize("notified", ["2026-11-20", "2025-06-20"])
@pytest.mark.parametrize(
    ("decision", "handed_back"), [("not_considered", True), ("refused", False), ("inadmissible", False)]
)
def test_a_file_that_was_not_looked_at_is_completed_and_handed_in_again(
    decision: str, handed_back: bool, notified: str
) -> None:
    """Annex 16ter is no refusal (DOC-16, L-PROC-1)."""
    asked = {"applications": [{"route": "L", "filed": "2025-05-01", "decision": decision, "notified": notified}]}
    html = plain(result(REFUGEE_WITH_BOTH | asked))
    assert ("Your application for the L card was refused." in html) is not handed_back
    again = "Your application for the L card was not looked at (Annex 16ter). That is no refusal"
    assert (again in html) is handed_back
    assert ("bring it, and hand in your application again with Annex 16." in html) is handed_back


@pytest.mark.parametrize(("card", "held"), [("F", True), ("annex_15", False)])
def test_with_an_annex_15_after_an_f_card_no_last_day_of_that_card_is_ahead(card: str, held: bool) -> None:
    """DOC-15, FAM-APP-1: the day has passed, and an Annex 15 is extended."""
    stay = {"from": "2021-01-10", "ground": "family_of_eu_or_belgian", "first_card_issued": "2021-06-01"}
    papers = {"annex_19ter": "2021-01-10", "annex_15": "none", "interruptions": [], "suspensive_appeal_pending": False}
    home = {"joint_household": True, "household_ended": "none", "sponsor_belgian": False, "early_ground": "none"}
    told = {"nationality": "IN", "card": card, "card_expiry": "2027-06-20", "stays": [stay], "absences": []}
    html = result(told | papers | home)
    assert ("before the last day of your F card" in top(html)) is held
    assert ("Ask your municipality for a new card" in top(html)) is held
    assert ("Keep your Annex 15 valid" in top(html)) is not held


LAST_DAYS = [
    # the last day of the card held; is the stay to be covered beyond it, in the first things to do and below?
    ("2026-11-27", False, False),  # it has expired: the alert says so
    ("2026-11-28", True, True),
    ("2027-02-28", True, True),  # within three months
    ("2027-03-01", False, True),
    (None, False, False),
]


@pytest.mark.parametrize(("expiry", "first", "below"), LAST_DAYS)
@pytest.mark.parametrize(
    ("case", "route", "annex"), [(WORKER, "L", "15"), (FAMILY_F, "F+", "15"), (EU_HELD, "EU+", "8ter")]
)
def test_a_yes_by_silence_does_not_leave_the_stay_uncovered(
    case: dict[str, Any], route: str, annex: str, expiry: str | None, first: bool, below: bool
) -> None:
    """A decision can be on its way, and the town may want a letter (L-PROC-2, L-PROC-3, EUP-APP-9)."""
    asked = {"applications": [{"route": route, "filed": "2026-03-10", "decision": "pending"}]}
    html = result(case | asked | ({"card_expiry": expiry} if expiry else {}))
    paper = f"a paper that covers your stay (Annex {annex})"
    assert (f"whether a decision came after all, and for {paper}" in top(html)) is first
    assert (f"By that day, ask for {paper}" in plain(html)) is below


@pytest.mark.parametrize("decision", ["refused", "pending"])
def test_it_is_renewed_while_nothing_is_granted(decision: str) -> None:
    asked = {"applications": [{"route": "L", "filed": "2026-09-10", "decision": decision}]}
    html = result(WORKER | {"card_expiry": "2027-06-20"} | asked)
    assert "Apply for the renewal of your single permit by 20 April 2027" in plain(html)
    assert "need not be renewed any more" not in plain(html)


@pytest.mark.parametrize(
    ("decision", "filed", "also"),
    [
        ("pending", "2026-03-10", False),  # the five months are over: yes by silence (L-PROC-2)
        ("granted", "2026-03-10", False),
        ("pending", "2026-09-10", True),
    ],
)
def test_who_has_l_by_silence_is_not_sent_for_b(decision: str, filed: str, also: bool) -> None:
    told = REFUGEE_WITH_BOTH | {"applications": [{"route": "L", "filed": filed, "decision": decision}]}
    html = result(told)
    assert ("B card" in top(html)) is also
    assert ('data-handout="B"' in html.replace('data-handout="B" data-apart', "")) is also


def test_at_most_three_things_to_do_in_the_order_of_time() -> None:
    html = result(YOUNGER | {"card_expiry": "2026-12-20"})
    actions = re.findall(r"<li><strong>([^<]*)</strong> <span>", html[html.index("af-first") :])
    assert len(actions) <= 3
    assert actions[-2:] == ["From 1 August 2028", "From 1 September 2028"]
    assert "Your card expires on 20 December 2026" in top(html), "the card that ends comes before them, as an alert"


def test_what_an_alert_asks_for_is_not_said_twice() -> None:
    refugee = WORKER | {"stays": [{"from": "2023-09-01", "ground": "refugee"}]}
    text = top(result(refugee | {"card_expiry": "2026-12-20"}))
    assert text.count("Apply for a new one") == 1
    assert "Ask your municipality for a new card" not in text


@pytest.mark.parametrize("expires", ["2027-02-20", "2027-03-12", "2027-09-30"], ids=["near", "said above", "far"])
def test_a_permit_that_is_renewed_before_the_card_has_one_day(expires: str) -> None:
    """The permit is asked for two months before the end: the weeks for the card come after that, and are too late."""
    text = top(result(WORKER | {"card_expiry": expires}))
    assert "Ask your municipality for a new card" not in text


def days_to_do(html: str) -> list[tuple[str, str]]:
    """What to do first: each day with what is done."""
    found = re.findall(r"<li><strong>([^<]*)</strong> <span>(?:<a[^>]*>)?([^<]*)<", html[html.index("af-first") :])
    return [(str(day), str(text)) for day, text in found]


@pytest.mark.parametrize(
    ("case", "expires", "says"),
    [
        # Two months before 20 January 2027 is 20 November 2026; before 28 January 2027 it is the day asked about.
        (
            YOUNGER,
            "2027-01-20",
            "renewal of your single permit was 20 November 2026. If you applied by then, keep the proof.",
        ),
        (
            WORKER,
            "2027-01-20",
            "that can bring your B card was 20 November 2026. If you applied by then, keep the proof.",
        ),
        (YOUNGER, "2027-01-27", "renewal of your single permit was 27 November 2026."),
        (YOUNGER, "2027-01-28", "two months before your card expires: 28 November 2026."),
        (YOUNGER, "2026-12-10", "renewal of your single permit was 10 October 2026."),  # in the weeks of the card
        (YOUNGER, "2026-11-27", "Your card expired on 27 November 2026. Apply for a new one today, if you have not."),
        (YOUNGER, {"earliest": "2027-01-10", "latest": "2027-01-20"}, "By your answer, that day may be over."),
    ],
)
def test_a_permit_day_that_has_passed_is_said_at_once(case: dict[str, Any], expires: Any, says: str) -> None:
    html = result(case | {"card_expiry": expires})
    alerts = re.findall(r'<li class="(af-urgent|af-soon)"><span>([^<]*)<', html)
    (urgency,) = [kind for kind, text in alerts if says in text]
    assert urgency == ("af-soon" if "28 November" in says else "af-urgent")
    assert len([text for _, text in alerts if "expire" in text]) <= 2


@pytest.mark.parametrize("expires", ["2027-01-20", "2027-02-20", "2027-03-14", "2027-06-01"])
@pytest.mark.parametrize("case", [YOUNGER, WORKER, WORKER | {"income": 0}], ids=["later", "two open", "open"])
def test_the_window_of_the_card_stands_nowhere_beside_the_day_of_a_permit(case: dict[str, Any], expires: str) -> None:
    """Neither on the first screen, nor in the picture, with the cards, in keeping the card, or in the calendar."""
    text = plain(result(case | {"card_expiry": expires}))
    assert "Apply for the renewal of your card" not in text
    assert "Apply for a new one between" not in text
    state = {"case": case | {"card_expiry": expires}}
    asked = {"action": "calendar", "state": state, "language": "en", "today": ON}
    assert "Apply for the renewal of your card" not in json.loads(handle(json.dumps(asked)))["file"]["text"]


def test_the_days_are_put_in_order_before_the_others_are_left_out() -> None:
    """The card ends on 1 June 2027: its permit comes two months before, long before the card of 2028."""
    assert [day for day, _ in days_to_do(result(YOUNGER | {"card_expiry": "2027-06-01"}))] == [
        "By 1 April 2027",
        "From 1 August 2028",
        "From 1 September 2028",
    ]


def test_a_card_without_a_permit_is_renewed_in_its_weeks() -> None:
    refugee = WORKER | {"stays": [{"from": "2023-09-01", "ground": "refugee"}], "card_expiry": "2027-03-12"}
    assert "Ask your municipality for a new card" in top(result(refugee))


@pytest.mark.parametrize(("case", "second"), [(WORKER, "B"), (SETTLED, "K")])
def test_the_page_is_about_the_stronger_of_two_cards_that_are_open(case: dict[str, Any], second: str) -> None:
    """The drawing, what to do first and the order of the cards follow the recommendation; so do the messages."""
    html = result(case)
    assert re.findall(r'data-route="([^"]*)" data-status="open"', html) == ["L", second]
    assert "Apply for the L card now: it is the stronger of the two" in top(html)
    assert re.search(r"<text[^>]*>L</text>", html[html.index("af-headline") : html.index("af-lead")])
    first = re.findall(r"<li><strong>([^<]*)</strong> <span>([^<]*)<", html[html.index("af-first") :])[0]
    assert first[0] == "Now"
    assert "Annex 16" in first[1]


@pytest.mark.parametrize(
    ("case", "sentence", "also"),
    [
        (
            FRENCH | {"card": "EU", "absences": None},
            "You can apply for the EU+ card since 1 October 2020, if you were never away too long.",
            "",
        ),
        (
            {
                **WORKER,
                "card": "F",
                "annex_19ter": "2021-02-10",
                "stays": [{"from": "2021-02-10", "ground": "family_of_eu_or_belgian"}],
                "joint_household": False,
                "sponsor_belgian": True,
                "household_ended": "2025-09-01",
                "retention_grounds": ["still_married"],
                "means_since_household_ended": ["work"],
                "interruptions": [],
            },
            "Your years for the F+ card are complete (since 10 February 2026).",
            "You may have kept your right; it depends on your papers",
        ),
    ],
    ids=["away is open", "years are complete"],
)
def test_what_is_not_settled_is_said_as_far_as_it_is_known(case: dict[str, Any], sentence: str, also: str) -> None:
    html = result(case)
    assert 'data-tone="unsettled"' in html
    assert lead(html).startswith(sentence)
    assert also in top(html)


SEPARATED = {
    "nationality": ["MA"],
    "card": "F",
    "annex_19ter": "2020-02-10",
    "sponsor_belgian": True,
    "interruptions": [],
    "stays": [{"from": "2020-02-10", "ground": "family_of_eu_or_belgian"}],
    "joint_household": False,
    "household_ended": "2023-09-01",
    "retention_grounds": ["still_married"],
    "means_since_household_ended": ["work"],
    "absences": None,
}
TOGETHER = SEPARATED | {"joint_household": True, "household_ended": "none"}


@pytest.mark.parametrize(
    ("case", "key", "only_trips"),
    [
        (FRENCH | {"card": "EU", "absences": None}, "EU+", True),
        (TOGETHER, "F+", True),
        (SEPARATED, "F+", False),  # the papers decide too
        (TOGETHER | {"card_expiry": "2026-01-10"}, "F+", False),  # the card has ended
        (
            FRENCH | {"card": "EU", "absences": None, "annex_19": "2024-10-01"},
            "EU+",
            False,
        ),  # the years are not complete
    ],
)
def test_a_card_is_open_if_never_away_only_where_nothing_else_is_in_doubt(
    case: dict[str, Any], key: str, only_trips: bool
) -> None:
    html = result(case)
    row = html[html.index(f'data-route="{key}"') :].partition("</summary>")[0]
    assert ("Yes, on one condition" in row) is only_trips
    assert ("Not certain" in row) is not only_trips
    assert lead(html).startswith(f"You can apply for the {key} card since") is only_trips


@pytest.mark.parametrize(("filed", "again"), [("2025-05-09", True), ("2025-05-10", False)])
def test_what_was_refused_because_it_came_too_early_is_asked_again(filed: str, again: bool) -> None:
    """EUP-APP-2: five years after the stay of 10 May 2020 began were complete on 10 May 2025."""
    refused = {"route": "L", "filed": filed, "decision": "refused", "notified": "2025-06-20"}
    html = result(WORKER | {"applications": [refused]})
    assert ("Apply again now" in html) is again
    assert ("Find out why before you apply again" in html) is not again


def test_after_a_no_the_decision_comes_before_any_card() -> None:
    refused = {"route": "L", "filed": "2026-05-01", "decision": "refused", "notified": "2026-11-20"}
    html = result(WORKER | {"applications": [refused]})
    actions = re.findall(r"<li><strong>[^<]*</strong> <span>([^<]*)<", html[html.index("af-first") :])
    assert [one.startswith("Read the decision first") for one in actions] == [True, False, False]
    assert any("Last day for an appeal" in one for one in actions)
    assert lead(html).startswith("Your application for the L card was refused.")
    drawn = html[html.index("af-headline") : html.index("af-lead")]
    assert re.findall(r">(B|K|L)<", drawn) == ["L"], "the card of the refusal, not another one that is open"


@pytest.mark.parametrize("ended", ["2025-01-10", "none"])
def test_a_stay_that_follows_another_one_is_in_doubt_once_family_life_has_ended(ended: str) -> None:
    family = [{"from": "2022-05-01", "ground": "family_of_limited_stay", "first_card_issued": "2022-06-01"}]
    html = result(WORKER | {"stays": family, "household_ended": ended})
    assert ("your right to stay can be at risk" in top(html)) is (ended != "none")
    assert ("we have not read the article on that, so we cannot say when" in html) is (ended != "none")
    assert "Your card follows the card of the person you joined." in html


REFUSED_L = {"route": "L", "filed": "2025-06-01", "decision": "refused", "notified": "2026-01-20"}


def test_a_request_that_was_refused_is_no_plain_yes() -> None:
    html = result(WORKER | {"applications": [REFUSED_L]})
    assert lead(html).startswith("You can apply for the B card, since 10 May 2025.")
    assert "Your application for the L card was refused. Find out why before you apply again" in top(html)
    row = plain(html[html.index('data-route="L"') :].partition("</summary>")[0])
    assert "Refused before" in row
    assert "Your application for the L card was refused." in row
    assert "Yes" not in row
    assert "since" not in row


def test_what_was_asked_for_is_no_question_any_more_whether_it_can_be_asked_for() -> None:
    html = result(WORKER | {"applications": [{"route": "L", "filed": "2026-09-01", "decision": "pending"}]})
    row = plain(html[html.index('data-route="L"') :].partition("</summary>")[0])
    assert "You have applied" in row
    assert "since" not in row
    other = plain(html[html.index('data-route="B"') :].partition("</summary>")[0])
    assert "Yes, you can apply" in other


def test_of_a_card_that_is_not_settled_its_row_says_what_it_waits_for() -> None:
    """Its years lie behind, so a day would say that it can be asked for."""
    html = result({key: told for key, told in WORKER.items() if key != "income"})
    row = plain(html[html.index('data-route="L"') :].partition("</summary>")[0])
    assert "Not certain" in row
    assert "We need to know" in row
    assert "since" not in row


def test_where_only_the_card_that_was_refused_is_open_the_refusal_leads() -> None:
    blue = [{"from": "2018-05-10", "ground": "blue_card", "first_card_issued": "2018-05-10"}]
    html = result(WORKER | {"card": "H", "stays": blue, "applications": [REFUSED_L]})
    assert lead(html).startswith("Your application for the L card was refused. Find out why before you apply again")
    actions = re.findall(r"<li><strong>[^<]*</strong> <span>([^<]*)<", html[html.index("af-first") :])
    assert actions[0].startswith("The usual days for an appeal seem to be over"), (
        "no judge any more, but the decision says why"
    )
    assert not any("hand in" in one for one in actions)


def test_a_refusal_of_another_card_changes_nothing_for_this_one() -> None:
    html = result(WORKER | {"applications": [REFUSED_L | {"route": "K"}]})
    assert lead(html) == lead(result(WORKER))
    assert "Refused before" not in html


def test_what_is_past_is_no_advice() -> None:
    told = WORKER | {"card": "F", "annex_19ter": "2021-02-10", "card_expiry": "2026-08-03"}
    assert "24 June 2026" not in top(result(told)), "the window for renewal lies behind"


def test_where_no_card_is_open_the_page_says_what_would_open_one() -> None:
    text = plain(result(UKRAINIAN))
    assert "What would make a card possible" in text
    # A single permit from the day asked about: five years from the card (B-WORK-1).
    assert re.search(r"single permit\): B card from 28 November 2031", text)
    # The years of a family member run from the request (FAM-5Y-2), whatever was before and is not told.
    asked_nothing = {name: told for name, told in UKRAINIAN.items() if name != "absences"}
    for case in (UKRAINIAN, asked_nothing):
        assert re.search(
            r"Family of a Belgian or an EU citizen: [^:]*F\+ card from 28 November 2031", plain(result(case))
        )
    assert "What would make a card possible" not in plain(result(WORKER))


def test_where_no_card_is_open_the_guide_on_the_stay_is_at_hand() -> None:
    assert 'href="../situations/temporary-protection-ukraine/"' in result(UKRAINIAN)
    assert "../situations/" not in result(WORKER)


@pytest.mark.parametrize("name", sorted(set(SITUATIONS.values())))
def test_each_of_these_guides_is_there(name: str) -> None:
    assert (DOCS / "en" / "situations" / f"{name}.md").is_file()


def test_an_expired_card_is_not_asked_to_be_kept_valid() -> None:
    assert "Keep your present card valid" in top(result(WORKER | {"card_expiry": "2029-08-03"}))
    assert "Keep your present card valid" not in top(result(WORKER | {"card_expiry": "2026-10-03"}))


def test_a_special_card_is_handed_back_and_not_renewed_at_the_municipality() -> None:
    """EUP-SCOPE-3. The weeks in which a municipality renews, and how long an EU card lasts, are not those of it."""
    special = {"card": "special_card", "stays": [{"from": "2014-01-05", "ground": "special_card_other"}]}
    told = FRENCH | special | {"annex_19": "none", "early_ground": "none", "card_expiry": "2027-06-10"}
    html = result(told)
    assert lead(html) == "You can apply for the EU+ card, since 5 January 2019."
    assert "Now To get the EU+ card you also hand back your special card" in top(html)
    assert "Your special card expires on 10 June 2027. It comes from Foreign Affairs" in plain(html)
    for never in ("Ask your municipality for a new card", "Keep your present card valid", "Such a card is valid for"):
        assert never not in plain(html)
    assert "Keep your present card valid" in plain(result(told | {"card": "EU", "annex_19": "2014-01-05"}))


def test_f_plus_that_is_closed_does_not_begin_with_a_right_that_may_be_kept() -> None:
    apart = {"joint_household": False, "household_ended": "2014-05-01", "retention_grounds": []}
    stays = [{"from": "2012-01-01", "ground": "family_of_eu_or_belgian", "first_card_issued": "2012-06-01"}]
    told = {"card": "F", "annex_15": "none", "interruptions": [], "stays": stays}
    row = plain(result(WORKER | FAMILY | apart | told))
    assert "Not possible now The joint household did not last all the time. " in row
    assert "The EU citizen whom you joined" not in row


def test_with_an_expired_f_card_nothing_is_asked_before_its_last_day() -> None:
    family = FAMILY | {"card": "F", "absences": [], "interruptions": [], "joint_household": True}
    running, expired = (top(result(family | {"card_expiry": day})) for day in ("2027-08-03", "2026-10-03"))
    assert "before the last day of your F card" in running
    assert "before the last day of your F card" not in expired
    assert "Your F card has expired: do it as soon as you can." in expired


def test_nobody_is_sent_to_ask_about_trips_that_they_can_tell() -> None:
    said = top(result({fact: told for fact, told in WORKER.items() if fact != "absences"} | {"absences": None}))
    assert "if you were never away too long" in said
    assert "Tell us: your trips outside Belgium" in said
    assert "free legal help" not in said


def test_a_belgian_is_shown_no_what_if_and_nothing_to_print() -> None:
    html = result({"nationality": "BE"})
    marks = ('data-file="calendar"', 'href="#/what-if', "af-nationality-fold", "Below you see", "question/applications")
    for mark in marks:
        assert mark not in html


EU_LOST = FRENCH | {"absences": [{"from": "2022-01-01", "to": "2025-06-01"}], "card_issued": "2020-10-01"}
L_LOST = LONG_TERM | {"absences": [OUTSIDE | {"to": "2025-03-02"}]}
B_LOST = SETTLED | {
    "stays": [{"from": "2013-06-01", "ground": "single_permit", "first_card_issued": "2013-06-01"}],
    "unlimited_stay_since": "2018-06-01",
    "card_issued": "2018-06-01",
    "absences": [{"from": "2023-01-01", "to": "2026-10-01", "annex_18": False, "centre_of_interests_proven": False}],
}


@pytest.mark.parametrize(
    ("case", "opens"),
    [
        # Five years of a stay that begins on the day asked about; nothing of the stay that was lost counts any more.
        (B_LOST, r"single permit\): B card from 28 November 2031"),
        (L_LOST, r"Recognised refugee: B card from 28 November 2031"),
        (EU_LOST | {"card_expiry": "2030-10-01"}, r"register again as an EU citizen .*: EU\+ card from 1 June 2030"),
    ],
    ids=["B", "L", "EU+"],
)
def test_after_a_loss_the_page_says_which_new_stay_opens_a_card(case: dict[str, Any], opens: str) -> None:
    html = result(case)
    text = plain(html)
    assert 'data-tone="closed"' in html
    assert "Below you see what would change that." in text
    assert "the years begin again with a new one" in text
    assert re.search(opens, text)
    days = re.findall(r"card from \d+ \w+ (\d{4})", text[text.index("What would make a card possible") :])
    assert min(days) == opens[-4:]


def test_what_would_change_it_is_promised_only_where_it_stands_below() -> None:
    belgian = result({"nationality": "BE", "card": "none"})
    assert 'data-tone="belgian"' in belgian
    assert "Below you see what would change" not in belgian


def test_cards_that_are_not_possible_stand_together_behind_one_line() -> None:
    html = result(WORKER)
    assert re.findall(r">(Not for you: [^<]*)<", html) == ["Not for you: EU+, F+ and M+"]
    fold = html[html.index("af-impossible") :]
    for key in ("EU+", "F+", "M+"):
        assert f'data-route="{key}" data-status="closed"' in fold
        assert f'data-why="{key}"' in fold, "each with its reasons"


def test_a_card_that_is_held_is_not_called_not_for_you() -> None:
    html = result(SETTLED)
    assert re.findall(r">(Not for you: [^<]*)<", html) == ["Not for you: EU+, F+ and M+"]
    assert 'data-route="B" data-status="closed"' in html[html.index("af-impossible") :]


def test_cards_that_are_possible_stand_side_by_side() -> None:
    html = result(WORKER)
    table = plain(html[html.index("af-compare") : html.index("</table>", html.index("af-compare"))])
    assert "B card K card L card" in table
    assert re.search(r"Income looked at no no yes", table)
    assert "af-compare" not in result(FRENCH)


def test_sentences_name_no_provision_unless_asked() -> None:
    """What a line rests on stands behind "Why"; outside it, no code of a provision is read on the result."""
    html = re.sub(r'<details class="af-why">.*?</details>', "", result(WORKER), flags=re.DOTALL)
    assert not re.findall(r"\b(?:B|K|L|EUP|FAM|BRX|NAT)-[A-Z]+-\d", plain(html))


def test_days_behind_and_the_renewal_that_brings_the_card_are_told_as_such() -> None:
    """A stay since a month: the card is open since a day between two, and the renewal with the card is the renewal."""
    case = {
        "nationality": "non-EU",
        "card": "A",
        "card_expiry": "2027-01-31",
        "stays": [{"from": "2021-03", "ground": "single_permit", "first_card_issued": None}],
        "absences": [],
        "interruptions": [],
    }
    asked = {"action": "show", "screen": "result", "language": "en", "today": "2026-11-29", "state": {"case": case}}
    shown = json.loads(handle(json.dumps(asked)))["html"]
    text = " ".join(re.sub(r"<[^>]+>", " ", shown).split())
    assert "You can apply for the B card, since 13 August 2026 at the latest." in text
    assert "between 14 July and 13 August 2026" in text, "both days stand with the card"
    assert ".: " not in text, "one sentence, one end"
    before = text.partition("Your years")[0]
    assert before.count("two months before your card expires") == 1, "what an alert says is no action too"


SEPARATED = {
    "nationality": "TR",
    "card": "F",
    "stays": [{"from": "2022-06-15", "ground": "family_of_eu_or_belgian", "card": "F"}],
    "annex_19ter": "2022-06-15",
    "absences": [],
    "joint_household": False,
    "household_ended": "2024-05-01",
    "sponsor_belgian": True,
}


def test_a_stay_that_rests_on_family_life_that_ended_is_said_before_any_card_ahead() -> None:
    said = "You no longer live together, so your right to stay can be at risk."
    assert said in top(result(SEPARATED))
    assert said not in top(result(SEPARATED | {"joint_household": True, "household_ended": "none"}))


@pytest.mark.parametrize(
    ("expires", "said"),
    [
        ("2025", "Your card has expired."),
        ("2026", "By your answer, your card may have expired already."),
        ("2027", "By your answer, your card can expire as early as 1 January 2027."),
        ({"earliest": "2026-12-20", "latest": "2027-01-10"}, "your card can expire as early as 20 December 2026."),
    ],
)
def test_a_day_on_the_card_that_was_not_told_is_not_named_as_its_last(expires: Any, said: str) -> None:
    html = result(FRENCH | {"card": "EU", "card_expiry": expires})
    assert said in top(html)
    assert "Your card expire" not in top(html), "as if the day were known"
    assert "so we count with the first one that is possible" in html
    assert "Last day of your card" not in html


L_REQUEST = {"route": "L", "filed": "2026-05-01"}
EU_REQUEST = {"route": "EU+", "filed": "2026-05-01", "decision": "pending"}
B_REQUEST = {"route": "B", "filed": "2026-05-01", "decision": "pending"}
ASKED: dict[str, tuple[dict[str, Any], list[dict[str, Any]], str, str, str, tuple[str, str]]] = {
    # Five months from the receipt of 1 May 2026 are over on 1 October (L-PROC-2): from the day after it is a yes.
    "no answer in time": (
        WORKER,
        [L_REQUEST | {"decision": "pending"}],
        "silence",
        "No decision came in time on your application for the L card. Since 2 October 2026 that counts as yes.",
        "A decision can have come to the municipality without your knowing",
        ("Now", "in writing to order the L card, and name the date on your receipt: 1 May 2026"),
    ),
    "its day only roughly known": (
        WORKER,
        [L_REQUEST | {"filed": "2026-05", "decision": None}],
        "silence",
        "No decision came in time on your application for the L card. Since 1 November 2026 that counts as yes.",
        "",
        ("Now", "in writing to order the L card, and name the date on your receipt"),
    ),
    "the day before": (
        WORKER,
        [L_REQUEST | {"filed": "2026-06-28", "decision": "pending"}],
        "waiting",
        "You have applied for the L card. The decision must come by 28 November 2026.",
        "If no decision has come by then, that counts as yes from 29 November 2026 on.",
        ("From 29 November 2026", "No decision yet? Then ask your municipality in writing to order the L card"),
    ),
    "under way": (
        WORKER,
        [L_REQUEST | {"filed": "2026-09-01", "decision": "pending"}],
        "waiting",
        "You have applied for the L card. The decision must come by 1 February 2027.",
        "You can also apply for the B card.",
        ("From 2 February 2027", "No decision yet?"),
    ),
    "under way for what is not open": (
        WORKER | {"income": 0, "supporter_income": 0},
        [L_REQUEST | {"filed": "2026-09-01", "decision": "pending"}],
        "waiting",
        "You have applied for the L card. The decision must come by 1 February 2027.",
        "",
        ("From 2 February 2027", "No decision yet?"),
    ),
    "its day not known": (
        WORKER,
        [{"route": "L", "filed": None, "decision": "pending"}],
        "waiting",
        "You have applied for the L card. The decision is still to come.",
        "",
        ("Now", "Keep your receipt, and wait for the decision"),
    ),
    "no term": (
        WORKER,
        [B_REQUEST],
        "waiting",
        "You have applied for the B card. The decision is still to come.",
        "If no answer comes, that is not a yes",
        ("Now", "Keep your receipt, and wait for the decision"),
    ),
    "granted": (
        WORKER,
        [L_REQUEST | {"decision": "granted"}],
        "granted",
        "Your application for the L card is granted.",
        "",  # L is more than B, and it counts as K
        ("Now", "Order the L card at your municipality, and collect it"),
    ),
    "EU+ without an answer": (
        FRENCH | {"card": "EU"},
        [EU_REQUEST],
        "silence",
        "No decision came in time on your application for the EU+ card. Since 2 October 2026 that counts as yes.",
        "This is known from practice only.",
        ("Now", "in writing to order the EU+ card"),
    ),
    "too early": (
        FRENCH | {"card": "EU", "annex_19": "2021-07-01", "early_ground": "none", "special_card_before": False},
        [EU_REQUEST],
        "too_early",
        "You applied for the EU+ card before the first possible day. You can apply again since 1 July 2026.",
        "",
        ("Now", "Ask your municipality in writing what it did with your application"),
    ),
    # What can be fetched leads; what is waited for is said below it.
    "two at once": (
        WORKER,
        [B_REQUEST, L_REQUEST | {"decision": "pending"}],
        "silence",
        "No decision came in time on your application for the L card.",
        "You have applied for the B card. The decision is still to come.",
        ("Now", "in writing to order the L card"),
    ),
    "asked again after a refusal": (
        WORKER,
        [
            L_REQUEST | {"filed": "2025-01-10", "decision": "refused", "notified": "2025-05-02"},
            L_REQUEST | {"filed": "2026-09-01", "decision": "pending"},
        ],
        "waiting",
        "You have applied for the L card. The decision must come by 1 February 2027.",
        "",
        ("From 2 February 2027", "No decision yet?"),
    ),
    "one refused": (
        WORKER,
        [B_REQUEST | {"decision": "refused", "notified": "2026-11-20"}, L_REQUEST | {"decision": "granted"}],
        "refused",
        "Your application for the B card was refused. You can go to a judge",
        "Your application for the L card is granted.",
        ("Now", "Read the decision first"),
    ),
}


@pytest.mark.parametrize(
    ("case", "asked", "tone", "sentence", "also", "action"), list(ASKED.values()), ids=list(ASKED.keys())
)
def test_what_was_asked_for_leads_the_page(
    case: dict[str, Any], asked: list[dict[str, Any]], tone: str, sentence: str, also: str, action: tuple[str, str]
) -> None:
    html = result(case | {"applications": asked})
    assert f'data-tone="{tone}"' in html
    assert lead(html).startswith(sentence)
    assert also in top(html)
    day, what = action
    assert any(one == day and what in said for one, said in days_to_do(html)), days_to_do(html)
    if tone in ("silence", "granted", "waiting"):
        assert not any(said.startswith("Apply for the L card") for _, said in days_to_do(html)), "it was asked for"


def test_who_became_belgian_by_a_declaration_is_told_so_and_nothing_else() -> None:
    declared = {"route": "nationality", "filed": "2026-02-10", "decision": "granted", "notified": "2026-07-01"}
    html = result(WORKER | {"applications": [declared]})
    assert 'data-tone="belgian"' in html
    assert "You are Belgian: you need no residence card." in top(html)
    assert "af-first" not in html, "there is nothing to do for a card"
    for other in ({"decision": "pending", "notified": None}, {"decision": "refused"}):
        html = result(WORKER | {"applications": [declared | other]})
        assert 'data-tone="belgian"' not in html


def test_a_card_that_was_granted_is_known_to_the_other_cards_and_to_nationality() -> None:
    html = result(WORKER | {"applications": [L_REQUEST | {"decision": "granted"}]})
    assert "apply for the B card" not in top(html)
    assert "First apply for unlimited stay" not in plain(html)
    assert "The L card is granted to you." in title_first(html)
    told = {"public_order": False, "public_health": False, "removal_decision": "none"}
    html = result(WORKER | told | {"applications": [B_REQUEST | {"decision": "granted", "notified": "2026-11-20"}]})
    assert 'data-tone="granted"' in html
    assert "order that card at your municipality, and collect it. When you have B, apply for K" in plain(html)
    assert "The B card" in title_first(html)


@pytest.mark.parametrize(
    ("decision", "said"), [("pending", "you already applied for it"), ("refused", "your last application for it was")]
)
def test_nobody_who_asked_for_b_is_told_by_k_or_nationality_to_ask_for_it(decision: str, said: str) -> None:
    html = result(WORKER | {"applications": [B_REQUEST | {"decision": decision}]})
    assert "First apply for unlimited stay" not in plain(html)
    assert said in title_first(html)
    assert "you can apply for it now" in title_first(result(WORKER))


def title_first(html: str) -> str:
    found = re.search(r"<p data-title-first>(.*?)</p>", html, re.S)
    assert found
    return plain(found[1])


def test_a_card_that_is_held_is_no_request_any_more() -> None:
    """The request of then is told, and the card has come: the page is about what is next."""
    granted = FRENCH | {"applications": [EU_REQUEST | {"decision": "granted"}]}
    assert 'data-tone="held"' in result(granted)
    settled = SETTLED | {"applications": [B_REQUEST | {"decision": "granted"}]}
    assert lead(result(settled)).startswith("You can apply for the L card or the K card")


def test_after_the_loss_of_the_stay_no_request_is_promised() -> None:
    lost = LONG_TERM | {"absences": [OUTSIDE | {"to": "2025-03-01"}]}
    asked = lost | {"applications": [{"route": "K", "filed": "2026-05-01", "decision": "pending"}]}
    assert "counts as yes" not in top(result(asked))


@pytest.mark.parametrize(("case", "silence", "again"), [(WORKER, True, False), (YOUNGER, False, True)])
def test_the_calendar_follows_what_was_asked_for(case: dict[str, Any], silence: bool, again: bool) -> None:
    """The day on which no answer is a yes; not where the request came before its day: then it is made again."""
    applied = case | {"applications": [L_REQUEST | {"filed": "2026-09-01", "decision": "pending"}]}
    asked = {"action": "calendar", "state": {"case": applied}, "language": "en", "today": ON}
    text = json.loads(handle(json.dumps(asked)))["file"]["text"]
    assert ("UID:silence-L-20270202" in text) == silence
    assert ("UID:ask-L-20280901" in text) == again


def test_the_register_is_asked_only_for_what_it_holds() -> None:
    """Cards, stays and addresses stand in it; whether somebody has a reason to apply early does not."""
    early = {"nationality": "EU", "card": "EU", "annex_19": "2023-09-01", "absences": [], "interruptions": []}
    html = plain(result(early))
    reason = html[html.index("How to find out : Tell us: whether you have a reason to apply early") :]
    assert "National Register" not in reason[:300]
    special = html[html.index("How to find out : Tell us: whether you had a special card") :]
    assert "National Register" in special[:300]


# --- a planned stay ------------------------------------------------------------------------------------------------

PERMIT_TO_STUDY = {"from": "2022-06-01", "ground": "single_permit", "first_card_issued": "2022-07-01"}


@pytest.mark.parametrize("ground", ["student", "posted_worker"])
@pytest.mark.parametrize(
    ("ends", "begins", "without"),
    [
        pytest.param("2026-12-31", "2027-01-01", True, id="half a year before the day"),
        pytest.param("2027-06-29", "2027-06-30", True, id="the day before it"),
        pytest.param("2027-06-30", "2027-07-01", True, id="on the day"),
        pytest.param("2027-07-01", "2027-07-02", False, id="the day after it"),
        pytest.param(None, None, False, id="nothing planned"),
    ],
)
def test_a_planned_stay_before_the_day_of_a_card_reaches_the_answer(
    ground: str, ends: str | None, begins: str | None, without: bool
) -> None:
    """From 1 July 2027 on; but nobody asks for L or B as a student or sent by a company abroad (L-EXC-1, B-NEVER-1)."""
    told = WORKER | {"stays": [PERMIT_TO_STUDY]}
    if ends:
        plan = {"from": begins, "ground": ground, "before": "no_break"}
        told = WORKER | {"stays": [PERMIT_TO_STUDY | {"to": ends}, plan]}
    html = result(told)
    first = plain(top(html))
    assert ("Without your planned change of stay" in first) == without
    assert ("L card: if your planned stay" in first) == without
    assert ("You can apply for the L card or the B card from 1 July 2027" in first) != without
    assert ("Apply for the L card" in first) != without
    assert ("ask free legal help (pro deo) what the change does" in first) == without
    assert ("Your planned stay begins before the day for this card" in plain(html)) == without
    assert ("data-title-first" in html) != without, "nationality rests on that card"


def test_a_card_that_a_plan_does_not_touch_leads_before_one_that_it_closes() -> None:
    """F+ would come first, but the F card ends before its five years; L counts these and the permit (FAM-5Y-1)."""
    family = {
        "from": "2022-06-01",
        "to": "2026-12-31",
        "ground": "family_of_eu_or_belgian",
        "first_card_issued": "2022-12-01",
    }
    told = WORKER | {
        "card": "F",
        "annex_19ter": "2022-06-01",
        "annex_15": "none",
        "joint_household": True,
        "household_ended": "none",
        "interruptions": [],
        "sponsor_belgian": True,
        "suspensive_appeal_pending": False,
        "stays": [family, {"from": "2027-01-01", "ground": "single_permit", "before": "no_break"}],
    }
    first = plain(top(result(told)))
    assert "You can apply for the L card from 1 December 2027" in first
    assert "F+ card: if your planned stay" in first


@pytest.mark.parametrize("expiry", [{}, {"card_expiry": "2027-01-31"}])
def test_where_no_card_is_open_the_nearest_that_a_plan_opens_is_named(expiry: dict[str, str]) -> None:
    stays = [
        {"from": "2023-10-04", "to": "2026-01-31", "ground": "student", "first_card_issued": "2023-10-04"},
        {"from": "2026-02-01", "to": "2027-01-31", "ground": "search_year", "first_card_issued": "2026-02-01"},
        {"from": "2027-02-01", "ground": "single_permit", "before": "no_break"},
    ]
    first = plain(top(result(WORKER | {"stays": stays} | expiry)))
    assert "L card: if your planned stay" in first
    assert "the earliest day is 3 December 2029" in first
