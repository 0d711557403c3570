"""The synthetic authority beside the published figures of its real kind."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from timeline.synthetic import (
    Authority,
    ChildTruth,
    draw_change,
    histories,
    rows_in_return,
)

FIRST = date(2021, 3, 31)
SHORT_BREAKS = {"V3", "V4"}


def authority(seed: int = 5, children: int = 300, **wrong: float) -> Authority:
    return Authority(seed, children, FIRST, years=5, **wrong)


@pytest.fixture(scope="module")
def population() -> tuple[Authority, list[ChildTruth]]:
    drawn = authority(seed=2, children=5_000)
    return drawn, list(histories(drawn))


Population = tuple[Authority, list[ChildTruth]]


def care(truth: ChildTruth) -> list[tuple[int, int]]:
    return [(p.start, p.end) for p in truth.periods if not p.is_short_break]


def test_durations_of_ended_periods_come_near_the_published_bands(population: Population) -> None:
    """Mean shares of 2019 to 2023: duration of the latest period of care, children who ceased."""
    drawn, children = population
    bounds = [14, 56, 182, 365, 730, 1095, 1826, 3652]
    lengths = [
        end - start for truth in children for start, end in care(truth) if drawn.span.first <= end <= drawn.span.last
    ]
    found = Counter(sum(length >= bound for bound in bounds) for length in lengths)
    published = [7.1, 6.3, 13.9, 18.6, 20.4, 10.2, 9.5, 9.1, 4.8]
    for band, share in enumerate(published):
        assert 100 * found[band] / len(lengths) == pytest.approx(share, abs=3), band


def test_the_stock_is_steady_and_about_a_third_of_all_children(population: Population) -> None:
    drawn, children = population
    stocks = [
        sum(any(start <= year.last < end for start, end in care(truth)) for truth in children)
        for year in drawn.return_years
    ]
    assert all(0.30 < stock / len(children) < 0.40 for stock in stocks)
    assert max(stocks) / min(stocks) < 1.08


def test_one_child_in_ten_has_three_or_more_placements_in_the_year(population: Population) -> None:
    """Published 2020 to 2024: 9.2 to 10.9 per cent; counted by homes, apart from temporary stays."""
    drawn, children = population
    last = drawn.span.last
    stock = three = 0
    for truth in children:
        if any(start <= last < end for start, end in care(truth)):
            stock += 1
            lived = [
                (row.decom, row.pl_post)
                for row in truth.episodes
                if row.place[0] != "T" and row.ls not in SHORT_BREAKS and row.rne in "SPB"
                if row.decom > last - 365 or row.dec is None or row.dec > last - 365
            ]
            # An episode that the year finds open may have begun with a change of status.
            open_before = any(
                row.decom <= last - 365 and (row.dec is None or row.dec > last - 364)
                for row in truth.episodes
                if row.rne in "LTU"
            )
            three += len({home for _, home in lived}) + open_before >= 3
    assert 0.07 < three / stock < 0.15


def test_one_leaver_in_eight_or_so_had_been_looked_after_before(population: Population) -> None:
    """Published 2020 to 2024: 10.8 to 13.2 per cent of those who ceased had two periods or more."""
    drawn, children = population
    ended = [
        at
        for truth in children
        for at, (_, end) in enumerate(care(truth))
        if drawn.span.first <= end <= drawn.span.last
    ]
    assert 0.08 < sum(at > 0 for at in ended) / len(ended) < 0.16


def test_one_child_in_nine_goes_missing_in_a_year_some_very_often(population: Population) -> None:
    """Published 2022 to 2024: 11 per cent of children looked after in the year, 6.4 times each."""
    drawn, children = population
    looked_after = 0
    incidents: list[int] = []
    for year in drawn.return_years:
        for truth in children:
            if any(start <= year.last and end >= year.first for start, end in care(truth)):
                looked_after += 1
                inside = [i for i in truth.incidents if year.first <= i.start <= year.last]
                incidents.append(sum(i.kind == "M" for i in inside))
    ran = [times for times in incidents if times]
    assert 0.08 < len(ran) / looked_after < 0.14
    assert 4.5 < sum(ran) / len(ran) < 8.5
    assert 0.5 < sum(times > 1 for times in ran) / len(ran) < 0.75
    assert max(ran) >= 20


def test_ceasings_rise_with_the_next_return_and_the_stock_falls() -> None:
    """Published restatement after a year: ceased +0.5 per cent, stock -0.1 to -0.2; here tenfold."""
    drawn = authority(seed=6, children=5_000, restatement=10)
    year, following = drawn.return_years[2:4]
    counts = Counter[str]()
    for truth in histories(drawn):
        change = draw_change(drawn, truth)
        first = rows_in_return(truth, change, year).episodes
        now = {row.decom: row for row in first}
        now |= {row.decom: row for row in rows_in_return(truth, change, following).episodes}
        for name, episodes in (("first", first), ("now", tuple(now.values()))):
            cared = [row for row in episodes if row.ls not in SHORT_BREAKS]
            ended = [row.dec for row in cared if row.dec and row.rec != "X1"]
            counts[f"{name} ceased"] += any(year.first <= dec <= year.last for dec in ended)
            counts[f"{name} stock"] += any(
                row.decom <= year.last and (row.dec is None or row.dec > year.last) for row in cared
            )
    assert 1.02 < counts["now ceased"] / counts["first ceased"] < 1.09
    assert 0.97 < counts["now stock"] / counts["first stock"] < 1.0
