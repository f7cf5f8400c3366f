"""The whole site, from pages to checks, in a fresh folder that then takes the old one's place."""

import os
import shutil
import tempfile
from pathlib import Path

from screens import fallback
from site_build.finish import bundle, csp, edition, links, offline, parts, root_pages, search, wizard_page
from site_build.finish import languages as between
from site_build.finish.html import pages, without_neighbours
from site_build.paths import BUILD, SITE, SRC, site_url, venv_python
from site_build.steps import StepFailed, as_program, run
from site_build.translation.kept import FIRST, built

# What the theme brings and this site never loads.
NOT_SHIPPED = ("**/*.map", "*/sitemap.xml*", "*/assets/javascripts/lunr", "*/assets/javascripts/workers")
MARKDOWN = BUILD / "markdown"
"""The pages of each language as MkDocs made them: who tries the steps after it need not wait for it."""
PAGE_MISTAKE = "Correct what the last lines name (page, macro or link), then run it again."


def main() -> str:
    """Build the site into a fresh folder, check it, and swap it with the old one."""
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD, prefix="site-") as folder:
        fresh = Path(folder) / "new"
        fresh.mkdir()
        try:
            count = build(fresh, site_url(), Path(folder) / "markdown")
        except ValueError as error:
            raise StepFailed(f"  {error}", "Correct the template or page named above.") from error
        fresh.chmod(0o755)
        if SITE.exists():
            SITE.rename(Path(folder) / "old")
        fresh.rename(SITE)
        shutil.rmtree(MARKDOWN, ignore_errors=True)
        (Path(folder) / "markdown").rename(MARKDOWN)
    return f"{count} pages"


def build(site: Path, base: str, unfinished: Path | None = None) -> int:
    """Make everything inside the empty folder `site`; return the number of pages. `unfinished`: where to keep the pages
    as MkDocs made them."""
    codes = list(built())
    markdown(codes, site, base)
    if unfinished:
        shutil.copytree(site, unfinished)
    for pattern in NOT_SHIPPED:
        for path in site.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    root_pages.take_missing(site, codes)
    missing = between.missing_pages(site, codes)
    if missing:
        raise StepFailed("\n".join(missing), "Run the same command again after ./x clean.")
    shipped = wizard_page.copy_files(site)
    made = {code: wizard_page.complete(site, code, shipped) for code in codes}
    take_neighbours(site)
    bundle.join_styles(site, base)
    between.link_languages(site, codes, base)
    say_languages(site, codes)
    (site / "sitemap.xml").write_text(between.sitemap(site, codes, base), encoding="utf-8")
    (site / ".nojekyll").touch()
    search.index(site)
    edition.write(site, made, shipped, base)
    root_pages.write_way_in(site, codes)
    root_pages.finish_missing(site, codes, base)
    read = csp.secure_all(site)
    parts.write(site)
    offline.write(site, codes)
    links.check_or_fail(site, base, read)
    return len(read)


def take_neighbours(site: Path) -> None:
    """Let no page name the one before or after it (see ``without_neighbours``)."""
    for path in pages(site):
        path.write_text(without_neighbours(path.read_text(encoding="utf-8")), encoding="utf-8")


def say_languages(site: Path, codes: list[str]) -> None:
    """In the pages of other languages, say of each text that is still English that it is."""
    for code in codes:
        for path in pages(site / code) if code != FIRST else ():
            path.write_text(fallback.said(path.read_text(encoding="utf-8")), encoding="utf-8")


def markdown(codes: list[str], site: Path, base: str) -> None:
    """Let MkDocs turn the guides of these languages into pages, strictly."""
    env = os.environ | {
        "PYTHONPATH": str(SRC),
        "NO_MKDOCS_2_WARNING": "1",  # the theme's notice about its successor is no fault of a page
    }
    run([venv_python(), "-m", "site_build.finish.markdown", base, site, *codes], log="mkdocs", do=PAGE_MISTAKE, env=env)


if __name__ == "__main__":
    as_program(main)
