"""The commands of ./x. Standard library only: it runs before anything is installed."""

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date

from site_build import bootstrap, make
from site_build.paths import BUILD, ROOT, SRC, VENV, venv_python
from site_build.proof import check, static
from site_build.steps import StepFailed, explain
from site_build.translation import options

INTERRUPTED = 130


def main(words: list[str]) -> int:
    """Run one command; return its exit status. A failure is explained, never a traceback."""
    words, after = split(words)
    asked = parser().parse_args(words, argparse.Namespace(words=words[1:], options=after))
    if after and asked.command not in (test, check_all):
        parser().error("only test and check pass options on to pytest")
    command: Callable[[argparse.Namespace], int] = asked.command
    try:
        return command(asked)
    except StepFailed as failure:
        explain(failure)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. What was finished stays; nothing is half-written.", file=sys.stderr)
        return INTERRUPTED


def split(words: list[str]) -> tuple[list[str], list[str]]:
    """What is for this script, and what stands after ``--``, for pytest."""
    place = words.index("--") if "--" in words else len(words)
    return words[:place], words[place + 1 :]


def parser() -> argparse.ArgumentParser:
    """Describe the commands."""
    top = argparse.ArgumentParser(
        prog="./x",
        description="After Five: build, serve and check the site. Needs Python 3.11 and git.",
        epilog="Start with ./x serve. Prove it with ./x test.",
    )
    commands = top.add_subparsers(metavar="command", required=True)

    def add(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        new = commands.add_parser(name, help=text, description=text)
        new.set_defaults(command=run)
        return new

    serving = add("serve", serve, "build the site and serve it on this machine, as Pages would")
    serving.add_argument("--port", type=int, default=8000, help="0 takes any free port")
    serving.add_argument("--path", default="/after-five/", help="sub-path, or / for a root")
    for name, run, text in (
        ("test", test, "check everything, with a real browser; or the tests of a part"),
        ("check", check_all, "check everything that needs neither browser nor build; or the tests of a part"),
    ):
        more = "Options of pytest stand after --, as in: ./x check tests/rules -- -k means -x"
        testing = add(name, run, text)
        testing.epilog = more
        testing.add_argument(
            "place", nargs="*", help="only these tests: files, folders, or tests/rules/test_engine.py::test_name"
        )
    add("browsers", browsers, "walk through the wizard in Firefox and WebKit, where the system has them")
    add("nightly", nightly, "the long checks: a hundred thousand lives, a million inputs, every combination (hours)")
    add("build", build, "build the site into .build/site")
    add("engine", engine, "find anew which functions of Pyodide the wizard needs, and write kept.toml (some minutes)")
    add("lint", lint, "lint, formatting, types, import directions, workflow files")
    add("format", format_code, "rewrite our Python in the agreed format")
    benching = add("bench", bench, "measure the wizard beside the usual way to run Python in a page, or the rules")
    benching.add_argument(
        "what",
        nargs="?",
        choices=("wizard", "rules"),
        default="wizard",
        help="wizard: in a real browser, writes docs/speed.toml; rules: beside OpenFisca-Core, cases a second",
    )
    benching.add_argument("--rounds", type=int, default=7, help="how often each is timed (7)")
    auditing = add("audit", audit, "Lighthouse on an imitated phone, and how hard the guides are to read (minutes)")
    auditing.add_argument("language", nargs="*", help="only the pages of these languages, as: en nl")
    add(
        "weaknesses",
        weaknesses,
        "ask the lists of known weaknesses about every package that is locked; needs the network",
    )
    add("lock", lock, "write the lock files again from requirements/*.in and package.json")
    looking = add("stale", stale, "list the figures that must be verified again; fails when there are any")
    looking.add_argument("--on", type=date.fromisoformat, required=True, help="the day, as 2026-11-22")
    translating = add("translate", translate, "what is to do in a language, and the files for the translator")
    options.add_to(translating)
    mutating = add("mutate", mutate, "change the rules in small ways, one at a time: a test must fail each time")
    mutating.add_argument("--at-once", type=int, default=os.cpu_count() or 1, help="changes tested side by side")
    mutating.add_argument("--sample", type=int, help="only so many, drawn over all modules")
    mutating.add_argument("name", nargs="*", help="only these, as *.periods.*; what was done before stays")
    add("clean", clean, "delete what was built; --all also deletes the installed packages").add_argument(
        "--all", action="store_true"
    )
    return top


def build(_: argparse.Namespace) -> int:
    """Build the site."""
    make.site("site")
    return 0


def engine(_: argparse.Namespace) -> int:
    """Choose what the browser gets of Pyodide."""
    bootstrap.packages("dev")
    make.what_the_engine_keeps()
    return 0


def serve(asked: argparse.Namespace) -> int:
    """Build the site and serve it until Ctrl-C."""
    from site_build import server

    build(asked)
    server.serve_forever(asked.port, asked.path)
    return 0


def test(asked: argparse.Namespace) -> int:
    """Check everything, browser included; or a part."""
    return checked(asked, browser=True)


def check_all(asked: argparse.Namespace) -> int:
    """Check everything that needs neither a browser nor a build; or a part."""
    return checked(asked, browser=False)


def checked(asked: argparse.Namespace, *, browser: bool) -> int:
    """Check the places that were named, or everything."""
    if asked.place:
        return check.part(asked.place, asked.options, browser=browser)
    return check.everything(asked.options, browser=browser)


def browsers(_: argparse.Namespace) -> int:
    """Try the wizard in the browsers of other makers."""
    from site_build.proof import other_browsers

    return other_browsers.run()


def nightly(_: argparse.Namespace) -> int:
    """Run what takes hours."""
    from site_build.proof import nightly as long_checks

    return long_checks.run()


def lint(_: argparse.Namespace) -> int:
    """Run the static checks only."""
    bootstrap.packages("dev")
    static.static_checks()
    return 0


def format_code(_: argparse.Namespace) -> int:
    """Rewrite the Python files in the agreed format."""
    bootstrap.packages("dev")
    static.rewrite()
    return 0


def bench(asked: argparse.Namespace) -> int:
    """Measure the wizard in a browser, or the rules."""
    if asked.what == "wizard":
        from site_build.bench import wizard

        return wizard.measure(asked.rounds)
    from site_build.bench import rules

    return rules.measure(asked.rounds)


def audit(asked: argparse.Namespace) -> int:
    """Look at the pages with the measures of others."""
    from site_build.audit import audit as look

    return look(asked.language)


def weaknesses(_: argparse.Namespace) -> int:
    """Say whether a weakness is known in what we use."""
    from site_build.proof import weaknesses as known

    return known.ask()


def lock(_: argparse.Namespace) -> int:
    """Regenerate the lock files."""
    from site_build import locks

    locks.write()
    return 0


def stale(asked: argparse.Namespace) -> int:
    """Say which figures are past their verify-by date, or will be within sixty days."""
    from site_build.proof.stale import report

    text, status = report(asked.on)
    print(text)
    return status


def translate(asked: argparse.Namespace) -> int:
    """Work on a translation. It needs the packages of the build, so it runs in .venv."""
    bootstrap.packages("site")
    env = os.environ | {"PYTHONPATH": str(SRC)}
    return subprocess.call([venv_python(), "-m", "site_build.translation.command", *asked.words], cwd=ROOT, env=env)


def mutate(asked: argparse.Namespace) -> int:
    """Test the tests of the rules."""
    from site_build.proof import mutation

    return mutation.run(asked.name, asked.at_once, asked.sample)


def clean(asked: argparse.Namespace) -> int:
    """Delete what ./x made."""
    for folder in [BUILD, *([VENV, ROOT / "node_modules"] if asked.all else [])]:
        shutil.rmtree(folder, ignore_errors=True)
    return 0
