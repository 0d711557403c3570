"""The rows of a page of children, made from the log: here, or in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import NamedTuple

from timeline.domain.attestations import LOG_STREAM
from timeline.domain.basis import Basis
from timeline.domain.chronicle import Chronicle
from timeline.domain.entries import Recorded
from timeline.domain.statements import Statement
from timeline.projections.tables.building import Batch, together
from timeline.projections.tables.concerned import Concerned
from timeline.projections.tables.folding import projected
from timeline.projections.tables.framing import frame_of
from timeline.projections.tables.pausing import without_looking_for_circles
from timeline.projections.tables.population import Population, SaidOfTheLog
from timeline.projections.tables.rows import rows_of
from timeline.store import CaseLog

_HAS_A_PART = Statement | SaidOfTheLog
"""What has a part in a case, and a day on which it became known."""


class Page(NamedTuple):
    """Identifiers to fold: each by itself, or, where they are ``rekeyed``, all together."""

    identifiers: list[str]
    rekeyed: bool


def pages(whom: Concerned, size: int) -> list[Page]:
    """Those concerned, so many at a time, in order; the re-keyed ones last, in one."""
    starts = range(0, len(whom.ordinary), size)
    ordinary = [Page(whom.ordinary[start : start + size], rekeyed=False) for start in starts]
    return [*ordinary, Page(whom.rekeyed, rekeyed=True)] if whom.rekeyed else ordinary


def of_the_log(attested: Sequence[Recorded]) -> Batch:
    """What is said of the log as a whole, which has no rows of its own."""
    batch = Batch()
    _note(batch, LOG_STREAM, attested)
    return batch


@without_looking_for_circles()
def folded(log: CaseLog, population: Population, page: Page) -> Batch:
    """The rows of a page. ``StoreError``."""
    batch = Batch(names=list(page.identifiers) if page.rekeyed else [])
    histories = log.histories(population.position, page.identifiers)
    if page.rekeyed:
        known = dict(histories)
        for identifier, records in known.items():
            _note(batch, identifier, records)
        _fold(batch, population.rekeyed_ones(known))
    else:
        for identifier, records in histories:
            _note(batch, identifier, records)
            _fold(batch, [population.child(identifier, records)])
    return replace(batch, names=sorted(set(batch.names)), frame=frame_of(batch.spells, batch.children))


def folding_pages(log: CaseLog, *, position: int) -> Callable[[Page], Batch]:
    """``folded`` for a process of its own: what the log says of itself up to the position is read once."""
    return partial(folded, log, Population.of(position, log.attestations(position)))


def _note(batch: Batch, identifier: str, records: Sequence[Recorded]) -> None:
    batch.read.append((identifier, len(records)))
    batch.days = together(batch.days, _known(records))


def _known(records: Iterable[Recorded]) -> dict[date, tuple[int, int]]:
    """On which days something became known that has a part in a case, with the first and last position to say so."""
    found: dict[date, tuple[int, int]] = {}
    for record in records:
        if isinstance(record.entry, _HAS_A_PART):
            first, last = found.get(record.entry.known_on, (record.position, record.position))
            found[record.entry.known_on] = (min(first, record.position), max(last, record.position))
    return found


def _fold(batch: Batch, children: Iterable[tuple[Chronicle, Sequence[Basis]]]) -> None:
    for chronicle, bases in children:
        spells, particulars = rows_of(chronicle.child, projected(chronicle, bases))
        batch.names.append(chronicle.child)
        batch.spells.extend(spells)
        batch.children.extend(particulars)
