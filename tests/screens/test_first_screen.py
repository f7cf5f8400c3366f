"""What stands first on a result: alerts, one sentence with its day, three things to do; and what would open a card.

Trips stand in ``test_first_screen_trips``, requests in ``test_first_screen_requests``."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from first_screen import (
    FAMILY,
    FRENCH,
    LONG_SETTLED,
    LONG_TERM,
    ON,
    OUTSIDE,
    SETTLED,
    WORKER,
    YOUNGER,
    days_to_do,
    lead,
    plain,
    result,
    top,
)
from screens.app import handle
from screens.showing.result.result import SITUATIONS
from site_build.paths import DOCS

AWAY = {"absences": [{"from": "2025-01-01", "to": "2025-08-01", "annex_18": True, "return_reported": True}]}
"""Longer than L allows, and not too long for B."""
UKRAINIAN = WORKER | {"nationality": "UA", "stays": [{"from": "2022-04-01", "ground": "temporary_protection"}]}


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


@pytest.mark.parametrize("ended", ["2025-01-10", "none"])
def test_a_stay_that_follows_another_one_is_in_doubt_once_family_life_has_ended(ended: str) -> None:
    family = [{"from": "2022-05-01", "ground": "family_of_limited_stay", "first_card_issued": "2022-06-01"}]
    html = result(WORKER | {"stays": family, "household_ended": ended})
    assert ("your right to stay can be at risk" in top(html)) is (ended != "none")
    assert ("we have not read the article on that, so we cannot say when" in html) is (ended != "none")
    assert "Your card follows the card of the person you joined." in html


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


ALONE = {
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
    assert said in top(result(ALONE))
    assert said not in top(result(ALONE | {"joint_household": True, "household_ended": "none"}))


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
