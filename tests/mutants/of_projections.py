"""Planted faults of folding: what is not gone through again, derived again or looked up again, and should be."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_TABLES = "timeline/projections/tables"
_PARTICULARS = f"{_TABLES}/particulars.py"
_DERIVATIONS = f"{_TABLES}/derivations.py"
_FAMILIES = f"{_TABLES}/families.py"
_FOLD = f"{_TABLES}/bitemporal_fold.py"
_RUNS = f"{_TABLES}/as_at_runs.py"
_RECTANGLES = f"{_TABLES}/rectangles.py"

OF_PROJECTIONS = (
    Mutant(
        name="folded-from-the-last-change",
        wrong="Where several groups of facts have changed, as-at days are gone through from the last change on",
        file=_RUNS,
        old="since = min(group.update()",
        new="since = max(group.update()",
    ),
    Mutant(
        name="fact-taken-away-changes-nothing-before-it",
        wrong="A fact that is taken back stays in the runs of its group until another one comes before it",
        file=_RUNS,
        old="""        del self.held[bisect_left(self.held, fact)]
        self.since = min(self.since, fact.day)
""",
        new="""        del self.held[bisect_left(self.held, fact)]
        self.since = min(self.since, date.max.replace(day=30))
""",
    ),
    Mutant(
        name="groups-put-together-out-of-order",
        wrong="What comes of a group stands after what came of the others, not in its place among them",
        file=_RUNS,
        old="            insort(found, each)",
        new="            found.append(each)",
    ),
    Mutant(
        name="too-little-read-of-care",
        wrong="A review due does not stand on the fact that began the period of care",
        file=_FAMILIES,
        old="facts=each.facts[:1]",
        new="facts=()",
    ),
    Mutant(
        name="care-that-moves-nothing",
        wrong="What comes of facts and of care is not derived again where only care has changed",
        file=_FOLD,
        old="beside = care_since if",
        new="beside = None if",
    ),
    Mutant(
        name="plans-of-all-kinds-apart-by-day",
        wrong="Plans made on different days never take each other's place",
        file=_FAMILIES,
        old="    return event.kind\n",
        new="    return (event.kind, event.occurred_on)\n",
    ),
    Mutant(
        name="same-days-are-the-same-spell",
        wrong="A spell that has the days of the one in its place before is taken for it",
        file=_DERIVATIONS,
        old="known if spell == was else",
        new="known if spell[:3] == was[:3] else",
    ),
    Mutant(
        name="rectangle-kept-a-day-too-long",
        wrong="What was seen from the very day on which two days of knowing differ is left as it was",
        file=_RECTANGLES,
        old="kept = bisect_left(self._days, since)",
        new="kept = bisect_left(self._days, since) + 1",
    ),
    Mutant(
        name="module-no-longer-heard-of",
        wrong="A module of which nothing is known any more is still among those that are",
        file=_PARTICULARS,
        old="set(modules).symmetric_difference(self._modules)",
        new="set(modules).difference(self._modules)",
    ),
)
