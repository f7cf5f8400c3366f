"""The page "How we know": what is counted at each build, and what long runs found."""

from datetime import date

from belgian_residence.counting.conventions import READINGS
from belgian_residence.law.amount_tables import Amount
from belgian_residence.law.amounts import all_amounts, review
from belgian_residence.law.provisions import all_provisions
from belgian_residence.law.sources import all_sources
from belgian_residence.routes.registry import ROUTES
from belgian_residence.told.facts import FACTS
from site_build.guides import tables
from site_build.guides.figures import written_date, written_number
from site_build.guides.rule_book.corpus import corpus
from site_build.guides.rule_book.declaration import all_entries
from site_build.guides.rule_book.pieces import HOW, front_matter, heading, last_checked
from site_build.proof.evidence import Run, Survivor, runs, shown
from site_build.translation.kept import languages
from site_build.words import words

PERCENT = frozenset({"mutation_score"})


def counts() -> dict[str, int | date]:
    """Everything that can be counted, by key of ``[evidence.count]``, in the order of the page."""
    known, seen = all_provisions().values(), corpus()
    confirmed = [
        period
        for amount in all_amounts().values()
        for period in amount.periods
        if isinstance(period, Amount) and period.confidence != "U"
    ]
    answers = [one.answers for one in seen.conditions.values()]
    return {
        "routes": len(ROUTES),
        "conditions": len(all_entries()),
        "citations": sum(len(entry.law) for entry in all_entries()),
        "provisions": len(known),
        "deciding": sum(1 for one in known if one.drives),
        "open": sum(1 for one in known if one.kind == "rule" and not one.drives),
        "disagreements": sum(1 for one in known if one.kind == "disagreement"),
        "doubts": sum(1 for one in known if one.kind == "doubt"),
        "sources": len(all_sources()),
        "amounts": len(all_amounts()),
        "periods": len(confirmed),
        "gaps": sum(1 for one in review(last_checked()) if one.status in {"not_confirmed", "unverified"}),
        "readings": len(READINGS),
        "questions": len(FACTS),
        "cases": len(seen.cases),
        "expectations": sum(len(case.expect) for case in seen.cases),
        **{f"answers_{value}": sum(len(one.get(value, ())) for one in answers) for value in ("yes", "no", "unknown")},
        "oldest": min(one.verified_on for one in known),
        "newest": last_checked(),
    }


def page(language: str) -> str:
    """The page as Markdown."""
    own = words(language)["evidence"]
    head = [own["what"], own["figure"]]
    today = written_date(last_checked(), language)
    counted = [
        [own["count"][key].format(day=today), _marked(key, _figure(value, language))] for key, value in counts().items()
    ]
    results = shown(runs())
    long = [[own["run"][key], _marked(key, result(key, run, language))] for key, run in results.items()]
    numbers = {key: _figure(value, language) for key, value in counts().items()}
    numbers |= dict(zip(("median", "hardest"), map(str, languages()[language].lix), strict=True))
    lines = [
        front_matter(own["title"], own["description"], last_checked(), language),
        heading(own["title"], HOW),
        "\n".join(f"- {text.format(**numbers)}" for text in [*own["plain"], own["reading"]]),
        f"## {own['limits']} {{ #limits }}",
        *own["limits_text"],
        f"## {own['counted']} {{ #counted }}",
        own["text"],
        tables.rows(head, counted),
        f"## {own['long']} {{ #long }}",
        own["long_text"],
        tables.rows(head, long),
        *_survivors([one for run in results.values() if run and run.current for one in run.survivors], language),
    ]
    return "\n\n".join(lines) + "\n"


def result(key: str, run: Run | None, language: str) -> str:
    """The figure of a run with its day and command; one that does not speak of the present rules is not run yet."""
    own = words(language)["evidence"]
    if run is None:
        return str(own["not_run"])
    figure, day = _number(key, run.figure, language), written_date(run.on, language)
    if not run.current:
        return str(own["not_run_now"]).format(figure=figure, day=day)
    return f"{figure}. {own['run_on'].format(day=day, command=f'`{run.command}`')}"


def _number(key: str, figure: float, language: str) -> str:
    written = written_number(figure, language)
    return str(words(language)["evidence"]["percent"]).format(figure=written) if key in PERCENT else written


def _figure(value: int | date, language: str) -> str:
    return written_date(value, language) if isinstance(value, date) else written_number(value, language)


def _marked(key: str, text: str) -> str:
    """A figure with a name, so that it can be linked to and found again."""
    return f'<span id="figure-{key.replace("_", "-")}">{text}</span>'


def _survivors(found: list[Survivor], language: str) -> list[str]:
    own = words(language)["evidence"]
    if not found:
        return []
    head = [own["place"], own["change"], own["reason"]]
    body = [[f"`{one.place}`", tables.cell(one.change), tables.cell(one.reason)] for one in found]
    return [
        f"## {own['survivors'].format(count=len(found))} {{ #survivors }}",
        own["survivors_text"],
        tables.rows(head, body),
    ]
