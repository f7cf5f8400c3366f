"""The files to take along: they hold what they need, ask for nothing, and no page of the site loads them."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from site_build.finish import csp, edition, offline
from site_build.finish.html import EDITIONS, pages, read
from site_build.paths import SITE, site_url
from site_build.runtime.build import sha256_of
from site_build.translation.kept import built
from site_build.words import words

PIECE = re.compile(r'<script type="text/plain" data-piece="([^"]+)">([^<]*)</script>')
MOST = 6_000_000
"""Bytes of one file: what fits on every stick, and is copied in seconds."""


def path(language: str) -> Path:
    return SITE / EDITIONS / edition.NAME.format(language=language)


@pytest.fixture(scope="module", params=list(built()))
def text(request: pytest.FixtureRequest) -> str:
    """The file of a language."""
    return path(request.param).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def frame(text: str) -> str:
    """The same without its pieces."""
    return PIECE.sub("", text)


def json_in(text: str, name: str) -> Any:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', text)
    assert found
    return json.loads(found[1])


@pytest.mark.built
def test_every_piece_is_the_one_that_the_page_expects(text: str) -> None:
    packed = dict(PIECE.findall(text))
    files = json_in(text, "after-five-files")
    assert set(packed) == {*files["bytes"], edition.BEGINNING}
    for name, size in files["bytes"].items():
        content = gzip.decompress(base64.b64decode(packed[name]))
        assert (len(content), sha256_of(content)) == (size, files["hashes"][name]), name


@pytest.mark.built
def test_the_policy_allows_no_request(frame: str) -> None:
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', frame)
    assert found
    assert found.start() < frame.index("<script")
    rules = dict(rule.split(" ", 1) for rule in found[1].replace("&#x27;", "'").split("; "))
    page = read(frame)
    assert rules["default-src"] == "'none'"
    assert "connect-src" not in rules
    assert set(rules["script-src"].split()) == {"'wasm-unsafe-eval'", *map(csp.source_hash, page.inline_scripts)}
    assert rules["style-src"].split() == [csp.source_hash(style) for style in page.inline_styles]
    assert (rules["img-src"], rules["worker-src"]) == ("data:", "blob:")
    assert page.forbidden == []


@pytest.mark.built
def test_nothing_is_loaded_and_every_link_leads_to_the_site_or_stays(frame: str) -> None:
    page = read(frame)
    for one in page.addresses:
        assert one.tag == "a" or one.value.startswith("data:"), one
        assert one.value.startswith(("#", "https://", "data:", site_url())), one
    places = {*page.ids, *page.template_ids}
    inside = {one.value[1:] for one in page.addresses if one.value.startswith("#") and not one.value.startswith("#/")}
    assert inside <= places
    assert "url(http" not in "".join(page.inline_styles)


@pytest.mark.built
def test_no_id_stands_there_twice(frame: str) -> None:
    assert [name for name, times in Counter(read(frame).ids).items() if times > 1] == []


@pytest.mark.built
def test_the_questions_that_stand_ready_link_to_the_site(text: str) -> None:
    [packed] = [content for name, content in PIECE.findall(text) if name == edition.BEGINNING]
    lines = json.loads(gzip.decompress(base64.b64decode(packed)))["lines"]
    links = [link for line in lines for link in re.findall(r'href="([^"]+)"', line)]
    assert links
    assert [link for link in links if not link.startswith(("#", "https://", site_url()))] == []


@pytest.mark.built
def test_it_says_how_old_it_is_and_whose_work_is_in_it(frame: str) -> None:
    assert re.search(r'data-old-from="\d{4}-\d\d-\d\d"', frame)
    names = {one["name"] for one in json_in(frame, "parts")["components"]}
    assert names >= {"pyodide", "cpython", "jinja2", "markupsafe", "segno", "mkdocs-material", "after-five"}
    assert "pagefind" not in names
    assert "Mozilla Public License" in frame
    assert frame.count("Redistribution and use in source and binary forms") == 3


@pytest.mark.built
def test_every_language_offers_every_file_with_its_size_and_fingerprint() -> None:
    for language in built():
        page = (SITE / language / "without-a-network" / "index.html").read_text(encoding="utf-8")
        for other in built():
            content = path(other).read_bytes()
            assert len(content) < MOST
            link = rf'<a href="\.\./\.\./{EDITIONS}/{path(other).name}" download[^>]*>'
            assert re.search(rf"{link}.*?{hashlib.sha256(content).hexdigest()}", page), (language, other)


@pytest.mark.built
def test_no_page_loads_it_and_the_service_worker_does_not_keep_it() -> None:
    assert EDITIONS not in (SITE / offline.NAME).read_text(encoding="utf-8")
    for one in pages(SITE):
        found = [link for link in read(one.read_text(encoding="utf-8")).addresses if f"{EDITIONS}/" in link.value]
        assert {link.tag for link in found} <= {"a"}, one
        assert not found or one.parent.name == "without-a-network", one


@pytest.mark.parametrize(
    ("link", "made"),
    [
        ('<a href="../costs/#fees">', '<a href="https://example.org/en/costs/#fees">'),
        ('<a class="x" href="../">', '<a class="x" href="https://example.org/en/">'),
        (r'"<a href=\"../glossary/\">"', r'"<a href=\"https://example.org/en/glossary/\">"'),
        ('<a href="#/question/card">', '<a href="#/question/card">'),
        ('<a href="https://dofi.ibz.be">', '<a href="https://dofi.ibz.be">'),
    ],
)
def test_a_link_of_the_site_leads_there_from_anywhere(link: str, made: str) -> None:
    assert edition.outside(link, "https://example.org/en/wizard/") == made


def test_a_failure_screen_that_changed_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edition, "prerender", lambda language: "<p>nothing that is known</p>")
    with pytest.raises(edition.StepFailed, match="other reasons"):
        edition.mount("en", "https://example.org/en/", words("en")["edition"])
