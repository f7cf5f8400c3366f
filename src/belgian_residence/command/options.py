"""The words of the command line."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

from belgian_residence.assessment.one_person import all_routes
from belgian_residence.command.entries import DAY_ACCEPTED, ENDINGS, read_day
from belgian_residence.counting.conventions import READINGS, SAFE_READING
from belgian_residence.told.faults import CaseError, Fault
from belgian_residence.told.versions import RULES_VERSION

DESCRIPTION = """\
Permanent residence in Belgium: the rules. Which card can be asked for, from which day, and why.
It is information, not legal advice: the Immigration Office decides."""
EXAMPLES = """\
examples:
  %(prog)s schema
  %(prog)s assess case.json --on 2026-11-22
  %(prog)s assess cases.csv --on 2026-11-22 --csv --output results.csv
  %(prog)s next case.json --on 2026-11-22

exit status: 0 done; 1 some of many cases have faults, which stand in the output; 2 the input cannot be read;
3 the output cannot be written, or a process was ended; 130 after Ctrl-C"""
ASSESS = """\
Every route for a case, as a table; with --json the whole answer with its proof.

A file with many cases (.jsonl: one case a line; .csv: one case a row) gives one line of JSON for each case, in the
same order: {"line": …, "id": …, "routes": …}, or {"line": …, "id": …, "faults": […]}. A case can have its own "id"
and "on" beside its facts. Columns of a table are facts (nationality, income, stays[0].from); an empty cell means that
the fact is absent, null that it is not known."""
NEXT = "The question whose answer can change most routes, with the conditions that wait for it; null when none can."
SCHEMA = "JSON Schema of the facts of a case: their names, kinds and accepted values."
AMOUNTS = "Every dated amount and limit of the law on a date, and what is not confirmed or past its date for checking."
CASE = "a JSON file with facts; - reads standard input"
TODAY = "figures to be verified again before this day count as not confirmed (default: all figures stand)"
NAMES = (SAFE_READING, *READINGS)
DAY = "the date asked about, as 2026-11-22"


class Parser(argparse.ArgumentParser):
    """Tells a mistake in the command as a fault like any other."""

    def error(self, message: str) -> NoReturn:
        raise CaseError([Fault("command", message, self.format_usage().strip())])


def options(arguments: list[str] | None, program: str) -> argparse.Namespace:
    """What was asked; ``arguments`` None: those of the process. Raises CaseError."""
    return _checked(parser(program).parse_args(arguments))


def parser(program: str) -> argparse.ArgumentParser:
    """The commands and their options. ``program``: the name under which it was started."""
    layout = argparse.RawDescriptionHelpFormatter
    top = Parser(prog=program, description=DESCRIPTION, epilog=EXAMPLES, formatter_class=layout)
    top.add_argument("--version", action="version", version=f"belgian-residence: rules {RULES_VERSION}")
    commands = top.add_subparsers(dest="command", required=True, parser_class=Parser)
    assess = commands.add_parser(
        "assess", help="every route for a case, or for many cases", description=ASSESS, formatter_class=layout
    )
    assess.set_defaults(parser=assess)
    assess.add_argument("case", help=CASE + "; .jsonl or .csv for many cases")
    assess.add_argument("--on", metavar="DAY", help=DAY + "; many cases can each have their own")
    assess.add_argument("--json", action="store_true", help="the whole answer as JSON (always so with many cases)")
    assess.add_argument(
        "--reading",
        default=SAFE_READING,
        help="count in one way only: " + ", ".join(NAMES),
        metavar="NAME",
    )
    assess.add_argument("--today", metavar="DAY", help=TODAY)
    assess.add_argument("--output", metavar="FILE", help="write here, not to standard output")
    many = assess.add_argument_group("many cases")
    many.add_argument("--format", choices=("json", *dict.fromkeys(ENDINGS.values())), help="whatever the file's name")
    many.add_argument("--csv", action="store_true", help="a row for each case: status, date and what is missing")
    many.add_argument("--resume", action="store_true", help="go on where a run with --output FILE stopped")
    many.add_argument("--jobs", default="1", metavar="N", help="use N cores; 0 for all (default: 1)")
    many.add_argument(
        "--progress",
        action=argparse.BooleanOptionalAction,
        help="how far it is, on standard error (default: if that is a terminal)",
    )
    following = commands.add_parser("next", help="the next question for a case", description=NEXT)
    following.add_argument("case", help=CASE)
    following.add_argument("--on", required=True, metavar="DAY", help=DAY)
    following.add_argument("--json", action="store_true", help="as JSON (always so)")
    following.add_argument(
        "--routes", help="ask only for these (default: all): " + ",".join(all_routes()), metavar="B,K,…"
    )
    commands.add_parser("schema", help="JSON Schema of the facts", description=SCHEMA)
    listing = commands.add_parser("amounts", help="every dated amount, and what is not confirmed", description=AMOUNTS)
    listing.add_argument("--on", required=True, metavar="DAY", help=DAY)
    listing.add_argument("--json", action="store_true", help="as JSON (always so)")
    return top


def _checked(chosen: argparse.Namespace) -> argparse.Namespace:
    """The options as values. Not done by argparse, which would tell a mistake in its own way."""
    for option in ("on", "today"):
        text = getattr(chosen, option, None)
        if text is not None:
            try:
                setattr(chosen, option, read_day(text))
            except ValueError:
                raise CaseError([Fault(f"--{option}", repr(text), DAY_ACCEPTED)]) from None
    if chosen.command == "next" and chosen.routes is not None:
        chosen.routes = [name.strip() for name in chosen.routes.split(",")]
    if chosen.command == "assess":
        if chosen.reading not in NAMES:
            raise CaseError([Fault("reading", repr(chosen.reading), "one of " + ", ".join(NAMES))])
        if not re.fullmatch(r"\d{1,3}", chosen.jobs, re.ASCII):
            raise CaseError([Fault("--jobs", repr(chosen.jobs), "a whole number; 0 for all cores")])
        chosen.jobs = int(chosen.jobs)
    return chosen
