"""Errors about baselines."""

from __future__ import annotations


class BaselineError(Exception):
    """A baseline that cannot be taken or found: where, what is wrong, what to do. The message never repeats input."""

    def __init__(self, where: str, what: str, do: str) -> None:
        super().__init__(f"{where}: {what}. {do}.")
        self.where = where
        self.what = what
        self.do = do


class BaselineFileError(BaselineError):
    """A file that cannot be read as a baseline."""
