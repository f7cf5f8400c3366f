"""Which figures somebody must look at, before a reader meets one that nobody has verified for too long."""

from datetime import date, timedelta

from belgian_residence.law.amounts import due, review

AHEAD = timedelta(days=60)


def report(today: date) -> tuple[str, int]:
    """What must be looked at on a day, as text, and the exit status: 1 when there is something."""
    late = due(today, AHEAD)
    unknown = [one.parameter.name for one in review(today) if one.status == "not_confirmed"]
    lines = [f"Figures on {today}, and in the {AHEAD.days} days after it"]
    lines += [f"  look again by {until}: {amount.name} ({', '.join(amount.sources)})" for until, amount in late]
    lines += ["  nothing to look at"] if not late else []
    if unknown:
        lines.append("Not confirmed, and shown as such: " + ", ".join(unknown))
    return "\n".join(lines), 1 if late else 0
