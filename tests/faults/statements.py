"""Faults between the statements that the store asks of its database, on every store."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.engine import default

from tests.faults.steps import Counter, Kind, end_here, stop_here


def install(counter: Counter) -> None:
    """Kill or stop this process before or after a statement or a commit."""
    strike = stop_here if counter.fault.kind is Kind.STOPPED else end_here

    def step(*_: object) -> None:
        if counter.strikes():
            strike()

    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "after_cursor_execute", step)
    default.DefaultDialect.do_commit = _between(step, default.DefaultDialect.do_commit)  # type: ignore[method-assign]


def _between(step: Callable[[], None], commit: Callable[[Any, Any], None]) -> Callable[[Any, Any], None]:
    def committing(dialect: Any, connection: Any) -> None:
        step()
        commit(dialect, connection)
        step()

    return committing
