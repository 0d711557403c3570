"""What is recorded, by whom, in which order: the half of the machine that fills a log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    multiple,
    rule,
)

from tests.store.making import Ticking
from tests.support.ageing import Program, present
from tests.support.anchors import Lag
from tests.support.correcting import SORTS, Correction, correct
from tests.support.histories import LABELS
from tests.support.ledger import Ledger
from tests.support.opening import MOVES, Drafts, Opening, of_which_return, openings, received
from tests.support.telling import Rendering, Step, Tell, Untell
from tests.support.walking import Move, Walker
from timeline.domain.attestations import Attestation, ChildrenMerged
from timeline.domain.entries import Recorded
from timeline.domain.events import Event
from timeline.domain.story import Draft
from timeline.store import CaseLog, StoreError, open_log

LONG_AFTER = datetime(2100, 1, 1, tzinfo=UTC)
"""When everything is recorded: whatever a generator says was known by then."""


class Recording(RuleBasedStateMachine):
    """A log on a file, the plain lists of what it must hold, and all the ways in which more is recorded."""

    children = Bundle("children")
    said = Bundle("said")
    """What was said of whom: facts, and withdrawals of facts and of withdrawals."""

    def __init__(self) -> None:
        super().__init__()
        self.program = Program()
        self.folder = TemporaryDirectory()
        self.clock = Ticking(LONG_AFTER)
        self.ledger = Ledger()
        self.walkers: dict[str, Walker] = {}
        self.shelf: list[Drafts] = []
        self.tail: list[object] = []
        self.times: list[datetime] = []
        self.checked = -1
        self.log = self._open()

    def teardown(self) -> None:
        """Whatever happened, the program is as it was."""
        self.program.restore()
        self.log.close()
        self.folder.cleanup()

    def _open(self) -> CaseLog:
        return open_log(Path(self.folder.name) / "log.db", clock=self.clock)

    @initialize(target=said, opening=openings())
    def begin(self, opening: Opening) -> object:
        """Some children are known already, and returns about others are still on the shelf."""
        self.question = opening.question
        whole = groupby(sorted(opening.returns, key=of_which_return), key=of_which_return)
        self.shelf = [list(drafts) for _, drafts in whole]
        self._record(opening.history.drafts)
        return multiple(*((child, step) for child, plan in opening.history.plans.items() for step in plan[:4]))

    @initialize(target=children, labels=st.lists(st.sampled_from(LABELS), max_size=3, unique=True))
    def know(self, labels: list[str]) -> object:
        """Whom anything more will be heard of."""
        return multiple("C0", "C1", *labels)

    @rule(target=children, label=st.sampled_from(LABELS))
    def meet(self, label: str) -> str:
        """A child nobody had heard of."""
        return label

    @rule(target=said, child=children, moves=MOVES)
    def record_facts(self, child: str, moves: list[Move]) -> object:
        """The child's story goes on, and is written down."""
        return self._go_on(child, moves)

    @rule(target=said, child=children, moves=MOVES, days=st.sampled_from((90, 400, 1500)))
    def record_late(self, child: str, moves: list[Move], days: int) -> object:
        """The child's story goes on, and is heard of long afterwards."""
        return self._go_on(child, [replace(move, lag=Lag("after", days)) for move in moves])

    @rule(target=said, what=said, sort=st.sampled_from(sorted(SORTS)), later=st.sampled_from((0, 1, 400)))
    def correct(self, what: tuple[str, Step], sort: str, later: int) -> object:
        """A fact is taken back and told otherwise, or told again."""
        child, step = what
        if not isinstance(step, Tell):
            return multiple()
        return self._say(child, correct([step], Correction(sort, 0, Lag("after", 30), later), self.question))

    @rule(target=said, what=said, days=st.sampled_from((0, 1, 400)))
    def withdraw(self, what: tuple[str, Step], days: int) -> object:
        """What was said was never so: a fact, or a withdrawal."""
        return self._withdraw(what, days)

    @rule(target=said, what=said.filter(lambda what: isinstance(what[1], Untell)), days=st.sampled_from((0, 1, 400)))
    def withdraw_a_withdrawal(self, what: tuple[str, Step], days: int) -> object:
        """It was so after all."""
        return self._withdraw(what, days)

    @rule(target=said, number=st.integers(0, 20))
    def import_a_return(self, number: int) -> object:
        """Any return on the shelf, whichever came before it, be it for the second time."""
        if not self.shelf:
            return multiple()
        drafts = self.shelf[number % len(self.shelf)]
        self._record(drafts, received(drafts))
        facts = [(child, entry, draft) for child, draft in drafts for entry, _, _ in draft.rows]
        tells = [(child, Tell(e, draft.known_on)) for child, e, draft in facts if isinstance(e, Event)]
        return multiple(*tells[:3])

    @rule(child=children, into=children, days=st.sampled_from((0, 400)))
    def merge(self, child: str, into: str, days: int) -> None:
        """Two identifiers turn out to be one child."""
        known_on = self.question.as_at + timedelta(days=days)
        if child != into:
            self._record([], [ChildrenMerged(known_on=known_on, child=child, into=into)])

    @rule(child=children)
    def record_what_is_not_yet_known(self, child: str) -> None:
        """Refused, and nothing is written."""
        head, draft = self.log.head(), Draft(date(2200, 1, 1), "journal", ("journal",), None, ())
        with pytest.raises(StoreError):
            self.log.record([(child, draft)])
        assert self.log.head() == head

    def _go_on(self, child: str, moves: list[Move]) -> object:
        start = self.question.as_at - timedelta(days=500)
        walker = self.walkers.setdefault(child, Walker(self.question, start))
        told = len(walker.told)
        walker.live(moves, ())
        return self._say(child, walker.told[told:])

    def _withdraw(self, what: tuple[str, Step], days: int) -> object:
        child, step = what
        return self._say(child, [Untell(step, step.known_on + timedelta(days=days), "never so")])

    def _say(self, child: str, steps: Sequence[Step]) -> object:
        """Record the steps, day by day, as a journal would."""
        walker = self.walkers.get(child)
        rendering = Rendering(child, (*(walker.told if walker else ()), *steps))
        rows = [(step.known_on, rendering.entry(step)) for step in steps]
        drafts = [(child, Draft(day, "journal", ("journal",), None, ((entry, 0, 1),))) for day, entry in rows]
        self._record(drafts)
        return multiple(*((child, step) for step in steps))

    def _record(self, drafts: Drafts, attested: list[Attestation] | None = None) -> None:
        """Record it in the log and note it in the ledger: what is new to one is new to the other."""
        drafts = [(child, self._of_today(draft)) for child, draft in drafts]
        new = self.ledger.add(drafts, attested or ())
        receipt = self.log.record(drafts, attested or ())
        assert (receipt.first_position, receipt.last_position) == _span(new)

    def _of_today(self, draft: Draft) -> Draft:
        """What a source says, in the shapes that the program has by now."""
        if not self.program.is_upgraded:
            return draft
        return replace(draft, rows=tuple((present(entry), file, row) for entry, file, row in draft.rows))


def _span(new: list[Recorded]) -> tuple[int | None, int | None]:
    return (new[0].position, new[-1].position) if new else (None, None)
