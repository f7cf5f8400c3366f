"""How far a long run is, on standard error: a bar where tqdm is installed, otherwise only the counts at the end."""

from __future__ import annotations

import sys
from typing import Any


class Progress:
    """Counts cases and those with faults; ``size``: bytes of the input, None when it has no known end."""

    def __init__(self, shown: bool, size: int | None) -> None:
        self.shown = shown
        self.cases = 0
        self.with_faults = 0
        self._bar = _bar(size) if shown else None

    def resumed(self, cases: int, with_faults: int) -> None:
        """So many were done by a run before."""
        self.cases, self.with_faults = cases, with_faults

    def one(self, good: bool, position: int | None) -> None:
        """One more case is done; ``position``: bytes of the input that were read."""
        self.cases += 1
        self.with_faults += not good
        if self._bar is not None:
            self._bar.set_postfix_str(self.counts(), refresh=False)
            self._bar.update(max(0, (position or 0) - self._bar.n))

    def counts(self) -> str:
        """The counts in words."""
        return f"{self.cases} case{'' if self.cases == 1 else 's'}, {self.with_faults} with faults"

    def close(self) -> None:
        """The end: take the bar away and leave the counts."""
        if self._bar is not None:
            self._bar.close()
        if self.shown:
            print(self.counts(), file=sys.stderr)


def _bar(size: int | None) -> Any:
    try:
        from tqdm import tqdm  # type: ignore[import-untyped]  # the extra "batch"
    except ImportError:
        return None
    return tqdm(total=size, unit="B", unit_scale=True, leave=False, file=sys.stderr)
