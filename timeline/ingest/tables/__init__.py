"""Local tables: CSV files of data that no national collection holds, one kind of table each.

A kind is a row model and the facts of a row. ``TABLES`` holds the kinds by name; a new kind is a file here and a line
in ``registry``. A row states one thing as a whole: a later row about the same thing replaces it. A row that is missing
from a later table withdraws nothing.

Read in this order: ``importer`` (the steps), ``table_file`` (a file and its rows), ``kinds`` (what a kind is),
``columns`` (what a cell can hold), ``visitor_requests`` (the first kind), ``registry`` (all kinds), ``reference``
(their documentation). ``ssd`` holds the extracts of another dataset. May import ``timeline.domain``, pydantic and the
shared parts of ``timeline.ingest``; ``ssd`` may import the row builders of ``timeline.ingest.ssda903``.
"""

from timeline.ingest.tables.importer import Days, import_table, import_tables
from timeline.ingest.tables.kinds import TableKind, TableRow
from timeline.ingest.tables.registry import TABLES, template

__all__ = ["TABLES", "Days", "TableKind", "TableRow", "import_table", "import_tables", "template"]
