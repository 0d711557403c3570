"""The one way an import fails as a whole."""

from __future__ import annotations


class IngestError(Exception):
    """The input could not be read at all: where, what is wrong, what to do. Never a value out of the data."""

    def __init__(self, where: str, what: str, do: str) -> None:
        super().__init__(f"{where}: {what}. {do}.")
        self.where = where
        self.what = what
        self.do = do
