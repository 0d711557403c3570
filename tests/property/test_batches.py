"""E4 and E5. However a log is read and written, in pages of one row or of thousands, on SQLite or on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from replay import baselines
from tests.store.making import Ticking
from tests.support import profiles
from tests.support.histories import Scene, scenes
from tests.support.postgres import postgres_server, postgres_url
from timeline.domain.basis import Basis
from timeline.projections.indicators import CATALOGUE
from timeline.store import CaseLog, open_log, reader, recorder, recording

__all__ = ["postgres_server", "postgres_url"]

LONG_AFTER = datetime(2100, 1, 1, tzinfo=UTC)
MEASURES = [CATALOGUE[each] for each in ("looked-after", "placements-3-plus", "missing-over-24h", "visitor-received")]


def _content(held: CaseLog, scene: Scene) -> list[object]:
    """All that can be had of a log; a baseline among it: figures, members, the chain's hash."""
    basis = Basis(scene.question.as_at, scene.question.known_at)
    return [
        list(held.children()),
        [held.records(child) for child in held.children()],
        list(held.stories(basis)),
        held.verify(),
        baselines.take(held, f"at {held.head().position}", MEASURES, basis),
        held.head(),
    ]


@contextmanager
def _paged(rows: int, children: int) -> Iterator[None]:
    """Everything read and written in pages of so many."""
    with (
        patch.object(reader, "_ROWS_A_PAGE", rows),
        patch.object(recorder, "_ROWS_A_PAGE", rows),
        patch.object(reader, "_CHILDREN_A_PAGE", children),
        patch.object(recording, "_CHILDREN_AT_ONCE", children),
    ):
        yield


@profiles.one_in(4)
@given(scenes(), st.integers(1, 7), st.integers(1, 3))
def test_the_size_of_pages_has_no_part_in_a_log_or_in_an_answer(scene: Scene, rows: int, children: int) -> None:
    with (
        open_log(":memory:", clock=Ticking(LONG_AFTER)) as whole,
        open_log(":memory:", clock=Ticking(LONG_AFTER)) as page,
    ):
        whole.record(scene.history.drafts)
        expected = _content(whole, scene)
        with _paged(rows, children):
            page.record(scene.history.drafts)
            assert _content(page, scene) == expected


def test_sqlite_and_postgresql_hold_and_answer_the_same(postgres_url: str) -> None:
    """One log of each, to which every example adds: its children may be those of the examples before."""
    with (
        open_log(":memory:", clock=Ticking(LONG_AFTER)) as sqlite,
        open_log(postgres_url, clock=Ticking(LONG_AFTER)) as postgresql,
    ):

        @settings(max_examples=10, suppress_health_check=list(HealthCheck))
        @given(scenes(crowds=False))
        def they_agree(scene: Scene) -> None:
            for each in (sqlite, postgresql):
                each.record(scene.history.drafts)
            assert _content(sqlite, scene) == _content(postgresql, scene)

        they_agree()
