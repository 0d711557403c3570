"""Whatever stands in a workbook's cells: every row is said or set aside, once, and nothing else happens."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.annex_a import HEADINGS
from timeline.ingest.annex_a.child_rows import Gathered, drafts
from timeline.ingest.annex_a.layouts import Sheet
from timeline.ingest.annex_a.lists import LISTS
from timeline.ingest.annex_a.mapping import Answers
from timeline.ingest.quarantine import Source

DAY = date(2012, 1, 31)
LAYOUTS = {layout.number: layout for layout in LISTS}

CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            "",
            " ",
            "-",
            "#N/A",
            "#REF!",
            "=",
            "A1",
            "B2",
            "77",
            "1",
            "a) Yes",
            "b) No",
            "C2: FCO",
            "N1",
            "31/02/2012",
        ]
    ),
    st.sampled_from(["2011-05-01", "01/05/2011", "2011-05-01", "2012-02-01", "x" * 300, "\x00", "a) WBRI", "RD2"]),
    st.text(max_size=12),
)
TABLES = st.sampled_from(sorted(HEADINGS)).flatmap(
    lambda number: st.tuples(
        st.just(number), st.lists(st.lists(CELLS, min_size=1, max_size=len(HEADINGS[number])), max_size=4)
    )
)


@settings(deadline=None)
@given(st.lists(TABLES, max_size=4))
def test_every_row_is_said_or_set_aside(tables: list[tuple[int, list[list[str]]]]) -> None:
    gathered = Gathered(DAY, DAY, Answers())
    for place, (number, rows) in enumerate(sorted(tables, key=lambda table: table[0])):
        placed = {heading: at for at, heading in enumerate(HEADINGS[number])}
        name = f"book[{place}]"
        source = Source(name, LAYOUTS[number].name, tuple(HEADINGS[number]))
        sheet = Sheet(name, LAYOUTS[number], 1, placed, (), source, hidden=False)
        for at, cells in enumerate(rows, start=2):
            gathered.take(sheet, at, cells)
    said = [draft for _, draft in drafts(gathered, [], DAY)]
    told = {(draft.files[file], number) for draft in said for _, file, number in draft.rows}
    aside = {(each.file, each.row) for each in gathered.quarantine}
    assert told & aside == set()
    assert len(told) + len(aside) == gathered.read.total() == sum(len(rows) for _, rows in tables)
    assert len(gathered.quarantine) == gathered.set_aside.total() == len(aside)
