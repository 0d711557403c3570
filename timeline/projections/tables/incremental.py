"""What is known of one child at one day of knowing after the other, each statement heard once."""

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
from timeline.domain.restated import Restated, apply
from timeline.domain.statements import Coverage
from timeline.domain.story import Knowledge, NotStoredError
from timeline.store import StoreError


@dataclass(slots=True)
class ChildKnowledge:
    """What was heard so far. ``news``: whether anything was since this was last denied. ``covered``: the modules in
    which some source covered the child, each with the first day that one did. ``sent``: the coverage of the return with
    an episode of the child that reaches to the latest day. ``restated``: what each yearly return changed."""

    knowledge: Knowledge
    news: bool = False
    covered: dict[str, date] = field(default_factory=dict)
    sent: Coverage | None = None
    restated: list[Restated] = field(default_factory=list)

    @property
    def spoken(self) -> bool:
        """Whether anything that counts was heard."""
        return bool(self.knowledge.applied)

    def hear(self, each: Assertion | Silence) -> None:
        """One assertion more, or a silence that counts."""
        self.news = True
        try:
            restated = apply(self.knowledge, each)
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
class Known:
    """What is known on a day of knowing. ``anew``: whether all of it was heard again, and not after what was known on
    the day before it. ``absence``: the return, whenever its year began, that should have had the child."""

    known_on: date
    heard: ChildKnowledge
    anew: bool
    absence: Absence | None


def known(chronicle: Chronicle, bases: Sequence[Basis]) -> Iterator[Known]:
    """What is known of a child at each of these days of knowing, in order. What is yielded holds until the next is.

    Assertions are in the order of the days on which they became known before all else: so what was heard by one day
    goes on to the next. Only a child that was re-keyed is heard anew, since its records may be others.
    """
    records: Sequence[Recorded] | None = None
    for basis in bases:
        found = chronicle.records(basis)
        anew = found is not records
        setting = chronicle.settings[basis]
        if anew:
            records, held = found, [record for record in found if basis.holds(record.position)]
            heard = ChildKnowledge(Knowledge.of(chronicle.child, held))
            waiting = deque(assertions(held, replace(basis, known_at=None), setting))
            identifiers = {record.child for record in held}
        while waiting and basis.knows(waiting[0].known_on):
            heard.hear(waiting.popleft())
        sent = () if heard.sent is None else (heard.sent,)
        assert basis.known_at is not None
        yield Known(basis.known_at, heard, anew, absence(sent, setting.received, setting.who.known_as(identifiers)))
