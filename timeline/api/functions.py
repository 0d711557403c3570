"""The questions that the public functions put, each to a log that ``open_log`` opened.

A day is a ``date`` or its ISO text. ``as_at`` is the end of that day; ``known_at`` limits what may be used to what was
known by the end of that day: ``None`` is all that is known, ``"published"`` the first day on which everything the
measure needs was covered. ``position``: of the log, its head where ``None``. An unknown measure, breakdown, day or name
is a ``ValueError`` that names what there is; a store that cannot be used a ``timeline.StoreError``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Literal

from replay import baselines as attested
from replay.errors import BaselineError
from timeline.api import arguments
from timeline.api.arguments import Day, KnownAt, Policy, Step
from timeline.api.results import Baseline, CoveredDays, Difference, Explanation, Figure, Member, Rows
from timeline.domain.attestations import BaselineTaken
from timeline.domain.coverage import CoverageHistory
from timeline.domain.imports import Imports
from timeline.projections.algebra.answers import AnyAnswer, possible_number
from timeline.projections.cases import explain_child
from timeline.projections.grids import Grid, along
from timeline.projections.indicators import CATALOGUE, in_force
from timeline.projections.meaning import identity
from timeline.projections.publishing import measure_published, series_published
from timeline.projections.questions import measure as measured
from timeline.projections.questions import series as series_of
from timeline.projections.questions import triangle as triangle_of
from timeline.projections.rounding import json_number
from timeline.report import explanations
from timeline.store import CaseLog
from timeline.store import open_log as opened


def open_log(store: str | Path) -> CaseLog:
    """Open a log: a path, or an SQLAlchemy URL of SQLite or PostgreSQL. A context manager. ``StoreError`` where there
    is none: a question makes no empty one.

    >>> with open_log(store) as opened:
    ...     opened.position() > 0
    True
    """
    return opened(store, create=False)


def measures() -> dict[str, str]:
    """Every measure by its id, with its title.

    >>> measures()["looked-after"]
    'Children looked after'
    """
    return {each.id: each.title for each in CATALOGUE.values()}


def measure(
    log: CaseLog,
    measure_id: str | Iterable[str],
    as_at: Day,
    known_at: KnownAt = None,
    *,
    by: str | None = None,
    position: int | None = None,
    never_sent_again: Policy = "keep",
    beyond_coverage: bool = False,
) -> Rows[Figure]:
    """The figures of one measure or of several at one basis, row by row. ``by``: broken down. ``beyond_coverage``: with
    numbers of days that no import covers.

    >>> [figure] = measure(log, "looked-after", as_at="2012-03-31", known_at="2012-06-30")
    >>> figure.value, figure.known_at
    (2, datetime.date(2012, 6, 30))
    """
    indicators = [arguments.indicator(name) for name in ([measure_id] if isinstance(measure_id, str) else measure_id)]
    dimension = arguments.dimension(by, indicators)
    basis = arguments.basis(log, as_at, None if known_at == "published" else known_at, position, never_sent_again)
    asked = [in_force(each, basis.as_at) for each in indicators]
    ask = partial(measured, log, by=dimension, beyond_coverage=beyond_coverage)
    found = measure_published(log, asked, basis, ask=ask) if known_at == "published" else ask(asked, basis)
    return Rows(_figures(found))


def series(
    log: CaseLog,
    measure_id: str,
    first: Day,
    last: Day,
    every: Step,
    known_at: KnownAt | Literal["same-day"] = None,
    *,
    position: int | None = None,
    never_sent_again: Policy = "keep",
    beyond_coverage: bool = False,
) -> Rows[Figure]:
    """The figures of a measure as at one day after another. ``known_at="same-day"``: each as known on its own day.

    >>> [figure.value for figure in series(log, "looked-after", "2011-03-31", "2012-03-31", "year")]
    [1, 2]
    """
    indicator, asked = arguments.indicator(measure_id), arguments.days_between(first, last, every)
    basis = arguments.basis(log, asked[0], None, position, never_sent_again)
    known = arguments.known_at_each(known_at)
    bases = along(asked, known, basis.position, basis.never_sent_again)
    if known_at == "published":
        ask = partial(series_of, log, [indicator], beyond_coverage=beyond_coverage)
        found = series_published(log, indicator, bases, ask=lambda several: ask(several)[0])
    else:
        [found] = series_of(log, [indicator], bases, beyond_coverage=beyond_coverage)
    return Rows(_figures(found.points))


def triangle(
    log: CaseLog,
    measure_id: str,
    first: Day,
    last: Day,
    every: Step,
    *,
    known_first: Day | None = None,
    known_last: Day | None = None,
    position: int | None = None,
    never_sent_again: Policy = "keep",
    beyond_coverage: bool = False,
) -> Rows[Figure]:
    """How each figure was revised: as at one day after another, as known on one day after another. No figure is asked
    of a day as known before it. By default the days of knowing are the days asked about.

    >>> found = triangle(log, "looked-after", "2011-03-31", "2012-03-31", "year", known_last="2012-06-30")
    >>> [(str(each.as_at), str(each.known_at), each.value) for each in found]
    [('2011-03-31', '2011-03-31', None), ('2011-03-31', '2012-03-31', 2), ('2012-03-31', '2012-03-31', None)]
    """
    indicator, asked = arguments.indicator(measure_id), arguments.days_between(first, last, every)
    knowing = arguments.days_between(known_first or first, known_last or last, every)
    basis = arguments.basis(log, asked[0], None, position, never_sent_again)
    grid = Grid(asked, knowing, basis.position, basis.never_sent_again)
    if not grid.cells:
        raise ValueError("every day of knowing is before the first day asked about: give a later known_last")
    return Rows(_figures(triangle_of(log, indicator, grid, beyond_coverage=beyond_coverage).points))


def members(
    log: CaseLog,
    measure_id: str,
    as_at: Day,
    known_at: KnownAt = None,
    *,
    by: str | None = None,
    position: int | None = None,
    never_sent_again: Policy = "keep",
    beyond_coverage: bool = False,
) -> Rows[Member]:
    """The children in a measure: one row for each row of the measure that a child is counted in.

    >>> [member.child for member in members(log, "looked-after", as_at="2012-03-31")]
    ['CANARY-ANNA', 'CANARY-DORA']
    """
    indicator = arguments.indicator(measure_id)
    dimension = arguments.dimension(by, [indicator])
    basis = arguments.basis(log, as_at, None if known_at == "published" else known_at, position, never_sent_again)
    ask = partial(measured, log, by=dimension, beyond_coverage=beyond_coverage)
    asked = [in_force(indicator, basis.as_at)]
    [answer] = measure_published(log, asked, basis, ask=ask) if known_at == "published" else ask(asked, basis)
    return Rows(
        Member(indicator.id, dict(row.group), child, child in row.meets, child in (row.possible or row.meets))
        for row in answer.rows
        for child in sorted(row.counted)
    )


def explain(
    log: CaseLog,
    measure_id: str,
    child: str,
    as_at: Day,
    known_at: Day | None = None,
    *,
    position: int | None = None,
    never_sent_again: Policy = "keep",
) -> Explanation:
    """Why a child is in a measure or out of it, down to the source rows. ``ValueError`` where the log holds nothing of
    the child.

    >>> explain(log, "looked-after", "CANARY-ANNA", as_at="2012-03-31").verdict
    'This child is counted, and the figure is the number of those counted.'
    """
    basis = arguments.basis(log, as_at, known_at, position, never_sent_again)
    found = explain_child(log, in_force(arguments.indicator(measure_id), basis.as_at), child, basis)
    if found is None:
        raise ValueError("there is no such child in this log: give the identifier as the returns have it")
    return Explanation(found.child, explanations.verdict_words(found), explanations.data(found))


def coverage(log: CaseLog, known_at: Day | None = None, *, position: int | None = None) -> Rows[CoveredDays]:
    """The days that imports cover, module by module: there is no figure about others.

    >>> coverage(log, known_at="2012-06-30")[0].module
    'Episodes'
    """
    reached = arguments.position(log, position)
    found = CoverageHistory(Imports.held(log.attestations(reached), reached)).at(
        None if known_at is None else arguments.day(known_at)
    )
    runs = (run for module in found.modules for run in found.runs(module) if run.stated)
    return Rows(CoveredDays(run.module, run.first, run.last, run.set_aside) for run in runs)


def baselines(log: CaseLog) -> Rows[Baseline]:
    """The baselines in the log, in the order they were taken.

    >>> [baseline.name for baseline in baselines(log)]
    ['published']
    """
    return Rows(_baseline(each) for each in attested.taken(log))


def take_baseline(
    log: CaseLog,
    name: str,
    measure_ids: Iterable[str],
    as_at: Day,
    known_at: Day | None = None,
    *,
    never_sent_again: Policy = "keep",
) -> Baseline:
    """Attest figures in the log, at its head, so that they can be reproduced for ever. ``ValueError`` where the name is
    taken.

    >>> take_baseline(log, "march", ["looked-after"], as_at="2012-03-31").measures
    ('looked-after',)
    """
    basis = arguments.basis(log, as_at, known_at, None, never_sent_again)
    asked = [in_force(arguments.indicator(each), basis.as_at) for each in measure_ids]
    try:
        return _baseline(attested.take(log, name, asked, basis))
    except BaselineError as error:
        raise ValueError(str(error)) from None


def verify_baseline(log: CaseLog, name: str | None = None) -> Rows[Difference]:
    """Run a baseline again from the log, or all of them: nothing where every figure, member and hash comes out as it
    was attested.

    >>> len(verify_baseline(log, "published"))
    0
    """
    try:
        asked = attested.taken(log) if name is None else [attested.named(log, name)]
    except BaselineError as error:
        raise ValueError(str(error)) from None
    found = attested.verify_all(log, asked, log.verify(), lambda _: None)
    return Rows(
        Difference(baseline.title, each.measure, each.what, each.attested, each.found)
        for baseline, failures in zip(asked, found, strict=True)
        for each in failures
    )


# ---------------------------------------------------------------------------------------------- what is made of answers


def _figures(answers: Iterable[AnyAnswer]) -> Iterator[Figure]:
    for answer in answers:
        indicator, basis = answer.indicator, answer.basis
        definition = identity(indicator, basis.as_at)
        for row in answer.rows:
            yield Figure(
                measure=indicator.id,
                title=indicator.title,
                unit=row.unit.value,
                group=dict(row.group),
                as_at=basis.as_at,
                known_at=basis.known_at,
                position=basis.position or 0,
                numerator=row.numerator,
                denominator=row.denominator,
                value=json_number(row.value),
                possible=possible_number(row),
                unknown=row.unknown,
                excluded=dict(row.excluded),
                reason=row.reason,
                version=indicator.version,
                definition=definition,
            )


def _baseline(taken: BaselineTaken) -> Baseline:
    basis = replace(taken.basis, position=taken.position)
    measured_ids = tuple(each.measure for each in taken.measures)
    return Baseline(taken.title, basis.as_at, basis.known_at, taken.position, taken.chain_hash, measured_ids)
