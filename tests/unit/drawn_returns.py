"""Returns of one child over some years, drawn so that one changes what another stated."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.unit.checks_histories import decided, deprived, episode, header, leaver, missing, unaccompanied

any_header = st.builds(
    header,
    st.sampled_from(["2005-05-01", "2005-05-02"]),
    sex=st.sampled_from(["1", "2", "M", None]),
    ethnicity=st.sampled_from(["WBRI", "WIRI", "NOBT"]),
    mother=st.sampled_from([True, False, None]),
    child_born_on=st.sampled_from([None, "2016-02-01", "2017-08-01"]),
)
days = st.sampled_from(["2016-04-01", "2016-05-01", "2017-03-31", "2017-04-01", "2018-02-01"])
some_rows = st.one_of(
    st.builds(
        episode,
        days,
        st.sampled_from(["S", "P", "L"]),
        st.sampled_from([None, None, "2017-03-31", "2018-03-01"]),
        st.sampled_from(["X1", "E4A"]),
        status=st.sampled_from(["V2", "C2"]),
        place=st.sampled_from(["U6 Elm", "K2 Ash"]),
        provider=st.sampled_from([None, "PR1"]),
    ),
    st.builds(missing, days, st.sampled_from([None, "2018-03-30"])),
    st.builds(decided, days, st.sampled_from([None, "2017-03-31", "2018-03-30"])),
    st.builds(unaccompanied, st.just("2005-05-01"), st.sampled_from([None, "2017-03-31", "2017-09-01"])),
    st.builds(deprived, days),
    st.builds(
        lambda year, touch: leaver("B1", year=year, in_touch=touch),
        st.sampled_from(["2017-03-31", "2018-03-31"]),
        st.sampled_from(["DIED", "YES"]),
    ),
)
any_return = st.builds(
    lambda first, rows: [*first, *(event for each in rows for event in each)],
    any_header,
    st.lists(some_rows, max_size=5),
)
several = st.lists(st.tuples(st.sampled_from([2017, 2018, 2019]), any_return), min_size=1, max_size=4)
