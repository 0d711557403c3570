"""Histories of one child, drawn with no rule in mind, so that they break most rules."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from tests.unit.checks_histories import (
    BEGINNINGS,
    allocated,
    away,
    born,
    decided,
    deprived,
    episode,
    health,
    leaver,
    matched,
    missing,
    no_date,
    permanence,
    registered,
    review,
    unaccompanied,
    visitor,
)
from timeline.domain.checks import Returned

HOMES = ["U6 Elm", "U6 Oak", "K2 Ash", "T1", "P1"]
FIRST_DAY = date(2016, 4, 1)

near_days = st.integers(0, 12).map(lambda n: (FIRST_DAY + timedelta(n)).isoformat())
any_episode = st.builds(
    episode,
    began=near_days,
    reason=st.sampled_from(sorted(BEGINNINGS)),
    ended=st.none() | near_days,
    code=st.sampled_from([None, "X1", "E2", "E4A", "E11", "E15", "E43", "E5"]),
    status=st.sampled_from(["V2", "C2", "V3", "V4", "D1", "E1", "L1", "J1"]),
    need=st.sampled_from(["N1", "N2", None]),
    place=st.sampled_from([*HOMES, "Z11", "A3", "A4 Yew", "S1", "T3", "T4", None]),
    why=st.sampled_from([None, "CARPL"]),
    provider=st.sampled_from([None, "PR0", "PR3"]),
    left=st.sampled_from([None, "Elm"]),
    urn=st.sampled_from([None, "SC000001"]),
)
anything = st.lists(
    st.one_of(
        any_episode,
        any_episode,
        st.builds(missing, near_days, st.none() | near_days),
        st.builds(away, near_days, near_days),
        st.builds(review, near_days),
        st.builds(no_date, near_days, st.sampled_from(["X1", "E8", None]), st.sampled_from(["PLACE", None])),
        st.builds(born, st.sampled_from(["1999-01-01", "2010-01-01", "2016-04-03"])),
        st.builds(visitor, near_days),
        st.builds(decided, near_days, st.none() | near_days),
        st.builds(
            lambda on, decided_on: [matched(on, decided_on, "2017-03-31")], st.none() | near_days, st.none() | near_days
        ),
        st.builds(unaccompanied, st.just("2010-01-01"), st.none() | near_days, st.sampled_from(["1", "2", None])),
        st.builds(
            registered, st.just("2010-01-01"), sex=st.sampled_from(["1", "2"]), child_born_on=st.none() | near_days
        ),
        st.builds(
            health,
            sdq_score=st.none() | st.integers(0, 40),
            convicted=st.sampled_from([None, False]),
            immunisations=st.sampled_from([None, True]),
            substance_misuse=st.sampled_from([None, False, True]),
            intervention_received=st.sampled_from([None, False, True]),
        ),
        st.builds(leaver, st.sampled_from([None, "T1", "Z1", "0"]), activity=st.sampled_from([None, "F3", "0"])),
        st.builds(allocated, near_days, st.none() | near_days, reason=st.sampled_from([None, "FCONTA"])),
        st.builds(
            permanence,
            st.just("2010-01-01"),
            st.sampled_from([None, "P1", "Z1"]),
            st.sampled_from([None, "301"]),
            st.sampled_from([None, "zz/04/2016", "01/04/2016"]),
        ),
        st.builds(review, near_days, st.sampled_from(["PN0", "PN1"])),
        st.builds(deprived, near_days, st.none() | near_days),
        any_episode.map(lambda rows: rows[1:]),  # an ending alone
    ),
    max_size=10,
).map(lambda parts: [event for part in parts for event in part])


STATED_BY = st.sampled_from([None, 2017, 2027])
"""The return that states a history; ``None``: another source does."""


def returned_for(year: int | None) -> Returned:
    """The whole return of the year, with every module."""
    if year is None:
        return Returned()
    ending = date(year, 3, 31)
    modules = ("AD1", "OC2", "PrevPerm", "SWEpisodes")
    return Returned(frozenset({ending}), frozenset({ending}), frozenset((ending, module) for module in modules))
