"""`./x translate`: what is to do in a language, the files to fill in, and what somebody has looked at.

Run as a program with the packages of the build: `python -m site_build.translation.command nl --start`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import PoFileError

from site_build.paths import DOCS, ROOT
from site_build.translation import guides, messages, options, parity, ready, report, terms
from site_build.translation.blocks import PageError, write_translation
from site_build.translation.kept import FIRST, catalogues, languages


def main(words: list[str]) -> int:
    """Run the command; its exit status."""
    parser = argparse.ArgumentParser(prog="./x translate")
    options.add_to(parser)
    asked = parser.parse_args(words)
    known = [code for code in languages() if code != FIRST]
    if asked.language is None:
        for code in known:
            print(f"{code}  {languages()[code].name:12} {report.summary(report.of(code))}")
        return 0
    if asked.language not in known:
        print(f"{asked.language!r} is not in docs/languages.toml; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    try:
        if asked.start is not None:
            start(asked.language, asked.start)
        for place in asked.accept or ():
            accept(asked.language, place)
        if asked.start is None and asked.accept is None:
            print("\n".join(whole(asked.language)))
    except (PageError, PoFileError, FileNotFoundError) as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


def whole(code: str) -> Iterator[str]:
    """Everything about a language: what is to do, what is wrong, what it still needs before readers see it."""
    texts = report.of(code)
    yield from report.listed(texts)
    wrong = [*parity.faults(code), *terms.faults(code)]
    if wrong:
        yield from ("", "Not the same as in English, or not the term:", *(f"  {one}" for one in wrong))
    ours = ", ".join(one.say[0] for one in terms.ours(code))
    yield from ("", f"Terms that are only ours, for somebody who knows the field: {ours}")
    lacking = ready.lacking(code, texts)
    yield from ("", "Before it can be published:" if lacking else "It can be published.")
    yield from (f"  {one}" for one in lacking)
    yield from ("", report.summary(texts))


def start(code: str, paths: list[str]) -> None:
    """Write the files of a language, or those that are named."""
    wanted = {(ROOT / path).resolve() for path in paths}
    files = {path: name for name, path in catalogues(code).items()}
    files |= {DOCS / code / name: name for name in guides.pages_of(FIRST)}
    for unknown in wanted - set(files):
        raise FileNotFoundError(f"{unknown} is no file of this language")
    for path, name in files.items():
        if wanted and path not in wanted:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_started(code, path, name), encoding="utf-8")
        print(path.relative_to(ROOT))


def _started(code: str, path: Path, name: str) -> str:
    if path.suffix == ".po":
        found = messages.started(report.english_catalogue(name), report.own_catalogue(path, code))
        return messages.written(found)
    return write_translation(guides.started(guides.english(name), guides.own(code, name)))


def accept(code: str, place: str) -> None:
    """Note that somebody has looked at a file, a block or a message."""
    where, _, only = place.partition("#")
    path = (ROOT / where).resolve()
    names = {file: name for name, file in catalogues(code).items()}
    if path in names:
        found = messages.accepted(report.english_catalogue(names[path]), report.own_catalogue(path, code), only)
        path.write_text(messages.written(found), encoding="utf-8")
        return
    if not path.is_file() or not path.is_relative_to(DOCS / code):
        raise FileNotFoundError(f"{where} is no file of this language")
    name = path.relative_to(DOCS / code).as_posix()
    page = guides.accepted(guides.english(name), guides.own(code, name), only)
    path.write_text(write_translation(page), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
