"""Planted faults of the roads to an answer: which engine, out of which projections, at which days."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_FIGURES = "timeline/projections/tables/figures.py"
_STATED = "timeline/projections/algebra/stated.py"
_ENGINES = "timeline/projections/engines.py"
_GRIDS = "timeline/projections/grids.py"
_STATE = "timeline/projections/tables/state.py"
_HISTORY = "timeline/projections/tables/position_history.py"
_KNOWN_DATES = "timeline/projections/tables/known_dates.py"
_FAMILIES = "timeline/projections/tables/families.py"
_DIFFERENCES = "replay/differences.py"
_COMPARED = "timeline/projections/algebra/spans/compared.py"

OF_THE_ANSWER = (
    Mutant(
        name="stale-projections-answer",
        wrong="Projections answer though more has been recorded of children since they were made",
        file=_FIGURES,
        old="return next(iter(log.children(after=state.position)), None) is not None",
        new="return False",
    ),
    Mutant(
        name="returns-the-same-on-every-day-of-knowing",
        wrong="What returns brought is taken to be the same in all of a triangle's days of knowing",
        file=_STATED,
        old="coverage = at.history.at(basis.known_at)",
        new="coverage = at.history.at(None)",
    ),
    Mutant(
        name="projections-answer-for-the-past",
        wrong="A question about an earlier position is answered from projections of a later one",
        file=_HISTORY,
        old="if any(each.known_on <= known_at for each in self.known if each.last > basis.position):",
        new="if False:",
    ),
    Mutant(
        name="then-known-on-the-day",
        wrong="What was loaded afterwards and became known on the very day of knowing is taken for known later",
        file=_HISTORY,
        old="if any(each.known_on <= known_at for",
        new="if any(each.known_on < known_at for",
    ),
    Mutant(
        name="then-what-takes-back-is-of-no-module",
        wrong="What takes a fact back is taken to have nothing to do with what the fact has",
        file=_KNOWN_DATES,
        old="modules[record.id.int] = modules.get(entry.fact.int, OF_ANY)",
        new="modules[record.id.int] = 'none'",
    ),
    Mutant(
        name="then-not-of-the-breakdown-of-care",
        wrong="Episodes loaded afterwards have nothing to do with a question about another family of kinds",
        file=_FAMILIES,
        old="if family in (CARE, PEOPLE) or not set(kinds).isdisjoint(family.kinds)]",
        new="if not set(kinds).isdisjoint(family.kinds)]",
    ),
    Mutant(
        name="moved-by-as-many",
        wrong="A child that brings as many numbers as before is taken to bring the same",
        file=_COMPARED,
        old="found[by[number != instead]] = True",
        new="found[by[number != number]] = True",
    ),
    Mutant(
        name="moved-only-in-the-first-row",
        wrong="Who moved is looked for in the first row of a measure alone",
        file=_COMPARED,
        old="in rows_of_both(older.indicator, newer.indicator):",
        new="in rows_of_both(older.indicator, newer.indicator)[:1]:",
    ),
    Mutant(
        name="moves-in-a-row-without-a-figure",
        wrong="Moves are told in a row of which nothing is known, where they add up to nothing",
        file=_DIFFERENCES,
        old="if before.rows[row].numerator is not None and after.rows[instead].numerator is not None",
        new="if before.rows[0].numerator is not None and after.rows[0].numerator is not None",
    ),
    Mutant(
        name="a-return-since-goes-unseen",
        wrong="Projections answer though a return without any child in it has been received since",
        file=_FIGURES,
        old="if population.log_entries_since(log.attestations(), state.position):",
        new="if False and population.log_entries_since(log.attestations(), state.position):",
    ),
    Mutant(
        name="projections-of-other-code",
        wrong="Projections that another version of the program made are used",
        file=_STATE,
        old=" or state.code != code_hash()",
        new="",
    ),
    Mutant(
        name="projections-of-another-log",
        wrong="Projections of another log answer for this one",
        file=_STATE,
        old="if (head.position, head.hash) != (",
        new="if (head.position, state.chain_hash) != (",
    ),
    Mutant(
        name="engine-not-as-asked",
        wrong="The projections answer though the reference interpreter was asked for",
        file=_ENGINES,
        old="if engine is Engine.REFERENCE:",
        new="if engine is None:",
    ),
    Mutant(
        name="intervals-from-projections",
        wrong="Where intervals are asked for the projections answer, and there are none",
        file=_ENGINES,
        old="    if cases_needed:",
        new="    if False and cases_needed:",
    ),
    Mutant(
        name="month-ends-lost",
        wrong="From 28 February on every month's point is its 28th",
        file=_GRIDS,
        old="return month_end(day) if first == month_end(first) else day",
        new="return day",
    ),
    Mutant(
        name="month-ends-of-every-month",
        wrong="From 30 January on every point is its month's last day",
        file=_GRIDS,
        old="if first == month_end(first) else day",
        new="if first.day >= 28 else day",
    ),
    Mutant(
        name="cell-known-the-same-day-not-asked",
        wrong="A triangle leaves out what was known on the day asked about itself",
        file=_GRIDS,
        old="if known >= day",
        new="if known > day",
    ),
    Mutant(
        name="series-by-the-first-definition",
        wrong="A series out of the projections is by the definition in force on its first day throughout",
        file="timeline/projections/questions.py",
        old="definitions = [tuple(in_force(each, basis.as_at)",
        new="definitions = [tuple(in_force(each, bases[0].as_at)",
    ),
)
"""Which interpreter is asked, whether what it is asked of may be used, and on which days."""
