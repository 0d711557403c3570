"""The authority of an earlier order, by the list of authorities."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.domain.checks.history import History
from timeline.domain.checks.rule import Defect, published
from timeline.domain.events import PreviousPermanenceRecorded

NO_AUTHORITY = frozenset({"999", "WAL", "SCO", "NIR", "NUK"})
"""What stands for an authority that is not known, or is not in England. Source: SSDA903 validation rule 633."""


def authority_of_order_unknown(history: History) -> Iterator[Defect]:
    """LA_PERM that is no authority, present or former."""
    codes = {each.code for each in history.reference.authorities or ()} | NO_AUTHORITY
    for fact, previous in history.story.of(PreviousPermanenceRecorded):
        if previous.authority is not None and previous.authority not in codes:
            yield Defect((fact.id,), (previous.occurred_on,))


RULES = (
    published(
        "633",
        "permanence-authority-unknown",
        authority_of_order_unknown,
        title="An authority of an earlier order that there is not",
        means="LA_PERM is given, and is neither the code of an authority, present or former, nor 999, WAL, SCO, NIR or "
        "NUK.",
        do="Correct LA_PERM.",
        needs=("authorities",),
    ),
)
