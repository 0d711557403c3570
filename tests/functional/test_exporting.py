"""``timeline export ssda903``: what went in as a return comes out as one, and what cannot is named."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

import pytest

from tests.functional.commands import ANNA, BERT, DORA, HEADER, done, run
from timeline.ingest.ssda903.export import FILE_NAMES
from timeline.ingest.ssda903.layouts import LAYOUTS
from timeline.synthetic import Authority, write_returns

DATA = Path(__file__).parents[3] / "shared" / "data"
COMBINED = DATA / "data-to-insight+cs-demand-model/cs_demand_model_samples/combined"
FAKE = DATA / "data-to-insight+csc-validator-be-903/tests/fake_data"
public = pytest.mark.skipif(not DATA.is_dir(), reason="the public sample returns are not on this machine")

Rows = Counter[tuple[str, ...]]


def export(store: Path, folder: Path, year: int, *more: object) -> Mapping[str, object]:
    """Export a year's return, known at the end of June, and what the command says of it."""
    days = ("--year-ending", f"{year}-03-31", "--known-at", f"{year}-06-30")
    report = done("--store", store, "export", "ssda903", folder, *days, "--format", "json", *more).json
    assert isinstance(report, dict)
    return report


def rows_of(folder: Path) -> dict[str, list[tuple[str, ...]]]:
    """What stands in an exported folder, module by module, as the standard library reads it."""
    names = {name: module for module, name in FILE_NAMES.items()}
    found = {}
    for path in sorted(folder.iterdir()):
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        assert tuple(header) == LAYOUTS[names[path.name]].columns
        found[names[path.name]] = [tuple(row) for row in rows]
    return found


# ------------------------------------------------------------------------------------------------- the small authority


def test_a_return_is_written_with_its_rows_sorted_and_what_is_not_kept_in_its_place(
    store: Path, tmp_path: Path
) -> None:
    report = export(store, tmp_path / "return", 2012)
    assert report["children"] == 2
    found = rows_of(tmp_path / "return")
    assert [row[:4] for row in found["Episodes"]] == [
        (ANNA, "01/05/2010", "S", "V2"),
        (ANNA, "01/08/2011", "P", "V2"),
        (ANNA, "10/01/2012", "P", "V2"),
        (DORA, "01/09/2011", "S", "V2"),
    ]
    assert found["Missing"] == [
        (ANNA, "05/06/2004", "M", "01/10/2011", "02/10/2011"),
        (DORA, "11/12/1998", "M", "10/10/2011", "13/10/2011"),
    ]
    assert found["Reviews"] == [(ANNA, "05/06/2004", "30/11/2011", "PN1")]


def test_a_child_whose_episode_ended_before_the_year_is_not_in_it_and_is_counted(store: Path, tmp_path: Path) -> None:
    """BERT's ending, on 20 March 2011, came with the return for the year after."""
    report = export(store, tmp_path / "return", 2012)
    assert {row[0] for row in rows_of(tmp_path / "return")["Episodes"]} == {ANNA, DORA}
    modules = report["modules"]
    assert isinstance(modules, list)
    left_out = {each["module"]: each["left_out"] for each in modules if each["left_out"]}
    assert left_out == {"Header": 1, "Episodes": 2}


def test_the_year_before_is_exported_as_it_is_known_now(store: Path, tmp_path: Path) -> None:
    """As first known BERT was looked after at the end of March 2011."""
    export(store, tmp_path / "then", 2011)
    (then,) = [row for row in rows_of(tmp_path / "then")["Episodes"] if row[0] == BERT]
    assert then[7:9] == ("", "")
    words = ("--year-ending", "2011-03-31", "--known-at", "2012-06-30")
    done("--store", store, "export", "ssda903", tmp_path / "now", *words)
    (now,) = [row for row in rows_of(tmp_path / "now")["Episodes"] if row[0] == BERT]
    assert now[7:9] == ("20/03/2011", "E4")


