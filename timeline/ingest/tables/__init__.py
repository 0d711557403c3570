"""Local tables: CSV of what no national collection holds, one kind of table each.

A kind is a row model and the facts of a row; ``TABLES`` holds them by name, and a new kind is a file here and a line
there. A row states one thing as a whole: said again with another answer, it replaces what it said before; a row that is
no longer in the table takes nothing back.

Read in this order: ``importing`` (the steps), ``kinds`` (what a kind is), ``visitor_requests`` (the first of them). May
import ``timeline.domain``, pydantic and the shared parts of ``timeline.ingest``.
"""

from timeline.ingest.tables.importing import TABLES, import_table, template
from timeline.ingest.tables.kinds import TableKind, TableRow

__all__ = ["TABLES", "TableKind", "TableRow", "import_table", "template"]
