"""Bank holidays of England and Wales, which are not working days.

Source: Banking and Financial Dealings Act 1971 and royal proclamations, as kept in the ``holidays``
package (country GB, subdivision ENG; Wales has the same days). One-off days are in it: 29 April
2011, 5 June 2012, 19 September 2022. A day proclaimed after the installed version of the package is
not known here.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

# The set of days is complete from 1978, when the early May holiday began; episodes reach back to 14
# October 1991 only. The package's dates end in 2100.
FIRST_YEAR = 1978
LAST_YEAR = 2100


@lru_cache(maxsize=256)
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of a calendar year, substitute days included.

    Raises ``ValueError`` outside 1978 to 2100: no holidays at all would be a wrong answer.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"bank holidays are known from {FIRST_YEAR} to {LAST_YEAR}, not for {year}")
    from holidays import country_holidays  # a table of every country, which most questions do without

    return frozenset(country_holidays("GB", subdiv="ENG", years=year, expand=False))


class BankHolidays:
    """Every year's bank holidays, as the container that ``days.add_working_days`` asks."""

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and day in bank_holidays(day.year)


BANK_HOLIDAYS = BankHolidays()
