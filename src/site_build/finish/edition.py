"""The questions in one file for each language, which opens from a stick without a server or a network.

It is put together from what the site's own page loads: the wizard's script and style, the engine, the words, the
questions that stand ready. A page that comes from a file may ask for nothing, so all of it stands in the file,
compressed, and `wizard/edition.js` gives it out. No page of the site loads any of this.
"""

import base64
import gzip
import hashlib
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from belgian_residence.engine.dates import add_months
from screens import fallback
from screens.prerender import prerender
from site_build.finish import csp, parts, wizard_page
from site_build.finish.bundle import LINK, bundled, no_module
from site_build.finish.html import EDITIONS, fill
from site_build.finish.wizard_page import IN_THE_WORKER, MAIN, WORDS, Made, Shipped
from site_build.guides.figures import written_date, written_size
from site_build.guides.rule_book.pieces import last_checked
from site_build.paths import RUNTIME, SRC, WIZARD
from site_build.runtime.build import ZIP, sha256_of
from site_build.runtime.engine.build import SMALL_SCRIPT, SMALL_WASM
from site_build.steps import StepFailed
from site_build.translation import guides
from site_build.translation.kept import FIRST, languages
from site_build.translation.site_words import SITE as SITE_WORDS
from site_build.translation.site_words import configuration
from site_build.words import text_of, words

HERE, THEME = Path(__file__).parent, SRC / "site_build" / "theme"
NAME = "after-five-{language}.html"
OFFERED = "editions"
"""The mark in a page, where the files are offered."""
NOWHERE = "https://edition.invalid/"
"""Where the wizard believes its pieces to be. Nothing of that address can exist, and nothing asks it."""
BEGINNING = "beginning.json"
QUESTIONS = wizard_page.PAGE.removesuffix("index.html")
GUIDE = "without-a-network/"
"""The page that offers the files."""
TABLES, TABLES_ID = "rule-book/by-card/", "#tables"
OLD_AFTER = 3  # months
ADDRESS = re.compile(r'(\bhref=\\?")([^"#\\][^"\\]*)')
ARTICLE = re.compile(r"<article[^>]*>(.*)</article>", re.S)
TITLE = re.compile(r"<h1\b.*?</h1>", re.S)
OWN_REASONS = ("lacking", "blocked", "altered")
"""What is told in other words than on the site, where there is a connection to blame and a whole engine to load."""
REASONS = re.compile(r'<p data-reason="blocked" hidden>.*?</p>\s*<p data-reason="altered" hidden>.*?</p>')
# A module worker has this function too, and it always fails; by that Pyodide knows what it runs in.
AS_A_MODULE = b"globalThis.importScripts = () => { throw new TypeError() };\n"


@dataclass(frozen=True)
class Common:
    """What the files of all languages share: the script of the page, what the wizard must know of its pieces, these
    pieces as they stand in a page, the list of whose they are, and the day on which the newest part was checked."""

    script: str
    files: dict[str, Any]
    pieces: str
    listed: list[dict[str, Any]]
    day: date


def write(site: Path, made: dict[str, Made], shipped: Shipped, base: str) -> None:
    """Write the file of each language, and offer them on the page about them. ``made``: what each language has of its
    own; ``base``: the address of the site."""
    folder = site / EDITIONS
    folder.mkdir()
    shared = common(shipped)
    for language, own in made.items():
        path = folder / NAME.format(language=language)
        path.write_text(edition(site, language, own, shared, base), encoding="utf-8")
    for language in made:
        path = site / language / GUIDE / "index.html"
        text = fill(path.read_text(encoding="utf-8"), OFFERED, offer(folder, language, list(made)), path)
        path.write_text(text, encoding="utf-8")


def common(shipped: Shipped) -> Common:
    """What all languages share, made once. The compressing is most of the work."""
    folder = RUNTIME / str(shipped.engine["build_id"])
    script = AS_A_MODULE + (folder / SMALL_SCRIPT).read_bytes() + shipped.files[IN_THE_WORKER]
    contents = {
        SMALL_SCRIPT: no_module(SMALL_SCRIPT, script),
        SMALL_WASM: (folder / SMALL_WASM).read_bytes(),
        ZIP: (folder / ZIP).read_bytes(),
        IN_THE_WORKER: b"",  # it stands behind the engine's script, in the same function
    }
    with ThreadPoolExecutor(max_workers=2) as pool:
        pieces = "\n".join(pool.map(piece, contents, contents.values()))
    files = {
        "base": NOWHERE,
        "worker": NOWHERE + IN_THE_WORKER,
        "words": NOWHERE + WORDS,
        "inside": True,
        **{key: shipped.engine[key] for key in ("zip", "build_id", "lock")},
        "bytes": {name: len(content) for name, content in contents.items()},
        "hashes": {name: sha256_of(content) for name, content in contents.items()},
    }
    told = [guides.english(name).meta.get("last_verified") for name in guides.pages_of(FIRST)]
    checked = [day for day in told if isinstance(day, date)]
    libraries = [one for one in parts.libraries() if one["name"] != "pagefind"]
    whole = bundled(MAIN, WIZARD / "edition.js", WIZARD / MAIN).decode()
    return Common(whole, files, pieces, libraries, max([last_checked(), *checked]))


def piece(name: str, content: bytes) -> str:
    """A piece as it stands in a page: compressed, with a checksum of its own, in letters."""
    packed = base64.b64encode(gzip.compress(content, 9, mtime=0)).decode()
    return f'<script type="text/plain" data-piece="{name}">{packed}</script>'


