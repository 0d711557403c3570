"""What stands beside a figure when it is asked for: rates, intervals; and the work list behind one."""

from __future__ import annotations

from pathlib import Path

from tests.functional.commands import ANNA, DORA, done, run, write_files

AT = ("--as-at", "2012-03-31")


def test_a_rate_is_of_the_estimate_that_was_known(store: Path, tmp_path: Path) -> None:
    """Two children are looked after; of 1,000 children by the estimate known then, of 4,000 by the revised one."""
    estimates = (
        "ESTIMATED_ON,NUMBER,KNOWN_ON,SOURCE",
        "2011-06-30,1000,2012-06-30,ONS",
        "2011-06-30,4000,2013-06-30,ONS",
    )
    write_files(tmp_path, {"population.csv": estimates})
    asked = ("--store", store, "measure", "looked-after", *AT, "--population", tmp_path / "population.csv")

    def rate(*more: str) -> tuple[object, ...]:
        row = done(*asked, *more, "--format", "json").json[0]["rows"][-1]
        return row["numerator"], row["denominator"], row["value"]

    assert rate("--known-at", "2012-06-30") == (2, 1000, 20)
    assert rate() == (2, 4000, 5)


def test_a_population_that_cannot_be_read_is_named_with_its_line(store: Path, tmp_path: Path) -> None:
    write_files(tmp_path, {"population.csv": ("ESTIMATED_ON,NUMBER,KNOWN_ON,SOURCE", "2011-06-30,many,2012-06-30,ONS")})
    result = run("--store", store, "measure", "looked-after", *AT, "--population", tmp_path / "population.csv")
    assert (result.code, result.out) == (2, "")
    assert "--population: line 2" in result.err


def test_a_percentage_has_its_interval_when_asked(store: Path) -> None:
    """1 of 2: Wilson's 95 % interval is 9.45 % to 90.55 % (Newcombe 1998, method 3)."""
    asked = ("--store", store, "measure", "placements-3-plus", *AT, "--format", "json")
    with_it = done(*asked, "--intervals").json[0]["rows"][0]
    assert (with_it["numerator"], with_it["denominator"]) == (1, 2)
    assert [round(edge, 2) for edge in with_it["interval"].values()] == [9.45, 90.55]
    assert "interval" not in done(*asked).json[0]["rows"][0]


def test_the_tracker_lists_who_waits(store: Path) -> None:
    answer = done("--store", store, "tracker", "adoption-tracker", *AT, "--format", "json").json
    assert answer["children"] == []
    assert not {ANNA, DORA} & set(done("--store", store, "tracker", *AT).out.split())
