"""Folds a page of children from the log into a batch of rows: in this process or in a worker."""

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
    """Identifiers to fold: each on its own, or, if ``rekeyed``, all together."""

    identifiers: list[str]
    rekeyed: bool


def pages(whom: Affected, size: int) -> list[Page]:
    """The affected identifiers in pages of ``size``, in order; the re-keyed ones last, in one page."""
    starts = range(0, len(whom.ordinary), size)
    ordinary = [Page(whom.ordinary[start : start + size], rekeyed=False) for start in starts]
    return [*ordinary, Page(whom.rekeyed, rekeyed=True)] if whom.rekeyed else ordinary


def log_batch(attested: Sequence[Recorded]) -> Batch:
    """The batch of the entries about the log: the covered days."""
    batch = Batch(coverage=coverage_rows(attested))
    _add_read(batch, LOG_STREAM, attested)
    return batch


@garbage_collection_paused()
def folded(log: CaseLog, population: Population, page: Page) -> Batch:
    """The batch of a page. ``StoreError``."""
    batch = Batch(names=list(page.identifiers) if page.rekeyed else [])
    folded_children: list[FoldedChild] = []
    histories = log.histories(population.position, page.identifiers)
    if page.rekeyed:
        held = dict(histories)
        for identifier, records in held.items():
            _add_read(batch, identifier, records)
        _fold(batch, folded_children, population.checking, population.rekeyed_ones(held))
    else:
        for identifier, records in histories:
            _add_read(batch, identifier, records)
            _fold(batch, folded_children, population.checking, [population.child(identifier, records)])
    return replace(batch, names=sorted(set(batch.names)), stored=column_set_of(folded_children))


def page_folder(log: CaseLog, *, position: int, checked_on: date | None) -> Callable[[Page], Batch]:
    """``folded`` for a worker: the entries about the log are read once."""
    return partial(folded, log, Population.of(position, log.attestations(position), checked_on))


def _add_read(batch: Batch, identifier: str, records: Sequence[Recorded]) -> None:
    batch.read.append((identifier, len(records)))
    batch.days = together(batch.days, days_known(records))


def _fold(
    batch: Batch,
    folded_children: list[FoldedChild],
    checking: Checker | None,
    children: Iterable[tuple[Chronicle, Sequence[Basis]]],
) -> None:
    for chronicle, bases in children:
        seen, known = followed(chronicle, bases)
        batch.names.append(chronicle.child)
        folded_children.append(FoldedChild(chronicle.child, seen, _positions(chronicle)))
        if known is not None and known.has_statements:
            assert checking is not None  # a statement has a day of knowing
            _check(batch, checking, chronicle.child, known)


def _positions(chronicle: Chronicle) -> dict[int, int]:
    """The position of each fact, by its identity. Empty for a re-keyed child, whose facts may be in the log under
    another identifier, and so another identity."""
    if chronicle.rekeyed is not None:
        return {}
    return {record.id.int: record.position for record in chronicle.recorded if isinstance(record.entry, Event)}


def _check(batch: Batch, checking: Checker, child: str, known: ChildKnowledge) -> None:
    found = checking.of(child, known)
    batch.findings.extend(rows_of_findings(found.found))
    if found.turns_on is not None:
        batch.check_again.append((child, found.turns_on.isoformat()))
