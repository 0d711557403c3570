"""An import is refused where the files themselves speak against it: in every form, with nothing recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from timeline.ingest import EvidenceError, IngestError
from timeline.ingest.report import ImportReport
from timeline.ingest.ssda903 import import_return
from timeline.ingest.tables import import_table, import_tables
from timeline.store import CaseLog, open_log

YEAR, KNOWN = date(2023, 3, 31), date(2023, 6, 30)
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE"
MISSING = "CHILD,DOB,MISSING,MIS_START,MIS_END"
SHEETS = {"Episodes": EPISODES, "Reviews": REVIEWS, "Missing": MISSING}
Modules = dict[str, list[str]]
Written = Callable[[Path, Modules, Sequence[str]], Path]


@pytest.fixture
def log(tmp_path: Path) -> Iterator[CaseLog]:
    with open_log(tmp_path / "timeline.db") as opened:
        yield opened


def as_csv(folder: Path, modules: Modules, more: Sequence[str] = ()) -> Path:
    """A folder of CSV files; ``more``: columns behind those of the module."""
    folder.mkdir(parents=True, exist_ok=True)
    for module, rows in modules.items():
        lines = [",".join([SHEETS[module], *more]), *rows]
        (folder / f"{module.lower()}.csv").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return folder


def as_workbook(folder: Path, modules: Modules, more: Sequence[str] = ()) -> Path:
    """The same as a workbook, with days that are days."""
    folder.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    book.remove(book.worksheets[0])
    for module, rows in modules.items():
        sheet = book.create_sheet(module)
        sheet.append([*SHEETS[module].split(","), *more])
        for row in rows:
            sheet.append([_typed(cell) for cell in row.split(",")])
    book.save(folder / "return.xlsx")
    return folder / "return.xlsx"


def _typed(cell: str) -> datetime | str | None:
    return datetime.strptime(cell, "%d/%m/%Y") if cell.count("/") == 2 else cell or None


def as_xml(folder: Path, modules: Modules, more: Sequence[str] = ()) -> Path:
    """The same in the XML form, a child a row; what ``more`` names stands in the child's header."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = []
    for module, rows in modules.items():
        tag = {"Episodes": "EPISODE", "Reviews": "AREVIEW", "Missing": "AMISSING"}[module]
        for row in rows:
            items = dict(zip([*SHEETS[module].split(","), *more], row.split(","), strict=True))
            header = "".join(f"<{name}>{items.pop(name)}</{name}>" for name in more)
            child = items.pop("CHILD")
            group = f"<{tag}>{''.join(f'<{name}>{text}</{name}>' for name, text in items.items() if text)}</{tag}>"
            inside, beside = ("", group) if module == "Episodes" else (group, "")
            parts.append(
                f"<CHILD><HEADER><CHILDID>{child}</CHILDID><SEX>1</SEX><DOB>01/01/2012</DOB><ETHNIC>WBRI</ETHNIC>"
                f"{header}{inside}</HEADER>{beside}</CHILD>"
            )
    (folder / "return.xml").write_text(f"<EXPSSDA903>{''.join(parts)}</EXPSSDA903>", encoding="utf-8")
    return folder / "return.xml"


every_form = pytest.mark.parametrize("written", [as_csv, as_workbook, as_xml])


def began(child: str, on: str, until: str = "", more: str = "") -> str:
    """A row of Episodes."""
    return f"{child},{on},S,C2,N1,U6,PR1,{until},{'E4A' if until else ''},,,,{more}"


def review(child: str, on: str) -> str:
    """A row of Reviews."""
    return f"{child},,{on},PN1"


def refused(log: CaseLog, path: Path, *, known_on: date = KNOWN, to: date | None = None) -> list[str]:
    """What speaks against it. Nothing was recorded, and ``even_so`` would let it through."""
    with pytest.raises(EvidenceError) as caught:
        import_return(log, [path], YEAR, known_on, to=to)
    assert log.head().position == 0
    report = import_return(log, [path], YEAR, known_on, to=to, even_so=True, dry_run=True)
    assert list(report.spoke_against) == [each.what for each in caught.value.objections]
    assert all("--even-so" in each.do for each in caught.value.objections)
    return [each.what for each in caught.value.objections]


def imported(log: CaseLog, path: Path, **asked: object) -> ImportReport:
    """Imported, with nothing against it."""
    report = import_return(log, [path], YEAR, KNOWN, **asked)  # type: ignore[arg-type]
    assert report.spoke_against == ()
    return report


