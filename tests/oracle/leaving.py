"""Where children went who ceased, and who came back (``docs/definitions/permanence-and-adoption.md``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.oracle.almanac import months_later
from tests.oracle.asking import Child, OracleRow, Test, ask
from tests.oracle.care import has_ceased
from tests.oracle.days import Period
from timeline.domain import events as e

ADOPTED = {"E11", "E12"}
GUARDIAN_FOSTERED_BEFORE = {"E43", "E45", "E46"}
OTHER_GUARDIAN = {"E44", "E47", "E48"}
GUARDIAN = GUARDIAN_FOSTERED_BEFORE | OTHER_GUARDIAN
ARRANGEMENTS = {"E41"}
HOME = {"E4", "E4A", "E4B"}
DIED, TRANSFERRED = "E2", "E3"


def reason(period: Period) -> str | None:
    """The code with which a period ended; none where it simply stops."""
    ended = period.last_row.ended if period.last_row else None
    return ended.reason_episode_ceased if isinstance(ended, e.CeasedToBeLookedAfter) else None


def _by(reasons: set[str]) -> Test:
    return lambda each: reason(each.last_ceasing()) in reasons


def permanence(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those who ceased in the year, who left to a permanent family."""
    permanent = ADOPTED | GUARDIAN | ARRANGEMENTS
    yield ask({}, children, has_ceased, _by(permanent))
    yield ask({"outcome": "Adopted"}, children, has_ceased, _by(ADOPTED))
    yield ask({"outcome": "Special guardianship"}, children, has_ceased, _by(GUARDIAN))
    yield ask({"outcome": "Residence order / child arrangements order"}, children, has_ceased, _by(ARRANGEMENTS))
    yield ask({"outcome": "with a planned return home (E4A)"}, children, has_ceased, _by(permanent | {"E4A"}))


def special_guardianship(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those who ceased in the year, who left to a special guardian."""
    yield ask({}, children, has_ceased, _by(GUARDIAN))
    yield ask({"outcome": "former foster carer"}, children, has_ceased, _by(GUARDIAN_FOSTERED_BEFORE))
    yield ask({"outcome": "other carer"}, children, has_ceased, _by(OTHER_GUARDIAN))


def returned_home(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those who ceased in the year, who went home."""
    yield ask({}, children, has_ceased, _by(HOME))
    yield ask({"outcome": "planned (E4A)"}, children, has_ceased, _by({"E4A"}))
    yield ask({"outcome": "unplanned (E4B)"}, children, has_ceased, _by({"E4B"}))


def re_entry(children: Sequence[Child]) -> Iterator[OracleRow]:
    """Of those who ceased so long ago that each could be followed, who started again in that time."""
    yield ask({}, _then(children, 12), _is_at_risk, _came_back_within(12))
    yield ask({"duration": "within 6 months"}, _then(children, 6), _is_at_risk, _came_back_within(6))
    yield ask({"duration": "within 24 months"}, _then(children, 24), _is_at_risk, _came_back_within(24))


def _then(children: Sequence[Child], months: int) -> list[Child]:
    return [each.shifted(months) for each in children]


def _is_at_risk(each: Child) -> bool:
    """Ceased in the year, for the last time in it: not by adoption, death or transfer, nor at 18."""
    if not each.ceased():
        return False
    last = each.last_ceasing()
    assert last.ended is not None
    return reason(last) not in {*ADOPTED, DIED, TRANSFERRED} and not each.is_adult_on(last.ended)


def _came_back_within(months: int) -> Test:
    def came_back(each: Child) -> bool:
        ended = each.last_ceasing().ended
        assert ended is not None
        return any(ended <= period.started <= months_later(ended, months) for period in each.life.periods)

    return came_back
