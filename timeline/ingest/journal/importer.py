"""Import a journal file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from timeline.domain.attestations import Attestation, FactMoved, ReturnReceived
from timeline.domain.entries import fact_id
from timeline.domain.events import Event
from timeline.domain.identities import Rekeying
from timeline.domain.imports import JOURNAL
from timeline.domain.story import Draft
from timeline.ingest.effects import Outcome
from timeline.ingest.errors import IngestError
from timeline.ingest.journal.parser import Attested, JournalError, read_journal
from timeline.ingest.log import Log
from timeline.ingest.record_import import RowsRead, SourceRead, record_import


@dataclass(frozen=True, slots=True)
class JournalReport:
    """What importing a journal did. ``rows``: lines about a child, corrections included; ``attested``: lines about the
    log as a whole. ``outcome``: how it changes what is known, without the lines about the log as a whole. ``number``:
    of the import; ``None`` for a dry run."""

    file: str
    rows: int
    facts_added: int
    statements_added: int
    attested: int
    outcome: Outcome
    number: int | None


def import_journal(log: Log, path: Path, *, dry_run: bool = False) -> JournalReport:
    """Record the statements of a journal. ``JournalError`` at the first line that cannot be read: nothing is
    recorded."""
    text = _text(path)
    drafts, attested = read_journal(text, path.name)
    _check_moved(log, path.name, drafts, attested)
    entries = [each.entry for each in attested]
    done = record_import(log, drafts, _read(path, drafts, entries), entries, dry_run=dry_run)
    return JournalReport(
        file=path.name,
        rows=sum(len(draft.rows) for _, draft in drafts),
        facts_added=done.facts_added,
        statements_added=done.statements_added,
        attested=len(entries),
        outcome=done.outcome,
        number=done.number,
    )


def _read(path: Path, drafts: Sequence[tuple[str, Draft]], attested: Iterable[Attestation]) -> SourceRead:
    """The journal as a source. Its known-on day is the latest in it. It covers no days: which days its author looked at
    is not known."""
    days = [draft.known_on for _, draft in drafts]
    days += [each.known_on for each in attested if isinstance(each, Rekeying | ReturnReceived)]
    lines = Counter(entry.module for _, draft in drafts for entry, _, _ in draft.rows if isinstance(entry, Event))
    return SourceRead(
        source=JOURNAL,
        files=(path.name,),
        known_on=max(days, default=date.min),
        first=None,
        last=None,
        rows={module: RowsRead(lines[module]) for module in sorted(lines)},
    )


def _check_moved(log: Log, file: str, drafts: Iterable[tuple[str, Draft]], attested: Iterable[Attested]) -> None:
    """``JournalError`` for a line that moves a fact that is not recorded: it would seem to have moved it."""
    moved = [(line, entry) for line, entry in attested if isinstance(entry, FactMoved)]
    here = {(child, fact_id(child, row[0])) for child, draft in drafts for row in draft.rows} if moved else set()
    for line, entry in moved:
        if (entry.child, entry.fact) not in here and not log.holds(entry.child, entry.fact):
            raise JournalError(
                file, line, "the fact to move was not recorded for that child", "Write the fact as it was recorded"
            )


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        raise IngestError(path.name, "it is not plain text in UTF-8", "Save it as UTF-8 and import it again") from None
    except OSError as error:
        raise IngestError(
            path.name, f"it cannot be opened ({error.strerror})", "Check the path and its permissions"
        ) from None
