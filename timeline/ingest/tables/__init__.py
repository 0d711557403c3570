"""Local tables: CSV of what no national collection holds, one kind of table each.

A kind is a row model and the facts of a row; ``TABLES`` holds them by name, and a new kind is a file here and a line
there. A row states one thing as a whole: said again with another answer, it replaces what it said before; a row that is
no longer in the table takes nothing back.

Read in this order: ``importing`` (the steps), ``reading`` (a file and its rows), ``kinds`` (what a kind is),
``columns`` (what a cell can hold), ``visitor_requests`` (the first of them), ``registry`` (all of them), ``reference``
(their documentation). ``ssd`` holds the extracts of another dataset. May import ``timeline.domain``, pydantic and the
shared parts of ``timeline.ingest``; ``ssd`` the row builders of ``timeline.ingest.ssda903`` besides.
"""

from timeline.ingest.tables.importer import Days, import_table, import_tables
from timeline.ingest.tables.kinds import TableKind, TableRow
from timeline.ingest.tables.registry import TABLES, template

__all__ = ["TABLES", "Days", "TableKind", "TableRow", "import_table", "import_tables", "template"]
