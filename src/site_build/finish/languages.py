"""The links between the languages: the switch, hreflang and the sitemap."""

from html import escape
from pathlib import Path
from xml.sax.saxutils import escape as escape_xml

from site_build.finish.html import fill, pages
from site_build.translation.kept import languages
from site_build.words import words


def missing_pages(site: Path, codes: list[str]) -> list[str]:
    """List the pages that one language has and another lacks: no page may be in one language only."""
    have = {code: {p.relative_to(site / code) for p in pages(site / code)} for code in codes}
    every = set().union(*have.values())
    return [
        f"{code}: the page {page.parent.as_posix()} is missing" for code in codes for page in sorted(every - have[code])
    ]


def link_languages(site: Path, codes: list[str], base: str) -> None:
    """Fill in the language switch and the hreflang links of every page."""
    for code in codes:
        for path in pages(site / code):
            text = path.read_text(encoding="utf-8")
            where = path.relative_to(site).as_posix()
            text = fill(text, "languages", hreflang(where, codes, base), where)
            text = fill(text, "language-switch", switch(where, codes), where)
            path.write_text(text, encoding="utf-8")


def hreflang(where: str, codes: list[str], base: str) -> str:
    """Name the same page in each language; nothing when there is one language.

    The theme's script fetches a sitemap for each `rel="alternate"`, so a second word is added.
    """
    if len(codes) < 2:
        return ""
    return "\n".join(
        f'<link rel="alternate i18n" hreflang="{code}" href="{escape(base + in_language(where, code))}">'
        for code in codes
    )


def in_language(where: str, code: str) -> str:
    """The address below the site of the same page in another language: "nl/costs/"."""
    page = "/".join([code, *where.split("/")[1:]])
    return page.removesuffix("index.html")


def switch(where: str, codes: list[str]) -> str:
    """The links to the other languages, relative, staying on the same page."""
    own = where.split("/")[0]
    if len(codes) < 2:
        return ""
    up = "../" * where.count("/")
    links = " ".join(
        f'<a href="{up}{in_language(where, code)}" lang="{code}" hreflang="{code}">'
        f'<span class="languages__name">{languages()[code].name}</span>'
        f'<span class="languages__letters">{code.upper()}</span></a>'
        for code in codes
        if code != own
    )
    label = escape(words(own)["page"]["alternates"])
    return f'<div class="md-header__option languages" role="group" aria-label="{label}">{links}</div>'


def sitemap(site: Path, codes: list[str], base: str) -> str:
    """Write the sitemap: every page with its other languages."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"',
        '        xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for path in (page for code in codes for page in pages(site / code)):
        where = path.relative_to(site).as_posix()
        lines.append(f"<url><loc>{escape_xml(base + in_language(where, where.split('/')[0]))}</loc>")
        if len(codes) > 1:
            lines += [
                f'<xhtml:link rel="alternate" hreflang="{code}" href="{base + in_language(where, code)}"/>'
                for code in codes
            ]
        lines.append("</url>")
    return "\n".join([*lines, "</urlset>"]) + "\n"
