"""Planted faults of the engine of spans: a threshold, a part of a spell, an edge of a set, a corner of a rectangle."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_SPANS = "timeline/projections/algebra/spans"
_BREAKDOWNS = f"{_SPANS}/breakdowns.py"
_FIGURES = f"{_SPANS}/point_figures.py"
_KNOWLEDGE = f"{_SPANS}/knowledge_states.py"
_MEDIANS = f"{_SPANS}/medians.py"
_NARROWED = f"{_SPANS}/narrowed.py"
_QUESTIONS = f"{_SPANS}/questions.py"
_RELATIONS = f"{_SPANS}/relation_operators.py"
_ROWS = f"{_SPANS}/rows.py"
_SETS = f"{_SPANS}/interval_sets.py"
_SPELLS = f"{_SPANS}/spell_operators.py"
_SPELL_SETS = f"{_SPANS}/spell_sets.py"
_TOTALS = f"{_SPANS}/totals.py"

_OPERATORS = (
    Mutant(
        name="spans-open-on-the-day-it-ends",
        wrong="By spans a spell is still open at the end of the day it ends",
        file=_SPELLS,
        old="return found.clipped(of.asked.first(found.start), of.asked.first(found.end))",
        new="return found.clipped(of.asked.first(found.start), of.asked.first(found.end + np.int32(1)))",
    ),
    Mutant(
        name="spans-window-start-inclusive",
        wrong="By spans the twelve months to 31 March begin with the 31 March before",
        file=_SPELLS,
        old="return found.clipped(hi=of.asked.first(found.start, e.months))",
        new="return found.clipped(hi=of.asked.first(found.start + np.int32(1), e.months))",
    ),
    Mutant(
        name="spans-day-plus-months",
        wrong="What happened leaves the window on its day plus twelve months, whatever the month's end",
        file=_SPELL_SETS,
        old="        if months not in self._tables:\n",
        new="        day, months = calendar.add_months(day, months), 0\n        if months not in self._tables:\n",
    ),
    Mutant(
        name="spans-never-leave-the-window",
        wrong="A series goes on with what has left the window",
        file=_SPELLS,
        old="return found.clipped(of.asked.first(found.end), of.asked.first(found.end, e.months))",
        new="return found.clipped(of.asked.first(found.end))",
    ),
    Mutant(
        name="spans-end-counted-as-lived-in",
        wrong="By spans the day a placement ended is the last day lived in it",
        file=_SPELLS,
        old="of.asked.first(found.end - np.int32(1), e.months)",
        new="of.asked.first(found.end, e.months)",
    ),
    Mutant(
        name="spans-within-is-strictly-before",
        wrong="By spans ended on the corresponding date is not within the month",
        file=_SPELLS,
        old="(found.end <= calendar.add_months(",
        new="(found.end < calendar.add_months(",
    ),
    Mutant(
        name="spans-longer-a-day-early",
        wrong="Something has lasted longer than a limit on its last day, not on the day after",
        file=_SPELLS,
        old="of.asked.first(latest + np.int32(1))",
        new="of.asked.first(latest)",
    ),
    Mutant(
        name="spans-ended-as-still-open",
        wrong="What ended is held to the days that what is still open needs",
        file=_SPELLS,
        old="np.where(found.end - found.start >= e.ended, found.hi, 0)",
        new="np.where(found.end - found.start >= e.still_open, found.hi, 0)",
    ),
    Mutant(
        name="spans-no-birthday-no-child",
        wrong="A child whose day of birth is not recorded has no spells before any age",
        file=_SPELLS,
        old="np.where(attained == NOT_KNOWN, np.int32(FOREVER), attained)",
        new="attained",
    ),
    Mutant(
        name="spans-of-an-earlier-day-as-seen-then",
        wrong="What is asked of an earlier day is asked of the case as it was seen then",
        file=_SPELL_SETS,
        old="asked = self.as_seen.asked",
        new="asked = self.asked",
    ),
    Mutant(
        name="spans-union-as-the-other-has-it",
        wrong="Of a spell that both sides of a union have, the one cut short by the other side is kept",
        file=_RELATIONS,
        old="(order >= len(one))",
        new="(order < len(one))",
    ),
    Mutant(
        name="spans-during-on-the-last-day",
        wrong="By spans what began on the day on which another ended began during it",
        file=_RELATIONS,
        old="(began < end)",
        new="(began <= end)",
    ),
    Mutant(
        name="spans-until-before-it-began",
        wrong="A wait lasts until something that had come before it began, and so fewer than no days",
        file=_RELATIONS,
        old="end=np.maximum(found.start[i], first.start[j])",
        new="end=first.start[j]",
    ),
    Mutant(
        name="spans-beside-the-spells-of-another",
        wrong="Spells are set beside those of the next child",
        file=_RELATIONS,
        old="np.searchsorted(b.group, np.arange(b.groups + 1))",
        new='np.searchsorted(b.group, np.arange(b.groups + 1), side="right")',
    ),
    Mutant(
        name="spans-the-one-before-is-the-first",
        wrong="Of several that ended on the day the next began, the first is the one before",
        file=_RELATIONS,
        old="reversed(backwards(other.in_order))",
        new="reversed(other.in_order)",
    ),
    Mutant(
        name="spans-days-twice",
        wrong="Days on which two spells lie are counted twice",
        file=_QUESTIONS,
        old="np.maximum(end - np.maximum(start, latest), 0), end",
        new="end - start, end",
    ),
    Mutant(
        name="spans-days-in-all-of-one-spell",
        wrong="So many days in all are reached so many days after a spell began, never by several together",
        file=_QUESTIONS,
        old="day = end[enough] - (total[enough] - q.at_least)",
        new="day = end[enough] - (days[enough] - q.at_least)",
    ),
    Mutant(
        name="spans-chosen-as-they-were-found",
        wrong="Of two spells that began on one day the first is the one that was found first",
        file=_SPELL_SETS,
        old="return (self.start, self.row)",
        new="return (self.start,)",
    ),
)

_SETS_OF_DAYS = (
    Mutant(
        name="spans-counted-on-the-day-they-end",
        wrong="On the day on which it ends a spell is still among those that are counted",
        file=_SETS,
        old="np.concatenate([begin * 2 + 1, until * 2])",
        new="np.concatenate([begin * 2 + 1, until * 2 + 2])",
    ),
    Mutant(
        name="spans-touching-the-next-child",
        wrong="The last day asked about of one child touches the first of the next",
        file=_SETS,
        old="return self.begin // (self.width + 1)",
        new="return self.begin // self.width",
    ),
    Mutant(
        name="spans-a-threshold-one-place-late",
        wrong="What holds from a day asked about on holds from the next point of the series",
        file=_SPELL_SETS,
        old="np.searchsorted(back, np.arange(back[0], back[-1] + 2))",
        new='np.searchsorted(back, np.arange(back[0], back[-1] + 2), side="right")',
    ),
    Mutant(
        name="spans-the-worse-of-two",
        wrong="Where two are there, the one that comes later is chosen",
        file=_SETS,
        old="best[segment[::-1]] = of[::-1]",
        new="best[segment] = of",
    ),
)

_KNOWN = (
    Mutant(
        name="slab-closed-one-late",
        wrong="What was known goes on for one day of knowing after something else has become known",
        file=_KNOWLEDGE,
        old="until = np.append(first[1:], 0)[: len(first)]",
        new="until = np.append(first[1:] + 1, 0)[: len(first)]",
    ),
    Mutant(
        name="slab-known-to-inclusive",
        wrong="In a triangle what was replaced is still known on the day its replacement became known",
        file=_KNOWLEDGE,
        old="(rows.known_to[row] > day)",
        new="(rows.known_to[row] >= day)",
    ),
    Mutant(
        name="slab-one-day-of-knowing",
        wrong="In a series as known at one day what was replaced is still known that day",
        file=_KNOWLEDGE,
        old="(rows.known_to > day)",
        new="(rows.known_to >= day)",
    ),
    Mutant(
        name="slabs-mixed-up",
        wrong="All that was ever known of a child is put under one of its states of knowledge",
        file=_KNOWLEDGE,
        old="child=state[kept].astype",
        new="child=child[state[kept]].astype",
    ),
    Mutant(
        name="slab-same-day-before-it-is-known",
        wrong="As published each day, a child counts from the day it was in care, though that was not yet known",
        file=_KNOWLEDGE,
        old="lo = np.maximum(spans.lo, first)",
        new="lo = spans.lo",
    ),
    Mutant(
        name="slab-prunes-the-day-itself",
        wrong="A cell as known on the very day asked about is left empty where a state of knowledge begins on it",
        file=_KNOWLEDGE,
        old='np.searchsorted(grid.as_at, grid.known[self.until - 1], side="right")',
        new="np.searchsorted(grid.as_at, grid.known[self.until - 1])",
    ),
    Mutant(
        name="slab-prunes-what-is-known-from-before",
        wrong="What is known since before the day asked about is left out of a triangle",
        file=_KNOWLEDGE,
        old="grid.known[self.until - 1]",
        new="grid.known[self.first]",
    ),
    Mutant(
        name="rows-seen-from-the-very-day-left-out",
        wrong="A row that is seen from the last day asked about is not read at all",
        file=_NARROWED,
        old="(rows.seen_from <= as_at_last)",
        new="(rows.seen_from < as_at_last)",
    ),
    Mutant(
        name="rows-known-until-then-left-out",
        wrong="Of a triangle no row is read that is not known any more on the last day of knowing",
        file=_NARROWED,
        old="(rows.known_to > known_first)",
        new="(rows.known_to > known_last)",
    ),
    Mutant(
        name="nobody-of-whom-only-later-days-are-known",
        wrong="A child of whom nothing is seen yet, and something is known, is nobody",
        file=_NARROWED,
        old="np.flatnonzero(here | ~somebody[children.child])",
        new="np.flatnonzero(here)",
    ),
    Mutant(
        name="particulars-of-two-gaps-in-one",
        wrong="What is seen of a child again after a gap is taken for never interrupted",
        file=_NARROWED,
        old="new[1:] = begins[1:] != ends[:-1]",
        new="new[1:] = False",
    ),
    Mutant(
        name="particulars-until-the-first-change",
        wrong="Of rows in one, the last day is that of the first of them",
        file=_NARROWED,
        old="{along[1]: ends[lasts(new)]}",
        new="{along[1]: ends[new]}",
    ),
)

_ADDED_UP = (
    Mutant(
        name="sums-corner-with-the-wrong-sign",
        wrong="The last corner of a rectangle is taken off once more instead of being put back",
        file=_KNOWLEDGE,
        old="(1, self.until, self.known_until)",
        new="(-1, self.until, self.known_until)",
    ),
    Mutant(
        name="sums-grown-since-the-first-point",
        wrong="Days that grow have grown since the first point of the series, not since the spell was there",
        file=_MEDIANS,
        old="days[at.first[here]]",
        new="days[np.zeros_like(here)]",
    ),
    Mutant(
        name="numbers-grow-after-the-end",
        wrong="The days of a spell that has ended go on growing",
        file=_ROWS,
        old="parts.hi, number, day < parts.end)",
        new="parts.hi, number, day < np.int32(10_000_000))",
    ),
    Mutant(
        name="sums-heard-of-in-the-first-part-only",
        wrong="A module that only children of another part of the population tell of is not heard of",
        file=_TOTALS,
        old="dict.fromkeys((*self.modules, *other.modules))",
        new="self.modules",
    ),
    Mutant(
        name="sums-labels-of-the-first-part-only",
        wrong="A label that only children of another part of the population have has no row",
        file=_TOTALS,
        old="dict.fromkeys((*self.labelled, *other.labelled))",
        new="self.labelled",
    ),
    Mutant(
        name="median-of-numbers-that-nobody-knows-any-more",
        wrong="A median is still worked out from a number that is no longer known",
        file=_MEDIANS,
        old="edge[at.known_first] = edge[at.known_until] = True",
        new="edge[at.known_first] = True",
    ),
    Mutant(
        name="median-of-many-is-the-upper-middle",
        wrong="At many points the median of an even number of waits is the upper of the two in the middle",
        file=_MEDIANS,
        old="_nth(values, up_to, (total - 1) // 2)",
        new="_nth(values, up_to, total // 2)",
    ),
    Mutant(
        name="figures-without-the-day-of-knowing",
        wrong="Why there is no figure is said with another day of knowing than that of the point",
        file=_FIGURES,
        old="else basis.known_at\n",
        new="else None\n",
    ),
    Mutant(
        name="labels-where-nobody-has-them",
        wrong="A label has a row at points at which nobody has it",
        file=_FIGURES,
        old="return not self.of_label or self.sums[place][0] > 0",
        new="return True",
    ),
    Mutant(
        name="labels-of-the-day-after-care",
        wrong="By spans a child who ceased is broken down by the code in force on the day after the last",
        file=_BREAKDOWNS,
        old="last = day - (day == ended)",
        new="last = day",
    ),
    Mutant(
        name="labels-of-the-day-asked-about",
        wrong="By spans a child who started is broken down by what is so on the day asked about",
        file=_BREAKDOWNS,
        old="if seen is Moment.START:",
        new="if seen is None:",
    ),
    Mutant(
        name="labels-of-an-age-a-point-early",
        wrong="In a series a child is of the next age from the point before the birthday",
        file=_BREAKDOWNS,
        old="*(np.clip(self.reached(each), found.lo, found.hi) for each in days)",
        new="*(np.clip(self.reached(each) - 1, found.lo, found.hi) for each in days)",
    ),
)

OF_SPANS = (*_OPERATORS, *_SETS_OF_DAYS, *_KNOWN, *_ADDED_UP)
"""The same declarations by spans: when a spell is among those an operator finds, sets of days, what is known, sums."""
