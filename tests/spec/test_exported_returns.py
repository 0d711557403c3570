"""What belongs to the return of a year, and what its rows say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.fuzz.returns import write_return
from timeline.domain.basis import Basis
from timeline.domain.days import year_window
from timeline.ingest.journal import import_journal
from timeline.ingest.ssda903 import import_return
from timeline.ingest.ssda903.export import Exported, export_return
from timeline.ingest.ssda903.export import write_return as write_exported
from timeline.store import CaseLog, open_log

YEAR = year_window(date(2012, 3, 31))
KNOWN = date(2012, 6, 30)
OPEN = "A1,01/05/2011,S,V2,N1,Q2,PR1,,,,AB1 2CD,AB1 2CE,SC123456"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[CaseLog]:
    with open_log(tmp_path / "timeline.db") as opened:
        yield opened


def received(log: CaseLog, folder: Path, modules: dict[str, str], year: int = 2012) -> None:
    """A return of these modules, known at the end of June."""
    import_return(log, [write_return(folder / f"in {year}", modules)], date(year, 3, 31), date(year, 6, 30))


def told(log: CaseLog, folder: Path, text: str) -> None:
    """A journal."""
    path = folder / "corrections.journal"
    path.write_text(text, encoding="utf-8")
    import_journal(log, path)


def export(log: CaseLog, known_at: date | None = KNOWN) -> Exported:
    return export_return(log, YEAR, Basis(YEAR.last, known_at))


def rows(exported: Exported) -> dict[str, list[str]]:
    """The rows as they stand in the files."""
    return {each.module: [",".join(row) for row in each.rows] for each in exported.modules}


# --------------------------------------------------------------------------------------------------------- the episodes


def test_an_episode_that_touches_the_year_is_in_it_as_it_was_said(log: CaseLog, tmp_path: Path) -> None:
    received(log, tmp_path, {"episodes": OPEN})
    assert rows(export(log)) == {"Episodes": [OPEN]}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # Ended on the first day of the year, and on the day before it.
        ("A1,01/05/2010,S,V2,N1,Q2,PR1,01/04/2011,E4,,,,", True),
        ("A1,01/05/2010,S,V2,N1,Q2,PR1,31/03/2011,E4,,,,", False),
        # Begun on its last day, and on the day after.
        ("A1,31/03/2012,S,V2,N1,Q2,PR1,,,,,,", True),
        ("A1,01/04/2012,S,V2,N1,Q2,PR1,,,,,,", False),
    ],
)
def test_it_touches_the_year_with_its_first_day_and_its_last(
    log: CaseLog, tmp_path: Path, row: str, *, expected: bool
) -> None:
    received(log, tmp_path, {"episodes": row})
    assert rows(export(log))["Episodes"] == ([row] if expected else [])


def test_an_ending_after_the_year_has_not_happened(log: CaseLog, tmp_path: Path) -> None:
    received(log, tmp_path, {"episodes": "A1,01/05/2011,S,V2,N1,Q2,PR1,05/04/2012,X1,,,,"})
    assert rows(export(log))["Episodes"] == ["A1,01/05/2011,S,V2,N1,Q2,PR1,,,,,,"]


def test_an_episode_over_before_the_year_is_not_in_it_though_another_ending_is_said_later(
    log: CaseLog, tmp_path: Path
) -> None:
    received(log, tmp_path, {"episodes": "A1,01/05/2010,S,V2,N1,Q2,PR1,01/03/2011,E4,,,,"}, year=2011)
    told(
        log,
        tmp_path,
        "known 2012-06-01\n2012-05-01 A1 ceased-to-be-looked-after began_on=2010-05-01 reason_episode_ceased=E4\n",
    )
    assert rows(export(log)) == {}


@pytest.mark.parametrize(
    "row",
    [
        "A1,01/05/2011,S,V2,N1,Q2,PR1,01/09/2011,X1,,,,",
        "A1,01/05/2011,S,V2,N1,Q2,PR1,01/09/2011,,,,,",
        "A1,01/05/2011,S,V2,N1,Q2,PR1,01/09/2011,E4,,,,",
        "A1,01/05/2011,S,V2,N1,Q2,PR1,01/09/2011,X1,CARPL,,,",
        "A1,01/05/2011,S,V2,N1,Q2,PR1,,X1,CARPL,,,",
        "A1,01/05/2011,S,,,,,,,,,,",
        "A1,01/05/2011,U,V2,N1,Q2,PR1,01/05/2011,X1,,,,",
    ],
)
def test_every_form_of_an_ending_comes_back(log: CaseLog, tmp_path: Path, row: str) -> None:
    received(log, tmp_path, {"episodes": row})
    assert rows(export(log))["Episodes"] == [row]


def test_of_several_episodes_begun_on_one_day_each_keeps_its_ending(log: CaseLog, tmp_path: Path) -> None:
    several = [
        "A1,01/05/2011,L,C2,N1,Q2,PR1,01/08/2011,X1,,,,",
        "A1,01/05/2011,S,V2,N1,Q2,PR1,01/05/2011,X1,,,,",
    ]
    received(log, tmp_path, {"episodes": "\n".join(several)})
    assert rows(export(log))["Episodes"] == several


def test_rows_are_sorted_by_child_and_by_day(log: CaseLog, tmp_path: Path) -> None:
    unsorted = (
        "B2,01/05/2011,S,V2,N1,Q2,PR1,,,,,,",
        "A1,02/05/2011,P,V2,N1,Q2,PR1,,,,,,",
        "A1,03/02/2011,S,V2,N1,,,02/05/2011,X1,,,,",
    )
    received(log, tmp_path, {"episodes": "\n".join(unsorted)})
    assert [row[:13] for row in rows(export(log))["Episodes"]] == ["A1,03/02/2011", "A1,02/05/2011", "B2,01/05/2011"]


# -------------------------------------------------------------------------------------------------------- other modules


def test_every_module_s_row_comes_back(log: CaseLog, tmp_path: Path) -> None:
    modules = {
        "header": "A1,2,28/02/1999,WBRI,UN3,1,02/01/2012",
        "episodes": OPEN,
        "reviews": "A1,28/02/1999,10/01/2012,PN1",
        "uasc": "A1,2,28/02/1999,01/03/2012",
        "oc2": "A1,28/02/1999,13,,0,,1,0,1,1,0,1",
        "oc3": "A1,28/02/1999,YES,F1,B1",
        "ad1": "A1,28/02/1999,01/12/2010,02/01/2011,1,2,MF,L11",
        "placed": "A1,28/02/1999,03/04/2010,05/06/2011,RD2",
        "permanence": "A1,28/02/1999,P2,WAL,zz/05/2008",
        "missing": "A1,28/02/1999,M,10/10/2011,13/10/2011\nA1,28/02/1999,A,11/11/2011,",
        "liberty": "A1,28/02/1999,01/07/2011,01/08/2011",
    }
    received(log, tmp_path, modules)
    exported = export(log)
    assert sorted(row for found in rows(exported).values() for row in found) == sorted(
        row for text in modules.values() for row in text.split("\n")
    )
    assert (exported.not_kept, exported.differences) == ((), ())


def test_reviews_are_those_of_the_year_and_the_others_are_counted(log: CaseLog, tmp_path: Path) -> None:
    days = ("31/03/2011", "01/04/2011", "31/03/2012", "01/04/2012")
    received(log, tmp_path, {"episodes": OPEN, "reviews": "\n".join(f"A1,,{day},PN1" for day in days)})
    exported = export(log)
    assert rows(exported)["Reviews"] == ["A1,,01/04/2011,PN1", "A1,,31/03/2012,PN1"]
    (difference,) = exported.differences
    assert (difference.module, difference.left_out, difference.added) == ("Reviews", 2, 0)


def test_a_care_leaver_without_an_episode_has_only_what_happened_in_the_year(log: CaseLog, tmp_path: Path) -> None:
    """Said in the year before: a decision that nobody reversed, and an earlier order."""
    header = "A1,2,28/02/1993,WBRI,UN3,0,"
    before = {
        "header": header,
        "episodes": "A1,01/05/2009,S,V2,N1,Q2,PR1,28/02/2011,E5,,,,",
        "placed": "A1,28/02/1993,03/04/2010,,",
        "permanence": "A1,28/02/1993,P2,WAL,",
        "missing": "A1,28/02/1993,M,10/02/2011,",
    }
    received(log, tmp_path, before, year=2011)
    received(log, tmp_path, {"header": header, "oc3": "A1,28/02/1993,YES,F1,B1"})
    assert rows(export(log)) == {"Header": [header], "OC3": ["A1,28/02/1993,YES,F1,B1"]}


def test_what_ended_in_the_year_is_whole_even_of_a_child_without_an_episode(log: CaseLog, tmp_path: Path) -> None:
    row = "A1,,M,11/03/2011,26/04/2011"
    received(log, tmp_path, {"missing": row})
    assert rows(export(log))["Missing"] == [row]


def test_an_adoption_of_the_year_is_in_it_though_the_match_was_before(log: CaseLog, tmp_path: Path) -> None:
    row = "A1,,01/12/2010,02/01/2011,1,2,MF,L11"
    received(log, tmp_path, {"ad1": row})
    assert rows(export(log)) == {"AD1": [row]}
    received(log, tmp_path, {"ad1": row}, year=2011)
    assert rows(export(log)) == {"AD1": [row]}


def test_a_child_of_whom_only_the_header_speaks_is_not_in_the_return(log: CaseLog, tmp_path: Path) -> None:
    received(log, tmp_path, {"header": "A1,2,28/02/1999,WBRI,UN3,0,", "episodes": OPEN.replace("A1", "B2")})
    exported = export(log)
    assert rows(exported)["Header"] == []
    assert [(each.module, each.left_out) for each in exported.differences] == [("Header", 1)]


# ----------------------------------------------------------------------------------------------------- what is not kept


def test_a_pupil_number_is_not_written_and_nothing_that_looks_like_one(log: CaseLog, tmp_path: Path) -> None:
    received(log, tmp_path, {"header": "A1,2,28/02/1999,WBRI,A123456789012,0,", "episodes": OPEN})
    exported = export(log)
    assert rows(exported)["Header"] == ["A1,2,28/02/1999,WBRI,NOT KEPT,0,"]
    assert exported.not_kept == (("pupil numbers (UPN): fill them in from the case system", 1),)


def test_a_worker_s_digest_stands_for_the_number_and_is_the_same_worker_when_imported_again(
    log: CaseLog, tmp_path: Path
) -> None:
    workers = "A1,,SW123456,01/05/2011,01/09/2011,\nA1,,SW654321,01/09/2011,,MANAGE"
    received(log, tmp_path, {"header": "A1,2,28/02/1999,WBRI,UN3,0,", "episodes": OPEN, "workers": workers})
    exported = export(log)
    first, second = rows(exported)["SWEpisodes"]
    assert first.startswith("A1,28/02/1999,NOT KEPT ")
    assert first.split(",")[2] != second.split(",")[2]
    assert exported.not_kept == (("social workers' numbers (SW_ID): a digest stands in their place", 2),)
    write_exported(exported, tmp_path / "out")
    again = import_return(log, [tmp_path / "out"], YEAR.last, date(2012, 7, 1))
    assert again.facts_added == 0


def test_an_ending_without_its_beginning_cannot_be_a_row_and_is_counted(log: CaseLog, tmp_path: Path) -> None:
    received(log, tmp_path, {"episodes": OPEN})
    told(log, tmp_path, "known 2012-06-30\n2011-06-01 A1 returned-from-missing began_on=2011-05-30\n")
    exported = export(log)
    assert "Missing" not in rows(exported)
    assert exported.not_kept == (("endings of which no beginning is known: no row can say them", 1),)


def test_without_a_header_the_day_of_birth_is_not_known(log: CaseLog, tmp_path: Path) -> None:
    received(log, tmp_path, {"episodes": OPEN, "reviews": "A1,28/02/1999,10/01/2012,PN1"})
    exported = export(log)
    assert rows(exported)["Reviews"] == ["A1,,10/01/2012,PN1"]
    assert exported.not_kept == (("days of birth in rows of children whom no Header names", 1),)


# ----------------------------------------------------------------------------------------------------- as it is known


def test_what_was_corrected_since_is_sent_as_it_is_known_then(log: CaseLog, tmp_path: Path) -> None:
    received(log, tmp_path, {"episodes": OPEN})
    told(
        log,
        tmp_path,
        "known 2012-08-01\n2012-01-31 A1 ceased-to-be-looked-after began_on=2011-05-01 reason_episode_ceased=E4\n",
    )
    assert rows(export(log, KNOWN))["Episodes"] == [OPEN]
    later = export(log, None)
    assert rows(later)["Episodes"] == [OPEN.replace("PR1,,,", "PR1,31/01/2012,E4,")]
    assert [(each.module, each.left_out, each.added) for each in later.differences] == [("Episodes", 0, 1)]


def test_before_anything_was_known_there_is_nothing_to_send(log: CaseLog, tmp_path: Path) -> None:
    received(log, tmp_path, {"episodes": OPEN})
    exported = export(log, date(2012, 6, 29))
    assert (rows(exported), exported.children, exported.received) == ({}, 0, None)


def test_a_return_is_as_at_the_end_of_its_year(log: CaseLog) -> None:
    with pytest.raises(ValueError, match="as at the last day of its year"):
        export_return(log, YEAR, Basis(date(2012, 3, 30)))
