"""Ofsted's child-level data for inspections (ILACS, Annex A): a workbook of eleven lists, the state of the record on
one day.

Read in this order: ``importer`` (the steps), ``workbook`` (sheets and their header rows), ``layouts`` and ``lists``
(the lists and their columns), ``vocabularies`` (from spellings to codes), ``mapping`` (an authority's answers about
unknown spellings), ``rows`` (the facts of one row), ``child_rows`` (the rows of one child).

The lists hold states. These become observed facts on the extract's day, and an ordinary event only where a list gives
all of it: ``docs/decisions/0014-annex-a.md``. Names of workers are not kept.

May import ``timeline.domain`` and the shared parts of ``timeline.ingest``.
"""

from timeline.ingest.annex_a.importer import AnnexAImport, import_annex_a
from timeline.ingest.annex_a.mapping import Answers, read_mapping, write_mapping

__all__ = ["AnnexAImport", "Answers", "import_annex_a", "read_mapping", "write_mapping"]
