"""Many cases in, one result each, in their order and in the same memory whatever their number.

A case with faults gets a line that says which, and the others go on.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TextIO

from belgian_residence.assessment.people import assess
from belgian_residence.command import written
from belgian_residence.command.entries import DAY_ACCEPTED, ON, Entry, Format, entries
from belgian_residence.command.files import is_kept, part_name, part_of, position, reading, size, writing
from belgian_residence.command.lines import Lines
from belgian_residence.command.progress import Progress
from belgian_residence.command.resume import Kept, kept
from belgian_residence.command.spreadsheet import Order, order_of_days
from belgian_residence.command.workers import ProcessEnded, in_order
from belgian_residence.told.faults import CaseError, Fault


class Stopped(Exception):
    """The work ended before the cases did. ``str()`` says after how many, why, and where their results are."""

    def __init__(self, cases: int, output: str | None, why: str, *, interrupted: bool) -> None:
        super().__init__(f"stopped after {cases} case{'' if cases == 1 else 's'}: {why}. {_left(output)}")
        self.interrupted = interrupted


def _left(output: str | None) -> str:
    """Where the results are that were written before it stopped."""
    if output is None:
        return "Their results are in the output; its last line may be cut."
    if not is_kept(output):
        return f"Their results went to {output}, which is no ordinary file: the last ones may be lost or cut."
    if not part_of(output).exists():
        return f"Nothing was written, and {output} is as it was."
    return f"Their results are in {part_name(output)}, and {output} is as it was; with --resume it goes on from there."


@dataclass(frozen=True)
class Asked:
    """What holds for every case: the date for cases without one of their own, the reading, the day on which it is asked
    (see ``people.assess``), flat rows or JSON."""

    on: date | None
    reading: str
    today: date | None = None
    flat: bool = False


@dataclass(frozen=True)
class Done:
    """The lines of output for one case, and whether it could be read."""

    text: str
    good: bool


def run(
    source: str,
    kind: Format,
    asked: Asked,
    output: str | None,
    jobs: int,
    shown: bool | None,
    resume: bool = False,
) -> Progress:
    """Assess every case of a file. ``output``: a file, or None for standard output. ``shown``: the progress; None:
    where standard error is a terminal. ``resume``: go on where a run before stopped (see ``resume``); only with a file
    as output. Returns the counts. Raises CaseError when a file cannot be read or holds no case, or where what a run
    before left does not fit; and Stopped."""
    with reading(source) as file:
        cases = entries(Lines(file), kind, _order(file, kind))
        progress = Progress(sys.stderr.isatty() if shown is None else shown, size(file))
        try:
            with writing(output, file, resume=resume) as out:
                before = kept(part_of(output), cases, asked.on, asked.flat) if resume and output else Kept()
                if before.end:
                    out.seek(before.end)
                    progress.resumed(before.cases, before.with_faults)
                elif asked.flat:
                    before.agree(written.flat_header())
                    out.write(written.flat_header())
                for done in in_order(partial(one, asked), cases, jobs):
                    before.agree(done.text)
                    out.write(done.text)
                    progress.one(done.good, position(file))
                before.ended()
                if not progress.cases:
                    raise CaseError([Fault("the file", "no case in it", "a case in each line")])
        except KeyboardInterrupt:
            raise Stopped(progress.cases, output, "interrupted", interrupted=True) from None
        except BrokenPipeError:
            raise
        except ProcessEnded:
            why = "one of the processes was ended, perhaps for want of memory; --jobs 1 needs less"
            raise Stopped(progress.cases, output, why, interrupted=False) from None
        except OSError as error:
            raise Stopped(progress.cases, output, f"cannot be written ({error})", interrupted=False) from None
        finally:
            progress.close()
    return progress


def _order(file: TextIO, kind: Format) -> Order:
    """What the days of a table prove together. Only a file can be read twice: of what comes in through standard input
    each day must be clear by itself."""
    if kind != "csv" or size(file) is None or not file.seekable():
        return "not_known"
    try:
        return order_of_days(file.read)
    except UnicodeDecodeError:
        return "not_known"
    finally:
        file.seek(0)


def one(asked: Asked, entry: Entry) -> Done:
    """The output for one case."""
    faults = list(entry.faults)
    on = entry.on or asked.on
    if on is None and not faults:
        faults = [Fault(ON, "nothing", f"{DAY_ACCEPTED}, here or with --on")]
    if not faults:
        assert on is not None
        try:
            answer = assess(entry.case, on, asked.reading, asked.today)
        except CaseError as error:
            faults = error.faults
        except Exception as error:  # a mistake in the rules must not cost the results of all other cases
            faults = [Fault("the rules", f"{type(error).__name__}: {error}"[:200], "please report this case")]
    if faults:
        write = written.flat_fault_row if asked.flat else written.json_fault_line
        return Done(write(entry.line, entry.id, faults), good=False)
    whole = written.flat_rows if asked.flat else written.json_line
    return Done(whole(entry.line, entry.id, answer), good=True)
