"""Recording: which drafts may be recorded, which of them the log lacks, how they are appended, and the receipt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from itertools import islice, pairwise
from time import sleep
from uuid import UUID

from eventsourcing.persistence import IntegrityError

from timeline.domain.attestations import LOG_STREAM, Attestation
from timeline.domain.drafts import NOTHING_HELD, Decided, Draft, Held, additions
from timeline.domain.entries import Entry, Recorded, fact_id
from timeline.domain.events import Event
from timeline.domain.imports import ImportRecorded, Imports
from timeline.domain.statements import FactWithdrawn, Statement
from timeline.store.errors import StoreError
from timeline.store.heads import Head
from timeline.store.mapper import Appended, EntryMapper, Stored
from timeline.store.reader import Reader
from timeline.store.recorder import LogRecorder

Drafts = Iterable[tuple[str, Draft]]
"""The statements that sources are about to make: each draft with the child it is about."""

Progress = Callable[[int, int], object]
"""Called with how much is done and how much there is to do."""

Blocks = Callable[[Entry], bool]
"""Whether an entry about the log, recorded already, keeps a recording from being made."""

_CHILDREN_AT_ONCE = 500
_ATTEMPTS = 20


@dataclass(frozen=True, slots=True)
class Recording:
    """What to record in one transaction; for the fields see ``CaseLog.record``. ``held``: what the log was found to
    hold of some of the children; for the others it is read."""

    by_child: Mapping[str, Sequence[Draft]]
    attested: Sequence[Attestation] = ()
    imported: ImportRecorded | None = None
    held: Mapping[str, Held] = field(default_factory=dict)
    unless: Blocks | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a recording added: the transaction and its positions (``None`` where nothing was added, or in a rehearsal),
    the facts and withdrawals that were new to the log (their ids, and the very entries of the drafts), and the number
    of statements. ``imported``: the entry about the import as it was recorded."""

    transaction: int | None
    first_position: int | None
    last_position: int | None
    fresh: frozenset[UUID]
    statements: int
    news: tuple[Entry, ...] = field(compare=False, repr=False)
    imported: ImportRecorded | None = None


def admitted(drafts: Drafts, attested: Iterable[Attestation], today: date, where: str) -> dict[str, list[Draft]]:
    """The drafts by child, each child's in their order. ``StoreError`` naming the store, ``where``, if a draft or an
    attestation was known after the day of recording."""
    by_child: dict[str, list[Draft]] = {}
    for entry in attested:
        _refuse_future(getattr(entry, "known_on", today), today, where)
    for child, draft in drafts:
        _refuse_future(draft.known_on, today, where)
        if child == LOG_STREAM:
            raise StoreError(where, "a child cannot have this identifier", "Nothing was recorded")
        by_child.setdefault(child, []).append(draft)
    return by_child


def _refuse_future(known_on: date, today: date, where: str) -> None:
    if known_on > today:
        raise StoreError(
            where,
            f"something known on {known_on} cannot be recorded on {today}, before it was known",
            "Nothing was recorded: correct the day it became known, or this machine's clock",
        )


@dataclass(frozen=True, slots=True)
class Appender:
    """Appends recordings to the log at ``where``."""

    reader: Reader
    recorder: LogRecorder
    mapper: EntryMapper
    where: str

    def append(self, recording: Recording, at: datetime, progress: Progress) -> Receipt:
        """Append what the log lacks of a recording, in one transaction. ``at``: the instant at which it was admitted;
        it is recorded no earlier, even if the clock steps back. ``StoreError``.

        Where another program records in between, what to add is decided again from what the log then holds.
        """
        for attempt in range(_ATTEMPTS):
            added = additions_to(self.reader, recording, progress)
            if not added:
                return receipt_of(added, None, None)
            try:
                stored = Stored(added, self.mapper, partial(_report_appended, progress, len(added)))
                positions = self.recorder.insert_events(stored, not_before=at)
            except IntegrityError:
                recording = replace(recording, held={})
                sleep(0.01 * attempt)
                continue
            assert positions
            return receipt_of(added, self.reader.head(positions[-1]), positions[0])
        raise StoreError(
            self.where,
            "other programs recorded the same children again and again in the meantime",
            "Nothing was recorded: try again when they have finished, and run `timeline log verify`",
        )


def _report_appended(progress: Progress, whole: int, done: int) -> None:
    """Appending is the second half of the work; deciding what to add is the first."""
    progress(whole + done, 2 * whole)


