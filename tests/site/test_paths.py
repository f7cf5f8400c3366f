"""Where the source is kept, as far as the build knows."""

import pytest

from site_build.paths import repository_url


@pytest.mark.parametrize(
    ("given", "site", "address"),
    [
        ("https://git.example/me/five/", "https://me.github.io/other/", "https://git.example/me/five"),
        ("", "https://me.github.io/after-five/", "https://github.com/me/after-five"),
        ("", "https://me.github.io", "https://github.com/me/me.github.io"),
        ("", "https://five.example/", None),
        ("", "https://github.io.example/five/", None),
        ("", "", None),
    ],
)
def test_mistakes_are_reported_where_the_source_is_kept(
    given: str, site: str, address: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPOSITORY_URL", given)
    monkeypatch.setenv("SITE_URL", site)
    assert repository_url() == address
