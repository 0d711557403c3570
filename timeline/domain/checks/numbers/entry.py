"""A number of the published validation, and where its question is answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Answered = Literal["check", "house", "import", "not asked"]
"""``check``: by a rule of ``check``, as it is worded. ``house``: by a rule of ``check``, in a reading of our own.
``import``: when a return is imported. ``not asked``: nowhere."""

SET_ASIDE = "The import sets the row or the cell aside, with the reason."
NAMED = "The import names the rows among its discrepancies."

XML_ONLY = "Only the XML form has the flag that it asks about; in CSV the row is the flag."
NOT_KEPT = "The number itself is not kept, only whether one was given, or a digest."
ACROSS_YEARS = "It compares two returns as each was known, and what a later return no longer states is retracted."
THREE_DIGITS = (
    "The import sets aside what is neither three digits nor a code. Which authorities there are needs a list of them."
)
NOT_BEFORE_THE_YEAR = "The beginning of the year is not asked: an earlier day is no error of a history."
WHOLE_CARE = "It asks about the whole of care since the 14th birthday, and the returns known may begin later."
NO_POSTCODES = "It needs a directory of postcodes, from which authority, location and distance are derived."
NO_PROVIDERS = "It needs the list of registered providers."
WITHDRAWN = "Withdrawn: no return after that of its last year is held to it."


@dataclass(frozen=True, slots=True)
class Number:
    """One number.

    ``modules``: those whose rows it asks about. ``since``, ``until``: the first and last return that is held to it, by
    the calendar year in which the return's year ends; ``None``: no first or last one is known. ``title``: what it
    names, where no rule of ``check`` says it. ``note``: in which reading it is answered, where at the import, or why it
    is not asked.
    """

    number: str
    modules: tuple[str, ...]
    answered: Answered
    title: str = ""
    note: str = ""
    since: int | None = field(default=None, kw_only=True)
    until: int | None = field(default=None, kw_only=True)

    def is_in_force(self, year: int) -> bool:
        """Whether the return for the year that ends in this calendar year is held to it."""
        return (self.since or year) <= year <= (self.until or year)


def asked(number: str, modules: str, *, since: int | None = None, until: int | None = None) -> Number:
    """Answered by ``check`` as it is worded. ``modules``: their names, with blanks between them."""
    return Number(number, tuple(modules.split()), "check", since=since, until=until)


def house(number: str, modules: str, note: str, *, since: int | None = None, until: int | None = None) -> Number:
    """Answered by ``check`` in another reading, which the note says."""
    return Number(number, tuple(modules.split()), "house", note=note, since=since, until=until)


def imported(
    number: str, modules: str, title: str, note: str, *, since: int | None = None, until: int | None = None
) -> Number:
    """Answered when a return is imported."""
    return Number(number, tuple(modules.split()), "import", title, note, since=since, until=until)


def unasked(
    number: str, modules: str, title: str, note: str, *, since: int | None = None, until: int | None = None
) -> Number:
    """Not asked, and why."""
    return Number(number, tuple(modules.split()), "not asked", title, note, since=since, until=until)
