"""What can go wrong with a baseline, in plain words: where, what, what to do. Never what was typed or read."""

from __future__ import annotations


class BaselineError(Exception):
    """A baseline that cannot be taken or found: where, what is wrong, and what to do. Never what was typed or read."""

    def __init__(self, where: str, what: str, do: str) -> None:
        super().__init__(f"{where}: {what}. {do}.")
        self.where = where
        self.what = what
        self.do = do


class BaselineFileError(BaselineError):
    """A file that cannot be read as a baseline."""
