"""The plain-text journal: facts and corrections, written by hand or printed from a log.

A journal is lines of words. ``;`` begins a comment, blank lines are ignored. A **header** opens a statement and states
when the facts under it became known; each **fact** states what happened::

    ; found when the file was audited
    known 2012-06-30
    2012-01-31 C1 became-looked-after legal_status=V2 category_of_need=N1 placement.type=U1 placement.postcode="AB1 2CD"
    withdraw 2011-05-02 C2 went-missing because "another child of the same name"

    return 2012-03-31 known 2012-06-30 modules Episodes,Missing
    2012-01-31 C1 became-looked-after legal_status=V2
    nothing C2

Headers
    ``known DAY``: single facts and corrections. ``return DAY known DAY [modules A,B]``: a whole return, for the year
    that ends on a 31 March, about each child named under it; it withdraws the facts of these modules and of its year
    that it omits. ``covering DAY DAY known DAY [modules A,B]``: the same for any days, both inclusive. Each may end
    in ``from "file" ...`` or ``from KIND "file" ...``, where KIND is the kind of source (``ssda903``, ``table``).
Facts
    ``DAY CHILD EVENT field=value ...`` with the event's registered name and the fields that are not blank; the fields
    of a placement as ``placement.type=U1``. ``withdraw FACT because "reason"`` withdraws a fact, and ``withdraw
    withdraw FACT because "the first reason" because "the second"`` lifts that withdrawal. ``withdraw id:ID CHILD
    because "reason"`` names an entry by its identity. ``nothing CHILD``: the source names the child and states no
    fact. A line may end in ``@ROW`` or ``@FILE:ROW`` (files counted from 1) for the source row; without it, the row is
    the line in the journal.
The log as a whole
    ``received DAY known DAY [modules A,B] children N``: a return was received; children it does not name are missing
    from it. ``merged CHILD into CHILD known DAY``, ``parted CHILD known DAY``, ``moved FACT to CHILD known DAY``: for a
    child with two identifiers, or an identifier given to two children. See ``attestations``.
Words
    Days are ISO (``2012-01-31``), yes and no are ``true`` and ``false``. Text with blanks, quotation marks or other
    special characters is in double quotes, with JSON's escapes.

Every registered event can be written. Printing a parsed journal gives its canonical text, and parsing a printed one
gives the same statements: ``tests/unit/test_ingest_journal.py``.
"""

from timeline.ingest.journal.attestations import attested_line
from timeline.ingest.journal.importer import JournalReport, import_journal
from timeline.ingest.journal.parser import JournalError, parse_attested, parse_journal
from timeline.ingest.journal.printer import event_line, print_journal

__all__ = [
    "JournalError",
    "JournalReport",
    "attested_line",
    "event_line",
    "import_journal",
    "parse_attested",
    "parse_journal",
    "print_journal",
]
