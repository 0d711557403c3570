"""What the synthetic authority writes: exact modules, and every error accounted for."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from timeline.synthetic import (
    Authority,
    Written,
    write_returns,
    writer,
)
from timeline.synthetic.authority import ChildTruth, histories

FIRST = date(2021, 3, 31)


def authority(seed: int = 5, children: int = 300, **wrong: float) -> Authority:
    return Authority(seed, children, FIRST, years=5, **wrong)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date:
    d, m, y = map(int, text.split("/"))
    return date(y, m, d)


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """Returns of an authority that is often wrong, some of its children never heard of again."""
    many = Authority(4, 1_500, date(2023, 3, 31), years=5, restatement=12)
    return write_returns(many, tmp_path_factory.mktemp("wrong"))


EXACT_HEADERS = {
    "header": "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
    "episodes": "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
    "reviews": "CHILD,DOB,REVIEW,REVIEW_CODE",
    "uasc": "CHILD,SEX,DOB,DUC",
    "oc2": "CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED,HEALTH_CHECK,IMMUNISATIONS,TEETH_CHECK,"
    "HEALTH_ASSESSMENT,SUBSTANCE_MISUSE,INTERVENTION_RECEIVED,INTERVENTION_OFFERED",
    "oc3": "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM",
    "ad1": "CHILD,DOB,DATE_INT,DATE_MATCH,FOSTER_CARE,NB_ADOPTR,SEX_ADOPTR,LS_ADOPTR",
    "placed_adoption": "CHILD,DOB,DATE_PLACED,DATE_PLACED_CEASED,REASON_PLACED_CEASED",
    "prev_perm": "CHILD,DOB,PREV_PERM,LA_PERM,DATE_PERM",
    "missing": "CHILD,DOB,MISSING,MIS_START,MIS_END",
    "sw_episodes": "CHILD,DOB,SW_ID,SW_DECOM,SW_DEC,SW_REASON",
    "dolo": "CHILD,DOB,DOLO_START,DOLO_END",
}


def test_each_module_of_the_year_has_its_exact_header_and_rows_of_that_width(
    wrong: Written,
) -> None:
    for sent in wrong.returns:
        year = sent.year_ending.year
        names = set(EXACT_HEADERS)
        names -= {"sw_episodes"} if year < 2024 else set()
        names -= {"dolo"} if year < 2027 else set()
        assert {path.stem for path in sent.folder.iterdir()} == names
        for name in names:
            lines = (sent.folder / f"{name}.csv").read_text(encoding="utf-8").splitlines()
            assert lines[0] == EXACT_HEADERS[name]
            assert {line.count(",") for line in lines} == {lines[0].count(",")}
            assert len(lines) > 1, f"{name} of {year} has no rows"
        assert sent.known_on == date(year, 6, 30)


def test_every_child_in_a_module_is_once_in_the_header_with_the_codes_of_the_year(
    wrong: Written,
) -> None:
    for sent in wrong.returns:
        headed = rows(sent.folder / "header.csv")
        children = {row["CHILD"]: row for row in headed}
        assert len(children) == len(headed)
        letters = sent.year_ending.year >= 2025
        assert {row["SEX"] for row in headed} == ({"M", "F"} if letters else {"1", "2"})
        for name in set(EXACT_HEADERS) - {"header"}:
            if (sent.folder / f"{name}.csv").exists():
                for row in rows(sent.folder / f"{name}.csv"):
                    assert row.get("DOB", children[row["CHILD"]]["DOB"]) == (children[row["CHILD"]]["DOB"])


def test_rows_touch_their_year_unless_they_correct_an_earlier_return(wrong: Written) -> None:
    told_wrong: set[tuple[str, str]] = set()
    changes = rows(wrong.truth / "changes.csv")
    late = 0
    for sent in wrong.returns:
        end = sent.year_ending
        start = date(end.year - 1, 4, 1)
        for row in rows(sent.folder / "episodes.csv"):
            ends = day(row["DEC"]) if row["DEC"] else date.max
            assert day(row["DECOM"]) <= end
            assert ends <= end or not row["DEC"]
            if ends < start:
                late += 1
                assert (row["CHILD"], row["DECOM"]) in told_wrong
        year = f"31/03/{end.year}"
        told_wrong |= {(c["CHILD"], c["DECOM"]) for c in changes if c["YEAR_ENDING"] == year}
    assert late > 20


# ------------------------------------------------------------------------------ returns and truth

Wrong = set[tuple[str, str, str, str, str, str]]


def found_wrong(wrong: Written, module: str, starts: str, ends: str) -> Wrong:
    """Every field of every return that is not as the truth stood at the end of that year."""
    found: Wrong = set()
    for sent in wrong.returns:
        told = {(r["CHILD"], r[starts]): r for r in rows(sent.folder / f"{module}.csv")}
        true = dict(as_it_stood(rows(wrong.truth / f"{module}.csv"), starts, ends, sent.year_ending))
        begins = date(sent.year_ending.year - 1, 4, 1)
        year = f"31/03/{sent.year_ending.year}"
        due = {key for key, row in true.items() if not row[ends] or day(row[ends]) >= begins}
        for child, start in told.keys() | due:
            was, is_ = told.get((child, start)), true.get((child, start))
            if was is None or is_ is None:
                cells = (starts, start if was else "", start if is_ else "")
                found.add((child, year, start, *cells))
            else:
                found |= {(child, year, start, f, was[f], is_[f]) for f in was if was[f] != is_[f]}
    return found


def as_it_stood(
    true: list[dict[str, str]], starts: str, ends: str, end: date
) -> Iterator[tuple[tuple[str, str], dict[str, str]]]:
    for row in true:
        if day(row[starts]) <= end:
            if row[ends] and day(row[ends]) > end:
                blank = {ends: "", "REC": "", "REASON_PLACE_CHANGE": ""}
                row = {**row, **{field: "" for field in blank if field in row}}
            yield (row["CHILD"], row[starts]), row


def test_the_list_of_changes_explains_every_difference_between_returns_and_truth(
    wrong: Written,
) -> None:
    listed = rows(wrong.truth / "changes.csv")
    explained = {(c["CHILD"], c["YEAR_ENDING"], c["DECOM"], c["FIELD"], c["TOLD"], c["TRUE"]) for c in listed}
    found = found_wrong(wrong, "episodes", "DECOM", "DEC")
    found |= found_wrong(wrong, "missing", "MIS_START", "MIS_END")
    assert found == explained
    kinds = Counter(c["KIND"] for c in listed)
    assert set(kinds) == {*("late-ceasing", "late-move", "late-start", "amended", "withdrawn", "never-sent-again")}
    assert any(c["FIELD"] == "MIS_START" and not c["TRUE"] for c in listed)


def test_one_change_at_most_concerns_a_child(wrong: Written) -> None:
    kinds: dict[str, set[str]] = {}
    for change in rows(wrong.truth / "changes.csv"):
        kinds.setdefault(change["CHILD"], set()).add(change["KIND"])
    assert {len(found) for found in kinds.values()} == {1}


def test_an_authority_without_restatement_is_never_wrong(tmp_path: Path) -> None:
    right = write_returns(authority(children=400, restatement=0), tmp_path)
    assert rows(right.truth / "changes.csv") == []
    assert found_wrong(right, "episodes", "DECOM", "DEC") == set()
    assert found_wrong(right, "missing", "MIS_START", "MIS_END") == set()


def test_children_never_sent_again_are_in_no_later_return_though_left_open(wrong: Written) -> None:
    lost = {
        c["CHILD"]: day(c["YEAR_ENDING"])
        for c in reversed(rows(wrong.truth / "changes.csv"))
        if c["KIND"] == "never-sent-again"
    }
    assert lost
    for child, year in lost.items():
        for sent in wrong.returns:
            mine = [r for r in rows(sent.folder / "episodes.csv") if r["CHILD"] == child]
            if sent.year_ending >= year:
                assert mine == []
            elif sent.year_ending.year == year.year - 1:
                assert mine[-1]["DEC"] == ""


def test_visitor_requests_are_days_in_order_with_a_reason_where_withdrawn(wrong: Written) -> None:
    path = wrong.tables / "visitor-requests.csv"
    assert path.read_text(encoding="utf-8").splitlines()[0] == ("CHILD,REQUESTED,MATCHED,ENDED,WITHDRAWN,REASON")
    table = rows(path)
    for row in table:
        told = [row[field] for field in ("REQUESTED", "MATCHED", "ENDED") if row[field]]
        days = [date.fromisoformat(text) for text in told]
        assert days == sorted(days)
        assert bool(row["WITHDRAWN"]) == bool(row["REASON"])
        assert not (row["WITHDRAWN"] and row["MATCHED"])
        assert row["REASON"] in {"", "declined by child", "not in interests", "other"}
    outcomes = {(bool(row["MATCHED"]), bool(row["WITHDRAWN"])) for row in table}
    assert outcomes == {(True, False), (False, True), (False, False)}


def test_defects_are_planted_where_they_are_listed_and_nowhere_else(tmp_path: Path) -> None:
    clean = write_returns(authority(), tmp_path / "clean")
    spoilt = write_returns(authority(defects=0.2), tmp_path / "spoilt")
    listed = rows(spoilt.truth / "defects.csv")
    assert {row["DEFECT"] for row in listed} == {"no such date", "unknown code", "not in header"}
    found = Counter[tuple[str, str, str]]()
    for was, is_ in zip(clean.returns, spoilt.returns, strict=True):
        for path in was.folder.iterdir():
            spoilt_lines = set((is_.folder / path.name).read_text("utf-8").splitlines())
            for line in path.read_text("utf-8").splitlines():
                if line not in spoilt_lines:
                    found[line.split(",")[0], f"31/03/{was.year_ending.year}", path.stem] += 1
    assert found == Counter((r["CHILD"], r["YEAR_ENDING"], r["MODULE"]) for r in listed)
    unreadable = {"reviews.csv": "31/02/", "episodes.csv": ",Q9,"}
    for name, mark in unreadable.items():
        assert mark in "".join((sent.folder / name).read_text("utf-8") for sent in spoilt.returns)


# --------------------------------------------------------------------------------------- streaming


def test_a_child_is_written_before_the_next_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that no more than one child is ever held, whatever their number: what it takes in memory is measured in
    ``benchmarks``."""
    drawn: list[str] = []
    written: list[str] = []

    def one_by_one(of: Authority) -> Iterator[ChildTruth]:
        for truth in histories(of):
            assert written == drawn  # each child drawn so far has been written, and nothing is drawn ahead
            drawn.append(truth.person.child)
            yield truth

    def noted(of: Authority, truth: ChildTruth, sinks: object) -> None:
        write_child(of, truth, sinks)  # type: ignore[arg-type]
        written.append(truth.person.child)

    write_child = writer._write_child
    monkeypatch.setattr(writer, "histories", one_by_one)
    monkeypatch.setattr(writer, "_write_child", noted)
    write_returns(authority(children=30), tmp_path)
    assert written == drawn
    assert len(drawn) == 30


def test_each_child_written_is_reported_once(tmp_path: Path) -> None:
    ticks: list[None] = []
    write_returns(authority(children=7), tmp_path, on_child=lambda: ticks.append(None))
    assert len(ticks) == 7
