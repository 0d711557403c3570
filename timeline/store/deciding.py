"""What a recording adds: which drafts may be recorded at all, what of them the log does not hold, and the receipt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice, pairwise
from uuid import UUID

from timeline.domain.attestations import LOG_STREAM, Attestation
from timeline.domain.drafts import NOTHING_HELD, Decided, Draft, Held, additions
from timeline.domain.entries import Entry, Recorded, fact_id
from timeline.domain.events import Event
from timeline.domain.imports import ImportRecorded, Imports
from timeline.domain.statements import FactWithdrawn, Statement
from timeline.store.errors import StoreError
from timeline.store.heads import Head
from timeline.store.mapper import Appended
from timeline.store.reading import Reader

Drafts = Iterable[tuple[str, Draft]]
"""What sources are about to say: each draft with the child it is about."""

Progress = Callable[[int, int], object]
"""Told how much is done, and how much the whole is."""

InItsWay = Callable[[Entry], bool]
"""Whether something that is said of the log as a whole keeps another from being said."""

_CHILDREN_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Saying:
    """What is to be recorded in one transaction: see ``CaseLog.record``. ``known``: what the log was found to hold of
    some of the children; of the others it is read."""

    by_child: Mapping[str, Sequence[Draft]]
    attested: Sequence[Attestation] = ()
    imported: ImportRecorded | None = None
    known: Mapping[str, Held] = field(default_factory=dict)
    unless: InItsWay | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What recording added: the transaction and its positions (``None`` where nothing was added, or in a rehearsal),
    the facts and withdrawals that the log did not hold before (their ids, and the very entries that the drafts hold),
    and the number of statements. ``imported``: the entry about the import as it was recorded."""

    transaction: int | None
    first_position: int | None
    last_position: int | None
    fresh: frozenset[UUID]
    statements: int
    news: tuple[Entry, ...] = field(compare=False, repr=False)
    imported: ImportRecorded | None = None


def admitted(drafts: Drafts, attested: Iterable[Attestation], today: date, where: str) -> dict[str, list[Draft]]:
    """The drafts by child, each child's in their order. ``StoreError`` naming the store, ``where``, if one of them or
    anything attested was known after the day of recording."""
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


def additions_to(reader: Reader, saying: Saying, progress: Progress) -> list[Appended]:
    """What the log does not hold of it yet; nothing, where something is in its way."""
    attested, imported = saying.attested, saying.imported
    # Read before what may be in the way: whoever says something of the log after this makes the appending fail.
    of_the_log = reader.held([LOG_STREAM]).get(LOG_STREAM, NOTHING_HELD) if attested or imported else NOTHING_HELD
    restated: list[UUID] | None = None if imported is None else []
    if saying.unless is not None and any(saying.unless(said.entry) for said in _attestations(reader)):
        return []
    added = list(_of_children(reader, saying, restated, progress))
    said = list(_attestations_decided(attested, of_the_log, restated))
    added.extend(said)
    if imported is not None and restated is not None:
        entry = _completed(imported, added, _attestations(reader), reader.positions(restated))
        version = of_the_log.version + len(said) + 1
        added.append(Appended(LOG_STREAM, version, fact_id(LOG_STREAM, entry), entry))
    return added


def _attestations(reader: Reader) -> list[Recorded]:
    return reader.attestations(reader.head().position)


def _of_children(reader: Reader, saying: Saying, restated: list[UUID] | None, progress: Progress) -> Iterator[Appended]:
    children, known = iter(saying.by_child), saying.known
    done = 0
    while page := list(islice(children, _CHILDREN_AT_ONCE)):
        held = reader.held([child for child in page if child not in known])
        for child in page:
            of_child = known.get(child) or held.pop(child, NOTHING_HELD)
            yield from _decided(child, saying.by_child[child], of_child, restated)
        done += len(page)
        progress(done, 2 * len(saying.by_child))


def _decided(child: str, drafts: Iterable[Draft], held: Held, restated: list[UUID] | None = None) -> Iterator[Appended]:
    """What the drafts of a child add to what the log holds of it. ``restated``: takes the identities of the statements
    that it holds already, where an import is to note them."""
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
    """What is said of the log as a whole that it does not hold. ``restated``: as in ``_decided``."""
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
    imported: ImportRecorded, additions: Sequence[Appended], said: Sequence[Recorded], restated: Iterable[int]
) -> ImportRecorded:
    """The entry about an import with what only the log can tell: its number, what it added and what it asserts again.

    ``said``: what the log says of itself so far. ``restated``: the positions of what it asserts again.
    """
    positions = sorted(restated)
    return imported.model_copy(
        update={
            "number": len(Imports.held(said, None).all) + 1,
            "facts": sum(isinstance(each.entry, Event | FactWithdrawn) for each in additions),
            "statements": sum(isinstance(each.entry, Statement) for each in additions),
            "entries": len(additions),
            "restates": tuple(after - before for before, after in pairwise([0, *positions])),
        }
    )


def receipt_of(additions: Sequence[Appended], head: Head | None, first_position: int | None) -> Receipt:
    """The receipt of what was added, up to a head of the log; of a rehearsal where there is none."""
    news = {each.id: each.entry for each in additions if isinstance(each.entry, Event | FactWithdrawn)}
    return Receipt(
        transaction=head.transactions if head else None,
        first_position=first_position,
        last_position=head.position if head else None,
        fresh=frozenset(news),
        statements=sum(isinstance(each.entry, Statement) for each in additions),
        news=tuple(news.values()),
        imported=next((each.entry for each in additions if isinstance(each.entry, ImportRecorded)), None),
    )
