"""The plain-text journal: facts and corrections as a person writes them, and as a log prints itself.

A journal is lines of words. ``;`` begins a comment, blank lines are nothing. A **header** opens a statement and says
since when what follows is known; the **facts** under it say what happened::

    ; found when the file was audited
    known 2012-06-30
    2012-01-31 C1 became-looked-after legal_status=V2 category_of_need=N1 placement.type=U1 placement.postcode="AB1 2CD"
    withdraw 2011-05-02 C2 went-missing because "another child of the same name"

    return 2012-03-31 known 2012-06-30 modules Episodes,Missing
    2012-01-31 C1 became-looked-after legal_status=V2
    nothing C2

Headers
    ``known DAY``: single facts and corrections. ``return DAY known DAY [modules A,B]``: a whole return for the year
    that ends on a 31 March, of each child named under it; what it could have said in these modules and does not say
    is taken back. ``covering DAY DAY known DAY [modules A,B]``: the same of any days, both inclusive. Each may end in
    ``from "file" ...`` or ``from KIND "file" ...``, where KIND is the kind of source (``ssda903``, ``table``).
Facts
    ``DAY CHILD EVENT field=value ...`` with the event's registered name and the fields that are not blank; the fields
    of a placement as ``placement.type=U1``. ``withdraw FACT because "reason"`` takes a fact back, and ``withdraw
    withdraw FACT because "the first reason" because "the second"`` lifts that withdrawal. ``withdraw id:ID CHILD
    because "reason"`` names an entry by its identity. ``nothing CHILD``: the source speaks of the child and says
    nothing. A line may end in ``@ROW`` or ``@FILE:ROW`` (files counted from 1) for the row that said it; without it,
    it stands where it is written.
The log as a whole
    ``received DAY known DAY [modules A,B] children N``: a return was received, so that whom it does not name it lacks.
    ``merged CHILD into CHILD known DAY``, ``parted CHILD known DAY``, ``moved FACT to CHILD known DAY``: who is who,
    where a child had two identifiers or an identifier two children. See ``attesting``.
Words
    Days are ISO (``2012-01-31``), yes and no are ``true`` and ``false``. What holds blanks, quotes or signs stands in
    double quotes, with the escapes of JSON.

Every event of the registry can be written, with no list here. Printing what was parsed gives the canonical text again,
parsing what was printed the same statements: ``tests/unit/test_ingest_journal.py``.
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
