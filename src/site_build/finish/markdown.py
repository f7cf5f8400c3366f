"""The guides as pages, by MkDocs: `python -m site_build.finish.markdown <address> <folder> <language> …`.

Each language is made by a process of its own, strictly, two at a time. Where the system can copy a process, what says
the same in every language (the packages, the answers of the rules, where each provision is used) is there before.
"""

import multiprocessing
import os
import sys
from functools import partial
from pathlib import Path

from mkdocs.__main__ import cli

from belgian_residence.law.provisions import all_provisions
from site_build.cases import entries
from site_build.finish import composed
from site_build.guides import macros
from site_build.guides.rule_book import by_card, coverage
from site_build.guides.rule_book.corpus import corpus
from site_build.translation.kept import FIRST, languages
from site_build.translation.site_words import CONFIG

AT_ONCE = 2
COPIED = "fork"


def main(address: str, folder: str, *codes: str) -> int:
    """Make the pages of these languages, each in a folder of its name; return the worst exit status of MkDocs."""
    how = COPIED if COPIED in multiprocessing.get_all_start_methods() else None
    work_out()
    with multiprocessing.get_context(how).Pool(AT_ONCE, maxtasksperchild=1) as pool:
        return max(pool.map(partial(make, address, Path(folder)), codes, chunksize=1))


def work_out() -> None:
    """Ask once for what each language would ask again."""
    corpus()
    entries()
    macros.answers()
    by_card.page(FIRST)
    for provision in all_provisions().values():
        coverage.is_covered(provision)


def make(address: str, folder: Path, code: str) -> int:
    """Make the pages of one language; return the exit status of MkDocs."""
    os.environ["PAGE_URL"] = f"{address}{code}/"
    config = CONFIG if code == FIRST else composed.configured(languages()[code])
    try:
        cli.main(["build", "--strict", "-f", str(config), "-d", str(folder / code)])
    except SystemExit as ended:  # always: so a program of click says how it ended
        return int(ended.code or 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
