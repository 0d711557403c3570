"""The reference page of the local tables, written from their row models: ``python -m tests.docs.tables``."""

from __future__ import annotations

from tests.docs.pages import DOCS
from timeline.ingest.tables.reference import reference

if __name__ == "__main__":
    (DOCS / "reference" / "tables.md").write_text(reference(), encoding="utf-8")
