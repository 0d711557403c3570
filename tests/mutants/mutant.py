"""One planted fault."""

from __future__ import annotations

from dataclasses import dataclass


class MutantError(Exception):
    """A planted fault that cannot be put in, or tests that are no measure of it."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """What a developer might get wrong, as one edit: in ``file``, ``new`` stands where ``old`` stood."""

    name: str
    wrong: str
    file: str
    old: str
    new: str

    def put_into(self, text: str) -> str:
        """The file's text with the fault in it. ``MutantError`` where ``old`` does not stand in it exactly once."""
        found = text.count(self.old)
        if found != 1:
            raise MutantError(f"{self.name}: what it replaces stands {found} times in {self.file}, not once")
        return text.replace(self.old, self.new)
