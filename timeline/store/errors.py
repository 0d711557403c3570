"""What can go wrong with the store, in plain words: where, what, what to do. Never with a child or a password in it."""

from __future__ import annotations


class StoreError(Exception):
    """The store could not be used as asked. ``where`` names the store, ``what`` is wrong with it, ``do`` helps."""

    def __init__(self, where: str, what: str, do: str) -> None:
        super().__init__(where, what, do)
        self.where = where
        self.what = what
        self.do = do

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.do}."


class StoreAbsentError(StoreError):
    """There is no log where one was to be read."""

    def __init__(self, where: str) -> None:
        super().__init__(where, "there is no log here", "Record something first, or name another store")


class UnreadableEntryError(Exception):
    """An entry's stored form is none that this program can read. The text says why, without the content."""


class NewerEntryError(UnreadableEntryError):
    """A newer version of this program wrote the entry: its kind, or the form of its kind, is not known here.

    ``program``: the version that the entry says wrote it, ``None`` where it says none.
    """

    def __init__(self, kind: str, program: str | None) -> None:
        super().__init__(f"a newer version of timeline wrote an entry of the kind '{kind}'")
        self.kind = kind
        self.program = program

    def __eq__(self, other: object) -> bool:
        """Two are the same problem where they name the same kind and version."""
        if not isinstance(other, NewerEntryError):
            return NotImplemented
        return (self.kind, self.program) == (other.kind, other.program)

    def __hash__(self) -> int:
        return hash((self.kind, self.program))


class NewerLogError(StoreError):
    """The log holds entries that a newer version of this program wrote. It is not damaged for that."""

    def __init__(self, where: str, kind: str, program: str | None) -> None:
        wrote = f"timeline {program}" if program else "a newer version of timeline"
        do = f"Use timeline {program} or a newer version" if program else "Use a newer version of timeline"
        super().__init__(where, f"{wrote} wrote entries of the kind '{kind}', which this version does not know", do)