# -------------------------------------------------------------------------------------------------- the day of knowing


@every_form
def test_known_before_the_year_ended(log: CaseLog, tmp_path: Path, written: Written) -> None:
    path = written(tmp_path, {"Episodes": [began("1", "01/05/2022")]}, ())
    (what,) = refused(log, path, known_on=date(2023, 3, 30))
    assert what == "it became known on 2023-03-30, before its year ends on 2023-03-31"
    assert refused(log, path, known_on=date(2020, 3, 30)), "before it began too"
    assert import_return(log, [path], YEAR, YEAR).facts_added > 0, "on its last day it is known in time"


def test_the_year_so_far_is_known_on_its_last_day_or_later(log: CaseLog, tmp_path: Path) -> None:
    path = as_csv(tmp_path / "r", {"Episodes": [began("1", "01/05/2022")]})
    extracted = date(2022, 9, 30)
    (what,) = refused(log, path, known_on=date(2022, 9, 29), to=extracted)
    assert what == "it became known on 2022-09-29, before the last day that it covers, 2022-09-30"
    assert import_return(log, [path], YEAR, extracted, to=extracted).facts_added == 1


@pytest.mark.parametrize("to", [date(2022, 3, 31), date(2023, 4, 1)])
def test_the_last_day_covered_is_in_the_year(log: CaseLog, tmp_path: Path, to: date) -> None:
    path = as_csv(tmp_path / "r", {"Episodes": [began("1", "01/05/2021")]})
    with pytest.raises(IngestError, match=f"the last day it covers, {to}, is not in its year"):
        import_return(log, [path], YEAR, KNOWN, to=to, even_so=True)


# ----------------------------------------------------------------------------------------------------- the column YEAR


@every_form
@pytest.mark.parametrize("named", ["2020", "2019-20", "2019/20", "2019/2020", "2019-2020", "31/03/2020", "2020-03-31"])
def test_a_year_column_of_another_year(log: CaseLog, tmp_path: Path, written: Written, named: str) -> None:
    rows = [began("1", "01/05/2019", more=",2023"), began("2", "01/05/2019", more=f",{named}")]
    (what,) = refused(log, written(tmp_path, {"Episodes": rows}, ["YEAR"]))
    assert what.startswith("the column YEAR names 2020 in ")
    assert what.endswith("but the return is imported as 2023")


@every_form
@pytest.mark.parametrize("named", ["2023", "2022-23", "2022/23", "2022/2023", "31/03/2023", "", "last year"])
def test_a_year_column_of_the_year_or_of_none(log: CaseLog, tmp_path: Path, written: Written, named: str) -> None:
    path = written(tmp_path, {"Reviews": [f"{review('1', '01/05/2022')},{named}"]}, ["YEAR"])
    report = imported(log, path)
    told = [each.kind for each in report.discrepancies if each.kind == "YEAR is no year"]
    assert bool(told) is (named == "last year")


def test_a_year_beside_the_children_of_the_xml_form_is_every_ones(log: CaseLog, tmp_path: Path) -> None:
    path = as_xml(tmp_path, {"Episodes": [began("1", "01/05/2022")]})
    path.write_text(path.read_text().replace("<CHILD>", "<YEAR>2020</YEAR><CHILD>", 1))
    (what,) = refused(log, path)
    assert what.startswith("the column YEAR names 2020 in 2 rows")


# ------------------------------------------------------------------------------------------------ days of another year


@every_form
def test_most_rows_lie_in_a_later_year(log: CaseLog, tmp_path: Path, written: Written) -> None:
    """By hand: 6 open episodes and 6 reviews of 2023-24, and one start in 2022-23."""
    episodes = [began(str(n), f"0{n}/06/2023") for n in range(1, 7)] + [began("7", "01/05/2022")]
    path = written(tmp_path, {"Episodes": episodes, "Reviews": [review(str(n), "01/07/2023") for n in range(6)]}, ())
    (what,) = refused(log, path, known_on=date(2024, 6, 30))
    assert what.startswith("12 rows of Episodes, Reviews and Missing fall in the year to 2024-03-31 and not in the ")
    assert what.endswith("in which only 1 starts, endings, reviews and incidents fall")


