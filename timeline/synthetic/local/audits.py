"""Rounds of audits of the cases of looked-after children, and the resulting actions. Days are ordinals.

A round is held in the middle of each year (``T0``). What was below standard is audited again half a year later.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

from timeline.synthetic.authority import Authority, ChildTruth
from timeline.synthetic.draws import whole
from timeline.synthetic.local import rates
from timeline.synthetic.local.registers import Entry, day, yes_or_no
from timeline.synthetic.people import birthday
from timeline.synthetic.years import iso

_HALF_A_YEAR: Final = 183
_GOOD: Final = frozenset({"outstanding", "good"})
_TOOLS: Final = {"care plan": "care plan tool 1", "assessment": "assessment tool 1", "transition plan": "plan tool 2"}


def audit_entries(rng: Random, truth: ChildTruth, authority: Authority) -> Iterator[Entry]:
    """Every audit of the child's case, year by year."""
    for year in authority.return_years:
        held = year.first + _HALF_A_YEAR + whole(rng, 0, 20)
        if _looked_after(truth, held):
            for subject, share in rates.AUDITED.items():
                if rng.random() < share and _is_due(truth, subject, held):
                    yield from _audited(rng, truth, subject, held)
            yield from _reviewed(rng, held)


def _looked_after(truth: ChildTruth, at: int) -> bool:
    return any(each.start <= at < each.end and not each.is_short_break for each in truth.periods)


def _is_due(truth: ChildTruth, subject: str, at: int) -> bool:
    return subject != "transition plan" or birthday(truth.person.born_on, 13) <= at


def _audited(rng: Random, truth: ChildTruth, subject: str, held: int) -> Iterator[Entry]:
    grade = rates.GRADE.draw(rng)
    if grade in _GOOD:
        yield _audit(rng, subject, held, grade, "T0", None, None)
        return
    rectified = held + rates.RECTIFIED_AFTER.draw(rng) if rng.random() < rates.RECTIFIED else None
    yield _audit(rng, subject, held, grade, "T0", held + rates.ACTION_DUE_AFTER, rectified)
    yield from _actions(rng, subject, held)
    again = held + _HALF_A_YEAR
    if _looked_after(truth, again):
        yield _audit(rng, subject, again, rates.GRADE_AGAIN.draw(rng), "T0+6", None, None)


def _audit(
    rng: Random, subject: str, held: int, grade: str, cohort: str, rectify_by: int | None, rectified: int | None
) -> Entry:
    chance = rates.ANSWERED_YES["good" if grade in _GOOD else "poor"]
    outcomes, contingency, linked, lead, skills, views, success = (yes_or_no(rng.random() < chance) for _ in range(7))
    if subject != "transition plan":
        lead = skills = success = ""
    judged = (subject, _TOOLS[subject], iso(held), grade, cohort, iso(rectify_by), day(rectified))
    return Entry("audits", held, (*judged, outcomes, contingency, linked, lead, skills, views, success))


def _actions(rng: Random, subject: str, held: int) -> Iterator[Entry]:
    for number in range(1, rates.ACTIONS.draw(rng) + 1):
        done = held + rates.ACTION_AFTER.draw(rng) if rng.random() < rates.ACTION_DONE else None
        evidenced = done + 60 if done is not None and rng.random() < rates.IMPACT_EVIDENCED else None
        asked = (subject, str(number), iso(held), rates.THEME.draw(rng), iso(held + rates.ACTION_DUE_AFTER))
        yield Entry("audit-actions", held, (*asked, day(done), day(evidenced)))


def _reviewed(rng: Random, held: int) -> Iterator[Entry]:
    """A few cases have a serious case review or a management review. All of these raise actions."""
    chance = rng.random()
    if chance < rates.SERIOUS_CASE_REVIEW + rates.MANAGEMENT_REVIEW:
        kind = "serious case review" if chance < rates.SERIOUS_CASE_REVIEW else "management review"
        yield Entry("audits", held, (kind, "review", iso(held), "", "", "", "", *[""] * 7))
        yield from _actions(rng, kind, held)
