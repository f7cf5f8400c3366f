"""Compile the message catalogues (.po, written by people) to .mo, which gettext reads."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from site_build.paths import LOCALES, ROOT
from site_build.steps import StepFailed, as_program


def compile_one(source: Path) -> None:
    """Write the .mo beside `source`; a mistake in the file raises PoFileError."""
    with source.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    # Babel would write the time of this build: what is made from a catalogue would be another thing each time.
    catalogue.creation_date = datetime(1980, 1, 1, tzinfo=UTC)
    out = BytesIO()
    write_mo(out, catalogue)
    source.with_suffix(".mo").write_bytes(out.getvalue())


def main() -> str:
    """Compile every catalogue; say how many."""
    sources = sorted(LOCALES.rglob("*.po"))
    for source in sources:
        try:
            compile_one(source)
        except PoFileError as error:
            place = f"{source.relative_to(ROOT)}: {error}"
            raise StepFailed(place, "Correct that line of the catalogue.") from error
    return f"{len(sources)} files"


if __name__ == "__main__":
    as_program(main)
