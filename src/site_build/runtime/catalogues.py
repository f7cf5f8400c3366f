"""Compile the words of each language, which people write as .po, to the one .mo that the browser gets."""

from babel.messages.pofile import PoFileError

from screens.catalogues import keep, read, sources
from site_build.paths import LOCALES, ROOT
from site_build.steps import StepFailed, as_program


def main() -> str:
    """Compile the words of every language; say how many there are."""
    folders = sorted(path for path in LOCALES.iterdir() if path.is_dir())
    for folder in folders:
        for source in sources(folder.name):
            try:
                if source.exists():
                    read(source)
            except PoFileError as error:
                place = f"{source.relative_to(ROOT)}: {error}"
                raise StepFailed(place, "Correct that line of the catalogue.") from error
        keep(folder.name)
    return f"{len(folders)} languages"


if __name__ == "__main__":
    as_program(main)
