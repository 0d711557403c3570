"""Up to which day the tables know anything."""

from __future__ import annotations

from datetime import date

LAST_DAY = date(2099, 12, 31)
"""The last as-at day that the tables know. Facts that are said to happen later (a year mistyped) are seen from none,
and no rule is asked about days on which it knows no bank holidays."""
