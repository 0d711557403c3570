"""Planted faults of days: ends of spans, edges of windows, months, ages."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_DAYS = "timeline/domain/days.py"

OF_DAYS = (
    Mutant(
        name="as-at-closed-end",
        wrong="The day an episode ends still belongs to it",
        file=_DAYS,
        old="return self.start <= day and (self.end is None or self.end > day)",
        new="return self.start <= day and (self.end is None or self.end >= day)",
    ),
    Mutant(
        name="ceased-on-the-day-still-looked-after",
        wrong="A child who ceased on 31 March is counted in the stock of that day",
        file="timeline/domain/spells/spell.py",
        old="return self.start <= day and (self.end is None or self.end > day)",
        new="return self.start <= day and (self.end is None or self.end >= day)",
    ),
    Mutant(
        name="end-counted-as-lived-in",
        wrong="A placement that ended on the window's first day was lived in, as if its end were closed",
        file=_DAYS,
        old="(end is None or end > max(start, self.first))",
        new="(end is None or end >= max(start, self.first))",
    ),
    Mutant(
        name="end-on-the-first-day-does-not-touch",
        wrong="A period that ended on the window's first day does not touch it",
        file=_DAYS,
        old="return start <= self.last and (end is None or end >= self.first)",
        new="return start <= self.last and (end is None or end > self.first)",
    ),
    Mutant(
        name="window-start-inclusive",
        wrong="The twelve months to 31 March begin with the 31 March before",
        file=_DAYS,
        old="return cls(add_months(as_at, -months) + _ONE_DAY, as_at)",
        new="return cls(add_months(as_at, -months), as_at)",
    ),
    Mutant(
        name="window-one-day-late",
        wrong="The twelve months to 31 March begin with 2 April",
        file=_DAYS,
        old="return cls(add_months(as_at, -months) + _ONE_DAY, as_at)",
        new="return cls(add_months(as_at, -months) + 2 * _ONE_DAY, as_at)",
    ),
    Mutant(
        name="window-counted-from-the-day-after",
        wrong="The day is added before the months are taken off: 28 February loses the leap day of the year before",
        file=_DAYS,
        old="return cls(add_months(as_at, -months) + _ONE_DAY, as_at)",
        new="return cls(add_months(as_at + _ONE_DAY, -months), as_at)",
    ),
    Mutant(
        name="window-without-its-last-day",
        wrong="What happens on 31 March falls into no year",
        file=_DAYS,
        old="return self.first <= day <= self.last",
        new="return self.first <= day < self.last",
    ),
    Mutant(
        name="months-clamped-forward",
        wrong="A month after 31 January is 1 March, as the days that February lacks are carried on",
        file=_DAYS,
        old="return date(year, month, min(day.day, monthrange(year, month)[1]))",
        new="return date(year, month, 1) + timedelta(days=day.day - 1)",
    ),
    Mutant(
        name="within-is-strictly-before",
        wrong="Ended on the corresponding date is not within the month",
        file=_DAYS,
        old="return end <= add_months(start, n)",
        new="return end < add_months(start, n)",
    ),
    Mutant(
        name="age-by-365-25-days",
        wrong="Age is days divided by 365.25",
        file=_DAYS,
        old="    return day.year - born_on.year - not_yet",
        new="    return int((day - born_on).days // 365.25)",
    ),
    Mutant(
        name="leap-birthday-on-the-28th",
        wrong="A child born on 29 February is 18 on 28 February",
        file=_DAYS,
        old="        return date(year, _MARCH, 1)",
        new="        return date(year, 2, 28)",
    ),
    Mutant(
        name="one-day-gap-merged",
        wrong="A gap of one day does not part two periods of care",
        file="timeline/domain/spells/care.py",
        old="if before.span.end == after.span.start:",
        new="if before.span.end is not None and (after.span.start - before.span.end).days <= 1:",
    ),
    Mutant(
        name="same-day-join-lost",
        wrong="An end and a start on one day part two periods of care",
        file="timeline/domain/spells/care.py",
        old="if before.span.end == after.span.start:",
        new="if before.span.end is None:",
    ),
    Mutant(
        name="short-breaks-a-day-apart-merged",
        wrong="Short breaks with a day between them are one",
        file=_DAYS,
        old="(last.end is not None and last.end < span.start)",
        new="(last.end is not None and last.end + _ONE_DAY < span.start)",
    ),
    Mutant(
        name="saturday-is-a-working-day",
        wrong="The week is counted from 1, so Saturdays are working days",
        file=_DAYS,
        old="_FRIDAY = 4",
        new="_FRIDAY = 5",
    ),
)
"""Half-open spans, whole-day windows, corresponding dates."""
