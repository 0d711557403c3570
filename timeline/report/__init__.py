"""Figures become something to read: tables for people, JSON and CSV for programs.

One file a subject: ``figures`` (measures), ``series``, ``triangles``, ``members``, ``explanations``, ``pictures`` (a
child's timeline), ``facts``, ``catalogue``, ``restatements``, ``imports``, ``findings``. Each has ``as_table`` (a rich
renderable, which the command line prints), ``as_json`` (plain values for ``json.dumps``) and ``as_csv`` (text).
``workbooks`` has the figures as a spreadsheet has them; ``spreadsheet`` makes the file. Under them: ``numbers``
(rounding, once), ``words`` (days, bases, codes and events in words), ``cells`` (CSV), ``tables`` (how a table looks).

May import ``timeline.projections`` and ``timeline.domain``. What comes from ``ingest`` or ``replay``, which it may not
import, it takes by its shape. No SQL, no clock, no file, no environment.
"""
