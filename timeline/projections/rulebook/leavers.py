"""Who is an eligible child, and by when there must be a pathway plan.

Source: Care Planning, Placement and Case Review (England) Regulations 2010, regulations 40 and 42.
"""

COUNTED_FROM = 14
ELIGIBLE_FROM = 16
UNTIL = 18
"""Ages."""

DAYS_IN_ALL = 91
"""Thirteen weeks."""

PLAN_WITHIN = 3
"""Months from becoming eligible."""
