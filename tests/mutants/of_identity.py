"""Planted faults of who is who, and of children whom no return has sent again."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

_IDENTITIES = "timeline/domain/identities.py"
_RECEIVED = "timeline/domain/received.py"

OF_IDENTITY = (
    Mutant(
        name="merged-before-it-is-known",
        wrong="Two children are one before it was known that they are",
        file=_IDENTITIES,
        old="if position is not None and basis.knows(entry.known_on)",
        new="if position is not None",
    ),
    Mutant(
        name="merged-by-order-of-loading",
        wrong="Of who is who the one loaded last has the last word, whenever it was known",
        file=_IDENTITIES,
        old="key=lambda pair: (pair[0].known_on, pair[1])",
        new="key=lambda pair: pair[1]",
    ),
    Mutant(
        name="parted-yet-under-its-name",
        wrong="Where the child that gave its name is parted from the others, they keep the name",
        file=_IDENTITIES,
        old="            groups.update(dict.fromkeys(others, others[0]))",
        new="            pass",
    ),
    Mutant(
        name="moved-fact-brings-its-silence",
        wrong="A row that was another child's takes back, by its return's silence, what else is known of that child",
        file=_IDENTITIES,
        old="if owner != identifier and coverage is not None:",
        new="if False and coverage is not None:",
    ),
    Mutant(
        name="moved-fact-without-its-withdrawal",
        wrong="A fact moved to another child holds again, as its withdrawal stays behind",
        file=_IDENTITIES,
        old="            away[withdrawal] = away[fact]",
        new="            pass",
    ),
    Mutant(
        name="missed-by-a-return-without-episodes",
        wrong="A child is missing from a return that brought no episodes at all",
        file=_RECEIVED,
        old="if each.last > last_sent and EPISODES in each.modules:",
        new="if each.last > last_sent:",
    ),
    Mutant(
        name="begun-since-and-never-sent-again",
        wrong="What began after the last return that named the child was never sent again",
        file=_RECEIVED,
        old="return ended_on is None and began_on <= self.last_sent",
        new="return ended_on is None",
    ),
    Mutant(
        name="closed-on-the-last-day-sent",
        wrong="Closed for want of a return, a period ends on 31 March, and the child is not looked after on it",
        file=_RECEIVED,
        old="return self.last_sent + timedelta(days=1)",
        new="return self.last_sent",
    ),
    Mutant(
        name="never-sent-again-though-ended",
        wrong="What has ended counts as never sent again",
        file=_RECEIVED,
        old="return ended_on is None and began_on",
        new="return began_on",
    ),
    Mutant(
        name="return-received-before-its-year",
        wrong="A return misses a child as at days before its year began",
        file=_RECEIVED,
        old=" and basis.reaches(each.first)",
        new="",
    ),
)
"""Under which name a child's history is read, and what its missing from a return means."""
