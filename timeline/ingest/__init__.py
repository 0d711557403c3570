"""The outside world becomes facts: files are read, rows become events, what cannot be read is set aside.

``ssda903`` reads a yearly return (and writes one as it would be sent), ``annex_a`` Ofsted's workbook of lists,
``tables`` the local tables that no national collection holds, ``journal`` the plain text form. Each turns its rows into
drafts (``timeline.domain.story.Draft``) and hands them to a log; none decides what holds. What cannot be a fact goes to
``quarantine`` with file, row, column, value and what to do about it; nothing is repaired, and nothing is dropped
without a word.

May import ``timeline.domain`` and ``timeline.store``. Never a projection, a report or the command line. Files are read
here and nowhere below; no clock is.
"""

from timeline.ingest.errors import EvidenceError, IngestError

__all__ = ["EvidenceError", "IngestError"]
