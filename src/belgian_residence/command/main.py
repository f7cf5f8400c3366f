"""One run of the command: what was asked, what comes out, and the exit status."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from belgian_residence.assessment.people import assess, next_question
from belgian_residence.command import batch
from belgian_residence.command.entries import ENDINGS, Format
from belgian_residence.command.files import reading, writing
from belgian_residence.command.json_text import parse
from belgian_residence.command.lines import LONGEST
from belgian_residence.command.options import options
from belgian_residence.command.written import as_json, fault_text, table, visible
from belgian_residence.law.amounts import as_json as amounts
from belgian_residence.told.faults import CaseError, Fault
from belgian_residence.told.schema import schema

GOOD, SOME_FAULTS, BAD_INPUT, STOPPED, INTERRUPTED = 0, 1, 2, 3, 130


def main(arguments: list[str] | None = None, program: str = "belgian-residence") -> int:
    """Run one command; returns the exit status: 0; 1 when some of many cases have faults; 2 for bad input; 3 when the
    output could not be written or a process was ended; 130 after Ctrl-C."""
    if sys.stdout is None:
        _tell("standard output is closed")
        return STOPPED
    with suppress(AttributeError):  # half a character, from a case file, is written as an escape
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        status = _run(options(arguments, program))
        sys.stdout.flush()
        return status
    except CaseError as error:
        for fault in error.faults:
            _tell(fault_text(fault))
        return BAD_INPUT
    except batch.Stopped as stopped:
        _tell(str(stopped))
        _forget_output()
        return INTERRUPTED if stopped.interrupted else STOPPED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read the output has seen enough
        _forget_output()
        return GOOD
    except OSError as error:
        _tell(f"the output cannot be written ({error})")
        _forget_output()
        return STOPPED


def _tell(text: str) -> None:
    if sys.stderr is not None:
        with suppress(OSError):
            print(visible(text), file=sys.stderr)


def _forget_output() -> None:
    """What is still waiting to be written would fail again when Python ends."""
    with suppress(OSError, AttributeError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(chosen: argparse.Namespace) -> int:
    if chosen.command == "schema":
        return _say(as_json(schema()))
    if chosen.command == "amounts":
        return _say(as_json(amounts(chosen.on)))
    if chosen.command == "next":
        return _say(as_json(next_question(_read(chosen.case), chosen.on, chosen.routes)))
    kind = chosen.format or ENDINGS.get(Path(chosen.case).suffix.lower(), "json")
    return _one(chosen) if kind == "json" else _many(chosen, kind)


def _one(chosen: argparse.Namespace) -> int:
    if chosen.on is None:
        chosen.parser.error("the following arguments are required: --on")
    if chosen.csv:
        chosen.parser.error("--csv is for many cases: a file that ends in .jsonl or .csv, or --format")
    if chosen.resume:
        chosen.parser.error("--resume is for many cases: a file that ends in .jsonl or .csv, or --format")
    answer = assess(_read(chosen.case), chosen.on, chosen.reading, chosen.today)
    return _say(as_json(answer) if chosen.json else table(answer), chosen.output, chosen.case)


def _many(chosen: argparse.Namespace, kind: Format) -> int:
    if chosen.resume and chosen.output is None:
        chosen.parser.error("--resume goes on in the file of --output, which is missing")
    asked = batch.Asked(chosen.on, chosen.reading, chosen.today, chosen.csv)
    counts = batch.run(chosen.case, kind, asked, chosen.output, chosen.jobs, chosen.progress, chosen.resume)
    return SOME_FAULTS if counts.with_faults else GOOD


def _say(text: str, output: str | None = None, source: str | None = None) -> int:
    """Print, or write to a file. ``source``: the file with the case, which is never written over."""
    if output is None:
        print(text)
        return GOOD
    with reading(source or os.devnull) as case, writing(output, case) as file:
        file.write(text.encode(errors="backslashreplace").decode() + "\n")
    return GOOD


def _read(path: str) -> Any:
    try:
        with reading(path) as file:
            text = file.read(LONGEST + 1).encode(errors="surrogateescape").decode()
    except UnicodeDecodeError as error:
        raise CaseError([Fault(path, f"cannot be read ({error})", "a JSON file, or - for standard input")]) from None
    if len(text) > LONGEST:
        raise CaseError([Fault(path, "too long", f"at most {LONGEST} characters")])
    return parse(text, path)
