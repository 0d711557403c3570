"""Errors of the store: where, what, what to do. They never contain a child's identifier or a password."""

from __future__ import annotations


class StoreError(Exception):
    """The store could not be used. ``where``: its name; ``what``: the problem; ``do``: what to do about it."""

    def __init__(self, where: str, what: str, do: str) -> None:
        super().__init__(where, what, do)
        self.where = where
        self.what = what
        self.do = do

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.do}."


class StoreAbsentError(StoreError):
    """There is no log to read."""

    def __init__(self, where: str) -> None:
        super().__init__(where, "there is no log here", "Record something first, or name another store")


class UnreadableEntryError(Exception):
    """This program cannot read an entry's stored form. The text gives the reason without the content."""


class NewerEntryError(UnreadableEntryError):
    """A newer version of this program wrote the entry: its kind, or the version of shape, is unknown here.

    ``program``: the version that wrote it, from the entry; ``None`` where the entry has none.
    """

    def __init__(self, kind: str, program: str | None) -> None:
        super().__init__(f"a newer version of timeline wrote an entry of the kind '{kind}'")
        self.kind = kind
        self.program = program

    def __eq__(self, other: object) -> bool:
        """Equal where kind and program version are equal."""
        if not isinstance(other, NewerEntryError):
            return NotImplemented
        return (self.kind, self.program) == (other.kind, other.program)

    def __hash__(self) -> int:
        return hash((self.kind, self.program))


class NewerLogError(StoreError):
    """The log holds entries that a newer version of this program wrote. That is not damage."""

    def __init__(self, where: str, kind: str, program: str | None) -> None:
        wrote = f"timeline {program}" if program else "a newer version of timeline"
        do = f"Use timeline {program} or a newer version" if program else "Use a newer version of timeline"
        super().__init__(where, f"{wrote} wrote entries of the kind '{kind}', which this version does not know", do)
