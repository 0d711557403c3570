"""The yearly return on children looked after, SSDA903: a folder, CSV modules, the XML form or a workbook of sheets.

Read in this order: ``importing`` (the steps), ``sources`` (the forms it comes in), ``layouts`` (the modules and their
columns), ``rows`` (what one row says), ``gathering`` (what the return says of one child), ``discrepancies`` (what does
not fit and is recorded all the same). Which fact of an earlier return a return takes back is not decided here but by
``timeline.domain.returns``.

May import ``timeline.domain`` and the shared parts of ``timeline.ingest``.
"""

from timeline.ingest.ssda903.discrepancies import absent_children
from timeline.ingest.ssda903.importer import import_return

__all__ = ["absent_children", "import_return"]
