"""Planted faults of figures: who is counted, which spell of a child, what is divided by what."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_ARITHMETIC = "timeline/projections/algebra/arithmetic.py"
_COMMON = "timeline/projections/indicators/common.py"
_FIGURES = "timeline/projections/algebra/figures.py"
_FLOWS = "timeline/projections/indicators/flows.py"
_REFERENCE = "timeline/projections/algebra/reference.py"

OF_FIGURES = (
    Mutant(
        name="adults-in-the-stock",
        wrong="An open period of a child of 18 or over is counted among the children looked after",
        file=_COMMON,
        old="looked_after = periods.before_age(ADULT).open()",
        new="looked_after = periods.open()",
    ),
    Mutant(
        name="in-the-year-without-who-left-first",
        wrong="A child who left on the window's first day was not looked after in the year",
        file=_COMMON,
        old="(periods.before_age(ADULT).lived_in(YEAR) | periods.ended_in(YEAR)).last()",
        new="periods.before_age(ADULT).lived_in(YEAR).last()",
    ),
    Mutant(
        name="birthday-taken-for-a-ceasing",
        wrong="A child who turned 18 on the window's first day was looked after in the year",
        file=_COMMON,
        old="(periods.before_age(ADULT).lived_in(YEAR) | periods.ended_in(YEAR)).last()",
        new="(periods.before_age(ADULT).touching(YEAR) | periods.ended_in(YEAR)).last()",
    ),
    Mutant(
        name="reasons-nobody-listed-fall-out",
        wrong="A request withdrawn for a reason that no row names falls out of the outcomes that add up to all",
        file="timeline/projections/indicators/visitors.py",
        old='withdrawn_for(~withdrawn.where("reason", *NAMED_REASONS).any())',
        new='withdrawn_for(withdrawn.where("reason", "other").any())',
    ),
    Mutant(
        name="overdue-before-the-window-is-on-time",
        wrong="A child whose review was due before the window and was never held has all reviews on time",
        file="timeline/projections/indicators/reviews.py",
        old="Reading(meets=~(due_in_year - held_in_time).any() & ~overdue)",
        new="Reading(meets=~(due_in_year - held_in_time).any())",
    ),
    Mutant(
        name="eligible-anew-on-coming-back",
        wrong="Coming back to care starts new three months for the pathway plan",
        file="timeline/projections/indicators/plans.py",
        old='Since(Spells("eligible").first())',
        new='Since(Spells("eligible").last())',
    ),
    Mutant(
        name="open-spell-ends-today",
        wrong="What is still open has lasted to the day the program runs, not to the day asked about",
        file=_REFERENCE,
        old="return day if spell.end is None or spell.end > day else spell.end",
        new="return date.today() if spell.end is None else min(spell.end, day)",
    ),
    Mutant(
        name="last-start-for-the-first",
        wrong="A child who starts twice in the year is looked at when the last period began",
        file=_FLOWS,
        old="counted=started.first(),",
        new="counted=started.last(),",
    ),
    Mutant(
        name="first-ceasing-for-the-last",
        wrong="A child who ceases twice in the year is looked at when the first period ended",
        file=_FLOWS,
        old="counted=ceased.last(),",
        new="counted=ceased.first(),",
    ),
    Mutant(
        name="duration-of-the-first-ceasing",
        wrong="A child who ceases twice in the year counts with the length of the first period",
        file="timeline/projections/indicators/ceasing.py",
        old="ended = ceased.last()",
        new="ended = ceased.first()",
    ),
    Mutant(
        name="open-sorts-before-ended",
        wrong="A spell that is still open comes before those that have ended",
        file=_REFERENCE,
        old="key=lambda spell: (spell.end or date.max, in_order(spell)))[-1:]",
        new="key=lambda spell: (spell.end or date.min, in_order(spell)))[-1:]",
    ),
    Mutant(
        name="unknowns-out-of-the-denominator",
        wrong="Children of whom the deciding code is not recorded are left out of the denominator",
        file=_FIGURES,
        old="        excluded = self.excluded if index == 0 and",
        new="        entries = [entry for entry in entries if not entry.stands.unknown]\n"
        "        excluded = self.excluded if index == 0 and",
    ),
    Mutant(
        name="periods-counted-for-children",
        wrong="A child with two periods counts twice in the numerator",
        file=_FLOWS,
        old="readings=(Reading(), Reading(group=PERIODS, spells=started)),",
        new="readings=(Reading(spells=started), Reading(group=PERIODS, spells=started)),",
    ),
    Mutant(
        name="standing-kept-for-the-next-child",
        wrong="What is kept to save time is kept by the day of birth: twins are given each other's periods",
        file=_FIGURES,
        old="def standing(indicator: Indicator, case: Case, basis: Basis) -> tuple[Standing, ...]:\n"
        '    """How a child stands in every row of an indicator, as at the basis."""\n'
        "    day = basis.as_at\n"
        "    counted = spells(indicator.counted, case, day)\n",
        new="def standing(indicator, case, basis, kept={}):\n"
        "    day = basis.as_at\n"
        "    counted = kept.setdefault((indicator.id, day, case.born_on), spells(indicator.counted, case, day))\n",
    ),
    Mutant(
        name="percent-of-nobody-is-zero",
        wrong="A percentage over nobody is 0, not no figure",
        file=_ARITHMETIC,
        old="        value=value,\n",
        new="        value=value or Fraction(0),\n",
    ),
    Mutant(
        name="no-data-is-zero",
        wrong="Where nothing is known of a module the figure is 0, not no figure",
        file=_ARITHMETIC,
        old="    if missing:\n",
        new="    if False and missing:\n",
    ),
    Mutant(
        name="possible-without-the-certain",
        wrong="Those who may have been missing for more than 24 hours leave out those who certainly were",
        file=_FIGURES,
        old="possible=meets or (reading.possible is not None and holds(reading.possible, case, day)),",
        new="possible=not meets and reading.possible is not None and holds(reading.possible, case, day),",
    ),
    Mutant(
        name="certain-and-possible-swapped",
        wrong="One day between the dates of a missing incident is certainly over 24 hours, two are possibly",
        file="timeline/projections/rulebook/thresholds.py",
        old="CERTAINLY_OVER_24_HOURS = 2\nPOSSIBLY_OVER_24_HOURS = 1",
        new="CERTAINLY_OVER_24_HOURS = 1\nPOSSIBLY_OVER_24_HOURS = 2",
    ),
    Mutant(
        name="away-counted-as-missing",
        wrong="Away without authorisation counts as missing",
        file="timeline/projections/indicators/missing.py",
        old='missing_in_year = Spells("missing_incident").where("category", WHEREABOUTS_UNKNOWN).',
        new='missing_in_year = Spells("missing_incident").',
    ),
    Mutant(
        name="placements-begun-in-the-window-only",
        wrong="The placement that was open when the window began is not counted",
        file="timeline/projections/indicators/placements.py",
        old="lived_in = placements.lived_in(YEAR)",
        new="lived_in = placements.started_in(YEAR)",
    ),
    Mutant(
        name="periods-begun-in-the-window-only",
        wrong="Of repeat care only the periods that began in the window count",
        file="timeline/projections/indicators/periods.py",
        old="over_the_years = periods.touching(MULTIPLE_PERIODS_YEARS * YEAR)",
        new="over_the_years = periods.started_in(MULTIPLE_PERIODS_YEARS * YEAR)",
    ),
    Mutant(
        name="median-is-the-upper-middle",
        wrong="The median of an even number of waits is the upper of the two in the middle",
        file="timeline/projections/algebra/statistics.py",
        old="Fraction(ordered[(len(days) - 1) // 2] + ordered[len(days) // 2], 2)",
        new="Fraction(ordered[len(days) // 2])",
    ),
    Mutant(
        name="code-of-the-day-after-care",
        wrong="A child who ceased is broken down by the code in force on the day after the last",
        file="timeline/projections/algebra/dimensions.py",
        old="last_day = day - timedelta(days=1) if day == spell.end else day",
        new="last_day = day",
    ),
    Mutant(
        name="half-to-even",
        wrong="Percentages are rounded half to even, as the language does",
        file="timeline/projections/rounding.py",
        old="Fraction((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator), 10**places)",
        new="Fraction(round(scaled), 10**places)",
    ),
    Mutant(
        name="orders-on-the-authoritys-applications-alone",
        wrong="Of the orders made on a child's applications only those on the authority's own are looked at",
        file="timeline/projections/indicators/courts.py",
        old='Called(Spells("final_order").ended_in(YEAR), ',
        new='Called(Spells("final_order").where("application", *SECTION_31, "placement").ended_in(YEAR), ',
    ),
    Mutant(
        name="decided-on-the-last-day-of-the-case",
        wrong="A decision for adoption made on the day the case ended was not sought in it",
        file="timeline/projections/indicators/courts.py",
        old="    | During(Ending(case_ended), decisions).any()\n",
        new="",
    ),
    Mutant(
        name="leavers-of-any-younger-age",
        wrong="Who is under 17 and has a row in the return of care leavers is counted",
        file="timeline/projections/indicators/leaving.py",
        old="return leaver.from_age(low).before_age(below)",
        new="return leaver.before_age(below)",
    ),
    Mutant(
        name="under-way-when-the-period-began",
        wrong="Care proceedings that ran when the present period of care began are none of it",
        file="timeline/projections/indicators/local_variants.py",
        old="During(care_proceedings, looked_after).any() | During(looked_after, care_proceedings).any()",
        new="During(care_proceedings, looked_after).any()",
    ),
)
"""Whom an indicator counts, and how the numbers come out."""
