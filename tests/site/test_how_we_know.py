"""The figures on "How we know", counted here in another way."""

import re
import tomllib
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from belgian_residence.assessment.vocabulary import vocabulary
from site_build.guides.figures import written_date, written_number
from site_build.paths import CASES, SITE, SRC
from site_build.proof.evidence import keys, runs, shown
from site_build.translation.kept import built
from site_build.words import words

LAW = SRC / "belgian_residence" / "law"


def figures(language: str) -> dict[str, str]:
    text = (SITE / language / "how-we-know" / "index.html").read_text(encoding="utf-8")
    found = re.findall(r'<span id="figure-([a-z-]+)">(.*?)</span>', text)
    assert len(found) == len({name for name, _ in found})
    return {name.replace("-", "_"): unescape(re.sub(r"<[^>]+>", "", said)) for name, said in found}


def tables(pattern: str) -> list[dict[str, object]]:
    return [
        table
        for path in sorted(LAW.glob(pattern))
        for table in tomllib.loads(path.read_text(encoding="utf-8")).values()
        if isinstance(table, dict)
    ]


def lines(pattern: str, folder: Path, mark: str) -> int:
    return sum(
        line.strip() == mark for path in folder.glob(pattern) for line in path.read_text(encoding="utf-8").splitlines()
    )


def counted() -> dict[str, int | date]:
    known = tables("provisions/*.toml")
    verified = [day for day in (one["verified_on"] for one in known) if isinstance(day, date)]
    said = vocabulary()
    return {
        "routes": len(said["routes"]),
        "conditions": len(said["conditions"]),
        "provisions": len(known),
        "deciding": sum(1 for one in known if one["drives"]),
        "disagreements": sum(1 for one in known if one.get("kind") == "disagreement"),
        "doubts": sum(1 for one in known if one.get("kind") == "doubt"),
        "sources": len(tables("sources.toml")),
        "amounts": lines("amounts/*.toml", LAW, "[[amount]]"),
        "readings": len(said["readings"]) - 2,  # the safe one and all others at once are no choices of their own
        "questions": len(said["facts"]),
        "cases": lines("*.toml", CASES, "[[case]]"),
        "expectations": sum(
            1
            for path in CASES.glob("*.toml")
            for line in path.read_text(encoding="utf-8").splitlines()
            if line.startswith("[case.expect.")
        ),
        "oldest": min(verified),
        "newest": max(verified),
    }


@pytest.mark.built
@pytest.mark.parametrize("language", list(built()))
def test_figures_are_those_of_the_files(language: str) -> None:
    shown_there = figures(language)
    for name, value in counted().items():
        written = written_date(value, language) if isinstance(value, date) else written_number(value, language)
        assert (name, shown_there[name]) == (name, written)


@pytest.mark.built
@pytest.mark.parametrize("language", list(built()))
def test_every_figure_has_its_words_and_every_word_its_figure(language: str) -> None:
    own = words(language)["evidence"]
    assert list(figures(language)) == [*own["count"], *own["run"]]


@pytest.mark.built
def test_answers_in_the_cases_add_up_to_something() -> None:
    """Each condition is met, not met and not known somewhere, so the three are never 0 and differ."""
    found = [int(figures("en")[f"answers_{value}"].replace(",", "")) for value in ("yes", "no", "unknown")]
    assert all(found)
    assert len(set(found)) == 3


@pytest.mark.built
def test_run_that_was_not_written_is_not_invented() -> None:
    said = figures("en")
    for key, run in shown(runs()).items():
        assert said[key].startswith("not run yet") == (run is None or not run.current), key
    assert set(keys()) <= set(said)
