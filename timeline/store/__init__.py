"""The log: everything that was ever recorded of a child, in the order it was stored, never changed.

One stream a child, optimistic concurrency, one transaction an import, a hash chain over the transactions; on an SQLite
file by default, on PostgreSQL by URL. ``open_log`` opens it, and ``CaseLog`` is all that the rest of the project uses:
nothing outside this package knows SQL. A question that the projections answer waits for neither library.

May import ``timeline.domain``, eventsourcing (here and nowhere else), SQLAlchemy Core, pydantic and msgspec; never
``ingest``, ``projections``, ``report``, ``cli`` or ``replay``.

Read in this order: ``log`` (what can be asked and recorded) and ``opening``, ``deciding`` (what a recording adds),
``heads`` (how far it reaches, and what is said of it as a whole), ``reading`` (how it is read in bulk), ``bodies`` (how
an entry is read, one of an older version too), ``decoding`` (how a body is read) and ``quick`` (how most are),
``mapper`` (how an entry is stored), ``recorder`` (how a transaction is appended), ``bulk`` (how its entries get into
their table), ``chain`` (what a hash covers), ``verify`` (what can be found wrong), ``chain_walk`` (along the chain),
``sense`` (what can be wrong with the entries of a child) and ``plain`` (how most are seen to be sound), ``schema`` (the
tables and their guards), ``database`` (SQLite and PostgreSQL), ``places`` (what a path or a URL names), ``instants``,
``meanings`` (of their errors), ``sqlite_file`` (what is seen of a file from outside), ``infrastructure`` (what the
library's application stands on), ``workers`` (processes that open the log themselves), ``backup``, ``stats``,
``errors``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.late import names
from timeline.store.errors import StoreAbsentError, StoreError
from timeline.store.heads import Head
from timeline.store.log import CaseLog
from timeline.store.opening import open_log
from timeline.store.places import store_file

if TYPE_CHECKING:
    from timeline.store.backup import back_up
    from timeline.store.recording import Progress, Receipt
    from timeline.store.stats import Stats
    from timeline.store.verify import Verdict
    from timeline.store.workers import cores
else:
    _PLACES = {
        "Progress": "recording",
        "Receipt": "recording",
        "Stats": "stats",
        "Verdict": "verify",
        "back_up": "backup",
        "cores": "workers",
    }
    __getattr__ = names(__name__, _PLACES)

__all__ = [
    "CaseLog",
    "Head",
    "Progress",
    "Receipt",
    "Stats",
    "StoreAbsentError",
    "StoreError",
    "Verdict",
    "back_up",
    "cores",
    "open_log",
    "store_file",
]
