"""Missing and away: their own days, and the care they must lie in.

Care is every day that some episode covers, short breaks included. An incident belongs to the run of days in which it
began; beginning on the last day of one is still in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from timeline.domain.checks.history import History, ceased
from timeline.domain.checks.rule import Defect, Rule, published
from timeline.domain.days import Span, birthday, union
from timeline.domain.spells import Spell

ANOTHER_CARER = frozenset({"P", "B"})
ADULT = 18
MISSING_AT_18 = "E8"


def ends_before_it_begins(history: History) -> Iterable[Defect]:
    """Incidents that ended before they began."""
    return (
        Defect.of(incident, days=(incident.start, incident.end))
        for incident in history.incidents
        if incident.end is not None and incident.end < incident.start
    )


def overlap(history: History) -> Iterator[Defect]:
    """Incidents, missing or away, that began while another ran: each with the one begun last before it."""
    incidents = sorted(history.incidents, key=lambda each: (each.start, each.end is None, each.end or each.start))
    for n, incident in enumerate(incidents):
        before = next((other for other in reversed(incidents[:n]) if _runs_into(other, incident)), None)
        if before is not None:
            yield Defect.of(before, incident, days=(incident.start, before.end))


def still_missing_after_care(history: History) -> Iterator[Defect]:
    """Incidents begun in care that go on after it ended."""
    care = _care(history)
    for incident in history.incidents:
        period = _begun_in(care, incident)
        if period is None or period.end is None:
            continue
        if incident.end is None or incident.end > period.end:
            yield Defect.of(incident, days=(incident.start, period.end, incident.end))


def begun_after_care(history: History) -> Iterator[Defect]:
    """Incidents begun after a period of care, and in none."""
    care = _care(history)
    for incident in history.incidents:
        over = [period.end for period in care if period.end is not None and period.end < incident.start]
        if over and _begun_in(care, incident) is None:
            yield Defect.of(incident, days=(over[-1], incident.start))


def begun_before_care(history: History) -> Iterator[Defect]:
    """Incidents begun before the child first started to be looked after.

    Not where the history begins in the middle of care: the days before it are not known to be before care.
    """
    if history.begins_in_care:
        return
    care = _care(history)
    for incident in history.incidents:
        if not any(period.start <= incident.start for period in care):
            yield Defect.of(incident, days=(incident.start, care[0].start if care else None))


def placement_ended_meanwhile(history: History) -> Iterator[Defect]:
    """Incidents that go on though the child has moved to another carer or home."""
    for incident in history.incidents:
        for row in history.rows:
            meanwhile = incident.start < row.began_on and (incident.end is None or row.began_on < incident.end)
            if meanwhile and row.reason_for_new_episode in ANOTHER_CARER:
                yield Defect((*incident.facts, row.facts[0]), _known(incident.start, row.began_on, incident.end))
                break


def missing_at_18_by_another_reason(history: History) -> Iterator[Defect]:
    """Missing until care ended on the 18th birthday, by another reason than E8."""
    if history.born_on is None:
        return
    adult_on = birthday(history.born_on, ADULT)
    for incident in history.incidents:
        for row in history.rows:
            ended = row.ended_on == incident.end == adult_on and ceased(row)
            if ended and incident.attributes["category"] == "M" and row.reason_episode_ceased != MISSING_AT_18:
                yield Defect.of(incident, row, days=(adult_on,))


def _known(*days: date | None) -> tuple[date, ...]:
    return tuple(day for day in days if day is not None)


def _care(history: History) -> tuple[Span, ...]:
    return union(row.span for row in history.rows)


def _begun_in(care: tuple[Span, ...], incident: Spell) -> Span | None:
    begun = [period for period in care if period.start <= incident.start]
    if begun and (begun[-1].end is None or begun[-1].end >= incident.start):
        return begun[-1]
    return None


def _runs_into(before: Spell, incident: Spell) -> bool:
    """Whether ``before`` was still running when the incident began. Two endings of one beginning are named apart."""
    running = before.end is None or before.end > incident.start
    return running and before.facts[0] != incident.facts[0]


RULES = (
    Rule(
        id="missing-ends-before-it-begins",
        rule_number="567",
        severity="error",
        title="A missing or away incident ends before it begins",
        means="MIS_END is earlier than MIS_START.",
        do="Correct MIS_START or MIS_END.",
        source="SSDA903 validation rule 567",
        find=ends_before_it_begins,
    ),
    Rule(
        id="missing-overlap",
        rule_number="574",
        severity="error",
        title="A missing or away incident begins while another runs",
        means="The incident before is still open, or ended only after this one began. Missing and away count alike: a "
        "child who is found but not back is away from the day missing ended.",
        do="Close the earlier incident on the day the later one began, or correct the dates.",
        source="SSDA903 validation rule 574",
        find=overlap,
    ),
    Rule(
        id="missing-after-care-ended",
        rule_number="577",
        severity="error",
        title="Care ended, and the child is still missing or away",
        means="The incident has no MIS_END, or a later one, though the period of care it began in has ended.",
        do="Give MIS_END, no later than the day the child ceased to be looked after.",
        source="SSDA903 validation rule 577",
        find=still_missing_after_care,
    ),
    Rule(
        id="missing-begun-after-care",
        rule_number="578",
        severity="error",
        title="A missing or away incident begins after care had ended",
        means="MIS_START is later than the end of one period of care, and in no other.",
        do="Correct MIS_START or the dates of the episodes, or delete the incident.",
        source="SSDA903 validation rule 578",
        find=begun_after_care,
    ),
    Rule(
        id="missing-before-care",
        rule_number="581",
        severity="error",
        title="A missing or away incident begins before the child was looked after",
        means="MIS_START is earlier than the day the child started to be looked after, or no episode is recorded. Not "
        "asked where the first episode recorded is no start (rule 357): the child was looked after before it.",
        do="Correct MIS_START or the dates of the episodes, import the earlier returns, or delete the incident.",
        source="SSDA903 validation rule 581",
        find=begun_before_care,
    ),
    published(
        "575",
        "missing-placement-ended",
        placement_ended_meanwhile,
        title="The placement ended, and the child is still missing or away from it",
        means="An episode with another carer begins (RNE P or B) while the incident runs.",
        do="Give MIS_END, no later than the day the placement ended, or correct DECOM.",
    ),
    published(
        "580",
        "missing-at-18-by-another-reason",
        missing_at_18_by_another_reason,
        title="Missing until the 18th birthday, ceased for another reason",
        means="MIS_END and DEC are the 18th birthday and REC is not E8.",
        do="Correct REC to E8, or the dates.",
    ),
)
