"""From when on a young person is an eligible child, for whom there must be a pathway plan.

Aged 16 or 17, looked after, and looked after for 13 weeks in all since the age of 14, of which a day at 16 or later.

Source: Care Planning, Placement and Case Review (England) Regulations 2010, regulation 40; validation rule 1001.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from timeline.domain.days import birthday
from timeline.domain.spells import Case, Spell
from timeline.projections.rulebook import leavers as rule


def eligible(case: Case) -> tuple[Spell, ...]:
    """Each run of days on which the child is eligible: none where the day of birth is not known."""
    if case.born_on is None:
        return ()
    return tuple(_eligible(case.born_on, case.spells["period_of_care"]))


def _eligible(born_on: date, periods: tuple[Spell, ...]) -> Iterator[Spell]:
    counted_from, adult = birthday(born_on, rule.COUNTED_FROM), birthday(born_on, rule.UNTIL)
    from_age = birthday(born_on, rule.ELIGIBLE_FROM)
    missing = rule.DAYS_IN_ALL
    for period in periods:
        start = max(period.start, counted_from)
        end = adult if period.end is None else min(period.end, adult)
        reached = max(start + timedelta(days=max(missing, 0)), from_age)
        if start < end and reached < end:
            yield Spell("eligible", reached, end, {}, period.facts)
        missing -= max((end - start).days, 0)
