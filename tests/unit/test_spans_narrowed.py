"""What is told of children themselves, cut down to what is asked: on every day, as known on every day, the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from timeline.projections.algebra.columnar.frame import ChildRows, Codes, Frame
from timeline.projections.algebra.spans.grid import Grid
from timeline.projections.algebra.spans.narrowed import seen_by, told_of

DAYS = range(6)
MODULES = ("Episodes", "Episodes more", "Reviews")

Said = tuple[int, str, bool]
"""The day of birth, the modules heard of, and whether the child was never sent again."""

Row = tuple[int, tuple[int, int], tuple[int, int], Said]
"""The child, from when until when it is known, from when until when it is seen, and what is said."""


@st.composite
def children(draw: st.DrawFn) -> list[Row]:
    """Of each child the days of knowing in runs, and in each of them the days asked about in runs; not all of them."""
    said = st.tuples(
        st.integers(0, 1), st.sets(st.sampled_from(MODULES)).map(lambda m: "\t".join(sorted(m))), st.booleans()
    )
    return [
        (child, known, seen, draw(said))
        for child in range(draw(st.integers(0, 2)))
        for known in runs(draw)
        for seen in runs(draw)
        if draw(st.integers(0, 5))
    ]


def runs(draw: st.DrawFn) -> Iterator[tuple[int, int]]:
    cuts = [0, *sorted(draw(st.sets(st.sampled_from(DAYS[1:]), max_size=3))), len(DAYS)]
    yield from pairwise(cuts)


def frame(rows: list[Row]) -> Frame:
    words = sorted({said[1] for *_, said in rows})
    table = np.array(
        [(child, *seen, *known, said[0], words.index(said[1]), said[2]) for child, known, seen, said in rows],
        dtype=np.int32,
    ).reshape(-1, 8)
    child, seen_from, seen_to, known_from, known_to, born_on, modules, never = table.T
    none = Codes(np.full(len(rows), -1, dtype=np.int32), ())
    when = {"seen_from": seen_from, "seen_to": seen_to, "known_from": known_from, "known_to": known_to}
    found = ChildRows(
        **{"child": child, **when},
        born_on=born_on,
        modules=Codes(modules, tuple(words)),
        sex=none,
        ethnicity=none,
        unaccompanied_to=none.numbers,
        never_sent_again=never.astype(np.bool_),
        endings_alone=np.zeros(len(rows), dtype=np.int32),
    )
    return Frame(["A", "B"], found, {})


def on_every_day(rows: ChildRows, asked: set[str]) -> dict[tuple[int, int, int], list[Said]]:
    """Of every child on every day, as known on every day: what is said of it, in as many rows."""
    found: dict[tuple[int, int, int], list[Said]] = {}
    for n in range(len(rows)):
        heard = {*rows.modules.words[rows.modules.numbers[n]].split("\t")} & asked
        said = (int(rows.born_on[n]), "\t".join(sorted(heard)), bool(rows.never_sent_again[n]))
        for known in range(rows.known_from[n], rows.known_to[n]):
            for day in range(rows.seen_from[n], rows.seen_to[n]):
                found.setdefault((int(rows.child[n]), day, known), []).append(said)
    return found


@given(children(), st.sets(st.sampled_from(MODULES)))
def test_the_same_on_every_day(rows: list[Row], asked: set[str]) -> None:
    whole = frame(rows)
    less = told_of(whole, asked).children
    assert on_every_day(less, asked) == on_every_day(whole.children, asked)
    assert {name for words in less.modules.words for name in words.split("\t") if name} <= asked
    assert (np.diff(less.child) >= 0).all()


def test_rows_that_differ_in_nothing_that_is_asked_are_one() -> None:
    rows = [
        (0, known, seen, (1, words, False))
        for known in ((0, 2), (2, 6))
        for seen, words in (((0, 3), "Episodes"), ((3, 6), "Episodes\tReviews"))
    ]
    assert len(told_of(frame(rows), {"Episodes"}).children) == 1
    assert len(told_of(frame(rows), {"Reviews"}).children) == 2


def test_of_a_child_of_whom_nothing_is_seen_yet_something_is_known() -> None:
    """Of the child seen from day 3 on all rows are kept, as known on day 1 and as at day 1; of the other, that one row
    which is seen then."""
    later, now, gone = (0, (0, 6), (3, 6)), (1, (0, 6), (0, 2)), (1, (0, 6), (2, 6))
    whole = frame([(*each, (1, "Episodes", False)) for each in (later, now, gone)])
    day = np.array([1], dtype=np.int32)
    kept = seen_by(whole, Grid(day, day)).children
    assert [*zip(kept.child.tolist(), kept.seen_from.tolist(), strict=True)] == [(0, 3), (1, 0)]


def test_rows_with_a_gap_between_them_are_two() -> None:
    said = (1, "Episodes", False)
    assert len(told_of(frame([(0, (0, 6), (0, 2), said), (0, (0, 6), (3, 6), said)]), {"Episodes"}).children) == 2
    assert len(told_of(frame([(0, (0, 2), (0, 6), said), (0, (3, 6), (0, 6), said)]), {"Episodes"}).children) == 2
