"""Where things are, in one place. Everything the build writes is under .build."""

import os
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / ".build"
SITE = BUILD / "site"
RUNTIME = BUILD / "runtime"
ENGINE = BUILD / "engine"
WHEELS = BUILD / "wheels"
CORPUS = BUILD / "corpus.json"
READY = BUILD / "ready"  # there once a build has ended, empty where it went well; gone while one is at work
VENV = ROOT / ".venv"
PYODIDE_PACKAGES = VENV / "pyodide"
NODE_MODULES = ROOT / "node_modules"
SRC = ROOT / "src"
DOCS = ROOT / "docs"
WIZARD = ROOT / "wizard"
REQUIREMENTS = ROOT / "requirements"
CASES = ROOT / "tests" / "cases"
LOCALES = SRC / "screens" / "locales"

DEFAULT_SITE_URL = "http://127.0.0.1:8000/after-five/"


def site_url() -> str:
    """Return the address the site will have, with a slash at the end (from SITE_URL)."""
    return (os.environ.get("SITE_URL") or DEFAULT_SITE_URL).rstrip("/") + "/"


def repository_url() -> str | None:
    """Where the source is kept and mistakes are reported: REPOSITORY_URL, else what the address of GitHub Pages says
    (https://owner.github.io/name/); None where neither does. Without a slash at the end."""
    if given := os.environ.get("REPOSITORY_URL"):
        return given.rstrip("/")
    place = urlsplit(site_url())
    host = place.hostname or ""
    owner, _, pages = host.partition(".")
    return f"https://github.com/{owner}/{place.path.strip('/') or host}" if pages == "github.io" else None


def venv_python() -> Path:
    """Return the Python inside .venv, whether or not it exists yet."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
