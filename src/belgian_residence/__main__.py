"""``python -m belgian_residence``: the same command as ``belgian-residence`` (see ``command``)."""

import sys

from belgian_residence.command import main

if __name__ == "__main__":
    sys.exit(main(program="python -m belgian_residence"))
