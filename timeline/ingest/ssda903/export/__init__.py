"""The yearly return as it would be sent: what is known of the children, as rows of the return again.

It stands beside the importer, and not among the reports, because it is the importer read backwards: the same modules
and columns (``layouts``), and of each builder of ``rows`` the reverse here. What belongs to a year's return is not
decided here but by ``timeline.domain.returns``: all that the return could have said, so that its silence would take it
back. Importing what was exported therefore says the same, and takes nothing back.

Read in this order: ``exporting`` (the steps), ``belonging`` (which facts), ``lines`` (facts become rows), ``files``.
May import ``timeline.domain`` and the shared parts of ``timeline.ingest``.
"""

from timeline.ingest.ssda903.export.exporter import Exported, ModuleExported, export_return
from timeline.ingest.ssda903.export.files import FILE_NAMES, write_return

__all__ = ["FILE_NAMES", "Exported", "ModuleExported", "export_return", "write_return"]
