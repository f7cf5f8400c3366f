"""Make the site once more, for ``site/test_reproducible.py``: ``python -m made_anew <folder> <address> <language>…``.

With all languages it is made whole, which takes as long as the build. With one, each step but the index of the search
does a part: MkDocs and the questions that stand ready that language alone, MkDocs and the policy one page in eight. The
rest is taken from the build at the place where the step would have made it, so all that follows can be compared.
"""

import json
import shutil
import sys
from functools import cache
from pathlib import Path, PurePath
from typing import Any

from mkdocs.commands import build as mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from site_build.finish import csp, html, markdown, search, whole, wizard_page
from site_build.paths import SITE
from site_build.translation.kept import built

EACH = 8
"""One page in so many is made anew: in each language others."""


def main(folder: str, address: str, *languages: str) -> None:
    """Make the site in an empty folder."""
    if len(languages) < len(built()):
        make_a_part(*languages)
    whole.links.check_or_fail = lambda *_: None  # changes no byte, and the build has done it for the same ones
    whole.build(Path(folder), address)


@cache
def chosen(language: str) -> frozenset[str]:
    """The pages of a language that are made anew, each as a place below its folder."""
    home = whole.MARKDOWN / language
    places = sorted(path.relative_to(home).as_posix() for path in home.rglob("index.html"))
    return frozenset(places[[*built()].index(language) :: EACH])


def make_a_part(anew: str) -> None:
    """Let each step do its part. ``anew``: the language of the pages and of the questions that stand ready."""
    secure, beginning = csp.secure, wizard_page.beginning

    def secured(text: str, where: PurePath) -> tuple[str, html.Page]:
        language, *rest = where.parts
        if not rest or PurePath(*rest).as_posix() in chosen(language):
            return secure(text, where)
        return (SITE / where).read_text(encoding="utf-8"), html.Page()

    def ready(language: str, *more: Any) -> Any:
        if language == anew:
            return beginning(language, *more)
        [kept] = (SITE / language / "assets" / "beginning").iterdir()
        return json.loads(kept.read_text(encoding="utf-8"))

    let_mkdocs_make_a_part(anew)
    vars(csp)["secure"] = secured
    vars(wizard_page)["beginning"] = ready
    vars(search)["index"] = lambda site: shutil.copytree(SITE / "pagefind", site / "pagefind")


def let_mkdocs_make_a_part(anew: str) -> None:
    """Let MkDocs make the chosen pages of one language, and take all others from what it made for the build."""
    populate, write = mkdocs._populate_page, mkdocs._build_page

    def populated(page: Page, config: MkDocsConfig, *more: Any) -> None:
        if page.file.dest_uri in chosen(anew):
            populate(page, config, *more)
        else:
            page.read_source(config)  # the menu of the others has its heading

    def written(page: Page, *more: Any, **named: Any) -> None:
        if page.file.dest_uri in chosen(anew):
            write(page, *more, **named)

    def guides(codes: list[str], site: Path, base: str) -> None:
        assert markdown.make(base, site, anew) == 0
        for code in codes:
            take_what_lacks(whole.MARKDOWN / code, site / code)

    vars(mkdocs).update(_populate_page=populated, _build_page=written)
    vars(whole)["markdown"] = guides


def take_what_lacks(source: Path, target: Path) -> None:
    """Copy each file of a folder that is not in another one."""
    for kept in source.rglob("*"):
        place = target / kept.relative_to(source)
        if kept.is_file() and not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(kept, place)


if __name__ == "__main__":
    main(*sys.argv[1:])
