"""Figures become reports: values that one writer a format turns into a page, JSON, CSV or a workbook.

``value`` has the types: a ``Report`` and the blocks of its page. ``writers`` has one module a format; they know the
types and no particular report. Every other module builds the reports of one subject: ``figures`` (measures),
``series``, ``triangles``, ``members``, ``explanations``, ``pictures`` (a child's timeline), ``catalogue``,
``restatements``, ``imports``, ``findings`` and so on, each by its function ``report``. They share ``words`` (days,
bases, codes and events in words), ``values`` (numbers in their units), ``bases`` (JSON and cells that every report has)
and ``coverage`` (the covered days that figures need).

May import ``timeline.projections`` and ``timeline.domain``. What comes from ``ingest`` or ``replay``, which it may not
import, it reads by its attributes (``shapes`` names the types). No SQL, no clock, no file, no environment.
"""
