"""Check the finished site: every link, anchor and file exists, ids are unique, nothing is foreign."""

import re
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urljoin, urlsplit

from site_build.finish.html import Address, Page, pages, read
from site_build.paths import SITE, site_url
from site_build.steps import StepFailed, as_program

# A person may follow these to another site; a browser may not fetch anything from there.
FOLLOWED = {"a", "area"}
STATED = {"canonical", "alternate", "alternate i18n"}
CSS_ADDRESS = re.compile(r"(?:url\(\s*|@import\s+)[\"']?([^\"')\s]+)")
FREE_SCHEMES = {"mailto", "tel"}
SCREEN = "/"  # "#/start" is a screen of the wizard, not a place in the page


def check(site: Path, base: str, known: dict[Path, Page] | None = None) -> list[str]:
    """Return one line for each mistake in a built site whose address will be `base`. `known`: all of its pages, where
    they have been read already."""
    found_at.cache_clear()
    if known is None:
        known = {path: read(path.read_text(encoding="utf-8")) for path in pages(site)}
    faults: list[str] = []
    for path, page in known.items():
        where = path.relative_to(site).as_posix()
        faults += [f"{where}: the id {name!r} is used {times} times" for name, times in twice(page)]
        if not page.language:
            faults.append(f"{where}: the page does not say its language")
        for address in page.addresses:
            faults += address_faults(site, base, path, where, address, known)
    for path in sorted(site.rglob("*.css")):
        faults += [
            f"{path.relative_to(site).as_posix()}: loads {found} from elsewhere"
            for found in CSS_ADDRESS.findall(path.read_text(encoding="utf-8"))
            if urlsplit(found).netloc
        ]
    return faults


def twice(page: Page) -> list[tuple[str, int]]:
    """List the ids that a page uses more than once."""
    return [(name, times) for name, times in Counter(page.ids).items() if times > 1]


def address_faults(
    site: Path, base: str, path: Path, place: str, address: Address, known: dict[Path, Page]
) -> list[str]:
    """Check one address of a page, which lies at `path`; its `place` is seen from the site."""
    where = f'{place}: <{address.tag} {address.attribute}="{address.value}">'
    if address.value.startswith("#"):
        return anchor_faults(where, address.value[1:], known[path])
    given = urlsplit(address.value)
    if given.scheme == "data" or given.scheme in FREE_SCHEMES:
        return []
    target = urlsplit(urljoin(base + place, address.value))
    absolute = target.geturl()
    if not absolute.startswith(base):
        if given.netloc:
            return [] if address.tag in FOLLOWED else [f"{where} loads from another site"]
        return [f"{where} leaves the site"]
    stated = address.tag == "link" and address.rel in STATED
    if (given.netloc or given.path.startswith("/")) and not stated and place != "404.html":
        return [f"{where} must be relative, so that the site works in any folder"]
    below = unquote(target.path.removeprefix(urlsplit(base).path))
    file, what = found_at(site, below)
    if what == "folder":
        return [f"{where} is a folder: the address must end with a slash"]
    if not what:
        return [f"{where} leads nowhere"]
    return anchor_faults(where, target.fragment, known[file]) if file in known else []


@cache  # every page has the same menu
def found_at(site: Path, below: str) -> tuple[Path, Literal["file", "folder", ""]]:
    """The file to which an address below the site leads, and what stands there."""
    file = site / below
    if below in {"", "."} or below.endswith("/"):
        file = file / "index.html"
    elif file.is_dir():
        return file, "folder"
    return file, "file" if file.is_file() else ""


def anchor_faults(where: str, fragment: str, page: Page) -> list[str]:
    """Check that the place named after # exists."""
    if not fragment or fragment.startswith(SCREEN):
        return []
    if unquote(fragment) in page.places:
        return []
    return [f"{where}: there is no place called {fragment!r}"]


def main() -> str:
    """Check the site in .build/site, as a program."""
    check_or_fail(SITE, site_url())
    return f"{len(pages(SITE))} pages"


def check_or_fail(site: Path, base: str, known: dict[Path, Page] | None = None) -> None:
    """Raise StepFailed with the list of mistakes, if there is one. `known`: as for ``check``."""
    faults = check(site, base, known)
    if faults:
        more = [f"… and {len(faults) - 40} more"] if len(faults) > 40 else []
        raise StepFailed("\n".join(faults[:40] + more), "Correct the page that each line names first.")


if __name__ == "__main__":
    sys.exit(as_program(main))
