"""What is known of a child on one day of knowing after another. Each statement is applied once."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from timeline.domain.assertions import Assertion, Silence, assertions
from timeline.domain.basis import Basis
from timeline.domain.chronicle import Chronicle
from timeline.domain.entries import Recorded
from timeline.domain.received import Absence, absence, sends_episodes
from timeline.domain.restated import Restated
from timeline.domain.restated import apply as apply_assertion
from timeline.domain.statements import Coverage
from timeline.domain.story import Knowledge, NotStoredError
from timeline.store import StoreError


@dataclass(slots=True)
class ChildKnowledge:
    """What is known so far. ``changed``: set when an assertion is applied; the fold resets it. ``covered``: the modules
    in which some source covered the child, with the first covered day. ``sent``: of the returns with an episode of the
    child, the coverage that ends last. ``restated``: what each yearly return changed."""

    knowledge: Knowledge
    changed: bool = False
    covered: dict[str, date] = field(default_factory=dict)
    sent: Coverage | None = None
    restated: list[Restated] = field(default_factory=list)

    @property
    def has_statements(self) -> bool:
        """Whether any statement that counts was applied."""
        return bool(self.knowledge.applied)

    def apply(self, each: Assertion | Silence) -> None:
        """Apply an assertion, or a silence that counts."""
        self.changed = True
        try:
            restated = apply_assertion(self.knowledge, each)
        except NotStoredError as error:
            place = self.knowledge.applied[-1].record.position if isinstance(each, Silence) else each.record.position
            raise StoreError(f"the log, position {place}", str(error), "Run `timeline log verify`") from None
        if restated is not None:
            self.restated.append(restated)
        if isinstance(each, Silence):
            self.covered, self.sent = {}, None
            for assertion in self.knowledge.applied:
                self._cover(assertion.statement.coverage)
        else:
            self._cover(each.statement.coverage)

    def _cover(self, coverage: Coverage | None) -> None:
        if coverage is None:
            return
        for module in coverage.silence_counts_in:
            if module not in self.covered or coverage.first < self.covered[module]:
                self.covered[module] = coverage.first
        if sends_episodes(coverage) and (self.sent is None or self.sent.last < coverage.last):
            self.sent = coverage


@dataclass(frozen=True, slots=True)
class KnownOn:
    """What is known on a day of knowing. ``restarted``: whether all statements were applied again, not only those since
    the day before. ``absence``: the return that should have had the child, whenever its year began."""

    known_on: date
    known: ChildKnowledge
    restarted: bool
    absence: Absence | None


def knowledge_by_day(chronicle: Chronicle, bases: Sequence[Basis]) -> Iterator[KnownOn]:
    """What is known of a child on each of these days of knowing, in order. A yielded value is valid until the next.

    Assertions are sorted first by the day on which they became known, so each day continues from the one before. Only a
    re-keyed child is restarted, since it may have other records on another day.
    """
    records: Sequence[Recorded] | None = None
    for basis in bases:
        found = chronicle.records(basis)
        restarted = found is not records
        setting = chronicle.settings[basis]
        if restarted:
            records, held = found, [record for record in found if basis.holds(record.position)]
            known = ChildKnowledge(Knowledge.of(chronicle.child, held))
            waiting = deque(assertions(held, replace(basis, known_at=None), setting))
            identifiers = {record.child for record in held}
        while waiting and basis.knows(waiting[0].known_on):
            known.apply(waiting.popleft())
        sent = () if known.sent is None else (known.sent,)
        assert basis.known_at is not None
        missing = absence(sent, setting.received, setting.who.known_as(identifiers))
        yield KnownOn(basis.known_at, known, restarted, missing)
