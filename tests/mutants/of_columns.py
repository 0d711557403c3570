"""Planted faults of the columnar interpreter: a boundary, a day of turning, a corner of a rectangle."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_COLUMNAR = "timeline/projections/algebra/columnar"
_FOUND = f"{_COLUMNAR}/found.py"
_KERNELS = f"{_COLUMNAR}/kernels.py"
_LABELS = f"{_COLUMNAR}/labels.py"
_MARKS = f"{_COLUMNAR}/marks.py"
_PARTICULARS = f"{_COLUMNAR}/particulars.py"
_QUESTIONS = f"{_COLUMNAR}/questions.py"
_RELATIONS = f"{_COLUMNAR}/relations.py"
_SPELLS = f"{_COLUMNAR}/spells.py"
_SUMS = f"{_COLUMNAR}/sums.py"
_SWEEP = f"{_COLUMNAR}/sweep.py"
_SWEPT_UP = f"{_COLUMNAR}/swept.py"
_TURNING = f"{_COLUMNAR}/turning.py"

_OPERATORS = (
    Mutant(
        name="columns-open-on-the-day-it-ends",
        wrong="In the columns a spell is still open at the end of the day it ends",
        file=_SPELLS,
        old="(found.start <= day) & (found.end > day)",
        new="(found.start <= day) & (found.end >= day)",
    ),
    Mutant(
        name="columns-window-start-inclusive",
        wrong="In the columns the twelve months to 31 March begin with the 31 March before",
        file=_SPELLS,
        old="(found.start > cells.back(",
        new="(found.start >= cells.back(",
    ),
    Mutant(
        name="columns-end-counted-as-lived-in",
        wrong="In the columns a placement that ended on the window's first day was lived in",
        file=_SPELLS,
        old="np.maximum(found.start, first)",
        new="np.maximum(found.start, first - 1)",
    ),
    Mutant(
        name="columns-within-is-strictly-before",
        wrong="In the columns ended on the corresponding date is not within the month",
        file=_SPELLS,
        old="found.over & (found.end <= ",
        new="found.over & (found.end < ",
    ),
    Mutant(
        name="columns-no-birthday-no-child",
        wrong="A child whose day of birth is not recorded has no spells before any age",
        file=_SPELLS,
        old="np.where(attained == NOT_KNOWN, np.int32(FOREVER), attained)",
        new="attained",
    ),
    Mutant(
        name="columns-union-as-the-other-has-it",
        wrong="Of a spell that both sides of a union have, the one cut short by the other side is kept",
        file=_SPELLS,
        old="together(spells(e.other, cells), spells(e.of, cells), ",
        new="together(spells(e.of, cells), spells(e.other, cells), ",
    ),
    Mutant(
        name="columns-days-twice",
        wrong="Days on which two spells lie are counted twice",
        file=_QUESTIONS,
        old="np.maximum(found.start, reached)",
        new="found.start",
    ),
    Mutant(
        name="columns-during-on-the-last-day",
        wrong="In the columns what began on the day on which another ended began during it",
        file=_RELATIONS,
        old="(began < end)",
        new="(began <= end)",
    ),
    Mutant(
        name="columns-until-before-it-began",
        wrong="A wait lasts until something that had come before it began, and so fewer than no days",
        file=_RELATIONS,
        old="np.maximum(found.start, until[found.cell])",
        new="until[found.cell]",
    ),
    Mutant(
        name="columns-beside-the-spells-of-another",
        wrong="Spells are set beside those of the next child",
        file=_FOUND,
        old="np.searchsorted(b.cell, np.arange(b.cells + 1))",
        new='np.searchsorted(b.cell, np.arange(b.cells + 1), side="right")',
    ),
    Mutant(
        name="kernel-begun-on-the-day",
        wrong="What begins on the day asked about is not seen",
        file=_KERNELS,
        old="(start[row] <= day[cell])",
        new="(start[row] < day[cell])",
    ),
    Mutant(
        name="kernel-compiled-otherwise",
        wrong="Compiled, a row is still seen on the day on which another takes its place",
        file=_KERNELS,
        old="(seen_to[place] > then)",
        new="(seen_to[place] >= then)",
    ),
)

_TURNS = (
    Mutant(
        name="turning-day-plus-months",
        wrong="What happened leaves the window on its day plus twelve months, whatever the month's end",
        file=_MARKS,
        old="back = calendar.months_back_reach",
        new="back = calendar.add_months",
    ),
    Mutant(
        name="turning-never-leaves-the-window",
        wrong="A series goes on with what has left the window",
        file=_TURNING,
        old="of.turning(of.starts, of.starts.reached_by(e.months))",
        new="of.turning(of.starts)",
    ),
    Mutant(
        name="turning-last-day-lived-in",
        wrong="A series takes the day a placement ended for the last day lived in it",
        file=_TURNING,
        old="of.ends.moved(-1).reached_by",
        new="of.ends.reached_by",
    ),
    Mutant(
        name="turning-longer-a-day-early",
        wrong="A series turns on the corresponding date, not on the day after, where something has lasted longer",
        file=_TURNING,
        old=".months_on(e.months).moved(1)",
        new=".months_on(e.months)",
    ),
    Mutant(
        name="turning-without-birthdays",
        wrong="A series goes on with children past their eighteenth birthday",
        file=_TURNING,
        old="all_of((of.ends, almanac.birthdays(e.years)))",
        new="of.ends",
    ),
    Mutant(
        name="turning-days-in-all-of-one-spell",
        wrong="So many days in all are reached so many days after a spell began, never by several together",
        file=_TURNING,
        old="of.starts.up_to(q.at_least)",
        new="of.starts.moved(q.at_least)",
    ),
    Mutant(
        name="turning-ago-turns-then",
        wrong="What is asked of a day six months back turns on the days on which it turned then",
        file=_TURNING,
        old="tuple(later))",
        new="of.turns)",
    ),
)

_SWEPT = (
    Mutant(
        name="sweep-closed-one-late",
        wrong="The rectangle of an answer goes on for one point after the next has begun",
        file=_SWEEP,
        old="until = np.append(first[1:], 0)[: len(first)]",
        new="until = np.append(first[1:] + 1, 0)[: len(first)]",
    ),
    Mutant(
        name="sweep-turns-a-point-late",
        wrong="What turns on a day asked about turns at the next point of the series",
        file=_SWEEP,
        old="np.arange(days[0], days[-1] + 2))",
        new='np.arange(days[0], days[-1] + 2), side="right")',
    ),
    Mutant(
        name="sweep-known-to-inclusive",
        wrong="In a triangle what was replaced is still known on the day its replacement became known",
        file=_SWEEP,
        old="(rows.known_to[row] > day)",
        new="(rows.known_to[row] >= day)",
    ),
    Mutant(
        name="sweep-one-day-of-knowing",
        wrong="In a series as known at one day what was replaced is still known that day",
        file=_SWEEP,
        old="(rows.known_to > day)",
        new="(rows.known_to >= day)",
    ),
    Mutant(
        name="sweep-versions-mixed-up",
        wrong="All that was ever known of a child is put under one of its versions",
        file=_SWEEP,
        old="child=version[then].astype",
        new="child=child[version[then]].astype",
    ),
    Mutant(
        name="sweep-same-day-before-it-is-known",
        wrong="As published each day, a child counts from the day it was in care, though that was not yet known",
        file=_SWEEP,
        old="np.maximum(first, known_first), np.minimum",
        new="first, np.minimum",
    ),
    Mutant(
        name="sweep-prunes-the-day-itself",
        wrong="A cell as known on the very day asked about is left empty where a version begins on it",
        file=_SWEEP,
        old="grid.as_at[first] <= grid.known[known_until - 1]",
        new="grid.as_at[first] < grid.known[known_until - 1]",
    ),
    Mutant(
        name="sweep-prunes-what-is-known-from-before",
        wrong="What is known since before the day asked about is left out of a triangle",
        file=_SWEEP,
        old="grid.as_at[first] <= grid.known[known_until - 1]",
        new="grid.as_at[first] <= grid.known[known_first]",
    ),
    Mutant(
        name="rows-seen-from-the-very-day-left-out",
        wrong="A row that is seen from the last day asked about is not read at all",
        file=_SWEEP,
        old="(rows.seen_from <= as_at_last)",
        new="(rows.seen_from < as_at_last)",
    ),
    Mutant(
        name="rows-known-until-then-left-out",
        wrong="Of a triangle no row is read that is not known any more on the last day of knowing",
        file=_SWEEP,
        old="(rows.known_to > known_first)",
        new="(rows.known_to > known_last)",
    ),
    Mutant(
        name="nobody-of-whom-only-later-days-are-known",
        wrong="A child of whom nothing is seen yet, and something is known, is nobody",
        file=_SWEEP,
        old="np.flatnonzero(here | ~somebody[children.child])",
        new="np.flatnonzero(here)",
    ),
    Mutant(
        name="particulars-of-two-gaps-in-one",
        wrong="What is seen of a child again after a gap is taken for never interrupted",
        file=_PARTICULARS,
        old="new[1:] = begins[1:] != ends[:-1]",
        new="new[1:] = False",
    ),
    Mutant(
        name="particulars-until-the-first-change",
        wrong="Of rows in one, the last day is that of the first of them",
        file=_PARTICULARS,
        old="{along[1]: ends[lasts(new)]}",
        new="{along[1]: ends[new]}",
    ),
    Mutant(
        name="figures-of-the-same-sums-and-other-numbers",
        wrong="A median is taken for that of another day of knowing, where as many children bring other numbers",
        file=_SWEPT_UP,
        old="(numbers, self._told.alike(place))",
        new="(numbers, 0)",
    ),
    Mutant(
        name="figures-without-the-day-of-knowing",
        wrong="Why there is no figure is said with another day of knowing than that of the point",
        file=_SWEPT_UP,
        old="else basis.known_at\n",
        new="else None\n",
    ),
    Mutant(
        name="numbers-told-that-nobody-knows-any-more",
        wrong="The numbers of which a median is told stay the same though one of them is no longer known",
        file=_SUMS,
        old="turns[p.known_first] = turns[p.known_until] = 1",
        new="turns[p.known_first] = 1",
    ),
    Mutant(
        name="sums-corner-with-the-wrong-sign",
        wrong="The last corner of a rectangle is taken off once more instead of being put back",
        file=_SUMS,
        old="(1, self.until, self.known_until)",
        new="(-1, self.until, self.known_until)",
    ),
    Mutant(
        name="sums-grown-since-the-first-point",
        wrong="Days that grow have grown since the first point of the series, not since the answer was found",
        file=_SUMS,
        old="days[p.first[here]]",
        new="days[0]",
    ),
    Mutant(
        name="sums-heard-of-in-the-first-part-only",
        wrong="A module that only children of another part of the population tell of is not heard of",
        file=_SUMS,
        old="{*self.modules, *other.modules}",
        new="self.modules",
    ),
    Mutant(
        name="labels-of-the-day-after-care",
        wrong="In the columns a child who ceased is broken down by the code in force on the day after the last",
        file=_LABELS,
        old="np.where(day == subject.end, day - 1, day)",
        new="day",
    ),
    Mutant(
        name="labels-of-the-day-asked-about",
        wrong="In the columns a child who started is broken down by what is so on the day asked about",
        file=_LABELS,
        old="if seen is Moment.START:",
        new="if seen is None:",
    ),
)

OF_COLUMNS = (*_OPERATORS, *_TURNS, *_SWEPT)
"""The same declarations by arrays: what an operator finds, when an answer may turn, and how answers are added up."""