def test_an_older_position_gives_the_return_of_then(store: Path, tmp_path: Path) -> None:
    first = export(store, tmp_path / "first", 2012)
    basis = first["basis"]
    assert isinstance(basis, dict)
    export(store, tmp_path / "second", 2012, "--position", basis["position"])
    assert rows_of(tmp_path / "first") == rows_of(tmp_path / "second")
    export(store, tmp_path / "nothing", 2012, "--position", 0)
    assert rows_of(tmp_path / "nothing") == {}


def test_a_module_brought_without_a_row_is_written_without_one_and_another_is_not_written(
    store: Path, tmp_path: Path
) -> None:
    export(store, tmp_path / "return", 2011)
    found = rows_of(tmp_path / "return")
    assert found["Missing"] == []
    assert set(found) == {"Header", "Episodes", "Missing"}


def test_it_is_told_as_a_table_and_as_csv(store: Path, tmp_path: Path) -> None:
    words = ("--year-ending", "2012-03-31", "--known-at", "2012-06-30")
    shown = done("--store", store, "export", "ssda903", tmp_path / "one", *words).out
    assert "The return for the year to 31 March 2012: 2 children" in shown
    assert "as at 31 March 2012, as known at 30 June 2012, log position" in shown
    lines = done("--store", store, "export", "ssda903", tmp_path / "two", *words, "--format", "csv").lines
    assert lines[0] == "module,file,rows,left_out,added,as_at,known_at,position,never_sent_again"
    assert lines[1].startswith("Header,header.csv,2,1,0,2012-03-31,2012-06-30,")


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (
            "taken --year-ending 2012-03-31",
            2,
            "timeline: DIR: it is not empty. Name an empty folder, or one that is not there.",
        ),
        (
            "taken/a-file/return --year-ending 2012-03-31",
            2,
            "timeline: DIR: nothing can be written there. Name a folder that you may write to.",
        ),
        (
            "return --year-ending 2012-03-30",
            2,
            "timeline: --year-ending: it is no 31 March. Give the 31 March on which the return's year ends.",
        ),
        ("return", 2, "timeline export ssda903: --year-ending is missing. See `timeline export ssda903 --help`."),
        (
            "return --year-ending 2012-03-31 --position 999",
            2,
            "timeline: --position: the log reaches to 30 only. Give a position that an answer printed.",
        ),
    ],
)
def test_it_says_what_to_do_about_what_it_cannot_do(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, code: int, message: str
) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "a-file").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = run("--store", store, "export", "ssda903", *words.split())
    assert (result.code, result.out, result.err) == (code, "", f"{message}\n")
    assert not (tmp_path / "return").exists()


def test_from_no_log_there_is_nothing_to_export(tmp_path: Path) -> None:
    result = run(
        "--store", tmp_path / "none.db", "export", "ssda903", tmp_path / "return", "--year-ending", "2012-03-31"
    )
    assert (result.code, result.out) == (4, "")
    assert list(tmp_path.iterdir()) == []


# ------------------------------------------------------------------------------------------------ a synthetic authority

NOT_KEPT = {"Header": "UPN", "SWEpisodes": "SW_ID"}


def comparable(module: str, rows: Iterable[tuple[str, ...]]) -> Rows:
    """The rows without the column that is not kept."""
    place = LAYOUTS[module].columns.index(NOT_KEPT[module]) if module in NOT_KEPT else None
    return Counter(tuple(cell for at, cell in enumerate(row) if at != place) for row in rows)


def sent_rows(paths: Iterable[Path]) -> dict[str, Rows]:
    """The rows of a return that was sent, without the column that is not kept: recognised by their header row."""
    found: dict[str, Rows] = defaultdict(Counter)
    by_columns = {frozenset(layout.columns): module for module, layout in LAYOUTS.items()}
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            module = by_columns[frozenset(reader.fieldnames or ())]
            columns = LAYOUTS[module].columns
            found[module] += comparable(module, (tuple(row[column] for column in columns) for row in reader))
    return found


