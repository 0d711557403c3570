"""The yearly return on children looked after, SSDA903: a folder, CSV modules, the XML form or a workbook of sheets.

Read in this order: ``importer`` (the steps), ``sources`` (the forms it comes in), ``layouts`` (the modules and their
columns), ``rows`` (the facts of one row), ``child_rows`` (the rows of one child), ``discrepancies`` (contradictions
that are recorded and reported). ``timeline.domain.returns`` decides which facts of an earlier return a return
withdraws.

May import ``timeline.domain`` and the shared parts of ``timeline.ingest``.
"""

from timeline.ingest.ssda903.discrepancies import absent_children
from timeline.ingest.ssda903.importer import import_return

__all__ = ["absent_children", "import_return"]
