"""The log as a whole: whatever is done to it, in whatever order, every baseline ever taken reproduces byte for byte.

The model is plain: a list of everything recorded, and the baselines as bytes. The real log stands on a file, so that it
can be closed and opened again, by a program of a later version too.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from replay import baselines, files
from replay.restatement import compare_baseline
from tests.property.machines.recording import Recording
from tests.support import profiles
from tests.support.ageing import read_later
from tests.support.ledger import Kept
from tests.support.opening import ASKED, MEASURES, POLICIES
from timeline.domain.attestations import LOG_STREAM
from timeline.domain.basis import Basis, NeverSentAgain
from timeline.domain.entries import canonical_json
from timeline.projections.algebra.indicator import Indicator
from timeline.projections.attesting import row_data
from timeline.projections.indicators import CATALOGUE
from timeline.projections.questions import measure


class CaseLogMachine(Recording):
    """Does to one log what programs do to logs over the years."""

    taken = Bundle("taken")
    """The names of baselines."""

    # ------------------------------------------------------------------------------------------------- publishing

    @rule(target=taken, measures=MEASURES, asked=ASKED, policy=POLICIES)
    def take_a_baseline(self, measures: list[str], asked: tuple[int, int | None], policy: NeverSentAgain) -> str:
        """Figures are published."""
        title = f"baseline {len(self.ledger.baselines) + 1}"
        indicators = [CATALOGUE[each] for each in measures]
        basis = self._basis(asked, policy)
        printed = self._printed(indicators, replace(basis, position=self.log.head().position))
        baseline = baselines.take(self.log, title, indicators, basis)
        self.ledger.add([], [baseline])
        self.ledger.baselines[title] = Kept(baseline, files.as_toml(baseline).encode(), printed)
        return title

    @rule(title=taken, asked=ASKED)
    def explain_what_changed_since(self, title: str, asked: tuple[int, int | None]) -> None:
        """The moves of the children add up to the change of the figures, and the older ones are what was published."""
        baseline = self.ledger.baselines[title].baseline
        basis = replace(self._basis(asked, NeverSentAgain.KEEP), position=self.log.head().position)
        found = compare_baseline(self.log, baseline, None, basis)
        assert (found.lost, found.not_reproduced) == ((), ())
        for difference in found.differences:
            for before, after, moves in difference.rows():
                if before.numerator is not None and after.numerator is not None:
                    assert sum(move.numerator for move in moves) == after.numerator - before.numerator

    @rule(title=taken)
    def lose_a_definition(self, title: str) -> None:
        """Where a baseline's definition is not kept, verifying says so and nothing else; put back, it reproduces."""
        baseline = self.ledger.baselines[title].baseline
        measures = [each.measure for each in baseline.measures]
        outdated = {each.measure for each in baseline.measures if each.version != CATALOGUE[each.measure].version}
        kept = {each: self.program.forget(each) for each in measures}
        failures = baselines.verify(self.log, baseline)
        for each, definitions in kept.items():
            self.program.put_back(each, definitions)
        assert {(failure.measure, failure.what) for failure in failures} == {(each, "definition") for each in outdated}

    def _basis(self, asked: tuple[int, int | None], policy: NeverSentAgain) -> Basis:
        by, after = asked
        as_at = self.question.as_at + timedelta(days=by)
        return Basis(as_at, None if after is None else as_at + timedelta(days=after), None, policy)

    def _printed(self, indicators: list[Indicator], basis: Basis) -> tuple[bytes, ...]:
        """The figures as they are printed, measure by measure."""
        return tuple(
            canonical_json([row_data(row, answer.indicator.unit) for row in answer.rows]).encode()
            for answer in measure(self.log, indicators, basis)
        )

    # ----------------------------------------------------------------------------------------------- years go by

    @rule()
    def reopen(self) -> None:
        """The program ends, and starts again."""
        self.log.close()
        self.log = self._open()
        self.checked = -1

    @precondition(lambda self: not self.program.is_upgraded)
    @rule()
    def upgrade(self) -> None:
        """The next version of the program knows one event in another shape."""
        self.program.upgrade()
        self.ledger.reread(read_later)
        self.reopen()

    @rule(measures=MEASURES)
    def change_definitions(self, measures: list[str]) -> None:
        """Measures say something else from now on. Their former definitions are kept."""
        for each in measures:
            self.program.change_definition(each)
        self.checked = -1

    @rule(seconds=st.sampled_from((1, 86400, 400 * 86400)))
    def set_the_clock_back(self, seconds: int) -> None:
        """The machine's clock was wrong, or is now."""
        self.clock.at -= timedelta(seconds=seconds)

    @rule(seconds=st.sampled_from((0, 3600, 400 * 86400)))
    def let_time_pass(self, seconds: int) -> None:
        """The clock goes on."""
        self.clock.at += timedelta(seconds=seconds)

    # The rules "project some", "rebuild", "rebuild halfway and crash" and the invariant that projections equal the fold
    # belong here: they come with the projections (issue 5).

    # ----------------------------------------------------------------------------------------------- at every step

    @invariant()
    def all_is_well(self) -> None:
        """What must be so after every step; looked at again only where a step has changed something."""
        if self.checked == len(self.ledger.entries):
            return
        self.checked = len(self.ledger.entries)
        self._positions_have_no_gap_and_a_reader_who_follows_misses_nothing()
        self._the_log_holds_what_was_said()
        self._recording_times_never_go_back()
        self._every_baseline_reproduces()

    def _positions_have_no_gap_and_a_reader_who_follows_misses_nothing(self) -> None:
        while page := self.log.recorder.select_notifications(len(self.tail) + 1, 3):
            self.tail.extend(page)
        assert [each.id for each in self.tail] == list(range(1, len(self.ledger.entries) + 1))  # type: ignore[attr-defined]
        assert self.log.recorder.select_notifications(1, 10_000) == self.tail

    def _the_log_holds_what_was_said(self) -> None:
        assert set(self.log.children()) == self.ledger.streams() - {LOG_STREAM}
        for child in self.log.children():
            assert self.log.records(child) == self.ledger.of(child)
        assert self.log.attestations() == self.ledger.of(LOG_STREAM)

    def _recording_times_never_go_back(self) -> None:
        head = self.log.head()
        if head.recorded_at is not None:
            self.times.append(head.recorded_at)
        assert self.times == sorted(self.times)

    def _every_baseline_reproduces(self) -> None:
        verdict = self.log.verify()
        assert verdict.is_sound
        assert baselines.taken(self.log) == [kept.baseline for kept in self.ledger.baselines.values()]
        for title, kept in self.ledger.baselines.items():
            assert baselines.verify(self.log, kept.baseline, verdict) == [], title
            assert files.as_toml(baselines.named(self.log, title)).encode() == kept.file
            definitions = [baselines.definition_of(each, kept.baseline.as_at) for each in kept.baseline.measures]
            known = [each for each in definitions if each is not None]
            assert self._printed(known, kept.baseline.basis) == kept.figures
        together = [kept.baseline for kept in self.ledger.baselines.values()]
        assert not any(baselines.verify_all(self.log, together, verdict, progress=lambda _: None))


def test_whatever_is_done_to_a_log_every_baseline_ever_taken_reproduces() -> None:
    run_state_machine_as_test(CaseLogMachine, settings=profiles.machine())
