"""The command: ``python -m belgian_residence assess|next|schema|amounts``.

Bad input: one line per fault on standard error, nothing on standard output, exit status 2.
"""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from belgian_residence import CaseError, Fault, amounts, assess, next_question, schema
from belgian_residence.conventions import SAFE_READING


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise CaseError([Fault("command", message, self.format_usage().strip())])


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status (0, or 2 for bad input)."""
    try:
        output = _run(_parser().parse_args(arguments))
    except CaseError as error:
        for fault in error.faults:
            print(" ".join(str(fault).split()), file=sys.stderr)
        return 2
    print(output)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m belgian_residence", description="Permanent residence in Belgium: the rules.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    for name, text in (("assess", "every route for a case"), ("next", "the next question for a case")):
        command = commands.add_parser(name, help=text)
        command.add_argument("case", help="a JSON file with facts; - reads standard input")
        command.add_argument("--on", type=_day, required=True, help="the date asked about, as 2026-11-22")
        command.add_argument("--json", action="store_true", help="the whole answer as JSON")
        if name == "assess":
            command.add_argument("--reading", default=SAFE_READING, help="count in one way only: the name of a reading")
    commands.add_parser("schema", help="JSON Schema of the facts")
    listing = commands.add_parser("amounts", help="every dated amount, and what is not confirmed")
    listing.add_argument("--on", type=_day, required=True, help="the date asked about, as 2026-11-22")
    listing.add_argument("--json", action="store_true", help="as JSON (the default)")
    return parser


def _day(text: str) -> date:
    try:
        if len(text) != 10:
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise CaseError([Fault("--on", repr(text), "a date such as 2026-11-22")]) from None


def _run(chosen: argparse.Namespace) -> str:
    if chosen.command == "schema":
        return _json(schema())
    if chosen.command == "amounts":
        return _json(amounts(chosen.on))
    case = _read(chosen.case)
    if chosen.command == "next":
        return _json(next_question(case, chosen.on))
    answer = assess(case, chosen.on, chosen.reading)
    return _json(answer) if chosen.json else _table(answer)


def _read(path: str) -> Any:
    try:
        text = sys.stdin.read() if path == "-" else Path(path).read_text(encoding="utf-8")
        return json.loads(text, object_pairs_hook=_no_key_twice, parse_constant=_no_constant)
    except (OSError, UnicodeDecodeError) as error:
        raise CaseError([Fault(path, f"cannot be read ({error})", "a JSON file, or - for standard input")]) from None
    except json.JSONDecodeError as error:
        fault = Fault(f"{path}, line {error.lineno}", f"is not JSON ({error.msg})", "a JSON object of facts")
        raise CaseError([fault]) from None
    except CaseError:
        raise
    except ValueError:  # a whole number of thousands of digits
        raise CaseError([Fault(path, "holds a number that is too long", "an ordinary number")]) from None
    except RecursionError:
        raise CaseError([Fault(path, "is nested too deeply", "a JSON object of facts")]) from None


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise CaseError([Fault(key, "stands twice in one object", "each fact once")])
        seen[key] = value
    return seen


def _no_constant(name: str) -> NoReturn:
    raise CaseError([Fault("number", name, "an ordinary number")])


def _json(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _table(answer: dict[str, Any]) -> str:
    """One line per route: for a quick look; programs use --json."""
    lines = [f"on {answer['on']}"]
    for key, route in answer["routes"].items():
        lines.append(
            f"{key:4} {route['status']:10} {route['earliest'] or '':10} {', '.join(route['missing'])}".rstrip()
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
