"""A journal file into a log."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from timeline.ingest.errors import IngestError
from timeline.ingest.journal.reading import parse_journal
from timeline.ingest.log import Log


@dataclass(frozen=True, slots=True)
class JournalReport:
    """What importing a journal did. ``rows``: lines that say something of a child, corrections included."""

    file: str
    rows: int
    facts_added: int
    statements_added: int


def import_journal(log: Log, path: Path, *, dry_run: bool = False) -> JournalReport:
    """Record what a journal says. At the first line that cannot be read: ``JournalError``, and nothing is recorded."""
    drafts = parse_journal(_text(path), path.name)
    receipt = log.rehearse(drafts) if dry_run else log.record(drafts)
    return JournalReport(
        file=path.name,
        rows=sum(len(draft.rows) for _, draft in drafts),
        facts_added=len(receipt.fresh),
        statements_added=receipt.statements,
    )


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise IngestError(path.name, "it is not plain text in UTF-8", "Save it as UTF-8 and import it again") from None
    except OSError as error:
        raise IngestError(
            path.name, f"it cannot be opened ({error.strerror})", "Check the path and its rights"
        ) from None
