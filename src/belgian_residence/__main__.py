"""``python -m belgian_residence`` and the installed command ``belgian-residence`` (see ``command``).

The command is imported within, so that Ctrl-C in that time ends it as quietly as later. The part before, in which the
rules are imported, is in ``belgian_residence/__init__.py``.
"""

import sys


def run(program: str = "belgian-residence") -> int:
    """Run the command; returns the exit status."""
    try:
        from belgian_residence.command import main

        return main(program=program)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(run("python -m belgian_residence"))
