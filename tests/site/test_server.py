"""The local server answers as GitHub Pages would."""

import gzip
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from site_build.bench.wizard.line import LARGE, LineServer
from site_build.server import Server, content_type, tag_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small site, with a secret beside it that must not be served."""
    site = tmp_path / "site"
    (site / "en").mkdir(parents=True)
    (site / "index.html").write_text("<h1>root</h1>")
    (site / "404.html").write_text("<h1>missing</h1>")
    (site / "en" / "index.html").write_text("<h1>english</h1>")
    (site / "en" / "module.mjs").write_text("export const a = 1;" * 50)
    (site / "en" / "engine.wasm").write_bytes(bytes(1000))
    (site / "en" / "picture.png").write_bytes(b"\x89PNG" + bytes(1000))
    (tmp_path / "secret.txt").write_text("secret")
    return site


@pytest.fixture
def served(folder: Path) -> Iterator[Server]:
    """The small site under the sub-path /my-site/."""
    with Server(folder, "/my-site/") as server:
        server.begin()
        yield server
        server.shutdown()


def get(server: Server, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    """Ask for exactly this path, with no client rewriting it."""
    connection = HTTPConnection("127.0.0.1", server.server_address[1], timeout=5)
    connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


def test_folder_answers_with_its_index(served: Server) -> None:
    response, body = get(served, "/my-site/en/")
    assert (response.status, body) == (200, b"<h1>english</h1>")
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(("asked", "sent_to"), [("/my-site/en", "/my-site/en/"), ("/my-site", "/my-site/")])
def test_folder_without_slash_is_redirected(served: Server, asked: str, sent_to: str) -> None:
    response, _ = get(served, asked)
    assert (response.status, response.headers["Location"]) == (301, sent_to)


@pytest.mark.parametrize("path", ["/my-site/nothing", "/my-site/en/nothing/at/all/"])
def test_missing_page_shows_the_404_page(served: Server, path: str) -> None:
    response, body = get(served, path)
    assert (response.status, body) == (404, b"<h1>missing</h1>")


def test_outside_the_sub_path_there_is_nothing(served: Server) -> None:
    response, body = get(served, "/en/")
    assert response.status == 404
    assert b"missing" not in body


@pytest.mark.parametrize(
    "path", ["/my-site/../secret.txt", "/my-site/%2e%2e/secret.txt", "/my-site/en/..%2f..%2fsecret.txt"]
)
def test_files_beside_the_site_are_not_served(served: Server, path: str) -> None:
    response, body = get(served, path)
    assert response.status == 404
    assert b"secret" not in body


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("module.mjs", "text/javascript; charset=utf-8"),
        ("engine.wasm", "application/wasm"),
        ("picture.png", "image/png"),
    ],
)
def test_types_are_those_of_pages(served: Server, name: str, kind: str) -> None:
    response, _ = get(served, f"/my-site/en/{name}")
    assert response.headers["Content-Type"] == kind


def test_text_and_wasm_travel_compressed_and_pictures_do_not(served: Server, folder: Path) -> None:
    for name, compressed in [("module.mjs", True), ("engine.wasm", True), ("picture.png", False)]:
        response, body = get(served, f"/my-site/en/{name}", Accept_Encoding="gzip")
        assert (response.headers.get("Content-Encoding") == "gzip") is compressed
        assert (gzip.decompress(body) if compressed else body) == (folder / "en" / name).read_bytes()


def test_client_without_gzip_gets_the_file_itself(served: Server, folder: Path) -> None:
    response, body = get(served, "/my-site/en/module.mjs")
    assert response.headers["Content-Encoding"] is None
    assert body == (folder / "en" / "module.mjs").read_bytes()


def test_cache_lasts_ten_minutes_and_then_asks_by_tag(served: Server, folder: Path) -> None:
    first, _ = get(served, "/my-site/en/")
    assert first.headers["Cache-Control"] == "max-age=600"
    again, body = get(served, "/my-site/en/", If_None_Match=first.headers["ETag"])
    assert (again.status, body) == (304, b"")
    (folder / "en" / "index.html").write_text("<h1>new</h1>")
    changed, body = get(served, "/my-site/en/", If_None_Match=first.headers["ETag"])
    assert (changed.status, body) == (200, b"<h1>new</h1>")


def test_head_sends_no_body(served: Server) -> None:
    response, body = get(served, "/my-site/en/", method="HEAD")
    assert (response.status, response.headers["Content-Length"], body) == (200, "16", b"")


def test_a_connection_that_is_open_ends_with_the_server(folder: Path) -> None:
    with Server(folder, "/") as server:
        server.begin()
        connection = HTTPConnection("127.0.0.1", server.server_address[1], timeout=5)
        connection.request("GET", "/en/")
        assert connection.getresponse().read() == b"<h1>english</h1>"
        server.shutdown()
    assert connection.sock.recv(1) == b"", "closed by the server"
    connection.close()


def test_site_can_be_at_the_root(folder: Path) -> None:
    with Server(folder, "/") as server:
        server.begin()
        assert get(server, "/en/")[1] == b"<h1>english</h1>"
        server.shutdown()


def test_no_header_is_sent_that_pages_cannot_send(served: Server) -> None:
    response, _ = get(served, "/my-site/en/")
    for name in ("Content-Security-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy"):
        assert response.headers[name] is None


def test_bytecode_zip_counts_as_json() -> None:
    assert content_type(Path("python.zip.json")) == "application/json"


def test_what_is_large_is_compressed_before_a_bench_asks(folder: Path) -> None:
    (folder / "en" / "engine.wasm").write_bytes(bytes(LARGE + 1))
    with LineServer(folder, "/my-site/") as server:
        server.prepare()
        [packed] = server.packed.values()
        assert gzip.decompress(packed) == bytes(LARGE + 1)
        content = (folder / "en" / "engine.wasm").read_bytes()
        assert server.compressed(tag_of(content), b"another") == packed, "under the name by which it is asked for"
