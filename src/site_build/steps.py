"""One step of the build: shown, skipped when its inputs did not change, explained when it fails."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn, TextIO

from site_build.paths import BUILD, ROOT

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

STAMPS = BUILD / "stamps"
LOGS = BUILD / "logs"
IGNORED_FOLDERS = {"__pycache__", "node_modules"}
WIDEST = 300
PATIENCE = 10  # seconds for a program to clean up after Ctrl-C
SIDE_BY_SIDE = threading.local()  # set in a thread whose steps run beside those of another
AMONG_DOTS = threading.Event()  # set while pytest writes to the same screen
RUNNING: set[subprocess.Popen[str]] = set()
GUARD = threading.Lock()
HOLDING: list[TextIO] = []  # the lock of .build, once for each that holds it
EXPLAINED = 3  # exit status of a program of ours that has already told what failed and what to do


class StepFailed(Exception):
    """A step did not work: `what` went wrong and what the reader can `do` about it."""

    def __init__(self, what: str, do: str) -> None:
        super().__init__(what)
        self.what = what
        self.do = do


def files_under(*places: Path, suffixes: Sequence[str] = ()) -> list[Path]:
    """List the files in `places` (files or folders), sorted, without caches and compiled files."""
    found: set[Path] = set()
    for place in places:
        if place.is_file():
            found.add(place)
        elif place.is_dir():
            found.update(
                path
                for path in place.rglob("*")
                if path.is_file()
                and not IGNORED_FOLDERS.intersection(path.parts)
                and path.suffix not in {".pyc", ".mo"}
            )
    return sorted(path for path in found if not suffixes or path.suffix in suffixes)


def fingerprint(files: Iterable[Path], *more: str) -> str:
    """Hash names and contents of `files` and the texts in `more`; times and order do not count."""
    total = hashlib.sha256()
    for text in more:
        total.update(hashlib.sha256(text.encode()).digest())
    for path in sorted(files):
        name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        total.update(hashlib.sha256(name.as_posix().encode()).digest())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def up_to_date(stamp: Path, key: str, outputs: Iterable[Path]) -> bool:
    """Say whether `stamp` holds `key` and all `outputs` still exist."""
    try:
        return json.loads(stamp.read_text())["key"] == key and all(o.exists() for o in outputs)
    except (OSError, ValueError, KeyError):
        return False


def write_stamp(stamp: Path, key: str) -> None:
    """Remember that the work described by `key` is done."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(json.dumps({"key": key}))


def step(
    title: str,
    action: Callable[[], object],
    *,
    key: str | None = None,
    outputs: Iterable[Path] = (),
    stamp: Path | None = None,
) -> None:
    """Run `action` as a named step; skip it when `key` and `outputs` say nothing changed.

    The stamp is removed before the work starts, so an interrupted step is done again. Beside other steps its line is
    written as a whole, when it is done.
    """
    mark = stamp or STAMPS / (title.lower().replace(" ", "-") + ".json")
    outputs = list(outputs)
    label = f"  {title} ".ljust(34, ".")
    if key is not None and up_to_date(mark, key, outputs):
        print(f"{label} up to date", flush=True)
        return
    begin = f"{label} "
    if not hasattr(SIDE_BY_SIDE, "yes"):
        print(begin, end="", flush=True)
        begin = ""
    elif AMONG_DOTS.is_set():
        begin = f"\n{label} "
    mark.unlink(missing_ok=True)
    began = time.monotonic()
    try:
        note = action()
    except BaseException:
        print(f"{begin}stopped", flush=True)
        raise
    if key is not None:
        write_stamp(mark, key)
    extra = f", {note}" if isinstance(note, str) and note and "\n" not in note else ""
    print(f"{begin}done ({time.monotonic() - began:.1f} s{extra})", flush=True)


