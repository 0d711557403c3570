"""Where and under what status a child lives (``docs/definitions/stability.md``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from tests.oracle.asking import Child, OracleRow, Test, ask, looked_after
from timeline.domain import codes

BANDS: dict[str, frozenset[int]] = {
    **{str(number): frozenset({number}) for number in range(6)},
    "6-9": frozenset({6, 7, 8, 9}),
    "10+": frozenset(range(10, 10_000)),
}


def three_or_more(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after, with three or more homes lived in at the end of some day of the year."""
    yield ask({}, children, looked_after, lambda each: _homes(each) >= 3)
    for label, numbers in BANDS.items():
        yield ask({"count": label}, children, looked_after, _homes_among(numbers))


def _homes_among(numbers: frozenset[int]) -> Test:
    return lambda each: _homes(each) in numbers


def _homes(each: Child) -> int:
    return len({day.home for day in each.life.days if day.home is not None and each.in_window(day.day)})


def section_20(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after, accommodated under section 20 on the day."""
    yield ask({}, children, looked_after, lambda each: each.now.legal_status == "V2")


def with_parents(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after, placed with parents on the day, the code taken as it stands."""
    yield ask({}, children, looked_after, lambda each: each.now.placement.type == "P1")


def by_legal_status(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after, by legal status on the day."""
    groups = {code: label for code, label in codes.LEGAL_STATUS_GROUPS.items() if code not in codes.SHORT_BREAK}
    yield from _by("legal-status", groups, children, lambda each: each.now.legal_status)


def by_placement_type(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those looked after, by placement type on the day."""
    yield from _by("placement", codes.PLACEMENT_GROUPS, children, lambda each: each.now.placement.type)


def _by(
    key: str, groups: Mapping[str, str], children: Sequence[Child], code: Callable[[Child], str | None]
) -> Iterator[OracleRow]:
    for label in dict.fromkeys(groups.values()):
        named = frozenset(each for each, its_label in groups.items() if its_label == label)
        yield ask({key: label}, children, looked_after, _code_among(code, named))
    yield ask({key: codes.NOT_RECORDED}, children, looked_after, _code_among(code, frozenset({None})))


def _code_among(code: Callable[[Child], str | None], named: frozenset[str] | frozenset[None]) -> Test:
    return lambda each: code(each) in named