def edition(site: Path, language: str, own: Made, shared: Common, base: str) -> str:
    """The file of one language."""
    home = f"{base}{language}/"
    beginning = outside(own.beginning.content.decode(), home + QUESTIONS).encode()
    files = {
        **shared.files,
        "bytes": shared.files["bytes"] | {WORDS: len(own.words.content)},
        "hashes": shared.files["hashes"] | {WORDS: sha256_of(own.words.content)},
    }
    data = [
        f'<script type="application/json" id="after-five-files">{wizard_page.compact(files)}</script>',
        f'<script type="application/json" id="parts">{wizard_page.compact(parts.bill(shared.listed))}</script>',
        f'<script type="module">{shared.script}</script>',
    ]
    text = fill(page(site, language, shared, home), "data", "\n".join(data), language)
    policy = f'<meta http-equiv="Content-Security-Policy" content="{escape(csp.of_a_file(text))}">'
    text = fill(text, csp.MARK, policy, language)
    # Last of all: the policy need not be looked for in them.
    pieces = [piece(BEGINNING, beginning), piece(WORDS, own.words.content), shared.pieces]
    return fill(text, "pieces", "\n".join(pieces), language)


def page(site: Path, language: str, shared: Common, home: str) -> str:
    """What somebody sees of it. ``home``: the address of the language on the site."""
    said, config = words(language)["edition"], configuration()
    made = environment().get_template("edition.html")
    text = made.render(
        language=language,
        direction=languages()[language].direction,
        name=config["site_name"],
        words=said | dated(said, shared.day, language),
        old_from=add_months(shared.day, OLD_AFTER).isoformat(),
        newer=home + GUIDE,
        foot=[text_of(language, f"{SITE_WORDS}.copyright", config["copyright"]), words(language)["footer"]["who"]],
        icon=base64.b64encode((THEME / "assets/images/favicon.svg").read_bytes()).decode(),
        style=style(site, language),
        mount=mount(language, home, said),
        tables=tables(site, language, home),
        parts=[parts.in_words(one) for one in shared.listed],
        licences=parts.licences(),
    )
    return fallback.said(text)


def dated(said: dict[str, str], day: date, language: str) -> dict[str, str]:
    """The lines with a day: that of the edition and that of the law. Both say when something was checked; no clock is
    asked, so that the same state gives the same bytes."""
    return {
        "made": said["made"].format(day=written_date(day, language)),
        "law": said["law"].format(day=written_date(last_checked(), language)),
    }


def mount(language: str, home: str, said: dict[str, str]) -> str:
    """The wizard's first screens, as on the site. What a file can suffer is told in words of its own, and the tables
    are in it too."""
    screens, count = REASONS.subn("".join(reason(name, said[name]) for name in OWN_REASONS), prerender(language))
    if count != 1:
        raise StepFailed("  The screen of a failure has other reasons than it had.", "Correct `REASONS` in edition.py.")
    here = home + QUESTIONS
    screens = outside(screens, here).replace(f'"{home}{TABLES}"', f'"{TABLES_ID}"')
    attributes = {"language": language, "site": home, "here": here, "beginning": NOWHERE + BEGINNING}
    said_of_it = " ".join(f'data-{name}="{value}"' for name, value in attributes.items())
    return f'<div id="after-five" {said_of_it}>\n{screens}\n</div>'


def reason(name: str, text: str) -> str:
    """Why the rules could not start, as the screen of a failure has it."""
    return f'<p data-reason="{name}" hidden>{escape(text)}</p>'


def outside(text: str, page: str) -> str:
    """HTML, or JSON with HTML in it, from the page of that address: its links lead to the site from anywhere."""
    return ADDRESS.sub(lambda found: found[1] + urljoin(page, found[2]), text)


def tables(site: Path, language: str, home: str) -> str:
    """The tables that need no Python, as the site has them."""
    found = ARTICLE.search((site / language / TABLES / "index.html").read_text(encoding="utf-8"))
    if found is None:
        raise StepFailed(f"  {TABLES} has no article.", "Correct `ARTICLE` in edition.py, or the theme.")
    return outside(TITLE.sub("", found[1], count=1), home + TABLES)


def style(site: Path, language: str) -> str:
    """The styles that the site's page of the wizard loads, and a few lines for what stands around it here."""
    page = site / language / wizard_page.PAGE
    linked = LINK.findall(page.read_text(encoding="utf-8"))
    files = [*(page.parent / address for address in linked), HERE / "edition.css"]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def offer(folder: Path, language: str, codes: list[str]) -> str:
    """The list of the files for the page of a language, its own first: link, size, fingerprint."""
    said = words(language)["edition"]
    items = []
    for code in sorted(codes, key=lambda code: code != language):
        path = folder / NAME.format(language=code)
        content = path.read_bytes()
        size = said["size"].format(size=written_size(len(content), language))
        name = languages()[code].name
        items.append(
            f'<li><a href="../../{EDITIONS}/{path.name}" download lang="{code}" hreflang="{code}">{escape(name)}</a>, '
            f"{escape(size)}<br>{escape(said['fingerprint'])} <code>{hashlib.sha256(content).hexdigest()}</code></li>"
        )
    return fallback.said(f"<ul>{''.join(items)}</ul>")


def environment() -> Environment:
    """How the template is read."""
    return Environment(loader=FileSystemLoader([HERE, THEME / "partials"]), autoescape=True, undefined=StrictUndefined)
