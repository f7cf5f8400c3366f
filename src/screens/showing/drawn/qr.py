"""A link as a QR code: the dark squares as one path, for a drawing of ours."""

from __future__ import annotations

from dataclasses import dataclass

from segno import encoder

QUIET = 4
"""Empty squares around the code, as the standard asks."""
MOST = 2900
"""Signs: what one code holds at most, with the least correction, is a little more."""


@dataclass(frozen=True)
class Code:
    """``size``: the side in squares with the empty ones around. ``path``: every dark square, in rows."""

    size: int
    path: str


def view(text: str) -> Code | None:
    """The QR code of a text; None where it is too long for one."""
    if len(text.encode()) > MOST:
        return None
    # The browser has only this part of the library: see ``site_build.runtime.build``.
    code = encoder.encode(text, error="l", micro=False, boost_error=False)  # type: ignore[no-untyped-call]
    matrix = code.matrix
    rows = []
    for y, row in enumerate(matrix):
        x = 0
        while x < len(row):
            width = 0
            while x + width < len(row) and row[x + width] & 1:
                width += 1
            if width:
                rows.append(f"M{x + QUIET} {y + QUIET}h{width}v1h-{width}z")
            x += max(1, width)
    return Code(len(matrix) + 2 * QUIET, "".join(rows))
