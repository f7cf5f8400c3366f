"""The pages above the languages: the way in, and the page for addresses that do not exist."""

from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from screens import fallback
from site_build.translation.kept import FIRST, languages
from site_build.words import words

TEMPLATES = Path(__file__).parent / "root"


def write(site: Path, codes: list[str], base: str) -> None:
    """Write index.html and 404.html at the root of the site.

    A missing page is shown under the address that was asked for, at any depth, so its links
    carry the folder of the site (from SITE_URL); everything else on the site is relative.
    """
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    shared = {
        "languages": [(code, languages()[code], words(code)["root"]) for code in codes],
        "words": words(FIRST)["root"],
        "style": (TEMPLATES / "root.css").read_text(encoding="utf-8"),
        "folder": escape(urlsplit(base).path),
    }
    for name in ("index.html", "404.html"):
        page = fallback.said(environment.get_template(name).render(shared))
        (site / name).write_text(page, encoding="utf-8")