def test_a_clean_return_comes_out_as_it_went_in(tmp_path: Path) -> None:
    """Five returns in which nothing is late, mistaken or spoilt: every row of every module, and none besides."""
    first = date(2022, 3, 31)
    authority = Authority(seed=7, children=120, first_year_ending=first, years=5, restatement=0.0, defects=0.0)
    store = tmp_path / "log.db"
    seen: set[str] = set()
    for sent in write_returns(authority, tmp_path).returns:
        days = ("--year-ending", sent.year_ending, "--known-on", sent.known_on)
        done("--store", store, "import", "ssda903", sent.folder, *days)
        report = export(store, tmp_path / f"out {sent.year_ending.year}", sent.year_ending.year)
        out = rows_of(tmp_path / f"out {sent.year_ending.year}")
        went_in = sent_rows(sent.folder.iterdir())
        assert {module: comparable(module, rows) for module, rows in out.items() if rows} == went_in
        assert all(list(rows) == sorted(rows, key=_by_child) for rows in out.values())
        assert all(each["left_out"] == each["added"] == 0 for each in modules_of(report))
        seen |= {module for module, rows in went_in.items() if rows}
    assert seen == set(LAYOUTS) - {"DoLo"}  # which the return of 2026-27 is the first to have


def _by_child(row: tuple[str, ...]) -> str:
    return row[0]


def modules_of(report: Mapping[str, object]) -> list[dict[str, int]]:
    modules = report["modules"]
    assert isinstance(modules, list)
    return modules


def test_what_is_not_kept_is_counted_and_cannot_be_sent_by_mistake(tmp_path: Path) -> None:
    authority = Authority(
        seed=7, children=30, first_year_ending=date(2024, 3, 31), years=1, restatement=0.0, defects=0.0
    )
    (sent,) = write_returns(authority, tmp_path).returns
    store = tmp_path / "log.db"
    days = ("--year-ending", sent.year_ending, "--known-on", sent.known_on)
    done("--store", store, "import", "ssda903", sent.folder, *days)
    report = export(store, tmp_path / "out", 2024)
    out = rows_of(tmp_path / "out")
    numbers = [row[HEADER.split(",").index("UPN")] for row in out["Header"]]
    assert set(numbers) <= {"NOT KEPT", "UN1"}
    workers = [row[2] for row in out["SWEpisodes"]]
    assert all(worker.startswith("NOT KEPT ") for worker in workers)
    with (sent.folder / "sw_episodes.csv").open(encoding="utf-8", newline="") as file:
        assert len(set(workers)) == len({row["SW_ID"] for row in csv.DictReader(file)})
    assert report["not_kept"] == [
        {"what": "pupil numbers (UPN): fill them in from the case system", "count": numbers.count("NOT KEPT")},
        {"what": "social workers' numbers (SW_ID): a digest stands in their place", "count": len(workers)},
    ]


# ----------------------------------------------------------------------------------- public returns, with their defects


def day(text: str) -> date:
    return datetime.strptime(text, "%d/%m/%Y").date()


def in_year(text: str, year: int) -> bool:
    return date(year - 1, 4, 1) <= day(text) <= date(year, 3, 31)


REVERSALS = ("", "RD1", "RD2", "RD3", "RD4")


def normal(text: str) -> str:
    """As the return writes it: some of these files write 1.0 for 1."""
    return text.strip().upper().removesuffix(".0")


def public_rows(files: Iterable[Path]) -> dict[str, list[dict[str, str]]]:
    """The rows of public files by module, each cell as the return writes it."""
    by_columns = {frozenset(layout.columns): module for module, layout in LAYOUTS.items()}
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for path in files:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            module = by_columns[frozenset(reader.fieldnames or ())]
            found[module] += [{column: normal(cell or "") for column, cell in row.items()} for row in reader]
    return found


