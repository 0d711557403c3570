"""Who the child is."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from timeline.domain.events.base import Ethnicity, Event, Sex


class ChildRegistered(Event):
    """A child became known by these particulars. Occurs on the day of birth.

    Source: Header, SEX, DOB, ETHNIC, UPN, MOTHER, MC_DOB. The UPN itself is not kept: only whether one was ``given``,
    or which of the codes UN1 to UN5 stood in its place.
    """

    name: ClassVar[str] = "child-registered"
    module: ClassVar[str] = "Header"

    sex: Sex | None
    ethnicity: Ethnicity | None
    upn: str | None
    mother: bool | None
    child_born_on: date | None

    @property
    def born_on(self) -> date:
        """The day of birth."""
        return self.occurred_on


class PupilNumberDigested(Event):
    """A number stood in UPN, and this is its keyed digest. Occurs on the day of birth. Two digests of one key are the
    same where the numbers are; the number cannot be found from them without the secret.

    ``digest``: HMAC-SHA-256 of the number under the secret of the store, the first 32 hexadecimal digits. ``key``: the
    first 8 of a digest of the secret: digests of two keys cannot be compared.

    Source: Header, UPN. Decided in ``docs/decisions/0024-upn-digests.md``.
    """

    name: ClassVar[str] = "pupil-number-digested"
    module: ClassVar[str] = "UPN"

    digest: str
    key: str


class UnaccompaniedAsylumSeekerRecorded(Event):
    """The child is or was an unaccompanied asylum-seeking child. Occurs on the day of birth, since no source gives
    the day the status began; ``ceases_on`` is the day it ends.

    Source: UASC, DOB, SEX, DUC.
    """

    name: ClassVar[str] = "unaccompanied-asylum-seeker-recorded"
    module: ClassVar[str] = "UASC"

    sex: Sex | None
    ceases_on: date | None


class PreviousPermanenceRecorded(Event):
    """How an earlier period of care had ended in permanence. Occurs on the day of birth: the order's day may be
    partial (``zz/05/2020``) and is kept as the source wrote it.

    Source: PrevPerm, DOB, PREV_PERM, LA_PERM, DATE_PERM.
    """

    name: ClassVar[str] = "previous-permanence-recorded"
    module: ClassVar[str] = "PrevPerm"

    option: str | None
    authority: str | None
    order_date: str | None
