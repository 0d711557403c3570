"""A journal file into a log."""

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
from timeline.ingest.record_import import Reading, RowsRead, recorded


@dataclass(frozen=True, slots=True)
class JournalReport:
    """What importing a journal did. ``rows``: lines that say something of a child, corrections included; ``attested``:
    lines that say something of the log as a whole. ``outcome``: what it does to what is known,
    what is said of the log as a whole apart. ``number``: of the import; ``None`` of a dry run."""

    file: str
    rows: int
    facts_added: int
    statements_added: int
    attested: int
    outcome: Outcome
    number: int | None


def import_journal(log: Log, path: Path, *, dry_run: bool = False) -> JournalReport:
    """Record what a journal says. At the first line that cannot be read: ``JournalError``, and nothing is recorded."""
    text = _text(path)
    drafts, attested = read_journal(text, path.name)
    _check_moved(log, path.name, drafts, attested)
    said = [each.entry for each in attested]
    done = recorded(log, drafts, _read(path, drafts, said), said, dry_run=dry_run)
    return JournalReport(
        file=path.name,
        rows=sum(len(draft.rows) for _, draft in drafts),
        facts_added=done.facts_added,
        statements_added=done.statements_added,
        attested=len(said),
        outcome=done.outcome,
        number=done.number,
    )


def _read(path: Path, drafts: Sequence[tuple[str, Draft]], said: Iterable[Attestation]) -> Reading:
    """A journal may speak of several days of knowing: the last is its own. It covers nothing: nobody knows which days
    its author looked at."""
    days = [draft.known_on for _, draft in drafts]
    days += [each.known_on for each in said if isinstance(each, Rekeying | ReturnReceived)]
    lines = Counter(entry.module for _, draft in drafts for entry, _, _ in draft.rows if isinstance(entry, Event))
    return Reading(
        source=JOURNAL,
        files=(path.name,),
        known_on=max(days, default=date.min),
        first=None,
        last=None,
        rows={module: RowsRead(lines[module]) for module in sorted(lines)},
    )


def _check_moved(log: Log, file: str, drafts: Iterable[tuple[str, Draft]], attested: Iterable[Attested]) -> None:
    """A fact that nobody recorded cannot be moved: it would look as if it had been."""
    moved = [(line, said) for line, said in attested if isinstance(said, FactMoved)]
    here = {(child, fact_id(child, row[0])) for child, draft in drafts for row in draft.rows} if moved else set()
    for line, said in moved:
        if (said.child, said.fact) not in here and not log.holds(said.child, said.fact):
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
