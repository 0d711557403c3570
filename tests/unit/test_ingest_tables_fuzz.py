"""Whatever stands in a local table, every row is recorded or set aside, and what is recorded can be printed."""

from __future__ import annotations

import csv
import tempfile
from datetime import date
from pathlib import Path
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.returns import MemoryLog, known, lines_of
from timeline.domain import events as e
from timeline.ingest.journal import parse_journal, print_journal
from timeline.ingest.tables import TABLES, import_table

KNOWN = date(2013, 6, 30)
WORDS = [
    word
    for literal in (e.PlanKind, e.PlanGoal, e.AssessmentType, e.AuditSubject, e.Grade, e.ApplicationType, e.CourtOrder)
    for word in get_args(literal)
]
DAYS = ["", "", "31/02/2012", "2012-01-16", "16/1/2012", "01/02/12"]
ODD = ["=A1+1", "Y", "no", "22:30", "7:5", "24:00", "M", "X1", "C2", ";", "{", " ", "é", "9" * 70]
SEVERAL = ["care; placement", "Care ,adoption", '{"ADOPTION": "Y"}', "Completed"]
texts = st.text(st.characters(exclude_categories=("C", "Z")), max_size=8)
cells = st.one_of(st.sampled_from(DAYS), st.sampled_from(ODD), st.sampled_from(SEVERAL), st.sampled_from(WORDS), texts)


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, list[list[str]]]:
    """A kind, and rows like its example, with some cells changed; few children, so that rows meet."""
    kind = draw(st.sampled_from(sorted(TABLES)))
    example = next(csv.reader([",".join(TABLES[kind].example)]))
    found = []
    for _ in range(draw(st.integers(0, 5))):
        row = [draw(cells) if draw(st.integers(0, 3)) == 0 else cell for cell in example]
        found.append([draw(st.sampled_from(["C1", "C2", "", "0010"])), *row[1:]])
    return kind, found


@given(tables())
def test_every_row_is_accounted_for_and_every_fact_can_be_printed_and_read(drawn: tuple[str, list[list[str]]]) -> None:
    kind, table = drawn
    log = MemoryLog()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([TABLES[kind].row.columns(), *table])
        report = import_table(log, kind, path, KNOWN)
        again = import_table(log, kind, path, KNOWN)
    (count,) = report.modules
    blank = [row for row in table if not any(cell.strip() for cell in row)]
    assert count.read == len(table) - len(blank)
    assert count.read == count.recorded + count.unchanged + count.quarantined
    assert (again.facts_added, again.statements_added) == (0, 0)
    assert again.modules[0].quarantined == count.quarantined
    assert all(aside.reason and aside.do for aside in report.quarantine)
    assert len(lines_of(log.stories(known()))) == report.facts_added
    assert list(parse_journal(print_journal(log.said[:1]))) == log.said[:1]
