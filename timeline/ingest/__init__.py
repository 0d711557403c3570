"""Imports: files are read, rows become events, rows that cannot be read are set aside.

``ssda903`` reads a yearly return and exports one, ``annex_a`` reads Ofsted's workbook of lists, ``tables`` reads local
tables that no national collection holds, ``journal`` reads the plain-text form. Each turns rows into drafts
(``timeline.domain.story.Draft``) and passes them to a log. None decides which facts hold. A row that cannot be a fact
goes to ``quarantine`` with its file, row, column, value and what to do. No value is repaired, and no row is dropped
silently.

May import ``timeline.domain`` and ``timeline.store``, never a projection, a report or the command line. This is the
innermost layer that reads files. It reads no clock.
"""

from timeline.ingest.errors import EvidenceError, IngestError

__all__ = ["EvidenceError", "IngestError"]
