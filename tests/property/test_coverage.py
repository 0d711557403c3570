"""There is no figure exactly where days that it needs are not covered: both engines, every shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from hypothesis import example, given
from hypothesis import strategies as st

from tests.oracle.coverage import STOCK, WINDOWS, Arrival, Ledger
from tests.store.making import Ticking
from tests.support import profiles
from timeline.domain.basis import Basis
from timeline.domain.coverage import CoverageHistory
from timeline.domain.days import add_months
from timeline.domain.imports import TABLE, ImportRecorded, Imports, ImportUndone, ModuleImported, RowsSetAside
from timeline.domain.statements import RETURN
from timeline.ingest.journal import parse_journal
from timeline.projections.algebra.answers import AnyAnswer
from timeline.projections.algebra.arithmetic import lines_of
from timeline.projections.algebra.needs import all_needs, days_needed
from timeline.projections.engines import FROM_COLUMNS, Engine
from timeline.projections.grids import Grid
from timeline.projections.indicators import CATALOGUE
from timeline.projections.publishing import Publishing
from timeline.projections.questions import measure, series, triangle
from timeline.projections.tables import rebuild
from timeline.store import CaseLog, open_log

LONG_AFTER = datetime(2100, 1, 1, tzinfo=UTC)
EVERYTHING = list(CATALOGUE.values())
MODULES = sorted({need for each in EVERYTHING for need in all_needs(each)})
OFTEN = ("Episodes", "Header", "Missing", "Reviews", "visitor-requests")
YEARS = (2010, 2011, 2012, 2013)
ADA = "known 2009-06-30\n2009-05-01 Ada became-looked-after legal_status=V2 placement.type=U6\n"

days = st.sampled_from(
    [
        *(date(year, month, day) for year in YEARS for month, day in ((3, 30), (3, 31), (4, 1), (9, 30))),
        *(date(2009, 3, 31), date(2012, 2, 29), date(2013, 12, 31)),
    ]
)
knowing = st.sampled_from([date(year, month, 30) for year in (*YEARS, 2014) for month in (4, 6, 9, 10)])


@st.composite
def arrivals(draw: st.DrawFn) -> Arrival:
    """A whole return, one of the year so far, a part of one, or a local table."""
    modules = tuple(draw(st.one_of(st.just(MODULES), st.lists(st.sampled_from([*OFTEN, *MODULES]), unique=True))))
    unreadable = tuple(each for each in modules if draw(st.integers(0, 9)) == 0)
    known_on, undone = draw(knowing), draw(st.integers(0, 5)) == 0
    if draw(st.integers(0, 2)) == 0:
        first = draw(st.none() | days)
        last = draw(days.filter(lambda day: first is None or day >= first))
        return Arrival(modules, first, last, known_on, undone=undone, unreadable=unreadable)
    year = draw(st.sampled_from(YEARS))
    last = draw(st.sampled_from([date(year, 3, 31)] * 4 + [date(year - 1, 9, 30)]))
    partial = draw(st.integers(0, 5)) == 0
    return Arrival(modules, date(year - 1, 4, 1), last, known_on, partial, undone, unreadable)


@dataclass(frozen=True)
class Received:
    """Imports one after the other; ``journal``: a fact that no import speaks of."""

    arrivals: Sequence[Arrival]
    journal: bool

    def into(self, log: CaseLog) -> None:
        """Record them, and the undoing of some at the end."""
        if self.journal:
            log.record(parse_journal(ADA))
        for each in self.arrivals:
            log.record([], imported=_entry(each))
        for number, each in enumerate(self.arrivals, start=1):
            if each.undone:
                log.record([], [ImportUndone(number=number, because="wrong file", program="test")])

    def lacks(self, module: str, basis: Basis, needed: tuple[date | None, date, Sequence[date]]) -> bool:
        """Whether days of a module that are needed are not covered, every day by itself. A module that no import names
        is lacking until the journal's fact has happened and is known."""
        ledger, (first, last, stocks) = Ledger(self.arrivals, basis.known_at), needed
        if not ledger.is_named(module):
            is_known = basis.known_at is None or basis.known_at >= date(2009, 6, 30)
            return not (self.journal and module == "Episodes" and is_known and basis.as_at >= date(2009, 5, 1))
        covered = ledger.stock_is_covered(module, last) if first is None else _all_days(ledger, module, first, last)
        return not (covered and all(ledger.stock_is_covered(module, day) for day in stocks))


def _all_days(ledger: Ledger, module: str, first: date, last: date) -> bool:
    return all(
        ledger.is_covered(module, date.fromordinal(day)) for day in range(first.toordinal(), last.toordinal() + 1)
    )


def _entry(each: Arrival) -> ImportRecorded:
    return ImportRecorded(
        number=0,
        program="test",
        source=TABLE if each.first is None or each.first.month != 4 else RETURN,
        files=("file.csv",),
        year_ending=date(each.first.year + 1, 3, 31) if each.first else None,
        first=each.first,
        last=each.last,
        known_on=each.known_on,
        partial=each.partial,
        modules=tuple(_module(name, set_aside=name in each.unreadable) for name in each.modules),
        children=0,
    )


def _module(name: str, *, set_aside: bool) -> ModuleImported:
    rows = (RowsSetAside(reason="no day can be read", rows=2),) if set_aside else ()
    return ModuleImported(module=name, read=2, set_aside=rows)


def received() -> st.SearchStrategy[Received]:
    """Up to six imports."""
    return st.builds(Received, st.lists(arrivals(), max_size=6), st.booleans())


