"""The command line: one module a command; parse, call, render; no logic.

``main`` runs a command and turns what went wrong into an exit code and a message: 0 done; 1 a check or a verification
failed; 2 usage; 3 the input could not be read at all; 4 the store could not be used; 70 an error of the program itself.
Data goes to stdout, everything else to stderr, and no child's identifier goes there.

It starts fast: ``app`` is a table of the commands, and ``commands`` imports a command's module when it is named, not
before. So a module here may import what its command needs, at its top. What only some uses of a command need, as the
library that writes workbooks, is imported where it is used (``timeline.report.writers``), and ``app``, ``main`` and
what they import need nothing of the engine. ``tests/functional/test_starting.py`` holds it.

``options`` are the options that commands share, and ``option_groups`` makes a group of them one parameter: what gives a
basis (``questions``), what computes (``computing``), where the report goes (``destination``). ``definitions`` finds the
measures that a command line names, ``output`` writes an answer, ``problems`` are the errors of commands.
May import everything; nothing imports it.
"""

from timeline.cli.main import main

__all__ = ["main"]
