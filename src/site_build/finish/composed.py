"""The guides of another language as MkDocs reads them: the pages put together, the configuration from mkdocs.yml.

What a translator has not done yet is there in English, marked as such, so every language has every page.
"""

import json
import shutil
from pathlib import Path
from typing import Any

from site_build.paths import BUILD, ROOT
from site_build.translation import guides
from site_build.translation.kept import Language
from site_build.translation.site_words import CONFIG, MENU, SITE, configuration
from site_build.words import text_of, words


def configured(language: Language, build: Path = BUILD) -> Path:
    """Write the guides and the configuration of a language; the path of the latter."""
    folder = build / "guides" / language.code
    shutil.rmtree(folder, ignore_errors=True)
    notes = words(language.code)["translation"]
    for name in guides.pages_of(guides.ENGLISH):
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = guides.composed(guides.english(name), guides.own(language.code, name), notes)
        path.write_text(text, encoding="utf-8")
    config = folder / "mkdocs.yml"
    said = configuration_of(language, configuration()) | {"docs_dir": str(folder / "docs")}
    config.write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")  # JSON is YAML
    return config


def configuration_of(language: Language, english: dict[str, Any]) -> dict[str, Any]:
    """What differs from mkdocs.yml. Paths are whole, because the file stands elsewhere."""

    def say(place: str, text: str) -> str:
        return text_of(language.code, f"{place}.{text}", text)

    palettes = [
        {**one, "toggle": {**one["toggle"], "name": say(SITE, one["toggle"]["name"])}}
        for one in english["theme"]["palette"]
    ]
    return {
        "INHERIT": str(CONFIG),
        **{name: text_of(language.code, f"{SITE}.{name}", english[name]) for name in ("site_description", "copyright")},
        "theme": {
            "language": language.code,
            "direction": language.direction,
            "custom_dir": str(ROOT / english["theme"]["custom_dir"]),
            "palette": palettes,
        },
        "hooks": [str(ROOT / hook) for hook in english["hooks"]],
        "nav": _menu(english["nav"], lambda title: say(MENU, title)),
    }


def _menu(menu: Any, say: Any) -> Any:
    if isinstance(menu, list):
        return [_menu(one, say) for one in menu]
    if isinstance(menu, dict):
        return {say(title): _menu(below, say) for title, below in menu.items()}
    return menu
