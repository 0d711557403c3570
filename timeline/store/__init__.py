"""The log: everything that was ever recorded about a child, in the order it was stored. Entries never change.

One stream a child, optimistic concurrency, one transaction an import, a hash chain over the transactions; on an SQLite
file by default, on PostgreSQL by URL. ``open_log`` opens it, and ``CaseLog`` is all that the rest of the project uses:
nothing outside this package and the projections' tables knows SQL. A figure from the projections is answered without
importing eventsourcing or SQLAlchemy.

May import ``timeline.domain``, eventsourcing (here and nowhere else), SQLAlchemy Core, pydantic and msgspec; never
``ingest``, ``projections``, ``report``, ``cli`` or ``replay``.

Reading order: ``log`` (``CaseLog``) and ``opening``; to record, ``recording`` (what a recording adds), ``mapper`` (the
stored form), ``recorder`` (appending a transaction), ``chain`` (its hash), ``infrastructure`` (eventsourcing's
application); to read, ``heads`` (how far the log reaches, the entries about it), ``reader`` (in bulk), ``bodies``
(decoding), ``outlines`` (decoding in part), ``stats``; to verify, ``verify``, ``chain_walk`` (the hash chain),
``integrity`` (the entries of a child), ``canonical_pages`` and ``canonical_structs`` (most of them at once); the
database: ``schema``, ``database`` (SQLite and PostgreSQL), ``places`` (paths and URLs), ``sqlite_file``,
``error_messages``, ``errors``; and ``clock``, ``workers`` (processes), ``backup``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.lazy import lazy_names
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
    __getattr__ = lazy_names(__name__, _PLACES)

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
