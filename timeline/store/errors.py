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
