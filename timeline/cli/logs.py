"""The log that an import writes to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from uuid import UUID

from timeline.domain.attestations import Attestation
from timeline.domain.basis import Basis
from timeline.domain.drafts import Held
from timeline.domain.entries import Recorded
from timeline.domain.imports import ImportRecorded
from timeline.domain.outlines import Outline
from timeline.domain.story import Draft, Story
from timeline.ingest.pupil_numbers import Secret
from timeline.store import CaseLog, Progress, Receipt, StoreAbsentError, open_log, store_file


class LogWhenNeeded:
    """A log that is opened, and made where there is none, when it is first used: an import that finds nothing to read
    leaves no empty store behind. A dry run makes none at all, and asks an empty one in memory instead. ``progress``:
    called with how much of a recording is done.
    """

    def __init__(self, location: str, *, dry_run: bool, progress: Progress) -> None:
        self._location = location
        self._dry_run = dry_run
        self._progress = progress
        self._log: CaseLog | None = None

    def record(
        self,
        drafts: Iterable[tuple[str, Draft]],
        attested: Sequence[Attestation] = (),
        *,
        imported: ImportRecorded | None = None,
        held: Mapping[str, Held] | None = None,
    ) -> Receipt:
        """See ``CaseLog.record``."""
        return self._opened().record(drafts, attested, imported=imported, held=held, progress=self._progress)

    def rehearse(self, drafts: Iterable[tuple[str, Draft]], attested: Sequence[Attestation] = ()) -> Receipt:
        """See ``CaseLog.rehearse``."""
        return self._opened().rehearse(drafts, attested, progress=self._progress)

    def holds(self, child: str, identity: UUID) -> bool:
        """See ``CaseLog.holds``."""
        return self._opened().holds(child, identity)

    def children(self, *, after: int = 0, until: int | None = None) -> Iterator[str]:
        """See ``CaseLog.children``."""
        return self._opened().children(after=after, until=until)

    def position(self) -> int:
        """See ``CaseLog.position``."""
        return self._opened().position()

    def attestations(self) -> list[Recorded]:
        """See ``CaseLog.attestations``."""
        return self._opened().attestations()

    def histories(self, position: int, identifiers: Iterable[str]) -> Iterator[tuple[str, list[Recorded]]]:
        """See ``CaseLog.histories``."""
        return self._opened().histories(position, identifiers)

    def outlines(self, position: int, identifiers: Iterable[str]) -> Iterator[Outline]:
        """See ``CaseLog.outlines``."""
        return self._opened().outlines(position, identifiers)

    def stories(self, basis: Basis, children: Iterable[str] | None = None) -> Iterator[Story]:
        """See ``CaseLog.stories``."""
        return self._opened().stories(basis, children)

    def close(self) -> None:
        """Close the store, if it was opened."""
        if self._log is not None:
            self._log.__exit__(None, None, None)

    def _opened(self) -> CaseLog:
        if self._log is None:
            self._log = self._for_a_dry_run() if self._dry_run else open_log(self._location)
        return self._log

    def _for_a_dry_run(self) -> CaseLog:
        try:
            return open_log(self._location, create=False)
        except StoreAbsentError:
            return open_log(":memory:")


def secret_of(store: str, named: Path | None, *, dry_run: bool) -> Secret | None:
    """The secret under which school numbers are digested: in the file that is named, or else beside the store. It is
    made where there is none, except by a dry run. ``None`` where the store is on a server and no file is named."""
    file = store_file(store)
    path = named if named is not None or file is None else file.with_name(f"{file.name}.secret")
    return None if path is None else Secret(path, kept=not dry_run)
