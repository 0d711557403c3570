"""The types of what ``ingest`` and ``replay`` hand over: for annotations alone.

A report imports neither package when it runs: it reads the attributes of what it is given. This is the only module that
names their types, and ``tests/unit/test_report_value.py`` holds that it loads nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from replay.baselines import Failure as Failure
    from replay.changes import Change as Change
    from replay.changes import Withdrawal as Withdrawal
    from replay.differences import Difference as Difference
    from replay.differences import Move as Move
    from replay.restatement import Restated as Restated
    from timeline.ingest.effects import Moves as Moves
    from timeline.ingest.effects import Outcome as Outcome
    from timeline.ingest.quarantine import QuarantineGroup as QuarantineGroup
    from timeline.ingest.report import Discrepancy as Discrepancy
    from timeline.ingest.report import FileRead as FileRead
    from timeline.ingest.report import ImportReport as ImportReport
    from timeline.ingest.report import ModuleCount as ModuleCount
    from timeline.ingest.ssda903.export.exporter import Exported as Exported
    from timeline.ingest.ssda903.listed import ImportedReturn as ImportedReturn