def expected(files: Iterable[Path], year: int) -> dict[str, set[tuple[str, ...]]]:
    """What a return with these rows should have held: an ending after the year has not happened; reviews are those of
    the year; unaccompanied are those who were so in the year; who has no episode is asked for no earlier permanence;
    what is set aside (codes of accommodation and reasons that no list has) is blank."""
    rows = public_rows(files)
    in_care = {row["CHILD"] for row in rows["Episodes"]}
    for row in rows["Episodes"]:
        if row["DEC"] and day(row["DEC"]) > date(year, 3, 31):
            row.update(DEC="", REC="", REASON_PLACE_CHANGE="")
    rows["Reviews"] = [row for row in rows["Reviews"] if in_year(row["REVIEW"], year)]
    first = date(year - 1, 4, 1)
    rows["UASC"] = [
        row for row in rows["UASC"] if row["CHILD"] in in_care and (not row["DUC"] or day(row["DUC"]) >= first)
    ]
    rows["PrevPerm"] = [row for row in rows["PrevPerm"] if row["CHILD"] in in_care]
    for row in rows.get("OC3", ()):
        row["ACCOM"] = row["ACCOM"] if row["ACCOM"] not in ("01", "02") else ""
    for row in rows.get("PlacedAdoption", ()):
        row["REASON_PLACED_CEASED"] = row["REASON_PLACED_CEASED"] if row["REASON_PLACED_CEASED"] in REVERSALS else ""
    return {module: set(_without_numbers(module, found)) for module, found in rows.items()}


def _without_numbers(module: str, rows: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, ...]]:
    columns = [column for column in LAYOUTS[module].columns if column != NOT_KEPT.get(module)]
    return (tuple(row[column] for column in columns) for row in rows)


def imported_and_exported(store: Path, folder: Path, files: list[Path], year: int) -> dict[str, set[tuple[str, ...]]]:
    days = ("--year-ending", f"{year}-03-31", "--known-on", f"{year}-06-30")
    run("--store", store, "import", "ssda903", *files, *days)
    export(store, folder, year)
    return {module: set(comparable(module, rows)) for module, rows in rows_of(folder).items()}


@public
def test_the_validator_s_sample_comes_out_without_what_is_not_of_its_year(tmp_path: Path) -> None:
    """Set aside at import: an allocation in SWEpisodes and an order in DoLo that are of later years. They are the only
    rows of their modules, so neither module was brought, and an empty one would say that there was nothing."""
    files = sorted(FAKE.glob("*.csv"))
    out = imported_and_exported(tmp_path / "log.db", tmp_path / "out", files, 2018)
    should = {module: rows for module, rows in expected(files, 2018).items() if module not in ("SWEpisodes", "DoLo")}
    assert out.keys() == should.keys()
    assert [module for module in out if out[module] != should[module]] == []


@public
def test_each_of_five_public_returns_comes_out_with_who_was_still_looked_after(tmp_path: Path) -> None:
    """Besides its own rows only episodes of earlier returns, of children of whom it has none: still open, or one that
    ended on the year's first day."""
    returns = {year: list(files) for year, files in groupby(sorted(COMBINED.glob("*.csv")), lambda path: path.name[:4])}
    assert len(returns) == 5
    for ended, files in returns.items():
        year = int(ended) + 1
        out = imported_and_exported(tmp_path / "log.db", tmp_path / ended, files, year)
        should = expected(files, year)
        own = {row[0] for row in should["Episodes"]}
        others = {row for row in out["Episodes"] if row[0] not in own}
        assert {row[7] for row in others} <= {"", f"01/04/{year - 1}"}
        assert out["Episodes"] - others == should["Episodes"]
        kept = {row[0] for row in others}
        for module in set(should) - {"Episodes"}:
            more = {row for row in out[module] - should[module] if row[0] in kept}
            assert (module, out[module] - more) == (module, should[module])