@given(received(), st.sampled_from(sorted({*OFTEN, "plans"})), days, st.none() | knowing)
def test_coverage_is_that_of_every_day_by_itself(
    story: Received, module: str, day: date, known_at: date | None
) -> None:
    with open_log(":memory:", clock=Ticking(LONG_AFTER)) as log:
        story.into(log)
        found = CoverageHistory(Imports.held(log.attestations(), None)).at(known_at)
    ledger = Ledger(story.arrivals, known_at)
    assert found.covers_days(module, day, day) == ledger.is_covered(module, day)
    assert found.covers_stock(module, day) == ledger.stock_is_covered(module, day)
    first = date.fromordinal(add_months(day, -12).toordinal() + 1)
    assert found.covers_days(module, first, day) == ledger.window_is_covered(module, day, 12)
    assert found.is_stated(module) == ledger.is_named(module)


@given(received(), days, st.none() | knowing)
def test_a_main_figure_needs_the_days_that_its_wording_speaks_of(
    story: Received, as_at: date, known_at: date | None
) -> None:
    """By hand, measure by measure: the stock of the day, or all days of the months that the wording names."""
    ledger = Ledger(story.arrivals, known_at)
    with open_log(":memory:", clock=Ticking(LONG_AFTER)) as log:
        story.into(log)
        coverage = CoverageHistory(Imports.held(log.attestations(), None)).at(known_at)
    for name, months in WINDOWS.items():
        (main, *_) = lines_of(CATALOGUE[name])
        for need in main.needs:
            by_hand = (
                ledger.stock_is_covered(need, as_at)
                if months == STOCK
                else ledger.window_is_covered(need, as_at, months)
            )
            assert days_needed(main.looks, as_at).are_covered(need, coverage) == by_hand, (name, need)


@profiles.one_in(5)
@given(received(), st.lists(days, min_size=1, max_size=2, unique=True), st.lists(knowing, min_size=1, max_size=2))
@example(Received([], journal=True), [date(2009, 3, 31), date(2010, 3, 30)], [date(2010, 4, 30)])
def test_a_figure_is_none_exactly_where_days_that_it_needs_are_not_covered(
    story: Received, as_at: list[date], known_at: list[date]
) -> None:
    with open_log(":memory:", clock=Ticking(LONG_AFTER)) as log:
        story.into(log)
        rebuild(log)
        for day in as_at:
            for known in (None, *known_at):
                for engine in (Engine.AUTO, Engine.REFERENCE):
                    for answer in measure(log, EVERYTHING, Basis(day, known), engine=engine):
                        _null_where_not_covered(story, answer)
        said: list[str] = []
        bases = [Basis(day, known) for day in as_at for known in sorted(set(known_at))]
        for found in series(log, EVERYTHING, bases, note=said.append):
            for point in found.points:
                _null_where_not_covered(story, point)
        assert said == [FROM_COLUMNS]
        grid = Grid(tuple(sorted(as_at)), tuple(sorted({*known_at, date(2014, 12, 31)})))
        for point in triangle(log, CATALOGUE["missing-over-24h"], grid).points:
            _null_where_not_covered(story, point)


def _null_where_not_covered(story: Received, answer: AnyAnswer) -> None:
    basis = answer.basis
    for line, row in zip(lines_of(answer.indicator), answer.rows, strict=True):
        needed = days_needed(line.looks, basis.as_at)
        days_of = (needed.first, needed.last, needed.stocks)
        lacking = [need for need in line.needs if story.lacks(need, basis, days_of)]
        assert (row.numerator is None) == bool(lacking), (answer.indicator.id, row.group)
        if lacking:
            assert (row.value, row.denominator, row.reason is not None) == (None, None, True)
            assert any(need in str(row.reason) for need in lacking)


@profiles.one_in(5)
@given(received(), days)
def test_the_day_of_publication_is_the_first_on_which_everything_needed_is_covered(
    story: Received, as_at: date
) -> None:
    with open_log(":memory:", clock=Ticking(LONG_AFTER)) as log:
        story.into(log)
        publishing = Publishing.of(log, log.head().position)
        for name, months in WINDOWS.items():
            indicator = CATALOGUE[name]
            found = publishing.day(indicator, as_at)
            covered = [
                known
                for known in sorted({each.known_on for each in story.arrivals})
                if all(_is_covered(Ledger(story.arrivals, known), need, as_at, months) for need in indicator.needs)
            ]
            assert found == (covered[0] if covered else None), name


def _is_covered(ledger: Ledger, module: str, as_at: date, months: int) -> bool:
    return (
        ledger.stock_is_covered(module, as_at) if months == STOCK else ledger.window_is_covered(module, as_at, months)
    )


def test_beyond_coverage_gives_the_number_of_a_day_that_is_not_covered_and_marks_it() -> None:
    """Ada is in a return of 2010 to 2011; as at 31 March 2012 nobody has said whether she left."""
    year = Arrival(("Episodes",), date(2010, 4, 1), date(2011, 3, 31), date(2011, 6, 30))
    with open_log(":memory:", clock=Ticking(LONG_AFTER)) as log:
        Received([year], journal=True).into(log)
        for engine in (Engine.AUTO, Engine.REFERENCE):
            basis = Basis(date(2012, 3, 31))
            (without,) = measure(log, [CATALOGUE["looked-after"]], basis, engine=engine)
            (beyond,) = measure(log, [CATALOGUE["looked-after"]], basis, engine=engine, beyond_coverage=True)
            assert (without.rows[0].value, without.rows[0].not_covered) == (None, True)
            assert (beyond.rows[0].value, beyond.rows[0].beyond_coverage, beyond.rows[0].reason) == (1, True, None)
            (inside,) = measure(
                log, [CATALOGUE["looked-after"]], replace(basis, as_at=date(2011, 3, 31)), beyond_coverage=True
            )
            assert (inside.rows[0].value, inside.rows[0].beyond_coverage) == (1, False)
