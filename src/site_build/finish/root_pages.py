"""The pages above the languages: the way in, and the page for addresses that do not exist."""

from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from screens import fallback
from site_build.finish.html import fill
from site_build.translation.kept import FIRST, languages
from site_build.words import words

TEMPLATES = Path(__file__).parent / "root"
MISSING = "404.html"


def take_missing(site: Path, codes: list[str]) -> None:
    """Move the page for addresses that do not exist to the root, where a host looks for it; that of the first language,
    as nobody knows which one was wanted."""
    (site / FIRST / MISSING).rename(site / MISSING)
    for code in codes:
        (site / code / MISSING).unlink(missing_ok=True)


def write_way_in(site: Path, codes: list[str]) -> None:
    """Write index.html at the root, which leads to a language."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    page = environment.get_template("index.html").render(
        languages=[(code, languages()[code], words(code)["root"]) for code in codes],
        words=words(FIRST)["root"],
        style=(TEMPLATES / "root.css").read_text(encoding="utf-8"),
    )
    (site / "index.html").write_text(fallback.said(page), encoding="utf-8")


def finish_missing(site: Path, codes: list[str], base: str) -> None:
    """Say in 404.html in each other language too that the page does not exist.

    It is shown under the address that was asked for, at any depth, so its links carry the folder of the site (from
    SITE_URL); everything else on the site is relative.
    """
    path = site / MISSING
    text = path.read_text(encoding="utf-8")
    told = "\n".join(_told_in(code, urlsplit(base).path) for code in codes if code != FIRST)
    for mark, content in (("languages", ""), ("language-switch", ""), ("other-languages", told)):
        text = fill(text, mark, content, MISSING)
    path.write_text(fallback.said(text), encoding="utf-8")


def _told_in(code: str, folder: str) -> str:
    own = {key: escape(text) for key, text in words(code)["root"].items()}
    link = f'<a href="{escape(folder)}{code}/" hreflang="{code}">{own["home"]}</a>'
    way = f'lang="{code}" dir="{languages()[code].direction}"'
    return f"<h2 {way}>{own['missing_title']}</h2>\n<p {way}>{own['missing_text']} {link}</p>"
