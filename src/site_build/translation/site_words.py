"""The English words of the site as one catalogue: what the build prints, the reasons, the menu, the description."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from babel.messages.catalog import Catalog
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from site_build.paths import ROOT
from site_build.words import REASONS, english, flat

CONFIG = ROOT / "mkdocs.yml"
MENU = "menu"
SITE = "site"


def english_words() -> Catalog:
    """Every English text of the site by its key."""
    texts = flat(english("en.toml")) | flat(english("reasons/en.toml"), REASONS) | of_config(configuration())
    found = Catalog(locale="en", fuzzy=False)
    for key, text in texts.items():
        found.add(key, text)
    return found


def configuration() -> dict[str, Any]:
    """What mkdocs.yml says."""
    with CONFIG.open("rb") as file:
        return dict(yaml_load(file, loader=get_yaml_loader()))


def of_config(config: dict[str, Any]) -> dict[str, str]:
    """The words of mkdocs.yml: titles of the menu, description, the line at the foot, names of the two palettes."""
    found = {f"{MENU}.{title}": title for title in titles(config["nav"])}
    found |= {f"{SITE}.{name}": config[name] for name in ("site_description", "copyright")}
    toggles = [one["toggle"]["name"] for one in config["theme"]["palette"]]
    return found | {f"{SITE}.{name}": name for name in toggles}


def titles(menu: list[Any]) -> Iterator[str]:
    """The titles of a menu, in their order."""
    for one in menu:
        if isinstance(one, dict):
            for title, below in one.items():
                yield title
                if isinstance(below, list):
                    yield from titles(below)
