"""What cannot happen, with the reason. ``test_exhaustive`` proves each line, and that no line is missing."""

from __future__ import annotations

_NOT_A_RULE = "no rule says no: the law base leaves the case open"
_PAPERS = "only papers can decide it, so the rules say yes or unknown"

INTERRUPTIONS = (
    *(f"{route}.{name}" for route in ("B", "K", "L", "nationality") for name in ("uninterrupted", "no-appeal-pending")),
    "nationality.ten-years-uninterrupted",
)
"""Conditions on what is told of an appeal, a removal and time off the register: shown to nobody else."""

UNREACHABLE: dict[tuple[str, str], str] = {
    ("B.still-a-minor", "no"): _NOT_A_RULE,
    ("B.family-life", "no"): "the Office may have left the stay as it was, so nothing says no",
    ("B.earlier-ground", "no"): "no provision says that a later permit takes the right away, nor that it leaves it",
    ("B.rule-seen", "no"): "no rule was seen for the Blue Card, so nobody is told that there is none",
    ("B.trafficking-case-went-on", "no"): "what became of the case is in its papers, so nobody is told yes or no",
    ("B.card-not-expired", "no"): _PAPERS,
    ("K.card-not-expired", "no"): "a card that has run out proves nothing against the right itself",
    ("L.card-not-expired", "no"): "a card that has run out proves nothing against the right itself",
    ("L.not-humanitarian-regularisation", "no"): _NOT_A_RULE,
    ("L.not-transferred-within-a-company", "no"): _NOT_A_RULE,
    ("L.special-card", "no"): _NOT_A_RULE,
    **{
        (f"{route}.{name}", "no"): _PAPERS
        for route in ("EU+", "F+", "M+")
        for name in (
            "card-not-expired",
            "no-removal",
            "no-appeal-pending",
            "no-free-movement-gap",
            "no-second-long-absence",
            "no-long-posting",
            "no-absence-without-reason",
            "no-register-gap",
        )
        if (route, name) != ("F+", "no-free-movement-gap")  # the family has no free movement of its own
    },
    **{(name, "no"): _PAPERS for name in INTERRUPTIONS},
    ("EU+.no-family-years-before", "no"): "no page was seen that says whether they count",
    ("EU+.no-right-from-before-2013", "no"): "what was asked of the three years was not seen, so papers decide",
    (
        "EU+.early-by-the-directive-alone",
        "yes",
    ): "the Directive alone says it, and not the Act, so nothing is decided by it",
    ("F+.right-kept", "yes"): _PAPERS,
    ("nationality.of-age", "no"): "the law base gives no number for an adult",
    ("nationality.card-not-expired", "no"): "a card that has run out proves nothing against the right itself",
}
"""(condition, value): why no person can have this value."""

SHOWN_TO_NOBODY = {
    ("B.earlier-ground", "yes"),
    ("B.not-family-of-limited-stay", "yes"),
    ("B.rule-seen", "yes"),
    ("B.trafficking-case-went-on", "yes"),
    ("EU+.registered", "yes"),
    *((name, "yes") for name in INTERRUPTIONS),
}
"""(condition, value): who has it stays on another ground, or told of nothing that it speaks of, so the sentence is not
shown (``Finding.of_others``)."""

_NO_YEARS = "without such a stay there is no clock either, which closes the route; the condition says why"
_HELD = "the list of cards that can ask leaves this card out already; the condition says why"
_DOUBT = "the clock is not settled either, because its readings differ; the condition says which paper decides"

NEVER_ALONE: dict[str, str] = {
    "B.stay-runs": _NO_YEARS,
    "B.ground-leads-to-unlimited-stay": _NO_YEARS,
    "B.not-posted": _NO_YEARS,
    "B.not-transferred-within-a-company": _NO_YEARS,
    "B.not-family-of-limited-stay": _NO_YEARS,
    "L.not-transferred-within-a-company": "the safe reading leaves this time out, so the clock is not settled either",
    "F+.not-yet-held": _HELD,
    "F+.right-kept": "who has no ground is not asked for means either, so both say no; the condition says why",
    **{
        f"{route}.{name}": _DOUBT
        for route in ("EU+", "F+", "M+")
        for name in (
            "no-free-movement-gap",
            "no-second-long-absence",
            "no-long-posting",
            "no-absence-without-reason",
            "no-register-gap",
        )
        if (route, name) != ("F+", "no-free-movement-gap")
    },
}
"""A condition that never changes the status while all others stay as they are: why it is there all the same."""

NOT_SHOWN: dict[tuple[str, str], str] = {}
"""(route, reading): why this reading never gives a date of its own."""