def additions_to(reader: Reader, recording: Recording, progress: Progress) -> list[Appended]:
    """The entries that the log lacks of a recording; none where ``unless`` is true of an entry about the log."""
    attested, imported = recording.attested, recording.imported
    # Read before ``unless`` is evaluated: an entry about the log that is recorded after this makes appending fail.
    of_the_log = reader.held([LOG_STREAM]).get(LOG_STREAM, NOTHING_HELD) if attested or imported else NOTHING_HELD
    restated: list[UUID] | None = None if imported is None else []
    if recording.unless is not None and any(recording.unless(each.entry) for each in _attestations(reader)):
        return []
    added = list(_of_children(reader, recording, restated, progress))
    about_the_log = list(_attestations_decided(attested, of_the_log, restated))
    added.extend(about_the_log)
    if imported is not None and restated is not None:
        entry = _completed(imported, added, _attestations(reader), reader.positions(restated))
        version = of_the_log.version + len(about_the_log) + 1
        added.append(Appended(LOG_STREAM, version, fact_id(LOG_STREAM, entry), entry))
    return added


def _attestations(reader: Reader) -> list[Recorded]:
    return reader.attestations(reader.head().position)


def _of_children(
    reader: Reader, recording: Recording, restated: list[UUID] | None, progress: Progress
) -> Iterator[Appended]:
    children, known = iter(recording.by_child), recording.held
    done = 0
    while page := list(islice(children, _CHILDREN_AT_ONCE)):
        held = reader.held([child for child in page if child not in known])
        for child in page:
            of_child = known.get(child) or held.pop(child, NOTHING_HELD)
            yield from _decided(child, recording.by_child[child], of_child, restated)
        done += len(page)
        progress(done, 2 * len(recording.by_child))


def _decided(child: str, drafts: Iterable[Draft], held: Held, restated: list[UUID] | None = None) -> Iterator[Appended]:
    """The entries that the drafts add to what the log holds of a child. ``restated``: a list to which the identities of
    the statements that the log holds already are added; ``None`` where they are not wanted."""
    ids, version, found = set(held.ids), held.version, list[Decided]()
    for draft in drafts:
        ids.update(each.identity for each in found)
        found = additions(child, ids, draft)
        if not found and restated is not None:
            restated.append(draft.identified(child).identity)
        for identity, entry, body in found:
            version += 1
            yield Appended(child, version, identity, entry, body)


def _attestations_decided(
    attested: Iterable[Attestation], held: Held, restated: list[UUID] | None = None
) -> Iterator[Appended]:
    """The entries about the log that it lacks. ``restated``: as in ``_decided``."""
    ids, version = set(held.ids), held.version
    for entry in attested:
        identity = fact_id(LOG_STREAM, entry)
        if identity not in ids:
            version += 1
            ids.add(identity)
            yield Appended(LOG_STREAM, version, identity, entry)
        elif restated is not None:
            restated.append(identity)


def _completed(
    imported: ImportRecorded, added: Sequence[Appended], attested: Sequence[Recorded], restated: Iterable[int]
) -> ImportRecorded:
    """The entry about an import, with its number, what it added and what it restates. ``attested``: the entries about
    the log so far. ``restated``: the positions of the entries that the import states again."""
    positions = sorted(restated)
    return imported.model_copy(
        update={
            "number": len(Imports.held(attested, None).all) + 1,
            "facts": sum(isinstance(each.entry, Event | FactWithdrawn) for each in added),
            "statements": sum(isinstance(each.entry, Statement) for each in added),
            "entries": len(added),
            "restates": tuple(after - before for before, after in pairwise([0, *positions])),
        }
    )


def receipt_of(added: Sequence[Appended], head: Head | None, first_position: int | None) -> Receipt:
    """The receipt of what was added, up to a head of the log; ``head`` is ``None`` for a rehearsal."""
    news = {each.id: each.entry for each in added if isinstance(each.entry, Event | FactWithdrawn)}
    return Receipt(
        transaction=head.transactions if head else None,
        first_position=first_position,
        last_position=head.position if head else None,
        fresh=frozenset(news),
        statements=sum(isinstance(each.entry, Statement) for each in added),
        news=tuple(news.values()),
        imported=next((each.entry for each in added if isinstance(each.entry, ImportRecorded)), None),
    )