def side_by_side(*works: Callable[[], object]) -> None:
    """Do works that need nothing of each other at the same time. What can be finished is; then the first failure is
    raised. Ctrl-C ends the programs of all."""

    with ThreadPoolExecutor(max_workers=len(works)) as pool:
        jobs = [pool.submit(_beside, work) for work in works]
        try:
            wait(jobs)
        except BaseException:
            _end_all()
            raise
    for job in jobs:
        job.result()


@contextmanager
def begun(work: Callable[[], object]) -> Iterator[Callable[[], object]]:
    """Begin a work that is needed later; what is given waits for it, and raises what it raised. Who fails before that
    ends the programs of all."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        job = pool.submit(_beside, work)
        try:
            yield job.result
        except BaseException:
            _end_all()
            raise


def _beside(work: Callable[[], object]) -> None:
    SIDE_BY_SIDE.yes = True
    work()


def _end_all() -> None:
    """End all programs that run, as Ctrl-C would."""
    for child in tuple(RUNNING):
        child.send_signal(_asked_to_end())


def _asked_to_end() -> signal.Signals:
    """Ctrl-C, so that a program can clean up; not where it cannot hear that, because ours does not either (what a shell
    begins with ``&`` is born deaf to it)."""
    deaf = os.name == "nt" or signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    return signal.SIGTERM if deaf else signal.SIGINT


def run(command: Sequence[object], *, log: str, do: str, env: dict[str, str] | None = None) -> str:
    """Run a program, keep what it says in a log, and return it.

    A failure shows the end of the log and the advice in `do`.
    """
    words = [str(word) for word in command]
    try:
        child = subprocess.Popen(
            words,
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise StepFailed(f"{words[0]} did not start: {error}", do) from error
    RUNNING.add(child)
    try:
        said, _ = child.communicate()
    except BaseException:
        end(child)
        raise
    finally:
        RUNNING.discard(child)
    LOGS.mkdir(parents=True, exist_ok=True)
    (LOGS / f"{log}.log").write_text(said)
    if child.returncode != 0:
        lines = [line[:WIDEST] for line in said.strip().splitlines() if not line.startswith("INFO")]
        tail = "\n".join("  " + line for line in lines[-40:])
        if child.returncode == EXPLAINED:
            raise StepFailed(tail, "")
        raise StepFailed(f"{tail}\n  `{shorten(words)}` ended with status {child.returncode}", do)
    return said


def end(child: subprocess.Popen[str]) -> None:
    """End a program as Ctrl-C would, so that it can clean up; by force when it takes too long."""
    if child.poll() is None:
        child.send_signal(_asked_to_end())
    try:
        child.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.communicate()


@contextmanager
def alone() -> Iterator[None]:
    """Let one ./x at a time write to .build; a second one waits. (Not on Windows, which lacks the call.) What one ./x
    does side by side holds the lock together."""
    with GUARD:
        HOLDING.append(HOLDING[0] if HOLDING else _locked())
    try:
        yield
    finally:
        with GUARD:
            file = HOLDING.pop()
            if not HOLDING:
                file.close()


def _locked() -> TextIO:
    BUILD.mkdir(exist_ok=True)
    file = (BUILD / "lock").open("w")
    if fcntl is not None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            print("  Another ./x is at work in this folder; waiting for it.", flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
    return file


def shorten(words: Sequence[str]) -> str:
    """Write a command without the long path of its program."""
    return " ".join([Path(words[0]).name, *words[1:]])[:160]


def explain(failure: StepFailed) -> None:
    """Tell the reader what failed and what to do, on standard error."""
    if failure.do:
        print(f"\nWhat failed:\n{failure.what}", file=sys.stderr)
        print(f"\nWhat to do:\n  {failure.do}", file=sys.stderr)
    else:
        print("\n" + failure.what, file=sys.stderr)


def as_program(main: Callable[[], object]) -> NoReturn:
    """Run the `main` of a build module started with `python -m`; print its result as last line."""
    try:
        print(main() or "")
    except StepFailed as failure:
        explain(failure)
        sys.exit(EXPLAINED)
    sys.exit(0)
