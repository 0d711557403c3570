"""A code, and a list of codes of one field with the years each was in use.

Years are those in which a return's year ends: 2019 is the return for the year to 31 March 2019.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from types import MappingProxyType

from timeline.domain.days import year_ending

_WHOLE_NUMBER_AS_DECIMAL = re.compile(r"([0-9]+)\.0+")


@dataclass(frozen=True, slots=True)
class Code:
    """One code: its meaning in short words, and the first and last return it was a code of.

    ``None`` for a year: no first or last one is known. ``note`` says where the public sources are
    unsure; the wider range of years is then given.
    """

    code: str
    meaning: str
    first_year: int | None = None
    last_year: int | None = None
    note: str = ""

    def is_in_use(self, year: int) -> bool:
        """Whether it was a code of the return for the year that ends in this calendar year."""
        return (self.first_year or year) <= year <= (self.last_year or year)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CodeList:
    """The codes of one field of the return, those of every year together.

    ``pattern``: what else the field may hold besides the listed codes, ``pattern_meaning`` in words.
    ``numeric``: the codes are whole numbers, and "1.0" is what a spreadsheet made of "1".
    ``artificial``: what tools write into copies of a return though no return has it, with the reason.
    Raises ``ValueError`` when a code is listed twice.
    """

    name: str
    field: str
    codes: tuple[Code, ...]
    source: str
    pattern: str | None = None
    pattern_meaning: str = ""
    numeric: bool = False
    artificial: Mapping[str, str] = dataclass_field(default_factory=dict)
    _by_code: Mapping[str, Code] = dataclass_field(init=False, repr=False)

    def __post_init__(self) -> None:
        by_code = {each.code: each for each in self.codes}
        if len(by_code) != len(self.codes):
            raise ValueError(f"a code of {self.field} is listed twice")
        object.__setattr__(self, "_by_code", MappingProxyType(by_code))

    def __getitem__(self, code: str) -> Code:
        """The listed code. Raises ``KeyError`` for any other text."""
        return self._by_code[code]

    def normalise(self, text: str) -> str | None:
        """The canonical code that a cell means, or ``None`` when no year's return had it.

        Outer blanks and lower case are forgiven. A blank cell is ``None`` too: ask for that first.
        """
        code = self._canonical(text)
        return code if self.is_known(code) else None

    def is_known(self, code: str) -> bool:
        """Whether some year's return had this canonical code."""
        return code in self._by_code or self._is_patterned(code)

    def is_valid_in(self, code: str, day: date) -> bool:
        """Whether the return for the year in which ``day`` falls (its 31 March will do) had it."""
        listed = self._by_code.get(code)
        if listed is None:
            return self._is_patterned(code)
        return listed.is_in_use(year_ending(day).year)

    def meaning(self, code: str) -> str:
        """The code's meaning in short words. Raises ``KeyError`` for an unknown code."""
        if code not in self._by_code and self._is_patterned(code):
            return self.pattern_meaning
        return self[code].meaning

    def why_not(self, text: str) -> str | None:
        """Why this is no code of the field and what to do; ``None`` when it is one.

        The text itself is not repeated: in a shifted column it may be a child's identifier.
        """
        code = self._canonical(text)
        if self.is_known(code):
            return None
        if not code:
            return f"{self.field} ({self.name}) is blank"
        if code in self.artificial:
            return f"not a code of the return: {self.artificial[code]}"
        also = f", or {self.pattern_meaning}" if self.pattern else ""
        known = ", ".join(self._by_code)
        return f"no return of any year has this {self.field} ({self.name}); known are {known}{also}"

    def _canonical(self, text: str) -> str:
        code = text.strip()
        if not code.isascii():  # a letter outside ASCII may have an ASCII capital
            return code
        decimal = _WHOLE_NUMBER_AS_DECIMAL.fullmatch(code) if self.numeric else None
        return decimal[1] if decimal else code.upper()

    def _is_patterned(self, code: str) -> bool:
        return self.pattern is not None and re.fullmatch(self.pattern, code) is not None