@every_form
def test_most_rows_lie_in_the_year_before(log: CaseLog, tmp_path: Path, written: Written) -> None:
    """By hand: five episodes that ended, three reviews and two incidents of 2021-22, however old their starts."""
    modules = {
        "Episodes": [began(str(n), f"01/05/20{n}", "01/02/2022") for n in range(15, 20)],
        "Reviews": [review(str(n), "01/07/2021") for n in range(3)],
        "Missing": ["1,,M,01/07/2021,02/07/2021", "2,,A,01/08/2021,02/08/2021"],
    }
    (what,) = refused(log, written(tmp_path, modules, ()))
    assert what.startswith("10 rows of Episodes, Reviews and Missing fall in the year to 2022-03-31")


@every_form
def test_an_old_episode_that_goes_on_lies_in_the_year(log: CaseLog, tmp_path: Path, written: Written) -> None:
    episodes = [began(str(n), "01/05/2019", "" if n % 2 else "01/04/2022") for n in range(20)]
    imported(log, written(tmp_path, {"Episodes": episodes}, ()))


@pytest.mark.parametrize(("others", "own", "speaks"), [(9, 0, False), (10, 9, True), (10, 10, False), (30, 29, True)])
def test_ten_rows_and_more_than_are_dated_in_the_year(
    log: CaseLog, tmp_path: Path, others: int, own: int, speaks: bool
) -> None:
    rows = [review(str(n), "01/07/2021") for n in range(others)] + [review(str(n), "01/07/2022") for n in range(own)]
    path = as_csv(tmp_path / "r", {"Reviews": rows})
    assert (refused if speaks else imported)(log, path) is not None


def test_starts_endings_and_incidents_are_all_dated_in_the_year(log: CaseLog, tmp_path: Path) -> None:
    """By hand: 4 starts, 4 endings, 1 review and 1 incident are ten, and so are the rows of the year before."""
    modules = {
        "Episodes": [began(str(n), "01/05/2022", "01/06/2022") for n in range(4)],
        "Reviews": [review(str(n), "01/07/2021") for n in range(10)] + [review("1", "01/07/2022")],
        "Missing": ["1,,M,30/03/2023,02/04/2023"],
    }
    imported(log, as_csv(tmp_path / "r", modules))


def test_rows_of_several_other_years_are_of_no_other_year(log: CaseLog, tmp_path: Path) -> None:
    imported(log, as_csv(tmp_path / "r", {"Reviews": [review(str(n), f"01/07/20{n}") for n in range(10, 20)] * 9}))


# ---------------------------------------------------------------------------------------------- files of several years


def test_files_of_two_years_in_one_folder(log: CaseLog, tmp_path: Path) -> None:
    as_csv(tmp_path / "r", {"Episodes": [began("1", "01/05/2021")]})
    (tmp_path / "r" / "episodes.csv").rename(tmp_path / "r" / "b.csv")
    as_csv(tmp_path / "r", {"Episodes": [began("1", "01/05/2021", "01/12/2022"), began("2", "01/06/2022")]})
    with pytest.raises(EvidenceError) as caught:
        import_return(log, [tmp_path / "r"], YEAR, KNOWN)
    assert caught.value.listing == (
        "RETURN,YEAR_ENDING,KNOWN_ON",
        "b.csv,2022-03-31,",
        "episodes.csv,2023-03-31,",
    )
    (what,) = refused(log, tmp_path / "r")
    assert what == "files of one module look like different years: b.csv of 2022, episodes.csv of 2023"


def test_sheets_of_two_years_in_one_workbook(log: CaseLog, tmp_path: Path) -> None:
    book = Workbook()
    for year in (2022, 2023):
        sheet = book.create_sheet(f"of {year}")
        sheet.append(REVIEWS.split(","))
        sheet.append(["1", None, datetime(year, 1, 1), "PN1"])
    book.save(tmp_path / "r.xlsx")
    (what,) = refused(log, tmp_path / "r.xlsx")
    assert what.endswith("r.xlsx[of 2022] of 2022, r.xlsx[of 2023] of 2023")


def test_a_module_in_two_files_by_team_is_one_return(log: CaseLog, tmp_path: Path) -> None:
    """One team's children all came in years ago, the other's in the year: none has rows in both files."""
    old = as_csv(tmp_path / "a", {"Episodes": [began(str(n), "01/05/2019") for n in range(5)]})
    new = as_csv(tmp_path / "b", {"Episodes": [began(str(n), "01/05/2022") for n in range(5, 9)]})
    assert import_return(log, [old, new], YEAR, KNOWN).rows_read == 9


# --------------------------------------------------------------------------------------------- rows of two authorities


