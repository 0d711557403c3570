"""A synthetic authority: the yearly returns and local tables of children who never existed.

For the demo, tests and benchmarks, from a few children to a million. From a seed it draws what truly
happened to each child (durations, placements, statuses, reasons and incidents from published
national distributions), then what each return said of it: late, mistaken and false records at the
rates at which published figures are restated, with the truth written beside.

Pure but for ``write_returns``, which writes files. It imports the standard library and nothing else
of the project, so that the data owes nothing to the code it tests.
"""

from __future__ import annotations

from timeline.synthetic.authority import Authority, ChildTruth, child_history, histories
from timeline.synthetic.extract import write_extract
from timeline.synthetic.record_errors import Change, draw_change
from timeline.synthetic.returns import Difference, Said, differences, said
from timeline.synthetic.writer import Written, WrittenReturn, WrittenTables, write_returns
from timeline.synthetic.years import ReturnYear

__all__ = [
    "Authority",
    "Change",
    "ChildTruth",
    "Difference",
    "ReturnYear",
    "Said",
    "Written",
    "WrittenReturn",
    "WrittenTables",
    "child_history",
    "differences",
    "draw_change",
    "histories",
    "said",
    "write_extract",
    "write_returns",
]
