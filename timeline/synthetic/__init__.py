"""A synthetic authority: the yearly returns and local tables of children who never existed.

For the demo, tests and benchmarks, from a few children to a million. From a seed it draws the true history of each
child (durations, placements, statuses, reasons and incidents from published national distributions). It then draws
what each return holds: late, mistaken and false records at the rates at which published figures are restated. The truth
is written beside the returns.

Only ``write_returns`` and ``write_extract`` write files. Nothing else of the project is imported, so that the data does
not depend on the code it tests.
"""

from __future__ import annotations

from timeline.synthetic.authority import Authority, ChildTruth, child_history, histories
from timeline.synthetic.extract import write_extract
from timeline.synthetic.record_errors import Change, draw_change
from timeline.synthetic.returns import Difference, ReturnRows, differences, rows_in_return
from timeline.synthetic.writer import Written, WrittenReturn, WrittenTables, write_returns
from timeline.synthetic.years import ReturnYear

__all__ = [
    "Authority",
    "Change",
    "ChildTruth",
    "Difference",
    "ReturnRows",
    "ReturnYear",
    "Written",
    "WrittenReturn",
    "WrittenTables",
    "child_history",
    "differences",
    "draw_change",
    "histories",
    "rows_in_return",
    "write_extract",
    "write_returns",
]