@every_form
def test_of_two_authorities_one_is_picked(log: CaseLog, tmp_path: Path, written: Written) -> None:
    rows = [began("1", "01/05/2021", more=",301"), began("1", "01/05/2022", more=",E09000003")]
    path = written(tmp_path, {"Episodes": rows}, ["LA"])
    for even_so in (False, True):
        with pytest.raises(EvidenceError, match="names 2 authorities: 301, E09000003"):
            import_return(log, [path], YEAR, KNOWN, even_so=even_so)
    assert log.head().position == 0
    report = import_return(log, [path], YEAR, KNOWN, authority="e09000003")
    of_episodes = next(each for each in report.modules if each.module == "Episodes")
    assert (of_episodes.read, of_episodes.recorded, report.passed_over > 0) == (1, 1, True)


def test_a_row_that_names_no_authority_is_set_aside_where_one_is_picked(log: CaseLog, tmp_path: Path) -> None:
    rows = [f"{review('1', '01/05/2022')},301", f"{review('2', '01/05/2022')},"]
    path = as_csv(tmp_path / "r", {"Reviews": rows}, ["LA"])
    assert imported(log, path).rows_quarantined == 0, "there is but one authority"
    report = import_return(log, [path], YEAR, KNOWN, authority="301", dry_run=True)
    assert (report.rows_read, report.rows_quarantined, report.passed_over) == (2, 1, 0)
    assert [(each.row, each.reason) for each in report.quarantine] == [
        (3, "LA is blank, so it is not known whose row this is")
    ]


def test_a_file_without_the_column_cannot_be_divided(log: CaseLog, tmp_path: Path) -> None:
    as_csv(tmp_path / "r", {"Reviews": [f"{review('1', '01/05/2022')},301"]}, ["LA"])
    path = as_csv(tmp_path / "r", {"Episodes": [began("1", "01/05/2022")]})
    with pytest.raises(EvidenceError, match=r"files without a column LA .*: episodes\.csv"):
        import_return(log, [path], YEAR, KNOWN, authority="301", even_so=True)
    with pytest.raises(EvidenceError, match="no row has the authority of --authority"):
        import_return(log, [path], YEAR, KNOWN, authority="302", even_so=True)


def test_a_local_table_of_two_authorities(log: CaseLog, tmp_path: Path) -> None:
    head = "CHILD,REQUESTED,MATCHED,ENDED,WITHDRAWN,REASON,LA"
    rows = [head, "1,01/12/2022,,,,,301", "1,01/12/2021,,,,,302"]
    (tmp_path / "visitor-requests.csv").write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    with pytest.raises(EvidenceError, match="names 2 authorities: 301, 302"):
        import_table(log, "visitor-requests", tmp_path / "visitor-requests.csv", KNOWN)
    assert log.head().position == 0
    report = import_tables(log, tmp_path, KNOWN, authority="302")
    assert (report.rows_read, report.facts_added, report.passed_over) == (1, 1, 1)


# ------------------------------------------------------------------------------------------ what is told, and recorded


@every_form
def test_rows_outside_of_the_year_are_counted(log: CaseLog, tmp_path: Path, written: Written) -> None:
    """By hand: one begins after it, two end after it, and an episode, an incident and a review were over before it."""
    modules = {
        "Episodes": [
            began("1", "01/05/2022"),
            began("2", "01/05/2022", "01/04/2023"),
            began("3", "01/05/2021", "31/03/2022"),
            began("4", "01/05/2021", "01/04/2022"),
            began("5", "02/04/2023", "03/04/2023"),
        ],
        "Reviews": [review("1", "01/05/2022"), review("1", "31/03/2022")],
        "Missing": ["1,,M,30/03/2022,31/03/2022", "1,,M,30/03/2022,01/04/2022"],
    }
    report = imported(log, written(tmp_path, modules, ()))
    counts = {each.kind: (each.count, each.counted) for each in report.discrepancies if "return's year" in each.kind}
    assert counts == {
        "begins after the return's year": (1, "rows"),
        "ends after the return's year": (2, "rows"),
        "ended before the return's year": (3, "rows"),
    }
    assert report.rows_quarantined == 0


def test_all_that_speaks_against_it_is_told_at_once(log: CaseLog, tmp_path: Path) -> None:
    rows = [f"{review(str(n), '01/07/2021')},2022" for n in range(10)]
    path = as_csv(tmp_path / "r", {"Reviews": rows}, ["YEAR"])
    assert len(refused(log, path, known_on=date(2022, 6, 30))) == 3
