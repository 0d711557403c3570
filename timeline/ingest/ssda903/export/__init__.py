"""Export of the yearly return: the known facts of the children, as rows of the return.

The export is the reverse of the importer, and therefore beside it rather than among the reports: it uses the same
modules and columns (``layouts``), and reverses each builder of ``rows``. ``timeline.domain.returns`` decides which
facts belong to a year's return: those that the return would withdraw by omitting them. Importing an exported return
therefore states the same facts and withdraws none.

Read in this order: ``exporter`` (the steps), ``year_facts`` (which facts), ``lines`` (from facts to rows), ``files``.
May import ``timeline.domain`` and the shared parts of ``timeline.ingest``.
"""

from timeline.ingest.ssda903.export.exporter import Exported, ModuleExported, export_return
from timeline.ingest.ssda903.export.files import FILE_NAMES, write_return

__all__ = ["FILE_NAMES", "Exported", "ModuleExported", "export_return", "write_return"]
