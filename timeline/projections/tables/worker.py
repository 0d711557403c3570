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
from timeline.domain.events import Event
from timeline.projections.tables.affected import Affected
from timeline.projections.tables.bitemporal_fold import followed
from timeline.projections.tables.builder import Batch, together
from timeline.projections.tables.checker import Checker
from timeline.projections.tables.column_builder import FoldedChild, column_set_of
from timeline.projections.tables.coverage import coverage_rows
from timeline.projections.tables.findings import rows_of_findings
from timeline.projections.tables.gc_pause import garbage_collection_paused
from timeline.projections.tables.incremental import ChildKnowledge
from timeline.projections.tables.known_dates import days_known
from timeline.projections.tables.population import Population
from timeline.store import CaseLog


class Page(NamedTuple):
    """Identifiers to fold: each by itself, or, where they are ``rekeyed``, all together."""

    identifiers: list[str]
    rekeyed: bool


def pages(whom: Affected, size: int) -> list[Page]:
    """Those concerned, so many at a time, in order; the re-keyed ones last, in one."""
    starts = range(0, len(whom.ordinary), size)
    ordinary = [Page(whom.ordinary[start : start + size], rekeyed=False) for start in starts]
    return [*ordinary, Page(whom.rekeyed, rekeyed=True)] if whom.rekeyed else ordinary


def of_the_log(attested: Sequence[Recorded]) -> Batch:
    """What is said of the log as a whole: what is covered."""
    batch = Batch(coverage=coverage_rows(attested))
    _note(batch, LOG_STREAM, attested)
    return batch


@garbage_collection_paused()
def folded(log: CaseLog, population: Population, page: Page) -> Batch:
    """The rows of a page. ``StoreError``."""
    batch = Batch(names=list(page.identifiers) if page.rekeyed else [])
    told: list[FoldedChild] = []
    histories = log.histories(population.position, page.identifiers)
    if page.rekeyed:
        known = dict(histories)
        for identifier, records in known.items():
            _note(batch, identifier, records)
        _fold(batch, told, population.checking, population.rekeyed_ones(known))
    else:
        for identifier, records in histories:
            _note(batch, identifier, records)
            _fold(batch, told, population.checking, [population.child(identifier, records)])
    return replace(batch, names=sorted(set(batch.names)), stored=column_set_of(told))


def page_folder(log: CaseLog, *, position: int, checked_on: date | None) -> Callable[[Page], Batch]:
    """``folded`` for a process of its own: what the log says of itself up to the position is read once."""
    return partial(folded, log, Population.of(position, log.attestations(position), checked_on))


def _note(batch: Batch, identifier: str, records: Sequence[Recorded]) -> None:
    batch.read.append((identifier, len(records)))
    batch.days = together(batch.days, days_known(records))


def _fold(
    batch: Batch,
    told: list[FoldedChild],
    checking: Checker | None,
    children: Iterable[tuple[Chronicle, Sequence[Basis]]],
) -> None:
    for chronicle, bases in children:
        seen, heard = followed(chronicle, bases)
        batch.names.append(chronicle.child)
        told.append(FoldedChild(chronicle.child, seen, _positions(chronicle)))
        if heard is not None and heard.spoken:
            assert checking is not None  # whoever was spoken of became known on some day
            _check(batch, checking, chronicle.child, heard)


def _positions(chronicle: Chronicle) -> dict[int, int]:
    """Where in the log the facts stand that stand there by the identity that they have of this child: those of one who
    was re-keyed may not."""
    if chronicle.rekeyed is not None:
        return {}
    return {record.id.int: record.position for record in chronicle.recorded if isinstance(record.entry, Event)}


def _check(batch: Batch, checking: Checker, child: str, heard: ChildKnowledge) -> None:
    found = checking.of(child, heard)
    batch.findings.extend(rows_of_findings(found.found))
    if found.turns_on is not None:
        batch.check_again.append((child, found.turns_on.isoformat()))
