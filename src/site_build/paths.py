"""Where things are, in one place. Everything the build writes is under .build."""

import os
from pathlib import Path

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


def venv_python() -> Path:
    """Return the Python inside .venv, whether or not it exists yet."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
