"""The command ``belgian-residence``, also as ``python -m belgian_residence``: the rules for people at a terminal.

May import: ``assessment`` and what lies below. Begin with ``main``.

* ``main``: what was asked, and how it ends. ``options``: the words of the command line.
* ``json_text``, ``csv_table``: one case from text. ``entries``: many cases from a file, one at a time.
* ``batch``: many cases in, one result each. ``workers``: on several cores. ``progress``: how far it is.
* ``files``: never one over the other, and a result whole or beside its name. ``written``: answers and faults as text.

Bad input: one line per fault on standard error, nothing on standard output, exit status 2. With many cases the faults
of a case stand in its own line of the output, and the exit status is 1.
"""

from belgian_residence.command.main import main

__all__ = ["main"]
