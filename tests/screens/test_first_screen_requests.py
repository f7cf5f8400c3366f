"""What stands first on a result once a card was asked for: no answer yet, a yes or a no, and the card that comes."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from first_screen import (
    CITIZEN,
    FAMILY,
    FRENCH,
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

REFUGEE_WITH_BOTH = WORKER | {
    "nationality": "SY",
    "stays": [{"from": "2018-05-10", "ground": "refugee", "first_card_issued": "2018-05-10"}],
    "asylum_application": "2017-05-10",
    "permit_granted": "2018-05-10",
}


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
