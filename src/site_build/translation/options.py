"""What `./x translate` takes. Standard library only: `./x` reads it before anything is installed."""

from __future__ import annotations

import argparse


def add_to(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser.add_argument("language", nargs="?", help="its code; without one: how far each language is")
    doing = parser.add_mutually_exclusive_group()
    doing.add_argument(
        "--start",
        nargs="*",
        metavar="PATH",
        help="make the files to fill in, or add to them what English has now; what was translated stays",
    )
    doing.add_argument(
        "--accept",
        nargs="+",
        metavar="PATH[#NAME]",
        help="somebody looked: what is stale in this file (or this block, this message) is right as it stands",
    )
